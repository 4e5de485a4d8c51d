//! The analyses over many customers, against figures worked out by hand.

use kehu::engine::{
    AssociationQuery, AttributionQuery, ClusterQuery, CohortQuery, Engine, Input, KpiQuery, ModelName,
    Options, OverlapQuery, ProfileQuery,
};
use kehu::messages::Language;
use kehu::schema::ruleset::Ruleset;
use serde_json::{Value, json};

use crate::world::*;

fn engine_with(segments: Value) -> Engine {
    let parts =
        json!({ "segments": segments, "tags": [], "scores": [], "stages": [], "rules": [], "funnel": {} });
    let ruleset = Ruleset::from_json(&ruleset_with(parts)).unwrap();
    Engine::new(ruleset, Options { language: Language::En, ..Options::default() }).unwrap()
}

/// Companies of these ids, with more fields.
fn companies(engine: &mut Engine, ids: &[&str], more: &dyn Fn(usize) -> Vec<(&'static str, String)>) {
    let company = |(n, id): (usize, &&str)| {
        let name = format!("第{n}号企业{}有限公司", n * 7919);
        let mut pairs = vec![("id".to_owned(), (*id).to_owned()), ("company".to_owned(), name)];
        pairs.extend(more(n).into_iter().map(|(key, value)| (key.to_owned(), value)));
        Input::from_pairs(pairs)
    };
    let records: Vec<Input> = ids.iter().enumerate().map(company).collect();
    engine.upsert(&records, "crm", NOW).unwrap();
    assert_eq!(engine.edition().customers, ids.len());
}

/// Events as lines of `record type time property=value …`.
fn told(engine: &mut Engine, lines: &str) {
    let event = |(n, line): (usize, &str)| {
        let mut words = line.split_whitespace();
        let mut pairs = vec![("event_id".to_owned(), n.to_string())];
        for key in ["record_id", "type", "time"] {
            pairs.push((key.to_owned(), words.next().unwrap().to_owned()));
        }
        pairs
            .extend(words.filter_map(|word| word.split_once('=')).map(|(k, v)| (k.to_owned(), v.to_owned())));
        Input::from_pairs(pairs)
    };
    let lines = lines.lines().map(str::trim).filter(|line| !line.is_empty());
    engine.track(&lines.enumerate().map(event).collect::<Vec<_>>(), NOW).unwrap();
}

fn query<T: kehu::json::Document>(mut value: Value) -> T {
    value["now"] = json!(NOW);
    kehu::json::document(value, "input/invalid").unwrap()
}

fn seen(result: impl serde::Serialize) -> Value {
    serde_json::to_value(result).unwrap()
}

fn segment(id: &str, event: &str) -> Value {
    json!({ "id": id, "name": { "zh": id, "en": id }, "when": { "event": event } })
}

#[test]
fn segments_overlap_in_parts_of_which_each_customer_is_in_one() {
    let mut engine = engine_with(json!([segment("buyers", "order"), segment("visited", "visit")]));
    companies(&mut engine, &["a", "b", "c", "d", "e"], &|n| {
        if n == 3 { vec![("industry", "制造业".to_owned())] } else { vec![] }
    });
    told(
        &mut engine,
        "a order 2026-05-01
         a visit 2026-05-01
         b order 2026-05-01
         c visit 2026-05-01
         d visit 2026-05-01",
    );
    let sets = json!(["buyers", "visited", { "field": "industry", "op": "exists" }]);
    let overlap: OverlapQuery = query(json!({ "sets": sets, "ids": true }));
    let answer = seen(engine.overlap(&overlap).unwrap());
    assert_eq!(answer["customers"], 5, "one is in no set");
    let names: Vec<&Value> = answer["sets"].as_array().unwrap().iter().map(|set| &set["name"]).collect();
    assert_eq!(names[..2], ["buyers", "visited"]);
    assert!(names[2].as_str().unwrap().contains("Industry"), "a condition is told in words: {}", names[2]);
    let counts: Vec<(&Value, &Value)> =
        answer["sets"].as_array().unwrap().iter().map(|set| (&set["count"], &set["only"])).collect();
    assert_eq!(counts, [(&json!(2), &json!(1)), (&json!(3), &json!(1)), (&json!(1), &json!(0))]);
    let parts: Vec<(&Value, &Value)> =
        answer["parts"].as_array().unwrap().iter().map(|part| (&part["sets"], &part["count"])).collect();
    let one = json!(1);
    assert_eq!(
        parts,
        [(&json!([0]), &one), (&json!([1]), &one), (&json!([0, 1]), &one), (&json!([1, 2]), &one)]
    );
    assert_eq!(answer["parts"][2]["ids"], json!([customer_of(&engine, "a")]));
    assert_eq!(
        answer["pairs"][0],
        json!({ "a": 0, "b": 1, "both": 1, "onlyA": 1, "onlyB": 2, "jaccard": 0.25 })
    );
    let fault = |engine: &mut Engine, sets: Value| {
        let error = engine.overlap(&query(json!({ "sets": sets }))).unwrap_err();
        (error.code(), error.path().to_owned())
    };
    assert_eq!(fault(&mut engine, json!(["buyers"])), ("condition/expected", "sets".into()));
    assert_eq!(
        fault(&mut engine, json!(["buyers", "byers"])),
        ("condition/unknown_segment", "sets[1]".into())
    );
}

#[test]
fn a_profile_tells_what_sets_a_group_apart_and_what_may_be_chance() {
    let mut engine = engine_with(json!([segment("visited", "visit")]));
    let ids: Vec<String> = (0..80).map(|n| n.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    // The first 40 are visited, of them 36 are in manufacturing; of the others 4. Three of all are in Hangzhou.
    companies(&mut engine, &ids, &|n| {
        let industry = if (n < 40) == (n % 10 != 0) { "制造业" } else { "零售业" };
        let mut more =
            vec![("industry", industry.to_owned()), ("employees", (10 * (n / 40 + 1)).to_string())];
        if n % 30 == 5 {
            more.push(("city", "杭州市".to_owned()));
        }
        more
    });
    let visits: String = (0..40).map(|n| format!("{n} visit 2026-05-01\n")).collect();
    told(&mut engine, &visits);
    let profile: ProfileQuery = query(json!({ "of": "visited" }));
    let answer = seen(engine.profile(&profile).unwrap());
    assert_eq!((&answer["customers"], &answer["others"]), (&json!(40), &json!(40)));
    let all = answer["traits"].as_array().unwrap();
    let of = |id: &str, count: u64| all.iter().find(|one| one["id"] == id && one["count"] == count).unwrap();
    let industry = of("industry", 36);
    assert_eq!((&industry["share"], &industry["otherShare"]), (&json!(0.9), &json!(0.1)));
    assert_eq!((&industry["lift"], &industry["significant"]), (&json!(9.0), &json!(true)));
    assert_eq!((&industry["value"], &industry["label"]), (&json!("C"), &json!("制造业")));
    let city = of("city", 2);
    assert!(city.get("p").is_none() && city["significant"] == false, "{city}");
    assert!(city["note"].as_str().unwrap().contains("too few"));
    let employees = answer["figures"].as_array().unwrap().iter().find(|of| of["id"] == "employees").unwrap();
    assert_eq!((&employees["mean"], &employees["otherMedian"]), (&json!(10.0), &json!(20.0)));
    let analyst = ProfileQuery { access: access("analyst", ""), ..profile.clone() };
    let masked = seen(engine.profile(&analyst).unwrap());
    assert_eq!(masked["traits"], answer["traits"], "nothing here is hidden from it");
    let hidden = json!({ "field": "strength", "op": "gt", "value": 1 });
    let probe = ProfileQuery { of: hidden, ..analyst };
    assert_eq!(engine.profile(&probe).unwrap_err().code(), "privacy/field", "nor may it find out by asking");
    assert_eq!(
        engine.profile(&ProfileQuery { access: access("nobody", ""), ..profile }).unwrap_err().code(),
        "privacy/role"
    );
}

#[test]
fn cohorts_are_counted_by_the_calendar_and_the_running_period_is_not_complete() {
    let mut engine = engine_with(json!([]));
    companies(&mut engine, &["x", "y", "z", "none"], &|_| vec![]);
    told(
        &mut engine,
        "x order 2026-04-10
         x order 2026-05-02
         x order 2026-06-20
         x order 2026-07-01
         y visit 2026-01-01
         y order 2026-04-30T23:30:00+08:00
         z order 2026-05-31T17:00:00Z",
    );
    let cohorts: CohortQuery = query(json!({ "began": { "event": "order" } }));
    let answer = seen(engine.cohorts(&cohorts).unwrap());
    assert_eq!((&answer["running"], answer["rows"].as_array().unwrap().len()), (&json!("2026-06"), 3));
    let row =
        |n: usize| (&answer["rows"][n]["period"], &answer["rows"][n]["size"], &answer["rows"][n]["retained"]);
    assert_eq!(row(0), (&json!("2026-04"), &json!(2), &json!([2, 1, 1])));
    assert_eq!(row(1), (&json!("2026-05"), &json!(0), &json!([0, 0])), "nobody began in May");
    assert_eq!(row(2), (&json!("2026-06"), &json!(1), &json!([1])), "in China it was June already");
    assert_eq!(answer["average"], json!([1.0, 0.5]), "the running month is left out");
    let any: CohortQuery = query(json!({ "unit": "quarter", "came": { "event": "order" }, "periods": 1 }));
    let answer = seen(engine.cohorts(&any).unwrap());
    let expected =
        json!([{ "period": "2026-Q2", "from": "2026-04-01", "size": 2, "retained": [2], "rates": [1.0] }]);
    assert_eq!(answer["rows"], expected, "the other began with a visit in the first quarter");
}

#[test]
fn conversions_are_credited_to_channels_without_a_rest() {
    let mut engine = engine_with(json!([]));
    companies(&mut engine, &["a", "b", "c", "d"], &|_| vec![]);
    told(
        &mut engine,
        "a expo 2026-05-01 channel=展会
         a visit 2026-05-08 channel=电话
         a order 2026-05-15 amount=1000
         b visit 2026-05-01 channel=电话
         b order 2026-05-02 amount=300
         b order 2026-05-03 amount=200
         c download 2026-05-01
         d expo 2026-01-01 channel=展会
         d order 2026-05-10 amount=50",
    );
    let asked = json!({
        "conversion": { "event": "order" }, "value": "amount", "touches": ["expo", "visit", "download"]
    });
    let attribution: AttributionQuery = query(asked.clone());
    let answer = seen(engine.attribution(&attribution).unwrap());
    assert_eq!(answer["total"], json!({ "conversions": 4.0, "value": "1550" }));
    assert_eq!(answer["attributed"], json!({ "conversions": 2.0, "value": "1300" }));
    assert_eq!(
        answer["direct"],
        json!({ "conversions": 2.0, "value": "250" }),
        "a contact counts once, and for 90 days"
    );
    assert_eq!(answer["lost"], 1);
    let channels = answer["channels"].as_array().unwrap();
    let names: Vec<&Value> = channels.iter().map(|channel| &channel["name"]).collect();
    assert_eq!(names, ["电话", "download", "展会"], "one without a channel is called by its type");
    let credit = |channel: usize, model: &str| {
        let credits = channels[channel]["credits"].as_array().unwrap();
        let of = credits.iter().find(|credit| credit["model"] == model).unwrap();
        (of["conversions"].as_f64().unwrap(), of["value"].as_str().unwrap().to_owned())
    };
    let worth = |conversions: f64, value: &str| (conversions, value.to_owned());
    for (model, phone, expo) in [
        ("first", worth(1.0, "300"), worth(1.0, "1000")),
        ("last", worth(2.0, "1300"), worth(0.0, "0")),
        ("linear", worth(1.5, "800"), worth(0.5, "500")),
        ("time_decay", worth(1.6667, "966.6667"), worth(0.3333, "333.3333")),
        ("position", worth(1.5, "800"), worth(0.5, "500")),
        // Without the expo half of what is converted would be lost, without the telephone all: 1 to 2.
        ("markov", worth(1.3333, "866.6667"), worth(0.6667, "433.3333")),
    ] {
        assert_eq!((credit(0, model), credit(2, model)), (phone, expo), "{model}");
        assert_eq!(credit(1, model), worth(0.0, "0"), "{model}: it led nowhere");
    }
    let may = AttributionQuery {
        from: Some("2026-05-03".into()),
        until: Some("2026-05-11".into()),
        models: vec![ModelName::Last],
        ..attribution.clone()
    };
    let answer = seen(engine.attribution(&may).unwrap());
    assert_eq!(answer["total"], json!({ "conversions": 2.0, "value": "250" }));
    let fault = |engine: &mut Engine, key: &str, value: Value| {
        let mut asked = asked.clone();
        asked[key] = value;
        let error = engine.attribution(&query(asked)).unwrap_err();
        (error.code(), error.path().to_owned())
    };
    for (key, value, code, path) in [
        ("touches", json!(["exbo"]), "condition/unknown_event", "touches"),
        ("value", json!("product"), "condition/function_type", "value"),
        ("conversion", json!({ "event": "ordr" }), "condition/unknown_event", "conversion.event"),
        ("halfLife", json!(0), "condition/expected", "halfLife"),
    ] {
        assert_eq!(fault(&mut engine, key, value), (code, path.to_owned()));
    }
}

#[test]
fn key_figures_are_what_is_worked_out_by_hand() {
    let mut engine = engine_with(json!([]));
    companies(&mut engine, &["a", "b", "c", "d"], &|_| vec![]);
    told(
        &mut engine,
        "a visit 2026-04-02
         a opportunity 2026-04-05 opportunity_id=o1 stage=open
         a opportunity 2026-04-12 opportunity_id=o1 stage=won
         a order 2026-04-12 amount=100 product=A
         a invoice 2026-04-13 invoice_no=i1 amount=100 due_date=2026-05-01
         a ticket 2026-05-01 satisfaction=4
         a ticket 2026-05-02 satisfaction=9
         b visit 2026-05-01
         c visit 2026-02-01
         c order 2026-02-11 amount=50 product=A
         c order 2026-05-05 amount=70 product=B
         d order 2026-01-10 amount=30 product=A",
    );
    let ticket = json!({ "event": "ticket", "property": "satisfaction" });
    let kpis: KpiQuery = query(json!({
        "from": "2026-04-01", "until": "2026-06-30", "costs": { "marketing": "300", "sales": "100" },
        "satisfaction": ticket, "nps": ticket,
        "won": { "event": "opportunity", "where": { "field": "stage", "op": "equals", "value": "won" } },
    }));
    let answer = seen(engine.kpis(&kpis).unwrap());
    assert_eq!(answer["previousFrom"], "2026-01-01T00:00:00+08:00");
    let of = |id: &str, when: &str| {
        let kpi = answer["kpis"].as_array().unwrap().iter().find(|kpi| kpi["id"] == id).unwrap();
        assert!(!kpi["definition"].as_str().unwrap().is_empty(), "{kpi}");
        if let Some(told) = kpi[when]["value"].as_f64() {
            let part = |key: &str| kpi[when][key].as_str().unwrap().parse::<f64>().unwrap();
            let expected = match (kpi["form"].as_str().unwrap(), kpi["unit"].as_str().unwrap()) {
                ("quotient", "percent") => part("numerator") / part("denominator") * 100.0,
                ("quotient", _) => part("numerator") / part("denominator"),
                _ => part("numerator"),
            };
            assert!((told - expected).abs() < 1e-3, "{kpi}");
        }
        kpi[when]["value"].as_f64()
    };
    for (id, current, previous, why) in [
        ("leads", Some(2.0), Some(2.0), "a and b; before them c and d"),
        ("conversion", Some(50.0), Some(100.0), "a bought; c and d did"),
        ("cost_per_lead", Some(150.0), None, "300 for two"),
        ("new_customers", Some(1.0), Some(2.0), "a; c and d"),
        ("acquisition_cost", Some(400.0), None, "300 and 100 for one"),
        ("revenue", Some(170.0), Some(80.0), "100 and 70; 50 and 30"),
        ("average_order", Some(85.0), Some(40.0), "of two each"),
        ("repurchase", Some(50.0), Some(0.0), "c of a and c"),
        ("lifetime_value", Some(83.3333), Some(40.0), "250 of three; 80 of two"),
        ("churn", Some(50.0), None, "of c and d one did not come back; nobody was active before"),
        ("sales_cycle", Some(10.0), Some(5.0), "a took ten days; c ten and d none"),
        ("opportunity_cycle", Some(7.0), None, "from 5 to 12 April"),
        ("cross_sell", Some(100.0), None, "c bought B after A"),
        ("satisfaction", Some(6.5), None, "4 and 9"),
        ("nps", Some(0.0), None, "one for, one against"),
        ("overdue", Some(100.0), None, "what a owes since May"),
    ] {
        assert_eq!((of(id, "current"), of(id, "previous")), (current, previous), "{id}: {why}");
    }
    let plain = seen(engine.kpis(&query(json!({}))).unwrap());
    let ids: Vec<&Value> = plain["kpis"].as_array().unwrap().iter().map(|kpi| &kpi["id"]).collect();
    assert!(
        !ids.contains(&&json!("nps")) && !ids.contains(&&json!("cost_per_lead")),
        "nothing to count by: {ids:?}"
    );
    let wrong: KpiQuery = query(json!({ "costs": { "sales": "much" } }));
    assert_eq!(engine.kpis(&wrong).unwrap_err().path(), "costs.sales");
}

/// The baskets of Tan, Steinbach and Kumar, "Introduction to Data Mining" (2005), table 6.1.
const BASKETS: &str = "1 order 2026-05-01 product=bread
    1 order 2026-05-01 product=milk
    2 order 2026-05-01 product=bread
    2 order 2026-05-01 product=diapers
    2 order 2026-05-01 product=beer
    2 order 2026-05-02 product=eggs
    3 order 2026-05-01 product=milk
    3 order 2026-05-01 product=diapers
    3 order 2026-05-01 product=beer
    3 order 2026-05-01 product=cola
    4 order 2026-05-01 product=bread order_id=n1
    4 order 2026-05-01 product=milk order_id=n1
    4 order 2026-05-01 product=diapers order_id=n2
    4 order 2026-05-01 product=beer order_id=n2
    5 order 2026-05-01 product=bread
    5 order 2026-05-01 product=milk
    5 order 2026-05-01 product=diapers
    5 order 2026-05-01 product=cola";

#[test]
fn what_is_bought_together_is_offered_to_who_lacks_it() {
    let mut engine = engine_with(json!([]));
    companies(&mut engine, &["1", "2", "3", "4", "5", "new"], &|_| vec![]);
    told(&mut engine, BASKETS);
    let asked: AssociationQuery = query(json!({ "minSupport": 0.4, "minConfidence": 0.6 }));
    let answer = seen(engine.associations(&asked).unwrap());
    assert_eq!((&answer["baskets"], &answer["items"][0]["count"]), (&json!(5), &json!(4)));
    let rules = answer["rules"].as_array().unwrap();
    let items = json!(["diapers", "milk"]);
    let rule = rules.iter().find(|rule| rule["items"] == items && rule["then"] == "beer").unwrap();
    assert_eq!(
        (&rule["support"], &rule["confidence"], &rule["lift"]),
        (&json!(0.4), &json!(0.6667), &json!(1.1111))
    );
    assert!(rule["text"].as_str().unwrap().contains("66.7 %"), "{rule}");

    let five = customer_of(&engine, "5");
    let offered = seen(engine.recommend(&five, &asked).unwrap());
    assert_eq!(offered["bought"], json!(["bread", "cola", "diapers", "milk"]));
    let names: Vec<&Value> =
        offered["recommendations"].as_array().unwrap().iter().map(|one| &one["item"]).collect();
    assert_eq!(names, ["beer"]);
    assert_eq!(
        offered["recommendations"][0]["because"]["items"],
        json!(["diapers"]),
        "the surest rule: 3 of 4"
    );
    let new = customer_of(&engine, "new");
    assert_eq!(seen(engine.recommend(&new, &asked).unwrap())["recommendations"], json!([]));

    let orders: AssociationQuery =
        query(json!({ "basket": "order_id", "minSupport": 0.1, "minConfidence": 1 }));
    let answer = seen(engine.associations(&orders).unwrap());
    assert_eq!(answer["baskets"], 16, "two orders with a number, fourteen without");
    assert_eq!(answer["rules"].as_array().unwrap().len(), 0, "one in sixteen is too few: {answer}");
    let wrong: AssociationQuery = query(json!({ "property": "produkt" }));
    assert_eq!(engine.associations(&wrong).unwrap_err().path(), "property");
    let wrong: AssociationQuery = query(json!({ "minSupport": 0 }));
    assert_eq!(engine.associations(&wrong).unwrap_err().path(), "minSupport");
}

#[test]
fn one_large_customer_is_no_group_of_its_own() {
    let mut engine = engine_with(json!([]));
    let ids: Vec<String> = (0..41).map(|n| n.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    companies(&mut engine, &ids, &|n| {
        let employees = match n {
            40 => 90_000,
            n if n < 20 => 2_000 + 10 * n,
            n => 20 + n,
        };
        vec![("employees", employees.to_string())]
    });
    let asked: ClusterQuery = query(json!({ "features": ["employees"], "k": 2 }));
    let answer = seen(engine.clusters(&asked).unwrap());
    let groups = answer["clusters"].as_array().unwrap();
    let told: Vec<(&Value, &Value)> =
        groups.iter().map(|group| (&group["size"], &group["centre"][0]["mean"])).collect();
    // (20 × 2095 + 90,000) / 21 = 6280.9524, and the middle of 40 to 59.
    assert_eq!(told, [(&json!(21), &json!(6280.9524)), (&json!(20), &json!(49.5))], "{answer}");
}

#[test]
fn customers_fall_into_groups_that_are_told_in_words() {
    let mut engine = engine_with(json!([]));
    let ids: Vec<String> = (0..30).map(|n| n.to_string()).collect();
    let ids: Vec<&str> = ids.iter().map(String::as_str).collect();
    companies(&mut engine, &ids, &|n| match n {
        29 => vec![],
        n if n < 10 => vec![("employees", (1000 + n).to_string())],
        n => vec![("employees", (20 + n).to_string())],
    });
    let orders: String = (0..10).map(|n| format!("{n} order 2026-05-01\n{n} order 2026-05-02\n")).collect();
    told(&mut engine, &orders);
    let orders = json!({ "name": "orders", "measure": { "event": "order" } });
    let asked: ClusterQuery = query(json!({ "features": ["employees", orders], "ids": true }));
    let answer = seen(engine.clusters(&asked).unwrap());
    assert_eq!((&answer["customers"], &answer["lacking"]), (&json!(29), &json!(1)));
    assert_eq!(answer["silhouettes"][0][0], 2);
    let groups = answer["clusters"].as_array().unwrap();
    assert_eq!((&groups[0]["size"], &groups[1]["size"]), (&json!(19), &json!(10)), "two suffice: {answer}");
    assert_eq!(groups[1]["centre"][0]["mean"], json!(1004.5));
    assert!(groups[1]["text"].as_str().unwrap().contains("high orders"), "{}", groups[1]["text"]);
    assert!(groups[1]["ids"].as_array().unwrap().contains(&json!(customer_of(&engine, "3"))));
    let three: ClusterQuery = query(json!({ "features": ["employees"], "k": 3 }));
    assert_eq!(seen(engine.clusters(&three).unwrap())["clusters"].as_array().unwrap().len(), 3);
    let fault = |engine: &mut Engine, features: Value, role: Option<&str>| {
        let mut asked: ClusterQuery = query(json!({ "features": features }));
        asked.access.role = role.map(str::to_owned);
        let error = engine.clusters(&asked).unwrap_err();
        (error.code(), error.path().to_owned())
    };
    let first = "features[0]".to_owned();
    assert_eq!(fault(&mut engine, json!(["city"]), None), ("condition/function_type", first.clone()));
    assert_eq!(fault(&mut engine, json!(["strength"]), Some("analyst")), ("privacy/field", first.clone()));
    assert_eq!(
        fault(&mut engine, json!([{ "name": "x", "measure": { "tag": "y" } }]), None).1,
        "features[0].measure.tag"
    );
    assert_eq!(fault(&mut engine, json!([]), None).1, "features");
}
