//! How a character is read.

use std::sync::OnceLock;

use super::generated::pinyin::{BEYOND, PHRASES, READINGS, SYLLABLES};
use super::words::longest_start;
use crate::sort::{Arrange, lookup};

/// The first code point of the block that `READINGS` covers without gaps.
const BLOCK_START: u32 = 0x4E00;

struct Readings {
    /// The syllable of every code point of the block, empty where there is none.
    block: Vec<&'static str>,
    /// The other characters, sorted.
    beyond: Vec<(char, &'static str)>,
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
        let mut beyond: Vec<(char, &str)> = BEYOND.get().split(' ').filter_map(split).collect();
        beyond.arrange();
        Readings { block: READINGS.get().chars().map(at).collect(), beyond }
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
    if let Some(syllable) = offset.and_then(|offset| readings().block.get(offset as usize)) {
        return Some(*syllable).filter(|syllable| !syllable.is_empty());
    }
    lookup(&readings().beyond, &character).copied()
}

/// The longest word that the text starts with and that is not read as its characters are one by one, and its syllables.
///
/// ```
/// use kehu::tables::pinyin::phrase;
/// assert_eq!(phrase("重庆市"), Some(("重庆", "chong qing")));
/// assert_eq!(phrase("庆市"), None);
/// ```
pub fn phrase(text: &str) -> Option<(&'static str, &'static str)> {
    static DECODED: OnceLock<Phrases> = OnceLock::new();
    let phrases = DECODED.get_or_init(Phrases::decode);
    // Few characters begin a phrase, so the search is seldom needed.
    let first = text.chars().next()? as u32;
    if !*phrases.begins.get(first.checked_sub(BLOCK_START)? as usize)? {
        return None;
    }
    let found = longest_start(&phrases.words, text, 2 * '中'.len_utf8())?;
    Some((phrases.words.get(found)?, phrases.readings.get(found)?))
}

/// Words with their readings, sorted by word.
struct Phrases {
    words: Vec<&'static str>,
    readings: Vec<&'static str>,
    /// For every code point of the block, as far as needed, whether it begins a word.
    begins: Vec<bool>,
}

impl Phrases {
    fn decode() -> Self {
        let mut pairs: Vec<(&str, &str)> =
            PHRASES.get().lines().filter_map(|line| line.split_once(' ')).collect();
        pairs.arrange();
        let mut begins = Vec::new();
        for first in pairs.iter().filter_map(|(word, _)| word.chars().next()) {
            let place = (first as u32).saturating_sub(BLOCK_START) as usize;
            // The words are sorted, so each place lies behind those before it.
            begins.resize(place.saturating_add(1).max(begins.len()), false);
            if let Some(slot) = begins.get_mut(place) {
                *slot = true;
            }
        }
        let (words, readings) = pairs.into_iter().unzip();
        Self { words, readings, begins }
    }
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
