//! What should be done, and what changed for a customer.

use std::collections::BTreeSet;

use serde::Serialize;

use super::rehearse::{HeldCount, HeldView};
use crate::actions::{Action, Held, Occasion, Past};
use crate::columns::Row;
use crate::engine::Engine;
use crate::engine::queries::ActionView;
use crate::error::Result;
use crate::json::read_object;
use crate::privacy::{Access, View};
use crate::sort::Arrange;
use crate::store::Change;

/// A page of actions.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActionPage {
    /// How many are due in all.
    pub total: usize,
    /// The actions of this page.
    pub rows: Vec<ActionView>,
    /// The customers of control groups: acknowledged like actions, they count in results and rest as the others do.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub control: Vec<ControlView>,
}

/// A customer that gets nothing from a rule because it is in the control group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ControlView {
    /// As that of an action.
    pub key: String,
    /// Id of the rule.
    pub rule: String,
    /// The customer's id.
    pub customer_id: String,
    /// The customer's name.
    pub customer_name: String,
    /// Always `control`.
    pub variant: &'static str,
}

/// What rules hold back.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HeldPage {
    /// How often something is held back in all.
    pub total: usize,
    /// How often for which reason; the commonest first.
    pub counts: Vec<HeldCount>,
    /// What is held back on this page.
    pub rows: Vec<HeldView>,
}

/// An action that the host has taken over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "camelCase"))]
pub struct Acknowledged {
    /// The action's key.
    pub key: String,
    /// Id of its rule.
    pub rule: String,
    /// Id of its customer.
    pub customer_id: String,
    /// The kind of action.
    pub action: String,
    /// The channel that it uses, which frequency caps go by.
    pub channel: Option<String>,
    /// The variant of its rule's experiment, which results go by.
    pub variant: Option<String>,
}

read_object! {
    open Acknowledged, Acknowledged::default(),
    must { "key": key, "rule": rule, "customerId": customer_id }
    may { "action": action, "channel": channel, "variant": variant }
}

impl From<&ActionView> for Acknowledged {
    fn from(action: &ActionView) -> Self {
        Self {
            key: action.key.clone(),
            rule: action.rule.clone(),
            customer_id: action.customer_id.clone(),
            action: action.action.clone(),
            channel: action.channel.clone(),
            variant: action.variant.clone(),
        }
    }
}

impl From<&ControlView> for Acknowledged {
    fn from(control: &ControlView) -> Self {
        Self {
            key: control.key.clone(),
            rule: control.rule.clone(),
            customer_id: control.customer_id.clone(),
            variant: Some(control.variant.to_owned()),
            ..Self::default()
        }
    }
}

impl Engine {
    /// What is due, by falling priority, then in the order of customers, in texts that the reader may see.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `privacy/…`.
    pub fn actions(
        &mut self,
        now: &str,
        (offset, limit): (usize, usize),
        access: &Access,
    ) -> Result<ActionPage> {
        self.idle()?;
        let now = self.now(now)?;
        View::new(&self.ruleset.privacy, access)?;
        self.draw(now);
        let viewer = self.viewer(access, now)?;
        let (mut all, mut control): (Vec<Action>, Vec<ControlView>) = (Vec::new(), Vec::new());
        for (anchor, portrait) in self.drawn().into_iter().flat_map(|drawn| drawn.portraits.iter()) {
            let due = viewer.due(
                &self.automation.rules,
                (anchor, &viewer.subject(anchor), &portrait),
                (Occasion::default(), false),
            );
            all.extend(due.actions);
            control.extend(due.control.into_iter().map(|control| viewer.control(anchor, control)));
        }
        all.arrange_by_key(|action| std::cmp::Reverse(action.priority));
        let total = all.len();
        let page = all.into_iter().skip(offset).take(limit);
        let rows = page.map(|action| viewer.action(action)).collect();
        Ok(ActionPage { total, rows, control })
    }

    /// What rules hold back although their conditions hold, in the order of customers: by all rules, or by one.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `privacy/…`, `rule/unknown`.
    pub fn held_back(
        &mut self,
        rule: Option<&str>,
        now: &str,
        (offset, limit): (usize, usize),
        access: &Access,
    ) -> Result<HeldPage> {
        self.idle()?;
        let now = self.now(now)?;
        View::new(&self.ruleset.privacy, access)?;
        rule.map(|rule| self.sources(Some(rule))).transpose()?;
        self.draw(now);
        let viewer = self.viewer(access, now)?;
        let mut all: Vec<(Row, Held)> = Vec::new();
        for (anchor, portrait) in self.drawn().into_iter().flat_map(|drawn| drawn.portraits.iter()) {
            let due = viewer.due(
                &self.automation.rules,
                (anchor, &viewer.subject(anchor), &portrait),
                (Occasion::default(), true),
            );
            let held = due.held.into_iter().filter(|held| rule.is_none_or(|rule| held.rule == rule));
            all.extend(held.map(|held| (anchor, held)));
        }
        let (total, counts) = (all.len(), self.held_counts(&all));
        let page = all.into_iter().skip(offset).take(limit);
        Ok(HeldPage { total, counts, rows: page.map(|(anchor, held)| viewer.held(anchor, held)).collect() })
    }

    /// Notes that the host has taken actions over, so that they are not due again before their rule allows it. Each is noted
    /// at the record that lent the customer its id, so that it goes where that record goes when customers come apart.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `rule/unknown`, `customer/unknown`.
    pub fn acknowledge(&mut self, actions: &[Acknowledged], now: &str) -> Result<()> {
        self.idle()?;
        let at = self.now(now)?;
        let mut rows = Vec::with_capacity(actions.len());
        for (place, action) in actions.iter().enumerate() {
            let row =
                self.sources(Some(&action.rule)).and_then(|_| self.row_of_customer(&action.customer_id));
            rows.push(row.map_err(|error| error.under(&format!("[{place}]")))?);
        }
        let anchors: BTreeSet<Row> = rows.iter().map(|row| self.clusters.anchor(*row)).collect();
        let anchors: Vec<Row> = anchors.into_iter().collect();
        self.hear(Some(&anchors), at);
        for (action, row) in actions.iter().zip(rows.iter().copied()) {
            let Acknowledged { key, rule, action, channel, variant, .. } = action.clone();
            let (channel, variant) = (channel.unwrap_or_default(), variant.unwrap_or_default());
            self.note_past(row, Past { rule, key, at, action, channel, variant });
        }
        self.move_on(&anchors, at);
        Ok(())
    }

    /// Notes an action that was handed out; a key that is known already stays as it is.
    pub(in crate::engine) fn note_past(&mut self, row: Row, past: Past) {
        let known = self.past.entry(row).or_default();
        if known.iter().any(|known| known.key == past.key) {
            return;
        }
        known.push(past.clone());
        self.homes.note(&past.key, row);
        self.log(&self.acted_change(row, &past));
    }

    pub(in crate::engine) fn acted_change(&self, row: Row, past: &Past) -> Change {
        let Past { rule, key, at, action, channel, variant } = past.clone();
        Change::Acted { record: self.origin(row), rule, key, at: at.0, action, channel, variant }
    }
}
