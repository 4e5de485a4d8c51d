//! How Chinese text is read.

use crate::tables::{pinyin as table, surnames};

/// The syllables of the Chinese characters of a text, without tones; other characters are passed over.
///
/// Readings are those of the characters one by one: right for names of companies and people in most cases, never
/// more than a help in finding. For a person's surname see [`surname_pinyin`].
///
/// ```
/// assert_eq!(kehu::text::pinyin("华信ABC"), ["hua", "xin"]);
/// ```
pub fn pinyin(text: &str) -> Vec<&'static str> {
    text.chars().filter_map(table::syllable).collect()
}

/// The syllables of a surname, as surnames are read.
///
/// ```
/// use kehu::text::surname_pinyin;
/// assert_eq!(surname_pinyin("曾"), ["zeng"]);
/// assert_eq!(surname_pinyin("尉迟"), ["yu", "chi"]);
/// assert_eq!(surname_pinyin("王"), ["wang"]);
/// ```
pub fn surname_pinyin(surname: &str) -> Vec<&'static str> {
    match surnames::reading(surname) {
        Some(reading) => reading.split(' ').collect(),
        None => pinyin(surname),
    }
}
