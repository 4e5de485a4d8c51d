//! The packs that a host handed over.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use super::Pack;
use crate::error::{Error, Result};

/// The tables of each pack. They live as long as the instance: a handful of allocations that are never freed, as
/// constants never are.
static LOADED: [OnceLock<Vec<&'static str>>; Pack::ALL.len()] = [const { OnceLock::new() }; Pack::ALL.len()];

/// A bit for each pack whose tables were asked for.
static ASKED: AtomicU32 = AtomicU32::new(0);

fn bit(pack: Pack) -> u32 {
    1 << (pack as u32)
}

fn tables(pack: Pack) -> Option<&'static Vec<&'static str>> {
    LOADED.get(pack as usize).and_then(OnceLock::get)
}

pub(super) fn is_loaded(pack: Pack) -> bool {
    tables(pack).is_some()
}

pub(super) fn table(pack: Pack, place: usize) -> &'static str {
    ASKED.fetch_or(bit(pack), Ordering::Relaxed);
    tables(pack).and_then(|tables| tables.get(place)).copied().unwrap_or_default()
}

pub(super) fn keep<'a>(pack: Pack, tables: impl Iterator<Item = &'a str>) -> Result<()> {
    let Some(slot) = LOADED.get(pack as usize).filter(|slot| slot.get().is_none()) else { return Ok(()) };
    if ASKED.load(Ordering::Relaxed) & bit(pack) != 0 {
        return Err(Error::new("pack/late", "").with("pack", pack.name()));
    }
    let leaked = tables.map(|table| &*Box::leak(Box::<str>::from(table))).collect();
    // Another thread may have been quicker with the same tables.
    let _ = slot.set(leaked);
    Ok(())
}
