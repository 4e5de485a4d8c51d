//! What a column's header says.

use crate::schema::ruleset::{FieldDef, Ruleset};
use crate::sort::{Arrange, lookup};
use crate::text;

/// Names that are so as a whole header only: of what a `site name` is the name, 合同编号 the number or a `member rating` the
/// rating, the last word does not say.
const WHOLE_ONLY: [&str; 9] = ["name", "first", "last", "nom", "cap", "via", "rating", "编号", "编码"];

/// How well a header names a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    Exact,
    /// By so many characters, more of which say more.
    Partial(usize),
    None,
}

/// The comparison form of a header: folded, without notes in brackets and without separators.
pub(super) fn header_key(header: &str) -> String {
    let half = text::to_half_width(header).replace(['（', '【', '['], "(");
    let bare = half.split('(').next().filter(|head| !head.trim().is_empty()).unwrap_or(&half);
    // 帐号 and 账号 are the same word.
    let one_spelling = super::unit::without(bare).replace('_', " ").replace('帐', "账");
    number_last(text::fold(&one_spelling).chars().filter(|c| !c.is_whitespace()).collect())
}

/// What stands behind a number in the headers of address books (`Phone 1 - Value`, `E-mail 2 Address`), and what of it is kept.
const BEHIND_NUMBER: [(&str, &str); 4] =
    [("value", ""), ("formatted", ""), ("address", "address"), ("name", "name")];

/// A key with its number at the end, where others have it.
fn number_last(key: String) -> String {
    let number = |rest: &&str| rest.ends_with(|c: char| c.is_ascii_digit());
    let moved = BEHIND_NUMBER.iter().find_map(|(behind, kept)| {
        let rest = key.strip_suffix(behind).filter(number)?;
        let name = rest.trim_end_matches(|c: char| c.is_ascii_digit());
        Some([name, kept, rest.strip_prefix(name)?].concat())
    });
    moved.unwrap_or(key)
}

/// The last Latin word of a header, folded: `City` of `Mailing City` and `BillingCity`.
pub(super) fn last_word(header: &str) -> String {
    let bare = header.trim_end();
    let is_cut = |(at, c): (usize, char)| {
        let is_hump = c.is_ascii_uppercase() && bare.get(..at)?.ends_with(|c: char| c.is_ascii_lowercase());
        if is_hump { Some(at) } else { (!c.is_ascii_alphanumeric()).then(|| at + c.len_utf8()) }
    };
    let start = bare.char_indices().filter_map(is_cut).next_back().unwrap_or(0);
    text::fold(bare.get(start..).unwrap_or_default())
}

/// Every known name of every field, for callers who name fields as their own headers do.
#[derive(Clone, Debug, Default)]
pub struct Headers(Vec<(String, usize)>);

impl Headers {
    /// The names of a ruleset's fields; of two fields that share a name, the earlier one has it.
    pub fn new(ruleset: &Ruleset) -> Self {
        let fields = ruleset.fields.iter().enumerate();
        let mut names: Vec<_> =
            fields.flat_map(|(i, field)| keys_of(field).map(move |key| (key, i))).collect();
        names.arrange();
        names.dedup_by(|later, first| later.0 == first.0);
        Self(names)
    }

    /// The field that a header names, by its position in the ruleset.
    pub fn field(&self, header: &str) -> Option<usize> {
        // Most callers use the names as they are kept.
        lookup(&self.0, header).or_else(|| lookup(&self.0, &*header_key(header))).copied()
    }
}

fn names_of(field: &FieldDef) -> impl Iterator<Item = &String> {
    let own = [&field.name, &field.label.zh, &field.label.en];
    own.into_iter().filter(|name| !name.is_empty()).chain(&field.headers)
}

/// The comparison forms of a field's names.
pub(super) fn keys_of(field: &FieldDef) -> impl Iterator<Item = String> {
    names_of(field).map(|name| header_key(name))
}

/// Words in headers that speak of others than the contact, such as who is called in an emergency or who made the record, or
/// of what no field is for: the department that sells, groups and states.
const OTHERS: [&str; 35] = [
    "第二联系人",
    "第三联系人",
    "备用联系人",
    "其他联系人",
    "紧急",
    "助理",
    "配偶",
    "家属",
    "推荐人",
    "介绍人",
    "创建人",
    "修改人",
    "录入人",
    "提交人",
    "添加人",
    "添加成员",
    "审核人",
    "制单人",
    "操作人",
    "曾用",
    "国家",
    "country",
    "emergency",
    "assistant",
    "asst",
    "createdby",
    "modifiedby",
    "creator",
    "销售部",
    "分管部",
    "主属",
    "归属",
    "分组",
    "状态",
    "status",
];

/// Whether a column is of a second contact or a later one, or of anybody else of whom the fields say nothing: `联系人2电话`,
/// `紧急联系人电话`.
pub(super) fn is_of_another(key: &str) -> bool {
    let further = |word: &str| {
        key.split_once(word).is_some_and(|(_, rest)| rest.starts_with(['2', '3', '4', '5', '二', '三']))
    };
    further("联系人") || further("contact") || OTHERS.iter().any(|word| key.contains(word))
}

/// Words before the name of a further number or address of the same person or company, or behind it.
const FURTHER: [&str; 20] = [
    "工作",
    "work",
    "家庭",
    "住宅",
    "个人",
    "私人",
    "更多",
    "home",
    "备用",
    "其他",
    "其它",
    "第二",
    "另一",
    "other",
    "alternate",
    "alternative",
    "secondary",
    "second",
    "backup",
    "additional",
];

/// A header's key without the sign that its column is the second of its name or a later one, and which one it is: 手机2.
/// The first is 1, and so is one without such a sign; those beside which a word stands are 0: 备用电话, `Home Phone 2`, `Phone - Home`.
pub(super) fn numbered(key: &str) -> (&str, usize) {
    let further = FURTHER.iter().find_map(|word| key.strip_prefix(word).or_else(|| key.strip_suffix(word)));
    let key = further.unwrap_or(key);
    let name = key.trim_end_matches(|c: char| c.is_ascii_digit() || DIGITS.contains(&c));
    let sign = key.strip_prefix(name).unwrap_or_default();
    let spelt =
        || DIGITS.iter().zip(1..).find(|(digit, _)| sign.starts_with(**digit)).map(|(_, number)| number);
    let number = sign.parse().ok().or_else(spelt).unwrap_or(1);
    match (further, name) {
        (None, "") => (key, 1),
        (None, _) => (name, number),
        (Some(_), _) => (name, 0),
    }
}

const DIGITS: [char; 5] = ['一', '二', '三', '四', '五'];

/// How well the header with that key and last word names the field whose names have these keys.
pub(super) fn agreement(names: &[String], key: &str, last_word: &str) -> Agreement {
    if names.iter().any(|name| name == key) {
        return Agreement::Exact;
    }
    if is_of_another(key) {
        return Agreement::None;
    }
    let tells = last_word.len() > 2 && !WHOLE_ONLY.contains(&last_word);
    let is_part = |name: &&String| is_telling_part(name, key) || (tells && *name == last_word);
    let longest = names.iter().filter(is_part).map(|name| name.chars().count()).max();
    longest.map_or(Agreement::None, Agreement::Partial)
}

/// A header such as `采购联系人手机` contains the name `手机`; very short names prove nothing.
fn is_telling_part(name: &str, key: &str) -> bool {
    let enough = if name.is_ascii() { 5 } else { 2 };
    name.chars().count() >= enough && key.ends_with(name) && !WHOLE_ONLY.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_and_units_are_no_part_of_the_name() {
        for header in ["注册资本（万元）", "注册资本万元", "注册资本/万元", "注册资本 [单位：元]"]
        {
            assert_eq!(header_key(header), header_key("注册资本"), "{header}");
        }
        assert_eq!(header_key("联系人 (必填)"), header_key("联系人"));
    }
}
