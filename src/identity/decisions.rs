//! What people decided about pairs of records; it outranks the model and outlives every re-run.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use serde::{Deserialize, Serialize};

use crate::columns::Row;
use crate::json::read_names;
use crate::sort::Arrange;

/// A verdict on two records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// The same customer.
    Same,
    /// Different customers.
    Distinct,
    /// Nobody can tell yet: the pair is not asked about again.
    Defer,
}

read_names! { Verdict, { "same": Same, "distinct": Distinct, "defer": Defer } }

/// A verdict with the number of the [operation](super::Operations) that gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The verdict.
    pub verdict: Verdict,
    /// The operation.
    pub operation: u32,
    /// Whether the operation still stands.
    stands: bool,
}

/// All verdicts; the last one on a pair that still stands holds.
///
/// ```
/// use kehu::identity::{Decisions, Verdict};
/// let mut decisions = Decisions::default();
/// decisions.decide(7, 3, Verdict::Same, 0);
/// decisions.decide(3, 7, Verdict::Distinct, 1);
/// assert_eq!(decisions.verdict(3, 7), Some(Verdict::Distinct));
/// assert_eq!(decisions.withdraw(1), [(3, 7)]);
/// assert_eq!(decisions.verdict(3, 7), Some(Verdict::Same));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Decisions {
    pairs: HashMap<(Row, Row), Vec<Decided>, FixedState>,
    by_row: HashMap<Row, Vec<Row>, FixedState>,
}

impl Decisions {
    /// Records a verdict of an operation on a pair. Told twice it counts once. On a row and itself it says nothing but
    /// that the operation was about the row.
    pub fn decide(&mut self, a: Row, b: Row, verdict: Verdict, operation: u32) {
        let list = self.pairs.entry(ordered(a, b)).or_default();
        if list.iter().any(|known| known.operation == operation) {
            return;
        }
        list.push(Decided { verdict, operation, stands: a != b });
        if list.len() == 1 && a != b {
            self.by_row.entry(a).or_default().push(b);
            self.by_row.entry(b).or_default().push(a);
        }
    }

    /// Takes back the verdicts of an operation. Returns their pairs.
    pub fn withdraw(&mut self, operation: u32) -> Vec<(Row, Row)> {
        let mut touched = Vec::new();
        for (pair, list) in &mut self.pairs {
            for decided in list.iter_mut().filter(|d| d.operation == operation) {
                decided.stands = false;
                touched.push(*pair);
            }
        }
        touched.arrange();
        touched
    }

    /// Forgets all that was ever decided about a row. Returns the rows that were bound to it.
    pub fn forget(&mut self, row: Row) -> Vec<Row> {
        let others = self.by_row.remove(&row).unwrap_or_default();
        self.pairs.remove(&(row, row));
        for other in &others {
            self.pairs.remove(&ordered(row, *other));
            self.by_row.get_mut(other).into_iter().for_each(|list| list.retain(|known| *known != row));
        }
        others
    }

    /// The verdict on a pair.
    pub fn verdict(&self, a: Row, b: Row) -> Option<Verdict> {
        self.between(a, b).iter().rev().find(|decided| decided.stands).map(|decided| decided.verdict)
    }

    /// All verdicts on a pair, those that were taken back included, in the order in which they were given.
    pub fn between(&self, a: Row, b: Row) -> &[Decided] {
        self.pairs.get(&ordered(a, b)).map_or(&[], Vec::as_slice)
    }

    /// The rows on which together with `row` somebody ever gave a verdict.
    pub fn partners(&self, row: Row) -> &[Row] {
        self.by_row.get(&row).map_or(&[], Vec::as_slice)
    }

    /// The rows that a verdict binds to `row`, with the verdict.
    pub fn of(&self, row: Row) -> impl Iterator<Item = (Row, Verdict)> + '_ {
        self.partners(row).iter().filter_map(move |other| Some((*other, self.verdict(row, *other)?)))
    }

    /// All verdicts by pair, those that were taken back or overruled included.
    pub fn all(&self) -> Vec<((Row, Row), &[Decided])> {
        let mut all: Vec<_> = self.pairs.iter().map(|(pair, list)| (*pair, list.as_slice())).collect();
        all.arrange_by_key(|(pair, _)| *pair);
        all
    }

    /// The verdict that holds on each pair.
    pub fn standing(&self) -> Vec<((Row, Row), Verdict)> {
        let all = self.all().into_iter();
        all.filter_map(|((a, b), _)| Some(((a, b), self.verdict(a, b)?))).collect()
    }

    /// Whether nobody has decided anything.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }
}

fn ordered(a: Row, b: Row) -> (Row, Row) {
    (a.min(b), a.max(b))
}
