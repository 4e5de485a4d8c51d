//! Learning a model from the records themselves, without labels.
//!
//! Records drawn at random show how often those that are not the same agree by chance (`u`). Records drawn because they
//! agree on one comparison are a mixture of matches and others; expectation maximisation (Dempster, Laird and Rubin 1977;
//! Winkler 1988) over all such draws together tells them apart by the other comparisons, and so how often matches agree
//! (`m`). A comparison says nothing in the draw that it chose itself, which would be a circle.

mod em;
mod frequencies;
mod labels;
mod rules;
mod sample;
mod tidy;
mod tree;

use serde::Serialize;

use super::index::Index;
use super::model::Model;
use crate::columns::Row;
use crate::normalize::Records;
use crate::schema::ruleset::{FieldDef, Likelihood, MatchingDef};

use em::Estimate;
use sample::Sample;

/// What training found.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TrainingReport {
    /// Records looked at.
    pub records: usize,
    /// Pairs of records compared to learn from.
    pub pairs: usize,
    /// Rounds of expectation maximisation.
    pub rounds: usize,
    /// Pairs of records that are the same, as estimated.
    pub expected_matches: f64,
    /// Share of these that the blocking rules find, as estimated.
    pub recall: f64,
    /// What was learned of each comparison that the data speak of.
    pub comparisons: Vec<TrainedComparison>,
}

/// What was learned of a comparison.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TrainedComparison {
    /// Its name.
    pub name: String,
    /// Matches that it was learned from, as a sum of probabilities.
    pub matches: f64,
    /// Share of matches that agree on it entirely.
    pub agreement: f64,
    /// The comparisons on which it depends.
    pub depends: Vec<String>,
}

/// Pairs that may be the same: those of one file, or only those of two.
pub type Comparable<'a> = dyn Fn(Row, Row) -> bool + 'a;

/// What somebody decided about a pair of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// The one record.
    pub left: Row,
    /// The other.
    pub right: Row,
    /// Whether they are the same customer.
    pub is_same: bool,
}

/// Trains the comparisons of a model on the records, and on what people decided about some pairs of them.
pub fn train(
    def: &MatchingDef,
    fields: &[FieldDef],
    records: &mut Records,
    comparable: &Comparable,
    labels: &[Label],
) -> (MatchingDef, TrainingReport) {
    let mut def = def.clone();
    for comparison in &mut def.comparisons {
        comparison.depends.clear();
        // What depends on what is learned, and need not be told.
        comparison.group = None;
        comparison.frequencies = None;
        comparison.levels.iter_mut().for_each(|level| level.given.clear());
    }
    let model = Model::compile(&def, fields, &mut records.symbols);
    let sample = Sample::draw(&model, records, &Index::default(), comparable, labels);
    let estimate = Estimate::fit(&def, &sample);
    let tree = tree::grow(&def, &sample, &estimate);
    for (k, comparison) in def.comparisons.iter_mut().enumerate() {
        if !estimate.knows(k) {
            continue;
        }
        for (l, level) in comparison.levels.iter_mut().enumerate() {
            let Likelihood { m, u } = estimate.likelihood(k, l);
            (level.m, level.u) = (m, u);
        }
    }
    let names: Vec<String> = def.comparisons.iter().map(|c| c.name.clone()).collect();
    for branch in &tree {
        let Some(comparison) = def.comparisons.get_mut(branch.child) else { continue };
        for (parent, given) in &branch.parents {
            comparison.depends.extend(names.get(*parent).cloned());
            for (level, given) in comparison.levels.iter_mut().zip(given) {
                level.given.push(*given);
            }
        }
    }
    frequencies::learn(&mut def, &model, &sample, &estimate, &records.symbols);
    def.prior = labels::settle_prior(&def, fields, records, estimate.prior, labels);
    def.thresholds = def.trained_thresholds;
    let recall = rules::choose(&mut def, &model, &sample, &estimate, &records.symbols);
    tidy::round(&mut def);
    let report = TrainingReport { recall, ..report(&def, &sample, &estimate) };
    (def, report)
}

fn report(def: &MatchingDef, sample: &Sample, estimate: &Estimate) -> TrainingReport {
    let known = def.comparisons.iter().enumerate().filter(|(k, _)| estimate.knows(*k));
    let comparisons = known.map(|(k, comparison)| TrainedComparison {
        name: comparison.name.clone(),
        matches: estimate.evidence.get(k).copied().unwrap_or(0.0),
        agreement: estimate.agreement.get(k).copied().unwrap_or(0.0),
        depends: comparison.depends.clone(),
    });
    TrainingReport {
        records: sample.rows,
        pairs: sample.compared,
        rounds: estimate.rounds,
        expected_matches: estimate.prior * sample.pairs,
        recall: 0.0,
        comparisons: comparisons.collect(),
    }
}
