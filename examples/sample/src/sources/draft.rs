//! One record in the making.

use crate::calendar::{self, DAY};
use crate::company::{Company, first_day};
use crate::identifiers;
use crate::noise::{company as company_name, number, text};
use crate::person::{Contact, SLOTS};
use crate::plan::Kin;
use crate::rates;
use crate::records::{RecordPlan, Source};
use crate::rng::{Rng, Stream};
use crate::sheet::{Column, Row};
use crate::trap::{Trap, Traps};
use crate::world::World;

use super::habits::{self, Habits};
use super::mishaps;

/// What a record is made from, and the row so far.
pub(super) struct Draft<'a> {
    pub(super) world: &'a World,
    pub(super) company: &'a Company,
    pub(super) contact: &'a Contact,
    pub(super) source: Source,
    habits: &'static Habits,
    pub(super) rng: Rng,
    pub(super) row: Row,
    pub(super) traps: Traps,
    /// Whether an earlier record speaks of the contact.
    known: bool,
    /// Copied from an old list.
    stale: bool,
    created: i32,
}

/// The row, its traps, and the contact it speaks of (none for sources without people).
pub(super) fn write(world: &World, company: &Company, plan: &RecordPlan, id: String) -> (Row, Traps, String) {
    let contact = &company.contacts[plan.slot as usize % company.contacts.len()];
    let mut rng = Rng::new(world.seed, Stream::Record, plan.company, plan.ordinal);
    let created = at_work(&mut rng, first_day(world) * DAY, (world.as_of - 1) * DAY);
    let stale = rng.chance(rates::STALE);
    let (row, traps) = (Row::default(), Traps::default());
    let (source, habits, known) = (plan.source, habits::of(plan.source), plan.known);
    let mut draft = Draft { world, company, contact, source, habits, rng, row, traps, known, stale, created };
    draft.fill();
    draft.power(plan, Rng::new(world.seed, Stream::Power, plan.company, plan.ordinal + SLOTS));
    mishaps::strike(&mut draft);
    draft.row.set(Column::Id, id);
    draft.row.set(Column::Source, source.name());
    let speaks_of_contact = source != Source::Erp;
    let contact = if speaks_of_contact { contact.id() } else { String::new() };
    (draft.row, draft.traps, contact)
}

/// A minute of some day from one minute to the other, between eight in the morning and eight in the evening.
fn at_work(rng: &mut Rng, from: i32, to: i32) -> i32 {
    let day = rng.between(from, to.max(from)).div_euclid(DAY);
    day * DAY + rng.between(8 * 60, 20 * 60)
}

impl Draft<'_> {
    fn fill(&mut self) {
        for &(column, rate) in self.habits.columns {
            if self.rng.chance(rate) {
                let value = self.value(column);
                self.row.set(column, value);
            }
        }
        self.complete();
        if self.source != Source::Erp && self.contact.moved {
            self.traps.add(Trap::MovedContact);
        }
    }

    /// What sales people note of whom a contact reports to and how they look upon us.
    fn power(&mut self, plan: &RecordPlan, mut rng: Rng) {
        if self.source != Source::Crm || !self.row.is_filled(Column::Contact) {
            return;
        }
        if let Some(superior) = self.superior(plan, &mut rng) {
            self.row.set(Column::ReportsTo, superior);
        }
        if rng.chance(rates::STANCE_NOTED) {
            self.row.set(Column::Stance, self.contact.stance);
        }
    }

    /// The first contact that some record speaks of; seldom somebody whom none does.
    fn superior(&self, plan: &RecordPlan, rng: &mut Rng) -> Option<String> {
        let ledger = &self.world.ledger;
        let records =
            ledger.of_company(plan.company).iter().map(|position| &ledger.records[*position as usize]);
        let known = records.filter(|record| record.source != Source::Erp).map(|record| record.slot).min()?;
        let (slot, rate) = match known < plan.slot {
            true => (known, rates::SUPERIOR_NOTED),
            false => (0, rates::STRANGER_NOTED),
        };
        let superior =
            self.company.contacts.get(slot as usize).filter(|_| slot < plan.slot && rng.chance(rate));
        superior.map(|superior| superior.person.name.clone())
    }

    /// Of somebody known, sales people ask for a number where they have no company's name; of a stranger, for the company.
    fn complete(&mut self) {
        let (telling, asked): (&[_], _) = match self.known {
            true => (&[Column::Company, Column::Mobile], Column::Mobile),
            false => (&[Column::Company], Column::Company),
        };
        let tells = telling.iter().any(|&column| self.row.is_filled(column));
        if !tells && self.rng.chance(rates::COMPLETED) {
            let value = self.value(asked);
            self.row.set(asked, value);
        }
    }

    fn value(&mut self, column: Column) -> String {
        match column {
            Column::Company => self.company_name(),
            Column::Contact | Column::Title | Column::Department => self.about_contact(column),
            Column::Mobile | Column::Phone | Column::Email | Column::Wechat => self.reach(column),
            Column::Province | Column::City | Column::County | Column::Address => self.place(column),
            Column::Created | Column::Updated => self.date(column),
            Column::Channel | Column::Owner | Column::Level | Column::Remark => self.care(column),
            _ => self.about_company(column),
        }
    }

    fn company_name(&mut self) -> String {
        match &self.company.former_name {
            Some(former) if self.rng.chance(350) => former.clone(),
            _ => company_name::write(self.world, self.company, &mut self.rng, &self.habits.names),
        }
    }

    fn about_contact(&mut self, column: Column) -> String {
        let (person, loose) = (&self.contact.person, self.habits.loose);
        let nicknamed = match self.source {
            Source::Wechat => self.rng.chance(850),
            Source::WebForm => self.rng.chance(60),
            _ => false,
        };
        match column {
            Column::Title => self.contact.job.title.to_owned(),
            Column::Department => self.contact.job.department.to_owned(),
            _ if nicknamed => text::nickname(person, self.company, &mut self.rng),
            _ => text::person(person, self.company, &mut self.rng, loose),
        }
    }

    fn reach(&mut self, column: Column) -> String {
        let (person, rng, loose) = (&self.contact.person, &mut self.rng, self.habits.loose);
        match column {
            Column::Mobile => number::mobile(&person.mobile, rng, loose),
            Column::Wechat => person.wechat.clone(),
            Column::Email if rng.chance(self.habits.private_mail) => text::mail(&person.private_mail, rng),
            Column::Email => text::mail(&self.contact.mail, rng),
            _ => {
                if matches!(self.company.entry.kin, Kin::Subsidiary(_)) {
                    self.traps.add(Trap::SharedSwitchboard);
                }
                number::landline(&self.company.phone, &mut self.rng, loose)
            }
        }
    }

    fn place(&mut self, column: Column) -> String {
        let (world, company) = (self.world, self.company);
        if company.is_overseas() {
            return if column == Column::Address { company.street.clone() } else { String::new() };
        }
        let city = company.city(world);
        match column {
            Column::Province if self.rng.chance(350) => city.short_province().to_owned(),
            Column::Province => city.province.to_owned(),
            Column::City if self.rng.chance(300) => city.short().to_owned(),
            Column::City => city.name.to_owned(),
            Column::County => company.county(world).map_or_else(String::new, |county| county.name.to_owned()),
            _ => {
                let former = company.former_street.as_ref().filter(|_| self.stale);
                let street = former.unwrap_or(&company.street);
                text::address(world, company, street, &mut self.rng, self.habits.loose)
            }
        }
    }

    fn date(&mut self, column: Column) -> String {
        let latest = self.world.as_of * DAY - 1;
        let minute = match column {
            Column::Created => self.created,
            _ if self.stale => self.created + self.rng.between(0, 90),
            _ => at_work(&mut self.rng, self.created, latest).max(self.created),
        };
        number::date(minute.min(latest), self.habits.dates, &mut self.rng)
    }

    fn care(&mut self, column: Column) -> String {
        let rng = &mut self.rng;
        match column {
            Column::Owner => self.company.owner.to_owned(),
            Column::Level if rng.chance(250) => format!("{}级", self.company.level),
            Column::Level => self.company.level.to_owned(),
            Column::Remark if self.source == Source::WebForm => text::message(self.world, self.company, rng),
            Column::Remark if self.company.former_name.is_some() && rng.chance(600) => {
                format!("曾用名：{}", self.company.former_name.as_deref().unwrap_or_default())
            }
            Column::Remark => text::remark(self.world, self.company, rng),
            _ => channel(self.source, self.created, rng),
        }
    }

    fn about_company(&mut self, column: Column) -> String {
        let (company, rng) = (self.company, &mut self.rng);
        match column {
            Column::Uscc => number::code(&company.uscc, rng),
            Column::LegalRepresentative => company.legal_representative.clone(),
            Column::Capital => number::capital(company.capital, rng),
            Column::Employees => number::employees(company.employees, rng),
            Column::BankAccount => company.bank_account.clone(),
            Column::Postcode => company.postcode.clone(),
            Column::Website => {
                company.domain.as_ref().map_or_else(String::new, |domain| text::website(domain, rng))
            }
            Column::Industry => industry(self.world, company, rng),
            Column::OpenId => identifiers::wechat_token(rng, "oX"),
            Column::UnionId => self.contact.person.unionid.clone(),
            _ => String::new(),
        }
    }
}

fn industry(world: &World, company: &Company, rng: &mut Rng) -> String {
    let industry = world.words.industry(company.identity.industry);
    match rng.below(10) {
        0..5 => industry.class.to_owned(),
        5..8 => industry.word.to_owned(),
        8 => industry.division.to_owned(),
        _ => rng.pick(&["其他", "制造业", "服务业", "贸易"]).to_string(),
    }
}

/// Where the lead came from.
fn channel(source: Source, created: i32, rng: &mut Rng) -> String {
    match source {
        Source::Expo => expo(created, rng),
        Source::WebForm => {
            rng.pick(&["官网-试用申请", "官网-联系我们", "百度推广", "SEM", "抖音落地页", "知乎"]).to_string()
        }
        Source::Wechat => {
            rng.pick(&["公众号关注", "企业微信", "视频号直播", "朋友圈广告", "扫码"]).to_string()
        }
        _ => rng
            .pick(&["电话营销", "转介绍", "展会", "官网", "百度", "老客户", "陌拜", "阿里巴巴", "其它"])
            .to_string(),
    }
}

/// An exhibition of that year.
pub(crate) fn expo(minute: i32, rng: &mut Rng) -> String {
    let (year, _, _) = calendar::civil(minute.div_euclid(DAY));
    let name = rng.pick(&[
        "上海工博会",
        "广交会",
        "深圳高交会",
        "杭州云栖大会",
        "北京软博会",
        "成都西博会",
        "青岛机床展",
        "义博会",
    ]);
    format!("{year}{name}")
}
