//! Companies that belong together and stay customers of their own: branches, subsidiaries, what people state.

use kehu::engine::{CustomerView, Engine, Options, RelationOptions};
use kehu::messages::Language;
use kehu::schema::ruleset::Ruleset;
use serde_json::{Value, json};

use crate::world::*;

const FILE: &str = "\
编号,公司名称,所属集团,手机
1,华东重工集团有限公司,,13812345678
2,华东重工集团有限公司苏州分公司,,13987654321
3,无锡锦程电子有限公司,华东重工集团有限责任公司,13611112222
4,成都天恒咨询有限公司,不存在集团有限公司,13522223333
";

fn told() -> Engine {
    let mut engine = engine();
    import(&mut engine, records("crm"), FILE);
    assert_eq!(engine.edition().customers, 4, "nothing merges");
    engine
}

fn view(engine: &mut Engine, record: &str) -> Value {
    let id = customer_of(engine, record);
    serde_json::to_value(engine.customer(&id, &CustomerView::at(NOW)).unwrap()).unwrap()
}

/// Kind and name of each relation.
fn relations(engine: &mut Engine, record: &str) -> Vec<(String, String)> {
    let customer = view(engine, record);
    let text = |relation: &Value, key: &str| relation[key].as_str().unwrap().to_owned();
    let all = customer["relations"].as_array().unwrap().iter();
    let mut all: Vec<_> = all.map(|one| (text(one, "kind"), text(one, "customerName"))).collect();
    all.sort();
    all
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

fn by(actor: &str) -> RelationOptions {
    RelationOptions {
        now: NOW.into(),
        actor: actor.into(),
        reason: "annual report".into(),
        ..Default::default()
    }
}

#[test]
fn records_tell_branches_and_subsidiaries_in_both_directions() {
    let mut engine = told();
    let group = "华东重工集团有限公司";
    assert_eq!(relations(&mut engine, "2"), pairs(&[("head_office", group)]));
    assert_eq!(relations(&mut engine, "3"), pairs(&[("group", group)]), "another spelling of the legal form");
    assert_eq!(relations(&mut engine, "4"), [], "the group is no customer");
    let both = [("branch", "华东重工集团有限公司苏州分公司"), ("subsidiary", "无锡锦程电子有限公司")];
    assert_eq!(relations(&mut engine, "1"), pairs(&both));
}

#[test]
fn who_is_named_by_a_name_that_is_given_up_is_lost() {
    let parts = json!({ "tags": [{ "id": "member", "name": { "zh": "成员", "en": "member" }, "kind": "fact",
        "when": {"field": "relation.group", "op": "gte", "value": 1} }],
        "scores": [], "segments": [], "stages": [], "rules": [], "funnel": {} });
    let ruleset = Ruleset::from_json(&ruleset_with(parts)).unwrap();
    let mut engine = Engine::new(ruleset, Options::default()).unwrap();
    import(&mut engine, records("crm"), FILE);
    let bears = |engine: &mut Engine| view(engine, "3")["tags"].as_array().unwrap().len();
    let named = |name: &str| [input(&[("id", "1"), ("company", name), ("mobile", "13812345678")])];
    assert_eq!(bears(&mut engine), 1);
    engine.upsert(&named("东海重装集团有限公司"), "crm", NOW).unwrap();
    assert_eq!(bears(&mut engine), 0, "nobody is called so any longer");
    engine.upsert(&named("华东重工集团有限公司"), "crm", NOW).unwrap();
    assert_eq!(bears(&mut engine), 1);
}

#[test]
fn conditions_count_relatives_and_hear_of_new_ones() {
    let mut engine = told();
    let condition = json!({"field": "relation.subsidiary", "op": "gte", "value": 1});
    let ask = |engine: &mut Engine| engine.segment(&condition, NOW).unwrap().ids;
    assert_eq!(ask(&mut engine), [customer_of(&engine, "1")]);
    let parts = json!({ "tags": [{ "id": "group", "name": { "zh": "集团", "en": "group" }, "kind": "fact", "when": condition }],
        "scores": [], "segments": [], "stages": [], "rules": [], "funnel": {} });
    let ruleset = Ruleset::from_json(&ruleset_with(parts)).unwrap();
    let mut engine = Engine::new(ruleset, Options { language: Language::En, ..Options::default() }).unwrap();
    import(&mut engine, records("crm"), FILE);
    let bears = |engine: &mut Engine, record: &str| view(engine, record)["tags"].as_array().unwrap().len();
    assert_eq!((bears(&mut engine, "1"), bears(&mut engine, "4")), (1, 0));
    // The group of record 4 turns up, and record 3 leaves its group.
    let later = [
        input(&[("id", "5"), ("company", "不存在集团有限公司"), ("uscc", "91330106MA27XYB183")]),
        input(&[("id", "3"), ("company", "无锡锦程电子有限公司"), ("mobile", "13611112222")]),
    ];
    engine.upsert(&later, "crm", NOW).unwrap();
    assert_eq!((bears(&mut engine, "5"), bears(&mut engine, "1")), (1, 0));
    assert_eq!(engine.tags(NOW).unwrap()[0].count, 1, "what was drawn before was drawn anew");
    let twin = [("id", "6"), ("company", "不存在集团有限公司"), ("uscc", "91110108551385082Q")];
    engine.upsert(&[input(&twin)], "crm", NOW).unwrap();
    assert_eq!(engine.tags(NOW).unwrap()[0].count, 0, "nobody knows which of the two is meant");
}

#[test]
fn a_name_that_several_customers_bear_relates_to_none() {
    let mut engine = told();
    let twin = input(&[("id", "9"), ("company", "华东重工集团有限公司"), ("uscc", "91330106MA27XYB183")]);
    let other = input(&[("id", "1"), ("company", "华东重工集团有限公司"), ("uscc", "91110108551385082Q")]);
    engine.upsert(&[twin, other], "crm", NOW).unwrap();
    assert_ne!(customer_of(&engine, "1"), customer_of(&engine, "9"));
    assert_eq!(relations(&mut engine, "3"), []);
}

#[test]
fn people_relate_customers_and_take_it_back() {
    let mut engine = told();
    let (a, b) = (customer_of(&engine, "3"), customer_of(&engine, "4"));
    engine
        .relate(&a, &b, "supplier", &RelationOptions { from: Some("2026-01-01".into()), ..by("li") })
        .unwrap();
    assert_eq!(relations(&mut engine, "4"), pairs(&[("buyer", "无锡锦程电子有限公司")]));
    let customer = view(&mut engine, "3");
    let supplier =
        customer["relations"].as_array().unwrap().iter().find(|r| r["kind"] == "supplier").unwrap();
    let told = json!([
        supplier["name"],
        supplier["customerId"],
        supplier["current"],
        supplier["actor"],
        supplier["from"]
    ]);
    assert_eq!(told, json!(["supplier", b, true, "li", "2026-01-01T00:00:00+08:00"]));
    engine
        .relate(&b, &a, "buyer", &RelationOptions { until: Some("2026-06-01".into()), ..by("wang") })
        .unwrap();
    let customer = view(&mut engine, "3");
    let suppliers: Vec<&Value> =
        customer["relations"].as_array().unwrap().iter().filter(|r| r["kind"] == "supplier").collect();
    assert_eq!(suppliers.len(), 1, "the other side of the same relation");
    assert_eq!(
        (&suppliers[0]["current"], &customer["figures"]["relation.supplier"]),
        (&json!(false), &json!("0"))
    );
    engine.unrelate(&a, &b, "supplier", &by("li")).unwrap();
    assert_eq!(relations(&mut engine, "4"), []);
    assert_eq!(engine.unrelate(&a, &b, "supplier", &by("li")).unwrap_err().code(), "relation/unknown");
    assert_eq!(engine.relate(&a, &b, "friend", &by("li")).unwrap_err().code(), "relation/kind");
    assert_eq!(engine.relate(&a, &a, "partner", &by("li")).unwrap_err().code(), "relation/self");
}

#[test]
fn a_relation_that_ends_changes_the_answer_by_time_alone() {
    let mut engine = told();
    let (a, b) = (customer_of(&engine, "3"), customer_of(&engine, "4"));
    engine
        .relate(&a, &b, "partner", &RelationOptions { until: Some("2026-08-01".into()), ..by("li") })
        .unwrap();
    let condition = json!({"field": "relation.partner", "op": "equals", "value": 1});
    let answer = engine.segment(&condition, NOW).unwrap();
    assert_eq!((answer.count, answer.next_change_at.as_deref()), (2, Some("2026-08-01T00:00:00+08:00")));
    assert_eq!(engine.segment(&condition, "2026-08-01T00:00:00+08:00").unwrap().count, 0);
}

#[test]
fn stated_relations_follow_merges_and_survive() {
    let mut engine = told();
    let ids: Vec<String> = ["1", "3", "4"].iter().map(|record| customer_of(&engine, record)).collect();
    engine.relate(&ids[2], &ids[1], "partner", &by("li")).unwrap();
    engine.merge(&[ids[0].clone(), ids[1].clone()], "li", "the same", NOW).unwrap();
    assert_eq!(relations(&mut engine, "4"), pairs(&[("partner", "华东重工集团有限公司")]));
    let before = view(&mut engine, "4");
    let options = || Options { language: Language::En, ..Options::default() };
    let mut restored = Engine::restore(&engine.snapshot().unwrap(), options()).unwrap();
    assert_eq!(view(&mut restored, "4"), before);
    let mut replayed = engine_of(&engine.take_journal());
    assert_eq!(view(&mut replayed, "4"), before);
    engine.unmerge("3", "li", "they differ", NOW).unwrap();
    assert_eq!(
        relations(&mut engine, "4"),
        pairs(&[("partner", "无锡锦程电子有限公司")]),
        "bound to the record"
    );
    let merged = customer_of(&engine, "3");
    engine.unrelate(&merged, &ids[2], "partner", &by("li")).unwrap();
    let twice = engine.unrelate(&ids[2], &merged, "partner", &by("li")).unwrap_err();
    assert_eq!(twice.code(), "relation/unknown", "partners are alike on both sides");
    replayed.replay(&engine.take_journal().concat()).unwrap();
    assert_eq!(relations(&mut replayed, "4"), []);
}

fn engine_of(journal: &[Vec<u8>]) -> Engine {
    let mut engine = engine();
    engine.replay(&journal.concat()).unwrap();
    engine
}

#[test]
fn a_stated_relation_is_an_operation_that_can_be_taken_back() {
    let mut engine = told();
    let (a, b) = (customer_of(&engine, "3"), customer_of(&engine, "4"));
    let before = engine.digest();
    let stated = engine.relate(&a, &b, "partner", &by("li")).unwrap();
    assert_eq!(stated.customer_ids, [a.clone(), b.clone()]);
    assert_ne!(engine.digest(), before);
    let history = engine.history(&Default::default()).unwrap();
    assert_eq!(
        (history.operations[0].operation.as_str(), history.operations[0].records.len()),
        (stated.operation.as_str(), 2)
    );
    engine.undo(&stated.operation, "li", "a slip", NOW).unwrap();
    assert_eq!((relations(&mut engine, "4"), engine.digest()), (vec![], before.clone()));
    let restored = Engine::restore(&engine.snapshot().unwrap(), Options::default()).unwrap();
    assert_eq!(restored.digest(), before);
    engine.relate(&a, &b, "partner", &by("li")).unwrap();
    engine.erase_record("3").unwrap();
    assert_eq!(relations(&mut engine, "4"), [], "it went with the record");
    assert_eq!(view(&mut engine, "1")["figures"]["relation.subsidiary"], "0");
}

#[test]
fn a_kind_is_declared_once() {
    let kind = |id: &str, inverse: &str| {
        let label = json!({ "zh": id, "en": id });
        json!({ "id": id, "name": label, "inverse": { "id": inverse, "name": label } })
    };
    let error = Ruleset::from_json(&ruleset_with(json!({ "relations": [kind("a", "b"), kind("b", "c")] })));
    assert_eq!(error.map(|_| ()).unwrap_err().code(), "ruleset/duplicate");
}

#[test]
fn the_history_says_which_relation_was_stated_and_of_whom() {
    let mut engine = told();
    let [a, b] = ["3", "4"].map(|record| customer_of(&engine, record));
    let operation = engine.relate(&a, &b, "subsidiary", &by("li")).unwrap().operation;
    let told = |engine: &Engine| engine.history(&Default::default()).unwrap().operations.remove(0);
    let first = told(&engine);
    // As the ruleset names it: the group of the second is the first.
    assert_eq!(
        (first.relation.as_deref(), first.records.join(" ")),
        (Some("group"), "crm/4 crm/3".to_owned())
    );
    engine.undo(&operation, "li", "an error", NOW).unwrap();
    assert_eq!((told(&engine).relation.as_deref(), told(&engine).withdrawn.is_some()), (Some("group"), true));
}
