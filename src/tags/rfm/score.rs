//! Recency, frequency, money: three ranks, and the classes that they lead to.
//!
//! Ranks are quantiles, as in Hughes, *Strategic Database Marketing* (1994), or begin at thresholds, or tell who is above
//! the mean. The eight classes of Chinese practice (重要价值客户 and so on) ask of each rank whether it is above the average
//! of all customers; by thresholds, whether it is in the upper half.

use std::sync::Arc;

use super::bought::{Bought, Raw};
use super::class::{of_eight, of_ten};
use super::ranking::Ranking;
use crate::error::{Error, Result};
use crate::expr::{
    Condition, EventId, EventTest, Function, Literal, MS_PER_DAY, Measure, NEVER, Number, Op, PropertyId,
    ScoreValue, Span, Subject, Value, Vocabulary, Window, compile,
};
use crate::normalize::civil::Timestamp;
use crate::reason::Reason;
use crate::schema::ruleset::{RfmBasis, RfmDef, RfmScheme, RfmThresholds};

/// What the ranks of RFM scores are measured by; one entry a score of the ruleset.
///
/// It depends on all customers: [`Tagger::population`](crate::tags::Tagger) looks at each of them, a
/// [`Census`](crate::tags::Census) at those who changed. Copies share what they hold, as one is made for every event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Population {
    pub(in crate::tags) scores: Arc<[Option<Scales>]>,
}

impl Population {
    /// What a score ranks by.
    pub(in crate::tags) fn scales(&self, score: usize) -> Option<&Scales> {
        self.scores.get(score)?.as_ref()
    }
}

/// Recency, frequency and money of all customers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::tags) struct Scales([Scale; 3]);

/// The ranks of one measure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Scale {
    /// The least value of each rank from the second on, rising.
    cuts: Vec<i64>,
    /// The sum of all ranks, and how many there are: their average without a fraction.
    sum: u64,
    count: u64,
}

/// The property that is money: one that adds up.
fn amount(rfm: &RfmDef, vocabulary: &Vocabulary, zone: i32) -> Result<PropertyId> {
    let measure = Measure::Aggregate {
        function: Function::Sum,
        field: Some(rfm.amount.clone()),
        op: Op::Exists,
        value: Literal::None,
    };
    let events = vec![rfm.event.clone()];
    let test = EventTest { events, filter: None, window: Window::Ever, measure, default: None };
    compile(&Condition::Event(Box::new(test)), vocabulary, zone)?;
    let (property, _) = vocabulary.property(&rfm.amount, &[vocabulary.event(&rfm.event)?])?;
    Ok(property)
}

/// An RFM score, compiled.
#[derive(Clone, Debug)]
pub(in crate::tags) struct Rfm {
    event: EventId,
    label: String,
    amount: PropertyId,
    /// When events count.
    span: Span,
    zone: i32,
    basis: RfmBasis,
    bins: u8,
    /// Of fixed thresholds: where ranks begin; recency in days.
    thresholds: [Vec<i64>; 3],
    scheme: RfmScheme,
}

/// The thresholds, and how many ranks they make.
fn thresholds(rfm: &RfmDef) -> Result<([Vec<i64>; 3], u8)> {
    let wrong = || Error::new("score/thresholds", "thresholds");
    let given = match (rfm.basis, &rfm.thresholds) {
        (RfmBasis::Fixed, given) => given.as_ref().ok_or_else(wrong)?,
        (_, Some(_)) => return Err(wrong()),
        _ => return Ok((Default::default(), rfm.bins)),
    };
    let RfmThresholds { recency, frequency, money } = given;
    let lists = [recency, frequency, money];
    let fits = |list: &&Vec<u32>| {
        (1..=9).contains(&list.len()) && list.len() == recency.len() && list.is_sorted_by(|a, b| a < b)
    };
    if !lists.iter().all(fits) {
        return Err(wrong());
    }
    // Numbers have four decimals.
    let scaled = |list: &[u32], by: i64| list.iter().map(|n| i64::from(*n) * by).collect();
    let bins = u8::try_from(recency.len() + 1).unwrap_or(u8::MAX);
    Ok(([scaled(recency, 1), scaled(frequency, 10_000), scaled(money, 10_000)], bins))
}

impl Rfm {
    pub(in crate::tags) fn compile(rfm: &RfmDef, vocabulary: &Vocabulary, zone: i32) -> Result<Self> {
        if !(2..=10).contains(&rfm.bins) {
            return Err(Error::new("condition/expected", "bins").with("expected", "2–10"));
        }
        let event = vocabulary.event(&rfm.event).map_err(|e| e.under("event"))?;
        let (thresholds, bins) = thresholds(rfm)?;
        if rfm.scheme == RfmScheme::Ten && (bins != 5 || rfm.basis == RfmBasis::Mean) {
            return Err(Error::new("score/scheme", "scheme"));
        }
        Ok(Self {
            event,
            label: vocabulary.event_label(&rfm.event, vocabulary.language).to_owned(),
            amount: amount(rfm, vocabulary, zone).map_err(|e| e.under("amount"))?,
            span: rfm.within.map_or(Span::Ever, Span::Within),
            zone,
            basis: rfm.basis,
            bins,
            thresholds,
            scheme: rfm.scheme,
        })
    }

    /// The type of the events that count.
    pub(in crate::tags) fn event(&self) -> EventId {
        self.event
    }

    /// The property that is money.
    pub(in crate::tags) fn amount(&self) -> PropertyId {
        self.amount
    }

    /// Takes in an event of its type; what it was worth is asked if it counts.
    pub(in crate::tags) fn take(
        &self,
        bought: &mut Bought,
        (time, now): (Timestamp, Timestamp),
        worth: impl FnOnce() -> Option<Number>,
    ) {
        if time <= now {
            bought.see(time);
            // Of most events it takes no look at the calendar to tell that they count, and that others cease to before.
            let until = self.span.lasts_until(time);
            if now < until && bought.ends_by(until) {
                return bought.count(worth().unwrap_or_default());
            }
        }
        if time < self.span.horizon(now) {
            return;
        }
        let counts = self.span.counts(time, now, self.zone);
        bought.stand_until(counts.change);
        if counts.holds() {
            bought.count(worth().unwrap_or_default());
        }
    }

    /// The three measures, and until when they stand; `None` for one who never bought.
    pub(in crate::tags) fn raw(&self, subject: &dyn Subject, now: Timestamp) -> (Option<Raw>, Timestamp) {
        let mut bought = Bought::NOTHING;
        for (index, time) in subject.times(self.event).iter().enumerate() {
            let worth = || match subject.property(self.event, index, self.amount) {
                Value::Number(number) => Some(number),
                _ => None,
            };
            self.take(&mut bought, (*time, now), worth);
        }
        bought.raw()
    }

    /// How many ranks there are; by the mean, two.
    pub(in crate::tags) fn bins(&self) -> u8 {
        if self.basis == RfmBasis::Mean { 2 } else { self.bins }
    }

    /// Whether ranks depend on all customers.
    pub(in crate::tags) fn compares(&self) -> bool {
        self.basis != RfmBasis::Fixed
    }

    /// The scales of a population, by its measures in order.
    pub(in crate::tags) fn scales(&self, orders: &mut [Ranking; 3]) -> Scales {
        match self.basis {
            RfmBasis::Mean => Scales(orders.each_mut().map(Scale::of_mean)),
            RfmBasis::Quantile => Scales::of(orders, self.bins),
            // Thresholds ask nobody else.
            RfmBasis::Fixed => Scales::default(),
        }
    }

    /// The ranks, and until when those stand that depend on time alone.
    pub(in crate::tags) fn ranks(&self, raw: &Raw, scales: &Scales, now: Timestamp) -> ([u8; 3], Timestamp) {
        if self.compares() {
            return (scales.ranks(raw), NEVER);
        }
        let [recency, frequency, money] = &self.thresholds;
        let [last, count, amount] = *raw;
        let days = now.0.saturating_sub(last).div_euclid(MS_PER_DAY);
        let passed = recency.partition_point(|threshold| *threshold <= days);
        let next =
            recency.get(passed).map_or(NEVER, |days| Timestamp(last).add_ms(days.saturating_mul(MS_PER_DAY)));
        let reached = |list: &[i64], value: i64| rank(list.partition_point(|threshold| *threshold <= value));
        ([rank(recency.len() - passed), reached(frequency, count), reached(money, amount)], next)
    }

    /// The class of ranks, by its position in the scheme.
    pub(in crate::tags) fn class(&self, ranks: [u8; 3], scales: &Scales) -> Option<u16> {
        match self.scheme {
            RfmScheme::Ten => of_ten(ranks),
            RfmScheme::Eight if self.compares() => Some(of_eight(scales.high(ranks))),
            RfmScheme::Eight => {
                Some(of_eight(ranks.map(|rank| 2 * u16::from(rank) > u16::from(self.bins) + 1)))
            }
        }
    }

    pub(in crate::tags) fn value(
        &self,
        subject: &dyn Subject,
        scales: &Scales,
        now: Timestamp,
    ) -> ScoreValue {
        let (raw, change) = self.raw(subject, now);
        let Some(raw) = raw else { return ScoreValue { change, ..ScoreValue::NONE } };
        let (ranks, until) = self.ranks(&raw, scales, now);
        let sum = ranks.iter().map(|rank| i32::from(*rank)).sum();
        ScoreValue { value: Some(sum), bucket: self.class(ranks, scales), change: change.min(until) }
    }

    /// The three ranks and what they are for.
    pub(in crate::tags) fn reasons(
        &self,
        subject: &dyn Subject,
        scales: &Scales,
        now: Timestamp,
    ) -> Vec<Reason> {
        let Some(raw) = self.raw(subject, now).0 else { return Vec::new() };
        let ([recency, frequency, money], _) = self.ranks(&raw, scales, now);
        let [last, count, amount] = raw;
        let days = now.0.saturating_sub(last).div_euclid(MS_PER_DAY);
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

/// The rank of whoever reached so many thresholds.
fn rank(reached: usize) -> u8 {
    u8::try_from(reached).unwrap_or(u8::MAX).saturating_add(1)
}

impl Scales {
    pub(in crate::tags) fn of([recency, frequency, money]: &mut [Ranking; 3], bins: u8) -> Self {
        Self([recency, frequency, money].map(|order| Scale::of(order, bins)))
    }

    /// The ranks and the class that the measures get.
    #[cfg(test)]
    pub(in crate::tags) fn standing(&self, raw: &Raw) -> ([u8; 3], u16) {
        let ranks = self.ranks(raw);
        (ranks, of_eight(self.high(ranks)))
    }

    /// Between which values of a measure, both included, ranks are others than they were, or high ones have
    /// become low or low ones high.
    pub(in crate::tags) fn stirred(&self, before: &Self, position: usize) -> Vec<(i64, i64)> {
        match (self.0.get(position), before.0.get(position)) {
            (Some(now), Some(before)) => now.stirred(before),
            _ => Vec::new(),
        }
    }

    fn ranks(&self, raw: &Raw) -> [u8; 3] {
        let ([recency, frequency, money], [last, count, amount]) = (&self.0, raw);
        [recency.rank(*last), frequency.rank(*count), money.rank(*amount)]
    }

    /// Whether each rank is above the average of all.
    fn high(&self, [r, f, m]: [u8; 3]) -> [bool; 3] {
        let [recency, frequency, money] = &self.0;
        [recency.is_high(r), frequency.is_high(f), money.is_high(m)]
    }
}

impl Scale {
    fn of(order: &mut Ranking, bins: u8) -> Self {
        let cut = |bin: usize| order.nth(order.len() * bin / usize::from(bins));
        Self::with((1..usize::from(bins)).filter_map(cut).collect(), order)
    }

    /// Two ranks: not above the mean, and above it.
    fn of_mean(order: &mut Ranking) -> Self {
        let count = i128::try_from(order.len()).unwrap_or(i128::MAX);
        let mean = order.sum().checked_div_euclid(count).and_then(|mean| i64::try_from(mean).ok());
        Self::with(mean.map(|mean| mean.saturating_add(1)).into_iter().collect(), order)
    }

    fn with(cuts: Vec<i64>, order: &mut Ranking) -> Self {
        // Each value has rank one, and one more for each cut that it reaches.
        let reached: usize = cuts.iter().map(|cut| order.len() - order.below(*cut)).sum();
        Self { cuts, sum: (order.len() + reached) as u64, count: order.len() as u64 }
    }

    /// One more than the cuts that the value reaches.
    fn rank(&self, value: i64) -> u8 {
        rank(self.cuts.iter().filter(|cut| **cut <= value).count())
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
    use crate::tags::rfm::class::RFM_CLASSES;

    fn scale(values: impl IntoIterator<Item = i64>, bins: u8) -> Scale {
        let mut order = Ranking::default();
        values.into_iter().zip(0..).for_each(|(value, customer)| order.insert(value, customer));
        Scale::of(&mut order, bins)
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
    fn the_mean_makes_two_ranks() {
        let mut order = Ranking::default();
        [1, 2, 9].into_iter().zip(0..).for_each(|(value, customer)| order.insert(value, customer));
        let scale = Scale::of_mean(&mut order);
        assert_eq!([1, 4, 5, 9].map(|value| scale.rank(value)), [1, 1, 2, 2], "the mean is four");
        assert!(scale.is_high(2) && !scale.is_high(1));
        order.remove(9, 2);
        assert_eq!(Scale::of_mean(&mut order).rank(2), 2, "one and two have a mean of one and a half");
        let mut same = Ranking::of((&[0, 0], &[7, 7]));
        assert_eq!(Scale::of_mean(&mut same).rank(7), 1, "nobody is above");
        assert_eq!(Scale::of_mean(&mut Ranking::default()).rank(7), 1);
    }

    #[test]
    fn classes_follow_money_then_frequency_then_recency() {
        let scale = scale(1..=5, 5);
        let scales = Scales([scale.clone(), scale.clone(), scale]);
        let class = |ranks| RFM_CLASSES.get(usize::from(of_eight(scales.high(ranks)))).map(|(_, zh, _)| *zh);
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
