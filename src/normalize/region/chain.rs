//! Reads the names of regions that a text starts with, from the province down.
//!
//! A name may be short (`广东`), former (`襄樊市`), repeated, or lack the ones above it. What one name leaves open the
//! next may decide: 海南 is a province in `海南海口` and a prefecture in `青海海南`.

use crate::tables::regions::{Region, named};

use super::former;
use super::place::{are_related, lies_in};

/// The longest official name of a county has 15 characters.
const LONGEST_NAME: usize = 15;

/// Words for the level between a province and its counties, and for the country; they name nothing.
const EMPTY_LEVELS: &[&str] = &[
    "自治区直辖县级行政区划",
    "省直辖县级行政区划",
    "省直辖行政单位",
    "市辖区",
    "市辖县",
    "中华人民共和国",
    "中国大陆",
    "中国",
];

/// Words for the rank of a region, which changes more often than its name.
const RANKS: &[&str] = &["地区", "新区", "市", "县", "区"];

/// Signs between the names of a chain.
const SEPARATORS: &[char] =
    &[' ', '/', '-', ',', '，', '、', '·', '>', '|', '\\', '_', '.', ';', '；', ':', '：', '*'];

/// The regions that a text starts with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Chain<'a> {
    /// The lowest region named; several where the names fit several.
    pub candidates: Vec<&'static Region>,
    /// The last name as it was written.
    pub name: &'a str,
    /// What follows the names.
    pub rest: &'a str,
    /// A former name, with what its region is called today.
    pub renamed: Option<(&'a str, &'static str)>,
    /// A name that lies elsewhere than those before it.
    pub contradiction: Option<&'a str>,
}

/// How readily a short name counts as a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Trust {
    /// The text is known to name regions.
    Region,
    /// Roads and buildings follow, many of which are named after cities (`南京西路`).
    Address,
}

/// Reads the chain that `text` starts with.
pub(crate) fn read(text: &str, trust: Trust) -> Chain<'_> {
    let mut chain = Chain { rest: skip(text), ..Chain::default() };
    while let Some((name, found)) = next_name(chain.rest, &chain.candidates, trust) {
        let narrowed = narrow(&chain.candidates, &found);
        let after = chain.rest.get(name.len()..).unwrap_or_default();
        if narrowed.is_empty() {
            chain.contradiction = Some(name);
            break;
        }
        if let [only] = narrowed.as_slice()
            && only.name != name
            && only.short_name() != name
            && !chain.candidates.contains(only)
        {
            chain.renamed = Some((name, only.name));
        }
        chain.candidates = narrowed;
        (chain.name, chain.rest) = (name, skip(after));
    }
    if let [low, high] = chain.candidates.as_slice()
        && is_successor(low, high, chain.name)
    {
        chain.candidates.truncate(1);
    }
    chain
}

/// Whether a former city lives on in the county `low`, of which the city `high` is no namesake but the new parent.
fn is_successor(low: &Region, high: &Region, name: &str) -> bool {
    let is_namesake = high.name == name || high.short_name() == name;
    !is_namesake && low.code != high.code && lies_in(low.code, high.code)
}

/// Passes over separators and over names that name nothing.
fn skip(text: &str) -> &str {
    let mut rest = text;
    loop {
        let bare = rest.trim_start_matches(SEPARATORS);
        let next = EMPTY_LEVELS.iter().find_map(|word| bare.strip_prefix(word)).unwrap_or(bare);
        // `中国` also begins the names of companies and roads.
        let is_name =
            next.starts_with(['路', '街', '大', '国', '银', '电', '移', '联', '人', '石', '建', '工', '农']);
        if next == rest || (next != bare && is_name) {
            return bare;
        }
        rest = next;
    }
}

/// The longest name at the head of `text` that fits the candidates, or else the longest that fits nowhere.
fn next_name<'a>(
    text: &'a str,
    candidates: &[&'static Region],
    trust: Trust,
) -> Option<(&'a str, Vec<&'static Region>)> {
    let mut misfit = None;
    for name in prefixes(text) {
        let after = text.get(name.len()..).unwrap_or_default();
        let mut found = regions_named(name);
        if !candidates.is_empty() && HALF_DISTRICTS.contains(&name) {
            found.extend(named(&["市", name].concat()));
        }
        if found.is_empty()
            || splits_district(name, after, &found)
            || (trust == Trust::Address && !is_region_here(name, after, &found, candidates))
        {
            continue;
        }
        if !narrow(candidates, &found).is_empty() {
            return Some((name, found));
        }
        if misfit.is_none() && found.iter().any(|region| region.name == name) {
            misfit = Some((name, found));
        }
    }
    misfit
}

/// The heads of `text` that can be a name, the longest first.
fn prefixes(text: &str) -> impl Iterator<Item = &str> {
    let ends: Vec<usize> = text.char_indices().take(LONGEST_NAME).map(|(at, c)| at + c.len_utf8()).collect();
    ends.into_iter().skip(1).rev().filter_map(|end| text.get(..end))
}

/// Today's regions of that name, and those that had it; or else those that changed their rank (莱芜市 to 莱芜区), and
/// the city that took the former one in.
fn regions_named(name: &str) -> Vec<&'static Region> {
    let mut regions = named(name).to_vec();
    if regions.is_empty() && former::counties(name).is_empty() {
        regions = other_rank(name);
    }
    let cities = if named(name).is_empty() { former::cities(name) } else { &[] };
    former::counties(name).iter().chain(cities).for_each(|region| push_new(&mut regions, region));
    regions
}

fn push_new(regions: &mut Vec<&'static Region>, region: &'static Region) {
    if !regions.contains(&region) {
        regions.push(region);
    }
}

fn other_rank(name: &str) -> Vec<&'static Region> {
    let stem = RANKS.iter().find_map(|rank| name.strip_suffix(rank)).filter(|stem| stem.chars().count() > 1);
    let Some(stem) = stem else { return Vec::new() };
    let is_below_province =
        |region: &&&Region| !region.code.is_multiple_of(10_000) && region.short_name() == stem;
    named(stem).iter().filter(is_below_province).copied().collect()
}

/// The regions that fit what is known: those below a candidate, or the candidates that lie in the newly named ones.
fn narrow(candidates: &[&'static Region], found: &[&'static Region]) -> Vec<&'static Region> {
    if candidates.is_empty() {
        return found.to_vec();
    }
    let below: Vec<_> =
        found.iter().filter(|f| candidates.iter().any(|c| lies_in(f.code, c.code))).copied().collect();
    if !below.is_empty() {
        return below;
    }
    candidates.iter().filter(|c| found.iter().any(|f| are_related(c.code, f.code))).copied().collect()
}

/// What is left of 市南区, 市北区 and 市中区 when their 市 is taken for that of the city.
const HALF_DISTRICTS: &[&str] = &["南区", "北区", "中区"];

/// Whether the 市 that ends `name` begins the name of a district of that city: 青岛|市南区.
fn splits_district(name: &str, after: &str, found: &[&'static Region]) -> bool {
    let half = HALF_DISTRICTS.iter().find(|half| name.ends_with('市') && after.starts_with(**half));
    let districts = half.map(|half| named(&["市", half].concat())).unwrap_or_default();
    districts.iter().any(|district| found.iter().any(|city| lies_in(district.code, city.code)))
}

/// Whether a name in an address is a region there and not the first part of another name.
fn is_region_here(
    name: &str,
    after: &str,
    found: &[&'static Region],
    candidates: &[&'static Region],
) -> bool {
    let is_full = found.iter().all(|region| region.name == name)
        || name.ends_with(['省', '市', '区', '县', '州', '盟', '旗']);
    if is_full {
        // 西区, 城区 and the like are districts, but also the first part of roads.
        let is_common = candidates.is_empty() && name.chars().count() == 2;
        return !(is_common && begins_other_name(after));
    }
    let is_high = found.iter().any(|region| region.code % 100 == 0);
    (is_high || !candidates.is_empty()) && !begins_other_name(after)
}

/// Whether what follows a short name makes it the name of a road, a building or a firm.
fn begins_other_name(after: &str) -> bool {
    const ENDS: &[&str] = &[
        "路", "街", "道", "大道", "巷", "弄", "胡同", "号", "镇", "乡", "村", "桥", "站", "楼", "广场",
        "大厦", "大楼", "花园", "公寓", "小区", "国际", "酒店", "饭店", "宾馆", "商城", "银行", "大学",
        "学院", "中心", "公司", "高速", "公路", "新村", "园", "门", "社区", "湖", "港", "湾", "苑", "里",
        "河", "山庄", "城", "火车", "机场",
    ];
    let bare = after.trim_start_matches([
        '东', '南', '西', '北', '中', '一', '二', '三', '四', '五', '新', '老', '环', '前', '后',
    ]);
    ENDS.iter().any(|end| {
        after.starts_with(end)
            || (bare.starts_with(end) && matches!(*end, "路" | "街" | "大道" | "道" | "巷" | "村"))
    })
}
