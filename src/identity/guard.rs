//! What keeps two clusters apart although some of their records match.

use crate::columns::{FieldId, Row, Symbol};
use crate::matching::{Scorer, Weight};
use crate::normalize::{Records, Status};
use crate::reason::Reason;
use crate::schema::ruleset::{Part, Ruleset};

use super::decisions::{Decisions, Verdict};

/// Records of each side that are compared with those of the other when two clusters are to be joined. Enough to see
/// that two clusters hang together by one accidental pair; few enough that large clusters cost no more.
const SAMPLE: usize = 5;
/// Evidence against a pair that no other evidence outweighs: odds of about 1 to 30,000.
const CONTRADICTION: Weight = -15 * 1024;

/// Decides whether two clusters may become one.
#[derive(Debug)]
pub struct Guard<'a> {
    records: &'a Records,
    decisions: &'a Decisions,
    scorer: Scorer<'a>,
    /// Fields of identifiers of which a customer has at most one.
    unique: Vec<(&'a str, Vec<FieldId>)>,
    most: usize,
}

impl<'a> Guard<'a> {
    /// With the unique identifiers of a ruleset, for clusters of at most `most` records.
    pub fn new(ruleset: &'a Ruleset, records: &'a Records, decisions: &'a Decisions, scorer: Scorer<'a>, most: usize) -> Self {
        let unique = ruleset.identity.identifiers.iter().filter(|i| i.unique).map(|i| {
            let fields = i.fields.iter().filter_map(|name| ruleset.field(name).map(|(at, _)| at));
            (i.kind.as_str(), fields.collect())
        });
        Self { records, decisions, scorer, unique: unique.collect(), most }
    }

    /// Why the two clusters must stay apart, if they must.
    pub fn objection(&mut self, left: &[Row], right: &[Row]) -> Option<Reason> {
        self.size(left, right)
            .or_else(|| self.distinct(left, right))
            .or_else(|| self.conflict(left, right))
            .or_else(|| self.contradiction(left, right))
    }

    fn size(&self, left: &[Row], right: &[Row]) -> Option<Reason> {
        let size = left.len() + right.len();
        (size > self.most).then(|| Reason::new("guard/size").with("limit", self.most))
    }

    fn distinct(&self, left: &[Row], right: &[Row]) -> Option<Reason> {
        if self.decisions.is_empty() {
            return None;
        }
        let (few, many) = if left.len() <= right.len() { (left, right) } else { (right, left) };
        let apart = |row: &Row| {
            self.decisions.of(*row).any(|(other, verdict)| verdict == Verdict::Distinct && many.binary_search(&other).is_ok())
        };
        few.iter().any(apart).then(|| Reason::new("guard/distinct"))
    }

    fn conflict(&self, left: &[Row], right: &[Row]) -> Option<Reason> {
        self.unique.iter().find_map(|(kind, fields)| {
            let (a, b) = (self.valid_value(left, fields)?, self.valid_value(right, fields)?);
            let text = |symbol| self.records.symbols.text(symbol);
            (a != b).then(|| Reason::new("guard/conflict").with("kind", kind).with("left", text(a)).with("right", text(b)))
        })
    }

    /// The first valid value of a unique identifier in a cluster.
    fn valid_value(&self, rows: &[Row], fields: &[FieldId]) -> Option<Symbol> {
        let cells = rows.iter().flat_map(|row| fields.iter().map(move |field| self.records.cell(*row, *field)));
        let mut values = cells.flat_map(|cell| self.records.values(cell));
        values.find(|v| v.usable && v.status == Status::Valid).and_then(|v| v.part(Part::Value).present())
    }

    /// Clusters of more than one record must agree on the whole, not only in the pair that brought them together.
    fn contradiction(&mut self, left: &[Row], right: &[Row]) -> Option<Reason> {
        if left.len() + right.len() < 3 {
            return None;
        }
        let mut sum = 0;
        for a in left.iter().take(SAMPLE) {
            for b in right.iter().take(SAMPLE) {
                let same = self.decisions.verdict(*a, *b) == Some(Verdict::Same);
                let evidence = if same { 0 } else { self.scorer.evidence(*a, *b) };
                if evidence <= CONTRADICTION {
                    return Some(Reason::new("guard/contradiction").weighing(evidence));
                }
                sum += evidence;
            }
        }
        (sum < 0).then(|| Reason::new("guard/contradiction").weighing(sum))
    }
}
