//! Japanese addresses: postcode, prefecture, municipality, town, then block and house by their numbers.

use crate::normalize::{Draft, Normalized};
use crate::tables::Words;
use crate::text::fold;

/// The prefectures but those called by no 県, in simplified characters, and as Japan writes them where that is another one.
static PREFECTURES: Words = Words::starting(
    "青森|岩手|宫城|秋田|山形|福岛|茨城|栃木|群马|埼玉|千叶|神奈川|新潟|新泻|富山|石川|福井|山梨|长野|岐阜|静冈|爱知|三重|滋贺|兵库|奈良|和歌山|\
    鸟取|岛根|冈山|广岛|広岛|山口|德岛|徳岛|香川|爱媛|高知|福冈|佐贺|长崎|熊本|大分|宫崎|鹿儿岛|鹿児岛|冲绳",
);

/// An address in its parts.
#[derive(Debug, Default)]
pub(super) struct Address<'a> {
    postcode: &'a str,
    /// All but the postcode.
    place: &'a str,
    prefecture: &'a str,
    municipality: &'a str,
    town: &'a str,
    house: &'a str,
    detail: &'a str,
}

/// Reads an address that begins with a prefecture, perhaps behind `〒` and the postcode.
pub(super) fn read(text: &str) -> Option<Address<'_>> {
    let (postcode, place) = split_postcode(text.trim_start_matches('〒').trim_start());
    let (prefecture, rest) = split_prefecture(place)?;
    let (municipality, rest) = split_municipality(rest)?;
    let start = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
    let (town, rest) = rest.split_at_checked(start)?;
    let is_number = |c: char| c.is_ascii_digit() || "-丁目番地号".contains(c);
    let (house, detail) = rest.split_at_checked(rest.find(|c| !is_number(c)).unwrap_or(rest.len()))?;
    Some(Address { postcode, place, prefecture, municipality, town, house, detail: detail.trim() })
}

/// Seven digits, of which a hyphen may divide three from four.
fn split_postcode(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '-').unwrap_or(text.len());
    let (code, rest) = text.split_at_checked(end).unwrap_or(("", text));
    let is_code = code.bytes().filter(u8::is_ascii_digit).count() == 7;
    if is_code { (code, rest.trim_start()) } else { ("", text) }
}

fn split_prefecture(text: &str) -> Option<(&str, &str)> {
    let whole = ["东京都", "北海道", "大阪府", "京都府"].into_iter().find(|name| text.starts_with(name));
    let end = whole.map(str::len).or_else(|| {
        let name = PREFECTURES.start_of(text)?;
        text.strip_prefix(name)?.starts_with(['县', '県']).then_some(name.len() + '县'.len_utf8())
    })?;
    text.split_at_checked(end)
}

/// The city, ward of Tokyo, town or village: up to the first word for one behind a name.
fn split_municipality(text: &str) -> Option<(&str, &str)> {
    let ends = |(_, c): &(usize, char)| matches!(c, '市' | '区' | '郡' | '町' | '村');
    let (at, c) = text.char_indices().skip(1).take(6).find(ends)?;
    text.split_at_checked(at + c.len_utf8())
}

pub(super) fn normalize(mut draft: Draft, text: &str, address: &Address<'_>) -> Normalized {
    let Address { postcode, place, prefecture, municipality, town, house, detail } = *address;
    for (name, value) in [
        ("postcode", postcode),
        ("province", prefecture),
        ("city", municipality),
        ("town", town),
        ("house", house),
        ("detail", detail),
    ] {
        draft.part(name, value);
    }
    draft.part("key", fold(&[town, house].concat()));
    draft.step("noise", text, place);
    draft.done(place, place)
}
