//! Matching on files whose truth is known: `kehu dedupe --truth` with nothing but the defaults.

use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::{log, node, shell, workspace};

const TRUTH: &str = "cluster";
const IDS: [&str; 4] = ["unique_id", "record_id", "rec_id", "id"];

/// Runs every CSV file of the folder that has a column of the truth.
pub fn run(folder: &Path) -> Result<()> {
    let files = labelled_files(folder)?;
    ensure!(!files.is_empty(), "{} holds no CSV file with a column `{TRUTH}`", folder.display());
    files.iter().try_for_each(|(file, header)| dedupe(file, header))
}

fn labelled_files(folder: &Path) -> Result<Vec<(PathBuf, Vec<String>)>> {
    let folder = std::path::absolute(folder)?;
    let entries = fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut paths: Vec<PathBuf> = entries.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "csv"));
    paths.sort();
    let with_header = paths.into_iter().map(|path| header(&path).map(|header| (path, header)));
    let mut files = with_header.collect::<Result<Vec<_>>>()?;
    files.retain(|(_, header)| header.iter().any(|column| column == TRUTH));
    Ok(files)
}

fn header(file: &Path) -> Result<Vec<String>> {
    let mut line = String::new();
    BufReader::new(File::open(file)?).read_line(&mut line)?;
    Ok(columns(&line))
}

/// The names of the columns; those that matter here are never quoted inside.
fn columns(line: &str) -> Vec<String> {
    let line = line.trim_start_matches('\u{feff}').trim_end();
    line.split(',').map(|name| name.trim_matches('"').to_owned()).collect()
}

fn dedupe(file: &Path, header: &[String]) -> Result<()> {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut kehu = node::node();
    kehu.arg(workspace::path("pkg/bin/kehu.js")).arg("dedupe").arg(file).args(["--truth", TRUTH]);
    if let Some(id) = IDS.iter().find(|id| header.iter().any(|column| column == *id)) {
        kehu.args(["--id", id]);
    }
    kehu.arg("-o").arg(workspace::scratch().join("clusters.csv"));
    log::step(&format!("dedupe {name}"), || shell::run(&mut kehu))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_read_with_its_mark_and_quotes() {
        assert_eq!(columns("\u{feff}\"rec_id\",cluster\r\n"), ["rec_id", "cluster"]);
    }
}
