//! The pipeline natively: `cargo bench --bench native -- FOLDER` with the `customers.csv` and `events.csv` of
//! `cargo xtask sample`. Prints its figures as one JSON object, with the same keys as `benches/pipeline.mjs`.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use kehu::engine::{
    CustomerQuery, CustomerView, Engine, ImportKind, ImportOptions, ImportReport, Input, Options, Page, Stage,
};
use kehu::privacy::Access;
use kehu::schema::ruleset::Ruleset;

type Outcome<T> = Result<T, Box<dyn Error>>;

/// The end of the sample's last day.
const NOW: &str = "2026-06-30T23:59:59+08:00";
const CHUNK: usize = 1 << 20;
const ROWS_A_STEP: usize = 2_000;
/// As many customers at a time as the command line writes.
const PAGE: usize = 500;
const CHECKS: usize = 2_000;
const WARM_UP: usize = 200;
const LIMIT: usize = 5;

/// The result of `work` and the seconds it took.
fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed().as_secs_f64())
}

/// Imports a whole file, a megabyte at a time.
fn import(engine: &mut Engine, file: &Path, kind: ImportKind) -> Outcome<ImportReport> {
    let bytes = fs::read(file)?;
    let source = "crm".to_owned();
    engine.begin_import(ImportOptions { kind, source, now: NOW.to_owned(), ..Default::default() })?;
    for chunk in bytes.chunks(CHUNK) {
        engine.push_import(chunk)?;
    }
    engine.end_import()?;
    while engine.step_import(ROWS_A_STEP)?.stage != Stage::Done {}
    Ok(engine.commit_import()?)
}

/// Writes every customer, page by page; the bytes of all.
fn export(engine: &mut Engine, total: usize) -> Outcome<usize> {
    let mut bytes = 0;
    for offset in (0..total).step_by(PAGE) {
        let page = Page { offset, limit: PAGE, now: NOW.to_owned(), ..Default::default() };
        bytes += engine.export_customers(&page)?.len();
    }
    Ok(bytes)
}

/// What people type who do not know that the customer is there: its values as they are shown.
fn queries(engine: &mut Engine, total: usize) -> Outcome<Vec<Input>> {
    let step = (total / CHECKS).max(1);
    (0..total.min(CHECKS)).map(|index| typed(engine, index * step)).collect()
}

fn typed(engine: &mut Engine, offset: usize) -> Outcome<Input> {
    let query = CustomerQuery { now: NOW.to_owned(), offset, limit: 1, ..Default::default() };
    let page = engine.customers(&query)?;
    let id = page.rows.first().ok_or("no such customer")?.id.clone();
    let customer = engine.customer(&id, &CustomerView::at(NOW))?;
    Ok(Input::from_pairs(
        customer.golden.into_iter().map(|(field, golden)| (field.to_owned(), golden.display.into_owned())),
    ))
}

/// Microseconds of each check, in order.
fn checks(engine: &mut Engine, total: usize) -> Outcome<Vec<f64>> {
    let records = queries(engine, total)?;
    for record in records.iter().take(WARM_UP) {
        engine.check(record, LIMIT, &Access::default())?;
    }
    let mut latencies = Vec::with_capacity(records.len());
    for record in &records {
        let (result, elapsed) = timed(|| engine.check(record, LIMIT, &Access::default()));
        result?;
        latencies.push(elapsed * 1e6);
    }
    latencies.sort_by(f64::total_cmp);
    Ok(latencies)
}

fn at(sorted: &[f64], share: f64) -> Option<f64> {
    sorted.get((sorted.len().saturating_sub(1) as f64 * share) as usize).copied()
}

/// The largest resident size of this process so far, where the system tells it.
fn peak_mb() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes / 1024.0)
}

fn measure(folder: &Path) -> Outcome<serde_json::Value> {
    let mut engine = Engine::new(Ruleset::preset("b2b-cn")?, Options::default())?;
    let (records, import_s) =
        timed(|| import(&mut engine, &folder.join("customers.csv"), ImportKind::Records));
    let (events, track_s) = timed(|| import(&mut engine, &folder.join("events.csv"), ImportKind::Events));
    let (records, events) = (records?, events?);
    let (written, export_s) = timed(|| export(&mut engine, records.customers));
    written?;
    let peak_mb = peak_mb();
    let latencies = checks(&mut engine, records.customers)?;
    Ok(serde_json::json!({
        "records": records.rows,
        "events": events.rows,
        "customers": records.customers,
        "import_s": import_s,
        "track_s": track_s,
        "export_s": export_s,
        "pipeline_s": import_s + track_s + export_s,
        "peak_mb": peak_mb,
        "check_median_us": at(&latencies, 0.5),
        "check_p99_us": at(&latencies, 0.99),
    }))
}

/// Cargo adds options of its own (`--bench`); the folder is the one argument that is none.
fn main() -> Outcome<()> {
    let folder = std::env::args_os().skip(1).map(PathBuf::from).find(|argument| argument.is_dir());
    let folder = folder.ok_or("usage: cargo bench --bench native -- FOLDER")?;
    println!("{}", measure(&folder)?);
    Ok(())
}
