//! Dates and times as people and programs write them.

mod clock;
mod compact;
mod fields;
mod range;
mod usual;
mod words;

use std::borrow::Cow;

use super::civil::{Date, Timestamp};
use super::{Context, Draft, Normalized, code};
use crate::reason::Reason;
use crate::text::{chinese_digit, is_placeholder, repair, to_half_width};

use clock::Clock;

/// Dates that programs write when they have none: the zero of spreadsheets, Unix and SQL, and their last day.
const FILLERS: &[&str] = &[
    "0000-00-00",
    "0001-01-01",
    "1899-12-30",
    "1899-12-31",
    "1900-01-00",
    "1900-01-01",
    "1970-01-01",
    "9999-12-31",
];

/// Years that stand for themselves, as four digits alone may be anything.
const LONE_YEARS: std::ops::Range<i32> = 1000..3000;

/// What was read of a date, before the calendar is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    year: Option<i32>,
    quarter: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    clock: Option<Clock>,
    doubts: Vec<Reason>,
    /// How the text had to be understood, as a step code, with what it became.
    step: Option<&'static str>,
}

/// The date that `input` writes.
///
/// `value` is ISO 8601, as long as the date is precise: `2024`, `2024-Q1`, `2024-03`, `2024-03-05`, or RFC 3339 with
/// the offset of the text or else of the context. The part `precision` says which: `year`, `quarter`, `month`, `day`,
/// `minute` or `second`. Of two dates (`2024.3.1-2024.3.5`) the value is the first one; the parts `start` and `end` have
/// both, and the part `kind` is `range`.
///
/// ```
/// use kehu::normalize::{Context, date};
/// let value = |text: &str| date::normalize(text, &Context::default()).value;
/// assert_eq!(value("二〇二四年三月五日").as_deref(), Some("2024-03-05"));
/// assert_eq!(value("45356").as_deref(), Some("2024-03-05"));
/// assert_eq!(value("2024/3/5 下午3:20").as_deref(), Some("2024-03-05T15:20:00+08:00"));
/// assert_eq!(value("2023-02-29"), None);
/// ```
pub fn normalize(input: &str, context: &Context) -> Normalized {
    let draft = Draft::new(input);
    if let Some(found) = usual::read(input) {
        return finish(draft, found, input, context);
    }
    let repaired = repair(input);
    if repaired.is_empty() {
        return draft.empty();
    }
    let narrow = to_half_width(&repaired);
    let text = plain(&narrow);
    if words::is_lunar(&text) {
        return draft.invalid(Reason::new("date/lunar"));
    }
    match read(&text, context).or_else(|| relative(&text, context)) {
        Some(found) => finish(draft, found, &text, context),
        None if is_placeholder(&text) => draft.invalid(code::placeholder(&text)),
        None => stretch(draft, &text, context),
    }
}

/// Two dates, or nothing that can be read.
fn stretch(mut draft: Draft, text: &str, context: &Context) -> Normalized {
    let ends = range::read(text, context).and_then(|[first, last]| {
        let ((start, precision), (end, _)) = (to_iso(&first, context)?, to_iso(&last, context)?);
        (start <= end).then_some((start, end, precision))
    });
    let Some((start, end, precision)) = ends else { return draft.invalid(Reason::new("date/unreadable")) };
    draft.doubt(Reason::new("date/range").with("start", display(&start)).with("end", display(&end)));
    draft.part("precision", precision);
    draft.part("kind", "range");
    draft.part("start", start.as_str());
    draft.part("end", end.as_str());
    draft.step("format", text, &start);
    let shown = [display(&start), display(&end)].join(" ~ ");
    draft.done(start, shown)
}

/// The text behind a label such as `成立日期:` and without the marks of spreadsheets (`="…"`), with one kind of dash and the
/// Chinese units of a date in Korean.
fn plain(text: &str) -> Cow<'_, str> {
    let text = text.trim_matches(['=', '"', '\'', '`']);
    let is_label = |label: &str| !label.is_empty() && !label.contains(|c: char| c.is_ascii_digit());
    let text = match text.split_once(':') {
        Some((label, rest)) if is_label(label) && words::with_digits(label) == label => rest.trim(),
        _ => text,
    };
    if text.bytes().all(|b| b.is_ascii() && !matches!(b, b'\\' | b'O' | b'o')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        out.push(match c {
            '\u{2010}'..='\u{2015}' | '·' | '\\' => '-',
            '년' => '年',
            '월' => '月',
            '일' => '日',
            // The letter in the place of the zero: 二O二六年.
            'O' | 'o' if out.chars().next_back().and_then(chinese_digit).is_some() => '〇',
            _ => c,
        });
    }
    Cow::Owned(out)
}

/// A date that counts from the reference date: `昨天`, `去年3月`.
fn relative(text: &str, context: &Context) -> Option<Found> {
    let mut found = read(&words::absolute(text, reference(context)?)?, context)?;
    found.doubts.push(Reason::new("date/relative"));
    Some(found)
}

fn reference(context: &Context) -> Option<Date> {
    let text = context.reference_date.as_deref()?;
    Some(Timestamp::parse(text, context.utc_offset)?.date(context.utc_offset))
}

fn read(text: &str, context: &Context) -> Option<Found> {
    let plain = words::with_digits(text);
    if let Some(found) = compact::read(&plain, context) {
        return Some(found);
    }
    let (rest, clock) = clock::cut(&plain)?;
    let found = match compact::read(rest.trim(), context) {
        Some(found) if found.clock.is_none() => Some(found),
        _ => fields::read(&rest, context),
    }?;
    Some(Found { clock, ..found })
}

fn finish(mut draft: Draft, mut found: Found, text: &str, context: &Context) -> Normalized {
    // The zero of databases, and day 0 of spreadsheets.
    if matches!(
        (found.year, found.month, found.day),
        (Some(0), Some(0), Some(0)) | (Some(1900), Some(1), Some(0)) | (Some(1900), Some(0), Some(1))
    ) {
        return draft.invalid(code::placeholder(text));
    }
    if found.year.is_none() && !complete_year(&mut found, context) {
        return draft.invalid(Reason::new("date/no_year"));
    }
    let Some((value, precision)) = to_iso(&found, context) else {
        return draft.invalid(Reason::new("date/impossible").with("value", text));
    };
    if FILLERS.iter().any(|filler| value.starts_with(filler)) {
        draft.doubt(code::placeholder(text));
    } else if !found.year.is_some_and(|year| (1900..2100).contains(&year)) {
        draft.doubt(Reason::new("date/unlikely_year"));
    }
    found.doubts.into_iter().for_each(|doubt| draft.doubt(doubt));
    draft.part("precision", precision);
    draft.step(found.step.unwrap_or("format"), text, &value);
    let display = display(&value);
    draft.done(value, display)
}

/// Sets the year that brings month and day nearest to the reference date; false when there is nothing to go by.
fn complete_year(found: &mut Found, context: &Context) -> bool {
    let Some(reference) = reference(context) else { return false };
    let (Some(month), day) = (found.month, found.day.unwrap_or(1)) else { return false };
    let distance = |year: i32| Date::new(year, month, day).map(|date| (date.days() - reference.days()).abs());
    let years = [reference.year(), reference.year() - 1, reference.year() + 1];
    let nearest =
        years.into_iter().filter(|&year| distance(year).is_some()).min_by_key(|&year| distance(year));
    found.year = Some(nearest.unwrap_or(reference.year()));
    found.doubts.push(Reason::new("date/no_year"));
    true
}

/// The ISO form and its precision; `None` when there is no such day or time.
fn to_iso(found: &Found, context: &Context) -> Option<(String, &'static str)> {
    let year = found.year?;
    let first = Date::new(year, found.month.unwrap_or(1), found.day.unwrap_or(1))?;
    match (found.quarter, found.month, found.day, &found.clock) {
        (_, _, Some(_), Some(clock)) => {
            let offset = clock.offset.unwrap_or(context.utc_offset);
            let instant = Timestamp::at(first, clock.ms_of_day, offset);
            Some((instant.to_rfc3339(offset), if clock.has_seconds { "second" } else { "minute" }))
        }
        (_, _, _, Some(_)) => None,
        (_, _, Some(_), None) => Some((first.to_string(), "day")),
        (_, Some(month), None, None) => Some((format!("{year:04}-{month:02}"), "month")),
        (Some(quarter), ..) => {
            (1..=4).contains(&quarter).then(|| (format!("{year:04}-Q{quarter}"), "quarter"))
        }
        _ => LONE_YEARS.contains(&year).then(|| (format!("{year:04}"), "year")),
    }
}

/// Times lose the `T` and the offset for people to read.
fn display(value: &str) -> String {
    match value.split_once('T') {
        Some((date, time)) => [date, " ", time.get(..8).unwrap_or(time)].concat(),
        None => value.to_owned(),
    }
}
