//! What every part of the generator looks things up in.

use crate::calendar;
use crate::company::Company;
use crate::plan::Plan;
use crate::records::{Ledger, Source};
use crate::words::Words;

/// The plan, the words and the arguments.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) seed: u64,
    /// The reference day, in days since 1970-01-01.
    pub(crate) as_of: i32,
    pub(crate) words: Words,
    pub(crate) plan: Plan,
    pub(crate) ledger: Ledger,
}

impl World {
    pub(crate) fn new(companies: u32, seed: u64, as_of: i32) -> Self {
        let words = Words::read();
        let plan = Plan::draw(seed, companies, &words);
        let ledger = Ledger::draw(seed, &plan);
        Self { seed, as_of, words, plan, ledger }
    }

    pub(crate) fn company(&self, index: u32) -> Company {
        Company::make(self, index)
    }

    /// The year of the reference day.
    pub(crate) fn year(&self) -> i32 {
        calendar::civil(self.as_of).0
    }

    /// The number in the file of a record.
    pub(crate) fn record_id(&self, position: u32) -> String {
        let record = &self.ledger.records[position as usize];
        let number = record.number;
        match record.source {
            Source::Crm => format!("KH{:07}", 1_000_000 + number),
            Source::Erp => format!("{}", 10_000_000 + number),
            Source::WebForm => format!("WEB-{number:06}"),
            Source::Expo => format!("ZH-{number:06}"),
            Source::Wechat => format!("wx_{number:06}"),
        }
    }
}
