//! What a written row says that is true of its customer.

use std::collections::BTreeSet;

use super::slip::stands_in;
use crate::company::Company;
use crate::records::RecordPlan;
use crate::sheet::{Column, Row};
use crate::world::World;

const GENERIC_MAILBOXES: [&str; 6] = ["info@", "sales@", "admin@", "office@", "hr@", "purchase@"];

/// The facts that a careful person would compare.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Numbers, addresses and accounts that nobody else has.
    marks: BTreeSet<String>,
    /// The registered name, up to a slip.
    legal: bool,
    /// Brand and trade (and the branch's own part), up to a slip.
    named: bool,
    /// The brand (and the branch's own part).
    branded: bool,
    city: bool,
    contact: bool,
    street: Option<String>,
    /// The company's present name is there, with no trade to tell the brand's bearers apart.
    pub(super) brand_only: bool,
    /// The person whom the record speaks of.
    slot: u32,
}

impl Facts {
    pub(super) fn read(world: &World, company: &Company, plan: &RecordPlan, row: &Row) -> Self {
        let reader = Reader { world, company, row };
        let slot = plan.slot % company.contacts.len() as u32;
        let place = reader.joined(&[Column::Province, Column::City, Column::Address, Column::Company]);
        let streets = [Some(&company.street), company.former_street.as_ref()];
        let person = fold(world, &company.contacts[slot as usize].person.name);
        let (legal, named, branded) = reader.name();
        Self {
            marks: reader.marks(),
            legal,
            named,
            branded,
            // Abroad there is no city to mistake the company's for.
            city: company.is_overseas() || place.contains(&fold(world, company.city(world).short())),
            contact: reader.joined(&[Column::Contact, Column::Title, Column::Company]).contains(&person),
            street: streets.into_iter().flatten().find(|s| place.contains(&fold(world, s))).cloned(),
            brand_only: !named && reader.brand_as_company(),
            slot,
        }
    }

    /// Whether the two rows alone show that they speak of one company.
    pub(super) fn agree(&self, other: &Self) -> bool {
        let city = self.city && other.city;
        let contact = self.contact && other.contact && self.slot == other.slot;
        let street = self.street.is_some() && self.street == other.street;
        !self.marks.is_disjoint(&other.marks)
            || self.legal && other.legal
            || self.named && other.named && (city || contact)
            || self.branded && other.branded && city && (contact || street)
    }
}

struct Reader<'a> {
    world: &'a World,
    company: &'a Company,
    row: &'a Row,
}

impl Reader<'_> {
    fn joined(&self, columns: &[Column]) -> String {
        let cells: Vec<_> = columns.iter().map(|&column| fold(self.world, self.row.get(column))).collect();
        cells.join(" ")
    }

    /// Whether the name is the registered one, has brand and trade, has the brand.
    fn name(&self) -> (bool, bool, bool) {
        let (words, identity) = (&self.world.words, &self.company.identity);
        let folded = |text: &str| fold(self.world, text).chars().collect::<Vec<_>>();
        // Some rows have the company where the contact should be.
        let text = folded(&(self.row.get(Column::Company).to_owned() + self.row.get(Column::Contact)));
        let has = |word: &str| stands_in(&text, &folded(word));
        let tail = identity.tail.is_empty() || has(&identity.tail);
        let legal = has(&self.company.legal);
        let named = legal || tail && has(&format!("{}{}", identity.brand, identity.short_trade(words)));
        (legal, named, named || tail && has(&identity.brand))
    }

    fn brand_as_company(&self) -> bool {
        let brand = fold(self.world, &self.company.identity.brand);
        self.joined(&[Column::Company]).contains(&brand) && self.former_name().is_empty()
    }

    fn marks(&self) -> BTreeSet<String> {
        let company = self.company;
        let people = company.contacts.iter().map(|contact| &contact.person);
        let numbers = people.clone().map(|person| person.mobile.clone());
        let landline = Some(company.phone.local.clone()).filter(|_| !company.entry.in_group);
        let tokens = people.clone().flat_map(|person| [person.unionid.clone(), person.wechat.clone()]);
        let mails = company.contacts.iter().map(|contact| contact.mail.clone());
        let mails = mails.chain(people.map(|person| person.private_mail.clone()));
        let own = [company.uscc.clone(), company.bank_account.clone()];
        let found = [
            self.found(
                numbers.chain(landline),
                &[Column::Mobile, Column::Phone, Column::Wechat, Column::Contact],
            ),
            self.found(tokens, &[Column::UnionId, Column::Wechat]),
            self.found(
                mails.filter(|mail| !is_generic(mail)),
                &[Column::Email, Column::Mobile, Column::Website],
            ),
            self.found(own, &[Column::Uscc, Column::BankAccount]),
            self.former_name(),
        ];
        found.into_iter().flatten().collect()
    }

    fn found(&self, values: impl IntoIterator<Item = String>, columns: &[Column]) -> Vec<String> {
        let text = self.joined(columns);
        let stands = |value: &String| !value.is_empty() && text.contains(&fold(self.world, value));
        values.into_iter().filter(stands).collect()
    }

    /// The former name as the name, or noted beside the new one.
    fn former_name(&self) -> Vec<String> {
        self.found(self.company.former_name.clone(), &[Column::Company, Column::Remark])
    }
}

fn is_generic(mail: &str) -> bool {
    GENERIC_MAILBOXES.iter().any(|mailbox| mail.starts_with(mailbox))
}

/// The text without what nobody would take for a difference: width, case, punctuation, traditional characters, the long form
/// of 有限公司.
fn fold(world: &World, text: &str) -> String {
    let narrow = |c: char| match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        _ => c,
    };
    let characters = text.chars().map(narrow).filter(|c| c.is_alphanumeric());
    let folded: String = characters.map(|c| world.words.glyphs.traditional(c.to_ascii_lowercase())).collect();
    let written = |name: &str| name.chars().map(|c| world.words.glyphs.traditional(c)).collect::<String>();
    folded.replace(&written("有限责任公司"), &written("有限公司"))
}
