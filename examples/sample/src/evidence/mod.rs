//! Whether a careful person could bring a customer's records together. A truth that nothing written bears out would measure
//! no matcher, so nearly every record shares evidence with another of its customer, directly or by way of further ones.
//!
//! Evidence is a number, mail address or account of their own in both rows; the registered name in both, up to a slip; brand
//! and trade in both, with the city or the contact's name; or brand and city with the contact's name or the street. The
//! switchboard of a group is none.

mod facts;
mod slip;

use std::collections::{BTreeMap, BTreeSet};

use self::facts::Facts;
use crate::sources;
use crate::world::World;

const SEEDS: [u64; 3] = [7, 11, 12];
const COMPANIES: u32 = 2_000;

fn world(seed: u64) -> World {
    World::new(COMPANIES, seed, 20_634)
}

/// What the company's rows say, those imported twice counted once.
fn facts_of(world: &World, company: u32) -> Vec<Facts> {
    let made = world.company(company);
    let positions = world.ledger.of_company(company).iter();
    let records = positions.map(|&position| (&world.ledger.records[position as usize], position));
    let once: BTreeMap<u32, _> = records.map(|record| (record.0.ordinal, record)).collect();
    let facts = |(plan, position)| Facts::read(world, &made, plan, &sources::record(world, position).row);
    once.into_values().map(facts).collect()
}

/// The parts into which a customer's records fall by the evidence, as their sizes.
fn parts(facts: Vec<Facts>) -> Vec<usize> {
    let mut parts: Vec<Vec<Facts>> = Vec::new();
    for one in facts {
        let agrees = |part: &Vec<Facts>| part.iter().any(|other| other.agree(&one));
        let (joined, others): (Vec<_>, Vec<_>) = parts.into_iter().partition(agrees);
        parts = others;
        parts.push(joined.into_iter().flatten().chain([one]).collect());
    }
    parts.iter().map(Vec::len).collect()
}

/// The records of customers that have more than one.
#[derive(Debug, Default)]
struct Tally {
    records: usize,
    /// Sharing evidence with no other record of the customer.
    alone: usize,
    /// Outside the largest part of the customer's records.
    apart: usize,
}

impl Tally {
    fn of(world: &World) -> Self {
        let mut tally = Self::default();
        for company in 0..COMPANIES {
            tally.add(&parts(facts_of(world, company)));
        }
        tally
    }

    fn add(&mut self, parts: &[usize]) {
        let records: usize = parts.iter().sum();
        if records > 1 {
            self.records += records;
            self.alone += parts.iter().filter(|&&part| part == 1).count();
            self.apart += records - parts.iter().max().unwrap_or(&0);
        }
    }
}

#[test]
fn nearly_every_record_can_be_found_by_evidence() {
    for seed in SEEDS {
        let tally = Tally::of(&world(seed));
        println!("seed {seed}: {tally:?}");
        assert!(tally.alone * 100 <= tally.records * 4, "seed {seed}: {tally:?}");
        assert!(tally.apart * 100 <= tally.records * 4, "seed {seed}: {tally:?}");
        assert!(tally.alone * 100 >= tally.records, "seed {seed}: too clean to be real: {tally:?}");
    }
}

/// The switchboard and the brand are the group's; the rest of the name is the company's.
#[test]
fn the_members_of_a_group_are_told_apart_by_their_names() {
    let world = world(SEEDS[0]);
    let members = (0..COMPANIES).filter(|&company| world.plan.entries[company as usize].in_group);
    let (mut names, mut rows, mut brand_only) = (BTreeSet::new(), 0, 0);
    for company in members {
        let made = world.company(company);
        let core = format!("{}{}", made.identity.brand, made.identity.short_trade(&world.words));
        assert!(names.insert((made.identity.city, core.clone())), "{core} is there twice");
        let facts = facts_of(&world, company);
        rows += facts.len();
        brand_only += facts.iter().filter(|facts| facts.brand_only).count();
    }
    println!("{brand_only} of {rows} rows of groups with the brand alone");
    assert!(rows > 200 && brand_only * 100 <= rows * 3, "{brand_only} of {rows}");
}
