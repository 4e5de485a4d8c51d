//! How many records of one source are linked to one of another.

use crate::columns::{Row, Symbol};
use crate::engine::{Engine, Links, Mode};
use crate::identity::Once;

/// Share of the linked records of a side that have several counterparts, from which the other side is taken to know customers
/// several times. Near misses give as many of both sides several, and fewer.
const MANY: f64 = 0.4;

impl Engine {
    /// The sources that know each customer once, as records are resolved of which so many are new.
    pub(in crate::engine) fn once(&mut self, touched: usize) -> Once {
        if self.options.mode == Mode::Dedupe {
            return Once::Never;
        }
        let first = self.first_source();
        match self.links(touched) {
            Links::OneToOne => Once::Everywhere,
            Links::OneToMany => Once::In(first),
            Links::ManyToOne => Once::Except(first),
            Links::ManyToMany | Links::Auto => Once::Never,
        }
    }

    /// What was asked for, or what the data say; they are asked again where much of them is new.
    fn links(&mut self, touched: usize) -> Links {
        if self.options.links != Links::Auto {
            return self.options.links;
        }
        if self.links_seen.is_none() || 2 * touched >= self.records.rows() {
            self.links_seen = self.see_links();
        }
        self.links_seen.unwrap_or_default()
    }

    /// Nothing, as long as no records are linked.
    fn see_links(&self) -> Option<Links> {
        let first = self.first_source();
        let (mut linked, mut several) = ([0_usize; 2], [0_usize; 2]);
        for row in self.directory.rows() {
            let mut sources: Vec<Option<Symbol>> = self
                .clusters
                .counterparts(row, self.model.accept)
                .map(|other| self.source_of(other))
                .collect();
            sources.sort_unstable();
            let side = usize::from(self.source_of(row) != first);
            if let (Some(linked), Some(several)) = (linked.get_mut(side), several.get_mut(side)) {
                *linked += usize::from(!sources.is_empty());
                *several += usize::from(sources.windows(2).any(|pair| pair.first() == pair.last()));
            }
        }
        let [ours, theirs] = [0, 1].map(|side: usize| {
            let count = |counts: &[usize; 2]| counts.get(side).copied().unwrap_or(0) as f64;
            count(&several) > MANY * count(&linked)
        });
        let seen = match (ours, theirs) {
            (false, false) => Links::OneToOne,
            (true, false) => Links::OneToMany,
            (false, true) => Links::ManyToOne,
            (true, true) => Links::ManyToMany,
        };
        (linked != [0, 0]).then_some(seen)
    }

    fn first_source(&self) -> Option<Symbol> {
        self.source_of(0)
    }

    fn source_of(&self, row: Row) -> Option<Symbol> {
        self.directory.reference(row).map(|reference| reference.source)
    }
}
