//! What outside sources know: beside what was given, never over it, and gone without a trace when it is taken out.

use kehu::engine::{Engine, Enrichment, HistoryQuery, Options};
use serde_json::{Value, json};

use crate::world::*;

fn enrichment(value: Value) -> Enrichment {
    Enrichment::from_value(value).unwrap()
}

fn two_customers() -> Engine {
    let mut engine = engine();
    let file = "编号,公司名称,手机,行业,更新时间\n1,杭州云帆科技有限公司,13812345678,,2026-01-05\n2,杭州云帆科技有限公司,13812345678,,2026-01-06\n3,上海明辰机械有限公司,13987654321,制造业,2026-01-05\n";
    import(&mut engine, records("crm"), file);
    engine
}

fn golden(engine: &mut Engine, record: &str, field: &str) -> Value {
    let id = customer_of(engine, record);
    customers(engine)[&id]["golden"][field].clone()
}

#[test]
fn an_enrichment_fills_gaps_with_source_time_and_confidence() {
    let mut engine = two_customers();
    let known = enrichment(json!({
        "source": "register", "at": "2026-06-01", "confidence": 0.8,
        "fields": { "行业": "软件和信息技术服务业", "registered_capital": "500万元", "company": "杭州云帆信息有限公司", "id": "9" },
    }));
    let done = engine.enrich("1", &known, "", NOW).unwrap();
    assert_eq!(done.record_id, "1@crm");
    assert_eq!(done.customer_id, customer_of(&engine, "1"));
    let industry = golden(&mut engine, "1", "industry");
    assert_eq!((&industry["value"], &industry["source"]), (&json!("I65"), &json!("register")));
    assert_eq!(
        (&industry["confidence"], &industry["at"]),
        (&json!(0.8), &json!("2026-06-01T00:00:00+08:00"))
    );
    let company = golden(&mut engine, "1", "company");
    assert_eq!(company["value"], "杭州云帆科技有限公司", "what was given outranks what is less than certain");
    assert_eq!(company["losers"][0]["source"], "register");
    assert_eq!(
        golden(&mut engine, "1", "confidence"),
        Value::Null,
        "a property of the source, not of the customer"
    );
}

#[test]
fn what_is_certain_is_weighed_by_the_strategy() {
    let mut engine = two_customers();
    let known = json!({ "source": "register", "at": "2026-06-01", "fields": { "mobile": "13700000001" } });
    engine.enrich("1", &enrichment(known), "", NOW).unwrap();
    assert_eq!(golden(&mut engine, "2", "mobile")["value"], "+8613700000001", "the most recent");
}

#[test]
fn the_same_source_replaces_what_it_said() {
    let mut engine = two_customers();
    for industry in ["软件和信息技术服务业", "教育"] {
        let known = json!({ "source": "register", "fields": { "industry": industry } });
        engine.enrich("1", &enrichment(known), "", NOW).unwrap();
    }
    assert_eq!(golden(&mut engine, "1", "industry")["value"], "P83");
    assert_eq!(engine.edition().records, 4);
}

#[test]
fn an_enrichment_goes_where_its_record_goes_and_leaves_no_trace() {
    let mut engine = two_customers();
    let before = export(&mut engine);
    let known = json!({ "source": "register", "fields": { "industry": "教育" } });
    engine.enrich("1", &enrichment(known), "", NOW).unwrap();
    assert!(clusters(&engine).contains(&set(&["1", "2", "1@crm"])));
    engine.unmerge("1", "", "", NOW).unwrap();
    assert!(clusters(&engine).contains(&set(&["1", "1@crm"])), "{:?}", clusters(&engine));
    assert_eq!(golden(&mut engine, "2", "industry"), Value::Null);
    engine.decide("1", "2", kehu::identity::Verdict::Same, "", "", NOW).unwrap();
    engine.unmerge("1@crm", "", "", NOW).unwrap();
    let after: Vec<String> =
        export(&mut engine).lines().filter(|l| !l.contains("1@crm")).map(str::to_owned).collect();
    assert_eq!(after, before.lines().collect::<Vec<_>>());
}

#[test]
fn an_enrichment_taken_back_leaves_no_trace() {
    let mut engine = two_customers();
    let before = engine.digest();
    let known = json!({ "source": "register", "fields": { "industry": "软件和信息技术服务业" } });
    engine.enrich("1", &enrichment(known), "li", NOW).unwrap();
    let history = engine.history(&HistoryQuery::default()).unwrap();
    assert_eq!(history.operations[0].records, ["crm/1", "register/1@crm"]);
    engine.undo(&history.operations[0].operation, "li", "wrong company", NOW).unwrap();
    assert_eq!(engine.digest(), before);
    assert_eq!(engine.edition().records, 3);
}

#[test]
fn enrichments_outlive_the_engine() {
    let mut engine = two_customers();
    let first = engine.snapshot().unwrap();
    engine.take_journal();
    let known = json!({ "source": "register", "confidence": 0.5, "fields": { "industry": "教育" } });
    engine.enrich("crm/1", &enrichment(known), "robot", NOW).unwrap();
    let mut replayed =
        Engine::restore(&first, Options { language: kehu::messages::Language::En, ..Options::default() })
            .unwrap();
    replayed.replay(&engine.take_journal().concat()).unwrap();
    assert_eq!(export(&mut replayed), export(&mut engine));
    let mut restored = Engine::restore(
        &engine.snapshot().unwrap(),
        Options { language: kehu::messages::Language::En, ..Options::default() },
    )
    .unwrap();
    assert_eq!(export(&mut restored), export(&mut engine));
}

#[test]
fn what_cannot_be_an_enrichment_is_refused_and_changes_nothing() {
    let mut engine = two_customers();
    let before = traces(&mut engine);
    let wrong = [
        ("1", json!({ "source": "crm", "fields": {} }), "enrich/source", "source"),
        ("1", json!({ "source": " ", "fields": {} }), "enrich/source", "source"),
        ("1", json!({ "source": "r", "confidence": 1.5, "fields": {} }), "enrich/confidence", "confidence"),
        ("1", json!({ "source": "r", "at": "gestern", "fields": {} }), "time/invalid", "at"),
        ("77", json!({ "source": "r", "fields": {} }), "record/unknown", ""),
    ];
    for (record, known, code, path) in wrong {
        let error = engine.enrich(record, &enrichment(known), "", NOW).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, path));
    }
    assert_eq!(traces(&mut engine), before);
}

#[test]
fn taking_back_what_a_source_said_first_leaves_what_it_said_later() {
    let mut engine = two_customers();
    let before = engine.digest();
    for industry in ["软件和信息技术服务业", "教育"] {
        let known = json!({ "source": "register", "fields": { "industry": industry } });
        engine.enrich("1", &enrichment(known), "li", NOW).unwrap();
    }
    let history = engine.history(&HistoryQuery::default()).unwrap();
    let [last, first] = [0, 1].map(|place| history.operations[place].operation.clone());
    engine.undo(&first, "li", "", NOW).unwrap();
    assert_eq!(golden(&mut engine, "1", "industry")["value"], "P83");
    let mut restored = Engine::restore(&engine.snapshot().unwrap(), Options::default()).unwrap();
    assert_eq!(restored.digest(), engine.digest());
    for engine in [&mut engine, &mut restored] {
        engine.undo(&last, "li", "", NOW).unwrap();
        assert_eq!(engine.digest(), before);
    }
}

#[test]
fn erasing_a_record_erases_what_outside_sources_know_of_it() {
    let mut engine = two_customers();
    let known = json!({ "source": "register", "fields": { "industry": "教育" } });
    engine.enrich("1", &enrichment(known), "li", NOW).unwrap();
    // Not an enrichment, though it is called like one.
    engine.upsert(&[input(&[("id", "1@crm"), ("company", "某某有限公司")])], "web", NOW).unwrap();
    assert_eq!(engine.erase_record("crm/1").unwrap().records, 2);
    assert!(clusters(&engine).contains(&set(&["1@crm"])));
    assert_eq!(engine.edition().records, 3);
}
