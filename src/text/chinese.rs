//! Traditional to simplified Chinese.

use std::borrow::Cow;

use crate::tables::traditional::{phrases, simplified};

/// Turns traditional characters into simplified ones, whole phrases before single characters, the longest first.
///
/// Regional variants of Taiwan and Hong Kong (裡, 衞) are read as the standard form. Characters that only look
/// traditional stay where the phrase asks for it: 乾隆, 瞭望. Simplifying twice changes nothing.
///
/// ```
/// use kehu::text::simplify;
/// assert_eq!(simplify("臺灣頭髮髮廊有限公司"), "台湾头发发廊有限公司");
/// assert_eq!(simplify("乾隆皇后在後面"), "乾隆皇后在后面");
/// ```
pub fn simplify(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    // A pass that changes anything leaves fewer traditional characters, so that this ends.
    while let Some(next) = pass(&text) {
        text = Cow::Owned(next);
    }
    text
}

/// One pass from left to right; nothing when it would change nothing.
fn pass(text: &str) -> Option<String> {
    text.chars().find(|c| simplified(*c).is_some())?;
    let mut rest = text;
    let mut out = String::with_capacity(text.len());
    while let Some(first) = rest.chars().next() {
        let phrase = phrases(first).iter().find(|(from, _)| rest.starts_with(from));
        let taken = phrase.map_or(first.len_utf8(), |(from, _)| from.len());
        match phrase {
            Some((_, to)) => out.push_str(to),
            None => out.push(simplified(first).unwrap_or(first)),
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    (out != text).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_and_phrases() {
        let cases = [
            ("後", "后", "one character"),
            ("皇后", "皇后", "already simplified"),
            ("裡", "里", "variant of Taiwan"),
            ("衞生", "卫生", "variant of Hong Kong"),
            ("頭髮", "头发", "two characters that simplify to the same"),
            ("發財", "发财", "the other of the two"),
            ("乾隆", "乾隆", "a name keeps its character"),
            ("乾燥", "干燥", "the same character elsewhere"),
            ("蕭乾", "萧乾", "a phrase whose last character stays"),
            ("著名品牌", "著名品牌", "a character that both scripts share"),
            ("鬱金香", "郁金香", "surname list and plants"),
        ];
        for (input, expected, why) in cases {
            assert_eq!(simplify(input), expected, "{why}");
        }
    }

    #[test]
    fn simplified_text_is_borrowed() {
        assert!(matches!(simplify("上海华信科技有限公司"), Cow::Borrowed(_)));
    }
}
