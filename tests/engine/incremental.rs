//! What is kept up to date change by change is what one gets who draws everything anew.

use std::collections::BTreeMap;

use kehu::engine::{Engine, Options};
use kehu::messages::Language;
use kehu::normalize::civil::Timestamp;
use proptest::prelude::*;
use serde_json::Value;

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
    /// So many hours pass.
    Wait(i64),
}

fn step() -> impl Strategy<Value = Step> {
    let kinds =
        ["order", "order", "order", "payment", "contract", "visit", "ticket", "page_view", "unheard_of"];
    let hours = prop_oneof![-3_000_i64..1, -24_i64..1, 0_i64..200];
    prop_oneof![
        1 => (0_u8..12, 0_u8..5).prop_map(|(id, company)| Step::Record(id, company)),
        5 => (prop::sample::select(kinds.to_vec()), 0_u8..12, hours, 1_i64..900_000)
            .prop_map(|(kind, id, hours, amount)| Step::Event(kind, id, hours, amount)),
        2 => (0_i64..900).prop_map(Step::Wait),
    ]
}

fn at(hours: i64) -> String {
    Timestamp::parse(NOW, 480).unwrap().add_ms(hours * HOUR).to_rfc3339(480)
}

fn take(engine: &mut Engine, number: usize, step: &Step, hours: &mut i64) {
    match step {
        Step::Wait(more) => *hours += more,
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
                ["tags", "scores", "segments", "stage", "actions"]
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

fn sizes(engine: &mut Engine, now: &str) -> String {
    let (segments, tags) = (engine.segments(now).unwrap(), engine.tags(now).unwrap());
    let segments: Vec<_> = segments.into_iter().map(|segment| (segment.id, segment.count)).collect();
    format!("{segments:?} {:?}", tags.into_iter().map(|tag| (tag.id, tag.count)).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn a_portrait_kept_is_a_portrait_drawn_anew(steps in prop::collection::vec(step(), 1..40), every in 1_usize..9) {
        let mut engine = engine();
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
            let (kept, anew) = (standing(&mut engine, &now), standing(&mut twin, &now));
            prop_assert_eq!(kept.keys().collect::<Vec<_>>(), anew.keys().collect::<Vec<_>>());
            for (id, (told, next)) in &kept {
                prop_assert_eq!(told, &anew[id].0, "{} at {}", id, now);
                prop_assert!(*next <= anew[id].1 && *next > now, "{}: {} after {}", id, next, anew[id].1);
            }
        }
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
