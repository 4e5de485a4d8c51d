//! How segments overlap.

use roaring::RoaringBitmap;
use serde::Serialize;
use serde_json::Value;

use super::{decimals, out_of_range};
use crate::analytics::intersections;
use crate::engine::Engine;
use crate::error::Result;
use crate::json::read_object;

/// Which sets of customers are compared.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct OverlapQuery {
    /// The present instant, ISO 8601.
    pub now: String,
    /// From two to sixteen: the id of a segment, or a condition.
    pub sets: Vec<Value>,
    /// Whether the customers of each part are named.
    pub ids: bool,
}

read_object! {
    OverlapQuery, OverlapQuery::default(),
    must { "sets": sets }
    may { "now": now, "ids": ids }
}

/// How sets of customers overlap.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Overlap {
    /// All customers, whether in one of the sets or not.
    pub customers: u64,
    /// The sets, as they were asked for.
    pub sets: Vec<OverlapSet>,
    /// Every part of the whole that somebody is in, the largest first. Each customer of a set is in exactly one.
    pub parts: Vec<OverlapPart>,
    /// Each set with each other.
    pub pairs: Vec<OverlapPair>,
}

/// A set of customers.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OverlapSet {
    /// What people call it.
    pub name: String,
    /// How many are in it.
    pub count: u64,
    /// How many of them are in no other.
    pub only: u64,
}

/// The customers that are in certain sets and in no other.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OverlapPart {
    /// The places of those sets.
    pub sets: Vec<usize>,
    /// How many customers.
    pub count: u64,
    /// Who they are, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ids: Option<Vec<String>>,
}

/// Two sets beside each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OverlapPair {
    /// The place of one.
    pub a: usize,
    /// The place of the other.
    pub b: usize,
    /// How many are in both.
    pub both: u64,
    /// How many are in `a` and not in `b`.
    #[serde(rename = "onlyA")]
    pub only_a: u64,
    /// How many are in `b` and not in `a`.
    #[serde(rename = "onlyB")]
    pub only_b: u64,
    /// Jaccard's index: the share of those in either that are in both, to four decimals; absent where both are empty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jaccard: Option<f64>,
}

impl Engine {
    /// How segments, or customers that meet conditions, overlap and differ.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `condition/…`.
    pub fn overlap(&mut self, query: &OverlapQuery) -> Result<Overlap> {
        self.idle()?;
        let now = self.now(&query.now)?;
        if !(2..=16).contains(&query.sets.len()) {
            return Err(out_of_range("sets", "2–16"));
        }
        self.draw(now);
        let mut sets = Vec::with_capacity(query.sets.len());
        for (place, of) in query.sets.iter().enumerate() {
            sets.push(self.audience(of, now).map_err(|e| e.under(&format!("sets[{place}]")))?);
        }
        let found = intersections(&sets);
        let parts = found.iter().map(|one| OverlapPart {
            sets: one.sets.clone(),
            count: one.members.len(),
            ids: query.ids.then(|| one.members.iter().map(|anchor| self.customer_id(anchor)).collect()),
        });
        let parts: Vec<OverlapPart> = parts.collect();
        let only = |place: usize| parts.iter().find(|part| part.sets == [place]).map_or(0, |part| part.count);
        let named = query.sets.iter().zip(&sets).enumerate().map(|(place, (wanted, set))| OverlapSet {
            name: self.audience_name(wanted),
            count: set.len(),
            only: only(place),
        });
        Ok(Overlap {
            customers: self.clusters.anchors().count() as u64,
            sets: named.collect(),
            pairs: pairs(&sets),
            parts,
        })
    }
}

fn pairs(sets: &[RoaringBitmap]) -> Vec<OverlapPair> {
    let mut pairs = Vec::new();
    for (a, of_a) in sets.iter().enumerate() {
        for (b, of_b) in sets.iter().enumerate().skip(a + 1) {
            let both = of_a.intersection_len(of_b);
            let (only_a, only_b) = (of_a.len() - both, of_b.len() - both);
            let either = both + only_a + only_b;
            let jaccard = (either > 0).then(|| decimals(both as f64 / either as f64));
            pairs.push(OverlapPair { a, b, both, only_a, only_b, jaccard });
        }
    }
    pairs
}
