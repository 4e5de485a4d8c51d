//! Which script a character belongs to.

/// Whether the character is a Chinese ideograph, in any plane (Unicode property `Unified_Ideograph`, with 〇, the
/// iteration mark 々 and the compatibility ideographs).
///
/// ```
/// use kehu::text::is_han;
/// assert!("中〇䶮𬎆".chars().all(is_han));
/// assert!(!"aあ。".chars().any(is_han));
/// ```
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{4E00}'..='\u{9FFF}'
        | '\u{3005}' | '\u{3007}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFD}')
}

/// Whether the text holds a Chinese ideograph.
///
/// ```
/// assert!(kehu::text::contains_han("3M中国"));
/// ```
pub fn contains_han(text: &str) -> bool {
    text.chars().any(is_han)
}

/// Whether the character is an emoji or a sign that is shown as one, as they stand round names.
///
/// ```
/// assert!("😀★☎".chars().all(kehu::text::is_picture));
/// ```
pub fn is_picture(c: char) -> bool {
    matches!(c, '\u{2600}'..='\u{27BF}' | '\u{FE0F}' | '\u{1F000}'..='\u{1FAFF}' | '\u{2B00}'..='\u{2BFF}')
}

/// Whether the character is Japanese kana, full or half width.
///
/// ```
/// assert!(kehu::text::is_kana('カ'));
/// ```
pub fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{30FC}' | '\u{FF66}'..='\u{FF9D}')
}

/// Whether the character is a syllable of the Korean script.
///
/// ```
/// assert!("삼성".chars().all(kehu::text::is_hangul));
/// ```
pub fn is_hangul(c: char) -> bool {
    matches!(c, '\u{AC00}'..='\u{D7A3}')
}
