//! Development zones: places of business everywhere, but no administrative divisions of GB/T 2260.

/// What the names of zones end with, the longest first.
const ENDS: &[&str] = &[
    "高新技术产业开发区",
    "高新技术产业园区",
    "经济技术开发区",
    "高新技术开发区",
    "高技术开发区",
    "综合保税区",
    "自由贸易区",
    "高新开发区",
    "经济开发区",
    "出口加工区",
    "旅游度假区",
    "工业园区",
    "工业区",
    "保税区",
    "自贸区",
    "高新区",
    "经开区",
    "开发区",
    "示范区",
    "度假区",
    "新区",
];

/// Characters before the end that show that the name began as something else.
const BREAKS: &[char] = &['路', '街', '道', '号', '镇', '乡', '村', '巷', '弄', '厦', '楼', '室', '与', '园'];

/// New areas of the State Council that are named without their city, and the region they lie in.
const HOMES: &[(&str, u32)] = &[
    ("雄安新区", 130_000),
    ("金普新区", 210_200),
    ("赣江新区", 360_100),
    ("湘江新区", 430_100),
    ("天府新区", 510_100),
    ("贵安新区", 520_000),
    ("滇中新区", 530_100),
    ("西咸新区", 610_000),
];

/// The code of the region in which a well-known zone lies.
pub(crate) fn home(zone: &str) -> Option<u32> {
    HOMES.iter().find(|(name, _)| *name == zone).map(|(_, code)| *code)
}

/// The zone that `text` starts with, and the rest.
///
/// Up to eight characters may stand before the word for its kind, none of which may end a road or a number.
pub(crate) fn split(text: &str) -> Option<(&str, &str)> {
    let start = |(at, _): (usize, char)| {
        text.get(at..)
            .and_then(|tail| ENDS.iter().find(|end| tail.starts_with(**end)))
            .map(|end| at + end.len())
    };
    let end = text.char_indices().take(9).find_map(start)?;
    let (zone, rest) = text.split_at_checked(end)?;
    let name_ends = ENDS.iter().find_map(|end| zone.strip_suffix(end)).unwrap_or_default();
    let is_zone = name_ends.chars().all(|c| crate::text::is_han(c) && !BREAKS.contains(&c));
    let continues =
        rest.starts_with(['路', '街', '大', '管', '医', '法', '公', '内']) && !rest.starts_with("大厦");
    (is_zone && !continues).then_some((zone, rest))
}
