//! How inclined a customer is to do something, by what it did before: the features that are looked at, and what they weigh.

use super::foresight::Foresight;
use crate::error::{Error, Result};
use crate::expr::{EventId, FieldId, Subject, Value, Vocabulary};
use crate::normalize::civil::Timestamp;
use crate::predict::{Example, Feature, Learned, logistic};
use crate::reason::Reason;
use crate::schema::FieldKind;
use crate::schema::ruleset::{FeatureDef, FeatureName, PredictDef, PropensityModel};
use crate::sort::Arrange;

/// A score of propensity, compiled.
#[derive(Clone, Debug, Default)]
pub(in crate::tags) struct Propensity {
    /// All numbers that can be looked at.
    numbers: Vec<Sense>,
    fields: Vec<FieldId>,
    learned: Option<Weights>,
}

#[derive(Clone, Debug)]
struct Weights {
    intercept: f64,
    terms: Vec<(Sense, FeatureDef)>,
}

/// What is looked at of a customer at one time.
#[derive(Clone, Debug)]
enum Sense {
    Recency(EventId),
    Count(EventId, u32),
    Money,
    Before,
    Known,
    Field(FieldId, String),
}

/// How many days back events are counted.
const WINDOWS: [u32; 2] = [90, 365];
/// Days after which a last event says half as much as one of today.
const FADES: f64 = 30.0;
/// Reasons that are told, the weightiest first.
const REASONS: usize = 5;

impl Propensity {
    pub(in crate::tags) fn compile(def: &PredictDef, vocabulary: &Vocabulary) -> Result<Self> {
        let learned = def.propensity.as_ref().map(|model| Weights::compile(model, vocabulary)).transpose()?;
        let mut numbers = Vec::new();
        for event in vocabulary.events() {
            numbers.push(Sense::Recency(event));
            numbers.extend(WINDOWS.map(|days| Sense::Count(event, days)));
        }
        numbers.extend([Sense::Money, Sense::Before, Sense::Known]);
        let field = |name: &String| vocabulary.field(name).map(|(field, _)| field);
        let fields = match &def.fields {
            Some(names) => names.iter().map(field).collect::<Result<_>>().map_err(|e| e.under("fields"))?,
            None => vocabulary.fields_of_kinds(&[FieldKind::Region, FieldKind::Industry]),
        };
        Ok(Self { numbers, fields, learned })
    }

    pub(in crate::tags) fn is_learned(&self) -> bool {
        self.learned.is_some()
    }

    pub(in crate::tags) fn probability(
        &self,
        foresight: &Foresight,
        subject: &dyn Subject,
        now: Timestamp,
    ) -> Option<f64> {
        let weights = self.learned.as_ref()?;
        began(foresight, subject, now)?;
        let terms = weights.terms.iter().map(|(sense, term)| {
            term.weight * (sense.of(foresight, subject, now) - term.mean) / term.deviation
        });
        Some(logistic(weights.intercept + terms.sum::<f64>()))
    }

    /// The features with the most weight for this customer, each weighing what it adds to the log-odds, in hundredths.
    pub(in crate::tags) fn reasons(
        &self,
        foresight: &Foresight,
        subject: &dyn Subject,
        now: Timestamp,
        vocabulary: &Vocabulary,
    ) -> Vec<Reason> {
        let (Some(weights), Some(_)) = (&self.learned, began(foresight, subject, now)) else {
            return Vec::new();
        };
        let mut reasons: Vec<Reason> = Vec::new();
        for (sense, term) in &weights.terms {
            let value = sense.of(foresight, subject, now);
            let adds = libm::round(100.0 * term.weight * (value - term.mean) / term.deviation);
            // That a customer is not of some region says little that one would want to read.
            if adds != 0.0 && (value != 0.0 || !matches!(sense, Sense::Field(..))) {
                let reason = sense.reason(term, foresight, subject, now, vocabulary);
                reasons.push(reason.weighing(adds as i32));
            }
        }
        reasons.arrange_by_key(|reason| u32::MAX - reason.weight.unwrap_or_default().unsigned_abs());
        reasons.truncate(REASONS);
        reasons
    }

    /// The customer as it was; `None` for one of whom nothing was known.
    pub(in crate::tags) fn example(
        &self,
        foresight: &Foresight,
        subject: &dyn Subject,
        then: Timestamp,
    ) -> Option<Example> {
        began(foresight, subject, then)?;
        let numbers = self.numbers.iter().map(|sense| sense.of(foresight, subject, then)).collect();
        let facts = self.fields.iter().map(|field| texts(&subject.field(*field))).collect();
        Some(Example { numbers, facts, ..Example::default() })
    }

    /// What was learned, as a ruleset keeps it.
    pub(in crate::tags) fn written(&self, learned: &Learned, vocabulary: &Vocabulary) -> PropensityModel {
        let features = learned.terms.iter().filter_map(|term| {
            let sense = match &term.feature {
                Feature::Number(place) => self.numbers.get(*place)?.clone(),
                Feature::Fact(place, text) => Sense::Field(*self.fields.get(*place)?, text.clone()),
            };
            let weighed = (term.mean, term.deviation, term.weight);
            Some(sense.written(weighed, vocabulary))
        });
        PropensityModel { intercept: learned.intercept, features: features.collect() }
    }
}

/// When the first event of the customer was, of whatever type; `None` before.
fn began(foresight: &Foresight, subject: &dyn Subject, now: Timestamp) -> Option<Timestamp> {
    let first = |event: &EventId| subject.times(*event).first().copied();
    foresight.events().iter().filter_map(first).min().filter(|first| *first <= now)
}

fn texts(value: &Value<'_>) -> Vec<String> {
    match value {
        Value::Text(text) => vec![(*text).to_owned()],
        Value::List(texts) => texts.iter().map(|text| (*text).to_owned()).collect(),
        _ => Vec::new(),
    }
}

impl Weights {
    fn compile(model: &PropensityModel, vocabulary: &Vocabulary) -> Result<Self> {
        let each = |(place, def): (usize, &FeatureDef)| {
            let sense = Sense::compile(def, vocabulary);
            let sense = sense.map_err(|e| e.under(&format!("propensity.features[{place}]")))?;
            Ok((sense, def.clone()))
        };
        let terms = model.features.iter().enumerate().map(each).collect::<Result<_>>()?;
        Ok(Self { intercept: model.intercept, terms })
    }
}

impl Sense {
    fn compile(def: &FeatureDef, vocabulary: &Vocabulary) -> Result<Self> {
        if def.deviation <= 0.0 {
            return Err(Error::new("condition/expected", "deviation").with("expected", "> 0"));
        }
        let event = || vocabulary.event(&def.name).map_err(|e| e.under("name"));
        Ok(match def.feature {
            FeatureName::Recency => Self::Recency(event()?),
            FeatureName::Count => Self::Count(event()?, def.days.unwrap_or(365)),
            FeatureName::Money => Self::Money,
            FeatureName::Before => Self::Before,
            FeatureName::Known => Self::Known,
            FeatureName::Field => {
                let (field, _) = vocabulary.field(&def.name).map_err(|e| e.under("name"))?;
                Self::Field(field, def.value.clone().unwrap_or_default())
            }
        })
    }

    fn of(&self, foresight: &Foresight, subject: &dyn Subject, now: Timestamp) -> f64 {
        match self {
            Self::Recency(event) => {
                since(foresight, subject, *event, now).map_or(0.0, |days| 1.0 / (1.0 + days as f64 / FADES))
            }
            Self::Count(event, days) => libm::log1p(count(foresight, subject, (*event, *days), now) as f64),
            Self::Money => libm::log1p(foresight.spent(subject, now).max(0.0)),
            Self::Before => libm::log1p(before(foresight, subject, now) as f64),
            Self::Known => libm::log1p(known(foresight, subject, now) as f64),
            Self::Field(field, text) => f64::from(u8::from(texts(&subject.field(*field)).contains(text))),
        }
    }

    /// What it is for this customer, in words.
    fn reason(
        &self,
        term: &FeatureDef,
        foresight: &Foresight,
        subject: &dyn Subject,
        now: Timestamp,
        vocabulary: &Vocabulary,
    ) -> Reason {
        let named =
            |code| Reason::new(code).with("event", vocabulary.event_label(&term.name, vocabulary.language));
        let own = |code| Reason::new(code).with("event", &foresight.label);
        match self {
            Self::Recency(event) => match since(foresight, subject, *event, now) {
                Some(days) => named("score/silent").with("days", days),
                None => named("score/never"),
            },
            Self::Count(event, days) => {
                let count = count(foresight, subject, (*event, *days), now);
                named("score/bought").with("count", count).with("days", days)
            }
            Self::Money => own("score/spent").with("value", libm::round(foresight.spent(subject, now))),
            Self::Before => own("score/before").with("count", before(foresight, subject, now)),
            Self::Known => Reason::new("score/known").with("days", known(foresight, subject, now)),
            Self::Field(_, text) => {
                let label = vocabulary.field_label(&term.name, vocabulary.language);
                Reason::new("fact/field").at(&term.name).with("field", label).with("value", text)
            }
        }
    }

    fn written(&self, (mean, deviation, weight): (f64, f64, f64), vocabulary: &Vocabulary) -> FeatureDef {
        let plain = FeatureDef { mean, deviation, weight, ..FeatureDef::default() };
        let name = |event: &EventId| vocabulary.event_name(*event).to_owned();
        match self {
            Self::Recency(event) => FeatureDef { name: name(event), ..plain },
            Self::Count(event, days) => {
                FeatureDef { feature: FeatureName::Count, name: name(event), days: Some(*days), ..plain }
            }
            Self::Money => FeatureDef { feature: FeatureName::Money, ..plain },
            Self::Before => FeatureDef { feature: FeatureName::Before, ..plain },
            Self::Known => FeatureDef { feature: FeatureName::Known, ..plain },
            Self::Field(field, text) => FeatureDef {
                feature: FeatureName::Field,
                name: vocabulary.field_name(*field).to_owned(),
                value: Some(text.clone()),
                ..plain
            },
        }
    }
}

/// Days since the last event of a type.
fn since(foresight: &Foresight, subject: &dyn Subject, event: EventId, now: Timestamp) -> Option<i64> {
    let times = subject.times(event);
    let last = times.get(times.partition_point(|time| *time <= now).checked_sub(1)?)?;
    Some(now.date(foresight.zone).days() - last.date(foresight.zone).days())
}

/// How many events of a type there were in the last so many days, today among them.
fn count(
    foresight: &Foresight,
    subject: &dyn Subject,
    (event, days): (EventId, u32),
    now: Timestamp,
) -> usize {
    let first = Timestamp::start_of(now.date(foresight.zone).add_days(1 - i64::from(days)), foresight.zone);
    let times = subject.times(event);
    let until = times.partition_point(|time| *time <= now);
    until.saturating_sub(times.partition_point(|time| *time < first))
}

/// How often the customer did it before.
fn before(foresight: &Foresight, subject: &dyn Subject, now: Timestamp) -> usize {
    foresight.purchases(subject, Timestamp(i64::MIN), now).len()
}

/// Days since the first event.
fn known(foresight: &Foresight, subject: &dyn Subject, now: Timestamp) -> i64 {
    let day = |time: Timestamp| time.date(foresight.zone).days();
    began(foresight, subject, now).map_or(0, |first| day(now) - day(first))
}
