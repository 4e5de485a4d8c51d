//! What came of actions: as hosts report it and as events tell it, by rule and variant.

use kehu::actions::Outcome;
use kehu::engine::{
    Acknowledged, ActionPage, Engine, HandedOutQuery, Options, Report, ResultsQuery, RuleResults,
};
use kehu::messages::Language;
use kehu::privacy::Access;
use kehu::schema::ruleset::Ruleset;
use serde_json::{Value, json};

use crate::world::*;

const LATER: &str = "2026-08-15T09:00:00+08:00";

fn ruleset(split: &Value) -> Ruleset {
    let step = |variant: &str| {
        let mut step = json!({ "action": "offer", "name": { "zh": "优惠", "en": "offer" } });
        if !variant.is_empty() {
            step["variant"] = variant.into();
        }
        step
    };
    let mut rule = json!({ "id": "offer", "name": { "zh": "优惠", "en": "offer" }, "oncePer": "customer",
        "when": { "field": "company", "op": "exists" },
        "goal": { "event": "order", "where": { "field": "amount", "op": "gte", "value": 100 },
                  "within": { "last": 30, "unit": "day" }, "value": "amount" } });
    rule["then"] = if split.is_null() { json!([step(""), step("")]) } else { json!([step("a"), step("b")]) };
    if !split.is_null() {
        rule["split"] = split.clone();
    }
    let parts = json!({
        "fields": [{ "name": "id", "kind": "text", "entity": "record" }, { "name": "company", "kind": "company_name" }],
        "events": [{ "id": "order", "properties": [{ "name": "amount", "kind": "amount" }] }], "rules": [rule],
    });
    Ruleset::from_json(&ruleset_with(parts)).unwrap()
}

fn options() -> Options {
    Options { language: Language::En, ..Options::default() }
}

fn started(split: &Value, customers: usize) -> Engine {
    let mut engine = Engine::new(ruleset(split), options()).unwrap();
    let record = |id: usize| input(&[("id", &id.to_string()), ("company", &format!("客户{id}号有限公司"))]);
    engine.upsert(&(0..customers).map(record).collect::<Vec<_>>(), "crm", NOW).unwrap();
    engine
}

fn take(engine: &mut Engine) -> ActionPage {
    let page = engine.actions(NOW, (0, usize::MAX), &Access::default()).unwrap();
    let mut taken: Vec<Acknowledged> = page.rows.iter().map(Acknowledged::from).collect();
    taken.extend(page.control.iter().map(Acknowledged::from));
    engine.acknowledge(&taken, NOW).unwrap();
    page
}

fn order(engine: &mut Engine, customer: usize, time: &str, amount: &str) {
    let (id, record) = (format!("{customer} {time}"), customer.to_string());
    let event = [
        ("event_id", id.as_str()),
        ("type", "order"),
        ("time", time),
        ("record_id", &record),
        ("amount", amount),
    ];
    engine.track(&[input(&event)], time).unwrap();
}

fn told(key: &str, outcome: Outcome, value: Option<Value>) -> Report {
    Report { key: key.into(), outcome, at: Some("2026-07-01".into()), value }
}

fn results(engine: &mut Engine) -> RuleResults {
    engine.results(&ResultsQuery { now: LATER.into(), ..ResultsQuery::default() }).unwrap().remove(0)
}

#[test]
fn goals_are_reached_by_events_within_their_time_and_each_counts_once() {
    let mut engine = started(&Value::Null, 5);
    assert_eq!(take(&mut engine).total, 10, "two actions each");
    for (customer, time, amount) in [
        (0, "2026-06-30T09:00:00+08:00", "500"),
        (1, "2026-06-30T09:00:01+08:00", "500"),
        (1, "2026-07-02", "250.5"),
        (2, "2026-07-30T08:59:59+08:00", "100"),
        (3, "2026-07-30T09:00:00+08:00", "100"),
        (4, "2026-07-01", "99"),
    ] {
        order(&mut engine, customer, time, amount);
    }
    let all = results(&mut engine);
    let only = &all.variants[0];
    assert_eq!((only.handed_out, only.customers, only.converted, only.value.as_str()), (10, 5, 2, "850.5"));
    assert_eq!((only.rate, only.low, only.high), (Some(0.4), Some(0.1176), Some(0.7693)), "Wilson");
    assert!(all.comparisons.is_empty());
    assert_eq!(
        all.held_back.iter().map(|held| (held.code.as_str(), held.count)).collect::<Vec<_>>(),
        [("action/done", 10)]
    );
    let early = ResultsQuery { now: "2026-07-01".into(), ..ResultsQuery::default() };
    assert_eq!(engine.results(&early).unwrap()[0].variants[0].converted, 1, "what is to come does not count");
    for (from, until, count) in [("2026-06-30", "2026-07-01", 1), ("2026-07-01", "2027-01-01", 0)] {
        let query = ResultsQuery {
            now: LATER.into(),
            from: Some(from.into()),
            until: Some(until.into()),
            rule: Some("offer".into()),
        };
        assert_eq!(engine.results(&query).unwrap()[0].variants.len(), count, "{from} {until}");
    }
    let unknown = ResultsQuery { now: LATER.into(), rule: Some("x".into()), ..ResultsQuery::default() };
    assert_eq!(engine.results(&unknown).unwrap_err().code(), "rule/unknown");
}

#[test]
fn reports_are_noted_once_survive_and_go_with_their_customer() {
    let mut engine = started(&Value::Null, 2);
    let page = take(&mut engine);
    let key = page.rows[0].key.as_str();
    let reports = [
        told(key, Outcome::Sent, None),
        told(key, Outcome::Opened, None),
        told(key, Outcome::Converted, Some(json!(12.5))),
        told(key, Outcome::Sent, None),
        told("nothing", Outcome::Sent, None),
    ];
    let outcome = engine.report(&reports, NOW).unwrap();
    assert_eq!((outcome.noted, outcome.known, outcome.unknown), (3, 1, vec!["nothing".to_owned()]));
    let (digest, journal) = (engine.digest(), engine.take_journal().concat());
    assert_eq!(engine.report(&reports, LATER).unwrap().noted, 0);
    assert_eq!((engine.digest(), engine.take_journal().len()), (digest.clone(), 0));
    let all = results(&mut engine);
    assert_eq!(all.variants[0].outcomes, [("converted", 1), ("opened", 1), ("sent", 1)].into());
    assert_eq!((all.variants[0].converted, all.variants[0].value.as_str()), (1, "12.5"));
    let mut replayed = Engine::new(ruleset(&Value::Null), options()).unwrap();
    replayed.replay(&journal).unwrap();
    for mut twin in [Engine::restore(&engine.snapshot().unwrap(), options()).unwrap(), replayed] {
        assert_eq!((twin.digest(), results(&mut twin)), (digest.clone(), all.clone()));
    }
    let error = engine.report(&[told(key, Outcome::Sent, Some(json!("much")))], NOW).unwrap_err();
    assert_eq!((error.code(), error.path()), ("action/value", "[0].value"));
    engine.erase(&page.rows[0].customer_id).unwrap();
    assert!(results(&mut engine).variants[0].outcomes.is_empty());
    let snapshot = engine.snapshot().unwrap();
    assert!(!snapshot.windows(16).any(|bytes| bytes == key.as_bytes()));
}

#[test]
fn variants_are_compared_with_the_control_group_and_little_data_tells_nothing() {
    let split = json!({ "variants": [{ "id": "a", "weight": 1 }, { "id": "b", "weight": 1 }], "control": 1 });
    let mut engine = started(&split, 90);
    let page = take(&mut engine);
    let mut first = true;
    for row in &page.rows {
        let number = row.customer_name.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap();
        // All of variant a buy, and one of b.
        if row.variant.as_deref() == Some("a") || std::mem::take(&mut first) {
            order(&mut engine, number, "2026-07-02", "100");
        }
    }
    let all = results(&mut engine);
    let names: Vec<&str> = all.variants.iter().map(|variant| variant.variant.as_str()).collect();
    assert_eq!(names, ["a", "b", "control"]);
    assert_eq!(all.variants.iter().map(|variant| variant.customers).sum::<usize>(), 90);
    assert_eq!((all.variants[0].rate, all.variants[2].rate), (Some(1.0), Some(0.0)));
    let verdicts: Vec<(&str, &str)> =
        all.comparisons.iter().map(|one| (one.variant.as_str(), one.reason.code.as_ref())).collect();
    assert_eq!(verdicts, [("a", "result/better"), ("b", "result/too_little")]);
    assert!(
        all.comparisons
            .iter()
            .all(|one| one.against == "control" && one.low <= one.difference && one.difference <= one.high)
    );
    assert!(
        all.comparisons[1].text.starts_with("there is too little to tell"),
        "{}",
        all.comparisons[1].text
    );
}

/// Two customers that got different variants, the first one's first: their numbers.
fn of_two_variants(page: &ActionPage) -> [usize; 2] {
    let number = |variant: &str| {
        let row = page.rows.iter().find(|row| row.variant.as_deref() == Some(variant)).unwrap();
        row.customer_name.trim_matches(|c: char| !c.is_ascii_digit()).parse().unwrap()
    };
    ["a", "b"].map(number)
}

#[test]
fn who_was_merged_from_customers_of_two_variants_counts_for_the_first() {
    let split = json!({ "variants": [{ "id": "a", "weight": 1 }, { "id": "b", "weight": 1 }] });
    let mut engine = started(&split, 20);
    let due = engine.actions(NOW, (0, usize::MAX), &Access::default()).unwrap();
    let [a, b] = of_two_variants(&due);
    let customers = [a, b].map(|number| customer_of(&engine, &number.to_string()));
    for (customer, at) in
        [(&customers[1], "2026-07-01T09:00:00+08:00"), (&customers[0], "2026-07-02T09:00:00+08:00")]
    {
        let mut rows = due.rows.iter().filter(|row| row.customer_id == *customer);
        engine.acknowledge(&[Acknowledged::from(rows.next().unwrap())], at).unwrap();
    }
    order(&mut engine, b, "2026-07-05", "300");
    let operation = engine.merge(&customers, "li", "the same", LATER).unwrap().operation;
    let told = |all: &RuleResults| -> Vec<(String, usize, usize, usize, String)> {
        let of = |v: &kehu::engine::VariantResults| {
            (v.variant.clone(), v.handed_out, v.customers, v.converted, v.value.clone())
        };
        all.variants.iter().map(of).collect()
    };
    let all = results(&mut engine);
    assert_eq!((told(&all), all.mixed), (vec![("b".into(), 1, 1, 1, "300".into())], 1));
    let query =
        ResultsQuery { now: LATER.into(), from: Some("2026-07-02".into()), ..ResultsQuery::default() };
    let later = engine.results(&query).unwrap().remove(0);
    assert_eq!((later.variants[0].variant.as_str(), later.mixed), ("a", 0), "of the time asked for");
    engine.undo(&operation, "li", "not the same", LATER).unwrap();
    let all = results(&mut engine);
    assert_eq!((told(&all).len(), all.mixed), (2, 0));
}

#[test]
fn what_was_handed_out_before_there_was_an_experiment_is_no_part_of_it() {
    let mut engine = started(&Value::Null, 20);
    take(&mut engine);
    let split = json!({ "variants": [{ "id": "a", "weight": 1 }, { "id": "b", "weight": 1 }] });
    let mut other = serde_json::to_value(ruleset(&split)).unwrap();
    other["rules"][0]["oncePer"] = json!("day");
    engine.adopt_ruleset(Ruleset::from_json(&other.to_string()).unwrap()).unwrap();
    let page = engine.actions("2026-07-01", (0, usize::MAX), &Access::default()).unwrap();
    let taken: Vec<Acknowledged> = page.rows.iter().map(Acknowledged::from).collect();
    engine.acknowledge(&taken, "2026-07-01").unwrap();
    let all = results(&mut engine);
    let told: Vec<(&str, usize)> = all.variants.iter().map(|v| (v.variant.as_str(), v.customers)).collect();
    assert_eq!((told[2], told[0].1 + told[1].1, all.mixed), (("", 20), 20, 0));
    assert_eq!(all.comparisons.len(), 1, "{:?}", all.comparisons);
}

#[test]
fn what_was_taken_over_is_listed_with_its_customer_and_what_became_of_it() {
    let split = json!({ "variants": [{ "id": "a", "weight": 1 }, { "id": "b", "weight": 1 }], "control": 1 });
    let mut engine = started(&split, 12);
    let page = take(&mut engine);
    let key = page.rows[0].key.clone();
    engine
        .report(&[told(&key, Outcome::Converted, Some(json!(12.5))), told(&key, Outcome::Sent, None)], NOW)
        .unwrap();
    let ask = |engine: &Engine, query: HandedOutQuery| {
        engine.handed_out(&HandedOutQuery { now: LATER.into(), ..query }).unwrap()
    };
    let all = ask(&engine, HandedOutQuery::default());
    assert_eq!(all.total, page.rows.len() + page.control.len());
    assert_eq!(
        all.rows.iter().filter(|row| row.variant.as_deref() == Some("control")).count(),
        page.control.len()
    );
    let of = |customer: &str| HandedOutQuery { customer: Some(customer.into()), ..HandedOutQuery::default() };
    let own = ask(&engine, of(&page.rows[0].customer_id));
    let row = own.rows.iter().find(|row| row.key == key).unwrap();
    assert_eq!(
        serde_json::to_value(row).unwrap(),
        json!({ "key": key, "rule": "offer", "ruleName": "offer", "customerId": page.rows[0].customer_id,
            "customerName": page.rows[0].customer_name, "action": "offer", "variant": page.rows[0].variant, "at": NOW,
            "outcomes": [{ "outcome": "converted", "at": "2026-07-01T00:00:00+08:00", "value": "12.5" },
                { "outcome": "sent", "at": "2026-07-01T00:00:00+08:00" }] })
    );
    for (from, until, count) in [("2026-06-30", "2026-07-01", all.total), ("2026-07-01", "2027-01-01", 0)] {
        let query = HandedOutQuery {
            from: Some(from.into()),
            until: Some(until.into()),
            ..HandedOutQuery::default()
        };
        assert_eq!(ask(&engine, query).total, count, "{from} {until}");
    }
    let second = ask(&engine, HandedOutQuery { offset: 1, limit: 1, ..HandedOutQuery::default() });
    assert_eq!((second.total, &second.rows[..]), (all.total, &all.rows[1..2]));
    assert_eq!(ask(&engine, HandedOutQuery { rule: Some("x".into()), ..HandedOutQuery::default() }).total, 0);
    assert_eq!(
        engine.handed_out(&HandedOutQuery { now: LATER.into(), ..of("C000000000000") }).unwrap_err().code(),
        "customer/unknown"
    );
}
