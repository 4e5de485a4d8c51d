//! Scores that say to which group of alike customers one belongs.

use super::points::{bucket_mins, bucket_of};
use crate::error::{Error, Result};
use crate::expr::{
    FieldId, NEVER, Number, Plan, ScoreValue, Subject, Value, Vocabulary, compile, parse, text_of,
};
use crate::normalize::civil::Timestamp;
use crate::reason::Reason;
use crate::schema::ruleset::{ClusterDef, ClusterFeatureDef, ClusterModel, ScoreDef};
use crate::tags::tagger::{ScoreKind, Tagger};

/// A score of a group, compiled.
#[derive(Clone, Debug)]
pub(in crate::tags) struct Cluster {
    features: Vec<Feature>,
    model: Option<ClusterModel>,
    buckets: Vec<i32>,
    zone: i32,
}

/// A number of a customer.
#[derive(Clone, Debug)]
struct Feature {
    sense: Sense,
    /// The field's name; empty for what is measured.
    name: String,
    label: String,
}

#[derive(Clone, Debug)]
enum Sense {
    Field(FieldId),
    Event(Plan),
}

/// The nearest of some centres, and the square of how far it is.
pub fn nearest(row: &[f64], centres: &[Vec<f64>]) -> (usize, f64) {
    let far = centres.iter().map(|centre| distance(row, centre)).enumerate();
    far.fold((0, f64::INFINITY), |best, one| if one.1 < best.1 { one } else { best })
}

/// The square of how far two rows lie apart.
pub fn distance(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum()
}

fn expected(path: &str, what: &str) -> Error {
    Error::new("condition/expected", path).with("expected", what)
}

impl Cluster {
    pub(in crate::tags) fn compile(
        score: &ScoreDef,
        def: &ClusterDef,
        vocabulary: &Vocabulary,
        zone: i32,
    ) -> Result<Self> {
        if !(1..=20).contains(&def.features.len()) {
            return Err(expected("features", "1–20"));
        }
        if def.k.is_some_and(|k| !(2..=50).contains(&k)) {
            return Err(expected("k", "2–50"));
        }
        let mut features = Vec::with_capacity(def.features.len());
        for (place, feature) in def.features.iter().enumerate() {
            let feature = Feature::compile(feature, vocabulary, zone);
            features.push(feature.map_err(|e| e.under(&format!("features[{place}]")))?);
        }
        let width = features.len();
        let fits = |model: &ClusterModel| {
            let centres = model.centres.iter().all(|centre| centre.len() == width);
            centres
                && !model.centres.is_empty()
                && model.means.len() == width
                && model.deviations.len() == width
                && [0, width].contains(&model.logarithmic.len())
        };
        if def.model.as_ref().is_some_and(|model| !fits(model)) {
            return Err(expected("model", &format!("groups of {width} numbers")));
        }
        Ok(Self { features, model: def.model.clone(), buckets: bucket_mins(score)?, zone })
    }

    /// The tests of events that are measured.
    pub(in crate::tags) fn plans(&self) -> impl Iterator<Item = &Plan> {
        self.features.iter().filter_map(|feature| match &feature.sense {
            Sense::Event(plan) => Some(plan),
            Sense::Field(_) => None,
        })
    }

    /// The fields that are looked at.
    pub(in crate::tags) fn fields(&self) -> impl Iterator<Item = FieldId> {
        self.features.iter().filter_map(|feature| match feature.sense {
            Sense::Field(field) => Some(field),
            Sense::Event(_) => None,
        })
    }

    /// The customer's numbers, where it has all of them, and until when they stand.
    fn numbers(&self, subject: &dyn Subject, now: Timestamp) -> (Option<Vec<f64>>, Timestamp) {
        let (mut numbers, mut change) = (Vec::with_capacity(self.features.len()), NEVER);
        for feature in &self.features {
            let (value, until) = feature.value(subject, now);
            change = change.min(until);
            if let Value::Number(number) = value {
                numbers.push(number.raw() as f64 / Number::SCALE as f64);
            }
        }
        (Some(numbers).filter(|numbers| numbers.len() == self.features.len()), change)
    }

    pub(in crate::tags) fn value(&self, subject: &dyn Subject, now: Timestamp) -> ScoreValue {
        let Some(model) = &self.model else { return ScoreValue::NONE };
        let (numbers, change) = self.numbers(subject, now);
        let Some(mut row) = numbers else { return ScoreValue { change, ..ScoreValue::NONE } };
        row.iter_mut().enumerate().for_each(|(place, x)| *x = model.standing(place, *x));
        let value =
            i32::try_from(nearest(&row, &model.centres).0).map_or(i32::MAX, |group| group.saturating_add(1));
        ScoreValue { value: Some(value), bucket: bucket_of(&self.buckets, value), change }
    }

    /// The customer's numbers.
    pub(in crate::tags) fn reasons(&self, subject: &dyn Subject, now: Timestamp) -> Vec<Reason> {
        let reason = |feature: &Feature| {
            let (value, _) = feature.value(subject, now);
            let reason = Reason::new("fact/field").at(&feature.name).with("field", &feature.label);
            reason.with("value", text_of(&value, self.zone))
        };
        self.features.iter().map(reason).collect()
    }
}

impl Feature {
    fn compile(def: &ClusterFeatureDef, vocabulary: &Vocabulary, zone: i32) -> Result<Self> {
        match (&def.field, &def.measure) {
            (Some(name), None) => {
                let (field, of) = vocabulary.field(name).map_err(|e| e.under("field"))?;
                if !of.is_number() {
                    let wrong = Error::new("condition/function_type", "field");
                    return Err(wrong.with("name", "avg").with("kind", of.kind.name()));
                }
                let label = vocabulary.field_label(name, vocabulary.language).to_owned();
                Ok(Self { sense: Sense::Field(field), name: name.clone(), label })
            }
            (None, Some(measure)) => {
                let plan = parse(&measure.0).and_then(|measure| compile(&measure, vocabulary, zone));
                let plan = plan.map_err(|e| e.under("measure"))?;
                if !plan.is_event() || def.name.is_empty() {
                    return Err(expected("", "name, measure"));
                }
                let label = def.name.get(vocabulary.language).to_owned();
                Ok(Self { sense: Sense::Event(plan), name: String::new(), label })
            }
            _ => Err(expected("", "field, measure")),
        }
    }

    fn value<'a>(&self, subject: &'a dyn Subject, now: Timestamp) -> (Value<'a>, Timestamp) {
        match &self.sense {
            Sense::Field(field) => {
                let until = subject.field_change(*field);
                (subject.field(*field), if until > now { until } else { NEVER })
            }
            Sense::Event(plan) => plan.measure(subject, now).unwrap_or((Value::Missing, NEVER)),
        }
    }
}

impl Tagger {
    /// What a score of groups is found by: the numbers of a customer who has all of them.
    pub fn cluster_numbers(&self, score: usize, subject: &dyn Subject, now: Timestamp) -> Option<Vec<f64>> {
        match self.scores.get(score) {
            Some(ScoreKind::Cluster(cluster)) => cluster.numbers(subject, now).0,
            _ => None,
        }
    }
}
