//! The people of a customer.

use std::cell::RefCell;
use std::collections::HashMap;

use foldhash::fast::FixedState;
use serde::Serialize;

use super::golden::Survivorship;
use crate::columns::{FieldId, Row, Symbol};
use crate::normalize::{Context, Records, normalize};
use crate::schema::FieldKind;
use crate::schema::ruleset::{FieldDef, Part};
use crate::sort::Arrange;

/// A contact of a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Contact {
    /// Name.
    pub name: Option<String>,
    /// Job title.
    pub title: Option<String>,
    /// Department.
    pub department: Option<String>,
    /// Part in buying decisions, from the job title: `decision_maker`, `influencer` or `user`.
    pub role: Option<String>,
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
pub struct Contacts {
    name: Option<FieldId>,
    title: Option<FieldId>,
    department: Option<FieldId>,
    mobile: Option<FieldId>,
    email: Option<FieldId>,
    wechat: Option<FieldId>,
    unionid: Option<FieldId>,
    /// The parts in buying decisions of the titles seen so far: many people have the same few.
    roles: RefCell<HashMap<Symbol, Option<String>, FixedState>>,
}

impl Contacts {
    /// For the fields of a ruleset that have the customary names.
    pub fn new(fields: &[FieldDef]) -> Self {
        let place = |name: &str| fields.iter().position(|field| field.name == name);
        Self {
            name: place("contact"),
            title: place("title"),
            department: place("department"),
            mobile: place("mobile"),
            email: place("email"),
            wechat: place("wechat"),
            unionid: place("unionid"),
            roles: RefCell::default(),
        }
    }

    /// The people among `rows`, in the order of their first record.
    pub fn of(&self, records: &Records, survivorship: &Survivorship, rows: &[Row]) -> Vec<Contact> {
        self.groups(records, rows).iter().map(|group| self.contact(records, survivorship, group)).collect()
    }

    /// How many people there are among `rows`.
    pub fn count(&self, records: &Records, rows: &[Row]) -> usize {
        self.groups(records, rows).len()
    }

    fn groups(&self, records: &Records, rows: &[Row]) -> Vec<Vec<Row>> {
        let mut groups: Vec<Vec<Row>> = Vec::new();
        let mut known: HashMap<(u8, Symbol), usize, FixedState> = HashMap::default();
        for row in rows {
            let keys = self.keys(records, *row);
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
            known.extend(keys.into_iter().map(|key| (key, home)));
        }
        groups.retain(|group| !group.is_empty());
        groups
    }

    /// What tells people apart; the number keeps names from meeting numbers.
    fn keys(&self, records: &Records, row: Row) -> Vec<(u8, Symbol)> {
        let fields = [self.name, self.mobile, self.email, self.wechat, self.unionid];
        let of_field = |(tag, field): (usize, Option<FieldId>)| {
            let cell = field.map(|f| records.cell(row, f)).unwrap_or_default();
            let values = records.values(cell).iter().filter(|v| v.usable);
            values.filter_map(move |v| Some((tag as u8, v.part(Part::Value).present()?))).collect::<Vec<_>>()
        };
        fields.into_iter().enumerate().flat_map(of_field).collect()
    }

    fn buying_role(&self, records: &Records, title: Symbol) -> Option<String> {
        let read = || buying_role(records.symbols.text(title));
        self.roles.borrow_mut().entry(title).or_insert_with(read).clone()
    }

    fn contact(&self, records: &Records, survivorship: &Survivorship, rows: &[Row]) -> Contact {
        let winner = |field: Option<FieldId>| Some(survivorship.winner(field?, rows)?.display);
        let show = |field: Option<FieldId>| {
            Some(records.symbols.text(winner(field)?).to_owned()).filter(|text| !text.is_empty())
        };
        Contact {
            name: show(self.name),
            role: winner(self.title).and_then(|title| self.buying_role(records, title)),
            title: show(self.title),
            department: show(self.department),
            mobile: show(self.mobile),
            email: show(self.email),
            wechat: show(self.wechat),
            records: rows.iter().map(|row| survivorship.origin(*row).1).collect(),
        }
    }
}

fn buying_role(title: &str) -> Option<String> {
    normalize(FieldKind::JobTitle, title, &Context::default()).part("buying_role").map(str::to_owned)
}
