//! Small questions about an engine: its ruleset, its records' names.

use serde::Serialize;

use super::Engine;
use crate::columns::Row;
use crate::error::{Error, Result};
use crate::identity::{CustomerId, Seniority};
use crate::json;

/// Which ruleset a result was made with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RulesetInfo {
    /// Its name.
    pub id: String,
    /// The author's version.
    pub version: String,
    /// Hash of its content.
    pub hash: String,
}

/// What an engine holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Edition {
    /// Source records.
    pub records: usize,
    /// Customers.
    pub customers: usize,
    /// Events.
    pub events: usize,
    /// Events whose customer is not known yet.
    pub waiting_events: usize,
}

impl Engine {
    /// Which ruleset is in force.
    pub fn ruleset_info(&self) -> RulesetInfo {
        RulesetInfo {
            id: self.ruleset.id.clone(),
            version: self.ruleset.version.clone(),
            hash: self.hash.clone(),
        }
    }

    /// The ruleset in force, whole, as a document that [`Ruleset::from_json`](crate::schema::ruleset::Ruleset::from_json)
    /// reads.
    pub fn ruleset_document(&self) -> String {
        // Plain data into memory: this cannot fail.
        json::to_text(&self.ruleset)
    }

    /// How many bytes the texts take that the engine holds, each of them once: those of records and events, given and
    /// canonical, and those of keys.
    pub fn text_bytes(&self) -> usize {
        self.records.symbols.bytes()
    }

    /// How much the engine holds.
    pub fn edition(&self) -> Edition {
        Edition {
            records: self.directory.len(),
            customers: self.clusters.anchors().count(),
            events: self.events.len(),
            waiting_events: self.events.waiting(),
        }
    }

    /// The matching model in force, as the `matching` part of a ruleset.
    pub fn matching_model(&self) -> &crate::schema::ruleset::MatchingDef {
        &self.ruleset.matching
    }

    /// Source and id of a row.
    pub(super) fn origin(&self, row: Row) -> (String, String) {
        let text = |symbol| self.records.symbols.text(symbol).to_owned();
        self.directory.reference(row).map(|r| (text(r.source), text(r.id))).unwrap_or_default()
    }

    /// A record as `source/id`.
    pub(super) fn full_name(&self, row: Row) -> String {
        let (source, id) = self.origin(row);
        [source.as_str(), "/", &id].concat()
    }

    /// The order of records in which the first lends a customer its id.
    pub(super) fn seniority(&self) -> Seniority<'_> {
        let (priority, rule) = (&self.ruleset.source_priority, self.ruleset.identity.survivor);
        Seniority::new(&self.records, &self.directory, self.fields.created(), priority, rule)
    }

    pub(super) fn record_id(&self, row: Row) -> String {
        self.origin(row).1
    }

    /// The id of the customer whose rows begin with `anchor`.
    pub(super) fn customer_id(&self, anchor: Row) -> String {
        self.own_id(self.clusters.senior(anchor))
    }

    /// The ids of many customers. Each thing is looked up of all before the next: they lie far apart, and so the processor waits
    /// for many at once.
    pub(super) fn customer_ids(&self, anchors: &mut dyn Iterator<Item = Row>) -> Vec<String> {
        let seniors: Vec<Row> = anchors.map(|anchor| self.clusters.senior(anchor)).collect();
        let ids: Vec<Option<CustomerId>> =
            seniors.into_iter().map(|row| self.directory.customer_id(row)).collect();
        ids.into_iter().map(|id| id.map(String::from).unwrap_or_default()).collect()
    }

    /// The customer id of a record, in use or in waiting.
    pub(super) fn own_id(&self, row: Row) -> String {
        self.directory.customer_id(row).map(String::from).unwrap_or_default()
    }

    /// The row of a record named by its id, or by `source/id` where several sources use the id.
    ///
    /// # Errors
    /// `record/unknown`.
    pub(super) fn row_of(&self, name: &str) -> Result<Row> {
        let find = |text: &str| self.records.symbols.find(text);
        let by_id = find(name)
            .and_then(|id| self.seniority().first(&self.directory.rows_of_id(id).collect::<Vec<_>>()));
        // Sources and ids may have slashes of their own.
        let with_source = || {
            name.match_indices('/').find_map(|(at, slash)| {
                let (source, id) = (name.get(..at)?, name.get(at + slash.len()..)?);
                let reference = crate::identity::RecordRef { source: find(source)?, id: find(id)? };
                self.directory.row(reference)
            })
        };
        by_id.or_else(with_source).ok_or_else(|| Error::new("record/unknown", "").with("id", name))
    }

    /// The anchor of a customer named by its id, present or former.
    ///
    /// # Errors
    /// `customer/unknown`.
    pub(super) fn anchor_of(&self, id: &str) -> Result<Row> {
        self.row_of_customer(id).map(|row| self.clusters.anchor(row))
    }

    /// The row of the record that lends, or once lent, a customer its id.
    ///
    /// # Errors
    /// `customer/unknown`.
    pub(super) fn row_of_customer(&self, id: &str) -> Result<Row> {
        let row = id.parse().ok().and_then(|id| self.directory.row_of_customer(id));
        row.ok_or_else(|| Error::new("customer/unknown", "id").with("id", id))
    }
}
