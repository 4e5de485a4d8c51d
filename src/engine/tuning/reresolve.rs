//! Another ruleset for the same records: what it would change, and changing to it.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::columns::{Row, SymbolWriter};
use crate::engine::{Engine, Options};
use crate::error::Result;
use crate::schema::ruleset::Ruleset;
use crate::store::{Change, Decoder, EventRow};

/// Customers, by their anchor, with those on the other side that have records in common.
type Groups = BTreeMap<Row, BTreeSet<Row>>;

/// Customers named as examples.
const EXAMPLES: usize = 20;

/// How customers would differ under another ruleset.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Resolution {
    /// Customers now.
    pub before: usize,
    /// Customers then.
    pub after: usize,
    /// Customers of the same records before and after.
    pub unchanged: usize,
    /// Customers that would fall apart.
    pub split: usize,
    /// Customers that would be made of several.
    pub joined: usize,
    /// Some of those that change, in the order of their first record.
    pub examples: Vec<Regrouping>,
}

/// Customers that would be grouped otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Regrouping {
    /// The customers now.
    pub before: Vec<String>,
    /// The customers then.
    pub after: Vec<String>,
    /// Their records, as `source/id`.
    pub records: Vec<String>,
}

impl Engine {
    /// How customers would differ under another ruleset; nothing changes.
    ///
    /// # Errors
    /// `engine/busy`, and those of [`new`](Self::new).
    pub fn preview_ruleset(&self, ruleset: Ruleset) -> Result<Resolution> {
        self.idle()?;
        Ok(self.resolution(&self.rebuilt(ruleset)?))
    }

    /// Changes to another ruleset: all records are read, matched and merged anew by it. What people decided stands. Rules on
    /// entering and leaving segments hear of what changes after the next call that tells the time.
    ///
    /// # Errors
    /// `engine/busy`, and those of [`new`](Self::new); nothing has changed then.
    pub fn adopt_ruleset(&mut self, ruleset: Ruleset) -> Result<Resolution> {
        self.idle()?;
        if self.treats_records_alike(&ruleset) && ruleset.matching == self.ruleset.matching {
            self.take_ruleset(ruleset)?;
            self.log_ruleset();
            let customers = self.clusters.anchors().count();
            return Ok(Resolution {
                before: customers,
                after: customers,
                unchanged: customers,
                ..Resolution::default()
            });
        }
        let other = self.rebuilt(ruleset)?;
        let resolution = self.resolution(&other);
        self.become_like(other);
        Ok(resolution)
    }

    /// Takes over the ruleset that a journal tells of.
    pub(in crate::engine) fn follow_ruleset(&mut self, document: &str) -> Result<()> {
        let ruleset = Ruleset::from_json(document)?;
        if !self.treats_records_alike(&ruleset) {
            let other = self.rebuilt(ruleset)?;
            self.become_like(other);
            return Ok(());
        }
        let matching = ruleset.matching.clone();
        if !self.derives_alike(&ruleset) {
            self.take_ruleset(Ruleset { matching: self.ruleset.matching.clone(), ..ruleset })?;
            self.log_ruleset();
        }
        self.adopt_anew(matching);
        Ok(())
    }

    /// Whether another ruleset differs at most in the matching model and in what is derived of customers, so that neither
    /// records nor events need be read anew.
    fn treats_records_alike(&self, other: &Ruleset) -> bool {
        let mine = &self.ruleset;
        mine.fields == other.fields
            && mine.cleaning == other.cleaning
            && mine.checks == other.checks
            && mine.identity == other.identity
            && mine.source_priority == other.source_priority
            && mine.events == other.events
            && mine.relations == other.relations
    }

    fn become_like(&mut self, other: Self) {
        let before = std::mem::replace(self, other);
        self.options = before.options;
        self.journal = before.journal;
        (self.sequence, self.replayed) = (before.sequence, before.replayed);
        if !self.derives_alike(&before.ruleset) {
            self.listen_anew();
        }
        self.log_ruleset();
    }

    /// An engine of another ruleset with all that this one holds.
    fn rebuilt(&self, ruleset: Ruleset) -> Result<Self> {
        let mut other = Self::new(ruleset, Options { journal: false, ..self.options })?;
        let mut open = None;
        let mut decoder = Decoder::default();
        let mut texts = SymbolWriter::new(&self.records.symbols);
        self.each_payload(&mut texts, &mut |_| {}, &mut |payload| match decoder.change(payload)? {
            Some(Change::Events { rows }) => {
                let rows = rows.into_iter().map(|row| other.divided(row)).collect();
                other.apply(Change::Events { rows }, &mut open)
            }
            Some(change) => other.apply(change, &mut open),
            None => Ok(()),
        })?;
        other.commit_open(&mut open);
        other.welcome_waiting(0)?;
        if !self.truth.is_empty() {
            let truth = |row: Row| self.truth.get(row as usize).map(|text| self.records.symbols.text(*text));
            let texts: Vec<&str> = self.directory.rows().map(|row| truth(row).unwrap_or_default()).collect();
            other.truth = texts.into_iter().map(|text| other.records.symbols.intern(text)).collect();
        }
        Ok(other)
    }

    /// An event with what this ruleset takes for whom it concerns apart from what it tells.
    fn divided(&self, row: EventRow) -> EventRow {
        let all = row.subject.into_iter().chain(row.properties);
        let (subject, properties) = all.partition(|(name, _)| self.is_subject(name));
        EventRow { subject, properties, ..row }
    }

    fn resolution(&self, other: &Self) -> Resolution {
        // The other engine got the rows in this order.
        let mine = self.directory.rows().map(|row| self.clusters.anchor(row));
        let pairs: Vec<(Row, Row)> =
            mine.zip(other.directory.rows().map(|row| other.clusters.anchor(row))).collect();
        let (mut after, mut before) = (Groups::new(), Groups::new());
        for (mine, theirs) in pairs {
            after.entry(mine).or_default().insert(theirs);
            before.entry(theirs).or_default().insert(mine);
        }
        let several = |groups: &Groups| groups.values().filter(|set| set.len() > 1).count();
        let is_changed = |set: &BTreeSet<Row>| {
            set.len() > 1 || set.iter().any(|other| before.get(other).is_some_and(|b| b.len() > 1))
        };
        let changed: Vec<Row> =
            after.iter().filter(|(_, set)| is_changed(set)).map(|(anchor, _)| *anchor).collect();
        Resolution {
            before: after.len(),
            after: before.len(),
            unchanged: after.len() - changed.len(),
            split: several(&after),
            joined: several(&before),
            examples: self.regroupings(other, &changed, (&after, &before)),
        }
    }

    fn regroupings(
        &self,
        other: &Self,
        changed: &[Row],
        (after, before): (&Groups, &Groups),
    ) -> Vec<Regrouping> {
        let (mut seen, mut found) = (BTreeSet::new(), Vec::new());
        for anchor in changed {
            if found.len() == EXAMPLES || seen.contains(anchor) {
                continue;
            }
            let then: Vec<Row> = after.get(anchor).into_iter().flatten().copied().collect();
            let now: BTreeSet<Row> =
                then.iter().filter_map(|row| before.get(row)).flatten().copied().collect();
            let rows = now.iter().flat_map(|anchor| self.clusters.members(*anchor));
            found.push(Regrouping {
                records: rows.map(|row| self.full_name(*row)).collect(),
                before: now.iter().map(|anchor| self.customer_id(*anchor)).collect(),
                after: then.iter().map(|anchor| other.customer_id(*anchor)).collect(),
            });
            seen.extend(now);
        }
        found
    }
}
