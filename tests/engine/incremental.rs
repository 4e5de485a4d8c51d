//! What is kept up to date change by change is what one gets who draws everything anew.

use std::collections::BTreeMap;

use kehu::engine::{Acknowledged, Engine, Options, SegmentQuery, TagOptions};
use kehu::messages::Language;
use kehu::normalize::civil::Timestamp;
use kehu::privacy::Access;
use kehu::schema::ruleset::Ruleset;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::world::*;

const HOUR: i64 = 3_600_000;
const COMPANIES: [&str; 5] = [
    "杭州云帆科技有限公司",
    "上海明辰机械有限公司",
    "成都锦程电子有限公司",
    "武汉长江电气有限公司",
    "北京天恒咨询有限公司",
];

#[derive(Clone, Debug)]
enum Step {
    /// A record of one of so many ids, with the company and mobile of one of so many customers.
    Record(u8, u8),
    /// An event of a record, so many hours before or after now.
    Event(&'static str, u8, i64, i64),
    /// Somebody gives one of the customers a tag, or takes it off, for so many hours where that is not 0.
    Tag(u8, &'static str, bool, i64),
    /// So many hours pass.
    Wait(i64),
    /// Whatever is due is taken over.
    Take,
}

/// The preset with such segments, and with tags and scores of what it has no use for.
fn rich(segments: Value) -> Engine {
    let mut tags = serde_json::to_value(Ruleset::preset("b2b-cn").unwrap().tags).unwrap();
    let tag = |id: &str, more: Value| {
        let mut tag = json!({ "id": id, "name": { "zh": id, "en": id } });
        tag.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        tag
    };
    tags.as_array_mut().unwrap().extend([
        tag("stuck", json!({ "when": { "event": "*", "since": { "stage": true }, "count": { "op": "equals", "n": 0 } } })),
        tag("grew", json!({ "when": { "text": "sum(amount of order since stage lead) > 400000" } })),
        tag("vip", json!({ "kind": "manual", "parent": "known", "exclusive": true, "group": "g" })),
        tag("plain", json!({ "kind": "manual", "expires": { "last": 300, "unit": "hour" }, "exclusive": true, "group": "g" })),
        tag("known", json!({})),
        tag("fresh", json!({ "parent": "known", "expires": { "last": 100, "unit": "hour" },
            "when": { "event": ["order", "visit"], "within": { "last": 200, "unit": "hour" }, "count": { "op": "lt", "n": 3 } } })),
        tag("met", json!({ "when": { "text": "contacts any (reached = 1)" } })),
        // An earlier one excludes it whatever becomes of what it builds on.
        tag("recent", json!({ "when": { "text": "count(order within 100 hour) >= 1" } })),
        tag("calm", json!({ "exclusive": true, "group": "h", "when": { "field": "company", "op": "exists" } })),
        tag("busy", json!({ "exclusive": true, "group": "h",
            "when": { "any": [{ "field": "company", "op": "exists" }, { "tag": "recent" }] } })),
        // These ask for no event themselves.
        tag("echo", json!({ "when": { "any": [{ "tag": "fresh" }, { "tag": "grew" }] } })),
        tag("ranked", json!({ "when": { "score": "mean", "op": "gte", "value": 8 } })),
        tag("chain", json!({ "when": { "all": [{ "tag": "echo" }, { "not": { "tag": "ranked" } }, { "not": { "stage": "lead" } }] } })),
    ]);
    let label = json!({ "zh": "动作", "en": "action" });
    let action =
        |variant: Value| json!({ "action": "call", "name": label, "channel": "sms", "variant": variant });
    let mut rules = serde_json::to_value(Ruleset::preset("b2b-cn").unwrap().rules).unwrap();
    rules.as_array_mut().unwrap().extend([
        json!({ "id": "weekly", "name": label, "when": { "event": "order" }, "priority": 1,
            "on": { "schedule": { "every": 1, "unit": "week" } }, "then": [action(Value::Null)] }),
        json!({ "id": "test", "name": label, "when": { "event": "order" }, "oncePer": "day", "then": [action("a".into())],
            "split": { "variants": [{ "id": "a", "weight": 2 }, { "id": "b", "weight": 1 }], "control": 1 } }),
    ]);
    let journey = json!({ "id": "path", "name": label, "when": { "event": "visit" }, "exit": { "tag": "open_complaint" },
        "reentry": { "last": 9, "unit": "day" }, "steps": [
            { "id": "pause", "wait": { "for": { "last": 4, "unit": "day" } } },
            { "id": "fork", "branch": [{ "when": { "tag": "active" }, "to": "end" }] },
            { "id": "call", "action": action(Value::Null) },
        ] });
    let mut scores = serde_json::to_value(Ruleset::preset("b2b-cn").unwrap().scores).unwrap();
    let rfm = |id: &str, more: Value| {
        let mut rfm = json!({ "event": "order", "amount": "amount", "within": { "last": 2, "unit": "month", "calendar": true } });
        rfm.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "id": id, "name": { "zh": id, "en": id }, "rfm": rfm })
    };
    let thresholds = json!({ "recency": [5, 20, 40, 80], "frequency": [2, 3, 4, 5], "money": [100, 1_000, 10_000, 100_000] });
    scores.as_array_mut().unwrap().extend([
        rfm("mean", json!({ "basis": "mean" })),
        rfm("fixed", json!({ "basis": "fixed", "thresholds": thresholds, "scheme": "ten" })),
        rfm("ten", json!({ "scheme": "ten" })),
    ]);
    let mut parts = json!({ "tags": tags, "scores": scores, "rules": rules, "journeys": [journey] });
    if !segments.is_null() {
        parts["segments"] = segments;
    }
    let ruleset = Ruleset::from_json(&ruleset_with(parts)).unwrap();
    Engine::new(ruleset, Options { language: Language::En, ..Options::default() }).unwrap()
}

fn step() -> impl Strategy<Value = Step> {
    let kinds =
        ["order", "order", "order", "payment", "contract", "visit", "ticket", "page_view", "unheard_of"];
    let hours = prop_oneof![-3_000_i64..1, -24_i64..1, 0_i64..200];
    prop_oneof![
        1 => (0_u8..12, 0_u8..5).prop_map(|(id, company)| Step::Record(id, company)),
        5 => (prop::sample::select(kinds.to_vec()), 0_u8..12, hours, 1_i64..900_000)
            .prop_map(|(kind, id, hours, amount)| Step::Event(kind, id, hours, amount)),
        1 => (0_usize..12, prop::sample::select(vec!["vip", "plain"]), any::<bool>(), 0_i64..400)
            .prop_map(|(place, tag, given, hours)| Step::Tag(place as u8, tag, given, hours / 100 * hours)),
        2 => (0_i64..900).prop_map(Step::Wait),
        1 => Just(Step::Take),
    ]
}

fn at(hours: i64) -> String {
    Timestamp::parse(NOW, 480).unwrap().add_ms(hours * HOUR).to_rfc3339(480)
}

fn take(engine: &mut Engine, number: usize, step: &Step, hours: &mut i64) {
    match step {
        Step::Wait(more) => {
            *hours += more;
            engine.advance(&at(*hours)).unwrap();
        }
        Step::Take => {
            let due = engine.actions(&at(*hours), (0, usize::MAX), &Access::default()).unwrap();
            let taken: Vec<Acknowledged> = due.rows.iter().map(Acknowledged::from).collect();
            engine.acknowledge(&taken, &at(*hours)).unwrap();
        }
        Step::Tag(place, tag, given, after) => {
            let customers = customers_at(engine, &at(*hours));
            let Some((customer, _)) = customers.iter().cycle().take(100).nth(usize::from(*place)) else {
                return;
            };
            let until = (*after != 0).then(|| at(*hours + after));
            let options = TagOptions { now: at(*hours), until, ..TagOptions::default() };
            let said = if *given { Engine::tag } else { Engine::untag };
            said(engine, customer, tag, &options).unwrap();
        }
        Step::Record(id, company) => {
            let (id, mobile) = (id.to_string(), format!("1381234567{company}"));
            let company = COMPANIES[usize::from(*company)];
            let record = input(&[("id", &id), ("company", company), ("mobile", &mobile)]);
            engine.upsert(&[record], "crm", &at(*hours)).unwrap();
        }
        Step::Event(kind, id, after, amount) => {
            let (event, id, amount) = (format!("e{number}"), id.to_string(), amount.to_string());
            let (time, ends) = (at(*hours + after), at(*hours + after + 900));
            let told = [
                ("event_id", event.as_str()),
                ("type", kind),
                ("time", &time),
                ("record_id", &id),
                ("amount", &amount),
                ("end_date", &ends),
                ("category", "complaint"),
                ("status", "open"),
            ];
            engine.track(&[input(&told)], &at(*hours)).unwrap();
        }
    }
}

/// What is said of each customer, and until when it stands.
fn standing(engine: &mut Engine, now: &str) -> BTreeMap<String, (String, String)> {
    let customers = customers_at(engine, now).into_iter();
    let told = customers.map(|(id, mut customer)| {
        let next = customer["nextChangeAt"].take();
        let next = next.as_str().map_or("never".to_owned(), str::to_owned);
        (
            id,
            (
                ["tags", "scores", "segments", "stage", "actions", "journeys"]
                    .map(|part| customer[part].to_string())
                    .join(" "),
                next,
            ),
        )
    });
    told.collect()
}

fn customers_at(engine: &mut Engine, now: &str) -> Vec<(String, Value)> {
    let parsed = |line: &str| serde_json::from_str::<Value>(line).unwrap();
    let lines = export_at(engine, now);
    lines
        .lines()
        .map(parsed)
        .map(|customer| (customer["id"].as_str().unwrap().to_owned(), customer))
        .collect()
}

fn held(engine: &mut Engine, now: &str) -> Vec<kehu::engine::HeldView> {
    engine.held_back(None, now, (0, usize::MAX), &Access::default()).unwrap().rows
}

fn sizes(engine: &mut Engine, now: &str) -> String {
    let (segments, tags) = (engine.segments(now).unwrap(), engine.tags(now).unwrap());
    let segments: Vec<_> = segments.into_iter().map(|segment| (segment.id, segment.count)).collect();
    format!("{segments:?} {:?}", tags.into_iter().map(|tag| (tag.id, tag.count)).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn a_portrait_kept_is_a_portrait_drawn_anew(steps in prop::collection::vec(step(), 1..40), every in 1_usize..9) {
        let mut engine = rich(Value::Null);
        let mut hours = 0;
        for (number, step) in steps.iter().enumerate() {
            take(&mut engine, number, step, &mut hours);
            if number % every != 0 && number + 1 != steps.len() {
                continue;
            }
            let now = at(hours);
            let options = Options { language: Language::En, ..Options::default() };
            let mut twin = Engine::restore(&engine.snapshot().unwrap(), options).unwrap();
            prop_assert_eq!(sizes(&mut engine, &now), sizes(&mut twin, &now));
            prop_assert_eq!(engine.digest(), twin.digest());
            prop_assert_eq!(held(&mut engine, &now), held(&mut twin, &now));
            let (kept, anew) = (standing(&mut engine, &now), standing(&mut twin, &now));
            prop_assert_eq!(kept.keys().collect::<Vec<_>>(), anew.keys().collect::<Vec<_>>());
            for (id, (told, next)) in &kept {
                prop_assert_eq!(told, &anew[id].0, "{} at {}", id, now);
                prop_assert!(*next <= anew[id].1 && *next > now, "{}: {} after {}", id, next, anew[id].1);
            }
        }
    }
}

/// Segments besides those of the preset: of fields, figures, scores, and what is not known.
fn more_segments() -> Vec<Value> {
    let quiet = json!({"event": ["order", "visit"], "within": {"last": 60, "unit": "day"}, "count": {"op": "equals", "n": 0}});
    vec![
        json!({"field": "company", "op": "contains", "value": "科技"}),
        json!({"all": [quiet, {"not": {"field": "industry", "op": "equals", "value": "软件"}}]}),
        json!({"any": [{"field": "industry", "op": "missing"}, {"stage": "contract"}, {"tag": "open_complaint"}]}),
        json!({"all": [{"field": "money.overdue", "op": "gte", "value": 1}, {"score": "rfm", "op": "gte", "value": 9}]}),
        json!({"at_least": 2, "of": [{"score": "churn_risk", "bucket": "high"}, {"segment": "silent"}, {"event": "ticket",
            "where": {"field": "status", "op": "equals", "value": "open"}, "within": {"last": 20, "unit": "day"}}]}),
        json!({"all": [{"field": "mobile", "op": "exists"}, {"event": "order", "agg": {"fn": "sum", "field": "amount", "op": "gte", "n": 500_000}}]}),
        json!({"any": [{"tag": "known"}, {"tag": "plain"}]}),
        json!({"not": {"tag": "fresh"}}),
        json!({"contacts": {"count": {"op": "gte", "n": 1}, "where": {"field": "reached", "op": "equals", "value": 1}}}),
        json!({"event": "*", "since": {"stage": true}, "count": {"op": "lt", "n": 2}}),
        json!({"score": "engagement", "op": "gte", "value": 10}),
    ]
}

/// The preset's segments and more.
fn segments() -> Vec<Value> {
    let preset: Value = serde_json::from_str(&ruleset_with(json!({}))).unwrap();
    let mut all = preset["segments"].as_array().unwrap().clone();
    all.extend((0..).zip(more_segments()).map(|(number, when)| {
        json!({"id": format!("more_{number}"), "name": {"zh": "更多", "en": "more"}, "when": when})
    }));
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    /// A segment of the ruleset is asked customer by customer, a condition of all at once.
    #[test]
    fn a_condition_asked_is_a_segment_kept(steps in prop::collection::vec(step(), 1..40), every in 1_usize..9) {
        let mut engine = rich(json!(segments()));
        let mut hours = 0;
        for (number, step) in steps.iter().enumerate() {
            take(&mut engine, number, step, &mut hours);
            if number % 11 == 10 {
                let erased = customers_at(&mut engine, &at(hours)).into_iter().next();
                erased.into_iter().for_each(|(id, _)| _ = engine.erase(&id).unwrap());
            }
            if number % every != 0 && number + 1 != steps.len() {
                continue;
            }
            let now = at(hours);
            let mut twin = Engine::restore(&engine.snapshot().unwrap(), Options::default()).unwrap();
            for segment in segments() {
                let asked = engine.segment(&segment["when"], &now).unwrap();
                let kept = engine.segment(&segment["id"], &now).unwrap();
                prop_assert_eq!(&asked.ids, &kept.ids, "{} at {}", segment, now);
                let next = |answer: Option<&String>| answer.map_or("never".to_owned(), Clone::clone);
                let (kept, soonest) = (next(kept.next_change_at.as_ref()), next(asked.next_change_at.as_ref()));
                prop_assert!(kept <= soonest, "{} at {}: {} after {}", segment, now, kept, soonest);
                prop_assert_eq!(asked, twin.segment(&segment["when"], &now).unwrap(), "{} at {}", segment, now);
            }
        }
    }
}

#[test]
fn members_come_in_pages() {
    let mut engine = engine();
    let mut hours = 0;
    (0..5).for_each(|id| take(&mut engine, 0, &Step::Record(id, id), &mut hours));
    let everybody = json!({"all": []});
    let all = engine.segment(&everybody, NOW).unwrap();
    assert_eq!((all.count, all.ids.len()), (5, 5));
    for (offset, limit, expected) in [(0, 0, &all.ids[..0]), (1, 2, &all.ids[1..3]), (4, 9, &all.ids[4..])] {
        let query = SegmentQuery { now: NOW.to_owned(), offset, limit: Some(limit) };
        let page = engine.segment(&everybody, query).unwrap();
        assert_eq!((page.count, page.ids.as_slice()), (5, expected));
    }
}

#[test]
fn a_customer_that_became_part_of_another_is_counted_once() {
    let mut engine = engine();
    let mut hours = 0;
    let steps = [
        Step::Record(11, 1),
        Step::Record(2, 0),
        Step::Event("order", 2, -1, 1),
        Step::Record(3, 1),
        Step::Record(11, 0),
    ];
    for (number, step) in steps.iter().enumerate() {
        take(&mut engine, number, step, &mut hours);
    }
    let mut twin = Engine::restore(
        &engine.snapshot().unwrap(),
        Options { language: Language::En, ..Options::default() },
    )
    .unwrap();
    assert_eq!(sizes(&mut engine, &at(hours)), sizes(&mut twin, &at(hours)));
}

/// What is wrong with a record is what `clean` says of it, also where the batch gives it twice.
#[test]
fn issues_are_those_of_the_record_as_it_was_given() {
    let mut engine = engine();
    let records = [
        input(&[("手机", "12"), ("id", "1"), ("company", "杭州云帆科技有限公司"), ("email", "a@@b")]),
        input(&[("id", "1"), ("company", "杭州云帆科技有限公司"), ("mobile", "13812345678")]),
        input(&[("id", "2"), ("mobile", "13800138000"), ("uscc", "91310115MA1K3ABC99"), ("自有列", "x")]),
        input(&[("id", "3"), ("company", ""), ("created_at", "2999-01-01"), ("amount", "abc")]),
    ];
    let outcome = engine.upsert(&records, "crm", NOW).unwrap();
    let told: Vec<_> = outcome.results.into_iter().map(|result| result.issues).collect();
    let expected: Vec<_> = records.iter().map(|record| engine.clean(record, NOW).unwrap().issues).collect();
    assert_eq!(told, expected);
    assert!(!told[0].is_empty() && told[0].len() > told[1].len());
}
