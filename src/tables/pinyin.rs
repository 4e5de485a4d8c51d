//! How a character is read.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::generated::pinyin::{BEYOND, READINGS, SYLLABLES};
use crate::sort::Arrange;

/// The first code point of the block that `READINGS` covers without gaps.
const BLOCK_START: u32 = 0x4E00;

struct Readings {
    /// The syllable of every code point of the block, empty where there is none.
    block: Vec<&'static str>,
    beyond: HashMap<char, &'static str>,
}

fn readings() -> &'static Readings {
    static DECODED: OnceLock<Readings> = OnceLock::new();
    DECODED.get_or_init(|| {
        let syllables: Vec<&str> = SYLLABLES.get().split(' ').collect();
        let at = |code: char| place(code).and_then(|place| syllables.get(place)).copied().unwrap_or_default();
        let split = |entry: &'static str| {
            let first = entry.chars().next()?;
            Some((first, entry.get(first.len_utf8()..)?))
        };
        Readings {
            block: READINGS.get().chars().map(at).collect(),
            beyond: BEYOND.get().split(' ').filter_map(split).collect(),
        }
    })
}

/// The place in the syllable list: one-byte codes from `(` on for the first 80, then two-byte ones.
fn place(code: char) -> Option<usize> {
    let code = code as usize;
    if code < 0x100 { code.checked_sub(0x28) } else { Some(code - 0x100) }
}

/// The usual reading of a character without its tone, ü written as `v`.
///
/// ```
/// use kehu::tables::pinyin::syllable;
/// assert_eq!(syllable('张'), Some("zhang"));
/// assert_eq!(syllable('吕'), Some("lv"));
/// assert_eq!(syllable('䶮'), Some("yan"));
/// assert_eq!(syllable('a'), None);
/// ```
pub fn syllable(character: char) -> Option<&'static str> {
    let offset = (character as u32).checked_sub(BLOCK_START);
    let found = offset
        .and_then(|offset| readings().block.get(offset as usize))
        .filter(|syllable| !syllable.is_empty());
    found.or_else(|| readings().beyond.get(&character)).copied()
}

/// Whether the text is a syllable of standard Chinese, written without its tone.
///
/// ```
/// assert!(kehu::tables::pinyin::is_syllable("zhang"));
/// assert!(!kehu::tables::pinyin::is_syllable("cheung"));
/// ```
pub fn is_syllable(text: &str) -> bool {
    static SORTED: OnceLock<Vec<&str>> = OnceLock::new();
    let sorted = SORTED.get_or_init(|| {
        let mut syllables: Vec<&str> = SYLLABLES.get().split(' ').collect();
        syllables.arrange();
        syllables
    });
    sorted.binary_search(&text).is_ok()
}
