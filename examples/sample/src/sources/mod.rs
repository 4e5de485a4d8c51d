//! The five sources, each with its own habits, and how a record of theirs comes about.

mod draft;
mod habits;
mod mishaps;

pub(crate) use draft::expo;

use crate::company::{Company, customer_id};
use crate::plan::Kin;
use crate::sheet::Row;
use crate::trap::{Trap, Traps};
use crate::world::World;

/// A row of `customers.csv` and what the truth says of it.
#[derive(Debug)]
pub(crate) struct Record {
    pub(crate) row: Row,
    pub(crate) truth: [String; 5],
}

/// Headers of `truth.csv`.
pub(crate) const TRUTH_HEADERS: [&str; 5] =
    ["record_id", "customer_id", "contact_id", "parent_customer_id", "trap"];

/// The record at that position of the file.
pub(crate) fn record(world: &World, position: u32) -> Record {
    let plan = world.ledger.records[position as usize];
    let company = world.company(plan.company);
    let (row, traps, contact) = draft::write(world, &company, &plan, world.record_id(position));
    let traps = with_kin(traps, &company);
    let id = world.record_id(position);
    let parent = company.entry.kin.parent().map(customer_id).unwrap_or_default();
    Record { row, truth: [id, customer_id(plan.company), contact, parent, traps.names()] }
}

/// Adds the traps that concern the company as a whole.
fn with_kin(mut traps: Traps, company: &Company) -> Traps {
    match company.entry.kin {
        Kin::Alone => {}
        Kin::Branch(_) => traps.add(Trap::Branch),
        Kin::Subsidiary(_) => traps.add(Trap::Subsidiary),
        Kin::SameBrandOtherCity(_) => traps.add(Trap::SameBrandOtherCity),
        Kin::Namesake(_) => traps.add(Trap::Namesake),
    }
    traps
}
