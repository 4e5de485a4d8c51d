//! The people of a customer.

use std::borrow::Cow;
use std::collections::HashMap;

use foldhash::fast::FixedState;
use serde::Serialize;

use super::golden::Survivorship;
use crate::columns::{FieldId, Row, Symbol};
use crate::normalize::{Context, Records, Value, normalize};
use crate::schema::FieldKind;
use crate::schema::ruleset::{FieldDef, Label, Part, PowerDef};
use crate::sort::Arrange;
use crate::text;

/// A contact of a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Contact {
    /// Name.
    pub name: Option<String>,
    /// Job title.
    pub title: Option<String>,
    /// Department.
    pub department: Option<String>,
    /// Part in buying decisions: a role of the ruleset's `power`, as the field tells, or else the job title.
    pub role: Option<String>,
    /// What the contact thinks of us: a stance of the ruleset's `power`.
    pub stance: Option<String>,
    /// How close we are, from 0 to 100.
    pub strength: Option<u32>,
    /// Whom the contact reports to, as the record tells.
    pub reports_to: Option<String>,
    /// Mobile number.
    pub mobile: Option<String>,
    /// Email address.
    pub email: Option<String>,
    /// WeChat ID.
    pub wechat: Option<String>,
    /// The records that speak of the person.
    pub records: Vec<String>,
}

/// Finds the people among the records of a customer.
///
/// Two records of one customer speak of the same person when mobile, email, WeChat or full name is the same.
#[derive(Debug)]
pub struct Contacts<'a> {
    at: PersonFields,
    power: Option<&'a PowerDef>,
}

/// The fields that speak of people.
#[derive(Clone, Copy, Debug)]
pub struct PersonFields {
    name: Option<FieldId>,
    title: Option<FieldId>,
    department: Option<FieldId>,
    mobile: Option<FieldId>,
    email: Option<FieldId>,
    wechat: Option<FieldId>,
    unionid: Option<FieldId>,
    role: Option<FieldId>,
    stance: Option<FieldId>,
    strength: Option<FieldId>,
    reports_to: Option<FieldId>,
}

/// What the records say of a person's part in buying decisions, by positions in the ruleset's lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Among the roles.
    pub role: Option<usize>,
    /// Among the stances.
    pub stance: Option<usize>,
    /// From 0 to 100.
    pub strength: Option<u32>,
}

impl PersonFields {
    /// Those with the customary names, and those that a power map names.
    pub fn new(fields: &[FieldDef], power: Option<&PowerDef>) -> Self {
        let place = |name: &str| fields.iter().position(|field| field.name == name);
        let [role, stance, strength, reports_to] = match power {
            Some(power) => power.fields().map(|(_, name)| name.and_then(|name| place(name))),
            None => [None; 4],
        };
        Self {
            name: place("contact"),
            title: place("title"),
            department: place("department"),
            mobile: place("mobile"),
            email: place("email"),
            wechat: place("wechat"),
            unionid: place("unionid"),
            role,
            stance,
            strength,
            reports_to,
        }
    }
}

impl<'a> Contacts<'a> {
    /// For records with these fields, and a power map.
    pub fn new(at: PersonFields, power: Option<&'a PowerDef>) -> Self {
        Self { at, power }
    }

    /// How many people there are among `rows`.
    pub fn count(&self, records: &Records, rows: &[Row]) -> usize {
        self.groups(records, rows).len()
    }

    /// The records of each person among `rows`, in the order of their first record.
    pub fn groups(&self, records: &Records, rows: &[Row]) -> Vec<Vec<Row>> {
        let mut groups: Vec<Vec<Row>> = Vec::new();
        let mut known: HashMap<(u8, Symbol), usize, FixedState> = HashMap::default();
        let mut keys = Vec::new();
        for row in rows {
            self.keys(records, *row, &mut keys);
            if keys.is_empty() {
                continue;
            }
            let mut found: Vec<usize> = keys.iter().filter_map(|key| known.get(key).copied()).collect();
            found.arrange();
            let home = found.first().copied().unwrap_or(groups.len());
            if home == groups.len() {
                groups.push(Vec::new());
            }
            for other in found.into_iter().filter(|other| *other != home) {
                let moved = groups.get_mut(other).map(std::mem::take).unwrap_or_default();
                known.values_mut().filter(|group| **group == other).for_each(|group| *group = home);
                if let Some(group) = groups.get_mut(home) {
                    group.extend(moved);
                }
            }
            if let Some(group) = groups.get_mut(home) {
                group.push(*row);
            }
            // Nobody comes after the last.
            if rows.last() != Some(row) {
                known.extend(keys.drain(..).map(|key| (key, home)));
            }
        }
        groups.retain(|group| !group.is_empty());
        groups
    }

    /// What tells people apart; the number keeps names from meeting numbers.
    fn keys(&self, records: &Records, row: Row, keys: &mut Vec<(u8, Symbol)>) {
        let fields = [self.at.name, self.at.mobile, self.at.email, self.at.wechat, self.at.unionid];
        keys.clear();
        for (tag, field) in (0..).zip(fields) {
            let values = values(records, row, field).filter(|v| v.usable());
            keys.extend(values.filter_map(|v| Some((tag, v.part(Part::Value, &records.symbols).present()?))));
        }
    }

    /// The fields that lead to the same person at another customer.
    pub fn lasting(&self) -> impl Iterator<Item = FieldId> {
        [self.at.mobile, self.at.email, self.at.unionid].into_iter().flatten()
    }

    /// What the records of a person say of its part in buying decisions.
    pub fn standing(&self, records: &Records, survivorship: &Survivorship, rows: &[Row]) -> Standing {
        let winner = |field: Option<FieldId>| survivorship.winner(field?, rows);
        let text = |value: &Value| value.shown(&records.symbols);
        let Some(power) = self.power else { return Standing::default() };
        let role = winner(self.at.role).and_then(|value| {
            let value = text::fold(text(value));
            power.roles.iter().position(|role| means(&value, &role.id, &role.name, &role.values))
        });
        let by_title = || {
            let say = Some(self.say(records, winner(self.at.title)?)).filter(|say| !say.is_empty())?;
            power.roles.iter().position(|role| role.title.as_deref() == Some(&say))
        };
        let stance = winner(self.at.stance).and_then(|value| {
            let value = text::fold(text(value));
            power.stances.iter().position(|stance| means(&value, &stance.id, &stance.name, &stance.values))
        });
        let strength = winner(self.at.strength).filter(|value| value.usable()).and_then(|value| {
            let whole = records.symbols.text(value.text).split('.').next()?;
            whole.parse().ok().map(|strength: u32| strength.min(100))
        });
        Standing { role: role.or_else(by_title), stance, strength }
    }

    /// The say of a job title in a purchase; empty where it tells none. It is known since the title was read, unless the field
    /// holds other texts.
    fn say<'r>(&self, records: &'r Records, title: &Value) -> Cow<'r, str> {
        if self.at.title.is_some_and(|field| records.kind(field) == FieldKind::JobTitle) {
            return records.symbols.text(title.part(Part::Brand, &records.symbols)).into();
        }
        let shown = title.shown(&records.symbols);
        let read = normalize(FieldKind::JobTitle, shown, &Context::default());
        read.part("buying_role").unwrap_or_default().to_owned().into()
    }

    /// Which of the people one reports to: the one with that name or mobile number.
    pub fn superior(&self, records: &Records, groups: &[Vec<Row>], person: usize) -> Option<usize> {
        let field = self.at.reports_to?;
        let rows = groups.get(person)?;
        let named = rows.iter().rev().find_map(|row| values(records, *row, Some(field)).next())?;
        let text = named.shown(&records.symbols);
        let number = normalize(FieldKind::Phone, text, &Context::default()).value;
        let folded = text::fold(text);
        let is = |row: &Row| self.is_called(records, *row, &folded, number.as_deref());
        let others = groups.iter().enumerate().filter(|(other, _)| *other != person);
        others.into_iter().find(|(_, rows)| rows.iter().any(is)).map(|(other, _)| other)
    }

    /// Whether a record gives that folded name, or that mobile number.
    fn is_called(&self, records: &Records, row: Row, folded: &str, number: Option<&str>) -> bool {
        let text = |value: &Value| records.symbols.text(value.text);
        let names = values(records, row, self.at.name).any(|name| text::fold(text(name)) == folded);
        names || values(records, row, self.at.mobile).any(|mobile| number == Some(text(mobile)))
    }

    /// Whether a text names the person: by record or, where these are `told`, by name or mobile number.
    pub fn is_named(
        &self,
        records: &Records,
        survivorship: &Survivorship,
        rows: &[Row],
        text: &str,
        told: bool,
    ) -> bool {
        let number = normalize(FieldKind::Phone, text, &Context::default()).value;
        let folded = text::fold(text);
        rows.iter().any(|row| {
            survivorship.origin(*row).1 == text
                || told && self.is_called(records, *row, &folded, number.as_deref())
        })
    }

    /// The person whom these records speak of, with the standing that they tell.
    pub fn contact(
        &self,
        records: &Records,
        survivorship: &Survivorship,
        (rows, standing): (&[Row], &Standing),
    ) -> Contact {
        let winner =
            |field: Option<FieldId>| Some(survivorship.winner(field?, rows)?.display(&records.symbols));
        let show = |field: Option<FieldId>| {
            Some(records.symbols.text(winner(field)?).to_owned()).filter(|text| !text.is_empty())
        };
        let power = |place: Option<usize>, id: fn(&PowerDef, usize) -> Option<&String>| {
            place.and_then(|place| id(self.power?, place)).cloned()
        };
        Contact {
            name: show(self.at.name),
            role: power(standing.role, |power, place| power.roles.get(place).map(|role| &role.id)),
            stance: power(standing.stance, |power, place| power.stances.get(place).map(|stance| &stance.id)),
            strength: standing.strength,
            reports_to: show(self.at.reports_to),
            title: show(self.at.title),
            department: show(self.at.department),
            mobile: show(self.at.mobile),
            email: show(self.at.email),
            wechat: show(self.at.wechat),
            records: rows.iter().map(|row| survivorship.origin(*row).1.to_owned()).collect(),
        }
    }
}

fn values(records: &Records, row: Row, field: Option<FieldId>) -> impl Iterator<Item = &Value> {
    let cell = field.map(|field| records.cell(row, field)).unwrap_or_default();
    records.values(cell).iter()
}

/// Whether a folded text means something of that id and name.
fn means(folded: &str, id: &str, name: &Label, values: &[String]) -> bool {
    let mut words = [id, &name.zh, &name.en].into_iter().chain(values.iter().map(String::as_str));
    words.any(|word| text::fold(word) == folded)
}
