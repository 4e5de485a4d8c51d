//! Reads the names of regions that a text starts with, from the province down.
//!
//! A name may be short (`广东`), former (`襄樊市`), repeated, or lack the ones above it. What one name leaves open the
//! next may decide: 海南 is a province in `海南海口` and a prefecture in `青海海南`.

use crate::tables::Words;
use crate::tables::regions::{Level, Region, are_related, changes, children, lies_in, named, names};

use super::former::former;
use super::zone;

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
    "生产建设兵团",
    "null",
    "undefined",
];

/// Words for the rank of a region, which changes more often than its name.
const RANKS: &[&str] = &["地区", "新区", "市", "县", "区", "州"];

/// Signs between the names of a chain.
const SEPARATORS: &[char] =
    &[' ', '/', '-', ',', '，', '、', '·', '>', '→', '|', '\\', '_', '.', ';', '；', ':', '：', '*'];

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

impl Chain<'_> {
    /// A former name that says more than today's, for several regions went into the new one, and today's: 渝北区 and
    /// 两江新区.
    pub fn kept_name(&self) -> Option<(&str, &'static str)> {
        let (written, today) = self.renamed?;
        let [region] = self.candidates.as_slice() else { return None };
        let merged = changes().iter().filter(|change| change.now == region.code && !change.county.is_empty());
        (region.level() == Level::County && merged.count() > 1).then_some((written, today))
    }
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
        let mut narrowed = narrow(&chain.candidates, &found);
        if chain.name == name && narrowed.len() > 1 {
            // 吉林吉林 is the province and its city.
            narrowed.retain(|region| region.level() != Level::Province);
        }
        let after = chain.rest.get(name.len()..).unwrap_or_default();
        if narrowed.is_empty() {
            chain.contradiction = Some(name).filter(|_| !are_undivided(&chain.candidates));
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

/// Whether all are cities without counties (东莞, 中山), the parts of which may have the name of any district.
fn are_undivided(regions: &[&'static Region]) -> bool {
    regions.iter().all(|region| region.code % 10_000 != 0 && children(region.code).is_empty())
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
        let next = past_division(next);
        // `中国` also begins the names of companies and roads.
        let is_name = bare.starts_with("中国")
            && next
                .starts_with(['路', '街', '大', '国', '银', '电', '移', '联', '人', '石', '建', '工', '农']);
        if next == rest || (next != bare && is_name) {
            return bare;
        }
        rest = next;
    }
}

/// What follows a division of the Xinjiang corps, which lies beside the cities: 第八师石河子市.
fn past_division(text: &str) -> &str {
    let bare = text.strip_prefix("兵团").unwrap_or(text);
    let number = bare.strip_prefix('第').and_then(|rest| rest.split_once('师'));
    number
        .filter(|(number, rest)| number.chars().count() <= 2 && !rest.starts_with('范'))
        .map_or(text, |(_, rest)| rest)
}

/// The longest name at the head of `text` that fits the candidates, or else the longest that fits nowhere.
fn next_name<'a>(
    text: &'a str,
    candidates: &[&'static Region],
    trust: Trust,
) -> Option<(&'a str, Vec<&'static Region>)> {
    let (mut misfit, mut limit) = (None, text.len());
    while let Some(name) = head(text, limit) {
        limit = before_last(name);
        let after = text.get(name.len()..).unwrap_or_default();
        let mut found = regions_named(name);
        if !candidates.is_empty() && HALF_DISTRICTS.contains(&name) {
            found.extend(regions_named(&["市", name].concat()));
        }
        if name.ends_with("新区") && stays_zone(name, &found, candidates) {
            return None;
        }
        if found.is_empty()
            || names_mountain(name, after, &found)
            || splits_district(name, after, &found)
            || (trust == Trust::Address && !is_region_here(name, after, &found, candidates))
        {
            continue;
        }
        if !narrow(candidates, &found).is_empty() {
            return Some((name, found));
        }
        if let Some(whole) = shortened(name, candidates) {
            return Some((name, vec![whole]));
        }
        if misfit.is_none() && found.iter().any(|region| region.name == name) {
            misfit = Some((name, found));
        }
    }
    misfit
}

/// Whether the short name of a county begins that of a mountain, which may lie elsewhere: 五台山, 普陀山.
fn names_mountain(name: &str, after: &str, found: &[&'static Region]) -> bool {
    let is_short = |region: &&Region| region.level() == Level::County && region.name != name;
    after.starts_with('山') && found.iter().all(is_short)
}

/// The one county below the candidates whose name lacks its last characters here: 雨花区 in 南京 is 雨花台区.
fn shortened(name: &str, candidates: &[&'static Region]) -> Option<&'static Region> {
    let rank = ["区", "县", "市"].into_iter().find(|rank| name.ends_with(rank))?;
    let stem = name.strip_suffix(rank).filter(|stem| stem.chars().count() > 1)?;
    let counties = candidates.iter().flat_map(|above| children(above.code));
    let mut fitting = counties.filter(|county| {
        county.name.ends_with(rank) && county.short_name().len() > stem.len() && county.name.starts_with(stem)
    });
    let one = fitting.next()?;
    fitting.next().is_none().then_some(one)
}

/// Whether a 新区 stays a zone: a well-known one, or where several districts could bear its name, or the one that does
/// stands before it.
fn stays_zone(name: &str, found: &[&'static Region], candidates: &[&'static Region]) -> bool {
    let is_said = zone::home(name).is_some() || candidates.iter().any(|known| known.level() == Level::County);
    found.iter().all(|region| region.name != name) && (is_said || candidates.is_empty() && found.len() > 1)
}

/// The length of a name without its last character.
fn before_last(name: &str) -> usize {
    name.char_indices().next_back().map_or(0, |(at, _)| at)
}

/// The head of `text` that can be a name, no longer than `limit` bytes, the longest that there is.
fn head(text: &str, limit: usize) -> Option<&str> {
    let text = text.get(..limit)?;
    let former = former();
    let heads = [names(), &former.counties, &former.cities].map(|names| names.head_of(text));
    let half = HALF_DISTRICTS.iter().find(|half| text.starts_with(**half)).copied();
    let length = heads.into_iter().chain([half]).flatten().map(str::len).max()?;
    let ranked = RANKS.iter().find(|rank| text.get(length..).is_some_and(|after| after.starts_with(**rank)));
    text.get(..length + ranked.map_or(0, |rank| rank.len()))
}

/// Today's regions of that name, and those that had it; or else those that changed their rank (莱芜市 to 莱芜区), and
/// the city that took the former one in.
fn regions_named(name: &str) -> Vec<&'static Region> {
    let today = named(name);
    let counties = former().counties.get(name);
    let mut regions = if today.is_empty() && counties.is_empty() { other_rank(name) } else { today.to_vec() };
    let cities = if today.is_empty() { former().cities.get(name) } else { &[] };
    counties.iter().chain(cities).for_each(|region| push_new(&mut regions, region));
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
    // 镇江新区 is a zone of the city, 德宏州 the prefecture.
    let levels: &[Level] = match name.strip_prefix(stem) {
        Some("新区" | "区") => &[Level::County],
        Some("州") => &[Level::City],
        _ => &[Level::City, Level::County],
    };
    let may_be = |region: &&&Region| levels.contains(&region.level()) && region.short_name() == stem;
    named(stem).iter().filter(may_be).copied().collect()
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
    let districts = half.map(|half| regions_named(&["市", half].concat())).unwrap_or_default();
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
    let is_city = matches!(found, [only] if only.name.ends_with('市'));
    let names_zone =
        found.len() == 1 && ZONES.start_of(after).is_some() || is_city && starts_with_town(after);
    (is_high || !candidates.is_empty() || names_zone) && (!begins_other_name(after) || goes_on(found, after))
}

/// Whether a town of two or three characters follows, so that the name before it is the city's: 昆山|千灯镇.
fn starts_with_town(after: &str) -> bool {
    let mut tails = after.char_indices().skip(2).take(2).filter_map(|(at, _)| after.get(at..));
    tails.any(|tail| tail.starts_with('镇') || tail.starts_with("街道"))
}

/// Zones that bear the name of their county, which stands for it then: 余杭经济技术开发区.
static ZONES: Words = Words::starting(
    "经济技术开发区|经济开发区|高新技术产业开发区|高新技术开发区|高新技术产业园区|综合保税区|保税区",
);

/// Whether a part of the found regions follows: 宁波|镇海区, 天津|河东区, 香港|湾仔.
fn goes_on(found: &[&'static Region], after: &str) -> bool {
    let Some(name) = names().head_of(after) else { return false };
    let is_part = |part: &&Region| {
        [part.name, part.short_name()].contains(&name)
            && found.iter().any(|above| lies_in(part.code, above.code))
    };
    named(name).iter().any(is_part)
}

/// Whether what follows a short name makes it the name of a road, a building or a firm.
pub(super) fn begins_other_name(after: &str) -> bool {
    const ENDS: &[&str] = &[
        "路", "街", "道", "大道", "巷", "弄", "胡同", "号", "镇", "乡", "村", "桥", "站", "楼", "广场",
        "大厦", "大楼", "花园", "公寓", "小区", "国际", "酒店", "饭店", "宾馆", "商城", "银行", "大学",
        "学院", "中心", "公司", "高速", "公路", "新村", "园", "门", "社区", "湖", "港", "湾", "苑", "里",
        "河", "山庄", "城", "火车", "机场",
    ];
    let bare = after.trim_start_matches([
        '东', '南', '西', '北', '中', '一', '二', '三', '四', '五', '新', '老', '环', '前', '后',
    ]);
    // 港湾 is a word of its own: 湾仔|港湾道, 大连|港湾街.
    !after.starts_with("港湾")
        && ENDS.iter().any(|end| {
            after.starts_with(end)
                || (bare.starts_with(end) && matches!(*end, "路" | "街" | "大道" | "道" | "巷" | "村"))
        })
}
