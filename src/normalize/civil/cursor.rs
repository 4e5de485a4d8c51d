//! Reads dates, times and offsets in ISO 8601.

use super::Date;

/// What is left of an ISO 8601 text.
pub(super) struct Cursor<'a>(&'a str);

impl<'a> Cursor<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self(text)
    }

    pub(super) fn is_done(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn take(&mut self, literal: &str) -> bool {
        match self.0.strip_prefix(literal) {
            Some(rest) => {
                self.0 = rest;
                true
            }
            None => false,
        }
    }

    /// Exactly `count` ASCII digits.
    fn digits(&mut self, count: usize) -> Option<u32> {
        let head = self.0.get(..count).filter(|head| head.bytes().all(|b| b.is_ascii_digit()))?;
        self.0 = self.0.get(count..)?;
        head.parse().ok()
    }

    pub(super) fn date(&mut self) -> Option<Date> {
        let year = self.digits(4)?;
        let month = self.take("-").then(|| self.digits(2))??;
        let day = self.take("-").then(|| self.digits(2))??;
        Date::new(i32::try_from(year).ok()?, month, day)
    }

    /// Milliseconds since midnight of `12:30`, `12:30:15` or `12:30:15.250`; a leap second counts as the one before.
    pub(super) fn time(&mut self) -> Option<i64> {
        let hour = self.digits(2).filter(|&hour| hour < 24)?;
        let minute = self.take(":").then(|| self.digits(2))?.filter(|&minute| minute < 60)?;
        let second = if self.take(":") { self.digits(2).filter(|&second| second <= 60)?.min(59) } else { 0 };
        let ms = if self.take(".") { self.fraction()? } else { 0 };
        Some(i64::from(hour * 3_600 + minute * 60 + second) * 1_000 + ms)
    }

    /// The digits after the decimal point as milliseconds; finer digits are cut.
    fn fraction(&mut self) -> Option<i64> {
        let end = self.0.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.0.len());
        let (digits, rest) = self.0.split_at_checked(end)?;
        self.0 = rest;
        let padded: String = digits.chars().chain("000".chars()).take(3).collect();
        if digits.is_empty() { None } else { padded.parse().ok() }
    }

    pub(super) fn offset(&mut self, default: i32) -> Option<i32> {
        if self.is_done() {
            return Some(default);
        }
        if self.take("Z") || self.take("z") {
            return Some(0);
        }
        let sign = if self.take("-") { -1 } else { self.take("+").then_some(1)? };
        let hours = self.digits(2).filter(|&hours| hours < 24)?;
        let colon = self.take(":");
        let minutes = if colon || !self.is_done() { self.digits(2)? } else { 0 };
        let total = i32::try_from(hours * 60 + minutes).ok()?;
        (minutes < 60).then_some(sign * total)
    }
}
