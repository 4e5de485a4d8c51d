//! The ruleset: everything that a user can configure, as one versioned JSON document.
//!
//! The types here are the document itself. What the stages make of their part (compiled comparisons, conditions,
//! policies) is built by the stage, so that a fault is reported with its path when the ruleset is loaded.

mod assignment;
mod channel;
mod cluster;
mod condition;
mod entity;
mod event;
mod field;
mod identity;
mod journey;
mod load;
mod matching;
mod power;
mod predict;
mod privacy;
mod quality;
mod relation;
mod rule;
mod score;
mod segment;
mod stage;
mod tag;
mod validate;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::json::read_object;
use crate::messages::Language;

pub use assignment::*;
pub use channel::*;
pub use cluster::*;
pub use condition::*;
pub use entity::*;
pub use event::*;
pub use field::*;
pub use identity::*;
pub use journey::*;
pub use load::{FORMAT, content_hash};
pub use matching::*;
pub use power::*;
pub use predict::*;
pub use privacy::*;
pub use quality::*;
pub use relation::*;
pub use rule::*;
pub use score::*;
pub use segment::*;
pub use stage::*;
pub use tag::*;
pub(crate) use validate::{is_safe_name, new_name};

/// Whether a document need not say it, for it is what holds where nothing is said.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

read_object! {
    Label, Label::default(),
    must { "zh": zh, "en": en }
    may {}
}

impl Label {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.zh.is_empty() && self.en.is_empty()
    }

    /// The text in `language`.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Zh => &self.zh,
            Language::En => &self.en,
        }
    }
}

/// How an engine cleans, matches, merges, tags and segments.
///
/// ```
/// use kehu::schema::ruleset::Ruleset;
/// let ruleset = Ruleset::preset("b2b-cn").unwrap();
/// assert_eq!(ruleset.id, "b2b-cn");
/// let wrong = r#"{"format": 1, "id": "x", "version": "1", "fields": [{"name": "a", "kind": "fone"}]}"#;
/// assert_eq!(Ruleset::from_json(wrong).unwrap_err().path(), "fields[0].kind");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Ruleset {
    /// Version of the document's format; this crate reads [`FORMAT`].
    pub format: u32,
    /// Name of the ruleset.
    pub id: String,
    /// The author's version of the ruleset.
    pub version: String,
    /// What it is for.
    #[serde(default)]
    pub description: Label,
    /// The fields that records may have.
    pub fields: Vec<FieldDef>,
    /// What is done with texts, step by step, before they are read as values.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cleaning: Vec<StepDef>,
    /// Rules on two fields of a record.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<CheckDef>,
    /// How two records are compared.
    #[serde(default)]
    pub matching: MatchingDef,
    /// Which fields identify a customer, and how far.
    #[serde(default)]
    pub identity: IdentityDef,
    /// Sources from most to least trusted, for the strategy `source_priority`.
    #[serde(default)]
    pub source_priority: Vec<String>,
    /// The types of event that conditions may speak of.
    #[serde(default)]
    pub events: Vec<EventDef>,
    /// Whether an event of a type, or with a property, that the ruleset does not name is told as an issue.
    #[serde(default, skip_serializing_if = "is_default")]
    pub strict_events: bool,
    /// What several events tell of: contracts, opportunities, tickets.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub entities: Vec<EntityDef>,
    /// Sums over entities.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub money: Vec<MoneyDef>,
    /// Tags.
    #[serde(default)]
    pub tags: Vec<TagDef>,
    /// Scores.
    #[serde(default)]
    pub scores: Vec<ScoreDef>,
    /// Segments.
    #[serde(default)]
    pub segments: Vec<SegmentDef>,
    /// Lifecycle stages, first to last.
    #[serde(default)]
    pub stages: Vec<StageDef>,
    /// How the funnel counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub funnel: Option<FunnelDef>,
    /// Rules that say what to do, when and for whom.
    #[serde(default)]
    pub rules: Vec<RuleDef>,
    /// What is done with customers step by step.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub journeys: Vec<JourneyDef>,
    /// The ways to reach customers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channels: Vec<ChannelDef>,
    /// Who of us looks after which customer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignment: Option<AssignmentDef>,
    /// How customers may be related that stay customers of their own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub relations: Vec<RelationDef>,
    /// How contacts are read as a power map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub power: Option<PowerDef>,
    /// Who may see which field, and how.
    #[serde(default)]
    pub privacy: PrivacyDef,
    /// Notes of the author; the engine ignores them.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub notes: BTreeMap<String, String>,
}

read_object! {
    Ruleset, Ruleset::default(),
    must { "format": format, "id": id, "version": version, "fields": fields }
    may {
        "description": description, "cleaning": cleaning, "checks": checks, "matching": matching,
        "identity": identity, "sourcePriority": source_priority, "events": events,
        "strictEvents": strict_events, "entities": entities, "money": money, "tags": tags,
        "scores": scores, "segments": segments, "stages": stages, "funnel": funnel, "rules": rules,
        "journeys": journeys, "channels": channels, "assignment": assignment, "relations": relations, "power": power,
        "privacy": privacy,
        "notes": notes
    }
}

impl Ruleset {
    /// The field of that name with its position.
    pub fn field(&self, name: &str) -> Option<(usize, &FieldDef)> {
        self.fields.iter().enumerate().find(|(_, field)| field.name == name)
    }
}
