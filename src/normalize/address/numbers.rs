//! Chinese numerals in addresses: `三号楼` is `3号楼`, while 中山二路 keeps its name.

use std::borrow::Cow;

use crate::normalize::quantity::numeral_in_digits;
use crate::tables::Words;
use crate::text::chinese_digits;

/// What a number counts in an address.
static COUNTED: Words = Words::starting("号|栋|幢|座|楼|层|单元|室|弄|组|期|排|门");

/// The text with the numerals before what they count as digits.
pub(super) fn with_digits(text: &str) -> Cow<'_, str> {
    replace(text, |rest| COUNTED.start_of(rest).is_some())
}

/// The text with all numerals as digits; only good for comparing.
pub(super) fn all_digits(text: &str) -> Cow<'_, str> {
    replace(text, |_| true)
}

fn replace(text: &str, applies: fn(&str) -> bool) -> Cow<'_, str> {
    if !text.contains(is_numeral) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(is_numeral) {
        let (before, tail) = rest.split_at_checked(start).unwrap_or((rest, ""));
        let (run, after) = tail.split_at_checked(run_length(tail)).unwrap_or((tail, ""));
        out.push_str(before);
        // Digits of both kinds in one number are no number that anybody writes.
        let is_mixed = out.ends_with(|c: char| c.is_ascii_digit());
        let number = if !is_mixed && applies(after) { number(run) } else { None };
        out.push_str(number.as_deref().unwrap_or(run));
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn run_length(text: &str) -> usize {
    text.find(|c| !is_numeral(c)).unwrap_or(text.len())
}

pub(super) fn is_numeral(c: char) -> bool {
    matches!(c, '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百')
}

fn number(run: &str) -> Option<String> {
    chinese_digits(run).or_else(|| numeral_in_digits(run))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_counted() {
        assert_eq!(with_digits("中山二路三十五号三号楼十二层一二〇一室"), "中山二路35号3号楼12层1201室");
        assert_eq!(all_digits("中山二路"), "中山2路");
        assert_eq!(with_digits("三一重工"), "三一重工");
    }
}
