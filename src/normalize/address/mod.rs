//! Postal addresses.
//!
//! A Chinese address runs from the large to the small (GB/T 23705): region, zone, town, road, house, building, unit,
//! room. A Japanese one does, too. Others are read by their first line: house number, road, room.

mod chinese;
mod foreign;
mod japanese;
mod noise;
mod numbers;
mod several;
mod street;
mod telling;

use std::borrow::Cow;

use super::settle::settle;
use super::{Context, Draft, Normalized, Status, code};
use crate::reason::Reason;
use crate::text::{contains_han, is_placeholder};

/// The address that `input` writes.
///
/// `value` is the address in one canonical order with the missing levels of the region filled in. Parts: `province`,
/// `city`, `county`, `code`, `zone`, `town`, `road`, `house`, `building`, `unit`, `floor`, `room`, `detail` (all that
/// follows the house), `postcode`, `phone`, `recipient`, and `key`: road and house in a form that is only good for
/// comparing.
///
/// ```
/// use kehu::normalize::{Context, address};
/// let place = address::normalize("黄浦区湖滨路二百二十二号企业天地三号楼1010室", &Context::default());
/// assert_eq!(place.value.as_deref(), Some("上海市黄浦区湖滨路222号企业天地3号楼1010室"));
/// assert_eq!((place.part("road"), place.part("house"), place.part("room")), (Some("湖滨路"), Some("222号"), Some("1010")));
/// let abroad = address::normalize("12224 Ventura Boulevard", &Context::default());
/// assert_eq!(abroad.part("key"), Some("12224 ventura blvd"));
/// ```
pub fn normalize(input: &str, _context: &Context) -> Normalized {
    let answer = cell(input);
    if has_more(input) { steady(answer) } else { answer }
}

/// Whether a text may hold more than an address: signs between its parts, or a long number. What comes off it may lay
/// bare something else.
fn has_more(text: &str) -> bool {
    let is_sign = |c: char| {
        let is_divider = matches!(c, ',' | '，' | ';' | '；' | ':' | '：' | '|' | '/');
        is_divider || matches!(c, '(' | ')' | '（' | '）' | '[' | ']' | '【' | '】')
    };
    text.contains(is_sign) || text.as_bytes().windows(6).any(|run| run.iter().all(u8::is_ascii_digit))
}

/// The answer with the parts that its value has when it is read by itself, until it stands still.
fn steady(first: Normalized) -> Normalized {
    let Some(value) = first.value.as_deref() else { return first };
    let mut again = settle(value, cell);
    for name in ["phone", "postcode", "recipient"] {
        if let Some(found) = first.part(name) {
            again.parts.insert(name, found.to_owned());
        }
    }
    let known = |reason: &Reason| first.reasons.iter().any(|other| other.code == reason.code);
    let new: Vec<Reason> = again.reasons.iter().filter(|reason| !known(reason)).cloned().collect();
    let reasons: Vec<Reason> = first.reasons.into_iter().chain(new).collect();
    let is_doubted = again.value.is_some() && !reasons.is_empty();
    Normalized {
        input: first.input,
        status: if is_doubted { Status::Suspect } else { again.status },
        reasons,
        steps: first.steps.into_iter().chain(again.steps).collect(),
        also: first.also,
        ..again
    }
}

/// The lines of an address in other letters than Chinese with commas between them, as they are written in one line.
fn in_one_line(input: &str) -> Cow<'_, str> {
    if !input.trim().contains('\n') || contains_han(input) {
        return Cow::Borrowed(input);
    }
    let lines = input.lines().map(|line| line.trim().trim_end_matches(',')).filter(|line| !line.is_empty());
    Cow::Owned(lines.collect::<Vec<_>>().join(", "))
}

/// Reads a cell, which may hold several addresses.
fn cell(input: &str) -> Normalized {
    let mut draft = Draft::new(input);
    let text = code::simplified(&mut draft, &in_one_line(input));
    if text.is_empty() {
        return draft.empty();
    }
    if is_placeholder(&text) {
        return draft.suspect(&text, code::placeholder(&text));
    }
    let is_chain = text.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    if !contains_han(&text) && !is_chain {
        return foreign::normalize(draft, &text);
    }
    if let Some(address) = japanese::read(&text) {
        return japanese::normalize(draft, &text, &address);
    }
    let (text, second) = several::split(&text).unwrap_or((&text, ""));
    let mut answer = chinese(draft, text, is_chain);
    if !second.is_empty() {
        answer.also.push(cell(second));
    }
    answer
}

/// An address in Chinese with what stands round it, or nothing but a chain of numbers.
fn chinese(mut draft: Draft, text: &str, is_chain: bool) -> Normalized {
    let numbered = numbers::with_digits(text);
    draft.step("numerals", text, &numbered);
    let bare = noise::strip(&numbered);
    draft.step("noise", &numbered, &bare.text);
    for (name, found) in
        [("postcode", &bare.postcode), ("phone", &bare.phone), ("recipient", &bare.recipient)]
    {
        draft.part(name, found);
    }
    match bare.text.as_str() {
        "" => draft.invalid(Reason::new("address/no_place")),
        rest if is_chain || contains_han(rest) => chinese::normalize(draft, &bare),
        rest => foreign::normalize(draft, rest),
    }
}
