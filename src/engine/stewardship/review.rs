//! Pairs that somebody should look at, why two records are or are not the same, and what people decide.

use serde::Serialize;

use crate::columns::{Key, Row};
use crate::engine::queries::Viewer;
use crate::engine::{Engine, RecordView};
use crate::error::Result;
use crate::identity::{Refusal, Verdict};
use crate::json::read_object;
use crate::matching::{CERTAIN, Decision, Scorer, Weight, probability};
use crate::normalize::civil::Timestamp;
use crate::privacy::Access;
use crate::reason::Reason;
use crate::schema::ruleset::{IdentifierDef, Part};
use crate::sort::Arrange;

/// Which pairs are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct PairQuery {
    /// Only pairs of this decision.
    pub decision: Option<Decision>,
    /// Only pairs on which somebody gave this verdict; those on which nobody did, where absent.
    pub verdict: Option<Verdict>,
    /// Pairs to pass over.
    pub offset: usize,
    /// Most pairs to give.
    pub limit: usize,
    /// Who reads, and what for.
    #[cfg_attr(feature = "schema", schemars(flatten))]
    pub access: Access,
}

read_object! {
    PairQuery, PairQuery::default(),
    must {}
    may {
        "decision": decision, "verdict": verdict, "offset": offset, "limit": limit, "role": access.role,
        "purpose": access.purpose
    }
}

impl Default for PairQuery {
    fn default() -> Self {
        Self { decision: None, verdict: None, offset: 0, limit: 50, access: Access::default() }
    }
}

/// A page of pairs.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReviewPage<'a> {
    /// How many pairs there are in all.
    pub total: usize,
    /// The pairs of this page, those first whose answer is worth most.
    pub pairs: Vec<ReviewPair<'a>>,
}

/// A pair of records that may be the same customer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReviewPair<'a> {
    /// Id of the one record.
    pub left: String,
    /// Id of the other.
    pub right: String,
    /// Why they are or are not the same.
    #[serde(flatten)]
    pub explanation: Explanation,
    /// Both records.
    pub records: [RecordView<'a>; 2],
}

/// A page of what guards refused.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RefusalPage {
    /// How many there are in all.
    pub total: usize,
    /// The refusals of this page, the strongest match first.
    pub refusals: Vec<RefusalView>,
}

/// Two matching records whose customers a guard keeps apart.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RefusalView {
    /// The one record, as `source/id`.
    pub left: String,
    /// The other.
    pub right: String,
    /// Their customers.
    pub customer_ids: [String; 2],
    /// Match weight, in units of 1/1024 bit.
    pub weight: Weight,
    /// The identifiers that both have: they did not count, for the sake of others.
    pub demoted: Vec<String>,
    /// Why their customers stay apart.
    pub reason: Reason,
    /// The same in words.
    pub text: String,
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

impl Engine {
    /// The pairs that matched or nearly did, those first whose answer is worth most.
    ///
    /// # Errors
    /// `privacy/…`.
    pub fn duplicates(&self, query: &PairQuery) -> Result<ReviewPage<'_>> {
        let viewer = self.viewer(&query.access, Timestamp::default())?;
        let mut pairs = match query.verdict {
            Some(verdict) => self.ruled(verdict),
            None => self.unruled(),
        };
        pairs.retain(|(_, _, weight)| query.decision.is_none_or(|d| d == self.model.decide(*weight)));
        let rivals = self.rivals(&pairs);
        pairs.arrange_by_key(|(a, b, weight)| {
            (std::cmp::Reverse(self.worth(*a, *b, *weight) / rivals(*a).max(rivals(*b))), *a, *b)
        });
        let page = pairs.iter().skip(query.offset).take(query.limit);
        let pair = |(a, b, _): &(Row, Row, Weight)| ReviewPair {
            left: self.record_id(*a),
            right: self.record_id(*b),
            explanation: self.explanation(*a, *b, &viewer),
            records: [viewer.record(*a), viewer.record(*b)],
        };
        Ok(ReviewPage { total: pairs.len(), pairs: page.map(pair).collect() })
    }

    /// The pairs that nobody ruled on.
    fn unruled(&self) -> Vec<(Row, Row, Weight)> {
        self.clusters.pairs().filter(|(a, b, _)| self.decisions.verdict(*a, *b).is_none()).collect()
    }

    /// The pairs on which somebody gave this verdict, whatever they weigh by now.
    fn ruled(&self, verdict: Verdict) -> Vec<(Row, Row, Weight)> {
        let mut scorer = Scorer::new(&self.model, &self.records, &self.index);
        let weigh =
            |((a, b), given): ((Row, Row), Verdict)| (given == verdict).then(|| (a, b, scorer.weight(a, b)));
        self.decisions.standing().into_iter().filter_map(weigh).collect()
    }

    /// How many customers a row is paired with. One that may be any of many, as by the number of a hotline, is at most one of
    /// them, so each answer about it is worth the less.
    fn rivals(&self, pairs: &[(Row, Row, Weight)]) -> impl Fn(Row) -> u64 + use<> {
        let each =
            |(a, b, _): &(Row, Row, Weight)| [(*a, self.clusters.anchor(*b)), (*b, self.clusters.anchor(*a))];
        let mut met: Vec<(Row, Row)> = pairs.iter().flat_map(each).collect();
        met.arrange();
        met.dedup();
        move |row| {
            let (from, to) =
                (met.partition_point(|(one, _)| *one < row), met.partition_point(|(one, _)| *one <= row));
            (to - from).max(1) as u64
        }
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
    /// `engine/busy`, `record/unknown`, `privacy/…`.
    pub fn explain(&self, a: &str, b: &str, access: &Access) -> Result<Explanation> {
        self.idle()?;
        let viewer = self.viewer(access, Timestamp::default())?;
        Ok(self.explanation(self.row_of(a)?, self.row_of(b)?, &viewer))
    }

    /// The matches that guards refused, the strongest first.
    ///
    /// # Errors
    /// `privacy/…`.
    pub fn refusals(&self, query: &PairQuery) -> Result<RefusalPage> {
        let viewer = self.viewer(&query.access, Timestamp::default())?;
        let mut all: Vec<&Refusal> = self.clusters.refusals().collect();
        all.arrange_by_key(|refusal| (std::cmp::Reverse(refusal.weight), refusal.pair));
        let page = all.iter().skip(query.offset).take(query.limit);
        Ok(RefusalPage {
            total: all.len(),
            refusals: page.map(|refusal| self.refusal(refusal, &viewer)).collect(),
        })
    }

    fn refusal(&self, refusal: &Refusal, viewer: &Viewer) -> RefusalView {
        let (a, b) = refusal.pair;
        let reason = viewer.refusal(&refusal.reason);
        RefusalView {
            left: self.full_name(a),
            right: self.full_name(b),
            customer_ids: [a, b].map(|row| self.customer_id(self.clusters.anchor(row))),
            weight: refusal.weight,
            demoted: self.common_identifiers(a, b),
            text: reason.text(self.language()),
            reason,
        }
    }

    /// The kinds of identifier of which two records have a value in common.
    fn common_identifiers(&self, a: Row, b: Row) -> Vec<String> {
        let values = |row: Row, fields: &[String]| {
            let places = fields.iter().filter_map(|name| self.ruleset.field(name));
            let values = places.flat_map(|(place, _)| self.records.values(self.records.cell(row, place)));
            values
                .filter_map(|value| value.part(Part::Value, &self.records.symbols).present())
                .collect::<Vec<_>>()
        };
        let shared = |def: &&IdentifierDef| {
            let others = values(b, &def.fields);
            values(a, &def.fields).iter().any(|value| others.contains(value))
        };
        self.ruleset.identity.identifiers.iter().filter(shared).map(|def| def.kind.clone()).collect()
    }

    fn explanation(&self, a: Row, b: Row, viewer: &Viewer) -> Explanation {
        let findings = Scorer::new(&self.model, &self.records, &self.index).findings(a, b);
        let prior = Reason::new("match/prior").weighing(self.model.prior);
        let mut reasons: Vec<Reason> =
            std::iter::once(prior).chain(findings.iter().map(|f| viewer.finding(f))).collect();
        let mut weight = reasons.iter().filter_map(|reason| reason.weight).sum();
        if self.is_bound(a, b, &self.lifetimes()) {
            reasons.push(Reason::new("match/bound").weighing(CERTAIN - weight));
            weight = CERTAIN;
        }
        Explanation {
            weight,
            probability: probability(weight),
            decision: self.model.decide(weight),
            verdict: self.decisions.verdict(a, b),
            same_customer: self.clusters.anchor(a) == self.clusters.anchor(b),
            reasons,
            blocking: self.common_rules(a, b),
            refusal: self.clusters.refusal(a, b).map(|refusal| viewer.refusal(&refusal.reason)),
        }
    }

    /// The keys that two rows have in common, in ascending order.
    pub(super) fn shared_keys(&self, a: Row, b: Row) -> Vec<Key> {
        let others: Vec<Key> = self.index.keys(b).collect();
        self.index.keys(a).filter(|key| others.binary_search(key).is_ok()).collect()
    }

    /// The blocking rules under which two rows share a key that is not generic.
    fn common_rules(&self, a: Row, b: Row) -> Vec<String> {
        let shared = self.shared_keys(a, b).into_iter();
        let shared = shared.filter(|key| !self.index.is_generic(&self.model, *key));
        let mut rules: Vec<String> = shared.map(|key| self.model.rule_name(key.rule).to_owned()).collect();
        rules.dedup();
        rules
    }
}
