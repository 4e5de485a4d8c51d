//! Where customers stand under an RFM score.

use super::census::Census;
use super::score::{Rfm, Scales};
use crate::expr::{Number, ScoreId};
use crate::normalize::civil::Timestamp;
use crate::tags::tagger::{ScoreKind, Tagger};

/// Customers who stand alike among all who bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The ranks of recency, frequency and money, from 1 up.
    pub ranks: [u8; 3],
    /// The class, by its position in the scheme.
    pub class: Option<u16>,
    /// How many they are.
    pub customers: usize,
    /// What they spent within the time of the score.
    pub money: Number,
}

/// The place of ranks among all that there may be, of each so many.
#[inline]
fn place(ranks: [u8; 3], bins: usize) -> usize {
    ranks.iter().fold(0, |place, rank| place * bins + usize::from(*rank).saturating_sub(1))
}

impl Tagger {
    fn scaled<'a>(&'a self, score: ScoreId, census: &'a Census) -> Option<(&'a Rfm, &'a Scales)> {
        let Some(ScoreKind::Rfm(rfm)) = self.scores.get(score.index()) else { return None };
        Some((rfm, census.population().scales(score.index())?))
    }

    /// How customers stand who bought, as they were counted last: all ranks that somebody has, rising.
    pub fn standings(&self, score: ScoreId, census: &Census, now: Timestamp) -> Vec<Standing> {
        let Some((rfm, scales)) = self.scaled(score, census) else { return Vec::new() };
        let bins = usize::from(rfm.bins());
        let mut sums = vec![([0; 3], 0, 0_i128); bins.pow(3)];
        census.each(score.index(), &mut |_, raw| {
            let (ranks, _) = rfm.ranks(raw, scales, now);
            let [.., money] = *raw;
            if let Some(sum) = sums.get_mut(place(ranks, bins)) {
                *sum = (ranks, sum.1 + 1, sum.2 + i128::from(money));
            }
        });
        let somebody = sums.into_iter().filter(|(_, customers, _)| *customers > 0);
        let standing = |(ranks, customers, money)| Standing {
            ranks,
            class: rfm.class(ranks, scales),
            customers,
            money: Number::total(money),
        };
        somebody.map(standing).collect()
    }

    /// The first so many customers who stand in one of some ways.
    pub fn who_stand(
        &self,
        (score, ways): (ScoreId, &[Standing]),
        census: &Census,
        now: Timestamp,
        most: usize,
    ) -> Vec<u32> {
        let mut found = Vec::new();
        let Some((rfm, scales)) = self.scaled(score, census) else { return found };
        let bins = usize::from(rfm.bins());
        let mut is_wanted = vec![false; bins.pow(3)];
        let wanted = ways.iter().map(|way| place(way.ranks, bins));
        wanted.for_each(|place| is_wanted.get_mut(place).into_iter().for_each(|slot| *slot = true));
        census.each(score.index(), &mut |customer, raw| {
            if found.len() < most && is_wanted.get(place(rfm.ranks(raw, scales, now).0, bins)) == Some(&true)
            {
                found.push(customer);
            }
        });
        found
    }

    /// How many ranks an RFM score has; `None` for another score.
    pub fn ranks_of(&self, score: ScoreId) -> Option<u8> {
        match self.scores.get(score.index()) {
            Some(ScoreKind::Rfm(rfm)) => Some(rfm.bins()),
            _ => None,
        }
    }
}
