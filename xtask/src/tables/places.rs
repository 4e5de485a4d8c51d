//! Provinces, cities and counties, their former names, and the area codes of their landlines.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};

use super::output::{List, Table, lines};
use super::packages::{Package, Registry, node};

const VANT: Package =
    Package { registry: Registry::Npm, name: "@vant/area-data", version: "2.1.0", licence: "MIT", date: "2025-10-03" };
const DIVISION: Package =
    Package { registry: Registry::Npm, name: "china-division", version: "2.7.0", licence: "MIT", date: "2024-12-13" };
const JIONLP: Package = Package {
    registry: Registry::PyPi,
    name: "jionlp",
    version: "1.5.31",
    licence: "Apache-2.0",
    date: "2026-10-16",
};

/// Six-digit code to name.
type Regions = BTreeMap<u32, String>;

/// Counties founded after the state of `china-division`; `@vant/area-data` has the first four already.
///
/// Approvals of the State Council: 西沙区 and 南沙区 2020-04, 和安县 and 和康县 2024-12, 岑岭县, 草湖市 and
/// 两江新区 2025 to 2026.
const NEW: [(u32, &str); 7] = [
    (460302, "西沙区"),
    (460303, "南沙区"),
    (500157, "两江新区"),
    (653131, "和安县"),
    (653132, "岑岭县"),
    (653228, "和康县"),
    (659013, "草湖市"),
];

/// Counties that were merged since, with what they became.
const MERGED: [(u32, u32); 2] = [(500105, 500157), (500112, 500157)];

/// Cities without counties, below which the sources list towns or a pseudo county.
const UNDIVIDED: [u32; 4] = [441900, 442000, 460400, 620200];

pub fn regions() -> Table {
    Table {
        name: "regions",
        about: "Provinces, cities and counties of GB/T 2260, state of 2026-04, and names they had since 2002.",
        sources: vec![VANT.citation(), DIVISION.citation(), JIONLP.citation()],
        build: || {
            let regions = current()?;
            Ok(vec![
                List { name: "REGIONS", about: "One city a line, under its province.", text: pack(&regions) },
                List {
                    name: "RENAMED",
                    about: "Former city and county, separated by a space, and the code of what they are now.",
                    text: renamed(&regions)?,
                },
            ])
        },
    }
}

/// The union of both sources' counties without development zones, towns and pseudo counties.
fn current() -> Result<Regions> {
    let known = division_counties()?;
    let mut regions = vant()?;
    regions.retain(|code, _| is_region(*code) && (*code >= 700_000 || !is_county(*code) || known.contains(code)));
    regions.extend(NEW.map(|(code, name)| (code, name.to_owned())));
    for (merged, _) in MERGED {
        regions.remove(&merged);
    }
    Ok(regions)
}

fn is_county(code: u32) -> bool {
    code % 100 != 0
}

fn is_region(code: u32) -> bool {
    let (city, county) = (code / 100 % 100, code % 100);
    let is_municipality = matches!(code / 10_000, 11 | 12 | 31 | 50);
    let is_pseudo_city = county == 0 && (city == 90 || is_municipality && city != 0);
    let is_zone = code < 700_000 && city != 90 && (71..80).contains(&county) || county >= 90;
    !is_pseudo_city && !is_zone && !(is_county(code) && UNDIVIDED.contains(&(code / 100 * 100)))
}

fn vant() -> Result<Regions> {
    const PRINT: &str = "const {areaList: a} = require(process.argv[1]);
        for (const list of [a.province_list, a.city_list, a.county_list])
            for (const [code, name] of Object.entries(list)) console.log(code + ',' + name);";
    let module = VANT.folder()?.join("dist/index.cjs");
    let text = node(PRINT, &[&module.to_string_lossy()])?;
    let pair = |line: &str| line.split_once(',').and_then(|(code, name)| Some((code.parse().ok()?, name.to_owned())));
    Ok(lines(&text).filter_map(pair).collect())
}

fn division_counties() -> Result<BTreeSet<u32>> {
    let text = DIVISION.read("dist/areas.csv")?;
    Ok(lines(&text).filter_map(|line| line.split(',').next()?.parse().ok()).collect())
}

/// `13河北省`, below it `01石家庄市:02长安区,04桥西区,新华区`: a county without a code follows the one before it.
fn pack(regions: &Regions) -> String {
    let mut cities: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut expected = 0;
    for (code, name) in regions {
        let counties = cities.entry(code / 100).or_default();
        if is_county(*code) {
            let is_next = *code == expected;
            counties.push(if is_next { name.clone() } else { format!("{:02}{name}", code % 100) });
            expected = code + 1;
        }
    }
    let line = |(city, counties): (&u32, &Vec<String>)| {
        let name = regions.get(&(city * 100)).map_or("", String::as_str);
        if city % 100 == 0 && counties.is_empty() {
            return format!("{:02}{name}", city / 100);
        }
        let list = if counties.is_empty() { String::new() } else { format!(":{}", counties.join(",")) };
        format!(" {:02}{name}{list}", city % 100)
    };
    cities.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn renamed(regions: &Regions) -> Result<String> {
    let text = JIONLP.read("jionlp/dictionary/china_location_change.txt")?;
    let mut out: Vec<String> = lines(&text).filter_map(|line| change(line, regions)).collect();
    for (merged, now) in MERGED {
        let name = vant()?.remove(&merged).context("a merged county is unknown")?;
        out.push(format!("重庆市 {name} {now}"));
    }
    out.sort();
    out.dedup();
    Ok(out.join("\n"))
}

/// One line of the source, two misspellings put right: date, authority, province, city and county before, each with its short name, and after.
fn change(line: &str, regions: &Regions) -> Option<String> {
    let line = line.replace("云岗区", "云冈区").replace("大菁山县", "大箐山县");
    let (before, after) = line.split_once("=>")?;
    let before: Vec<&str> = before.split('\t').collect();
    let after: Vec<&str> = after.split('\t').collect();
    let (city, county) = (*before.get(4)?, *before.get(6)?);
    let now = resolve(regions, after.get(1)?, after.get(2).copied().unwrap_or_default());
    if now.is_none() {
        println!("no such region today: {line}");
    }
    let county = if county == "None" { "" } else { county };
    Some(format!("{city} {county} {}", now?))
}

/// The code of a county in a city, or of the city itself where no county is named.
fn resolve(regions: &Regions, city: &str, county: &str) -> Option<u32> {
    let city_code = regions.iter().find(|(code, name)| !is_county(**code) && name.as_str() == city).map(|(code, _)| *code)?;
    if matches!(county, "" | "None") {
        return Some(city_code);
    }
    let width = if city_code % 10_000 == 0 { 10_000 } else { 100 };
    let stem: String = county.chars().take(county.chars().count().saturating_sub(1)).collect();
    let mut inside = regions.range(city_code..city_code + width);
    let exact = inside.clone().find(|(_, name)| name.as_str() == county);
    // A few lines of the source give a district the suffix of a city or the other way round.
    exact.or_else(|| inside.find(|(_, name)| name.starts_with(&stem))).map(|(code, _)| *code)
}

pub fn area_codes() -> Table {
    Table {
        name: "area_codes",
        about: "Area codes of landlines, each with the province or city it belongs to.",
        sources: vec![JIONLP.citation()],
        build: || {
            let text = JIONLP.read("jionlp/dictionary/landline_phone_area_code.txt")?;
            let regions = current()?;
            let codes: Vec<String> = lines(&text).filter_map(|line| area_code(line, &regions)).collect();
            let about = "The code without its 0, and the first four digits of the region's.";
            Ok(vec![List { name: "AREA_CODES", about, text: codes.join("\n") }])
        },
    }
}

/// `0311 河北/石家庄`: the city is found by its beginning, within the province.
fn area_code(line: &str, regions: &Regions) -> Option<String> {
    let (code, place) = line.split_once(' ')?;
    let (province, city) = place.split_once('/')?;
    let is_province = |code: u32| code.is_multiple_of(10_000);
    let top = regions.iter().find(|(code, name)| is_province(**code) && name.starts_with(province))?.0;
    let mut below = regions.range(top + 1..top + 10_000);
    let found = below.find(|(_, name)| name.starts_with(city)).map(|(code, _)| *code);
    let is_same = province == city;
    if found.is_none() && !is_same {
        println!("no region for the area code: {line}");
    }
    let region = if is_same { *top } else { found? };
    Some(format!("{} {region}", code.trim_start_matches('0')))
}
