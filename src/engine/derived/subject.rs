//! A customer of the engine as a subject of conditions.

use std::cell::{OnceCell, RefCell};
use std::ops::Range;

use super::ledger::{Books, Ledger};
use super::power::{Interactions, Person, PowerNumbers, Reach};
use crate::columns::{Row, Symbol, Symbols};
use crate::engine::Engine;
use crate::engine::stewardship::Relative;
use crate::expr::{
    Answer, ContactFact, EventId, FieldId, Figure, Given, NEVER, NamedFigure, Number, PropertyId, StageId,
    Subject, TagId, Value, ValueType, Vocabulary,
};
use crate::normalize::Records;
use crate::normalize::civil::Timestamp;
use crate::profile::{Contacts, Event, Events, Survivorship};
use crate::schema::ruleset::{FieldDef, PowerDef, Ruleset, Strategy};
use crate::tags::{Population, Stay};

/// The vocabulary's names as the engine's symbols.
#[derive(Debug)]
pub(in crate::engine) struct Names {
    /// By the symbol of its name, the type of event that it is.
    kinds: Vec<Option<EventId>>,
    /// By type of event and property.
    properties: Vec<Vec<Option<(Symbol, ValueType)>>>,
    pub(super) interactions: Interactions,
}

impl Names {
    pub(in crate::engine) fn new(ruleset: &Ruleset, vocabulary: &Vocabulary, symbols: &mut Symbols) -> Self {
        let interactions = Interactions::new(ruleset, symbols);
        let mut names = Self { kinds: Vec::new(), properties: Vec::new(), interactions };
        for definition in &ruleset.events {
            let Ok(event) = vocabulary.event(&definition.id) else { continue };
            put(&mut names.kinds, symbols.intern(&definition.id).0 as usize, Some(event));
            let mut properties = Vec::new();
            for property in &definition.properties {
                let Some(id) = vocabulary.find_property(&property.name) else { continue };
                let of = vocabulary.property_type(event, id).unwrap_or(ValueType::one(property.kind));
                put(&mut properties, id.index(), Some((symbols.intern(&property.name), of)));
            }
            put(&mut names.properties, event.index(), properties);
        }
        names
    }

    /// The type of event that has the name.
    pub(super) fn kind(&self, symbol: Symbol) -> Option<EventId> {
        *self.kinds.get(symbol.0 as usize)?
    }

    /// The symbol of a property of a type of event, and what it holds.
    pub(super) fn property(&self, event: EventId, property: PropertyId) -> Option<(Symbol, ValueType)> {
        *self.properties.get(event.index())?.get(property.index())?
    }
}

/// Puts a value at a place of a list, which grows to it.
fn put<T: Default>(list: &mut Vec<T>, place: usize, value: T) {
    if place >= list.len() {
        list.resize_with(place.saturating_add(1), T::default);
    }
    if let Some(slot) = list.get_mut(place) {
        *slot = value;
    }
}

/// What customers are made into subjects with.
#[derive(Debug)]
pub(in crate::engine) struct Subjects<'a> {
    pub(super) engine: &'a Engine,
    pub(super) records: &'a Records,
    pub(super) events: &'a Events,
    pub(super) fields: &'a [FieldDef],
    pub(in crate::engine) survivorship: Survivorship<'a>,
    pub(super) names: &'a Names,
    /// How many parts several conditions have in common.
    pub(super) shared: u32,
    pub(super) zone: i32,
    pub(in crate::engine) contacts: Contacts<'a>,
    pub(in crate::engine) power: Option<&'a PowerDef>,
    pub(super) books: &'a Books,
    /// What stands behind the fields of the vocabulary.
    pub(super) figures: &'a [NamedFigure],
    /// What customers are ranked by, for the stages that they were in; nobody knows while they are measured.
    pub(super) population: OnceCell<Population>,
    pub(in crate::engine) now: Timestamp,
}

impl<'a> Subjects<'a> {
    /// A property of an event of a type.
    pub(super) fn property(&self, event: &Event, of: EventId, property: PropertyId) -> Option<Value<'a>> {
        let (name, of) = self.names.property(of, property)?;
        let text = self.events.property(event, name)?;
        Some(Value::read(self.records.symbols.text(text), of, self.zone))
    }
}

/// A customer whose values and events are looked up when they are asked for.
#[derive(Debug)]
pub(in crate::engine) struct CustomerSubject<'a> {
    from: &'a Subjects<'a>,
    rows: &'a [Row],
    values: OnceCell<Box<[OnceCell<Value<'a>>]>>,
    events: OnceCell<Vec<&'a Event>>,
    people: OnceCell<Vec<Person<'a>>>,
    relatives: OnceCell<Vec<Relative<'a>>>,
    stays: OnceCell<Vec<Stay>>,
    reach: OnceCell<Reach>,
    power: OnceCell<PowerNumbers>,
    ledger: OnceCell<Ledger>,
    timeline: OnceCell<Timeline<'a>>,
    /// What tests said that several conditions ask.
    remembered: RefCell<Vec<Option<Answer>>>,
}

/// The events of a customer by type, and of each type the earliest first.
#[derive(Debug)]
struct Timeline<'a> {
    /// Where the events of each type begin, and at last where all end.
    starts: Vec<usize>,
    times: Vec<Timestamp>,
    events: Vec<&'a Event>,
    /// All of them, the earliest first.
    in_order: Vec<(Timestamp, EventId)>,
}

impl<'a> Timeline<'a> {
    fn new(from: &Subjects<'a>, all: &[&'a Event]) -> Self {
        let typed: Vec<Option<EventId>> =
            all.iter().map(|event| from.names.kind(from.events.kind(event))).collect();
        // Each type counts its events two places behind its own. They are put from one place behind it on, which then has come
        // to where the next type begins.
        let mut starts = vec![0; from.names.properties.len() + 2];
        for kind in typed.iter().flatten() {
            starts.get_mut(kind.index() + 2).into_iter().for_each(|count| *count += 1);
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        let (mut times, mut events) = (vec![Timestamp::default(); sum], all.to_vec());
        events.truncate(sum);
        for (kind, event) in typed.iter().zip(all) {
            let Some(next) = kind.and_then(|kind| starts.get_mut(kind.index() + 1)) else { continue };
            if let (Some(time), Some(place)) = (times.get_mut(*next), events.get_mut(*next)) {
                (*time, *place) = (event.time, event);
                *next += 1;
            }
        }
        let in_order = typed.iter().zip(all).filter_map(|(of, event)| Some((event.time, (*of)?))).collect();
        Self { starts, times, events, in_order }
    }

    /// Which of the events are of that type.
    fn places(&self, kind: EventId) -> Range<usize> {
        let start = |place: usize| self.starts.get(place).copied().unwrap_or_default();
        start(kind.index())..start(kind.index().saturating_add(1))
    }
}

impl<'a> CustomerSubject<'a> {
    pub(in crate::engine) fn new(from: &'a Subjects<'a>, rows: &'a [Row]) -> Self {
        let (values, events, people, relatives, stays, reach, power, ledger, timeline, remembered) =
            Default::default();
        Self {
            from,
            rows,
            values,
            events,
            people,
            relatives,
            stays,
            reach,
            power,
            ledger,
            timeline,
            remembered,
        }
    }

    /// All events, earliest first.
    pub(in crate::engine) fn events(&self) -> &[&'a Event] {
        self.events.get_or_init(|| self.from.events.of(self.rows))
    }

    fn timeline(&self) -> &Timeline<'a> {
        self.timeline.get_or_init(|| Timeline::new(self.from, self.events()))
    }

    /// What rows of the customer say in a field.
    fn golden(&self, field: usize, rows: &[Row]) -> Value<'a> {
        let Some(def) = self.from.fields.get(field) else { return Value::Missing };
        let text = |symbol| self.from.records.symbols.text(symbol);
        if def.survivorship == Strategy::Union {
            let all = self.from.survivorship.all(field, rows);
            return if all.is_empty() {
                Value::Missing
            } else {
                Value::List(all.iter().map(|v| text(v.text)).collect())
            };
        }
        if def.survivorship == Strategy::Sum {
            let sum = self.from.survivorship.sum(field, rows);
            let number = sum.and_then(|sum| Number::parse(&sum.to_string()));
            return number.map_or(Value::Missing, Value::Number);
        }
        match self.from.survivorship.winner(field, rows).filter(|value| value.usable()) {
            Some(value) => Value::read(text(value.text), ValueType::one(def.kind), self.from.zone),
            None => Value::Missing,
        }
    }
}

impl<'a> CustomerSubject<'a> {
    pub(in crate::engine) fn people(&self) -> &[Person<'a>] {
        self.people.get_or_init(|| self.from.people(self.rows, self.events()))
    }

    /// The customers that this one is related to.
    pub(in crate::engine) fn relatives(&self) -> &[Relative<'a>] {
        self.relatives.get_or_init(|| self.from.engine.relatives(self.rows))
    }

    /// The id of one of the power map's roles or stances.
    fn power_id(&self, id: impl Fn(&'a PowerDef) -> Option<&'a String>) -> Value<'a> {
        self.from.power.and_then(id).map_or(Value::Missing, |id| Value::Text(id))
    }

    fn fact(&self, person: &Person, fact: ContactFact) -> Value<'a> {
        let whole = |number: u32| Number::whole(i64::from(number)).map_or(Value::Missing, Value::Number);
        let standing = || self.from.standing(person);
        match fact {
            ContactFact::Field(field) => self.golden(field.index(), &person.rows),
            ContactFact::Role => self.power_id(|power| {
                standing().role.and_then(|role| power.roles.get(role)).map(|role| &role.id)
            }),
            ContactFact::Stance => self.power_id(|power| {
                standing().stance.and_then(|stance| power.stances.get(stance)).map(|stance| &stance.id)
            }),
            ContactFact::Strength => standing().strength.map_or(Value::Missing, whole),
            ContactFact::Reached => whole(u32::from(person.reached.holds())),
        }
    }
}

impl CustomerSubject<'_> {
    fn reach(&self) -> &Reach {
        self.reach.get_or_init(|| match self.from.power {
            Some(power) => self.from.reach(power, self.people()),
            None => Reach::default(),
        })
    }

    fn power(&self) -> &PowerNumbers {
        self.power.get_or_init(|| match self.from.power {
            Some(power) => self.from.power_numbers(power, self.people()),
            None => PowerNumbers::default(),
        })
    }

    /// The stages that the customer was in.
    fn stays(&self) -> &[Stay] {
        self.stays.get_or_init(|| {
            let Some(row) = self.rows.first() else { return Vec::new() };
            let engine = self.from.engine;
            let population = self.from.population.get_or_init(Population::default);
            engine.journey(self, engine.clusters.anchor(*row), population, self.from.now)
        })
    }

    /// How many customers this one is related to in a way, and until when that stands.
    fn count_relatives(&self, relation: usize, forward: bool) -> (usize, Timestamp) {
        self.from.engine.count_relatives(self.relatives(), (relation, forward), self.from.now)
    }

    /// The entities that the customer's events tell of.
    pub(in crate::engine) fn ledger(&self) -> &Ledger {
        self.ledger.get_or_init(|| self.from.ledger(self.events()))
    }

    /// The figure that stands for a field behind those of the ruleset.
    fn figure_of(&self, field: FieldId) -> Option<Figure> {
        self.from.figures.get(field.index().checked_sub(self.from.fields.len())?).map(|named| named.figure)
    }

    /// Whether there is no event of those that a figure over entities is worked out of, so that it is nothing.
    fn lacks(&self, figure: Figure, field: FieldId) -> bool {
        let events = || self.from.engine.automation.tagger.vocabulary().events_of_field(field);
        matches!(figure, Figure::Money(_) | Figure::Open(_))
            && events().iter().all(|event| self.times(*event).is_empty())
    }

    fn figure(&self, figure: Figure) -> Option<Number> {
        match figure {
            Figure::Money(place) => return self.ledger().money.get(place).map(|(sum, _)| *sum),
            Figure::Relation(place, forward) => {
                let (count, _) = self.count_relatives(place, forward);
                return Number::whole(i64::try_from(count).ok()?);
            }
            Figure::Open(entity) => return Number::whole(i64::try_from(self.ledger().open(entity)).ok()?),
            _ => {}
        }
        let of_role = |role: usize| self.power().roles.get(role).copied().unwrap_or_default();
        let count = match figure {
            Figure::Contacts => self.reach().contacts,
            Figure::Reached => self.reach().reached,
            Figure::Coverage => self.reach().coverage()?,
            Figure::Gaps => self.reach().gaps.len(),
            Figure::SingleThread => usize::from(self.reach().single_thread()),
            Figure::Supporters => self.power().supporters,
            Figure::Opponents => self.power().opponents,
            Figure::Balance => return Number::whole(self.power().balance()?),
            Figure::Strength => self.power().strength? as usize,
            Figure::Role(role) => of_role(role).0,
            Figure::ReachedRole(role) => of_role(role).1,
            Figure::Relation(..) | Figure::Money(_) | Figure::Open(_) => return None,
        };
        Number::whole(i64::try_from(count).ok()?)
    }
}

impl Subject for CustomerSubject<'_> {
    fn field(&self, field: FieldId) -> Value<'_> {
        let values = self.values.get_or_init(|| vec![OnceCell::new(); self.from.fields.len()].into());
        match values.get(field.index()) {
            Some(cell) => cell.get_or_init(|| self.golden(field.index(), self.rows)).clone(),
            None => {
                let Some(figure) = self.figure_of(field) else { return Value::Missing };
                let number = if self.lacks(figure, field) { Number::whole(0) } else { self.figure(figure) };
                number.map_or(Value::Missing, Value::Number)
            }
        }
    }

    fn field_change(&self, field: FieldId) -> Timestamp {
        match self.figure_of(field) {
            None => NEVER,
            Some(figure) if self.lacks(figure, field) => NEVER,
            Some(Figure::Money(place)) => self.ledger().money_until(place),
            Some(Figure::Open(entity)) => self.ledger().open_until(entity),
            Some(Figure::Relation(place, forward)) => self.count_relatives(place, forward).1,
            Some(_) => self.reach().until,
        }
    }

    fn given(&self, tag: TagId, now: Timestamp) -> (Option<Given<'_>>, Timestamp) {
        let Some(def) = self.from.engine.ruleset.tags.get(tag.index()) else { return (None, NEVER) };
        let (last, next) = self.from.engine.taggings.of(self.rows, &def.id, now);
        let given = last.filter(|tagging| tagging.given);
        let given = given.map(|one| Given { value: &one.value, at: one.at, until: one.until });
        (given, next.unwrap_or(NEVER))
    }

    fn entered(&self, stage: Option<StageId>, now: Timestamp) -> Option<Timestamp> {
        let mut past = self.stays().iter().rev().filter(|stay| stay.from <= now);
        match stage {
            None => past.next().filter(|stay| stay.stage.is_some()).map(|stay| stay.from),
            Some(_) => past.find(|stay| stay.stage == stage).map(|stay| stay.from),
        }
    }

    fn begins(&self, now: Timestamp) -> Timestamp {
        let known = self.stays().first().map(|stay| stay.from);
        let anchor = || self.rows.first().map(|row| self.from.engine.clusters.anchor(*row));
        let start = known.or_else(|| self.from.engine.beginning(self, anchor()?));
        start.filter(|start| *start > now).unwrap_or(NEVER)
    }

    fn recall(&self, test: u32, now: Timestamp) -> Option<Answer> {
        let known = self.remembered.borrow().get(test as usize).copied().flatten();
        known.filter(|_| now == self.from.now)
    }

    fn remember(&self, test: u32, now: Timestamp, answer: Answer) {
        if now == self.from.now {
            let mut remembered = self.remembered.borrow_mut();
            if remembered.is_empty() {
                remembered.resize(self.from.shared as usize, None);
            }
            remembered.get_mut(test as usize).into_iter().for_each(|slot| *slot = Some(answer));
        }
    }

    fn contacts(&self) -> usize {
        self.people().len()
    }

    fn contact(&self, contact: usize, fact: ContactFact) -> (Value<'_>, Timestamp) {
        let Some(person) = self.people().get(contact) else { return (Value::Missing, NEVER) };
        let until = if fact == ContactFact::Reached { person.reached.change } else { NEVER };
        (self.fact(person, fact), until)
    }

    fn times(&self, event: EventId) -> &[Timestamp] {
        let timeline = self.timeline();
        timeline.times.get(timeline.places(event)).unwrap_or(&[])
    }

    fn in_order(&self) -> Option<&[(Timestamp, EventId)]> {
        Some(&self.timeline().in_order)
    }

    fn property(&self, event: EventId, index: usize, property: PropertyId) -> Value<'_> {
        let find = || {
            let timeline = self.timeline();
            let found = timeline.events.get(timeline.places(event))?.get(index)?;
            self.from.property(found, event, property)
        };
        find().unwrap_or(Value::Missing)
    }
}
