//! The whole pipeline, natively: records and events in, customers out.
//!
//! ```sh
//! cargo run --release --example pipeline -- customers.csv [events.csv] [--truth COLUMN] [--id COLUMN] [--now ISO]
//! ```
//!
//! `--train 1` learns the matching model first, `--link 1` links sources, `--accept P` and `--review P` set the thresholds,
//! `--ignore COLUMN,…` leaves columns out; `--o FILE`, `--pairs FILE`, `--clusters FILE` and `--model FILE` write
//! what came out; `--check N` checks so many of the customers as if somebody typed them again.

use std::error::Error;
use std::fs;
use std::io::Write;
use std::time::Instant;

use kehu::engine::{
    CustomerQuery, CustomerView, Engine, ImportKind, ImportOptions, Input, Mode, Options, Page, Stage,
};
use kehu::privacy::Access;
use kehu::schema::ruleset::Ruleset;

/// Rows worked on between two looks at the progress.
const BUDGET: usize = 20_000;

fn main() -> Result<(), Box<dyn Error>> {
    let (files, flags) = arguments();
    let now = flags.get("now").unwrap_or("2026-06-30T09:00:00+08:00");
    let mode = if flags.has("link") { Mode::Link } else { Mode::Dedupe };
    let mut engine = Engine::new(ruleset(&flags)?, Options { mode, ..Options::default() })?;
    for (i, file) in files.iter().enumerate() {
        let options = if i == 0 { records(&flags) } else { events() };
        import(
            &mut engine,
            file,
            ImportOptions { source: "file".to_owned(), now: now.to_owned(), ..options },
        )?;
    }
    if let Ok(judged) = engine.evaluate() {
        println!("{}", serde_json::to_string_pretty(&judged)?);
    }
    let started = Instant::now();
    let page = engine.customers(&CustomerQuery { now: now.to_owned(), limit: 1, ..Default::default() })?;
    println!("{} customers drawn in {:.2?}", page.total, started.elapsed());
    if let Some(out) = flags.get("o") {
        export(&mut engine, out, now)?;
    }
    if let Some(count) = flags.get("check") {
        check(&mut engine, count.parse()?, now)?;
    }
    if let Some(out) = flags.get("model") {
        fs::write(out, serde_json::to_string_pretty(&engine.matching_model())?)?;
    }
    if let Some(out) = flags.get("pairs") {
        fs::write(out, engine.export_pairs())?;
    }
    if let Some(out) = flags.get("clusters") {
        fs::write(out, engine.export_clusters())?;
    }
    Ok(())
}

/// The preset with the thresholds of the command line.
fn ruleset(flags: &Flags) -> Result<Ruleset, Box<dyn Error>> {
    let mut ruleset = Ruleset::preset("b2b-cn")?;
    let matching = &mut ruleset.matching;
    for thresholds in [&mut matching.thresholds, &mut matching.trained_thresholds] {
        if let Some(review) = flags.get("review") {
            thresholds.review = review.parse()?;
        }
        if let Some(accept) = flags.get("accept") {
            thresholds.accept = accept.parse()?;
        }
    }
    Ok(ruleset)
}

fn records(flags: &Flags) -> ImportOptions {
    let ignore = flags.get("ignore").unwrap_or_default().split(',').filter(|name| !name.is_empty());
    ImportOptions {
        kind: ImportKind::Records,
        truth: flags.get("truth").map(str::to_owned),
        id: flags.get("id").map(str::to_owned),
        train: flags.has("train"),
        ignore: ignore.map(str::to_owned).collect(),
        ..Default::default()
    }
}

fn events() -> ImportOptions {
    ImportOptions { kind: ImportKind::Events, ..Default::default() }
}

/// Writes everything known of every customer.
fn export(engine: &mut Engine, out: &str, now: &str) -> Result<(), Box<dyn Error>> {
    let started = Instant::now();
    let page = Page { now: now.to_owned(), limit: usize::MAX, ..Default::default() };
    let bytes = engine.export_customers(&page)?;
    fs::write(out, &bytes)?;
    println!("{} bytes exported in {:.2?}", bytes.len(), started.elapsed());
    Ok(())
}

/// Checks customers, spread over all, by their golden values; tells how long half of them took at most, and 99 of 100.
fn check(engine: &mut Engine, count: usize, now: &str) -> Result<(), Box<dyn Error>> {
    let all = CustomerQuery { now: now.to_owned(), limit: usize::MAX, ..Default::default() };
    let ids: Vec<String> = engine.customers(&all)?.rows.into_iter().map(|row| row.id).collect();
    let mut times = Vec::new();
    for id in ids.iter().step_by((ids.len() / count.max(1)).max(1)) {
        let golden = engine.customer(id, &CustomerView::at(now))?.golden;
        let written = golden.into_iter().map(|(field, value)| (field.to_owned(), value.display.into_owned()));
        let record = Input::from_pairs(written);
        let started = Instant::now();
        engine.check(&record, 5, &Access::default())?;
        times.push(started.elapsed());
    }
    times.sort_unstable();
    let at = |share: f64| times.get((times.len().saturating_sub(1) as f64 * share) as usize);
    println!("{} checks: median {:.2?}, 99th percentile {:.2?}", times.len(), at(0.5), at(0.99));
    Ok(())
}

fn import(engine: &mut Engine, file: &str, options: ImportOptions) -> Result<(), Box<dyn Error>> {
    let bytes = fs::read(file)?;
    let started = Instant::now();
    engine.begin_import(options)?;
    for chunk in bytes.chunks(1 << 20) {
        engine.push_import(chunk)?;
    }
    let mut progress = engine.end_import()?;
    let mut stage = progress.stage;
    println!("{file}: {} rows read in {:.2?}", progress.rows, started.elapsed());
    while progress.stage != Stage::Done {
        progress = engine.step_import(BUDGET)?;
        if progress.stage != stage {
            println!("  {stage:?} done at {:.2?}", started.elapsed());
            stage = progress.stage;
        }
    }
    let report = engine.commit_import()?;
    println!("  committed at {:.2?}", started.elapsed());
    std::io::stdout().write_all(serde_json::to_string(&report)?.as_bytes())?;
    println!();
    Ok(())
}

/// Options of the command line, each with its value.
struct Flags(Vec<(String, String)>);

impl Flags {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
}

fn arguments() -> (Vec<String>, Flags) {
    let (mut files, mut flags) = (Vec::new(), Vec::new());
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.strip_prefix("--") {
            Some(name) => flags.push((name.to_owned(), arguments.next().unwrap_or_default())),
            None => files.push(argument),
        }
    }
    (files, Flags(flags))
}
