//! Learning from customers at hand who will do something: which of many features tell, and how much?

use std::collections::BTreeMap;

use super::logistic::{Logistic, logistic};
use super::optimize::rounded;
use super::reliability::{Reliability, Told};
use crate::sort::Arrange;

/// A customer as it was, and what it did afterwards.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Example {
    /// Its numbers, the same ones in the same order for all.
    pub numbers: Vec<f64>,
    /// What is said of it in words, subject by subject, the same ones in the same order for all.
    pub facts: Vec<Vec<String>>,
    /// Whether it did it.
    pub happened: bool,
    /// Whether it is kept aside to check what was learned from the others.
    pub held_out: bool,
}

/// What is looked at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Feature {
    /// A number, by its place.
    Number(usize),
    /// Whether something is said under a subject.
    Fact(usize, String),
}

impl Feature {
    fn of(&self, example: &Example) -> f64 {
        match self {
            Self::Number(place) => example.numbers.get(*place).copied().unwrap_or_default(),
            Self::Fact(subject, text) => {
                let said = example.facts.get(*subject).is_some_and(|facts| facts.contains(text));
                f64::from(u8::from(said))
            }
        }
    }
}

/// What a feature adds to the log-odds: `weight` times what it is above `mean`, in units of `deviation`.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// The feature.
    pub feature: Feature,
    /// Its mean among those that were learned from.
    pub mean: f64,
    /// Its standard deviation among them.
    pub deviation: f64,
    /// What one standard deviation adds.
    pub weight: f64,
}

/// What was learned, and how it did on those kept aside.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Learned {
    /// The log-odds of a customer that is average in all.
    pub intercept: f64,
    /// What each feature adds.
    pub terms: Vec<Term>,
    /// How many examples it was learned from, and how many of them did it.
    pub trained: (usize, usize),
    /// How many were kept aside, and how many of them did it.
    pub held_out: (usize, usize),
    /// How it did on those kept aside.
    pub reliability: Reliability,
}

/// Why nothing was learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TooLittle {
    /// Only so many did it.
    Positives(usize),
    /// Only so many did not.
    Negatives(usize),
    /// The search for weights did not come to rest.
    Unsettled,
}

/// So many must have done it, and so many must not, to learn from them.
pub const LEAST: usize = 50;
/// A feature that fewer have, or lack, says nothing reliable.
const SEEN: usize = 10;
/// Features at most: those that the most customers have.
const FEATURES: usize = 48;
/// Words of one subject at most.
const WORDS: usize = 8;
/// The customary strength of the penalty on standardised features.
const PENALTY: f64 = 1.0;

/// Learns who did it from those that are not held out, and checks it on those that are. The shares of those who did it and
/// did not are left as they are, so that what is told are probabilities.
///
/// # Errors
/// Where there is too little to tell.
pub fn learn(examples: &[Example]) -> Result<Learned, TooLittle> {
    let did = |held_out: bool| {
        let part = examples.iter().filter(|example| example.held_out == held_out);
        part.fold((0, 0), |(all, did), example| (all + 1, did + usize::from(example.happened)))
    };
    let (trained, held_out) = (did(false), did(true));
    if trained.1 + held_out.1 < LEAST {
        return Err(TooLittle::Positives(trained.1 + held_out.1));
    }
    let others = examples.len() - trained.1 - held_out.1;
    if others < LEAST {
        return Err(TooLittle::Negatives(others));
    }
    let training: Vec<&Example> = examples.iter().filter(|example| !example.held_out).collect();
    let mut terms = telling(&training);
    let rows: Vec<f64> =
        training.iter().flat_map(|example| terms.iter().map(move |term| term.standing(example))).collect();
    let labels: Vec<bool> = training.iter().map(|example| example.happened).collect();
    let fit = Logistic::fit(&rows, terms.len(), &labels, PENALTY).filter(|fit| fit.converged);
    let model = fit.ok_or(TooLittle::Unsettled)?.model;
    terms.iter_mut().zip(&model.weights).for_each(|(term, weight)| term.weight = rounded(*weight));
    let mut learned =
        Learned { intercept: rounded(model.intercept), terms, trained, held_out, ..Learned::default() };
    let told = examples.iter().filter(|example| example.held_out);
    let told: Vec<Told> = told.map(|example| (learned.probability(example), example.happened)).collect();
    learned.reliability = Reliability::of(&told);
    Ok(learned)
}

impl Learned {
    fn probability(&self, example: &Example) -> f64 {
        let terms = self.terms.iter().map(|term| term.weight * term.standing(example));
        logistic(self.intercept + terms.sum::<f64>())
    }
}

impl Term {
    /// How far an example stands above the mean, in standard deviations.
    fn standing(&self, example: &Example) -> f64 {
        (self.feature.of(example) - self.mean) / self.deviation
    }
}

/// The features that enough of them have, and enough lack or have in another measure.
fn telling(examples: &[&Example]) -> Vec<Term> {
    let mut found: Vec<(usize, Term)> = features(examples)
        .into_iter()
        .filter_map(|feature| {
            let count = examples.len() as f64;
            let mut values = Vec::with_capacity(examples.len());
            values.extend(examples.iter().map(|example| feature.of(example)));
            let having = values.iter().filter(|value| **value != 0.0).count();
            let mean = values.iter().sum::<f64>() / count;
            let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
            let deviation = libm::sqrt(squares / count);
            let fact = matches!(feature, Feature::Fact(..));
            let lacking = if fact { examples.len() - having } else { SEEN };
            let tells = having >= SEEN && lacking >= SEEN && deviation > 1e-9;
            tells.then(|| {
                (having, Term { feature, mean: rounded(mean), deviation: rounded(deviation), weight: 0.0 })
            })
        })
        .collect();
    drop_twins(&mut found, examples);
    // Stable: of those that as many have, the first ones stay.
    found.arrange_by_key(|(having, _)| usize::MAX - having);
    found.truncate(FEATURES);
    found.arrange_by(|a, b| a.1.feature.cmp(&b.1.feature));
    found.into_iter().map(|(_, term)| term).collect()
}

/// Drops features that are the same as an earlier one in every example: they would share its weight.
fn drop_twins(found: &mut Vec<(usize, Term)>, examples: &[&Example]) {
    let mut kept: Vec<Term> = Vec::new();
    found.retain(|(_, term)| {
        let alike = |other: &&Term| other.mean == term.mean && other.deviation == term.deviation;
        let same = |other: &Term| examples.iter().all(|of| other.feature.of(of) == term.feature.of(of));
        let twin = kept.iter().filter(alike).any(same);
        kept.extend((!twin).then(|| term.clone()));
        !twin
    });
}

/// All features that may tell: each number, and of each subject the words that are said most often.
fn features(examples: &[&Example]) -> Vec<Feature> {
    let Some(first) = examples.first() else { return Vec::new() };
    let mut features: Vec<Feature> = (0..first.numbers.len()).map(Feature::Number).collect();
    for subject in 0..first.facts.len() {
        let mut said: BTreeMap<&str, usize> = BTreeMap::new();
        for text in examples.iter().filter_map(|example| example.facts.get(subject)).flatten() {
            *said.entry(text).or_default() += 1;
        }
        let mut often: Vec<(&str, usize)> = said.into_iter().collect();
        often.arrange_by_key(|(_, count)| usize::MAX - count);
        let words = often.into_iter().take(WORDS);
        features.extend(words.map(|(text, _)| Feature::Fact(subject, text.to_owned())));
    }
    features
}
