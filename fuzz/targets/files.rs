//! Files, read whole and read in pieces.

use kehu::engine::{Cleaner, CleanerOptions};
use kehu::error::Result;
use kehu::io::{CsvReader, NdjsonReader};

use super::preset;

/// The first byte is the size of the pieces, the rest the file.
fn pieces(data: &[u8]) -> Option<(usize, &[u8])> {
    let (first, file) = data.split_first()?;
    Some((usize::from(*first).max(1), file))
}

/// A table is read alike whatever the pieces are, and every row has as many fields as the header.
pub fn csv(data: &[u8]) {
    let Some((size, file)) = pieces(data) else { return };
    // A file with a NUL is refused by whoever sees it first, which may be after some rows.
    if file.contains(&0) {
        return;
    }
    let read = |size: usize| {
        let mut reader = CsvReader::default();
        let outcome: Result<()> = file.chunks(size).try_for_each(|chunk| reader.push(chunk));
        let outcome = outcome.and_then(|()| reader.finish()).map_err(|error| error.code());
        let rows: Vec<_> = std::iter::from_fn(|| reader.next_row()).collect();
        for row in &rows {
            assert_eq!(row.fields().count(), reader.header().len(), "line {}", row.line);
        }
        assert!(rows.windows(2).all(|pair| pair[0].line < pair[1].line), "lines out of order");
        (outcome, reader.header().to_vec(), rows, reader.rejects().to_vec())
    };
    assert_eq!(read(size), read(file.len().max(1)), "in pieces of {size} bytes, and whole");
}

/// Lines of JSON are read alike whatever the pieces are, and none is lost.
pub fn ndjson(data: &[u8]) {
    let Some((size, file)) = pieces(data) else { return };
    let read = |size: usize| {
        let mut reader = NdjsonReader::default();
        file.chunks(size).for_each(|chunk| reader.push(chunk));
        reader.finish();
        (reader.take(), reader.rejects().to_vec())
    };
    let whole = read(file.len().max(1));
    assert_eq!(read(size), whole, "in pieces of {size} bytes, and whole");
    assert!(whole.0.len() + whole.1.len() <= file.split(|byte| *byte == b'\n').count());
}

/// A cleaned table has the columns of the given one and a row for each that was not rejected.
pub fn clean(data: &[u8]) {
    let Some((size, file)) = pieces(data) else { return };
    let Ok(mut cleaner) = Cleaner::new(preset(), CleanerOptions::default()) else { return };
    let mut out = Vec::new();
    let mut push = |cleaned: Result<Vec<u8>>| cleaned.map(|bytes| out.extend(bytes));
    let outcome: Result<()> = file.chunks(size).try_for_each(|chunk| push(cleaner.push(chunk)));
    if outcome.and_then(|()| push(cleaner.finish())).is_err() {
        return;
    }
    let mut reader = CsvReader::default();
    let read_again = reader.push(&out).and_then(|()| reader.finish());
    assert!(read_again.is_ok(), "the cleaned table cannot be read: {read_again:?}");
    let rows = std::iter::from_fn(|| reader.next_row()).count();
    let counted = cleaner.report().map(|report| report.quality.rows);
    assert_eq!(Ok(rows as u64), counted, "{:?}", String::from_utf8_lossy(&out));
}
