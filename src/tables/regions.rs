//! Provinces, cities and counties of China (GB/T 2260), and what former ones have become.
//!
//! Five management areas of Heilongjiang and Qinghai are there too, which the statistics office counts as counties.

use std::sync::OnceLock;

use super::generated::regions::{ABOLISHED, REGIONS, RENAMED};
use super::words::longest_start;
use crate::sort::{Arrange, lookup};

/// The year whose administrative divisions the table shows.
pub const AS_OF: i32 = 2026;

/// A province, city or county.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Region {
    /// Six digits: two for the province, two for the city, two for the county.
    pub code: u32,
    /// The full official name, such as `石家庄市`.
    pub name: &'static str,
}

/// How high a region stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// 省、自治区、直辖市、特别行政区.
    Province,
    /// 地级市、地区、盟、自治州.
    City,
    /// 区、县、旗、县级市.
    County,
}

impl Region {
    /// Province, city or county.
    ///
    /// ```
    /// use kehu::tables::regions::{Level, by_code};
    /// assert_eq!(by_code(130100).map(|r| r.level()), Some(Level::City));
    /// ```
    pub fn level(&self) -> Level {
        level(self.code)
    }

    /// The name without the word for its kind: `河北`, `延边`; the full name where too little would be left.
    ///
    /// ```
    /// use kehu::tables::regions::by_code;
    /// let short = |code| by_code(code).map(|region| region.short_name());
    /// assert_eq!(short(450000), Some("广西"));
    /// assert_eq!(short(222400), Some("延边"));
    /// assert_eq!(short(500233), Some("忠县"));
    /// ```
    pub fn short_name(&self) -> &'static str {
        short_name(self.name)
    }
}

fn level(code: u32) -> Level {
    match (code % 10_000, code % 100) {
        (0, _) => Level::Province,
        (_, 0) => Level::City,
        _ => Level::County,
    }
}

/// Every region, in the order of the codes.
pub fn all() -> &'static [Region] {
    static DECODED: OnceLock<Vec<Region>> = OnceLock::new();
    DECODED.get_or_init(|| {
        let mut regions = Vec::new();
        let mut province = 0;
        for line in REGIONS.get().lines() {
            match line.strip_prefix(' ') {
                Some(city) => decode_city(&mut regions, province, city),
                None => province = decode_province(&mut regions, line),
            }
        }
        regions
    })
}

fn decode_province(regions: &mut Vec<Region>, line: &'static str) -> u32 {
    let (number, name) = split_number(line);
    let code = number.unwrap_or(0) * 10_000;
    regions.push(Region { code, name });
    code
}

/// `01石家庄市:02长安区,桥西区`: a county without a number follows the one before it.
fn decode_city(regions: &mut Vec<Region>, province: u32, line: &'static str) {
    let (head, counties) = line.split_once(':').unwrap_or((line, ""));
    let (number, name) = split_number(head);
    let city = province + number.unwrap_or(0) * 100;
    if !name.is_empty() {
        regions.push(Region { code: city, name });
    }
    let mut next = city + 1;
    for county in counties.split(',').filter(|county| !county.is_empty()) {
        let (number, name) = split_number(county);
        let code = number.map_or(next, |number| city + number);
        regions.push(Region { code, name });
        next = code + 1;
    }
}

fn split_number(text: &'static str) -> (Option<u32>, &'static str) {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, name) = text.split_at_checked(end).unwrap_or((text, ""));
    (number.parse().ok(), name)
}

/// The region of that code, if there is one today.
///
/// ```
/// use kehu::tables::regions::by_code;
/// assert_eq!(by_code(310115).map(|region| region.name), Some("浦东新区"));
/// assert_eq!(by_code(310103), None);
/// ```
pub fn by_code(code: u32) -> Option<&'static Region> {
    let found = all().binary_search_by_key(&code, |region| region.code).ok()?;
    all().get(found)
}

/// The regions directly below: cities of a province, counties of a city, counties of a municipality.
///
/// Counties that stand under their province without a city (仙桃市) are children of the province.
///
/// ```
/// use kehu::tables::regions::children;
/// assert_eq!(children(310000).len(), 16);
/// assert!(children(420000).iter().any(|region| region.name == "仙桃市"));
/// ```
pub fn children(code: u32) -> Vec<&'static Region> {
    all().iter().filter(|region| parent(region.code) == Some(code)).collect()
}

/// The code of the region above; the province where there is no city between.
///
/// ```
/// use kehu::tables::regions::parent;
/// assert_eq!(parent(130102), Some(130100));
/// assert_eq!(parent(310115), Some(310000));
/// assert_eq!(parent(310000), None);
/// ```
pub fn parent(code: u32) -> Option<u32> {
    let [_, city, province] = levels(code);
    match level(code) {
        Level::Province => None,
        Level::City => Some(province),
        Level::County => Some(if by_code(city).is_some() { city } else { province }),
    }
}

/// A code with those of its city and province, whether there are such or not.
///
/// ```
/// assert_eq!(kehu::tables::regions::levels(130102), [130102, 130100, 130000]);
/// ```
pub fn levels(code: u32) -> [u32; 3] {
    [code, code / 100 * 100, code / 10_000 * 10_000]
}

/// Whether a region is another one or a part of it.
///
/// ```
/// use kehu::tables::regions::lies_in;
/// assert!(lies_in(130102, 130000) && lies_in(130102, 130102) && !lies_in(130000, 130102));
/// ```
pub fn lies_in(code: u32, whole: u32) -> bool {
    levels(code).contains(&whole)
}

/// Whether one of two regions contains the other or is the same.
pub fn are_related(a: u32, b: u32) -> bool {
    lies_in(a, b) || lies_in(b, a)
}

/// Whether a region is Beijing, Tianjin, Shanghai or Chongqing, whose counties lie directly below, or lies in one.
///
/// ```
/// use kehu::tables::regions::is_municipal;
/// assert!(is_municipal(310115) && is_municipal(310000) && !is_municipal(320000));
/// ```
pub fn is_municipal(code: u32) -> bool {
    matches!(code / 10_000, 11 | 12 | 31 | 50)
}

/// The regions of that name, full or short; several where the name is not unique (朝阳, 鼓楼区).
///
/// ```
/// use kehu::tables::regions::named;
/// assert_eq!(named("浦东新区").first().map(|region| region.code), Some(310115));
/// assert!(named("鼓楼区").len() > 3);
/// assert!(named("内蒙古").iter().any(|region| region.code == 150000));
/// ```
pub fn named(name: &str) -> &'static [&'static Region] {
    names().get(name)
}

/// Today's names of regions, full and short.
pub fn names() -> &'static Names {
    static NAMES: OnceLock<Names> = OnceLock::new();
    NAMES.get_or_init(|| {
        let mut pairs = Vec::new();
        for region in all() {
            pairs.push((region.name, region));
            if region.short_name() != region.name {
                pairs.push((region.short_name(), region));
            }
        }
        Names::of(pairs)
    })
}

/// No name has less than two Chinese characters.
const SHORTEST_NAME: usize = 2 * '省'.len_utf8();

/// Names, sorted, each with the region that bears or bore it.
#[derive(Clone, Debug, Default)]
pub struct Names {
    names: Vec<&'static str>,
    regions: Vec<&'static Region>,
    /// The two characters that names begin with, a bit for each of their hashes: most texts begin with none of them, and
    /// that is said without a search.
    heads: Vec<u64>,
}

/// Bits for the beginnings of names; few thousand names leave most of them unset.
const HEADS: usize = 1 << 15;

/// Where the two Chinese characters that a text begins with are noted.
fn head(text: &str) -> Option<(usize, u64)> {
    let [_, a, b, _, c, d] =
        text.as_bytes().first_chunk::<SHORTEST_NAME>()?.map(|byte| usize::from(byte & 63));
    let hash = (a | b << 6) * 37 + (c | d << 6);
    Some((hash % HEADS / 64, 1 << (hash % 64)))
}

impl Names {
    /// From pairs in any order; several regions may have one name, which then stand in the order given.
    pub fn of(mut pairs: Vec<(&'static str, &'static Region)>) -> Self {
        pairs.arrange_by_key(|(name, _)| *name);
        pairs.dedup();
        let mut heads = vec![0; HEADS / 64];
        for (place, bit) in pairs.iter().filter_map(|(name, _)| head(name)) {
            if let Some(bits) = heads.get_mut(place) {
                *bits |= bit;
            }
        }
        let (names, regions) = pairs.into_iter().unzip();
        Self { names, regions, heads }
    }

    /// The regions of that name.
    pub fn get(&self, name: &str) -> &[&'static Region] {
        let start = self.names.partition_point(|known| *known < name);
        let same = self.names.iter().skip(start).take_while(|known| **known == name).count();
        self.regions.get(start..start + same).unwrap_or_default()
    }

    /// The longest name that the text starts with.
    ///
    /// ```
    /// use kehu::tables::regions::names;
    /// assert_eq!(names().head_of("上海市浦东"), Some("上海市"));
    /// ```
    pub fn head_of(&self, text: &str) -> Option<&'static str> {
        let (place, bit) = head(text)?;
        if self.heads.get(place)? & bit == 0 {
            return None;
        }
        longest_start(&self.names, text, SHORTEST_NAME).and_then(|at| self.names.get(at)).copied()
    }
}

/// A region that has another name, another rank or another city today.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Former {
    /// The city it belonged to, or that was renamed.
    pub city: &'static str,
    /// The former county; empty when the city itself was renamed.
    pub county: &'static str,
    /// The code of what it is today.
    pub now: u32,
}

/// What regions of that former name have become: 襄樊市 is 襄阳市 since 2010.
///
/// ```
/// use kehu::tables::regions::former;
/// assert_eq!(former("下城区").first().map(|former| former.now), Some(330105));
/// assert!(former("浦东新区").is_empty());
/// ```
pub fn former(name: &str) -> Vec<Former> {
    let is_named = |change: &&Former| {
        let own = if change.county.is_empty() { change.city } else { change.county };
        own == name || short_name(own) == name
    };
    changes().iter().filter(is_named).copied().collect()
}

/// Every change the table knows.
pub fn changes() -> &'static [Former] {
    static DECODED: OnceLock<Vec<Former>> = OnceLock::new();
    DECODED.get_or_init(|| {
        let change = |line: &'static str| {
            let mut parts = line.split(' ');
            let (city, county) = (parts.next()?, parts.next()?);
            Some(Former { city, county, now: parts.next()?.parse().ok()? })
        };
        RENAMED.get().lines().filter_map(change).collect()
    })
}

/// Whether the code was given to a region at some time since 1980, today's included.
///
/// Identity numbers and registrations keep the code of the day they were issued.
///
/// ```
/// use kehu::tables::regions::has_existed;
/// assert!(has_existed(310115) && has_existed(310103));
/// assert!(!has_existed(310199));
/// ```
pub fn has_existed(code: u32) -> bool {
    by_code(code).is_some() || lookup(abolished(), &code).is_some()
}

/// The region that a code stands for today: its own, or the one that bears its name now; nothing when it was split,
/// merged or never given.
///
/// ```
/// use kehu::tables::regions::present;
/// assert_eq!(present(330283).map(|region| region.name), Some("奉化区"));
/// assert_eq!(present(310115).map(|region| region.name), Some("浦东新区"));
/// assert_eq!(present(310199), None);
/// ```
pub fn present(code: u32) -> Option<&'static Region> {
    by_code(code).or_else(|| by_code((*lookup(abolished(), &code)?)?))
}

/// Former codes, sorted, with today's where one is known.
fn abolished() -> &'static [(u32, Option<u32>)] {
    static DECODED: OnceLock<Vec<(u32, Option<u32>)>> = OnceLock::new();
    DECODED.get_or_init(|| {
        let mut code = 0;
        let entry = |entry: &str| {
            let (distance, now) = entry.split_once('=').unwrap_or((entry, ""));
            code += distance.parse().unwrap_or(0);
            let now = now.parse().ok().map(|now| if now < 100 { code / 100 * 100 + now } else { now });
            (code, now)
        };
        ABOLISHED.get().split(' ').map(entry).collect()
    })
}

/// Words for kinds of region, the longest first.
const KINDS: [&str; 17] = [
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "联合旗",
    "地区",
    "林区",
    "特区",
    "矿区",
    "新区",
    "省",
    "市",
    "盟",
    "区",
    "县",
    "旗",
];

/// Nationalities that stand between a place's name and the word for its autonomy.
const NATIONALITIES: [&str; 56] = [
    "维吾尔",
    "达斡尔",
    "鄂温克",
    "鄂伦春",
    "柯尔克孜",
    "塔吉克",
    "哈萨克",
    "锡伯",
    "蒙古",
    "壮",
    "回",
    "藏",
    "苗",
    "彝",
    "布依",
    "朝鲜",
    "满",
    "侗",
    "瑶",
    "白",
    "土家",
    "哈尼",
    "傣",
    "黎",
    "傈僳",
    "佤",
    "畲",
    "高山",
    "拉祜",
    "水",
    "东乡",
    "纳西",
    "景颇",
    "土",
    "仫佬",
    "羌",
    "布朗",
    "撒拉",
    "毛南",
    "仡佬",
    "阿昌",
    "普米",
    "怒",
    "乌孜别克",
    "俄罗斯",
    "德昂",
    "保安",
    "裕固",
    "京",
    "塔塔尔",
    "独龙",
    "赫哲",
    "门巴",
    "珞巴",
    "基诺",
    "各",
];

/// A name of a region without the word for its kind and without nationalities.
///
/// ```
/// assert_eq!(kehu::tables::regions::short_name("渝北区"), "渝北");
/// ```
pub fn short_name(name: &str) -> &str {
    let stripped = KINDS.iter().find_map(|kind| name.strip_suffix(kind)).unwrap_or(name);
    let is_autonomous = name.strip_prefix(stripped).is_some_and(|kind| kind.starts_with("自治"));
    let short = if is_autonomous { without_nationalities(stripped) } else { stripped };
    if short.chars().count() < 2 { name } else { short }
}

fn without_nationalities(name: &str) -> &str {
    let mut rest = name;
    while let Some(shorter) = strip_nationality(rest).filter(|shorter| shorter.chars().count() > 1) {
        rest = shorter;
    }
    rest
}

/// 广西壮族 is 广西, 新疆维吾尔 is 新疆; 内蒙古, whose name is the nationality's, stays.
fn strip_nationality(name: &str) -> Option<&str> {
    let people = name.strip_suffix('族').unwrap_or(name);
    NATIONALITIES.iter().find_map(|nationality| people.strip_suffix(nationality))
}
