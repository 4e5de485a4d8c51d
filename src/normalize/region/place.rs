//! A place in the hierarchy of provinces, cities and counties.

use crate::tables::regions::{Level, Region, by_code, is_municipal, parent};

/// A region with everything above it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub province: Option<&'static Region>,
    pub city: Option<&'static Region>,
    pub county: Option<&'static Region>,
}

impl Place {
    /// The region of that code and those it lies in.
    pub fn of(code: u32) -> Self {
        let mut place = Self::default();
        let mut next = Some(code);
        while let Some(region) = next.and_then(by_code) {
            match region.level() {
                Level::Province => place.province = Some(region),
                Level::City => place.city = Some(region),
                Level::County => place.county = Some(region),
            }
            next = parent(region.code);
        }
        place
    }

    /// The lowest region.
    pub fn region(&self) -> Option<&'static Region> {
        self.county.or(self.city).or(self.province)
    }

    fn levels(&self) -> impl Iterator<Item = &'static Region> {
        [self.province, self.city, self.county].into_iter().flatten()
    }

    /// All names in full, one after the other: `广东省深圳市南山区`.
    pub fn path(&self) -> String {
        self.levels().map(|region| region.name).collect()
    }

    /// The short names with spaces between: `广东 深圳 南山`.
    pub fn short(&self) -> String {
        let names: Vec<&str> = self.levels().map(|region| region.short_name()).collect();
        names.join(" ")
    }

    /// The name of the city; a municipality is its own city.
    pub fn city_name(&self) -> &'static str {
        let municipality = self.province.filter(|province| is_municipal(province.code));
        self.city.or(municipality).map(|city| city.name).unwrap_or_default()
    }
}
