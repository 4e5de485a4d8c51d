//! Frames: how changes follow each other in a snapshot and in a journal.
//!
//! A frame is its payload's length (u32), a checksum of sequence number and payload (u32), the sequence number (u64),
//! and the payload, all numbers little-endian. The highest bit of the length is set, except in version 1, which has
//! another checksum. A snapshot is the magic `KEHU`, the format version (u32) and frames.

use crate::error::{Error, Result};

/// The version of the format that this crate writes, and the newest that it reads.
pub const VERSION: u32 = 2;

const MAGIC: &[u8; 4] = b"KEHU";
const HEAD: usize = 16;
/// The bit of the length that frames of version 1 lack.
const LATER: u32 = 1 << 31;

/// Starts a snapshot.
pub fn begin_snapshot() -> Vec<u8> {
    [MAGIC.as_slice(), &VERSION.to_le_bytes()].concat()
}

/// Appends a frame.
pub fn write_frame(out: &mut Vec<u8>, sequence: u64, payload: &[u8]) {
    let room = HEAD + payload.len();
    if out.capacity() - out.len() < room {
        // Twice the size would be too much of a large file, and the bare size would move it with every frame.
        out.reserve_exact(room.max(out.len() / 4));
    }
    out.extend((payload.len() as u32 | LATER).to_le_bytes());
    out.extend(checksum(sequence, payload).to_le_bytes());
    out.extend(sequence.to_le_bytes());
    out.extend(payload);
}

/// A checksum of eight bytes at a time, of which 32 bits are kept. Each step can be undone, so that no damage is lost on
/// the way. It is there to notice damage, not forgery, and needs no tables.
fn checksum(sequence: u64, payload: &[u8]) -> u32 {
    let (words, rest) = payload.as_chunks::<8>();
    let hash = step(step(0, sequence), payload.len() as u64);
    let hash = words.chunks(WORDS).fold(hash, step_all);
    let hash = rest.iter().fold(hash, |hash, byte| step(hash, u64::from(*byte)));
    (hash.wrapping_mul(SPREAD) >> 32) as u32
}

/// 2^64 divided by the golden ratio, as in Fibonacci hashing (Knuth, The Art of Computer Programming, 6.4).
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
/// Words that one call takes in.
const WORDS: usize = 2048;

fn step(hash: u64, word: u64) -> u64 {
    let hash = (hash ^ word).wrapping_mul(SPREAD);
    hash ^ (hash >> 32)
}

// A function of its own: browsers make those quick that are called often, not those that run long.
#[inline(never)]
fn step_all(hash: u64, words: &[[u8; 8]]) -> u64 {
    words.iter().fold(hash, |hash, word| step(hash, u64::from_le_bytes(*word)))
}

/// The checksum of version 1: FNV-1a (64 bit), folded to 32 bits.
fn checksum_1(sequence: u64, payload: &[u8]) -> u32 {
    let sequence = sequence.to_le_bytes();
    let bytes = sequence.iter().chain(payload);
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    ((hash >> 32) ^ hash) as u32
}

/// Reads frames one after the other.
///
/// ```
/// use kehu::store::{Reader, begin_snapshot, write_frame};
/// let mut bytes = begin_snapshot();
/// write_frame(&mut bytes, 1, b"first");
/// let mut frames = Reader::snapshot(&bytes).unwrap();
/// assert_eq!(frames.next().unwrap().unwrap(), (1, &b"first"[..]));
/// bytes.pop();
/// assert!(Reader::snapshot(&bytes).unwrap().next().unwrap().is_err());
/// ```
#[derive(Clone, Debug)]
pub struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    /// The frames of a snapshot.
    ///
    /// # Errors
    /// `snapshot/damaged` when it does not begin like one, `snapshot/too_new` when a later version wrote it.
    pub fn snapshot(bytes: &'a [u8]) -> Result<Self> {
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| damaged("damaged/begin"))?;
        let (version, rest) = rest.split_first_chunk().ok_or_else(|| damaged("damaged/cut"))?;
        let version = u32::from_le_bytes(*version);
        if version > VERSION {
            return Err(Error::new("snapshot/too_new", "").with("actual", version));
        }
        Ok(Self { rest })
    }

    /// The frames of a journal.
    pub fn journal(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    fn frame(&mut self) -> Result<(u64, &'a [u8])> {
        let (head, body) = self.rest.split_at_checked(HEAD).ok_or_else(|| damaged("damaged/cut"))?;
        let number = |range: std::ops::Range<usize>| {
            head.get(range)
                .unwrap_or_default()
                .iter()
                .rev()
                .fold(0_u64, |n, byte| (n << 8) | u64::from(*byte))
        };
        let (length, expected, sequence) = (number(0..4) as u32, number(4..8), number(8..16));
        let sum = if length & LATER == 0 { checksum_1 } else { checksum };
        let length = (length & !LATER) as usize;
        let (payload, rest) = body.split_at_checked(length).ok_or_else(|| damaged("damaged/cut"))?;
        if u64::from(sum(sequence, payload)) != expected {
            return Err(damaged("damaged/checksum"));
        }
        self.rest = rest;
        Ok((sequence, payload))
    }
}

impl<'a> Iterator for Reader<'a> {
    type Item = Result<(u64, &'a [u8])>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let frame = self.frame();
        if frame.is_err() {
            self.rest = &[];
        }
        Some(frame)
    }
}

/// The numbers of the frames of a journal that were read so far.
///
/// ```
/// use kehu::store::Sequence;
/// let mut read = Sequence::default();
/// assert!([61, 62, 62, 63, 1, 2].into_iter().all(|number| read.take(number).is_ok()));
/// assert_eq!(read.take(4).unwrap_err().code(), "snapshot/damaged");
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct Sequence {
    first: u64,
    last: u64,
}

impl Sequence {
    /// Takes the number of the next frame: the one after the last, 1 where another engine went on, or one that was there
    /// before. The first may be any, as a snapshot may hold what came before it.
    ///
    /// # Errors
    /// `snapshot/damaged` when frames before it are missing.
    pub fn take(&mut self, number: u64) -> Result<()> {
        if self.last == 0 || number == 1 {
            *self = Self { first: number, last: number };
        } else if number == self.last.saturating_add(1) {
            self.last = number;
        } else if !(self.first..=self.last).contains(&number) {
            return Err(damaged("damaged/order"));
        }
        Ok(())
    }

    /// The number of the last frame; 0 before the first.
    pub fn last(&self) -> u64 {
        self.last
    }
}

fn damaged(reason: &str) -> Error {
    Error::new("snapshot/damaged", "").with("reason", reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn two_frames() -> Vec<u8> {
        let mut bytes = begin_snapshot();
        write_frame(&mut bytes, 1, b"one");
        write_frame(&mut bytes, 2, b"two and more");
        bytes
    }

    #[test]
    fn every_cut_and_every_flipped_bit_is_noticed() {
        let bytes = two_frames();
        let good =
            |bytes: &[u8]| Reader::snapshot(bytes).map(|r| r.filter(|f| f.is_ok()).count()).unwrap_or(0);
        assert_eq!(good(&bytes), 2);
        for end in 0..bytes.len() {
            assert!(good(&bytes[..end]) < 2, "cut at {end}");
        }
        for at in 8..bytes.len() {
            for bit in 0..8 {
                let mut bytes = bytes.clone();
                bytes[at] ^= 1 << bit;
                assert!(good(&bytes) < 2, "byte {at}, bit {bit}");
            }
        }
    }

    #[test]
    fn a_newer_version_is_refused_by_name() {
        let mut bytes = two_frames();
        bytes[4] = 9;
        assert_eq!(Reader::snapshot(&bytes).unwrap_err().code(), "snapshot/too_new");
    }
}
