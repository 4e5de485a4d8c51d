//! Which source records there are, in the order of the file.

use crate::person::SLOTS;
use crate::plan::{Entry, Plan};
use crate::rates;
use crate::rng::{PerMille, Rng, Stream};

/// Where a record comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Crm,
    Erp,
    WebForm,
    Expo,
    Wechat,
}

impl Source {
    pub(crate) const ALL: [Self; 5] = [Self::Crm, Self::Erp, Self::WebForm, Self::Expo, Self::Wechat];

    pub(crate) fn name(self) -> &'static str {
        ["crm", "erp", "web_form", "expo", "wechat"][self as usize]
    }

    /// Whether a company is in the source at all, and whether once more, again and again.
    fn presence(self) -> (PerMille, PerMille) {
        match self {
            Self::Crm => (800, 190),
            Self::Erp => (480, 70),
            Self::WebForm => (330, 250),
            Self::Expo => (270, 220),
            Self::Wechat => (330, 200),
        }
    }
}

/// One record to be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct RecordPlan {
    pub(crate) company: u32,
    /// Tells the records of a company apart; what it looks like follows from it.
    pub(crate) ordinal: u32,
    pub(crate) source: Source,
    /// The contact it speaks of.
    pub(crate) slot: u32,
    /// Whether an earlier record of the company speaks of that contact already.
    pub(crate) known: bool,
    /// Its number within the source, in the order of the file.
    pub(crate) number: u32,
}

/// All records, and where those of a company stand.
#[derive(Debug)]
pub(crate) struct Ledger {
    pub(crate) records: Vec<RecordPlan>,
    by_company: Vec<u32>,
    starts: Vec<u32>,
}

impl Ledger {
    pub(crate) fn draw(seed: u64, plan: &Plan) -> Self {
        let mut records = Vec::new();
        for (entry, company) in plan.entries.iter().zip(0..) {
            let mut rng = Rng::new(seed, Stream::Order, company, 0);
            records.extend(records_of(&mut rng, entry, company));
        }
        Rng::new(seed, Stream::Order, u32::MAX, 1).shuffle(&mut records);
        let mut next = [0; 5];
        let records = records.into_iter().map(|record| numbered(record, &mut next)).collect();
        Self::index(records, plan.entries.len())
    }

    fn index(records: Vec<RecordPlan>, companies: usize) -> Self {
        let mut starts = vec![0; companies + 1];
        for record in &records {
            starts[record.company as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut by_company = vec![0; records.len()];
        for (record, position) in records.iter().zip(0..) {
            let place = &mut next[record.company as usize];
            by_company[*place as usize] = position;
            *place += 1;
        }
        Self { records, by_company, starts }
    }

    /// Positions in the file of a company's records, at least one.
    pub(crate) fn of_company(&self, company: u32) -> &[u32] {
        let range = self.starts[company as usize] as usize..self.starts[company as usize + 1] as usize;
        &self.by_company[range]
    }
}

fn numbered(record: RecordPlan, next: &mut [u32; 5]) -> RecordPlan {
    let number = &mut next[record.source as usize];
    *number += 1;
    RecordPlan { number: *number, ..record }
}

/// A company's records; those imported twice share an ordinal.
fn records_of(rng: &mut Rng, entry: &Entry, company: u32) -> Vec<RecordPlan> {
    let contacts = (entry.contacts + u32::from(entry.hired.is_some())).min(SLOTS);
    let mut sources = Vec::new();
    for source in Source::ALL {
        let count = presence(rng, entry, source);
        sources.extend((0..count).map(|_| source));
    }
    if sources.is_empty() {
        sources.push(*rng.weighted(&[
            (6, Source::Crm),
            (2, Source::WebForm),
            (2, Source::Expo),
            (1, Source::Wechat),
        ]));
    }
    let mut records: Vec<RecordPlan> = Vec::new();
    for (source, ordinal) in sources.into_iter().zip(0..) {
        let hired = ordinal == 0 && entry.hired.is_some();
        let earlier: Vec<u32> = records.iter().filter(|r| r.source != Source::Erp).map(|r| r.slot).collect();
        let slot = if hired { contacts - 1 } else { pick_slot(rng, contacts, &earlier) };
        let known = earlier.contains(&slot);
        let record = RecordPlan { company, ordinal, source, slot, known, number: 0 };
        records.push(record);
        if rng.chance(rates::REIMPORTED) {
            records.push(record);
        }
    }
    records
}

fn presence(rng: &mut Rng, entry: &Entry, source: Source) -> u32 {
    let (there, again) = source.presence();
    let extra = if entry.key_account && source != Source::Erp { 350 } else { 0 };
    if !rng.chance(there + extra) {
        return 0;
    }
    1 + rng.run(again + extra, 6)
}

/// Mostly somebody known already; else the first contact more often than another.
fn pick_slot(rng: &mut Rng, contacts: u32, earlier: &[u32]) -> u32 {
    if !earlier.is_empty() && rng.chance(rates::KNOWN_CONTACT) {
        return *rng.pick(earlier);
    }
    if rng.chance(500) { 0 } else { rng.below(contacts) }
}
