//! What keeps two clusters apart although some of their records match.

use crate::columns::{Row, Symbol};
use crate::matching::{Scorer, Weight};
use crate::normalize::Records;
use crate::reason::Reason;
use crate::schema::ruleset::Ruleset;

use super::clusters::Pairs;
use super::decisions::{Decisions, Verdict};
use super::directory::Directory;
use super::limits::Limits;
use super::record_type::RecordTypes;

/// Records of each side that are compared with those of the other when two clusters are to be joined. Enough to see
/// that two clusters hang together by one accidental pair; few enough that large clusters cost no more.
const SAMPLE: usize = 5;
/// Evidence against a pair that no other evidence outweighs: odds of about 1 to 30,000.
const CONTRADICTION: Weight = -15 * 1024;
/// A finding against a pair that makes it count as a vote against joining: odds of one to eight. That a customer has another
/// contact, or another number, is less than that.
const DOUBT: Weight = -3 * 1024;

/// Of which sources a customer has one record only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Once {
    /// Of none.
    Never,
    /// Of this one.
    In(Option<Symbol>),
    /// Of each but this one.
    Except(Option<Symbol>),
    /// Of each.
    Everywhere,
}

/// Decides whether two clusters may become one.
#[derive(Debug)]
pub struct Guard<'a> {
    records: &'a Records,
    directory: &'a Directory,
    decisions: &'a Decisions,
    scorer: Scorer<'a>,
    limits: Limits<'a>,
    types: RecordTypes,
    once: Once,
    prior: Weight,
    most: usize,
}

impl<'a> Guard<'a> {
    /// With the unique identifiers of a ruleset and the model's prior, for clusters of at most `most` records.
    pub fn new(
        ruleset: &'a Ruleset,
        records: &'a Records,
        directory: &'a Directory,
        decisions: &'a Decisions,
        scorer: Scorer<'a>,
        (once, prior, most): (Once, Weight, usize),
    ) -> Self {
        let limits = Limits::new(ruleset, records);
        let types = RecordTypes::new(ruleset);
        Self { records, directory, decisions, scorer, limits, types, once, prior, most }
    }

    /// Why the two clusters must stay apart, if they must. What a person decided outranks every doubt of the model.
    pub fn objection(&mut self, left: &[Row], right: &[Row], known: &Pairs) -> Option<Reason> {
        let bound = self.size(left, right).or_else(|| self.distinct(left, right));
        let bound = bound.or_else(|| self.once(left, right));
        if bound.is_some() || self.decided(Verdict::Same, left, right) {
            return bound;
        }
        let records = self.records;
        let bound = self.types.objection(records, left, right).or_else(|| self.limits.objection(left, right));
        bound.or_else(|| self.contradiction(left, right, known))
    }

    fn size(&self, left: &[Row], right: &[Row]) -> Option<Reason> {
        let size = left.len() + right.len();
        (size > self.most).then(|| Reason::new("guard/size").with("limit", self.most))
    }

    fn once(&self, left: &[Row], right: &[Row]) -> Option<Reason> {
        let source = |row: &Row| self.directory.reference(*row).map(|reference| reference.source);
        let counts = |source: Option<Symbol>| match self.once {
            Once::Never => false,
            Once::In(only) => source == only,
            Once::Except(other) => source != other,
            Once::Everywhere => true,
        };
        let shared =
            left.iter().map(source).find(|s| counts(*s) && right.iter().any(|row| source(row) == *s))?;
        let name = shared.map_or("", |symbol| self.records.symbols.text(symbol));
        Some(Reason::new("guard/once").with("source", name))
    }

    fn distinct(&self, left: &[Row], right: &[Row]) -> Option<Reason> {
        self.decided(Verdict::Distinct, left, right).then(|| Reason::new("guard/distinct"))
    }

    /// Whether somebody gave that verdict on a record of the one and a record of the other.
    fn decided(&self, verdict: Verdict, left: &[Row], right: &[Row]) -> bool {
        if self.decisions.is_empty() {
            return false;
        }
        let (few, many) = if left.len() <= right.len() { (left, right) } else { (right, left) };
        let binds = |row: &Row| {
            self.decisions.of(*row).any(|(other, v)| v == verdict && many.binary_search(&other).is_ok())
        };
        few.iter().any(binds)
    }

    /// Clusters of more than one record must agree on the whole, not only in the pair that brought them together. A
    /// cluster that a person joined may disagree with itself, so it proves nothing.
    fn contradiction(&mut self, left: &[Row], right: &[Row], known: &Pairs) -> Option<Reason> {
        let joined_by_hand = |rows: &[Row]| self.decided(Verdict::Same, rows, rows);
        if left.len() + right.len() < 3 || joined_by_hand(left) || joined_by_hand(right) {
            return None;
        }
        let (left, right) = (self.sample(left), self.sample(right));
        let (mut sum, mut weights, mut votes) = (0, 0, 0);
        for (a, b) in left.iter().flat_map(|a| right.iter().map(move |b| (*a, *b))) {
            let (weight, against) = match known(a, b) {
                Some(weight) if weight >= 0 => (weight, 0),
                _ => self.scorer.weight_and_doubt(a, b),
            };
            let evidence = weight - self.prior;
            if evidence <= CONTRADICTION {
                return Some(Reason::new("guard/contradiction").weighing(evidence));
            }
            sum += evidence;
            weights += weight;
            votes += match weight {
                weight if weight >= 0 => 1,
                _ if against <= DOUBT => -1,
                _ => 0,
            };
        }
        // Doubts are counted where all pairs together make it likelier that the two are not the same.
        (sum < 0 || (votes < 0 && weights < 0)).then(|| Reason::new("guard/contradiction").weighing(sum))
    }

    /// Some records of a cluster, the same whatever the order in which they came.
    fn sample(&self, rows: &[Row]) -> Vec<Row> {
        let mut rows = rows.to_vec();
        if rows.len() > SAMPLE {
            rows.select_nth_unstable_by_key(SAMPLE, |row| self.directory.customer_id(*row));
            rows.truncate(SAMPLE);
        }
        rows
    }
}
