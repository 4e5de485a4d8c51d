//! Identifiers bound to each other, or taken from a customer, by hand; and customers known by an identifier alone.
//!
//! A binding is a record of its own, from a source that only the engine writes, which has nothing but the identifiers. So
//! it joins whoever has them by the same graph as all records, survives in the same journal, and goes without a trace.

use super::decide::Splits;
use super::operations::BOUND;
use crate::columns::{FieldId, Key, Row, Symbol};
use crate::engine::{Engine, Input};
use crate::error::{Error, Result};
use crate::identity::{CustomerId, Lifetimes, OperationKind, Verdict};
use crate::matching::Index;
use crate::normalize::civil::Timestamp;
use crate::schema::ruleset::{IdentifierDef, Part};

/// The source of customers of whom nothing but an identifier is known.
const STRANGER: &str = "@anonymous";

/// An identifier that somebody gives.
struct Given {
    field: FieldId,
    /// As it is written.
    text: String,
    /// As it is compared.
    value: Symbol,
}

impl Engine {
    /// Binds identifiers to each other and, where one is named, to a customer: whoever has one of them, now or later, is
    /// the same customer as whoever has another. Keys are kinds of identifier, and the fields that their `per` names.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `customer/unknown`, `identity/kind` for a kind that the ruleset does not declare,
    /// `identity/value` for a value that identifies nobody, `identity/alone` when there is nothing to bind to, `limits/rows`.
    pub fn bind(
        &mut self,
        identifiers: &Input,
        customer: Option<&str>,
        actor: &str,
        reason: &str,
        now: &str,
    ) -> Result<Splits> {
        let deed = self.deed(OperationKind::Bind, actor, reason, now)?;
        let anchor = customer.map(|id| self.anchor_of(id)).transpose()?;
        let given = self.given_identifiers(identifiers)?;
        if given.len() + usize::from(anchor.is_some()) < 2 {
            return Err(Error::new("identity/alone", ""));
        }
        self.limits.check_rows(self.records.rows() + 1)?;
        let at = Timestamp(deed.at);
        let told: Vec<&str> = given.iter().map(|one| one.text.as_str()).chain(customer).collect();
        let operation = self.begin(deed, told.into_iter());
        let id = self.operation_id(operation);
        let note = self.write_note((BOUND, &id), &given, at)?;
        let senior = anchor.map(|anchor| self.clusters.senior(self.clusters.anchor(anchor)));
        let mut pairs: Vec<(Row, Row)> = senior.map(|row| (row, note)).into_iter().collect();
        pairs.extend(self.owners(note).into_iter().map(|row| (row, note)));
        pairs.dedup();
        // The record of the binding goes when it is taken back: whom it was about is to be known all the same.
        pairs.extend(pairs.clone().into_iter().map(|(row, _)| (row, row)));
        self.rule_by(operation, &pairs, Verdict::Same);
        Ok(self.splits(&[note], operation))
    }

    /// Takes an identifier from a customer: bindings that gave it are taken back, and records that bring it along become
    /// distinct from the customer's other records.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `customer/unknown`, `identity/kind`, `identity/value`, `identity/not_bound` when
    /// the customer does not have it, `identity/only` when no record would stay.
    pub fn unbind(
        &mut self,
        customer: &str,
        identifiers: &Input,
        actor: &str,
        reason: &str,
        now: &str,
    ) -> Result<Splits> {
        let deed = self.deed(OperationKind::Unbind, actor, reason, now)?;
        let senior = self.clusters.senior(self.anchor_of(customer)?);
        let given = self.given_identifiers(identifiers)?;
        let members = self.clusters.members(self.clusters.anchor(senior)).to_vec();
        let (notes, others): (Vec<Row>, Vec<Row>) =
            members.iter().copied().partition(|row| self.origin(*row).0 == BOUND);
        let bound: Vec<Row> = notes.into_iter().filter(|row| self.carries(*row, &given)).collect();
        let carrying: Vec<Row> = others.iter().copied().filter(|row| self.carries(*row, &given)).collect();
        if bound.is_empty() && carrying.is_empty() {
            return Err(Error::new("identity/not_bound", ""));
        }
        if bound.is_empty() && carrying.len() == others.len() {
            return Err(Error::new("identity/only", ""));
        }
        for note in &bound {
            let number = self.origin(*note).1.parse().ok().and_then(|id| self.operations.number(id));
            number.into_iter().for_each(|number| _ = self.withdraw(number, deed.clone()));
        }
        let stay = carrying.len() < others.len();
        let operation = self.part(&others, if stay { &carrying } else { &[] }, deed);
        if others.contains(&senior) {
            self.rule_by(operation, &[(senior, senior)], Verdict::Distinct);
        }
        Ok(self.splits(&others, operation))
    }

    /// The fields and values that identifiers by kind stand for.
    fn given_identifiers(&mut self, identifiers: &Input) -> Result<Vec<Given>> {
        let mut given = Vec::new();
        for (kind, value) in identifiers.iter() {
            let field = self.field_of_kind(kind)?;
            let cell = self.cell(field, value);
            let known = self
                .records
                .values(cell)
                .first()
                .and_then(|value| value.part(Part::Value, &self.records.symbols).present());
            let unusable = || Error::new("identity/value", kind).with("kind", kind).with("value", value);
            given.push(Given { field, text: value.to_owned(), value: known.ok_or_else(unusable)? });
        }
        Ok(given)
    }

    /// The field that holds identifiers of a kind, or that such a kind is told apart by.
    fn field_of_kind(&self, kind: &str) -> Result<FieldId> {
        let all = &self.ruleset.identity.identifiers;
        let declared = all.iter().find(|def| def.kind == kind).and_then(|def| def.fields.first());
        let per = || all.iter().find_map(|def| def.per.as_ref().filter(|field| *field == kind));
        let place = declared.or_else(per).and_then(|name| self.ruleset.field(name));
        let unknown = || {
            let known: Vec<&str> = all.iter().map(|def| def.kind.as_str()).collect();
            Error::new("identity/kind", kind).with("kind", kind).with("known", known.join(", "))
        };
        place.map(|(place, _)| place).ok_or_else(unknown)
    }

    /// Writes a record of nothing but identifiers.
    fn write_note(&mut self, name: (&str, &str), given: &[Given], at: Timestamp) -> Result<Row> {
        let written = at.to_rfc3339(self.context.utc_offset);
        let time = self.ruleset.field("updated_at").map(|(place, _)| (place, written.as_str()));
        let values: Vec<(FieldId, &str)> =
            given.iter().map(|one| (one.field, one.text.as_str())).chain(time).collect();
        let mut staging = self.begin_staging();
        match self.stage(&mut staging, name, values) {
            Ok(row) => {
                self.commit_staging(staging);
                self.log_records(&[row], at);
                Ok(row)
            }
            Err(error) => {
                self.abort_staging(staging);
                Err(error)
            }
        }
    }

    /// The senior record of everybody who has an identifier of a note.
    fn owners(&self, note: Row) -> Vec<Row> {
        let keys = self.index.keys(note).filter(|key| self.identifies(*key));
        let telling = keys.filter(|key| !self.index.is_generic(&self.model, *key));
        let seniority = self.seniority();
        let first = |key: Key| {
            let rows: Vec<Row> = self.index.rows(key).iter().copied().filter(|row| *row != note).collect();
            seniority.first(&rows)
        };
        telling.filter_map(first).collect()
    }

    /// Whether a key is the value of an identifier.
    fn identifies(&self, key: Key) -> bool {
        let fields = self.ruleset.identity.identifiers.iter().flat_map(|def| &def.fields);
        let mut places = fields.filter_map(|name| self.ruleset.field(name));
        places.any(|(place, _)| {
            Index::rule_of_field(&self.model, place).is_some_and(|(rule, _)| rule == key.rule)
        })
    }

    /// Whether the engine has made any record itself.
    pub(in crate::engine) fn has_notes(&self) -> bool {
        [BOUND, STRANGER].iter().any(|source| self.records.symbols.find(source).is_some())
    }

    /// Whether the engine made a record itself, to keep identifiers.
    pub(in crate::engine) fn is_note(&self, row: Row) -> bool {
        let source = self.directory.reference(row).map(|known| self.records.symbols.text(known.source));
        source.is_some_and(|source| [BOUND, STRANGER].contains(&source))
    }

    /// Whether one of two rows is a note of the engine's and both have an identifier in common that still lives: that is
    /// what notes are for, so it needs no other evidence.
    pub(in crate::engine) fn is_bound(&self, a: Row, b: Row, lifetimes: &Lifetimes) -> bool {
        if !self.is_note(a) && !self.is_note(b) {
            return false;
        }
        self.shared_keys(a, b).into_iter().any(|key| {
            self.identifies(key)
                && lifetimes.bind(key.rule, &self.records, (a, b))
                && !self.index.is_generic(&self.model, key)
        })
    }

    /// Whether a record has one of the identifiers.
    fn carries(&self, row: Row, given: &[Given]) -> bool {
        let has = |field: FieldId, symbol: Symbol| {
            let values = self.records.values(self.records.cell(row, field));
            values.iter().any(|value| value.part(Part::Value, &self.records.symbols) == symbol)
        };
        given.iter().any(|one| self.fields_like(one.field).any(|field| has(field, one.value)))
    }

    /// The fields whose values are identifiers of the same kind as those of a field.
    fn fields_like(&self, field: FieldId) -> impl Iterator<Item = FieldId> + '_ {
        let name = self.ruleset.fields.get(field).map(|def| def.name.as_str()).unwrap_or_default();
        let kind = self.ruleset.identity.identifiers.iter().find(|def| def.fields.iter().any(|f| f == name));
        let others = kind.into_iter().flat_map(|def| &def.fields);
        others.filter_map(|name| self.ruleset.field(name)).map(|(place, _)| place)
    }

    /// Makes customers of those of whom only an anonymous identifier is known, as events tell.
    pub(in crate::engine) fn welcome(&mut self, subjects: &[(String, String)], at: Timestamp) -> Result<()> {
        let all = &self.ruleset.identity.identifiers;
        let stranger = |def: &IdentifierDef| {
            let (name, value) = subjects.iter().find(|(name, _)| def.fields.contains(name))?;
            Some(((def.kind.clone(), def.lifetime.is_some()), self.ruleset.field(name)?.0, value.clone()))
        };
        let found = all.iter().filter(|def| def.anonymous).find_map(stranger);
        let Some(((kind, ages), field, value)) = found else { return Ok(()) };
        let cell = self.cell(field, &value);
        let Some(known) = self.records.values(cell).first().filter(|value| value.usable()).copied() else {
            return Ok(());
        };
        // Not the value itself: whoever may not see that sees what its record is called.
        let hidden = CustomerId::of(&kind, self.records.symbols.text(known.text));
        let mut id = [kind, ":".to_owned(), hidden.into()].concat();
        if ages && self.row_named(&(STRANGER.to_owned(), id.clone())).is_ok() {
            // Somebody had it at another time: this is somebody else.
            id.extend(["@", &at.date(self.context.utc_offset).to_string()]);
        }
        let given = Given { field, text: value, value: known.part(Part::Value, &self.records.symbols) };
        self.write_note((STRANGER, &id), &[given], at).map(|_| ())
    }
}
