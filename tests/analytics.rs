//! The figures of many customers against published results, and against plain twins.
#![allow(clippy::expect_used, clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};

use kehu::analytics::{
    Model, Path, associations, attribute, cluster, cohorts, intersections, median, rate, removal_effects,
    share_out, silhouette,
};
use proptest::prelude::*;
use roaring::RoaringBitmap;

const IRIS: &str = include_str!("cases/samples/iris.csv");

/// The irises of Fisher (1936): four measures each.
fn irises() -> Vec<f64> {
    let lines = IRIS.lines().skip(3);
    lines.flat_map(|line| line.split(',').take(4).map(|text| text.parse::<f64>().unwrap())).collect()
}

/// The manual of scikit-learn and R's `kmeans(iris[, 1:4], 3)` give the same best division: a within-cluster sum of squares of
/// 78.85144, sizes of 62, 50 and 38, and these centres.
#[test]
fn irises_fall_into_the_published_clusters() {
    let found = cluster(&irises(), 4, 3).unwrap();
    assert!((found.inertia - 78.85144).abs() < 1e-4, "{}", found.inertia);
    assert_eq!(found.sizes, [62, 50, 38]);
    let published =
        [[5.9016, 2.7484, 4.3935, 1.4339], [5.006, 3.428, 1.462, 0.246], [6.85, 3.0737, 5.7421, 2.0711]];
    for (centre, expected) in found.centres.iter().zip(published) {
        assert!(centre.iter().zip(expected).all(|(a, b)| (a - b).abs() < 5e-5), "{centre:?}");
    }
    assert_eq!(cluster(&irises(), 4, 3).unwrap(), found, "the same again");
}

/// `silhouette_score` of scikit-learn for k-means on the irises: 0.681 with two clusters, 0.553 with three.
#[test]
fn silhouettes_are_as_published_and_say_that_two_is_best() {
    let of = |count| {
        let found = cluster(&irises(), 4, count).unwrap();
        silhouette(&irises(), 4, &found)
    };
    for (count, published) in [(2, 0.681), (3, 0.553)] {
        assert!((of(count) - published).abs() < 5e-4, "{count}: {}", of(count));
    }
    assert!((3..9).all(|count| of(count) < of(2)));
}

#[test]
fn there_are_no_more_clusters_than_rows_that_differ() {
    assert!(cluster(&[1.0, 1.0, 2.0], 1, 3).is_none() && cluster(&[], 2, 1).is_none());
    assert!(cluster(&[1.0], 0, 1).is_none() && cluster(&[1.0], 1, 0).is_none());
    let found = cluster(&[1.0, 1.0, 2.0], 1, 2).unwrap();
    assert_eq!((found.sizes, found.groups, found.inertia), (vec![2, 1], vec![0, 0, 1], 0.0));
}

const MODELS: [Model; 6] =
    [Model::First, Model::Last, Model::Linear, Model::Decay(7.0), Model::Position, Model::Markov];

/// The example of Bryl (2016) continued: of the conversions C1 is credited with 20 %, C2 and C3 with 40 % each.
#[test]
fn markov_shares_are_as_published() {
    let path =
        |channels: &[usize], value| Path { touches: channels.iter().map(|c| (*c, 0.0)).collect(), value };
    let paths = [path(&[0, 1, 2], Some(1_000)), path(&[0], None), path(&[1, 2], None)];
    let credits = attribute(&paths, 3, Model::Markov);
    assert_eq!(credits.iter().map(|c| c.conversions).collect::<Vec<_>>(), [2_000, 4_000, 4_000]);
    assert_eq!(credits.iter().map(|c| c.value).collect::<Vec<_>>(), [200, 400, 400]);
    let own_loops = [path(&[0, 0, 1, 1, 1, 2], Some(1)), path(&[0, 0], None), path(&[1, 2], None)];
    assert!(removal_effects(&own_loops, 3).iter().all(|effect| *effect > 0.0));
    assert_eq!(removal_effects(&[path(&[0], None)], 2), [0.0, 0.0], "nothing was converted, nothing is lost");
}

#[test]
fn halves_are_lost_with_time() {
    let path = Path { touches: vec![(0, 14.0), (1, 7.0), (2, 0.0)], value: Some(700) };
    let values: Vec<i64> = attribute(&[path], 3, Model::Decay(7.0)).iter().map(|c| c.value).collect();
    assert_eq!(values, [100, 200, 400], "1 : 2 : 4");
}

fn path() -> impl Strategy<Value = Path> {
    let touches = prop::collection::vec((0_usize..4, 0_u32..60), 0..6).prop_map(|mut touches| {
        touches.sort_by_key(|(_, days)| u32::MAX - days);
        touches.into_iter().map(|(channel, days)| (channel, f64::from(days))).collect()
    });
    (touches, prop::option::of(-500_i64..100_000)).prop_map(|(touches, value)| Path { touches, value })
}

/// An event dated long before there was anything, as a slip of the keyboard may date it.
#[test]
fn one_early_beginning_does_not_ask_for_thousands_of_cohorts() {
    let customers = [(-4_000_000_000, vec![-4_000_000_000, 0]), (0, vec![0])];
    let told: Vec<_> = cohorts(&customers, 0, 2).iter().map(|c| (c.period, c.retained.clone())).collect();
    assert_eq!(told, [(-1, vec![0, 0]), (0, vec![1])]);
}

proptest! {
    #[test]
    fn credits_add_up_to_the_conversions_exactly(paths in prop::collection::vec(path(), 0..30)) {
        let converted = || paths.iter().filter(|path| !path.touches.is_empty()).filter_map(|path| path.value);
        for model in MODELS {
            let credits = attribute(&paths, 4, model);
            let conversions: i64 = credits.iter().map(|credit| credit.conversions).sum();
            let value: i64 = credits.iter().map(|credit| credit.value).sum();
            let lost = model == Model::Markov && removal_effects(&paths, 4).iter().all(|effect| *effect == 0.0);
            if !lost {
                prop_assert_eq!(conversions, converted().count() as i64 * 10_000, "{:?}", model);
                prop_assert_eq!(value, converted().sum::<i64>(), "{:?}", model);
            }
        }
        let plain = |last: bool| {
            let mut values = [0_i64; 4];
            for path in &paths {
                let touch = if last { path.touches.last() } else { path.touches.first() };
                if let (Some((channel, _)), Some(value)) = (touch, path.value) {
                    values[*channel] += value;
                }
            }
            values
        };
        for (model, last) in [(Model::First, false), (Model::Last, true)] {
            let told: Vec<i64> = attribute(&paths, 4, model).iter().map(|credit| credit.value).collect();
            prop_assert_eq!(told, plain(last));
        }
    }

    #[test]
    fn removal_effects_are_what_walking_all_paths_gives(paths in prop::collection::vec(path(), 1..20)) {
        // Power iteration in the place of elimination.
        let count = |from: Option<usize>, to: Option<usize>| -> f64 {
            let mut count = 0;
            for path in paths.iter().filter(|path| !path.touches.is_empty()) {
                let mut states: Vec<Option<usize>> = vec![None];
                states.extend(path.touches.iter().map(|(channel, _)| Some(*channel)));
                count += states.windows(2).filter(|pair| pair[0] == from && pair[1] == to).count();
                count += usize::from(to.is_none() && path.value.is_some() && states.last() == Some(&from));
            }
            count as f64
        };
        let left = |from: Option<usize>| -> f64 {
            let ended = paths.iter().filter(|path| path.touches.last().map(|(c, _)| Some(*c)) == Some(from));
            (0..4).map(|to| count(from, Some(to))).sum::<f64>() + ended.count() as f64
        };
        let converts = |without: Option<usize>| {
            let mut at: BTreeMap<Option<usize>, f64> = BTreeMap::from([(None, 1.0)]);
            let mut converted = 0.0;
            for _ in 0..3_000 {
                let mut next = BTreeMap::new();
                for (from, share) in at {
                    if left(from) == 0.0 || (from.is_some() && from == without) {
                        continue;
                    }
                    converted += if from.is_some() { share * count(from, None) / left(from) } else { 0.0 };
                    for to in 0..4 {
                        *next.entry(Some(to)).or_default() += share * count(from, Some(to)) / left(from);
                    }
                }
                at = next.into_iter().filter(|(_, share): &(_, f64)| *share > 1e-13).collect();
                if at.is_empty() {
                    break;
                }
            }
            converted
        };
        let all = converts(None);
        for (channel, effect) in removal_effects(&paths, 4).into_iter().enumerate() {
            let expected = if all > 0.0 { 1.0 - converts(Some(channel)) / all } else { 0.0 };
            prop_assert!((effect - expected).abs() < 1e-6, "{channel}: {effect}, walked {expected}");
        }
    }

    #[test]
    fn wholes_are_shared_out_without_a_rest(
        total in -1_000_000_i64..1_000_000, weights in prop::collection::vec(0_i128..1_000, 1..9)
    ) {
        let shares = share_out(total, &weights);
        let sum: i128 = weights.iter().sum();
        if sum > 0 {
            prop_assert_eq!(shares.iter().sum::<i64>(), total);
            for (share, weight) in shares.iter().zip(&weights) {
                let due = total as f64 * *weight as f64 / sum as f64;
                prop_assert!((*share as f64 - due).abs() < 1.0);
            }
        }
    }

    #[test]
    fn cohorts_count_as_plain_sets_do(
        customers in prop::collection::vec((0_i64..6, prop::collection::vec(0_i64..9, 0..5)), 0..20)
    ) {
        let told = cohorts(&customers, 7, 520);
        prop_assert_eq!(told.iter().map(|cohort| cohort.size).sum::<usize>(), customers.len());
        for cohort in &told {
            prop_assert!(cohort.retained.iter().all(|retained| *retained <= cohort.size));
            prop_assert_eq!(cohort.retained.len() as i64, 7 - cohort.period + 1);
            for (later, retained) in (0..).zip(&cohort.retained) {
                let came = |of: &&(i64, Vec<i64>)| of.0 == cohort.period && of.1.contains(&(of.0 + later));
                prop_assert_eq!(customers.iter().filter(came).count(), *retained);
            }
        }
    }

    #[test]
    fn rules_are_those_that_plain_counting_finds(
        baskets in prop::collection::vec(prop::collection::btree_set(0_usize..6, 0..6), 1..25),
        support in 0.05_f64..0.5, confidence in 0.1_f64..0.9,
    ) {
        let of = |item: usize| {
            let holding = baskets.iter().enumerate().filter(|(_, basket)| basket.contains(&item));
            holding.map(|(place, _)| place as u32).collect::<RoaringBitmap>()
        };
        let columns: Vec<RoaringBitmap> = (0..6).map(of).collect();
        let found = associations(&columns, baskets.len() as u64, support, confidence);
        let holding = |items: &[usize]| {
            baskets.iter().filter(|basket| items.iter().all(|item| basket.contains(item))).count() as f64
        };
        let mut expected = BTreeSet::new();
        let pairs = (0..6).flat_map(|a| (a..6).map(move |b| if a == b { vec![a] } else { vec![a, b] }));
        for items in pairs {
            for then in (0..6).filter(|then| !items.contains(then)) {
                let together = holding(&[items.as_slice(), &[then]].concat());
                let enough = together >= 1.0 && together >= support * baskets.len() as f64 - 1e-9;
                if enough && together / holding(&items) >= confidence {
                    expected.insert((items.clone(), then));
                }
            }
        }
        let told: BTreeSet<_> = found.iter().map(|rule| (rule.items.clone(), rule.then)).collect();
        prop_assert_eq!(told, expected);
        for rule in &found {
            let plain = holding(&[rule.items.as_slice(), &[rule.then]].concat());
            prop_assert_eq!(rule.count as f64, plain);
            prop_assert!((rule.confidence - plain / holding(&rule.items)).abs() < 1e-12);
            let of_all = holding(&[rule.then]) / baskets.len() as f64;
            prop_assert!((rule.lift - rule.confidence / of_all).abs() < 1e-9);
        }
        prop_assert!(found.is_sorted_by(|a, b| a.lift >= b.lift));
    }

    #[test]
    fn everybody_is_in_one_intersection(sets in prop::collection::vec(prop::collection::btree_set(0_u32..12, 0..9), 1..5)) {
        let bitmaps: Vec<RoaringBitmap> = sets.iter().map(|set| set.iter().copied().collect()).collect();
        let mut seen = BTreeSet::new();
        for intersection in intersections(&bitmaps) {
            for member in &intersection.members {
                prop_assert!(seen.insert(member));
                let of: Vec<usize> = (0..sets.len()).filter(|place| sets[*place].contains(&member)).collect();
                prop_assert_eq!(&of, &intersection.sets);
            }
        }
        prop_assert_eq!(seen, sets.iter().flatten().copied().collect());
    }
}

#[test]
fn plain_figures() {
    assert_eq!((rate(1, 8), rate(5, 0)), (Some(0.125), None));
    assert_eq!((median(vec![]), median(vec![4.0]), median(vec![1.0, 4.0])), (None, Some(4.0), Some(2.5)));
}
