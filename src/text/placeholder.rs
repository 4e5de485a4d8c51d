//! Values that only fill a mandatory field.

use super::fold;
use super::script::is_han;
use crate::tables::Words;

/// Folded texts that stand for "nothing", "unknown", "to follow" or "a test".
static PLACEHOLDERS: Words = Words::ending(
    "n a|na|nan|nil|none|null|undefined|unknown|not available|not applicable|no data|\
    tbd|tbc|todo|test|testing|test test|asdf|asd|qwe|qwer|qwerty|abc|abcd|foo|bar|\
    dummy|sample|example|empty|blank|no|ceshi|wu|zanwu|无|暂无|没有|无数据|无信息|暂无数据|暂无信息|无此项|\
    未知|未填|未填写|未提供|未登记|未录入|未定|不详|不明|不知道|不清楚|不便透露|保密|略|空|空白|待补充|待补|待定|待填|待填写|待完善|待确认|\
    待录入|测试|测试数据|测试用户|测试公司|测试客户|测试账号|测试一下|其他|其它|默认|请填写|请输入|请选择|某某|某|同上|nothing|\
    same as above|name|姓名|手机|电话|手机号|邮箱|公司名称|合计|总计|小计|以下空白",
);

/// Whether a value only fills a mandatory field: `无`, `n/a`, `test`, `-`, `000000`, `xxx`.
///
/// An empty value is no placeholder: it is missing, which is another thing. Not for amounts and counts, where `111` is
/// as good a value as any.
///
/// ```
/// use kehu::text::is_placeholder;
/// assert!(["暂无", "N/A", "--", "。。。", "0000", "xxx", "测试1", "TEST 02"].into_iter().all(is_placeholder));
/// assert!(!["王芳", "3M", "A", "无锡", "Test Systems Ltd", ""].into_iter().any(is_placeholder));
/// ```
pub fn is_placeholder(text: &str) -> bool {
    if text.trim().is_empty() {
        return false;
    }
    if text.starts_with('#') && is_spreadsheet_error(text) {
        return true;
    }
    let is_long = text.len() > LISTED_MAX || text.chars().filter(|c| is_han(*c)).count() > LISTED_HAN;
    if is_long && has_two_words(text) {
        return false;
    }
    let folded = fold(text);
    // Nothing but punctuation: `-`, `/`, `…`, `***`.
    folded.is_empty() || is_listed(&folded) || is_one_repeated(&folded)
}

/// Whether a spreadsheet shows that it has no value.
fn is_spreadsheet_error(text: &str) -> bool {
    const ERRORS: &str = "#REF! #VALUE! #DIV/0! #NAME? #NUM! #NULL! #SPILL! #CALC! #GETTING_DATA";
    ERRORS.split(' ').any(|error| error == text)
}

/// The most bytes of a listed text, with room for a number, and the most Chinese characters.
const LISTED_MAX: usize = 48;
const LISTED_HAN: usize = 5;

/// Whether a text has two Chinese characters that differ: then it is neither one character repeated nor only signs.
fn has_two_words(text: &str) -> bool {
    let mut characters = text.chars().filter(|c| is_han(*c));
    let first = characters.next();
    characters.any(|c| Some(c) != first)
}

/// Testers number their tests; nobody numbers a real name that is also in the list.
fn is_listed(folded: &str) -> bool {
    let unnumbered = folded.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    PLACEHOLDERS.contains(folded) || (unnumbered != folded && PLACEHOLDERS.contains(unnumbered))
}

/// One character three times or more, or twice when it is a filler by itself (`xx`, `00`, `某某`).
fn is_one_repeated(folded: &str) -> bool {
    let mut characters = folded.chars().filter(|c| *c != ' ');
    let Some(first) = characters.next() else { return false };
    let more = characters.try_fold(0, |count, c| (c == first).then_some(count + 1)).unwrap_or(0);
    let is_filler = matches!(first, 'x' | '0' | '某' | '叉' | '〇' | '零');
    more >= 2 && !is_reduplicated_name(first) || more == 1 && is_filler
}

/// Chinese characters are repeated in real names (`鑫鑫鑫` is a shop), apart from fillers and laughter.
fn is_reduplicated_name(c: char) -> bool {
    is_han(c) && !matches!(c, '某' | '叉' | '零' | '〇' | '哈' | '啊' | '呵' | '无')
}
