//! Dry runs: who would get what from a rule today, and for whom it is held back.

use serde::Serialize;
use serde_json::Value;

use crate::actions::{Action, Held, Occasion};
use crate::columns::Row;
use crate::engine::Engine;
use crate::engine::derived::Drawn;
use crate::engine::queries::ActionView;
use crate::error::{Error, Result};
use crate::expr::NEVER;
use crate::json;
use crate::privacy::{Access, View};
use crate::reason::Reason;
use crate::schema::ruleset::RuleDef;
use crate::sort::Arrange;

/// What a rule would do today.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Rehearsal {
    /// Id of the rule.
    pub rule: String,
    /// How many customers meet its condition.
    pub matched: usize,
    /// How many of them would get something.
    pub customers: usize,
    /// How many actions would be due in all.
    pub total: usize,
    /// A page of them.
    pub rows: Vec<ActionView>,
    /// How often something is held back, and why; the commonest first.
    pub held_back: Vec<HeldCount>,
    /// How often in all.
    pub held_total: usize,
    /// A page of what is held back.
    pub held_rows: Vec<HeldView>,
    /// When this changes by time alone; ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_change_at: Option<String>,
}

/// How often something is held back for one reason.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HeldCount {
    /// The reason's code.
    pub code: String,
    /// The reason in words.
    pub text: String,
    /// How often.
    pub count: usize,
}

/// Something that is not done for a customer although its rule's condition holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct HeldView {
    /// Id of the rule.
    pub rule: String,
    /// The kind of action; absent where all of the rule is held back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// The customer's id.
    pub customer_id: String,
    /// The customer's name.
    pub customer_name: String,
    /// Why.
    pub reason: Reason,
    /// The reason in words.
    pub text: String,
    /// The facts that this rests on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub facts: Vec<Reason>,
    /// When this ends if only time passes; ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

impl Engine {
    /// Who would get what from a rule at `now`, why, and for whom it is held back: a dry run. The rule is one of the
    /// ruleset, named by its id, or given as JSON; it need not be in force. One that waits for an event or for a customer to
    /// enter or leave a segment is tried as if that had just happened to everybody.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `privacy/…`, `rule/unknown`; of a rule given as JSON `ruleset/invalid`, `condition/…`
    /// and `rule/…` with the path in it.
    pub fn rehearse(
        &mut self,
        rule: &Value,
        now: &str,
        (offset, limit): (usize, usize),
        access: &Access,
    ) -> Result<Rehearsal> {
        self.idle()?;
        let now = self.now(now)?;
        View::new(&self.ruleset.privacy, access)?;
        let rule = self.rule_of(rule)?;
        let planner = self.automation.rules.rehearsal(&rule, self.automation.tagger.vocabulary())?;
        self.draw(now);
        let viewer = self.viewer(access, now)?;
        let mut outcome = Rehearsal { rule: rule.id, ..Rehearsal::default() };
        let mut rows: Vec<Action> = Vec::new();
        let mut held: Vec<(Row, Held)> = Vec::new();
        let ranks_change = self.drawn().and_then(Drawn::ranks_change);
        let mut change = ranks_change.unwrap_or(NEVER);
        for (anchor, portrait) in self.drawn().into_iter().flat_map(|drawn| drawn.portraits.iter()) {
            let due = viewer.due(
                &planner,
                (anchor, &viewer.subject(anchor), &portrait),
                (Occasion::default(), true),
            );
            let next = [due.next_change_at, portrait.next_change_at()].into_iter().flatten().min();
            change = change.min(next.unwrap_or(NEVER));
            outcome.matched += usize::from(!due.actions.is_empty() || !due.held.is_empty());
            outcome.customers += usize::from(!due.actions.is_empty());
            rows.extend(due.actions);
            held.extend(due.held.into_iter().map(|held| (anchor, held)));
        }
        outcome.held_back = self.held_counts(&held);
        (outcome.total, outcome.held_total) = (rows.len(), held.len());
        let page = rows.into_iter().skip(offset).take(limit);
        outcome.rows = page.map(|action| viewer.action(action)).collect();
        let page = held.into_iter().skip(offset).take(limit);
        outcome.held_rows = page.map(|(anchor, held)| viewer.held(anchor, held)).collect();
        outcome.next_change_at = (change != NEVER).then(|| change.to_rfc3339(self.context.utc_offset));
        Ok(outcome)
    }

    /// The rule of that id, or as given.
    fn rule_of(&self, rule: &Value) -> Result<RuleDef> {
        let Some(id) = rule.as_str() else { return json::document(rule.clone(), "ruleset/invalid") };
        let known = self.ruleset.rules.iter().find(|rule| rule.id == id);
        known.cloned().ok_or_else(|| Error::new("rule/unknown", "").with("name", id))
    }

    /// How often each reason keeps something back.
    pub(super) fn held_counts(&self, held: &[(Row, Held)]) -> Vec<HeldCount> {
        self.reason_counts(held.iter().map(|(_, held)| &held.reason))
    }

    /// How often each reason is given; the commonest first.
    pub(super) fn reason_counts<'r>(&self, reasons: impl Iterator<Item = &'r Reason>) -> Vec<HeldCount> {
        let mut counts: Vec<HeldCount> = Vec::new();
        for reason in reasons {
            let text = reason.text(self.language());
            match counts.iter_mut().find(|known| known.text == text) {
                Some(known) => known.count += 1,
                None => counts.push(HeldCount { code: reason.code.to_string(), text, count: 1 }),
            }
        }
        counts.arrange_by_key(|known| std::cmp::Reverse(known.count));
        counts
    }
}
