//! What should be done, and what changed for a customer.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Engine;
use super::events::TrackChange;
use super::views::ActionView;
use crate::actions::{Action, Occasion, Past};
use crate::columns::Row;
use crate::error::Result;
use crate::expr::{EventId, SegmentId, TagId};
use crate::json::read_object;
use crate::normalize::civil::Timestamp;
use crate::privacy::{Access, View};
use crate::segments::Changes;
use crate::sort::Arrange;
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
}

read_object! {
    open Acknowledged, Acknowledged::default(),
    must { "key": key, "rule": rule, "customerId": customer_id }
    may {}
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
        let mut all: Vec<(Row, Action)> = Vec::new();
        for (anchor, portrait) in self.drawn().into_iter().flat_map(|drawn| drawn.portraits.iter()) {
            let due = viewer.due(&self.automation.rules, (anchor, &portrait), (Occasion::default(), false));
            all.extend(due.actions.into_iter().map(|action| (anchor, action)));
        }
        all.arrange_by_key(|(_, action)| std::cmp::Reverse(action.priority));
        let total = all.len();
        let page = all.into_iter().skip(offset).take(limit);
        Ok(ActionPage { total, rows: page.map(|(anchor, action)| viewer.action(anchor, action)).collect() })
    }

    /// Notes that the host has taken actions over, so that they are not due again before their rule allows it.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `customer/unknown`.
    pub fn acknowledge(&mut self, actions: &[Acknowledged], now: &str) -> Result<()> {
        self.idle()?;
        let at = self.now(now)?;
        let rows =
            actions.iter().map(|action| self.anchor_of(&action.customer_id)).collect::<Result<Vec<Row>>>()?;
        for (action, row) in actions.iter().zip(rows) {
            self.note_past(row, Past { rule: action.rule.clone(), key: action.key.clone(), at });
        }
        Ok(())
    }

    pub(super) fn note_past(&mut self, row: Row, past: Past) {
        if self.past.get(&row).is_some_and(|known| known.contains(&past)) {
            return;
        }
        self.log(&Change::Acted {
            record: self.origin(row),
            rule: past.rule.clone(),
            key: past.key.clone(),
            at: past.at.0,
        });
        self.past.entry(row).or_default().push(past);
    }

    /// How customers changed between two sets of portraits; those that did not are left out.
    pub(super) fn portrait_changes(
        &self,
        before: &BTreeMap<Row, Portrait>,
        after: &BTreeMap<Row, Portrait>,
        arrived: &BTreeMap<Row, Vec<EventId>>,
        now: Timestamp,
    ) -> Vec<TrackChange> {
        let viewer = self.host_viewer(now);
        let change = |(anchor, portrait): (&Row, &Portrait)| {
            let changes = Changes::between(before.get(anchor), portrait);
            let events = arrived.get(anchor).map_or(&[][..], Vec::as_slice);
            let occasion = Occasion { entered: &changes.entered, left: &changes.left, events };
            let due = viewer.due(&self.automation.rules, (*anchor, portrait), (occasion, false)).actions;
            let tag =
                |id: &TagId| self.ruleset.tags.get(id.index()).map(|tag| tag.id.clone()).unwrap_or_default();
            let segment = |id: &SegmentId| {
                self.ruleset.segments.get(id.index()).map(|s| s.id.clone()).unwrap_or_default()
            };
            TrackChange {
                customer_id: self.customer_id(*anchor),
                tags_added: changes.tags_added.iter().map(tag).collect(),
                tags_removed: changes.tags_removed.iter().map(tag).collect(),
                segments_entered: changes.entered.iter().map(segment).collect(),
                segments_left: changes.left.iter().map(segment).collect(),
                actions: due.into_iter().map(|action| viewer.action(*anchor, action)).collect(),
            }
        };
        after.iter().map(change).collect()
    }
}
