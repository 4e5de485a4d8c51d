//! Channels, compiled: with whose consent, how often and when a customer may be reached.

use super::due::{Customer, Past};
use super::held::Held;
use super::rule::condition;
use crate::error::{Error, Result};
use crate::expr::{Answer, FieldId, NEVER, Plan, Subject, Value, Vocabulary, end_of};
use crate::normalize::civil::Timestamp;
use crate::schema::ruleset::{ChannelDef, FrequencyDef, QuietDef};
use crate::sort::Arrange;

const MS_PER_MINUTE: i64 = 60_000;
const MS_PER_DAY: i64 = 1440 * MS_PER_MINUTE;

/// A channel, compiled.
#[derive(Clone, Debug)]
pub(super) struct Channel {
    pub(super) id: String,
    label: String,
    address: Vec<FieldId>,
    frequency: Option<FrequencyDef>,
    quiet: Option<Quiet>,
    consent: Option<Plan>,
}

/// Quiet hours by the milliseconds of a day, and quiet days of the week.
#[derive(Clone, Debug)]
struct Quiet {
    from: i64,
    to: i64,
    days: Vec<u8>,
}

impl Channel {
    /// # Errors
    /// `condition/…`, `rule/time`, `ruleset/limit`, each with its path in the channel.
    pub(super) fn compile(def: &ChannelDef, vocabulary: &Vocabulary, zone: i32) -> Result<Self> {
        if def.frequency.as_ref().is_some_and(|cap| cap.most == 0 || cap.within.last == 0) {
            return Err(Error::new("ruleset/limit", "frequency"));
        }
        let consent = def.consent.as_ref().map(|plan| condition(plan, "consent", vocabulary, zone));
        let field = |(i, name): (usize, &String)| match vocabulary.field(name) {
            Ok((field, _)) => Ok(field),
            Err(error) => Err(error.under(&format!("address[{i}]"))),
        };
        Ok(Self {
            id: def.id.clone(),
            label: def.name.get(vocabulary.language).to_owned(),
            address: def.address.iter().enumerate().map(field).collect::<Result<_>>()?,
            frequency: def.frequency.clone(),
            quiet: def.quiet.as_ref().map(Quiet::compile).transpose().map_err(|e| e.under("quiet"))?,
            consent: consent.transpose()?,
        })
    }

    /// The condition under which a customer may be reached.
    pub(super) fn consent_mut(&mut self) -> Option<&mut Plan> {
        self.consent.as_mut()
    }

    /// Whether a customer can be reached by the channel at all, and until when that stands: not without a usable address, nor
    /// without consent.
    pub(super) fn reaches(&self, subject: &dyn Subject, now: Timestamp) -> Answer {
        if self.lacks_address(subject) {
            return Answer::fixed(false);
        }
        self.consent.as_ref().map_or(Answer::fixed(true), |plan| plan.answer(subject, now))
    }

    fn lacks_address(&self, subject: &dyn Subject) -> bool {
        let lacks = |field: &FieldId| subject.field(*field) == Value::Missing;
        !self.address.is_empty() && self.address.iter().all(lacks)
    }

    /// What keeps the channel from being used for a customer for whom it was to be used `more` times just now, and until
    /// when that stands.
    pub(super) fn obstacle(
        &self,
        rule: &str,
        customer: Customer<'_>,
        more: usize,
        (now, zone): (Timestamp, i32),
    ) -> (Option<Held>, Timestamp) {
        let held = |code| Held::new(rule, code).with("channel", &self.label);
        let mut change = NEVER;
        if self.lacks_address(customer.subject) {
            return (Some(held("action/no_address")), NEVER);
        }
        if let Some(plan) = &self.consent {
            let answer = plan.answer(customer.subject, now);
            change = answer.change;
            if !answer.holds() {
                let facts = plan.reasons(customer.subject, now);
                return (Some(held("action/no_consent").because(Some(facts)).until(change)), change);
            }
        }
        if let Some(quiet) = &self.quiet {
            let flips = quiet.flips(now, zone);
            change = change.min(flips);
            if quiet.holds(now, zone) {
                return (Some(held("action/quiet_hours").until(flips)), change);
            }
        }
        match self.used_up(customer.past, more, (now, zone)) {
            Some(until) => (Some(held("action/frequency_cap").until(until)), change.min(until)),
            None => (None, change),
        }
    }

    /// Until when the channel was used too often to be used again, `more` times just now included.
    fn used_up(&self, past: &[&Past], more: usize, (now, zone): (Timestamp, i32)) -> Option<Timestamp> {
        let cap = self.frequency.as_ref()?;
        let used = past.iter().filter(|done| done.channel == self.id);
        let mut ends: Vec<Timestamp> =
            used.map(|done| end_of(done.at, cap.within, zone)).filter(|end| *end > now).collect();
        ends.arrange();
        let count = ends.len().saturating_add(more);
        let over = count.checked_sub(cap.most as usize)?;
        Some(ends.get(over).copied().unwrap_or(NEVER))
    }
}

impl Quiet {
    fn compile(def: &QuietDef) -> Result<Self> {
        if let Some(day) = def.days.iter().find(|day| !(1..=7).contains(*day)) {
            return Err(Error::new("rule/time", "days").with("value", day));
        }
        let time = |text: &str, path: &str| match text {
            "" => Ok(0),
            text => clock(text).ok_or_else(|| Error::new("rule/time", path).with("value", text)),
        };
        Ok(Self { from: time(&def.from, "from")?, to: time(&def.to, "to")?, days: def.days.clone() })
    }

    fn holds(&self, time: Timestamp, zone: i32) -> bool {
        let (ms, day) = (time.ms_of_day(zone), time.date(zone).weekday());
        let hours = if self.from <= self.to {
            (self.from..self.to).contains(&ms)
        } else {
            ms >= self.from || ms < self.to
        };
        hours || self.days.iter().any(|quiet| u32::from(*quiet) == day)
    }

    /// When quiet begins or ends next.
    fn flips(&self, now: Timestamp, zone: i32) -> Timestamp {
        let (today, quiet) = (now.date(zone), self.holds(now, zone));
        let times = |days: i64| {
            let day = Timestamp::start_of(today.add_days(days), zone);
            let (first, second) = (self.from.min(self.to), self.from.max(self.to));
            [day, day.add_ms(first), day.add_ms(second)]
        };
        let mut ahead = (0..=8).flat_map(times).filter(|time| *time > now);
        ahead.find(|time| self.holds(*time, zone) != quiet).unwrap_or(NEVER)
    }
}

/// `HH:MM` as the milliseconds of a day; 24:00 is its end.
fn clock(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    let is_plain = |digits: &str| digits.len() == 2 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = |digits: &str| digits.parse::<u8>().ok().filter(|_| is_plain(digits));
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let ms = (i64::from(hours) * 60 + i64::from(minutes)) * MS_PER_MINUTE;
    (minutes < 60 && ms <= MS_PER_DAY).then_some(ms)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHINA: i32 = 480;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text, CHINA).unwrap()
    }

    fn quiet(from: &str, to: &str, days: &[u8]) -> Quiet {
        Quiet::compile(&QuietDef { from: from.into(), to: to.into(), days: days.into() }).unwrap()
    }

    #[test]
    fn quiet_hours_begin_and_end_to_the_minute() {
        let night = quiet("21:00", "09:00", &[]);
        for (now, holds, flips) in [
            ("2026-11-26T20:59:59", false, "2026-11-26T21:00:00"),
            ("2026-11-26T21:00:00", true, "2026-11-27T09:00:00"),
            ("2026-11-27T00:00:00", true, "2026-11-27T09:00:00"),
            ("2026-11-27T09:00:00", false, "2026-11-27T21:00:00"),
        ] {
            assert_eq!(
                (night.holds(at(now), CHINA), night.flips(at(now), CHINA)),
                (holds, at(flips)),
                "{now}"
            );
        }
    }

    #[test]
    fn quiet_days_join_quiet_hours() {
        let weekend = quiet("21:00", "09:00", &[6, 7]);
        assert_eq!(weekend.flips(at("2026-11-27T21:00:00"), CHINA), at("2026-11-30T09:00:00"));
        let days = quiet("", "", &[7]);
        assert_eq!(days.flips(at("2026-11-23T00:00:00"), CHINA), at("2026-11-29T00:00:00"));
        assert_eq!(days.flips(at("2026-11-29T12:00:00"), CHINA), at("2026-11-30T00:00:00"));
        assert_eq!(quiet("", "", &[]).flips(at("2026-11-29"), CHINA), NEVER);
    }

    #[test]
    fn clocks_are_read_strictly() {
        assert_eq!((clock("24:00"), clock("09:30")), (Some(MS_PER_DAY), Some(570 * MS_PER_MINUTE)));
        for text in ["9:30", "24:01", "09:60", "0930", "+9:00", ""] {
            assert_eq!(clock(text), None, "{text}");
        }
    }
}
