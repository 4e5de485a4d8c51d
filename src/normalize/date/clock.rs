//! The time of day in a text: `10:20:30`, `3:20 PM`, `下午3点半`, `T02:20:30.250Z`, `GMT+0800`.

use std::borrow::Cow;

use crate::normalize::civil::parse_offset;

/// A time of day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Clock {
    /// Milliseconds since midnight; a whole day for 24:00.
    pub ms_of_day: i64,
    pub has_seconds: bool,
    /// Minutes east of UTC, where the text says so.
    pub offset: Option<i32>,
}

/// Words for the half of the day, and whether they mean the later one.
const HALVES: &[(&str, bool)] = &[
    ("上午", false),
    ("早上", false),
    ("早晨", false),
    ("凌晨", false),
    ("清晨", false),
    ("下午", true),
    ("傍晚", true),
    ("晚上", true),
    ("夜里", true),
    ("中午", true),
    ("午后", true),
    ("晚", true),
    ("a.m.", false),
    ("p.m.", true),
    ("am", false),
    ("pm", true),
];

/// Takes the time out of the text; `None` when there is one that cannot be.
///
/// The rest is what stood around it.
pub(super) fn cut(text: &str) -> Option<(Cow<'_, str>, Option<Clock>)> {
    let Some(at) = text.find([':', '点', '时', '點', '時']).filter(|&at| follows_digit(text, at)) else {
        return Some((Cow::Borrowed(text), None));
    };
    let (head, tail) = text.split_at_checked(at)?;
    let date = head.trim_end_matches(|c: char| c.is_ascii_digit());
    let hour: i64 = head.get(date.len()..)?.parse().ok().filter(|hour| *hour <= 24)?;
    let mut rest = Rest(tail);
    let (minute, second, ms) = rest.below_hour()?;
    let (date, is_late) = cut_half(date, &mut rest);
    let is_iso = date.ends_with(['T', 't']);
    let offset = rest.offset(is_iso);
    let hour = to_24_hours(hour, is_late);
    let is_possible = hour <= 24 && minute < 60 && second.unwrap_or(0) <= 60 && (hour < 24 || minute == 0);
    let ms_of_day = ((hour * 60 + minute) * 60 + second.unwrap_or(0).min(59)) * 1_000 + ms;
    let clock = Clock { ms_of_day, has_seconds: second.is_some(), offset };
    let date = date.trim_end_matches([' ', 'T', 't', ',']);
    is_possible.then(|| (beside(date, rest.0.trim()), Some(clock)))
}

/// What stood on both sides of the time.
fn beside<'a>(before: &'a str, after: &str) -> Cow<'a, str> {
    if after.is_empty() { Cow::Borrowed(before) } else { Cow::Owned([before, " ", after].concat()) }
}

fn follows_digit(text: &str, at: usize) -> bool {
    text.get(..at).is_some_and(|head| head.ends_with(|c: char| c.is_ascii_digit()))
}

/// The word for the half of the day, before or after the time.
fn cut_half<'a>(date: &'a str, rest: &mut Rest) -> (&'a str, Option<bool>) {
    let trimmed = date.trim_end();
    // Most times stand between a date and nothing.
    if rest.0.is_empty() && trimmed.ends_with(|c: char| c.is_ascii_digit()) {
        return (date, None);
    }
    for (word, is_late) in HALVES {
        let at = trimmed.len().saturating_sub(word.len());
        if let Some((before, tail)) = trimmed.split_at_checked(at)
            && tail.eq_ignore_ascii_case(word)
        {
            return (before, Some(*is_late));
        }
        if rest.take_word(word) {
            return (date, Some(*is_late));
        }
    }
    (date, None)
}

fn to_24_hours(hour: i64, is_late: Option<bool>) -> i64 {
    match is_late {
        Some(true) if (1..12).contains(&hour) => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    }
}

/// What follows the hour.
struct Rest<'a>(&'a str);

impl Rest<'_> {
    /// Minutes, seconds where given, and milliseconds.
    fn below_hour(&mut self) -> Option<(i64, Option<i64>, i64)> {
        let is_colon = self.take(":");
        if !is_colon {
            self.0 = self.0.trim_start_matches(['点', '时', '點', '時', '钟']);
        }
        if self.take("半") {
            return Some((30, None, 0));
        }
        let minute = match self.number() {
            Some(minute) => minute,
            None if is_colon => return None,
            None => return Some((0, None, 0)),
        };
        if self.take("刻") {
            return Some((minute * 15, None, 0));
        }
        let minute_mark = self.take(":") || self.take("分");
        let second = if minute_mark { self.number() } else { None };
        let ms = if second.is_some() && (self.take(".") || self.take(",")) { self.fraction()? } else { 0 };
        self.take("秒");
        Some((minute, second, ms))
    }

    fn take(&mut self, literal: &str) -> bool {
        let rest = self.0.strip_prefix(literal);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// Takes a word in any case, with the space before it.
    fn take_word(&mut self, word: &str) -> bool {
        let text = self.0.trim_start();
        let is_there = text.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
        if is_there {
            self.0 = text.get(word.len()..).unwrap_or_default();
        }
        is_there
    }

    fn digits(&mut self) -> &str {
        let end = self.0.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.0.len());
        let (digits, rest) = self.0.split_at_checked(end).unwrap_or_default();
        self.0 = rest;
        digits
    }

    fn number(&mut self) -> Option<i64> {
        self.digits().parse().ok().filter(|number| *number < 100)
    }

    fn fraction(&mut self) -> Option<i64> {
        let padded: String = self.digits().chars().chain("000".chars()).take(3).collect();
        padded.parse().ok()
    }

    /// The offset from UTC: `Z`, `+08:00`, `GMT+0800`, `UTC+8`, each perhaps with the zone's name in brackets after it.
    ///
    /// Only in ISO 8601 is a bare `-11:00` one; elsewhere it is the end of a period (`10:00-11:00`).
    fn offset(&mut self, is_iso: bool) -> Option<i32> {
        // The zone's name in what Java prints: China's standard time, as elsewhere that of the file.
        if self.take_word("CST") {
            return None;
        }
        let named = self.take_word("GMT") || self.take_word("UTC");
        let text = self.0.trim_start();
        if text.starts_with('-') && !named && !is_iso {
            return None;
        }
        let end =
            text.find(|c: char| !matches!(c, '0'..='9' | '+' | '-' | ':' | 'Z' | 'z')).unwrap_or(text.len());
        let (sign, rest) = text.split_at_checked(end)?;
        let padded = if sign.len() == 2 {
            sign.replace(['+', '-'], if sign.starts_with('-') { "-0" } else { "+0" })
        } else {
            sign.to_owned()
        };
        match parse_offset(&padded) {
            Some(offset) => {
                self.0 = rest.split('(').next().unwrap_or_default();
                Some(offset)
            }
            None => named.then_some(0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_taken_out_of_their_text() {
        let minutes = |minutes: i64| minutes * 60_000;
        for (text, rest, ms) in [
            ("2024-03-05T10:20:30Z", "2024-03-05", minutes(620) + 30_000),
            ("2024-03-05 10:20", "2024-03-05", minutes(620)),
            ("3月5日下午3点半", "3月5日", minutes(930)),
            ("3月5日10时20分30秒", "3月5日", minutes(620) + 30_000),
            ("2024-03-05 12:30 AM", "2024-03-05", minutes(30)),
            ("2024-03-05 12:30PM", "2024-03-05", minutes(750)),
            ("Tue Mar 05 10:20:30 2024", "Tue Mar 05 2024", minutes(620) + 30_000),
            ("3月5日晚上8点三刻", "3月5日 三刻", minutes(1200)),
        ] {
            let (found, clock) = cut(text).unwrap();
            assert_eq!((&*found, clock.unwrap().ms_of_day), (rest, ms), "{text}");
        }
    }

    #[test]
    fn times_that_cannot_be() {
        for text in ["1 25:00", "1 10:60", "1 24:01", "1 10:20:61"] {
            assert_eq!(cut(text), None, "{text}");
        }
    }
}
