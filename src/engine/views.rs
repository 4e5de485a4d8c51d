//! What callers are shown of a customer.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::profile::{Contact, GoldenValue};
use crate::quality::Issue;
use crate::reason::Reason;

/// What a customer is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum CustomerType {
    /// A company or other organisation.
    Company,
    /// A person.
    Person,
}

/// Something with an id and a name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Named {
    /// Its id in the ruleset.
    pub id: String,
    /// What people call it.
    pub name: String,
}

/// A source record as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecordView {
    /// Its id in its source.
    pub id: String,
    /// Its source.
    pub source: String,
    /// Its fields, cleaned.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
}

/// A value that identifies a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IdentifierView {
    /// Kind of identifier.
    pub kind: String,
    /// The value.
    pub value: String,
}

/// The contact as it is shown.
pub type ContactView = Contact;

/// What all events of a customer come to.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EventSummary {
    /// How many there are.
    pub count: usize,
    /// When the first was.
    pub first: Option<String>,
    /// When the last was.
    pub last: Option<String>,
    /// Sum of the orders' amounts, as a decimal text.
    pub amount: String,
}

/// An event of a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TimelineEntry {
    /// Its id.
    pub id: String,
    /// What happened.
    #[serde(rename = "type")]
    pub kind: String,
    /// What people call it.
    pub text: String,
    /// When, ISO 8601 with offset.
    pub time: String,
    /// What else it tells.
    #[serde(flatten)]
    pub properties: BTreeMap<String, String>,
}

/// A tag that a customer bears.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TagView {
    /// Its id in the ruleset.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The value that it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Why the customer bears it.
    pub reasons: Vec<Reason>,
}

/// A score of a customer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScoreView {
    /// Its id in the ruleset.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The score.
    pub value: i32,
    /// Id of its bucket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bucket: Option<String>,
    /// What people call the bucket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// What it is made of.
    pub reasons: Vec<Reason>,
}

/// Something that should be done.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ActionView {
    /// Names the action for good: the same key is the same action, however often it is asked for.
    pub key: String,
    /// Id of the rule.
    pub rule: String,
    /// The customer's id.
    pub customer_id: String,
    /// The customer's name.
    pub customer_name: String,
    /// The kind of action.
    pub action: String,
    /// What people call it.
    pub name: String,
    /// What comes first: the larger number.
    pub priority: i32,
    /// When it is due, ISO 8601 with offset.
    pub due: String,
    /// What to do, in words.
    pub text: String,
    /// Parameters for whoever carries it out.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub params: BTreeMap<String, String>,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// How good the data on a customer is.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct QualityView {
    /// From 0 to 100: the share of usable golden values, a doubtful one counting half.
    pub score: f64,
    /// What is wrong with the golden values.
    pub issues: Vec<Issue>,
}

/// Everything known of a customer; one line of `kehu customers`.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Customer {
    /// The customer's id.
    pub id: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: CustomerType,
    /// What it is called.
    pub name: String,
    /// Other ids that lead to it.
    pub aliases: Vec<String>,
    /// Golden values by field, with their lineage.
    pub golden: BTreeMap<String, GoldenValue>,
    /// What identifies it.
    pub identifiers: Vec<IdentifierView>,
    /// Its source records.
    pub records: Vec<RecordView>,
    /// Its people.
    pub contacts: Vec<ContactView>,
    /// What its events come to.
    pub events: EventSummary,
    /// Its events, the last first.
    pub timeline: Vec<TimelineEntry>,
    /// Lifecycle stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<Named>,
    /// Tags.
    pub tags: Vec<TagView>,
    /// Scores.
    pub scores: Vec<ScoreView>,
    /// Segments.
    pub segments: Vec<Named>,
    /// Actions due.
    pub actions: Vec<ActionView>,
    /// How good the data is.
    pub quality: QualityView,
    /// When tags, scores, segments, stage or actions will change by time alone; ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_change_at: Option<String>,
    /// Hash of the ruleset that all this was made with.
    pub ruleset: String,
}

/// A customer in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CustomerSummary {
    /// The customer's id.
    pub id: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: CustomerType,
    /// What it is called.
    pub name: String,
    /// Its city.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// How many source records it has.
    pub records: usize,
    /// How many people.
    pub contacts: usize,
    /// What its events come to.
    pub events: EventSummary,
    /// Tags.
    pub tags: Vec<Named>,
    /// Segments.
    pub segments: Vec<Named>,
    /// Lifecycle stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<Named>,
}

/// A page of customers.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CustomerPage {
    /// How many there are in all.
    pub total: usize,
    /// The customers of this page.
    pub rows: Vec<CustomerSummary>,
}

/// A segment with how many are in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SegmentCount {
    /// Its id in the ruleset.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Who is in it, in words.
    pub description: String,
    /// Customers in it.
    pub count: u64,
    /// How it is to be seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tone: Option<crate::schema::ruleset::Tone>,
}

/// A tag with how many bear it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TagCount {
    /// Its id in the ruleset.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The group that it is listed under.
    pub group: String,
    /// What it is good for.
    pub purpose: String,
    /// Customers that bear it.
    pub count: u64,
}

/// Who is in a segment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct SegmentAnswer {
    /// How many.
    pub count: usize,
    /// Their ids.
    pub ids: Vec<String>,
    /// When that will change by time alone; ISO 8601.
    pub next_change_at: Option<String>,
}
