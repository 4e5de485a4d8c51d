//! Groups of customers that are alike in some numbers (k-means).

use crate::sort::Arrange;
use crate::tags::{distance, nearest};

/// Groups, and who is in which.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clustering {
    /// The centre of each group, the largest group first.
    pub centres: Vec<Vec<f64>>,
    /// How many are in each.
    pub sizes: Vec<usize>,
    /// The group of each row.
    pub groups: Vec<usize>,
    /// The sum of squared distances to the centres.
    pub inertia: f64,
}

/// Beginnings that are tried; the best end is taken.
const STARTS: u64 = 10;
/// Rounds after which one is given up; they end long before.
const ROUNDS: usize = 300;
/// Rows between which all distances are measured for a silhouette; of more, every so many-th is taken.
const MEASURED: usize = 1_000;

/// Divides rows of `width` numbers into `count` groups so that each row is near the centre of its own: Lloyd's algorithm (1982)
/// from starts drawn as k-means++ does (Arthur and Vassilvitskii 2007), by fixed numbers in the place of chance. So the same
/// rows always give the same groups. `None` where there are fewer rows that differ than groups.
pub fn cluster(rows: &[f64], width: usize, count: usize) -> Option<Clustering> {
    if width == 0 || count == 0 {
        return None;
    }
    let rows: Vec<&[f64]> = rows.chunks_exact(width).collect();
    let mut best: Option<Clustering> = None;
    for seed in 1..=STARTS {
        let Some(found) = begin(&rows, count, seed).map(|centres| settle(&rows, centres)) else { continue };
        if best.as_ref().is_none_or(|best| found.inertia < best.inertia) {
            best = Some(found);
        }
    }
    best.map(largest_first)
}

/// Rows to begin with: each drawn with a chance that grows with the square of how far it is from those before.
fn begin(rows: &[&[f64]], count: usize, seed: u64) -> Option<Vec<Vec<f64>>> {
    let mut state = seed;
    let mut draw = |sum: f64| {
        // Knuth's linear congruential generator (MMIX).
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 11) as f64 / (1_u64 << 53) as f64 * sum
    };
    let first = draw(rows.len() as f64) as usize;
    let mut centres = vec![rows.get(first)?.to_vec()];
    let mut far: Vec<f64> = vec![f64::INFINITY; rows.len()];
    while centres.len() < count {
        let last = centres.last()?;
        far.iter_mut().zip(rows).for_each(|(far, row)| *far = far.min(distance(row, last)));
        let mut left = draw(far.iter().sum());
        let next = far.iter().position(|far| {
            left -= far;
            *far > 0.0 && left <= 0.0
        });
        // Rounding may leave a rest: then the last one that is not a centre yet.
        let next = next.or_else(|| far.iter().rposition(|far| *far > 0.0))?;
        centres.push(rows.get(next)?.to_vec());
    }
    Some(centres)
}

/// Moves the centres to the middle of those nearest to them until nobody changes group.
fn settle(rows: &[&[f64]], mut centres: Vec<Vec<f64>>) -> Clustering {
    let mut groups: Vec<usize> = Vec::new();
    for _ in 0..ROUNDS {
        let next: Vec<usize> = rows.iter().map(|row| nearest(row, &centres).0).collect();
        if next == groups {
            break;
        }
        groups = next;
        for (group, centre) in centres.iter_mut().enumerate() {
            let own = rows.iter().zip(&groups).filter(|(_, of)| **of == group);
            let count = own.clone().count();
            // A group that lost all its rows keeps its centre.
            if count > 0 {
                centre.fill(0.0);
                own.for_each(|(row, _)| centre.iter_mut().zip(*row).for_each(|(sum, x)| *sum += x));
                centre.iter_mut().for_each(|sum| *sum /= count as f64);
            }
        }
    }
    let inertia = rows.iter().map(|row| nearest(row, &centres).1).sum();
    let sizes = (0..centres.len()).map(|group| groups.iter().filter(|of| **of == group).count()).collect();
    Clustering { centres, sizes, groups, inertia }
}

fn largest_first(found: Clustering) -> Clustering {
    let mut order: Vec<usize> = (0..found.sizes.len()).collect();
    order.arrange_by_key(|group| usize::MAX - found.sizes.get(*group).copied().unwrap_or_default());
    let place = |group: &usize| order.iter().position(|of| of == group).unwrap_or_default();
    Clustering {
        groups: found.groups.iter().map(place).collect(),
        centres: order.iter().filter_map(|group| found.centres.get(*group).cloned()).collect(),
        sizes: order.iter().filter_map(|group| found.sizes.get(*group).copied()).collect(),
        inertia: found.inertia,
    }
}

/// How much nearer rows are to their own group than to the next one, on the mean: from −1 to 1, the more the better
/// (Rousseeuw 1987). The number of groups with the largest is the one to take.
pub fn silhouette(rows: &[f64], width: usize, found: &Clustering) -> f64 {
    let rows: Vec<(&[f64], usize)> =
        rows.chunks_exact(width.max(1)).zip(found.groups.iter().copied()).collect();
    let measured: Vec<(&[f64], usize)> =
        rows.iter().step_by(rows.len().div_ceil(MEASURED).max(1)).copied().collect();
    let sum: f64 = measured.iter().map(|row| contrast(*row, &measured, found.sizes.len())).sum();
    if measured.is_empty() { 0.0 } else { sum / measured.len() as f64 }
}

fn contrast((row, group): (&[f64], usize), others: &[(&[f64], usize)], groups: usize) -> f64 {
    let mut sums = vec![(0.0, 0_usize); groups];
    for (other, of) in others {
        let Some((sum, count)) = sums.get_mut(*of) else { continue };
        (*sum, *count) = (*sum + libm::sqrt(distance(row, other)), *count + 1);
    }
    let Some((own, count)) = sums.get(group).copied() else { return 0.0 };
    if count < 2 {
        return 0.0; // alone in its group
    }
    let within = own / (count - 1) as f64;
    let rest = sums.iter().enumerate().filter(|(of, (_, count))| *of != group && *count > 0);
    let between = rest.map(|(_, (sum, count))| sum / *count as f64).fold(f64::INFINITY, f64::min);
    let larger = within.max(between);
    if larger.is_finite() && larger > 0.0 { (between - within) / larger } else { 0.0 }
}
