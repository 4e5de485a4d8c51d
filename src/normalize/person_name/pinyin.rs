//! Chinese names in Latin letters: `Zhang San`, `San Zhang`, `ZHANG, San`, `Zhāng Sān`.

use std::sync::OnceLock;

use super::Name;
use crate::sort::Arrange;
use crate::tables::{pinyin, surnames};
use crate::text;

/// Reads a name whose words are all pinyin and one of which is the reading of a surname; `None` for others.
///
/// The canonical form follows GB/T 28039-2011: surname first, the syllables of the given name as one word.
pub(super) fn parse(name: &str) -> Option<Name> {
    let comma = name.split_once([',', '，']).map(|(family, _)| family.trim());
    let words: Vec<&str> = name.split([' ', ',', '，']).filter(|word| !word.is_empty()).collect();
    if !(2..=3).contains(&words.len()) || !words.iter().all(|word| is_pinyin(word)) {
        return None;
    }
    let (family, given, is_ambiguous) = order(&words, comma)?;
    let given: String = given.iter().flat_map(|word| plain(word).chars().collect::<Vec<_>>()).collect();
    let (family, given) = (capitalized(&plain(family)), capitalized(&given));
    Some(Name {
        value: format!("{family} {given}"),
        pinyin: format!("{} {}", spelled(&family), spelled(&given)),
        key: format!("{} {}", text::fold(&family), text::fold(&given)),
        family,
        given,
        script: "pinyin",
        doubts: if is_ambiguous { vec!["person/ambiguous_order"] } else { Vec::new() },
        ..Name::default()
    })
}

/// Surname, given name, and whether it could be the other way round.
fn order<'a, 'b>(words: &'b [&'a str], comma: Option<&str>) -> Option<(&'a str, &'b [&'a str], bool)> {
    let (first, after) = words.split_first()?;
    let (last, before) = words.split_last()?;
    if comma.is_some_and(|family| family == *first) {
        return is_family(first).then_some((*first, after, false));
    }
    let is_capital = |word: &str| word.chars().count() > 1 && !word.chars().any(char::is_lowercase);
    match (is_family(first), is_family(last)) {
        (true, true) if is_capital(last) && !is_capital(first) => Some((*last, before, false)),
        (true, true) => Some((*first, after, words.len() == 2 && is_capital(first) == is_capital(last))),
        (true, false) => Some((*first, after, false)),
        (false, true) => Some((*last, before, false)),
        (false, false) => None,
    }
}

/// The surnames that are frequent enough to be expected in Latin letters.
const FREQUENT: usize = 250;

fn is_family(word: &str) -> bool {
    static READINGS: OnceLock<Vec<String>> = OnceLock::new();
    let readings = READINGS.get_or_init(|| {
        let mut readings: Vec<String> = surnames::most_frequent(FREQUENT)
            .map(|family| text::surname_pinyin(family.encode_utf8(&mut [0; 4])).concat())
            .collect();
        readings.extend(surnames::compounds().iter().map(|family| text::surname_pinyin(family).concat()));
        readings.arrange();
        readings
    });
    readings.binary_search(&spelled(word)).is_ok()
}

/// Whether a word divides into syllables; a hyphen or apostrophe divides too.
fn is_pinyin(word: &str) -> bool {
    let spelled = spelled_with_marks(word);
    let pieces = || spelled.split(['-', '\'', '’']);
    word.chars().all(|c| c.is_alphabetic() || "-'’".contains(c)) && pieces().all(divides)
}

/// Syllables have at most six letters (`zhuang`); a name has few, so trying all divisions is cheap.
fn divides(letters: &str) -> bool {
    if letters.is_empty() || letters.len() > 18 || !letters.is_ascii() {
        return false;
    }
    let mut reachable = vec![false; letters.len() + 1];
    if let Some(start) = reachable.first_mut() {
        *start = true;
    }
    for end in 1..=letters.len() {
        let ends_here = |start: usize| {
            // 嗯 is read n or ng, which are syllables of no name.
            let is_syllable =
                |part: &str| part.contains(['a', 'e', 'i', 'o', 'u', 'v']) && pinyin::is_syllable(part);
            reachable.get(start) == Some(&true) && letters.get(start..end).is_some_and(is_syllable)
        };
        let reached = (end.saturating_sub(6)..end).any(ends_here);
        if let Some(slot) = reachable.get_mut(end) {
            *slot = reached;
        }
    }
    reachable.last() == Some(&true)
}

/// The letters as the tables have them: lowercase, no tones, `v` for `ü`.
fn spelled(word: &str) -> String {
    spelled_with_marks(word).chars().filter(char::is_ascii_alphabetic).collect()
}

fn spelled_with_marks(word: &str) -> String {
    let letter = |c: char| if is_u_umlaut(c) { 'v' } else { c };
    let letters: String = word.to_lowercase().chars().map(letter).collect();
    text::strip_accents(&letters).replace("lyu", "lv").replace("nyu", "nv")
}

fn is_u_umlaut(c: char) -> bool {
    matches!(c, 'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ')
}

/// Without tones and hyphens, `ü` kept.
fn plain(word: &str) -> String {
    let lower = word.to_lowercase();
    let letters = lower.chars().filter(|c| c.is_alphabetic());
    letters
        .map(|c| if is_u_umlaut(c) { "ü".to_owned() } else { text::strip_accents(&c.to_string()) })
        .collect()
}

fn capitalized(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}
