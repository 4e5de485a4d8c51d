//! What the tests of the engine share.

use std::collections::{BTreeMap, BTreeSet};

use kehu::engine::{
    CleanReport, Cleaner, CleanerOptions, Engine, ImportKind, ImportOptions, ImportReport, Input, Options,
    Page, Stage,
};
use kehu::messages::Language;
use kehu::privacy::Access;
use kehu::schema::ruleset::Ruleset;
use serde_json::Value;

pub const NOW: &str = "2026-06-30T09:00:00+08:00";

pub fn engine() -> Engine {
    Engine::new(Ruleset::preset("b2b-cn").unwrap(), Options { language: Language::En, ..Options::default() })
        .unwrap()
}

/// The preset with some of its parts replaced; with fields of its own, nothing is left of the preset.
pub fn ruleset_with(parts: Value) -> String {
    let mut document = match parts.get("fields") {
        Some(_) => serde_json::json!({ "format": 1, "id": "test", "version": "1" }),
        None => serde_json::to_value(Ruleset::preset("b2b-cn").unwrap()).unwrap(),
    };
    for (key, part) in parts.as_object().unwrap() {
        document[key] = part.clone();
    }
    document.to_string()
}

/// A file cleaned as a whole: the cleaned file and the report.
pub fn clean_file(ruleset: &str, options: CleanerOptions, file: &str) -> (String, CleanReport) {
    let mut cleaner = Cleaner::new(Ruleset::from_json(ruleset).unwrap(), options).unwrap();
    let mut out = cleaner.push(file.as_bytes()).unwrap();
    out.extend(cleaner.finish().unwrap());
    (String::from_utf8(out).unwrap(), cleaner.report().unwrap())
}

pub fn input(pairs: &[(&str, &str)]) -> Input {
    Input::from_pairs(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())))
}

pub fn records(source: &str) -> ImportOptions {
    ImportOptions { source: source.into(), now: NOW.into(), ..ImportOptions::default() }
}

pub fn events() -> ImportOptions {
    ImportOptions { kind: ImportKind::Events, now: NOW.into(), ..ImportOptions::default() }
}

/// Imports a whole file.
pub fn import(engine: &mut Engine, options: ImportOptions, file: &str) -> ImportReport {
    engine.begin_import(options).unwrap();
    engine.push_import(file.as_bytes()).unwrap();
    engine.end_import().unwrap();
    while engine.step_import(7).unwrap().stage != Stage::Done {}
    engine.commit_import().unwrap()
}

pub fn access(role: &str, purpose: &str) -> Access {
    Access { role: Some(role.into()), purpose: (!purpose.is_empty()).then(|| purpose.into()) }
}

/// All customers at `now`, line by line.
pub fn export_at(engine: &mut Engine, now: &str) -> String {
    let page = Page { now: now.into(), limit: usize::MAX, ..Page::default() };
    String::from_utf8(engine.export_customers(&page).unwrap()).unwrap()
}

pub fn export(engine: &mut Engine) -> String {
    export_at(engine, NOW)
}

/// The customers as JSON, by id.
pub fn customers(engine: &mut Engine) -> BTreeMap<String, Value> {
    let lines = export(engine);
    let parsed = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    parsed.map(|customer| (customer["id"].as_str().unwrap().to_owned(), customer)).collect()
}

/// The record ids of each customer.
pub fn clusters(engine: &Engine) -> BTreeSet<BTreeSet<String>> {
    let mut by_customer: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in String::from_utf8(engine.export_clusters()).unwrap().lines().skip(1) {
        let (id, cluster) = line.rsplit_once(',').unwrap();
        by_customer.entry(cluster.into()).or_default().insert(id.into());
    }
    by_customer.into_values().collect()
}

/// The pairs with their weights, whichever record is named first.
pub fn pairs(engine: &Engine) -> BTreeSet<String> {
    let text = String::from_utf8(engine.export_pairs()).unwrap();
    let ordered = |line: &str| {
        let mut parts: Vec<&str> = line.split(',').collect();
        parts[..2].sort_unstable();
        parts.join(",")
    };
    text.lines().skip(1).map(ordered).collect()
}

/// The customer id of a record.
pub fn customer_of(engine: &Engine, record: &str) -> String {
    let text = String::from_utf8(engine.export_clusters()).unwrap();
    let found = text.lines().find_map(|line| line.strip_prefix(&format!("{record},")));
    found.unwrap_or_else(|| panic!("no record {record}")).to_owned()
}

/// The golden value of a record's customer, empty where there is none.
pub fn golden(engine: &mut Engine, record: &str, field: &str) -> String {
    let id = customer_of(engine, record);
    let value = customers(engine)[&id]["golden"][field]["value"].clone();
    value.as_str().unwrap_or_default().to_owned()
}

/// Everything that can be seen of an engine from outside.
pub fn traces(engine: &mut Engine) -> (String, Vec<u8>, Vec<u8>, Vec<u8>) {
    (export(engine), engine.export_pairs(), engine.export_clusters(), engine.snapshot().unwrap())
}

pub fn set(ids: &[&str]) -> BTreeSet<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

/// A snapshot without what was derived, so that all is derived anew.
pub fn changes_only(snapshot: &[u8]) -> Vec<u8> {
    let frames = kehu::store::Reader::snapshot(snapshot).unwrap().map(|frame| frame.unwrap().1);
    let mut out = kehu::store::begin_snapshot();
    for (sequence, payload) in (1..).zip(frames.filter(|payload| payload[0] != 3)) {
        kehu::store::write_frame(&mut out, sequence, payload);
    }
    out
}

/// A snapshot that tells of its records that each stands alone. Whoever takes over what was derived believes it.
pub fn all_alone(snapshot: &[u8], records: usize) -> Vec<u8> {
    let mut out = kehu::store::begin_snapshot();
    for frame in kehu::store::Reader::snapshot(snapshot).unwrap() {
        let (sequence, payload) = frame.unwrap();
        let alone = [&[3, 3, 0][..], &vec![0; 3 * records + 1]].concat();
        kehu::store::write_frame(&mut out, sequence, if payload[..2] == [3, 3] { &alone } else { payload });
    }
    out
}
