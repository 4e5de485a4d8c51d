//! How Chinese text is read.

use super::script::is_han;
use crate::tables::{pinyin as table, surnames};

/// The syllables of the Chinese characters of a text, without tones; other characters are passed over.
///
/// Words of companies, posts and places are read as words: 银行, 重庆, 校长. For a person's surname see
/// [`surname_pinyin`].
///
/// ```
/// use kehu::text::pinyin;
/// assert_eq!(pinyin("华信ABC"), ["hua", "xin"]);
/// assert_eq!(pinyin("重庆银行"), ["chong", "qing", "yin", "hang"]);
/// ```
pub fn pinyin(text: &str) -> Vec<&'static str> {
    let mut syllables = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let phrase = if is_han(c) { table::phrase(rest) } else { None };
        match phrase {
            Some((_, reading)) => syllables.extend(reading.split(' ')),
            None => syllables.extend(table::syllable(c)),
        }
        let taken = phrase.map_or(c.len_utf8(), |(word, _)| word.len());
        rest = rest.get(taken..).unwrap_or_default();
    }
    syllables
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
