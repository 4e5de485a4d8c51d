//! What an action is for, and whether it came to pass.

use super::rule::Names;
use crate::error::{Error, Result};
use crate::expr::{EventId, Number, Plan, PropertyId, Subject, Value, compile_for, end_of, parse};
use crate::normalize::civil::Timestamp;
use crate::schema::ruleset::{GoalDef, Period};

/// The goal of a rule, compiled.
#[derive(Clone, Debug)]
pub struct Goal {
    event: EventId,
    filter: Option<Plan>,
    within: Period,
    value: Option<PropertyId>,
    zone: i32,
}

impl Goal {
    /// # Errors
    /// `condition/…`, `ruleset/limit`, with their path in the goal.
    pub(super) fn compile(def: &GoalDef, names: Names<'_>) -> Result<Self> {
        let Names { vocabulary, zone, .. } = names;
        let event = vocabulary.event(&def.event).map_err(|e| e.under("event"))?;
        if def.within.last == 0 {
            return Err(Error::new("ruleset/limit", "within"));
        }
        let filter = |condition: &crate::schema::ruleset::ConditionDef| {
            let condition = parse(&condition.0)?;
            compile_for(&condition, vocabulary, zone, &[event])
        };
        let value = def.value.as_ref().map(|name| match vocabulary.property(name, &[event])? {
            (property, of) if of.is_number() => Ok(property),
            (_, of) => {
                let wrong = Error::new("condition/function_type", "");
                Err(wrong.with("name", "sum").with("kind", of.kind.name()))
            }
        });
        Ok(Self {
            event,
            filter: def.filter.as_ref().map(filter).transpose().map_err(|e| e.under("where"))?,
            within: def.within,
            value: value.transpose().map_err(|e| e.under("value"))?,
            zone,
        })
    }

    /// The customer's events after an action of that time that reach the goal by now: their places among those of the type,
    /// and what each is worth.
    pub fn reached(&self, subject: &dyn Subject, at: Timestamp, now: Timestamp) -> Vec<(usize, Number)> {
        let end = end_of(at, self.within, self.zone);
        let mut reached = Vec::new();
        for (place, time) in subject.times(self.event).iter().enumerate() {
            let holds = |plan: &Plan| plan.answer_of(subject, (self.event, place), now).holds();
            let counts = *time > at && *time < end && *time <= now;
            if counts && self.filter.as_ref().is_none_or(holds) {
                let value = self.value.map(|value| subject.property(self.event, place, value));
                let worth = if let Some(Value::Number(number)) = value { number } else { Number::default() };
                reached.push((place, worth));
            }
        }
        reached
    }
}
