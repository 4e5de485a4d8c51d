//! Names that regions had, ready to be looked up.

use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use crate::tables::regions::{Region, by_code, changes, named, parent};

type ByName = HashMap<&'static str, Vec<&'static Region>>;

#[derive(Default)]
struct Index {
    counties: ByName,
    cities: ByName,
}

/// What counties of that name have become.
pub(super) fn counties(name: &str) -> &'static [&'static Region] {
    index().counties.get(name).map_or(&[], Vec::as_slice)
}

/// What cities of that name, with or without 市, have become: of one of which the table has only counties, the city
/// where all of them lie today.
pub(super) fn cities(name: &str) -> &'static [&'static Region] {
    index().cities.get(name).map_or(&[], Vec::as_slice)
}

fn index() -> &'static Index {
    static INDEX: OnceLock<Index> = OnceLock::new();
    INDEX.get_or_init(|| {
        let mut index = Index::default();
        let mut dissolved: BTreeMap<&'static str, Vec<Option<u32>>> = BTreeMap::new();
        for change in changes() {
            match (change.county, by_code(change.now)) {
                ("", now) => now.into_iter().for_each(|now| add_city(&mut index.cities, change.city, now)),
                (county, now) => {
                    now.into_iter().for_each(|now| add(&mut index.counties, county, now));
                    dissolved.entry(change.city).or_default().push(parent(change.now));
                }
            }
        }
        for (city, parents) in dissolved {
            if let Some(now) = only_one(&parents).filter(|_| named(city).is_empty()) {
                add_city(&mut index.cities, city, now);
            }
        }
        index
    })
}

fn only_one(parents: &[Option<u32>]) -> Option<&'static Region> {
    let first = *parents.first()?;
    parents.iter().all(|parent| *parent == first).then_some(first?).and_then(by_code)
}

fn add_city(cities: &mut ByName, city: &'static str, now: &'static Region) {
    add(cities, city, now);
    let stem = city.strip_suffix(['市', '盟']).or_else(|| city.strip_suffix("地区"));
    stem.filter(|stem| stem.chars().count() > 1).into_iter().for_each(|stem| add(cities, stem, now));
}

fn add(names: &mut ByName, name: &'static str, now: &'static Region) {
    let regions = names.entry(name).or_default();
    if !regions.contains(&now) {
        regions.push(now);
    }
}
