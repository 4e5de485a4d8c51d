//! One number for the whole state of an engine.

use crate::actions::{Ending, Past, Run};
use crate::columns::Row;
use crate::engine::Engine;
use crate::engine::actions::Reported;
use crate::identity::Verdict;
use crate::normalize::civil::Timestamp;
use crate::profile::Event;

/// A sum of hashes, the same in whatever order its parts are added.
#[derive(Default)]
struct Sum(u64, u64);

impl Sum {
    /// Adds the hash of some texts in order.
    fn add<'t>(&mut self, texts: impl Iterator<Item = &'t str>) {
        // FNV-1a, 64 bits (draft-eastlake-fnv), twice with the finalizer of MurmurHash3 and different seeds: a sum of
        // two independent hashes does not cancel out by chance.
        let (mut a, mut b) = (0xcbf2_9ce4_8422_2325_u64, 0x9e37_79b9_7f4a_7c15_u64);
        for text in texts {
            for byte in text.bytes().chain([0x1f]) {
                a = (a ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
                b = (b ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
        }
        self.0 = self.0.wrapping_add(mixed(a));
        self.1 = self.1.wrapping_add(mixed(b));
    }
}

fn mixed(hash: u64) -> u64 {
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}

impl Engine {
    /// 32 hex digits for all that the engine holds: ruleset, records, events, what people decided and fixed, what was
    /// taken over, and the customers that follow. Two engines with the same digest answer every question alike; the order
    /// in which things came, and what was done and taken back, do not count.
    pub fn digest(&self) -> String {
        let mut sum = Sum::default();
        sum.add(["ruleset", &self.hash].into_iter());
        for row in self.directory.rows() {
            self.add_record(&mut sum, row);
        }
        for event in self.events.from(0) {
            self.add_event_to(&mut sum, event);
        }
        for ((a, b), verdict) in self.decisions.standing() {
            self.add_verdict(&mut sum, (a, b), verdict);
        }
        for ((row, field), _) in self.pins.all() {
            if let (Some((_, pin)), Some(field)) = (self.pins.of(&[row], field), self.fields.get(field)) {
                let name = self.full_name(row);
                sum.add(["pin", &name, &field.name, self.records.text(pin.cell)].into_iter());
            }
        }
        for ((row, tag), _) in self.taggings.all() {
            if let (Some(tagging), _) = self.taggings.of(&[*row], tag, Timestamp(i64::MAX)) {
                let (name, given) = (self.full_name(*row), tagging.given.to_string());
                let (until, at) =
                    (tagging.until.map_or(0, |until| until.0).to_string(), tagging.at.0.to_string());
                sum.add(["tag", &name, tag, &given, &tagging.value, &until, &at].into_iter());
            }
        }
        for row in self.directory.rows() {
            for (other, _, bond) in self.relations.of(row).filter(|(_, forward, _)| *forward) {
                let time = |time: Option<crate::normalize::civil::Timestamp>| {
                    time.map_or(0, |time| time.0).to_string()
                };
                let (from, until, at) = (time(bond.from), time(bond.until), time(Some(bond.at)));
                let names = (self.full_name(row), self.full_name(other));
                sum.add(["relation", &names.0, &names.1, &bond.kind, &from, &until, &at].into_iter());
            }
        }
        for (row, list) in &self.past {
            let name = self.full_name(*row);
            for Past { rule, key, at, action, channel, variant } in list {
                let at = at.0.to_string();
                sum.add(["acted", &name, rule, key, &at, action, channel, variant].into_iter());
            }
        }
        for (row, list) in &self.reports {
            let name = self.full_name(*row);
            for Reported { key, outcome, at, value } in list {
                sum.add(["reported", &name, key, outcome.name(), &at.0.to_string(), value].into_iter());
            }
        }
        for (row, list) in &self.runs {
            let name = self.full_name(*row);
            for Run { journey, entered, step, since, ending, .. } in list {
                let (entered, since) = (entered.0.to_string(), since.0.to_string());
                let ending = ending.map(Ending::name).unwrap_or_default();
                sum.add(["journey", &name, journey, &entered, step, &since, ending].into_iter());
            }
        }
        self.each_heard(&mut |texts| sum.add(texts.iter().copied()));
        format!("{:016x}{:016x}", sum.0, sum.1)
    }

    /// A record with its customer.
    fn add_record(&self, sum: &mut Sum, row: Row) {
        let (name, customer) = (self.full_name(row), self.customer_id(self.clusters.anchor(row)));
        let mut cells: Vec<(&str, &str)> = Vec::with_capacity(self.fields.len());
        for (place, field) in self.fields.iter().enumerate() {
            cells.push((&field.name, self.records.text(self.records.cell(row, place))));
        }
        cells.retain(|(_, text)| !text.is_empty());
        let cells = cells.into_iter().flat_map(|(field, text)| [field, text]);
        sum.add(["record", &name, &customer].into_iter().chain(cells));
    }

    /// An event with its customer.
    fn add_event_to(&self, sum: &mut Sum, event: &Event) {
        let text = |symbol| self.records.symbols.text(symbol);
        let time = event.time.0.to_string();
        let owner = event.row().map(|row| self.customer_id(self.clusters.anchor(row)));
        let head = [
            "event",
            text(event.id),
            text(self.events.kind(event)),
            &time,
            owner.as_deref().unwrap_or_default(),
        ];
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        for (name, value) in self.events.subjects(event).chain(self.events.properties(event)) {
            pairs.push((text(name), text(value)));
        }
        sum.add(head.into_iter().chain(pairs.into_iter().flat_map(|(name, value)| [name, value])));
    }

    fn add_verdict(&self, sum: &mut Sum, (a, b): (Row, Row), verdict: Verdict) {
        let (a, b) = (self.full_name(a), self.full_name(b));
        let (first, second) = if a <= b { (&a, &b) } else { (&b, &a) };
        let verdict = match verdict {
            Verdict::Same => "same",
            Verdict::Distinct => "distinct",
            Verdict::Defer => "defer",
        };
        sum.add(["decision", first, second, verdict].into_iter());
    }
}
