//! The people of a customer: who they are, whom they report to, where else they are.

use super::Viewer;
use crate::columns::{FieldId, Key, Row};
use crate::engine::derived::{Person, PowerNumbers};
use crate::engine::queries::views::*;
use crate::engine::stewardship::Relative;
use crate::matching::Index;
use crate::normalize::Value;
use crate::normalize::civil::Timestamp;
use crate::reason::Reason;
use crate::schema::ruleset::FieldDef;

/// When a person was first and last seen.
type Seen = Option<(Timestamp, Timestamp)>;

impl<'a> Viewer<'a> {
    pub(super) fn contacts(&self, people: &[Person], anchor: Row) -> Vec<ContactView> {
        people.iter().map(|person| self.contact(person, anchor)).collect()
    }

    pub(super) fn contact(&self, person: &Person, anchor: Row) -> ContactView {
        let (engine, subjects) = (self.engine, &self.subjects);
        let zone = engine.context.utc_offset;
        let mut contact = subjects.contact(person);
        self.mask(&mut contact);
        let seen = self.seen(&person.rows, person);
        let mut elsewhere = self.elsewhere(&person.rows, anchor);
        let day = |time: Timestamp| time.date(zone).to_string();
        // Who turns up at another customer after the last sign of life here has gone there.
        let left = seen.and_then(|(_, last)| {
            elsewhere.iter().filter_map(|(_, seen)| Some((*seen)?.0)).filter(|since| *since > last).min()
        });
        let places = elsewhere.drain(..).map(|(anchor, seen)| Elsewhere {
            customer_id: engine.customer_id(anchor),
            customer_name: self.name(anchor),
            since: seen.map(|(since, _)| day(since)),
            last: seen.map(|(_, last)| day(last)),
        });
        ContactView {
            contact,
            interactions: person.interactions.len(),
            last: person.interactions.last().map(|event| event.time.to_rfc3339(zone)),
            reached: person.reached.holds(),
            since: seen.map(|(since, _)| day(since)),
            until: left.map(day),
            elsewhere: places.collect(),
        }
    }

    fn mask(&self, contact: &mut crate::profile::Contact) {
        if self.view.is_full() {
            return;
        }
        let field = |name: &str| self.engine.ruleset.field(name).map(|(_, field)| field);
        let parts = [
            ("contact", &mut contact.name),
            ("title", &mut contact.title),
            ("department", &mut contact.department),
            ("mobile", &mut contact.mobile),
            ("email", &mut contact.email),
            ("wechat", &mut contact.wechat),
        ];
        for (name, part) in parts {
            *part = field(name).and_then(|field| self.view.shown(field, part.as_deref()?));
        }
        let named = |name: &Option<String>| name.as_deref().and_then(field);
        let shown = |field: Option<&FieldDef>| field.is_some_and(|field| self.view.shows(field));
        let power = self.subjects.power;
        let of =
            |key: usize| power.and_then(|power| power.fields().get(key).and_then(|(_, name)| name.cloned()));
        contact.reports_to =
            named(&of(3)).and_then(|field| self.view.shown(field, contact.reports_to.as_deref()?));
        contact.stance = contact.stance.take().filter(|_| shown(named(&of(1))));
        contact.strength = contact.strength.filter(|_| shown(named(&of(2))));
        // A role may be read off the title, so who may not see the one must not see the other.
        let seen = shown(field("title")) && of(0).is_none_or(|name| shown(field(&name)));
        contact.role = contact.role.take().filter(|_| seen);
    }

    /// When records of a person were written, and what concerns it took place.
    fn seen(&self, rows: &[Row], person: &Person) -> Seen {
        let written = rows.iter().flat_map(|row| self.engine.written(*row));
        span(written.chain(person.events.iter().map(|event| event.time)))
    }

    /// The other customers among whose records the same person is, by what does not change with the employer.
    fn elsewhere(&self, rows: &[Row], anchor: Row) -> Vec<(Row, Seen)> {
        let mut places: Vec<(Row, Seen)> = Vec::new();
        for field in self.subjects.contacts.lasting() {
            for other in rows.iter().flat_map(|row| self.sharing(*row, field)) {
                let home = self.engine.clusters.anchor(other);
                let events = self.engine.events.of(&[other]);
                let seen = span(self.engine.written(other).chain(events.iter().map(|event| event.time)));
                match places.iter_mut().find(|(known, _)| *known == home) {
                    _ if home == anchor => {}
                    Some((_, known)) => *known = span(known.iter().chain(&seen).flat_map(|(a, b)| [*a, *b])),
                    None => places.push((home, seen)),
                }
            }
        }
        places
    }

    /// The rows that have the same value in a field, unless it says nothing.
    fn sharing(&self, row: Row, field: FieldId) -> Vec<Row> {
        let engine = self.engine;
        let Some((rule, part)) = Index::rule_of_field(&engine.model, field) else { return Vec::new() };
        let values = |row: Row| engine.records.values(engine.records.cell(row, field)).iter();
        let part_of = |value: &Value| value.part(part, &engine.records.symbols);
        let parts = values(row).filter(|value| value.usable()).filter_map(|value| part_of(value).present());
        let mut found = Vec::new();
        for value in parts {
            let key = Key::of(rule, value);
            if !engine.index.is_generic(&engine.model, key) {
                // Another field may have the same key, as a mobile number has in the column of phones.
                let same = |other: &&Row| values(**other).any(|v| part_of(v) == value);
                found.extend(engine.index.rows(key).iter().filter(same));
            }
        }
        found
    }

    /// The customers that this one is related to, those that it no longer is included.
    pub(super) fn relations(&self, relatives: &[Relative<'_>]) -> Vec<RelationView<'a>> {
        let engine = self.engine;
        let language = engine.language();
        let zone = engine.context.utc_offset;
        let view = |relative: &Relative| {
            let (kind, name) = engine.ruleset.relations.get(relative.relation)?.side(relative.forward);
            let bond = relative.bond;
            let deed = bond.and_then(|bond| Some(&engine.operations.get(bond.operation)?.deed));
            let time = |time: Option<Timestamp>| time.map(|time| time.to_rfc3339(zone));
            Some(RelationView {
                kind,
                name: name.get(language),
                customer_id: engine.customer_id(relative.anchor),
                customer_name: self.name(relative.anchor),
                current: relative.holds(self.now).holds(),
                from: time(bond.and_then(|bond| bond.from)),
                until: time(bond.and_then(|bond| bond.until)),
                operation: bond.map(|bond| engine.operation_id(bond.operation)),
                actor: deed.map(|deed| deed.actor.clone()).unwrap_or_default(),
                reason: deed.map(|deed| deed.reason.clone()).unwrap_or_default(),
            })
        };
        relatives.iter().filter_map(view).collect()
    }

    /// The power map, where the ruleset has one and the reader may see whom it shows.
    pub(super) fn power(&self, people: &[Person]) -> Option<PowerView<'a>> {
        let power = self.subjects.power?;
        let numbers = self.subjects.power_numbers(power, people);
        let reach = self.subjects.reach(power, people);
        let language = self.engine.language();
        let roles = power.roles.iter().zip(&numbers.roles);
        let reports_to = power.reports_to.as_ref().and_then(|name| self.engine.ruleset.field(name));
        let told = reports_to.is_some_and(|(_, field)| self.view.shows(field));
        let edge = |(from, person): (usize, &Person)| {
            Some(ReportsTo { from, to: person.superior.filter(|_| told)? })
        };
        Some(PowerView {
            roles: roles
                .map(|(role, (known, reached))| RoleCount {
                    id: &role.id,
                    name: role.name.get(language),
                    known: *known,
                    reached: *reached,
                    wanted: role.wanted,
                })
                .collect(),
            stances: power
                .stances
                .iter()
                .zip(&numbers.stances)
                .map(|(stance, count)| StanceCount {
                    id: &stance.id,
                    name: stance.name.get(language),
                    count: *count,
                })
                .collect(),
            edges: people.iter().enumerate().filter_map(edge).collect(),
            contacts: reach.contacts,
            reached: reach.reached,
            coverage: reach.coverage(),
            gaps: reach.gaps.iter().filter_map(|role| self.gap(&numbers, *role)).collect(),
            balance: numbers.balance(),
            strength: numbers.strength,
            single_thread: reach.single_thread(),
        })
    }

    fn gap(&self, numbers: &PowerNumbers, role: usize) -> Option<Gap<'a>> {
        let definition = self.subjects.power?.roles.get(role)?;
        let language = self.engine.language();
        let known = numbers.roles.get(role).is_some_and(|(known, _)| *known > 0);
        let code = if known { "power/unreached" } else { "power/unknown" };
        let reason = Reason::new(code).with("role", definition.name.get(language));
        Some(Gap { role: &definition.id, text: reason.text(language), reason })
    }
}

/// The first and the last of some instants.
fn span(times: impl Iterator<Item = Timestamp>) -> Seen {
    times.fold(None, |seen, time| match seen {
        None => Some((time, time)),
        Some((first, last)) => Some((time.min(first), time.max(last))),
    })
}
