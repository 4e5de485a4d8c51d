//! The words of a typed condition.

use crate::error::Result;
use crate::expr::Number;
use crate::expr::forms::json::parse::expected;

/// One word.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A bare word.
    Word(String),
    /// A text in quotes.
    Quoted(String),
    Number(Number),
    /// A sign, or an operator of signs.
    Sign(&'static str),
}

/// Signs, the longer before those that they begin with; full width ones mean the same.
const SIGNS: [(&str, &str); 28] = [
    ("!=", "!="),
    ("<=", "<="),
    (">=", ">="),
    ("！＝", "!="),
    ("＜＝", "<="),
    ("＞＝", ">="),
    ("=", "="),
    ("<", "<"),
    (">", ">"),
    ("(", "("),
    (")", ")"),
    ("[", "["),
    ("]", "]"),
    (",", ","),
    (";", ";"),
    ("*", "*"),
    ("≠", "!="),
    ("≤", "<="),
    ("≥", ">="),
    ("＝", "="),
    ("＜", "<"),
    ("＞", ">"),
    ("（", "("),
    ("）", ")"),
    ("【", "["),
    ("】", "]"),
    ("，", ","),
    ("；", ";"),
];

/// The words of a text, each with the place of its first character.
pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>> {
    let (mut found, mut rest, mut place) = (Vec::new(), text, 0);
    // What was passed is counted once: to count anew for each word takes minutes for a list of all customers' names.
    let passed = |from: &str, to: &str| {
        from.get(..from.len().saturating_sub(to.len())).map_or(0, |gone| gone.chars().count())
    };
    loop {
        let next = rest.trim_start();
        place += passed(rest, next);
        let Some(first) = next.chars().next() else { return Ok(found) };
        let (token, after) = token(first, next).ok_or_else(|| expected(&at(place), "form/word"))?;
        found.push((place, token));
        place += passed(next, after);
        rest = after;
    }
}

/// A place in the text as the path of a fault.
pub(super) fn at(place: usize) -> String {
    format!("[{place}]")
}

fn token(first: char, rest: &str) -> Option<(Token, &str)> {
    if let Some((known, sign)) = SIGNS.iter().find(|(known, _)| rest.starts_with(known)) {
        return Some((Token::Sign(sign), rest.get(known.len()..)?));
    }
    match first {
        '"' => quoted(rest, '"'),
        '“' => quoted(rest, '”'),
        '-' | '0'..='9' => {
            let end =
                rest.find(|c: char| !(c.is_ascii_digit() || c == '.' || c == '-')).unwrap_or(rest.len());
            let (number, after) = rest.split_at_checked(end)?;
            let Some(number) = Number::parse(number) else {
                // A day is a text.
                return Some((Token::Quoted(number.to_owned()), after));
            };
            let (times, after) = myriads(after);
            Some((Token::Number(Number::from_raw(number.raw().checked_mul(times)?)), after))
        }
        c if is_word(c) => {
            let (word, after) = rest.split_at_checked(rest.find(|c| !is_word(c)).unwrap_or(rest.len()))?;
            Some((Token::Word(word.to_owned()), after))
        }
        _ => None,
    }
}

/// What a figure counts by the sign behind it: `50万`, `1.2亿`.
fn myriads(rest: &str) -> (i64, &str) {
    let counted = |(sign, times)| Some((times, rest.strip_prefix(sign)?));
    [('万', 10_000), ('亿', 100_000_000)].into_iter().find_map(counted).unwrap_or((1, rest))
}

pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// A text up to the closing quote; a backslash takes the meaning from what follows it.
fn quoted(rest: &str, close: char) -> Option<(Token, &str)> {
    let (mut text, mut escaped) = (String::new(), false);
    for (place, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => {
                text.push(c);
                escaped = false;
            }
            '\\' => escaped = true,
            c if c == close => return Some((Token::Quoted(text), rest.get(place + c.len_utf8()..)?)),
            c => text.push(c),
        }
    }
    None
}
