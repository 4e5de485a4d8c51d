//! Cities, their divisions and their roads.

use crate::slice::{part, rest};

/// A division below a city.
#[derive(Debug)]
pub(crate) struct County {
    pub(crate) name: &'static str,
    /// The last two digits of its code.
    pub(crate) code: &'static str,
    /// Roads that lie there and nowhere else.
    pub(crate) roads: Vec<&'static str>,
}

/// A city of prefecture level, or a municipality.
#[derive(Debug)]
pub(crate) struct City {
    pub(crate) province: &'static str,
    pub(crate) name: &'static str,
    /// The first four digits of its code.
    pub(crate) code: &'static str,
    pub(crate) english: &'static str,
    pub(crate) area_code: &'static str,
    /// How long a landline is, without the area code.
    pub(crate) digits: usize,
    /// None where a city has no divisions of county level (东莞, 中山).
    pub(crate) counties: Vec<County>,
}

impl City {
    /// 杭州市 → 杭州.
    pub(crate) fn short(&self) -> &'static str {
        self.name.trim_end_matches("回族自治州").trim_end_matches('市')
    }

    /// 广西壮族自治区 → 广西.
    pub(crate) fn short_province(&self) -> &'static str {
        let nations = ["壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "省", "市"];
        nations.iter().find_map(|tail| self.province.strip_suffix(tail)).unwrap_or(self.province)
    }

    /// Beijing, Shanghai, Tianjin and Chongqing are their own province.
    pub(crate) fn is_municipality(&self) -> bool {
        self.province == self.name
    }
}

pub(crate) fn read() -> Vec<(u32, City)> {
    super::lines(include_str!("places.txt")).map(city).collect()
}

fn city(line: &'static str) -> (u32, City) {
    let mut cells = line.split('|');
    let mut next = || cells.next().unwrap_or_default();
    let (province, name, code, english, area_code, digits) = (next(), next(), next(), next(), next(), next());
    let weight = next().parse().unwrap_or(1);
    let counties = counties(next(), next());
    let digits = if digits == "7" { 7 } else { 8 };
    (weight, City { province, name, code, english, area_code, digits, counties })
}

fn counties(names: &'static str, roads: &'static str) -> Vec<County> {
    let of_county = |county: &str| {
        let groups =
            roads.split(' ').filter(|word| !word.is_empty()).filter_map(|group| group.split_once(':'));
        let own = groups.filter(|(name, _)| *name == county).flat_map(|(_, list)| list.split(','));
        own.collect()
    };
    let split = |word: &'static str| (part(word, 0, word.len() - 2), rest(word, word.len() - 2));
    let split = names.split(' ').filter(|word| word.len() > 2).map(split);
    split.map(|(name, code)| County { name, code, roads: of_county(name) }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_names_lose_their_kind() {
        let cities = read();
        let shorts: Vec<_> = cities.iter().map(|(_, city)| (city.short_province(), city.short())).collect();
        for expected in
            [("北京", "北京"), ("广西", "南宁"), ("内蒙古", "包头"), ("新疆", "昌吉"), ("西藏", "拉萨")]
        {
            assert!(shorts.contains(&expected), "{expected:?}");
        }
    }

    #[test]
    fn codes_and_area_codes_have_their_form() {
        for (_, city) in read() {
            assert!(city.code.len() == 4 && city.code.bytes().all(|b| b.is_ascii_digit()), "{}", city.name);
            assert!(
                city.area_code.starts_with('0') && (3..=4).contains(&city.area_code.len()),
                "{}",
                city.name
            );
            assert!(
                city.counties.iter().all(|c| c.code.bytes().all(|b| b.is_ascii_digit())),
                "{}",
                city.name
            );
        }
    }

    #[test]
    fn every_road_belongs_to_a_county_that_exists() {
        let listed: usize = read().iter().flat_map(|(_, city)| &city.counties).map(|c| c.roads.len()).sum();
        let written = include_str!("places.txt").lines().filter_map(|l| l.rsplit_once('|')).map(|(_, r)| r);
        let written = written.filter(|r| r.contains(':') && !r.contains("county"));
        let written: usize = written
            .flat_map(|r| r.split(' ').filter(|word| !word.is_empty()))
            .map(|g| g.matches(',').count() + 1)
            .sum();
        assert_eq!(listed, written);
    }
}
