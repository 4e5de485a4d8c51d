//! Traditional characters and phrases, and what they are in simplified Chinese.

use std::sync::OnceLock;

use super::generated::traditional::{FROM, PHRASES, TO};
use crate::sort::{Arrange, lookup};

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
    static DECODED: OnceLock<Characters> = OnceLock::new();
    // Most characters of most texts come before the first ideograph.
    if character < FIRST_IDEOGRAPH { None } else { DECODED.get_or_init(Characters::decode).get(character) }
}

/// Where ideographs begin in Unicode (extension A).
const FIRST_IDEOGRAPH: char = '\u{3400}';

/// The block that nearly all ideographs in use lie in.
const BLOCK: std::ops::RangeInclusive<u32> = 0x4E00..=0x9FFF;

/// Looked up for every character of every text: by place in the block, by search elsewhere.
struct Characters {
    /// The simplified form of every code point of the block, or itself.
    block: Vec<char>,
    elsewhere: Vec<(char, char)>,
}

impl Characters {
    fn decode() -> Self {
        let mut block: Vec<char> = BLOCK.filter_map(char::from_u32).collect();
        let mut elsewhere = Vec::new();
        for (from, to) in FROM.get().chars().zip(TO.get().chars()) {
            match place(from).and_then(|place| block.get_mut(place)) {
                Some(slot) => *slot = to,
                None => elsewhere.push((from, to)),
            }
        }
        elsewhere.arrange();
        Self { block, elsewhere }
    }

    fn get(&self, character: char) -> Option<char> {
        match place(character).and_then(|place| self.block.get(place)) {
            Some(to) => (*to != character).then_some(*to),
            None => lookup(&self.elsewhere, &character).copied(),
        }
    }
}

fn place(character: char) -> Option<usize> {
    (character as u32).checked_sub(*BLOCK.start()).map(|place| place as usize)
}

/// A phrase and its simplified form.
pub type Phrase = (&'static str, &'static str);

/// The phrases that begin with `character`, the longest first.
///
/// ```
/// let phrases = kehu::tables::traditional::phrases('乾');
/// assert!(phrases.contains(&("乾坤", "乾坤")));
/// ```
pub fn phrases(character: char) -> &'static [Phrase] {
    static SORTED: OnceLock<(Vec<Phrase>, Vec<bool>)> = OnceLock::new();
    let (all, begins) = SORTED.get_or_init(|| {
        let all = decode();
        let begins = beginnings(&all);
        (all, begins)
    });
    // Few characters begin a phrase, so the search is seldom needed.
    if place(character).and_then(|place| begins.get(place)) == Some(&false) {
        return &[];
    }
    let start = all.partition_point(|(from, _)| first(from) < character);
    let end = all.partition_point(|(from, _)| first(from) <= character);
    all.get(start..end).unwrap_or_default()
}

/// For every code point of the block, whether it begins a phrase.
fn beginnings(phrases: &[Phrase]) -> Vec<bool> {
    let mut begins = vec![false; BLOCK.count()];
    for slot in phrases.iter().filter_map(|(from, _)| place(first(from))) {
        if let Some(slot) = begins.get_mut(slot) {
            *slot = true;
        }
    }
    begins
}

fn first(phrase: &str) -> char {
    phrase.chars().next().unwrap_or_default()
}

/// Every phrase, and its simplified form likewise, which must stay as it is; the longest first of each character.
fn decode() -> Vec<Phrase> {
    let mut phrases = Vec::new();
    for line in PHRASES.get().lines() {
        let (from, to) = line.split_once(' ').unwrap_or((line, line));
        phrases.push((from, to));
        if from != to {
            phrases.push((to, to));
        }
    }
    phrases.arrange_by_key(|(from, _)| (first(from), std::cmp::Reverse(from.len()), *from));
    phrases
}
