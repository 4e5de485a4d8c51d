//! Chinese numerals in addresses: `三号楼` is `3号楼`, while 中山二路 keeps its name.

use crate::text::{chinese_digits, chinese_number};

/// What a number counts in an address.
const COUNTED: &[&str] = &["号", "栋", "幢", "座", "楼", "层", "单元", "室", "弄", "组", "期", "排", "门"];

/// The text with the numerals before what they count as digits.
pub(super) fn with_digits(text: &str) -> String {
    replace(text, |rest| COUNTED.iter().any(|word| rest.starts_with(word)))
}

/// The text with all numerals as digits; only good for comparing.
pub(super) fn all_digits(text: &str) -> String {
    replace(text, |_| true)
}

fn replace(text: &str, applies: impl Fn(&str) -> bool) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let run_end = rest.find(|c| !is_numeral(c)).unwrap_or(rest.len());
        let (run, after) = rest.split_at_checked(run_end.max(c.len_utf8())).unwrap_or((rest, ""));
        match number(run).filter(|_| run_end > 0 && !follows_digit(&out) && applies(after)) {
            Some(number) => out.push_str(&number),
            None => out.push_str(run),
        }
        rest = after;
    }
    out
}

/// Digits of both kinds in one number are no number that anybody writes.
fn follows_digit(before: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_digit())
}

pub(super) fn is_numeral(c: char) -> bool {
    "〇零一二三四五六七八九十百".contains(c)
}

fn number(run: &str) -> Option<String> {
    chinese_digits(run).or_else(|| chinese_number(run).map(|number| number.to_string()))
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
