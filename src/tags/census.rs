//! The measures of all customers, kept customer by customer, so that a change of few needs no look at the others.

use std::collections::{BTreeMap, BTreeSet};

use super::rfm::{Population, Raw};
use super::tagger::{ScoreKind, Tagger, Task};
use crate::expr::{Mark, NEVER, Plan, SegmentId, StageId, Subject};
use crate::normalize::civil::Timestamp;

/// What one customer adds to the measure of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measures {
    /// Score by score.
    pub(super) raws: Vec<Option<Raw>>,
    /// They stand until just before this instant.
    pub(super) until: Timestamp,
}

/// The measures of all customers, and the [`Population`] that follows from them.
#[derive(Clone, Debug, Default)]
pub struct Census {
    raws: Vec<BTreeMap<u32, Raw>>,
    until: BTreeMap<u32, Timestamp>,
    population: Population,
    next_change: Option<Timestamp>,
    changed: bool,
}

impl Census {
    /// The measure of all customers, as it was [settled](Self::settle) last.
    pub fn population(&self) -> &Population {
        &self.population
    }

    /// When ranks may change by time alone.
    pub fn next_change_at(&self) -> Option<Timestamp> {
        self.next_change
    }

    /// Notes the measures of a customer in place of earlier ones.
    pub fn set(&mut self, customer: u32, measures: &Measures) {
        self.set_until(customer, measures.until);
        if self.raws.len() < measures.raws.len() {
            self.raws.resize(measures.raws.len(), BTreeMap::new());
        }
        for (raws, raw) in self.raws.iter_mut().zip(&measures.raws) {
            let before = match raw {
                Some(raw) => raws.insert(customer, *raw),
                None => raws.remove(&customer),
            };
            self.changed |= before != *raw;
        }
    }

    /// Forgets a customer.
    pub fn remove(&mut self, customer: u32) {
        self.set_until(customer, NEVER);
        for raws in &mut self.raws {
            self.changed |= raws.remove(&customer).is_some();
        }
    }

    fn set_until(&mut self, customer: u32, until: Timestamp) {
        let before =
            if until == NEVER { self.until.remove(&customer) } else { self.until.insert(customer, until) };
        self.changed |= before.unwrap_or(NEVER) != until;
    }

    /// Takes the measure of all customers anew. Returns those who rank differently now.
    pub fn settle(&mut self, tagger: &Tagger) -> BTreeSet<u32> {
        let mut moved = BTreeSet::new();
        if !std::mem::take(&mut self.changed) {
            return moved;
        }
        self.next_change = self.until.values().copied().min();
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

impl Tagger {
    /// What a customer adds to the measure of all.
    pub fn measures(&self, subject: &dyn Subject, now: Timestamp) -> Measures {
        let raw = |score: &ScoreKind| match score {
            ScoreKind::Rfm(rfm) => rfm.raw(subject, now),
            ScoreKind::Points(_) => (None, NEVER),
        };
        let (raws, until): (Vec<_>, Vec<_>) = self.scores.iter().map(raw).unzip();
        Measures { raws, until: until.into_iter().min().unwrap_or(NEVER) }
    }

    /// Whether an answer to the condition depends on how the customer ranks among all.
    pub fn ranks(&self, plan: &Plan) -> bool {
        plan.marks().into_iter().any(|mark| self.ranked.contains(&self.position(mark)))
    }

    /// As [`ranks`](Self::ranks), of a segment.
    pub fn ranks_segment(&self, segment: SegmentId) -> bool {
        self.ranked.contains(&self.position(Mark::Segment(segment)))
    }

    /// The tasks whose outcome depends on ranks, itself or through others.
    pub(super) fn ranked(&self) -> BTreeSet<usize> {
        let mut ranked = BTreeSet::new();
        for task in &self.order {
            let is_rank = matches!(task, Task::Score(id) if matches!(self.scores.get(id.index()), Some(ScoreKind::Rfm(_))));
            if is_rank || self.needs(*task).iter().any(|need| ranked.contains(need)) {
                ranked.insert(self.place(*task));
            }
        }
        ranked
    }

    /// The population whose measures these are, score by score.
    pub(super) fn population_of(&self, raws: &[Vec<Raw>]) -> Population {
        let scales = |(score, raws): (&ScoreKind, &Vec<Raw>)| match score {
            ScoreKind::Rfm(rfm) => Some(rfm.scales(raws)),
            ScoreKind::Points(_) => None,
        };
        Population { scores: self.scores.iter().zip(raws).map(scales).collect() }
    }

    fn place(&self, task: Task) -> usize {
        self.position(match task {
            Task::Tag(tag) => Mark::Tag(tag),
            Task::Score(score) => Mark::Score(score),
            Task::Segment(segment) => Mark::Segment(segment),
            Task::Stages => Mark::Stage(StageId(0)),
        })
    }
}
