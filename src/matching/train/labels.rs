//! What people decided about pairs sets the prior right.

use super::Label;
use crate::matching::compare::Scorer;
use crate::matching::index::Index;
use crate::matching::model::{Model, Weight, probability, weight_of};
use crate::normalize::Records;
use crate::schema::ruleset::{FieldDef, MatchingDef};

/// How far the prior is likely off, in bits: as much as an answer is worth.
const SPREAD: f64 = 2.0;
/// Steps of a quarter of a bit that are tried each way.
const STEPS: i32 = 32;

/// The prior by which the model agrees best with what was decided. Few answers move it little.
pub fn settle_prior(
    def: &MatchingDef,
    fields: &[FieldDef],
    records: &mut Records,
    prior: f64,
    labels: &[Label],
) -> f64 {
    if labels.is_empty() {
        return prior;
    }
    let model = Model::compile(def, fields, &mut records.symbols);
    let index = Index::default();
    let mut scorer = Scorer::new(&model, records, &index);
    let judged: Vec<(Weight, bool)> =
        labels.iter().map(|label| (scorer.evidence(label.left, label.right), label.is_same)).collect();
    let start = weight_of(prior);
    let fit = |step: &i32| -> f64 {
        let off = f64::from(*step) / 4.0;
        let doubt = -off * off / (2.0 * SPREAD * SPREAD);
        let likelihood = judged.iter().map(|(evidence, is_same)| {
            let p = probability(start + step * 256 + evidence);
            libm::log(if *is_same { p } else { 1.0 - p }.max(1e-9))
        });
        doubt + likelihood.sum::<f64>()
    };
    let best = (-STEPS..=STEPS).max_by(|a, b| fit(a).total_cmp(&fit(b))).unwrap_or(0);
    probability(start + best * 256)
}
