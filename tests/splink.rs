//! Models of Splink in the place of a ruleset's matching model.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking, its helpers too")]

use std::fs;
use std::path::Path;

use kehu::engine::{Engine, ImportOptions, Options, Stage};
use kehu::error::{Error, Result};
use kehu::messages::Language;
use kehu::privacy::Access;
use kehu::schema::ruleset::{MatchingDef, Ruleset};
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

fn file(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/splink").join(name)).unwrap()
}

fn model(version: &str) -> Value {
    serde_json::from_str(&file(&format!("{version}.json"))).unwrap()
}

/// The preset with a Splink model in the place of its own.
fn ruleset(model: &Value) -> Result<Ruleset> {
    let mut document = serde_json::to_value(Ruleset::preset("b2b-cn").unwrap()).unwrap();
    document["matching"] = model.clone();
    Ruleset::from_json(&document.to_string())
}

fn imported(version: &str) -> MatchingDef {
    ruleset(&model(version)).unwrap_or_else(|error| panic!("{version}: {error}")).matching
}

fn fault(model: &Value) -> Error {
    ruleset(model).unwrap_err()
}

/// A model of one comparison with one level besides the last.
fn with_condition(sql: &str) -> Value {
    json!({
        "probability_two_random_records_match": 0.01,
        "comparisons": [{
            "output_column_name": "c",
            "comparison_levels": [
                {"sql_condition": sql, "label_for_charts": "asked", "m_probability": 0.9, "u_probability": 0.1},
                {"sql_condition": "ELSE", "label_for_charts": "else", "m_probability": 0.1, "u_probability": 0.9},
            ],
        }],
        "blocking_rules_to_generate_predictions": ["l.first_name = r.first_name"],
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    sql: String,
    tests: Option<String>,
    why: String,
    source: String,
}

#[test]
fn every_condition_is_asked_by_tests_or_refused() {
    #[derive(Deserialize)]
    struct Cases {
        case: Vec<Case>,
    }
    let mut wrong = Vec::new();
    for case in toml::from_str::<Cases>(&file("conditions.toml")).unwrap().case {
        assert!(!case.source.is_empty());
        let found = match ruleset(&with_condition(&case.sql)) {
            Ok(ruleset) => {
                let levels = &ruleset.matching.comparisons[0].levels;
                let tests: Vec<_> = levels.iter().map(|level| &level.tests).take(levels.len() - 1).collect();
                assert!(levels.iter().rev().skip(1).all(|level| (level.m, level.u) == (0.9, 0.1)));
                Some(serde_json::to_value(tests).unwrap())
            }
            Err(error) => {
                let told = (error.code(), error.path());
                let path = "matching.comparisons[0].comparison_levels[0].sql_condition";
                assert_eq!(told, ("splink/condition", path), "{}", case.sql);
                assert!(error.message(Language::Zh).contains(&case.sql), "{error}");
                None
            }
        };
        let expected = case.tests.map(|tests| serde_json::from_str::<Value>(&tests).unwrap());
        if found != expected {
            wrong.push(format!("{}: {found:?}: {}", case.sql, case.why));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn probabilities_stand_as_they_are() {
    for version in ["v3", "v4", "v5"] {
        let (document, def) = (model(version), imported(version));
        assert_eq!(def.prior, document["probability_two_random_records_match"]);
        let comparisons = document["comparisons"].as_array().unwrap();
        assert_eq!(def.comparisons.len(), comparisons.len());
        for (from, to) in comparisons.iter().zip(&def.comparisons) {
            let levels = from["comparison_levels"].as_array().unwrap();
            let levels: Vec<&Value> = levels.iter().filter(|level| level["is_null_level"] != true).collect();
            assert_eq!(to.levels.len(), levels.len(), "{version} {}", to.name);
            for (from, to) in levels.iter().zip(&to.levels) {
                assert_eq!(to.name, from["label_for_charts"].as_str().unwrap());
                assert_eq!(to.m, from["m_probability"].as_f64().unwrap_or(1e-6), "{version} {}", to.name);
                assert_eq!(to.u, from["u_probability"].as_f64().unwrap());
            }
        }
    }
}

#[test]
fn columns_meet_those_of_a_file() {
    let def = imported("v4");
    let fields: Vec<&str> = def.comparisons.iter().map(|comparison| comparison.fields[0].as_str()).collect();
    assert_eq!(fields, ["given_name", "family_name", "birth_date", "city", "occupation"]);
    assert_eq!(def.columns, ["occupation"]);
    assert_eq!(imported("v5").columns, ["hobbies"]);
    assert_eq!(imported("v3").comparisons[1].name, "surname");
}

#[test]
fn blocking_rules_become_keys() {
    let rules = |version| serde_json::to_value(imported(version).blocking).unwrap();
    let key = |name, fields, part: Value| {
        let mut rule = json!({"name": name, "fields": [fields], "part": "value", "words": false});
        rule.as_object_mut().unwrap().extend(part.as_object().unwrap().clone());
        rule
    };
    let born = json!({"fields": ["birth_date"], "part": "value"});
    assert_eq!(
        rules("v3"),
        json!([
            key("first_name + dob", "given_name", json!({"and": [born]})),
            key("surname", "family_name", json!({"chars": 3})),
            key("email", "email", json!({})),
        ])
    );
    let month = json!({"fields": ["birth_date"], "part": "value", "chars": 6});
    assert_eq!(rules("v4")[2], key("surname + dob", "family_name", json!({"chars": 2, "and": [month]})));
}

/// Puts a value where a pointer leads.
fn put(document: &mut Value, pointer: &str, value: Value) {
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap() {
        Value::Array(list) => list[key.parse::<usize>().unwrap()] = value,
        parent => parent[key] = value,
    }
}

#[test]
fn faults_have_their_paths() {
    let level = "/comparisons/1/comparison_levels/2";
    let path = "matching.comparisons[1].comparison_levels[2]";
    let rule = "matching.blocking_rules_to_generate_predictions";
    let two = r#""surname_l" = "surname_r" AND "city_l" = "city_r""#;
    let cases = [
        (
            format!("{level}/sql_condition"),
            json!("soundex(a_l) = 3"),
            "splink/condition",
            format!("{path}.sql_condition"),
        ),
        (format!("{level}/sql_condition"), json!(two), "splink/column", format!("{path}.sql_condition")),
        (format!("{level}/sql_condition"), json!(1), "ruleset/invalid", format!("{path}.sql_condition")),
        (format!("{level}/is_null_level"), json!(true), "splink/condition", format!("{path}.sql_condition")),
        (format!("{level}/m_probability"), json!(null), "splink/untrained", format!("{path}.m_probability")),
        (
            format!("{level}/u_probability"),
            json!(1.5),
            "ruleset/probability",
            format!("{path}.u_probability"),
        ),
        (
            "/blocking_rules_to_generate_predictions/1/blocking_rule".to_owned(),
            json!("levenshtein(l.surname, r.surname) <= 2"),
            "splink/condition",
            format!("{rule}[1].blocking_rule"),
        ),
        (
            "/blocking_rules_to_generate_predictions/2".to_owned(),
            json!("1 = 1"),
            "splink/condition",
            format!("{rule}[2]"),
        ),
        ("/blocking_rules_to_generate_predictions".to_owned(), json!([]), "ruleset/invalid", rule.to_owned()),
        (
            "/comparisons/1/comparison_levels".to_owned(),
            json!([]),
            "ruleset/invalid",
            "matching.comparisons[1].comparison_levels".to_owned(),
        ),
        (
            "/probability_two_random_records_match".to_owned(),
            json!(0),
            "ruleset/probability",
            "matching.prior".to_owned(),
        ),
    ];
    for (pointer, value, code, path) in cases {
        let mut document = model("v4");
        put(&mut document, &pointer, value);
        let error = fault(&document);
        assert_eq!((error.code(), error.path()), (code, path.as_str()), "{pointer}");
    }
}

#[test]
fn what_was_never_seen_has_the_least_probability() {
    let mut document = model("v4");
    document["comparisons"][3]["comparison_levels"][1]["u_probability"] = json!(0);
    let def = ruleset(&document).unwrap().matching;
    assert_eq!(def.comparisons[3].levels[0].u, 1e-10);
}

#[test]
fn an_imported_model_is_written_as_one_of_ours() {
    let once = ruleset(&model("v5")).unwrap();
    let again = Ruleset::from_json(&serde_json::to_string(&once).unwrap()).unwrap();
    assert_eq!(once, again);
}

/// First name the same: 7 bits. Surname one edit apart: 5 bits. Birth 20 days apart: 3 bits. City differs:
/// log2(0.5 / 0.875) bits. Occupation is missing on one side: nothing. The prior: log2(0.0025 / 0.9975) bits.
#[test]
fn a_pair_has_the_weight_that_splink_gives_it() {
    let options = Options { language: Language::En, ..Options::default() };
    let mut engine = Engine::new(ruleset(&model("v4")).unwrap(), options).unwrap();
    let file = "unique_id,first_name,surname,dob,city,occupation\n\
                1,Margaret,Thornbury,1961-03-02,Leeds,baker\n\
                2,margaret,Thornburg,1961-03-22,York,\n";
    let now = "2026-06-30T09:00:00+08:00".to_owned();
    engine.begin_import(ImportOptions { source: "a".into(), now, ..ImportOptions::default() }).unwrap();
    engine.push_import(file.as_bytes()).unwrap();
    engine.end_import().unwrap();
    while engine.step_import(10).unwrap().stage != Stage::Done {}
    engine.commit_import().unwrap();
    let told = engine.explain("1", "2", &Access::default()).unwrap();
    let prior = (0.0025_f64 / 0.9975).log2();
    let expected = (prior + 7.0 + 5.0 + 3.0 + (0.5_f64 / 0.875).log2()) * 1024.0;
    assert!((f64::from(told.weight) - expected).abs() <= 1.0, "{told:?}, not {expected}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_too_odd(text in "\\PC*") {
        let _ = bare_ruleset(&text);
    }

    #[test]
    fn no_mixture_of_pieces_is_too_odd(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let _ = bare_ruleset(&pieces.join(" "));
    }
}

const PIECES: &[&str] = &[
    "a_l",
    "a_r",
    "\"b_l\"",
    "`b_r`",
    "l.",
    "r.",
    "x",
    "(",
    ")",
    ",",
    "=",
    "<=",
    ">",
    "-",
    "0.5",
    "1",
    "99999999999999999999",
    "1e9",
    "'^[^@]+'",
    "'^[a-z]{300}'",
    "''",
    "OR",
    "AND",
    "IS NULL",
    "abs(",
    "epoch(",
    "levenshtein(a_l, a_r)",
    "substr(",
    "AS TEXT",
    "'",
    "\"",
    "名",
];

/// A model with the text as its condition and its blocking rule, read without the preset's fields.
fn bare_ruleset(sql: &str) -> Result<Ruleset> {
    let mut matching = with_condition(sql);
    matching["blocking_rules_to_generate_predictions"] = json!([sql]);
    Ruleset::from_json(
        &json!({"format": 1, "id": "t", "version": "1", "fields": [], "matching": matching}).to_string(),
    )
}

#[test]
fn depth_and_size_are_limited() {
    let equal = "\"a_l\" = \"a_r\"";
    let deep = "(".repeat(100_000) + equal + &")".repeat(100_000);
    let wide = vec![format!("({equal} OR {equal})"); 10_000].join(" AND ");
    let long = vec![equal; 10_000].join(" AND ");
    for sql in [deep, wide, long] {
        assert_eq!(bare_ruleset(&sql).unwrap_err().code(), "splink/condition");
    }
}
