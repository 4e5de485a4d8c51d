//! How things go with a company over two years: what happens, and when.

use super::{EventPlan, Kind};
use crate::calendar::DAY;
use crate::rates;
use crate::rng::{Rng, Stream};
use crate::world::World;

/// How far back the events go.
const DAYS: i32 = 730;

/// The course of the relation with a company.
#[derive(Clone, Copy, Debug)]
enum Course {
    /// In the files, but nothing ever happened.
    Nothing,
    /// Looks around, never ordered.
    Prospect,
    /// Came within the last two months.
    New,
    /// Orders more and more.
    Growing,
    /// Orders year in, year out.
    Steady,
    /// Ordered, but not within the last ninety days.
    Silent,
    /// Left after trouble, more than eight months ago.
    Churned,
}

const COURSES: [(u32, Course); 7] = [
    (70, Course::Nothing),
    (270, Course::Prospect),
    (100, Course::New),
    (90, Course::Growing),
    (220, Course::Steady),
    (160, Course::Silent),
    (90, Course::Churned),
];

/// Writes down a company's events.
pub(super) fn tell(world: &World, company: u32, events: &mut Vec<EventPlan>) {
    let mut rng = Rng::new(world.seed, Stream::Profile, company, 0);
    let course = *rng.weighted(&COURSES);
    let key_account = world.plan.entries[company as usize].key_account;
    let mut teller = Teller { rng, world, company, events, next: 0 };
    teller.course(course, key_account);
}

struct Teller<'a> {
    rng: Rng,
    world: &'a World,
    company: u32,
    events: &'a mut Vec<EventPlan>,
    next: u16,
}

impl Teller<'_> {
    fn course(&mut self, course: Course, key_account: bool) {
        let scale = if key_account { 3 } else { 1 };
        match course {
            Course::Nothing => {}
            Course::Prospect => self.prospect(),
            Course::New => {
                self.looks(60, 0, 2);
                let deals = self.few(250) * scale;
                self.deals(55, 0, deals);
            }
            Course::Growing => self.growing(scale),
            Course::Steady => self.steady(scale),
            Course::Silent => self.gone(95, scale, 80),
            Course::Churned => self.gone(245, scale, 650),
        }
    }

    /// At least one, seldom many.
    fn few(&mut self, again: u32) -> u32 {
        1 + self.rng.run(again, 8)
    }

    fn prospect(&mut self) {
        let looks = self.few(680);
        self.looks(DAYS, 0, looks);
        if self.rng.chance(rates::STREAK * 1_000 / 270) {
            self.streak();
        }
        if self.rng.chance(300) {
            self.add(DAYS / 2, 0, Kind::Quote);
        }
    }

    /// A page view a day, seven days or a few more, up to these days.
    fn streak(&mut self) {
        let last = self.rng.between(0, 4);
        for day in last..last + 7 + self.rng.between(0, 2) {
            self.add(day, day, Kind::PageView);
        }
    }

    fn growing(&mut self, scale: u32) {
        let looks = self.few(400);
        self.looks(DAYS, 0, looks);
        // As many deals in each span as in all before it together.
        for (from, to, count) in [(DAYS, 400, 1), (400, 200, 1), (200, 90, 2), (90, 0, 4)] {
            self.deals(from, to, count * scale);
        }
    }

    fn steady(&mut self, scale: u32) {
        let looks = self.few(640);
        self.looks(DAYS, 0, looks);
        let orders = (1 + self.few(640)) * scale;
        self.deals(DAYS, 60, orders);
        self.deals(60, 0, 1);
        if self.rng.chance(rates::CONTRACT_ENDING) {
            let signed = self.rng.between(336, 364);
            self.push(signed, Kind::Contract, None, true);
        } else if self.rng.chance(250) {
            self.add(DAYS, 30, Kind::Contract);
        }
        if self.rng.chance(280) {
            self.add(DAYS / 2, 0, Kind::Ticket);
        }
    }

    /// Nothing within the last `until` days.
    fn gone(&mut self, until: i32, scale: u32, trouble: u32) {
        let looks = self.few(350);
        self.looks(DAYS, until, looks);
        let deals = self.few(550) * scale;
        self.deals(DAYS, until, deals);
        if self.rng.chance(trouble) {
            let day = self.rng.between(until, until + 40);
            self.push(day, Kind::Ticket, None, true);
        }
    }

    /// Interest without a purchase, between so many days ago and so many.
    fn looks(&mut self, from: i32, to: i32, count: u32) {
        const LOOKS: [(u32, Kind); 8] = [
            (34, Kind::PageView),
            (12, Kind::Download),
            (8, Kind::Trial),
            (8, Kind::Expo),
            (6, Kind::LiveStream),
            (16, Kind::EmailOpen),
            (14, Kind::Visit),
            (2, Kind::Ticket),
        ];
        for _ in 0..count {
            let kind = *self.rng.weighted(&LOOKS);
            self.add(from, to, kind);
        }
    }

    /// Orders, some with a quote or a visit before and most with a payment after.
    fn deals(&mut self, from: i32, to: i32, count: u32) {
        for _ in 0..count {
            let day = self.rng.between(to, from);
            let root = self.push(day, Kind::Order, None, false);
            if self.rng.chance(220) {
                let before = (day + self.rng.between(3, 30)).min(DAYS);
                self.push(before, Kind::Quote, Some(root), false);
            }
            if self.rng.chance(160) {
                let before = (day + self.rng.between(1, 20)).min(DAYS);
                self.push(before, Kind::Visit, None, false);
            }
            let paid = day - self.rng.between(0, 60);
            if paid >= to && self.rng.chance(640) {
                self.push(paid, Kind::Payment, Some(root), false);
            }
        }
    }

    fn add(&mut self, from: i32, to: i32, kind: Kind) {
        let day = self.rng.between(to, from);
        self.push(day, kind, None, false);
    }

    /// Writes down an event of so many days ago, at a working hour more often than not.
    fn push(&mut self, days_ago: i32, kind: Kind, root: Option<u16>, pressing: bool) -> u16 {
        let clock = if self.rng.chance(850) {
            self.rng.between(9 * 60, 18 * 60)
        } else {
            self.rng.between(0, DAY - 1)
        };
        // The day before the reference day is the last whole one.
        let minute = (self.world.as_of - 1 - days_ago) * DAY + clock;
        let ordinal = self.next;
        self.next = self.next.saturating_add(1);
        let (company, root) = (self.company, root.unwrap_or(ordinal));
        self.events.push(EventPlan {
            arrived: minute,
            minute,
            company,
            ordinal,
            root,
            kind,
            stray: false,
            pressing,
        });
        ordinal
    }
}
