//! The matrix of an RFM score: how many customers have which ranks, and what they spent.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::engine::Engine;
use crate::engine::derived::Drawn;
use crate::engine::queries::either;
use crate::error::{Error, Result};
use crate::expr::{Number, ScoreId};
use crate::json::read_object;
use crate::schema::ruleset::RfmScheme;
use crate::tags::{Standing, rfm_classes};

/// Which customers of a matrix are to be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct RfmQuery {
    /// The present instant, ISO 8601.
    pub now: String,
    /// Only those of this rank of recency.
    pub recency: Option<u8>,
    /// Only those of this rank of frequency.
    pub frequency: Option<u8>,
    /// Only those of this rank of money.
    pub money: Option<u8>,
    /// Only those of this class.
    pub class: Option<String>,
    /// Customers to pass over.
    pub offset: usize,
    /// Most customers to tell.
    pub limit: usize,
}

read_object! {
    RfmQuery, RfmQuery::default(),
    must {}
    may {
        "now": now, "recency": recency, "frequency": frequency, "money": money, "class": class, "offset": offset,
        "limit": limit
    }
}

/// How customers who bought stand by recency, frequency and money.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RfmMatrix {
    /// How many ranks each measure has; the best has the largest number.
    pub ranks: u8,
    /// Customers who bought.
    pub customers: usize,
    /// What they spent within the time of the score, as a decimal text.
    pub money: String,
    /// Each pair of ranks of recency and frequency that somebody has, rising.
    pub cells: Vec<RfmCell>,
    /// The classes of the scheme, in its order.
    pub classes: Vec<RfmClassCount>,
    /// How many customers are asked for.
    pub total: usize,
    /// Their ids, as many as are wanted.
    pub ids: Vec<String>,
}

/// Customers with the same ranks of recency and frequency.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RfmCell {
    /// The rank of recency.
    pub recency: u8,
    /// The rank of frequency.
    pub frequency: u8,
    /// How many they are.
    pub customers: usize,
    /// What they spent, as a decimal text.
    pub money: String,
}

/// Customers of a class.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct RfmClassCount {
    /// Its id, as conditions name it.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// How many they are.
    pub customers: usize,
    /// What they spent, as a decimal text.
    pub money: String,
}

/// Customers, and what they spent in units of the fourth decimal.
#[derive(Clone, Copy, Default)]
struct Sum(usize, i64);

impl Sum {
    fn add(&mut self, standing: &Standing) {
        self.0 += standing.customers;
        self.1 = self.1.saturating_add(standing.money.raw());
    }

    fn money(self) -> String {
        Number::from_raw(self.1).to_string()
    }
}

/// The sums of a matrix.
struct Sums {
    ranks: usize,
    cells: Vec<Sum>,
    classes: Vec<Sum>,
    all: Sum,
}

impl Sums {
    fn add(&mut self, standing: &Standing) {
        let [recency, frequency, _] = standing.ranks.map(|rank| usize::from(rank).saturating_sub(1));
        let cell = self.cells.get_mut(recency * self.ranks + frequency);
        let class = standing.class.and_then(|class| self.classes.get_mut(usize::from(class)));
        let sums = [cell, class, Some(&mut self.all)];
        sums.into_iter().flatten().for_each(|sum| sum.add(standing));
    }

    fn cells(&self) -> Vec<RfmCell> {
        let places = self.cells.iter().enumerate().filter(|(_, sum)| sum.0 > 0);
        let rank = |place: usize| u8::try_from(place + 1).unwrap_or(u8::MAX);
        let cell = |(place, sum): (usize, &Sum)| RfmCell {
            recency: rank(place / self.ranks),
            frequency: rank(place % self.ranks),
            customers: sum.0,
            money: sum.money(),
        };
        places.map(cell).collect()
    }
}

impl RfmQuery {
    fn wants(&self, standing: &Standing, class: Option<u16>) -> bool {
        let wanted = [self.recency, self.frequency, self.money];
        wanted.iter().zip(standing.ranks).all(|(wanted, rank)| wanted.is_none_or(|wanted| wanted == rank))
            && (self.class.is_none() || standing.class == class)
    }
}

impl Engine {
    /// How customers stand by recency, frequency and money under an RFM score, and who they are: all who bought, or those
    /// of the ranks and the class asked for.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `condition/unknown_score`, `condition/unknown_bucket`, `score/not_rfm`.
    pub fn rfm(&mut self, score: &str, query: &RfmQuery) -> Result<RfmMatrix> {
        self.idle()?;
        let now = self.now(&query.now)?;
        // Everybody is measured, but nobody's portrait is needed.
        self.draw_of(&BTreeSet::new(), now);
        let tagger = &self.automation.tagger;
        let id = tagger.vocabulary().score(score)?;
        let no_rfm = || Error::new("score/not_rfm", "").with("name", score);
        let ranks = tagger.ranks_of(id).ok_or_else(no_rfm)?;
        let class = query.class.as_ref().map(|class| tagger.vocabulary().bucket(id, class)).transpose()?;
        let names = rfm_classes(self.scheme(id));
        let side = usize::from(ranks);
        let (cells, classes) = (vec![Sum::default(); side * side], vec![Sum::default(); names.len()]);
        let mut sums = Sums { ranks: side, cells, classes, all: Sum::default() };
        let Some(census) = self.drawn().map(Drawn::census) else { return Ok(RfmMatrix::default()) };
        let mut standings = tagger.standings(id, census, now);
        standings.iter().for_each(|standing| sums.add(standing));
        standings.retain(|standing| query.wants(standing, class));
        let found = match query.limit {
            0 => Vec::new(),
            limit => tagger.who_stand((id, &standings), census, now, query.offset.saturating_add(limit)),
        };
        let page = found.iter().skip(query.offset);
        let count = |((id, zh, en), sum): (&(&str, &str, &str), &Sum)| RfmClassCount {
            id: (*id).to_owned(),
            name: either(self.language(), zh, en).to_owned(),
            customers: sum.0,
            money: sum.money(),
        };
        Ok(RfmMatrix {
            ranks,
            customers: sums.all.0,
            money: sums.all.money(),
            cells: sums.cells(),
            classes: names.iter().zip(&sums.classes).map(count).collect(),
            total: standings.iter().map(|standing| standing.customers).sum(),
            ids: page.map(|anchor| self.customer_id(*anchor)).collect(),
        })
    }

    fn scheme(&self, score: ScoreId) -> RfmScheme {
        let def = self.ruleset.scores.get(score.index());
        def.and_then(|def| def.rfm.as_ref()).map_or_else(RfmScheme::default, |rfm| rfm.scheme)
    }
}
