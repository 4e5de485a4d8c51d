//! The measures of many customers, in one pass over all events.

use super::bought::Bought;
use super::census::Measures;
use super::rfm::Rfm;
use super::tagger::{ScoreKind, Tagger};
use crate::expr::{EventId, NEVER, Number, PropertyId};
use crate::normalize::civil::Timestamp;

/// An event that counts for RFM: whose it is, when it was, and what it was worth.
pub type Purchase = (u32, Timestamp, Option<Number>);

/// What all customers bought, by each score that measures it.
#[derive(Debug)]
pub struct Survey<'t> {
    now: Timestamp,
    /// Score by score.
    scores: Vec<Option<Counted<'t>>>,
}

#[derive(Debug)]
struct Counted<'t> {
    rfm: &'t Rfm,
    /// By customer.
    bought: Vec<Bought>,
}

impl Tagger {
    /// A survey of customers below a number, of whom nothing is known yet.
    pub fn survey(&self, customers: usize, now: Timestamp) -> Survey<'_> {
        let rfm = self.scores.iter().map(|score| match score {
            ScoreKind::Rfm(rfm) => Some(rfm.as_ref()),
            _ => None,
        });
        let counted = |rfm| Counted { rfm, bought: vec![Bought::NOTHING; customers] };
        Survey { now, scores: rfm.map(|rfm| rfm.map(counted)).collect() }
    }
}

impl Survey<'_> {
    /// The places of the scores that measure something, the type of the events, and the property that they add up.
    pub fn wanted(&self) -> Vec<(usize, EventId, PropertyId)> {
        let wanted = |(place, score): (usize, &Option<Counted<'_>>)| {
            score.as_ref().map(|counted| (place, counted.rfm.event(), counted.rfm.amount()))
        };
        self.scores.iter().enumerate().filter_map(wanted).collect()
    }

    /// Takes in events of the type that the score at `place` wants.
    #[inline(never)]
    pub fn take(&mut self, place: usize, purchases: &[Purchase]) {
        let Some(Some(Counted { rfm, bought })) = self.scores.get_mut(place) else { return };
        for (customer, time, worth) in purchases {
            let bought = bought.get_mut(*customer as usize);
            bought.into_iter().for_each(|bought| rfm.take(bought, (*time, self.now), || *worth));
        }
    }

    /// Shows the measures of some customers.
    pub fn each(&self, customers: &[u32], visit: &mut dyn FnMut(u32, &Measures)) {
        let mut measures = Measures { raws: vec![None; self.scores.len()], until: NEVER };
        for customer in customers {
            measures.until = NEVER;
            for (raw, score) in measures.raws.iter_mut().zip(&self.scores) {
                let bought = score.as_ref().and_then(|counted| counted.bought.get(*customer as usize));
                let (own, until) = bought.map_or((None, NEVER), Bought::raw);
                *raw = own;
                measures.until = measures.until.min(until);
            }
            visit(*customer, &measures);
        }
    }
}
