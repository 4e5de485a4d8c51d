//! The power map of a customer: who decides, and whether somebody talks to them.

use std::cell::OnceCell;

use super::subject::Subjects;
use crate::columns::{Row, Symbol, Symbols};
use crate::expr::{Answer, NEVER, Span};
use crate::matching::Index;
use crate::normalize::civil::Timestamp;
use crate::profile::{Contact, Event, Pair, Standing, SubjectKey};
use crate::schema::ruleset::{Entity, PowerDef, Ruleset};

/// A person with what it did.
#[derive(Debug)]
pub(in crate::engine) struct Person<'a> {
    pub(in crate::engine) rows: Vec<Row>,
    standing: OnceCell<Standing>,
    /// The person's place in the list that it reports to.
    pub(in crate::engine) superior: Option<usize>,
    /// What concerns the person rather than its company, earliest first.
    pub(in crate::engine) events: Vec<&'a Event>,
    /// Those of them that are interactions.
    pub(in crate::engine) interactions: Vec<&'a Event>,
    /// Whether there was one lately.
    pub(in crate::engine) reached: Answer,
}

/// Whom we talk to.
#[derive(Clone, Debug, Default)]
pub(in crate::engine) struct Reach {
    pub(in crate::engine) contacts: usize,
    pub(in crate::engine) reached: usize,
    /// The wanted roles, and those of them of which nobody is reached.
    pub(super) wanted: usize,
    pub(in crate::engine) gaps: Vec<usize>,
    /// All stands until then.
    pub(super) until: Timestamp,
}

/// What the power map comes to.
#[derive(Clone, Debug, Default)]
pub(in crate::engine) struct PowerNumbers {
    /// Of each role, how many people are known, and how many of them are reached.
    pub(in crate::engine) roles: Vec<(usize, usize)>,
    pub(super) supporters: usize,
    pub(super) opponents: usize,
    /// How many people have each stance.
    pub(in crate::engine) stances: Vec<usize>,
    /// Average strength.
    pub(in crate::engine) strength: Option<u32>,
}

impl Reach {
    /// The share of the wanted roles that are known and reached, in percent.
    pub(in crate::engine) fn coverage(&self) -> Option<usize> {
        let covered = self.wanted.checked_sub(self.gaps.len())?;
        covered.saturating_mul(100).checked_div(self.wanted)
    }

    /// Whether all hangs on one person: only one is known, or only one is reached.
    pub(in crate::engine) fn single_thread(&self) -> bool {
        self.contacts == 1 || self.reached == 1
    }
}

impl PowerNumbers {
    /// From -100, when all whose stance is known are against us, to 100.
    pub(in crate::engine) fn balance(&self) -> Option<i64> {
        let known = i64::try_from(self.stances.iter().sum::<usize>()).ok()?;
        let [supporters, opponents] =
            [self.supporters, self.opponents].map(|n| i64::try_from(n).unwrap_or(i64::MAX));
        supporters.saturating_sub(opponents).saturating_mul(100).checked_div(known)
    }
}

/// Which events concern a person rather than its company, and which of them are interactions.
#[derive(Debug)]
pub(super) struct Interactions {
    /// The types; all, where there are none.
    kinds: Vec<Symbol>,
    is_all: bool,
    /// What leads to a person: its record, or a field that speaks of it.
    subjects: Vec<Symbol>,
    span: Span,
}

impl Interactions {
    /// As a ruleset has it.
    pub(super) fn new(ruleset: &Ruleset, symbols: &mut Symbols) -> Self {
        let power = ruleset.power.as_ref();
        let kinds = power.map_or(&[][..], |power| &power.interactions);
        let personal = ruleset.fields.iter().filter(|field| field.entity == Entity::Contact);
        let subjects = personal.map(|field| field.name.as_str()).chain([crate::engine::ingest::RECORD]);
        Self {
            is_all: kinds.is_empty(),
            subjects: subjects.map(|name| symbols.intern(name)).collect(),
            kinds: kinds.iter().map(|kind| symbols.intern(kind)).collect(),
            span: power.and_then(|power| power.reached).map_or(Span::Ever, Span::Within),
        }
    }
}

impl<'a> Subjects<'a> {
    /// The people among the rows of a customer, with what they did of its events.
    pub(super) fn people(&self, rows: &[Row], events: &[&'a Event]) -> Vec<Person<'a>> {
        let groups = self.contacts.groups(self.records, rows);
        let superior = |place| self.contacts.superior(self.records, &groups, place);
        let superiors: Vec<Option<usize>> = (0..groups.len()).map(superior).collect();
        let events = self.concerning(&groups, events);
        let people = groups.into_iter().zip(superiors).zip(events);
        people.map(|((rows, superior), events)| self.person(rows, superior, events)).collect()
    }

    /// The events that concern each of some people, earliest first: one that names nothing else belongs to a record of whom it
    /// names, but one that names the company as well may belong to any record of that.
    fn concerning(&self, groups: &[Vec<Row>], events: &[&'a Event]) -> Vec<Vec<&'a Event>> {
        let mut lists = vec![Vec::new(); groups.len()];
        if groups.is_empty() {
            return lists;
        }
        let is_personal = |(name, _): &Pair| self.names.interactions.subjects.contains(name);
        for event in events {
            let personal = self.events.subjects(event).filter(is_personal).count();
            if personal == 0 {
                continue;
            }
            let alone = personal == self.events.subjects(event).count();
            let concerns = |group: &Vec<Row>| match event.row() {
                Some(row) if alone => group.contains(&row),
                _ => self.names(event, group),
            };
            if let Some((list, _)) = lists.iter_mut().zip(groups).find(|(_, group)| concerns(group)) {
                list.push(event);
            }
        }
        lists
    }

    /// Whether an event names one of the rows, or has a value of a person in common with one.
    fn names(&self, event: &Event, rows: &[Row]) -> bool {
        let engine = self.engine;
        let rule = |name| {
            Index::rule_of_field(&engine.model, engine.ruleset.field(self.records.symbols.text(name))?.0)
        };
        let personal =
            self.events.subjects(event).filter(|(name, _)| self.names.interactions.subjects.contains(name));
        let rules: Vec<u16> = personal.filter_map(|(name, _)| Some(rule(name)?.0)).collect();
        self.events.keys_of(event).any(|key| match key {
            SubjectKey::Record(_) => event.row().is_some_and(|row| rows.contains(&row)),
            SubjectKey::Shared(key) => {
                let known = rules.contains(&key.rule) && !engine.index.is_generic(&engine.model, key);
                known && engine.index.rows(key).iter().any(|row| rows.contains(row))
            }
        })
    }

    fn person(&self, rows: Vec<Row>, superior: Option<usize>, events: Vec<&'a Event>) -> Person<'a> {
        let Interactions { kinds, is_all, span, .. } = &self.names.interactions;
        let mut interactions = events.clone();
        interactions.retain(|event| *is_all || kinds.contains(&self.events.kind(event)));
        let horizon = span.horizon(self.now);
        let recent = interactions.iter().rev().take_while(|event| event.time >= horizon);
        let reached = Answer::any(recent.map(|event| span.counts(event.time, self.now, self.zone)));
        Person { rows, standing: OnceCell::new(), superior, events, interactions, reached }
    }

    /// What the records of a person say of its part in buying decisions.
    pub(super) fn standing<'p>(&self, person: &'p Person) -> &'p Standing {
        person.standing.get_or_init(|| self.contacts.standing(self.records, &self.survivorship, &person.rows))
    }

    /// A person as its records speak of it.
    pub(in crate::engine) fn contact(&self, person: &Person) -> Contact {
        let told = (person.rows.as_slice(), self.standing(person));
        self.contacts.contact(self.records, &self.survivorship, told)
    }

    /// Whom we talk to at a customer. The parts of those whom we do not talk to are not looked at.
    pub(in crate::engine) fn reach(&self, power: &PowerDef, people: &[Person]) -> Reach {
        let reached = || people.iter().filter(|person| person.reached.holds());
        let wanted =
            || power.roles.iter().enumerate().filter(|(_, role)| role.wanted).map(|(place, _)| place);
        let covered: Vec<usize> = reached().filter_map(|person| self.standing(person).role).collect();
        Reach {
            contacts: people.len(),
            reached: reached().count(),
            wanted: wanted().count(),
            gaps: wanted().filter(|role| !covered.contains(role)).collect(),
            until: people.iter().map(|person| person.reached.change).min().unwrap_or(NEVER),
        }
    }

    /// What the power map of a customer comes to.
    pub(in crate::engine) fn power_numbers(&self, power: &PowerDef, people: &[Person]) -> PowerNumbers {
        let mut numbers = PowerNumbers {
            roles: vec![(0, 0); power.roles.len()],
            stances: vec![0; power.stances.len()],
            ..PowerNumbers::default()
        };
        for person in people {
            let standing = self.standing(person);
            let role = standing.role.and_then(|role| numbers.roles.get_mut(role));
            if let Some((known, reached)) = role {
                *known += 1;
                *reached += usize::from(person.reached.holds());
            }
            let stance = standing.stance.and_then(|stance| numbers.stances.get_mut(stance));
            stance.into_iter().for_each(|count| *count += 1);
        }
        let weighing = |sign: i32| {
            let stances = power.stances.iter().zip(&numbers.stances);
            stances.filter(|(stance, _)| stance.weight.signum() == sign).map(|(_, count)| count).sum()
        };
        (numbers.supporters, numbers.opponents) = (weighing(1), weighing(-1));
        let strengths: Vec<u32> = people.iter().filter_map(|person| self.standing(person).strength).collect();
        numbers.strength = strengths.iter().sum::<u32>().checked_div(strengths.len() as u32);
        numbers
    }
}
