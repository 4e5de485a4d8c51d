//! Pairs that somebody should look at, why two records are or are not the same, and what people decide.

use serde::Serialize;

use super::viewer::Viewer;
use super::{Engine, RecordView};
use crate::columns::Row;
use crate::error::{Error, Result};
use crate::identity::{Decided, Verdict};
use crate::json::read_object;
use crate::matching::{Decision, Scorer, Weight, probability};
use crate::normalize::civil::Timestamp;
use crate::privacy::Access;
use crate::reason::Reason;
use crate::sort::Arrange;
use crate::store::Change;

/// Which pairs are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct PairQuery {
    /// Only pairs of this decision.
    pub decision: Option<Decision>,
    /// Pairs to pass over.
    pub offset: usize,
    /// Most pairs to give.
    pub limit: usize,
    /// Who reads, and what for.
    #[cfg_attr(feature = "schema", schemars(flatten))]
    pub access: Access,
}

read_object! {
    open PairQuery, PairQuery::default(),
    must {}
    may {
        "decision": decision, "offset": offset, "limit": limit, "role": access.role, "purpose": access.purpose
    }
}

impl Default for PairQuery {
    fn default() -> Self {
        Self { decision: None, offset: 0, limit: 50, access: Access::default() }
    }
}

/// A page of pairs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReviewPage {
    /// How many pairs there are in all.
    pub total: usize,
    /// The pairs of this page, those first whose answer is worth most.
    pub pairs: Vec<ReviewPair>,
}

/// A pair of records that may be the same customer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReviewPair {
    /// Id of the one record.
    pub left: String,
    /// Id of the other.
    pub right: String,
    /// Why they are or are not the same.
    #[serde(flatten)]
    pub explanation: Explanation,
    /// Both records.
    pub records: [RecordView; 2],
}

/// Why two records are or are not the same customer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Explanation {
    /// Match weight, in units of 1/1024 bit: the prior's and those of all reasons.
    pub weight: Weight,
    /// Match probability.
    pub probability: f64,
    /// The decision that follows.
    pub decision: Decision,
    /// What somebody decided, which outranks the weight.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// Whether both records belong to one customer now.
    pub same_customer: bool,
    /// The prior and each comparison, with their weights.
    pub reasons: Vec<Reason>,
    /// The blocking rules by which the two are compared at all; without one they never meet.
    pub blocking: Vec<String>,
    /// Why a guard keeps their customers apart although they match.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refusal: Option<Reason>,
}

/// The customers that came of a decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Splits {
    /// Ids of the customers that the records concerned now belong to, each once.
    pub customer_ids: Vec<String>,
}

impl Engine {
    /// The pairs that matched or nearly did, those first whose answer is worth most.
    ///
    /// # Errors
    /// `privacy/…`.
    pub fn duplicates(&self, query: &PairQuery) -> Result<ReviewPage> {
        let viewer = self.viewer(&query.access, Timestamp::default())?;
        let mut pairs: Vec<(Row, Row, Weight)> = self.clusters.pairs().collect();
        pairs.retain(|(a, b, weight)| {
            let wanted = query.decision.is_none_or(|d| d == self.model.decide(*weight));
            wanted && self.decisions.verdict(*a, *b).is_none()
        });
        pairs.arrange_by_key(|(a, b, weight)| (std::cmp::Reverse(self.worth(*a, *b, *weight)), *a, *b));
        let page = pairs.iter().skip(query.offset).take(query.limit);
        let pair = |(a, b, _): &(Row, Row, Weight)| ReviewPair {
            left: self.record_id(*a),
            right: self.record_id(*b),
            explanation: self.explanation(*a, *b, &viewer),
            records: [viewer.record(*a), viewer.record(*b)],
        };
        Ok(ReviewPage { total: pairs.len(), pairs: page.map(pair).collect() })
    }

    /// What an answer about two rows is worth: how uncertain they are, for as many pairs of records as it settles.
    fn worth(&self, a: Row, b: Row, weight: Weight) -> u64 {
        let doubt = 1.0 - (2.0 * probability(weight) - 1.0).abs();
        let size = |row: Row| self.clusters.members(self.clusters.anchor(row)).len() as u64;
        let settled = if self.clusters.anchor(a) == self.clusters.anchor(b) { 1 } else { size(a) * size(b) };
        (doubt * 1e6) as u64 * settled.min(1 << 20)
    }

    /// Why two records, named by id or by `source/id`, are or are not the same customer, as far as the reader may see.
    ///
    /// # Errors
    /// `record/unknown`, `privacy/…`.
    pub fn explain(&self, a: &str, b: &str, access: &Access) -> Result<Explanation> {
        let viewer = self.viewer(access, Timestamp::default())?;
        Ok(self.explanation(self.row_of(a)?, self.row_of(b)?, &viewer))
    }

    fn explanation(&self, a: Row, b: Row, viewer: &Viewer) -> Explanation {
        let findings = Scorer::new(&self.model, &self.records, &self.index).findings(a, b);
        let prior = Reason::new("match/prior").weighing(self.model.prior);
        let reasons: Vec<Reason> =
            std::iter::once(prior).chain(findings.iter().map(|f| viewer.finding(f))).collect();
        let weight = reasons.iter().filter_map(|reason| reason.weight).sum();
        Explanation {
            weight,
            probability: probability(weight),
            decision: self.model.decide(weight),
            verdict: self.decisions.verdict(a, b),
            same_customer: self.clusters.anchor(a) == self.clusters.anchor(b),
            reasons,
            blocking: self.common_rules(a, b),
            refusal: self.clusters.refusal(a, b).map(|refusal| refusal.reason.clone()),
        }
    }

    /// The blocking rules under which two rows share a key that is not generic.
    fn common_rules(&self, a: Row, b: Row) -> Vec<String> {
        let others = self.index.keys(b);
        let shared =
            self.index.keys(a).iter().filter(|key| {
                others.binary_search(key).is_ok() && !self.index.is_generic(&self.model, **key)
            });
        let mut rules: Vec<String> = shared.map(|key| self.model.rule_name(key.rule).to_owned()).collect();
        rules.dedup();
        rules
    }

    /// Records a human decision on two records; it outranks the model for good.
    ///
    /// # Errors
    /// `engine/busy`, `record/unknown`, `time/invalid`.
    pub fn decide(
        &mut self,
        a: &str,
        b: &str,
        verdict: Verdict,
        actor: &str,
        reason: &str,
        now: &str,
    ) -> Result<Splits> {
        self.idle()?;
        let (a, b, at) = (self.row_of(a)?, self.row_of(b)?, self.now(now)?.0);
        self.apply_decisions(
            &[(a, b)],
            &Decided { verdict, actor: actor.to_owned(), reason: reason.to_owned(), at },
        );
        Ok(self.splits(&[a, b]))
    }

    /// Makes one customer of several.
    ///
    /// # Errors
    /// `engine/busy`, `customer/unknown`, `time/invalid`.
    pub fn merge(&mut self, customers: &[String], actor: &str, reason: &str, now: &str) -> Result<Splits> {
        self.idle()?;
        let at = self.now(now)?.0;
        let anchors = customers.iter().map(|id| self.anchor_of(id)).collect::<Result<Vec<Row>>>()?;
        let Some((first, others)) = anchors.split_first() else {
            return Err(Error::new("input/invalid", "customerIds").with("reason", "empty"));
        };
        let pairs: Vec<(Row, Row)> = others.iter().map(|other| (*first, *other)).collect();
        let decided =
            Decided { verdict: Verdict::Same, actor: actor.to_owned(), reason: reason.to_owned(), at };
        self.apply_decisions(&pairs, &decided);
        Ok(self.splits(&anchors))
    }

    /// Takes a record out of its customer: it becomes distinct from all other records there. What outside sources know
    /// of it goes with it.
    ///
    /// # Errors
    /// `engine/busy`, `record/unknown`, `time/invalid`.
    pub fn unmerge(&mut self, record: &str, actor: &str, reason: &str, now: &str) -> Result<Splits> {
        self.idle()?;
        let (row, at) = (self.row_of(record)?, self.now(now)?.0);
        let members = self.clusters.members(self.clusters.anchor(row)).to_vec();
        let leaving: Vec<Row> = std::iter::once(row).chain(self.enrichments(row, &members)).collect();
        let staying = || members.iter().filter(|other| !leaving.contains(other));
        let pairs: Vec<(Row, Row)> =
            leaving.iter().flat_map(|row| staying().map(|other| (*row, *other))).collect();
        let decided =
            Decided { verdict: Verdict::Distinct, actor: actor.to_owned(), reason: reason.to_owned(), at };
        self.apply_decisions(&pairs, &decided);
        Ok(self.splits(&members))
    }

    pub(super) fn apply_decisions(&mut self, pairs: &[(Row, Row)], decided: &Decided) {
        let mut touched = Vec::new();
        for (a, b) in pairs {
            self.decisions.decide(*a, *b, decided.clone());
            touched.extend([*a, *b]);
            let change = Change::Decision {
                left: self.origin(*a),
                right: self.origin(*b),
                verdict: decided.verdict,
                actor: decided.actor.clone(),
                reason: decided.reason.clone(),
                at: decided.at,
            };
            self.log(&change);
        }
        self.resolve(&touched);
    }

    fn splits(&self, rows: &[Row]) -> Splits {
        let mut ids: Vec<String> = Vec::new();
        for row in rows {
            let id = self.customer_id(self.clusters.anchor(*row));
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Splits { customer_ids: ids }
    }
}
