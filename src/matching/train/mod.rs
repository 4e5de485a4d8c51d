//! Learning a model from the records themselves, without labels.
//!
//! Records drawn at random show how often those that are not the same agree by chance (`u`). Records drawn because they
//! agree on one comparison are a mixture of matches and others; expectation maximisation (Dempster, Laird and Rubin 1977;
//! Winkler 1988) over all such draws together tells them apart by the other comparisons, and so how often matches agree
//! (`m`). A comparison says nothing in the draw that it chose itself, which would be a circle.
//!
//! Relatives would pass for matches: most of what a household gives is the same. So where comparisons look at what is an
//! individual's, such as the given name, a third class is tried, of pairs that agree there as strangers do and elsewhere as
//! matches do. It is kept if it explains enough more.

mod chances;
mod em;
mod frequencies;
mod labels;
mod likelihood;
mod pattern;
mod rules;
mod sample;
mod tidy;
mod tree;

use serde::Serialize;

use super::model::Model;
use crate::columns::Row;
use crate::json::SURE_DIGITS;
use crate::normalize::Records;
use crate::schema::ruleset::{FieldDef, Likelihood, MatchingDef};

use em::{Estimate, ROUNDS};
use likelihood::log_likelihood;
use sample::Sample;
use tree::Branch;

/// Most starts of expectation maximisation, which finds the nearest peak only.
const STARTS: usize = 3;
/// Matches that must be seen, as a sum of probabilities, to learn anything of them.
const LEAST_MATCHES: f64 = 20.0;
/// Probabilities from which a pair is a match, or for review, where there is but one thing to compare.
const SINGLE_ACCEPT: f64 = 0.75;
const SINGLE_REVIEW: f64 = 0.1;

/// What training found.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct TrainingReport {
    /// Whether there was enough to learn from; else the ruleset's own weights stand.
    pub learned: bool,
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

/// Learning under way. It goes on step by step, so that a host can show progress and cancel.
#[derive(Debug)]
pub struct Training {
    def: MatchingDef,
    /// The model without what training adds.
    blank: MatchingDef,
    model: Model,
    labels: Vec<Label>,
    sample: Sample,
    drawn: usize,
    /// From a hopeful start, from a wary one, and with relatives.
    climbs: Vec<Estimate>,
    is_climbing: bool,
}

impl Training {
    /// Training of a model on the records, and on what people decided about some pairs of them.
    pub fn new(def: MatchingDef, fields: &[FieldDef], records: &mut Records, labels: Vec<Label>) -> Self {
        let blank = blank(&def);
        let model = Model::compile(&blank, fields, &mut records.symbols);
        let sample = Sample::of(records.rows());
        Self { def, blank, model, labels, sample, drawn: 0, climbs: Vec::new(), is_climbing: false }
    }

    /// Does the next step; returns whether there are more.
    pub fn advance(&mut self, records: &Records, comparable: &Comparable) -> bool {
        if self.drawn < Sample::steps(&self.model) {
            self.sample.draw(self.drawn, &self.model, records, comparable, &self.labels);
            self.drawn += 1;
            return true;
        }
        if !self.is_climbing {
            let Some(next) = self.start() else { return false };
            self.climbs.push(next);
        }
        let estimate = self.climbs.last_mut();
        self.is_climbing = estimate.is_some_and(|estimate| estimate.climb(&self.blank, &self.sample));
        true
    }

    /// Where the next climb starts, if there is one more: hopeful; wary; and where something tells relatives from matches, with
    /// them from what was reached without.
    fn start(&self) -> Option<Estimate> {
        match self.climbs.len() {
            climbs @ (0 | 1) => Some(Estimate::start(&self.blank, &self.sample, climbs == 0)),
            2 => self.likeliest()?.with_relatives(&self.blank, &self.sample),
            _ => None,
        }
    }

    /// What explains the sample best; of two that do, the earlier.
    fn likeliest(&self) -> Option<&Estimate> {
        let likelihood = |estimate: &Estimate| log_likelihood(estimate, &self.blank, &self.sample);
        self.climbs.iter().reduce(|a, b| if likelihood(a) >= likelihood(b) { a } else { b })
    }

    /// Steps done, and most steps there may be.
    pub fn progress(&self) -> (usize, usize) {
        let rounds = |place: usize, estimate: &Estimate| {
            if place + 1 == self.climbs.len() && self.is_climbing { estimate.rounds } else { ROUNDS }
        };
        let climbed: usize = self.climbs.iter().enumerate().map(|(place, climb)| rounds(place, climb)).sum();
        // The last step finds that there is no more to do.
        (self.drawn + climbed, Sample::steps(&self.model) + STARTS * ROUNDS + 1)
    }

    /// The model learned. Of all starts the likeliest outcome counts.
    pub fn finish(self, fields: &[FieldDef], records: &mut Records) -> (MatchingDef, TrainingReport) {
        let estimate = self.likeliest().cloned().unwrap_or_default();
        let Self { def, blank: mut trained, model, labels, sample, .. } = self;
        if estimate.matches() < LEAST_MATCHES {
            let report = TrainingReport { learned: false, ..report(&def, &sample, &estimate) };
            return (unlearned(&def, &sample), report);
        }
        let branches = tree::grow(&trained, &sample, &estimate);
        take_over(&mut trained, &estimate, &branches);
        frequencies::learn(&mut trained, &model, &sample, &estimate, &records.symbols);
        trained.prior = labels::settle_prior(&trained, fields, records, estimate.prior, &labels);
        trained.thresholds = trained.trained_thresholds;
        let recall = rules::choose(&mut trained, &model, &sample, &estimate, &records.symbols);
        tidy::round(&mut trained, tidy::LEARNED);
        let report = TrainingReport { recall, ..report(&trained, &sample, &estimate) };
        (trained, report)
    }
}

/// A model without what training adds to its comparisons.
fn blank(def: &MatchingDef) -> MatchingDef {
    let mut blank = def.clone();
    for comparison in &mut blank.comparisons {
        comparison.depends.clear();
        // What depends on what is learned, and need not be told.
        comparison.group = None;
        comparison.frequencies = None;
        comparison.levels.iter_mut().for_each(|level| level.given.clear());
    }
    blank
}

/// The model where too few matches are there to learn from: the ruleset's own. With a single column to go by, its weights
/// cannot reach the certainty that it asks for elsewhere.
fn unlearned(def: &MatchingDef, sample: &Sample) -> MatchingDef {
    let mut same = def.clone();
    if sample.aspects() < 2 {
        same.thresholds.accept = same.thresholds.accept.min(SINGLE_ACCEPT);
        same.thresholds.review = same.thresholds.review.min(SINGLE_REVIEW);
    } else {
        same.comparisons.retain(|comparison| !comparison.learned);
    }
    tidy::round(&mut same, SURE_DIGITS);
    same
}

/// Puts what was learned in the place of what was there.
fn take_over(def: &mut MatchingDef, estimate: &Estimate, branches: &[Branch]) {
    for (k, comparison) in def.comparisons.iter_mut().enumerate().filter(|(k, _)| estimate.knows(*k)) {
        for (l, level) in comparison.levels.iter_mut().enumerate() {
            let Likelihood { m, u } = estimate.likelihood(k, l);
            (level.m, level.u) = (m, u);
        }
    }
    let names: Vec<String> = def.comparisons.iter().map(|c| c.name.clone()).collect();
    for branch in branches {
        let Some(comparison) = def.comparisons.get_mut(branch.child) else { continue };
        for (parent, given) in &branch.parents {
            comparison.depends.extend(names.get(*parent).cloned());
            for (level, given) in comparison.levels.iter_mut().zip(given) {
                level.given.push(*given);
            }
        }
    }
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
        learned: true,
        records: sample.rows,
        pairs: sample.compared,
        rounds: estimate.rounds,
        expected_matches: estimate.prior * sample.pairs,
        recall: 0.0,
        comparisons: comparisons.collect(),
    }
}
