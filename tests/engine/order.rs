//! Neither the order in which records and events come nor how they are split into batches changes what comes of them.

use std::collections::BTreeSet;

use kehu::engine::{Engine, Input, Options};
use proptest::prelude::*;

use kehu::privacy::Access;

use crate::world::*;

/// A record made of few values, so that much is shared.
type Draft = (u8, u8, u8, u8, u8);

const COMPANIES: [&str; 9] = [
    "杭州云帆科技有限公司",
    "杭州云帆科技有限责任公司",
    "云帆科技",
    "上海明辰机械有限公司",
    "上海明晨机械有限公司",
    "上海明辰机械有限公司苏州分公司",
    "华东重工集团有限公司",
    "Yunfan Technology Co., Ltd.",
    "",
];
const PEOPLE: [&str; 5] = ["王建国", "王建囯", "李秀英", "张总", ""];
const PHONES: [&str; 6] =
    ["13812345678", "138 1234 5678/13987654321", "13987654321", "0571-88886666", "13800138000", ""];
const CODES: [&str; 5] = ["91330106MA27XYB183", "91310115MA1K3ABC99", "", "", ""];
const CITIES: [&str; 3] = ["杭州市", "上海市", ""];

fn record(number: usize, (company, person, phone, code, city): Draft) -> Input {
    let pick = |from: &[&str], at: u8| from[usize::from(at) % from.len()].to_owned();
    let source = ["crm", "erp", "web"][number % 3];
    let values = [
        ("id", format!("r{number}")),
        ("source", source.into()),
        ("company", pick(&COMPANIES, company)),
        ("contact", pick(&PEOPLE, person)),
        ("mobile", pick(&PHONES, phone)),
        ("uscc", pick(&CODES, code)),
        ("city", pick(&CITIES, city)),
    ];
    Input::from_pairs(values.map(|(name, value)| (name.to_owned(), value)))
}

fn drafts() -> impl Strategy<Value = Vec<Draft>> {
    prop::collection::vec((0_u8..9, 0_u8..5, 0_u8..6, 0_u8..5, 0_u8..3), 2..40)
}

/// What must be the same whatever the order: customers, pairs, and whose each event is.
type Outcome = (BTreeSet<BTreeSet<String>>, BTreeSet<String>, BTreeSet<(String, String)>);

fn outcome(engine: &mut Engine) -> Outcome {
    let mut whose = BTreeSet::new();
    for customer in customers(engine).into_values() {
        let records: BTreeSet<String> =
            customer["records"].as_array().unwrap().iter().map(|r| r["id"].to_string()).collect();
        for event in customer["timeline"].as_array().unwrap() {
            whose.insert((event["id"].to_string(), records.iter().cloned().collect::<Vec<_>>().join(",")));
        }
    }
    (clusters(engine), pairs(engine), whose)
}

fn in_batches(records: &[Input], sizes: &[usize]) -> Engine {
    let mut engine = engine();
    let mut rest = records;
    for size in sizes.iter().cycle() {
        let (batch, later) = rest.split_at((*size).min(rest.len()));
        engine.upsert(batch, "file", NOW).unwrap();
        rest = later;
        if rest.is_empty() {
            break;
        }
    }
    engine
}

fn event(number: usize) -> Input {
    let subject =
        [("mobile", PHONES[number % 3]), ("uscc", CODES[number % 2]), ("company", COMPANIES[number % 5])]
            [number % 3];
    let id = format!("e{number}");
    input(&[("event_id", &id), ("type", "order"), ("time", "2026-06-01"), subject])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn order_and_batches_change_nothing(
        (drafts, shuffled) in drafts().prop_flat_map(|d| {
            let numbered: Vec<(usize, Draft)> = d.into_iter().enumerate().collect();
            (Just(numbered.clone()), Just(numbered).prop_shuffle())
        }),
        sizes in prop::collection::vec(1_usize..9, 1..5),
    ) {
        let make = |list: &[(usize, Draft)]| -> Vec<Input> { list.iter().map(|(n, d)| record(*n, *d)).collect() };
        let whole = outcome(&mut in_batches(&make(&drafts), &[usize::MAX]));
        prop_assert_eq!(&outcome(&mut in_batches(&make(&shuffled), &[usize::MAX])), &whole, "shuffled");
        prop_assert_eq!(&outcome(&mut in_batches(&make(&drafts), &[1])), &whole, "one by one");
        prop_assert_eq!(&outcome(&mut in_batches(&make(&shuffled), &sizes)), &whole, "shuffled batches");
    }

    #[test]
    fn a_pair_weighs_the_same_from_either_side(drafts in drafts()) {
        let records: Vec<Input> = drafts.iter().enumerate().map(|(n, d)| record(n, *d)).collect();
        let engine = in_batches(&records, &[usize::MAX]);
        for a in 0..records.len().min(12) {
            for b in 0..a {
                let (a, b) = (format!("r{a}"), format!("r{b}"));
                let weights = (engine.explain(&a, &b, &Access::default()).unwrap().weight, engine.explain(&b, &a, &Access::default()).unwrap().weight);
                prop_assert_eq!(weights.0, weights.1, "{} and {}", a, b);
            }
        }
    }

    #[test]
    fn a_snapshot_holds_what_would_be_derived_anew(
        (drafts, more) in (drafts(), drafts()),
        sizes in prop::collection::vec(1_usize..9, 1..5),
        decided in prop::collection::vec((0_usize..20, 0_usize..20, any::<bool>()), 0..4),
    ) {
        let records: Vec<Input> = drafts.iter().enumerate().map(|(n, d)| record(n, *d)).collect();
        let mut engine = in_batches(&records, &sizes);
        engine.track(&(0..12).map(event).collect::<Vec<_>>(), NOW).unwrap();
        for (a, b, same) in decided.into_iter().filter(|(a, b, _)| a != b && *a.max(b) < records.len()) {
            let verdict = if same { kehu::identity::Verdict::Same } else { kehu::identity::Verdict::Distinct };
            engine.decide(&format!("r{a}"), &format!("r{b}"), verdict, "li", "", NOW).unwrap();
        }
        // Some of them given anew with other values.
        let anew: Vec<Input> = more.iter().enumerate().map(|(n, d)| record(2 * n, *d)).collect();
        engine.upsert(&anew, "file", NOW).unwrap();
        engine.pin(&customer_of(&engine, "r1"), "company", Some("云帆"), "li", "", NOW).unwrap();
        let gone: Vec<String> = more.iter().map(|(n, ..)| format!("r{n}")).filter(|id| id != "r1").collect();
        for id in &gone[..gone.len() / 8] {
            _ = engine.erase_record(id);
        }
        let digest = engine.digest();
        let snapshot = engine.snapshot().unwrap();
        let english = Options { language: kehu::messages::Language::En, ..Options::default() };
        let records = engine.edition().records;
        let alone = Engine::restore(&all_alone(&snapshot, records), english).unwrap();
        prop_assert_eq!(alone.edition().customers, records, "what was derived is taken over");
        let quick = Engine::restore(&snapshot, english).unwrap();
        let slow = Engine::restore(&changes_only(&snapshot), english).unwrap();
        for mut restored in [quick, slow] {
            prop_assert_eq!(restored.digest(), digest.clone());
            prop_assert_eq!(traces(&mut restored), traces(&mut engine));
        }
    }

    #[test]
    fn giving_records_anew_is_as_if_they_had_come_that_way(
        first in drafts(),
        changes in prop::collection::vec((0_usize..40, (0_u8..9, 0_u8..5, 0_u8..6, 0_u8..5, 0_u8..3)), 1..8),
    ) {
        let mut last = first.clone();
        let mut changed = in_batches(&first.iter().enumerate().map(|(n, d)| record(n, *d)).collect::<Vec<_>>(), &[3]);
        changed.track(&(0..6).map(event).collect::<Vec<_>>(), NOW).unwrap();
        for (number, draft) in changes {
            let number = number % last.len();
            last[number] = draft;
            changed.upsert(&[record(number, draft)], "file", NOW).unwrap();
        }
        let mut fresh = in_batches(&last.iter().enumerate().map(|(n, d)| record(n, *d)).collect::<Vec<_>>(), &[usize::MAX]);
        fresh.track(&(0..6).map(event).collect::<Vec<_>>(), NOW).unwrap();
        prop_assert_eq!(outcome(&mut changed), outcome(&mut fresh));
    }
}

/// More records than a key may have and still tell something share a number; it ceases to tell whoever came before.
#[test]
fn a_value_that_becomes_common_tells_nothing_of_earlier_records_either() {
    let shared = |n: usize| {
        let (id, name) = (format!("r{n}"), format!("第{n}号联系人"));
        input(&[
            ("id", &id),
            ("contact", &name),
            ("phone", "0571-88886666"),
            ("mobile", &format!("138{:08}", n / 2)),
        ])
    };
    let many: Vec<Input> = (0..70).map(shared).collect();
    let whole = outcome(&mut in_batches(&many, &[usize::MAX]));
    assert_eq!(outcome(&mut in_batches(&many, &[1])), whole, "one by one");
    let reversed: Vec<Input> = many.iter().rev().cloned().collect();
    assert_eq!(outcome(&mut in_batches(&reversed, &[7])), whole, "reversed, in sevens");

    let mut engine = in_batches(&many, &[usize::MAX]);
    for n in 0..20 {
        engine.upsert(&[input(&[("id", &format!("r{n}")), ("contact", "another")])], "file", NOW).unwrap();
    }
    let mut rest: Vec<Input> =
        (0..20).map(|n| input(&[("id", &format!("r{n}")), ("contact", "another")])).collect();
    rest.extend(many.iter().skip(20).cloned());
    assert_eq!(outcome(&mut engine), outcome(&mut in_batches(&rest, &[usize::MAX])), "rare again");
}

#[test]
fn an_event_follows_the_key_that_names_its_customer() {
    let person = |id: &str, mobile: &str| {
        input(&[("id", id), ("company", &format!("{id}有限公司")), ("mobile", mobile)])
    };
    let order = input(&[("event_id", "e"), ("type", "order"), ("time", NOW), ("mobile", "13812345678")]);
    let mut engine = engine();
    engine.track(&[order], NOW).unwrap();
    assert_eq!(engine.edition().waiting_events, 1);
    engine.upsert(&[person("甲", "13812345678"), person("乙", "13987654321")], "crm", NOW).unwrap();
    let owner = |engine: &mut Engine| {
        let all = customers(engine);
        all.values()
            .filter(|c| c["events"]["count"] == 1)
            .map(|c| c["records"][0]["id"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(owner(&mut engine), ["甲"]);
    engine.upsert(&[person("甲", "13611112222"), person("乙", "13812345678")], "crm", NOW).unwrap();
    assert_eq!((owner(&mut engine), engine.edition().waiting_events), (vec!["乙".to_owned()], 0));
    engine.upsert(&[person("乙", "13987654321")], "crm", NOW).unwrap();
    assert_eq!(
        (owner(&mut engine), engine.edition().waiting_events),
        (vec![], 1),
        "nobody has that number now"
    );
}

#[test]
fn records_without_ids_replace_nobody() {
    let mut engine = engine();
    let named = |id: &str, company: &str| input(&[("id", id), ("company", company)]);
    engine.upsert(&[named("1", "甲有限公司"), named("3", "乙有限公司")], "crm", NOW).unwrap();
    let outcome = engine.upsert(&[input(&[("company", "丙有限公司")])], "crm", NOW).unwrap();
    assert_eq!((outcome.results[0].record_id.as_str(), engine.edition().records), ("4", 3));
    import(&mut engine, records("file"), "编号,公司名称\n2,丁有限公司\n,戊有限公司\n");
    assert_eq!(engine.edition().records, 5);
}

#[test]
fn a_record_is_known_by_any_name_of_its_fields() {
    let mut engine = engine();
    let first = engine
        .upsert(&[input(&[("编号", "7"), ("来源系统", "erp"), ("客户名称", "甲有限公司")])], "crm", NOW)
        .unwrap();
    assert_eq!(first.results[0].record_id, "7");
    engine
        .upsert(&[input(&[("id", "7"), ("source", "erp"), ("company", "甲有限公司")])], "crm", NOW)
        .unwrap();
    assert_eq!(engine.edition().records, 1);
    let two = engine
        .upsert(&[input(&[("手机", "13812345678"), ("联系手机", "13987654321"), ("id", "8")])], "crm", NOW)
        .unwrap();
    let id = two.results[0].customer_id.clone();
    let identifiers = customers(&mut engine)[&id]["identifiers"].to_string();
    assert!(identifiers.contains("13812345678") && identifiers.contains("13987654321"), "{identifiers}");
}

/// A number that many share says nothing, but must not hide the rare one that two records share besides.
#[test]
fn a_common_number_does_not_hide_a_rare_one() {
    let mut engine = engine();
    let two = |id: &str, phones: &str| input(&[("id", id), ("contact", "王建国"), ("phone", phones)]);
    engine
        .upsert(
            &[two("a", "0571-88886666/0571-81234567"), two("b", "0571-81234567/0571-88886666")],
            "crm",
            NOW,
        )
        .unwrap();
    let alone = engine.explain("a", "b", &Access::default()).unwrap().weight;
    let others: Vec<Input> =
        (0..70).map(|n| input(&[("id", &format!("r{n}")), ("phone", "0571-88886666")])).collect();
    engine.upsert(&others, "crm", NOW).unwrap();
    for (a, b) in [("a", "b"), ("b", "a")] {
        assert_eq!(engine.explain(a, b, &Access::default()).unwrap().weight, alone, "{a} {b}");
    }
}
