//! Chinese surnames: which there are, how frequent, and how they are read.

use std::sync::OnceLock;

use super::generated::surnames::{COMPOUND, RANKED, RARE, READINGS};
use crate::sort::{Arrange, lookup};

/// Place in the order of frequency, of every single surname, sorted by surname.
fn ranks() -> &'static [(char, usize)] {
    static DECODED: OnceLock<Vec<(char, usize)>> = OnceLock::new();
    DECODED.get_or_init(|| {
        let ordered = RANKED.chars().chain(RARE.chars());
        let mut ranks: Vec<(char, usize)> = ordered.enumerate().map(|(rank, name)| (name, rank)).collect();
        ranks.arrange();
        ranks
    })
}

/// Whether the text is a surname of one character.
///
/// ```
/// assert!(kehu::tables::surnames::is_single("王"));
/// assert!(!kehu::tables::surnames::is_single("欧阳"));
/// ```
pub fn is_single(name: &str) -> bool {
    rank(name).is_some()
}

/// Whether the text is a surname of two characters.
///
/// ```
/// assert!(kehu::tables::surnames::is_compound("欧阳"));
/// assert!(!kehu::tables::surnames::is_compound("王小"));
/// ```
pub fn is_compound(name: &str) -> bool {
    compounds().binary_search(&name).is_ok()
}

/// All surnames of two characters, sorted.
pub fn compounds() -> &'static [&'static str] {
    static SORTED: OnceLock<Vec<&str>> = OnceLock::new();
    SORTED.get_or_init(|| {
        let mut all: Vec<&str> = COMPOUND.split(' ').collect();
        all.arrange();
        all
    })
}

/// Place of a single surname in the order of frequency, from 0 for the most frequent.
///
/// ```
/// assert_eq!(kehu::tables::surnames::rank("王"), Some(0));
/// ```
pub fn rank(name: &str) -> Option<usize> {
    let mut characters = name.chars();
    let first = characters.next()?;
    if characters.next().is_some() {
        return None;
    }
    lookup(ranks(), &first).copied()
}

/// The most frequent single surnames, in order.
///
/// ```
/// assert!(kehu::tables::surnames::most_frequent(3).eq(['王', '李', '张']));
/// ```
pub fn most_frequent(count: usize) -> impl Iterator<Item = char> {
    RANKED.chars().take(count)
}

/// The reading of a surname that is not read as its characters are elsewhere, its syllables separated by spaces.
///
/// ```
/// use kehu::tables::surnames::reading;
/// assert_eq!(reading("单"), Some("shan"));
/// assert_eq!(reading("单于"), Some("chan yu"));
/// assert_eq!(reading("王"), None);
/// ```
pub fn reading(name: &str) -> Option<&'static str> {
    static SORTED: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    let readings = SORTED.get_or_init(|| {
        let mut readings: Vec<(&str, &str)> =
            READINGS.lines().filter_map(|line| line.split_once(' ')).collect();
        readings.arrange();
        readings
    });
    lookup(readings, name).copied()
}
