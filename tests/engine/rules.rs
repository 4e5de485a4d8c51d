//! Rules of quality: what the ruleset demands of values and records, and what follows from one field for another.

use std::collections::BTreeMap;

use kehu::engine::{Cleaner, CleanerOptions, Engine, ImportOptions, Input, Options};
use kehu::messages::Language;
use kehu::schema::ruleset::Ruleset;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::world::*;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// Parts of a ruleset that stand in the place of the preset's, as JSON.
    #[serde(default)]
    ruleset: String,
    record: BTreeMap<String, String>,
    /// Fields of the cleaned record.
    #[serde(default)]
    cleaned: BTreeMap<String, String>,
    /// `field code`, or `field code check`, of every issue.
    #[serde(default)]
    issues: Vec<String>,
    /// `field value from`, of every suggestion.
    #[serde(default)]
    suggestions: Vec<String>,
    why: String,
    source: String,
}

#[derive(Deserialize)]
struct Fault {
    ruleset: String,
    code: String,
    path: String,
    why: String,
}

#[derive(Deserialize)]
struct Cases {
    case: Vec<Case>,
    fault: Vec<Fault>,
}

fn cases() -> Cases {
    toml::from_str(include_str!("rules.toml")).unwrap()
}

fn engine_with(parts: &str) -> kehu::error::Result<Engine> {
    let parts: Value = if parts.is_empty() { json!({}) } else { serde_json::from_str(parts).unwrap() };
    let options = Options { language: Language::En, ..Options::default() };
    Ruleset::from_json(&ruleset_with(parts)).and_then(|ruleset| Engine::new(ruleset, options))
}

#[test]
fn records_are_judged_as_the_cases_say() {
    let mut wrong = Vec::new();
    for case in cases().case {
        let engine = engine_with(&case.ruleset).unwrap();
        let record = Input::from_pairs(case.record.clone());
        let result = engine.clean(&record, NOW).unwrap();
        let issues: Vec<String> = result
            .issues
            .iter()
            .map(|issue| {
                let check = issue.reason.path.as_deref().map_or(String::new(), |path| format!(" {path}"));
                format!("{} {}{check}", issue.field, issue.reason.code)
            })
            .collect();
        let suggestions: Vec<String> =
            result.suggestions.iter().map(|s| format!("{} {} {}", s.field, s.value, s.from)).collect();
        let cleaned = case.cleaned.iter().all(|(name, text)| result.record.get(name) == Some(text));
        if issues != case.issues || suggestions != case.suggestions || !cleaned {
            wrong.push(format!(
                "{} ({}): {:?} {issues:?} {suggestions:?}",
                case.why, case.source, result.record
            ));
        }
        let open = ["{field}", "{other}", "{value}", "{limit}", "{pattern}", "{allowed}", "{must}", "{when}"];
        let whole = |text: &str| open.iter().all(|name| !text.contains(name));
        assert!(result.issues.iter().all(|issue| whole(&issue.text)), "{:?}", result.issues);
        assert!(result.suggestions.iter().all(|s| whole(&s.text)), "{:?}", result.suggestions);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn faults_of_the_ruleset_are_told_with_their_place() {
    for fault in cases().fault {
        let error = engine_with(&fault.ruleset).map(|_| ()).unwrap_err();
        assert_eq!((error.code(), error.path()), (fault.code.as_str(), fault.path.as_str()), "{}", fault.why);
        assert!(!error.message(Language::Zh).contains('{'), "{}", error.message(Language::Zh));
    }
}

#[test]
fn a_cleaned_record_is_clean() {
    for case in cases().case.into_iter().filter(|case| !case.ruleset.contains("cleaning")) {
        let engine = engine_with(&case.ruleset).unwrap();
        let once = engine.clean(&Input::from_pairs(case.record), NOW).unwrap();
        let twice = engine.clean(&Input::from_pairs(once.record.clone()), NOW).unwrap();
        assert_eq!(twice.record, once.record, "{}", case.why);
    }
}

#[test]
fn steps_and_demands_hold_for_imports_and_leave_other_fields_alone() {
    let parts = json!({
        "cleaning": [
            { "field": "contact", "do": "split", "find": "/", "fields": ["contact", "mobile"] },
            { "field": "remark", "do": "replace", "find": "旧", "with": "旧旧" },
        ],
        "fields": [
            { "name": "id", "kind": "text", "entity": "record" },
            { "name": "company", "kind": "company_name", "required": true },
            { "name": "contact", "kind": "person_name", "entity": "contact" },
            { "name": "mobile", "kind": "phone", "entity": "contact", "valid": { "placeholders": ["13812345678"] } },
            { "name": "phone", "kind": "phone" },
            { "name": "remark", "kind": "text", "entity": "record" },
        ],
        "identity": { "identifiers": [{ "kind": "mobile", "fields": ["mobile", "phone"] }] },
        "matching": { "prior": 0.001, "thresholds": { "match": 0.9, "review": 0.5 }, "genericAbove": 60,
            "comparisons": [{ "name": "phone", "fields": ["mobile", "phone"], "levels": [
                { "name": "same", "tests": [{ "fn": "same" }], "m": 0.9, "u": 1e-6 }, { "name": "other", "m": 0.1, "u": 0.99 }] }],
            "blocking": [{ "name": "phone", "fields": ["mobile", "phone"] }] },
    });
    let ruleset = || Ruleset::from_json(&ruleset_with(parts.clone())).unwrap();
    let mut engine = Engine::new(ruleset(), Options::default()).unwrap();
    let file = "id,company,contact,phone,remark\n1,杭州云帆科技有限公司,李雷/13812345678,,旧\n2,上海明辰机械有限公司,韩梅梅/13812345678,,\n\
                3,成都锦程电子有限公司,,13812345678,\n4,武汉长江电气有限公司,,13812345678,\n";
    import(&mut engine, records("crm"), file);
    let apart = [set(&["1"]), set(&["2"]), set(&["3", "4"])];
    assert_eq!(
        clusters(&engine),
        apart.clone().into(),
        "only the mobile is a placeholder, not the same phone"
    );
    let all = customers(&mut engine);
    assert_eq!(all[&customer_of(&engine, "1")]["golden"]["remark"]["value"], "旧旧");
    // What is kept is what the steps made; they are not taken once more.
    let snapshot = engine.snapshot().unwrap();
    let mut again = Engine::restore(&snapshot, Options::default()).unwrap();
    assert_eq!(export(&mut again), export(&mut engine));
    assert_eq!(clusters(&again), apart.into());
}

#[test]
fn what_is_missing_is_filled_in_only_where_it_is_asked_for() {
    let file = "公司名称,邮箱,网址,城市,电话,身份证号,性别\n\
                杭州云帆科技有限公司,li@yunfan.cn,,,0571-87654321,11010519491231002X,\n\
                上海明辰机械有限公司,wang@qq.com,www.mingchen.com,上海,,,男\n";
    let preset = ruleset_with(json!({}));
    let plain = CleanerOptions { language: Language::Zh, ..CleanerOptions::default() };
    let (out, report) = clean_file(&preset, plain.clone(), file);
    let first = out.lines().nth(1).unwrap();
    assert!(first.contains("li@yunfan.cn,,,"), "{first}");
    let derived = |name: &str| report.quality.fields.iter().find(|f| f.field == name).map(|f| f.derived);
    assert_eq!((derived("city"), derived("gender"), derived("website")), (Some(1), Some(1), Some(1)));
    let (out, _) = clean_file(&preset, CleanerOptions { fill: true, ..plain }, file);
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines[1].contains("yunfan.cn,浙江省杭州市,") && lines[1].ends_with(",女"), "{}", lines[1]);
    assert!(lines[2].contains("mingchen.com,上海") && lines[2].ends_with(",男"), "{}", lines[2]);
}

#[test]
fn units_of_the_header_multiply_and_fields_of_steps_become_columns() {
    let file = "公司名称,注册资本（万元）,联系人\n杭州云帆科技有限公司,500,李雷 13812345678\n";
    let parts = json!({ "cleaning": [
        { "field": "contact", "do": "split", "find": " ", "fields": ["contact", "mobile"] },
        { "field": "level", "do": "default", "with": "C" },
    ] });
    let (out, report) = clean_file(&ruleset_with(parts), CleanerOptions::default(), file);
    assert_eq!(
        out,
        "公司名称,注册资本（万元）,联系人,手机,客户级别\n杭州云帆科技有限公司,5000000,李雷,+8613812345678,C\n"
    );
    assert_eq!(report.quality.fields.iter().find(|f| f.field == "mobile").unwrap().valid, 1);
}

#[test]
fn units_multiply_what_events_tell() {
    let mut engine = engine();
    import(&mut engine, records("crm"), "编号,公司名称,手机\n1,杭州云帆科技有限公司,13812345678\n");
    let mapping = [("合同金额（万元）".to_owned(), Some("amount").into())].into();
    let file = "event_id,type,time,mobile,合同金额（万元）\ne1,contract,2026-05-01,13812345678,\"1,200.5\"\n";
    import(&mut engine, ImportOptions { mapping, ..events() }, file);
    let customers = customers(&mut engine);
    let timeline = &customers[&customer_of(&engine, "1")]["timeline"];
    assert!(timeline.to_string().contains("12005000"), "{timeline}");
}

#[test]
fn a_mapping_can_be_saved_edited_and_applied() {
    let file = "甲,乙,丙\n杭州云帆科技有限公司,13812345678,12\n";
    let preset = ruleset_with(json!({}));
    let with = |mapping: Value| {
        kehu::json::document::<CleanerOptions>(json!({ "mapping": mapping }), "input/invalid")
    };
    let (_, first) = clean_file(&preset, CleanerOptions::default(), file);
    let saved: serde_json::Map<String, Value> = first
        .mapping
        .iter()
        .map(|column| {
            let mut entry = serde_json::to_value(column).unwrap();
            entry.as_object_mut().unwrap().remove("column");
            (column.column.clone(), entry)
        })
        .collect();
    let mut edited = saved.clone();
    edited["乙"] = json!("phone");
    edited["丙"] = json!({ "field": "registered_capital", "unit": "万元" });
    let (out, second) = clean_file(&preset, with(Value::Object(edited)).unwrap(), file);
    let fields: Vec<Option<&str>> = second.mapping.iter().map(|column| column.field.as_deref()).collect();
    assert_eq!(fields, [Some("company"), Some("phone"), Some("registered_capital")]);
    assert!(out.ends_with(",120000\n"), "{out}");
    for (mapping, code, path) in [
        (json!({ "丁": "phone" }), "import/no_column", "mapping.丁"),
        (json!({ "乙": "fone" }), "ruleset/unknown_field", "mapping.乙"),
    ] {
        let mut cleaner = Cleaner::new(Ruleset::from_json(&preset).unwrap(), with(mapping).unwrap()).unwrap();
        cleaner.push(file.as_bytes()).unwrap();
        let error = cleaner.finish().unwrap_err();
        assert_eq!((error.code(), error.path()), (code, path));
    }
    assert!(with(json!({ "乙": 5 })).is_err() && with(json!({ "乙": { "feld": "phone" } })).is_err());
}

/// A contract whose rules have conditions.
fn contracts() -> String {
    ruleset_with(json!({
        "fields": [
            { "name": "company", "kind": "company_name" },
            { "name": "type", "kind": "text", "label": { "zh": "客户类型", "en": "Type" } },
            { "name": "uscc", "kind": "uscc", "label": { "zh": "统一社会信用代码", "en": "Credit code" } },
            { "name": "credit_days", "kind": "number", "label": { "zh": "账期", "en": "Credit days" } },
        ],
        "checks": [
            { "id": "code_of_company", "field": "uscc", "when": { "field": "type", "op": "equals", "value": "企业" },
              "must": { "field": "uscc", "op": "exists" } },
            { "id": "long_credit", "field": "credit_days", "severity": "warning",
              "label": { "zh": "个人客户账期最多 30 天", "en": "persons pay within 30 days" },
              "when": { "field": "type", "op": "equals", "value": "个人" },
              "must": { "field": "credit_days", "op": "lte", "value": 30 } },
        ],
    }))
}

#[test]
fn reports_count_what_is_missing_where_a_condition_requires_it() {
    let file = "company,type,uscc,credit_days\n杭州云帆科技有限公司,企业,,10\n李雷,个人,,90\n韩梅梅,个人,,20\n\
                上海明辰机械有限公司,企业,91330106MA2CFLDG4R,\n";
    let (_, report) = clean_file(&contracts(), CleanerOptions::default(), file);
    let told: Vec<_> = report
        .quality
        .issues
        .iter()
        .filter_map(|issue| Some((issue.check.as_deref()?, issue.count, issue.text.as_str())))
        .collect();
    assert_eq!(
        told,
        [
            ("long_credit", 1, "个人客户账期最多 30 天"),
            ("code_of_company", 1, "缺少“统一社会信用代码”，以下情况必填：客户类型等于“企业”"),
        ]
    );
    let field = report.quality.fields.iter().find(|field| field.field == "uscc").unwrap();
    assert_eq!((field.filled, field.missing), (1, 1));
}

#[test]
fn rules_with_conditions_are_asked_at_entry_in_the_language_of_the_form() {
    let engine = Engine::new(Ruleset::from_json(&contracts()).unwrap(), Options::default()).unwrap();
    let record = input(&[("company", "杭州云帆科技有限公司"), ("type", "企业")]);
    let texts = |language| {
        let result = engine.clean_as(&record, NOW, language, &[]).unwrap();
        result.issues.into_iter().map(|issue| issue.text).collect::<Vec<_>>()
    };
    assert_eq!(texts(Language::Zh), ["缺少“统一社会信用代码”，以下情况必填：客户类型等于“企业”"]);
    assert_eq!(texts(Language::En), ["“Credit code” is missing, and required where Type is “企业”"]);
}
