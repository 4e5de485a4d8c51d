//! The power map: roles, stances, who reports to whom, what is reached, and contacts that serve several companies.

use kehu::engine::{CustomerView, Engine, TimelineQuery};
use serde_json::{Value, json};

use crate::world::*;

const FILE: &str = "\
编号,公司名称,联系人,职务,手机,决策角色,立场,关系强度,汇报对象,创建时间
1,杭州云帆科技有限公司,王建国,采购经理,13812345678,,支持,80,李总监,2026-01-05
2,杭州云帆科技有限公司,李总监,运营总监,13987654321,决策人,反对,20,,2026-01-05
3,杭州云帆科技有限公司,陈芳,前台,13611112222,,,,王建国,2026-01-05
4,杭州云帆科技有限公司,周敏,质检员,13522223333,,中立,50,13812345678,2026-01-05
5,武汉长江电气有限公司,赵磊,工程师,13533334444,,,,,2024-03-01
6,成都锦程电子有限公司,赵磊,总经理,13533334444,,,,,2026-02-01
";

const EVENTS: &str = "\
event_id,type,time,mobile,record_id,uscc
a,visit,2026-06-01T10:00:00+08:00,13812345678,,
b,call,2026-05-01T10:00:00+08:00,,1,
c,page_view,2026-06-02T10:00:00+08:00,13987654321,,
d,visit,2025-06-02T10:00:00+08:00,13522223333,,
e,visit,2024-06-01T10:00:00+08:00,,5,
";

fn told() -> Engine {
    let mut engine = engine();
    import(&mut engine, records("crm"), FILE);
    import(&mut engine, events(), EVENTS);
    engine
}

fn view(engine: &mut Engine, record: &str, now: &str) -> Value {
    let id = customer_of(engine, record);
    serde_json::to_value(engine.customer(&id, &CustomerView::at(now)).unwrap()).unwrap()
}

fn person<'v>(customer: &'v Value, name: &str) -> &'v Value {
    customer["contacts"].as_array().unwrap().iter().find(|c| c["name"] == name).unwrap()
}

#[test]
fn roles_are_told_or_read_off_the_title() {
    let customer = view(&mut told(), "1", NOW);
    let role = |name: &str| person(&customer, name)["role"].as_str().unwrap().to_owned();
    assert_eq!(role("李总监"), "decision_maker", "the record tells, whatever the title");
    assert_eq!(role("王建国"), "influencer");
    assert_eq!(role("陈芳"), "gatekeeper");
    assert_eq!(role("周敏"), "user");
    assert_eq!(person(&customer, "王建国")["stance"], "supporter");
    assert_eq!(person(&customer, "王建国")["strength"], 80);
}

/// Who moved is known by the same number at both companies, and the company that an event names says where it took place.
#[test]
fn an_event_that_names_company_and_person_concerns_that_person() {
    let mut engine = engine();
    let known = "\
编号,公司名称,联系人,手机,统一社会信用代码,创建时间
1,武汉长江电气有限公司,赵磊,13533334444,,2024-03-01
2,武汉长江电气有限公司,钱进,13544445555,,2024-03-01
3,武汉长江电气有限公司,孙立,,91330100799655058B,2023-03-01
4,成都锦程电子有限公司,赵磊,13533334444,,2026-02-01
";
    import(&mut engine, records("crm"), known);
    let told = "\
event_id,type,time,mobile,company,uscc
a,visit,2026-06-01T10:00:00+08:00,13533334444,成都锦程电子有限公司,
b,visit,2026-06-02T10:00:00+08:00,13544445555,武汉长江电气有限公司,
c,visit,2026-06-03T10:00:00+08:00,13544445555,,91330100799655058B
d,visit,2026-06-04T10:00:00+08:00,13566667777,武汉长江电气有限公司,
e,visit,2026-06-05T10:00:00+08:00,13566667777,,91330100799655058B
";
    import(&mut engine, events(), told);
    let (wuhan, chengdu) = (view(&mut engine, "1", NOW), view(&mut engine, "4", NOW));
    let visits = |customer: &Value, name: &str| person(customer, name)["interactions"].clone();
    assert_eq!((&wuhan["events"]["count"], &chengdu["events"]["count"]), (&json!(4), &json!(1)));
    assert_eq!(visits(&chengdu, "赵磊"), 1, "where the company says that it was");
    assert_eq!(visits(&wuhan, "赵磊"), 0);
    assert_eq!(visits(&wuhan, "钱进"), 2, "by name of the company and by its code");
    assert_eq!(visits(&wuhan, "孙立"), 0, "a stranger's number is not his");
}

#[test]
fn the_map_tells_what_is_covered_and_what_is_not() {
    let customer = view(&mut told(), "1", NOW);
    let power = &customer["power"];
    assert_eq!((&power["contacts"], &power["reached"]), (&json!(4), &json!(1)));
    assert_eq!(power["coverage"], 33, "an influencer of the three wanted roles is reached");
    let gaps: Vec<(&str, &str)> = power["gaps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|gap| (gap["role"].as_str().unwrap(), gap["code"].as_str().unwrap()))
        .collect();
    assert_eq!(gaps, [("decision_maker", "power/unreached"), ("user", "power/unreached")]);
    assert_eq!((&power["balance"], &power["strength"]), (&json!(0), &json!(50)));
    assert_eq!(power["singleThread"], true, "all hangs on one person");
    let places =
        |name: &str| customer["contacts"].as_array().unwrap().iter().position(|c| c["name"] == name).unwrap();
    let edge = |from: &str, to: &str| json!({ "from": places(from), "to": places(to) });
    let expected = [edge("王建国", "李总监"), edge("陈芳", "王建国"), edge("周敏", "王建国")];
    let edges = power["edges"].as_array().unwrap();
    assert_eq!(edges.len(), 3);
    assert!(expected.iter().all(|edge| edges.contains(edge)), "{edges:?}");
}

#[test]
fn interactions_are_counted_for_the_person_they_concern() {
    let customer = view(&mut told(), "1", NOW);
    let wang = person(&customer, "王建国");
    assert_eq!((&wang["interactions"], &wang["last"]), (&json!(2), &json!("2026-06-01T10:00:00+08:00")));
    let li = person(&customer, "李总监");
    assert_eq!((&li["interactions"], &li["reached"]), (&json!(0), &json!(false)), "a page view is none");
    assert_eq!(person(&customer, "周敏")["reached"], false, "that was a year ago");
}

#[test]
fn conditions_use_the_numbers_and_learn_when_they_change() {
    let mut engine = told();
    let ask = |engine: &mut Engine, condition: Value, now: &str| {
        let answer = engine.segment(&condition, now).unwrap();
        (answer.ids, answer.next_change_at)
    };
    let yunfan = customer_of(&engine, "1");
    let (ids, _) = ask(&mut engine, json!({"field": "power.decision_maker", "op": "gte", "value": 1}), NOW);
    assert_eq!(ids.len(), 2, "and the general manager in Chengdu");
    let single = json!({"all": [{"field": "power.single_thread", "op": "equals", "value": 1},
        {"field": "power.contacts", "op": "gte", "value": 2}]});
    let (ids, next) = ask(&mut engine, single.clone(), NOW);
    assert_eq!((ids.as_slice(), next.as_deref()), ([yunfan].as_slice(), Some("2026-11-28T10:00:00+08:00")));
    assert_eq!(
        ask(&mut engine, single, "2026-11-28T10:00:00+08:00").0,
        [""; 0],
        "nobody is reached any longer"
    );
    let typo = engine.segment(&json!({"field": "power.coverge", "op": "gte", "value": 1}), NOW).unwrap_err();
    assert_eq!(typo.code(), "condition/unknown_field");
    assert!(typo.to_string().contains("power.coverage"), "{typo}");
    let text = engine.segment(&json!({"field": "power.coverage", "op": "contains", "value": "x"}), NOW);
    assert_eq!(text.unwrap_err().code(), "condition/op_type");
}

#[test]
fn a_contact_serves_several_companies_without_merging_them() {
    let mut engine = told();
    assert_ne!(customer_of(&engine, "5"), customer_of(&engine, "6"));
    let (before, after) = (view(&mut engine, "5", NOW), view(&mut engine, "6", NOW));
    let (there, here) = (person(&before, "赵磊"), person(&after, "赵磊"));
    assert_eq!(there["since"], "2024-03-01");
    assert_eq!(there["until"], "2026-02-01", "the day on which he turned up in Chengdu");
    assert_eq!(there["elsewhere"][0]["customerId"], after["id"]);
    assert_eq!(here["elsewhere"][0]["customerName"], "武汉长江电气有限公司");
    assert_eq!((&here["since"], here.get("until")), (&json!("2026-02-01"), None));
}

#[test]
fn the_timeline_comes_in_pages_and_may_be_filtered() {
    let mut engine = told();
    let id = customer_of(&engine, "1");
    let mut ask = |timeline: TimelineQuery| {
        let view = CustomerView { timeline, ..CustomerView::at(NOW) };
        let customer = engine.customer(&id, &view).unwrap();
        let ids: Vec<String> = customer.timeline.iter().map(|entry| entry.id.to_owned()).collect();
        (customer.timeline_total, ids)
    };
    let all = TimelineQuery::default;
    assert_eq!(ask(all()), (4, ["c", "a", "b", "d"].map(String::from).to_vec()));
    assert_eq!(ask(TimelineQuery { offset: 1, limit: 2, ..all() }).1, ["a", "b"]);
    assert_eq!(
        ask(TimelineQuery { types: vec!["visit".into()], ..all() }),
        (2, vec!["a".into(), "d".into()])
    );
    assert_eq!(ask(TimelineQuery { types: vec!["lawsuit".into()], ..all() }).0, 0);
    for contact in ["王建国", "138 1234 5678", "1"] {
        assert_eq!(ask(TimelineQuery { contact: Some(contact.into()), ..all() }).1, ["a", "b"], "{contact}");
    }
    assert_eq!(ask(TimelineQuery { contact: Some("李".into()), ..all() }).0, 0, "nobody is called so");
    let june = TimelineQuery { from: Some("2026-05-01".into()), until: Some("2026-06-02".into()), ..all() };
    assert_eq!(ask(june).1, ["a", "b"]);
    let strange = CustomerView {
        timeline: TimelineQuery { types: vec!["vist".into()], ..all() },
        ..CustomerView::at(NOW)
    };
    let error = engine.customer(&id, &strange).unwrap_err();
    assert_eq!((error.code(), error.path()), ("condition/unknown_event", "timeline.types"));
}

#[test]
fn conditions_ask_for_contacts() {
    let mut engine = told();
    let id = customer_of(&engine, "1");
    let mut ask = |typed: &str, now: &str| {
        let answer = engine.segment(&json!({ "text": typed }), now).unwrap();
        (answer.ids.contains(&id), answer.next_change_at)
    };
    assert!(ask("contacts any (role = 决策人 and stance = 反对)", NOW).0, "the record tells the role");
    assert!(ask("contacts any (role = influencer and strength >= 80)", NOW).0, "the title tells it");
    assert!(ask("contacts count (buying_role exists) = 4", NOW).0, "as the power map reads the field");
    assert!(!ask("contacts none (title contains 前台)", NOW).0);
    assert!(ask("contacts count (mobile starts_with \"+8613\") = 4", NOW).0);
    // The visit of 1 June is the last interaction; 180 days later nobody is reached.
    let (reached, next) = ask("contacts any (reached = 1)", NOW);
    assert_eq!((reached, next.as_deref()), (true, Some("2026-11-28T10:00:00+08:00")));
    assert!(!ask("contacts any (reached = 1)", "2026-11-28T10:00:00+08:00").0);
    // An event that reaches a contact changes what rests on it.
    let call = [
        ("event_id", "f"),
        ("type", "call"),
        ("time", "2026-06-29T10:00:00+08:00"),
        ("mobile", "13987654321"),
    ];
    engine.track(&[input(&call)], NOW).unwrap();
    let both = engine.segment(&json!({ "text": "contacts count (reached = 1) = 2" }), NOW).unwrap();
    assert_eq!(both.ids, [id]);
}
