//! The verdict at entry: does this customer exist already?

use serde::Serialize;

use super::upsert::Given;
use crate::columns::{FieldId, Row};
use crate::engine::queries::Viewer;
use crate::engine::{Engine, Input};
use crate::error::Result;
use crate::identity::RecordRef;
use crate::matching::{BlockingKeys, Decision, Finding, Scorer, Weight, probability};
use crate::normalize::civil::Timestamp;
use crate::privacy::{Access, View};
use crate::reason::Reason;
use crate::schema::ruleset::EntryVerdict;
use crate::sort::Arrange;

/// The verdict on a record at entry.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckResult {
    /// What to do with the record.
    pub verdict: EntryVerdict,
    /// Customers that it may be, best first.
    pub matches: Vec<EntryMatch>,
}

/// A customer that a record may be.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct EntryMatch {
    /// The customer's id.
    pub customer_id: String,
    /// The customer's name.
    pub name: String,
    /// The customer's record that matches best.
    pub record_id: String,
    /// Match weight, in units of 1/1024 bit.
    pub weight: Weight,
    /// Match probability.
    pub probability: f64,
    /// The decision that the weight stands for.
    pub decision: Decision,
    /// What agrees and what does not.
    pub reasons: Vec<Reason>,
}

/// Comparisons that tell whether a record's contact is known.
const CONTACT_COMPARISONS: [&str; 6] = ["person", "phone", "email", "wechat", "family_name", "given_name"];

/// A candidate with what was found.
struct Scored<'a> {
    row: Row,
    weight: Weight,
    findings: Vec<Finding<'a>>,
}

impl Engine {
    /// Compares a record with all customers, without keeping it. A record with the same source and id as a kept one
    /// is taken for a new version of it and not compared with itself.
    ///
    /// # Errors
    /// `engine/busy`, `limits/rows`, `privacy/…`.
    pub fn check(&mut self, record: &Input, limit: usize, access: &Access) -> Result<CheckResult> {
        self.idle()?;
        View::new(&self.ruleset.privacy, access)?;
        let mut staging = self.begin_staging();
        let mut given = self.read_names(record);
        let myself = self.row_of_given(&given);
        let is_name = |field: Option<FieldId>| {
            field
                .and_then(|field| self.fields.get(field))
                .is_some_and(|f| f.name == "id" || f.name == "source")
        };
        given.retain(|(field, ..)| !is_name(*field));
        let row = self.stage_input(&mut staging, &given, "\u{0}check")?;
        let keys = BlockingKeys::new(&self.model).of(&self.records, row);
        let mut candidates = self.index.sharing(&self.model, &keys, row);
        candidates.retain(|other| Some(*other) != myself);
        let result = self.judge(row, &candidates, limit, access);
        self.abort_staging(staging);
        result
    }

    fn row_of_given(&self, given: &Given<'_>) -> Option<Row> {
        let id = self.records.symbols.find(self.given(given, "id")?)?;
        match self.given(given, "source") {
            Some(source) => self.directory.row(RecordRef { source: self.records.symbols.find(source)?, id }),
            None => self.seniority().first(&self.directory.rows_of_id(id).collect::<Vec<_>>()),
        }
    }

    fn judge(&self, row: Row, candidates: &[Row], limit: usize, access: &Access) -> Result<CheckResult> {
        let viewer = self.viewer(access, Timestamp::default())?;
        let mut scorer = Scorer::new(&self.model, &self.records, &self.index);
        let mut best: Vec<Scored> = Vec::new();
        for other in candidates {
            // What was found is told of the few that are left.
            if let Some(weight) = scorer.weight_from(self.model.least(), row, *other) {
                best.push(Scored { row: *other, weight, findings: scorer.findings(row, *other) });
            }
        }
        best.arrange_by(|a, b| b.weight.cmp(&a.weight).then(a.row.cmp(&b.row)));
        let verdict = self.verdict(&best);
        let mut seen = std::collections::BTreeSet::new();
        best.retain(|scored| seen.insert(self.clusters.anchor(scored.row)));
        Ok(CheckResult {
            verdict,
            matches: best.iter().take(limit).map(|scored| self.entry_match(scored, &viewer)).collect(),
        })
    }

    /// Blocks when one of the matching customer's records knows the contact; links when it only knows the company.
    fn verdict(&self, best: &[Scored]) -> EntryVerdict {
        let policy = self.ruleset.matching.entry;
        let Some(first) = best.first() else { return EntryVerdict::Allow };
        if self.model.decide(first.weight) != Decision::Match {
            return policy.on_review;
        }
        let anchor = self.clusters.anchor(first.row);
        let same_customer = best.iter().filter(|s| self.clusters.anchor(s.row) == anchor);
        let contact: Vec<bool> =
            same_customer.flat_map(|s| s.findings.iter().filter_map(contact_agrees)).collect();
        if contact.is_empty() || contact.contains(&true) { policy.on_match } else { policy.on_new_contact }
    }

    fn entry_match(&self, scored: &Scored, viewer: &Viewer) -> EntryMatch {
        let anchor = self.clusters.anchor(scored.row);
        EntryMatch {
            customer_id: self.customer_id(anchor),
            name: viewer.name(anchor),
            record_id: self.record_id(scored.row),
            weight: scored.weight,
            probability: probability(scored.weight),
            decision: self.model.decide(scored.weight),
            reasons: scored.findings.iter().map(|finding| viewer.finding(finding)).collect(),
        }
    }
}

/// Whether a finding on the contact speaks for the same person; `None` for findings on the company.
fn contact_agrees(finding: &Finding) -> Option<bool> {
    CONTACT_COMPARISONS.contains(&finding.comparison()).then(|| finding.weight() > 0)
}
