//! The region in a Chinese company name: at the head, in brackets, or before the word for a branch.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::tables::regions::{self, Level, Region};

/// A region found in a name; empty when there is none.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Place {
    /// GB/T 2260 code; empty for the whole country and where the name alone does not tell which region it is.
    pub code: String,
    /// The official name of the lowest region found.
    pub name: String,
    /// What stood in the name.
    pub text: String,
    /// The text without 省 and 市.
    pub short: String,
    /// A county-level city without 市: as likely the brand (`永康`, `东方`).
    pub is_ambiguous: bool,
}

/// The most characters that a region's name has.
const NAME_MAX: usize = 15;

/// Province, city and county.
const LEVELS: usize = 3;

const COUNTRIES: &str =
    "中国|大中华区|大中华|亚太|亚太区|中国区|美国|日本|德国|法国|英国|韩国|新加坡|意大利|加拿大|澳大利亚";

/// The one short name of a region (阿里地区) that is far more often a brand.
const BRAND: &str = "阿里";

/// The region at the head of a text, as many levels as there are, and the rest.
pub(super) fn at_head(text: &str) -> Option<(Place, &str)> {
    let (mut place, mut rest) = match text.strip_prefix("中国") {
        Some(rest) => (Place::country("中国"), rest),
        None => (Place::default(), text),
    };
    let mut parent = None;
    for _ in 0..LEVELS {
        let Some((name, region)) = head_region(rest, parent) else { break };
        place = below(&place, name, region);
        parent = region.map(|region| region.code);
        rest = rest.strip_prefix(name).unwrap_or(rest);
        if parent.is_none() {
            break;
        }
    }
    (!place.text.is_empty()).then(|| (place, without_zone(rest)))
}

impl Place {
    /// A country, which has no code among the regions.
    pub(super) fn country(name: &str) -> Self {
        Self { name: name.to_owned(), text: name.to_owned(), short: name.to_owned(), ..Self::default() }
    }
}

/// Development zones are no regions of GB/T 2260 and no brands either.
const ZONES: &str = "经济技术开发区|高新技术产业开发区|高新技术开发区|经济开发区|工业园区|综合保税区|保税区|高新区|经开区|开发区|自贸区";

fn without_zone(text: &str) -> &str {
    ZONES.split('|').find_map(|zone| text.strip_prefix(zone)).unwrap_or(text)
}

fn below(above: &Place, name: &str, region: Option<&Region>) -> Place {
    let is_short_county = region.is_some_and(|region| region.level() == Level::County && region.name != name);
    Place {
        code: region.map(|region| region.code.to_string()).unwrap_or_default(),
        name: region.map_or(name, |region| region.name).to_owned(),
        text: format!("{}{name}", above.text),
        short: format!("{}{}", above.short, short(name)),
        is_ambiguous: is_short_county && above.text.is_empty(),
    }
}

/// The region that a text starts with, the longest name first; no region for a name that several share.
fn head_region(text: &str, parent: Option<u32>) -> Option<(&str, Option<&'static Region>)> {
    let mut length = longest(text)?;
    while length > 1 {
        let end = text.char_indices().nth(length).map_or(text.len(), |(at, _)| at);
        let name = text.get(..end)?;
        if let Some(region) = region(name, parent) {
            return Some((name, region));
        }
        length -= 1;
    }
    None
}

/// How many characters the longest name has that begins like the text; most texts begin like none.
fn longest(text: &str) -> Option<usize> {
    static LONGEST: OnceLock<HashMap<(char, char), usize>> = OnceLock::new();
    let lengths = LONGEST.get_or_init(|| {
        let mut lengths = HashMap::new();
        for name in regions::all().iter().map(|region| region.name) {
            let longest = lengths.entry(beginning(name)).or_insert(0);
            *longest = name.chars().count().max(*longest);
        }
        lengths.into_iter().filter_map(|(pair, length)| Some((pair?, length))).collect()
    });
    lengths.get(&beginning(text)?).copied()
}

fn beginning(text: &str) -> Option<(char, char)> {
    let mut chars = text.chars();
    Some((chars.next()?, chars.next()?))
}

/// The region of that name; `Some(None)` when several have it and nothing tells which.
fn region(name: &str, parent: Option<u32>) -> Option<Option<&'static Region>> {
    let may_stand = |region: &&&Region| {
        stands_for(region, name) && parent.is_none_or(|code| is_within(region.code, code))
    };
    let candidates: Vec<&Region> = regions::named(name).iter().filter(may_stand).copied().collect();
    let highest = candidates.iter().min_by_key(|region| region.level())?;
    let rivals = candidates.iter().filter(|region| region.level() == highest.level()).count();
    Some((rivals == 1).then_some(*highest))
}

/// Counties go by their full name only, except cities (`昆山`): `朝阳` or `和平` alone are words.
fn stands_for(region: &Region, name: &str) -> bool {
    let is_city = region.name.ends_with('市') && name.chars().count() == 2;
    region.name == name || (name != BRAND && (region.level() != Level::County || is_city))
}

fn is_within(code: u32, parent: u32) -> bool {
    match (parent % 10_000, parent % 100) {
        (0, _) => code / 10_000 == parent / 10_000 && code != parent,
        (_, 0) => code / 100 == parent / 100 && code != parent,
        _ => false,
    }
}

fn short(name: &str) -> &str {
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
    let mut before = without_ordinal(text);
    for _ in 0..LEVELS {
        let Some(shorter) = without_last_region(before) else { break };
        before = shorter;
    }
    before
}

fn without_ordinal(text: &str) -> &str {
    let is_number = |c: char| "一二三四五六七八九十".contains(c) || c.is_ascii_digit();
    let stem = text.trim_end_matches(is_number);
    if stem.len() < text.len() { stem.strip_suffix('第').unwrap_or(text) } else { text }
}

fn without_last_region(text: &str) -> Option<&str> {
    let mut starts: Vec<usize> = text.char_indices().rev().skip(1).take(NAME_MAX).map(|(at, _)| at).collect();
    starts.reverse();
    let start =
        starts.into_iter().find(|start| text.get(*start..).is_some_and(|name| region(name, None).is_some()));
    text.get(..start?)
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

fn whole_place(text: &str) -> Option<Place> {
    if COUNTRIES.split('|').any(|name| name == text) {
        return Some(Place::country(text));
    }
    at_head(text).filter(|(place, rest)| rest.is_empty() && !place.code.is_empty()).map(|(place, _)| place)
}
