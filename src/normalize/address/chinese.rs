//! Addresses in Chinese.

use crate::normalize::region::{
    Place, Settled, Trust, ambiguity, contradiction, put_parts, quarter, read_chain, settle, split_zone,
    zone_home,
};
use crate::normalize::{Draft, Normalized};
use crate::reason::Reason;
use crate::tables::Words;
use crate::tables::regions::{Level, Region, lies_in};
use crate::text::{fold, is_han};

use super::noise::Bare;
use super::numbers::all_digits;
use super::street::{self, Rooms};
use super::telling;

/// An address in its parts.
#[derive(Debug, Default)]
struct Address<'a> {
    /// The region as it stands in the value.
    path: String,
    has_region: bool,
    zone: &'a str,
    town: &'a str,
    /// A village or landmark before the road.
    before: &'a str,
    road: &'a str,
    house: String,
    detail: &'a str,
}

pub(super) fn normalize(mut draft: Draft, bare: &Bare) -> Normalized {
    let text = bare.text.as_str();
    let chain = read_chain(text, Trust::Address);
    let (mut address, mut above) = (Address::default(), None);
    let settled = match telling::only(&chain.candidates, chain.rest, bare) {
        Some(region) if chain.candidates.len() > 1 => Settled::One(region),
        _ => settle(&chain.candidates),
    };
    match settled {
        Settled::None => {}
        Settled::One(region) => {
            let place = Place::of(region.code);
            if let Some(name) = chain.contradiction {
                draft.doubt(contradiction(name, &place));
            }
            put_place(&mut draft, &mut address, &place);
            above = Some(region);
        }
        Settled::Several(regions) => {
            draft.doubt(ambiguity(chain.name, &regions));
            draft.part("county", chain.name);
            (address.path, address.has_region) = (chain.name.to_owned(), true);
        }
    }
    let within = above.and_then(|above| read_within_zone(chain.rest, above));
    let mut rest = if chain.candidates.is_empty() { text } else { chain.rest };
    if let Some((quarter, code, after)) = quarter(rest, above) {
        put_place(&mut draft, &mut address, &Place::of(code));
        (address.town, rest) = (quarter, after);
    }
    split(&mut address, within.as_ref().map_or(rest, |(.., rest)| rest));
    if let Some((zone, county, _)) = within {
        put_place(&mut draft, &mut address, &Place::of(county.code));
        address.zone = zone;
    }
    let home = zone_home(address.zone).filter(|_| !address.has_region);
    if let Some(code) = home {
        put_place(&mut draft, &mut address, &Place::of(code));
    }
    finish(draft, address, text, chain.kept_name())
}

/// A zone, the county behind it by its full name, and the rest: 雄安新区容城县. Some zones span several counties.
fn read_within_zone<'a>(text: &'a str, above: &Region) -> Option<(&'a str, &'static Region, &'a str)> {
    let (zone, after) = split_zone(text)?;
    let chain = read_chain(after, Trust::Address);
    let mut counties = chain.candidates.iter().filter(|county| lies_in(county.code, above.code));
    let county =
        counties.next().filter(|county| county.name == chain.name && above.level() != Level::County)?;
    counties.next().is_none().then_some((zone, *county, chain.rest))
}

fn put_place(draft: &mut Draft, address: &mut Address<'_>, place: &Place) {
    put_parts(draft, place);
    (address.path, address.has_region) = (place.path(), true);
}

/// Divides what follows the region.
fn split<'a>(address: &mut Address<'a>, text: &'a str) {
    let mut rest = text;
    if let Some((zone, after)) = split_zone(rest) {
        (address.zone, rest) = (zone, after);
    }
    if let Some((town, after)) = split_town(rest).filter(|_| address.town.is_empty()) {
        (address.town, rest) = (town, after);
    }
    let Some(found) = street::road(rest) else {
        let in_village = street::house_in_village(rest);
        (address.before, address.house, address.detail) = in_village.unwrap_or(("", String::new(), rest));
        return;
    };
    (address.before, address.road) = (found.before, found.road);
    match street::house(found.after) {
        Some((house, after)) => (address.house, address.detail) = (house, after),
        None => address.detail = found.after,
    }
}

/// The town, township or subdistrict at the head of the text.
fn split_town(text: &str) -> Option<(&str, &str)> {
    let end = text.char_indices().take(8).skip(1).find_map(|(at, _)| {
        let tail = text.get(at..)?;
        let word = ["街道办事处", "街道办", "街道", "镇", "乡", "苏木"]
            .into_iter()
            .find(|word| tail.starts_with(word))?;
        let after = tail.get(word.len()..)?;
        let is_road = after.starts_with(['路', '街', '道', '巷', '江', '政', '中', '东', '西', '南', '北'])
            || after.starts_with("大道");
        // 古镇镇 has the word in its name.
        let doubled = if word == "镇" && after.starts_with('镇') { word.len() } else { 0 };
        let is_section = is_road && street_follows(after);
        (!is_section).then_some(at + word.len() + doubled)
    })?;
    let (town, rest) = text.split_at_checked(end)?;
    let is_name = town.chars().all(|c| is_han(c) && !matches!(c, '路' | '号' | '弄' | '巷'));
    is_name.then_some((town, rest))
}

/// Whether a road's last character comes so soon that the town's last one belongs to the road: 镇江路, 镇南街.
fn street_follows(after: &str) -> bool {
    after.chars().take(2).any(|c| matches!(c, '路' | '街' | '道' | '巷'))
}

fn finish(mut draft: Draft, address: Address<'_>, text: &str, kept: Option<(&str, &str)>) -> Normalized {
    if is_company(&address, text) {
        return draft.suspect(text, Reason::new("address/looks_like_company"));
    }
    let detail = address.detail.trim_matches([' ', ',', '，', '、', '。', ';', '；']);
    let Rooms { building, unit, floor, room } = street::rooms(detail);
    let parts: [(&'static str, &str); 9] = [
        ("zone", address.zone),
        ("town", address.town),
        ("road", address.road),
        ("house", &address.house),
        ("detail", detail),
        ("building", &building),
        ("unit", &unit),
        ("floor", &floor),
        ("room", &room),
    ];
    parts.into_iter().for_each(|(name, value)| draft.part(name, value));
    draft.part("key", key(&address));
    if !has_street(&address) && !address.has_region && address.zone.is_empty() {
        draft.doubt(Reason::new("address/no_place"));
    }
    let Address { path, zone, town, before, road, house, .. } = &address;
    let value = [path.as_str(), zone, town, before, road, house.as_str(), detail].concat();
    draft.step("region", text, &value);
    let display = kept.map_or_else(|| value.clone(), |(written, today)| value.replacen(today, written, 1));
    draft.done(value, display)
}

/// Road and house, folded, for comparing.
fn key(address: &Address<'_>) -> String {
    let house = address.house.trim_end_matches(['号', '院']);
    let place = if address.road.is_empty() { address.before } else { address.road };
    fold(&all_digits(&[place, house].concat()))
}

fn has_street(address: &Address<'_>) -> bool {
    !address.road.is_empty() || !address.town.is_empty() || !address.house.is_empty()
}

/// What the names of companies and institutions end with.
static COMPANIES: Words = Words::ending("公司|集团|厂|事务所|研究所|研究院|银行|医院|大学|学校");

/// Whether the text is the name of a company rather than its address; such a name stays as it is.
fn is_company(address: &Address<'_>, text: &str) -> bool {
    !has_street(address) && COMPANIES.end_of(text).is_some()
}
