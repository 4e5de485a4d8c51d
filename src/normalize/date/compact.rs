//! Dates that are nothing but digits: `20240305`, spreadsheet serials, Unix time.

use super::clock::Clock;
use super::fields;
use super::{Found, LONE_YEARS};
use crate::normalize::Context;
use crate::normalize::civil::{Date, Timestamp};
use crate::reason::Reason;

/// Serials that are read as dates: 1954 to 2119. Below and above, a number is hardly a date of business.
const SERIALS: std::ops::RangeInclusive<i64> = 20_000..=80_000;

/// The date in a text of digits; `None` when there is another character, or no date of that length.
pub(super) fn read(text: &str, context: &Context) -> Option<Found> {
    let text = text.trim();
    if let Some((date, time)) = text.split_once(' ') {
        return joined(date, time);
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    // Programs write whole numbers as `20240305.0`.
    let fraction = if fraction.bytes().all(|b| b == b'0') { "" } else { fraction };
    let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if !is_digits(whole) || !is_digits(fraction) || (!fraction.is_empty() && whole.len() != 5) {
        return iso_basic(text);
    }
    match whole.len() {
        4 => Some(Found {
            year: whole.parse().ok().filter(|year| LONE_YEARS.contains(year)),
            ..Found::default()
        })
        .filter(|found| found.year.is_some()),
        5 => serial(whole, fraction),
        6 => six(whole),
        8 => eight(whole, context),
        13 => unix(whole, 1, context),
        10 if !whole.starts_with("19") && !whole.starts_with("20") => unix(whole, 1_000, context),
        10 | 12 | 14 | 17 => with_time(whole),
        _ => None,
    }
}

/// A day and a time that are nothing but digits.
fn joined(date: &str, time: &str) -> Option<Found> {
    let is_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let is_both = date.len() == 8 && matches!(time.len(), 4 | 6) && is_digits(date) && is_digits(time);
    if is_both { with_time(&[date, time].concat()) } else { None }
}

fn part<T: std::str::FromStr>(text: &str, from: usize, to: usize) -> Option<T> {
    text.get(from..to)?.parse().ok()
}

fn ymd(text: &str) -> Option<Found> {
    let (year, month, day) = (part(text, 0, 4), part(text, 4, 6), part(text, 6, 8));
    Some(Found { year, month, day, ..Found::default() })
}

/// Days since 1899-12-30: the 1900 date system with its false leap day (ECMA-376, 18.17.4.1), right from 1900-03-01.
fn serial(whole: &str, fraction: &str) -> Option<Found> {
    let serial: i64 = whole.parse().ok().filter(|serial| SERIALS.contains(serial))?;
    let date = Date::new(1899, 12, 30)?.add_days(serial);
    let padded: String = fraction.chars().chain("000000000".chars()).take(9).collect();
    let seconds = (padded.parse::<i64>().ok()? * 86_400 + 500_000_000) / 1_000_000_000;
    let date = date.add_days(seconds / 86_400);
    let ms_of_day = seconds % 86_400 * 1_000;
    let clock = (!fraction.is_empty()).then_some(Clock { ms_of_day, has_seconds: true, offset: None });
    Some(Found { clock, step: Some("excel_serial"), ..of(date) })
}

/// A day of the calendar as what was found.
pub(super) fn of(date: Date) -> Found {
    Found { year: Some(date.year()), month: Some(date.month()), day: Some(date.day()), ..Found::default() }
}

/// `202403` is a month; `240305` can only be a day; what may be either is doubtful.
fn six(text: &str) -> Option<Found> {
    let is_year = text.starts_with("19") || text.starts_with("20");
    let month: Option<u32> = part(text, 4, 6).filter(|month| (1..=12).contains(month));
    let short_year: i32 = part(text, 0, 2)?;
    let day = Date::new(fields::full_year(short_year), part(text, 2, 4)?, part(text, 4, 6)?);
    match (is_year && month.is_some(), day) {
        (true, None) => Some(Found { year: part(text, 0, 4), month, ..Found::default() }),
        (true, Some(day)) => {
            let month_text = format!("{}-{}", text.get(..4)?, text.get(4..)?);
            let doubts =
                vec![Reason::new("date/ambiguous_order").with("candidates", format!("{month_text}, {day}"))];
            Some(Found { year: part(text, 0, 4), month, doubts, ..Found::default() })
        }
        (false, Some(day)) => Some(Found { step: Some("two_digit_year"), ..of(day) }),
        (false, None) => None,
    }
}

/// `20240305`, or `05032024` when the former is impossible.
fn eight(text: &str, context: &Context) -> Option<Found> {
    let found = ymd(text)?;
    let is_plausible = found.year.is_some_and(|year| (1000..3000).contains(&year));
    if is_plausible || text == "00000000" {
        return Some(found);
    }
    let separated = format!("{}/{}/{}", text.get(..2)?, text.get(2..4)?, text.get(4..)?);
    fields::read(&separated, context)
}

fn with_time(text: &str) -> Option<Found> {
    let or_zero = |from, to| if text.len() >= to { part::<i64>(text, from, to) } else { Some(0) };
    let (hour, minute) = (or_zero(8, 10)?, or_zero(10, 12)?);
    let (second, ms) = (or_zero(12, 14)?, or_zero(14, 17)?);
    let is_possible = hour < 24 && minute < 60 && second < 60;
    let ms_of_day = ((hour * 60 + minute) * 60 + second) * 1_000 + ms;
    let clock = Some(Clock { ms_of_day, has_seconds: text.len() >= 14, offset: None });
    is_possible.then_some(Found { clock, ..ymd(text)? })
}

fn unix(text: &str, ms_per_unit: i64, context: &Context) -> Option<Found> {
    let instant = Timestamp(text.parse::<i64>().ok()?.checked_mul(ms_per_unit)?);
    let ms_of_day = instant.ms_of_day(context.utc_offset);
    let clock = Some(Clock { ms_of_day, has_seconds: true, offset: None });
    Some(Found { clock, step: Some("unix_time"), ..of(instant.date(context.utc_offset)) })
}

/// The basic format of ISO 8601: `20240305T102030Z`.
fn iso_basic(text: &str) -> Option<Found> {
    let (date, time) = text.split_once(['T', 't'])?;
    let end = time.find(|c: char| !c.is_ascii_digit()).unwrap_or(time.len());
    let (time, offset) = time.split_at_checked(end)?;
    let offset = if offset.is_empty() { None } else { Some(crate::normalize::civil::parse_offset(offset)?) };
    let found = joined(date, time)?;
    Some(Found { clock: found.clock.map(|clock| Clock { offset, ..clock }), ..found })
}
