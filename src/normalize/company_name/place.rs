//! The region in a Chinese company name: at the head, in brackets, or before the word for a branch.

use crate::normalize::region::{former_county, split_zone, zone_home};
use crate::tables::Words;
use crate::tables::regions::{self, Level, Region, is_municipal};

/// A region found in a name; empty when there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// The region; none for a whole country and where the name alone does not tell which region it is.
    pub region: Option<&'static Region>,
    /// The official name of the lowest region found.
    pub name: String,
    /// What stood in the name, without 省 and 市.
    pub short: String,
    /// A county-level city without 市: as likely the brand (`永康`, `东方`).
    pub is_ambiguous: bool,
}

/// Province, city and county.
const LEVELS: usize = 3;

static COUNTRIES: Words = Words::ending(
    "中国|大中华区|大中华|亚太|亚太区|中国区|美国|日本|德国|法国|英国|韩国|新加坡|意大利|加拿大|澳大利亚",
);

/// The one short name of a region (阿里地区) that is far more often a brand.
const BRAND: &str = "阿里";

/// County-level cities whose name without 市 is an everyday word, and so part of a brand.
static EVERYDAY: Words = Words::ending("东方|新民|新乐|新星|双河|同仁|海阳|大安|明光|安宁");

/// The region at the head of a text, as many levels as there are, and the rest.
pub(super) fn at_head(text: &str) -> Option<(Place, &str)> {
    let (mut place, mut rest) = match text.strip_prefix("中国") {
        Some(rest) => (Place::country("中国"), rest),
        None => (Place::default(), text),
    };
    for _ in 0..LEVELS {
        // Companies keep the name that they were registered under: 重庆市渝北区.
        let former = || former_county(rest, place.region?).map(|(name, now)| (name, Some(now)));
        let Some((name, region)) = head_region(rest, place.region).or_else(former) else { break };
        place.add(name, region);
        rest = rest.strip_prefix(name).unwrap_or(rest);
        // 延边州 is 延边朝鲜族自治州.
        if region.is_some_and(|region| region.name.ends_with("自治州") && region.name != name) {
            rest = rest.strip_prefix('州').unwrap_or(rest);
        }
        if region.is_none() {
            break;
        }
    }
    // 北京大学 is a name of its own.
    (!place.short.is_empty() && !rest.starts_with("大学")).then(|| (place, without_town(without_zone(rest))))
}

impl Place {
    /// A country, which has no code among the regions.
    pub(super) fn country(name: &str) -> Self {
        Self { name: name.to_owned(), short: name.to_owned(), ..Self::default() }
    }

    /// GB/T 2260 code; empty where there is none.
    pub(super) fn code(&self) -> String {
        self.region.map(|region| region.code.to_string()).unwrap_or_default()
    }

    /// Whether what stands in the name is rather part of the brand.
    pub(super) fn is_everyday(&self) -> bool {
        self.is_ambiguous && EVERYDAY.contains(&self.short)
    }

    /// Whether a text names a district of the city; of the municipalities 北京, 天津, 上海 and 重庆 too.
    pub(super) fn holds(&self, text: &str) -> bool {
        let has_part = |city: &Region| regions::named(text).iter().any(|part| is_part(part, city));
        let is_city = |region: &&Region| region.level() != Level::Province || is_municipal(region.code);
        self.region.filter(is_city).is_some_and(has_part)
    }

    fn add(&mut self, name: &str, region: Option<&'static Region>) {
        let is_short = region.is_some_and(|region| region.level() == Level::County && region.name != name);
        self.is_ambiguous = is_short && self.short.is_empty();
        self.region = region;
        region.map_or(name, |region| region.name).clone_into(&mut self.name);
        self.short.push_str(short(name));
    }
}

/// Development zones are no regions of GB/T 2260 and no brands either.
fn without_zone(text: &str) -> &str {
    match split_zone(text) {
        Some((zone, rest))
            if (is_plain_zone(zone) || zone_home(zone).is_some()) && rest.chars().count() > 1 =>
        {
            rest
        }
        _ => text,
    }
}

/// Without the town between a region and the brand, of two or three characters before 镇 or 街道: 大沥镇鸿泰.
fn without_town(text: &str) -> &str {
    let mut tails = text.char_indices().skip(2).take(2).filter_map(|(at, _)| text.split_at_checked(at));
    let town = tails.find_map(|(before, after)| {
        let rest = after.strip_prefix('镇').or_else(|| after.strip_prefix("街道"))?;
        // Public offices bear the name of their street: 陆家嘴街道办事处, 望京街道社区卫生服务中心.
        (!before.ends_with('古') && rest.chars().count() > 1 && !rest.starts_with(['办', '社']))
            .then_some(rest)
    });
    town.unwrap_or(text)
}

/// Whether a zone has no more than two characters before the word for its kind: 梅山保税港区, not a firm and its place.
fn is_plain_zone(zone: &str) -> bool {
    let kind = ["经济", "高新", "综合", "保税", "工业", "自贸", "经开", "出口", "开发"]
        .iter()
        .filter_map(|word| zone.find(word));
    kind.min().is_some_and(|at| at <= 2 * '区'.len_utf8())
}

/// The region that a text starts with, the longest name first; no region for a name that several share.
fn head_region(text: &str, parent: Option<&Region>) -> Option<(&'static str, Option<&'static Region>)> {
    let mut name = regions::names().head_of(text)?;
    loop {
        if let Some(region) = region(name, parent) {
            return Some((name, region));
        }
        let (last, _) = name.char_indices().next_back()?;
        name = regions::names().head_of(name.get(..last)?)?;
    }
}

/// The region of that name; `Some(None)` when several have it and nothing tells which.
fn region(name: &str, parent: Option<&Region>) -> Option<Option<&'static Region>> {
    let (mut highest, mut rivals): (Option<&Region>, usize) = (None, 0);
    for &region in regions::named(name) {
        let may_stand = stands_for(region, name) && parent.is_none_or(|parent| is_part(region, parent));
        match highest.map(|highest| region.level().cmp(&highest.level())) {
            _ if !may_stand => {}
            Some(std::cmp::Ordering::Greater) => {}
            Some(std::cmp::Ordering::Equal) => rivals += 1,
            _ => (highest, rivals) = (Some(region), 0),
        }
    }
    highest.map(|highest| (rivals == 0).then_some(highest))
}

/// Counties go by their full name only, except cities (`昆山`): `朝阳` or `和平` alone are words.
fn stands_for(region: &Region, name: &str) -> bool {
    let is_city = region.name.ends_with('市') && name.chars().count() > 1;
    region.name == name || (name != BRAND && (region.level() != Level::County || is_city))
}

fn is_part(part: &Region, whole: &Region) -> bool {
    part.code != whole.code && regions::lies_in(part.code, whole.code)
}

/// A region's name without 省 and 市.
pub(super) fn short(name: &str) -> &str {
    let stripped = name.strip_suffix(['省', '市']).unwrap_or(name);
    if stripped.chars().count() < 2 { name } else { stripped }
}

/// The text with 省 and 市 taken off the region at its head.
pub(super) fn without_suffix(text: &str) -> String {
    match at_head(text) {
        Some((place, rest)) => place.short + rest,
        None => text.to_owned(),
    }
}

/// What stands before the region and the ordinal at the end of a text: `顺丰速运` of `顺丰速运上海第二`.
pub(super) fn before_tail(text: &str) -> &str {
    let text = without_ordinal(text);
    let mut before = without_zone_at_end(text);
    if split_tail(before).is_none() {
        return text;
    }
    for _ in 0..LEVELS {
        let Some((shorter, _)) = split_tail(before) else { break };
        before = shorter;
    }
    before
}

/// Kinds of zone before the word for a branch: 苏州开发区分公司.
static ZONES: Words =
    Words::ending("经济技术开发区|高新技术开发区|经济开发区|开发区|高新区|经开区|保税区|工业园区");

fn without_zone_at_end(text: &str) -> &str {
    ZONES.end_of(text).and_then(|zone| text.strip_suffix(zone)).unwrap_or(text)
}

fn without_ordinal(text: &str) -> &str {
    let is_number = |c: char| "一二三四五六七八九十".contains(c) || c.is_ascii_digit();
    let stem = text.trim_end_matches(is_number);
    if stem.len() < text.len() { stem.strip_suffix('第').unwrap_or(text) } else { text }
}

/// The region at the end of a text, by the longest name, and the text before it.
fn split_tail(text: &str) -> Option<(&str, Place)> {
    let names_region = |start: usize| {
        let name = text.get(start..).filter(|name| name.chars().count() > 1)?;
        let mut place = Place::default();
        place.add(name, region(name, None)?);
        Some((text.get(..start)?, place))
    };
    text.char_indices().find_map(|(start, _)| names_region(start))
}

/// The province, or the region by its full name, at the end of a brand: 国网江苏省.
pub(super) fn split_brand(brand: &str) -> Option<(&str, Place)> {
    // Two characters stay, two at least name a region.
    let (before, place) = if brand.chars().count() < 4 { None } else { split_tail(brand) }?;
    let is_full = brand.strip_prefix(before) == Some(&place.name);
    let is_province = place.region.is_some_and(|region| region.level() == Level::Province);
    ((is_full || is_province) && before.chars().count() >= 2).then_some((before, place))
}

/// Takes brackets that hold a region out of a name: `腾讯科技（深圳）有限公司`.
pub(super) fn take_brackets(name: &str) -> (String, Option<Place>) {
    let mut out = String::with_capacity(name.len());
    let mut found = None;
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('（') {
        out.push_str(before);
        let (inside, tail) = after.split_once('）').unwrap_or((after, ""));
        match whole_place(inside).filter(|_| !(out.is_empty() && tail.is_empty())) {
            Some(place) => found = Some(place),
            None => out.extend(["（", inside, "）"]),
        }
        rest = tail;
    }
    out.push_str(rest);
    (out, found)
}

/// Whether a text is a region and nothing more; the short name of a county is as likely a brand.
pub(super) fn is_region(text: &str) -> bool {
    at_head(text)
        .is_some_and(|(place, rest)| rest.is_empty() && place.region.is_some() && !place.is_ambiguous)
}

fn whole_place(text: &str) -> Option<Place> {
    if COUNTRIES.contains(text) {
        return Some(Place::country(text));
    }
    // 珠海横琴, 苏州工业园区: a part of the region that has no code.
    let is_part = |rest: &str| {
        let is_zone = split_zone(rest).is_some_and(|(_, rest)| rest.is_empty());
        is_zone || zone_home(rest).is_some()
    };
    let found = at_head(text).filter(|(place, _)| place.region.is_some());
    found.filter(|(_, rest)| rest.is_empty() || is_part(rest)).map(|(place, _)| place)
}
