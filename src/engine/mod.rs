//! The façade that ties the stages together; the only thing the boundary calls.
//!
//! An [`Engine`] holds the records, events and decisions of one customer base in memory. Every mutation is staged
//! first and committed as a whole, so that a failure or an abandoned import leaves no trace. What is derived (index,
//! clusters, golden records, tags, segments, actions) follows from them and from the ruleset.

mod access;
mod actions;
mod analytics;
mod derived;
mod ingest;
mod queries;
#[cfg(feature = "schema")]
mod schemas;
mod state;
mod stewardship;
mod tuning;

use std::collections::{BTreeMap, BTreeSet};

use crate::actions::{Past, Run};
use crate::columns::{Row, Symbol};
use crate::error::{Error, Result};
use crate::identity::{Clusters, Decisions, Directory, Operations, stitched};
use crate::json::{read_names, read_object};
use crate::limits::Limits;
use crate::matching::{Index, Model};
use crate::messages::Language;
use crate::normalize::civil::Timestamp;
use crate::normalize::{Context, Records};
use crate::profile::{Events, Kinship, Pins, Relations, Taggings};
use crate::quality::{Deadlines, Rules};
use crate::schema::FieldKind;
use crate::schema::mapping::Headers;
use crate::schema::ruleset::{FieldDef, Ruleset, content_hash};
use crate::store::Sequence;

pub use access::{Edition, RulesetInfo};
pub use actions::*;
pub use analytics::*;
pub use ingest::*;
pub use queries::*;
#[cfg(feature = "schema")]
pub use schemas::{ruleset_schema, types_schema};
pub use state::*;
pub use stewardship::*;
pub use tuning::*;

use actions::{Hearing, Homes, Reported};
use derived::{Automation, Names};
use ingest::Import;
use queries::NAMES;
use state::Fields;

/// Which pairs of records are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// All that share a blocking key.
    #[default]
    Dedupe,
    /// Only records of different sources.
    Link,
}

/// How many records of one source may be linked to one record of another.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Links {
    /// Each record has at most one counterpart in every other source: the sources know each customer once.
    OneToOne,
    /// The first source knows each customer once, the others may know it several times.
    OneToMany,
    /// The first source may know each customer several times, the others know it once.
    ManyToOne,
    /// As many as match.
    #[default]
    ManyToMany,
    /// As the data say: a source whose records mostly have several counterparts in another one knows each customer once, and
    /// the other one does not. A few that have several are near misses, of which the best counts. For whole files: where an
    /// engine lives on, name what was found.
    Auto,
}

read_names! {
    Links, {
        "one_to_one": OneToOne, "one_to_many": OneToMany, "many_to_one": ManyToOne, "many_to_many": ManyToMany, "auto": Auto
    }
}

read_names! { Mode, { "dedupe": Dedupe, "link": Link } }

/// How an engine is set up, besides its ruleset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct Options {
    /// Language of messages.
    pub language: Language,
    /// Which pairs of records are compared.
    pub mode: Mode,
    /// How many records may be linked to one, when linking.
    pub links: Links,
    /// Whether accepted changes are written to the journal, for a host that keeps them.
    pub journal: bool,
}

read_object! {
    Options, Options::default(),
    must {}
    may { "language": language, "mode": mode, "links": links, "journal": journal }
}

impl Default for Options {
    fn default() -> Self {
        Self { language: Language::default(), mode: Mode::default(), links: Links::default(), journal: true }
    }
}

/// One customer base.
///
/// ```
/// use kehu::engine::{Engine, Input, Options};
/// use kehu::schema::ruleset::Ruleset;
/// let mut engine = Engine::new(Ruleset::preset("b2b-cn").unwrap(), Options::default()).unwrap();
/// let record = |id: &str, company: &str| {
///     let pairs = [("id", id), ("company", company), ("mobile", "138-1234-5678")];
///     Input::from_pairs(pairs.map(|(k, v)| (k.to_owned(), v.to_owned())))
/// };
/// let records = [record("1", "杭州云帆科技有限公司"), record("2", "杭州云帆科技有限责任公司")];
/// let outcome = engine.upsert(&records, "crm", "2026-06-30T09:00:00+08:00").unwrap();
/// assert_eq!(outcome.results[0].customer_id, outcome.results[1].customer_id);
/// ```
#[derive(Debug)]
pub struct Engine {
    ruleset: Ruleset,
    hash: String,
    options: Options,
    limits: Limits,
    context: Context,
    headers: Headers,
    rules: Rules,
    /// Fields whose values lead to a customer, so that events may name it by them.
    subject_fields: BTreeSet<String>,
    fields: Fields,
    model: Model,
    records: Records,
    directory: Directory,
    index: Index,
    clusters: Clusters,
    decisions: Decisions,
    operations: Operations,
    pins: Pins,
    /// Tags that people gave.
    taggings: Taggings,
    events: Events,
    /// What records tell of relations between customers.
    kinship: Kinship,
    /// What people stated of them.
    relations: Relations,
    truth: Vec<Symbol>,
    /// Actions that the host has taken over, by the record they were due for.
    past: BTreeMap<Row, Vec<Past>>,
    homes: Homes,
    /// Where customers stand in journeys, by the record that each began with.
    runs: BTreeMap<Row, Vec<Run>>,
    /// What the host reported of actions.
    reports: BTreeMap<Row, Vec<Reported>>,
    /// Who was in the segments that rules listen to.
    hearing: Hearing,
    automation: Automation,
    /// The names of events and properties as symbols.
    names: Names,
    journal: Vec<Vec<u8>>,
    sequence: u64,
    /// The frames that were replayed.
    replayed: Sequence,
    import: Option<Box<Import>>,
    last_rejects: Vec<crate::io::Reject>,
    /// What columns meant in files before whose header says nothing.
    meanings: BTreeMap<String, Option<String>>,
    /// How records are linked, where the data say it.
    links_seen: Option<Links>,
}

impl Engine {
    /// An empty engine.
    ///
    /// # Errors
    /// `ruleset/…` and `condition/…` with the path of what is wrong in the ruleset's conditions.
    pub fn new(ruleset: Ruleset, options: Options) -> Result<Self> {
        let mut records = Records::default();
        for field in &ruleset.fields {
            records.add_column(field.kind);
        }
        let mut fields = ruleset.fields.clone();
        for name in &ruleset.matching.columns {
            fields.push(FieldDef::plain(name));
            records.add_column(FieldKind::Text);
        }
        let model = Model::compile(&stitched(&ruleset), &fields, &mut records.symbols);
        let leads = |(i, _): &(usize, &FieldDef)| Index::rule_of_field(&model, *i).is_some();
        let subject_fields =
            ruleset.fields.iter().enumerate().filter(leads).map(|(_, field)| field.name.clone()).collect();
        let automation = Automation::compile(&ruleset, options.language)?;
        let names = Names::new(&ruleset, automation.tagger.vocabulary(), &mut records.symbols);
        Ok(Self {
            hash: content_hash(&ruleset),
            headers: Headers::new(&ruleset),
            rules: Rules::compile(&ruleset, options.language)?,
            subject_fields,
            fields: Fields::new(fields, ruleset.power.as_ref()),
            model,
            kinship: Kinship::new(&ruleset.relations, &ruleset.fields, &NAMES),
            automation,
            names,
            ruleset,
            options,
            limits: Limits::default(),
            context: Context::default(),
            records,
            directory: Directory::default(),
            index: Index::default(),
            clusters: Clusters::default(),
            decisions: Decisions::default(),
            operations: Operations::default(),
            pins: Pins::default(),
            taggings: Taggings::default(),
            events: Events::default(),
            relations: Relations::default(),
            truth: Vec::new(),
            past: BTreeMap::new(),
            homes: Homes::default(),
            reports: BTreeMap::new(),
            runs: BTreeMap::new(),
            hearing: Hearing::default(),
            journal: Vec::new(),
            sequence: 0,
            replayed: Sequence::default(),
            import: None,
            last_rejects: Vec::new(),
            meanings: BTreeMap::new(),
            links_seen: None,
        })
    }

    /// The language of messages.
    pub fn language(&self) -> Language {
        self.options.language
    }

    fn kind(&self, field: usize) -> FieldKind {
        self.records.kind(field)
    }

    /// Fails while an import is under way, for whoever asked then would see half of it.
    ///
    /// # Errors
    /// `engine/busy`.
    pub fn idle(&self) -> Result<()> {
        if self.import.is_some() { Err(Error::new("engine/busy", "")) } else { Ok(()) }
    }

    fn now(&self, now: &str) -> Result<Timestamp> {
        let parsed = Timestamp::parse(now, self.context.utc_offset);
        parsed.ok_or_else(|| Error::new("time/invalid", "now").with("value", now))
    }

    /// What rules ask of the present; without a time nothing is stale.
    fn deadlines(&self, now: &str) -> Result<Deadlines> {
        let now = if now.is_empty() { None } else { Some(self.now(now)?) };
        Ok(self.rules.deadlines(now))
    }
}
