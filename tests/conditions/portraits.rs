//! The preset's tags, scores, stages, segments and rules on customers of the reference scenes.

use std::collections::BTreeSet;

use kehu::actions::{Customer, Occasion, Past, Planner, Query};
use kehu::expr::{EventId, FieldId, JsonSubject, NEVER, PropertyId, Subject, Value, Vocabulary};
use kehu::messages::Language;
use kehu::normalize::civil::Timestamp;
use kehu::segments::{Changes, Memberships};
use kehu::tags::{Definitions, Portrait, Tagger};
use serde_json::json;

use crate::world::{CHINA, at, customer, definitions, preset, tagger};

const QUIET: &str = r#"{"golden": {"email": {"value": "a@b.cn"}},
  "timeline": [{"type": "order", "time": "2026-06-01T10:00:00+08:00", "amount": "1200"}]}"#;
const ENDING: &str = r#"{"timeline": [{"type": "contract", "time": "2025-12-10", "contract_no": "HT-7", "amount": 90000,
  "start_date": "2025-12-10", "end_date": "2026-12-09"}, {"type": "visit", "time": "2026-11-01"}]}"#;
const ANGRY: &str = r#"{"timeline": [{"type": "order", "time": "2026-06-01", "amount": 1},
  {"type": "ticket", "time": "2026-11-20", "category": "complaint", "status": "open", "satisfaction": 1}]}"#;

fn portrait(tagger: &Tagger, subject: &JsonSubject, now: Timestamp) -> Portrait {
    let population = tagger.population(|visit| visit(subject), now);
    tagger.evaluate(subject, &population, now)
}

fn rules_due(json: &str, past: &[Past], now: &str) -> Vec<(String, String, String, String)> {
    let ruleset = preset();
    let tagger = tagger(&ruleset);
    let planner = Planner::compile(&ruleset, tagger.vocabulary(), CHINA).unwrap_or_else(|e| panic!("{e}"));
    let subject = customer(json, &tagger);
    let portrait = portrait(&tagger, &subject, at(now));
    let whole = portrait.over(&subject);
    let past: Vec<&Past> = past.iter().collect();
    let due = planner.due(
        Customer {
            id: "C1",
            ids: &[],
            name: "甲公司",
            subject: &whole,
            shown: &whole,
            people: &(),
            past: &past,
            runs: &[],
            crossings: &[],
        },
        Query { occasion: Occasion::default(), now: at(now), held: false },
    );
    due.actions.into_iter().map(|a| (a.rule, a.action, a.key, a.text)).collect()
}

fn names(due: &[(String, String, String, String)]) -> Vec<(&str, &str)> {
    due.iter().map(|(rule, action, _, _)| (rule.as_str(), action.as_str())).collect()
}

#[test]
fn the_reference_scenes_lead_to_their_actions() {
    let quiet = rules_due(QUIET, &[], "2026-11-22");
    assert_eq!(
        names(&quiet),
        [
            ("churn_90_days", "notify_sales"),
            ("churn_90_days", "care_plan"),
            ("care_mail_3_months", "send_email")
        ]
    );
    assert_eq!(quiet[0].3, "甲公司 已 90 天没有订单或互动（最近下单距今 173 天），请联系了解原因。");
    let ending = rules_due(ENDING, &[], "2026-11-22");
    let renewal: Vec<_> = names(&ending).into_iter().filter(|(rule, _)| *rule == "renewal_30_days").collect();
    assert_eq!(renewal.len(), 3);
    assert!(ending.iter().any(|(_, action, _, text)| action == "notify_legal" && text.contains("HT-7")));
    let angry = rules_due(ANGRY, &[], "2026-11-22");
    // Without the open complaint a care mail would be due as well: there was no order for three months.
    assert_eq!(
        names(&angry),
        [("complaint_service_level", "raise_service_level"), ("agent_for_churning", "assign_agent")]
    );
}

#[test]
fn what_was_done_is_not_due_again_until_its_rest_is_over() {
    let first = rules_due(QUIET, &[], "2026-11-22");
    let past: Vec<Past> = first
        .iter()
        .map(|(rule, _, key, _)| Past {
            rule: rule.clone(),
            key: key.clone(),
            at: at("2026-11-22"),
            ..Past::default()
        })
        .collect();
    assert_eq!(names(&rules_due(QUIET, &past, "2026-11-23")), []);
    assert_eq!(names(&rules_due(QUIET, &past, "2027-02-19T23:59:59")), []);
    let again = rules_due(QUIET, &past, "2027-02-20");
    assert_eq!(names(&again)[0], ("churn_90_days", "notify_sales"));
    assert_ne!(again[0].2, first[0].2, "another period, another key");
}

#[test]
fn portraits_name_tags_scores_stage_and_segments() {
    let ruleset = preset();
    let tagger = tagger(&ruleset);
    let now = at("2026-11-22");
    let of = |json: &str| {
        let portrait = portrait(&tagger, &customer(json, &tagger), now);
        let tags: BTreeSet<&str> = portrait.tags().map(|id| ruleset.tags[id.index()].id.as_str()).collect();
        let segments: Vec<&str> =
            portrait.segments().map(|id| ruleset.segments[id.index()].id.as_str()).collect();
        let stage = portrait.stage().map(|id| ruleset.stages[id.index()].id.as_str());
        (tags, segments, stage, portrait)
    };
    let (tags, segments, stage, portrait) = of(QUIET);
    assert!(tags.contains("silent") && !tags.contains("active"), "{tags:?}");
    assert_eq!((segments, stage), (vec!["churn_warning", "silent"], Some("service")));
    let churn = ruleset.scores.iter().position(|score| score.id == "churn_risk").unwrap();
    assert_eq!((portrait.scores()[churn].value, portrait.scores()[churn].bucket), (Some(75), Some(2)));
    let (tags, segments, stage, portrait) = of(ENDING);
    assert!(tags.contains("contract_ending"), "{tags:?}");
    assert!(segments.contains(&"contract_ending"));
    assert_eq!(stage, Some("renewal"));
    let active = tagger.vocabulary().tag("active").unwrap();
    let visited =
        tagger.condition(&json!({"event": "visit", "within": {"last": 30, "unit": "day"}})).unwrap();
    let until = visited.answer(&customer(ENDING, &tagger), now).next_change();
    assert_eq!(until, Some(at("2026-12-01")), "the visit of 1 November leaves its 30 days");
    assert!(portrait.next_change_at() < until, "what the visit is worth fades day by day");
    assert!(!portrait.tags().any(|tag| tag == active));
    let (tags, _, stage, _) = of("{}");
    assert_eq!((tags.len(), stage), (0, Some("lead")));
}

#[test]
fn scores_are_the_sum_of_their_reasons() {
    let ruleset = preset();
    let tagger = tagger(&ruleset);
    let now = at("2026-11-22");
    for json in [QUIET, ENDING, ANGRY] {
        let subject = customer(json, &tagger);
        let population = tagger.population(|visit| visit(&subject), now);
        let portrait = tagger.evaluate(&subject, &population, now);
        for (id, score) in (0..).map(kehu::expr::ScoreId).zip(portrait.scores()) {
            let reasons = tagger.score_reasons(id, &subject, &portrait, &population, now);
            let sum: i32 = reasons.iter().filter_map(|reason| reason.weight).sum();
            let def = &ruleset.scores[id.index()];
            let bounded = sum.clamp(def.min.unwrap_or(i32::MIN), def.max.unwrap_or(i32::MAX));
            assert_eq!(score.value.unwrap_or_default(), bounded, "{} of {json}", def.id);
            assert!(reasons.iter().all(|reason| !reason.text(Language::Zh).contains('{')));
        }
    }
}

#[test]
fn what_depends_on_itself_is_named() {
    let tag = |id: &str, when: serde_json::Value| {
        kehu::json::document(json!({"id": id, "name": {"zh": "", "en": ""}, "when": when}), "x").unwrap()
    };
    let tags = [tag("a", json!({"tag": "b"})), tag("b", json!({"not": {"segment": "s"}}))];
    let segments =
        [kehu::json::document(json!({"id": "s", "name": {"zh": "", "en": ""}, "when": {"tag": "a"}}), "x")
            .unwrap()];
    let definitions = Definitions { tags: &tags, segments: &segments, ..Definitions::default() };
    let error = Tagger::compile(definitions, Vocabulary::default(), CHINA).unwrap_err();
    assert_eq!((error.code(), error.path()), ("condition/cycle", "tags[0].when"));
    assert!(error.to_string().contains("a → b → s"), "{error}");
}

#[test]
fn every_tag_is_there_for_an_action() {
    let ruleset = preset();
    assert!((20..=30).contains(&ruleset.tags.len()), "20–30 core tags");
    assert!(ruleset.tags.iter().all(|tag| !tag.purpose.zh.is_empty() && !tag.purpose.en.is_empty()));
    assert_eq!(ruleset.stages.len(), 5);
}

#[test]
fn memberships_follow_portraits() {
    let ruleset = preset();
    let tagger = tagger(&ruleset);
    let mut memberships = Memberships::new(ruleset.segments.len(), ruleset.tags.len(), ruleset.stages.len());
    let subject = customer(ENDING, &tagger);
    let before = portrait(&tagger, &subject, at("2026-11-01"));
    let after = portrait(&tagger, &subject, at("2026-11-22"));
    memberships.set(4, None, &before);
    let ending = tagger.vocabulary().segment("contract_ending").unwrap();
    assert_eq!(memberships.segment(ending).unwrap().len(), 0);
    let wake = memberships.next_change_at().unwrap();
    assert_eq!(memberships.take_due(wake.add_ms(-1)), [0_u32; 0]);
    assert_eq!(memberships.take_due(wake), [4]);
    assert_eq!(memberships.take_due(wake), [0_u32; 0], "told once");
    memberships.set(4, Some(&before), &after);
    assert_eq!(memberships.segment(ending).unwrap().iter().collect::<Vec<_>>(), [4]);
    assert_eq!(Changes::between(Some(&before), &after).entered, [ending]);
    memberships.remove(4);
    assert_eq!((memberships.segment(ending).unwrap().len(), memberships.next_change_at()), (0, None));
}

/// A customer in columns, as an engine holds it.
struct Columns {
    times: Vec<Vec<Timestamp>>,
    amounts: Vec<Vec<kehu::expr::Number>>,
}

impl Subject for Columns {
    fn field(&self, field: FieldId) -> Value<'_> {
        if field.0.is_multiple_of(3) { Value::Text("软件") } else { Value::Missing }
    }

    fn times(&self, event: EventId) -> &[Timestamp] {
        &self.times[event.index()]
    }

    fn property(&self, event: EventId, index: usize, _: PropertyId) -> Value<'_> {
        Value::Number(self.amounts[event.index()][index])
    }
}

/// `cargo test --release --test conditions -- --ignored --nocapture performance`
#[test]
#[ignore = "prints how long it takes"]
fn performance() {
    let ruleset = preset();
    let tagger = Tagger::compile(
        definitions(&ruleset),
        Vocabulary::of(&ruleset, Language::Zh).unwrap_or_else(|e| panic!("{e}")),
        CHINA,
    )
    .unwrap();
    let now = at("2026-11-22");
    let customers: Vec<Columns> = (0..35_000_i64)
        .map(|seed| {
            let times = (0..12_i64).map(|kind| {
                let count = if (seed + kind) % 3 == 0 { 2 } else { 0 };
                let mut times: Vec<_> = (0..count)
                    .map(|i| {
                        now.add_ms(-((seed * 7_919 + kind * 104_729 + i * 1_299_709) % 500) * 86_400_000)
                    })
                    .collect();
                times.sort_unstable();
                times
            });
            let times: Vec<Vec<Timestamp>> = times.collect();
            let number = |t: &Timestamp| kehu::expr::Number::from_raw(t.0 % 7_000_000);
            let amounts = times.iter().map(|times| times.iter().map(number).collect()).collect();
            Columns { times, amounts }
        })
        .collect();
    let start = std::time::Instant::now();
    let population = tagger.population(|visit| customers.iter().for_each(|customer| visit(customer)), now);
    let changes: i64 = customers
        .iter()
        .map(|customer| tagger.evaluate(customer, &population, now).next_change_at().unwrap_or(NEVER).0 % 2)
        .sum();
    println!("35,000 portraits: {:?} ({changes})", start.elapsed());
}

/// A ruleset with one score, and its value and class for orders so many days ago at `now`.
fn scored(
    score: serde_json::Value,
    orders: &[(i64, i64)],
    now: &str,
) -> (Option<i32>, Option<u16>, Option<i64>) {
    let now = at(now);
    let scores = [kehu::json::document(score, "score").unwrap_or_else(|e| panic!("{e}"))];
    let definitions = Definitions { scores: &scores, ..Definitions::default() };
    let vocabulary = Vocabulary::of(&preset(), Language::Zh).unwrap();
    let tagger = Tagger::compile(definitions, vocabulary, CHINA).unwrap();
    let timeline: Vec<serde_json::Value> = orders
        .iter()
        .map(|(days, amount)| {
            let time = now.add_ms(-days * 86_400_000 - 3_600_000).to_rfc3339(CHINA);
            json!({"type": "order", "time": time, "amount": amount})
        })
        .collect();
    let subject = customer(&json!({ "timeline": timeline }).to_string(), &tagger);
    let portrait = portrait(&tagger, &subject, now);
    let score = portrait.scores()[0];
    // In hours from now, which is at the full hour.
    let change = (score.change != NEVER).then(|| (score.change.0 - now.0) / 3_600_000);
    (score.value, score.bucket, change)
}

#[test]
fn rfm_ranks_may_begin_at_thresholds() {
    let score = |scheme: &str| {
        json!({"id": "rfm", "name": {"zh": "", "en": ""}, "rfm": {"event": "order", "amount": "amount",
            "basis": "fixed", "scheme": scheme,
            "thresholds": {"recency": [30, 60, 90, 180], "frequency": [2, 3, 5, 10], "money": [100, 1000, 10000, 100000]}}})
    };
    let day = |days: i64| days * 24 - 1;
    // One order an hour and 29 days ago: within 30 days for another 23 hours.
    let orders = [(29, 500)];
    assert_eq!(scored(score("eight"), &orders, "2026-11-22"), (Some(5 + 1 + 2), Some(6), Some(day(1))));
    assert_eq!(scored(score("ten"), &orders, "2026-11-22").1, Some(4), "new customers");
    let orders = [(30, 500)];
    assert_eq!(scored(score("ten"), &orders, "2026-11-22"), (Some(4 + 1 + 2), Some(4), Some(day(30))));
    let many: Vec<(i64, i64)> = (1..=10).map(|n| (n, 20_000)).collect();
    assert_eq!(scored(score("ten"), &many, "2026-11-22"), (Some(15), Some(0), Some(day(29))), "champions");
    assert_eq!(scored(score("eight"), &many, "2026-11-22").1, Some(0), "key, valuable");
    assert_eq!(scored(score("ten"), &[(500, 5)], "2026-11-22"), (Some(3), Some(9), None), "lost");
    assert_eq!(scored(score("ten"), &[], "2026-11-22"), (None, None, None));
}

#[test]
fn faults_of_scores_are_told_with_their_place() {
    let fault = |score: serde_json::Value| {
        let scores = [kehu::json::document(score, "score").unwrap_or_else(|e| panic!("{e}"))];
        let definitions = Definitions { scores: &scores, ..Definitions::default() };
        let vocabulary = Vocabulary::of(&preset(), Language::Zh).unwrap();
        let error = Tagger::compile(definitions, vocabulary, CHINA).unwrap_err();
        (error.code(), error.path().to_owned())
    };
    let rfm = |more: serde_json::Value| {
        let mut rfm = json!({"event": "order", "amount": "amount"});
        rfm.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        fault(json!({"id": "s", "name": {"zh": "", "en": ""}, "rfm": rfm}))
    };
    let rules =
        |rule: serde_json::Value| fault(json!({"id": "s", "name": {"zh": "", "en": ""}, "rules": [rule]}));
    let list = |n: usize| (1..=n).collect::<Vec<_>>();
    let thresholds = json!({"recency": list(4), "frequency": list(4), "money": [4, 3, 2, 1]});
    assert_eq!(rfm(json!({"basis": "fixed"})), ("score/thresholds", "scores[0].rfm.thresholds".into()));
    assert_eq!(rfm(json!({"basis": "fixed", "thresholds": thresholds})).0, "score/thresholds");
    let thresholds = json!({"recency": list(4), "frequency": list(4), "money": list(4)});
    assert_eq!(rfm(json!({"thresholds": thresholds})).0, "score/thresholds", "they would go unused");
    assert_eq!(rfm(json!({"scheme": "ten", "bins": 4})), ("score/scheme", "scores[0].rfm.scheme".into()));
    assert_eq!(rfm(json!({"scheme": "ten", "basis": "mean"})).0, "score/scheme");
    let days = json!({"kind": "linear", "over": {"last": 3, "unit": "day"}});
    let tagged = json!({"when": {"field": "city", "op": "exists"}, "points": 3, "decay": days});
    assert_eq!(rules(tagged), ("score/decay", "scores[0].rules[0].decay".into()));
    let months = json!({"kind": "half_life", "over": {"last": 3, "unit": "month"}});
    let monthly = json!({"when": {"event": "order"}, "points": 3, "decay": months});
    assert_eq!(rules(monthly), ("condition/expected", "scores[0].rules[0].decay.over.unit".into()));
}

#[test]
fn points_fade_and_tell_when() {
    let score = |kind: &str, each: bool, cap: i64| {
        json!({"id": "s", "name": {"zh": "", "en": ""}, "rules": [{"when": {"event": "order"}, "points": 10, "each": each,
            "cap": cap, "decay": {"kind": kind, "over": {"last": 10, "unit": "day"}}}]})
    };
    let now = "2026-11-22";
    // Ten days and an hour ago half is left, eight ninths of a tenth of a point below after another day.
    assert_eq!(scored(score("half_life", false, 99), &[(10, 1)], now), (Some(5), None, Some(24 * 2 - 1)));
    assert_eq!(
        scored(score("half_life", true, 99), &[(0, 1), (10, 1), (20, 1)], now).0,
        Some(18),
        "10 + 5 + 2.5, once rounded"
    );
    assert_eq!(
        scored(score("half_life", false, 99), &[(0, 1), (10, 1)], now).0,
        Some(10),
        "the last one counts"
    );
    assert_eq!(
        scored(score("half_life", true, 12), &[(0, 1), (10, 1)], now).0,
        Some(12),
        "no more than the cap"
    );
    assert_eq!(scored(score("linear", true, 99), &[(3, 1), (9, 1), (10, 1)], now), (Some(8), None, Some(23)));
    assert_eq!(
        scored(score("linear", true, 99), &[(10, 1)], now),
        (Some(0), None, None),
        "nothing is left to fade"
    );
}
