//! Tags, scores, segments and stages of customers, drawn when asked for and kept while they stand.

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};

use super::ledger::Books;
use super::panel::{Columns, are_many};
use super::subject::{CustomerSubject, Subjects};
use crate::actions::{Assigner, Planner};
use crate::columns::Row;
use crate::engine::Engine;
use crate::engine::queries::Viewer;
use crate::error::Result;
use crate::expr::{NamedFigure, Vocabulary, figures, share};
use crate::identity::Clusters;
use crate::messages::Language;
use crate::normalize::Context;
use crate::normalize::civil::Timestamp;
use crate::profile::{Contacts, Sources, Survivorship};
use crate::schema::ruleset::Ruleset;
use crate::segments::Memberships;
use crate::sort::gather;
use crate::tags::{Causes, Census, Definitions, Population, Portrait, Portraits, Tagger};

/// Customers who are kept between measuring and drawing them at most: each holds what was looked up of it.
const MET: usize = 64;

/// Who wants to see a customer that is drawn: as its host does, and as a subject of conditions. Meanwhile no other portrait
/// is known.
type Show<'s> = dyn FnMut(&Viewer<'_>, &CustomerSubject<'_>, Row, Portrait) + 's;

/// What is derived by conditions: how, and what came of it so far.
#[derive(Debug)]
pub(in crate::engine) struct Automation {
    pub(in crate::engine) tagger: Tagger,
    pub(in crate::engine) rules: Planner,
    pub(in crate::engine) assigner: Option<Assigner>,
    pub(super) books: Books,
    /// What stands behind the fields of the vocabulary.
    pub(in crate::engine) figures: Vec<NamedFigure>,
    pub(in crate::engine) columns: Columns,
    /// How many parts several conditions have in common.
    shared: u32,
    drawn: Option<Drawn>,
}

/// The portraits of all customers at one time.
#[derive(Debug)]
pub(in crate::engine) struct Drawn {
    at: Timestamp,
    census: Census,
    pub(in crate::engine) portraits: Portraits,
    pub(in crate::engine) memberships: Memberships,
    /// Customers whose portrait no longer stands, and why.
    stale: BTreeMap<Row, Causes>,
    /// Customers whose measures no longer stand.
    uncounted: BTreeSet<Row>,
    /// Whether there may be customers who were never drawn; those have no portrait.
    undrawn: bool,
}

impl Drawn {
    fn forget(&mut self, anchor: Row, causes: Causes) {
        let known = self.stale.entry(anchor).or_default();
        *known = known.and(causes);
    }

    /// Forgets what does not stand at `now` as time passed.
    fn come_to(&mut self, now: Timestamp) {
        self.at = now;
        self.uncounted.extend(self.census.take_due(now));
        for anchor in self.memberships.take_due(now) {
            self.forget(anchor, Causes::TIME);
        }
    }

    /// Takes out the customers who are to be drawn anew, or for the first time: all of them, or those of the wanted ones.
    fn take_stale(&mut self, wanted: Option<&BTreeSet<Row>>, all: &Clusters) -> BTreeMap<Row, Causes> {
        let Some(wanted) = wanted else {
            let mut stale = std::mem::take(&mut self.stale);
            if std::mem::take(&mut self.undrawn) {
                stale
                    .extend(all.anchors().filter(|anchor| self.lacks(*anchor)).map(|one| (one, Causes::ALL)));
            }
            return stale;
        };
        let mut stale = gather(wanted.iter().filter_map(|anchor| self.stale.remove_entry(anchor)));
        if self.undrawn {
            stale.extend(wanted.iter().filter(|one| self.lacks(**one)).map(|one| (*one, Causes::ALL)));
        }
        stale
    }

    fn lacks(&self, anchor: Row) -> bool {
        self.portraits.glance(anchor).is_none()
    }

    /// The measure of all customers that RFM scores rank by.
    pub(in crate::engine) fn population(&self) -> &Population {
        self.census.population()
    }

    /// The measures of all customers.
    pub(in crate::engine) fn census(&self) -> &Census {
        &self.census
    }

    /// When customers may rank differently by time alone.
    pub(in crate::engine) fn ranks_change(&self) -> Option<Timestamp> {
        self.census.next_change_at()
    }
}

impl Automation {
    pub(in crate::engine) fn compile(ruleset: &Ruleset, language: Language) -> Result<Self> {
        let zone = Context::default().utc_offset;
        let vocabulary = Vocabulary::of(ruleset, language)?;
        let books = Books::compile(ruleset, &vocabulary, zone)?;
        let definitions = Definitions {
            tags: &ruleset.tags,
            scores: &ruleset.scores,
            segments: &ruleset.segments,
            stages: &ruleset.stages,
        };
        let mut tagger = Tagger::compile(definitions, vocabulary, zone)?;
        let mut rules = Planner::compile(ruleset, tagger.vocabulary(), zone)?;
        let shared = share(tagger.plans_mut().chain(rules.plans_mut()));
        let assigner = ruleset.assignment.as_ref();
        let assigner = assigner.map(|def| Assigner::compile(def, tagger.vocabulary(), zone)).transpose();
        let assigner = assigner.map_err(|e| e.under("assignment"))?;
        Ok(Self {
            tagger,
            rules,
            assigner,
            books,
            figures: figures(ruleset),
            columns: Columns::default(),
            shared,
            drawn: None,
        })
    }

    /// Whether nothing is derived of anybody yet.
    pub(in crate::engine) fn is_blank(&self) -> bool {
        self.drawn.is_none() && !self.columns.is_open()
    }

    /// The portraits of these customers no longer stand.
    pub(in crate::engine) fn forget(&mut self, anchors: impl IntoIterator<Item = Row>) {
        anchors.into_iter().for_each(|anchor| self.forget_in_part(anchor, Causes::ALL));
    }

    /// What the causes may change in the portrait of a customer no longer stands.
    pub(in crate::engine) fn forget_in_part(&mut self, anchor: Row, causes: Causes) {
        self.columns.forget(anchor);
        if let Some(drawn) = &mut self.drawn {
            drawn.forget(anchor, causes);
            if self.tagger.measures_change_by(causes) {
                drawn.uncounted.insert(anchor);
            }
        }
    }

    /// No portrait stands any longer, as anybody may have other events.
    pub(in crate::engine) fn forget_events(&mut self) {
        self.columns.forget_events();
        self.drawn = None;
    }

    /// No portrait stands any longer.
    pub(in crate::engine) fn forget_all(&mut self) {
        self.columns = Columns::default();
        self.drawn = None;
    }
}

impl Engine {
    /// Brings all portraits up to `now`: those that time or new data changed, and those that rank differently because
    /// others changed. When time goes back, or nothing was drawn yet, all are drawn.
    pub(in crate::engine) fn draw(&mut self, now: Timestamp) {
        self.draw_those(None, &BTreeMap::new(), now, &mut |_, _, _, _| {});
    }

    /// As [`draw`](Self::draw), of some customers; the others are drawn when somebody asks for them.
    pub(in crate::engine) fn draw_of(&mut self, anchors: &BTreeSet<Row>, now: Timestamp) {
        self.draw_those(Some(anchors), &BTreeMap::new(), now, &mut |_, _, _, _| {});
    }

    /// Draws what no longer stands, of all customers or of the wanted ones; shows each of those that it drew, and returns
    /// them. Of some the portraits that were kept last may be `known`.
    fn draw_those(
        &mut self,
        wanted: Option<&BTreeSet<Row>>,
        known: &BTreeMap<Row, Portrait>,
        now: Timestamp,
        show: &mut Show<'_>,
    ) -> BTreeMap<Row, Causes> {
        let kept = self.automation.drawn.take().filter(|drawn| drawn.at <= now);
        let is_new = kept.is_none();
        let mut drawn = kept.unwrap_or_else(|| self.blank(now));
        drawn.come_to(now);
        let changed = std::mem::take(&mut drawn.uncounted);
        let uncounted: Vec<Row> =
            if is_new { self.clusters.anchors().collect() } else { changed.into_iter().collect() };
        let viewer = LazyCell::new(|| self.host_viewer(now));
        let mut met = Vec::new();
        if !uncounted.is_empty() {
            met = self.count(&mut drawn, uncounted, viewer.subjects(), now);
        }
        let stale = drawn.take_stale(wanted, &self.clusters);
        for (anchor, causes) in &stale {
            let subjects = viewer.subjects();
            subjects.population.get_or_init(|| drawn.population().clone());
            let place = met.iter().position(|(of, _)| of == anchor);
            let subject =
                place.map(|place| met.swap_remove(place).1).unwrap_or_else(|| viewer.subject(*anchor));
            if let Some(portrait) =
                self.redraw(&mut drawn, &subject, (*anchor, *causes, known.get(anchor)), now)
            {
                show(&viewer, &subject, *anchor, portrait);
            }
        }
        drop(met);
        drop(viewer);
        stale.keys().for_each(|anchor| self.automation.columns.forget_marks(*anchor));
        self.automation.drawn = Some(drawn);
        stale
    }

    /// Shows some customers with their portraits at `now`, as far as they exist. Of some the portraits that were kept last may be
    /// `known`.
    pub(in crate::engine) fn show_those(
        &mut self,
        anchors: &BTreeSet<Row>,
        known: &BTreeMap<Row, Portrait>,
        now: Timestamp,
        show: &mut Show<'_>,
    ) {
        let drawn = self.draw_those(Some(anchors), known, now, show);
        let viewer = LazyCell::new(|| self.host_viewer(now));
        for anchor in anchors.iter().filter(|anchor| !drawn.contains_key(anchor)) {
            if let Some(portrait) = viewer.portrait(*anchor) {
                show(&viewer, &viewer.subject(*anchor), *anchor, portrait);
            }
        }
    }

    fn blank(&self, now: Timestamp) -> Drawn {
        let ruleset = &self.ruleset;
        Drawn {
            at: now,
            census: Census::default(),
            portraits: Portraits::default(),
            memberships: Memberships::new(ruleset.segments.len(), ruleset.tags.len(), ruleset.stages.len()),
            stale: BTreeMap::new(),
            uncounted: BTreeSet::new(),
            undrawn: true,
        }
    }

    /// Takes the measure of the customers that changed, which may change how others rank. Returns those met one by one, for
    /// who is measured is often drawn next.
    fn count<'s>(
        &'s self,
        drawn: &mut Drawn,
        uncounted: Vec<Row>,
        subjects: &'s Subjects<'s>,
        now: Timestamp,
    ) -> Vec<(Row, CustomerSubject<'s>)> {
        let (tagger, mut met) = (&self.automation.tagger, Vec::new());
        let (there, gone): (Vec<Row>, Vec<Row>) =
            uncounted.into_iter().partition(|anchor| !self.clusters.members(*anchor).is_empty());
        gone.into_iter().for_each(|anchor| drawn.census.remove(anchor));
        if are_many(there.len() as u64, self.clusters.rows() as u64) {
            self.count_many(&mut drawn.census, subjects, &there, now);
        } else {
            for anchor in there {
                let subject = CustomerSubject::new(subjects, self.clusters.members(anchor));
                drawn.census.set(anchor, &tagger.measures(&subject, now));
                if met.len() < MET {
                    met.push((anchor, subject));
                }
            }
        }
        for anchor in drawn.census.settle(tagger) {
            drawn.forget(anchor, Causes::RANKS);
        }
        met
    }

    fn redraw(
        &self,
        drawn: &mut Drawn,
        subject: &CustomerSubject<'_>,
        (anchor, causes, known): (Row, Causes, Option<&Portrait>),
        now: Timestamp,
    ) -> Option<Portrait> {
        let tagger = &self.automation.tagger;
        let kept = if known.is_none() { drawn.portraits.get(anchor) } else { None };
        let before = known.or(kept.as_ref());
        if self.clusters.members(anchor).is_empty() {
            drawn.portraits.remove(anchor);
            drawn.memberships.remove(anchor);
            return None;
        }
        let (mut portrait, causes) = match before {
            None => (tagger.blank(), Causes::ALL),
            Some(before) => (before.clone(), causes),
        };
        let is_other = tagger.redraw(&mut portrait, causes, subject, drawn.population(), now);
        drawn.memberships.set(anchor, before, &portrait);
        if is_other || before.is_none() {
            drawn.portraits.put(anchor, &portrait);
        }
        Some(portrait)
    }

    /// The portraits drawn last, if any.
    pub(in crate::engine) fn drawn(&self) -> Option<&Drawn> {
        self.automation.drawn.as_ref()
    }

    pub(in crate::engine) fn subjects(&self, now: Timestamp) -> Subjects<'_> {
        let power = self.ruleset.power.as_ref();
        Subjects {
            engine: self,
            records: &self.records,
            events: &self.events,
            fields: &self.ruleset.fields,
            survivorship: self.survivorship(),
            names: &self.names,
            shared: self.automation.shared,
            zone: self.context.utc_offset,
            contacts: Contacts::new(self.fields.people(), power),
            power,
            books: &self.automation.books,
            figures: &self.automation.figures,
            population: self.drawn().map(|drawn| drawn.population().clone().into()).unwrap_or_default(),
            now,
        }
    }

    pub(in crate::engine) fn survivorship(&self) -> Survivorship<'_> {
        let (records, directory, fields) = (&self.records, &self.directory, &*self.fields);
        let guides = self.fields.guides();
        let sources =
            Sources { records, directory, fields, guides, pins: &self.pins, operations: &self.operations };
        Survivorship::new(sources, self.seniority())
    }
}
