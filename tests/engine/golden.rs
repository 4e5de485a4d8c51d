//! Which of several values survives, and values fixed by hand.

use kehu::engine::{CustomerView, Engine, Input, Options};
use kehu::schema::ruleset::Ruleset;
use serde_json::{Value, json};

use crate::world::*;

/// A ruleset with a field, and what tells values of it apart.
fn telling(field: Value) -> Ruleset {
    let text = |name: &str| json!({"name": name, "kind": "text"});
    let date = |name: &str| json!({"name": name, "kind": "date", "entity": "record"});
    let fields = json!([
        field,
        text("id"),
        text("source"),
        text("card"),
        text("checked"),
        text("street"),
        text("note"),
        date("created_at"),
        date("updated_at"),
    ]);
    let identity = json!({"identifiers": [{"kind": "card", "fields": ["card"], "certain": true}]});
    let parts = json!({"fields": fields, "identity": identity, "sourcePriority": ["erp", "crm"]});
    Ruleset::from_json(&ruleset_with(parts)).unwrap()
}

/// Records of one customer: what each gives, besides a card that joins them.
fn told(field: Value, records: &[&[(&str, &str)]]) -> Engine {
    let mut engine = Engine::new(telling(field), Options::default()).unwrap();
    let records: Vec<Input> =
        records.iter().map(|given| input(&[&[("card", "K1")], *given].concat())).collect();
    engine.upsert(&records, "crm", NOW).unwrap();
    engine
}

fn golden(engine: &mut Engine) -> Value {
    let all = customers(engine);
    assert_eq!(all.len(), 1);
    all.into_values().next().unwrap()["golden"]["value"].clone()
}

fn survivor(field: Value, records: &[&[(&str, &str)]]) -> String {
    golden(&mut told(field, records))["value"].as_str().unwrap().to_owned()
}

#[test]
fn each_strategy_chooses_by_its_rule() {
    let three: &[&[(&str, &str)]] = &[
        &[
            ("id", "1"),
            ("value", "30"),
            ("created_at", "2025-01-01"),
            ("updated_at", "2025-06-01"),
            ("checked", "否"),
        ],
        &[
            ("id", "2"),
            ("value", "7"),
            ("source", "erp"),
            ("updated_at", "2025-02-01"),
            ("checked", "是"),
            ("note", "x"),
        ],
        &[("id", "3"), ("value", "7.5"), ("created_at", "2024-01-01"), ("updated_at", "2025-03-01")],
        &[("id", "4"), ("value", "30")],
    ];
    let cases = [
        ("most_recent", "30"),
        ("oldest", "7"),
        ("source_priority", "7"),
        ("most_frequent", "30"),
        ("most_complete", "7"),
        ("longest", "7.5"),
        ("min", "7"),
        ("max", "30"),
        ("sum", "74.5"),
        ("verified_first", "7"),
    ];
    for (strategy, expected) in cases {
        let field =
            json!({"name": "value", "kind": "number", "survivorship": strategy, "verified": "checked"});
        assert_eq!(survivor(field, three), expected, "{strategy}");
    }
}

/// Systems write times in zones of their own: 20:00 in UTC is four in the morning of the next day in China.
#[test]
fn times_of_other_zones_are_compared_as_instants() {
    let records: &[&[(&str, &str)]] = &[
        &[("id", "1"), ("value", "UTC"), ("updated_at", "2025-12-31T20:00:00Z")],
        &[("id", "2"), ("value", "China"), ("updated_at", "2026-01-01T02:00:00+08:00")],
        &[("id", "3"), ("value", "day"), ("updated_at", "2026-01-01")],
        &[("id", "4"), ("value", "never")],
    ];
    for (strategy, expected) in [("most_recent", "UTC"), ("oldest", "day")] {
        let field = json!({"name": "value", "kind": "text", "survivorship": strategy});
        assert_eq!(survivor(field, records), expected, "{strategy}");
    }
    let visits: &[&[(&str, &str)]] = &[
        &[("id", "1"), ("value", "2025-12-31T20:00:00Z")],
        &[("id", "2"), ("value", "2026-01-01T02:00:00+08:00")],
    ];
    let last = json!({"name": "value", "kind": "date", "survivorship": "max"});
    assert_eq!(survivor(last, visits), "2025-12-31T20:00:00Z");
}

#[test]
fn whatever_says_no_is_not_verified() {
    for no in ["未核验", "待验证", "不通过", "pending"] {
        let records: &[&[(&str, &str)]] = &[
            &[("id", "1"), ("value", "old"), ("checked", "电话核实"), ("updated_at", "2020-01-01")],
            &[("id", "2"), ("value", "new"), ("checked", no), ("updated_at", "2026-01-01")],
        ];
        let field =
            json!({"name": "value", "kind": "text", "survivorship": "verified_first", "verified": "checked"});
        assert_eq!(survivor(field, records), "old", "{no}");
    }
}

#[test]
fn a_field_that_follows_another_never_mixes_two_records() {
    let field = json!({"name": "value", "kind": "text", "survivorship": "follow", "follows": "street"});
    let records: &[&[(&str, &str)]] = &[
        &[("id", "1"), ("value", "杭州"), ("street", "文三路 1 号"), ("updated_at", "2025-01-01")],
        &[("id", "2"), ("street", "世纪大道 2 号"), ("updated_at", "2025-06-01")],
    ];
    let mut engine = told(field, records);
    assert_eq!(golden(&mut engine), Value::Null, "the later street came without a city");
    let mut fuller = records.to_vec();
    let third = [("id", "3"), ("value", "上海"), ("street", "世纪大道 2 号"), ("updated_at", "2025-07-01")];
    fuller.push(&third);
    let field = json!({"name": "value", "kind": "text", "survivorship": "follow", "follows": "street"});
    assert_eq!(survivor(field, &fuller), "上海");
}

#[test]
fn strategies_that_cannot_work_are_refused_with_their_place() {
    let refused = |fields: Value| {
        let error = Ruleset::from_json(&ruleset_with(json!({ "fields": fields }))).unwrap_err();
        (error.code(), error.path().to_owned())
    };
    let follow = |name: &str, other: &str| json!({"name": name, "kind": "text", "survivorship": "follow", "follows": other});
    assert_eq!(
        refused(json!([{"name": "a", "kind": "text", "survivorship": "sum"}])),
        ("ruleset/strategy", "fields[0].survivorship".into())
    );
    assert_eq!(
        refused(json!([{"name": "a", "kind": "text", "survivorship": "follow"}])),
        ("ruleset/strategy", "fields[0].follows".into())
    );
    assert_eq!(refused(json!([follow("a", "b")])), ("ruleset/unknown_field", "fields[0].follows".into()));
    assert_eq!(
        refused(json!([follow("a", "b"), follow("b", "a")])),
        ("ruleset/strategy", "fields[0].follows".into())
    );
}

#[test]
fn a_value_fixed_by_hand_outranks_the_strategy_and_goes_where_its_record_goes() {
    let field = json!({"name": "value", "kind": "text"});
    let records: &[&[(&str, &str)]] =
        &[&[("id", "1"), ("value", "a"), ("updated_at", "2025-06-01")], &[("id", "2"), ("value", "b")]];
    let mut engine = told(field, records);
    let id = customers(&mut engine).into_keys().next().unwrap();
    let pinned = engine.pin(&id, "value", Some("c"), "li", "seen on paper", NOW).unwrap();
    let value = golden(&mut engine);
    assert_eq!((&value["value"], &value["pinned"]["actor"]), (&json!("c"), &json!("li")));
    assert_eq!(value["losers"].as_array().unwrap().len(), 2);

    let restored = Engine::restore(&engine.snapshot().unwrap(), Options::default()).unwrap();
    assert_eq!(restored.digest(), engine.digest());

    engine.unmerge("2", "li", "", NOW).unwrap();
    let values: Vec<Value> =
        customers(&mut engine).into_values().map(|c| c["golden"]["value"]["value"].clone()).collect();
    assert!(values.contains(&json!("c")) && values.contains(&json!("b")), "{values:?}");

    engine.undo(&pinned.operation, "li", "", NOW).unwrap();
    let values: Vec<Value> =
        customers(&mut engine).into_values().map(|c| c["golden"]["value"]["value"].clone()).collect();
    assert!(values.contains(&json!("a")) && values.contains(&json!("b")), "{values:?}");
}

#[test]
fn a_pin_can_be_taken_off_and_a_field_must_exist() {
    let field = json!({"name": "value", "kind": "text"});
    let mut engine = told(field, &[&[("id", "1"), ("value", "a")]]);
    let id = customers(&mut engine).into_keys().next().unwrap();
    let before = engine.digest();
    engine.pin(&id, "value", Some("c"), "li", "", NOW).unwrap();
    assert_ne!(engine.digest(), before);
    engine.pin(&id, "value", None, "li", "", NOW).unwrap();
    assert_eq!(golden(&mut engine)["value"], json!("a"));
    assert_eq!(engine.digest(), before);
    let error = engine.pin(&id, "colour", Some("red"), "li", "", NOW).unwrap_err();
    assert_eq!((error.code(), error.path()), ("field/unknown", "field"));
    let shown = engine.customer(&id, &CustomerView::at(NOW)).unwrap();
    assert!(shown.golden["value"].pinned.is_none());
}

/// A value told in three records, the last of which was written far ahead of its coming.
fn mistyped() -> Engine {
    told(
        json!({"name": "value", "kind": "text"}),
        &[
            &[("id", "1"), ("value", "old"), ("updated_at", "2025-06-01")],
            &[("id", "2"), ("value", "new"), ("updated_at", "2026-06-29")],
            &[("id", "3"), ("value", "mistyped"), ("updated_at", "2062-06-29")],
        ],
    )
}

#[test]
fn a_time_that_is_still_to_come_does_not_win_over_others() {
    let mut engine = mistyped();
    assert_eq!(golden(&mut engine)["value"], "new");
    // Whoever gives the record anew with a time that can be takes the mistake back; one day ahead may be another zone.
    for (at, value) in [("2026-07-01T08:00:00+08:00", "mistyped"), ("2026-07-01T10:00:00+08:00", "new")] {
        let record = input(&[("id", "3"), ("card", "K1"), ("value", "mistyped"), ("updated_at", at)]);
        engine.upsert(&[record], "crm", NOW).unwrap();
        assert_eq!(golden(&mut engine)["value"], value, "{at}");
    }
    // What it says is all that is known, where nobody else says anything.
    let alone: &[&[(&str, &str)]] = &[&[("id", "1"), ("value", "x"), ("updated_at", "2062-06-29")]];
    let value = golden(&mut told(json!({"name": "value", "kind": "text"}), alone));
    assert_eq!((&value["value"], value.get("at")), (&json!("x"), None));
}

#[test]
fn a_time_that_was_still_to_come_is_not_believed_later_either() {
    let mut engine = mistyped();
    let mut restored = Engine::restore(&engine.snapshot().unwrap(), Options::default()).unwrap();
    assert_eq!(golden(&mut restored)["value"], "new");
    let mut derived =
        Engine::restore(&changes_only(&engine.snapshot().unwrap()), Options::default()).unwrap();
    assert_eq!(golden(&mut derived)["value"], "new");
    assert_eq!(derived.snapshot().unwrap(), engine.snapshot().unwrap());

    let before = traces(&mut engine);
    let file = "id,card,value,updated_at\n3,K1,mistyped,2026-06-30\n";
    engine.begin_import(records("crm")).unwrap();
    engine.push_import(file.as_bytes()).unwrap();
    engine.end_import().unwrap();
    engine.abort_import();
    assert_eq!(golden(&mut engine)["value"], "new");
    assert_eq!(traces(&mut engine), before);
    import(&mut engine, records("crm"), file);
    assert_eq!(golden(&mut engine)["value"], "mistyped");
}

#[test]
fn a_journal_tells_which_times_were_still_to_come() {
    let journaling = Options { journal: true, ..Options::default() };
    let ruleset = || telling(json!({"name": "value", "kind": "text"}));
    let mut engine = Engine::new(ruleset(), journaling).unwrap();
    let file = "id,card,value,updated_at\n1,K1,new,2026-06-29\n2,K1,mistyped,2062-06-29\n";
    import(&mut engine, records("crm"), file);
    let mut again = Engine::new(ruleset(), Options::default()).unwrap();
    again.replay(&engine.take_journal().concat()).unwrap();
    assert_eq!(golden(&mut again)["value"], "new");
    assert_eq!(again.snapshot().unwrap(), engine.snapshot().unwrap());
}
