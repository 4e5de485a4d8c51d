//! Tags by hand, nested tags, and tags that lapse.

use kehu::engine::{CustomerView, Engine, HistoryQuery, Options, ScoreHistoryQuery, TagOptions};
use kehu::messages::Language;
use kehu::schema::ruleset::Ruleset;
use serde_json::{Value, json};

use crate::world::*;

fn tag(id: &str, more: Value) -> Value {
    let mut tag = json!({ "id": id, "name": { "zh": id, "en": id } });
    tag.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    tag
}

fn with_tags(tags: Value) -> Result<Engine, kehu::error::Error> {
    let parts = json!({ "tags": tags, "scores": [], "segments": [], "stages": [], "rules": [] });
    let ruleset = Ruleset::from_json(&ruleset_with(parts)).unwrap();
    Engine::new(ruleset, Options { language: Language::En, ..Options::default() })
}

fn tagged() -> Engine {
    let interest =
        json!({ "event": "page_view", "where": { "field": "product", "op": "equals", "value": "A" } });
    let tags = json!([
        tag("interest", json!({})),
        tag(
            "likes_a",
            json!({ "parent": "interest", "when": interest, "expires": { "last": 30, "unit": "day" } })
        ),
        tag("vip", json!({ "kind": "manual", "parent": "interest" })),
        tag("cycle", json!({ "kind": "manual", "expires": { "last": 1, "unit": "month" } })),
    ]);
    let mut engine = with_tags(tags).unwrap();
    let file = "编号,公司名称,手机\n1,杭州云帆科技有限公司,13812345678\n2,上海明辰机械有限公司,13987654321\n";
    import(&mut engine, records("crm"), file);
    engine
}

fn options(now: &str) -> TagOptions {
    TagOptions { now: now.into(), actor: "li".into(), reason: "met".into(), ..TagOptions::default() }
}

/// The tags that the customer of a record bears, each with its value, and when that may change.
fn borne(engine: &mut Engine, record: &str, now: &str) -> (Vec<String>, Option<String>) {
    let id = customer_of(engine, record);
    let customer = serde_json::to_value(engine.customer(&id, &CustomerView::at(now)).unwrap()).unwrap();
    let told = |tag: &Value| match tag["value"].as_str() {
        Some(value) => format!("{}={value}", tag["id"].as_str().unwrap()),
        None => tag["id"].as_str().unwrap().to_owned(),
    };
    let next = customer["nextChangeAt"].as_str().map(|text| text[..16].to_owned());
    (customer["tags"].as_array().unwrap().iter().map(told).collect(), next)
}

#[test]
fn people_give_tags_and_take_them_off() {
    let mut engine = tagged();
    let id = customer_of(&engine, "1");
    let before = engine.digest();
    let given = TagOptions { value: Some("季度".into()), ..options("2026-06-01T09:00:00") };
    let operation = engine.tag(&id, "cycle", &given).unwrap().operation;
    assert_ne!(engine.digest(), before);
    let (tags, next) = borne(&mut engine, "1", "2026-06-02");
    assert_eq!(
        (tags, next.as_deref()),
        (vec!["cycle=季度".to_owned()], Some("2026-07-01T09:00")),
        "a month by the ruleset"
    );
    assert_eq!(borne(&mut engine, "1", "2026-05-31").0, [""; 0], "not before it was given");
    assert_eq!(borne(&mut engine, "1", "2026-07-01T09:00:00").0, [""; 0]);
    let until = TagOptions { until: Some("2026-06-10".into()), ..options("2026-06-03") };
    engine.tag(&id, "cycle", &until).unwrap();
    let (tags, next) = borne(&mut engine, "1", "2026-06-04");
    assert_eq!(
        (tags, next.as_deref()),
        (vec!["cycle".to_owned()], Some("2026-06-10T00:00")),
        "the last word counts"
    );
    let off = engine.untag(&id, "cycle", &options("2026-06-05")).unwrap().operation;
    assert_eq!(borne(&mut engine, "1", "2026-06-06").0, [""; 0]);
    engine.undo(&off, "li", "", "2026-06-06").unwrap();
    assert_eq!(borne(&mut engine, "1", "2026-06-06").0, ["cycle"]);
    let history = engine.history(&HistoryQuery::default()).unwrap();
    let first = serde_json::to_value(history.operations.last().unwrap()).unwrap();
    assert_eq!(
        (&first["kind"], &first["tag"], &first["value"]),
        (&json!("tag"), &json!("cycle"), &json!("季度"))
    );
    assert_eq!((&first["actor"], &first["operation"]), (&json!("li"), &json!(operation)));
    let again = Engine::restore(
        &engine.snapshot().unwrap(),
        Options { language: Language::En, ..Options::default() },
    );
    let mut again = again.unwrap();
    assert_eq!(again.digest(), engine.digest());
    assert_eq!(borne(&mut again, "1", "2026-06-06"), borne(&mut engine, "1", "2026-06-06"));
    for operation in history.operations {
        let _ = engine.undo(&operation.operation, "li", "", "2026-06-06");
    }
    assert_eq!(engine.digest(), before, "all is taken back");
    let fault = |result: Result<kehu::engine::Splits, kehu::error::Error>| {
        result.map_err(|e| (e.code(), e.path().to_owned())).unwrap_err()
    };
    assert_eq!(fault(engine.tag(&id, "likes_a", &options(NOW))), ("tag/not_manual", "tag".to_owned()));
    assert_eq!(fault(engine.untag(&id, "vipp", &options(NOW))), ("condition/unknown_tag", "tag".to_owned()));
}

#[test]
fn tags_by_hand_go_where_their_record_goes() {
    let mut engine = tagged();
    let (one, two) = (customer_of(&engine, "1"), customer_of(&engine, "2"));
    engine.tag(&one, "vip", &options("2026-06-01")).unwrap();
    engine.merge(&[one.clone(), two], "li", "", "2026-06-02").unwrap();
    let merged =
        engine.customers(&kehu::engine::CustomerQuery { now: NOW.into(), ..Default::default() }).unwrap();
    assert_eq!(merged.total, 1);
    assert_eq!(borne(&mut engine, "2", NOW).0, ["interest", "vip"]);
    engine.unmerge("2", "li", "", "2026-06-03").unwrap();
    assert_eq!(borne(&mut engine, "1", NOW).0, ["interest", "vip"]);
    assert_eq!(borne(&mut engine, "2", NOW).0, [""; 0]);
    engine.erase(&one).unwrap();
    assert!(
        !String::from_utf8_lossy(&engine.snapshot().unwrap()).contains("\"vip\",\"given\""),
        "no trace is left"
    );
}

#[test]
fn who_bears_a_tag_bears_those_above_it() {
    let mut engine = tagged();
    let id = customer_of(&engine, "1");
    engine.tag(&id, "vip", &options("2026-06-01")).unwrap();
    assert_eq!(engine.segment(&json!({ "tag": "interest" }), NOW).unwrap().ids, [id.as_str()]);
    let tags = serde_json::to_value(engine.tags(NOW).unwrap()).unwrap();
    assert_eq!(
        (&tags[0]["count"], &tags[2]["parent"], &tags[2]["kind"]),
        (&json!(1), &json!("interest"), &json!("manual"))
    );
    let customer = serde_json::to_value(engine.customer(&id, &CustomerView::at(NOW)).unwrap()).unwrap();
    assert_eq!(customer["tags"][0]["reasons"][0]["code"], "fact/tag");
    assert_eq!(customer["tags"][1]["reasons"][0]["code"], "fact/given");
}

#[test]
fn a_tag_lapses_after_its_condition_last_became_true() {
    let mut engine = tagged();
    let view = |id: &str, time: &str| {
        input(&[
            ("event_id", id),
            ("type", "page_view"),
            ("time", time),
            ("record_id", "1"),
            ("product", "A"),
        ])
    };
    engine.track(&[view("a", "2026-06-01T10:00:00")], NOW).unwrap();
    let (tags, next) = borne(&mut engine, "1", "2026-06-20");
    assert_eq!(
        (tags, next.as_deref()),
        (vec!["interest".to_owned(), "likes_a".to_owned()], Some("2026-07-01T10:00"))
    );
    assert_eq!(borne(&mut engine, "1", "2026-07-01T10:00:00"), (Vec::new(), None), "it lapsed");
    // The condition never ceased to hold, so another view does not make it true again.
    engine.track(&[view("b", "2026-06-25T10:00:00")], NOW).unwrap();
    assert_eq!(borne(&mut engine, "1", "2026-07-01T10:00:00").0, [""; 0]);
}

#[test]
fn a_tag_that_comes_back_holds_anew() {
    let recent = json!({ "event": "visit", "within": { "last": 10, "unit": "day" } });
    let mut engine =
        with_tags(json!([tag("fresh", json!({ "when": recent, "expires": { "last": 3, "unit": "day" } }))]))
            .unwrap();
    import(&mut engine, records("crm"), "编号,公司名称,手机\n1,杭州云帆科技有限公司,13812345678\n");
    let visit = |id: &str, time: &str| {
        input(&[("event_id", id), ("type", "visit"), ("time", time), ("record_id", "1")])
    };
    engine
        .track(&[visit("a", "2026-06-01"), visit("b", "2026-06-02"), visit("c", "2026-06-20")], NOW)
        .unwrap();
    let mut holds = |now: &str| {
        let (tags, next) = borne(&mut engine, "1", now);
        (tags.len() == 1, next.map(|text| text[..10].to_owned()))
    };
    assert_eq!(holds("2026-06-03"), (true, Some("2026-06-04".to_owned())));
    assert!(
        !holds("2026-06-04").0,
        "three days after it became true, though the condition holds until the twelfth"
    );
    assert_eq!(holds("2026-06-20"), (true, Some("2026-06-23".to_owned())), "it became true anew");
    assert!(!holds("2026-06-23").0);
}

#[test]
fn faults_of_tags_are_told_with_their_place() {
    let fault =
        |tags: Value| with_tags(tags).map(|_| ()).map_err(|e| (e.code(), e.path().to_owned())).unwrap_err();
    let order = json!({ "event": "order" });
    assert_eq!(fault(json!([tag("a", json!({}))])), ("tag/empty", "tags[0]".into()));
    assert_eq!(fault(json!([tag("a", json!({ "kind": "manual", "when": order }))])).0, "tag/manual");
    let nowhere = json!([tag("a", json!({ "kind": "manual", "parent": "b" }))]);
    assert_eq!(fault(nowhere), ("condition/unknown_tag", "tags[0].parent".into()));
    let circle =
        json!([tag("a", json!({ "kind": "manual", "parent": "b" })), tag("b", json!({ "parent": "a" }))]);
    assert_eq!(fault(circle).0, "condition/cycle");
    let field = json!({ "field": "city", "op": "exists" });
    let lasting = json!([tag("a", json!({ "when": field, "expires": { "last": 1, "unit": "day" } }))]);
    assert_eq!(fault(lasting), ("tag/expires", "tags[0].expires".into()));
}

#[test]
fn what_a_ruleset_says_to_no_purpose_is_told() {
    assert_eq!(engine().lint(), [], "the preset is clean");
    let known = json!({ "field": "city", "op": "exists" });
    let tags = json!([
        tag("idle", json!({ "when": known })),
        tag("used", json!({ "kind": "manual" })),
        tag("typed", json!({ "kind": "manual", "exclusive": true, "group": "lone" })),
        tag("for_rule", json!({ "kind": "manual", "actions": ["renewal_30_days", "nothing"] })),
        tag(
            "same",
            json!({ "purpose": { "zh": "x", "en": "x" }, "when": { "all": [known, { "field": "city", "op": "missing" }] } })
        ),
        tag("again", json!({ "purpose": { "zh": "x", "en": "x" }, "when": { "text": "city exists" } })),
    ]);
    let segments = json!([
        { "id": "empty", "name": { "zh": "", "en": "" }, "when": { "all": [{ "tag": "used" }, { "not": { "tag": "used" } }] } },
        { "id": "kept", "name": { "zh": "", "en": "" }, "description": { "zh": "x", "en": "x" }, "when": { "text": "tag typed" } },
    ]);
    let parts = json!({ "tags": tags, "segments": segments, "scores": [], "stages": [], "rules": [], "assignment": null });
    let ruleset = Ruleset::from_json(&ruleset_with(parts)).unwrap();
    let engine = Engine::new(ruleset, Options { language: Language::En, ..Options::default() }).unwrap();
    let found: Vec<(String, String)> =
        engine.lint().into_iter().map(|found| (found.code, found.path)).collect();
    let expected = [
        ("lint/unused_tag", "tags[0]"),
        ("lint/unused_segment", "segments[0]"),
        ("lint/lone_exclusive", "tags[2].exclusive"),
        ("lint/unknown_rule", "tags[3].actions[0]"),
        ("lint/unknown_rule", "tags[3].actions[1]"),
        ("lint/never", "tags[4].when"),
        ("lint/duplicate", "tags[5].when"),
        ("lint/never", "segments[0].when"),
    ];
    assert_eq!(found, expected.map(|(code, path)| (code.to_owned(), path.to_owned())));
    assert!(engine.lint().iter().all(|found| !found.text.contains('{')));
}

#[test]
fn a_score_has_a_history() {
    let mut engine = engine();
    let file = "编号,公司名称,手机\n1,杭州云帆科技有限公司,13812345678\n2,上海明辰机械有限公司,13987654321\n";
    import(&mut engine, records("crm"), file);
    let event = |id: &str, kind: &str, record: &str, time: &str| {
        let told =
            [("event_id", id), ("type", kind), ("time", time), ("record_id", record), ("amount", "100")];
        input(&told)
    };
    let told = [
        event("a", "trial", "1", "2026-04-10T09:00:00"),
        event("b", "order", "1", "2026-03-10T09:00:00"),
        event("c", "order", "2", "2026-05-10T09:00:00"),
        event("d", "order", "2", "2026-05-11T09:00:00"),
    ];
    engine.track(&told, NOW).unwrap();
    let id = customer_of(&engine, "1");
    for score in ["lead", "engagement", "health", "rfm", "churn_risk"] {
        let query = ScoreHistoryQuery { now: NOW.into(), months: 5 };
        let history = engine.score_history(&id, score, &query).unwrap();
        assert_eq!(history.len(), 6);
        assert_eq!((history[0].at.as_str(), history[5].at.as_str()), ("2026-01-31T23:59:59.999+08:00", NOW));
        // An engine that heard no more than what had happened by then says the same.
        for past in history {
            let mut twin = crate::world::engine();
            import(&mut twin, records("crm"), file);
            let then = told.iter().zip(["2026-04-10", "2026-03-10", "2026-05-10", "2026-05-11"]);
            let known: Vec<_> =
                then.filter(|(_, day)| *day <= &past.at[..10]).map(|(event, _)| event.clone()).collect();
            twin.track(&known, &past.at).unwrap();
            let customer =
                serde_json::to_value(twin.customer(&id, &CustomerView::at(&past.at)).unwrap()).unwrap();
            let scores = customer["scores"].as_array().unwrap();
            let is = scores.iter().find(|is| is["id"] == score);
            let value = is.and_then(|is| is["value"].as_i64());
            assert_eq!(value, past.value.map(i64::from), "{score} at {}", past.at);
            assert_eq!(
                is.and_then(|is| is["bucket"].as_str()),
                past.bucket.as_deref(),
                "{score} at {}",
                past.at
            );
        }
    }
    let fault =
        engine.score_history(&id, "led", &ScoreHistoryQuery { now: NOW.into(), months: 1 }).unwrap_err();
    assert_eq!((fault.code(), fault.path()), ("condition/unknown_score", "score"));
}
