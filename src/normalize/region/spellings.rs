//! Regions written otherwise than by their Chinese name: codes, abbreviations, letters, pinyin.

use std::sync::OnceLock;

use crate::sort::{Arrange, lookup_all};
use crate::tables::regions::{Region, all, by_code, levels, lies_in};
use crate::text::pinyin;

/// One-character abbreviations, letter codes of GB/T 2260 (also ISO 3166-2:CN) and English names that are not pinyin.
const PROVINCES: &[(u32, &str, &str)] = &[
    (11, "京", "bj"),
    (12, "津", "tj"),
    (13, "冀", "he"),
    (14, "晋", "sx"),
    (15, "蒙", "nm innermongolia"),
    (21, "辽", "ln"),
    (22, "吉", "jl"),
    (23, "黑", "hl"),
    (31, "沪申", "sh"),
    (32, "苏", "js"),
    (33, "浙", "zj"),
    (34, "皖", "ah"),
    (35, "闽", "fj"),
    (36, "赣", "jx"),
    (37, "鲁", "sd"),
    (41, "豫", "ha"),
    (42, "鄂", "hb"),
    (43, "湘", "hn"),
    (44, "粤", "gd"),
    (45, "桂", "gx"),
    (46, "琼", "hi"),
    (50, "渝", "cq"),
    (51, "川蜀", "sc"),
    (52, "贵黔", "gz"),
    (53, "云滇", "yn"),
    (54, "藏", "xz tibet"),
    (61, "陕秦", "sn shaanxi"),
    (62, "甘陇", "gs"),
    (63, "青", "qh"),
    (64, "宁", "nx"),
    (65, "新", "xj"),
    (71, "台", "tw taiwan"),
    (81, "港", "hk hongkong"),
    (82, "澳", "mo macao macau"),
];

/// English names of cities that are not pinyin, or run its syllables together.
const CITIES: &[(u32, &str)] = &[
    (11, "peking"),
    (1501, "hohhot huhhot"),
    (1506, "ordos"),
    (1507, "hulunbuir"),
    (2301, "harbin"),
    (2302, "qiqihar"),
    (3201, "nanking"),
    (3502, "amoy"),
    (3702, "tsingtao"),
    (4401, "canton"),
    (5401, "lhasa"),
    (5402, "shigatse xigaze"),
    (6101, "xian"),
    (6501, "urumqi"),
    (6531, "kashgar kashi"),
];

/// Words for kinds of region in English and pinyin.
const KINDS: &[&str] = &[
    "province",
    "city",
    "district",
    "county",
    "municipality",
    "sheng",
    "shi",
    "qu",
    "xian",
    "prc",
    "china",
    "new",
    "area",
];

/// The province that one character stands for: 粤 is Guangdong.
pub(super) fn by_abbreviation(text: &str) -> Option<&'static Region> {
    let mut characters = text.chars();
    let (Some(c), None) = (characters.next(), characters.next()) else { return None };
    let (code, ..) = PROVINCES.iter().find(|(_, characters, _)| characters.contains(c))?;
    by_code(code * 10_000)
}

/// The region of a code of two, four, six or twelve digits, and whether it is exactly that one; for a code that is
/// not in use, the region it would lie in.
pub(super) fn by_digits(text: &str) -> Option<(&'static Region, bool)> {
    let digits = text.strip_prefix("CN-").unwrap_or(text);
    if !digits.bytes().all(|b| b.is_ascii_digit()) || !matches!(digits.len(), 2 | 4 | 6 | 12) {
        return None;
    }
    let padded: String = digits.chars().chain("0000".chars()).take(6).collect();
    let code: u32 = padded.parse().ok()?;
    let region = levels(code).into_iter().find_map(by_code)?;
    let is_municipal_city = code % 10_000 == 100 && region.code == code / 10_000 * 10_000;
    Some((region, region.code == code || is_municipal_city))
}

/// The regions that Latin words name, in either order; empty when any word is something else.
pub(super) fn by_latin(text: &str) -> Vec<&'static Region> {
    let by_comma = words(text, &[',', '/', '-', '|', '，', '、']);
    let by_space = words(text, &[',', '/', '-', '|', ' ']);
    let orders = [
        chain(by_comma.iter()),
        chain(by_comma.iter().rev()),
        chain(by_space.iter()),
        chain(by_space.iter().rev()),
    ];
    orders.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
}

/// The Chinese region that the last lines of an address in Latin letters name. The country or a province must be among
/// them, as towns abroad have names that are spelt alike.
pub(crate) fn at_end(text: &str) -> Option<&'static Region> {
    let lines: Vec<&str> = text.split([',', ';']).filter(|line| !line.trim().is_empty()).collect();
    let is_country = |line: &str| line.to_ascii_lowercase().contains("china");
    let names: Vec<&str> = lines
        .iter()
        .copied()
        .filter(|line| !is_country(line) && !bare_name(&line.to_ascii_lowercase()).is_empty())
        .collect();
    let last = bare_name(&names.last()?.to_ascii_lowercase());
    // Two letters may be a state of America.
    let names_province =
        || (last.len() > 2 || last == "hk") && spelled(&last).iter().any(|region| region.code % 10_000 == 0);
    if !lines.iter().any(|line| is_country(line)) && !names_province() {
        return None;
    }
    let tail = |count: usize| names.get(names.len().checked_sub(count)?..).map(|lines| lines.join(","));
    (1..=3).rev().filter_map(tail).find_map(|tail| match by_latin(&tail).as_slice() {
        [one] => Some(*one),
        _ => None,
    })
}

/// The names between separators, in lower case and without words for kinds.
fn words(text: &str, separators: &[char]) -> Vec<String> {
    let lower = text.to_ascii_lowercase();
    let lower = lower.strip_prefix("cn-").unwrap_or(&lower);
    let names = lower.split(separators);
    names.map(bare_name).filter(|name| !name.is_empty()).collect()
}

fn bare_name(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphabetic());
    let own: String = words.filter(|word| !KINDS.contains(word)).collect();
    // The word for a county is also how the city 西安 is written most.
    if own.is_empty() && name.trim() == "xian" { "xian".to_owned() } else { own }
}

fn chain<'a>(names: impl Iterator<Item = &'a String>) -> Vec<&'static Region> {
    let mut found: Vec<&'static Region> = Vec::new();
    for name in names {
        let named = spelled(name);
        let below = |region: &&&'static Region| {
            found.is_empty() || found.iter().any(|above| lies_in(region.code, above.code))
        };
        found = named.iter().filter(below).copied().collect();
        if found.is_empty() {
            return found;
        }
    }
    let provinces: Vec<_> = found.iter().filter(|region| region.code % 10_000 == 0).copied().collect();
    if provinces.is_empty() { found } else { provinces }
}

/// The regions that a lower-case word spells.
pub(crate) fn spelled(word: &str) -> Vec<&'static Region> {
    if let Some((code, ..)) = PROVINCES.iter().find(|(_, _, names)| names.split(' ').any(|name| name == word))
    {
        return by_code(code * 10_000).into_iter().collect();
    }
    if let Some((code, _)) = CITIES.iter().find(|(_, names)| names.split(' ').any(|name| name == word)) {
        let scale = if *code < 100 { 10_000 } else { 100 };
        return by_code(code * scale).into_iter().collect();
    }
    lookup_all(readings(), word).copied().collect()
}

/// Every name of a region in pinyin, full and short, sorted; made when the first region in Latin letters is met.
fn readings() -> &'static [(String, &'static Region)] {
    static READINGS: OnceLock<Vec<(String, &Region)>> = OnceLock::new();
    READINGS.get_or_init(|| {
        let mut readings = Vec::new();
        for region in all() {
            readings.push((pinyin(region.short_name()).concat(), region));
            if region.short_name() != region.name {
                readings.push((pinyin(region.name).concat(), region));
            }
        }
        readings.arrange();
        readings
    })
}
