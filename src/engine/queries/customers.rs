//! Customers as callers see them: lists and customer 360.

use std::collections::BTreeSet;

use super::viewer::{NAMES, Viewer, asks_portraits};
use super::views::{Customer, CustomerPage};
use crate::columns::Row;
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::json::read_object;
use crate::normalize::civil::Timestamp;
use crate::privacy::{Access, View};
use crate::schema::ruleset::FieldDef;
use crate::text;

/// Which customers are wanted, and who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct CustomerQuery {
    /// The present instant, ISO 8601.
    pub now: String,
    /// Customers to pass over.
    pub offset: usize,
    /// Most customers to give.
    pub limit: usize,
    /// Only customers in whose name, identifiers or records this text occurs.
    pub search: Option<String>,
    /// Only customers in this segment.
    pub segment: Option<String>,
    /// Only customers that bear this tag.
    pub tag: Option<String>,
    /// What puts them in order: `name`, `records`, `contacts`, `events.count`, `events.last`, `events.amount`, `stage`, a
    /// field, or `score.` and a score; that of their first record, where absent.
    pub sort: Option<String>,
    /// Whether the greatest comes first.
    pub descending: bool,
    /// Who reads, and what for.
    #[cfg_attr(feature = "schema", schemars(flatten))]
    pub access: Access,
}

read_object! {
    CustomerQuery, CustomerQuery::default(),
    must {}
    may {
        "now": now, "offset": offset, "limit": limit, "search": search, "segment": segment, "tag": tag,
        "sort": sort, "descending": descending,
        "role": access.role, "purpose": access.purpose
    }
}

impl Default for CustomerQuery {
    fn default() -> Self {
        let access = Access::default();
        Self {
            now: String::new(),
            offset: 0,
            limit: 50,
            search: None,
            segment: None,
            tag: None,
            sort: None,
            descending: false,
            access,
        }
    }
}

/// What is wanted of one customer, and who asks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct CustomerView {
    /// The present instant, ISO 8601.
    pub now: String,
    /// Who reads, and what for.
    #[cfg_attr(feature = "schema", schemars(flatten))]
    pub access: Access,
    /// Which of its events.
    pub timeline: TimelineQuery,
}

read_object! {
    CustomerView, CustomerView::default(),
    must {}
    may { "now": now, "timeline": timeline, "role": access.role, "purpose": access.purpose }
}

impl CustomerView {
    /// The customer as the host sees it at `now`, with the last events.
    pub fn at(now: &str) -> Self {
        Self { now: now.to_owned(), ..Self::default() }
    }

    /// The customer as a reader sees it at `now`, with the last events.
    pub fn of(access: &Access, now: &str) -> Self {
        Self { access: access.clone(), ..Self::at(now) }
    }
}

/// Which of a customer's events are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct TimelineQuery {
    /// Events to pass over, from the last on.
    pub offset: usize,
    /// Most events to give.
    pub limit: usize,
    /// Only events of these types.
    pub types: Vec<String>,
    /// Only events that concern this contact, by name, mobile number or the id of one of its records.
    pub contact: Option<String>,
    /// Only events from this instant, or day, on.
    pub from: Option<String>,
    /// Only events before this instant, or day.
    pub until: Option<String>,
}

read_object! {
    TimelineQuery, TimelineQuery::default(),
    must {}
    may {
        "offset": offset, "limit": limit, "types": types, "contact": contact, "from": from, "until": until
    }
}

impl Default for TimelineQuery {
    fn default() -> Self {
        Self { offset: 0, limit: 100, types: Vec::new(), contact: None, from: None, until: None }
    }
}

impl Engine {
    /// The customers, in the order asked for.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `condition/unknown_segment`, `condition/unknown_tag`, `condition/unknown_field`,
    /// `condition/unknown_score`, `privacy/…`.
    pub fn customers(&mut self, query: &CustomerQuery) -> Result<CustomerPage<'_>> {
        self.idle()?;
        let now = self.now(&query.now)?;
        View::new(&self.ruleset.privacy, &query.access)?;
        // Everybody is drawn only where portraits decide who is on the page.
        if query.segment.is_some() || query.tag.is_some() || query.sort.as_deref().is_some_and(asks_portraits)
        {
            self.draw(now);
        } else {
            self.draw_of(&BTreeSet::new(), now);
        }
        let anchors = self.listed(query, now)?;
        let page: Vec<Row> = anchors.iter().copied().skip(query.offset).take(query.limit).collect();
        self.draw_of(&page.iter().copied().collect(), now);
        let viewer = self.viewer(&query.access, now)?;
        Ok(CustomerPage {
            total: anchors.len(),
            rows: page.iter().map(|anchor| viewer.summary(*anchor)).collect(),
        })
    }

    /// The anchors of the customers that a query means, in its order.
    fn listed(&self, query: &CustomerQuery, now: Timestamp) -> Result<Vec<Row>> {
        let viewer = self.viewer(&query.access, now)?;
        let anchors = self.selected(query, &viewer)?;
        match &query.sort {
            Some(by) => viewer.arranged(anchors, by, query.descending),
            None => Ok(anchors),
        }
    }

    /// The anchors of the customers that a query means.
    fn selected(&self, query: &CustomerQuery, viewer: &Viewer) -> Result<Vec<Row>> {
        let vocabulary = self.automation.tagger.vocabulary();
        let segment = query
            .segment
            .as_deref()
            .map(|id| vocabulary.segment(id))
            .transpose()
            .map_err(|e| e.under("segment"))?;
        let tag =
            query.tag.as_deref().map(|id| vocabulary.tag(id)).transpose().map_err(|e| e.under("tag"))?;
        let Some(drawn) = self.drawn() else { return Ok(Vec::new()) };
        let wanted = query.search.as_deref().map(text::fold).filter(|folded| !folded.is_empty());
        let fields = self.telling_fields(viewer);
        let in_segment =
            |anchor| segment.is_none_or(|s| drawn.memberships.segment(s).is_some_and(|m| m.contains(anchor)));
        let bears = |anchor| tag.is_none_or(|t| drawn.memberships.tag(t).is_some_and(|m| m.contains(anchor)));
        let found = |anchor| wanted.as_deref().is_none_or(|wanted| self.mentions(anchor, &fields, wanted));
        Ok(self.clusters.anchors().filter(|a| in_segment(*a) && bears(*a) && found(*a)).collect())
    }

    /// The names and identifiers that a reader may see, and so search.
    fn telling_fields(&self, viewer: &Viewer) -> Vec<usize> {
        let identifies =
            |name: &String| self.ruleset.identity.identifiers.iter().any(|i| i.fields.contains(name));
        let telling = |field: &FieldDef| NAMES.contains(&field.name.as_str()) || identifies(&field.name);
        let fields = self.ruleset.fields.iter().enumerate();
        fields.filter(|(_, field)| telling(field) && viewer.shows(field)).map(|(place, _)| place).collect()
    }

    /// Whether a text occurs in the given fields of a customer.
    fn mentions(&self, anchor: Row, fields: &[usize], wanted: &str) -> bool {
        self.clusters.members(anchor).iter().any(|row| {
            let cells = fields.iter().map(|field| self.records.cell(*row, *field));
            let mut values = cells.flat_map(|cell| self.records.values(cell));
            values.any(|value| text::fold(self.records.symbols.text(value.text)).contains(wanted))
        })
    }

    /// Everything known of a customer, as far as the reader may see it.
    ///
    /// # Errors
    /// `engine/busy`, `customer/unknown`, `time/invalid`, `condition/unknown_event`, `privacy/…`.
    pub fn customer(&mut self, id: &str, wanted: &CustomerView) -> Result<Customer<'_>> {
        self.idle()?;
        let now = self.now(&wanted.now)?;
        View::new(&self.ruleset.privacy, &wanted.access)?;
        let anchor = self.anchor_of(id)?;
        self.draw_of(&BTreeSet::from([anchor]), now);
        let viewer = (*self).viewer(&wanted.access, now)?;
        let timeline = viewer.timeline_filter(&wanted.timeline)?;
        viewer.customer(anchor, &timeline).ok_or_else(|| Error::new("customer/unknown", "id").with("id", id))
    }
}
