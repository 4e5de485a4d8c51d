//! The unit that a header names, and numbers written in it.

use std::borrow::Cow;

use crate::schema::FieldKind;
use crate::text;

/// Units of money that end a header without being marked off, longest first: `合同金额万元`.
const PLAIN: [&str; 9] =
    ["百万美元", "亿美元", "万美元", "百万元", "千万元", "亿元", "万元", "千元", "万人民币"];
/// Further units, where brackets or a separator mark them off.
const MARKED: [&str; 22] = [
    "万港元",
    "万欧元",
    "人民币",
    "美元",
    "欧元",
    "港元",
    "港币",
    "日元",
    "百万",
    "千万",
    "亿",
    "万",
    "千",
    "元",
    "人",
    "天",
    "million",
    "thousand",
    "usd",
    "cny",
    "rmb",
    "k",
];
/// What may stand before a unit in brackets.
const LEADS: [&str; 8] = ["", "单位", "单位:", "人民币", "币种:", "in ", "unit: ", "unit:"];

/// The unit in a header: `注册资本（万元）`, `合同金额/万元`, `年销售额_亿`, `合同金额万元`.
///
/// ```
/// use kehu::schema::mapping::unit_of;
/// assert_eq!(unit_of("合同金额（万元）").as_deref(), Some("万元"));
/// assert_eq!(unit_of("联系人（必填）"), None);
/// ```
pub fn unit_of(header: &str) -> Option<String> {
    split(&plain(header)).1.map(str::to_owned)
}

/// A header without brackets around its unit, without the unit.
pub(super) fn without(header: &str) -> String {
    split(&plain(header)).0.to_owned()
}

fn plain(header: &str) -> String {
    let brackets = |c| match c {
        '（' | '【' | '[' => '(',
        '）' | '】' | ']' => ')',
        c => c,
    };
    text::to_half_width(header).chars().map(brackets).collect::<String>().trim().to_lowercase()
}

/// What stands before the unit, and the unit.
fn split(header: &str) -> (&str, Option<&str>) {
    if let Some((name, rest)) = header.split_once('(') {
        return (name, rest.split(')').next().and_then(marked));
    }
    if let Some((name, rest)) = header.rsplit_once(['/', '_', ':', '-'])
        && let Some(unit) = marked(rest)
    {
        return (name, Some(unit));
    }
    let ends = |unit: &&str| header.len() > unit.len() && header.ends_with(*unit);
    match PLAIN.into_iter().find(ends) {
        Some(unit) => (header.strip_suffix(unit).unwrap_or(header), Some(unit)),
        None => (header, None),
    }
}

/// The unit that a marked off text is, with nothing before it but words that announce it.
fn marked(text: &str) -> Option<&'static str> {
    let text = text.trim();
    let is = |unit: &&str| text.strip_suffix(*unit).is_some_and(|lead| LEADS.contains(&lead.trim_start()));
    PLAIN.into_iter().chain(MARKED).find(is)
}

/// A number's text in the unit that its column is in: `500` in `万元` is `500万元`, and a count in `万人` is one in `万`.
/// What is no bare number says itself what it means.
///
/// ```
/// use kehu::schema::{FieldKind, mapping::in_unit};
/// assert_eq!(in_unit("1,200.5", Some("万元"), FieldKind::Amount), "1,200.5万元");
/// assert_eq!(in_unit("3亿", Some("万元"), FieldKind::Amount), "3亿");
/// assert_eq!(in_unit("12", Some("人"), FieldKind::Number), "12");
/// ```
pub fn in_unit<'t>(text: &'t str, unit: Option<&str>, kind: FieldKind) -> Cow<'t, str> {
    let Some(unit) = unit else { return Cow::Borrowed(text) };
    let bare = text.trim();
    let digits = bare.strip_prefix('-').unwrap_or(bare);
    let is_number = digits.starts_with(|c: char| c.is_ascii_digit())
        && digits.chars().all(|c| c.is_ascii_digit() || ".,".contains(c));
    let unit = match kind {
        FieldKind::Amount if is_number && !matches!(unit, "人" | "天") => unit,
        FieldKind::Number if is_number => multiplier(unit),
        _ => return Cow::Borrowed(text),
    };
    Cow::Owned([bare, unit].concat())
}

/// The factor that a unit begins with.
fn multiplier(unit: &str) -> &str {
    let found = ["百万", "千万", "亿", "万", "千", "million", "thousand", "k"];
    found.into_iter().find(|factor| unit.starts_with(factor)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read_where_they_are_marked_off() {
        let cases = [
            ("注册资本（万元）", Some("万元")),
            ("注册资本【单位：万元】", Some("万元")),
            ("合同金额(人民币万元)", Some("万元")),
            ("合同金额/万元", Some("万元")),
            ("年销售额_亿", Some("亿")),
            ("合同金额万元", Some("万元")),
            ("Revenue (in million)", Some("million")),
            ("Amount (USD)", Some("usd")),
            ("员工数（人）", Some("人")),
            ("单元", None),
            ("联系人(必填)", None),
            ("联系人", None),
            ("手机/电话", None),
            ("万元", None),
        ];
        for (header, unit) in cases {
            assert_eq!(unit_of(header).as_deref(), unit, "{header}");
        }
    }
}
