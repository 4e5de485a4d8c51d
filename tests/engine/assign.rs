//! Assignment: who gets whom, the same in whatever order customers came.

use kehu::engine::{Assigned, AssignmentPage, Engine, Options};
use kehu::messages::Language;
use kehu::privacy::Access;
use kehu::schema::ruleset::Ruleset;
use serde_json::{Value, json};

use crate::world::*;

const ALL: (usize, usize) = (0, usize::MAX);

fn ruleset(assignment: Value) -> Ruleset {
    let parts = json!({
        "fields": [{ "name": "id", "kind": "text", "entity": "record" }, { "name": "source", "kind": "text", "entity": "record" },
                   { "name": "company", "kind": "company_name" },
                   { "name": "province", "kind": "region" }, { "name": "level", "kind": "text" },
                   { "name": "owner", "kind": "text", "entity": "record" }],
        "segments": [{ "id": "of_li", "name": { "zh": "李", "en": "Li's" }, "when": { "field": "owner", "op": "equals", "value": "li" } }],
        "assignment": assignment,
    });
    Ruleset::from_json(&ruleset_with(parts)).unwrap()
}

fn agents() -> Value {
    json!([
        { "id": "li", "name": "李雷", "attributes": { "regions": ["浙江", "上海"] } },
        { "id": "han", "name": "韩梅梅", "attributes": { "regions": ["浙江省"] }, "capacity": 2 },
        { "id": "zhao", "name": "赵敏", "attributes": { "regions": ["广东"] }, "away": true },
    ])
}

fn policies(list: Value) -> Value {
    json!({ "field": "owner", "agents": agents(), "policies": list })
}

fn territory() -> Value {
    policies(json!([
        { "id": "known", "by": "sticky" },
        { "id": "key", "when": { "field": "level", "op": "equals", "value": "A" }, "match": { "province": "regions" }, "by": "least_load" },
        { "id": "territory", "match": { "province": "regions" }, "by": "round_robin" },
    ]))
}

fn options() -> Options {
    Options { language: Language::En, ..Options::default() }
}

type Row<'a> = (&'a str, &'a str, &'a str, &'a str);

fn started(assignment: Value, rows: &[Row]) -> Engine {
    let mut engine = Engine::new(ruleset(assignment), options()).unwrap();
    for (id, province, level, owner) in rows {
        let company = format!("客户{id}有限公司");
        let record =
            [("id", *id), ("company", &company), ("province", province), ("level", level), ("owner", owner)];
        engine.upsert(&[input(&record)], "crm", NOW).unwrap();
    }
    engine
}

fn assign(engine: &mut Engine) -> AssignmentPage {
    engine.assign(NOW, ALL, &Access::default()).unwrap()
}

fn proposals(page: &AssignmentPage) -> Vec<(&str, &str, &str)> {
    let mut rows: Vec<_> = page
        .rows
        .iter()
        .map(|row| (row.customer_name.as_str(), row.agent.as_str(), row.policy.as_str()))
        .collect();
    rows.sort_unstable();
    rows
}

fn accept(engine: &mut Engine, page: &AssignmentPage) -> String {
    let assigned: Vec<Assigned> = page
        .rows
        .iter()
        .map(|row| Assigned { customer_id: row.customer_id.clone(), agent: row.agent.clone() })
        .collect();
    engine.accept_assignments(&assigned, "boss", "monthly", NOW).unwrap().operation
}

#[test]
fn agents_are_found_by_what_they_look_after_and_those_who_have_an_owner_keep_it() {
    let rows = [
        ("1", "上海市", "", ""),
        ("2", "浙江", "", "韩梅梅"),
        ("3", "广东省", "", ""),
        ("4", "", "", ""),
        ("5", "江苏", "", "王离职"),
    ];
    let mut engine = started(territory(), &rows);
    let page = assign(&mut engine);
    assert_eq!(proposals(&page), [("客户1有限公司", "li", "territory")]);
    let codes: Vec<&str> = page.rows[0].reasons.iter().map(|reason| reason.code.as_ref()).collect();
    assert_eq!(codes, ["fact/field", "assignment/round_robin"]);
    let lost: Vec<(&str, usize)> =
        page.unassigned.iter().map(|lost| (lost.code.as_str(), lost.count)).collect();
    assert_eq!(
        lost,
        [("assignment/no_agent", 2), ("assignment/full", 1)],
        "none for 江苏 and for nowhere; 赵敏 is away"
    );
    let loads: Vec<(&str, usize, usize)> =
        page.agents.iter().map(|load| (load.agent.as_str(), load.owned, load.proposed)).collect();
    assert_eq!(loads, [("li", 0, 1), ("han", 1, 0), ("zhao", 0, 0)], "an owner is known by name, too");
}

#[test]
fn turns_and_loads_depend_on_the_customers_and_not_on_their_order() {
    let ids: Vec<String> = (1..=7).map(|n| n.to_string()).collect();
    let mut rows: Vec<Row> =
        ids.iter().map(|id| (id.as_str(), "浙江", if id == "7" { "A" } else { "" }, "")).collect();
    let expected = assign(&mut started(territory(), &rows));
    rows.reverse();
    let page = assign(&mut started(territory(), &rows));
    assert_eq!(page, expected);
    let count = |agent: &str| page.rows.iter().filter(|row| row.agent == agent).count();
    assert_eq!((count("li"), count("han")), (5, 2), "in turn, until 韩梅梅 has as many as she can");
    let key = page.rows.iter().find(|row| row.policy == "key").unwrap();
    assert_eq!(
        (key.customer_name.as_str(), key.reasons.last().unwrap().code.as_ref()),
        ("客户7有限公司", "assignment/least_load")
    );
}

#[test]
fn what_is_accepted_is_an_operation_and_conditions_see_it() {
    let rows = [("1", "上海", "", ""), ("2", "上海", "", "")];
    let mut engine = started(territory(), &rows);
    let fresh = engine.digest();
    let page = assign(&mut engine);
    let operation = accept(&mut engine, &page);
    let after = assign(&mut engine);
    assert_eq!((after.total, after.agents[0].owned), (0, 2));
    assert_eq!(engine.segment(&"of_li".into(), NOW).unwrap().count, 2);
    let history = engine.history(&kehu::engine::HistoryQuery::default()).unwrap();
    assert_eq!((history.total, history.operations[0].kind.name()), (1, "assign"));
    let mut replayed = Engine::new(ruleset(territory()), options()).unwrap();
    replayed.replay(&engine.take_journal().concat()).unwrap();
    for mut twin in [Engine::restore(&engine.snapshot().unwrap(), options()).unwrap(), replayed] {
        assert_eq!((twin.digest(), assign(&mut twin)), (engine.digest(), after.clone()));
    }
    engine.undo(&operation, "boss", "too early", NOW).unwrap();
    assert_eq!((engine.digest(), assign(&mut engine)), (fresh, page));
}

#[test]
fn an_owner_named_by_any_record_is_kept_when_customers_are_merged() {
    let mut engine = started(territory(), &[("1", "浙江", "", "王离职"), ("2", "浙江", "", "韩梅梅")]);
    let ids = ["1", "2"].map(|id| customer_of(&engine, id));
    engine.merge(&ids, "li", "", NOW).unwrap();
    let page = assign(&mut engine);
    // Whichever of the two values survives, she stays.
    let kept = page.agents[1].owned
        + page.rows.iter().filter(|row| row.policy == "known" && row.agent == "han").count();
    assert_eq!((page.total + page.agents[1].owned, kept), (1, 1));
}

#[test]
fn faults_have_their_path() {
    let fault = |assignment: Value| Engine::new(ruleset(assignment), options()).map(|_| ()).unwrap_err();
    let mut twice = territory();
    twice["agents"][1]["id"] = "li".into();
    let mut nowhere = territory();
    nowhere["field"] = "ownr".into();
    for (assignment, code, path) in [
        (twice, "ruleset/duplicate", "assignment.agents[1].id"),
        (nowhere, "condition/unknown_field", "assignment.field"),
        (
            policies(json!([{ "id": "x", "by": "sticky", "match": { "town": "regions" } }])),
            "condition/unknown_field",
            "assignment.policies[0].match",
        ),
        (
            policies(json!([{ "id": "x", "by": "sticky", "when": { "tag": "x" } }])),
            "condition/unknown_tag",
            "assignment.policies[0].when.tag",
        ),
    ] {
        let error = fault(assignment);
        assert_eq!((error.code(), error.path()), (code, path));
    }
    let mut engine = started(territory(), &[("1", "上海", "", "")]);
    let id = customer_of(&engine, "1");
    let before = engine.digest();
    let mut accept = |customer_id: &str, agent: &str| {
        let assigned = [
            Assigned { customer_id: id.clone(), agent: "li".into() },
            Assigned { customer_id: customer_id.into(), agent: agent.into() },
        ];
        engine.accept_assignments(&assigned, "", "", NOW).unwrap_err()
    };
    let (agent, customer) = (accept(&id, "nobody"), accept("C000000000000", "li"));
    assert_eq!((agent.code(), agent.path()), ("assignment/agent", "[1].agent"));
    assert_eq!(customer.code(), "customer/unknown");
    assert_eq!(engine.digest(), before, "all or none");
    let mut without = crate::world::engine();
    assert_eq!(without.assign(NOW, ALL, &Access::default()).unwrap_err().code(), "assignment/none");
}
