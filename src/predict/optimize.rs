//! Finding the parameters under which what was seen is likeliest.

use libm::{exp, fabs, log};

use crate::digits::significant;
use crate::sort::Arrange;

/// What came of fitting a model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fit<M> {
    /// The model with its parameters.
    pub model: M,
    /// The logarithm of its likelihood.
    pub log_likelihood: f64,
    /// Whether the search came to rest. Without that the figures mean little: there is too little to tell.
    pub converged: bool,
}

/// Steps after which the search is given up.
const STEPS: usize = 2_000;
/// The search rests when the best and the worst corner differ by no more than this share.
const REST: f64 = 1e-9;

/// Minimizes a function of `N` positive numbers, starting from `start`; the place and whether the search came to rest.
///
/// The simplex method of Nelder and Mead (1965) with its customary coefficients, on the logarithms of the parameters, so
/// that they stay positive. It is deterministic and needs no derivatives.
pub(super) fn minimize<const N: usize>(start: [f64; N], cost: &dyn Fn([f64; N]) -> f64) -> ([f64; N], bool) {
    let at = |point: [f64; N]| {
        let value = cost(point.map(exp));
        if value.is_finite() { value } else { f64::MAX }
    };
    let mut simplex = begin(start.map(log), &at);
    for _ in 0..STEPS {
        simplex.arrange_by(|a, b| a.0.total_cmp(&b.0));
        let (Some(best), Some(worst)) = (simplex.first().copied(), simplex.last().copied()) else { break };
        if worst.0 - best.0 <= REST * (fabs(best.0) + REST) {
            // A parameter that runs away says that more of it would always be better.
            let bounded = best.1.iter().all(|value| fabs(*value) < RUNAWAY);
            return (best.1.map(exp), bounded && best.0 < f64::MAX);
        }
        step(&mut simplex, &at);
    }
    simplex.arrange_by(|a, b| a.0.total_cmp(&b.0));
    (simplex.first().map_or(start, |best| best.1.map(exp)), false)
}

/// The logarithm of a parameter that is out of all proportion.
const RUNAWAY: f64 = 30.0;

type Corner<const N: usize> = (f64, [f64; N]);

fn begin<const N: usize>(start: [f64; N], at: &dyn Fn([f64; N]) -> f64) -> Vec<Corner<N>> {
    let mut simplex = vec![(at(start), start)];
    for axis in 0..N {
        let mut corner = start;
        corner.iter_mut().skip(axis).take(1).for_each(|value| *value += 0.5);
        simplex.push((at(corner), corner));
    }
    simplex
}

/// One step: the worst corner of a sorted simplex moves, or all shrink towards the best.
fn step<const N: usize>(simplex: &mut [Corner<N>], at: &dyn Fn([f64; N]) -> f64) {
    let Some(((worst, corner), others)) = simplex.split_last_mut() else { return };
    let (Some(best), Some(second)) = (others.first().copied(), others.last().copied()) else { return };
    let mut centre = [0.0; N];
    for (_, point) in others.iter() {
        centre.iter_mut().zip(point).for_each(|(sum, value)| *sum += value / N as f64);
    }
    let far = *corner;
    let towards = |share: f64| {
        let mut point = centre;
        point.iter_mut().zip(far).for_each(|(value, from)| *value += share * (from - *value));
        (at(point), point)
    };
    let reflected = towards(-1.0);
    let chosen = if reflected.0 < best.0 {
        let expanded = towards(-2.0);
        Some(if expanded.0 < reflected.0 { expanded } else { reflected })
    } else if reflected.0 < second.0 {
        Some(reflected)
    } else {
        let contracted = if reflected.0 < *worst { towards(-0.5) } else { towards(0.5) };
        Some(contracted).filter(|point| point.0 < worst.min(reflected.0))
    };
    if let Some(chosen) = chosen {
        (*worst, *corner) = chosen;
        return;
    }
    for (value, point) in simplex.iter_mut().skip(1) {
        point.iter_mut().zip(best.1).for_each(|(value, to)| *value = to + (*value - to) / 2.0);
        *value = at(*point);
    }
}

/// Six significant digits: JSON then keeps the number exactly, and it says no more than a fit does.
pub fn rounded(value: f64) -> f64 {
    significant(value, 6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_valley_is_followed_to_its_end() {
        // Rosenbrock's function (1960), least at (1, 1).
        let banana = |[x, y]: [f64; 2]| (1.0 - x) * (1.0 - x) + 100.0 * (y - x * x) * (y - x * x);
        let ([x, y], rests) = minimize([3.0, 0.2], &banana);
        assert!(rests && fabs(x - 1.0) < 1e-3 && fabs(y - 1.0) < 1e-3, "{x} {y}");
    }

    #[test]
    fn a_slope_without_end_is_said_to_have_none() {
        assert!(!minimize([1.0], &|[x]: [f64; 1]| -x).1);
    }
}
