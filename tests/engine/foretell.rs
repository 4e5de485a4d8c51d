//! Scores that foretell: fitted on the customers at hand, honest where there is too little to tell.

use kehu::engine::{CustomerView, Engine, Input, Options};
use kehu::schema::ruleset::Ruleset;
use serde_json::{Value, json};

use crate::world::*;

fn engine_with(scores: Value) -> Engine {
    let ruleset =
        ruleset_with(json!({ "scores": scores, "tags": [], "segments": [], "stages": [], "rules": [] }));
    Engine::new(Ruleset::from_json(&ruleset).unwrap(), Options::default()).unwrap()
}

fn scores() -> Value {
    let bucket = |id: &str, min: i32| json!({"id": id, "name": {"zh": id, "en": id}, "min": min});
    json!([
        {"id": "will_buy", "name": {"zh": "购买概率", "en": "will buy"},
         "predict": {"what": "purchase", "event": "order", "horizon": {"last": 90, "unit": "day"}}},
        {"id": "churn", "name": {"zh": "流失", "en": "churn"}, "buckets": [bucket("low", 0), bucket("high", 50)],
         "predict": {"what": "churn", "event": "order"}},
        {"id": "worth", "name": {"zh": "价值", "en": "worth"},
         "predict": {"what": "lifetime_value", "event": "order", "amount": "amount"}},
    ])
}

/// Customers who buy at rates of their own and some day stop, over two years until 2026-06-30.
fn buy(engine: &mut Engine, customers: usize) {
    let mut state = 7_u64;
    let mut random = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64
    };
    let (mut records, mut orders) = (Vec::<Input>::new(), Vec::<Input>::new());
    for n in 0..customers {
        let id = format!("c{n}");
        records.push(input(&[("id", &id), ("company", &format!("第{n}号企业{}有限公司", n * 7919))]));
        let (rate, leaves, value) =
            (0.002 + 0.03 * random() * random(), 0.02 + 0.2 * random(), 500.0 + 5000.0 * random());
        let mut day = 700.0 * random();
        while day < 730.0 {
            let date = kehu::normalize::civil::Date::from_days(19_905 + day as i64).to_string();
            let amount = format!("{:.2}", value * (0.5 + random()));
            let event = format!("{id}-{}", orders.len());
            orders.push(input(&[
                ("event_id", &event),
                ("type", "order"),
                ("time", &date),
                ("amount", &amount),
                ("record_id", &id),
            ]));
            if random() < leaves {
                break;
            }
            day += -(1.0 - random()).ln() / rate;
        }
    }
    engine.upsert(&records, "crm", NOW).unwrap();
    engine.track(&orders, NOW).unwrap();
}

fn score(customer: &Value, id: &str) -> Option<i64> {
    customer["scores"]
        .as_array()
        .unwrap()
        .iter()
        .find(|score| score["id"] == id)
        .map(|score| score["value"].as_i64().unwrap())
}

#[test]
fn fitted_scores_tell_who_will_buy_and_for_how_much() {
    let mut engine = engine_with(scores());
    buy(&mut engine, 600);
    assert!(
        customers(&mut engine).values().all(|customer| score(customer, "will_buy").is_none()),
        "not fitted yet"
    );
    let outcome = engine.foretell(NOW).unwrap();
    assert!(outcome.scores.iter().all(|score| score.fitted), "{outcome:?}");
    assert!(outcome.scores[2].model.unwrap().spending.is_some());
    let check = outcome.scores[0].check.unwrap();
    let share = check.foretold / check.happened as f64;
    assert!((0.8..1.25).contains(&share), "{check:?}");

    let all = customers(&mut engine);
    let fresh = |customer: &&Value| customer["events"]["last"].as_str().is_some_and(|last| last > "2026-06");
    let stale = |customer: &&Value| customer["events"]["last"].as_str().is_some_and(|last| last < "2025-06");
    let mean = |customers: &mut dyn Iterator<Item = &Value>, id: &str| {
        let values: Vec<i64> = customers.filter_map(|customer| score(customer, id)).collect();
        values.iter().sum::<i64>() as f64 / values.len() as f64
    };
    for id in ["will_buy", "worth"] {
        let (now, long_ago) =
            (mean(&mut all.values().filter(fresh), id), mean(&mut all.values().filter(stale), id));
        assert!(now > 2.0 * long_ago, "{id}: {now} and {long_ago}");
    }
    assert!(
        all.values()
            .filter_map(|customer| score(customer, "churn"))
            .all(|percent| (0..=100).contains(&percent))
    );

    let id =
        all.values().find(|customer| score(customer, "worth").is_some()).unwrap()["id"].as_str().unwrap();
    let customer = engine.customer(id, &CustomerView::at(NOW)).unwrap();
    let worth = customer.scores.iter().find(|score| score.id == "worth").unwrap();
    assert_eq!(worth.reasons.len(), 3);
    assert_eq!(
        customer.next_change_at.as_deref(),
        Some("2026-07-01T00:00:00+08:00"),
        "all have waited a day more then"
    );

    let restored = Engine::restore(&engine.snapshot().unwrap(), Options::default()).unwrap();
    assert_eq!(restored.digest(), engine.digest());
    let mut replayed = engine_with(scores());
    replayed.replay(&engine.take_journal().concat()).unwrap();
    assert_eq!(replayed.digest(), engine.digest());
    assert_eq!(customers(&mut replayed), all);
}

#[test]
fn where_there_is_too_little_to_tell_nothing_is_told() {
    let mut engine = engine_with(scores());
    buy(&mut engine, 30);
    let outcome = engine.foretell(NOW).unwrap();
    assert!(outcome.scores.iter().all(|score| !score.fitted && score.check.is_none() && score.customers > 0));
    assert!(
        customers(&mut engine).values().all(|customer| customer["scores"].as_array().unwrap().is_empty())
    );
}

#[test]
fn a_model_may_come_with_the_ruleset_and_faults_are_named() {
    let model = json!({"r": 0.24, "alpha": 30.9, "a": 0.79, "b": 2.43});
    let with = |predict: Value| json!([{"id": "x", "name": {"zh": "x", "en": "x"}, "predict": predict}]);
    let mut engine = engine_with(with(json!({"what": "purchase", "event": "order", "model": model})));
    buy(&mut engine, 3);
    assert!(customers(&mut engine).values().any(|customer| score(customer, "x").is_some()));
    let fault = |predict: Value| {
        let ruleset = ruleset_with(
            json!({ "scores": with(predict), "tags": [], "segments": [], "stages": [], "rules": [] }),
        );
        let error = Engine::new(Ruleset::from_json(&ruleset).unwrap(), Options::default()).unwrap_err();
        (error.code(), error.path().to_owned())
    };
    assert_eq!(
        fault(json!({"what": "purchase", "event": "ordr"})),
        ("condition/unknown_event", "scores[0].predict.event".into())
    );
    assert_eq!(fault(json!({"what": "lifetime_value", "event": "order"})).1, "scores[0].predict.amount");
}
