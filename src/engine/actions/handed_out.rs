//! Actions that hosts took over: who got what, when, and what became of it.

use serde::Serialize;

use super::results::Reported;
use crate::actions::{Outcome, Past};
use crate::columns::Row;
use crate::engine::Engine;
use crate::engine::queries::Viewer;
use crate::error::Result;
use crate::json::read_object;
use crate::normalize::civil::Timestamp;
use crate::privacy::Access;
use crate::sort::Arrange;

/// Which actions that were taken over are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct HandedOutQuery {
    /// The present instant, ISO 8601.
    pub now: String,
    /// Only of this rule or journey.
    pub rule: Option<String>,
    /// Only of this customer, by present or former id.
    pub customer: Option<String>,
    /// Only those taken over from this instant, or day, on.
    pub from: Option<String>,
    /// Only those taken over before this instant, or day.
    pub until: Option<String>,
    /// Actions to pass over.
    pub offset: usize,
    /// Most actions to give.
    pub limit: usize,
    /// Who reads, and what for.
    #[cfg_attr(feature = "schema", schemars(flatten))]
    pub access: Access,
}

impl Default for HandedOutQuery {
    fn default() -> Self {
        let (now, rule, customer, from, until, access) = Default::default();
        Self { now, rule, customer, from, until, offset: 0, limit: 50, access }
    }
}

read_object! {
    HandedOutQuery, HandedOutQuery::default(),
    must {}
    may {
        "now": now, "rule": rule, "customer": customer, "from": from, "until": until, "offset": offset,
        "limit": limit, "role": access.role, "purpose": access.purpose
    }
}

/// A page of actions that were taken over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HandedOutPage {
    /// How many there are in all.
    pub total: usize,
    /// Those of this page, the last first.
    pub rows: Vec<HandedOut>,
}

/// An action that was taken over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct HandedOut {
    /// The action's key.
    pub key: String,
    /// Id of its rule or journey.
    pub rule: String,
    /// What people call that; empty where the ruleset has it no more.
    pub rule_name: String,
    /// The customer's id, as it is now.
    pub customer_id: String,
    /// The customer's name.
    pub customer_name: String,
    /// The kind of action; empty of the control group, which gets none.
    pub action: String,
    /// The channel that it used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// The variant of its rule's experiment, or `control`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
    /// When it was taken over, ISO 8601 with offset.
    pub at: String,
    /// What was reported of it, the earliest first.
    pub outcomes: Vec<OutcomeView>,
}

/// What was reported of an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OutcomeView {
    /// What became of it.
    pub outcome: Outcome,
    /// When, ISO 8601 with offset.
    pub at: String,
    /// What it was worth, as a decimal text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
}

impl Engine {
    /// Actions that were taken over, the last first: who got what, when, and what was reported of it.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `privacy/…`, `customer/unknown`.
    pub fn handed_out(&self, query: &HandedOutQuery) -> Result<HandedOutPage> {
        self.idle()?;
        let viewer = self.viewer(&query.access, self.now(&query.now)?)?;
        let anchor = query.customer.as_deref().map(|id| self.anchor_of(id)).transpose()?;
        let from = self.instant(&query.from, "from")?;
        let until = self.instant(&query.until, "until")?;
        let wanted = |row: Row, past: &Past| {
            anchor.is_none_or(|anchor| self.clusters.anchor(row) == anchor)
                && query.rule.as_ref().is_none_or(|rule| past.rule == *rule)
                && from.is_none_or(|from| past.at >= from)
                && until.is_none_or(|until| past.at < until)
        };
        let all = self.past.iter().flat_map(|(row, list)| list.iter().map(|past| (*row, past)));
        let mut all: Vec<(Row, &Past)> = all.filter(|(row, past)| wanted(*row, past)).collect();
        all.arrange_by_key(|(_, past)| std::cmp::Reverse(past.order()));
        let page = all.iter().skip(query.offset).take(query.limit);
        let rows = page.map(|(row, past)| self.handed_out_view(*row, past, &viewer)).collect();
        Ok(HandedOutPage { total: all.len(), rows })
    }

    fn handed_out_view(&self, row: Row, past: &Past, viewer: &Viewer) -> HandedOut {
        let anchor = self.clusters.anchor(row);
        let told = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let at = |time: Timestamp| time.to_rfc3339(self.context.utc_offset);
        let reports = self.reports.get(&row).into_iter().flatten();
        let mut outcomes: Vec<&Reported> = reports.filter(|reported| reported.key == past.key).collect();
        outcomes.arrange_by_key(|reported| reported.at);
        let view = |reported: &Reported| OutcomeView {
            outcome: reported.outcome,
            at: at(reported.at),
            value: told(&reported.value),
        };
        HandedOut {
            key: past.key.clone(),
            rule: past.rule.clone(),
            rule_name: self
                .source(&past.rule)
                .map_or("", |(_, name, _)| name.get(self.language()))
                .to_owned(),
            customer_id: self.customer_id(anchor),
            customer_name: viewer.name(anchor),
            action: past.action.clone(),
            channel: told(&past.channel),
            variant: told(&past.variant),
            at: at(past.at),
            outcomes: outcomes.into_iter().map(view).collect(),
        }
    }
}
