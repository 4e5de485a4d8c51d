//! What callers are shown of a customer.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::engine::actions::JourneyView;
use crate::profile::{Contact, GoldenValue};
use crate::quality::Issue;
use crate::reason::Reason;
use crate::schema::ruleset::TagKind;

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
pub struct Named<'a> {
    /// Its id in the ruleset.
    pub id: &'a str,
    /// What people call it.
    pub name: &'a str,
}

/// A source record as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RecordView<'a> {
    /// Its id in its source.
    pub id: &'a str,
    /// Its source.
    pub source: &'a str,
    /// Its fields, cleaned.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<&'a str, String>,
}

/// A value that identifies a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct IdentifierView<'a> {
    /// Kind of identifier.
    pub kind: &'a str,
    /// The value.
    pub value: Cow<'a, str>,
}

/// A contact as it is shown.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ContactView {
    /// Who it is.
    #[serde(flatten)]
    pub contact: Contact,
    /// How many interactions there were.
    pub interactions: usize,
    /// When the last was, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
    /// Whether there was one within the time that the ruleset's `power` names.
    pub reached: bool,
    /// The day of the first sign of the person here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// The day on which the person turned up at another customer, after the last sign here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Other customers that the same person speaks or spoke for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub elsewhere: Vec<Elsewhere>,
}

/// Another customer of a contact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Elsewhere {
    /// The customer's id.
    pub customer_id: String,
    /// The customer's name.
    pub customer_name: String,
    /// The day of the first sign of the person there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
    /// The day of the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<String>,
}

/// A customer that another is related to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct RelationView<'a> {
    /// What the other customer is to this one: a relation of the ruleset, or its inverse.
    pub kind: &'a str,
    /// What people call it.
    pub name: &'a str,
    /// The other customer's id.
    pub customer_id: String,
    /// The other customer's name.
    pub customer_name: String,
    /// Whether it holds now.
    pub current: bool,
    /// Since when, where that was stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Until when, where that was stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// The operation that stated it, by which it can be taken back; absent where a record tells it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// Who stated it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub actor: String,
    /// Why.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// Who decides at a customer, and whether somebody talks to them.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct PowerView<'a> {
    /// The ruleset's parts in buying decisions.
    pub roles: Vec<RoleCount<'a>>,
    /// The ruleset's stances.
    pub stances: Vec<StanceCount<'a>>,
    /// Who reports to whom, by places in the list of contacts.
    pub edges: Vec<ReportsTo>,
    /// How many people are known.
    pub contacts: usize,
    /// How many of them are reached.
    pub reached: usize,
    /// Share of the wanted roles that are known and reached, in percent; absent where none is wanted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<usize>,
    /// The wanted roles of which nobody is known, or nobody is reached.
    pub gaps: Vec<Gap<'a>>,
    /// From -100, when all whose stance is known are against us, to 100; absent where none is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub balance: Option<i64>,
    /// Average strength, from 0 to 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub strength: Option<u32>,
    /// Whether all hangs on one person.
    pub single_thread: bool,
}

/// How many people have a part in buying decisions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RoleCount<'a> {
    /// Its id in the ruleset.
    pub id: &'a str,
    /// What people call it.
    pub name: &'a str,
    /// How many are known.
    pub known: usize,
    /// How many of them are reached.
    pub reached: usize,
    /// Whether the role is wanted.
    pub wanted: bool,
}

/// How many people have a stance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StanceCount<'a> {
    /// Its id in the ruleset.
    pub id: &'a str,
    /// What people call it.
    pub name: &'a str,
    /// How many have it.
    pub count: usize,
}

/// One contact reports to another; both by their places in the list of contacts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportsTo {
    /// Who reports.
    pub from: usize,
    /// To whom.
    pub to: usize,
}

/// A wanted role of which nobody is known, or nobody is reached.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Gap<'a> {
    /// The role's id in the ruleset.
    pub role: &'a str,
    /// The gap in words.
    pub text: String,
    /// The gap.
    #[serde(flatten)]
    pub reason: Reason,
}

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
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TimelineEntry<'a> {
    /// Its id.
    pub id: &'a str,
    /// What happened.
    #[serde(rename = "type")]
    pub kind: &'a str,
    /// What people call it.
    pub text: &'a str,
    /// The contact that it concerns, by place in the list of contacts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<usize>,
    /// When, ISO 8601 with offset.
    pub time: String,
    /// What is wrong with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub issues: Vec<Issue>,
    /// What else it tells.
    #[serde(flatten)]
    pub properties: BTreeMap<Cow<'a, str>, Cow<'a, str>>,
}

/// The entities of one sort.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EntityList<'a> {
    /// What people call the sort.
    pub name: &'a str,
    /// How many there are.
    pub total: usize,
    /// How many of them are not over.
    pub open: usize,
    /// The latest of them; as many as events of the timeline were asked for.
    pub rows: Vec<EntityView<'a>>,
}

/// An entity as its events left it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EntityView<'a> {
    /// The value of its key; the event's id, where it has no key.
    pub key: Cow<'a, str>,
    /// Whether it is not over.
    pub open: bool,
    /// How many events told of it.
    pub events: usize,
    /// When the first was.
    pub first: String,
    /// When the last was.
    pub last: String,
    /// What is known of it.
    pub properties: BTreeMap<&'a str, Cow<'a, str>>,
}

/// The lifecycle stage of a customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StageView<'a> {
    /// Its id in the ruleset.
    pub id: &'a str,
    /// What people call it.
    pub name: &'a str,
    /// Since when the customer is in it, ISO 8601; absent where nothing tells.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
}

/// A time in a lifecycle stage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StayView<'a> {
    /// Its id in the ruleset.
    pub id: &'a str,
    /// What people call it.
    pub name: &'a str,
    /// Since when the customer was in it, ISO 8601.
    pub from: String,
    /// Until when; absent of the last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

/// What entities are worth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct MoneyView<'a> {
    /// Its id in the ruleset.
    pub id: &'a str,
    /// What people call it.
    pub name: &'a str,
    /// The sum, as a decimal text.
    pub amount: String,
    /// Over how many entities.
    pub count: usize,
}

/// A tag that a customer bears.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TagView<'a> {
    /// Its id in the ruleset.
    pub id: &'a str,
    /// What people call it.
    pub name: &'a str,
    /// The value that it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Why the customer bears it.
    pub reasons: Vec<Reason>,
}

/// A score of a customer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ScoreView<'a> {
    /// Its id in the ruleset.
    pub id: &'a str,
    /// What people call it.
    pub name: &'a str,
    /// The score.
    pub value: i32,
    /// Id of its bucket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bucket: Option<&'a str>,
    /// What people call the bucket.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<&'a str>,
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
    /// The channel that it uses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<String>,
    /// The variant of its rule's experiment that the customer gets.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub variant: Option<String>,
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
pub struct Customer<'a> {
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
    pub golden: BTreeMap<&'a str, GoldenValue<'a>>,
    /// What identifies it.
    pub identifiers: Vec<IdentifierView<'a>>,
    /// Its source records.
    pub records: Vec<RecordView<'a>>,
    /// Its people.
    pub contacts: Vec<ContactView>,
    /// Who of them decides, and whether somebody talks to them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub power: Option<PowerView<'a>>,
    /// Customers that it is or was related to and that stay customers of their own.
    pub relations: Vec<RelationView<'a>>,
    /// The numbers that conditions use beside the fields, by name.
    pub figures: BTreeMap<&'a str, String>,
    /// What its events come to.
    pub events: EventSummary,
    /// Its events, the last first: the page that was asked for.
    pub timeline: Vec<TimelineEntry<'a>>,
    /// How many events there are in all pages.
    pub timeline_total: usize,
    /// What several of its events tell of together, by the ruleset's sorts of entity: contracts, opportunities.
    pub entities: BTreeMap<&'a str, EntityList<'a>>,
    /// What those are worth.
    pub money: Vec<MoneyView<'a>>,
    /// Lifecycle stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<StageView<'a>>,
    /// The stages that the customer was in, one after the other, as its events tell.
    pub stages: Vec<StayView<'a>>,
    /// Tags.
    pub tags: Vec<TagView<'a>>,
    /// Scores.
    pub scores: Vec<ScoreView<'a>>,
    /// When the customer will probably buy next, for each score that tells it.
    pub forecasts: Vec<ForecastView<'a>>,
    /// Segments.
    pub segments: Vec<Named<'a>>,
    /// Actions due.
    pub actions: Vec<ActionView>,
    /// Journeys, the last first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub journeys: Vec<JourneyView>,
    /// How good the data is.
    pub quality: QualityView,
    /// When tags, scores, segments, stage or actions will change by time alone; ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_change_at: Option<String>,
    /// Hash of the ruleset that all this was made with.
    pub ruleset: String,
}

/// When a customer will probably buy next.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ForecastView<'a> {
    /// The score that tells it.
    pub score: &'a str,
    /// What people call it.
    pub name: &'a str,
    /// The day on which the next purchase is due; absent where there is too little to tell.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// The first day of the span in which it usually comes: the lower quartile of the gaps.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// The last day of that span: the upper quartile.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
    /// Whether that span is over and nothing was bought.
    pub overdue: bool,
    /// Whether that is by the customer's own rhythm, not by that of all.
    pub own: bool,
    /// All of that in words, or that there is too little to tell.
    pub text: String,
    /// The same with its parameters.
    #[serde(flatten)]
    pub reason: Reason,
}

/// A customer in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct CustomerSummary<'a> {
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
    pub tags: Vec<Named<'a>>,
    /// Segments.
    pub segments: Vec<Named<'a>>,
    /// Lifecycle stage.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stage: Option<Named<'a>>,
}

/// A page of customers.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CustomerPage<'a> {
    /// How many there are in all.
    pub total: usize,
    /// The customers of this page.
    pub rows: Vec<CustomerSummary<'a>>,
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
    /// Where it comes from.
    pub kind: TagKind,
    /// The tag above it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// Who looks after it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// The rules that act on it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<String>,
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
