//! Scores made of points.

use super::decay::Decay;
use crate::error::{Error, Result};
use crate::expr::{Plan, ScoreValue, Subject, Vocabulary, compile, parse, print};
use crate::normalize::civil::Timestamp;
use crate::reason::Reason;
use crate::schema::ruleset::{PointsDef, ScoreDef};

/// A score that adds points, compiled.
#[derive(Clone, Debug)]
pub(in crate::tags) struct Points {
    base: i64,
    bounds: (i64, i64),
    rules: Vec<Rule>,
    /// The least score of each bucket, rising.
    buckets: Vec<i32>,
}

#[derive(Clone, Debug)]
struct Rule {
    plan: Plan,
    name: String,
    points: i64,
    each: bool,
    cap: i64,
    decay: Option<Decay>,
}

impl Points {
    pub(in crate::tags) fn compile(score: &ScoreDef, vocabulary: &Vocabulary, zone: i32) -> Result<Self> {
        let each =
            |(i, rule)| Rule::compile(rule, vocabulary, zone).map_err(|e| e.under(&format!("rules[{i}]")));
        let rules = score.rules.iter().enumerate().map(each).collect::<Result<_>>()?;
        let buckets = bucket_mins(score)?;
        let bounds = (i64::from(score.min.unwrap_or(i32::MIN)), i64::from(score.max.unwrap_or(i32::MAX)));
        if bounds.0 > bounds.1 {
            return Err(Error::new("condition/expected", "max").with("expected", "min ≤ max"));
        }
        Ok(Self { base: i64::from(score.base), bounds, rules, buckets })
    }

    pub(in crate::tags) fn plans(&self) -> impl Iterator<Item = &Plan> {
        self.rules.iter().map(|rule| &rule.plan)
    }

    pub(in crate::tags) fn plans_mut(&mut self) -> impl Iterator<Item = &mut Plan> {
        self.rules.iter_mut().map(|rule| &mut rule.plan)
    }

    pub(in crate::tags) fn value(&self, subject: &dyn Subject, now: Timestamp) -> ScoreValue {
        let mut sum = self.base;
        let mut change = crate::expr::NEVER;
        for rule in &self.rules {
            let (points, until) = rule.points(subject, now);
            sum = sum.saturating_add(points);
            change = change.min(until);
        }
        let value = i32::try_from(sum.clamp(self.bounds.0, self.bounds.1)).unwrap_or_default();
        ScoreValue { value: Some(value), bucket: bucket_of(&self.buckets, value), change }
    }

    /// What the points are for, each reason weighing its points.
    pub(in crate::tags) fn reasons(&self, subject: &dyn Subject, now: Timestamp) -> Vec<Reason> {
        let base = (self.base != 0).then(|| Reason::new("score/base").weighing(weight(self.base)));
        let rules = self.rules.iter().filter_map(|rule| match rule.points(subject, now).0 {
            0 => None,
            points => Some(Reason::new("score/points").with("name", &rule.name).weighing(weight(points))),
        });
        base.into_iter().chain(rules).collect()
    }
}

/// The position of the bucket that a value falls into; `mins` are the least values of each, rising.
pub(in crate::tags) fn bucket_of(mins: &[i32], value: i32) -> Option<u16> {
    let below = mins.partition_point(|min| *min <= value);
    below.checked_sub(1).and_then(|position| u16::try_from(position).ok())
}

/// The least values of a score's buckets, which must rise.
pub(in crate::tags) fn bucket_mins(score: &ScoreDef) -> Result<Vec<i32>> {
    let mins: Vec<i32> = score.buckets.iter().map(|bucket| bucket.min).collect();
    if mins.is_sorted_by(|a, b| a < b) { Ok(mins) } else { Err(Error::new("score/buckets", "buckets")) }
}

fn weight(points: i64) -> i32 {
    i32::try_from(points).unwrap_or(if points < 0 { i32::MIN } else { i32::MAX })
}

impl Rule {
    fn compile(rule: &PointsDef, vocabulary: &Vocabulary, zone: i32) -> Result<Self> {
        let under = |e: Error| e.under("when");
        let condition = parse(&rule.when.0).map_err(under)?;
        let plan = compile(&condition, vocabulary, zone).map_err(under)?;
        if rule.each && !plan.is_event() {
            return Err(Error::new("score/each", "each"));
        }
        let given = rule.name.get(vocabulary.language);
        let name = if given.is_empty() {
            print(&condition, vocabulary, vocabulary.language)
        } else {
            given.to_owned()
        };
        if rule.decay.is_some() && !plan.is_event() {
            return Err(Error::new("score/decay", "decay"));
        }
        let decay = rule.decay.as_ref().map(Decay::compile).transpose().map_err(|e| e.under("decay"))?;
        let cap = rule.cap.map_or(i64::MAX, i64::from);
        Ok(Self { plan, name, points: i64::from(rule.points), each: rule.each, cap, decay })
    }

    /// The points, and until when they stand.
    fn points(&self, subject: &dyn Subject, now: Timestamp) -> (i64, Timestamp) {
        let answer = self.plan.answer(subject, now);
        if !answer.holds() {
            return (0, answer.change);
        }
        let counts = self.each || self.decay.is_some();
        let Some((times, change)) = counts.then(|| self.plan.occurrences(subject, now)).flatten() else {
            return (self.points.clamp(-self.cap, self.cap), answer.change);
        };
        let counted =
            if self.each { times.as_slice() } else { times.last().map_or(&[][..], std::slice::from_ref) };
        let until = answer.change.min(change);
        let Some(decay) = self.decay else {
            let count = i64::try_from(counted.len()).unwrap_or(i64::MAX);
            return (self.points.saturating_mul(count).clamp(-self.cap, self.cap), until);
        };
        let points = decay.left(self.points, counted, now).clamp(-self.cap, self.cap);
        (points, until.min(decay.change(self.points, counted, now)))
    }
}
