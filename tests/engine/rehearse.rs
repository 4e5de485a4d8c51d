//! Dry runs of rules: who would get what, and what holds it back.

use kehu::engine::{Acknowledged, Engine};
use kehu::privacy::Access;
use kehu::schema::ruleset::Ruleset;
use serde_json::{Value, json};

use crate::world::*;

const FILE: &str = "\
编号,公司名称,手机,邮箱
1,杭州云帆科技有限公司,13812345678,li@yunfan.com.cn
2,上海明辰机械有限公司,13987654321,
3,成都锦程电子有限公司,13611112222,
";
const EVENTS: &str = "\
event_id,type,time,record_id,amount,category,status
a,order,2026-05-01T10:00:00+08:00,1,600,,
b,order,2026-05-01T10:00:00+08:00,2,600,,
c,ticket,2026-06-20T10:00:00+08:00,2,,complaint,open
d,page_view,2026-06-01T10:00:00+08:00,3,,,
";
const ALL: (usize, usize) = (0, usize::MAX);

fn told() -> Engine {
    let mut engine = engine();
    import(&mut engine, records("crm"), FILE);
    import(&mut engine, events(), EVENTS);
    engine
}

fn rule(parts: Value) -> Value {
    let mut rule = json!({
        "id": "draft", "name": {"zh": "草稿", "en": "draft"}, "when": {"event": "order"},
        "then": [{"action": "call", "name": {"zh": "致电", "en": "call"}, "template": {"zh": "致电 {{mobile}}", "en": "call {{mobile}}"}}],
    });
    for (key, part) in parts.as_object().unwrap() {
        rule[key] = part.clone();
    }
    rule
}

fn counts(outcome: &kehu::engine::Rehearsal) -> Vec<(&str, usize)> {
    outcome.held_back.iter().map(|held| (held.code.as_str(), held.count)).collect()
}

#[test]
fn a_rule_that_is_not_in_the_ruleset_tells_who_would_get_what_and_leaves_no_trace() {
    let mut engine = told();
    let before = engine.digest();
    let draft = rule(json!({"enabled": false, "suppress": {"tag": "open_complaint"}}));
    let outcome = engine.rehearse(&draft, NOW, ALL, &Access::default()).unwrap();
    assert_eq!((outcome.matched, outcome.customers, outcome.total), (2, 1, 1));
    assert_eq!(outcome.rows[0].customer_id, customer_of(&engine, "1"));
    assert_eq!(outcome.rows[0].reasons[0].code, "fact/count_ever");
    assert_eq!(counts(&outcome), [("action/suppressed", 1)]);
    let held = &outcome.held_rows[0];
    assert_eq!(
        (held.customer_name.as_str(), held.facts[0].code.as_ref()),
        ("上海明辰机械有限公司", "fact/tag")
    );
    assert_eq!(held.text, "an exception of the rule holds");
    assert!(outcome.next_change_at.is_some());
    assert_eq!(engine.digest(), before);
    let page = engine.rehearse(&draft, NOW, (1, 1), &Access::default()).unwrap();
    assert_eq!((page.total, page.rows.len(), page.held_total, page.held_rows.len()), (1, 0, 1, 0));
}

#[test]
fn what_waits_for_something_is_tried_as_if_it_had_happened() {
    let mut engine = told();
    for on in
        [json!({"event": "order"}), json!({"enter": "active"}), json!({"leave": "silent"}), json!("state")]
    {
        let outcome = engine.rehearse(&rule(json!({"on": on})), NOW, ALL, &Access::default()).unwrap();
        assert_eq!(outcome.total, 2, "{on}");
    }
}

#[test]
fn every_obstacle_is_told_with_its_end() {
    let mut engine = told();
    let run =
        |engine: &mut Engine, parts| engine.rehearse(&rule(parts), NOW, ALL, &Access::default()).unwrap();
    for (parts, code, until) in [
        (json!({"validFrom": "2026-07-01"}), "action/not_yet_valid", Some("2026-07-01T00:00:00+08:00")),
        (json!({"validTo": "2026-06-29"}), "action/no_longer_valid", None),
    ] {
        let outcome = run(&mut engine, parts);
        assert_eq!((counts(&outcome), outcome.total), (vec![(code, 2)], 0));
        assert_eq!(outcome.held_rows[0].until.as_deref(), until, "{code}");
    }
    let action = run(&mut engine, json!({})).rows.remove(0);
    let taken = Acknowledged::from(&action);
    assert_eq!(engine.acknowledge(std::slice::from_ref(&taken), NOW).unwrap_err().code(), "rule/unknown");
    let in_force = ruleset_with(json!({ "rules": [rule(json!({}))] }));
    engine.adopt_ruleset(Ruleset::from_json(&in_force).unwrap()).unwrap();
    engine.acknowledge(&[taken], NOW).unwrap();
    let rested = run(&mut engine, json!({"cooldown": {"last": 2, "unit": "day"}}));
    assert_eq!((counts(&rested), rested.total), (vec![("action/cooldown", 1)], 1));
    assert_eq!(rested.held_rows[0].until.as_deref(), Some("2026-07-02T09:00:00+08:00"));
    let done = run(&mut engine, json!({}));
    assert_eq!(
        (counts(&done), done.held_rows[0].action.as_deref()),
        (vec![("action/done", 1)], Some("call"))
    );
    assert_eq!(done.held_rows[0].until.as_deref(), Some("2026-07-01T00:00:00+08:00"));
}

#[test]
fn rules_of_the_ruleset_are_named_and_faults_have_their_path() {
    let mut engine = told();
    let known = engine.rehearse(&"care_mail_3_months".into(), "2026-09-01", ALL, &Access::default()).unwrap();
    assert_eq!((known.rule.as_str(), known.total, known.held_total), ("care_mail_3_months", 1, 1));
    for (given, code, path) in [
        (json!("nothing"), "rule/unknown", ""),
        (json!({"id": "x"}), "ruleset/invalid", ""),
        (rule(json!({"when": {"all": [{"tag": "nothing"}]}})), "condition/unknown_tag", "when.all[0].tag"),
        (rule(json!({"on": {"enter": "x"}})), "condition/unknown_segment", "on.enter"),
        (rule(json!({"validTo": "soon"})), "rule/date", "validTo"),
    ] {
        let error = engine.rehearse(&given, NOW, ALL, &Access::default()).unwrap_err();
        assert_eq!((error.code(), error.path()), (code, path), "{given}");
    }
}

#[test]
fn a_role_sees_what_it_may_see() {
    let mut engine = told();
    let draft = rule(json!({"suppress": {"field": "mobile", "op": "equals", "value": "13987654321"}}));
    let seen = engine.rehearse(&draft, NOW, ALL, &access("service", "service")).unwrap();
    assert!(seen.rows[0].text.contains("call +86****78"), "{}", seen.rows[0].text);
    assert!(!serde_json::to_string(&seen.held_rows).unwrap().contains("13987654321"));
    assert_eq!(engine.rehearse(&draft, NOW, ALL, &access("nobody", "")).unwrap_err().code(), "privacy/role");
}
