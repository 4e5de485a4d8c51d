//! Recency, frequency, money: three ranks among all customers, and the eight classes of Chinese practice.
//!
//! The ranks are quantiles, as in Hughes, *Strategic Database Marketing* (1994). The eight classes (重要价值客户 and so on) ask
//! of each rank whether it is above the average of all customers.

use crate::error::{Error, Result};
use crate::expr::{
    Condition, EventId, EventTest, Function, Literal, Measure, NEVER, Op, Plan, ScoreValue, Subject, Value,
    Vocabulary, Window, compile,
};
use crate::normalize::civil::Timestamp;
use crate::reason::Reason;
use crate::schema::ruleset::RfmDef;
use crate::sort::Arrange;

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
    /// The ranks and the class that the measures get under a score.
    pub(super) fn standing(&self, score: usize, raw: &Raw) -> Option<([u8; 3], u16)> {
        let scales = self.scores.get(score)?.as_ref()?;
        let ranks = scales.ranks(raw);
        Some((ranks, scales.class(ranks)))
    }
}

/// Recency, frequency and money of all customers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scales([Scale; 3]);

/// The ranks of one measure.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Scale {
    /// The least value of each rank from the second on, rising.
    cuts: Vec<i128>,
    /// The sum of all ranks, and how many there are: their average without a fraction.
    sum: u64,
    count: u64,
}

/// The three measures of a customer who bought: the last time, how often, for how much.
pub(super) type Raw = [i128; 3];

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

    /// The three measures, and until when they stand; `None` for one who never bought.
    pub(super) fn raw(&self, subject: &dyn Subject, now: Timestamp) -> (Option<Raw>, Timestamp) {
        let times = subject.times(self.event);
        let past = times.partition_point(|time| *time <= now);
        let next = times.get(past).copied().unwrap_or(NEVER);
        let Some(last) = past.checked_sub(1).and_then(|i| times.get(i)) else { return (None, next) };
        let measure = |plan: &Plan| match plan.measure(subject, now) {
            Some((Value::Number(number), change)) => (i128::from(number.raw()), change),
            Some((_, change)) => (0, change),
            None => (0, NEVER),
        };
        let (frequency, changes) = measure(&self.frequency);
        let (money, _) = measure(&self.money);
        (Some([i128::from(last.0), frequency, money]), next.min(changes))
    }

    /// The scales of a population.
    pub(super) fn scales(&self, raws: &[Raw]) -> Scales {
        let of = |pick: fn(&Raw) -> i128| Scale::new(raws.iter().map(pick).collect(), self.bins);
        Scales([
            of(|[recency, _, _]| *recency),
            of(|[_, frequency, _]| *frequency),
            of(|[_, _, money]| *money),
        ])
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
        let days = (i128::from(now.0) - last).div_euclid(i128::from(crate::expr::MS_PER_DAY));
        let number = |raw: i128| crate::expr::Number::from_raw(i64::try_from(raw).unwrap_or(i64::MAX));
        let reason = |code, rank: u8| {
            Reason::new(code).with("event", &self.label).with("rank", rank).weighing(i32::from(rank))
        };
        vec![
            reason("score/recency", recency).with("days", days),
            reason("score/frequency", frequency).with("count", number(count)),
            reason("score/money", money).with("value", number(amount)),
        ]
    }
}

impl Scales {
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
    fn new(mut values: Vec<i128>, bins: u8) -> Self {
        values.arrange();
        let cut = |bin: usize| values.get(values.len() * bin / usize::from(bins)).copied();
        let cuts: Vec<i128> = (1..usize::from(bins)).filter_map(cut).collect();
        let mut scale = Self { cuts, sum: 0, count: values.len() as u64 };
        scale.sum = values.iter().map(|value| u64::from(scale.rank(*value))).sum();
        scale
    }

    /// One more than the cuts that the value reaches.
    fn rank(&self, value: i128) -> u8 {
        u8::try_from(self.cuts.partition_point(|cut| *cut <= value)).unwrap_or(u8::MAX).saturating_add(1)
    }

    fn is_high(&self, rank: u8) -> bool {
        u64::from(rank) * self.count > self.sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranks_are_equal_shares() {
        let scale = Scale::new((0..100).collect(), 5);
        let ranks: Vec<u8> = [0, 19, 20, 59, 79, 80, 99].map(|value| scale.rank(value)).into();
        assert_eq!(ranks, [1, 1, 2, 3, 4, 5, 5]);
        assert!(scale.is_high(4) && !scale.is_high(3));
    }

    #[test]
    fn equal_values_share_a_rank_and_none_is_above_the_average() {
        let scale = Scale::new(vec![1; 10], 5);
        assert_eq!(scale.rank(1), 5);
        assert!(!scale.is_high(5));
        assert_eq!(Scale::new(Vec::new(), 5).rank(7), 1);
    }

    #[test]
    fn classes_follow_money_then_frequency_then_recency() {
        let scale = Scale::new((1..=5).collect(), 5);
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
