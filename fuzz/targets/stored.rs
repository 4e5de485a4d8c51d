//! What an engine takes back from its host.

use kehu::engine::{Engine, Options};
use kehu::store::{begin_snapshot, write_frame};

use super::{NOW, engine};
use kehu::engine::Page;

/// The first byte says whether the rest is a file as it is, or lines that each become a sound frame. Without the
/// latter the checksums would keep all but a few inputs out.
fn file(data: &[u8], mut head: Vec<u8>) -> Option<Vec<u8>> {
    let (first, rest) = data.split_first()?;
    if first.is_multiple_of(2) {
        return Some(rest.to_vec());
    }
    for (number, line) in (1..).zip(rest.split(|byte| *byte == b'\n')) {
        write_frame(&mut head, number, line);
    }
    Some(head)
}

/// A snapshot opens or is refused; what was opened is written as a snapshot that opens as the same.
pub fn snapshot(data: &[u8]) {
    let Some(file) = file(data, begin_snapshot()) else { return };
    if let Ok(mut restored) = Engine::restore(&file, Options::default()) {
        assert_whole(&mut restored);
    }
}

/// A journal is replayed as far as it is sound, and leaves an engine that works.
pub fn journal(data: &[u8]) {
    let Some(file) = file(data, Vec::new()) else { return };
    let mut engine = engine();
    let replayed = engine.replay(&file);
    assert!(engine.take_journal().is_empty(), "what is replayed is in a journal already: {replayed:?}");
    assert_whole(&mut engine);
}

/// An engine tells all that it holds, and its snapshot holds all that it tells.
pub fn assert_whole(engine: &mut Engine) {
    let snapshot = engine.snapshot().unwrap_or_else(|error| panic!("{error}"));
    let mut again = Engine::restore(&snapshot, Options::default()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(again.snapshot().ok(), Some(snapshot), "a snapshot of what a snapshot holds");
    assert_eq!(told(&mut again), told(engine), "a snapshot tells less, or more");
}

/// All that an engine tells of its customers.
pub fn told(engine: &mut Engine) -> [String; 3] {
    let page = Page { now: NOW.to_owned(), limit: usize::MAX, ..Page::default() };
    let customers = engine.export_customers(&page).unwrap_or_else(|error| panic!("{error}"));
    [customers, engine.export_clusters(), engine.export_pairs()]
        .map(|file| String::from_utf8_lossy(&file).into_owned())
}
