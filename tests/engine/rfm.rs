//! The matrix of recency and frequency against what each customer's score says of itself.

use std::collections::{BTreeMap, BTreeSet};

use kehu::engine::{Engine, Input, Options, RfmQuery};
use kehu::expr::Number;
use kehu::messages::Language;
use kehu::schema::ruleset::Ruleset;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::world::*;

fn base(rfm: Value) -> Engine {
    let mut rfm = rfm;
    rfm["event"] = json!("order");
    rfm["amount"] = json!("amount");
    let scores = json!([{"id": "rfm", "name": {"zh": "RFM", "en": "RFM"}, "rfm": rfm},
        {"id": "points", "name": {"zh": "分", "en": "points"}}]);
    let ruleset = ruleset_with(
        json!({"scores": scores, "tags": [], "segments": [], "stages": [], "rules": [], "journeys": []}),
    );
    let options = Options { language: Language::En, ..Options::default() };
    Engine::new(Ruleset::from_json(&ruleset).unwrap(), options).unwrap()
}

fn buy(engine: &mut Engine, orders: &[(u8, i64, i64)]) {
    let records: Vec<Input> = (0..12)
        .map(|n| input(&[("id", &format!("{n}")), ("company", &format!("第{n}号企业{}有限公司", n * 7919))]))
        .collect();
    engine.upsert(&records, "crm", NOW).unwrap();
    let told: Vec<Input> = orders
        .iter()
        .enumerate()
        .map(|(number, (id, days, amount))| {
            let date = kehu::normalize::civil::Date::from_days(20_634 - days).to_string();
            let (event, id, amount) = (format!("e{number}"), id.to_string(), amount.to_string());
            input(&[
                ("event_id", &event),
                ("type", "order"),
                ("time", &date),
                ("amount", &amount),
                ("record_id", &id),
            ])
        })
        .collect();
    engine.track(&told, NOW).unwrap();
}

/// A customer as its own score tells: id, the three ranks, the class, the money.
type Told = (String, [u8; 3], Option<String>, i64);

fn told(engine: &mut Engine) -> Vec<Told> {
    let lines = export_at(engine, NOW);
    let customers = lines.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let read = |customer: Value| {
        let score = customer["scores"].as_array()?.iter().find(|score| score["id"] == "rfm")?.clone();
        let reasons = score["reasons"].as_array()?.clone();
        let param = |code: &str, name: &str| {
            let reason = reasons.iter().find(|reason| reason["code"] == code)?;
            Some(reason["params"][name].as_str().map_or(reason["params"][name].to_string(), str::to_owned))
        };
        let rank = |code: &str| param(code, "rank")?.parse::<u8>().ok();
        let ranks = [rank("score/recency")?, rank("score/frequency")?, rank("score/money")?];
        let money = Number::parse(&param("score/money", "value")?)?.raw();
        let class = score["bucket"]["id"].as_str().or(score["bucket"].as_str()).map(str::to_owned);
        Some((customer["id"].as_str()?.to_owned(), ranks, class, money))
    };
    customers.filter_map(read).collect()
}

fn text(raw: i64) -> String {
    Number::from_raw(raw).to_string()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 30, ..ProptestConfig::default() })]

    #[test]
    fn the_matrix_counts_what_each_score_tells(
        orders in prop::collection::vec((0_u8..12, 0_i64..400, 1_i64..90_000), 0..40),
        basis in prop::sample::select(vec![json!({}), json!({"bins": 3}), json!({"basis": "mean"}), json!({"scheme": "ten"}),
            json!({"basis": "fixed", "thresholds": {"recency": [30, 90], "frequency": [2, 4], "money": [100, 10_000]}})]),
    ) {
        let mut engine = base(basis);
        buy(&mut engine, &orders);
        let told = told(&mut engine);
        let buyers: BTreeSet<u8> = orders.iter().map(|order| order.0).collect();
        prop_assert_eq!(told.len(), buyers.len());
        let all = engine.rfm("rfm", &RfmQuery { now: NOW.to_owned(), limit: 100, ..RfmQuery::default() }).unwrap();
        let mut cells: BTreeMap<(u8, u8), (usize, i64)> = BTreeMap::new();
        for (_, [recency, frequency, _], _, money) in &told {
            let cell = cells.entry((*recency, *frequency)).or_default();
            *cell = (cell.0 + 1, cell.1 + money);
        }
        let expected: Vec<_> = cells.iter().map(|(ranks, (count, money))| (*ranks, *count, text(*money))).collect();
        let counted: Vec<_> =
            all.cells.iter().map(|cell| ((cell.recency, cell.frequency), cell.customers, cell.money.clone())).collect();
        prop_assert_eq!(counted, expected);
        prop_assert_eq!((all.customers, all.total, all.ids.len()), (told.len(), told.len(), told.len()));
        prop_assert_eq!(&all.money, &text(told.iter().map(|one| one.3).sum()));
        for class in &all.classes {
            let of_class: Vec<&Told> = told.iter().filter(|one| one.2.as_ref() == Some(&class.id)).collect();
            prop_assert_eq!(class.customers, of_class.len(), "{}", class.id);
            prop_assert_eq!(&class.money, &text(of_class.iter().map(|one| one.3).sum()));
        }
        if let Some((id, [recency, frequency, money], class, _)) = told.first() {
            let query = RfmQuery { now: NOW.to_owned(), recency: Some(*recency), frequency: Some(*frequency),
                money: Some(*money), class: class.clone(), offset: 0, limit: 100 };
            let some = engine.rfm("rfm", &query).unwrap();
            let alike = told.iter().filter(|one| one.1 == [*recency, *frequency, *money]).count();
            prop_assert_eq!((some.total, some.ids.contains(id)), (alike, true));
            prop_assert_eq!(some.cells, all.cells);
        }
    }
}

#[test]
fn only_rfm_scores_have_a_matrix() {
    let mut engine = base(json!({}));
    let query = RfmQuery { now: NOW.to_owned(), ..RfmQuery::default() };
    let code =
        |engine: &mut Engine, score: &str, query: &RfmQuery| engine.rfm(score, query).unwrap_err().code();
    assert_eq!(code(&mut engine, "points", &query), "score/not_rfm");
    assert_eq!(code(&mut engine, "rmf", &query), "condition/unknown_score");
    let no_class = RfmQuery { class: Some("best".to_owned()), ..query.clone() };
    assert_eq!(code(&mut engine, "rfm", &no_class), "condition/unknown_bucket");
    assert_eq!(engine.rfm("rfm", &query).unwrap().customers, 0);
}

#[test]
fn the_ruleset_in_force_is_told_whole() {
    let engine = base(json!({"scheme": "ten"}));
    let again = Ruleset::from_json(&engine.ruleset_document()).unwrap();
    let twin = Engine::new(again, Options::default()).unwrap();
    assert_eq!(twin.ruleset_info(), engine.ruleset_info());
}

/// As many customers as are measured side by side when all are new, some of several records; some orders are to come, some
/// have no amount or one that is none.
fn crowd() -> (Vec<Input>, Vec<Input>) {
    let record = |n: usize| {
        let owner = if n % 10 > 7 { n - n % 10 } else { n };
        let company = format!("第{owner}号企业{}有限公司", owner * 104_729);
        let mobile = format!("138{:08}", (owner + 1) * 7919);
        input(&[("id", &format!("{n}")), ("mobile", &mobile), ("company", &company)])
    };
    let order = |n: usize| {
        let date = kehu::normalize::civil::Date::from_days(20_634 + 20 - (n as i64 * 37) % 700).to_string();
        let amount = ["120.5", "-30", "", "many", "7"][n % 5];
        let (event, id) = (format!("e{n}"), format!("{}", n * 101 % 1_400));
        input(&[
            ("event_id", &event),
            ("type", "order"),
            ("time", &date),
            ("amount", amount),
            ("record_id", &id),
        ])
    };
    ((0..1_500).map(record).collect(), (0..4_000).map(order).collect())
}

#[test]
fn many_measured_at_once_stand_as_those_measured_one_by_one() {
    for within in [
        json!({"last": 365, "unit": "day"}),
        json!({"last": 12, "unit": "month"}),
        json!({"last": 2, "unit": "year", "calendar": true}),
        Value::Null,
    ] {
        measured_at_once(if within.is_null() { json!({}) } else { json!({"within": within}) });
    }
}

fn measured_at_once(rfm: Value) {
    let (records, orders) = crowd();
    let (mut at_once, mut one_by_one) = (base(rfm.clone()), base(rfm));
    let query = RfmQuery { now: NOW.to_owned(), limit: 2_000, ..RfmQuery::default() };
    for engine in [&mut at_once, &mut one_by_one] {
        engine.upsert(&records, "crm", NOW).unwrap();
        assert_eq!(engine.edition().customers, 1_200);
    }
    let (before, after) = orders.split_at(2_000);
    for engine in [&mut at_once, &mut one_by_one] {
        engine.track(before, NOW).unwrap();
        // Events that were erased leave their places empty.
        for record in ["101", "7", "1313"] {
            let customer = customer_of(engine, record);
            engine.erase(&customer).unwrap();
        }
    }
    at_once.track(after, NOW).unwrap();
    for some in after.chunks(400) {
        one_by_one.track(some, NOW).unwrap();
        one_by_one.rfm("rfm", &query).unwrap();
    }
    let matrix = at_once.rfm("rfm", &query).unwrap();
    assert_eq!(matrix, one_by_one.rfm("rfm", &query).unwrap());
    assert!(matrix.customers > 1_000 && matrix.cells.len() > 5);
    let later = RfmQuery { now: "2026-07-18T00:00:00+08:00".to_owned(), ..query };
    assert_eq!(at_once.rfm("rfm", &later).unwrap(), one_by_one.rfm("rfm", &later).unwrap());
}
