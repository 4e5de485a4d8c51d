//! Scores that foretell.

use super::forecast::Forecast;
use super::points::{bucket_mins, bucket_of};
use super::propensity::Propensity;
use crate::error::{Error, Result};
use crate::expr::{
    Condition, EventId, EventTest, Function, Literal, Measure, NEVER, Number, Op, Plan, ScoreValue, Subject,
    Value, Vocabulary, Window, compile, compile_for, parse,
};
use crate::normalize::civil::{Date, Timestamp};
use crate::predict::{BgNbd, Example, GammaGamma, History, Learned, Spending};
use crate::reason::Reason;
use crate::schema::ruleset::{ForetellingModel, Foretold, PredictDef, PropensityModel, ScoreDef};
use crate::tags::tagger::Tagger;

/// A score that foretells, compiled. Times are whole days of the calendar.
#[derive(Clone, Debug)]
pub(in crate::tags) struct Foresight {
    pub what: Foretold,
    /// The event that counts as a purchase.
    event: EventId,
    /// All types of event that are looked at.
    events: Vec<EventId>,
    pub label: String,
    /// Which of the events count.
    filter: Option<Plan>,
    /// The sum of the amounts of all purchases.
    money: Option<Plan>,
    days: f64,
    model: Option<ForetellingModel>,
    pub cycle: Option<crate::predict::Cycle>,
    propensity: Propensity,
    buckets: Vec<i32>,
    pub zone: i32,
}

/// What of a customer the models of buying look at.
pub type Foreseen = (History, Spending);

impl Foresight {
    pub(in crate::tags) fn compile(
        score: &ScoreDef,
        def: &PredictDef,
        vocabulary: &Vocabulary,
        zone: i32,
    ) -> Result<Self> {
        if def.what == Foretold::LifetimeValue && def.amount.is_none() {
            return Err(Error::new("condition/expected", "amount").with("expected", "amount"));
        }
        let event = vocabulary.event(&def.event).map_err(|e| e.under("event"))?;
        if def.horizon.last == 0 {
            return Err(Error::new("ruleset/limit", "horizon"));
        }
        let condition = def.filter.as_ref().map(|filter| parse(&filter.0));
        let condition = condition.transpose().map_err(|e| e.under("where"))?;
        let filter = condition.as_ref().map(|of| compile_for(of, vocabulary, zone, &[event]));
        let filter = filter.transpose().map_err(|e| e.under("where"))?;
        let money = |name: &String| {
            sum(&def.event, condition.clone(), name, vocabulary, zone).map_err(|e| e.under("amount"))
        };
        let all = def.what == Foretold::Propensity;
        Ok(Self {
            what: def.what,
            event,
            events: if all { vocabulary.events().collect() } else { vec![event] },
            label: vocabulary.event_label(&def.event, vocabulary.language).to_owned(),
            filter,
            money: def.amount.as_ref().map(money).transpose()?,
            days: def.horizon.mean_days(),
            model: def.model,
            cycle: def.cycle.map(|of| crate::predict::Cycle { gap: of.gap, low: of.low, high: of.high }),
            propensity: if all { Propensity::compile(def, vocabulary)? } else { Propensity::default() },
            buckets: bucket_mins(score)?,
            zone,
        })
    }

    /// The types of the events that are looked at.
    pub(in crate::tags) fn events(&self) -> &[EventId] {
        &self.events
    }

    /// The days of the customer's purchases after the first instant and until the second.
    pub(in crate::tags) fn purchases(
        &self,
        subject: &dyn Subject,
        after: Timestamp,
        until: Timestamp,
    ) -> Vec<Date> {
        let counts = |place: usize| {
            self.filter
                .as_ref()
                .is_none_or(|plan| plan.answer_of(subject, (self.event, place), until).holds())
        };
        let all = subject.times(self.event).iter().enumerate();
        let past = all.take_while(|(_, time)| **time <= until).filter(|(_, time)| **time > after);
        past.filter(|(place, _)| counts(*place)).map(|(_, time)| time.date(self.zone)).collect()
    }

    /// The customer's purchases until now; `None` for one who never bought.
    fn seen(&self, subject: &dyn Subject, now: Timestamp) -> Option<Foreseen> {
        let today = now.date(self.zone).days();
        let bought = self.purchases(subject, Timestamp(i64::MIN), now);
        let days: Vec<f64> = bought.iter().map(|day| day.days() as f64).collect();
        let history = History::of(&days, today as f64)?;
        let purchases = history.repeats + 1.0;
        let total = self.spent(subject, now);
        Some((history, Spending { purchases, mean: (total / purchases).max(0.0) }))
    }

    /// The sum of the amounts of all purchases until then.
    pub(in crate::tags) fn spent(&self, subject: &dyn Subject, until: Timestamp) -> f64 {
        match self.money.as_ref().and_then(|plan| plan.measure(subject, until)) {
            Some((Value::Number(number), _)) => number.raw() as f64 / Number::SCALE as f64,
            _ => 0.0,
        }
    }

    pub(in crate::tags) fn value(&self, subject: &dyn Subject, now: Timestamp) -> ScoreValue {
        let told = match self.what {
            Foretold::NextPurchase | Foretold::CycleElapsed => Forecast::of(self, subject, now)
                .and_then(|forecast| forecast.value(self.what == Foretold::NextPurchase)),
            Foretold::Propensity => self.propensity.probability(self, subject, now).map(|p| 100.0 * p),
            _ => self.model.zip(self.seen(subject, now)).map(|(model, seen)| self.foretell(&model, &seen)),
        };
        let change = self.stands_until(subject, now, told.is_some());
        let Some(told) = told.filter(|told| told.is_finite()) else {
            return ScoreValue { change, ..ScoreValue::NONE };
        };
        let bounds = (f64::from(i32::MIN), f64::from(i32::MAX));
        let value = libm::round(told.clamp(bounds.0, bounds.1)) as i32;
        ScoreValue { value: Some(value), bucket: bucket_of(&self.buckets, value), change }
    }

    /// Until the next event or, once there was one, the next midnight: then all have waited one day more.
    fn stands_until(&self, subject: &dyn Subject, now: Timestamp, told: bool) -> Timestamp {
        let (mut next, mut waits) = (NEVER, false);
        for event in &self.events {
            let times = subject.times(*event);
            let past = times.partition_point(|time| *time <= now);
            next = next.min(times.get(past).copied().unwrap_or(NEVER));
            waits |= past > 0;
        }
        let varies = match self.what {
            Foretold::NextPurchase | Foretold::CycleElapsed => told,
            Foretold::Propensity => self.propensity.is_learned(),
            _ => self.model.is_some(),
        };
        if !waits || !varies {
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
            Foretold::Purchases => buying.expected(history, self.days),
            Foretold::LifetimeValue => value.map_or(f64::NAN, |of| {
                let of = GammaGamma { p: of.p, q: of.q, gamma: of.gamma };
                buying.expected(history, self.days) * of.expected(spending)
            }),
            Foretold::NextPurchase | Foretold::CycleElapsed | Foretold::Propensity => f64::NAN,
        }
    }

    /// What the customer did, from which the score follows.
    pub(in crate::tags) fn reasons(
        &self,
        subject: &dyn Subject,
        now: Timestamp,
        vocabulary: &Vocabulary,
    ) -> Vec<Reason> {
        match self.what {
            Foretold::NextPurchase | Foretold::CycleElapsed => {
                Forecast::of(self, subject, now).map(|forecast| forecast.reason()).into_iter().collect()
            }
            Foretold::Propensity => self.propensity.reasons(self, subject, now, vocabulary),
            _ => self.reasons_of_buying(subject, now),
        }
    }

    fn reasons_of_buying(&self, subject: &dyn Subject, now: Timestamp) -> Vec<Reason> {
        let Some((model, (history, spending))) = self.model.zip(self.seen(subject, now)) else {
            return Vec::new();
        };
        let reason = |code| Reason::new(code).with("event", &self.label);
        let mut reasons = vec![
            reason("score/bought").with("count", spending.purchases).with("days", history.age),
            reason("score/silent").with("days", history.age - history.recency),
        ];
        match self.what {
            Foretold::LifetimeValue => {
                reasons.push(reason("score/worth").with("value", libm::round(spending.mean)));
            }
            Foretold::Purchase | Foretold::Purchases => {
                let buying = BgNbd { r: model.r, alpha: model.alpha, a: model.a, b: model.b };
                let expected = buying.expected(&history, self.days);
                let (count, days) = (Number::tenths(expected), libm::round(self.days));
                reasons.push(reason("score/expected").with("count", count).with("days", days));
            }
            _ => {}
        }
        reasons
    }
}

impl Tagger {
    /// What the model of a score that foretells is fitted on: the purchases of one customer until `now`.
    pub fn foreseen(&self, score: usize, subject: &dyn Subject, now: Timestamp) -> Option<Foreseen> {
        self.foresight(score)?.seen(subject, now)
    }

    /// When the customer will probably buy next, for a score that tells it; `None` for one who never bought.
    pub fn forecast(&self, score: usize, subject: &dyn Subject, now: Timestamp) -> Option<Forecast> {
        let foresight = self.foresight(score).filter(|of| of.what == Foretold::NextPurchase)?;
        Forecast::of(foresight, subject, now)
    }

    /// The gaps in days between the customer's purchases until `now`.
    pub fn gaps(&self, score: usize, subject: &dyn Subject, now: Timestamp) -> Vec<f64> {
        let Some(foresight) = self.foresight(score) else { return Vec::new() };
        let days = foresight.purchases(subject, Timestamp(i64::MIN), now);
        let pairs = days.iter().zip(days.iter().skip(1));
        pairs.map(|(a, b)| (b.days() - a.days()) as f64).filter(|gap| *gap > 0.0).collect()
    }

    /// What a score of propensity is learned from: the customer as it was at `then`, and what it did until `now`; `None`
    /// for one of whom nothing was known then.
    pub fn example(
        &self,
        score: usize,
        subject: &dyn Subject,
        then: Timestamp,
        now: Timestamp,
    ) -> Option<Example> {
        let foresight = self.foresight(score)?;
        let mut example = foresight.propensity.example(foresight, subject, then)?;
        example.happened = !foresight.purchases(subject, then, now).is_empty();
        Some(example)
    }

    /// What was learned, as a ruleset keeps it.
    pub fn propensity(&self, score: usize, learned: &Learned) -> PropensityModel {
        let foresight = self.foresight(score);
        foresight.map(|of| of.propensity.written(learned, self.vocabulary())).unwrap_or_default()
    }
}

fn sum(
    event: &str,
    filter: Option<Condition>,
    property: &str,
    vocabulary: &Vocabulary,
    zone: i32,
) -> Result<Plan> {
    let measure = Measure::Aggregate {
        function: Function::Sum,
        field: Some(property.to_owned()),
        op: Op::Exists,
        value: Literal::None,
    };
    let events = vec![event.to_owned()];
    let test = EventTest { events, filter, window: Window::Ever, measure, default: None };
    compile(&Condition::Event(Box::new(test)), vocabulary, zone)
}
