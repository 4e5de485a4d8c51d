//! Events against their definition, out of order, late, and before their customer.

use kehu::engine::{Engine, Options};
use kehu::messages::Language;
use kehu::schema::ruleset::Ruleset;
use serde_json::json;

use crate::world::*;

const FILE: &str =
    "编号,公司名称,手机\n1,杭州云帆科技有限公司,13812345678\n2,上海明辰机械有限公司,13987654321\n";

fn told() -> Engine {
    let mut engine = engine();
    import(&mut engine, records("crm"), FILE);
    engine
}

fn event<'a>(id: &'a str, kind: &'a str, time: &'a str, more: &[(&'a str, &'a str)]) -> kehu::engine::Input {
    let own = [("event_id", id), ("type", kind), ("time", time), ("record_id", "1")];
    input(&own.iter().chain(more).copied().collect::<Vec<_>>())
}

fn issues(list: &[kehu::quality::Issue]) -> Vec<(String, String)> {
    list.iter().map(|issue| (issue.field.clone(), issue.reason.code.to_string())).collect()
}

#[test]
fn a_property_that_is_no_value_of_its_kind_is_told_and_nothing_is_lost() {
    let mut engine = told();
    let odd = [("amount", "many"), ("end_date", "next year or so"), ("contract_no", "C-7")];
    let outcome = engine.track(&[event("e", "contract", "2026-06-01", &odd)], NOW).unwrap();
    let told = issues(&outcome.results[0].issues);
    assert_eq!(told.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), ["amount", "end_date"]);
    assert!(outcome.results[0].issues.iter().all(|issue| !issue.text.contains('{')));
    let customer = customers(&mut engine).remove(&customer_of(&engine, "1")).unwrap();
    let entry = &customer["timeline"][0];
    assert_eq!((&entry["amount"], &entry["contract_no"]), (&json!("many"), &json!("C-7")));
    assert_eq!(entry["issues"].as_array().unwrap().len(), 2, "{entry}");
}

#[test]
fn values_in_other_forms_are_no_issues() {
    let mut engine = told();
    let told = [("amount", "1.2万元"), ("end_date", "2026年9月1日")];
    let outcome = engine.track(&[event("e", "contract", "2026-06-01", &told)], NOW).unwrap();
    assert_eq!(issues(&outcome.results[0].issues), []);
    let customer = customers(&mut engine).remove(&customer_of(&engine, "1")).unwrap();
    assert_eq!(customer["timeline"][0]["amount"], "12000");
    assert_eq!(customer["timeline"][0]["end_date"], "2026-09-01");
    assert!(customer["timeline"][0].get("issues").is_none());
}

#[test]
fn a_time_in_the_far_future_is_told() {
    let mut engine = told();
    let events = [event("a", "visit", "2062-06-01", &[]), event("b", "visit", "2027-06-01", &[])];
    let outcome = engine.track(&events, NOW).unwrap();
    assert_eq!(issues(&outcome.results[0].issues), [("time".to_owned(), "event/future".to_owned())]);
    assert_eq!(issues(&outcome.results[1].issues), [], "a plan for the coming year is none");
}

#[test]
fn unknown_types_and_properties_are_told_when_the_ruleset_is_strict() {
    let unknown =
        [event("a", "ordre", "2026-06-01", &[]), event("b", "order", "2026-06-01", &[("colour", "red")])];
    let free = told().track(&unknown, NOW).unwrap();
    assert!(free.results.iter().all(|result| result.issues.is_empty()));
    let nameless = told().track(&[event("c", "", "2026-06-01", &[])], NOW).unwrap();
    assert_eq!(issues(&nameless.results[0].issues), [("type".to_owned(), "event/type".to_owned())]);
    let strict = Ruleset::from_json(&ruleset_with(json!({ "strictEvents": true }))).unwrap();
    let mut engine = Engine::new(strict, Options { language: Language::En, ..Options::default() }).unwrap();
    import(&mut engine, records("crm"), FILE);
    let outcome = engine.track(&unknown, NOW).unwrap();
    assert_eq!(issues(&outcome.results[0].issues), [("type".to_owned(), "event/type".to_owned())]);
    assert_eq!(issues(&outcome.results[1].issues), [("colour".to_owned(), "event/property".to_owned())]);
    assert_eq!(engine.edition().events, 2, "they are kept all the same");
}

#[test]
fn an_import_counts_what_is_wrong_and_names_some() {
    let mut file = "event_id,type,time,record_id,amount\n".to_owned();
    for i in 0..9 {
        file.push_str(&format!("o{i},order,2026-05-0{},1,{}\n", i + 1, if i < 7 { "lots" } else { "12" }));
    }
    let mut engine = told();
    let report = import(&mut engine, events(), &file);
    assert_eq!((report.rows, report.rejected, report.event_issues.len()), (9, 0, 1));
    let told = &report.event_issues[0];
    assert_eq!((told.kind.as_str(), told.issue.field.as_str(), told.count), ("order", "amount", 7));
    assert_eq!(told.samples, ["o0", "o1", "o2", "o3", "o4"]);
}

#[test]
fn the_order_in_which_events_arrive_changes_nothing() {
    let events = [
        event("a", "order", "2026-03-01", &[("amount", "100")]),
        event("b", "order", "2026-06-20", &[("amount", "200")]),
        event("c", "ticket", "2026-04-01", &[("category", "投诉"), ("status", "open")]),
        event("d", "contract", "2026-05-01", &[("amount", "900"), ("end_date", "2026-07-10")]),
    ];
    let mut forward = told();
    forward.track(&events, NOW).unwrap();
    let expected = export(&mut forward);
    let mut backward = told();
    for event in events.iter().rev() {
        backward.track(std::slice::from_ref(event), NOW).unwrap();
        backward.track(std::slice::from_ref(event), NOW).unwrap();
    }
    assert_eq!(export(&mut backward), expected, "out of order and twice");
    let mut early = engine();
    early.track(&events, NOW).unwrap();
    assert_eq!(early.edition().waiting_events, 4);
    import(&mut early, records("crm"), FILE);
    assert_eq!(early.edition().waiting_events, 0);
    assert_eq!(export(&mut early), expected, "before their customer");
}
