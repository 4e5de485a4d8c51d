//! The common first step of every normalizer: undo what machines did to the text, keep what the writer wrote.

use std::borrow::Cow;

use super::markup;
use super::script::is_han;
use crate::tables::latin;

/// Repairs a text without changing what it says.
///
/// Letters and their combining marks become one character (Unicode NFC for Latin, Greek, Cyrillic and kana);
/// control and zero-width characters, byte order marks and soft hyphens go; every kind of space becomes one plain
/// space; spaces at the ends and between two Chinese characters go; the character references of web pages become what
/// they stand for. Compatibility forms (㈱, ①, full-width letters)
/// stay: whether they may be rewritten depends on the field.
///
/// Repairing twice changes nothing.
///
/// ```
/// use kehu::text::repair;
/// assert_eq!(repair("\u{FEFF} 上海 \u{3000}华信\u{200B}科技\u{A0}"), "上海华信科技");
/// assert_eq!(repair("Cafe\u{301}  Noir"), "Café Noir");
/// ```
pub fn repair(text: &str) -> Cow<'_, str> {
    repaired(text, false)
}

/// Repairs a text like [`repair`], but keeps one space between two Chinese words: it may divide a name from what was
/// pasted behind it.
///
/// ```
/// assert_eq!(kehu::text::repair_words(" 张三\u{3000} 采购部 "), "张三 采购部");
/// ```
pub fn repair_words(text: &str) -> Cow<'_, str> {
    repaired(text, true)
}

fn repaired(text: &str, keeps_words: bool) -> Cow<'_, str> {
    let mut text = tidied(text, keeps_words);
    // What was read may be in need of repair itself; each round leaves the text shorter.
    while let Some(plain) = markup::plain(&text) {
        text = Cow::Owned(tidied(&plain, keeps_words).into_owned());
    }
    text
}

fn tidied(text: &str, keeps_words: bool) -> Cow<'_, str> {
    if is_clean(text, keeps_words) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut pending_space = false;
    for c in text.chars().filter(|c| !is_invisible(*c)) {
        if is_space(c) {
            pending_space = true;
            continue;
        }
        let last = out.chars().next_back();
        let matters = |last: char| keeps_words || !(is_han(last) && is_han(c));
        if std::mem::take(&mut pending_space) && last.is_some_and(matters) {
            out.push(' ');
        }
        push_composed(&mut out, c);
    }
    Cow::Owned(out)
}

/// Whether a text has nothing to repair; most fields of most files are like that.
fn is_clean(text: &str, keeps_words: bool) -> bool {
    let (mut before, mut last) = (None, ' ');
    for c in text.chars() {
        let divides_han = last == ' ' && !keeps_words && is_han(c) && before.is_some_and(is_han);
        let is_fine = if c == ' ' { last != ' ' } else { !divides_han && is_ordinary(c) };
        if !is_fine {
            return false;
        }
        before = if c == ' ' { Some(last) } else { before };
        last = c;
    }
    last != ' ' || text.is_empty()
}

fn is_ordinary(c: char) -> bool {
    // Most characters are these.
    c.is_ascii_graphic()
        || matches!(c, '\u{4E00}'..='\u{9FFF}')
        || !(is_space(c) || is_invisible(c) || is_combining(c))
}

fn push_composed(out: &mut String, c: char) {
    let composed =
        if is_combining(c) { out.chars().next_back().and_then(|last| latin::compose(last, c)) } else { None };
    if composed.is_some() {
        out.pop();
    }
    out.push(composed.unwrap_or(c));
}

/// Marks that join the letter before them: combining diacritics, and the voicing marks of kana.
pub(super) fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{3099}' | '\u{309A}')
}

/// White space of any kind, line breaks included (Unicode property `White_Space`), and the Hangul filler.
fn is_space(c: char) -> bool {
    c.is_whitespace() || c == '\u{3164}'
}

/// Characters that print nothing: controls, zero-width and directional marks, byte order mark, soft hyphen,
/// invisible operators, and the private-use and tag characters that some editors leave behind.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c,
            '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

/// Maps every character; borrows when nothing changes.
pub(super) fn map_characters(text: &str, map: impl Fn(char) -> char) -> Cow<'_, str> {
    if text.chars().all(|c| map(c) == c) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(map).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_repaired() {
        let cases = [
            ("张 三", "张三", "a space between two Chinese characters says nothing"),
            ("张三 zhang  san", "张三 zhang san", "spaces between words stay, once"),
            ("\t13800138000\r\n", "13800138000", "spreadsheet cells bring tabs and line breaks"),
            ("a\u{200D}b\u{AD}c", "abc", "zero-width joiner and soft hyphen"),
            ("\u{202A}138 0013\u{202C}", "138 0013", "directional marks come with copied contacts"),
            ("u\u{308}\u{301}", "ǘ", "two marks compose one after the other"),
            ("か\u{3099}", "が", "file systems split voiced kana"),
            ("x\u{301}", "x\u{301}", "a pair without a composed form stays"),
            ("①㈱Ａ", "①㈱Ａ", "compatibility forms are not this step's business"),
            ("𬎆 䶮", "𬎆䶮", "ideographs beyond the basic plane"),
            ("A\u{3164}B", "A B", "the filler that looks like a space"),
            (" \u{3000} ", "", "nothing but space"),
            ("华信&nbsp;科技&amp;贸易", "华信科技&贸易", "character references of web pages"),
            ("&\u{200B}amp;", "&", "a reference with an invisible character in it"),
            ("&l&#116;;", "<", "a reference in a reference"),
        ];
        for (input, expected, why) in cases {
            assert_eq!(repair(input), expected, "{why}");
        }
    }

    #[test]
    fn clean_text_is_borrowed() {
        assert!(matches!(repair("上海华信科技有限公司 (中国)"), Cow::Borrowed(_)));
    }
}
