//! Rulesets and data that nobody should write: each is refused with its place, or means what it says.

use kehu::engine::{Acknowledged, ClusterQuery, Engine, Options};
use kehu::messages::Language;
use kehu::privacy::Access;
use kehu::schema::ruleset::Ruleset;
use serde_json::{Value, json};

use crate::world::*;

/// A small ruleset with such parts, over customers with a number and a date, and orders.
fn load(parts: Value) -> kehu::error::Result<Engine> {
    let mut document = json!({
        "fields": [{ "name": "id", "kind": "text", "entity": "record" }, { "name": "company", "kind": "company_name" },
                   { "name": "n", "kind": "number" }, { "name": "born", "kind": "date" }],
        "events": [{ "id": "order", "properties": [{ "name": "amount", "kind": "amount" }] }, { "id": "visit" }],
    });
    for (key, part) in parts.as_object().unwrap() {
        document[key] = part.clone();
    }
    let options = Options { language: Language::En, ..Options::default() };
    Ruleset::from_json(&ruleset_with(document)).and_then(|ruleset| Engine::new(ruleset, options))
}

fn tag(id: &str, when: Value) -> Value {
    json!({ "id": id, "name": { "zh": id, "en": id }, "when": when })
}

fn rule(more: Value) -> Value {
    let mut rule = json!({ "id": "r", "name": { "zh": "r", "en": "r" }, "when": { "all": [] },
        "then": [{ "action": "call", "name": { "zh": "致电", "en": "call" } }] });
    rule.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    rule
}

fn text(template: &str) -> Value {
    json!({ "then": [{ "action": "call", "name": { "zh": "", "en": "" }, "template": { "zh": "", "en": template } }] })
}

#[test]
fn rulesets_that_cannot_be_meant_are_refused_with_their_place() {
    let tags = |when: Value| json!({ "tags": [tag("a", when)] });
    let rules = |more: Value| json!({ "rules": [rule(more)] });
    let score = |more: Value| {
        let mut score = json!({ "id": "x", "name": { "zh": "", "en": "" } });
        score.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "scores": [score] })
    };
    let mut deep = json!({ "field": "n", "op": "exists" });
    for _ in 0..70 {
        deep = json!({ "not": deep });
    }
    let typed = "not ".repeat(1_000) + "n exists";
    let period = |last: Value| json!({ "event": "order", "within": { "last": last, "unit": "day" } });
    let each = json!({ "tags": [tag("a", json!({ "segment": "s" }))],
        "segments": [tag("s", json!({ "score": "x", "op": "gte", "value": 1 }))],
        "scores": [{ "id": "x", "name": { "zh": "", "en": "" }, "rules": [{ "when": { "tag": "a" }, "points": 1 }] }] });
    for (parts, code, path) in [
        (tags(json!({ "tag": "a" })), "condition/cycle", "tags[0].when"),
        (each, "condition/cycle", "tags[0].when"),
        (tags(deep), "limits/depth", "tags[0].when"),
        (tags(json!({ "text": typed })), "limits/depth", "tags[0].when.text"),
        (tags(period(json!(0))), "condition/expected", "tags[0].when.within.last"),
        (tags(period(json!(-1))), "condition/expected", "tags[0].when.within.last"),
        (tags(period(json!(1.5))), "condition/expected", "tags[0].when.within.last"),
        (
            tags(json!({ "field": "n", "op": "gte", "value": 1e300 })),
            "condition/expected",
            "tags[0].when.value",
        ),
        (
            tags(json!({ "field": "n", "op": "gte", "value": "NaN" })),
            "condition/expected",
            "tags[0].when.value",
        ),
        (
            tags(json!({ "field": "born", "op": "within_next_days", "value": -1 })),
            "condition/expected",
            "tags[0].when.value",
        ),
        (json!({ "rules": [rule(json!({})), rule(json!({}))] }), "condition/duplicate", "rules[1].id"),
        (rules(text("{{foo}}")), "condition/unknown_field", "rules[0].then[0].template.en"),
        (rules(text("{{order.foo}}")), "rule/placeholder", "rules[0].then[0].template.en"),
        (rules(text("{{order.step.amuont}}")), "rule/placeholder", "rules[0].then[0].template.en"),
        (rules(text("to {{name")), "rule/placeholder", "rules[0].then[0].template.en"),
        (
            rules(json!({ "validFrom": "2026-06-30", "validTo": "2026-06-29" })),
            "condition/expected",
            "rules[0].validTo",
        ),
        (
            rules(json!({ "goal": { "event": "order", "within": { "last": 0, "unit": "day" } } })),
            "ruleset/limit",
            "rules[0].goal.within",
        ),
        (
            score(
                json!({ "predict": { "what": "churn", "event": "order", "horizon": { "last": 0, "unit": "day" } } }),
            ),
            "ruleset/limit",
            "scores[0].predict.horizon",
        ),
        (score(json!({ "min": 1, "max": 0 })), "condition/expected", "scores[0].max"),
        (
            score(json!({ "rfm": { "event": "order", "amount": "amount", "bins": 1 } })),
            "condition/expected",
            "scores[0].rfm.bins",
        ),
    ] {
        let error = load(parts).map(|_| ()).unwrap_err();
        assert!(error.path().starts_with(path), "{code} {path}: {error}");
        assert_eq!(error.code(), code, "{error}");
        for language in [Language::Zh, Language::En] {
            assert!(!error.message(language).replace("{{", "").contains('{'), "{}", error.message(language));
        }
    }
}

#[test]
fn what_lies_between_a_number_and_a_smaller_one_is_nobody_and_lint_says_so() {
    let parts = json!({ "tags": [tag("a", json!({ "field": "n", "op": "between", "value": [5, 1] }))] });
    let engine = load(parts).unwrap();
    assert!(engine.lint().iter().any(|found| found.code == "lint/never" && found.path == "tags[0].when"));
}

fn customer(id: &str, n: &str, born: &str) -> kehu::engine::Input {
    input(&[("id", id), ("company", &format!("客户{id}有限公司")), ("n", n), ("born", born)])
}

fn order(id: &str, time: &str, amount: &str) -> kehu::engine::Input {
    input(&[("event_id", id), ("type", "order"), ("time", time), ("record_id", "1"), ("amount", amount)])
}

fn members(engine: &mut Engine, condition: Value, now: &str) -> usize {
    engine.segment(&condition, now).unwrap().count
}

#[test]
fn dates_at_the_ends_of_the_calendar_and_leap_days_count_as_they_should() {
    let mut engine = load(json!({})).unwrap();
    let all = [
        ("1", "1850-01-01"),
        ("2", "9999-12-31"),
        ("3", "2024-02-29"),
        ("4", "2024-02-28"),
        ("5", "0000-00-00"),
    ];
    engine.upsert(&all.map(|(id, born)| customer(id, "", born)), "crm", NOW).unwrap();
    let anniversary = json!({ "field": "born", "op": "anniversary", "value": 0 });
    for (now, count) in [
        ("2027-02-27T23:59:59+08:00", 0),
        ("2027-02-28T00:00:00+08:00", 2),
        ("2028-02-28T00:00:00+08:00", 1),
        ("2028-02-29T00:00:00+08:00", 1),
        ("2024-02-29T12:00:00+08:00", 0),
    ] {
        assert_eq!(members(&mut engine, anniversary.clone(), now), count, "{now}");
    }
    let older = json!({ "field": "born", "op": "older_than_days", "value": 36_525 });
    assert_eq!(members(&mut engine, older, NOW), 1);
    for (id, time) in
        [("a", "0001-01-01T00:00:00Z"), ("b", "9999-12-31T15:59:59Z"), ("c", "2026-01-31T10:00:00+08:00")]
    {
        engine.track(&[order(id, time, "1")], NOW).unwrap();
    }
    assert_eq!(engine.track(&[order("d", "2026-02-29", "1")], NOW).unwrap_err().code(), "import/time");
    let month = json!({ "event": "order", "within": { "last": 1, "unit": "month" } });
    assert_eq!(
        members(&mut engine, month.clone(), "2026-02-28T09:59:59+08:00"),
        1,
        "a month is held within February"
    );
    assert_eq!(members(&mut engine, month, "2026-02-28T10:00:00+08:00"), 0);
    let long = json!({ "event": "order", "within": { "last": 65_535, "unit": "year" }, "count": { "op": "equals", "n": 2 } });
    assert_eq!(members(&mut engine, long, NOW), 1, "what is to come does not count yet");
    assert_eq!(engine.tags("-271821-04-20T00:00:00Z").unwrap_err().code(), "time/invalid");
}

#[test]
fn numbers_beyond_measure_are_no_numbers_and_sums_stop_at_their_end() {
    let points = |n: i64| json!({ "when": { "event": "order" }, "points": n, "each": true });
    let scores = json!([{ "id": "x", "name": { "zh": "", "en": "" }, "base": i32::MAX, "rules": [points(i32::MAX.into())] },
        { "id": "y", "name": { "zh": "", "en": "" }, "base": i32::MIN, "rules": [points(i32::MIN.into())] }]);
    let mut engine = load(json!({ "scores": scores })).unwrap();
    let numbers = ["NaN", "inf", "1e300", "-99999999999999999999", "922337203685477"];
    let records: Vec<_> = (1..).zip(numbers).map(|(id, n)| customer(&id.to_string(), n, "")).collect();
    engine.upsert(&records, "crm", NOW).unwrap();
    assert_eq!(
        members(&mut engine, json!({ "field": "n", "op": "gt", "value": 922_337_203_685_476_i64 }), NOW),
        1
    );
    assert_eq!(members(&mut engine, json!({ "field": "n", "op": "exists" }), NOW), 1);
    for id in ["a", "b", "c"] {
        engine.track(&[order(id, "2026-06-01", "922337203685477")], NOW).unwrap();
    }
    let sum = |op: &str| json!({ "event": "order", "agg": { "fn": "sum", "field": "amount", "op": op, "n": 900_000_000_000_000_i64 } });
    assert_eq!((members(&mut engine, sum("gt"), NOW), members(&mut engine, sum("lt"), NOW)), (1, 4));
    let customer = &customers(&mut engine)[&customer_of(&engine, "1")];
    assert_eq!(
        (&customer["scores"][0]["value"], &customer["scores"][1]["value"]),
        (&json!(i32::MAX), &json!(i32::MIN))
    );
}

#[test]
fn a_rule_without_rest_acts_once_a_period_and_unknown_values_show_as_such() {
    let mut more = text("{{n}} {{order.avg.amount}} {{order.days_since_last}}");
    more["cooldown"] = json!({ "last": 0, "unit": "day" });
    more["oncePer"] = "customer".into();
    more["then"][0]["dueDays"] = json!(u32::MAX);
    let mut engine = load(json!({ "rules": [rule(more)] })).unwrap();
    engine.upsert(&[customer("1", "", "")], "crm", NOW).unwrap();
    let page = engine.actions(NOW, (0, 9), &Access::default()).unwrap();
    assert_eq!((page.total, page.rows[0].text.as_str()), (1, "— — —"));
    engine.acknowledge(&page.rows.iter().map(Acknowledged::from).collect::<Vec<_>>(), NOW).unwrap();
    for now in [NOW, "2030-01-01", "9999-12-31T23:59:59Z"] {
        assert_eq!(engine.actions(now, (0, 9), &Access::default()).unwrap().total, 0, "{now}");
    }
}

#[test]
fn analyses_of_next_to_nothing_say_so() {
    let mut engine = load(json!({})).unwrap();
    engine.upsert(&[customer("1", "5", "")], "crm", NOW).unwrap();
    engine.track(&[order("a", "2026-06-01", "5")], NOW).unwrap();
    let query = |k: usize| ClusterQuery {
        now: NOW.into(),
        k: Some(k),
        features: vec!["n".into()],
        ..Default::default()
    };
    let found = engine.clusters(&query(9)).unwrap();
    assert_eq!((found.customers, found.clusters.len()), (1, 0), "more groups than customers");
    assert_eq!(engine.clusters(&query(0)).unwrap_err().path(), "k");
    let read = |query: Value| kehu::json::document(query, "input/invalid").unwrap();
    let kpis =
        engine.kpis(&read(json!({ "now": NOW, "from": "2020-01-01", "until": "2020-02-01" }))).unwrap();
    assert!(
        kpis.kpis.iter().filter(|kpi| kpi.unit == "percent").all(|kpi| kpi.current.value.is_none()),
        "nobody to divide by"
    );
    let backwards =
        kehu::json::document(json!({ "now": NOW, "from": "2030-01-01", "until": "2020-01-01" }), "x")
            .unwrap();
    assert_eq!(engine.kpis(&backwards).unwrap_err().path(), "from");
    let cohorts =
        engine.cohorts(&kehu::json::document(json!({ "now": NOW, "unit": "month" }), "x").unwrap()).unwrap();
    assert_eq!(cohorts.rows.iter().map(|row| row.size).sum::<usize>(), 1);
    let untouched =
        json!({ "now": NOW, "conversion": { "event": "order" }, "touches": ["visit"], "value": "amount" });
    let credited = engine.attribution(&kehu::json::document(untouched, "x").unwrap()).unwrap();
    assert_eq!(
        (credited.direct.conversions, credited.channels.len()),
        (1.0, 0),
        "without a touch it is direct"
    );
}
