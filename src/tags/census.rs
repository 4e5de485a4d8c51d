//! The measures of all customers, kept customer by customer, so that a change of few needs no look at the others.

use std::collections::{BTreeMap, BTreeSet};

use super::rfm::{Population, Raw};
use super::tagger::Tagger;

/// What one customer adds to the measure of all, score by score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measures(pub(super) Vec<Option<Raw>>);

/// The measures of all customers, and the [`Population`] that follows from them.
#[derive(Clone, Debug, Default)]
pub struct Census {
    raws: Vec<BTreeMap<u32, Raw>>,
    population: Population,
    changed: bool,
}

impl Census {
    /// The measure of all customers, as it was [settled](Self::settle) last.
    pub fn population(&self) -> &Population {
        &self.population
    }

    /// Notes the measures of a customer in place of earlier ones.
    pub fn set(&mut self, customer: u32, measures: &Measures) {
        if self.raws.len() < measures.0.len() {
            self.raws.resize(measures.0.len(), BTreeMap::new());
        }
        for (raws, raw) in self.raws.iter_mut().zip(&measures.0) {
            let before = match raw {
                Some(raw) => raws.insert(customer, *raw),
                None => raws.remove(&customer),
            };
            self.changed |= before != *raw;
        }
    }

    /// Forgets a customer.
    pub fn remove(&mut self, customer: u32) {
        for raws in &mut self.raws {
            self.changed |= raws.remove(&customer).is_some();
        }
    }

    /// Takes the measure of all customers anew. Returns those who rank differently now.
    pub fn settle(&mut self, tagger: &Tagger) -> BTreeSet<u32> {
        let mut moved = BTreeSet::new();
        if !std::mem::take(&mut self.changed) {
            return moved;
        }
        let all: Vec<Vec<Raw>> = self.raws.iter().map(|raws| raws.values().copied().collect()).collect();
        let population = tagger.population_of(&all);
        for (score, raws) in self.raws.iter().enumerate() {
            let differs = |raw: &Raw| self.population.standing(score, raw) != population.standing(score, raw);
            moved.extend(raws.iter().filter(|(_, raw)| differs(raw)).map(|(customer, _)| *customer));
        }
        self.population = population;
        moved
    }
}
