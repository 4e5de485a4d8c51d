//! Logistic regression with a quadratic penalty (ridge): how probable is it that something happens, given numbers?

use libm::{exp, fabs, log1p};

use super::optimize::Fit;

/// The log-odds of what may happen as a weighted sum of numbers.
///
/// ```
/// use kehu::predict::Logistic;
/// let rows = [0.0, 1.0, 2.0, 3.0];
/// let fit = Logistic::fit(&rows, 1, &[false, true, false, true], 0.1).unwrap();
/// assert!(fit.converged && fit.model.probability(&[3.0]) > fit.model.probability(&[0.0]));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Logistic {
    /// The log-odds where all numbers are 0.
    pub intercept: f64,
    /// What each number adds to the log-odds for each unit.
    pub weights: Vec<f64>,
}

/// Newton steps after which the search is given up; where it comes to rest it takes about eight.
const STEPS: usize = 60;
/// The search rests when a step gains no more than this share of the likelihood.
const REST: f64 = 1e-12;
/// Log-odds beyond which something is certain, which a search without a penalty never reaches.
const CERTAIN: f64 = 30.0;

impl Logistic {
    /// The weights under which what happened is likeliest, less `penalty` times half the square of each weight; the
    /// intercept is free. `rows` are `width` numbers for each label. `None` where the sizes do not fit.
    ///
    /// Newton's method, which for this problem is the same as iteratively reweighted least squares, with halved steps
    /// where a full one leads downhill.
    pub fn fit(rows: &[f64], width: usize, happened: &[bool], penalty: f64) -> Option<Fit<Self>> {
        if happened.is_empty() || Some(rows.len()) != width.checked_mul(happened.len()) {
            return None;
        }
        let problem = Problem { rows, width, happened, penalty };
        let mut at = vec![0.0; width + 1];
        let mut value = problem.value(&at);
        let mut converged = false;
        for _ in 0..STEPS {
            let Some(step) = problem.step(&at) else { break };
            let Some((next, better)) = problem.climb(&at, &step, value) else {
                converged = true;
                break;
            };
            converged = better - value <= REST * (fabs(better) + REST);
            (at, value) = (next, better);
            if converged {
                break;
            }
        }
        let log_likelihood = problem.log_likelihood(&at);
        let bounded = at.iter().all(|weight| fabs(*weight) < CERTAIN || penalty > 0.0);
        let (intercept, weights) = at.split_first()?;
        let model = Self { intercept: *intercept, weights: weights.to_vec() };
        Some(Fit { model, log_likelihood, converged: converged && bounded })
    }

    /// How probable it is.
    pub fn probability(&self, row: &[f64]) -> f64 {
        logistic(self.intercept + self.weights.iter().zip(row).map(|(weight, x)| weight * x).sum::<f64>())
    }
}

/// The probability that belongs to log-odds.
///
/// ```
/// assert_eq!(kehu::predict::logistic(0.0), 0.5);
/// ```
pub fn logistic(odds: f64) -> f64 {
    if odds >= 0.0 { 1.0 / (1.0 + exp(-odds)) } else { exp(odds) / (1.0 + exp(odds)) }
}

struct Problem<'a> {
    rows: &'a [f64],
    width: usize,
    happened: &'a [bool],
    penalty: f64,
}

impl Problem<'_> {
    /// The log-odds of each row.
    fn odds<'s>(&'s self, at: &'s [f64]) -> impl Iterator<Item = (&'s [f64], f64, bool)> + 's {
        let (intercept, weights) = at.split_first().map_or((0.0, at), |(first, rest)| (*first, rest));
        let row = |i: usize| self.rows.get(i * self.width..(i + 1) * self.width).unwrap_or(&[]);
        self.happened.iter().enumerate().map(move |(i, happened)| {
            let row = row(i);
            let sum: f64 = weights.iter().zip(row).map(|(weight, x)| weight * x).sum();
            (row, intercept + sum, *happened)
        })
    }

    fn log_likelihood(&self, at: &[f64]) -> f64 {
        // The logarithm of 1 + e^x without overflow.
        let softplus = |x: f64| if x > 0.0 { x + log1p(exp(-x)) } else { log1p(exp(x)) };
        self.odds(at).map(|(_, odds, happened)| -softplus(if happened { -odds } else { odds })).sum()
    }

    /// What is to be as large as can be.
    fn value(&self, at: &[f64]) -> f64 {
        let squares: f64 = at.iter().skip(1).map(|weight| weight * weight).sum();
        self.log_likelihood(at) - self.penalty / 2.0 * squares
    }

    /// Where Newton's method would go from here.
    fn step(&self, at: &[f64]) -> Option<Vec<f64>> {
        let size = self.width + 1;
        let mut slope = vec![0.0; size];
        let mut curve = vec![0.0; size * size];
        let mut full = Vec::with_capacity(size);
        for (row, odds, happened) in self.odds(at) {
            full.clear();
            full.push(1.0);
            full.extend_from_slice(row);
            let p = logistic(odds);
            let off = f64::from(u8::from(happened)) - p;
            slope.iter_mut().zip(&full).for_each(|(sum, x)| *sum += off * x);
            for ((i, line), x) in curve.chunks_exact_mut(size).enumerate().zip(&full) {
                let weight = p * (1.0 - p) * x;
                line.iter_mut().zip(&full).take(i + 1).for_each(|(sum, y)| *sum += weight * y);
            }
        }
        for (i, ((line, slope), weight)) in
            curve.chunks_exact_mut(size).zip(&mut slope).zip(at).enumerate().skip(1)
        {
            *slope -= self.penalty * weight;
            line.iter_mut().skip(i).take(1).for_each(|diagonal| *diagonal += self.penalty);
        }
        solve(&mut curve, slope)
    }

    /// The first of the whole step, its half, its quarter and so on that leads uphill.
    fn climb(&self, at: &[f64], step: &[f64], value: f64) -> Option<(Vec<f64>, f64)> {
        let mut share = 1.0;
        for _ in 0..30 {
            let next: Vec<f64> = at.iter().zip(step).map(|(from, step)| from + share * step).collect();
            let better = self.value(&next);
            if better > value {
                return Some((next, better));
            }
            share /= 2.0;
        }
        None
    }
}

/// Solves `matrix · x = right` by Cholesky's decomposition; only the lower half of the matrix is looked at. `None` where
/// it is not positive definite.
fn solve(matrix: &mut [f64], mut right: Vec<f64>) -> Option<Vec<f64>> {
    let size = right.len();
    for i in 0..size {
        let (above, rest) = matrix.split_at_mut(i * size);
        let line = rest.get_mut(..size)?;
        for j in 0..=i {
            let other = if j < i { above.get(j * size..(j + 1) * size)?.to_vec() } else { line.to_vec() };
            let sum: f64 = line.iter().zip(&other).take(j).map(|(a, b)| a * b).sum();
            let left = *line.get(j)? - sum;
            *line.get_mut(j)? = if j < i {
                left / *other.get(j)?
            } else if left > 0.0 {
                libm::sqrt(left)
            } else {
                return None;
            };
        }
    }
    for i in 0..size {
        let line = matrix.get(i * size..(i + 1) * size)?;
        let sum: f64 = line.iter().zip(&right).take(i).map(|(a, x)| a * x).sum();
        *right.get_mut(i)? = (*right.get(i)? - sum) / *line.get(i)?;
    }
    for i in (0..size).rev() {
        let column = |j: usize| matrix.get(j * size + i).copied();
        let mut sum = 0.0;
        for j in i + 1..size {
            sum += column(j)? * *right.get(j)?;
        }
        *right.get_mut(i)? = (*right.get(i)? - sum) / column(i)?;
    }
    Some(right)
}
