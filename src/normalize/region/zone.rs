//! Development zones: places of business everywhere, but no administrative divisions of GB/T 2260.

use super::chain::begins_other_name;
use crate::tables::Words;
use crate::tables::regions::{Region, lies_in};

/// What the names of zones end with.
static ENDS: Words = Words::starting(
    "自由贸易试验区|自贸试验区|高新技术产业开发区|高新技术产业园区|新技术产业园区|新技术开发区|经济技术开发区|高新技术开发区|高技术开发区|综合保税区|保税港区|\
    经济合作区|深港合作区|高新技术产业区|高新园区|经济园区|经济区|生态城|自由贸易区|高新开发区|\
    经济开发区|出口加工区|旅游度假区|工业园区|工业区|保税区|自贸区|高新区|经开区|\
    开发区|示范区|度假区|新区",
);

/// Characters before the end that show that the name began as something else.
const BREAKS: &[char] = &['路', '街', '道', '号', '镇', '乡', '村', '巷', '弄', '厦', '楼', '室', '与', '园'];

/// New areas and zones that are named without their city, and the region they lie in.
const HOMES: &[(&str, u32)] = &[
    ("雄安新区", 130_000),
    ("北戴河新区", 130_300),
    ("亦庄经济开发区", 110_115),
    ("亦庄开发区", 110_115),
    ("北京经济技术开发区", 110_115),
    ("外高桥保税区", 310_115),
    ("金桥出口加工区", 310_115),
    ("张江高新区", 310_115),
    ("杭州湾新区", 330_200),
    ("郑东新区", 410_100),
    ("东湖高新区", 420_100),
    ("东湖新技术开发区", 420_100),
    ("光明新区", 440_311),
    ("坪山新区", 440_310),
    ("龙华新区", 440_309),
    ("大鹏新区", 440_307),
    ("横琴新区", 440_402),
    ("洋浦经济开发区", 460_400),
    ("曲江新区", 610_113),
    ("金普新区", 210_200),
    ("赣江新区", 360_100),
    ("湘江新区", 430_100),
    ("天府新区", 510_100),
    ("贵安新区", 520_000),
    ("滇中新区", 530_100),
    ("西咸新区", 610_000),
];

/// Parts of Hong Kong that addresses name in the place of the district in which they lie.
const QUARTERS: &[(&str, u32)] = &[
    ("中环", 810_101),
    ("上环", 810_101),
    ("金钟", 810_101),
    ("铜锣湾", 810_102),
    ("北角", 810_103),
    ("鲗鱼涌", 810_103),
    ("红磡", 810_201),
    ("尖沙咀", 810_202),
    ("油麻地", 810_202),
    ("旺角", 810_202),
    ("佐敦", 810_202),
    ("九龙湾", 810_205),
    ("葵涌", 810_308),
    ("将军澳", 810_304),
];

/// The quarter that an address below `above` starts with, the code of its district, and the rest. Names of two characters
/// may be elsewhere, unless Hong Kong stands before them.
pub(crate) fn quarter<'a>(text: &'a str, above: Option<&Region>) -> Option<(&'static str, u32, &'a str)> {
    QUARTERS.iter().find_map(|(name, code)| {
        let rest = text.strip_prefix(name).filter(|rest| !begins_other_name(rest))?;
        let lies = above.map_or(name.len() > "中环".len(), |above| lies_in(*code, above.code));
        lies.then_some((*name, *code, rest))
    })
}

/// The code of the region in which a well-known zone lies.
pub(crate) fn home(zone: &str) -> Option<u32> {
    HOMES.iter().find(|(name, _)| *name == zone).map(|(_, code)| *code)
}

/// The zone that `text` starts with, and the rest.
///
/// Up to eight characters may stand before the word for its kind, none of which may end a road or a number.
pub(crate) fn split(text: &str) -> Option<(&str, &str)> {
    // All kinds of zone end with these, most texts hold neither.
    if !text.contains(['区', '城']) {
        return None;
    }
    let start = |(at, _): (usize, char)| ENDS.start_of(text.get(at..)?).map(|end| at + end.len());
    let (name_end, end) = text.char_indices().take(9).find_map(|(at, c)| Some((at, start((at, c))?)))?;
    let (zone, rest) = text.split_at_checked(end)?;
    let name_ends = zone.get(..name_end).unwrap_or_default();
    let is_zone = name_ends.chars().all(|c| crate::text::is_han(c) && !BREAKS.contains(&c));
    let continues = rest.starts_with(['路', '街', '管', '医', '法', '公', '内'])
        || ["大道", "大街", "大学"].iter().any(|word| rest.starts_with(word));
    (is_zone && !continues).then_some((zone, rest))
}
