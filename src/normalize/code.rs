//! What every code-like value (phone, company code, account) needs before its own rules.

use std::borrow::Cow;

use super::quantity::Quantity;
use super::{Context, Draft, Normalized, search};
use crate::reason::Reason;
use crate::text;

/// Repairs `input`, takes off `labels`, and hands what is left to `judge`, unless nothing of the kind is there.
pub(super) fn read(
    input: &str,
    labels: &[&str],
    context: &Context,
    judge: fn(Draft, &str, &Context) -> Normalized,
) -> Normalized {
    let mut draft = Draft::new(input);
    let repaired = repair(&mut draft, input);
    if repaired.is_empty() {
        return draft.empty();
    }
    if !is_number(&repaired) && text::is_placeholder(&repaired) {
        return draft.invalid(placeholder(&repaired));
    }
    let bare = strip_label(&repaired, labels);
    draft.step("label", &repaired, bare);
    let unquoted = strip_spreadsheet_marks(bare);
    draft.step("spreadsheet", bare, unquoted);
    if let Some(whole) = written_out(unquoted) {
        draft.step("spreadsheet", unquoted, &whole);
        return judge(draft, &whole, context);
    }
    if is_spreadsheet_damage(unquoted) {
        return draft.invalid(Reason::new("value/spreadsheet_damage").with("value", unquoted));
    }
    judge(draft, unquoted, context)
}

/// Repairs `input` and hands it in half width to `judge`, which gives the draft back when it cannot read a figure.
pub(super) fn figure(
    input: &str,
    context: &Context,
    unreadable: &'static str,
    judge: fn(Draft, &str, &Context) -> Result<Normalized, Draft>,
) -> Normalized {
    let mut draft = Draft::new(input);
    let repaired = text::repair(input);
    if repaired.is_empty() {
        return draft.empty();
    }
    let text = text::to_half_width(&repaired);
    draft.step("width", &repaired, &text);
    if text.starts_with('#') && is_spreadsheet_damage(&text) {
        return draft.invalid(Reason::new("value/spreadsheet_damage").with("value", text));
    }
    match judge(draft, &text, context) {
        Ok(answer) => answer,
        Err(draft) if text::is_placeholder(&text) => draft.invalid(placeholder(&text)),
        Err(draft) => draft.invalid(Reason::new(unreadable)),
    }
}

/// Sets what every figure says: its limits, and how it is meant.
pub(super) fn describe(draft: &mut Draft, quantity: &Quantity) {
    for (name, limit) in [("min", quantity.min), ("max", quantity.max)] {
        if let Some(limit) = limit {
            draft.part(name, limit.to_string());
        }
    }
    draft.part("kind", quantity.bound.name());
    for doubt in &quantity.doubts {
        draft.doubt(doubt.clone());
    }
}

/// The text in half width, without invisible characters and outer spaces.
pub(super) fn repair<'a>(draft: &mut Draft, input: &'a str) -> Cow<'a, str> {
    let repaired = text::repair(input);
    // Most codes come as they should be.
    if input.is_ascii() && matches!(repaired, Cow::Borrowed(_)) {
        return Cow::Borrowed(input);
    }
    let narrow: String = text::to_half_width(&repaired).chars().map(plain_dash).collect();
    let trimmed = narrow.trim();
    draft.step("width", input.trim(), trimmed);
    Cow::Owned(trimmed.to_owned())
}

/// The text repaired, in half width and in simplified characters; empty where nothing was given.
pub(super) fn simplified(draft: &mut Draft, input: &str) -> String {
    let repaired = text::repair(input);
    let plain = text::to_half_width(&repaired);
    let simplified = text::simplify(&plain);
    draft.step("simplify", &plain, &simplified);
    simplified.into_owned()
}

/// The text in small letters.
pub(super) fn lowered(text: &str) -> Cow<'_, str> {
    let is_lower = text.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
    if is_lower { Cow::Borrowed(text) } else { Cow::Owned(text::lower(text)) }
}

/// Every dash that keyboards and word processors make of a hyphen, and the long vowel mark of kana keyboards.
fn plain_dash(c: char) -> char {
    if matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{30FC}' | '\u{2500}') { '-' } else { c }
}

/// Whether the text is made of digits and punctuation; its normalizer then says which number it is.
fn is_number(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit()) && !text.contains(char::is_alphabetic)
}

/// The reason that `value` only fills a field.
pub(super) fn placeholder(value: &str) -> Reason {
    Reason::new("value/placeholder").with("value", value)
}

/// The text behind a label with its colon, `职务：经理`; the whole text where there is none.
pub(super) fn behind_label<'a>(text: &'a str, labels: &[&str]) -> &'a str {
    let text = text.trim();
    let rest =
        labels.iter().find_map(|label| text.strip_prefix(label)?.trim_start().strip_prefix([':', '：']));
    rest.unwrap_or(text).trim()
}

/// The text after a leading label such as `电话:`; the whole text when nothing follows the label.
///
/// Labels are lower case and sorted so that a longer one comes before its own head.
pub(super) fn strip_label<'a>(text: &'a str, labels: &[&str]) -> &'a str {
    let mut rest = text;
    // Most codes are digits, with which no label begins.
    while !rest.starts_with(|c: char| c.is_ascii_digit())
        && let Some(shorter) = labels.iter().find_map(|label| strip_one_label(rest, label))
    {
        rest = shorter;
    }
    rest
}

fn strip_one_label<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    let (head, tail) = text.split_at_checked(label.len())?;
    if !head.eq_ignore_ascii_case(label) {
        return None;
    }
    let rest = tail.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '.' | '=' | '#'));
    let goes_on = label.ends_with(|c: char| c.is_ascii_alphabetic())
        && rest.len() == tail.len()
        && rest.starts_with(|c: char| c.is_ascii_alphabetic());
    (!rest.is_empty() && !goes_on).then_some(rest)
}

/// Takes off what spreadsheets add: a leading apostrophe, `="…"`, and the `.0` of a number read as a float.
fn strip_spreadsheet_marks(text: &str) -> &str {
    const MARKS: [char; 4] = ['=', '\'', '"', '`'];
    let unmarked = text.trim_start_matches(MARKS);
    let is_marked = unmarked.len() < text.len();
    let bare = if is_marked { unmarked.trim_end_matches(MARKS).trim() } else { text };
    match bare.split_once('.') {
        Some((whole, zeros)) if is_digits(whole) && !zeros.is_empty() && zeros.bytes().all(|b| b == b'0') => {
            whole
        }
        _ => bare,
    }
}

/// A whole number in scientific notation that shows every digit: `1.3812345678E+10`.
fn written_out(text: &str) -> Option<String> {
    let (mantissa, exponent) = text.split_once(['E', 'e'])?;
    let (whole, fraction) = mantissa.split_once('.')?;
    let power: usize = exponent.trim_start_matches('+').parse().ok()?;
    (whole.len() == 1 && is_digits(whole) && is_digits(fraction) && fraction.len() == power)
        .then(|| [whole, fraction].concat())
}

/// Whether a spreadsheet has destroyed the value: `1.38E+10`, `########`, `#NAME?`.
fn is_spreadsheet_damage(text: &str) -> bool {
    if let Some(error) = text.strip_prefix('#') {
        return error.bytes().all(|b| b == b'#') || error.ends_with(['!', '?']) || error == "N/A";
    }
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    let marked = search::has(mantissa, b'.') || exponent.starts_with('+');
    marked && plain(mantissa) && is_digits(exponent.trim_start_matches('+'))
}

/// The value before a note in brackets, such as its owner's name.
pub(super) fn without_note(text: &str) -> &str {
    match text.split_once('(') {
        Some((value, _)) if !value.trim().is_empty() => value.trim_end(),
        _ => text,
    }
}

/// The text in capital letters, without white space and `separators`.
pub(super) fn compact(text: &str, separators: &[char]) -> String {
    let kept = text.chars().filter(|c| !c.is_whitespace() && !separators.contains(c));
    kept.map(|c| c.to_ascii_uppercase()).collect()
}

/// Whether the text is one or more ASCII digits.
pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Whether all characters are the same one.
pub(super) fn is_uniform(text: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next();
    first.is_some() && chars.all(|c| Some(c) == first)
}

/// Whether the digits count up by one, from 0 or 1, over the whole text: `12345678901…`.
fn is_counting(text: &str) -> bool {
    let step = |pair: &[u8]| matches!(pair, [a, b] if (a + 1 - b'0') % 10 == b - b'0');
    is_digits(text) && text.starts_with(['0', '1']) && text.len() > 4 && text.as_bytes().windows(2).all(step)
}

/// Whether a number only fills a field: one digit repeated, or digits counting up.
pub(super) fn is_filler(text: &str) -> bool {
    is_digits(text) && (is_uniform(text) || is_counting(text))
}

/// Whether a number is built like a mobile number of the mainland: `13912345678`.
pub(super) fn is_mainland_mobile(number: &str) -> bool {
    number.len() == 11 && is_digits(number) && matches!(number.as_bytes(), [b'1', b'3'..=b'9', ..])
}

/// Whether a region code (GB/T 2260) starts with a province, or with the `10` of national registration.
pub(super) fn is_known_province(region: &str) -> bool {
    const PROVINCES: &str = "10 11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83";
    let province = region.as_bytes().get(..2);
    PROVINCES.as_bytes().chunks(3).any(|known| known.get(..2) == province)
}

/// Whether asterisks hide a part of the text: `6222****0128`.
pub(super) fn is_starred(text: &str) -> bool {
    search::is_doubled(text, b'*') && text.contains(char::is_alphanumeric)
}

/// Whether some of the digits are hidden behind asterisks, letters or dots: `138****5678`, `138xxxx5678`. Two signs in a row
/// hide something; of letters, which stand beside numbers for other reasons too, it takes three.
pub(super) fn is_masked(text: &str) -> bool {
    let least = |c: char| match c {
        '*' | '•' | '●' | '×' => 2,
        'X' | 'x' => 3,
        _ => usize::MAX,
    };
    let (mut last, mut run) = (' ', 0);
    text.chars().any(|c| {
        run = if c == last { run + 1 } else { 1 };
        last = c;
        run >= least(c)
    })
}

/// The text in groups of the given sizes, the last size repeated: `6222 0212 34`.
pub(super) fn grouped(text: &str, sizes: &[usize]) -> String {
    let mut out = String::with_capacity(text.len() * 5 / 4);
    let mut sizes = sizes.iter().copied();
    let mut size = sizes.next().unwrap_or(4);
    let mut filled = 0;
    for c in text.chars() {
        if filled == size {
            out.push(' ');
            size = sizes.next().unwrap_or(size);
            filled = 0;
        }
        out.push(c);
        filled += 1;
    }
    out
}

/// Whether a text is an address of electronic mail, which is no name: `li@corp.cn`.
pub(super) fn is_mail_address(text: &str) -> bool {
    let has_host = |(local, host): (&str, &str)| !local.is_empty() && host.contains('.');
    text.is_ascii() && !text.contains(' ') && text.split_once('@').is_some_and(has_host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spreadsheet_damage_is_told_from_codes() {
        for damaged in ["1.38E+10", "9.11101E+17", "1E+15", "1.38e10", "####", "#NAME?", "#VALUE!"] {
            assert!(is_spreadsheet_damage(damaged), "{damaged}");
        }
        for sound in ["1E1234567", "91110000E", "E+1", "138", "#801", ""] {
            assert!(!is_spreadsheet_damage(sound), "{sound}");
        }
    }

    #[test]
    fn digits_are_hidden_by_two_signs_or_three_letters() {
        assert!(["138****5678", "138XXX5678", "xxx", "1••", "×•●●"].into_iter().all(is_masked));
        assert!(!["138*5678*", "138XX5678", "xXx", "*•*", "x x x", ""].into_iter().any(is_masked));
    }

    #[test]
    fn labels_come_off_whole() {
        assert_eq!(strip_label("Tel: 电话 021", &["电话", "tel"]), "021");
        assert_eq!(strip_label("telecom", &["tel"]), "telecom");
        assert_eq!(strip_label("电话", &["电话"]), "电话");
    }

    #[test]
    fn counting_numbers_wrap_after_nine() {
        assert!(is_counting("12345678901") && is_counting("0123456789"));
        assert!(!is_counting("12345678900") && !is_counting("123") && !is_counting("23456789"));
    }
}
