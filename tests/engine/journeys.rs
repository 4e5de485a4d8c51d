//! Journeys: step by step, with waits that end to the millisecond, through snapshots, merges and erasure.

use kehu::engine::{Acknowledged, CustomerView, Engine, JourneyCount, Options};
use kehu::messages::Language;
use kehu::privacy::Access;
use kehu::schema::ruleset::Ruleset;
use serde_json::{Value, json};

use crate::world::*;

fn action(name: &str) -> Value {
    json!({ "action": name, "name": { "zh": name, "en": name }, "template": { "zh": "{{name}}", "en": "{{name}}" } })
}

fn journey(parts: Value) -> Value {
    let mut journey = json!({
        "id": "welcome", "name": { "zh": "欢迎", "en": "welcome" }, "when": { "event": "order" },
        "exit": { "field": "level", "op": "equals", "value": "stop" },
        "goal": { "event": "order", "count": { "op": "gte", "n": 2 } },
        "steps": [
            { "id": "mail", "action": action("send_mail") },
            { "id": "pause", "wait": { "for": { "last": 3, "unit": "day" } } },
            { "id": "opened", "branch": [{ "when": { "event": "email_open" }, "to": "thanks" }] },
            { "id": "call", "action": action("call"), "next": "end" },
            { "id": "thanks", "action": action("thank") },
        ],
    });
    for (key, part) in parts.as_object().unwrap() {
        journey[key] = part.clone();
    }
    journey
}

/// The same, by a channel.
fn sent(name: &str, channel: &str) -> Value {
    let mut action = action(name);
    action["channel"] = channel.into();
    action
}

fn ruleset(journey: Value) -> Ruleset {
    let parts = json!({
        "fields": [{ "name": "id", "kind": "text", "entity": "record" }, { "name": "source", "kind": "text", "entity": "record" },
                   { "name": "company", "kind": "company_name" },
                   { "name": "level", "kind": "text" }, { "name": "founded", "kind": "date" }],
        "events": [{ "id": "order" }, { "id": "email_open" }], "journeys": [journey],
        "channels": [{ "id": "mail", "name": { "zh": "邮件", "en": "mail" }, "address": ["founded"] },
                     { "id": "sms", "name": { "zh": "短信", "en": "SMS" },
                       "consent": { "field": "level", "op": "equals", "value": "agreed" } }],
    });
    Ruleset::from_json(&ruleset_with(parts)).unwrap()
}

fn options() -> Options {
    Options { language: Language::En, ..Options::default() }
}

fn started(journey: Value) -> Engine {
    let mut engine = Engine::new(ruleset(journey), options()).unwrap();
    for id in ["1", "2", "3"] {
        record(&mut engine, id, "", "2026-07-10");
    }
    engine
}

fn record(engine: &mut Engine, id: &str, level: &str, founded: &str) {
    let company = format!("客户{id}有限公司");
    let told = [("id", id), ("company", &company), ("level", level), ("founded", founded)];
    engine.upsert(&[input(&told)], "crm", NOW).unwrap();
}

fn event(engine: &mut Engine, kind: &str, id: &str, time: &str) {
    let name = format!("{kind} {id} {time}");
    engine
        .track(&[input(&[("event_id", &name), ("type", kind), ("time", time), ("record_id", id)])], time)
        .unwrap();
}

/// What is due, as `action customer`.
fn due(engine: &mut Engine, now: &str) -> Vec<String> {
    let page = engine.actions(now, (0, 99), &Access::default()).unwrap();
    page.rows.iter().map(|row| format!("{} {}", row.action, row.customer_name)).collect()
}

fn take(engine: &mut Engine, now: &str) {
    let page = engine.actions(now, (0, 99), &Access::default()).unwrap();
    engine.acknowledge(&page.rows.iter().map(Acknowledged::from).collect::<Vec<_>>(), now).unwrap();
}

fn count(engine: &Engine) -> JourneyCount {
    engine.journeys().unwrap().remove(0)
}

/// Steps at which somebody stands, with how many.
fn standing(engine: &Engine) -> Vec<(String, usize)> {
    count(engine).steps.into_iter().filter(|step| step.count > 0).map(|step| (step.id, step.count)).collect()
}

fn at(step: &str, count: usize) -> Vec<(String, usize)> {
    vec![(step.to_owned(), count)]
}

#[test]
fn whom_a_channel_cannot_reach_goes_on_without_it() {
    let steps = json!([
        { "id": "mail", "action": sent("send_mail", "mail") },
        { "id": "pause", "wait": { "for": { "last": 3, "unit": "day" } } },
        { "id": "text", "action": sent("send_sms", "sms") },
        { "id": "call", "action": action("call") },
    ]);
    let mut engine = started(journey(json!({ "steps": steps })));
    record(&mut engine, "4", "", "");
    record(&mut engine, "5", "agreed", "");
    for id in ["1", "4", "5"] {
        event(&mut engine, "order", id, "2026-07-01T10:00:00+08:00");
    }
    let standing_at = |steps: &[(&str, usize)]| -> Vec<(String, usize)> {
        steps.iter().map(|(step, count)| ((*step).to_owned(), *count)).collect()
    };
    assert_eq!(standing(&engine), standing_at(&[("mail", 1), ("pause", 2)]), "two have no address");
    let now = "2026-07-05T10:00:00+08:00";
    engine.advance(now).unwrap();
    assert_eq!(standing(&engine), standing_at(&[("mail", 1), ("text", 1), ("call", 1)]), "one agreed");
    // Who takes consent back while the message is due goes on, and so does who loses the address: as of when it came there, so that
    // the wait is over too.
    record(&mut engine, "5", "", "");
    record(&mut engine, "1", "", "");
    engine.advance(now).unwrap();
    assert_eq!(standing(&engine), at("call", 3));
}

#[test]
fn a_way_back_that_nobody_can_be_reached_on_has_an_end() {
    let steps = json!([
        { "id": "mail", "action": sent("send_mail", "mail") },
        { "id": "again", "branch": [{ "when": { "event": "email_open" }, "to": "end" }], "next": "mail" },
    ]);
    let mut engine = started(journey(json!({ "steps": steps })));
    record(&mut engine, "4", "", "");
    event(&mut engine, "order", "4", "2026-07-01T10:00:00+08:00");
    let told = engine.advance("2026-07-02T10:00:00+08:00").unwrap();
    assert_eq!((standing(&engine), told.next_change_at), (at("mail", 1), None));
    event(&mut engine, "email_open", "4", "2026-07-03T10:00:00+08:00");
    assert_eq!(count(&engine).completed, 1);
}

#[test]
fn a_customer_goes_from_step_to_step_and_waits_end_to_the_millisecond() {
    let mut engine = started(journey(json!({})));
    assert_eq!(engine.advance(NOW).unwrap().entered, 0, "nobody has ordered");
    event(&mut engine, "order", "1", "2026-07-01T10:00:00+08:00");
    assert_eq!(standing(&engine), at("mail", 1), "an event moves on whom it concerns");
    let page = engine.actions("2026-07-01T12:00:00+08:00", (0, 9), &Access::default()).unwrap();
    assert_eq!((page.rows[0].rule.as_str(), page.rows[0].text.as_str()), ("welcome", "客户1有限公司"));
    let codes: Vec<&str> = page.rows[0].reasons.iter().map(|reason| reason.code.as_ref()).collect();
    assert_eq!(codes, ["journey/since", "fact/count_ever"]);
    take(&mut engine, "2026-07-01T12:00:00+08:00");
    assert_eq!((standing(&engine), due(&mut engine, "2026-07-02")), (at("pause", 1), vec![]));
    let id = customer_of(&engine, "1");
    let shown = engine.customer(&id, &CustomerView::at("2026-07-02")).unwrap();
    assert_eq!(shown.next_change_at.as_deref(), Some("2026-07-04T12:00:00+08:00"));
    assert_eq!((shown.journeys[0].step.as_str(), shown.journeys[0].ending), ("pause", None));
    let early = engine.advance("2026-07-04T11:59:59.999+08:00").unwrap();
    assert_eq!((early.moved, early.next_change_at.as_deref()), (0, Some("2026-07-04T12:00:00+08:00")));
    let late = engine.advance("2026-07-05T09:00:00+08:00").unwrap();
    assert_eq!((late.moved, standing(&engine)), (1, at("call", 1)));
    let shown = engine.customer(&id, &CustomerView::at("2026-07-05T09:00:00+08:00")).unwrap();
    assert_eq!(shown.journeys[0].since, "2026-07-04T12:00:00+08:00", "however late one looks");
    assert_eq!(due(&mut engine, "2026-07-05T09:00:00+08:00"), ["call 客户1有限公司"]);
    take(&mut engine, "2026-07-05T09:00:00+08:00");
    let all = count(&engine);
    assert_eq!((all.entered, all.standing, all.completed), (1, 0, 1));
    let query = kehu::engine::ResultsQuery {
        now: "2026-07-06".into(),
        rule: Some("welcome".into()),
        ..Default::default()
    };
    let results = engine.results(&query).unwrap();
    assert_eq!((results[0].variants[0].handed_out, results[0].variants[0].customers), (2, 1));
    engine.advance("2027-07-05").unwrap();
    assert_eq!(count(&engine).entered, 1, "once only");
}

#[test]
fn branches_goals_and_exits() {
    let mut engine = started(journey(json!({})));
    for id in ["1", "2", "3"] {
        event(&mut engine, "order", id, "2026-07-01T10:00:00+08:00");
    }
    take(&mut engine, "2026-07-01T12:00:00+08:00");
    event(&mut engine, "email_open", "1", "2026-07-02T10:00:00+08:00");
    event(&mut engine, "order", "2", "2026-07-02T10:00:00+08:00");
    record(&mut engine, "3", "stop", "");
    let moved = engine.advance("2026-07-04T12:00:00+08:00").unwrap();
    assert_eq!((moved.moved, moved.exited, moved.goal), (2, 1, 0), "the goal was reached with the event");
    assert_eq!(due(&mut engine, "2026-07-04T12:00:00+08:00"), ["thank 客户1有限公司"]);
    let all = count(&engine);
    assert_eq!((all.entered, all.standing, all.goal, all.exited), (3, 1, 1, 1));
}

#[test]
fn a_wait_until_a_date_and_entering_again() {
    let steps = json!([{ "id": "day", "wait": { "until": "founded", "days": -2 } }, { "id": "greet", "action": action("greet") }]);
    let parts = json!({ "steps": steps, "goal": null, "reentry": { "last": 1, "unit": "day" } });
    let mut engine = started(journey(parts));
    event(&mut engine, "order", "1", "2026-07-01T10:00:00+08:00");
    let id = customer_of(&engine, "1");
    let next = engine.customer(&id, &CustomerView::at("2026-07-01T10:00:00+08:00")).unwrap().next_change_at;
    assert_eq!(next.as_deref(), Some("2026-07-08T00:00:00+08:00"));
    engine.advance("2026-07-08T00:00:00+08:00").unwrap();
    let first = engine.actions("2026-07-08", (0, 9), &Access::default()).unwrap().rows.remove(0);
    take(&mut engine, "2026-07-08T08:00:00+08:00");
    engine.advance("2026-07-09T07:59:59+08:00").unwrap();
    assert_eq!(count(&engine).entered, 1);
    engine.advance("2026-07-09T08:00:00+08:00").unwrap();
    let second =
        engine.actions("2026-07-09T08:00:00+08:00", (0, 9), &Access::default()).unwrap().rows.remove(0);
    assert_eq!((count(&engine).entered, second.action.as_str()), (2, "greet"));
    assert_ne!(second.key, first.key, "another run, another key");
}

#[test]
fn who_may_enter_again_does_so_however_late_the_end_is_noticed() {
    let steps = json!([
        { "id": "mail", "action": action("send_mail") },
        { "id": "pause", "wait": { "for": { "last": 3, "unit": "day" } } },
    ]);
    let again = json!({ "steps": steps, "reentry": { "last": 7, "unit": "day" } });
    // The wait ends on 4 July at 12, and a week later the journey may be entered again.
    for (now, entered, next) in [
        ("2026-07-05T09:00:00+08:00", 0, Some("2026-07-11T12:00:00+08:00")),
        ("2026-07-20T09:00:00+08:00", 1, None),
    ] {
        let mut engine = started(journey(again.clone()));
        event(&mut engine, "order", "1", "2026-07-01T10:00:00+08:00");
        take(&mut engine, "2026-07-01T12:00:00+08:00");
        let moved = engine.advance(now).unwrap();
        assert_eq!((moved.completed, moved.entered), (1, entered), "{now}");
        assert_eq!(moved.next_change_at.as_deref(), next, "{now}");
        assert_eq!(standing(&engine), if entered > 0 { at("mail", 1) } else { Vec::new() }, "{now}");
    }
}

#[test]
fn positions_survive_and_go_with_their_customer() {
    let mut engine = started(journey(json!({})));
    event(&mut engine, "order", "1", "2026-07-01T10:00:00+08:00");
    event(&mut engine, "order", "2", "2026-07-02T10:00:00+08:00");
    take(&mut engine, "2026-07-02T12:00:00+08:00");
    engine.advance("2026-07-05T12:00:00+08:00").unwrap();
    let now = "2026-07-05T12:00:00+08:00";
    let mut replayed = Engine::new(ruleset(journey(json!({}))), options()).unwrap();
    replayed.replay(&engine.take_journal().concat()).unwrap();
    for mut twin in [Engine::restore(&engine.snapshot().unwrap(), options()).unwrap(), replayed] {
        assert_eq!((twin.digest(), standing(&twin)), (engine.digest(), standing(&engine)));
        assert_eq!(due(&mut twin, now), due(&mut engine, now));
    }
    engine.erase(&customer_of(&engine, "1")).unwrap();
    engine.erase(&customer_of(&engine, "2")).unwrap();
    assert_eq!((count(&engine).entered, due(&mut engine, now)), (0, vec![]));
    let snapshot = engine.snapshot().unwrap();
    assert!(!String::from_utf8_lossy(&snapshot).contains("{\"journey\":{\"record\""));
}

#[test]
fn customers_that_become_one_go_on_once_and_apart_again_each_where_it_was() {
    // Two orders would be the goal.
    let mut engine = started(journey(json!({ "goal": null })));
    event(&mut engine, "order", "1", "2026-07-01T10:00:00+08:00");
    take(&mut engine, "2026-07-01T12:00:00+08:00");
    event(&mut engine, "order", "2", "2026-07-02T10:00:00+08:00");
    let apart = engine.digest();
    assert_eq!(standing(&engine), [("mail".to_owned(), 1), ("pause".to_owned(), 1)]);
    let ids = ["1", "2"].map(|id| customer_of(&engine, id));
    let now = "2026-07-02T12:00:00+08:00";
    let merged = engine.merge(&ids, "li", "", now).unwrap();
    assert_eq!((standing(&engine), due(&mut engine, now)), (at("pause", 1), vec![]), "the first one goes on");
    engine.undo(&merged.operation, "li", "", now).unwrap();
    assert_eq!(engine.digest(), apart);
    assert_eq!(due(&mut engine, now), ["send_mail 客户2有限公司"]);
    engine.merge(&ids, "li", "", now).unwrap();
    engine.advance("2026-07-04T12:00:00+08:00").unwrap();
    take(&mut engine, "2026-07-04T13:00:00+08:00");
    engine.advance("2026-07-09T12:00:00+08:00").unwrap();
    assert_eq!(
        (standing(&engine), due(&mut engine, "2026-07-09T12:00:00+08:00")),
        (vec![], vec![]),
        "and not a second time"
    );
}

#[test]
fn faults_have_their_path() {
    let step = |step: Value| journey(json!({ "steps": [{ "id": "a", "action": action("x") }, step] }));
    for (journey, code, path) in [
        (
            step(json!({ "id": "a", "wait": { "for": { "last": 1, "unit": "day" } } })),
            "condition/duplicate",
            "journeys[0].steps[1].id",
        ),
        (step(json!({ "id": "b" })), "journey/step", "journeys[0].steps[1]"),
        (step(json!({ "id": "b", "wait": {} })), "journey/wait", "journeys[0].steps[1].wait"),
        (
            step(json!({ "id": "b", "wait": { "until": "level" } })),
            "condition/op_type",
            "journeys[0].steps[1].wait.until",
        ),
        (
            step(json!({ "id": "b", "branch": [{ "when": { "event": "order" }, "to": "c" }] })),
            "rule/unknown_name",
            "journeys[0].steps[1].branch[0].to",
        ),
        (
            step(json!({ "id": "b", "branch": [], "next": "c" })),
            "rule/unknown_name",
            "journeys[0].steps[1].next",
        ),
        (step(json!({ "id": "b", "branch": [], "next": "b" })), "journey/circle", "journeys[0].steps[1]"),
        (
            step(json!({ "id": "b", "wait": { "for": { "last": 0, "unit": "day" } } })),
            "ruleset/limit",
            "journeys[0].steps[1].wait.for",
        ),
        (journey(json!({ "exit": { "tag": "x" } })), "condition/unknown_tag", "journeys[0].exit.tag"),
    ] {
        let error = Engine::new(ruleset(journey), options()).map(|_| ()).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, path));
    }
}

#[test]
fn a_journey_may_lead_back_and_catches_up_after_a_long_time() {
    let steps = json!([
        { "id": "hour", "wait": { "for": { "last": 1, "unit": "hour" } } },
        { "id": "opened", "branch": [{ "when": { "event": "email_open" }, "to": "end" }], "next": "hour" },
    ]);
    let mut engine = started(journey(json!({ "steps": steps })));
    event(&mut engine, "order", "1", "2026-07-01T10:00:00+08:00");
    let moved = engine.advance("2026-08-01T10:30:00+08:00").unwrap();
    assert_eq!((moved.moved, moved.next_change_at.as_deref()), (1, Some("2026-08-01T11:00:00+08:00")));
    assert_eq!(standing(&engine), at("hour", 1));
}
