//! Which contacts are a purchase to be credited to?

use super::markov::removal_effects;
use super::shares::share_out;

/// A rule by which contacts share the credit.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Model {
    /// All to the first.
    First,
    /// All to the last.
    #[default]
    Last,
    /// To all alike.
    Linear,
    /// Half as much for each so many days before the conversion.
    Decay(f64),
    /// 40 % to the first, 40 % to the last, the rest to those between alike; of two, half to each.
    Position,
    /// To channels by how many conversions would be lost without them (Anderl and others 2016): a Markov chain of first
    /// order over all paths, those without a conversion included.
    Markov,
}

/// The contacts of a customer up to a conversion, or up to now without one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Path {
    /// Each contact: the place of its channel, and how many days before the conversion it was.
    pub touches: Vec<(usize, f64)>,
    /// What the conversion was worth, in the smallest unit; `None` where there was none.
    pub value: Option<i64>,
}

/// What a channel is credited with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Credit {
    /// Conversions, in ten-thousandths.
    pub conversions: i64,
    /// Value, in the smallest unit.
    pub value: i64,
}

/// Parts into which the credit of one path is divided.
const PARTS: i64 = 1_000_000_000;

/// What each of `channels` channels is credited with. What all together are credited with is exactly the number and the value
/// of the conversions that had contacts.
///
/// ```
/// use kehu::analytics::{Model, Path, attribute};
/// let path = Path { touches: vec![(0, 9.0), (1, 5.0), (2, 0.0)], value: Some(100) };
/// let value = |model| attribute(&[path.clone()], 3, model).iter().map(|c| c.value).collect::<Vec<_>>();
/// assert_eq!(value(Model::First), [100, 0, 0]);
/// assert_eq!(value(Model::Linear), [34, 33, 33]);
/// assert_eq!(value(Model::Position), [40, 20, 40]);
/// ```
pub fn attribute(paths: &[Path], channels: usize, model: Model) -> Vec<Credit> {
    let mut conversions = vec![0_i128; channels];
    let mut values = vec![0_i64; channels];
    let mut total = (0_i64, 0_i64);
    for path in paths.iter().filter(|path| !path.touches.is_empty()) {
        let Some(value) = path.value else { continue };
        total = (total.0.saturating_add(10_000), total.1.saturating_add(value));
        let parts = parts(&path.touches, model);
        // Each value by itself: what was given back has none to share with others.
        let shares = share_out(value, &parts);
        for (((channel, _), part), share) in path.touches.iter().zip(parts).zip(shares) {
            conversions.get_mut(*channel).into_iter().for_each(|sum| *sum += part);
            values.get_mut(*channel).into_iter().for_each(|sum| *sum = sum.saturating_add(share));
        }
    }
    if model == Model::Markov {
        let effects = removal_effects(paths, channels);
        conversions = effects.iter().map(|effect| libm::round(effect * 1e12) as i128).collect();
        values = share_out(total.1, &conversions);
    }
    let conversions = share_out(total.0, &conversions);
    let credit = |(conversions, value)| Credit { conversions, value };
    conversions.into_iter().zip(values).map(credit).collect()
}

/// The parts of the credit that each contact of a path gets.
fn parts(touches: &[(usize, f64)], model: Model) -> Vec<i128> {
    let last = touches.len().saturating_sub(1);
    let weight = |(place, (_, days)): (usize, &(usize, f64))| -> i128 {
        let is = |of: usize| i128::from(place == of);
        match model {
            Model::First => is(0),
            Model::Last | Model::Markov => is(last),
            Model::Linear => 1,
            Model::Decay(half) => libm::round(libm::exp2(-days / half) * 1e15) as i128 + 1,
            // Of 40 : 20 : 40, where the 20 are shared by those between.
            Model::Position => match last {
                0 | 1 => 1,
                _ if place == 0 || place == last => 2 * (last as i128 - 1),
                _ => 1,
            },
        }
    };
    let weights: Vec<i128> = touches.iter().enumerate().map(weight).collect();
    share_out(PARTS, &weights).into_iter().map(i128::from).collect()
}
