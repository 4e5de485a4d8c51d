//! A customer of the engine as a subject of conditions.

use std::cell::OnceCell;
use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::columns::{Row, Symbol};
use crate::expr::{EventId, FieldId, Number, PropertyId, Subject, Value, ValueType, Vocabulary};
use crate::normalize::Records;
use crate::normalize::civil::{Date, Timestamp};
use crate::profile::{Event, Events, Survivorship};
use crate::schema::ruleset::{EventDef, FieldDef, Strategy};

/// The vocabulary's names as the engine's symbols.
#[derive(Debug)]
pub(super) struct Names {
    kinds: HashMap<Symbol, EventId, FixedState>,
    properties: HashMap<(EventId, PropertyId), (Symbol, ValueType), FixedState>,
    events: usize,
    zone: i32,
}

impl Names {
    pub(super) fn new(
        definitions: &[EventDef],
        vocabulary: &Vocabulary,
        records: &Records,
        zone: i32,
    ) -> Self {
        let find = |name: &str| records.symbols.find(name);
        let mut names = Self {
            kinds: HashMap::default(),
            properties: HashMap::default(),
            events: vocabulary.events().count(),
            zone,
        };
        for definition in definitions {
            let Ok(event) = vocabulary.event(&definition.id) else { continue };
            names.kinds.extend(find(&definition.id).map(|symbol| (symbol, event)));
            for property in &definition.properties {
                let Some(id) = vocabulary.find_property(&property.name) else { continue };
                let of = vocabulary.property_type(event, id).unwrap_or(ValueType::one(property.kind));
                names.properties.extend(find(&property.name).map(|symbol| ((event, id), (symbol, of))));
            }
        }
        names
    }
}

/// What customers are made into subjects with.
#[derive(Debug)]
pub(super) struct Subjects<'a> {
    pub(super) records: &'a Records,
    pub(super) events: &'a Events,
    pub(super) fields: &'a [FieldDef],
    pub(super) survivorship: Survivorship<'a>,
    pub(super) names: Names,
}

/// A customer whose values are looked up when they are asked for.
#[derive(Debug)]
pub(super) struct CustomerSubject<'a> {
    from: &'a Subjects<'a>,
    rows: &'a [Row],
    values: Vec<OnceCell<Value<'a>>>,
    times: Vec<Vec<Timestamp>>,
    of_kind: Vec<Vec<&'a Event>>,
}

impl<'a> CustomerSubject<'a> {
    pub(super) fn new(from: &'a Subjects<'a>, rows: &'a [Row]) -> Self {
        let kinds = from.names.events;
        let mut subject = Self {
            from,
            rows,
            values: vec![OnceCell::new(); from.fields.len()],
            times: vec![Vec::new(); kinds],
            of_kind: vec![Vec::new(); kinds],
        };
        for event in from.events.of(rows) {
            let Some(kind) = from.names.kinds.get(&event.kind) else { continue };
            subject.times.get_mut(kind.index()).into_iter().for_each(|times| times.push(event.time));
            subject.of_kind.get_mut(kind.index()).into_iter().for_each(|list| list.push(event));
        }
        subject
    }

    fn golden(&self, field: usize) -> Value<'a> {
        let Some(def) = self.from.fields.get(field) else { return Value::Missing };
        let text = |symbol| self.from.records.symbols.text(symbol);
        if def.survivorship == Strategy::Union {
            let all = self.from.survivorship.all(field, self.rows);
            return if all.is_empty() {
                Value::Missing
            } else {
                Value::List(all.iter().map(|v| text(v.text)).collect())
            };
        }
        if def.survivorship == Strategy::Sum {
            let sum = self.from.survivorship.sum(field, self.rows);
            let number = sum.and_then(|sum| Number::parse(&sum.to_string()));
            return number.map_or(Value::Missing, Value::Number);
        }
        match self.from.survivorship.winner(field, self.rows).filter(|value| value.usable) {
            Some(value) => typed(text(value.text), ValueType::one(def.kind), self.from.names.zone),
            None => Value::Missing,
        }
    }
}

impl Subject for CustomerSubject<'_> {
    fn field(&self, field: FieldId) -> Value<'_> {
        let Some(cell) = self.values.get(field.index()) else { return Value::Missing };
        cell.get_or_init(|| self.golden(field.index())).clone()
    }

    fn times(&self, event: EventId) -> &[Timestamp] {
        self.times.get(event.index()).map_or(&[], Vec::as_slice)
    }

    fn property(&self, event: EventId, index: usize, property: PropertyId) -> Value<'_> {
        let find = || {
            let (name, of) = self.from.names.properties.get(&(event, property))?;
            let event = self.of_kind.get(event.index())?.get(index)?;
            let text = self.from.events.property(event, *name)?;
            Some(typed(self.from.records.symbols.text(text), *of, self.from.names.zone))
        };
        find().unwrap_or(Value::Missing)
    }
}

/// A canonical text as the value that its kind says; text where it is none.
fn typed(text: &str, of: ValueType, zone: i32) -> Value<'_> {
    if of.is_number() {
        return Number::parse(text).map_or(Value::Missing, Value::Number);
    }
    if of.is_date() {
        let day = || Date::parse(text).map(Value::Day);
        return day().or_else(|| Timestamp::parse(text, zone).map(Value::Time)).unwrap_or(Value::Missing);
    }
    if text.is_empty() { Value::Missing } else { Value::Text(text) }
}
