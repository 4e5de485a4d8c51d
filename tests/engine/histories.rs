//! Whatever people do to customers, taking it back gives what was there before; and the order in which records come does
//! not count.

use kehu::engine::{Engine, Input, Options};
use kehu::schema::ruleset::Ruleset;
use proptest::prelude::*;

use crate::play::{Back, Play, REVERSIBLE, Step, empty};
use crate::world::*;

/// How often the long tests repeat: a few times, or as often as `KEHU_REPEAT` says.
pub fn repeat(few: u32) -> u32 {
    std::env::var("KEHU_REPEAT").ok().and_then(|text| text.parse().ok()).unwrap_or(few)
}

/// Those that others do not depend on: neither erasing nor another ruleset.
const IN_ANY_ORDER: [u8; 10] = [0, 1, 2, 3, 4, 5, 8, 9, 10, 11];

fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0..REVERSIBLE, any::<u8>(), any::<u8>()), most..=most)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: repeat(40), max_shrink_iters: 200, ..ProptestConfig::default() })]

    /// 50 operations and back; the same from a snapshot and from the journal at the turning point.
    #[test]
    fn undoing_all_gives_what_was_there(steps in steps(50)) {
        let mut play = Play::start();
        let start = play.engine.digest();
        let mut journal = play.engine.take_journal().concat();
        let mut done = Vec::new();
        for step in steps {
            done.push(play.step(step));
        }
        let far = play.engine.digest();
        let restored = Engine::restore(&play.engine.snapshot().unwrap(), Options::default()).unwrap();
        prop_assert_eq!(restored.digest(), far.clone(), "from a snapshot");
        journal.extend(play.engine.take_journal().concat());
        let mut replayed = empty();
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
        let mut play = Play::start();
        let start = play.engine.digest();
        let mut done: Vec<Option<Back>> =
            steps.into_iter().map(|(what, a, b)| Some(play.step((IN_ANY_ORDER[usize::from(what) % IN_ANY_ORDER.len()], a, b)))).collect();
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
