//! Comparisons that depend on each other: town and postcode, a full name and its parts.
//!
//! Each comparison is taken to depend on a few others, one of which counts in each pair: a network of the kind that
//! Chow and Liu (1968) grow as a tree, with more than one branch to hold on to where values are missing.

use super::em::{Estimate, at, normalized};
use super::pattern::levels;
use super::sample::Sample;
use crate::schema::ruleset::{Given, Likelihood, MatchingDef};
use crate::sort::Arrange;

/// Bits that a dependence must shift a weight by to count.
const LEAST_SHIFT: f64 = 0.3;
/// Comparisons that one may depend on.
const MOST_PARENTS: usize = 4;
/// Pairs that independence counts for.
const STRENGTH: f64 = 20.0;

/// A comparison that depends on others.
#[derive(Debug)]
pub struct Branch {
    pub child: usize,
    /// The comparisons that tell most of it, with what they tell of each of its levels.
    pub parents: Vec<(usize, Vec<Given>)>,
}

/// Puts the comparisons in an order in which each depends on earlier ones, those that explain most first.
pub fn grow(def: &MatchingDef, sample: &Sample, estimate: &Estimate) -> Vec<Branch> {
    let joint = Joint::count(def, sample, estimate);
    let known: Vec<usize> = (0..def.comparisons.len()).filter(|k| estimate.knows(*k)).collect();
    let mut edges = Vec::new();
    for parent in &known {
        for child in known.iter().filter(|child| *child != parent) {
            let firmness = def.comparisons.get(*child).map_or(0.0, |c| c.firmness);
            let mut given = joint.given(*parent, *child, estimate, firmness);
            let levels = def.comparisons.get(*child).map_or(&[][..], |c| c.levels.as_slice());
            for (place, (given, _)) in given.iter_mut().zip(levels).enumerate().filter(|(_, (_, l))| l.fixed)
            {
                let general = estimate.likelihood(*child, place);
                *given = Given { agree: general, differ: general };
            }
            let shift = shift(&given, *child, estimate);
            if shift >= LEAST_SHIFT {
                edges.push(Edge { parent: *parent, child: *child, shift, given });
            }
        }
    }
    let order = order(known, &edges);
    let place = |k: usize| order.iter().position(|other| *other == k);
    edges.retain(|edge| place(edge.parent) < place(edge.child));
    edges.arrange_by(|a, b| b.shift.total_cmp(&a.shift));
    let branch = |child: &usize| {
        let parents = edges.iter().filter(|edge| edge.child == *child).take(MOST_PARENTS);
        Branch { child: *child, parents: parents.map(|edge| (edge.parent, edge.given.clone())).collect() }
    };
    order.iter().map(branch).filter(|branch| !branch.parents.is_empty()).collect()
}

struct Edge {
    parent: usize,
    child: usize,
    shift: f64,
    given: Vec<Given>,
}

fn order(mut left: Vec<usize>, edges: &[Edge]) -> Vec<usize> {
    let mut order = Vec::new();
    while !left.is_empty() {
        let explains = |k: usize| -> f64 {
            edges.iter().filter(|e| e.parent == k && left.contains(&e.child)).map(|e| e.shift).sum()
        };
        let best = left.iter().copied().max_by(|a, b| explains(*a).total_cmp(&explains(*b)).then(b.cmp(a)));
        let Some(best) = best else { break };
        left.retain(|k| *k != best);
        order.push(best);
    }
    order
}

/// By how many bits knowing the parent shifts the weights of the child: on average over others that agree on the parent,
/// and over matches.
fn shift(given: &[Given], child: usize, estimate: &Estimate) -> f64 {
    let mut sum = 0.0;
    for (level, given) in given.iter().enumerate() {
        let Likelihood { m, u } = estimate.likelihood(child, level);
        let divergence = |p: f64, q: f64| p * libm::log2(p / q);
        sum += divergence(given.agree.u, u);
        sum += 0.5 * (divergence(given.agree.m, m) + divergence(given.differ.m, m));
    }
    sum
}

/// How often levels of two comparisons come together among matches.
struct Joint {
    /// By parent, whether it agrees, child, level.
    m: Vec<[Vec<Vec<f64>>; 2]>,
}

impl Joint {
    fn count(def: &MatchingDef, sample: &Sample, estimate: &Estimate) -> Self {
        let zero: Vec<Vec<f64>> = def.comparisons.iter().map(|c| vec![0.0; c.levels.len()]).collect();
        let mut m = vec![[zero.clone(), zero]; def.comparisons.len()];
        for (chooser, draws) in sample.agreeing.iter().enumerate() {
            let logs = estimate.logs(chooser);
            for (stratum, draw) in draws.iter().enumerate() {
                for (pattern, count) in &draw.patterns {
                    let p = estimate.posterior(&logs, stratum, pattern) * count;
                    for (parent, outcome) in levels(pattern).filter(|(k, _)| *k != chooser) {
                        let Likelihood { m: likely, u } = estimate.likelihood(parent, outcome);
                        let side = usize::from(likely <= u);
                        for (child, level) in levels(pattern).filter(|(k, _)| *k != chooser && *k != parent) {
                            let slot = m.get_mut(parent).and_then(|sides| sides.get_mut(side));
                            if let Some(n) =
                                slot.and_then(|table| table.get_mut(child)).and_then(|row| row.get_mut(level))
                            {
                                *n += p;
                            }
                        }
                    }
                }
            }
        }
        Self { m }
    }

    fn given(&self, parent: usize, child: usize, estimate: &Estimate, firmness: f64) -> Vec<Given> {
        let evidence = estimate.evidence.get(child).copied().unwrap_or(0.0);
        let strength = STRENGTH + firmness * evidence;
        let side = |side: usize| -> Vec<f64> {
            let seen = self.m.get(parent).and_then(|s| s.get(side)).and_then(|t| t.get(child));
            let sums = seen.into_iter().flatten().enumerate();
            normalized(sums.map(|(l, n)| n + strength * at(&estimate.m, child, l)).collect())
        };
        let (agree, differ) = (side(0), side(1));
        let drawn = estimate.drawn_u.get(parent);
        let given = |(level, (agree, differ)): (usize, (&f64, &f64))| {
            let u = at(&estimate.u, child, level);
            Given {
                agree: Likelihood { m: *agree, u: drawn.map_or(u, |table| at(table, child, level)) },
                differ: Likelihood { m: *differ, u },
            }
        };
        let mut given: Vec<Given> = agree.iter().zip(&differ).enumerate().map(given).collect();
        level_off(&mut given, child, estimate);
        given
    }
}

/// Where the parent agrees, a weaker level cannot say more than a stronger one: that a full name is the same but its
/// given name only similar is rare by chance, and no better a sign for it.
fn level_off(given: &mut [Given], child: usize, estimate: &Estimate) {
    let Some((first, rest)) = given.split_first_mut() else { return };
    let most = first.agree.m / first.agree.u;
    let general = estimate.likelihood(child, 0);
    for (place, level) in rest.iter_mut().enumerate() {
        let own = estimate.likelihood(child, place + 1);
        let is_weaker = own.m / own.u <= general.m / general.u;
        if is_weaker && level.agree.m / level.agree.u > most {
            level.agree.u = (level.agree.m / most).min(1.0);
        }
    }
}
