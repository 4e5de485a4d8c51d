//! How many conversions would be lost without a channel?

use super::attribution::Path;

/// For each channel the share of conversions that would be lost if all who meet it went away: one less the probability of a
/// conversion without it over that with it. 0 for all where nothing was converted.
///
/// ```
/// use kehu::analytics::{Path, removal_effects};
/// // The example of Bryl, "Marketing multi-channel attribution model with R (part 1)" (2016): C1 → C2 → C3 → sale, C1 → nothing,
/// // C2 → C3 → nothing. Without C1 half of the sales are lost, without C2 or C3 all.
/// let path = |channels: &[usize], sold: bool| Path {
///     touches: channels.iter().map(|channel| (*channel, 0.0)).collect(),
///     value: sold.then_some(1),
/// };
/// let paths = [path(&[0, 1, 2], true), path(&[0], false), path(&[1, 2], false)];
/// assert_eq!(removal_effects(&paths, 3), [0.5, 1.0, 1.0]);
/// ```
pub fn removal_effects(paths: &[Path], channels: usize) -> Vec<f64> {
    let chain = Chain::of(paths, channels);
    let all = chain.converts(None);
    let effect = |channel| if all > 0.0 { (1.0 - chain.converts(Some(channel)) / all).max(0.0) } else { 0.0 };
    (0..channels).map(effect).collect()
}

/// How often one contact followed the other. The start stands behind the channels.
struct Chain {
    states: usize,
    /// From each state to each.
    steps: Vec<f64>,
    /// From each state to a conversion.
    converted: Vec<f64>,
    /// From each state to anything.
    left: Vec<f64>,
}

impl Chain {
    fn of(paths: &[Path], channels: usize) -> Self {
        let states = channels + 1;
        let none = vec![0.0; states];
        let mut chain =
            Self { states, steps: vec![0.0; states * states], converted: none.clone(), left: none };
        for path in paths.iter().filter(|path| !path.touches.is_empty()) {
            let mut at = channels;
            for (channel, _) in &path.touches {
                add(&mut chain.steps, at * states + channel);
                add(&mut chain.left, at);
                at = *channel;
            }
            add(&mut chain.left, at);
            if path.value.is_some() {
                add(&mut chain.converted, at);
            }
        }
        chain
    }

    /// The probability that a path ends with a conversion, if a channel leads nowhere.
    fn converts(&self, without: Option<usize>) -> f64 {
        // Of each state: x = Σ step · x + converted. Whoever goes on goes away in the end, so the pivots are above 0.
        let (n, width) = (self.states, self.states + 1);
        let mut system = vec![0.0; n * width];
        for (from, row) in system.chunks_exact_mut(width).enumerate() {
            let left = self.left.get(from).copied().unwrap_or_default();
            let leads = left > 0.0 && without != Some(from);
            let steps = self.steps.get(from * n..(from + 1) * n).unwrap_or(&[]);
            let to = steps.iter().chain(self.converted.get(from));
            row.iter_mut().zip(to).for_each(|(cell, count)| *cell = if leads { count / left } else { 0.0 });
            row.iter_mut().take(n).for_each(|cell| *cell = -*cell);
            row.iter_mut().skip(from).take(1).for_each(|cell| *cell += 1.0);
        }
        eliminate(&mut system, width);
        // The start comes last, so after elimination its row holds nothing else.
        let last = system.rchunks_exact(width).next().unwrap_or(&[]);
        match (last.get(n - 1), last.get(n)) {
            (Some(pivot), Some(value)) if *pivot != 0.0 => value / pivot,
            _ => 0.0,
        }
    }
}

fn add(counts: &mut [f64], place: usize) {
    counts.get_mut(place).into_iter().for_each(|count| *count += 1.0);
}

/// Gauss's elimination of all below the diagonal.
fn eliminate(system: &mut [f64], width: usize) {
    for pivot in 0..width.saturating_sub(1) {
        let (above, below) = system.split_at_mut((pivot + 1) * width);
        let row = above.get(pivot * width..).unwrap_or(&[]);
        let Some(head) = row.get(pivot).copied().filter(|head| *head != 0.0) else { continue };
        for other in below.chunks_exact_mut(width) {
            let Some(factor) = other.get(pivot).map(|cell| cell / head).filter(|factor| *factor != 0.0)
            else {
                continue;
            };
            other.iter_mut().zip(row).skip(pivot).for_each(|(cell, of)| *cell -= factor * of);
        }
    }
}
