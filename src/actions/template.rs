//! Texts with placeholders: `{{city}}`, `{{order.days_since_last}}`, `{{contract.last.end_date}}`,
//! `{{page_view.step.product}}`, `{{contact.purchasing.name}}`.

use std::borrow::Cow;

use super::contact::{Trait, Who};
use super::due::Customer;
use super::rule::Names;
use crate::error::{Error, Result};
use crate::expr::{
    Condition, EventId, EventTest, FieldId, Function, Literal, Measure, Op, Plan, PropertyId, Value, Window,
    compile, text_of,
};
use crate::normalize::civil::Timestamp;

/// A text with placeholders, compiled.
#[derive(Clone, Debug)]
pub(super) struct Template(Vec<Part>);

#[derive(Clone, Debug)]
enum Part {
    Text(String),
    /// The customer's id.
    Id,
    /// The customer's name.
    Name,
    Field(FieldId),
    /// An aggregate of events.
    Aggregate(Box<Plan>),
    /// A property of the event that was a step of the sequence for which the rule acts.
    Step(EventId, PropertyId),
    /// Somebody who works for the customer.
    Contact(Who, Trait),
}

/// What stands for a value that is not known.
const UNKNOWN: &str = "—";

/// Bytes that most texts fit in, so that they need not move as they grow.
const ROOM: usize = 128;

impl Template {
    pub(super) fn compile(text: &str, names: Names<'_>) -> Result<Self> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            let open = || Error::new("rule/placeholder", "").with("name", ["{{", after.trim()].concat());
            let (name, tail) = after.split_once("}}").ok_or_else(open)?;
            parts.push(Part::Text(before.to_owned()));
            parts.push(placeholder(name.trim(), names)?);
            rest = tail;
        }
        parts.push(Part::Text(rest.to_owned()));
        Ok(Self(parts))
    }

    /// The text for a customer.
    pub(super) fn fill(
        &self,
        customer: Customer<'_>,
        followed: &[(EventId, usize)],
        (now, zone): (Timestamp, i32),
    ) -> String {
        let subject = customer.shown;
        let mut out = String::with_capacity(ROOM);
        for part in &self.0 {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Id => out.push_str(customer.id),
                Part::Name => out.push_str(customer.name),
                Part::Field(field) => tell(&mut out, &subject.field(*field), zone),
                Part::Aggregate(plan) => {
                    let value = plan.measure(subject, now).map_or(Value::Missing, |(value, _)| value);
                    tell(&mut out, &value, zone);
                }
                Part::Step(event, property) => {
                    let step = followed.iter().find(|(kind, _)| kind == event);
                    let value = step.map(|(kind, index)| subject.property(*kind, *index, *property));
                    tell(&mut out, &value.unwrap_or(Value::Missing), zone);
                }
                Part::Contact(who, of) => {
                    let told = customer.people.person(who).and_then(|person| of.of(person));
                    out.push_str(told.as_deref().unwrap_or(UNKNOWN));
                }
            }
        }
        out
    }
}

fn tell(out: &mut String, value: &Value<'_>, zone: i32) {
    out.push_str(&match value {
        Value::Missing => Cow::Borrowed(UNKNOWN),
        value => text_of(value, zone),
    });
}

fn placeholder(name: &str, names: Names<'_>) -> Result<Part> {
    let Names { vocabulary, zone, .. } = names;
    let unknown = || Error::new("rule/placeholder", "").with("name", name);
    match name {
        "id" => return Ok(Part::Id),
        "name" => return Ok(Part::Name),
        _ => {}
    }
    if let Some((who, of)) = name.strip_prefix("contact.").and_then(|rest| rest.split_once('.')) {
        let contact = Who::named(who, names.roles).zip(Trait::named(of));
        return contact.map(|(who, of)| Part::Contact(who, of)).ok_or_else(unknown);
    }
    let named = name.split_once('.').filter(|_| vocabulary.find_field(name).is_none());
    let Some((event, aggregate)) = named else {
        return vocabulary.field(name).map(|(field, _)| Part::Field(field));
    };
    let (function, field) = match aggregate.split_once('.') {
        Some((function, field)) => (function, Some(field.to_owned())),
        None => (aggregate, None),
    };
    if let ("step", Some(property)) = (function, &field) {
        let event = vocabulary.event(event).map_err(|_| unknown())?;
        let (property, _) = vocabulary.property(property, &[event]).map_err(|_| unknown())?;
        return Ok(Part::Step(event, property));
    }
    let function = Function::from_name(function).ok_or_else(unknown)?;
    let measure = Measure::Aggregate { function, field, op: Op::Exists, value: Literal::None };
    let events = vec![event.to_owned()];
    let test = EventTest { events, filter: None, window: Window::Ever, measure, default: None };
    let plan = compile(&Condition::Event(Box::new(test)), vocabulary, zone);
    // The path would speak of a condition that nobody wrote.
    plan.map(|plan| Part::Aggregate(Box::new(plan))).map_err(|_| unknown())
}
