//! What conditions may say of the people at a customer.

use super::nearest::nearest;
use super::vocabulary::{EventId, FieldId, ValueType, Vocabulary};
use crate::error::{Error, Result};
use crate::messages::Language;
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
pub(in crate::expr) struct People {
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
    pub(in crate::expr) fn of(ruleset: &Ruleset, vocabulary: &Vocabulary) -> Self {
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

    pub(in crate::expr) fn words_of(&self, fact: ContactFact) -> &[Words] {
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
    pub(in crate::expr) fn contact_label<'a>(&'a self, name: &'a str, language: Language) -> &'a str {
        match FACTS.iter().find(|(known, ..)| self.people.has_power && *known == name) {
            Some((_, zh, _, _)) if language == Language::Zh => zh,
            Some((_, _, en, _)) => en,
            None => self.field_label(name, language),
        }
    }

    /// The types of event on which a fact of a contact depends.
    pub(in crate::expr) fn events_of_fact(&self, fact: ContactFact) -> &[EventId] {
        if fact == ContactFact::Reached { &self.people.interactions } else { &[] }
    }
}
