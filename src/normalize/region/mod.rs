//! Provinces, cities and counties (GB/T 2260).

mod chain;
mod former;
mod place;
mod spellings;
mod zone;

use super::{Context, Draft, Normalized, Status, code};
use crate::reason::Reason;
use crate::tables::regions::{Region, is_municipal, short_name};
use crate::text::{contains_han, fold, is_placeholder};

pub(crate) use chain::{Trust, read as read_chain};
pub(crate) use former::county_at_head as former_county;
pub(crate) use place::Place;
pub(crate) use spellings::{at_end, spelled};
pub(crate) use zone::{home as zone_home, quarter, split as split_zone};

/// The region that `input` names.
///
/// `value` is the path of full names (`广东省深圳市南山区`), `display` that of short ones. Parts: `province`, `city` (of
/// a municipality its own name), `county`, `code` (six digits of GB/T 2260) and `zone` for a development zone, which
/// has no code. A place that is not in the table keeps its folded text, so that it can still be compared.
///
/// ```
/// use kehu::normalize::{Context, region};
/// let place = region::normalize("深圳南山", &Context::default());
/// assert_eq!(place.value.as_deref(), Some("广东省深圳市南山区"));
/// assert_eq!((place.display.as_str(), place.part("code")), ("广东 深圳 南山", Some("440305")));
/// ```
pub fn normalize(input: &str, _context: &Context) -> Normalized {
    let answer = read(input);
    // What follows the region may itself be read otherwise behind its full name.
    let has_more = answer.status == Status::Suspect || answer.part("zone").is_some();
    if has_more { super::settle::settle(input, read) } else { answer }
}

fn read(input: &str) -> Normalized {
    let mut draft = Draft::new(input);
    let text = code::simplified(&mut draft, input);
    if text.is_empty() {
        return draft.empty();
    }
    find(draft, &text)
}

fn find(mut draft: Draft, text: &str) -> Normalized {
    if let Some((region, is_exact)) = spellings::by_digits(text) {
        if !is_exact {
            draft.doubt(Reason::new("region/unknown"));
        }
        return place(draft, Place::of(region.code), "", text);
    }
    if let Some(region) = spellings::by_abbreviation(text) {
        return place(draft, Place::of(region.code), "", text);
    }
    if contains_han(text) { chinese(draft, text) } else { latin(draft, text) }
}

fn latin(draft: Draft, text: &str) -> Normalized {
    match settle(&spellings::by_latin(text)) {
        Settled::One(region) => place(draft, Place::of(region.code), "", text),
        Settled::Several(regions) => ambiguous(draft, &regions, text),
        Settled::None => unknown(draft, text),
    }
}

fn chinese(mut draft: Draft, text: &str) -> Normalized {
    let chain = read_chain(text, Trust::Region);
    if let Some((old, new)) = chain.renamed {
        draft.step("renamed", old, new);
    }
    match settle(&chain.candidates) {
        Settled::None => match by_zone(text) {
            Some(found) => {
                draft.part("zone", text);
                place(draft, found, text, text)
            }
            None => unknown(draft, text),
        },
        Settled::Several(regions) => ambiguous(draft, &regions, text),
        Settled::One(region) => {
            let found = Place::of(region.code);
            match chain.contradiction {
                Some(name) => draft.doubt(contradiction(name, &found)),
                None => put_below(&mut draft, chain.rest),
            }
            let mut answer = place(draft, found, chain.rest, text);
            if let Some((written, today)) = chain.kept_name() {
                answer.display = answer.display.replacen(short_name(today), short_name(written), 1);
            }
            answer
        }
    }
}

/// The place of a zone that is named alone.
fn by_zone(text: &str) -> Option<Place> {
    let (zone, rest) = split_zone(text)?;
    zone_home(zone).filter(|_| rest.is_empty()).map(Place::of)
}

/// Sets the parts below the county: a zone or a town; anything else is a doubt.
fn put_below(draft: &mut Draft, rest: &str) {
    let (zone, town) = split_zone(rest).unwrap_or(("", rest));
    draft.part("zone", zone);
    if town.ends_with(['镇', '乡']) || town.ends_with("街道") {
        draft.part("town", town);
    } else if !town.is_empty() {
        draft.doubt(Reason::new("region/extra_text").with("text", town));
    }
}

/// That `name` is no part of `place`.
pub(crate) fn contradiction(name: &str, place: &Place) -> Reason {
    Reason::new("region/contradiction").with("value", name).with("parent", place.path())
}

fn place(mut draft: Draft, place: Place, below: &str, text: &str) -> Normalized {
    put_parts(&mut draft, &place);
    let value = format!("{}{below}", place.path());
    let display = if below.is_empty() { place.short() } else { format!("{} {below}", place.short()) };
    draft.step("full_name", text, &value);
    draft.done(value, display)
}

/// Sets the parts of a place.
pub(crate) fn put_parts(draft: &mut Draft, place: &Place) {
    let name = |region: Option<&Region>| region.map(|region| region.name).unwrap_or_default();
    draft.part("province", name(place.province));
    draft.part("city", place.city_name());
    draft.part("county", name(place.county));
    draft.part("code", place.region().map(|region| region.code.to_string()).unwrap_or_default());
}

/// Which region candidates amount to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Settled {
    None,
    One(&'static Region),
    Several(Vec<&'static Region>),
}

/// A province wins over cities and counties of its name, and a city over counties, except over the districts of the
/// municipalities, which are as well known: 吉林, 西安, but not 朝阳.
pub(crate) fn settle(candidates: &[&'static Region]) -> Settled {
    let only =
        |step: u32| match candidates.iter().filter(|r| r.code % step == 0).collect::<Vec<_>>().as_slice() {
            [one] => Some(**one),
            _ => None,
        };
    let has_known_district = candidates.iter().any(|r| r.code % 100 != 0 && is_municipal(r.code));
    match candidates {
        [] => Settled::None,
        [one] => Settled::One(one),
        _ => match only(10_000).or_else(|| only(100).filter(|_| !has_known_district)) {
            Some(one) => Settled::One(one),
            None => Settled::Several(candidates.to_vec()),
        },
    }
}

fn ambiguous(draft: Draft, regions: &[&'static Region], text: &str) -> Normalized {
    draft.suspect(text, ambiguity(text, regions))
}

/// That `name` may be any of `regions`.
pub(crate) fn ambiguity(name: &str, regions: &[&'static Region]) -> Reason {
    let paths: Vec<String> = regions.iter().map(|region| Place::of(region.code).path()).collect();
    Reason::new("region/ambiguous").with("value", name).with("candidates", paths.join(", "))
}

/// What cannot be found is looked for in its folded form, which is what remains of it.
fn unknown(draft: Draft, text: &str) -> Normalized {
    let folded = fold(text);
    if is_placeholder(text) {
        return draft.suspect(text, code::placeholder(text));
    }
    if !folded.is_empty() && folded != text {
        return find(draft, &folded);
    }
    draft.suspect(text, Reason::new("region/unknown"))
}
