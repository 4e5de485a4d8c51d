//! What the benches of a live engine share.

use std::error::Error;
use std::fs;

use kehu::engine::{Engine, ImportKind, ImportOptions, Stage};

pub type Outcome<T> = Result<T, Box<dyn Error>>;

/// The end of the sample's last day.
pub const NOW: &str = "2026-06-30T23:59:59+08:00";
const CHUNK: usize = 1 << 20;

/// Imports a whole file, a megabyte at a time.
pub fn import(engine: &mut Engine, file: &str, kind: ImportKind) -> Outcome<()> {
    let source = "crm".to_owned();
    engine.begin_import(ImportOptions { kind, source, now: NOW.to_owned(), ..Default::default() })?;
    for chunk in file.as_bytes().chunks(CHUNK) {
        engine.push_import(chunk)?;
    }
    engine.end_import()?;
    while engine.step_import(2_000)?.stage != Stage::Done {}
    engine.commit_import()?;
    engine.take_journal();
    Ok(())
}

/// The events under other ids: all of the sample's begin with `EV`.
pub fn retold(events: &str, time: usize) -> String {
    events.replace("\nEV", &format!("\nE{time}"))
}

/// The figure that such a share of the others does not exceed.
pub fn at(figures: &mut [f64], share: f64) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get((figures.len().saturating_sub(1) as f64 * share) as usize).copied().unwrap_or(f64::NAN)
}

/// The size of this process now, where the system tells it.
pub fn size_mb() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or(f64::NAN) / 1024.0
}
