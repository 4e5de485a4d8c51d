//! Tags, scores, segments and stages of customers, drawn when asked for and kept while they stand.

use std::collections::{BTreeMap, BTreeSet};

use super::Engine;
use super::subject::{CustomerSubject, Names, Subjects};
use crate::actions::Planner;
use crate::columns::Row;
use crate::error::Result;
use crate::expr::Vocabulary;
use crate::messages::Language;
use crate::normalize::Context;
use crate::normalize::civil::Timestamp;
use crate::profile::{Sources, Survivorship};
use crate::schema::ruleset::Ruleset;
use crate::segments::Memberships;
use crate::sort::gather;
use crate::tags::{Census, Definitions, Population, Portrait, Tagger};

/// What is derived by conditions: how, and what came of it so far.
#[derive(Debug)]
pub(super) struct Automation {
    pub(super) tagger: Tagger,
    pub(super) rules: Planner,
    drawn: Option<Drawn>,
}

/// The portraits of all customers at one time.
#[derive(Debug)]
pub(super) struct Drawn {
    at: Timestamp,
    census: Census,
    pub(super) portraits: BTreeMap<Row, Portrait>,
    pub(super) memberships: Memberships,
    /// Customers whose portrait no longer stands.
    stale: BTreeSet<Row>,
}

impl Drawn {
    /// The measure of all customers that RFM scores rank by.
    pub(super) fn population(&self) -> &Population {
        self.census.population()
    }

    /// When customers may rank differently by time alone.
    pub(super) fn ranks_change(&self) -> Option<Timestamp> {
        self.census.next_change_at()
    }
}

impl Automation {
    pub(super) fn compile(ruleset: &Ruleset, language: Language) -> Result<Self> {
        let zone = Context::default().utc_offset;
        let vocabulary = Vocabulary::new(&ruleset.fields, &ruleset.events, language);
        let definitions = Definitions {
            tags: &ruleset.tags,
            scores: &ruleset.scores,
            segments: &ruleset.segments,
            stages: &ruleset.stages,
        };
        let tagger = Tagger::compile(definitions, vocabulary, zone)?;
        let rules = Planner::compile(&ruleset.rules, tagger.vocabulary(), zone)?;
        Ok(Self { tagger, rules, drawn: None })
    }

    /// The portraits of these customers no longer stand.
    pub(super) fn forget(&mut self, anchors: impl IntoIterator<Item = Row>) {
        if let Some(drawn) = &mut self.drawn {
            drawn.stale.extend(anchors);
        }
    }

    /// No portrait stands any longer.
    pub(super) fn forget_all(&mut self) {
        self.drawn = None;
    }
}

impl Engine {
    /// Brings all portraits up to `now`: those that time or new data changed, and those that rank differently because
    /// others changed. When time goes back, or nothing was drawn yet, all are drawn.
    pub(super) fn draw(&mut self, now: Timestamp) {
        let mut drawn = match self.automation.drawn.take() {
            Some(drawn) if drawn.at <= now => drawn,
            _ => self.blank(now),
        };
        drawn.stale.extend(drawn.memberships.due(now));
        let subjects = self.subjects();
        self.count(&mut drawn, &subjects, now);
        for anchor in std::mem::take(&mut drawn.stale) {
            self.redraw(&mut drawn, &subjects, anchor, now);
        }
        drop(subjects);
        drawn.at = now;
        self.automation.drawn = Some(drawn);
    }

    fn blank(&self, now: Timestamp) -> Drawn {
        let ruleset = &self.ruleset;
        Drawn {
            at: now,
            census: Census::default(),
            portraits: BTreeMap::new(),
            memberships: Memberships::new(ruleset.segments.len(), ruleset.tags.len(), ruleset.stages.len()),
            stale: self.clusters.anchors().collect(),
        }
    }

    /// Takes the measure of the customers that changed, which may change how others rank.
    fn count(&self, drawn: &mut Drawn, subjects: &Subjects, now: Timestamp) {
        let tagger = &self.automation.tagger;
        for anchor in &drawn.stale {
            match self.clusters.members(*anchor) {
                [] => drawn.census.remove(*anchor),
                rows => {
                    drawn.census.set(*anchor, &tagger.measures(&CustomerSubject::new(subjects, rows), now))
                }
            }
        }
        drawn.stale.append(&mut drawn.census.settle(tagger));
    }

    fn redraw(&self, drawn: &mut Drawn, subjects: &Subjects, anchor: Row, now: Timestamp) {
        if self.clusters.members(anchor).is_empty() {
            drawn.portraits.remove(&anchor);
            drawn.memberships.remove(anchor);
            return;
        }
        let subject = CustomerSubject::new(subjects, self.clusters.members(anchor));
        let portrait = self.automation.tagger.evaluate(&subject, drawn.population(), now);
        drawn.memberships.set(anchor, &portrait);
        drawn.portraits.insert(anchor, portrait);
    }

    /// The portraits drawn last, if any.
    pub(super) fn drawn(&self) -> Option<&Drawn> {
        self.automation.drawn.as_ref()
    }

    /// The portraits of some customers at `now`, as far as those customers exist.
    pub(super) fn portraits_of(
        &mut self,
        anchors: &BTreeSet<Row>,
        now: Timestamp,
    ) -> BTreeMap<Row, Portrait> {
        self.draw(now);
        let drawn = self.drawn();
        gather(anchors.iter().filter_map(|anchor| Some((*anchor, drawn?.portraits.get(anchor)?.clone()))))
    }

    pub(super) fn subjects(&self) -> Subjects<'_> {
        let (vocabulary, zone) = (self.automation.tagger.vocabulary(), self.context.utc_offset);
        Subjects {
            records: &self.records,
            events: &self.events,
            fields: &self.ruleset.fields,
            survivorship: self.survivorship(),
            names: Names::new(&self.ruleset.events, vocabulary, &self.records, zone),
        }
    }

    pub(super) fn survivorship(&self) -> Survivorship<'_> {
        let (records, directory, fields) = (&self.records, &self.directory, &self.fields);
        let sources = Sources { records, directory, fields, pins: &self.pins, operations: &self.operations };
        Survivorship::new(sources, self.seniority())
    }
}
