//! Rules on entering and leaving segments hear of it whatever makes a customer do so, and once.

use std::collections::{BTreeMap, BTreeSet};

use kehu::engine::{Acknowledged, Engine, Options};
use kehu::messages::Language;
use kehu::normalize::civil::Timestamp;
use kehu::privacy::Access;
use kehu::schema::ruleset::Ruleset;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::world::*;

const OPTIONS: Options = Options {
    language: Language::En,
    mode: kehu::engine::Mode::Dedupe,
    links: kehu::engine::Links::ManyToMany,
    journal: true,
};

/// Two segments, with a rule for entering and one for leaving each.
fn document() -> Value {
    let rule = |id: &str, on: Value| {
        json!({ "id": id, "name": { "zh": id, "en": id }, "on": on, "oncePer": "day", "when": { "all": [] },
            "then": [{ "action": "call", "name": { "zh": "致电", "en": "call" } }] })
    };
    json!({
        "fields": [{ "name": "id", "kind": "text", "entity": "record" }, { "name": "company", "kind": "company_name" },
                   { "name": "level", "kind": "text" }, { "name": "ends", "kind": "date" }],
        "events": [{ "id": "order", "name": { "zh": "订单", "en": "order" } }],
        "segments": [
            { "id": "buying", "name": { "zh": "在购", "en": "buying" }, "when": { "all": [
                { "event": "order", "within": { "last": 10, "unit": "day" } },
                { "not": { "field": "level", "op": "equals", "value": "C", "default": false } } ] } },
            { "id": "ending", "name": { "zh": "将到期", "en": "ending" },
              "when": { "field": "ends", "op": "within_next_days", "value": 30 } },
            { "id": "unheard", "name": { "zh": "无人", "en": "unheard" }, "when": { "event": "order" } }
        ],
        "rules": [rule("bought", json!({ "enter": "buying" })), rule("lapsed", json!({ "leave": "buying" })),
                  rule("renew", json!({ "enter": "ending" })), rule("renewed", json!({ "leave": "ending" }))],
    })
}

fn ruleset() -> Ruleset {
    Ruleset::from_json(&ruleset_with(document())).unwrap()
}

fn started() -> Engine {
    Engine::new(ruleset(), OPTIONS).unwrap()
}

fn at(hours: i64) -> String {
    Timestamp::parse(NOW, 480).unwrap().add_ms(hours * 3_600_000).to_rfc3339(480)
}

fn record(id: u8, level: &str, ends: &str) -> kehu::engine::Input {
    let (id, company) = (id.to_string(), format!("客户{id}号有限公司"));
    input(&[("id", &id), ("company", &company), ("level", level), ("ends", ends)])
}

fn order(number: usize, record: u8, time: &str) -> kehu::engine::Input {
    let (id, record) = (number.to_string(), record.to_string());
    input(&[("event_id", &id), ("type", "order"), ("time", time), ("record_id", &record)])
}

/// Rule, customer's name and first reason of what is due.
fn due(engine: &mut Engine, now: &str) -> Vec<(String, String)> {
    let page = engine.actions(now, (0, usize::MAX), &Access::default()).unwrap();
    page.rows.iter().map(|row| (row.rule.clone(), row.reasons[0].text(Language::En))).collect()
}

fn crossed(engine: &mut Engine, now: &str) -> Vec<(String, bool, String)> {
    let told = engine.advance(now).unwrap().crossed;
    told.into_iter().map(|one| (one.segment, one.entered, one.since)).collect()
}

fn take(engine: &mut Engine, now: &str) -> Vec<String> {
    let page = engine.actions(now, (0, usize::MAX), &Access::default()).unwrap();
    let taken: Vec<Acknowledged> = page.rows.iter().map(Acknowledged::from).collect();
    engine.acknowledge(&taken, now).unwrap();
    taken.into_iter().map(|action| action.rule).collect()
}

#[test]
fn a_rule_hears_that_time_brought_a_customer_into_a_segment() {
    let mut engine = started();
    engine.upsert(&[record(1, "A", "2026-08-15")], "crm", NOW).unwrap();
    assert_eq!(crossed(&mut engine, NOW), []);
    let next = engine.advance(NOW).unwrap().next_change_at.unwrap();
    assert_eq!(next, "2026-07-16T00:00:00+08:00", "thirty days before");
    assert_eq!(due(&mut engine, "2026-07-15T23:59:59+08:00"), []);
    let reason = ("renew".to_owned(), "entered the segment “ending” on 2026-07-16".to_owned());
    // However late it is asked, and whether it was told first or not.
    assert_eq!(due(&mut engine, "2026-08-02T10:00:00+08:00"), std::slice::from_ref(&reason));
    assert_eq!(
        crossed(&mut engine, "2026-08-02T10:00:00+08:00"),
        [("ending".to_owned(), true, next)],
        "since the very instant"
    );
    assert_eq!(crossed(&mut engine, "2026-08-02T11:00:00+08:00"), [], "once");
    assert_eq!(due(&mut engine, "2026-08-02T11:00:00+08:00"), [reason], "until it is taken over");
    assert_eq!(take(&mut engine, "2026-08-02T12:00:00+08:00"), ["renew"]);
    assert_eq!(due(&mut engine, "2026-08-03T12:00:00+08:00"), []);
    assert_eq!(take(&mut engine, "2026-08-16T00:00:00+08:00"), ["renewed"], "it left");
}

#[test]
fn a_rule_hears_of_events_records_imports_and_merges() {
    let mut engine = started();
    crossed(&mut engine, NOW);
    engine.upsert(&[record(1, "C", ""), record(2, "A", "")], "crm", NOW).unwrap();
    let told = engine.track(&[order(1, 1, NOW), order(2, 2, NOW)], NOW).unwrap();
    assert_eq!(told.changed.iter().map(|change| change.actions.len()).collect::<Vec<_>>(), [0, 1]);
    assert_eq!(take(&mut engine, NOW), ["bought"]);
    engine.upsert(&[record(1, "A", "")], "crm", &at(24)).unwrap();
    assert_eq!(take(&mut engine, &at(24)), ["bought"], "its level changed");
    import(&mut engine, records("crm"), "id,company,ends\n3,北京天恒咨询有限公司,2026-07-05\n");
    assert_eq!(crossed(&mut engine, &at(25)), [("ending".into(), true, at(25))], "a new customer");
    let pair = ["2", "3"].map(|record| customer_of(&engine, record));
    let merge = engine.merge(&pair, "li", "", &at(26)).unwrap().operation;
    assert_eq!(crossed(&mut engine, &at(26)), [], "who was in both is in both");
    engine.undo(&merge, "li", "", &at(27)).unwrap();
    assert_eq!(crossed(&mut engine, &at(27)), [], "each has its own again");
}

#[test]
fn nobody_enters_by_another_ruleset_or_by_what_was_there_first() {
    let mut engine = started();
    engine.upsert(&[record(1, "A", "2026-07-05"), record(2, "A", "2026-12-01")], "crm", NOW).unwrap();
    assert_eq!(
        (due(&mut engine, NOW), crossed(&mut engine, NOW)),
        (vec![], vec![]),
        "who is in is in already"
    );
    let mut wider = document();
    wider["segments"][1]["when"]["value"] = 300.into();
    let wider = || Ruleset::from_json(&ruleset_with(wider.clone())).unwrap();
    engine.adopt_ruleset(wider()).unwrap();
    let mut replayed = started();
    replayed.replay(&engine.take_journal().concat()).unwrap();
    for mut engine in [engine, replayed] {
        assert_eq!((due(&mut engine, &at(1)), crossed(&mut engine, &at(1))), (vec![], vec![]));
        engine.upsert(&[record(3, "A", "2026-12-02")], "crm", &at(2)).unwrap();
        assert_eq!(crossed(&mut engine, &at(2)), [("ending".into(), true, at(2))]);
    }
}

#[test]
fn what_was_heard_of_an_erased_record_stays_with_its_customer() {
    let mut engine = started();
    engine.upsert(&[record(1, "A", ""), record(2, "A", "")], "crm", NOW).unwrap();
    crossed(&mut engine, NOW);
    engine.track(&[order(1, 1, NOW)], NOW).unwrap();
    let pair = ["1", "2"].map(|record| customer_of(&engine, record));
    engine.merge(&pair, "li", "", NOW).unwrap();
    engine.track(&[order(2, 2, NOW)], NOW).unwrap();
    engine.erase_record("1").unwrap();
    assert_eq!(crossed(&mut engine, &at(1)), []);
    assert_eq!(take(&mut engine, &at(1)), ["bought"], "what was not taken over is still due");
}

#[derive(Clone, Debug)]
enum Step {
    Record(u8, u8, i64),
    Order(u8, i64),
    Merge(u8, u8),
    Unmerge(u8),
    Wait(i64),
    Again(bool),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0_u8..6, 0_u8..3, 0_i64..80).prop_map(|(id, level, days)| Step::Record(id, level, days)),
        3 => (0_u8..6, 0_i64..300).prop_map(|(id, ago)| Step::Order(id, ago)),
        1 => (0_u8..6, 0_u8..6).prop_map(|(a, b)| Step::Merge(a, b)),
        1 => (0_u8..6).prop_map(Step::Unmerge),
        4 => (1_i64..300).prop_map(Step::Wait),
        1 => any::<bool>().prop_map(Step::Again),
    ]
}

/// Who is in a segment by a look at all, as records of each customer.
fn members(engine: &Engine, segment: &str, now: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut fresh = Engine::restore(&changes_only(&engine.snapshot().unwrap()), OPTIONS).unwrap();
    let ids: BTreeSet<String> = fresh.segment(&segment.into(), now).unwrap().ids.into_iter().collect();
    let mut by_customer: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for line in String::from_utf8(fresh.export_clusters()).unwrap().lines().skip(1) {
        let (record, customer) = line.rsplit_once(',').unwrap();
        by_customer.entry(customer.into()).or_default().insert(record.into());
    }
    // Those who are out, too: their records may have been in.
    by_customer
        .into_iter()
        .map(|(id, records)| (format!("{}{id}", if ids.contains(&id) { '+' } else { '-' }), records))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, max_shrink_iters: 200, ..ProptestConfig::default() })]

    /// What is told as entered and left is the difference to who was in before, whatever happened in between and though the
    /// engine came anew from its snapshot or journal; and each is acted upon once.
    #[test]
    fn what_rules_hear_is_the_difference_of_who_is_in(steps in prop::collection::vec(step(), 1..40)) {
        let mut engine = started();
        let mut journal: Vec<u8> = Vec::new();
        let mut known: BTreeMap<&str, BTreeSet<String>> = [("buying", BTreeSet::new()), ("ending", BTreeSet::new())].into();
        let (mut hours, mut number, mut heard, mut acted) = (0, 0, 0, 0);
        engine.advance(&at(hours)).unwrap();
        let mut last = at(hours);
        for step in steps {
            number += 1;
            match step {
                Step::Record(id, level, days) => {
                    let ends = at(hours + days * 24)[..10].to_owned();
                    let record = record(id, ["A", "B", "C"][usize::from(level)], &ends);
                    engine.upsert(&[record], "crm", &at(hours)).unwrap();
                }
                Step::Order(id, ago) => {
                    // As of a file: nobody is told at once.
                    let file = format!("event_id,type,time,record_id\n{number},order,{},{id}\n", at(hours - ago));
                    import(&mut engine, events(), &file);
                }
                Step::Merge(a, b) => {
                    let there = String::from_utf8(engine.export_clusters()).unwrap();
                    let find = |id: u8| there.lines().find_map(|line| Some(line.strip_prefix(&format!("{id},"))?.to_owned()));
                    if let (Some(a), Some(b)) = (find(a), find(b)) {
                        engine.merge(&[a, b], "li", "", &at(hours)).unwrap();
                    }
                }
                Step::Unmerge(id) => _ = engine.unmerge(&id.to_string(), "li", "", &at(hours)),
                Step::Wait(more) => {
                    hours += more + 24;
                    let now = at(hours);
                    let mut expected: BTreeSet<(String, String, bool)> = BTreeSet::new();
                    for (segment, known) in &mut known {
                        for (customer, records) in members(&engine, segment, &now) {
                            let (is, was) = (customer.starts_with('+'), !known.is_disjoint(&records));
                            if is != was {
                                expected.insert((customer[1..].to_owned(), (*segment).to_owned(), is));
                                if is { known.extend(records) } else { known.retain(|record| !records.contains(record)) }
                            }
                        }
                    }
                    let told = engine.advance(&now).unwrap().crossed;
                    prop_assert!(told.iter().all(|one| one.since <= now && one.since > last));
                    last.clone_from(&now);
                    heard += told.len();
                    let told: BTreeSet<_> =
                        told.into_iter().map(|one| (one.customer_id, one.segment, one.entered)).collect();
                    prop_assert_eq!(told, expected);
                    prop_assert_eq!(engine.advance(&now).unwrap().crossed, []);
                    acted += take(&mut engine, &now).len();
                    prop_assert_eq!(take(&mut engine, &now).len(), 0);
                }
                Step::Again(from_journal) => {
                    let digest = engine.digest();
                    journal.extend(engine.take_journal().concat());
                    if from_journal {
                        engine = started();
                        engine.replay(&journal).unwrap();
                    } else {
                        engine = Engine::restore(&engine.snapshot().unwrap(), OPTIONS).unwrap();
                    }
                    prop_assert_eq!(engine.digest(), digest);
                }
            }
        }
        prop_assert_eq!(acted, heard);
    }
}
