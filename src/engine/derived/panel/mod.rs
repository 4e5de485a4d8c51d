//! All customers side by side, for conditions that are asked of all of them.
//!
//! What customers are asked for is looked up record by record and event by event. That is right for one customer and slow for
//! a million, so the fields and types of event that a condition speaks of are laid out as columns the first time, and kept
//! up to date after.

mod timelines;
mod values;

use std::collections::BTreeMap;

use super::subject::{CustomerSubject, Subjects};
use crate::columns::{Bits, Row, Symbol};
use crate::engine::Engine;
use crate::expr::{
    Answer, EventId, FieldId, Memo, Need, Number, Panel, Plan, PropertyId, ScoreId, ScoreValue, SegmentId,
    StageId, Subject, Swept, TagId, Times, Value, ValueType,
};
use crate::normalize::civil::Timestamp;
use crate::profile::Event;
use crate::schema::ruleset::Strategy;
use crate::tags::Glance;
use timelines::{Happened, Numbers, Timelines};
use values::Values;

/// From how many customers on it is worth laying out events in columns: so many, and a share of all.
const CHANGED: u64 = 1_000;
const SHARE: u64 = 50;

/// Whether it is worth laying out events for so many of all customers.
pub(super) fn are_many(some: u64, all: u64) -> bool {
    some > CHANGED.max(all / SHARE)
}

/// The columns that were asked for so far, and what conditions said.
#[derive(Debug, Default)]
pub(in crate::engine) struct Columns {
    /// Whether it is known who is there.
    is_open: bool,
    there: Bits,
    values: BTreeMap<FieldId, Values>,
    timelines: BTreeMap<EventId, Timelines>,
    /// Customers whose events changed since.
    moved: Bits,
    /// Customers of whom something changed that no column knows yet.
    stale: Vec<Row>,
    memo: Memo,
}

impl Columns {
    /// Whether anything was laid out yet.
    pub(super) fn is_open(&self) -> bool {
        self.is_open
    }

    /// Something of a customer changed.
    pub(super) fn forget(&mut self, anchor: Row) {
        if self.is_open {
            self.stale.push(anchor);
            self.memo.forget(anchor);
        }
    }

    /// What others did changed what is said of a customer.
    pub(super) fn forget_marks(&mut self, anchor: Row) {
        self.memo.forget(anchor);
    }

    /// Anybody may have other events; what the records say stays as it is.
    pub(super) fn forget_events(&mut self) {
        self.timelines.clear();
        let values = &self.values;
        self.memo.retain_fields(&|field| values.contains_key(&field));
    }

    /// Events have other places now.
    pub(in crate::engine) fn forget_places(&mut self) {
        self.timelines.clear();
    }

    /// Takes in what changed.
    fn settle(&mut self, engine: &Engine, subjects: &Subjects<'_>) {
        if !self.is_open {
            engine.clusters.anchors().for_each(|anchor| self.there.insert(anchor));
            self.is_open = true;
        }
        for anchor in std::mem::take(&mut self.stale) {
            let rows = engine.clusters.members(anchor);
            self.there.put(anchor, !rows.is_empty());
            self.moved.insert(anchor);
            for (field, values) in &mut self.values {
                values.put(anchor, golden(subjects, field.index(), rows));
            }
        }
        if are_many(self.moved.count(), self.there.count()) {
            self.timelines.clear();
        }
    }

    /// Lays out what a condition speaks of and is not there yet.
    fn lay_out(&mut self, engine: &Engine, subjects: &Subjects<'_>, plan: &Plan) {
        for field in plan.fields() {
            if !self.values.contains_key(&field) && is_plain(subjects, field) {
                let mut values = Values::default();
                for anchor in self.there.iter() {
                    values.put(anchor, golden(subjects, field.index(), engine.clusters.members(anchor)));
                }
                self.values.insert(field, values);
            }
        }
        self.lay_out_events(engine, subjects, &plan.events());
        self.lay_out_numbers(engine, subjects, &plan.sums());
    }

    fn lay_out_events(&mut self, engine: &Engine, subjects: &Subjects<'_>, wanted: &[EventId]) {
        let new: Vec<EventId> =
            wanted.iter().copied().filter(|event| !self.timelines.contains_key(event)).collect();
        if self.timelines.is_empty() {
            self.moved = Bits::default();
        }
        for (event, happened) in new.iter().zip(happened(engine, subjects, &new)) {
            self.timelines.insert(*event, Timelines::of(&happened, engine.clusters.rows()));
        }
    }

    /// Lays out those of the properties that are numbers.
    fn lay_out_numbers(
        &mut self,
        engine: &Engine,
        subjects: &Subjects<'_>,
        wanted: &[(EventId, PropertyId)],
    ) {
        for (event, property) in wanted {
            let timelines = self.timelines.get_mut(event).filter(|all| !all.has_numbers(*property));
            let Some(timelines) = timelines else { continue };
            if let Some(numbers) = numbers(engine, subjects, (*event, *property)) {
                timelines.add_numbers(*property, &numbers);
            }
        }
    }
}

/// Whether a field has one value, chosen among those of the records.
fn is_plain(subjects: &Subjects<'_>, field: FieldId) -> bool {
    let def = subjects.fields.get(field.index());
    def.is_some_and(|def| !matches!(def.survivorship, Strategy::Union | Strategy::Sum))
}

fn golden(subjects: &Subjects<'_>, field: usize, rows: &[Row]) -> Symbol {
    let winner = subjects.survivorship.winner(field, rows).filter(|value| value.usable());
    winner.map_or(Symbol::EMPTY, |value| value.text)
}

/// The numbers of a property of a type of event, by the place of the event among all; `None` where it is no number.
fn numbers(
    engine: &Engine,
    subjects: &Subjects<'_>,
    (of, property): (EventId, PropertyId),
) -> Option<Numbers> {
    let (name, _) = subjects.names.property(of, property).filter(|(_, of)| of.is_number())?;
    let number = |event: &Event| {
        let is_it = subjects.names.kind(engine.events.kind(event)) == Some(of);
        let text = is_it.then(|| engine.events.property(event, name))??;
        Number::parse(engine.records.symbols.text(text))
    };
    // By place, for what was erased keeps its own.
    let places = 0..engine.events.end() as u32;
    Some(Numbers::of(places.map(|place| number(engine.events.get(place)?))))
}

/// All events of each of some types.
fn happened(engine: &Engine, subjects: &Subjects<'_>, types: &[EventId]) -> Vec<Vec<Happened>> {
    let mut found = vec![Vec::new(); types.len()];
    if types.is_empty() {
        return found;
    }
    for (place, event) in engine.events.places(0) {
        let kind = subjects.names.kind(engine.events.kind(event));
        let list = types.iter().zip(&mut found).find(|(of, _)| Some(**of) == kind);
        if let (Some((_, list)), Some(row)) = (list, event.row()) {
            list.push((row, event.time, place));
        }
    }
    // In a loop of its own, in which many lookups wait for memory together.
    for (row, ..) in found.iter_mut().flatten() {
        *row = engine.clusters.anchor(*row);
    }
    found
}

impl Engine {
    /// Who meets a condition. Portraits are drawn already where it asks for what they say.
    pub(in crate::engine) fn sweep(&mut self, plan: &Plan, now: Timestamp) -> Swept {
        let mut columns = std::mem::take(&mut self.automation.columns);
        let mut memo = std::mem::take(&mut columns.memo);
        let subjects = self.subjects(now);
        columns.settle(self, &subjects);
        columns.lay_out(self, &subjects, plan);
        let everybody = Everybody { engine: self, subjects: &subjects, columns: &columns };
        let swept = plan.sweep(&everybody, &mut memo, now);
        columns.memo = memo;
        self.automation.columns = columns;
        swept
    }
}

/// All customers of an engine, with the columns that there are.
#[derive(Clone, Copy)]
struct Everybody<'a> {
    engine: &'a Engine,
    subjects: &'a Subjects<'a>,
    columns: &'a Columns,
}

impl Everybody<'_> {
    fn show_events(&self, anchor: Row, visit: &mut dyn FnMut(u32, &dyn Subject)) {
        if self.columns.moved.contains(anchor) {
            return self.show_all(anchor, visit);
        }
        visit(anchor, &Busy { of: *self, anchor });
    }

    fn show_all(&self, anchor: Row, visit: &mut dyn FnMut(u32, &dyn Subject)) {
        let subject = CustomerSubject::new(self.subjects, self.engine.clusters.members(anchor));
        match self.engine.drawn().and_then(|drawn| drawn.portraits.get(anchor)) {
            Some(portrait) => visit(anchor, &portrait.over(&subject)),
            None => visit(anchor, &subject),
        }
    }
}

impl Panel for Everybody<'_> {
    fn customers(&self) -> &Bits {
        &self.columns.there
    }

    fn codes(&self, field: FieldId) -> Option<&[u32]> {
        self.columns.values.get(&field).map(Values::codes)
    }

    fn value(&self, field: FieldId, code: u32) -> Value<'_> {
        let (values, def) = (self.columns.values.get(&field), self.subjects.fields.get(field.index()));
        let Some((values, def)) = values.zip(def) else { return Value::Missing };
        let text = self.engine.records.symbols.text(values.value(code));
        Value::read(text, ValueType::one(def.kind), self.subjects.zone)
    }

    fn times(&self, event: EventId) -> Option<Times<'_>> {
        Some(self.columns.timelines.get(&event)?.times(&self.columns.moved))
    }

    fn show(&self, customers: &Bits, need: Need, visit: &mut dyn FnMut(u32, &dyn Subject)) {
        let drawn = self.engine.drawn();
        for anchor in customers.iter() {
            match (need, drawn.and_then(|drawn| drawn.portraits.glance(anchor))) {
                (Need::Events, _) => self.show_events(anchor, visit),
                (Need::Marks, Some(glance)) => visit(anchor, &Marked(glance)),
                (Need::Marks, None) | (Need::Everything, _) => self.show_all(anchor, visit),
            }
        }
    }
}

/// A customer of whom only events are asked.
struct Busy<'a> {
    of: Everybody<'a>,
    anchor: Row,
}

impl Busy<'_> {
    fn events(&self, event: EventId) -> (&[Timestamp], &[u32]) {
        self.of.columns.timelines.get(&event).map_or((&[], &[]), |all| all.of_customer(self.anchor))
    }
}

impl Subject for Busy<'_> {
    fn field(&self, _field: FieldId) -> Value<'_> {
        Value::Missing
    }

    fn times(&self, event: EventId) -> &[Timestamp] {
        self.events(event).0
    }

    fn property(&self, event: EventId, index: usize, property: PropertyId) -> Value<'_> {
        let events = &self.of.engine.events;
        let find = || {
            let timelines = self.of.columns.timelines.get(&event)?;
            if let Some(number) = timelines.number(self.anchor, index, property) {
                return number.map(Value::Number);
            }
            let place = timelines.of_customer(self.anchor).1.get(index)?;
            self.of.subjects.property(events.get(*place)?, event, property)
        };
        find().unwrap_or(Value::Missing)
    }
}

/// A customer of whom only what its portrait says is asked.
struct Marked<'a>(Glance<'a>);

impl Subject for Marked<'_> {
    fn field(&self, _field: FieldId) -> Value<'_> {
        Value::Missing
    }

    fn times(&self, _event: EventId) -> &[Timestamp] {
        &[]
    }

    fn property(&self, _event: EventId, _index: usize, _property: PropertyId) -> Value<'_> {
        Value::Missing
    }

    fn tag(&self, tag: TagId) -> Answer {
        self.0.tag(tag)
    }

    fn segment(&self, segment: SegmentId) -> Answer {
        self.0.segment(segment)
    }

    fn stage(&self, stage: StageId) -> Answer {
        self.0.stage(stage)
    }

    fn score(&self, score: ScoreId) -> ScoreValue {
        self.0.score(score)
    }
}
