//! Full-width forms (Unicode block FF00, and the ideographic space) and their ASCII twins.

use std::borrow::Cow;

use super::repair::map_characters;

/// Turns full-width ASCII into ASCII, and the ideographic space into a space.
///
/// Right for numbers, codes, email and web addresses; for names and addresses, where `，` is the comma of the
/// language, see [`to_half_width_alphanumeric`].
///
/// ```
/// use kehu::text::to_half_width;
/// assert_eq!(to_half_width("１３８－ＡＢ"), "138-AB");
/// assert!(matches!(to_half_width("138"), std::borrow::Cow::Borrowed(_)));
/// ```
pub fn to_half_width(text: &str) -> Cow<'_, str> {
    map_characters(text, half)
}

/// Turns full-width letters, digits, brackets and `＆` into ASCII, and leaves Chinese punctuation as it is.
///
/// ```
/// assert_eq!(kehu::text::to_half_width_alphanumeric("３Ｍ（中国），有限公司"), "3M(中国)，有限公司");
/// ```
pub fn to_half_width_alphanumeric(text: &str) -> Cow<'_, str> {
    map_characters(text, |c| match half(c) {
        plain if plain.is_ascii_alphanumeric() || matches!(plain, '(' | ')' | '[' | ']' | '&' | ' ') => plain,
        _ => c,
    })
}

/// The two blocks lie parallel, 0xFEE0 apart.
fn half(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    }
}
