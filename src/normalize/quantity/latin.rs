//! Numbers in Latin digits with their group and decimal separators, exponents and suffixes.

use super::Decimal;
use super::numeral::Doubt;

/// A number in Latin digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Latin {
    pub value: Decimal,
    pub length: usize,
    /// The power of ten of a suffix such as `k`; already not part of `value`.
    pub unit: i32,
    pub doubt: Option<Doubt>,
}

/// Suffixes and their power of ten, longest first; `w` is how Chinese speakers type 万 (wàn).
const SUFFIXES: &[(&str, i32)] = &[
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
    ("trillion", 12),
    ("crore", 7),
    ("lakh", 5),
    ("mio", 6),
    ("mln", 6),
    ("mrd", 9),
    ("MM", 6),
    ("mn", 6),
    ("bn", 9),
    ("tn", 12),
    ("k", 3),
    ("w", 4),
    ("M", 6),
    ("B", 9),
];

/// The number that `chars` starts with.
pub(super) fn read(chars: &[char]) -> Option<Latin> {
    let run = digits_and_separators(chars);
    let (plain, is_odd) = to_plain(&run)?;
    let doubt = is_odd.then_some(Doubt::Separators);
    let latin = Latin { value: Decimal::parse(&plain)?, length: run.len(), unit: 0, doubt };
    let rest = chars.get(run.len()..)?;
    if let Some((power, length)) = exponent(rest) {
        let value = latin.value.times_ten_to(power)?;
        return Some(Latin { value, length: run.len() + length, doubt: Some(Doubt::Scientific), ..latin });
    }
    let (unit, length) = suffix(rest);
    Some(Latin { unit, length: run.len() + length, ..latin })
}

/// The longest head made of digits and of separators that stand between digits.
fn digits_and_separators(chars: &[char]) -> Vec<char> {
    let is_digit = |i: usize| chars.get(i).is_some_and(char::is_ascii_digit);
    let continues = |(i, &c): (usize, &char)| match c {
        '0'..='9' => true,
        '.' | ',' | '，' | '\'' | '’' => is_digit(i + 1),
        ' ' => i > 0 && is_digit(i - 1) && group_length(chars, i + 1) == 3,
        _ => false,
    };
    chars.iter().enumerate().take_while(|&item| continues(item)).map(|(_, &c)| c).collect()
}

fn group_length(chars: &[char], from: usize) -> usize {
    chars.iter().skip(from).take_while(|c| c.is_ascii_digit()).count()
}

/// The number with a decimal point and no group separators, and whether its separators were unusual.
fn to_plain(run: &[char]) -> Option<(String, bool)> {
    let plain = |&c: &char| match c {
        '，' => ',',
        '’' => '\'',
        _ => c,
    };
    let text: String = run.iter().map(plain).collect();
    let points = text.matches('.').count();
    let last_comma = text.rfind(',');
    match (points, last_comma, text.rfind('.')) {
        (_, Some(comma), Some(point)) if point < comma => european(&text, comma),
        (0, Some(comma), None) if !is_grouped(&text) => one_decimal_comma(&text, comma),
        (2.., None, _) if is_grouped(&text.replace('.', ",")) => Some((text.replace('.', ""), true)),
        (0 | 1, ..) if is_grouped(text.split('.').next()?) => Some((without_groups(&text), false)),
        _ => None,
    }
}

/// `1.234,56`: points group and the comma is the decimal sign.
fn european(text: &str, comma: usize) -> Option<(String, bool)> {
    let (whole, fraction) = text.split_at_checked(comma)?;
    let fraction = fraction.strip_prefix(',').filter(|f| f.bytes().all(|b| b.is_ascii_digit()))?;
    is_grouped(&whole.replace('.', ",")).then(|| (format!("{}.{fraction}", whole.replace('.', "")), true))
}

/// `12,5`: a single comma that groups nothing can only be the decimal sign.
fn one_decimal_comma(text: &str, comma: usize) -> Option<(String, bool)> {
    let (whole, fraction) = text.split_at_checked(comma)?;
    let is_whole = whole.bytes().all(|b| b.is_ascii_digit() || b == b' ') && is_grouped(whole);
    (is_whole && fraction.len() <= 3).then(|| (text.replace(' ', "").replacen(',', ".", 1), true))
}

fn without_groups(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect()
}

/// Whether the groups are of the Western (3), Indian (2, last 3) or Chinese (4) kind; no group at all is fine too.
fn is_grouped(whole: &str) -> bool {
    let mut groups = whole.split([',', '\'', ' ']).map(str::len).rev();
    let Some(last) = groups.next() else { return false };
    let rest: Vec<usize> = groups.collect();
    let Some((first, middle)) = rest.split_last() else { return true };
    let fits = |size: usize| (1..=size).contains(first) && middle.iter().all(|&group| group == size);
    matches!(last, 3 if fits(3) || fits(2)) || (last == 4 && fits(4))
}

/// The power and length of `E+10`.
fn exponent(rest: &[char]) -> Option<(i32, usize)> {
    let (first, rest) = rest.split_first()?;
    if !first.eq_ignore_ascii_case(&'e') {
        return None;
    }
    let sign = rest.first().filter(|c| matches!(c, '+' | '-'));
    let skip = usize::from(sign.is_some());
    let digits: String = rest.iter().skip(skip).take_while(|c| c.is_ascii_digit()).collect();
    let power: i32 = digits.parse().ok().filter(|&power| power < 100)?;
    Some((if sign == Some(&'-') { -power } else { power }, 1 + skip + digits.len()))
}

/// The power and length of a suffix that no further letter follows.
fn suffix(rest: &[char]) -> (i32, usize) {
    let space = usize::from(rest.first() == Some(&' '));
    let word: String = rest.iter().skip(space).take_while(|c| c.is_ascii_alphabetic()).collect();
    let matches = |name: &str| {
        let word = word.strip_suffix('s').filter(|_| name.len() > 3).unwrap_or(&word);
        word == name || (name.chars().all(|c| c.is_ascii_lowercase()) && word.eq_ignore_ascii_case(name))
    };
    let found = SUFFIXES.iter().find(|(name, _)| matches(name));
    found.map_or((0, 0), |&(_, power)| (power, space + word.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Option<(String, i32, Option<Doubt>)> {
        let chars: Vec<char> = text.chars().collect();
        read(&chars).map(|n| (n.value.to_string(), n.unit, n.doubt))
    }

    #[test]
    fn separators_group_or_divide() {
        let odd = Some(Doubt::Separators);
        for (text, value, doubt) in [
            ("1,234,567.89", "1234567.89", None),
            ("1，234", "1234", None),
            ("12,34,567", "1234567", None),
            ("1,2345,6789", "123456789", None),
            ("1 234 567", "1234567", None),
            ("1'234'567", "1234567", None),
            ("1.234,56", "1234.56", odd),
            ("1.234.567", "1234567", odd),
            ("12,5", "12.5", odd),
            (".5", "0.5", None),
            ("5.", "5", None),
            ("0.125", "0.125", None),
        ] {
            assert_eq!(read_text(text), Some((value.to_owned(), 0, doubt)), "{text}");
        }
        for text in ["1,23,4", "1.2.3", "1,2345.6,7"] {
            assert_eq!(read_text(text), None, "{text}");
        }
    }

    #[test]
    fn suffixes_and_exponents() {
        assert_eq!(read_text("15k"), Some(("15".to_owned(), 3, None)));
        assert_eq!(read_text("20W"), Some(("20".to_owned(), 4, None)));
        assert_eq!(read_text("3 million"), Some(("3".to_owned(), 6, None)));
        assert_eq!(read_text("5km"), Some(("5".to_owned(), 0, None)));
        assert_eq!(read_text("1.2E+10"), Some(("12000000000".to_owned(), 0, Some(Doubt::Scientific))));
    }
}
