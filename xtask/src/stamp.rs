//! Skipping work whose inputs and outputs have not changed since it was last done.
//!
//! A stamp holds the content of both, so it is right after a checkout, a revert, or a build by another tool, where
//! modification times are not.

use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{log, workspace};

/// Folders that hold only what tools made.
const GENERATED: [&str; 3] = ["dist", "node_modules", "target"];

/// A digest over texts, files and folders.
#[derive(Debug, Default)]
pub struct Digest(DefaultHasher);

impl Digest {
    /// Adds a text, such as a version or an option.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        self.chunk(text.as_bytes());
        self
    }

    /// Adds a file, or every source file below a folder: names and content. Something missing counts as such.
    pub fn path(mut self, path: &Path) -> Result<Self> {
        for file in files(path)? {
            let name = file.strip_prefix(path).unwrap_or(&file);
            self.chunk(name.as_os_str().as_encoded_bytes());
            self.chunk(&fs::read(&file).with_context(|| format!("cannot read {}", file.display()))?);
        }
        Ok(self)
    }

    /// Adds several paths below the root of the checkout.
    pub fn sources(self, relative: &[&str]) -> Result<Self> {
        relative.iter().try_fold(self, |digest, path| digest.text(path).path(&workspace::path(path)))
    }

    /// The digest as text.
    pub fn finish(&self) -> String {
        format!("{:016x}", self.0.finish())
    }

    /// The length goes first, so that no two lists of chunks read the same.
    fn chunk(&mut self, bytes: &[u8]) {
        self.0.write_usize(bytes.len());
        self.0.write(bytes);
    }
}

/// Does `work` as a step unless it was done before with the same `inputs` and its `outputs` are as it left them.
pub fn once(
    title: &str,
    inputs: &Digest,
    outputs: &[PathBuf],
    work: impl FnOnce() -> Result<()>,
) -> Result<()> {
    let stamp = stamp_file(title);
    if fs::read_to_string(&stamp).is_ok_and(|found| Some(found) == stamp_text(inputs, outputs).ok()) {
        log::unchanged(title);
        return Ok(());
    }
    log::step(title, work)?;
    let text = stamp_text(inputs, outputs)?;
    fs::create_dir_all(workspace::scratch().join("stamps"))?;
    fs::write(&stamp, text).with_context(|| format!("cannot write {}", stamp.display()))
}

fn stamp_file(title: &str) -> PathBuf {
    workspace::scratch().join("stamps").join(title.replace([' ', '/'], "-"))
}

fn stamp_text(inputs: &Digest, outputs: &[PathBuf]) -> Result<String> {
    let after = outputs.iter().try_fold(Digest::default(), |digest, path| {
        anyhow::ensure!(path.exists(), "{} was not made", path.display());
        digest.path(path)
    })?;
    Ok(format!("{} {}", inputs.finish(), after.finish()))
}

/// The file itself, or the files below a folder in the order of their names.
fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    if path.is_dir() {
        collect(path, &mut found)?;
    }
    Ok(found)
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let mut entries = fs::read_dir(folder)?.collect::<std::io::Result<Vec<_>>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let name = entry.file_name();
        let path = entry.path();
        if path.is_file() {
            found.push(path);
        } else if !GENERATED.iter().any(|generated| name == *generated) {
            collect(&path, found)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Scratch(PathBuf);

    impl Scratch {
        fn new(name: &str) -> Self {
            let folder = workspace::scratch().join(format!("test-{name}-{}", std::process::id()));
            fs::create_dir_all(folder.join("in/node_modules")).unwrap();
            fs::write(folder.join("in/a.txt"), "one").unwrap();
            Self(folder)
        }

        fn inputs(&self) -> Digest {
            Digest::default().path(&self.0.join("in")).unwrap()
        }

        /// Whether the work was done.
        fn once(&self) -> bool {
            let (output, mut done) = (self.0.join("out"), false);
            let title = self.0.file_name().unwrap().to_str().unwrap().to_owned();
            once(&title, &self.inputs(), std::slice::from_ref(&output), || {
                done = true;
                Ok(fs::write(&output, "made")?)
            })
            .unwrap();
            done
        }
    }

    impl Drop for Scratch {
        fn drop(&mut self) {
            let _ = fs::remove_file(stamp_file(&self.0.file_name().unwrap().to_string_lossy()));
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn work_is_done_once() {
        let scratch = Scratch::new("once");
        assert_eq!((scratch.once(), scratch.once()), (true, false));
    }

    #[test]
    fn a_changed_input_is_seen() {
        let scratch = Scratch::new("input");
        scratch.once();
        fs::write(scratch.0.join("in/a.txt"), "two").unwrap();
        assert_eq!((scratch.once(), scratch.once()), (true, false));
    }

    #[test]
    fn a_changed_or_missing_output_is_seen() {
        let scratch = Scratch::new("output");
        scratch.once();
        fs::write(scratch.0.join("out"), "by hand").unwrap();
        assert!(scratch.once());
        fs::remove_file(scratch.0.join("out")).unwrap();
        assert!(scratch.once());
    }

    #[test]
    fn generated_folders_are_not_inputs_but_names_are() {
        let scratch = Scratch::new("names");
        let before = scratch.inputs().finish();
        fs::write(scratch.0.join("in/node_modules/x"), "x").unwrap();
        assert_eq!(before, scratch.inputs().finish());
        fs::rename(scratch.0.join("in/a.txt"), scratch.0.join("in/b.txt")).unwrap();
        assert_ne!(before, scratch.inputs().finish());
    }

    #[test]
    fn work_that_makes_nothing_is_an_error() {
        let missing = [PathBuf::from("/no/such/output")];
        let error = once("makes nothing", &Digest::default(), &missing, || Ok(())).unwrap_err();
        assert!(error.to_string().contains("was not made"), "{error}");
    }
}
