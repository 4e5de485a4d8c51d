//! Where customers stand under an RFM score.

use super::census::Census;
use super::tagger::{ScoreKind, Tagger};
use crate::expr::{Number, ScoreId};
use crate::normalize::civil::Timestamp;

/// Where a customer stands among all who bought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The ranks of recency, frequency and money, from 1 up.
    pub ranks: [u8; 3],
    /// The class, by its position in the scheme.
    pub class: Option<u16>,
    /// What the customer spent within the time of the score.
    pub money: Number,
}

impl Tagger {
    /// Shows `visit` where each customer stands who bought, as they were counted last.
    pub fn standings(
        &self,
        score: ScoreId,
        census: &Census,
        now: Timestamp,
        visit: &mut dyn FnMut(u32, Standing),
    ) {
        let Some(ScoreKind::Rfm(rfm)) = self.scores.get(score.index()) else { return };
        let Some(scales) = census.population().scales(score.index()) else { return };
        census.each(score.index(), &mut |customer, raw| {
            let (ranks, _) = rfm.ranks(raw, scales, now);
            let [.., money] = *raw;
            visit(
                customer,
                Standing { ranks, class: rfm.class(ranks, scales), money: Number::from_raw(money) },
            );
        });
    }

    /// How many ranks an RFM score has; `None` for another score.
    pub fn ranks_of(&self, score: ScoreId) -> Option<u8> {
        match self.scores.get(score.index()) {
            Some(ScoreKind::Rfm(rfm)) => Some(rfm.bins()),
            _ => None,
        }
    }
}
