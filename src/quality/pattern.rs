//! Patterns that a whole text matches, in time linear in its length.
//!
//! A pattern is regular expression syntax without groups, so a set of places reached takes the part of backtracking
//! (Thompson, *Regular expression search algorithm*, 1968).

use std::iter::Peekable;
use std::str::Chars;

use crate::text;

/// Places of a pattern once its repetitions are written out.
const MOST_PLACES: usize = 1_000;

/// A compiled pattern.
///
/// ```
/// use kehu::quality::Pattern;
/// let code = Pattern::parse(r"[A-Z]{2}-?\d{4,6}|\p{Han}+").unwrap();
/// assert!(code.matches("HT-2024") && code.matches("HT202401") && code.matches("合同"));
/// assert!(!code.matches("HT-20") && !code.matches("ht-2024") && !code.matches("合同1"));
/// assert_eq!(Pattern::parse("[A-"), None);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern(Vec<Vec<Place>>);

/// One character of the text that a sequence takes.
#[derive(Clone, Debug, PartialEq)]
struct Place {
    class: Class,
    /// The sequence may go on without it.
    optional: bool,
    /// It may take further characters.
    repeated: bool,
}

/// A set of characters.
#[derive(Clone, Debug, Default, PartialEq)]
struct Class {
    ranges: Vec<(char, char)>,
    han: bool,
    negated: bool,
}

impl Pattern {
    /// Reads a pattern; `None` when it is none, or would be too long with its repetitions written out.
    pub fn parse(pattern: &str) -> Option<Self> {
        let mut rest = pattern.chars().peekable();
        let mut alternatives = vec![Vec::new()];
        while let Some(c) = rest.next() {
            if c == '|' {
                alternatives.push(Vec::new());
                continue;
            }
            let class = class(c, &mut rest)?;
            let (least, most) = repetition(&mut rest)?;
            repeat(alternatives.last_mut()?, &class, least, most)?;
        }
        Some(Self(alternatives))
    }

    /// Whether the whole text matches.
    pub fn matches(&self, text: &str) -> bool {
        self.0.iter().any(|sequence| matches(sequence, text))
    }
}

fn repeat(sequence: &mut Vec<Place>, class: &Class, least: usize, most: Option<usize>) -> Option<()> {
    let written_out = most.unwrap_or(least.max(1));
    if sequence.len().checked_add(written_out)? > MOST_PLACES {
        return None;
    }
    for i in 0..written_out {
        let repeated = most.is_none() && i.checked_add(1)? == written_out;
        sequence.push(Place { class: class.clone(), optional: i >= least, repeated });
    }
    Some(())
}

fn matches(sequence: &[Place], text: &str) -> bool {
    let mut reached = vec![false; sequence.len().saturating_add(1)];
    reach(&mut reached, sequence, 0);
    for c in text.chars() {
        let mut next = vec![false; reached.len()];
        for (i, place) in sequence.iter().enumerate() {
            if reached.get(i) == Some(&true) && place.class.contains(c) {
                reach(&mut next, sequence, i.saturating_add(1));
                if place.repeated {
                    reach(&mut next, sequence, i);
                }
            }
        }
        reached = next;
    }
    reached.last() == Some(&true)
}

/// Marks a place, and those behind it that may be passed over to.
fn reach(reached: &mut [bool], sequence: &[Place], from: usize) {
    for (i, mark) in reached.iter_mut().enumerate().skip(from) {
        *mark = true;
        if !sequence.get(i).is_some_and(|place| place.optional) {
            break;
        }
    }
}

impl Class {
    fn contains(&self, c: char) -> bool {
        let listed = self.ranges.iter().any(|(first, last)| (*first..=*last).contains(&c));
        (listed || (self.han && text::is_han(c))) != self.negated
    }

    fn add_escaped(&mut self, rest: &mut Peekable<Chars>) -> Option<()> {
        match rest.next()? {
            'd' => self.ranges.push(('0', '9')),
            'w' => self.ranges.extend([('0', '9'), ('A', 'Z'), ('a', 'z'), ('_', '_')]),
            'p' if "{Han}".chars().all(|c| rest.next() == Some(c)) => self.han = true,
            c if c.is_alphanumeric() => return None,
            c => self.ranges.push((c, c)),
        }
        Some(())
    }
}

fn class(first: char, rest: &mut Peekable<Chars>) -> Option<Class> {
    let mut class = Class::default();
    match first {
        '.' => class.negated = true,
        '\\' => class.add_escaped(rest)?,
        '[' => bracketed(&mut class, rest)?,
        '(' | ')' | ']' | '{' | '}' | '*' | '+' | '?' | '^' | '$' => return None,
        c => class.ranges.push((c, c)),
    }
    Some(class)
}

fn bracketed(class: &mut Class, rest: &mut Peekable<Chars>) -> Option<()> {
    class.negated = rest.next_if_eq(&'^').is_some();
    loop {
        match rest.next()? {
            ']' => return (!class.ranges.is_empty() || class.han).then_some(()),
            '\\' => class.add_escaped(rest)?,
            first => {
                let range = rest.next_if_eq(&'-').map(|_| rest.next());
                let last = match range {
                    None => first,
                    Some(Some(']')) => {
                        class.ranges.extend([(first, first), ('-', '-')]);
                        return Some(());
                    }
                    Some(last) => last?,
                };
                class.ranges.push((first, last));
                if first > last {
                    return None;
                }
            }
        }
    }
}

/// How often the class before is repeated; without a most it goes on.
fn repetition(rest: &mut Peekable<Chars>) -> Option<(usize, Option<usize>)> {
    let range = match rest.peek() {
        Some('?') => (0, Some(1)),
        Some('*') => (0, None),
        Some('+') => (1, None),
        Some('{') => return counted(rest),
        _ => return Some((1, Some(1))),
    };
    rest.next();
    Some(range)
}

fn counted(rest: &mut Peekable<Chars>) -> Option<(usize, Option<usize>)> {
    let inside: String = rest.skip(1).take_while(|c| *c != '}').collect();
    let number = |text: &str| text.parse::<usize>().ok().filter(|n| *n <= MOST_PLACES);
    let range = match inside.split_once(',') {
        None => (number(&inside)?, Some(number(&inside)?)),
        Some((least, "")) => (number(least)?, None),
        Some((least, most)) => (number(least)?, Some(number(most)?)),
    };
    range.1.is_none_or(|most| range.0 <= most && most > 0).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_whole_texts() {
        let cases = [
            (r"\d{3}", "123", true),
            (r"\d{3}", "1234", false),
            (r"\d{2,}", "1", false),
            (r"\d{2,}", "12345", true),
            (r"a?b*c+", "c", true),
            (r"a?b*c+", "abbbcc", true),
            (r"a?b*c+", "aab", false),
            (r"[^0-9]+", "合同", true),
            (r"[^0-9]+", "合同1", false),
            (r"[A-Z-]+", "A-B", true),
            (r"[\d\p{Han}]{2,4}", "3号楼", true),
            (r"\[x\]", "[x]", true),
            (r"\w+", "a_1", true),
            (r".{2}", "𬎆好", true),
            ("一|二三", "二三", true),
            ("一|", "", true),
            ("", "", true),
            ("", "x", false),
        ];
        for (pattern, text, expected) in cases {
            let parsed = Pattern::parse(pattern).unwrap();
            assert_eq!(parsed.matches(text), expected, "{pattern} on {text}");
        }
    }

    #[test]
    fn what_is_no_pattern_is_refused() {
        let long = format!("{}{{501}}b{{500}}", "a");
        for pattern in
            ["[", "[]", "[z-a]", "(a)", "a{", "a{2,1}", "a{0}", "a{x}", "*a", r"\q", r"\p{L}", "a$", &long]
        {
            assert_eq!(Pattern::parse(pattern), None, "{pattern}");
        }
    }

    #[test]
    fn time_grows_with_the_text_only_linearly() {
        let nested = Pattern::parse("a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a?a*a*a*b").unwrap();
        assert!(!nested.matches(&"a".repeat(20_000)));
    }
}
