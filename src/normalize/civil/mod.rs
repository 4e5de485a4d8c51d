//! Civil dates and instants, without a clock and without a zone database.
//!
//! Dates are proleptic Gregorian (ISO 8601-1:2019, GB/T 7408.1-2023), from 0001-01-01 to 9999-12-31: what four digits
//! can write. Instants are milliseconds since 1970-01-01T00:00:00Z, and a zone is its offset from UTC in minutes, which
//! suffices for China (no daylight saving since 1991) and for data that carries its own offset.

mod cursor;

use std::cmp::Ordering;
use std::fmt;

use cursor::Cursor;

use crate::digits::push_digits;

const MS_PER_MINUTE: i64 = 60_000;
const MS_PER_DAY: i64 = 86_400_000;
/// Days from 0000-03-01, where the 400-year cycle starts, to 1970-01-01.
const DAYS_TO_EPOCH: i64 = 719_468;
const DAYS_PER_CYCLE: i64 = 146_097;
/// The bytes of `2024-03-05T12:00:00+08:00`.
const RFC3339: usize = 25;
/// Those of them before the offset.
const LOCAL: usize = 19;
/// The zone of China, in which a day begins that names none.
const CHINA: i32 = 480;

/// A day of the calendar; always one that exists.
///
/// ```
/// use kehu::normalize::civil::Date;
/// let date = Date::new(2024, 1, 31).unwrap();
/// assert_eq!(date.add_months(1).to_string(), "2024-02-29");
/// assert_eq!(date.weekday(), 3);
/// assert_eq!(Date::new(2023, 2, 29), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: i16,
    month: u8,
    day: u8,
}

impl Date {
    /// 0001-01-01.
    pub const MIN: Self = Self { year: 1, month: 1, day: 1 };
    /// 9999-12-31.
    pub const MAX: Self = Self { year: 9999, month: 12, day: 31 };

    /// The day of that year, month and day; `None` when the calendar has no such day.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        let fits = (1..=9999).contains(&year) && day >= 1 && day <= days_in_month(year, month);
        if !fits {
            return None;
        }
        Some(Self {
            year: i16::try_from(year).ok()?,
            month: u8::try_from(month).ok()?,
            day: u8::try_from(day).ok()?,
        })
    }

    /// Reads `2024-03-05` and nothing else; whatever people write is read by the `date` normalizer.
    pub fn parse(text: &str) -> Option<Self> {
        let mut cursor = Cursor::new(text);
        let date = cursor.date()?;
        cursor.is_done().then_some(date)
    }

    /// The day `days` after 1970-01-01 (before it when negative); held within [`MIN`](Self::MIN) and [`MAX`](Self::MAX).
    ///
    /// The algorithm is Howard Hinnant's `civil_from_days`: years start in March, so that the leap day comes last.
    pub fn from_days(days: i64) -> Self {
        let days = days.clamp(Self::MIN.days(), Self::MAX.days()) + DAYS_TO_EPOCH;
        let cycle = days.div_euclid(DAYS_PER_CYCLE);
        let day_of_cycle = days.rem_euclid(DAYS_PER_CYCLE);
        let year_of_cycle =
            (day_of_cycle - day_of_cycle / 1_460 + day_of_cycle / 36_524 - day_of_cycle / 146_096) / 365;
        let day_of_year = day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_cycle + cycle * 400 + i64::from(month <= 2);
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        Self { year: year as i16, month: month as u8, day: day as u8 }
    }

    /// Days since 1970-01-01, negative before it.
    pub fn days(self) -> i64 {
        let (month, day) = (i64::from(self.month), i64::from(self.day));
        let year = i64::from(self.year) - i64::from(month <= 2);
        let year_of_cycle = year.rem_euclid(400);
        let shifted_month = if month > 2 { month - 3 } else { month + 9 };
        let day_of_year = (153 * shifted_month + 2) / 5 + day - 1;
        let day_of_cycle = year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + day_of_year;
        year.div_euclid(400) * DAYS_PER_CYCLE + day_of_cycle - DAYS_TO_EPOCH
    }

    /// The year, 1 to 9999.
    pub fn year(self) -> i32 {
        i32::from(self.year)
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        u32::from(self.month)
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u32 {
        u32::from(self.day)
    }

    /// The quarter of the year, 1 to 4.
    pub fn quarter(self) -> u32 {
        self.month().div_ceil(3)
    }

    /// The day of the week by ISO 8601: 1 is Monday, 7 is Sunday.
    pub fn weekday(self) -> u32 {
        ((self.days() + 3).rem_euclid(7) + 1) as u32
    }

    /// The day `days` later (earlier when negative).
    #[must_use]
    pub fn add_days(self, days: i64) -> Self {
        Self::from_days(self.days().saturating_add(days))
    }

    /// The same day of the month `months` later (earlier when negative), or the last day of a shorter month.
    #[must_use]
    pub fn add_months(self, months: i64) -> Self {
        let from_year_zero = i64::from(self.year) * 12 + i64::from(self.month) - 1;
        let target = from_year_zero.saturating_add(months);
        let (year, month) = (target.div_euclid(12), target.rem_euclid(12) + 1);
        match i32::try_from(year) {
            Ok(year @ 1..=9999) => {
                let day = u32::from(self.day).min(days_in_month(year, month as u32));
                Self { year: year as i16, month: month as u8, day: day as u8 }
            }
            _ if months < 0 => Self::MIN,
            _ => Self::MAX,
        }
    }

    fn push_to(self, out: &mut String) {
        push_digits(out, u64::from(self.year.unsigned_abs()), 4);
        for part in [self.month, self.day] {
            out.push('-');
            push_digits(out, u64::from(part), 2);
        }
    }

    /// The first day of this day's month.
    #[must_use]
    pub fn month_start(self) -> Self {
        Self { day: 1, ..self }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = String::with_capacity(10);
        self.push_to(&mut out);
        f.write_str(&out)
    }
}

/// How many days the month has; 0 when there is no such month.
fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if is_leap_year(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// Whether the year has a 29 February.
fn is_leap_year(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// An instant: milliseconds since 1970-01-01T00:00:00Z.
///
/// ```
/// use kehu::normalize::civil::Timestamp;
/// let noon = Timestamp::parse("2024-03-05 12:00", 8 * 60).unwrap();
/// assert_eq!(noon, Timestamp::parse("2024-03-05T04:00:00Z", 8 * 60).unwrap());
/// assert_eq!(noon.to_rfc3339(8 * 60), "2024-03-05T12:00:00+08:00");
/// assert_eq!(noon.date(13 * 60).to_string(), "2024-03-05");
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(transparent)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The instant at which `ms_of_day` has passed of `date` in the zone `offset` minutes east of UTC.
    pub fn at(date: Date, ms_of_day: i64, offset: i32) -> Self {
        let midnight = date.days() * MS_PER_DAY - i64::from(offset) * MS_PER_MINUTE;
        Self(midnight.saturating_add(ms_of_day))
    }

    /// Midnight at the start of `date`.
    pub fn start_of(date: Date, offset: i32) -> Self {
        Self::at(date, 0, offset)
    }

    /// Reads an RFC 3339 date-time; also without seconds, without a time (midnight), or without an offset, for which
    /// `default_offset` minutes hold.
    pub fn parse(text: &str, default_offset: i32) -> Option<Self> {
        let mut cursor = Cursor::new(text.trim());
        let date = cursor.date()?;
        if cursor.is_done() {
            return Some(Self::start_of(date, default_offset));
        }
        if !["T", "t", " "].iter().any(|separator| cursor.take(separator)) {
            return None;
        }
        let ms_of_day = cursor.time()?;
        let offset = cursor.offset(default_offset)?;
        cursor.is_done().then(|| Self::at(date, ms_of_day, offset))
    }

    /// The day on which the instant falls in the zone `offset` minutes east of UTC.
    pub fn date(self, offset: i32) -> Date {
        Date::from_days(self.local(offset).div_euclid(MS_PER_DAY))
    }

    /// Milliseconds since local midnight.
    pub fn ms_of_day(self, offset: i32) -> i64 {
        self.local(offset).rem_euclid(MS_PER_DAY)
    }

    /// The instant in RFC 3339, with milliseconds where there are any.
    pub fn to_rfc3339(self, offset: i32) -> String {
        // A day has fewer milliseconds than fit.
        let time = self.ms_of_day(offset) as u64;
        let (seconds, ms) = (time / 1_000, time % 1_000);
        let mut out = String::with_capacity(RFC3339);
        self.date(offset).push_to(&mut out);
        for (mark, part) in [('T', seconds / 3_600), (':', seconds / 60 % 60), (':', seconds % 60)] {
            out.push(mark);
            push_digits(&mut out, part, 2);
        }
        if ms != 0 {
            out.push('.');
            push_digits(&mut out, ms, 3);
        }
        push_offset(&mut out, offset);
        out
    }

    /// The instant `ms` milliseconds later.
    #[must_use]
    pub fn add_ms(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }

    fn local(self, offset: i32) -> i64 {
        self.0.saturating_add(i64::from(offset) * MS_PER_MINUTE)
    }
}

/// Which of two times in ISO 8601 comes first, in whatever zones they are written; a part of a date stands for its first day, and
/// nothing comes before all.
///
/// ```
/// use kehu::normalize::civil::compare_times;
/// assert!(compare_times("2025-12-31T20:00:00Z", "2026-01-01T02:00:00+08:00").is_gt());
/// assert!(compare_times("2026-01", "2026-01-01T02:00:00+08:00").is_lt());
/// assert!(compare_times("", "2026").is_lt());
/// ```
pub fn compare_times(a: &str, b: &str) -> Ordering {
    let alike = a.len() == b.len() && a.get(LOCAL..) == b.get(LOCAL..);
    let instant = |text: &str| {
        let rest = "0001-01-01".get(text.len()..).unwrap_or_default();
        Timestamp::parse(&[text, rest].concat(), CHINA)
    };
    // What is written alike is in order as it is.
    if alike { a.cmp(b) } else { instant(a).cmp(&instant(b)).then_with(|| a.cmp(b)) }
}

/// An offset in minutes as RFC 3339 writes it: `Z`, `+08:00`, `-03:30`.
fn push_offset(out: &mut String, offset: i32) {
    if offset == 0 {
        return out.push('Z');
    }
    out.push(if offset < 0 { '-' } else { '+' });
    let minutes = u64::from(offset.unsigned_abs());
    push_digits(out, minutes / 60, 2);
    out.push(':');
    push_digits(out, minutes % 60, 2);
}

/// Reads `Z`, `+08:00`, `+0800` or `+08` as minutes east of UTC.
pub fn parse_offset(text: &str) -> Option<i32> {
    let mut cursor = Cursor::new(text);
    let offset = cursor.offset(i32::MIN).filter(|&offset| offset != i32::MIN)?;
    cursor.is_done().then_some(offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        Date::parse(text).unwrap()
    }

    #[test]
    fn days_and_dates_agree_over_the_whole_calendar() {
        let mut expected = Date::MIN;
        for days in Date::MIN.days()..=Date::MAX.days() {
            assert_eq!(Date::from_days(days), expected);
            assert_eq!(expected.days(), days);
            expected = naive_next(expected);
        }
        assert_eq!(date("1970-01-01").days(), 0);
        assert_eq!(date("2000-03-01").days(), 11_017);
    }

    /// The following day by the calendar's own rule; after the last day, the last day.
    fn naive_next(date: Date) -> Date {
        let (year, month, day) = (date.year(), date.month(), date.day());
        Date::new(year, month, day + 1)
            .or_else(|| Date::new(year, month + 1, 1))
            .or_else(|| Date::new(year + 1, 1, 1))
            .unwrap_or(Date::MAX)
    }

    #[test]
    fn months_are_clamped_to_their_last_day() {
        for (from, months, to) in [
            ("2024-01-31", 1, "2024-02-29"),
            ("2023-01-31", 1, "2023-02-28"),
            ("2024-03-31", -1, "2024-02-29"),
            ("2024-11-30", 3, "2025-02-28"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2024-02-29", -48, "2020-02-29"),
            ("0001-02-01", -2, "0001-01-01"),
            ("9999-12-01", 1, "9999-12-31"),
            ("2024-01-01", i64::MAX, "9999-12-31"),
            ("2024-01-01", i64::MIN, "0001-01-01"),
        ] {
            assert_eq!(date(from).add_months(months), date(to), "{from} + {months}");
        }
    }

    #[test]
    fn instants_are_written_as_the_general_formatter_would() {
        for (ms, offset) in
            [(0, 0), (1, 480), (59_999, -210), (1_709_600_000_000, 480), (-62_135_596_800_000, 0)]
        {
            let instant = Timestamp(ms);
            let (time, date) = (instant.ms_of_day(offset), instant.date(offset));
            let (hour, minute, second, rest) =
                (time / 3_600_000, time / 60_000 % 60, time / 1_000 % 60, time % 1_000);
            let day = format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day());
            let fraction = if rest == 0 { String::new() } else { format!(".{rest:03}") };
            let zone = match offset {
                0 => "Z".to_owned(),
                _ => format!(
                    "{}{:02}:{:02}",
                    if offset < 0 { '-' } else { '+' },
                    offset.abs() / 60,
                    offset.abs() % 60
                ),
            };
            assert_eq!(
                instant.to_rfc3339(offset),
                format!("{day}T{hour:02}:{minute:02}:{second:02}{fraction}{zone}")
            );
        }
    }

    #[test]
    fn weekdays_follow_iso_8601() {
        assert_eq!(date("1970-01-01").weekday(), 4);
        assert_eq!(date("2024-03-04").weekday(), 1);
        assert_eq!(date("2024-03-10").weekday(), 7);
        assert_eq!(date("0001-01-01").weekday(), 1);
    }

    #[test]
    fn only_days_that_exist_are_dates() {
        for text in
            ["2023-02-29", "1900-02-29", "2024-13-01", "2024-00-10", "2024-04-31", "0000-01-01", "2024-3-5"]
        {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert!(Date::parse("2000-02-29").is_some());
    }

    #[test]
    fn instants_are_read_with_and_without_offset() {
        let cases = [
            ("1970-01-01", 0, 0),
            ("1970-01-01", 480, -28_800_000),
            ("2024-03-05T10:20:30Z", 480, 1_709_634_030_000),
            ("2024-03-05T18:20:30+08:00", 0, 1_709_634_030_000),
            ("2024-03-05 18:20:30", 480, 1_709_634_030_000),
            ("2024-03-05T07:20:30.250-0300", 0, 1_709_634_030_250),
            ("2024-03-05T18:20:30.1234567+08", 0, 1_709_634_030_123),
            ("2016-12-31T23:59:60Z", 0, 1_483_228_799_000),
        ];
        for (text, offset, ms) in cases {
            assert_eq!(Timestamp::parse(text, offset), Some(Timestamp(ms)), "{text}");
        }
    }

    #[test]
    fn broken_instants_are_refused() {
        for text in [
            "",
            "2024-03-05T",
            "2024-03-05X10:00",
            "2024-03-05T24:00",
            "2024-03-05T10",
            "2024-03-05T10:60",
            "2024-03-05T10:00:61",
            "2024-03-05T10:00.",
            "2024-03-05T10:00+8",
            "2024-03-05T10:00+08:60",
            "2024-03-05T10:00+08:00x",
            "2024-03-05T1０:00",
            "二〇二四-03-05",
        ] {
            assert_eq!(Timestamp::parse(text, 0), None, "{text}");
        }
    }

    #[test]
    fn printing_reads_back() {
        for ms in [0, -1, 1_709_634_030_250, -62_135_596_800_000, 253_402_300_799_999] {
            for offset in [0, 480, -210] {
                let text = Timestamp(ms).to_rfc3339(offset);
                if Timestamp(ms).date(offset) > Date::MIN && Timestamp(ms).date(offset) < Date::MAX {
                    assert_eq!(Timestamp::parse(&text, 0), Some(Timestamp(ms)), "{text}");
                }
            }
        }
        assert_eq!(Timestamp(0).to_rfc3339(-210), "1969-12-31T20:30:00-03:30");
    }

    #[test]
    fn extremes_do_not_overflow() {
        for ms in [i64::MIN, i64::MAX] {
            assert!(Timestamp(ms).to_rfc3339(480).contains('T'));
            assert_eq!(Timestamp(ms).add_ms(ms).0, ms);
        }
        assert_eq!(date("2024-01-01").add_days(i64::MAX), Date::MAX);
        assert_eq!(parse_offset("+08:00"), Some(480));
        assert_eq!(parse_offset(""), None);
    }
}
