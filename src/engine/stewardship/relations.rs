//! Relations between customers: what records tell, and what people state.

use std::iter;

use super::decide::Splits;
use crate::columns::{CellId, Row, Symbol};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::expr::{Answer, NEVER};
use crate::identity::{OperationId, OperationKind};
use crate::json::read_object;
use crate::normalize::civil::Timestamp;
use crate::profile::Bond;
use crate::sort::Arrange;
use crate::store::Change;

/// Who states a relation, and for what time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct RelationOptions {
    /// The present instant, ISO 8601.
    pub now: String,
    /// Since which instant, or day, the relation holds; always, where absent.
    pub from: Option<String>,
    /// Until which instant, or day, it held; it still holds, where absent.
    pub until: Option<String>,
    /// Who says so.
    pub actor: String,
    /// Why.
    pub reason: String,
}

read_object! {
    RelationOptions, RelationOptions::default(),
    must {}
    may { "now": now, "from": from, "until": until, "actor": actor, "reason": reason }
}

/// A customer that another is related to.
#[derive(Debug)]
pub(in crate::engine) struct Relative<'a> {
    /// The place of the relation in the ruleset, and from which side it is seen.
    pub(in crate::engine) relation: usize,
    pub(in crate::engine) forward: bool,
    /// The other customer.
    pub(in crate::engine) anchor: Row,
    /// What somebody stated; otherwise a record tells it.
    pub(in crate::engine) bond: Option<&'a Bond>,
}

impl Relative<'_> {
    /// Whether the relation holds.
    pub(in crate::engine) fn holds(&self, now: Timestamp) -> Answer {
        let Some(bond) = self.bond else { return Answer::fixed(true) };
        let (from, until) = (bond.from.unwrap_or(Timestamp(i64::MIN)), bond.until.unwrap_or(NEVER));
        match () {
            () if now >= until => Answer::fixed(false),
            () if now < from => Answer { truth: false.into(), change: from },
            () => Answer { truth: true.into(), change: until },
        }
    }
}

impl Engine {
    /// States that, of customer `a`, customer `b` is the `kind`: its group, its subsidiary, its partner. The two stay
    /// customers of their own. Of what is stated twice the last counts.
    ///
    /// # Errors
    /// `engine/busy`, `customer/unknown`, `relation/kind`, `relation/self`, `time/invalid`.
    pub fn relate(&mut self, a: &str, b: &str, kind: &str, options: &RelationOptions) -> Result<Splits> {
        let deed = self.deed(OperationKind::Relate, &options.actor, &options.reason, &options.now)?;
        let (kind, left, right) = self.oriented(a, b, kind)?;
        let from = self.instant(&options.from, "from")?;
        let until = self.instant(&options.until, "until")?;
        let pair = (self.clusters.senior(left), self.clusters.senior(right));
        let names = [self.full_name(pair.0), self.full_name(pair.1), kind.clone()];
        let operation = self.begin(deed, names.iter().map(String::as_str));
        self.relate_by(operation, pair, &kind, (from, until));
        Ok(self.splits(&[pair.0, pair.1], operation))
    }

    /// Takes back all that [`relate`](Self::relate) stated of two customers under a kind; a single statement can be taken
    /// back by its operation as well. What records tell goes when they no longer tell it.
    ///
    /// # Errors
    /// `engine/busy`, `customer/unknown`, `relation/kind`, `relation/unknown`, `time/invalid`.
    pub fn unrelate(&mut self, a: &str, b: &str, kind: &str, options: &RelationOptions) -> Result<()> {
        let deed = self.deed(OperationKind::Relate, &options.actor, &options.reason, &options.now)?;
        let (kind, left, right) = self.oriented(a, b, kind)?;
        let alike = self.ruleset.relations.iter().any(|known| known.id == kind && known.inverse.is_none());
        let mut operations = Vec::new();
        for row in self.clusters.members(left) {
            let stated = self.relations.of(*row).filter(|(other, forward, bond)| {
                bond.kind == kind && (*forward || alike) && self.clusters.anchor(*other) == right
            });
            operations.extend(stated.map(|(_, _, bond)| bond.operation));
        }
        if operations.is_empty() {
            return Err(Error::new("relation/unknown", ""));
        }
        for operation in operations {
            self.withdraw(operation, deed.clone());
        }
        Ok(())
    }

    /// The kind as the ruleset names it, and the anchors of both customers in its order.
    fn oriented(&self, a: &str, b: &str, kind: &str) -> Result<(String, Row, Row)> {
        let (left, right) = (self.anchor_of(a)?, self.anchor_of(b)?);
        if left == right {
            return Err(Error::new("relation/self", ""));
        }
        let sides = self.ruleset.relations.iter().flat_map(|relation| [(relation, true), (relation, false)]);
        let found = sides.into_iter().find(|(relation, forward)| relation.side(*forward).0 == kind);
        match found {
            Some((relation, true)) => Ok((relation.id.clone(), left, right)),
            Some((relation, false)) => Ok((relation.id.clone(), right, left)),
            None => Err(Error::new("relation/kind", "kind").with("name", kind)),
        }
    }

    /// States a relation as a part of an operation.
    pub(in crate::engine) fn relate_by(
        &mut self,
        operation: u32,
        pair: (Row, Row),
        kind: &str,
        period: (Option<Timestamp>, Option<Timestamp>),
    ) {
        let at = self.operations.get(operation).map_or(0, |operation| operation.deed.at);
        let bond = Bond::new(kind, period, operation, at);
        let change = self.relation_change(pair, &bond);
        self.log(&change);
        self.relations.state(pair, bond);
        self.forget_related(&[pair.0, pair.1]);
    }

    /// A relation as the journal keeps it.
    pub(in crate::engine) fn relation_change(&self, (a, b): (Row, Row), bond: &Bond) -> Change {
        Change::Relation {
            left: self.origin(a),
            right: self.origin(b),
            kind: bond.kind.clone(),
            from: bond.from.map(|time| time.0),
            until: bond.until.map(|time| time.0),
            operation: self.operation_id(bond.operation),
        }
    }

    /// The customers that one is related to: each once for each kind and side.
    pub(in crate::engine) fn relatives(&self, rows: &[Row]) -> Vec<Relative<'_>> {
        let mut found: Vec<Relative> = Vec::new();
        if self.ruleset.relations.is_empty() {
            return found;
        }
        let own = rows.first().map(|row| self.clusters.anchor(*row));
        let all = rows.iter().flat_map(|row| self.relatives_of(*row));
        for relative in all.filter(|relative| Some(relative.anchor) != own) {
            let key = |one: &Relative| (one.relation, one.forward, one.anchor);
            match found.iter_mut().find(|known| key(known) == key(&relative)) {
                // What somebody stated says more than what a record tells, and what was said last more than all.
                Some(known) if self.stated(relative.bond) > self.stated(known.bond) => {
                    known.bond = relative.bond
                }
                Some(_) => {}
                None => found.push(relative),
            }
        }
        found
    }

    /// When something was stated, and by which operation; least where it was not.
    fn stated(&self, bond: Option<&Bond>) -> Option<(Timestamp, OperationId)> {
        bond.and_then(|bond| Some((bond.at, self.operations.get(bond.operation)?.id)))
    }

    fn relatives_of(&self, row: Row) -> Vec<Relative<'_>> {
        let anchor = |row: Row| self.clusters.anchor(row);
        let told = |relation: u16, forward: bool, anchor: Row| Relative {
            relation: usize::from(relation),
            forward,
            anchor,
            bond: None,
        };
        let mut found = Vec::new();
        for (relation, name) in self.kinship.references(row) {
            found.extend(self.bearer(*name).map(|other| told(*relation, true, other)));
        }
        for (name, other) in self.kinship.referring(&self.records, row) {
            if self.bearer(name) == Some(anchor(row)) {
                let naming = self.kinship.references(other).iter().filter(|(_, known)| *known == name);
                found.extend(naming.map(|(relation, _)| told(*relation, false, anchor(other))));
            }
        }
        for (other, forward, bond) in self.relations.of(row) {
            let known = self.ruleset.relations.iter().position(|relation| relation.id == bond.kind);
            let relative = |relation| Relative { relation, forward, anchor: anchor(other), bond: Some(bond) };
            found.extend(known.map(relative));
        }
        found
    }

    /// The one customer that bears a name; none where several do.
    fn bearer(&self, name: Symbol) -> Option<Row> {
        let mut anchors = self.kinship.named(&self.records, name).map(|row| self.clusters.anchor(row));
        let first = anchors.next()?;
        anchors.all(|other| other == first).then_some(first)
    }

    /// How many of those that a customer is related to are so in one way, and until when that stands.
    pub(in crate::engine) fn count_relatives(
        &self,
        relatives: &[Relative<'_>],
        (relation, forward): (usize, bool),
        now: Timestamp,
    ) -> (usize, Timestamp) {
        let alike = self.ruleset.relations.get(relation).is_some_and(|known| known.inverse.is_none());
        let mut anchors: Vec<Row> = Vec::new();
        let mut until = NEVER;
        for relative in relatives {
            if relative.relation != relation || !(alike || relative.forward == forward) {
                continue;
            }
            let holds = relative.holds(now);
            until = until.min(holds.change);
            if holds.holds() && !anchors.contains(&relative.anchor) {
                anchors.push(relative.anchor);
            }
        }
        (anchors.len(), until)
    }

    /// The rows whose relations may change when a row does: those that name it or that it names, all others that bear the
    /// same name, since one that several bear relates to none, and those that somebody related to it.
    fn near(&self, row: Row) -> Vec<Row> {
        let mut near: Vec<Row> = self.relations.of(row).map(|(other, _, _)| other).collect();
        for (_, name) in self.kinship.references(row) {
            near.extend(self.kinship.named(&self.records, *name));
        }
        near.extend(self.around(self.kinship.referring(&self.records, row)));
        near
    }

    /// The rows that refer to names, and those that bear them.
    fn around(&self, referring: Vec<(Symbol, Row)>) -> Vec<Row> {
        let bearing = |(name, row)| iter::once(row).chain(self.kinship.named(&self.records, name));
        referring.into_iter().flat_map(bearing).collect()
    }

    /// What is derived of the customers of these rows, and of those related to them, no longer stands. A row may have been
    /// an anchor that no customer has any longer: its portrait goes.
    pub(in crate::engine) fn forget_related(&mut self, rows: &[Row]) {
        if self.automation.is_blank() {
            return;
        }
        let now = rows.iter().map(|row| self.clusters.anchor(*row));
        let mut anchors: Vec<Row> = now.chain(rows.iter().copied()).collect();
        once_each(&mut anchors);
        if self.drawn().is_some() && !self.ruleset.relations.is_empty() {
            let members = anchors.iter().flat_map(|anchor| self.clusters.members(*anchor)).chain(rows);
            let mut members: Vec<Row> = members.copied().collect();
            once_each(&mut members);
            let near = members.into_iter().flat_map(|row| self.near(row));
            anchors.extend(near.map(|row| self.clusters.anchor(row)));
            once_each(&mut anchors);
        }
        self.automation.forget(anchors);
    }

    /// Notes what staged rows say of their relations, in place of what they said before.
    pub(in crate::engine) fn note_kinship(&mut self, replaced: &[(Row, Vec<CellId>)], rows: &[Row]) {
        if self.kinship.is_idle() {
            return;
        }
        for (row, cells) in replaced {
            self.forget_related(&[*row]);
            // Those that know it by a name that it gives up look for another.
            let left = self.around(self.kinship.referred(&self.records, cells));
            self.automation.forget(left.into_iter().map(|row| self.clusters.anchor(row)));
            self.kinship.remove(&self.records, *row, cells);
        }
        for row in rows {
            self.kinship.insert(&mut self.records, *row);
        }
    }
}

/// Leaves each row once.
fn once_each(rows: &mut Vec<Row>) {
    rows.arrange();
    rows.dedup();
}
