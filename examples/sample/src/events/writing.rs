//! One event as a line of `events.csv`.

use super::{EventPlan, Kind};
use crate::calendar::{self, DAY, Style};
use crate::company::Company;
use crate::records::Source;
use crate::rng::{Rng, Spread, Stream, spread};
use crate::sheet;
use crate::sources;
use crate::world::World;

/// Headers of `events.csv`: whom it concerns stands in one of the columns from `record_id` to `uscc`.
pub(crate) const HEADERS: [&str; 25] = [
    "event_id",
    "type",
    "time",
    "record_id",
    "company",
    "mobile",
    "email",
    "uscc",
    "amount",
    "product",
    "contract_no",
    "start_date",
    "end_date",
    "channel",
    "result",
    "category",
    "satisfaction",
    "status",
    "page",
    "price",
    "document",
    "opportunity_id",
    "stage",
    "probability",
    "expected_close",
];

/// Appends the event's line.
pub(crate) fn write(world: &World, event: &EventPlan, out: &mut Vec<u8>) {
    let company = world.company(event.company);
    let rng = Rng::new(world.seed, Stream::Event, event.company, u32::from(event.ordinal));
    let mut line = Line { world, event, company: &company, rng, cells: Default::default() };
    line.set("event_id", event_id(world, event));
    line.set("type", event.kind.name());
    line.set("time", calendar::write(event.minute, Style::Zoned));
    line.concern();
    line.details();
    sheet::write_line(out, line.cells.iter().map(String::as_str));
}

fn event_id(world: &World, event: &EventPlan) -> String {
    let serial = event.company.wrapping_mul(512).wrapping_add(u32::from(event.ordinal));
    format!("EV{:010}", spread(Spread::Event, serial, 10_000_000_000, world.seed))
}

struct Line<'a> {
    world: &'a World,
    event: &'a EventPlan,
    company: &'a Company,
    rng: Rng,
    cells: [String; 25],
}

impl Line<'_> {
    fn set(&mut self, header: &str, value: impl Into<String>) {
        if let Some(at) = HEADERS.iter().position(|name| *name == header) {
            self.cells[at] = value.into();
        }
    }

    /// Whom it concerns: mostly a record, else what the system that wrote it knew.
    fn concern(&mut self) {
        if self.event.stray {
            return self.stranger();
        }
        let contact = &self.company.contacts[self.rng.below(self.company.contacts.len() as u32) as usize];
        let invoiced = matches!(self.event.kind, Kind::Order | Kind::Payment | Kind::Contract);
        match self.rng.below(100) {
            0..5 if invoiced && !self.company.uscc.is_empty() => self.set("uscc", self.company.uscc.as_str()),
            0..9 => self.set("company", self.company.legal.as_str()),
            9..14 if !invoiced => self.set("mobile", contact.person.mobile.as_str()),
            14..18 if !invoiced => self.set("email", contact.mail.as_str()),
            _ => {
                let position = self.record(invoiced);
                self.set("record_id", self.world.record_id(position));
            }
        }
    }

    /// One of the company's records; deals are booked on those of CRM and ERP, if there are any.
    fn record(&mut self, invoiced: bool) -> u32 {
        let all = self.world.ledger.of_company(self.event.company);
        let source = |position: u32| self.world.ledger.records[position as usize].source;
        let booked = |&position: &u32| matches!(source(position), Source::Crm | Source::Erp);
        let fitting: Vec<u32> = all.iter().copied().filter(|position| invoiced && booked(position)).collect();
        *self.rng.pick(if fitting.is_empty() { all } else { &fitting })
    }

    fn stranger(&mut self) {
        match self.rng.below(3) {
            0 => {
                let id = format!("KH9{}", self.rng.digits(6));
                self.set("record_id", id);
            }
            1 => {
                let mobile = format!("100{}", self.rng.digits(8));
                self.set("mobile", mobile);
            }
            _ => {
                let email = format!("noreply{}@unknown-sender.cn", self.rng.digits(4));
                self.set("email", email);
            }
        }
    }

    fn details(&mut self) {
        match self.event.kind {
            Kind::Order | Kind::Quote | Kind::Payment => self.money(),
            Kind::Contract => self.contract(),
            Kind::Visit => self
                .pick_all(&[("channel", &["上门", "电话", "微信", "视频会议"]), ("result", &VISIT_RESULTS)]),
            Kind::Ticket => self.ticket(),
            Kind::PageView => {
                self.pick_all(&[(
                    "page",
                    &["/pricing", "/product", "/cases", "/docs/api", "/", "/contact", "/solution"],
                )]);
                self.product();
            }
            Kind::Download => self.pick_all(&[(
                "document",
                &["产品白皮书.pdf", "报价单模板.xlsx", "实施方案.docx", "客户案例集.pdf"],
            )]),
            Kind::Trial => self.product(),
            Kind::Expo => {
                let name = sources::expo(self.event.minute, &mut self.rng);
                self.set("channel", name);
            }
            Kind::LiveStream => self.pick_all(&[
                ("channel", &["视频号", "抖音", "腾讯会议"]),
                ("result", &["观看", "提问", "领取资料"]),
            ]),
            Kind::EmailOpen => {
                self.pick_all(&[("document", &["新品发布", "季度优惠", "续费提醒", "行业报告", "邀请函"])])
            }
            Kind::Opportunity | Kind::Won | Kind::Lost => self.opportunity(),
        }
    }

    fn pick_all(&mut self, choices: &[(&str, &[&str])]) {
        for (header, values) in choices {
            let value = *self.rng.pick(values);
            self.set(header, value);
        }
    }

    fn product(&mut self) {
        let (product, price) = *self.rng.pick(&self.world.words.catalogue);
        self.set("product", product);
        if self.event.kind == Kind::PageView {
            self.set("price", price.to_string());
        }
    }

    /// The amount and the product of a deal are those of its order.
    fn money(&mut self) {
        let mut deal =
            Rng::new(self.world.seed, Stream::Amount, self.event.company, u32::from(self.event.root));
        let (product, price) = *deal.pick(&self.world.words.catalogue);
        self.set("product", product);
        self.set("amount", amount(&mut deal, price, self.company.employees));
    }

    fn contract(&mut self) {
        let start = self.event.minute.div_euclid(DAY);
        let years = if self.event.pressing { 1 } else { self.rng.between(1, 3) };
        let end = start + 365 * years;
        let number = format!("HT{}-{}", calendar::write(start * DAY, Style::Compact), self.rng.digits(4));
        self.money();
        self.set("contract_no", number);
        self.set("start_date", calendar::write(start * DAY, Style::Iso));
        self.set("end_date", calendar::write(end * DAY, Style::Iso));
    }

    fn opportunity(&mut self) {
        let serial = self.event.company.wrapping_mul(512).wrapping_add(u32::from(self.event.root));
        let number = spread(Spread::Event, serial, 100_000_000, self.world.seed);
        let (stage, probability) = match self.event.kind {
            Kind::Won => ("赢单", 100),
            Kind::Lost => ("输单", 0),
            _ => *self.rng.pick(&[("需求确认", 30), ("方案报价", 50), ("商务谈判", 70)]),
        };
        let close = self.event.minute.div_euclid(DAY) + self.rng.between(30, 150);
        self.money();
        self.set("opportunity_id", format!("SJ{number:08}"));
        self.set("stage", stage);
        self.set("probability", probability.to_string());
        if self.event.kind == Kind::Opportunity {
            self.set("expected_close", calendar::write(close * DAY, Style::Iso));
        }
    }

    fn ticket(&mut self) {
        let complaint = self.event.pressing || self.rng.chance(240);
        let category =
            if complaint { "complaint" } else { *self.rng.pick(&["repair", "question", "question"]) };
        let satisfaction = if complaint { self.rng.between(1, 3) } else { self.rng.between(3, 5) };
        self.set("category", category);
        if self.rng.chance(750) {
            self.set("satisfaction", satisfaction.to_string());
        }
        self.pick_all(&[("status", &["closed", "closed", "closed", "open", "pending"])]);
    }
}

const VISIT_RESULTS: [&str; 6] = ["有意向", "已报价", "暂无需求", "需跟进", "未见到负责人", "成交"];

/// List price times quantity, less a discount. The quantity doubles with each turn of luck and grows with the company: most
/// deals are small, a few are very large.
fn amount(rng: &mut Rng, price: u32, employees: u32) -> String {
    let size = 1 + employees.ilog2() / 3;
    let quantity = u64::from(1 + rng.below(size)) << rng.run(300, 9);
    let percent = *rng.weighted(&[(50, 100), (15, 95), (15, 90), (12, 85), (8, 78)]);
    let cents = u64::from(price) * quantity * percent;
    format!("{}.{:02}", cents / 100, cents % 100)
}
