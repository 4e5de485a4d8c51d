//! Recency, frequency, money: three ranks among all customers, and the eight classes of Chinese practice.
//!
//! The ranks are quantiles, as in Hughes, *Strategic Database Marketing* (1994). The eight classes (重要价值客户 and so on) ask
//! of each rank whether it is above the average of all customers.

use super::ranking::Ranking;
use crate::error::{Error, Result};
use crate::expr::{
    Condition, EventId, EventTest, Function, Literal, Measure, NEVER, Number, Op, Plan, ScoreValue, Subject,
    Value, Vocabulary, Window, compile,
};
use crate::normalize::civil::Timestamp;
use crate::reason::Reason;
use crate::schema::ruleset::RfmDef;

/// The eight classes with their names in Chinese and English, in the order of their buckets.
///
/// The first four have high money, the others low; among each four come: both recency and frequency high, frequency
/// alone, recency alone, none.
pub const RFM_CLASSES: [(&str, &str, &str); 8] = [
    ("key_value", "重要价值", "key, valuable"),
    ("key_keep", "重要保持", "key, to keep"),
    ("key_develop", "重要发展", "key, to develop"),
    ("key_win_back", "重要挽留", "key, to win back"),
    ("general_value", "一般价值", "general, valuable"),
    ("general_keep", "一般保持", "general, to keep"),
    ("general_develop", "一般发展", "general, to develop"),
    ("general_win_back", "一般挽留", "general, to win back"),
];

/// What the ranks of RFM scores are measured by; one entry a score of the ruleset.
///
/// It depends on all customers: [`Tagger::population`](super::Tagger) looks at each of them, a
/// [`Census`](super::Census) at those who changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Population {
    pub(super) scores: Vec<Option<Scales>>,
}

impl Population {
    /// What a score ranks by.
    pub(super) fn scales(&self, score: usize) -> Option<&Scales> {
        self.scores.get(score)?.as_ref()
    }
}

/// Recency, frequency and money of all customers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scales([Scale; 3]);

/// The ranks of one measure.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Scale {
    /// The least value of each rank from the second on, rising.
    cuts: Vec<i64>,
    /// The sum of all ranks, and how many there are: their average without a fraction.
    sum: u64,
    count: u64,
}

/// The three measures of a customer who bought: the last time, how often, for how much.
pub(super) type Raw = [i64; 3];

/// An RFM score, compiled.
#[derive(Clone, Debug)]
pub(super) struct Rfm {
    event: EventId,
    label: String,
    frequency: Plan,
    money: Plan,
    bins: u8,
}

impl Rfm {
    pub(super) fn compile(rfm: &RfmDef, vocabulary: &Vocabulary, zone: i32) -> Result<Self> {
        if !(2..=10).contains(&rfm.bins) {
            return Err(Error::new("condition/expected", "bins").with("expected", "2–10"));
        }
        let plan = |function: Function, field: Option<&str>| {
            let measure = Measure::Aggregate {
                function,
                field: field.map(str::to_owned),
                op: Op::Exists,
                value: Literal::None,
            };
            let window = rfm.within.map_or(Window::Ever, Window::Within);
            let events = vec![rfm.event.clone()];
            let test = EventTest { events, filter: None, window, measure, default: None };
            compile(&Condition::Event(Box::new(test)), vocabulary, zone)
        };
        Ok(Self {
            event: vocabulary.event(&rfm.event).map_err(|e| e.under("event"))?,
            label: vocabulary.event_label(&rfm.event, vocabulary.language).to_owned(),
            frequency: plan(Function::Count, None)?,
            money: plan(Function::Sum, Some(&rfm.amount)).map_err(|e| Error::under(e, "amount"))?,
            bins: rfm.bins,
        })
    }

    /// The type of the events that count.
    pub(super) fn event(&self) -> EventId {
        self.event
    }

    /// The three measures, and until when they stand; `None` for one who never bought.
    pub(super) fn raw(&self, subject: &dyn Subject, now: Timestamp) -> (Option<Raw>, Timestamp) {
        let times = subject.times(self.event);
        let past = times.partition_point(|time| *time <= now);
        let next = times.get(past).copied().unwrap_or(NEVER);
        let Some(last) = past.checked_sub(1).and_then(|i| times.get(i)) else { return (None, next) };
        let measure = |plan: &Plan| match plan.measure(subject, now) {
            Some((Value::Number(number), change)) => (number.raw(), change),
            Some((_, change)) => (0, change),
            None => (0, NEVER),
        };
        let (frequency, changes) = measure(&self.frequency);
        let (money, _) = measure(&self.money);
        (Some([last.0, frequency, money]), next.min(changes))
    }

    /// The scales of a population, by its measures in order.
    pub(super) fn scales(&self, orders: &[Ranking; 3]) -> Scales {
        Scales::of(orders, self.bins)
    }

    pub(super) fn value(&self, subject: &dyn Subject, scales: &Scales, now: Timestamp) -> ScoreValue {
        let (raw, change) = self.raw(subject, now);
        let Some(raw) = raw else { return ScoreValue { change, ..ScoreValue::NONE } };
        let ranks = scales.ranks(&raw);
        let sum = ranks.iter().map(|rank| i32::from(*rank)).sum();
        ScoreValue { value: Some(sum), bucket: Some(scales.class(ranks)), change }
    }

    /// The three ranks and what they are for.
    pub(super) fn reasons(&self, subject: &dyn Subject, scales: &Scales, now: Timestamp) -> Vec<Reason> {
        let Some(raw) = self.raw(subject, now).0 else { return Vec::new() };
        let [recency, frequency, money] = scales.ranks(&raw);
        let [last, count, amount] = raw;
        let days = now.0.saturating_sub(last).div_euclid(crate::expr::MS_PER_DAY);
        let reason = |code, rank: u8| {
            Reason::new(code).with("event", &self.label).with("rank", rank).weighing(i32::from(rank))
        };
        vec![
            reason("score/recency", recency).with("days", days),
            reason("score/frequency", frequency).with("count", Number::from_raw(count)),
            reason("score/money", money).with("value", Number::from_raw(amount)),
        ]
    }
}

impl Scales {
    pub(super) fn of([recency, frequency, money]: &[Ranking; 3], bins: u8) -> Self {
        Self([recency, frequency, money].map(|order| Scale::of(order, bins)))
    }

    /// The ranks and the class that the measures get.
    #[cfg(test)]
    pub(super) fn standing(&self, raw: &Raw) -> ([u8; 3], u16) {
        let ranks = self.ranks(raw);
        (ranks, self.class(ranks))
    }

    /// Between which values of a measure, both included, ranks are others than they were, or high ones have
    /// become low or low ones high.
    pub(super) fn stirred(&self, before: &Self, position: usize) -> Vec<(i64, i64)> {
        match (self.0.get(position), before.0.get(position)) {
            (Some(now), Some(before)) => now.stirred(before),
            _ => Vec::new(),
        }
    }

    fn ranks(&self, raw: &Raw) -> [u8; 3] {
        let ([recency, frequency, money], [last, count, amount]) = (&self.0, raw);
        [recency.rank(*last), frequency.rank(*count), money.rank(*amount)]
    }

    /// The position of the class among [`RFM_CLASSES`].
    fn class(&self, ranks: [u8; 3]) -> u16 {
        let [recency, frequency, money] = &self.0;
        let [r, f, m] = ranks;
        u16::from(!recency.is_high(r))
            + 2 * u16::from(!frequency.is_high(f))
            + 4 * u16::from(!money.is_high(m))
    }
}

impl Scale {
    fn of(order: &Ranking, bins: u8) -> Self {
        let cut = |bin: usize| order.nth(order.len() * bin / usize::from(bins));
        let cuts: Vec<i64> = (1..usize::from(bins)).filter_map(cut).collect();
        // Each value has rank one, and one more for each cut that it reaches.
        let reached: usize = cuts.iter().map(|cut| order.len() - order.below(*cut)).sum();
        Self { cuts, sum: (order.len() + reached) as u64, count: order.len() as u64 }
    }

    /// One more than the cuts that the value reaches.
    fn rank(&self, value: i64) -> u8 {
        u8::try_from(self.cuts.partition_point(|cut| *cut <= value)).unwrap_or(u8::MAX).saturating_add(1)
    }

    fn is_high(&self, rank: u8) -> bool {
        u64::from(rank) * self.count > self.sum
    }

    /// The least and the largest value of a rank.
    fn bounds(&self, rank: usize) -> (i64, i64) {
        let cut = |place: usize| self.cuts.get(place).copied();
        let low = rank.checked_sub(2).and_then(cut).unwrap_or(i64::MIN);
        (low, rank.checked_sub(1).and_then(cut).map_or(i64::MAX, |next| next.saturating_sub(1)))
    }

    fn stirred(&self, before: &Self) -> Vec<(i64, i64)> {
        if self.cuts.len() != before.cuts.len() {
            return vec![(i64::MIN, i64::MAX)];
        }
        let cuts = self.cuts.iter().zip(&before.cuts);
        let shifted = cuts.filter(|(now, then)| now != then);
        let shifted = shifted.map(|(now, then)| (*now.min(then), now.max(then).saturating_sub(1)));
        let ranks = 1..=self.cuts.len() + 1;
        let turned = ranks.filter(|rank| {
            let rank = u8::try_from(*rank).unwrap_or(u8::MAX);
            self.is_high(rank) != before.is_high(rank)
        });
        shifted.chain(turned.map(|rank| self.bounds(rank))).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(values: impl IntoIterator<Item = i64>, bins: u8) -> Scale {
        let mut order = Ranking::default();
        values.into_iter().zip(0..).for_each(|(value, customer)| order.insert(value, customer));
        Scale::of(&order, bins)
    }

    #[test]
    fn ranks_are_equal_shares() {
        let scale = scale(0..100, 5);
        let ranks: Vec<u8> = [0, 19, 20, 59, 79, 80, 99].map(|value| scale.rank(value)).into();
        assert_eq!(ranks, [1, 1, 2, 3, 4, 5, 5]);
        assert!(scale.is_high(4) && !scale.is_high(3));
    }

    #[test]
    fn equal_values_share_a_rank_and_none_is_above_the_average() {
        let scale = scale([1; 10], 5);
        assert_eq!(scale.rank(1), 5);
        assert!(!scale.is_high(5));
        assert_eq!(self::scale([], 5).rank(7), 1);
    }

    #[test]
    fn classes_follow_money_then_frequency_then_recency() {
        let scale = scale(1..=5, 5);
        let scales = Scales([scale.clone(), scale.clone(), scale]);
        let class = |ranks| RFM_CLASSES.get(usize::from(scales.class(ranks))).map(|(_, zh, _)| *zh);
        for (ranks, zh) in [
            ([5, 5, 5], "重要价值"),
            ([1, 5, 5], "重要保持"),
            ([5, 1, 5], "重要发展"),
            ([1, 1, 5], "重要挽留"),
            ([5, 5, 1], "一般价值"),
            ([1, 5, 1], "一般保持"),
            ([5, 1, 1], "一般发展"),
            ([1, 1, 1], "一般挽留"),
        ] {
            assert_eq!(class(ranks), Some(zh), "{ranks:?}");
        }
    }
}
