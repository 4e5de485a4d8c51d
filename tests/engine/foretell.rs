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

fn cycle_scores() -> Value {
    let score = |id: &str, what: &str| {
        json!({"id": id, "name": {"zh": id, "en": id}, "predict": {"what": what, "event": "order",
          "where": {"field": "product", "op": "equals", "value": "A"}}})
    };
    json!([score("due", "next_purchase"), score("elapsed", "cycle_elapsed")])
}

fn order(id: &str, record: &str, day: &str, product: &str) -> Input {
    let pairs =
        [("event_id", id), ("type", "order"), ("time", day), ("record_id", record), ("product", product)];
    input(&pairs)
}

fn company(id: &str, n: usize) -> Input {
    input(&[("id", id), ("company", &format!("第{n}号企业{}有限公司", n * 7919))])
}

fn view(engine: &mut Engine, record: &str) -> Value {
    let id = customer_of(engine, record);
    serde_json::to_value(engine.customer(&id, &CustomerView::at(NOW)).unwrap()).unwrap()
}

#[test]
fn the_next_purchase_is_told_by_the_own_rhythm_or_that_of_all_or_not_at_all() {
    let mut engine = engine_with(cycle_scores());
    engine.upsert(&[company("own", 1), company("two", 2), company("none", 3)], "crm", NOW).unwrap();
    let told = [
        // 30, 32 and 40 days apart; another product and a second order on one day change nothing.
        order("1", "own", "2026-03-10", "A"),
        order("2", "own", "2026-04-09", "A"),
        order("3", "own", "2026-04-09T15:00:00+08:00", "A"),
        order("4", "own", "2026-04-20", "B"),
        order("5", "own", "2026-05-11", "A"),
        order("6", "own", "2026-06-20", "A"),
        order("7", "two", "2026-01-01", "A"),
        order("8", "two", "2026-02-01", "A"),
    ];
    engine.track(&told, NOW).unwrap();
    let own = view(&mut engine, "own");
    assert_eq!(
        (score(&own, "due"), score(&own, "elapsed")),
        (Some(22), Some(31)),
        "32 days, of which 10 passed"
    );
    let forecast = &own["forecasts"][0];
    let span = [&forecast["from"], &forecast["next"], &forecast["until"]];
    assert_eq!(span, ["2026-07-20", "2026-07-22", "2026-07-30"]);
    assert_eq!((&forecast["own"], &forecast["overdue"]), (&json!(true), &json!(false)));
    assert_eq!(own["nextChangeAt"], "2026-07-01T00:00:00+08:00");
    let two = view(&mut engine, "two");
    assert_eq!(score(&two, "due"), None);
    assert_eq!(two["forecasts"][0]["code"], "forecast/too_little");
    assert!(!two["forecasts"][0]["text"].as_str().unwrap().contains('{'));
    assert_eq!(view(&mut engine, "none")["forecasts"], json!([]), "nothing to tell of one who never bought");

    let outcome = engine.foretell(NOW).unwrap();
    let reason = outcome.scores[0].reason.as_ref().unwrap();
    assert_eq!((reason.code.as_ref(), reason.params.get("count")), ("predict/repeaters", Some("2")));
    assert!(!outcome.scores[0].fitted && outcome.scores[0].cycle.is_none());
    let (mut more, mut orders) = (Vec::new(), Vec::new());
    for n in 0..60 {
        let record = format!("m{n}");
        more.push(company(&record, n + 10));
        for day in ["2026-01-01", "2026-01-21", "2026-02-10"] {
            orders.push(order(&format!("{record}{day}"), &record, day, "A"));
        }
    }
    engine.upsert(&more, "crm", NOW).unwrap();
    engine.track(&orders, NOW).unwrap();
    assert_eq!(engine.foretell(NOW).unwrap().scores[1].cycle.unwrap().gap, 20.0);
    let two = view(&mut engine, "two");
    assert_eq!(score(&two, "due"), Some(20 - 149), "by the rhythm of all, and long overdue");
    assert_eq!((&two["forecasts"][0]["own"], &two["forecasts"][0]["overdue"]), (&json!(false), &json!(true)));
    let late = json!({"score": "elapsed", "op": "gt", "value": 200});
    assert_eq!(engine.segment(&late, NOW).unwrap().count, 61, "conditions can ask for it");
}

fn propensity() -> Value {
    json!([{"id": "wants_a", "name": {"zh": "A 倾向", "en": "wants A"},
      "buckets": [{"id": "low", "name": {"zh": "低", "en": "low"}, "min": 0}, {"id": "high", "name": {"zh": "高", "en": "high"}, "min": 50}],
      "predict": {"what": "propensity", "event": "order", "amount": "amount", "horizon": {"last": 90, "unit": "day"},
        "where": {"field": "product", "op": "equals", "value": "A"}}}])
}

/// Of those who tried it early in the year most bought A in spring, of the others few; chips bring nothing but noise.
fn try_and_buy(engine: &mut Engine, customers: usize) {
    let (mut records, mut events) = (Vec::new(), Vec::new());
    for n in 0..customers {
        let id = format!("t{n}");
        let industry = if n % 3 == 0 { "制造业" } else { "零售业" };
        records.push(input(&[
            ("id", &id),
            ("company", &format!("第{n}号企业{}有限公司", n * 7919)),
            ("industry", industry),
        ]));
        let mut event = |kind: &str, day: &str, product: &str| {
            let name = format!("{id}{kind}{day}");
            let pairs = [("event_id", name.as_str()), ("type", kind), ("time", day), ("record_id", &id)];
            events.push(input(&pairs.into_iter().chain([("product", product)]).collect::<Vec<_>>()));
        };
        event("visit", &format!("2026-01-{:02}", n % 28 + 1), "");
        let tried = n % 2 == 0;
        if tried {
            event("trial", &format!("2026-03-{:02}", n % 28 + 1), "A");
        }
        if (tried && n % 10 != 0) || n % 17 == 0 {
            event("order", &format!("2026-05-{:02}", n % 28 + 1), "A");
        }
        if n % 4 == 1 {
            event("order", "2026-05-20", "B");
        }
    }
    engine.upsert(&records, "crm", NOW).unwrap();
    engine.track(&events, NOW).unwrap();
}

#[test]
fn who_will_want_a_product_is_learned_and_checked_on_others() {
    let mut engine = engine_with(propensity());
    try_and_buy(&mut engine, 800);
    assert!(customers(&mut engine).values().all(|customer| score(customer, "wants_a").is_none()));
    let outcome = engine.foretell(NOW).unwrap();
    let fitted = &outcome.scores[0];
    let (model, check) = (fitted.propensity.clone().unwrap(), fitted.reliability.clone().unwrap());
    assert_eq!((fitted.customers, fitted.fitted), (800, true));
    assert!(check.auc.unwrap() > 0.85 && check.brier < 0.12, "{check:?}");
    assert!((100..220).contains(&check.customers), "a fifth is kept aside: {check:?}");
    let told: f64 = check.bins.iter().map(|bin| bin.foretold * bin.customers as f64).sum();
    assert!((told / check.happened as f64 - 1.0).abs() < 0.15, "as many as foretold: {check:?}");
    let strongest = model.features.iter().max_by(|a, b| a.weight.abs().total_cmp(&b.weight.abs())).unwrap();
    assert_eq!(strongest.name, "trial", "{model:?}");

    // Now is not then: that those who tried it did so long ago weighs less. So ask for the time of learning.
    let then = "2026-04-01T09:00:00+08:00";
    let high = json!({"score": "wants_a", "bucket": "high"});
    let ids = engine.segment(&high, then).unwrap().ids;
    assert!((350..450).contains(&ids.len()), "{}", ids.len());
    let id = customer_of(&engine, "t2");
    assert!(ids.contains(&id));
    let customer = engine.customer(&id, &CustomerView::at(then)).unwrap();
    let wants = &customer.scores[0];
    assert!(wants.reasons[0].weight.unwrap() > 0 && wants.reasons.len() <= 5, "{wants:?}");
    assert_eq!(wants.reasons[0].params.get("event"), Some("试用"), "in words: {wants:?}");

    let restored = Engine::restore(&engine.snapshot().unwrap(), Options::default()).unwrap();
    assert_eq!(restored.digest(), engine.digest());
    let mut replayed = engine_with(propensity());
    replayed.replay(&engine.take_journal().concat()).unwrap();
    assert_eq!(replayed.digest(), engine.digest());
    assert_eq!(customers(&mut replayed), customers(&mut engine));
    assert_eq!(engine.foretell(NOW).unwrap(), outcome, "the same again");
}

#[test]
fn a_propensity_is_refused_with_its_reason_and_its_faults_are_named() {
    let mut engine = engine_with(propensity());
    try_and_buy(&mut engine, 80);
    let fitted = &engine.foretell(NOW).unwrap().scores[0];
    let reason = fitted.reason.as_ref().unwrap();
    assert_eq!(reason.code, "predict/positives");
    assert!(!fitted.fitted && fitted.text.as_ref().unwrap().contains("50"), "{fitted:?}");
    assert!(customers(&mut engine).values().all(|customer| score(customer, "wants_a").is_none()));
    let fault = |key: &str, part: Value| {
        let mut scores = propensity();
        scores[0]["predict"][key] = part;
        let ruleset =
            ruleset_with(json!({ "scores": scores, "tags": [], "segments": [], "stages": [], "rules": [] }));
        let made = Ruleset::from_json(&ruleset).and_then(|of| Engine::new(of, Options::default()));
        let error = made.map(|_| ()).unwrap_err();
        (error.code(), error.path().to_owned())
    };
    let feature = |feature: &str, name: &str, deviation: f64| {
        json!({"intercept": 0, "features": [
            {"feature": feature, "name": name, "mean": 0, "deviation": deviation, "weight": 1}]})
    };
    let at = |path: &str| format!("scores[0].predict.{path}");
    for (key, part, code, path) in [
        ("where", json!({"field": "produkt", "op": "exists"}), "condition/unknown_property", "where.field"),
        ("fields", json!(["industri"]), "condition/unknown_field", "fields"),
        (
            "propensity",
            feature("recency", "vizit", 1.0),
            "condition/unknown_event",
            "propensity.features[0].name",
        ),
        ("propensity", feature("known", "", 0.0), "condition/expected", "propensity.features[0].deviation"),
    ] {
        assert_eq!(fault(key, part), (code, at(path)));
    }
}

/// Two sorts of company: many small ones that buy often, and fewer large ones that never do.
fn two_sorts(engine: &mut Engine, customers: std::ops::Range<usize>) {
    let (mut records, mut orders) = (Vec::<Input>::new(), Vec::<Input>::new());
    for n in customers {
        let (id, large) = (format!("c{n}"), n % 3 == 0);
        let employees = (if large { 5_000 } else { 20 } + n % 7).to_string();
        let company = format!("第{n}号企业{}有限公司", n * 7919);
        records.push(input(&[("id", &id), ("company", &company), ("employees", &employees)]));
        for order in 0..if large { 0 } else { 3 } {
            let event = format!("{id}-{order}");
            orders.push(input(&[
                ("event_id", &event),
                ("type", "order"),
                ("time", "2026-06-01"),
                ("record_id", &id),
            ]));
        }
    }
    engine.upsert(&records, "crm", NOW).unwrap();
    engine.track(&orders, NOW).unwrap();
}

fn sorts() -> Value {
    let bucket = |id: &str, min: i32| json!({"id": id, "name": {"zh": id, "en": id}, "min": min});
    json!([{ "id": "sort", "name": { "zh": "群组", "en": "sort" }, "buckets": [bucket("many", 1), bucket("few", 2)],
        "cluster": { "features": [{ "field": "employees" },
            { "name": { "zh": "订单", "en": "orders" }, "measure": { "event": "order", "within": { "last": 90, "unit": "day" } } }] } }])
}

#[test]
fn groups_of_alike_customers_are_a_score_that_conditions_can_test() {
    let mut engine = engine_with(sorts());
    two_sorts(&mut engine, 0..49);
    let few = engine.foretell(NOW).unwrap().scores.remove(0);
    assert_eq!((few.fitted, few.reason.unwrap().code.as_ref()), (false, "predict/customers"));
    let known = json!({ "score": "sort", "op": "gte", "value": 1 });
    assert_eq!(engine.segment(&known, NOW).unwrap().count, 0, "no group without a model");
    two_sorts(&mut engine, 49..90);
    let fitted = engine.foretell(NOW).unwrap().scores.remove(0);
    assert_eq!((fitted.fitted, fitted.customers, fitted.sizes.as_slice()), (true, 90, &[60, 30][..]));
    let count = |engine: &mut Engine, bucket: &str, now: &str| {
        engine.segment(&json!({ "score": "sort", "bucket": bucket }), now).unwrap().count
    };
    assert_eq!((count(&mut engine, "many", NOW), count(&mut engine, "few", NOW)), (60, 30));
    // A quarter later the orders no longer count: where somebody stands changes with time.
    let later = engine.segment(&json!({ "score": "sort", "bucket": "many" }), NOW).unwrap().next_change_at;
    assert_eq!(later.as_deref(), Some("2026-08-30T00:00:00+08:00"));
    // The large ones become the more, but keep their number.
    let more: Vec<Input> = (100..200)
        .map(|n: usize| {
            let (id, company) = (format!("c{n}"), format!("第{n}号企业{}有限公司", n * 7919));
            input(&[("id", &id), ("company", &company), ("employees", "5000")])
        })
        .collect();
    engine.upsert(&more, "crm", NOW).unwrap();
    assert_eq!(engine.foretell(NOW).unwrap().scores[0].sizes, [60, 130]);
    assert_eq!((count(&mut engine, "many", NOW), count(&mut engine, "few", NOW)), (60, 130));
    let mut restored = Engine::restore(&engine.snapshot().unwrap(), Options::default()).unwrap();
    assert_eq!((count(&mut restored, "many", NOW), count(&mut restored, "few", NOW)), (60, 130));
    let id = customer_of(&engine, "c0");
    let score = &engine.customer(&id, &CustomerView::at(NOW)).unwrap().scores[0];
    assert_eq!((score.value, score.bucket, score.reasons.len()), (2, Some("few"), 2));
}

#[test]
fn groups_need_numbers_that_are_there() {
    let fault = |features: Value| {
        let mut scores = sorts();
        scores[0]["cluster"]["features"] = features;
        let ruleset = Ruleset::from_json(&ruleset_with(
            json!({ "scores": scores, "tags": [], "segments": [], "stages": [], "rules": [] }),
        ));
        let error = Engine::new(ruleset.unwrap(), Options::default()).map(|_| ()).unwrap_err();
        (error.code(), error.path().to_owned())
    };
    let path = |rest: &str| format!("scores[0].cluster.features{rest}");
    assert_eq!(fault(json!([])), ("condition/expected", path("")));
    assert_eq!(fault(json!([{}])), ("condition/expected", path("[0]")));
    assert_eq!(fault(json!([{ "field": "city" }])), ("condition/function_type", path("[0].field")));
    assert_eq!(fault(json!([{ "measure": { "event": "order" } }])), ("condition/expected", path("[0]")));
}
