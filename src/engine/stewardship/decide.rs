//! What people decide: which records and customers are the same, and which are not.

use serde::Serialize;

use crate::columns::Row;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::identity::{Deed, OperationKind, Verdict};
use crate::store::Change;

/// The customers that came of a decision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Splits {
    /// Ids of the customers that the records concerned now belong to, each once.
    pub customer_ids: Vec<String>,
    /// The operation, by which it can be taken back.
    pub operation: String,
}

impl Engine {
    /// Records a human decision on two records; it outranks the model for good.
    ///
    /// # Errors
    /// `engine/busy`, `record/unknown`, `decision/self`, `time/invalid`.
    pub fn decide(
        &mut self,
        a: &str,
        b: &str,
        verdict: Verdict,
        actor: &str,
        reason: &str,
        now: &str,
    ) -> Result<Splits> {
        let deed = self.deed(OperationKind::Decide, actor, reason, now)?;
        let (a, b) = (self.row_of(a)?, self.row_of(b)?);
        if a == b {
            return Err(Error::new("decision/self", ""));
        }
        let operation = self.rule(&[(a, b)], verdict, deed);
        Ok(self.splits(&[a, b], operation))
    }

    /// Makes one customer of several.
    ///
    /// # Errors
    /// `engine/busy`, `customer/unknown`, `time/invalid`.
    pub fn merge(&mut self, customers: &[String], actor: &str, reason: &str, now: &str) -> Result<Splits> {
        let deed = self.deed(OperationKind::Merge, actor, reason, now)?;
        let anchors = customers.iter().map(|id| self.anchor_of(id)).collect::<Result<Vec<Row>>>()?;
        let rows: Vec<Row> = anchors.iter().map(|anchor| self.clusters.senior(*anchor)).collect();
        let Some((first, others)) = rows.split_first() else {
            return Err(Error::new("input/invalid", "customerIds").with("reason", "form/empty"));
        };
        let pairs: Vec<(Row, Row)> =
            others.iter().filter(|other| *other != first).map(|other| (*first, *other)).collect();
        let operation = self.rule(&pairs, Verdict::Same, deed);
        Ok(self.splits(&rows, operation))
    }

    /// Takes a record out of its customer: it becomes distinct from all other records there. What outside sources know
    /// of it goes with it.
    ///
    /// # Errors
    /// `engine/busy`, `record/unknown`, `time/invalid`.
    pub fn unmerge(&mut self, record: &str, actor: &str, reason: &str, now: &str) -> Result<Splits> {
        let deed = self.deed(OperationKind::Unmerge, actor, reason, now)?;
        let row = self.row_of(record)?;
        let members = self.clusters.members(self.clusters.anchor(row)).to_vec();
        let leaving: Vec<Row> =
            std::iter::once(row).chain(self.enrichments(row)).filter(|row| members.contains(row)).collect();
        let operation = self.part(&members, &leaving, deed);
        Ok(self.splits(&members, operation))
    }

    /// Rules that the leaving members of a customer are distinct from the others.
    pub(super) fn part(&mut self, members: &[Row], leaving: &[Row], deed: Deed) -> u32 {
        let staying = || members.iter().filter(|other| !leaving.contains(other));
        let pairs: Vec<(Row, Row)> =
            leaving.iter().flat_map(|row| staying().map(|other| (*row, *other))).collect();
        self.rule(&pairs, Verdict::Distinct, deed)
    }

    /// Notes an operation that gives a verdict on pairs, and what follows. Its number.
    pub(in crate::engine) fn rule(&mut self, pairs: &[(Row, Row)], verdict: Verdict, deed: Deed) -> u32 {
        let names: Vec<String> =
            pairs.iter().flat_map(|(a, b)| [self.full_name(*a), self.full_name(*b)]).collect();
        let operation = self.begin(deed, names.iter().map(String::as_str));
        self.rule_by(operation, pairs, verdict);
        operation
    }

    /// Gives a verdict on pairs as a part of an operation.
    pub(in crate::engine) fn rule_by(&mut self, operation: u32, pairs: &[(Row, Row)], verdict: Verdict) {
        let mut touched = Vec::new();
        for (a, b) in pairs {
            self.decisions.decide(*a, *b, verdict, operation);
            touched.extend([*a, *b]);
            let change = self.decision_change((*a, *b), verdict, operation);
            self.log(&change);
        }
        self.resolve(&touched);
    }

    pub(in crate::engine) fn decision_change(
        &self,
        (a, b): (Row, Row),
        verdict: Verdict,
        operation: u32,
    ) -> Change {
        Change::Decision {
            left: self.origin(a),
            right: self.origin(b),
            verdict,
            operation: self.operation_id(operation),
            actor: String::new(),
            reason: String::new(),
            at: 0,
        }
    }

    /// The customers that rows now belong to, after an operation.
    pub(in crate::engine) fn splits(&self, rows: &[Row], operation: u32) -> Splits {
        let mut ids: Vec<String> = Vec::new();
        for row in rows {
            let id = self.customer_id(self.clusters.anchor(*row));
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Splits { customer_ids: ids, operation: self.operation_id(operation) }
    }
}
