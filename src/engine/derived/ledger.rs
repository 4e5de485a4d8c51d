//! The entities of a customer and what they are worth.

use super::subject::{Names, Subjects};
use crate::columns::Symbol;
use crate::error::{Error, Result};
use crate::expr::{
    Answer, EventId, FieldId, NEVER, Number, Plan, PropertyId, Subject, Value, Vocabulary, compile_for, parse,
};
use crate::normalize::civil::Timestamp;
use crate::profile::{Event, Thing, things};
use crate::schema::ruleset::{ConditionDef, OpenState, Ruleset};

/// What the ruleset says of entities, compiled.
#[derive(Debug)]
pub(super) struct Books {
    pub(super) entities: Vec<EntityPlan>,
    money: Vec<MoneyPlan>,
}

#[derive(Debug)]
pub(super) struct EntityPlan {
    kinds: Vec<String>,
    events: Vec<EventId>,
    pub(super) key: Option<String>,
    closed: Option<Plan>,
}

#[derive(Debug)]
struct MoneyPlan {
    entity: usize,
    property: PropertyId,
    only: Option<OpenState>,
    when: Option<Plan>,
    less: Option<(usize, String)>,
}

impl Books {
    /// # Errors
    /// `condition/…` with the path of what is unknown or does not fit, `ruleset/duplicate`, `ruleset/unknown_entity`.
    pub(super) fn compile(ruleset: &Ruleset, vocabulary: &Vocabulary, zone: i32) -> Result<Self> {
        let mut entities = Vec::with_capacity(ruleset.entities.len());
        for (i, entity) in ruleset.entities.iter().enumerate() {
            let under = |e: Error| e.under(&format!("entities[{i}]"));
            let event = |kind: &String| vocabulary.event(kind).map_err(|e| e.under("events"));
            let events = entity.events.iter().map(event).collect::<Result<Vec<_>>>().map_err(under)?;
            let key = entity.key.as_ref().map(|key| vocabulary.property(key, &events));
            key.transpose().map_err(|e| under(e.under("key")))?;
            let closed = entity.closed.as_ref().map(|closed| filter(closed, vocabulary, zone, &events));
            let closed = closed.transpose().map_err(|e| under(e.under("closed")))?;
            let taken = ruleset.entities.iter().take(i).any(|other| other.id == entity.id);
            if taken {
                return Err(under(Error::new("ruleset/duplicate", "id").with("name", &entity.id)));
            }
            let (kinds, key) = (entity.events.clone(), entity.key.clone());
            entities.push(EntityPlan { kinds, events, key, closed });
        }
        let mut books = Self { entities, money: Vec::new() };
        for i in 0..ruleset.money.len() {
            let plan = books.money_plan(ruleset, i, vocabulary, zone);
            books.money.push(plan.map_err(|e| e.under(&format!("money[{i}]")))?);
        }
        let amount = ruleset.funnel.as_ref().and_then(|funnel| funnel.amount.as_ref());
        if let Some(id) = amount.filter(|id| ruleset.money.iter().all(|money| money.id != **id)) {
            return Err(Error::new("ruleset/unknown_money", "funnel.amount").with("name", id));
        }
        Ok(books)
    }

    fn money_plan(
        &self,
        ruleset: &Ruleset,
        place: usize,
        vocabulary: &Vocabulary,
        zone: i32,
    ) -> Result<MoneyPlan> {
        let Some(money) = ruleset.money.get(place) else { return Err(Error::new("ruleset/invalid", "")) };
        let find = |id: &String| {
            let known = ruleset.entities.iter().position(|entity| entity.id == *id);
            known.ok_or_else(|| Error::new("ruleset/unknown_entity", "entity").with("name", id))
        };
        let entity = find(&money.entity)?;
        let events = self.entities.get(entity).map_or(&[][..], |plan| &plan.events);
        let (property, of) = vocabulary.property(&money.property, events).map_err(|e| e.under("property"))?;
        if !of.is_number() {
            let wrong = Error::new("condition/function_type", "property");
            return Err(wrong.with("name", "sum").with("kind", of.kind.name()));
        }
        let when = money.when.as_ref().map(|when| filter(when, vocabulary, zone, events));
        let less = match &money.less {
            None => None,
            Some(less) => Some((find(&less.entity).map_err(|e| e.under("less"))?, less.by.clone())),
        };
        let when = when.transpose().map_err(|e| e.under("when"))?;
        Ok(MoneyPlan { entity, property, only: money.only, when, less })
    }
}

fn filter(condition: &ConditionDef, vocabulary: &Vocabulary, zone: i32, events: &[EventId]) -> Result<Plan> {
    compile_for(&parse(&condition.0)?, vocabulary, zone, events)
}

/// The entities of a customer, and what they are worth.
#[derive(Debug, Default)]
pub(in crate::engine) struct Ledger {
    pub(in crate::engine) entities: Vec<Vec<Entry>>,
    /// Of each sum of the ruleset: the sum, and over how many entities.
    pub(in crate::engine) money: Vec<(Number, usize)>,
    /// Until when it stands which entities of each sort are over.
    entities_until: Vec<Timestamp>,
    /// Until when each sum stands.
    money_until: Vec<Timestamp>,
}

/// An entity, and whether it is over.
#[derive(Debug)]
pub(in crate::engine) struct Entry {
    pub(in crate::engine) thing: Thing,
    pub(in crate::engine) closed: bool,
}

impl Ledger {
    /// How many entities of a sort are not over.
    pub(super) fn open(&self, entity: usize) -> usize {
        let entries = self.entities.get(entity).map_or(&[][..], Vec::as_slice);
        entries.iter().filter(|entry| !entry.closed).count()
    }

    /// Until when it stands how many entities of a sort are not over.
    pub(super) fn open_until(&self, entity: usize) -> Timestamp {
        self.entities_until.get(entity).copied().unwrap_or(NEVER)
    }

    /// Until when a sum stands.
    pub(super) fn money_until(&self, place: usize) -> Timestamp {
        self.money_until.get(place).copied().unwrap_or(NEVER)
    }
}

impl<'a> Subjects<'a> {
    /// The entities that the events of a customer tell of.
    pub(super) fn ledger(&self, events: &[&Event]) -> Ledger {
        let mut ledger = Ledger::default();
        for plan in &self.books.entities {
            let find = |name: &String| self.records.symbols.find(name);
            let kinds: Vec<Symbol> = plan.kinds.iter().filter_map(find).collect();
            let key = plan.key.as_ref().map(|key| find(key).unwrap_or_default());
            let all = things(self.events, events, &kinds, key);
            let subject = ThingSubject { from: self, events: &plan.events, things: &all };
            let closed: Vec<Answer> =
                (0..all.len()).map(|i| self.is(plan.closed.as_ref(), &subject, i)).collect();
            let until = closed.iter().map(|answer| answer.change).min();
            ledger.entities_until.push(until.unwrap_or(NEVER));
            let entries = all.into_iter().zip(closed);
            ledger.entities.push(entries.map(|(thing, is)| Entry { thing, closed: is.holds() }).collect());
        }
        for plan in &self.books.money {
            let (sum, until) = self.sum(plan, &ledger);
            ledger.money.push(sum);
            ledger.money_until.push(until.min(ledger.open_until(plan.entity)));
        }
        ledger
    }

    /// Whether a condition holds of an entity; none holds of none.
    fn is(&self, plan: Option<&Plan>, subject: &ThingSubject, place: usize) -> Answer {
        let first = subject.events.first().copied().unwrap_or(EventId(0));
        plan.map_or(Answer::fixed(false), |plan| plan.answer_of(subject, (first, place), self.now))
    }

    fn sum(&self, plan: &MoneyPlan, ledger: &Ledger) -> ((Number, usize), Timestamp) {
        let (mut sum, mut count, mut until) = (0_i64, 0_usize, NEVER);
        let Some(definition) = self.books.entities.get(plan.entity) else { return Default::default() };
        let entries = ledger.entities.get(plan.entity).map_or(&[][..], Vec::as_slice);
        let things: Vec<Thing> = entries.iter().map(|entry| entry.thing.clone()).collect();
        let subject = ThingSubject { from: self, events: &definition.events, things: &things };
        for (place, entry) in entries.iter().enumerate() {
            let state = if entry.closed { OpenState::Closed } else { OpenState::Open };
            let when = match &plan.when {
                None => Answer::fixed(true),
                when => self.is(when.as_ref(), &subject, place),
            };
            until = until.min(when.change);
            if !when.holds() || plan.only.is_some_and(|only| only != state) {
                continue;
            }
            let Value::Number(amount) = subject.property(EventId(0), place, plan.property) else { continue };
            let less = plan.less.as_ref().map_or(0, |less| self.less(less, entry, ledger));
            sum = sum.saturating_add(amount.raw().saturating_sub(less).max(0));
            count = count.saturating_add(1);
        }
        ((Number::from_raw(sum), count), until)
    }

    /// What is taken off an entity: the amounts of those that name it.
    fn less(&self, (entity, by): &(usize, String), entry: &Entry, ledger: &Ledger) -> i64 {
        let find = |name: &str| self.records.symbols.find(name);
        let (Some(by), Some(amount)) = (find(by), find("amount")) else { return 0 };
        let others = ledger.entities.get(*entity).map_or(&[][..], Vec::as_slice);
        let naming = others.iter().filter(|other| other.thing.property(by) == Some(entry.thing.id));
        let amounts = naming.filter_map(|other| {
            Number::parse(self.records.symbols.text(other.thing.property(amount)?)).map(Number::raw)
        });
        amounts.fold(0, i64::saturating_add)
    }
}

/// Entities as a subject of conditions on their properties: each stands for an event that tells all.
struct ThingSubject<'s, 'a> {
    from: &'s Subjects<'a>,
    events: &'s [EventId],
    things: &'s [Thing],
}

impl Subject for ThingSubject<'_, '_> {
    fn field(&self, _: FieldId) -> Value<'_> {
        Value::Missing
    }

    fn times(&self, _: EventId) -> &[Timestamp] {
        &[]
    }

    fn property(&self, _: EventId, place: usize, property: PropertyId) -> Value<'_> {
        let names: &Names = self.from.names;
        let find = || {
            let (name, of) = self.events.iter().find_map(|event| names.property(*event, property))?;
            let text = self.things.get(place)?.property(name)?;
            Some(Value::read(self.from.records.symbols.text(text), of, self.from.zone))
        };
        find().unwrap_or(Value::Missing)
    }
}
