//! Traditional characters and phrases, and what they are in simplified Chinese.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::generated::traditional::{FROM, PHRASES, TO};

/// The simplified form of a traditional character; nothing when it is no traditional character.
///
/// Where the same character stands for two simplified ones, this is the more frequent; [`phrases`] hold the rest.
///
/// ```
/// use kehu::tables::traditional::simplified;
/// assert_eq!(simplified('灣'), Some('湾'));
/// assert_eq!(simplified('王'), None);
/// ```
pub fn simplified(character: char) -> Option<char> {
    static CHARACTERS: OnceLock<HashMap<char, char>> = OnceLock::new();
    CHARACTERS.get_or_init(|| FROM.chars().zip(TO.chars()).collect()).get(&character).copied()
}

/// The phrases that begin with `character`, each with its simplified form, the longest first.
///
/// ```
/// let phrases = kehu::tables::traditional::phrases('乾');
/// assert!(phrases.contains(&("乾坤", "乾坤")));
/// ```
pub fn phrases(character: char) -> &'static [(&'static str, &'static str)] {
    static BY_FIRST: OnceLock<HashMap<char, Vec<(&str, &str)>>> = OnceLock::new();
    BY_FIRST.get_or_init(decode).get(&character).map_or(&[], Vec::as_slice)
}

/// Every phrase under its first character, and its simplified form likewise, which must stay as it is.
fn decode() -> HashMap<char, Vec<(&'static str, &'static str)>> {
    let mut by_first: HashMap<char, Vec<(&str, &str)>> = HashMap::new();
    for line in PHRASES.lines() {
        let (from, to) = line.split_once(' ').unwrap_or((line, line));
        for key in if from == to { vec![from] } else { vec![from, to] } {
            if let Some(first) = key.chars().next() {
                by_first.entry(first).or_default().push((key, to));
            }
        }
    }
    for phrases in by_first.values_mut() {
        phrases.sort_unstable_by_key(|(from, _)| (std::cmp::Reverse(from.len()), *from));
    }
    by_first
}
