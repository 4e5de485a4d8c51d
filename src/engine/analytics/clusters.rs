//! Groups of customers that are alike.

use serde::Serialize;
use serde_json::Value;

use super::{decimals, out_of_range};
use crate::analytics::{Clustering, cluster, silhouette};
use crate::engine::Engine;
use crate::engine::queries::Viewer;
use crate::error::{Error, Result};
use crate::expr::{FieldId, Number, Plan, ScoreId, Subject, Value as Told};
use crate::json::read_object;
use crate::normalize::civil::Timestamp;
use crate::privacy::Access;
use crate::reason::Reason;
use crate::schema::ruleset::ClusterModel;

/// By what customers are grouped.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct ClusterQuery {
    /// The present instant, ISO 8601.
    pub now: String,
    /// How many groups; from two to eight whatever divides them best, where absent.
    pub k: Option<usize>,
    /// Numbers: a field or figure, `score.` and a score, or `{ name, measure }` with a test of events as conditions have them,
    /// of which what is tested is taken.
    pub features: Vec<Value>,
    /// Only customers in this segment, or that meet this condition.
    pub of: Option<Value>,
    /// Whether the customers of each group are named.
    pub ids: bool,
    /// Who reads, and what for.
    #[cfg_attr(feature = "schema", schemars(flatten))]
    pub access: Access,
}

read_object! {
    ClusterQuery, ClusterQuery::default(),
    must { "features": features }
    may { "now": now, "k": k, "of": of, "ids": ids, "role": access.role, "purpose": access.purpose }
}

/// Groups of customers that are alike.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClusterOutcome {
    /// Customers that have all numbers and so are in a group.
    pub customers: usize,
    /// Customers that lack one.
    pub lacking: usize,
    /// The groups, the largest first; none, where too few customers differ.
    pub clusters: Vec<ClusterView>,
    /// How distinct the groups are (mean silhouette, from −1 to 1), for each number of groups that was tried.
    pub silhouettes: Vec<(usize, f64)>,
}

/// A group.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClusterView {
    /// How many customers.
    pub size: usize,
    /// Their share, to four decimals.
    pub share: f64,
    /// What is typical of it, in words.
    pub text: String,
    /// Its mean in each number.
    pub centre: Vec<FeatureMean>,
    /// Who they are, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<String>>,
}

/// The mean of a number in a group.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FeatureMean {
    /// The number, in words.
    pub name: String,
    /// The mean, to four decimals.
    pub mean: f64,
    /// How far above the mean of all the group is, in standard deviations, to four decimals; in logarithms, where a few numbers are
    /// far above the others.
    pub standing: f64,
}

/// Numbers of groups that are tried.
const TRIED: std::ops::RangeInclusive<usize> = 2..=8;
/// From so many standard deviations on a mean is high or low.
const MARKED: f64 = 0.5;

/// A number of a customer.
enum Sense {
    Field(FieldId),
    Score(ScoreId),
    Event(Plan),
}

impl Engine {
    /// Groups customers by some numbers so that those in a group are alike (k-means over standardised numbers).
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `condition/…`, `privacy/…`.
    pub fn clusters(&mut self, query: &ClusterQuery) -> Result<ClusterOutcome> {
        self.idle()?;
        let now = self.now(&query.now)?;
        if query.k.is_some_and(|k| !(1..=50).contains(&k)) {
            return Err(out_of_range("k", "1–50"));
        }
        self.may_ask(query.of.as_ref().unwrap_or(&Value::Null), &query.access).map_err(|e| e.under("of"))?;
        let only = self.only(&query.of, now)?;
        let viewer = self.viewer(&query.access, now)?;
        let sense = |(place, feature): (usize, &Value)| {
            let sense = self.cluster_sense(feature, &viewer);
            sense.map_err(|e| e.under(&format!("features[{place}]")))
        };
        let senses = query.features.iter().enumerate().map(sense).collect::<Result<Vec<_>>>()?;
        if !(1..=20).contains(&senses.len()) {
            return Err(out_of_range("features", "1–20"));
        }
        let (mut anchors, mut numbers, mut lacking) = (Vec::new(), Vec::new(), 0);
        for anchor in self.clusters.anchors().filter(|a| only.as_ref().is_none_or(|only| only.contains(*a))) {
            let row: Option<Vec<f64>> =
                senses.iter().map(|(_, sense)| self.sensed(sense, &viewer, anchor, now)).collect();
            match row {
                Some(row) => {
                    anchors.push(anchor);
                    numbers.extend(row);
                }
                None => lacking += 1,
            }
        }
        let names: Vec<String> = senses.into_iter().map(|(name, _)| name).collect();
        let told = numbers.clone();
        standardise(&mut numbers, names.len());
        let (best, silhouettes) = best(&numbers, names.len(), query.k);
        let view =
            |group: usize| self.cluster_view(&best, group, &names, &told, query.ids.then_some(&anchors));
        Ok(ClusterOutcome {
            customers: anchors.len(),
            lacking,
            clusters: (0..best.sizes.len()).map(view).collect(),
            silhouettes,
        })
    }

    /// A number, and what it is called.
    fn cluster_sense(&self, feature: &Value, viewer: &Viewer) -> Result<(String, Sense)> {
        let tagger = &self.automation.tagger;
        let (vocabulary, language) = (tagger.vocabulary(), self.language());
        let Some(name) = feature.as_str() else {
            let measure = feature.get("measure").unwrap_or(&Value::Null);
            let plan = tagger.condition(measure).map_err(|e| e.under("measure"))?;
            let name = feature.get("name").and_then(Value::as_str).unwrap_or_default();
            return if plan.is_event() && !name.is_empty() {
                Ok((name.to_owned(), Sense::Event(plan)))
            } else {
                Err(Error::new("condition/expected", "").with("expected", "name, measure"))
            };
        };
        if let Some(score) = name.strip_prefix("score.") {
            let id = vocabulary.score(score)?;
            return Ok((vocabulary.score_label(score, language).to_owned(), Sense::Score(id)));
        }
        let (field, of) = vocabulary.field(name)?;
        if !of.is_number() {
            let wrong = Error::new("condition/function_type", "");
            return Err(wrong.with("name", "avg").with("kind", of.kind.name()));
        }
        if self.ruleset.field(name).is_some_and(|(_, field)| !viewer.shows(field)) {
            return Err(Error::new("privacy/field", "").with("name", name));
        }
        Ok((vocabulary.field_label(name, language).to_owned(), Sense::Field(field)))
    }

    fn sensed(&self, sense: &Sense, viewer: &Viewer, anchor: u32, now: Timestamp) -> Option<f64> {
        let subject = viewer.subject(anchor);
        let told = match sense {
            Sense::Score(score) => {
                let portrait = self.drawn()?.portraits.get(anchor)?;
                return portrait.scores().get(score.index())?.value.map(f64::from);
            }
            Sense::Field(field) => subject.field(*field),
            Sense::Event(plan) => plan.measure(&subject, now)?.0,
        };
        let Told::Number(number) = told else { return None };
        Some(number.raw() as f64 / Number::SCALE as f64)
    }

    fn cluster_view(
        &self,
        found: &Clustering,
        group: usize,
        names: &[String],
        told: &[f64],
        anchors: Option<&Vec<u32>>,
    ) -> ClusterView {
        let size = found.sizes.get(group).copied().unwrap_or_default();
        let standings = found.centres.get(group).map_or(&[][..], Vec::as_slice);
        let mean = |place: usize| {
            let rows = told.chunks(names.len().max(1)).zip(&found.groups).filter(|(_, of)| **of == group);
            rows.filter_map(|(row, _)| row.get(place)).sum::<f64>() / size.max(1) as f64
        };
        let centre: Vec<FeatureMean> = names
            .iter()
            .zip(standings)
            .enumerate()
            .map(|(place, (name, standing))| FeatureMean {
                name: name.clone(),
                mean: decimals(mean(place)),
                standing: decimals(*standing),
            })
            .collect();
        let ids = anchors.map(|anchors| {
            let own = anchors.iter().zip(&found.groups).filter(|(_, of)| **of == group);
            own.map(|(anchor, _)| self.customer_id(*anchor)).collect()
        });
        let share = decimals(size as f64 / found.groups.len().max(1) as f64);
        ClusterView { size, share, text: self.typical(&centre), centre, ids }
    }

    /// What is high or low in a group.
    fn typical(&self, centre: &[FeatureMean]) -> String {
        let marked = centre.iter().filter(|of| of.standing.abs() >= MARKED);
        let words: Vec<String> = marked
            .map(|of| {
                let code = if of.standing > 0.0 { "cluster/high" } else { "cluster/low" };
                Reason::new(code).with("name", &of.name).text(self.language())
            })
            .collect();
        match words.as_slice() {
            [] => Reason::new("cluster/average").text(self.language()),
            words => words.join(if self.language() == crate::messages::Language::Zh { "，" } else { ", " }),
        }
    }
}

/// Takes the mean off each number and divides it by its standard deviation, of its logarithm where it is skewed; tells how. What
/// never varies stays 0.
pub(in crate::engine) fn standardise(numbers: &mut [f64], width: usize) -> ClusterModel {
    let mut scale = ClusterModel::default();
    for place in 0..width {
        let mut column: Vec<f64> = numbers.iter().skip(place).step_by(width).copied().collect();
        let logarithmic = is_skewed(&column);
        if logarithmic {
            column.iter_mut().for_each(|number| *number = libm::log1p(*number));
        }
        let (mean, deviation) = moments(&column);
        scale.means.push(mean);
        scale.deviations.push(deviation);
        scale.logarithmic.push(logarithmic);
        let all = numbers.iter_mut().skip(place).step_by(width);
        all.for_each(|number| *number = scale.standing(place, *number));
    }
    if !scale.logarithmic.contains(&true) {
        scale.logarithmic.clear();
    }
    scale
}

/// The mean and the standard deviation.
fn moments(numbers: &[f64]) -> (f64, f64) {
    let count = numbers.len().max(1) as f64;
    let mean = numbers.iter().sum::<f64>() / count;
    let squares: f64 = numbers.iter().map(|number| (number - mean) * (number - mean)).sum();
    (mean, libm::sqrt(squares / count))
}

/// Whether a few numbers are far above the others, none below zero, as with money: by a moment coefficient of skewness above 1
/// (Bulmer 1979).
fn is_skewed(numbers: &[f64]) -> bool {
    let (mean, deviation) = moments(numbers);
    let cubes: f64 = numbers.iter().map(|number| (number - mean) * (number - mean) * (number - mean)).sum();
    let bound = numbers.len() as f64 * deviation * deviation * deviation;
    bound > 0.0 && cubes > bound && numbers.iter().all(|number| *number >= 0.0)
}

/// The division into so many groups, or into as many as are the most distinct; and how distinct those tried were.
pub(in crate::engine) fn best(
    numbers: &[f64],
    width: usize,
    k: Option<usize>,
) -> (Clustering, Vec<(usize, f64)>) {
    let tried = k.map_or(TRIED, |k| k..=k);
    let (mut best, mut silhouettes) = (Clustering::default(), Vec::new());
    let mut most = f64::NEG_INFINITY;
    for k in tried {
        let Some(found) = cluster(numbers, width, k) else { break };
        let distinct = silhouette(numbers, width, &found);
        silhouettes.push((k, decimals(distinct)));
        if distinct > most {
            (best, most) = (found, distinct);
        }
    }
    (best, silhouettes)
}
