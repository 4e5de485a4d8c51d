//! Names that regions had, ready to be looked up.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::tables::regions::{Names, Region, by_code, changes, lies_in, named, parent};

/// Former names with what became of their regions.
#[derive(Debug, Default)]
pub(super) struct Former {
    /// Counties.
    pub counties: Names,
    /// Cities, with and without 市: of one of which the table has only counties, the city where all of them lie today.
    pub cities: Names,
}

/// Names in everyday use that no table of codes has: shortened ones, and leagues that became cities.
const COLLOQUIAL: &[(&str, u32)] = &[
    ("内蒙", 150_000),
    ("呼市", 150_100),
    ("呼盟", 150_700),
    ("哲盟", 150_500),
    ("昭盟", 150_400),
    ("伊盟", 150_600),
    ("巴盟", 150_800),
    ("乌盟", 150_900),
    ("锡盟", 152_500),
    ("阿盟", 152_900),
    ("博州", 652_700),
    ("克州", 653_000),
    ("通县", 110_112),
];

/// Names that regions of today bear as well: of a district that went whole into another one, which the table's source
/// leaves out (the State Council's approval 国函〔2013〕113号), and the everyday name of 巴音郭楞蒙古自治州.
const SHARED: &[(&str, u32)] = &[("市中区", 370_811), ("巴州", 652_800)];

type Pairs = Vec<(&'static str, &'static Region)>;

pub(super) fn former() -> &'static Former {
    static FORMER: OnceLock<Former> = OnceLock::new();
    FORMER.get_or_init(|| {
        let (mut counties, mut cities) = (Pairs::new(), Pairs::new());
        let mut dissolved: BTreeMap<&'static str, Vec<Option<u32>>> = BTreeMap::new();
        for change in changes() {
            let Some(now) = by_code(change.now) else { continue };
            if change.county.is_empty() {
                add_city(&mut cities, change.city, now);
            } else {
                counties.push((change.county, now));
                counties.extend(short(change.county).map(|short| (short, now)));
                dissolved.entry(change.city).or_default().push(parent(change.now));
            }
        }
        let known = |(name, code): &(&'static str, u32)| Some((*name, by_code(*code)?));
        cities.extend(COLLOQUIAL.iter().filter_map(known));
        counties.extend(SHARED.iter().filter_map(known));
        for (city, parents) in dissolved {
            if let Some(now) = only_one(&parents).filter(|_| named(city).is_empty()) {
                add_city(&mut cities, city, now);
            }
        }
        Former { counties: Names::of(counties), cities: Names::of(cities) }
    })
}

/// The former county of a region whose full name a text starts with.
pub(crate) fn county_at_head(text: &str, above: &Region) -> Option<(&'static str, &'static Region)> {
    let counties = &former().counties;
    let name = counties.head_of(text).filter(|name| name.ends_with(['区', '县', '市']))?;
    let now = counties.get(name).iter().find(|now| lies_in(now.code, above.code))?;
    Some((name, now))
}

/// The name without the word for its kind, unless a province or city of today bears it: 渝北, 闸北, 江北.
fn short(county: &str) -> Option<&str> {
    let short = county.strip_suffix(['区', '县', '市'])?;
    (short.chars().count() > 1 && named(short).iter().all(|region| region.code % 100 != 0)).then_some(short)
}

fn only_one(parents: &[Option<u32>]) -> Option<&'static Region> {
    let first = *parents.first()?;
    parents.iter().all(|parent| *parent == first).then_some(first?).and_then(by_code)
}

fn add_city(cities: &mut Pairs, city: &'static str, now: &'static Region) {
    cities.push((city, now));
    let stem = city.strip_suffix(['市', '盟']).or_else(|| city.strip_suffix("地区"));
    stem.filter(|stem| stem.chars().count() > 1).into_iter().for_each(|stem| cities.push((stem, now)));
}
