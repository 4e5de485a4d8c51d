//! Tests of the people at a customer: what is known of one of them, and of how many it must hold.

use super::plan::{Leaf, Node, Place, Scene};
use super::test::ValueTest;
use crate::expr::names::people::ContactFact;
use crate::expr::names::vocabulary::EventId;
use crate::expr::subject::value::{Answer, NEVER, Truth, Value};
use crate::expr::tree::ast::Quantifier;
use crate::expr::tree::number::Number;
use crate::normalize::civil::Timestamp;

/// A test of contacts, compiled.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::expr) struct ContactsPlan {
    pub quantifier: Quantifier,
    /// Of a count: how it is tested.
    pub test: Option<ValueTest>,
    pub condition: Node,
    /// The types of event that it depends on.
    pub events: Vec<EventId>,
    /// The condition in words.
    pub words: String,
}

impl ContactsPlan {
    /// The answer, and the very instant of its change unless there are many in between.
    pub(in crate::expr) fn answer(&self, scene: &Scene<'_>) -> Answer {
        scene.walk(self.known_until(scene), &|scene| self.at(scene))
    }

    /// Until when it is known who is reached.
    fn known_until(&self, scene: &Scene<'_>) -> Timestamp {
        if self.events.is_empty() {
            return NEVER;
        }
        let until = |contact| scene.subject.contact(contact, ContactFact::Reached).1;
        (0..scene.subject.contacts()).map(until).filter(|until| *until > scene.now).min().unwrap_or(NEVER)
    }

    fn at(&self, scene: &Scene<'_>) -> Answer {
        let each = (0..scene.subject.contacts()).map(|contact| self.of(scene, contact));
        match &self.quantifier {
            Quantifier::Any => Answer::any(each),
            Quantifier::All => Answer::all(each),
            Quantifier::None => Answer::any(each).negated(),
            Quantifier::Count { .. } => self.count(each.collect()),
        }
    }

    fn of(&self, scene: &Scene<'_>, contact: usize) -> Answer {
        self.condition.answer(scene, Place::Contact(contact))
    }

    /// Whether the number passes whichever way those turn out of whom it is not known.
    fn count(&self, each: Vec<Answer>) -> Answer {
        let of = |truth| each.iter().filter(|one| one.truth == truth).count();
        let (held, open) = (of(Truth::True), of(Truth::Unknown));
        let mut truths = (held..=held + open).map(|count| self.passes(count));
        let first = truths.next().unwrap_or(Truth::Unknown);
        let truth = if truths.all(|truth| truth == first) { first } else { Truth::Unknown };
        Answer { truth, change: each.iter().map(|one| one.change).min().unwrap_or(NEVER) }
    }

    fn passes(&self, count: usize) -> Truth {
        let number = i64::try_from(count).ok().and_then(Number::whole).map_or(Value::Missing, Value::Number);
        self.test.as_ref().map_or(Truth::Unknown, |test| test.answer(&number, Timestamp(0), 0).truth)
    }

    /// Of how many contacts the condition holds, and how many there are.
    pub(in crate::expr) fn tally(&self, scene: &Scene<'_>) -> (usize, usize) {
        let all = scene.subject.contacts();
        ((0..all).filter(|contact| self.of(scene, *contact).holds()).count(), all)
    }
}

/// A test of what is known of one contact.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::expr) struct FactPlan {
    pub fact: ContactFact,
    pub leaf: Leaf,
}

impl FactPlan {
    pub(in crate::expr) fn answer(&self, scene: &Scene<'_>, place: Place) -> Answer {
        let Place::Contact(contact) = place else { return Answer::fixed(Truth::Unknown) };
        let (value, until) = scene.subject.contact(contact, self.fact);
        let answer = self.leaf.answer(&value, scene);
        let stands = Answer { change: until, ..answer }.as_of(scene.now);
        Answer { change: answer.change.min(stands.change), ..answer }
    }
}
