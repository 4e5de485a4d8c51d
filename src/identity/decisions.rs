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

/// A verdict with who gave it, when and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The verdict.
    pub verdict: Verdict,
    /// Who decided.
    pub actor: String,
    /// Why.
    pub reason: String,
    /// When, in milliseconds since 1970-01-01T00:00Z.
    pub at: i64,
}

/// All verdicts; the last one on a pair holds.
#[derive(Clone, Debug, Default)]
pub struct Decisions {
    pairs: HashMap<(Row, Row), Decided, FixedState>,
    by_row: HashMap<Row, Vec<Row>, FixedState>,
}

impl Decisions {
    /// Records a verdict.
    pub fn decide(&mut self, a: Row, b: Row, decided: Decided) {
        if self.pairs.insert(ordered(a, b), decided).is_none() {
            self.by_row.entry(a).or_default().push(b);
            self.by_row.entry(b).or_default().push(a);
        }
    }

    /// The verdict on a pair.
    pub fn verdict(&self, a: Row, b: Row) -> Option<Verdict> {
        self.pairs.get(&ordered(a, b)).map(|d| d.verdict)
    }

    /// The rows that a verdict binds to `row`, with the verdict.
    pub fn of(&self, row: Row) -> impl Iterator<Item = (Row, Verdict)> + '_ {
        let others = self.by_row.get(&row).map_or(&[][..], Vec::as_slice);
        others.iter().filter_map(move |other| Some((*other, self.verdict(row, *other)?)))
    }

    /// All verdicts, by pair.
    pub fn all(&self) -> Vec<((Row, Row), &Decided)> {
        let mut all: Vec<_> = self.pairs.iter().map(|(pair, decided)| (*pair, decided)).collect();
        all.arrange_by_key(|(pair, _)| *pair);
        all
    }

    /// Whether nobody has decided anything.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }
}

fn ordered(a: Row, b: Row) -> (Row, Row) {
    (a.min(b), a.max(b))
}
