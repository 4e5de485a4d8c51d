//! One change at a time: `cargo bench --bench live -- FOLDER [TIMES] [large]` with the `customers.csv` and `events.csv` of
//! `cargo xtask sample`. The events are told TIMES times, each time under other ids. With `large` the ruleset has 200
//! tags, 100 segments and 50 rules. Prints its figures as one JSON object, with the same keys as `benches/live.mjs`.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use kehu::engine::{Engine, ImportKind, Input, Options};
use kehu::normalize::civil::Timestamp;
use kehu::schema::ruleset::Ruleset;
use serde_json::Value;

use support::{NOW, Outcome, at, import, retold, size_mb};

const CHINA: i32 = 480;
const CHANGES: usize = 2_000;
const KINDS: [&str; 4] = ["order", "page_view", "visit", "ticket"];
/// What the large ruleset has, besides the preset's fields and scores.
const LARGE: [(&str, usize); 3] = [("tags", 200), ("segments", 100), ("rules", 50)];

/// The preset, its tags, segments and rules repeated under other names until there are as many as wanted.
fn large() -> Outcome<Ruleset> {
    let mut document = serde_json::to_value(Ruleset::preset("b2b-cn")?)?;
    for (part, count) in LARGE {
        let Some(list) = document.get_mut(part).and_then(Value::as_array_mut) else { continue };
        for (number, mut twin) in (0..count).zip(list.clone().into_iter().cycle()).skip(list.len()) {
            twin["id"] = format!("{}_{number}", twin["id"].as_str().unwrap_or_default()).into();
            list.push(twin);
        }
    }
    Ok(Ruleset::from_json(&document.to_string())?)
}

/// The cells of lines that need no quotes.
fn cells(line: &str) -> Option<Vec<&str>> {
    (!line.contains('"')).then(|| line.split(',').collect())
}

/// `count` lines spread over a file.
fn spread(file: &str, count: usize) -> Vec<Vec<&str>> {
    let lines: Vec<&str> = file.lines().skip(1).collect();
    let step = (lines.len() / count).max(1);
    lines.into_iter().step_by(step).filter_map(cells).take(count).collect()
}

fn later(minutes: usize) -> Outcome<String> {
    let start = Timestamp::parse(NOW, CHINA).ok_or("no time")?;
    Ok(start.add_ms(minutes as i64 * 60_000).to_rfc3339(CHINA))
}

fn input(pairs: &[(&str, &str)]) -> Input {
    Input::from_pairs(pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())))
}

/// Microseconds of telling the engine of one event, a minute after the last one; of all, and of the orders.
fn tracked(engine: &mut Engine, customers: &str) -> Outcome<[Vec<f64>; 2]> {
    let [mut all, mut orders] = [Vec::new(), Vec::new()];
    for (number, cells) in spread(customers, CHANGES).iter().enumerate() {
        let (now, id, amount) = (later(number)?, format!("L{number}"), (number * 37 % 9_000).to_string());
        let event = input(&[
            ("event_id", &id),
            ("type", KINDS[number % KINDS.len()]),
            ("time", &now),
            ("record_id", cells[0]),
            ("amount", &amount),
            ("category", "complaint"),
            ("status", "open"),
        ]);
        let start = Instant::now();
        engine.track(&[event], &now)?;
        let elapsed = start.elapsed().as_secs_f64() * 1e6;
        all.push(elapsed);
        if number % KINDS.len() == 0 {
            orders.push(elapsed);
        }
        engine.take_journal();
    }
    Ok([all, orders])
}

/// Microseconds of adding one record, the like of which is there, and of counting all segments anew.
fn upserted(engine: &mut Engine, customers: &str) -> Outcome<Vec<f64>> {
    let header: Vec<&str> =
        customers.lines().next().map(|line| line.split(',').collect()).unwrap_or_default();
    let mut latencies = Vec::new();
    for (number, cells) in spread(customers, CHANGES).iter().enumerate() {
        let (now, id) = (later(CHANGES + number)?, format!("N{number}"));
        let values = header.iter().copied().zip(cells.iter().copied()).skip(2);
        let pairs: Vec<(&str, &str)> = [(header[0], id.as_str())].into_iter().chain(values).collect();
        let record = input(&pairs);
        let start = Instant::now();
        engine.upsert(&[record], "web", &now)?;
        engine.segments(&now)?;
        latencies.push(start.elapsed().as_secs_f64() * 1e6);
        engine.take_journal();
    }
    Ok(latencies)
}

fn measure(folder: &Path, times: usize, ruleset: Ruleset) -> Outcome<Value> {
    let [customers, events] =
        ["customers.csv", "events.csv"].map(|name| fs::read_to_string(folder.join(name)));
    let (customers, events) = (customers?, events?);
    let mut engine = Engine::new(ruleset, Options::default())?;
    let empty = size_mb();
    import(&mut engine, &customers, ImportKind::Records)?;
    let with_records = size_mb();
    for time in 0..times {
        import(&mut engine, &retold(&events, time), ImportKind::Events)?;
    }
    let with_events = size_mb();
    let start = Instant::now();
    engine.segments(NOW)?;
    let draw_s = start.elapsed().as_secs_f64();
    let drawn = size_mb();
    let edition = serde_json::to_value(engine.edition())?;
    let [mut track, mut orders] = tracked(&mut engine, &customers)?;
    let mut upsert = upserted(&mut engine, &customers)?;
    Ok(serde_json::json!({
        "records": edition["records"],
        "customers": edition["customers"],
        "events": edition["events"],
        "draw_s": draw_s,
        "records_mb": with_records - empty,
        "events_mb": with_events - with_records,
        "portraits_mb": drawn - with_events,
        "track_median_us": at(&mut track, 0.5),
        "track_p99_us": at(&mut track, 0.99),
        "order_median_us": at(&mut orders, 0.5),
        "order_p99_us": at(&mut orders, 0.99),
        "upsert_median_us": at(&mut upsert, 0.5),
        "upsert_p99_us": at(&mut upsert, 0.99),
    }))
}

/// Cargo adds options of its own (`--bench`).
fn main() -> Outcome<()> {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let folder = arguments
        .first()
        .map(PathBuf::from)
        .ok_or("usage: cargo bench --bench live -- FOLDER [TIMES] [large]")?;
    let times = arguments.get(1).and_then(|text| text.parse().ok()).unwrap_or(1);
    let ruleset = if arguments.iter().any(|argument| argument == "large") {
        large()?
    } else {
        Ruleset::preset("b2b-cn")?
    };
    println!("{}", measure(&folder, times, ruleset)?);
    Ok(())
}
