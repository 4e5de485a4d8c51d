//! Identifiers: what joins for certain, what limits, what is bound by hand; guards that tell what they refused.

use kehu::engine::{CustomerView, Engine, HistoryQuery, Input, Options, PairQuery};
use kehu::identity::OperationKind;
use kehu::schema::ruleset::Ruleset;
use serde_json::{Value, json};

use crate::world::*;

fn fields() -> Value {
    let text = |name: &str| json!({"name": name, "kind": "text"});
    let date = |name: &str| json!({"name": name, "kind": "date", "entity": "record"});
    json!([
        {"name": "company", "kind": "company_name"}, {"name": "uscc", "kind": "uscc"},
        {"name": "mobile", "kind": "phone", "entity": "contact"}, {"name": "contact", "kind": "person_name"},
        text("id"), text("source"), text("openid"), text("app"), text("device"), text("card"), text("type"),
        date("created_at"), date("updated_at"),
    ])
}

fn with(identity: Value) -> Engine {
    let events = json!([{"id": "page_view"}]);
    let ruleset = ruleset_with(json!({"fields": fields(), "identity": identity, "events": events}));
    Engine::new(Ruleset::from_json(&ruleset).unwrap(), Options::default()).unwrap()
}

fn kind(name: &str, more: Value) -> Value {
    let mut kind = json!({"kind": name, "fields": [name]});
    kind.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    kind
}

fn add(engine: &mut Engine, records: &[&[(&str, &str)]]) {
    let inputs: Vec<Input> = records.iter().map(|given| input(given)).collect();
    engine.upsert(&inputs, "crm", NOW).unwrap();
}

fn groups(engine: &Engine) -> Vec<Vec<String>> {
    clusters(engine).into_iter().map(|set| set.into_iter().collect()).collect()
}

#[test]
fn a_certain_identifier_joins_whatever_else_says() {
    let mut engine = with(json!({"identifiers": [kind("card", json!({"certain": true}))]}));
    add(
        &mut engine,
        &[
            &[("id", "1"), ("card", "K1"), ("company", "甲科技有限公司")],
            &[("id", "2"), ("card", "K1"), ("company", "乙机械有限公司")],
            &[("id", "3"), ("card", "K2"), ("company", "甲科技有限公司")],
        ],
    );
    assert_eq!(groups(&engine), [vec!["1", "2"], vec!["3"]]);
}

#[test]
fn an_identifier_of_one_app_says_nothing_of_another() {
    let mut engine = with(json!({"identifiers": [kind("openid", json!({"certain": true, "per": "app"}))]}));
    add(
        &mut engine,
        &[
            &[("id", "1"), ("openid", "o-1"), ("app", "wx1")],
            &[("id", "2"), ("openid", "o-1"), ("app", "wx2")],
            &[("id", "3"), ("openid", "o-1"), ("app", "wx1")],
        ],
    );
    assert_eq!(groups(&engine), [vec!["1", "3"], vec!["2"]]);
}

#[test]
fn an_identifier_holds_as_long_as_it_lives() {
    let lifetime = json!({"certain": true, "lifetime": {"last": 90, "unit": "day"}});
    let mut engine = with(json!({"identifiers": [kind("device", lifetime)]}));
    add(
        &mut engine,
        &[
            &[("id", "1"), ("device", "d1"), ("updated_at", "2025-01-01")],
            &[("id", "2"), ("device", "d1"), ("updated_at", "2025-03-01")],
            &[("id", "3"), ("device", "d1"), ("updated_at", "2025-12-01")],
            &[("id", "4"), ("device", "d1")],
        ],
    );
    assert_eq!(groups(&engine), [vec!["1", "2"], vec!["3"], vec!["4"]]);
}

#[test]
fn an_event_goes_by_the_strongest_identifier_that_it_names() {
    let ruleset = kehu::schema::ruleset::Ruleset::preset("b2b-cn").unwrap();
    let mut engine = Engine::new(ruleset, Options::default()).unwrap();
    add(
        &mut engine,
        &[
            &[
                ("id", "1"),
                ("company", "杭州云帆科技有限公司"),
                ("email", "a@yunfan.cn"),
                ("mobile", "13812345601"),
            ],
            &[
                ("id", "2"),
                ("company", "上海明辰机械有限公司"),
                ("uscc", "91330100799655058B"),
                ("mobile", "13812345602"),
            ],
        ],
    );
    let (first, second) = (customer_of(&engine, "1"), customer_of(&engine, "2"));
    for (weak, strong, whose) in [
        (("company", "杭州云帆科技有限公司"), ("uscc", "91330100799655058B"), &second),
        (("company", "杭州云帆科技有限公司"), ("mobile", "13812345602"), &second),
        (("company", "上海明辰机械有限公司"), ("email", "a@yunfan.cn"), &first),
        (("email", "a@yunfan.cn"), ("mobile", "13812345602"), &second),
    ] {
        let event = input(&[("type", "visit"), ("time", NOW), weak, strong]);
        let outcome = engine.track(&[event], NOW).unwrap();
        assert_eq!(outcome.results[0].customer_id.as_ref(), Some(whose), "{weak:?} and {strong:?}");
    }
}

#[test]
fn an_event_is_led_by_an_identifier_only_while_it_lives() {
    let lifetime = json!({"certain": true, "lifetime": {"last": 90, "unit": "day"}, "anonymous": true});
    let mut engine = with(json!({"identifiers": [kind("device", lifetime)]}));
    add(
        &mut engine,
        &[
            &[("id", "1"), ("device", "d1"), ("updated_at", "2025-01-01")],
            &[("id", "2"), ("device", "d1"), ("updated_at", "2025-12-01")],
            &[("id", "3"), ("device", "d2")],
        ],
    );
    let view = |id: &str, time: &str, device: &str| {
        input(&[("event_id", id), ("type", "page_view"), ("time", time), ("device", device)])
    };
    let told = [
        view("a", "2025-02-01", "d1"),
        view("b", "2025-12-31", "d1"),
        view("c", "2025-06-01", "d1"),
        view("d", "2020-01-01", "d2"),
    ];
    let outcome = engine.track(&told, NOW).unwrap();
    let whose: Vec<String> = outcome.results.into_iter().map(|one| one.customer_id.unwrap()).collect();
    let own = |id: &str| kehu::identity::CustomerId::of("crm", id).to_string();
    // Whoever may not see the device must not find it in the name of the record.
    let record = format!("device:{}", kehu::identity::CustomerId::of("device", "d1"));
    let stranger = kehu::identity::CustomerId::of("@anonymous", &record).to_string();
    assert_eq!(whose, [own("1"), own("2"), stranger, own("3")]);
    let later = engine.track(&[view("e", "2026-05-01", "d1")], NOW).unwrap();
    let another = kehu::identity::CustomerId::of("@anonymous", &format!("{record}@2026-05-01")).to_string();
    assert_eq!(
        later.results[0].customer_id.as_ref(),
        Some(&another),
        "who had it a year ago had it a year ago"
    );
    let digest = engine.digest();
    let snapshot = engine.snapshot().unwrap();
    for snapshot in [changes_only(&snapshot), snapshot] {
        assert_eq!(Engine::restore(&snapshot, Options::default()).unwrap().digest(), digest);
    }
    add(&mut engine, &[&[("id", "1"), ("device", "d1"), ("updated_at", "2025-05-01")]]);
    let view = engine.customer(&own("1"), &CustomerView::at(NOW)).unwrap();
    assert_eq!(view.events.count, 2, "a record that is written anew draws events to it");
}

#[test]
fn blocked_values_identify_nobody() {
    let blocked = json!({"certain": true, "blocked": ["SHOWROOM"], "patterns": ["[0-]+"]});
    let mut engine = with(json!({"identifiers": [kind("device", blocked)]}));
    add(
        &mut engine,
        &[
            &[("id", "1"), ("device", "showroom")],
            &[("id", "2"), ("device", "Showroom")],
            &[("id", "3"), ("device", "0000-0000")],
            &[("id", "4"), ("device", "0000-0000")],
            &[("id", "5"), ("device", "d5")],
            &[("id", "6"), ("device", "d5")],
        ],
    );
    assert_eq!(groups(&engine), [vec!["1"], vec!["2"], vec!["3"], vec!["4"], vec!["5", "6"]]);
    let wrong = json!({"identifiers": [kind("device", json!({"patterns": ["(unclosed"]}))]});
    let ruleset = ruleset_with(json!({"fields": fields(), "identity": wrong}));
    let error = Engine::new(Ruleset::from_json(&ruleset).unwrap(), Options::default()).unwrap_err();
    assert_eq!((error.code(), error.path()), ("ruleset/pattern", "identity.identifiers[0].patterns[0]"));
}

#[test]
fn where_a_limit_would_break_the_weaker_identifier_yields_and_is_reported() {
    let identity = json!({"identifiers": [
        kind("card", json!({"certain": true})),
        kind("device", json!({"certain": true})),
        kind("mobile", json!({"limit": 1})),
    ]});
    let mut engine = with(identity);
    // The device leads to one customer, the card to another; together they would have two mobiles.
    add(
        &mut engine,
        &[
            &[("id", "1"), ("device", "pad"), ("mobile", "13812345671")],
            &[("id", "2"), ("card", "K1"), ("mobile", "13812345672")],
            &[("id", "3"), ("card", "K1"), ("device", "pad")],
        ],
    );
    assert_eq!(groups(&engine), [vec!["1"], vec!["2", "3"]]);
    let page = engine.refusals(&PairQuery::default()).unwrap();
    assert_eq!(page.total, 1);
    let refusal = &page.refusals[0];
    assert_eq!(
        (refusal.demoted.as_slice(), refusal.reason.code.as_ref()),
        (&["device".to_owned()][..], "guard/limit")
    );
    assert!(refusal.customer_ids[0] != refusal.customer_ids[1] && !refusal.text.is_empty());
}

#[test]
fn a_limit_may_hold_for_a_period() {
    let identity = json!({"identifiers": [
        kind("card", json!({"certain": true})),
        kind("device", json!({"limit": 1, "period": "month"})),
    ]});
    let mut engine = with(identity);
    add(
        &mut engine,
        &[
            &[("id", "1"), ("card", "K1"), ("device", "a"), ("updated_at", "2025-01-03")],
            &[("id", "2"), ("card", "K1"), ("device", "b"), ("updated_at", "2025-02-03")],
            &[("id", "3"), ("card", "K2"), ("device", "a"), ("updated_at", "2025-01-03")],
            &[("id", "4"), ("card", "K2"), ("device", "b"), ("updated_at", "2025-01-28")],
        ],
    );
    assert_eq!(groups(&engine), [vec!["1", "2"], vec!["3"], vec!["4"]]);
}

#[test]
fn a_person_and_a_company_never_become_one() {
    let identity = json!({
        "identifiers": [kind("card", json!({"certain": true}))],
        "recordType": {"field": "type", "person": ["个人"], "company": ["企业", "Company"]},
    });
    let mut engine = with(identity);
    add(
        &mut engine,
        &[
            &[("id", "1"), ("card", "K1"), ("type", "个人")],
            &[("id", "2"), ("card", "K1"), ("type", "company")],
            &[("id", "3"), ("card", "K2"), ("type", "企业")],
            &[("id", "4"), ("card", "K2")],
        ],
    );
    assert_eq!(groups(&engine), [vec!["1"], vec!["2"], vec!["3", "4"]]);
    assert_eq!(engine.refusals(&PairQuery::default()).unwrap().refusals[0].reason.code, "guard/type");
}

#[test]
fn the_survivor_is_chosen_by_rule_and_a_merged_id_still_leads_to_it() {
    for (rule, expected) in [("oldest", "2"), ("source_priority", "9"), ("most_complete", "10")] {
        let identity = json!({"survivor": rule, "identifiers": [kind("card", json!({"certain": true}))]});
        let ruleset =
            ruleset_with(json!({"fields": fields(), "identity": identity, "sourcePriority": ["erp"]}));
        let mut engine = Engine::new(Ruleset::from_json(&ruleset).unwrap(), Options::default()).unwrap();
        add(
            &mut engine,
            &[
                &[
                    ("id", "10"),
                    ("card", "K1"),
                    ("contact", "王芳"),
                    ("mobile", "13812345678"),
                    ("created_at", "2025-01-01"),
                ],
                &[("id", "9"), ("card", "K1"), ("source", "erp")],
                &[("id", "2"), ("card", "K1"), ("created_at", "2024-01-01")],
            ],
        );
        let all = customers(&mut engine);
        let (id, customer) = all.iter().next().unwrap();
        assert_eq!(all.len(), 1);
        let own = |source: &str, record: &str| kehu::identity::CustomerId::of(source, record).to_string();
        let source = if expected == "9" { "erp" } else { "crm" };
        assert_eq!(*id, own(source, expected), "{rule}");
        for alias in customer["aliases"].as_array().unwrap() {
            let found = engine.customer(alias.as_str().unwrap(), &CustomerView::at(NOW)).unwrap();
            assert_eq!(found.id, *id);
        }
        engine.unmerge(expected, "li", "", NOW).unwrap();
        assert!(customers(&mut engine).contains_key(id), "a split keeps the id with its record");
    }
}

#[test]
fn bound_identifiers_join_whoever_has_them_now_or_later() {
    let mut engine = with(json!({"identifiers": [kind("mobile", json!({})), kind("device", json!({}))]}));
    add(&mut engine, &[&[("id", "1"), ("mobile", "13812345678")]]);
    let before = engine.digest();
    let bound = engine
        .bind(&input(&[("device", "d1"), ("mobile", "138 1234 5678")]), None, "li", "signed in", NOW)
        .unwrap();
    let event = [("event_id", "e1"), ("type", "page_view"), ("time", "2026-06-01"), ("device", "d1")];
    engine.track(&[input(&event)], NOW).unwrap();
    let own = kehu::identity::CustomerId::of("crm", "1").to_string();
    assert_eq!(bound.customer_ids, std::slice::from_ref(&own));
    assert_eq!(customers(&mut engine)[&own]["events"]["count"], json!(1));
    add(&mut engine, &[&[("id", "2"), ("device", "d1")]]);
    let with_later: Vec<String> = groups(&engine).remove(0);
    assert!(with_later.contains(&"1".to_owned()) && with_later.contains(&"2".to_owned()), "{with_later:?}");
    assert_eq!(
        Engine::restore(&engine.snapshot().unwrap(), Options::default()).unwrap().digest(),
        engine.digest()
    );

    engine.undo(&bound.operation, "li", "wrong person", NOW).unwrap();
    assert_eq!(groups(&engine), [vec!["1"], vec!["2"]]);
    engine.erase_record("2").unwrap();
    assert_eq!(engine.digest(), before);
}

#[test]
fn the_history_of_a_customer_tells_of_bindings_that_were_taken_back() {
    let mut engine = with(json!({"identifiers": [kind("mobile", json!({})), kind("device", json!({}))]}));
    add(&mut engine, &[&[("id", "1"), ("mobile", "13812345678")], &[("id", "2"), ("mobile", "13900000001")]]);
    let [id, other] = ["1", "2"].map(|record| kehu::identity::CustomerId::of("crm", record).to_string());
    let before = engine.digest();
    let device = input(&[("device", "d1")]);
    engine.bind(&device, Some(&id), "li", "signed in", NOW).unwrap();
    let unbound = engine.unbind(&id, &device, "wang", "sold", NOW).unwrap();
    let told = |engine: &Engine, id: &str| -> Vec<(&str, bool, Vec<String>)> {
        let of = HistoryQuery { customer: Some(id.into()), ..HistoryQuery::default() };
        let all = engine.history(&of).unwrap().operations.into_iter();
        all.map(|one| (one.kind.name(), one.withdrawn.is_some(), one.records)).collect()
    };
    let both = [("unbind", false, vec!["crm/1".to_owned()]), ("bind", true, vec!["crm/1".to_owned()])];
    assert_eq!(told(&engine, &id), both);
    assert_eq!(told(&engine, &other), []);
    assert_eq!(engine.digest(), before, "nobody is any more what he was not before");
    let again = Engine::restore(&engine.snapshot().unwrap(), Options::default()).unwrap();
    assert_eq!(told(&again, &id), both);
    let mut empty = with(json!({"identifiers": [kind("mobile", json!({})), kind("device", json!({}))]}));
    empty.replay(&engine.take_journal().concat()).unwrap();
    assert_eq!((told(&empty, &id), empty.digest()), (both.to_vec(), before.clone()));
    engine.undo(&unbound.operation, "li", "", NOW).unwrap();
    engine.merge(&[id.clone(), other], "li", "", NOW).unwrap();
    assert_eq!(told(&engine, &id).len(), 3);
    engine.erase(&id).unwrap();
    let all = engine.history(&HistoryQuery::default()).unwrap().operations;
    assert!(all.iter().all(|one| one.by.reason.is_empty() && one.records.is_empty()), "{all:?}");
}

#[test]
fn an_identifier_can_be_taken_from_a_customer() {
    let mut engine =
        with(json!({"identifiers": [kind("card", json!({"certain": true})), kind("mobile", json!({}))]}));
    add(
        &mut engine,
        &[&[("id", "1"), ("card", "K1")], &[("id", "2"), ("card", "K1"), ("mobile", "13812345678")]],
    );
    let id = kehu::identity::CustomerId::of("crm", "1").to_string();
    let unbound = engine.unbind(&id, &input(&[("mobile", "13812345678")]), "li", "left", NOW).unwrap();
    assert_eq!(groups(&engine), [vec!["1"], vec!["2"]]);
    engine.undo(&unbound.operation, "li", "", NOW).unwrap();
    assert_eq!(groups(&engine), [vec!["1", "2"]]);

    let refused = |engine: &mut Engine, kinds: &[(&str, &str)]| {
        engine.unbind(&id, &input(kinds), "li", "", NOW).unwrap_err().code()
    };
    assert_eq!(refused(&mut engine, &[("mobile", "13900000001")]), "identity/not_bound");
    assert_eq!(refused(&mut engine, &[("card", "K1")]), "identity/only");
    assert_eq!(refused(&mut engine, &[("passport", "E1")]), "identity/kind");
    assert_eq!(
        engine.bind(&input(&[("card", "K1")]), None, "li", "", NOW).unwrap_err().code(),
        "identity/alone"
    );
    assert_eq!(
        engine.bind(&input(&[("mobile", "12")]), Some(&id), "li", "", NOW).unwrap_err().code(),
        "identity/value"
    );
}

#[test]
fn an_anonymous_device_becomes_the_person_who_has_it() {
    let device = kind("device", json!({"certain": true, "anonymous": true}));
    let mut engine = with(json!({"identifiers": [device, kind("mobile", json!({}))]}));
    let view = |id: &str| {
        input(&[("event_id", id), ("type", "page_view"), ("time", "2026-06-01"), ("device", "d1")])
    };
    let outcome = engine.track(&[view("e1"), view("e2")], NOW).unwrap();
    let stranger = outcome.results[0].customer_id.clone().unwrap();
    assert_eq!(outcome.results[1].customer_id, Some(stranger.clone()));
    assert_eq!(customers(&mut engine)[&stranger]["events"]["count"], json!(2));

    add(&mut engine, &[&[("id", "1"), ("device", "d1"), ("contact", "王芳"), ("mobile", "13812345678")]]);
    let all = customers(&mut engine);
    let own = kehu::identity::CustomerId::of("crm", "1").to_string();
    assert_eq!(all.keys().collect::<Vec<_>>(), [&own]);
    assert_eq!(all[&own]["events"]["count"], json!(2));
    assert_eq!(engine.customer(&stranger, &CustomerView::at(NOW)).unwrap().id, own);

    let mut other =
        with(json!({"identifiers": [kind("device", json!({"certain": true, "anonymous": true}))]}));
    import(
        &mut other,
        events(),
        "event_id,type,time,device\ne1,page_view,2026-06-01,d1\ne2,page_view,2026-06-02,d2\n",
    );
    assert_eq!(other.edition().customers, 2);
    let mut replayed =
        with(json!({"identifiers": [kind("device", json!({"certain": true, "anonymous": true}))]}));
    replayed.replay(&other.take_journal().concat()).unwrap();
    assert_eq!(replayed.digest(), other.digest());
}

#[test]
fn what_people_did_is_told_with_who_when_and_why() {
    let mut engine = with(json!({"identifiers": [kind("card", json!({"certain": true}))]}));
    add(&mut engine, &[&[("id", "1"), ("company", "甲")], &[("id", "2"), ("company", "乙")], &[("id", "3")]]);
    let ids: Vec<String> =
        ["1", "2"].map(|id| kehu::identity::CustomerId::of("crm", id).to_string()).to_vec();
    let merged = engine.merge(&ids, "li", "same owner", NOW).unwrap();
    engine.pin(&merged.customer_ids[0], "company", Some("丙"), "wang", "licence", NOW).unwrap();
    engine.undo(&merged.operation, "zhao", "mistake", NOW).unwrap();
    assert_eq!(engine.undo(&merged.operation, "zhao", "", NOW).unwrap_err().code(), "operation/withdrawn");
    assert_eq!(engine.undo("O000000000000", "zhao", "", NOW).unwrap_err().code(), "operation/unknown");

    for engine in [&Engine::restore(&engine.snapshot().unwrap(), Options::default()).unwrap(), &engine] {
        let page = engine.history(&HistoryQuery::default()).unwrap();
        assert_eq!(page.total, 2);
        let merge = page.operations.iter().find(|one| one.kind == OperationKind::Merge).unwrap();
        assert_eq!(
            (merge.by.actor.as_str(), merge.by.reason.as_str(), merge.by.at.as_str()),
            ("li", "same owner", NOW)
        );
        assert_eq!(merge.records, ["crm/1", "crm/2"]);
        assert_eq!(merge.withdrawn.as_ref().unwrap().actor, "zhao");
        let pin = page.operations.iter().find(|one| one.kind == OperationKind::Pin).unwrap();
        assert_eq!((pin.field.as_deref(), pin.value.as_deref()), (Some("company"), Some("丙")));
        let third = kehu::identity::CustomerId::of("crm", "3").to_string();
        let none = HistoryQuery { customer: Some(third), ..HistoryQuery::default() };
        assert_eq!(engine.history(&none).unwrap().total, 0);
    }
}

#[test]
fn erasing_leaves_nothing_in_a_new_snapshot() {
    let mut engine = engine();
    let rows = "id,company,contact,mobile\n1,杭州云帆科技有限公司,王小鱼,13812345678\n2,上海明辰机械有限公司,李大河,13987654321\n";
    import(&mut engine, records("crm"), rows);
    let untouched = engine.digest();
    let order = [("event_id", "e1"), ("type", "order"), ("time", "2026-06-01"), ("mobile", "13987654321")];
    engine.track(&[input(&order)], NOW).unwrap();
    let id = kehu::identity::CustomerId::of("crm", "2").to_string();
    engine.pin(&id, "remark", Some("机密备注"), "li", "李大河说的", NOW).unwrap();
    let before = engine.digest();
    let erased = engine.erase(&id).unwrap();
    assert_eq!((erased.records, erased.events), (1, 1));
    assert_eq!(engine.customer(&id, &CustomerView::at(NOW)).unwrap_err().code(), "customer/unknown");
    assert_eq!(engine.edition().records, 1);
    let snapshot = String::from_utf8_lossy(&engine.snapshot().unwrap()).into_owned();
    for trace in ["李大河", "13987654321", "机密备注", "e1\""] {
        assert!(!snapshot.contains(trace), "{trace}");
    }
    // The same record may come again, as new as any.
    import(&mut engine, records("crm"), rows);
    assert_eq!(engine.digest(), untouched);
    assert_ne!(engine.digest(), before);
}

/// What earlier events told beside their subject may be whom they concern by another ruleset.
#[test]
fn events_are_read_anew_by_another_ruleset() {
    let mut engine = with(json!({"identifiers": []}));
    add(&mut engine, &[&[("id", "1"), ("badge", "B-100")]]);
    let view = |id: &str, name: &str, value: &str| {
        input(&[("event_id", id), ("type", "page_view"), ("time", "2026-06-01"), (name, value)])
    };
    engine.track(&[view("a", "badge", "B-100"), view("b", "device", "d9")], NOW).unwrap();
    assert_eq!(engine.edition().waiting_events, 2);
    let mut fields = fields();
    fields.as_array_mut().unwrap().push(json!({"name": "badge", "kind": "text"}));
    let identity = json!({"identifiers": [
        kind("badge", json!({"certain": true})), kind("device", json!({"certain": true, "anonymous": true}))
    ]});
    let document =
        ruleset_with(json!({"fields": fields, "identity": identity, "events": [{"id": "page_view"}]}));
    engine.adopt_ruleset(Ruleset::from_json(&document).unwrap()).unwrap();
    let edition = engine.edition();
    assert_eq!(
        (edition.waiting_events, edition.customers),
        (0, 2),
        "one of them is of the visitor with the device"
    );
    let id = customer_of(&engine, "1");
    assert_eq!(engine.customer(&id, &CustomerView::at(NOW)).unwrap().events.count, 1);
    let mut replayed = with(json!({"identifiers": []}));
    replayed.replay(&engine.take_journal().concat()).unwrap();
    assert_eq!(replayed.digest(), engine.digest());
}

/// A ruleset need not say that records have ids.
#[test]
fn records_keep_their_ids_where_the_ruleset_has_no_field_for_them() {
    let document = json!({"format": 1, "id": "x", "version": "1", "fields": [{"name": "company", "kind": "company_name"}]});
    let mut engine =
        Engine::new(Ruleset::from_json(&document.to_string()).unwrap(), Options::default()).unwrap();
    for company in ["杭州云帆科技有限公司", "杭州云帆信息有限公司"] {
        let given = input(&[("id", "C/7"), ("source", "a/b"), ("company", company)]);
        assert_eq!(engine.upsert(&[given], "", NOW).unwrap().results[0].record_id, "C/7");
    }
    assert_eq!(engine.edition().records, 1);
    assert_eq!(
        engine.erase_record("a/b/C/7").unwrap().records,
        1,
        "by source and id, whatever slashes they have"
    );
}

#[test]
fn another_ruleset_is_previewed_before_it_is_adopted() {
    let certain = json!({"identifiers": [kind("card", json!({"certain": true})), kind("device", json!({}))]});
    let mut engine = with(certain.clone());
    add(
        &mut engine,
        &[
            &[("id", "1"), ("card", "K1")],
            &[("id", "2"), ("card", "K1"), ("device", "d1")],
            &[("id", "3"), ("device", "d1")],
            &[("id", "4"), ("device", "e1")],
        ],
    );
    let decided = engine.decide("1", "4", kehu::identity::Verdict::Same, "li", "", NOW).unwrap();
    let before = engine.digest();
    let other = json!({"identifiers": [kind("card", json!({})), kind("device", json!({"certain": true}))]});
    let document =
        ruleset_with(json!({"fields": fields(), "identity": other, "events": [{"id": "page_view"}]}));
    let ruleset = || Ruleset::from_json(&document).unwrap();
    let preview = engine.preview_ruleset(ruleset()).unwrap();
    assert_eq!(engine.digest(), before, "a preview changes nothing");
    assert_eq!(
        (preview.before, preview.after, preview.unchanged, preview.split, preview.joined),
        (2, 2, 0, 1, 1)
    );
    assert_eq!(preview.examples[0].records.len(), 4);
    assert_eq!(engine.adopt_ruleset(ruleset()).unwrap(), preview);
    assert_eq!(groups(&engine), [vec!["1", "4"], vec!["2", "3"]]);
    assert_eq!(engine.history(&HistoryQuery::default()).unwrap().operations[0].operation, decided.operation);
    let mut replayed = with(certain);
    replayed.replay(&engine.take_journal().concat()).unwrap();
    assert_eq!(replayed.digest(), engine.digest());
}
