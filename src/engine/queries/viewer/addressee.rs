//! Whom texts of actions name: the right person at a customer.

use std::cell::OnceCell;
use std::cmp::Reverse;

use super::Viewer;
use crate::actions::{People, Who};
use crate::columns::Row;
use crate::engine::derived::CustomerSubject;
use crate::engine::derived::Person;
use crate::normalize::{Context, normalize};
use crate::profile::Contact;
use crate::schema::FieldKind;
use crate::sort::Arrange;

/// The people of a customer, found when a text names one.
pub(super) struct Addressees<'v, 's> {
    viewer: &'v Viewer<'v>,
    anchor: Row,
    subject: &'v CustomerSubject<'s>,
    people: OnceCell<Vec<Addressee>>,
}

/// A person with what it may be meant by.
struct Addressee {
    contact: Contact,
    role: Option<String>,
    function: Option<String>,
    /// The smaller, the more senior.
    rank: usize,
    /// When it was first seen at the customer.
    since: Option<String>,
}

/// What job titles tell of seniority, the highest first.
const SENIORITY: [&str; 10] =
    ["owner", "cxo", "partner", "vp", "director", "manager", "senior", "entry", "training", "unpaid"];

impl<'v, 's> Addressees<'v, 's> {
    pub(super) fn new(viewer: &'v Viewer<'v>, anchor: Row, subject: &'v CustomerSubject<'s>) -> Self {
        Self { viewer, anchor, subject, people: OnceCell::new() }
    }

    /// Those who have not left, the most senior first, of equals the newest.
    fn people(&self) -> &[Addressee] {
        self.people.get_or_init(|| {
            let people = self.subject.people().iter();
            let mut found: Vec<Addressee> = people.filter_map(|person| self.addressee(person)).collect();
            found.arrange_by_key(|person| (person.rank, Reverse(person.since.clone())));
            found
        })
    }

    fn addressee(&self, person: &Person) -> Option<Addressee> {
        let (viewer, subjects) = (self.viewer, &self.viewer.subjects);
        let shown = viewer.contact(person, self.anchor);
        if shown.until.is_some() {
            return None;
        }
        let told = subjects.contact(person);
        let title = normalize(FieldKind::JobTitle, told.title.as_deref().unwrap_or(""), &Context::default());
        let seniority = title.part("seniority").unwrap_or_default();
        let rank = SENIORITY.iter().position(|level| *level == seniority).unwrap_or(SENIORITY.len());
        let function = title.part("function").map(str::to_owned);
        Some(Addressee { contact: shown.contact, role: told.role, function, rank, since: shown.since })
    }
}

impl People for Addressees<'_, '_> {
    fn person(&self, who: &Who) -> Option<(Contact, Option<String>)> {
        let is_meant = |person: &&Addressee| match who {
            Who::Role(role) => person.role.as_ref() == Some(role),
            Who::Function(function) => person.function.as_ref() == Some(function),
        };
        let person = self.people().iter().find(is_meant)?;
        Some((person.contact.clone(), person.since.clone()))
    }
}
