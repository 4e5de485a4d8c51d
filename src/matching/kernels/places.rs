//! Distances on the earth.

use std::f64::consts::{FRAC_PI_2, PI};

/// Mean radius of the earth in metres (IUGG).
const RADIUS: f64 = 6_371_008.8;
/// Terms of the sine's series that count up to a right angle.
const TERMS: u32 = 11;

/// A place by its latitude and longitude, in radians.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    latitude: f64,
    longitude: f64,
}

impl Place {
    /// The place of a latitude and a longitude, written in degrees.
    ///
    /// ```
    /// use kehu::matching::kernels::Place;
    /// assert_eq!(Place::of("30.25", "120.17"), Place::read("30.25, 120.17"));
    /// assert_eq!(Place::of("91", "0"), None);
    /// ```
    pub fn of(latitude: &str, longitude: &str) -> Option<Self> {
        let degrees = |text: &str, most: f64| {
            let number = text.trim().parse().ok().filter(|number: &f64| number.abs() <= most)?;
            Some(number * PI / 180.0)
        };
        Some(Self { latitude: degrees(latitude, 90.0)?, longitude: degrees(longitude, 180.0)? })
    }

    /// The place that a text names: latitude, comma, longitude.
    pub fn read(text: &str) -> Option<Self> {
        let (latitude, longitude) = text.split_once([',', '，'])?;
        Self::of(latitude, longitude)
    }

    /// Whether another place is at most so many metres away along a great circle (haversine, Sinnott 1984).
    ///
    /// ```
    /// use kehu::matching::kernels::Place;
    /// let [hangzhou, shanghai] = ["30.2741,120.1551", "31.2304,121.4737"].map(|text| Place::read(text).unwrap());
    /// assert!(hangzhou.is_within(165_000, shanghai) && !hangzhou.is_within(164_000, shanghai));
    /// ```
    pub fn is_within(self, metres: u32, other: Self) -> bool {
        let half = |a: f64, b: f64| sine((a - b).abs() / 2.0);
        let (north, east) = (half(self.latitude, other.latitude), half(self.longitude, other.longitude));
        let breadth = |place: Self| sine(FRAC_PI_2 - place.latitude.abs());
        let haversine = north * north + breadth(self) * breadth(other) * (east * east);
        let angle = f64::from(metres) / (2.0 * RADIUS);
        let most = sine(angle.min(FRAC_PI_2));
        haversine <= most * most || angle >= FRAC_PI_2
    }
}

/// The sine of an angle from 0 to a half turn by its series, which every host sums to the same bits.
fn sine(angle: f64) -> f64 {
    let angle = angle.min(PI - angle);
    let square = angle * angle;
    let next = |sum: f64, term: u32| 1.0 - sum * square / f64::from(2 * term * (2 * term + 1));
    angle * (1..=TERMS).rev().fold(1.0, next)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_places_on_the_earth_are_read() {
        for text in ["", "30.2", "30.2;120.1", "a,b", "90.1,0", "0,180.5", "NaN,0", "0,inf", "1,2,3"] {
            assert_eq!(Place::read(text), None, "{text}");
        }
        assert_eq!(Place::read("-33.86,151.21"), Place::of("-33.86", " 151.21 "));
        assert_eq!(Place::read("30.2，120.1"), Place::of("30.2", "120.1"));
    }

    #[test]
    fn the_earth_is_round() {
        let place = |text: &str| Place::read(text).unwrap();
        // Half a circumference is 20,015 km.
        assert!(place("90,0").is_within(20_015_200, place("-90,77")));
        assert!(!place("90,0").is_within(20_014_900, place("-90,77")));
        assert!(place("0,179.999").is_within(300, place("0,-179.999")));
        assert!(
            place("30,120").is_within(0, place("30,120"))
                && !place("30,120").is_within(0, place("30,120.00001"))
        );
        assert!(place("90,0").is_within(u32::MAX, place("-90,0")));
    }

    proptest! {
        #[test]
        fn distances_are_those_of_the_formula(a in -90.0..90.0, b in -180.0..180.0, c in -90.0..90.0, d in -180.0..180.0) {
            let [left, right] = [(a, b), (c, d)].map(|(latitude, longitude): (f64, f64)| {
                Place::of(&latitude.to_string(), &longitude.to_string()).unwrap()
            });
            let (p, q): (f64, f64) = (a.to_radians(), c.to_radians());
            let east = f64::sin((d - b).to_radians() / 2.0);
            let h = f64::sin((q - p) / 2.0).powi(2) + p.cos() * q.cos() * east * east;
            let metres = 2.0 * RADIUS * h.sqrt().min(1.0).asin();
            prop_assert!(left.is_within(metres.ceil() as u32 + 1, right));
            prop_assert!(right.is_within(metres.ceil() as u32 + 1, left));
            prop_assert!(metres < 2.0 || !left.is_within(metres as u32 - 1, right));
        }
    }
}
