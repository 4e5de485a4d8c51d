//! The form of a text that is only good for comparing.

use super::repair::{is_combining, repair};
use super::script::{is_han, is_kana};
use super::{simplify, to_half_width};
use crate::tables::latin;
use crate::tables::traditional::simplified;

/// The comparison form: repaired, half width, simplified, lower case, without accents and punctuation; words of
/// alphabetic scripts keep one space between them, Chinese characters none.
///
/// Two texts that differ only in how they were typed fold to the same. Folding twice changes nothing.
///
/// ```
/// use kehu::text::fold;
/// assert_eq!(fold("上海（華信）科技 有限公司"), fold("上海(华信)科技有限公司"));
/// assert_eq!(fold("Société Générale, S.A."), "societe generale s a");
/// assert_eq!(fold("３Ｍ 中国"), "3m中国");
/// ```
pub fn fold(text: &str) -> String {
    let (folded, rest) = split_folded(text);
    if rest.chars().all(is_final) {
        return words_of(folded, rest);
    }
    let repaired = repair(text);
    let plain = to_half_width(&repaired);
    words_of("", &simplify(&plain))
}

/// What stands before the first character that folding may change: most names whole, as they are in Chinese.
fn split_folded(text: &str) -> (&str, &str) {
    let may_change = |c: char| !(is_usual(c) && !c.is_ascii_uppercase() && is_final(c));
    text.split_at_checked(text.find(may_change).unwrap_or(text.len())).unwrap_or(("", text))
}

/// Whether repairing, narrowing and simplifying leave the character as it is, as they do most, or make it another sign
/// that divides words.
fn is_final(c: char) -> bool {
    match c {
        '&' | '<' => false,
        ' '..='~' | '，' | '。' | '、' | '：' | '；' | '（' | '）' => true,
        '\u{4E00}'..='\u{9FFF}' => simplified(c).is_none(),
        _ => false,
    }
}

/// The words of a text behind what is folded already.
fn words_of(folded: &str, rest: &str) -> String {
    let mut words = Words { out: String::with_capacity(folded.len() + rest.len()), gap: false };
    words.out.push_str(folded);
    rest.chars().for_each(|c| words.push(c));
    words.out
}

/// Takes the accents off: `é` is `e`, `ß` is `ss`, `ł` is `l`.
///
/// ```
/// assert_eq!(kehu::text::strip_accents("Zażółć Straße"), "Zazolc Strasse");
/// ```
pub fn strip_accents(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !is_combining(*c)) {
        push_plain(&mut out, c);
    }
    out
}

/// The text in small letters, each character by itself: a sigma at the end of a word is the usual one, as in host names
/// (UTS #46).
///
/// ```
/// assert_eq!(kehu::text::lower("ABC ÄΣ"), "abc äσ");
/// ```
pub fn lower(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii() || is_han(c) {
            out.push(c.to_ascii_lowercase())
        } else {
            out.extend(c.to_lowercase())
        }
    }
    out
}

fn push_plain(out: &mut String, c: char) {
    match latin::spelled(c) {
        Some(letters) => out.push_str(letters),
        None => out.push(latin::base(c)),
    }
}

/// Collects letters and digits, with one space where something else stood between two words.
struct Words {
    out: String,
    gap: bool,
}

impl Words {
    fn push(&mut self, c: char) {
        let is_usual = is_usual(c);
        if !is_usual && (is_combining(c) || is_apostrophe(c)) {
            return;
        }
        if !is_usual && !is_han(c) && !c.is_alphanumeric() {
            self.gap = true;
            return;
        }
        if std::mem::take(&mut self.gap) && self.separates_words(c) {
            self.out.push(' ');
        }
        self.push_lower(c);
    }

    fn separates_words(&self, next: char) -> bool {
        let spaceless = |c: char| is_han(c) || is_kana(c);
        self.out.chars().next_back().is_some_and(|last| !spaceless(last) && !spaceless(next))
    }

    fn push_lower(&mut self, c: char) {
        if c.is_ascii() || is_han(c) {
            return self.out.push(c.to_ascii_lowercase());
        }
        let mut plain = String::new();
        push_plain(&mut plain, c);
        let lower = plain.chars().flat_map(char::to_lowercase).filter(|c| !is_combining(*c));
        lower.for_each(|c| push_plain(&mut self.out, c));
    }
}

/// Most characters are of these, for which the general tests are slow.
fn is_usual(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}') || c.is_ascii_alphanumeric()
}

/// Apostrophes stand inside words: `O'Neil` is one.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '`')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_differences_vanish() {
        let cases = [
            ("华信 科技", "华信科技", "spaces between Chinese characters"),
            ("O’Neil & Sons", "oneil sons", "apostrophes and signs"),
            ("ÅSTRÖM", "astrom", "marks and case"),
            ("İstanbul", "istanbul", "a capital that lower-cases into two characters"),
            ("A-B_C", "a b c", "punctuation separates words"),
            ("臺灣積體電路", "台湾积体电路", "traditional characters"),
            ("ー・株式会社", "ー株式会社", "the long mark is a letter of kana"),
            ("华信a1－Ｂ", "华信a1 b", "what is folded already before what is not"),
            ("!!!", "", "nothing left"),
        ];
        for (input, expected, why) in cases {
            assert_eq!(fold(input), expected, "{why}");
        }
    }
}
