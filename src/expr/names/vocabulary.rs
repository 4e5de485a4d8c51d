//! The names that conditions may use, and the symbols that stand for them once compiled.

use std::collections::BTreeMap;

use super::nearest::nearest;
use crate::error::{Error, Result};
use crate::expr::names::people::People;
use crate::messages::Language;
use crate::schema::FieldKind;
use crate::schema::ruleset::{EventDef, FieldDef, Label, Strategy};

/// Declares a symbol: the position of a name among those of its sort.
macro_rules! symbol {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// As an index.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

symbol! {
    /// A field of the golden record.
    FieldId
    /// A type of event.
    EventId
    /// A property of events; the same name is the same property whatever the event.
    PropertyId
    /// A tag.
    TagId
    /// A score.
    ScoreId
    /// A segment.
    SegmentId
    /// A lifecycle stage.
    StageId
}

/// What a field or property holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValueType {
    /// The kind of one value; decides which tests apply, and how the value of a test is normalized.
    pub kind: FieldKind,
    /// Whether there are several values.
    pub list: bool,
}

impl ValueType {
    /// One value of `kind`.
    pub fn one(kind: FieldKind) -> Self {
        Self { kind, list: false }
    }

    /// Whether values are numbers.
    pub fn is_number(self) -> bool {
        !self.list && matches!(self.kind, FieldKind::Number | FieldKind::Amount)
    }

    /// Whether values are days or instants.
    pub fn is_date(self) -> bool {
        !self.list && self.kind == FieldKind::Date
    }
}

/// Names of one sort with their symbols, and what is known of each.
#[derive(Clone, Debug)]
struct Names<T> {
    index: BTreeMap<String, u32>,
    entries: Vec<(String, Label, T)>,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self { index: BTreeMap::new(), entries: Vec::new() }
    }
}

impl<T> Names<T> {
    /// The symbol of a name, new or known; what was known of it is replaced.
    fn add(&mut self, name: &str, label: Label, about: T) -> u32 {
        let next = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let symbol = *self.index.entry(name.to_owned()).or_insert(next);
        match self.entries.get_mut(symbol as usize) {
            Some(entry) => *entry = (name.to_owned(), label, about),
            None => self.entries.push((name.to_owned(), label, about)),
        }
        symbol
    }

    fn find(&self, name: &str) -> Option<u32> {
        self.index.get(name).copied()
    }

    fn about(&self, symbol: u32) -> Option<&T> {
        self.entries.get(symbol as usize).map(|(_, _, about)| about)
    }

    fn name(&self, symbol: u32) -> &str {
        self.entries.get(symbol as usize).map_or("", |(name, _, _)| name)
    }

    fn label(&self, symbol: u32, language: Language) -> &str {
        let Some((name, label, _)) = self.entries.get(symbol as usize) else { return "" };
        Some(label.get(language)).filter(|text| !text.is_empty()).unwrap_or(name)
    }

    fn require(&self, name: &str, code: &'static str) -> Result<u32> {
        self.find(name).ok_or_else(|| {
            let suggestion = nearest(name, self.entries.iter().map(|(known, _, _)| known.as_str()));
            Error::new(code, "").with("name", name).with("suggestion", suggestion)
        })
    }
}

/// The names that conditions may use.
///
/// ```
/// use kehu::expr::{ValueType, Vocabulary};
/// use kehu::schema::FieldKind;
/// let mut vocabulary = Vocabulary::default();
/// let city = vocabulary.add_field("city", ValueType::one(FieldKind::Region), Default::default());
/// assert_eq!(vocabulary.field("city").unwrap().0, city);
/// let error = vocabulary.field("citty").unwrap_err();
/// assert_eq!(error.to_string(), "condition/unknown_field: there is no field “citty”; the nearest is “city”");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// The language in which reasons name things: the names are the user's own, in one or both languages.
    pub language: Language,
    fields: Names<ValueType>,
    events: Names<BTreeMap<PropertyId, ValueType>>,
    properties: Names<()>,
    tags: Names<()>,
    scores: Names<Vec<(String, Label)>>,
    segments: Names<()>,
    stages: Names<()>,
    /// By figure, the types of event that it is worked out of.
    pub(in crate::expr) figures: BTreeMap<FieldId, Vec<EventId>>,
    pub(in crate::expr) people: People,
}

impl Vocabulary {
    /// The names of a ruleset's fields and events; symbols are their positions in it.
    pub(crate) fn new(fields: &[FieldDef], events: &[EventDef], language: Language) -> Self {
        let mut vocabulary = Self { language, ..Self::default() };
        for field in fields {
            let list = field.survivorship == Strategy::Union;
            vocabulary.add_field(&field.name, ValueType { kind: field.kind, list }, field.label.clone());
        }
        for event in events {
            let id = vocabulary.add_event(&event.id, event.name.clone());
            for property in &event.properties {
                vocabulary.add_property(id, &property.name, property.kind, property.label.clone());
            }
        }
        vocabulary
    }

    /// Adds a field.
    pub fn add_field(&mut self, name: &str, value: ValueType, label: Label) -> FieldId {
        FieldId(self.fields.add(name, label, value))
    }

    /// Adds a type of event; what is known of one that was there stays.
    pub fn add_event(&mut self, name: &str, label: Label) -> EventId {
        EventId(self.events.find(name).unwrap_or_else(|| self.events.add(name, label, BTreeMap::new())))
    }

    /// Adds a property to a type of event.
    pub fn add_property(&mut self, event: EventId, name: &str, kind: FieldKind, label: Label) -> PropertyId {
        let known = self.properties.find(name);
        let id = PropertyId(known.unwrap_or_else(|| self.properties.add(name, label, ())));
        if let Some((_, _, properties)) = self.events.entries.get_mut(event.index()) {
            properties.insert(id, ValueType::one(kind));
        }
        id
    }

    /// Adds a tag.
    pub fn add_tag(&mut self, name: &str, label: Label) -> TagId {
        TagId(self.tags.add(name, label, ()))
    }

    /// Adds a score with its buckets.
    pub fn add_score(&mut self, name: &str, label: Label, buckets: Vec<(String, Label)>) -> ScoreId {
        ScoreId(self.scores.add(name, label, buckets))
    }

    /// Adds a segment.
    pub fn add_segment(&mut self, name: &str, label: Label) -> SegmentId {
        SegmentId(self.segments.add(name, label, ()))
    }

    /// Adds a lifecycle stage.
    pub fn add_stage(&mut self, name: &str, label: Label) -> StageId {
        StageId(self.stages.add(name, label, ()))
    }

    /// The field of that name and what it holds.
    ///
    /// # Errors
    /// `condition/unknown_field`.
    pub fn field(&self, name: &str) -> Result<(FieldId, ValueType)> {
        self.fields.require(name, "condition/unknown_field").map(|id| self.field_at(id))
    }

    /// As [`field`](Self::field), for who need not be told which name was meant: finding that out takes long.
    pub fn find_field(&self, name: &str) -> Option<(FieldId, ValueType)> {
        self.fields.find(name).map(|id| self.field_at(id))
    }

    fn field_at(&self, id: u32) -> (FieldId, ValueType) {
        (FieldId(id), self.fields.about(id).copied().unwrap_or(ValueType::one(FieldKind::Text)))
    }

    /// The fields of some kinds that hold one value each.
    pub fn fields_of_kinds(&self, kinds: &[FieldKind]) -> Vec<FieldId> {
        let entries = (0..).zip(&self.fields.entries);
        let wanted = entries.filter(|(_, (_, _, of))| !of.list && kinds.contains(&of.kind));
        wanted.map(|(symbol, _)| FieldId(symbol)).collect()
    }

    /// The type of event of that name.
    ///
    /// # Errors
    /// `condition/unknown_event`.
    pub fn event(&self, name: &str) -> Result<EventId> {
        self.events.require(name, "condition/unknown_event").map(EventId)
    }

    /// All types of event.
    pub fn events(&self) -> impl Iterator<Item = EventId> {
        (0..self.events.entries.len()).map(|i| EventId(u32::try_from(i).unwrap_or(u32::MAX)))
    }

    /// The property that at least one of `events` has, and what it holds.
    ///
    /// # Errors
    /// `condition/unknown_property`.
    pub fn property(&self, name: &str, events: &[EventId]) -> Result<(PropertyId, ValueType)> {
        let of = |event: &EventId| self.events.about(event.0);
        let found = self.properties.find(name).map(PropertyId).and_then(|id| {
            events.iter().filter_map(of).find_map(|properties| properties.get(&id)).map(|value| (id, *value))
        });
        found.ok_or_else(|| {
            let known = events.iter().filter_map(of).flat_map(BTreeMap::keys);
            let suggestion = nearest(name, known.map(|id| self.properties.name(id.0)));
            Error::new("condition/unknown_property", "").with("name", name).with("suggestion", suggestion)
        })
    }

    /// The property of that name, whatever event it belongs to.
    pub fn find_property(&self, name: &str) -> Option<PropertyId> {
        self.properties.find(name).map(PropertyId)
    }

    /// What the property of that type of event holds.
    pub fn property_type(&self, event: EventId, property: PropertyId) -> Option<ValueType> {
        self.events.about(event.0)?.get(&property).copied()
    }

    /// The tag of that name.
    ///
    /// # Errors
    /// `condition/unknown_tag`.
    pub fn tag(&self, name: &str) -> Result<TagId> {
        self.tags.require(name, "condition/unknown_tag").map(TagId)
    }

    /// The score of that name.
    ///
    /// # Errors
    /// `condition/unknown_score`.
    pub fn score(&self, name: &str) -> Result<ScoreId> {
        self.scores.require(name, "condition/unknown_score").map(ScoreId)
    }

    /// The position of a bucket among those of a score.
    ///
    /// # Errors
    /// `condition/unknown_bucket`.
    pub fn bucket(&self, score: ScoreId, name: &str) -> Result<u16> {
        let buckets = self.scores.about(score.0).map_or(&[][..], Vec::as_slice);
        let position = buckets.iter().position(|(known, _)| known == name);
        position.and_then(|i| u16::try_from(i).ok()).ok_or_else(|| {
            let suggestion = nearest(name, buckets.iter().map(|(known, _)| known.as_str()));
            Error::new("condition/unknown_bucket", "").with("name", name).with("suggestion", suggestion)
        })
    }

    /// The segment of that name.
    ///
    /// # Errors
    /// `condition/unknown_segment`.
    pub fn segment(&self, name: &str) -> Result<SegmentId> {
        self.segments.require(name, "condition/unknown_segment").map(SegmentId)
    }

    /// The lifecycle stage of that name.
    ///
    /// # Errors
    /// `condition/unknown_stage`.
    pub fn stage(&self, name: &str) -> Result<StageId> {
        self.stages.require(name, "condition/unknown_stage").map(StageId)
    }

    /// The types of event that a field is worked out of; none, where its values are given.
    pub fn events_of_field(&self, field: FieldId) -> &[EventId] {
        self.figures.get(&field).map_or(&[], Vec::as_slice)
    }

    /// The name of a field.
    pub fn field_name(&self, field: FieldId) -> &str {
        self.fields.name(field.0)
    }

    /// The name of a type of event.
    pub fn event_name(&self, event: EventId) -> &str {
        self.events.name(event.0)
    }

    /// What people call a field, by its name; the name itself where nothing else is known.
    pub fn field_label<'a>(&'a self, name: &'a str, language: Language) -> &'a str {
        label_of(&self.fields, name, language)
    }

    /// What people call a type of event.
    pub fn event_label<'a>(&'a self, name: &'a str, language: Language) -> &'a str {
        label_of(&self.events, name, language)
    }

    /// What people call a property.
    pub fn property_label<'a>(&'a self, name: &'a str, language: Language) -> &'a str {
        label_of(&self.properties, name, language)
    }

    /// The name of a tag.
    pub fn tag_name(&self, tag: TagId) -> &str {
        self.tags.name(tag.0)
    }

    /// What people call a tag.
    pub fn tag_label<'a>(&'a self, name: &'a str, language: Language) -> &'a str {
        label_of(&self.tags, name, language)
    }

    /// What people call a score.
    pub fn score_label<'a>(&'a self, name: &'a str, language: Language) -> &'a str {
        label_of(&self.scores, name, language)
    }

    /// What people call a bucket of a score.
    pub fn bucket_label<'a>(&'a self, score: &str, name: &'a str, language: Language) -> &'a str {
        let buckets = self.scores.find(score).and_then(|id| self.scores.about(id));
        let label = buckets.and_then(|all| all.iter().find(|(known, _)| known == name));
        label.map(|(_, label)| label.get(language)).filter(|text| !text.is_empty()).unwrap_or(name)
    }

    /// What people call a segment.
    pub fn segment_label<'a>(&'a self, name: &'a str, language: Language) -> &'a str {
        label_of(&self.segments, name, language)
    }

    /// What people call a lifecycle stage.
    pub fn stage_label<'a>(&'a self, name: &'a str, language: Language) -> &'a str {
        label_of(&self.stages, name, language)
    }
}

fn label_of<'a, T>(names: &'a Names<T>, name: &'a str, language: Language) -> &'a str {
    names.find(name).map_or(name, |symbol| names.label(symbol, language))
}
