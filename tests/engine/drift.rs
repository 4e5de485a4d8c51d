//! Reports of quality: by field, by source, and how a batch differs from the one before.

use kehu::engine::{CleanerOptions, QualityOptions};
use kehu::messages::Language;
use serde_json::{Value, json};

use crate::world::*;

/// Rows of two sources; `level` and `mobile` tell each row's values.
fn file(rows: usize, level: impl Fn(usize) -> &'static str, mobile: impl Fn(usize) -> String) -> String {
    let mut file = "编号,来源系统,公司名称,客户级别,手机,注册资本,更新时间\n".to_owned();
    for n in 0..rows {
        let source = if n.is_multiple_of(2) { "crm" } else { "erp" };
        file += &format!(
            "{n},{source},苏州第{n}精密机械有限公司,{},{},{},2026-0{}-01\n",
            level(n),
            mobile(n),
            100 + n % 7,
            1 + n % 6
        );
    }
    file
}

fn good(n: usize) -> String {
    format!("139{:08}", 10_000_000 + n * 37)
}

fn options(previous: Value) -> CleanerOptions {
    CleanerOptions { language: Language::En, now: NOW.into(), previous, ..CleanerOptions::default() }
}

fn report(file: &str, previous: Value) -> kehu::engine::CleanReport {
    clean_file(&ruleset_with(json!({})), options(previous), file).1
}

fn codes(report: &kehu::engine::CleanReport) -> Vec<String> {
    let drift = report.quality.drift.as_ref().unwrap();
    let told = |d: &kehu::quality::Drift| {
        format!("{} {} {}", d.code, d.source.as_deref().unwrap_or("-"), d.field.as_deref().unwrap_or("-"))
    };
    drift.iter().map(told).collect()
}

#[test]
fn a_report_tells_fields_and_sources() {
    let level = |n: usize| if n.is_multiple_of(10) { "" } else { ["A", "B", "C"][n % 3] };
    let report =
        report(&file(200, level, |n| if n.is_multiple_of(4) { "abc".into() } else { good(n) }), Value::Null);
    let field = |name: &str| report.quality.fields.iter().find(|f| f.field == name).unwrap();
    let level = field("level");
    assert_eq!((level.filled, level.distinct), (180, Some(3)));
    assert_eq!(level.values.iter().map(|v| v.count).sum::<u64>(), 180);
    assert!(field("mobile").values.is_empty(), "personal information is not told");
    assert_eq!((field("mobile").valid, field("mobile").invalid), (150, 50));
    let sources: Vec<(&str, u64, Option<&str>, Option<&str>)> = report
        .quality
        .sources
        .iter()
        .map(|s| (s.source.as_str(), s.rows, s.oldest.as_deref(), s.newest.as_deref()))
        .collect();
    assert_eq!(
        sources,
        [
            ("crm", 100, Some("2026-01-01"), Some("2026-05-01")),
            ("erp", 100, Some("2026-02-01"), Some("2026-06-01"))
        ]
    );
    let of = |source: usize| {
        report.quality.sources[source].fields.iter().find(|f| f.field == "mobile").unwrap().invalid
    };
    assert_eq!((of(0), of(1)), (50, 0));
    assert!(report.quality.sources[0].score < report.quality.sources[1].score);
}

#[test]
fn the_engine_reports_as_the_cleaner_does() {
    let text = file(100, |n| ["A", "B"][n % 2], good);
    let mut engine = engine();
    import(&mut engine, records("crm"), &text);
    let of_engine = engine.quality(&QualityOptions { now: NOW.into(), previous: Value::Null }).unwrap();
    let of_file = report(&text, Value::Null).quality;
    assert_eq!((of_engine.rows, of_engine.score), (of_file.rows, of_file.score));
    assert_eq!(of_engine.issues, of_file.issues);
    // The engine keeps a record's id apart from its fields.
    let fields = of_file.fields.iter().filter(|field| field.field != "id");
    assert!(of_engine.fields.iter().eq(fields));
    assert_eq!(of_engine.sources.len(), of_file.sources.len());
    let drift = engine
        .quality(&QualityOptions { now: NOW.into(), previous: serde_json::to_value(&of_engine).unwrap() });
    assert!(drift.unwrap().drift.unwrap().is_empty());
    let wrong = QualityOptions { now: NOW.into(), previous: json!({"x": 1}) };
    assert_eq!(engine.quality(&wrong).unwrap_err().code(), "report/invalid");
}

#[test]
fn the_same_again_is_no_drift_and_chance_is_none() {
    let first = report(&file(300, |n| ["A", "B", "C"][n % 3], good), Value::Null);
    let previous = serde_json::to_value(&first).unwrap();
    assert_eq!(
        codes(&report(&file(300, |n| ["A", "B", "C"][n % 3], good), previous.clone())),
        Vec::<String>::new()
    );
    let near = file(310, |n| if n.is_multiple_of(31) { "A" } else { ["A", "B", "C"][n % 3] }, good);
    assert_eq!(codes(&report(&near, previous)), Vec::<String>::new());
}

#[test]
fn what_changes_between_batches_is_told() {
    let first = report(&file(300, |n| ["A", "B", "C"][n % 3], good), Value::Null);
    let previous = serde_json::to_value(&first).unwrap();
    let second = file(
        300,
        |n| if n.is_multiple_of(3) { "A" } else { ["D", ""][n % 2] },
        |n| if n.is_multiple_of(2) { "abc".into() } else { good(n) },
    );
    let found = report(&second, previous);
    let codes = codes(&found);
    for wanted in [
        "drift/completeness - level",
        "drift/value_gone - level",
        "drift/value_new - level",
        "drift/share - level",
        "drift/validity - mobile",
        "drift/issue - mobile",
        "drift/score - -",
        "drift/validity crm mobile",
    ] {
        assert!(codes.iter().any(|code| code == wanted), "{wanted}: {codes:#?}");
    }
    assert!(!codes.iter().any(|code| code == "drift/validity erp mobile"), "{codes:#?}");
    let texts: Vec<&str> = found.quality.drift.iter().flatten().map(|d| d.text.as_str()).collect();
    assert!(texts.contains(&"50.0% of the values of “Mobile” are valid, 100.0% before"), "{texts:#?}");
    assert!(texts.iter().any(|text| text.starts_with("“Mobile” is wrong more often: ")), "{texts:#?}");
    assert!(texts.iter().all(|text| !text.contains(['…', '{'])), "{texts:#?}");
}

#[test]
fn columns_sources_and_rows_that_come_and_go_are_told() {
    let first = report(&file(300, |_| "A", good), Value::Null);
    let rows: Vec<String> = file(100, |_| "", good).lines().map(|l| l.replace(",erp,", ",web,")).collect();
    let found = report(&rows.join("\n"), serde_json::to_value(&first).unwrap());
    let codes = codes(&found);
    for wanted in
        ["drift/rows - -", "drift/field_gone - level", "drift/source_gone erp -", "drift/source_new web -"]
    {
        assert!(codes.iter().any(|code| code == wanted), "{wanted}: {codes:#?}");
    }
}

#[test]
fn numbers_far_from_all_others_are_told() {
    let mut text = file(100, |_| "A", good);
    text += "999,crm,苏州远方精密机械有限公司,A,13911112222,99999999999,2026-01-01\n";
    let found = report(&text, Value::Null);
    let outlier = found.quality.issues.iter().find(|issue| issue.code == "quality/outlier").unwrap();
    assert_eq!((outlier.field.as_str(), outlier.count), ("registered_capital", 1));
    assert!(outlier.text.contains("99999999999"), "{}", outlier.text);
}
