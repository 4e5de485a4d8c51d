//! What the payloads of frames hold.

use super::batch::{BEGINS, DERIVED, EVENTS, EventBatch, GOES_ON, RECORDS, RecordBatch};
use super::change::Change;
use crate::columns::SymbolReader;
use crate::error::{Error, Result};

/// What a frame holds.
#[derive(Debug)]
pub enum Entry<'a> {
    /// A change as text.
    Change(Change),
    /// Records in numbers of texts.
    Records(RecordBatch<'a>),
    /// Events in numbers of texts.
    Events(EventBatch),
    /// A part of what was derived, by its number.
    Derived(u8, &'a [u8]),
}

/// Reads frames one after the other; later ones refer to texts of earlier ones.
#[derive(Debug, Default)]
pub struct Decoder {
    /// The texts told so far.
    pub texts: SymbolReader,
}

impl Decoder {
    /// Reads the payload of the next frame.
    ///
    /// # Errors
    /// `snapshot/damaged` when it is no change, `snapshot/too_new` when it is of a kind that this version does not know.
    pub fn entry<'a>(&mut self, payload: &'a [u8]) -> Result<Entry<'a>> {
        let damaged = || Error::new("snapshot/damaged", "").with("reason", "damaged/cut");
        match payload {
            [DERIVED, part, rest @ ..] => Ok(Entry::Derived(*part, rest)),
            [kind @ (RECORDS | EVENTS), start @ (GOES_ON | BEGINS), rest @ ..] => {
                if *start == BEGINS {
                    self.texts = SymbolReader::default();
                }
                self.batch(*kind, rest).ok_or_else(damaged)
            }
            [kind, ..] if *kind < b' ' => Err(Error::new("snapshot/too_new", "").with("actual", kind)),
            _ => Change::decode(payload).map(Entry::Change),
        }
    }

    /// Reads the payload of the next frame as a change; nothing where it only tells what was derived.
    ///
    /// # Errors
    /// As [`entry`](Self::entry).
    pub fn change(&mut self, payload: &[u8]) -> Result<Option<Change>> {
        Ok(Some(match self.entry(payload)? {
            Entry::Change(change) => change,
            Entry::Records(batch) => batch.change(&self.texts),
            Entry::Events(batch) => batch.change(&self.texts),
            Entry::Derived(..) => return Ok(None),
        }))
    }

    fn batch<'a>(&mut self, kind: u8, bytes: &'a [u8]) -> Option<Entry<'a>> {
        let mut reader = self.texts.open(bytes)?;
        let entry = match kind {
            RECORDS => Entry::Records(RecordBatch::read(&mut self.texts, &mut reader)?),
            _ => Entry::Events(EventBatch::read(&mut self.texts, &mut reader)?),
        };
        (reader.is_empty() && self.texts.is_complete()).then_some(entry)
    }
}
