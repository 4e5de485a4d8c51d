//! What tells which of several districts of one name an address means: other names in it, its postcode, its phone, and
//! roads and quarters that only one of them has.

use crate::normalize::region::Place;
use crate::tables::regions::{Region, lies_in};
use crate::tables::{area_codes, districts};

use super::noise::Bare;

/// The one of the candidates that everything else in the address speaks for.
pub(super) fn only(candidates: &[&'static Region], rest: &str, bare: &Bare) -> Option<&'static Region> {
    let speaks_for = |region: &&&'static Region| {
        is_named(region, rest)
            || districts::postcode_fits(region.code, &bare.postcode)
            || has_area_code(region, &bare.phone)
            || districts::roads(region.code).any(|road| rest.contains(road))
    };
    let mut spoken_for = candidates.iter().filter(speaks_for);
    let one = spoken_for.next()?;
    spoken_for.next().is_none().then_some(*one)
}

/// Whether the city or the province stands by itself somewhere in the text: `朝阳区建国路88号（北京）`.
fn is_named(region: &Region, rest: &str) -> bool {
    let place = Place::of(region.code);
    let separators = [' ', ',', '，', ';', '；', '(', ')', '、', '/'];
    let names = [place.province, place.city];
    rest.split(separators)
        .any(|part| names.iter().flatten().any(|region| part == region.name || part == region.short_name()))
}

fn has_area_code(region: &Region, phone: &str) -> bool {
    let digits = phone.replace('-', "");
    let code = (3..=4).rev().find_map(|length| area_codes::city(digits.get(..length)?));
    phone.starts_with('0') && code.is_some_and(|city| lies_in(region.code, city))
}
