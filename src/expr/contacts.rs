//! Tests of the people at a customer: what is known of one of them, and of how many it must hold.

use super::ast::{Literal, Quantifier};
use super::measure::STEPS;
use super::nearest::nearest;
use super::number::Number;
use super::parse::expected;
use super::plan::{Leaf, Node, Place, Scene};
use super::test::ValueTest;
use super::value::{Answer, NEVER, Truth, Value};
use super::vocabulary::{EventId, FieldId, ValueType, Vocabulary};
use crate::error::{Error, Result};
use crate::messages::Language;
use crate::normalize::civil::Timestamp;
use crate::schema::FieldKind;
use crate::schema::ruleset::{Entity, Label, Ruleset};
use crate::text;

/// What is known of a contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactFact {
    /// A field of its records.
    Field(FieldId),
    /// Its part in buying decisions, by the id of the role.
    Role,
    /// What it thinks of us, by the id of the stance.
    Stance,
    /// How close we are, from 0 to 100.
    Strength,
    /// Whether it was reached lately: 1 or 0.
    Reached,
}

/// What the power map says of a contact: the name in conditions, in Chinese, in English.
const FACTS: [(&str, &str, &str, ContactFact); 4] = [
    ("role", "决策角色", "buying role", ContactFact::Role),
    ("stance", "立场", "stance", ContactFact::Stance),
    ("strength", "关系强度", "relationship strength", ContactFact::Strength),
    ("reached", "已触达", "reached", ContactFact::Reached),
];

/// The id of a role or stance, and the folded words that mean it.
type Words = (String, Vec<String>);

/// What conditions may say of contacts.
#[derive(Clone, Debug, Default)]
pub(super) struct People {
    /// Fields that speak of a person.
    fields: Vec<FieldId>,
    /// Fields that the power map reads, and as what.
    read: Vec<(FieldId, ContactFact)>,
    roles: Vec<Words>,
    stances: Vec<Words>,
    /// The types of event by which contacts are reached.
    interactions: Vec<EventId>,
    has_power: bool,
}

impl People {
    pub(super) fn of(ruleset: &Ruleset, vocabulary: &Vocabulary) -> Self {
        let find = |name: &String| vocabulary.find_field(name).map(|(field, _)| field);
        let speaking = ruleset.fields.iter().filter(|field| field.entity == Entity::Contact);
        let mut people =
            Self { fields: speaking.filter_map(|field| find(&field.name)).collect(), ..Self::default() };
        let Some(power) = &ruleset.power else { return people };
        for (key, name) in power.fields() {
            let fact = FACTS.iter().find(|(known, ..)| *known == key).map(|(.., fact)| *fact);
            people.read.extend(name.and_then(find).zip(fact));
        }
        people.roles = power.roles.iter().map(|role| words(&role.id, &role.name, &role.values)).collect();
        let stance =
            |stance: &crate::schema::ruleset::StanceDef| words(&stance.id, &stance.name, &stance.values);
        people.stances = power.stances.iter().map(stance).collect();
        people.interactions = match power.interactions.as_slice() {
            [] => vocabulary.events().collect(),
            some => some.iter().filter_map(|name| vocabulary.event(name).ok()).collect(),
        };
        people.has_power = true;
        people
    }

    fn words_of(&self, fact: ContactFact) -> &[Words] {
        match fact {
            ContactFact::Role => &self.roles,
            ContactFact::Stance => &self.stances,
            _ => &[],
        }
    }
}

fn words(id: &str, name: &Label, values: &[String]) -> Words {
    let all = [id, &name.zh, &name.en].into_iter().chain(values.iter().map(String::as_str));
    (id.to_owned(), all.map(text::fold).collect())
}

impl Vocabulary {
    /// What a name means when a contact is spoken of, and what that holds.
    ///
    /// # Errors
    /// `condition/unknown_field`.
    pub fn contact_fact(&self, name: &str) -> Result<(ContactFact, ValueType)> {
        let people = &self.people;
        let special = FACTS.iter().find(|(known, ..)| people.has_power && *known == name);
        let field = || self.find_field(name).filter(|(field, _)| people.fields.contains(field));
        let fact = match special {
            Some((.., fact)) => *fact,
            None => match field() {
                Some((field, value)) => match people.read.iter().find(|(known, _)| *known == field) {
                    Some((_, fact)) => *fact,
                    None => return Ok((ContactFact::Field(field), value)),
                },
                None => return Err(self.unknown_fact(name)),
            },
        };
        let is_text = matches!(fact, ContactFact::Role | ContactFact::Stance);
        Ok((fact, ValueType::one(if is_text { FieldKind::Text } else { FieldKind::Number })))
    }

    fn unknown_fact(&self, name: &str) -> Error {
        let facts = FACTS.iter().filter(|_| self.people.has_power).map(|(known, ..)| *known);
        let fields = self.people.fields.iter().map(|field| self.field_name(*field));
        Error::new("condition/unknown_field", "")
            .with("name", name)
            .with("suggestion", nearest(name, facts.chain(fields)))
    }

    /// What people call a fact of a contact.
    pub(super) fn contact_label<'a>(&'a self, name: &'a str, language: Language) -> &'a str {
        match FACTS.iter().find(|(known, ..)| self.people.has_power && *known == name) {
            Some((_, zh, _, _)) if language == Language::Zh => zh,
            Some((_, _, en, _)) => en,
            None => self.field_label(name, language),
        }
    }

    /// The types of event on which a fact of a contact depends.
    pub(super) fn events_of_fact(&self, fact: ContactFact) -> &[EventId] {
        if fact == ContactFact::Reached { &self.people.interactions } else { &[] }
    }

    /// What a fact is compared with: a role or stance is meant by its id and all its other words.
    pub(super) fn of_fact(&self, fact: ContactFact, literal: &Literal, path: &str) -> Result<Literal> {
        let known = self.people.words_of(fact);
        let id = |text: &str, path: &str| {
            let folded = text::fold(text);
            let meant = known.iter().find(|(_, words)| words.contains(&folded));
            let ids = || known.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>().join(", ");
            meant.map(|(id, _)| Literal::Text(id.clone())).ok_or_else(|| expected(path, &ids()))
        };
        match literal {
            Literal::Text(text) if !known.is_empty() => id(text, path),
            Literal::List(items) if !known.is_empty() => {
                let each = |(i, item): (usize, &Literal)| match item {
                    Literal::Text(text) => id(text, &format!("{path}[{i}]")),
                    other => Ok(other.clone()),
                };
                items.iter().enumerate().map(each).collect::<Result<_>>().map(Literal::List)
            }
            other => Ok(other.clone()),
        }
    }
}

/// A test of contacts, compiled.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ContactsPlan {
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
    pub(super) fn answer(&self, scene: &Scene<'_>) -> Answer {
        let now = self.at(scene);
        let (mut change, known) = (now.change, self.known_until(scene));
        for _ in 0..STEPS {
            if change >= known {
                break;
            }
            let then = self.at(&Scene { now: change, ..*scene });
            if then.truth != now.truth {
                break;
            }
            change = if then.change > change { then.change } else { NEVER };
        }
        Answer { truth: now.truth, change }
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
    pub(super) fn tally(&self, scene: &Scene<'_>) -> (usize, usize) {
        let all = scene.subject.contacts();
        ((0..all).filter(|contact| self.of(scene, *contact).holds()).count(), all)
    }
}

/// A test of what is known of one contact.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct FactPlan {
    pub fact: ContactFact,
    pub leaf: Leaf,
}

impl FactPlan {
    pub(super) fn answer(&self, scene: &Scene<'_>, place: Place) -> Answer {
        let Place::Contact(contact) = place else { return Answer::fixed(Truth::Unknown) };
        let (value, until) = scene.subject.contact(contact, self.fact);
        let answer = self.leaf.answer(&value, scene);
        let stands = Answer { change: until, ..answer }.as_of(scene.now);
        Answer { change: answer.change.min(stands.change), ..answer }
    }
}
