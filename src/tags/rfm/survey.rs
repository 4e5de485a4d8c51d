//! The measures of many customers, in one pass over all events.

use std::hint::black_box;

use super::bought::Bought;
use super::census::Measures;
use super::ranking::CHUNK;
use super::score::Rfm;
use crate::columns::Row;
use crate::expr::{EventId, NEVER, Number, PropertyId};
use crate::identity::Clusters;
use crate::normalize::civil::Timestamp;
use crate::tags::tagger::{ScoreKind, Tagger};

/// An event that counts for RFM: the row it belongs to, when it was, and what it was worth.
pub type Purchase = (Row, Timestamp, Number);

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
    /// By row: whose that is need not be looked up event by event.
    bought: Vec<Bought>,
}

impl Tagger {
    /// A survey of what belongs to so many rows, of which nothing is known yet.
    pub fn survey(&self, rows: usize, now: Timestamp) -> Survey<'_> {
        let rfm = self.scores.iter().map(|score| match score {
            ScoreKind::Rfm(rfm) => Some(rfm.as_ref()),
            _ => None,
        });
        let counted = |rfm| Counted { rfm, bought: vec![Bought::NOTHING; rows] };
        Survey { now, scores: rfm.map(|rfm| rfm.map(counted)).collect() }
    }
}

/// Reads what purchases will change. These reads all over memory wait together; each change would wait for the one before it.
#[inline(never)]
fn touch(bought: &[Bought], purchases: &[Purchase]) {
    let counts = purchases.iter().filter_map(|(row, ..)| Some(bought.get(*row as usize)?.counted()));
    black_box(counts.fold(0, u32::wrapping_add));
}

impl Counted<'_> {
    /// What belongs to some rows together.
    fn of(&self, rows: &[Row]) -> Bought {
        let mut sum = Bought::NOTHING;
        rows.iter().filter_map(|row| self.bought.get(*row as usize)).for_each(|bought| sum.join(bought));
        sum
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
        for some in purchases.chunks(CHUNK) {
            touch(bought, some);
            for (row, time, worth) in some {
                let bought = bought.get_mut(*row as usize);
                bought.into_iter().for_each(|bought| rfm.take(bought, (*time, self.now), || Some(*worth)));
            }
        }
    }

    /// Shows the measures of some customers.
    pub fn each(&self, customers: &[Row], all: &Clusters, visit: &mut dyn FnMut(Row, &Measures)) {
        let mut measures = Measures { raws: vec![None; self.scores.len()], until: NEVER };
        customers.chunks(CHUNK).for_each(|some| self.each_of(some, all, &mut measures, visit));
    }

    #[inline(never)]
    fn each_of(
        &self,
        customers: &[Row],
        all: &Clusters,
        measures: &mut Measures,
        visit: &mut dyn FnMut(Row, &Measures),
    ) {
        for customer in customers {
            measures.until = NEVER;
            for (raw, score) in measures.raws.iter_mut().zip(&self.scores) {
                let (own, until) =
                    score.as_ref().map_or((None, NEVER), |score| score.of(all.members(*customer)).raw());
                *raw = own;
                measures.until = measures.until.min(until);
            }
            visit(*customer, measures);
        }
    }
}
