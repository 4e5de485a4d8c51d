//! What a column's header says.

use crate::schema::ruleset::FieldDef;
use crate::text;

/// How well a header names a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Agreement {
    Exact,
    Partial,
    None,
}

/// The comparison form of a header: folded, without notes in brackets and without separators.
pub(super) fn header_key(header: &str) -> String {
    let half = text::to_half_width(header).replace(['（', '【'], "(");
    let bare = half.split('(').next().filter(|head| !head.trim().is_empty()).unwrap_or(&half);
    text::fold(&bare.replace('_', " ")).chars().filter(|c| !c.is_whitespace()).collect()
}

/// How well the header with that key names the field.
pub(super) fn agreement(field: &FieldDef, key: &str) -> Agreement {
    let mut names =
        [&field.name, &field.label.zh, &field.label.en].into_iter().chain(&field.headers).map(|n| header_key(n)).peekable();
    let mut best = Agreement::None;
    while let Some(name) = names.next() {
        if name == key {
            return Agreement::Exact;
        }
        if is_telling_part(&name, key) {
            best = Agreement::Partial;
        }
    }
    best
}

/// A header such as `采购联系人手机` contains the name `手机`; very short names prove nothing.
fn is_telling_part(name: &str, key: &str) -> bool {
    let enough = if name.is_ascii() { 5 } else { 2 };
    name.chars().count() >= enough && key.ends_with(name)
}

/// The unit in a header's brackets: `注册资本（万元）` says `万元`.
pub(super) fn unit(header: &str) -> Option<String> {
    const UNITS: [&str; 8] = ["万元", "亿元", "元", "千元", "万美元", "美元", "人", "天"];
    let half = text::to_half_width(header).replace('（', "(").replace('）', ")");
    let inside = half.split_once('(')?.1.split(')').next()?.trim().to_owned();
    UNITS.contains(&inside.as_str()).then_some(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read_from_brackets() {
        assert_eq!(unit("注册资本（万元）").as_deref(), Some("万元"));
        assert_eq!(unit("联系人(必填)"), None);
        assert_eq!(header_key("联系人 (必填)"), header_key("联系人"));
    }
}
