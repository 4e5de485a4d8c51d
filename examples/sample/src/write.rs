//! The files on a disk.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::generator::{File, Generator, Options};

/// What was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// Source records, without the lines that stand twice.
    pub records: u64,
    /// Events, with those delivered twice.
    pub events: u64,
    /// Bytes of the three files.
    pub bytes: u64,
}

/// Writes `customers.csv`, `events.csv` and `truth.csv` into a folder, which is made if need be; `progress` hears after every
/// chunk how many rows are made, and of how many.
pub fn write_to(
    folder: &Path,
    options: &Options,
    mut progress: impl FnMut(usize, usize),
) -> io::Result<Written> {
    fs::create_dir_all(folder)?;
    let open = |file: File| fs::File::create(folder.join(file.name())).map(BufWriter::new);
    let mut files = [open(File::Customers)?, open(File::Events)?, open(File::Truth)?];
    let mut generator = Generator::new(*options);
    let mut written = Written::default();
    while let Some((file, chunk)) = generator.next_chunk() {
        files[file as usize].write_all(chunk)?;
        written.count(file, chunk);
        let (done, total) = generator.progress();
        progress(done, total);
    }
    files.iter_mut().try_for_each(BufWriter::flush)?;
    // The headers are no rows.
    written.records = written.records.saturating_sub(1);
    written.events = written.events.saturating_sub(1);
    Ok(written)
}

impl Written {
    fn count(&mut self, file: File, chunk: &[u8]) {
        self.bytes += chunk.len() as u64;
        let lines = chunk.iter().filter(|&&byte| byte == b'\n').count() as u64;
        match file {
            File::Truth => self.records += lines,
            File::Events => self.events += lines,
            File::Customers => {}
        }
    }
}
