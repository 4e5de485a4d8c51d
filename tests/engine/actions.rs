//! Rules: when they act, what they hold back, and that an action taken over is remembered as it was.

use kehu::engine::{Acknowledged, ActionPage, Engine, Options};
use kehu::messages::Language;
use kehu::privacy::Access;
use kehu::schema::ruleset::Ruleset;
use serde_json::{Value, json};

use crate::world::*;

const ALL: (usize, usize) = (0, usize::MAX);
const OPTIONS: Options = Options {
    language: Language::En,
    mode: kehu::engine::Mode::Dedupe,
    links: kehu::engine::Links::ManyToMany,
    journal: true,
};

/// A ruleset with rules and channels, over customers that have a name and may say no.
fn ruleset(parts: Value) -> Ruleset {
    let mut document = json!({
        "fields": [{ "name": "id", "kind": "text", "entity": "record" }, { "name": "company", "kind": "company_name" },
                   { "name": "sms", "kind": "text", "label": { "zh": "短信同意", "en": "agrees to SMS" } }],
        "events": [{ "id": "order", "name": { "zh": "订单", "en": "order" }, "properties": [{ "name": "amount", "kind": "amount" }] }],
    });
    for (key, part) in parts.as_object().unwrap() {
        document[key] = part.clone();
    }
    Ruleset::from_json(&ruleset_with(document)).unwrap()
}

fn rule(id: &str, parts: Value) -> Value {
    let mut rule = json!({ "id": id, "name": { "zh": id, "en": id }, "when": { "field": "company", "op": "exists" },
        "then": [step(json!({}))] });
    for (key, part) in parts.as_object().unwrap() {
        rule[key] = part.clone();
    }
    rule
}

fn step(parts: Value) -> Value {
    let mut step = json!({ "action": "call", "name": { "zh": "致电", "en": "call" } });
    for (key, part) in parts.as_object().unwrap() {
        step[key] = part.clone();
    }
    step
}

fn started(parts: Value) -> Engine {
    let mut engine = Engine::new(ruleset(parts), OPTIONS).unwrap();
    let record = |(id, sms): (&str, &str)| {
        input(&[("id", id), ("company", &format!("客户{id}有限公司")), ("sms", sms)])
    };
    engine.upsert(&[("1", "agreed"), ("2", "refused"), ("3", "")].map(record), "crm", NOW).unwrap();
    engine
}

fn due(engine: &mut Engine, now: &str) -> ActionPage {
    engine.actions(now, ALL, &Access::default()).unwrap()
}

/// Rule and customer of each action that is due.
fn names(engine: &mut Engine, now: &str) -> Vec<(String, String)> {
    due(engine, now).rows.into_iter().map(|row| (row.rule, row.customer_name)).collect()
}

fn take(engine: &mut Engine, now: &str) -> usize {
    let page = due(engine, now);
    let taken: Vec<Acknowledged> = page.rows.iter().map(Acknowledged::from).collect();
    engine.acknowledge(&taken, now).unwrap();
    taken.len()
}

fn held(engine: &mut Engine, now: &str) -> Vec<(String, String, Option<String>)> {
    let page = engine.held_back(None, now, ALL, &Access::default()).unwrap();
    assert_eq!(page.counts.iter().map(|count| count.count).sum::<usize>(), page.total);
    page.rows.into_iter().map(|row| (row.reason.code.to_string(), row.customer_name, row.until)).collect()
}

/// The engine again, from its snapshot and from its journal.
fn again(engine: &mut Engine, parts: Value, journal: &[u8]) -> [Engine; 2] {
    let mut replayed = Engine::new(ruleset(parts), OPTIONS).unwrap();
    replayed.replay(journal).unwrap();
    [Engine::restore(&engine.snapshot().unwrap(), OPTIONS).unwrap(), replayed]
}

#[test]
fn what_is_scheduled_is_due_until_it_is_taken_over_and_then_at_the_next_time() {
    let schedule = json!({ "every": 2, "unit": "week", "from": "2026-07-06" });
    let mut engine = started(json!({ "rules": [rule("care", json!({ "on": { "schedule": schedule } }))] }));
    assert_eq!(names(&mut engine, "2026-07-05T23:59:59+08:00"), []);
    assert_eq!(held(&mut engine, "2026-07-05T23:59:59+08:00")[0].0, "action/not_yet_valid");
    let first = due(&mut engine, "2026-07-06T00:00:00+08:00");
    assert_eq!(first.total, 3);
    assert_eq!(due(&mut engine, "2026-07-19T23:59:59+08:00").rows[0].key, first.rows[0].key, "still due");
    assert_eq!(take(&mut engine, "2026-07-19T23:59:59+08:00"), 3);
    assert_eq!(names(&mut engine, "2026-07-19T23:59:59+08:00"), []);
    assert_eq!(
        due(&mut engine, "2026-07-20T00:00:00+08:00").total,
        3,
        "however late the last one was taken over"
    );
    let id = customer_of(&engine, "1");
    let next = engine.customer(&id, &kehu::engine::CustomerView::at("2026-07-19T23:59:59+08:00")).unwrap();
    assert_eq!(next.next_change_at.as_deref(), Some("2026-07-20T00:00:00+08:00"));
}

#[test]
fn a_rule_rests_once_all_of_its_actions_of_that_time_were_taken_over() {
    let then = json!([step(json!({})), step(json!({ "action": "plan" }))]);
    let rest = json!({ "then": then, "cooldown": { "last": 90, "unit": "day" }, "oncePer": "month" });
    let mut engine = started(json!({ "rules": [rule("care", rest)] }));
    let kinds = |engine: &mut Engine, now: &str| -> Vec<String> {
        let page = due(engine, now).rows.into_iter().filter(|row| row.customer_name == "客户1有限公司");
        page.map(|row| row.action).collect()
    };
    let (july, august, october) =
        ("2026-07-10T09:00:00+08:00", "2026-08-10T09:00:00+08:00", "2026-10-10T09:00:00+08:00");
    let first =
        due(&mut engine, july).rows.into_iter().find(|row| row.customer_name == "客户1有限公司").unwrap();
    engine.acknowledge(&[Acknowledged::from(&first)], july).unwrap();
    assert_eq!(kinds(&mut engine, july), ["plan"], "the other one is still to be done");
    assert_eq!(kinds(&mut engine, august), [""; 0], "the rule rests");
    let second =
        due(&mut engine, july).rows.into_iter().find(|row| row.customer_id == first.customer_id).unwrap();
    engine.acknowledge(&[Acknowledged::from(&second)], july).unwrap();
    assert_eq!(kinds(&mut engine, july), [""; 0]);
    assert_eq!(kinds(&mut engine, october), ["call", "plan"]);
    let unknown = engine.held_back(Some("cares"), july, ALL, &Access::default()).unwrap_err();
    assert_eq!(unknown.code(), "rule/unknown");
}

#[test]
fn a_rule_that_stops_lets_none_after_it_act_as_long_as_it_applies() {
    let angry = json!({ "when": { "field": "sms", "op": "equals", "value": "refused" }, "priority": 9, "stop": true });
    let mut engine = started(json!({ "rules": [rule("offer", json!({})), rule("angry", angry)] }));
    let expected = [("angry", "客户2有限公司"), ("offer", "客户1有限公司"), ("offer", "客户3有限公司")];
    let mut told = names(&mut engine, NOW);
    told.sort();
    assert_eq!(told, expected.map(|(rule, name)| (rule.to_owned(), name.to_owned())));
    take(&mut engine, NOW);
    assert_eq!(names(&mut engine, NOW), [], "not even when it has acted");
    let page = engine.held_back(Some("offer"), NOW, ALL, &Access::default()).unwrap();
    let stopped = page.rows.iter().find(|row| row.reason.code == "action/stopped").unwrap();
    assert_eq!(stopped.text, "the rule “angry” comes first and stops those after it");
    let trial = engine.rehearse(&rule("other", json!({})), NOW, ALL, &Access::default()).unwrap();
    assert_eq!((trial.total, trial.held_back[0].code.as_str()), (2, "action/stopped"));
}

fn sms(channel: Value) -> Value {
    let mut all = json!({ "id": "sms", "name": { "zh": "短信", "en": "SMS" } });
    for (key, part) in channel.as_object().unwrap() {
        all[key] = part.clone();
    }
    let then = json!([step(json!({ "action": "send_sms", "channel": "sms" }))]);
    json!({ "channels": [all], "rules": [
        rule("low", json!({ "then": then })), rule("high", json!({ "then": then, "priority": 5 })),
        rule("call", json!({})),
    ] })
}

#[test]
fn a_channel_is_used_so_often_for_a_customer_whatever_the_rule() {
    let parts = sms(json!({ "frequency": { "most": 1, "within": { "last": 7, "unit": "day" } } }));
    let mut engine = started(parts.clone());
    let rules = |engine: &mut Engine, now: &str| -> Vec<String> {
        names(engine, now)
            .into_iter()
            .filter(|(_, name)| name == "客户1有限公司")
            .map(|(rule, _)| rule)
            .collect()
    };
    assert_eq!(rules(&mut engine, NOW), ["high", "call"], "of two at once the more important one");
    assert!(
        held(&mut engine, NOW)
            .iter()
            .all(|(code, _, until)| code == "action/frequency_cap" && until.is_none())
    );
    take(&mut engine, NOW);
    assert_eq!(
        rules(&mut engine, "2026-07-07T08:59:59+08:00"),
        ["call"],
        "a new month, but not a week later"
    );
    let cap = held(&mut engine, "2026-06-30T10:00:00+08:00")
        .into_iter()
        .find(|row| row.0 == "action/frequency_cap");
    assert_eq!(cap.unwrap().2.as_deref(), Some("2026-07-07T09:00:00+08:00"));
    assert_eq!(rules(&mut engine, "2026-07-07T09:00:00+08:00"), ["high", "call"]);
    let journal = engine.take_journal().concat();
    for mut twin in again(&mut engine, parts, &journal) {
        assert_eq!(twin.digest(), engine.digest());
        assert_eq!(held(&mut twin, NOW), held(&mut engine, NOW));
    }
}

#[test]
fn who_has_no_address_is_not_reached_by_a_channel_until_there_is_one() {
    let mut parts = sms(json!({ "address": ["mobile", "phone"] }));
    parts["fields"] = json!([{ "name": "id", "kind": "text", "entity": "record" }, { "name": "company", "kind": "company_name" },
        { "name": "mobile", "kind": "phone" }, { "name": "phone", "kind": "phone" }]);
    let mut engine = Engine::new(ruleset(parts), OPTIONS).unwrap();
    let record = |(id, mobile, phone): (&str, &str, &str)| {
        input(&[("id", id), ("company", &format!("客户{id}有限公司")), ("mobile", mobile), ("phone", phone)])
    };
    let known = [
        ("1", "13812345678", ""),
        ("2", "", ""),
        ("3", "abc", ""),
        ("4", "138****5678", ""),
        ("5", "", "057187654321"),
    ];
    engine.upsert(&known.map(record), "crm", NOW).unwrap();
    let by_sms = |engine: &mut Engine| {
        let mut told = names(engine, NOW);
        told.retain(|(rule, _)| rule == "high");
        told.sort();
        told.into_iter().map(|(_, name)| name).collect::<Vec<_>>()
    };
    assert_eq!(by_sms(&mut engine), ["客户1有限公司", "客户5有限公司"]);
    let page = engine.held_back(Some("high"), NOW, ALL, &Access::default()).unwrap();
    assert_eq!((page.total, page.counts[0].code.as_str()), (3, "action/no_address"));
    assert_eq!(page.rows[0].text, "SMS: the customer has no usable address");
    engine.upsert(&[record(("2", "13900001234", ""))], "crm", NOW).unwrap();
    assert_eq!(by_sms(&mut engine).len(), 3);
}

#[test]
fn without_consent_nothing_goes_out_by_a_channel() {
    let mut engine =
        started(sms(json!({ "consent": { "field": "sms", "op": "equals", "value": "agreed" } })));
    let sent = names(&mut engine, NOW).into_iter().filter(|(rule, _)| rule != "call").collect::<Vec<_>>();
    let name = "客户1有限公司".to_owned();
    assert_eq!(sent, [("high".to_owned(), name.clone()), ("low".to_owned(), name)]);
    let page = engine.held_back(Some("high"), NOW, ALL, &Access::default()).unwrap();
    assert_eq!(page.counts.len(), 1);
    assert_eq!(
        (page.counts[0].text.as_str(), page.counts[0].count),
        ("SMS: without the customer's consent", 2)
    );
    let facts: Vec<&str> =
        page.rows.iter().map(|row| row.facts[0].params.get("field").unwrap_or_default()).collect();
    assert_eq!(facts, ["agrees to SMS"; 2], "which field it is");
    assert_eq!(page.rows[0].action.as_deref(), Some("send_sms"));
}

#[test]
fn quiet_hours_put_off_and_end_by_the_clock() {
    let mut engine = started(sms(json!({ "quiet": { "from": "21:00", "to": "09:00" } })));
    assert_eq!(names(&mut engine, "2026-06-30T08:59:59+08:00").len(), 3, "only the calls");
    let quiet = held(&mut engine, "2026-06-30T08:59:59+08:00");
    assert_eq!(quiet.len(), 6);
    assert_eq!((quiet[0].0.as_str(), quiet[0].2.as_deref()), ("action/quiet_hours", Some(NOW)));
    assert_eq!((names(&mut engine, NOW).len(), held(&mut engine, NOW).len()), (9, 0));
    let id = customer_of(&engine, "1");
    let next = engine.customer(&id, &kehu::engine::CustomerView::at(NOW)).unwrap().next_change_at;
    assert_eq!(next.as_deref(), Some("2026-06-30T21:00:00+08:00"));
}

#[test]
fn an_experiment_gives_each_customer_one_variant_and_the_control_group_nothing() {
    let then =
        ["a", "b"].map(|variant| step(json!({ "action": format!("offer_{variant}"), "variant": variant })));
    let split = json!({ "variants": [{ "id": "a", "weight": 1 }, { "id": "b", "weight": 1 }], "control": 1 });
    let parts = json!({ "rules": [rule("test", json!({ "split": split, "then": then }))] });
    let mut engine = Engine::new(ruleset(parts.clone()), OPTIONS).unwrap();
    let record = |id: usize| input(&[("id", &id.to_string()), ("company", &format!("客户{id}号有限公司"))]);
    engine.upsert(&(0..90).map(record).collect::<Vec<_>>(), "crm", NOW).unwrap();
    let page = due(&mut engine, NOW);
    assert_eq!(page.rows.len() + page.control.len(), 90);
    for row in &page.rows {
        assert_eq!(row.action, format!("offer_{}", row.variant.as_deref().unwrap()));
    }
    for group in ["a", "b"] {
        let count = page.rows.iter().filter(|row| row.variant.as_deref() == Some(group)).count();
        assert!((15..=45).contains(&count), "{group}: {count}");
    }
    let codes: Vec<String> = held(&mut engine, NOW).into_iter().map(|row| row.0).collect();
    assert_eq!(codes, vec!["action/control_group"; page.control.len()]);
    let taken: Vec<Acknowledged> =
        page.rows.iter().map(Acknowledged::from).chain(page.control.iter().map(Acknowledged::from)).collect();
    engine.acknowledge(&taken, NOW).unwrap();
    let rest = due(&mut engine, NOW);
    assert_eq!((rest.total, rest.control.len()), (0, 0), "noted for both");
    let journal = engine.take_journal().concat();
    for mut twin in again(&mut engine, parts, &journal) {
        assert_eq!(twin.digest(), engine.digest());
        let (kept, drawn) = (due(&mut engine, "2026-07-01"), due(&mut twin, "2026-07-01"));
        assert_eq!((drawn.rows, drawn.control), (kept.rows, kept.control));
    }
}

#[test]
fn taking_the_same_over_twice_changes_nothing_and_erasing_forgets_it() {
    let parts = json!({ "rules": [rule("care", json!({ "cooldown": { "last": 3, "unit": "day" } }))] });
    let mut engine = started(parts);
    let page = due(&mut engine, NOW);
    let taken = [Acknowledged::from(&page.rows[0])];
    let fresh = engine.digest();
    engine.acknowledge(&taken, NOW).unwrap();
    let once = (engine.digest(), engine.take_journal().len());
    assert_ne!(once.0, fresh);
    engine.acknowledge(&taken, "2026-07-01").unwrap();
    assert_eq!((engine.digest(), engine.take_journal().len()), (once.0, 0));
    engine.erase(&taken[0].customer_id).unwrap();
    let snapshot = engine.snapshot().unwrap();
    assert!(!snapshot.windows(16).any(|bytes| bytes == taken[0].key.as_bytes()));
}

#[test]
fn faults_have_their_path() {
    let with = |parts: Value| Engine::new(ruleset(parts), OPTIONS).map(|_| ()).unwrap_err();
    let one = |parts: Value| json!({ "rules": [rule("x", parts)] });
    let channel = |parts: Value| sms(parts);
    for (parts, code, path) in [
        (
            one(json!({ "on": { "schedule": { "every": 0, "unit": "day" } } })),
            "rule/schedule",
            "rules[0].on.schedule.every",
        ),
        (
            one(json!({ "on": { "schedule": { "every": 1, "unit": "day", "from": "soon" } } })),
            "rule/date",
            "rules[0].on.schedule.from",
        ),
        (one(json!({ "split": { "variants": [] } })), "rule/split", "rules[0].split.variants"),
        (
            one(json!({ "then": [step(json!({ "variant": "a" }))] })),
            "rule/unknown_name",
            "rules[0].then[0].variant",
        ),
        (
            one(json!({ "then": [step(json!({ "channel": "a" }))] })),
            "rule/unknown_name",
            "rules[0].then[0].channel",
        ),
        (channel(json!({ "quiet": { "from": "9am" } })), "rule/time", "channels[0].quiet.from"),
        (
            channel(json!({ "address": ["company", "fax"] })),
            "condition/unknown_field",
            "channels[0].address[1]",
        ),
        (one(json!({ "then": [] })), "rule/nothing", "rules[0].then"),
        (one(json!({ "id": " " })), "ruleset/name", "rules[0].id"),
        (
            json!({ "rules": [rule("x", json!({})), rule("x", json!({}))] }),
            "condition/duplicate",
            "rules[1].id",
        ),
        (
            json!({ "channels": [{ "id": "", "name": { "zh": "", "en": "" } }] }),
            "ruleset/name",
            "channels[0].id",
        ),
        (
            json!({ "tags": [{ "id": "", "name": { "zh": "", "en": "" }, "when": { "all": [] } }] }),
            "ruleset/name",
            "tags[0].id",
        ),
        (channel(json!({ "quiet": { "days": [8] } })), "rule/time", "channels[0].quiet.days"),
        (
            channel(json!({ "frequency": { "most": 0, "within": { "last": 1, "unit": "day" } } })),
            "ruleset/limit",
            "channels[0].frequency",
        ),
        (
            channel(json!({ "consent": { "field": "sns", "op": "exists" } })),
            "condition/unknown_field",
            "channels[0].consent.field",
        ),
    ] {
        let error = with(parts);
        assert_eq!((error.code(), error.path()), (code, path));
        for language in [Language::Zh, Language::En] {
            assert!(!error.message(language).contains('{'), "{}", error.message(language));
        }
    }
    let text = ruleset_with(one(json!({ "on": { "schedule": { "every": 1, "unit": "fortnight" } } })));
    assert_eq!(Ruleset::from_json(&text).unwrap_err().path(), "rules[0].on.schedule.unit");
}

/// What stands in the documentation is a ruleset that loads.
#[test]
fn examples_of_the_documentation_load() {
    let text = include_str!("../../docs/actions.md");
    let example = |heading: &str| -> Value {
        let section = text.split("\n## ").find(|section| section.starts_with(heading)).unwrap();
        let block = section.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
        serde_json::from_str(block).unwrap_or_else(|e| panic!("{heading}: {e}"))
    };
    let mut care = example("Schedules");
    care["then"][0]["template"] = example("People in texts");
    let mut win_back = example("Experiments");
    win_back["goal"] = example("Results");
    let mut channels = example("Channels");
    channels.as_array_mut().unwrap().push(json!({ "id": "email", "name": { "zh": "邮件", "en": "mail" } }));
    let parts = json!({ "rules": [care, win_back], "channels": channels, "journeys": [example("Journeys")],
        "assignment": example("Assignment") });
    Engine::new(Ruleset::from_json(&ruleset_with(parts)).unwrap(), OPTIONS).unwrap();
}

/// A rule with two variants for twelve customers, of whom the given ones took over what was due.
fn experiment(taken: &[&str]) -> (Engine, Vec<Option<String>>) {
    let then = ["a", "b"].map(|variant| step(json!({ "variant": variant, "channel": "sms" })));
    let split = json!({ "variants": [{ "id": "a", "weight": 1 }, { "id": "b", "weight": 1 }] });
    let channel = json!({ "id": "sms", "name": { "zh": "", "en": "" },
        "frequency": { "most": 2, "within": { "last": 30, "unit": "day" } } });
    let rules = [rule("test", json!({ "split": split, "then": then, "oncePer": "day" }))];
    let mut engine = Engine::new(ruleset(json!({ "rules": rules, "channels": [channel] })), OPTIONS).unwrap();
    let record = |id: usize| input(&[("id", &id.to_string()), ("company", &format!("客户{id}号有限公司"))]);
    // The last record comes first: which row a customer begins with is not which record lends it its id.
    engine.upsert(&(1..13).rev().map(record).collect::<Vec<_>>(), "crm", NOW).unwrap();
    let page = due(&mut engine, NOW);
    let of = |id: usize| {
        let customer = customer_of(&engine, &id.to_string());
        page.rows.iter().find(|row| row.customer_id == customer)
    };
    let variants = (1..13).map(|id| of(id).and_then(|row| row.variant.clone())).collect();
    let acknowledged: Vec<Acknowledged> =
        taken.iter().filter_map(|id| of(id.parse().unwrap())).map(Acknowledged::from).collect();
    engine.acknowledge(&acknowledged, NOW).unwrap();
    (engine, variants)
}

/// What is due for the customer of a record: how many actions, and of which variant.
fn due_for(engine: &mut Engine, record: &str, now: &str) -> Vec<Option<String>> {
    let customer = customer_of(engine, record);
    let rows = due(engine, now).rows.into_iter().filter(|row| row.customer_id == customer);
    rows.map(|row| row.variant).collect()
}

fn merge(engine: &mut Engine, records: [&str; 2]) -> String {
    let customers = records.map(|record| customer_of(engine, record));
    engine.merge(&customers, "li", "the same", NOW).unwrap().operation
}

#[test]
fn what_was_done_for_one_customer_is_done_for_the_one_that_it_is_merged_into() {
    const TOMORROW: &str = "2026-07-01T09:00:00+08:00";
    let (_, variants) = experiment(&[]);
    let other = (2..13).find(|id| variants[id - 1] != variants[0]).unwrap().to_string();
    let theirs = variants[other.parse::<usize>().unwrap() - 1].clone();
    let (mut engine, _) = experiment(&[&other]);
    let apart = engine.digest();
    let operation = merge(&mut engine, ["1", &other]);
    assert_eq!(customer_of(&engine, &other), customer_of(&engine, "1"), "the first record lends the id");
    assert_eq!(due_for(&mut engine, "1", NOW), [], "it was done under the other id");
    assert_eq!(due_for(&mut engine, "1", TOMORROW), [theirs], "and goes on with the variant that it had");
    let restored = Engine::restore(&engine.snapshot().unwrap(), OPTIONS).unwrap();
    assert_eq!(restored.digest(), engine.digest());
    engine.undo(&operation, "li", "not the same", NOW).unwrap();
    assert_eq!(engine.digest(), apart);
    assert_eq!(due_for(&mut engine, "1", NOW), [variants[0].clone()], "each has its own again");
    assert_eq!(due_for(&mut engine, &other, NOW), []);
}

#[test]
fn what_was_done_for_a_merged_customer_stays_with_the_record_that_lent_it_its_id() {
    let (mut engine, variants) = experiment(&[]);
    let operation = merge(&mut engine, ["1", "2"]);
    let page = due(&mut engine, NOW);
    let customer = customer_of(&engine, "1");
    let taken: Vec<Acknowledged> =
        page.rows.iter().filter(|row| row.customer_id == customer).map(Acknowledged::from).collect();
    engine.acknowledge(&taken, NOW).unwrap();
    assert_eq!(due_for(&mut engine, "2", NOW), []);
    engine.undo(&operation, "li", "not the same", NOW).unwrap();
    assert_eq!(due_for(&mut engine, "1", NOW), []);
    assert_eq!(due_for(&mut engine, "2", NOW), [variants[1].clone()]);
}

#[test]
fn what_went_out_to_several_counts_together_against_the_cap_of_a_channel_once_they_are_one() {
    let (mut engine, variants) = experiment(&["1", "2", "3"]);
    let operation = merge(&mut engine, ["1", "2"]);
    assert_eq!(due_for(&mut engine, "2", "2026-07-02"), [], "twice within thirty days");
    assert_eq!(due_for(&mut engine, "3", "2026-07-02").len(), 1);
    engine.undo(&operation, "li", "not the same", NOW).unwrap();
    assert_eq!(due_for(&mut engine, "2", "2026-07-02"), [variants[1].clone()]);
}
