//! What should be done, and what changed for a customer.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::events::TrackChange;
use super::subject::CustomerSubject;
use super::views::ActionView;
use super::Engine;
use crate::actions::{Action, Customer, Due, Occasion, Past};
use crate::columns::Row;
use crate::error::Result;
use crate::expr::{EventId, SegmentId, Subject, TagId};
use crate::normalize::civil::Timestamp;
use crate::segments::Changes;
use crate::store::Change;
use crate::tags::Portrait;

/// A page of actions.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ActionPage {
    /// How many are due in all.
    pub total: usize,
    /// The actions of this page.
    pub rows: Vec<ActionView>,
}

/// An action that the host has taken over.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Acknowledged {
    /// The action's key.
    pub key: String,
    /// Id of its rule.
    pub rule: String,
    /// Id of its customer.
    pub customer_id: String,
}

impl Engine {
    /// What is due, by falling priority, then in the order of customers.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`.
    pub fn actions(&mut self, now: &str, offset: usize, limit: usize) -> Result<ActionPage> {
        self.idle()?;
        let now = self.now(now)?;
        self.draw(now);
        let subjects = self.subjects();
        let mut all: Vec<ActionView> = Vec::new();
        for (anchor, portrait) in self.drawn().map(|drawn| &drawn.portraits).into_iter().flatten() {
            let subject = CustomerSubject::new(&subjects, self.clusters.members(*anchor));
            all.extend(self.action_views(*anchor, &subject, portrait, now));
        }
        all.sort_by_key(|action| std::cmp::Reverse(action.priority));
        Ok(ActionPage { total: all.len(), rows: all.into_iter().skip(offset).take(limit).collect() })
    }

    /// Notes that the host has taken actions over, so that they are not due again before their rule allows it.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `customer/unknown`.
    pub fn acknowledge(&mut self, actions: &[Acknowledged], now: &str) -> Result<()> {
        self.idle()?;
        let at = self.now(now)?;
        let rows = actions.iter().map(|action| self.anchor_of(&action.customer_id)).collect::<Result<Vec<Row>>>()?;
        for (action, row) in actions.iter().zip(rows) {
            self.note_past(row, Past { rule: action.rule.clone(), key: action.key.clone(), at });
        }
        Ok(())
    }

    pub(super) fn note_past(&mut self, row: Row, past: Past) {
        if self.past.get(&row).is_some_and(|known| known.contains(&past)) {
            return;
        }
        self.log(&Change::Acted { record: self.origin(row), rule: past.rule.clone(), key: past.key.clone(), at: past.at.0 });
        self.past.entry(row).or_default().push(past);
    }

    fn due(&self, anchor: Row, subject: &dyn Subject, portrait: &Portrait, occasion: Occasion, now: Timestamp) -> Due {
        let (id, name) = (self.customer_id(anchor), self.customer_name(anchor));
        let past: Vec<Past> =
            self.clusters.members(anchor).iter().filter_map(|row| self.past.get(row)).flatten().cloned().collect();
        let customer = Customer { id: &id, name: &name, subject: &portrait.over(subject) };
        self.automation.rules.due(customer, occasion, &past, now)
    }

    /// When the actions due will change by time alone.
    pub(super) fn actions_change(&self, anchor: Row, subject: &dyn Subject, portrait: &Portrait, now: Timestamp) -> Option<Timestamp> {
        self.due(anchor, subject, portrait, Occasion::default(), now).next_change_at
    }

    pub(super) fn action_views(&self, anchor: Row, subject: &dyn Subject, portrait: &Portrait, now: Timestamp) -> Vec<ActionView> {
        let due = self.due(anchor, subject, portrait, Occasion::default(), now);
        due.actions.into_iter().map(|action| self.action_view(anchor, action)).collect()
    }

    fn action_view(&self, anchor: Row, action: Action) -> ActionView {
        let language = self.language();
        ActionView {
            key: action.key,
            rule: action.rule,
            customer_id: action.customer_id,
            customer_name: self.customer_name(anchor),
            action: action.action,
            name: action.name.get(language).to_owned(),
            priority: action.priority,
            due: action.due.to_string(),
            text: action.text.get(language).to_owned(),
            params: action.params,
            reasons: action.reasons,
        }
    }

    /// How customers changed between two sets of portraits; those that did not are left out.
    pub(super) fn portrait_changes(
        &self,
        before: &BTreeMap<Row, Portrait>,
        after: &BTreeMap<Row, Portrait>,
        arrived: &BTreeMap<Row, Vec<EventId>>,
        now: Timestamp,
    ) -> Vec<TrackChange> {
        let subjects = self.subjects();
        let change = |(anchor, portrait): (&Row, &Portrait)| {
            let changes = Changes::between(before.get(anchor), portrait);
            let subject = CustomerSubject::new(&subjects, self.clusters.members(*anchor));
            let events = arrived.get(anchor).map_or(&[][..], Vec::as_slice);
            let occasion = Occasion { entered: &changes.entered, left: &changes.left, events };
            let due = self.due(*anchor, &subject, portrait, occasion, now).actions;
            let tag = |id: &TagId| self.ruleset.tags.get(id.index()).map(|tag| tag.id.clone()).unwrap_or_default();
            let segment = |id: &SegmentId| self.ruleset.segments.get(id.index()).map(|s| s.id.clone()).unwrap_or_default();
            TrackChange {
                customer_id: self.customer_id(*anchor),
                tags_added: changes.tags_added.iter().map(tag).collect(),
                tags_removed: changes.tags_removed.iter().map(tag).collect(),
                segments_entered: changes.entered.iter().map(segment).collect(),
                segments_left: changes.left.iter().map(segment).collect(),
                actions: due.into_iter().map(|action| self.action_view(*anchor, action)).collect(),
            }
        };
        after.iter().map(change).collect()
    }
}
