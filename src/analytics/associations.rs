//! What is bought together?

use std::cmp::Ordering;

use roaring::RoaringBitmap;

use crate::sort::Arrange;

/// Who bought all of some things also bought another.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// The things that were bought, rising.
    pub items: Vec<usize>,
    /// What was bought, too.
    pub then: usize,
    /// In how many baskets all of it is.
    pub count: u64,
    /// The share of baskets that hold all of it.
    pub support: f64,
    /// Of the baskets with `items`, the share that hold `then`.
    pub confidence: f64,
    /// How many times as often that is as in all baskets.
    pub lift: f64,
}

/// Things that are looked at, at most: those in the most baskets.
const ITEMS: usize = 200;

/// The association rules of baskets (Agrawal and Srikant 1994) with one or two things that lead to another, those with the
/// greatest lift first. `baskets` tells of each thing in which baskets it is, out of `count`.
///
/// ```
/// use kehu::analytics::associations;
/// // Tan, Steinbach and Kumar, "Introduction to Data Mining" (2005), table 6.1: bread, milk, diapers, beer, eggs, cola.
/// let baskets: [roaring::RoaringBitmap; 6] =
///     [[0, 1, 3, 4].into(), [0, 2, 3, 4].into(), [1, 2, 3, 4].into(), [1, 2, 3].into(), [1].into(), [2, 4].into()];
/// let rules = associations(&baskets, 5, 0.4, 0.6);
/// let rule = rules.iter().find(|rule| rule.items == [1, 2] && rule.then == 3).unwrap();
/// assert_eq!((rule.support, rule.count), (0.4, 2)); // who buys milk and diapers also buys beer,
/// assert!((rule.confidence - 0.67).abs() < 0.005); // as the book has it
/// ```
pub fn associations(baskets: &[RoaringBitmap], count: u64, support: f64, confidence: f64) -> Vec<Rule> {
    let least = ((support * count as f64 - 1e-9).ceil() as u64).max(1);
    let frequent = frequent(baskets, least);
    let mut rules = Vec::new();
    for (place, a) in frequent.iter().enumerate() {
        for (second, b) in frequent.iter().enumerate().skip(place + 1) {
            let (Some(of_a), Some(of_b)) = (baskets.get(*a), baskets.get(*b)) else { continue };
            // What too few have no larger set has more often, so nothing is built on it.
            if of_a.intersection_len(of_b) < least {
                continue;
            }
            let both = of_a & of_b;
            let mut add = |items: &[usize], of: &RoaringBitmap, then: usize, together: u64| {
                let parts = (of.len(), baskets.get(then).map_or(0, RoaringBitmap::len), together, count);
                rules.extend(rule(items, then, parts).filter(|rule| rule.confidence >= confidence));
            };
            add(&[*a], of_a, *b, both.len());
            add(&[*b], of_b, *a, both.len());
            for (third, c) in frequent.iter().enumerate() {
                let together = baskets.get(*c).map_or(0, |of_c| both.intersection_len(of_c));
                if third != place && third != second && together >= least {
                    add(&[*a, *b], &both, *c, together);
                }
            }
        }
    }
    rules.arrange_by(|a: &Rule, b: &Rule| {
        strength(b, a).then_with(|| (&a.items, a.then).cmp(&(&b.items, b.then)))
    });
    rules
}

/// The things in enough baskets, in their order.
fn frequent(baskets: &[RoaringBitmap], least: u64) -> Vec<usize> {
    let enough = |place: &usize| baskets.get(*place).is_some_and(|of| of.len() >= least);
    let mut frequent: Vec<usize> = (0..baskets.len()).filter(enough).collect();
    frequent.arrange_by_key(|place| u64::MAX - baskets.get(*place).map_or(0, RoaringBitmap::len));
    frequent.truncate(ITEMS);
    frequent.arrange();
    frequent
}

fn rule(items: &[usize], then: usize, (of, of_then, together, count): (u64, u64, u64, u64)) -> Option<Rule> {
    let share = |part: u64, whole: u64| part as f64 / whole as f64;
    let confidence = share(together, of);
    let lift = confidence / share(of_then, count);
    let rule = Rule {
        items: items.to_vec(),
        then,
        count: together,
        support: share(together, count),
        confidence,
        lift,
    };
    lift.is_finite().then_some(rule)
}

fn strength(a: &Rule, b: &Rule) -> Ordering {
    a.lift.total_cmp(&b.lift).then(a.confidence.total_cmp(&b.confidence)).then(a.count.cmp(&b.count))
}
