//! What state costs: `cargo bench --bench state -- FOLDER [TIMES] [soak]` with the `customers.csv` and `events.csv` of
//! `cargo xtask sample`; the events are told TIMES times under other ids. Prints as one JSON object how long writing a
//! snapshot, restoring it and giving one record take, what a record weighs in memory that the engine holds (texts, each held
//! once, and all else), and by how much the process grew with all of them. With `soak` it prints instead how large the process is after a part of the records was erased and came again, several times
//! over.

mod support;

use std::alloc::System;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use kehu::engine::{Engine, ImportKind, Input, Options};
use kehu::schema::ruleset::Ruleset;
use serde_json::{Value, json};
use stats_alloc::{INSTRUMENTED_SYSTEM, StatsAlloc};

use support::{NOW, Outcome, at, import, retold, size_mb};

#[global_allocator]
static MEMORY: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

const CHANGES: usize = 2_000;
const RESTORES: usize = 5;
/// How often records are erased and come again, and the share of them: one in so many.
const ROUNDS: usize = 6;
const SHARE: usize = 10;

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed().as_secs_f64())
}

/// Bytes that are held now.
fn held() -> usize {
    let stats = MEMORY.stats();
    stats.bytes_allocated - stats.bytes_deallocated
}

/// Microseconds of giving one record the like of which is there, and nothing else.
fn upserted(engine: &mut Engine, customers: &str) -> Outcome<Vec<f64>> {
    let header: Vec<&str> =
        customers.lines().next().map(|line| line.split(',').collect()).unwrap_or_default();
    let lines = plain(customers);
    let mut latencies = Vec::new();
    for (number, line) in lines.iter().step_by((lines.len() / CHANGES).max(1)).enumerate() {
        let id = format!("N{number}");
        let values = header.iter().copied().zip(line.split(',')).skip(2);
        let pairs = [(header[0], id.as_str())].into_iter().chain(values);
        let record = Input::from_pairs(pairs.map(|(name, text)| (name.to_owned(), text.to_owned())));
        let (outcome, seconds) = timed(|| engine.upsert(&[record], "web", NOW));
        outcome?;
        latencies.push(seconds * 1e6);
        engine.take_journal();
    }
    Ok(latencies)
}

/// The lines of a file that are records by themselves: those of the sample begin with `KH`, and some remarks have several.
fn plain(customers: &str) -> Vec<&str> {
    customers.lines().filter(|line| line.starts_with("KH") && !line.contains('"')).collect()
}

fn measure(customers: &str, events: &str, times: usize) -> Outcome<Value> {
    let mut engine = Engine::new(Ruleset::preset("b2b-cn")?, Options::default())?;
    let (empty, empty_mb) = (held(), size_mb());
    import(&mut engine, customers, ImportKind::Records)?;
    let (with_records, grown_mb) = (held() - empty, size_mb() - empty_mb);
    let text = engine.text_bytes();
    for time in 0..times {
        import(&mut engine, &retold(events, time), ImportKind::Events)?;
    }
    let edition = engine.edition();
    let (snapshot, snapshot_s) = timed(|| engine.snapshot());
    let snapshot = snapshot?;
    let mut restores = Vec::new();
    for _ in 0..RESTORES {
        let (restored, seconds) = timed(|| Engine::restore(&snapshot, Options::default()));
        restored?;
        restores.push(seconds);
    }
    let mut upsert = upserted(&mut engine, customers)?;
    let a_record = |bytes: usize| bytes as f64 / edition.records as f64;
    Ok(json!({
        "records": edition.records, "customers": edition.customers, "events": edition.events,
        "snapshot_mb": snapshot.len() as f64 / 1024.0 / 1024.0, "snapshot_s": snapshot_s,
        "restore_s": at(&mut restores, 0.0), "restore_median_s": at(&mut restores, 0.5),
        "upsert_median_us": at(&mut upsert, 0.5), "upsert_p99_us": at(&mut upsert, 0.99),
        "text_bytes_a_record": a_record(text), "other_bytes_a_record": a_record(with_records - text),
        "records_grown_mb": grown_mb,
    }))
}

/// Erases one record in so many, gives them again, and tells how large the process is, round by round.
fn soak(customers: &str) -> Outcome<Value> {
    let mut engine =
        Engine::new(Ruleset::preset("b2b-cn")?, Options { journal: false, ..Options::default() })?;
    import(&mut engine, customers, ImportKind::Records)?;
    let mut sizes = vec![size_mb()];
    let header = customers.lines().next().unwrap_or_default();
    for round in 0..ROUNDS {
        let chosen: Vec<&str> = plain(customers).into_iter().skip(round % SHARE).step_by(SHARE).collect();
        for line in &chosen {
            let mut cells = line.split(',');
            let (id, source) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
            engine.erase_record(&format!("{source}/{id}"))?;
        }
        import(&mut engine, &[&[header], chosen.as_slice()].concat().join("\n"), ImportKind::Records)?;
        sizes.push(size_mb());
    }
    let edition = engine.edition();
    Ok(json!({ "records": edition.records, "customers": edition.customers, "size_mb": sizes }))
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let usage = "usage: cargo bench --bench state -- FOLDER [TIMES] [soak]";
    let folder = arguments.first().map(PathBuf::from).ok_or(usage)?;
    let read = |folder: &Path, name: &str| fs::read_to_string(folder.join(name));
    let customers = read(&folder, "customers.csv")?;
    if arguments.iter().any(|argument| argument == "soak") {
        println!("{}", soak(&customers)?);
        return Ok(());
    }
    let times = arguments.get(1).and_then(|text| text.parse().ok()).unwrap_or(1);
    println!("{}", measure(&customers, &read(&folder, "events.csv")?, times)?);
    Ok(())
}
