//! Matching on files whose truth is known: `kehu dedupe --truth` with nothing but the defaults.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};

use crate::{log, node, shell, workspace};

const TRUTH: &str = "cluster";
/// Where a file has this column, only records of different sources can be the same.
const SOURCE: &str = "source";
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

/// Finds what is the same within a file, or between its sources where a column names them.
fn dedupe(file: &Path, header: &[String]) -> Result<()> {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut kehu = node::kehu();
    if header.iter().any(|column| column == SOURCE) {
        let parts = by_source(file, header)?;
        ensure!(parts.len() == 2, "{name} has {} sources, not two", parts.len());
        kehu.arg("link").args(parts);
    } else {
        kehu.arg("dedupe").arg(file);
    }
    kehu.args(["--truth", TRUTH]);
    if let Some(id) = IDS.iter().find(|id| header.iter().any(|column| column == *id)) {
        kehu.args(["--id", id]);
    }
    kehu.arg("-o").arg(workspace::scratch().join("labelled.csv"));
    log::step(&format!("match {name}"), || shell::run(&mut kehu))
}

/// A file for each source.
fn by_source(file: &Path, header: &[String]) -> Result<Vec<PathBuf>> {
    let column = header.iter().position(|column| column == SOURCE).unwrap_or_default();
    let mut parts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut lines = BufReader::new(File::open(file)?).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    for line in lines {
        let line = line?;
        let source = columns(&line).get(column).cloned().unwrap_or_default();
        parts.entry(source).or_insert_with(|| vec![first.clone()]).push(line);
    }
    let write = |(source, lines): (&String, &Vec<String>)| {
        let path = workspace::scratch().join(format!("{source}.csv"));
        fs::write(&path, lines.join("\n") + "\n")?;
        Ok(path)
    };
    parts.iter().map(write).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_read_with_its_mark_and_quotes() {
        assert_eq!(columns("\u{feff}\"rec_id\",cluster\r\n"), ["rec_id", "cluster"]);
    }
}
