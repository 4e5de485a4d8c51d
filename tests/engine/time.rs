//! Time is an argument: the same instant gives the same answer, whatever was asked before.

use kehu::engine::CustomerView;

use crate::world::*;

const FILE: &str = "\
编号,公司名称,手机
1,杭州云帆科技有限公司,13812345678
2,上海明辰机械有限公司,13987654321
3,成都锦程电子有限公司,13611112222
4,武汉长江电气有限公司,13522223333
";
const EVENTS: &str = "\
event_id,type,time,record_id,amount,end_date
a,order,2026-01-10T10:00:00+08:00,1,600000,
b,order,2026-06-01T10:00:00+08:00,1,9000,
c,contract,2026-02-01T10:00:00+08:00,2,9000,2026-09-01
d,page_view,2026-06-20T10:00:00+08:00,3,,
e,order,2026-07-15T10:00:00+08:00,4,500,
f,order,2026-03-01T10:00:00+08:00,2,700,
";

fn told() -> kehu::engine::Engine {
    let mut engine = engine();
    import(&mut engine, records("crm"), FILE);
    import(&mut engine, events(), EVENTS);
    engine
}

/// What time changes of a customer's line, the instant of the next change aside.
fn standing(engine: &mut kehu::engine::Engine, id: &str, now: &str) -> String {
    let mut customer = serde_json::to_value(engine.customer(id, &CustomerView::at(now)).unwrap()).unwrap();
    let plain = |list: &serde_json::Value| {
        list.as_array()
            .unwrap()
            .iter()
            .map(|e| e["id"].as_str().or(e["key"].as_str()).unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let kept = ["tags", "segments", "actions"].map(|part| plain(&customer[part]));
    let scores: Vec<_> = customer["scores"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| (s["id"].to_string(), s["value"].to_string()))
        .collect();
    format!("{kept:?} {scores:?} {}", customer["stage"].take())
}

fn just_before(instant: &str) -> String {
    let at = kehu::normalize::civil::Timestamp::parse(instant, 480).unwrap();
    kehu::normalize::civil::Timestamp(at.0 - 1).to_rfc3339(480)
}

#[test]
fn an_answer_stands_until_its_next_change_and_not_longer() {
    let mut engine = told();
    let ids: Vec<String> = customers(&mut engine).into_keys().collect();
    let mut changes = 0;
    for id in ids {
        let mut now = NOW.to_owned();
        for _ in 0..12 {
            let told = engine.customer(&id, &CustomerView::at(&now)).unwrap();
            let Some(next) = told.next_change_at else { break };
            let (here, before) =
                (standing(&mut engine, &id, &now), standing(&mut engine, &id, &just_before(&next)));
            assert_eq!(here, before, "{id} from {now} to {next}");
            changes += usize::from(standing(&mut engine, &id, &next) != here);
            now = next;
        }
    }
    assert!(changes > 4, "time changes something: {changes}");
}

#[test]
fn what_was_asked_before_changes_no_answer() {
    let instants =
        [NOW, "2026-07-20T09:00:00+08:00", "2026-09-15T09:00:00+08:00", "2027-02-01T09:00:00+08:00"];
    let fresh = instants.map(|now| export_at(&mut told(), now));
    let mut engine = told();
    for (now, expected) in instants.iter().zip(&fresh) {
        assert_eq!(&export_at(&mut engine, now), expected, "forward to {now}");
    }
    for (now, expected) in instants.iter().zip(&fresh).rev() {
        assert_eq!(&export_at(&mut engine, now), expected, "back to {now}");
    }
}

#[test]
fn new_records_and_events_count_as_if_they_had_always_been_there() {
    let mut engine = told();
    export(&mut engine);
    let more = "编号,公司名称,手机\n5,北京天恒咨询有限公司,13533334444\n";
    import(&mut engine, records("crm"), more);
    let order = |id: &str, time: &str, record: &str| {
        input(&[
            ("event_id", id),
            ("type", "order"),
            ("time", time),
            ("record_id", record),
            ("amount", "7000"),
        ])
    };
    engine.track(&[order("x", "2026-06-28", "5"), order("y", "2026-05-01", "3")], NOW).unwrap();
    let mut fresh = told();
    import(&mut fresh, records("crm"), more);
    fresh.track(&[order("x", "2026-06-28", "5"), order("y", "2026-05-01", "3")], NOW).unwrap();
    let mut restored = kehu::engine::Engine::restore(
        &fresh.snapshot().unwrap(),
        kehu::engine::Options { language: kehu::messages::Language::En, ..Default::default() },
    )
    .unwrap();
    assert_eq!(export(&mut engine), export(&mut fresh));
    assert_eq!(export(&mut engine), export(&mut restored));
}

#[test]
fn a_segment_says_when_it_will_change() {
    let mut engine = told();
    let answer = engine.segment(&"active".into(), NOW).unwrap();
    let next = answer.next_change_at.clone().expect("the orders grow older");
    assert_eq!(engine.segment(&"active".into(), &just_before(&next)).unwrap().ids, answer.ids);
    let condition = serde_json::json!({"event": "order", "within": {"last": 30, "unit": "day"}});
    let asked = engine.segment(&condition, NOW).unwrap();
    assert_eq!(asked.count, 1);
    assert_eq!(asked.next_change_at.as_deref(), Some("2026-07-01T10:00:00+08:00"));
    assert_eq!(engine.segment(&condition, "2026-07-01T10:00:00+08:00").unwrap().count, 0);
    assert_eq!(engine.segment(&"nothing".into(), NOW).unwrap_err().code(), "condition/unknown_segment");
}

#[test]
fn tracking_tells_what_changed() {
    let mut engine = told();
    let event = input(&[
        ("event_id", "t"),
        ("type", "ticket"),
        ("time", NOW),
        ("record_id", "3"),
        ("category", "complaint"),
        ("status", "open"),
    ]);
    let outcome = engine.track(std::slice::from_ref(&event), NOW).unwrap();
    assert_eq!(outcome.changed.len(), 1);
    assert!(outcome.changed[0].tags_added.contains(&"open_complaint".to_owned()));
    assert!(outcome.changed[0].actions.iter().any(|a| a.rule == "complaint_service_level"));
    let again = engine.track(&[event], NOW).unwrap();
    assert!(again.results[0].duplicate && again.changed.is_empty());
}
