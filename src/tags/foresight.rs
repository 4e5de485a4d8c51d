//! Scores that foretell purchases.

use super::points::{bucket_mins, bucket_of};
use crate::error::{Error, Result};
use crate::expr::{
    Condition, EventId, EventTest, Function, Literal, Measure, NEVER, Number, Op, Plan, ScoreValue, Subject,
    Value, Vocabulary, Window, compile,
};
use crate::normalize::civil::Timestamp;
use crate::predict::{BgNbd, GammaGamma, History, Spending};
use crate::reason::Reason;
use crate::schema::ruleset::{ForetellingModel, Foretold, PredictDef, ScoreDef};

/// A score that foretells, compiled. Times are whole days of the calendar.
#[derive(Clone, Debug)]
pub(super) struct Foresight {
    what: Foretold,
    event: EventId,
    label: String,
    /// The sum of the amounts of all purchases.
    money: Option<Plan>,
    days: f64,
    model: Option<ForetellingModel>,
    buckets: Vec<i32>,
    zone: i32,
}

/// What of a customer the models look at.
pub type Foreseen = (History, Spending);

impl Foresight {
    pub(super) fn compile(
        score: &ScoreDef,
        def: &PredictDef,
        vocabulary: &Vocabulary,
        zone: i32,
    ) -> Result<Self> {
        if def.what == Foretold::LifetimeValue && def.amount.is_none() {
            return Err(Error::new("condition/expected", "amount").with("expected", "amount"));
        }
        let money = |name: &String| sum(&def.event, name, vocabulary, zone).map_err(|e| e.under("amount"));
        Ok(Self {
            what: def.what,
            event: vocabulary.event(&def.event).map_err(|e| e.under("event"))?,
            label: vocabulary.event_label(&def.event, vocabulary.language).to_owned(),
            money: def.amount.as_ref().map(money).transpose()?,
            days: def.horizon.mean_days(),
            model: def.model,
            buckets: bucket_mins(score)?,
            zone,
        })
    }

    /// The type of the events that count.
    pub(super) fn event(&self) -> EventId {
        self.event
    }

    /// The customer's purchases until now; `None` for one who never bought.
    pub(super) fn seen(&self, subject: &dyn Subject, now: Timestamp) -> Option<Foreseen> {
        let today = now.date(self.zone).days();
        let past = subject.times(self.event).iter().take_while(|time| **time <= now);
        let days: Vec<f64> = past.map(|time| time.date(self.zone).days() as f64).collect();
        let history = History::of(&days, today as f64)?;
        let purchases = history.repeats + 1.0;
        let total = match self.money.as_ref().and_then(|plan| plan.measure(subject, now)) {
            Some((Value::Number(number), _)) => number.raw() as f64 / Number::SCALE as f64,
            _ => 0.0,
        };
        Some((history, Spending { purchases, mean: (total / purchases).max(0.0) }))
    }

    pub(super) fn value(&self, subject: &dyn Subject, now: Timestamp) -> ScoreValue {
        let change = self.stands_until(subject, now);
        let told = self.model.zip(self.seen(subject, now)).map(|(model, seen)| self.foretell(&model, &seen));
        let Some(told) = told.filter(|told| told.is_finite()) else {
            return ScoreValue { change, ..ScoreValue::NONE };
        };
        let value = libm::round(told.clamp(0.0, f64::from(i32::MAX))) as i32;
        ScoreValue { value: Some(value), bucket: bucket_of(&self.buckets, value), change }
    }

    /// Until the next event or, once there was one, the next midnight: then all have waited one day more.
    fn stands_until(&self, subject: &dyn Subject, now: Timestamp) -> Timestamp {
        let times = subject.times(self.event);
        let past = times.partition_point(|time| *time <= now);
        let next = times.get(past).copied().unwrap_or(NEVER);
        if past == 0 || self.model.is_none() {
            return next;
        }
        next.min(Timestamp::start_of(now.date(self.zone).add_days(1), self.zone))
    }

    fn foretell(&self, model: &ForetellingModel, (history, spending): &Foreseen) -> f64 {
        let ForetellingModel { r, alpha, a, b, spending: value } = *model;
        let buying = BgNbd { r, alpha, a, b };
        match self.what {
            Foretold::Purchase => 100.0 * buying.buys(history, self.days),
            Foretold::Churn => 100.0 * (1.0 - buying.alive(history)),
            Foretold::LifetimeValue => value.map_or(f64::NAN, |of| {
                let of = GammaGamma { p: of.p, q: of.q, gamma: of.gamma };
                buying.expected(history, self.days) * of.expected(spending)
            }),
        }
    }

    /// What the customer did, from which the score follows.
    pub(super) fn reasons(&self, subject: &dyn Subject, now: Timestamp) -> Vec<Reason> {
        let Some((history, spending)) = self.seen(subject, now).filter(|_| self.model.is_some()) else {
            return Vec::new();
        };
        let reason = |code| Reason::new(code).with("event", &self.label);
        let mut reasons = vec![
            reason("score/bought").with("count", spending.purchases).with("days", history.age),
            reason("score/silent").with("days", history.age - history.recency),
        ];
        if self.what == Foretold::LifetimeValue {
            reasons.push(reason("score/worth").with("value", libm::round(spending.mean)));
        }
        reasons
    }
}

fn sum(event: &str, property: &str, vocabulary: &Vocabulary, zone: i32) -> Result<Plan> {
    let measure = Measure::Aggregate {
        function: Function::Sum,
        field: Some(property.to_owned()),
        op: Op::Exists,
        value: Literal::None,
    };
    let events = vec![event.to_owned()];
    let test = EventTest { events, filter: None, window: Window::Ever, measure, default: None };
    compile(&Condition::Event(Box::new(test)), vocabulary, zone)
}
