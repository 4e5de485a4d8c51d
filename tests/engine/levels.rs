//! Where the comparisons of the preset come out, pair by pair.

use std::collections::BTreeMap;

use kehu::engine::Input;
use kehu::privacy::Access;
use serde::Deserialize;

use crate::world::*;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    records: [BTreeMap<String, String>; 2],
    comparison: String,
    level: String,
    why: String,
    source: String,
}

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
}

/// The level of a comparison of two records.
fn level(records: &[BTreeMap<String, String>; 2], comparison: &str) -> Option<String> {
    let with_id = |(record, id): (&BTreeMap<String, String>, &str)| {
        let id = ("id".to_owned(), id.to_owned());
        Input::from_pairs(record.clone().into_iter().chain([id]))
    };
    let inputs: Vec<Input> = records.iter().zip(["a", "b"]).map(with_id).collect();
    let mut engine = engine();
    engine.upsert(&inputs, "crm", NOW).unwrap();
    let reasons = engine.explain("a", "b", &Access::default()).unwrap().reasons;
    let reason = reasons.into_iter().find(|reason| reason.path.as_deref() == Some(comparison))?;
    reason.params.get("level").map(str::to_owned)
}

#[test]
fn pairs_reach_the_levels_that_the_cases_say() {
    let cases: Cases = toml::from_str(include_str!("levels.toml")).unwrap();
    let mut wrong = Vec::new();
    for case in cases.case {
        let found = level(&case.records, &case.comparison);
        if found.as_deref() != Some(&case.level) {
            wrong.push(format!("{} ({}): {found:?} for {}", case.why, case.source, case.level));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
