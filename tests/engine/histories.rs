//! Whatever people do to customers, taking it back gives what was there before; and the order in which records come does
//! not count.

use kehu::engine::{CustomerQuery, Engine, Input, Options, TagOptions};
use kehu::identity::Verdict;
use kehu::schema::ruleset::Ruleset;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::world::*;

/// How often the long tests repeat: a few times, or as often as `KEHU_REPEAT` says.
fn repeat(few: u32) -> u32 {
    std::env::var("KEHU_REPEAT").ok().and_then(|text| text.parse().ok()).unwrap_or(few)
}

const FIELDS: [&str; 6] = ["company", "mobile", "email", "card", "city", "level"];

/// A small ruleset; `variant` changes what is the same customer and which id survives.
fn ruleset(variant: u8) -> Value {
    let level =
        |name: &str, tests: Value, m: f64, u: f64| json!({"name": name, "tests": tests, "m": m, "u": u});
    let comparison = |field: &str| {
        json!({"name": field, "fields": [field], "levels": [
            level("same", json!([{"fn": "same"}]), 0.9, 0.01),
            level("else", json!([]), 0.1, 0.99),
        ]})
    };
    let survivor = ["oldest", "source_priority", "most_complete"][usize::from(variant) % 3];
    json!({
        "format": 1, "id": "histories", "version": variant.to_string(),
        "fields": [
            {"name": "id", "kind": "text", "entity": "record"}, {"name": "source", "kind": "text", "entity": "record"},
            {"name": "company", "kind": "company_name"},
            {"name": "mobile", "kind": "phone", "entity": "contact"},
            {"name": "email", "kind": "email", "entity": "contact", "survivorship": "union"},
            {"name": "card", "kind": "text"},
            {"name": "city", "kind": "region", "survivorship": "most_frequent"},
            {"name": "level", "kind": "text", "survivorship": "longest"},
            {"name": "created_at", "kind": "date", "entity": "record", "survivorship": "min"},
        ],
        "sourcePriority": ["erp", "crm"],
        "matching": {
            "prior": 0.01,
            "thresholds": {"match": if variant.is_multiple_of(2) { 0.9 } else { 0.999 }, "review": 0.1},
            "genericAbove": 5,
            "blocking": [
                {"name": "company", "fields": ["company"]}, {"name": "mobile", "fields": ["mobile"]},
                {"name": "email", "fields": ["email"]}, {"name": "card", "fields": ["card"]},
            ],
            "comparisons": (["company", "mobile", "email"].map(comparison)),
        },
        "identity": {
            "survivor": survivor,
            "identifiers": [
                {"kind": "card", "fields": ["card"], "certain": variant % 3 != 1},
                {"kind": "mobile", "fields": ["mobile"], "limit": 2},
                {"kind": "email", "fields": ["email"]},
            ],
        },
        "events": [{"id": "order"}],
        "tags": [{"id": "vip", "name": {"zh": "", "en": ""}, "kind": "manual"}],
    })
}

fn document(variant: u8) -> Ruleset {
    Ruleset::from_json(&ruleset(variant).to_string()).unwrap()
}

fn started() -> Engine {
    let mut engine = Engine::new(document(0), Options::default()).unwrap();
    let records: Vec<Input> = (0..14).map(|n| record(n, n)).collect();
    engine.upsert(&records, "", NOW).unwrap();
    engine.track(&(0..8).map(event).collect::<Vec<_>>(), NOW).unwrap();
    engine
}

/// A record made of few values, so that much is shared.
fn record(number: usize, seed: usize) -> Input {
    let value =
        |kind: usize, text: String| if (seed + kind).is_multiple_of(4) { String::new() } else { text };
    let fields = [
        value(0, format!("{}科技有限公司", ["云帆", "明辰", "华东", "锦程"][seed % 4])),
        value(1, format!("138{:08}", 12_340_000 + seed % 5)),
        value(2, format!("a{}@corp.cn", seed % 6)),
        value(3, format!("K{}", seed % 7)),
        value(1, ["杭州市", "上海市", "成都市"][seed % 3].to_owned()),
        value(2, ["A", "AA", "B"][seed % 3].to_owned()),
    ];
    let mut pairs: Vec<(String, String)> = FIELDS.map(str::to_owned).into_iter().zip(fields).collect();
    pairs.push(("id".into(), format!("r{number}")));
    pairs.push(("source".into(), ["crm", "erp", "web"][number % 3].into()));
    if seed % 5 > 1 {
        pairs.push(("created_at".into(), format!("2025-0{}-01", 1 + seed % 9)));
    }
    Input::from_pairs(pairs)
}

fn event(number: usize) -> Input {
    let id = format!("e{number}");
    let record = format!("r{}", number * 2);
    let mobile = format!("138{:08}", 12_340_000 + number % 5);
    let subject =
        if number.is_multiple_of(2) { ("record_id", record.as_str()) } else { ("mobile", mobile.as_str()) };
    input(&[("event_id", &id), ("type", "order"), ("time", "2026-06-01"), subject])
}

/// Something that somebody does: what, and two numbers that say to whom.
type Step = (u8, u8, u8);

/// How a step is taken back.
enum Back {
    Operation(String),
    Record(usize),
    Ruleset(u8),
    Nothing,
}

struct Play {
    engine: Engine,
    variant: u8,
    clock: u32,
    present: Vec<bool>,
}

impl Play {
    fn now(&mut self) -> String {
        self.clock += 1;
        format!("2026-06-30T09:{:02}:{:02}+08:00", self.clock / 60 % 60, self.clock % 60)
    }

    fn customer(&mut self, pick: u8) -> String {
        let query = CustomerQuery { now: NOW.into(), limit: usize::MAX, ..CustomerQuery::default() };
        let mut ids: Vec<String> =
            self.engine.customers(&query).unwrap().rows.into_iter().map(|row| row.id).collect();
        ids.sort();
        ids[usize::from(pick) % ids.len()].clone()
    }

    fn record(&self, pick: u8) -> Option<(usize, String)> {
        let present: Vec<usize> = (0..14).filter(|n| self.present[*n]).collect();
        let number = *present.get(usize::from(pick) % present.len().max(1))?;
        Some((number, format!("{}/r{number}", ["crm", "erp", "web"][number % 3])))
    }

    fn step(&mut self, (what, a, b): Step) -> Back {
        let now = self.now();
        let operation = |splits: kehu::engine::Splits| Back::Operation(splits.operation);
        match what % 9 {
            0 => {
                let pair = [self.customer(a), self.customer(b)];
                operation(self.engine.merge(&pair, "li", "told", &now).unwrap())
            }
            1 => match self.record(a) {
                Some((_, name)) => operation(self.engine.unmerge(&name, "li", "", &now).unwrap()),
                None => Back::Nothing,
            },
            2 => match (self.record(a), self.record(b)) {
                (Some((n, left)), Some((m, right))) if n != m => {
                    let verdict = [Verdict::Same, Verdict::Distinct, Verdict::Defer][usize::from(a) % 3];
                    operation(self.engine.decide(&left, &right, verdict, "wang", "", &now).unwrap())
                }
                _ => Back::Nothing,
            },
            3 | 4 => {
                let (customer, field) = (self.customer(a), FIELDS[usize::from(b) % 6]);
                let value = ["云帆", "13812345678", "z@corp.cn", "K9", "宁波", "C"][usize::from(b) % 6];
                let value = (what % 9 == 3).then_some(value);
                operation(self.engine.pin(&customer, field, value, "li", "seen", &now).unwrap())
            }
            5 => {
                let kinds = input(&[
                    ("card", "K77"),
                    ("mobile", &format!("138{:08}", 12_340_000 + u32::from(a) % 5)),
                ]);
                operation(self.engine.bind(&kinds, None, "li", "", &now).unwrap())
            }
            6 => match self.record(a).filter(|_| self.present.iter().filter(|p| **p).count() > 3) {
                Some((number, name)) => {
                    self.engine.erase_record(&name).unwrap();
                    self.present[number] = false;
                    Back::Record(number)
                }
                None => Back::Nothing,
            },
            8 => {
                let until = (b % 2 == 0).then(|| "2026-08-01".to_owned());
                let options = TagOptions { now, until, actor: "li".into(), ..TagOptions::default() };
                let customer = self.customer(a);
                let said = if b % 3 == 0 { Engine::untag } else { Engine::tag };
                operation(said(&mut self.engine, &customer, "vip", &options).unwrap())
            }
            _ => {
                let before = std::mem::replace(&mut self.variant, a % 6);
                self.engine.adopt_ruleset(document(a % 6)).unwrap();
                Back::Ruleset(before)
            }
        }
    }

    fn take_back(&mut self, back: Back) {
        let now = self.now();
        match back {
            Back::Operation(id) => _ = self.engine.undo(&id, "li", "wrong", &now).unwrap(),
            Back::Record(number) => {
                self.engine.upsert(&[record(number, number)], "", NOW).unwrap();
                self.engine.track(&(0..8).map(event).collect::<Vec<_>>(), NOW).unwrap();
                self.present[number] = true;
            }
            Back::Ruleset(variant) => {
                self.engine.adopt_ruleset(document(variant)).unwrap();
                self.variant = variant;
            }
            Back::Nothing => {}
        }
    }
}

fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((any::<u8>(), any::<u8>(), any::<u8>()), most..=most)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: repeat(40), max_shrink_iters: 200, ..ProptestConfig::default() })]

    /// 50 operations and back; the same from a snapshot and from the journal at the turning point.
    #[test]
    fn undoing_all_gives_what_was_there(steps in steps(50)) {
        let engine = started();
        let start = engine.digest();
        let mut play = Play { engine, variant: 0, clock: 0, present: vec![true; 14] };
        let mut journal = play.engine.take_journal().concat();
        let mut done = Vec::new();
        for step in steps {
            done.push(play.step(step));
        }
        let far = play.engine.digest();
        let restored = Engine::restore(&play.engine.snapshot().unwrap(), Options::default()).unwrap();
        prop_assert_eq!(restored.digest(), far.clone(), "from a snapshot");
        journal.extend(play.engine.take_journal().concat());
        let mut replayed = Engine::new(document(0), Options::default()).unwrap();
        replayed.replay(&journal).unwrap();
        prop_assert_eq!(replayed.digest(), far, "from the journal");
        for back in done.into_iter().rev() {
            play.take_back(back);
        }
        prop_assert_eq!(play.engine.digest(), start);
    }

    /// Operations can be taken back in any order, for none is undone by what came later.
    #[test]
    fn undoing_in_any_order_gives_what_was_there(
        steps in steps(12),
        order in Just((0..12).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let engine = started();
        let start = engine.digest();
        let mut play = Play { engine, variant: 0, clock: 0, present: vec![true; 14] };
        let mut done: Vec<Option<Back>> =
            steps.into_iter().map(|(what, a, b)| Some(play.step((what % 6, a, b)))).collect();
        for place in order {
            if let Some(back) = done[place].take() {
                play.take_back(back);
            }
        }
        prop_assert_eq!(play.engine.digest(), start);
    }
}

/// A thousand records that share much, in ever other orders and batches.
#[test]
fn shuffled_records_give_the_same_digest() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let make = |order: &[usize], batch: usize| {
        let mut engine =
            Engine::new(Ruleset::preset("b2b-cn").unwrap(), Options { journal: false, ..Options::default() })
                .unwrap();
        for chunk in order.chunks(batch) {
            let records: Vec<Input> = chunk.iter().map(|n| shared_record(*n)).collect();
            engine.upsert(&records, "", NOW).unwrap();
        }
        engine.digest()
    };
    let order: Vec<usize> = (0..1000).collect();
    let expected = make(&order, 1000);
    for round in 0..repeat(6) {
        let shuffled = Just(order.clone()).prop_shuffle().new_tree(&mut runner).unwrap().current();
        let batch = [1000, 333, 97][round as usize % 3];
        assert_eq!(make(&shuffled, batch), expected, "round {round}");
    }
}

fn shared_record(n: usize) -> Input {
    let company = format!(
        "{}{}{}有限{}公司",
        ["杭州", "上海", "", "成都"][n % 4],
        ["云帆", "明辰", "华东", "锦程", "鼎新", "远航", "百川"][n % 7],
        ["科技", "机械", "电子"][n % 3],
        ["", "责任"][n / 7 % 2],
    );
    let (id, mobile) = (format!("r{n}"), format!("138{:08}", 10_000_000 + n % 331));
    let (contact, source) = (["王建国", "李秀英", "张伟", "刘洋"][n / 3 % 4], ["crm", "erp", "web"][n % 3]);
    let created = format!("2025-{:02}-{:02}", 1 + n % 12, 1 + n % 28);
    let mut pairs =
        vec![("id", id.as_str()), ("source", source), ("company", &company), ("contact", contact)];
    if !n.is_multiple_of(3) {
        pairs.push(("mobile", &mobile));
    }
    if n.is_multiple_of(2) {
        pairs.push(("created_at", &created));
    }
    input(&pairs)
}

use proptest::strategy::ValueTree;
