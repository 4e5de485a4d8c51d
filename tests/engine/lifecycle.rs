//! Lifecycle stages with their history, the funnel, entities and what they are worth.

use kehu::engine::{CustomerView, Engine, FunnelQuery, Options};
use kehu::messages::Language;
use kehu::schema::ruleset::Ruleset;
use serde_json::{Value, json};

use crate::world::*;

fn engine_with(parts: Value) -> Engine {
    let ruleset = Ruleset::from_json(&ruleset_with(parts)).unwrap();
    Engine::new(ruleset, Options { language: Language::En, ..Options::default() }).unwrap()
}

fn view(engine: &mut Engine, record: &str, now: &str) -> Value {
    let id = customer_of(engine, record);
    serde_json::to_value(engine.customer(&id, &CustomerView::at(now)).unwrap()).unwrap()
}

fn label(text: &str) -> Value {
    json!({ "zh": text, "en": text })
}

/// Lead, then interested for as long as a quote is fresh unless they said no, then customer.
fn stages() -> Value {
    json!([
        { "id": "lead", "name": label("lead"), "probability": 0.1 },
        { "id": "interested", "name": label("interested"), "probability": 0.5, "advice": label("call them"),
          "when": { "event": "quote", "within": { "last": 30, "unit": "day" } },
          "exit": { "event": "visit", "where": { "field": "result", "op": "equals", "value": "no" } } },
        { "id": "customer", "name": label("customer"), "when": { "event": "order" } },
    ])
}

const FILE: &str = "编号,公司名称,手机,创建时间\n1,杭州云帆科技有限公司,13812345678,2026-01-01\n2,上海明辰机械有限公司,13987654321,2026-01-01\n";

fn event<'a>(id: &'a str, kind: &'a str, time: &'a str, more: &[(&'a str, &'a str)]) -> kehu::engine::Input {
    let own = [("event_id", id), ("type", kind), ("time", time), ("record_id", "1")];
    input(&own.iter().chain(more).copied().collect::<Vec<_>>())
}

fn stays(customer: &Value) -> Vec<(String, String)> {
    let stays = customer["stages"].as_array().unwrap().iter();
    let text = |stay: &Value, key: &str| stay[key].as_str().unwrap().to_owned();
    stays.map(|stay| (text(stay, "id"), text(stay, "from")[..10].to_owned())).collect()
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

#[test]
fn conditions_ask_what_happened_since_a_stage_was_entered() {
    let stuck = json!([{ "id": "stuck", "name": label("stuck"),
        "when": { "event": ["visit", "call"], "since": { "stage": true }, "count": { "op": "equals", "n": 0 } } }]);
    let mut engine =
        engine_with(json!({ "stages": stages(), "tags": stuck, "scores": [], "segments": [], "rules": [] }));
    import(&mut engine, records("crm"), FILE);
    engine
        .track(&[event("a", "visit", "2026-01-05", &[]), event("b", "quote", "2026-02-01", &[])], NOW)
        .unwrap();
    let borne = |engine: &mut Engine, now: &str| {
        let customer = view(engine, "1", now);
        let next = customer["nextChangeAt"].as_str().map(|text| text[..10].to_owned());
        (customer["tags"].as_array().unwrap().len() == 1, next)
    };
    // The visit was before the quote that made a lead interested; a month later it is a lead again.
    assert!(!borne(&mut engine, "2026-01-10").0, "the visit was since the first stage began");
    assert_eq!(borne(&mut engine, "2026-02-10"), (true, Some("2026-03-03".to_owned())));
    assert!(borne(&mut engine, "2026-03-03").0, "nothing happened since it is a lead again");
    engine.track(&[event("c", "call", "2026-02-20", &[])], NOW).unwrap();
    assert!(!borne(&mut engine, "2026-02-25").0);
    assert!(borne(&mut engine, "2026-03-05").0, "the call was in another stage");
    let ask = json!({ "event": "call", "since": { "stage": "interested" } });
    assert_eq!(engine.segment(&ask, "2026-03-05").unwrap().count, 1, "asked ad hoc, of a stage that is over");
    let cycle = json!({ "stages": [{ "id": "a", "name": label("a"), "when": { "event": "order", "since": { "stage": true } } }] });
    let fault =
        Engine::new(Ruleset::from_json(&ruleset_with(cycle)).unwrap(), Options::default()).unwrap_err();
    assert_eq!((fault.code(), fault.path()), ("condition/cycle", "stages"));
}

#[test]
fn a_customer_walks_through_stages_by_events_and_by_time_alone() {
    let mut engine = engine_with(json!({ "stages": stages() }));
    import(&mut engine, records("crm"), FILE);
    let told = [event("a", "quote", "2026-02-01", &[]), event("b", "quote", "2026-04-10", &[])];
    engine.track(&told, NOW).unwrap();
    let expected = [
        ("lead", "2026-01-01"),
        ("interested", "2026-02-01"),
        ("lead", "2026-03-03"),
        ("interested", "2026-04-10"),
        ("lead", "2026-05-10"),
    ];
    let customer = view(&mut engine, "1", NOW);
    assert_eq!(stays(&customer), pairs(&expected));
    assert_eq!(
        (&customer["stage"]["id"], &customer["stage"]["since"]),
        (&json!("lead"), &json!("2026-05-10T00:00:00+08:00"))
    );
    let earlier = view(&mut engine, "1", "2026-04-20T00:00:00+08:00");
    assert_eq!(stays(&earlier), pairs(&expected[..4]), "what was known then");
    engine.track(&[event("c", "order", "2026-06-01", &[])], NOW).unwrap();
    assert_eq!(stays(&view(&mut engine, "1", NOW)).last(), pairs(&[("customer", "2026-06-01")]).first());
    assert_eq!(stays(&view(&mut engine, "2", NOW)), pairs(&[("lead", "2026-01-01")]));
}

#[test]
fn a_late_event_rewrites_the_history() {
    let mut engine = engine_with(json!({ "stages": stages() }));
    import(&mut engine, records("crm"), FILE);
    engine.track(&[event("a", "quote", "2026-06-10", &[])], NOW).unwrap();
    assert_eq!(view(&mut engine, "1", NOW)["stage"]["id"], "interested");
    engine.track(&[event("b", "visit", "2026-06-20", &[("result", "no")])], NOW).unwrap();
    let customer = view(&mut engine, "1", NOW);
    let expected = [("lead", "2026-01-01"), ("interested", "2026-06-10"), ("lead", "2026-06-20")];
    assert_eq!(stays(&customer), pairs(&expected), "they left although the quote is fresh");
    engine.track(&[event("c", "order", "2026-03-01", &[])], NOW).unwrap();
    let expected = [("lead", "2026-01-01"), ("customer", "2026-03-01")];
    assert_eq!(stays(&view(&mut engine, "1", NOW)), pairs(&expected), "it came late, but was long before");
}

fn funnel_engine() -> Engine {
    let mut engine = engine_with(json!({ "stages": stages() }));
    let names = ["云帆", "明辰", "锦程", "长江", "蓝海", "天恒", "华星", "泰和", "金桥", "北斗"];
    let mut file = "编号,公司名称,手机,创建时间\n".to_owned();
    let mut told = "event_id,type,time,record_id,amount,opportunity_id,stage\n".to_owned();
    for (i, name) in names.iter().enumerate() {
        file.push_str(&format!("{i},{name}科技有限公司,1381234560{i},2026-01-0{}\n", i % 9 + 1));
        if i < 6 {
            told.push_str(&format!("q{i},quote,2026-06-1{i},{i},,,\n"));
            told.push_str(&format!("p{i},opportunity,2026-06-1{i},{i},1000,o{i},open\n"));
        }
        if i < 2 {
            told.push_str(&format!("o{i},order,2026-06-2{i},{i},,,\n"));
        }
    }
    told.push_str("w0,opportunity,2026-06-25,0,1000,o0,won\n");
    import(&mut engine, records("crm"), &file);
    import(&mut engine, events(), &told);
    assert_eq!(engine.edition().customers, 10);
    engine
}

#[test]
fn the_funnel_counts_and_names_the_bottleneck() {
    let mut engine = funnel_engine();
    let funnel = engine.funnel(&FunnelQuery { now: NOW.into(), ..FunnelQuery::default() }).unwrap();
    let stage = |i: usize| &funnel.stages[i];
    assert_eq!(funnel.customers, 10);
    let counts: Vec<_> = funnel.stages.iter().map(|s| (s.id, s.now, s.reached, s.passed)).collect();
    assert_eq!(counts, [("lead", 4, 10, 6), ("interested", 4, 6, 2), ("customer", 2, 2, 0)]);
    assert_eq!(
        (stage(0).conversion, stage(1).conversion, stage(2).conversion),
        (Some(60.0), Some(33.3), None)
    );
    assert_eq!(stage(1).median_days, Some(10.0), "from quote to order");
    assert_eq!((stage(1).amount.as_str(), stage(1).expected.as_deref()), ("4000", Some("2000")));
    assert_eq!(
        (stage(2).amount.as_str(), stage(2).expected.as_deref()),
        ("1000", None),
        "the won one is no longer open"
    );
    assert_eq!(funnel.expected.as_deref(), Some("2000"));
    let bottleneck = funnel.bottleneck.clone().unwrap();
    assert_eq!((bottleneck.stage.id, bottleneck.next.id), ("interested", "customer"));
    assert_eq!(bottleneck.advice.as_deref(), Some("call them"));
    assert!(
        bottleneck.text.contains("of 6 customers") && !bottleneck.text.contains('{'),
        "{}",
        bottleneck.text
    );
    assert!(bottleneck.text.ends_with("nobody is in it for more than twice that"), "{}", bottleneck.text);
    let later = FunnelQuery { now: "2026-07-04T09:00:00+08:00".into(), ..FunnelQuery::default() };
    let text = engine.funnel(&later).unwrap().bottleneck.unwrap().text;
    assert!(text.ends_with("with 3 customers in it for more than twice that: see to them first"), "{text}");
}

#[test]
fn the_funnel_of_a_time_counts_who_came_to_a_stage_in_it() {
    let mut engine = funnel_engine();
    let june =
        FunnelQuery { now: NOW.into(), from: Some("2026-06-12".into()), until: Some("2026-06-15".into()) };
    let funnel = engine.funnel(&june).unwrap();
    let reached: Vec<usize> = funnel.stages.iter().map(|stage| stage.reached).collect();
    assert_eq!(reached, [0, 3, 0]);
    assert!(funnel.bottleneck.is_none(), "three are too few to say anything");
    let wrong = FunnelQuery { from: Some("soon".into()), ..june };
    assert_eq!(engine.funnel(&wrong).unwrap_err().path(), "from");
}

#[test]
fn later_events_override_what_earlier_ones_told_of_an_entity() {
    let mut engine = engine();
    import(&mut engine, records("crm"), FILE);
    let contract = [("contract_no", "C-1"), ("amount", "900"), ("end_date", "2026-12-31")];
    let told = [
        event(
            "b",
            "contract",
            "2026-03-01",
            &[("contract_no", "C-1"), ("amount", "1200"), ("status", "signed")],
        ),
        event("a", "contract", "2026-02-01", &contract),
        event(
            "c",
            "contract",
            "2025-02-01",
            &[("contract_no", "C-0"), ("amount", "5"), ("end_date", "2026-01-01")],
        ),
        event("d", "ticket", "2026-05-01", &[("status", "open")]),
    ];
    engine.track(&told, NOW).unwrap();
    let customer = view(&mut engine, "1", NOW);
    let contracts = &customer["entities"]["contract"];
    assert_eq!((&contracts["total"], &contracts["open"]), (&json!(2), &json!(1)));
    let current = &contracts["rows"][0];
    assert_eq!(
        (&current["key"], &current["events"], &current["open"]),
        (&json!("C-1"), &json!(2), &json!(true))
    );
    let expected =
        json!({"amount": "1200", "contract_no": "C-1", "end_date": "2026-12-31", "status": "signed"});
    assert_eq!(current["properties"], expected, "whatever came first");
    assert_eq!(
        customer["entities"]["ticket"]["rows"][0]["key"], "d",
        "without a number it stands for itself"
    );
    assert_eq!(customer["figures"]["open.contract"], "1");
    assert!(customer["entities"].get("project").is_none());
}

fn money(customer: &Value, id: &str) -> String {
    let found = customer["money"].as_array().unwrap().iter().find(|money| money["id"] == id);
    found.unwrap()["amount"].as_str().unwrap().to_owned()
}

#[test]
fn money_adds_up_and_conditions_ask_for_it() {
    let mut engine = engine();
    import(&mut engine, records("crm"), FILE);
    let told = [
        event("a", "order", "2026-03-01", &[("amount", "100")]),
        event("b", "order", "2026-03-02", &[("order_id", "x"), ("amount", "50")]),
        event("c", "order", "2026-03-03", &[("order_id", "x"), ("status", "cancelled")]),
        event(
            "d",
            "invoice",
            "2026-03-01",
            &[("invoice_no", "i1"), ("amount", "100"), ("due_date", "2026-04-01")],
        ),
        event("e", "payment", "2026-03-09", &[("invoice_no", "i1"), ("amount", "30")]),
        event(
            "f",
            "invoice",
            "2026-06-01",
            &[("invoice_no", "i2"), ("amount", "7"), ("due_date", "2026-07-15")],
        ),
        event("g", "payment", "2026-06-09", &[("amount", "1000")]),
    ];
    engine.track(&told, NOW).unwrap();
    let customer = view(&mut engine, "1", NOW);
    assert_eq!(money(&customer, "ordered"), "100", "the other was cancelled");
    assert_eq!(money(&customer, "paid"), "1030");
    assert_eq!(money(&customer, "overdue"), "70", "what was paid for that invoice is taken off");
    let overdue = json!({"field": "money.overdue", "op": "gt", "value": 75});
    let answer = engine.segment(&overdue, NOW).unwrap();
    assert_eq!(answer.count, 0);
    let next = answer.next_change_at.expect("the other invoice falls due");
    assert_eq!(next, "2026-07-16T00:00:00+08:00");
    assert_eq!(engine.segment(&overdue, &next).unwrap().count, 1);
}

#[test]
fn faults_of_entities_and_money_are_told_with_their_place() {
    let entity = |more: Value| {
        let mut entity = json!({ "id": "deal", "name": label("deal"), "events": ["contract"] });
        entity.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "entities": [entity], "money": [], "funnel": {} })
    };
    let money = |more: Value| {
        let mut money = json!({ "id": "sum", "name": label("sum"), "entity": "contract" });
        money.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "money": [money], "funnel": {} })
    };
    let cases = [
        (entity(json!({ "events": ["contrakt"] })), "condition/unknown_event", "entities[0].events"),
        (entity(json!({ "key": "number" })), "condition/unknown_property", "entities[0].key"),
        (entity(json!({ "closed": { "tag": "active" } })), "condition/not_in_where", "entities[0].closed"),
        (money(json!({ "entity": "kontrakt" })), "ruleset/unknown_entity", "money[0].entity"),
        (money(json!({ "property": "status" })), "condition/function_type", "money[0].property"),
        (
            money(json!({ "less": { "entity": "none", "by": "x" } })),
            "ruleset/unknown_entity",
            "money[0].less.entity",
        ),
        (json!({ "funnel": { "amount": "gold" } }), "ruleset/unknown_money", "funnel.amount"),
        (json!({ "power": { "stance": "mood" } }), "ruleset/unknown_field", "power.stance"),
        (
            json!({ "stages": [{ "id": "a", "name": label("a"), "exit": { "tag": "nothing" } }] }),
            "condition/unknown_tag",
            "stages[0].exit.tag",
        ),
        (
            json!({ "stages": [{ "id": "a", "name": label("a"), "probability": 40 }] }),
            "condition/expected",
            "stages[0].probability",
        ),
    ];
    for (parts, code, path) in cases {
        let made = Ruleset::from_json(&ruleset_with(parts)).and_then(|r| Engine::new(r, Options::default()));
        let error = made.map(|_| ()).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, path));
        assert!(!error.message(Language::Zh).contains('{'), "{}", error.message(Language::Zh));
    }
}
