//! Whatever happens to an engine, it can be put away and taken up again at any point, and nobody sees a difference.

use kehu::engine::{Engine, Options};
use proptest::prelude::*;

use crate::histories::repeat;
use crate::play::{Play, SORTS, Step, answers, empty};
use crate::world::changes_only;

fn steps(most: usize) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec((0..SORTS, any::<u8>(), any::<u8>()), most..=most)
}

/// The first answer that differs, line by line, for a whole one is too long to read.
fn difference(left: &[String], right: &[String]) -> Option<String> {
    let place = left.iter().zip(right).position(|(a, b)| a != b)?;
    let lines = left[place].lines().zip(right[place].lines()).find(|(a, b)| a != b);
    Some(format!("answer {place}: {lines:?}").chars().take(3_000).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: repeat(40), max_shrink_iters: 400, ..ProptestConfig::default() })]

    /// One engine lives on; another is put away into a snapshot now and then, with what was derived or without.
    #[test]
    fn putting_away_and_taking_up_again_changes_nothing(
        steps in steps(40),
        points in prop::collection::vec(any::<bool>(), 40),
    ) {
        let (mut play, mut twin) = (Play::start(), Play::start());
        let mut journal = play.engine.take_journal().concat();
        for (step, point) in steps.into_iter().zip(points) {
            play.step(step);
            twin.step(step);
            if point {
                let snapshot = twin.engine.snapshot().unwrap();
                let bytes = if step.1 % 2 == 0 { snapshot } else { changes_only(&snapshot) };
                twin.engine = Engine::restore(&bytes, Options::default()).unwrap();
                prop_assert_eq!(twin.engine.digest(), play.engine.digest());
            }
        }
        let now = play.now();
        let expected = answers(&mut play.engine, &now);
        prop_assert_eq!(difference(&answers(&mut twin.engine, &now), &expected), None, "from a snapshot");
        journal.extend(play.engine.take_journal().concat());
        let mut replayed = empty();
        replayed.replay(&journal).unwrap();
        prop_assert_eq!(replayed.digest(), play.engine.digest());
        prop_assert_eq!(difference(&answers(&mut replayed, &now), &expected), None, "from the journal");
    }
}

/// The random tests above are worth what their steps do.
#[test]
fn every_sort_of_step_does_something() {
    let (mut play, mut seed, mut idle) = (Play::start(), 7_u32, [true; SORTS as usize]);
    let mut next = || {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 24) as u8
    };
    for sort in (0..SORTS).cycle().take(40 * usize::from(SORTS)) {
        let before = (play.engine.digest(), play.now());
        play.step((sort, next(), next()));
        let after = (play.engine.digest(), play.now());
        let passing =
            if before.1 > after.1 || sort == 23 { before.1 != after.1 } else { before.0 != after.0 };
        idle[usize::from(sort)] &= !passing;
    }
    let idle: Vec<usize> = (0..usize::from(SORTS)).filter(|sort| idle[*sort]).collect();
    assert_eq!(idle, [] as [usize; 0]);
}
