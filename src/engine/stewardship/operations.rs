//! The record of what people did, and taking it back.

use serde::Serialize;

use super::decide::Splits;
use crate::columns::{CellId, Row};
use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::identity::{Deed, Operation, OperationId, OperationKind};
use crate::json::read_object;
use crate::privacy::{Access, View};
use crate::sort::Arrange;
use crate::store::Change;

/// The source of records that the engine makes itself, to keep which identifiers somebody bound to each other.
pub(super) const BOUND: &str = "@bind";

/// Which operations are wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct HistoryQuery {
    /// Only operations on this customer, by present or former id.
    pub customer: Option<String>,
    /// Operations to pass over.
    pub offset: usize,
    /// Most operations to give.
    pub limit: usize,
    /// Who reads, and what for.
    #[cfg_attr(feature = "schema", schemars(flatten))]
    pub access: Access,
}

read_object! {
    HistoryQuery, HistoryQuery::default(),
    must {}
    may {
        "customer": customer, "offset": offset, "limit": limit, "role": access.role, "purpose": access.purpose
    }
}

impl Default for HistoryQuery {
    fn default() -> Self {
        Self { customer: None, offset: 0, limit: 50, access: Access::default() }
    }
}

/// A page of operations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HistoryPage {
    /// How many there are in all.
    pub total: usize,
    /// The operations of this page, the last first.
    pub operations: Vec<OperationView>,
}

/// Something that somebody did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct OperationView {
    /// Its id, by which it can be taken back.
    pub operation: String,
    /// What was done.
    pub kind: OperationKind,
    /// Who did it, when and why.
    #[serde(flatten)]
    pub by: Author,
    /// The records concerned, as `source/id`.
    pub records: Vec<String>,
    /// The customers that they belong to now.
    pub customer_ids: Vec<String>,
    /// The field, where a value was fixed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The tag, where one was given or taken off.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<String>,
    /// The relation that was stated: of the first record's customer, the second's is that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<String>,
    /// The value that was fixed, or that the tag shows; absent where one was set free, or may not be seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// Who took it back, when and why.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Author>,
}

/// Who did something, when and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Author {
    /// Who.
    pub actor: String,
    /// Why.
    pub reason: String,
    /// When, ISO 8601 with offset.
    pub at: String,
}

impl Engine {
    /// Who does what now and why; nothing may be under way.
    pub(in crate::engine) fn deed(
        &self,
        kind: OperationKind,
        actor: &str,
        reason: &str,
        now: &str,
    ) -> Result<Deed> {
        self.idle()?;
        let at = self.now(now)?.0;
        Ok(Deed { kind, actor: actor.to_owned(), reason: reason.to_owned(), at })
    }

    /// Notes an operation on the subjects, in the journal too. Its number.
    pub(in crate::engine) fn begin<'s>(
        &mut self,
        deed: Deed,
        subjects: impl Iterator<Item = &'s str>,
    ) -> u32 {
        let number = self.operations.begin(deed.clone(), subjects);
        let id = self.operation_id(number);
        self.log(&Change::Operation { id, deed });
        number
    }

    pub(in crate::engine) fn operation_id(&self, number: u32) -> String {
        self.operations.get(number).map(|operation| operation.id.to_string()).unwrap_or_default()
    }

    /// Takes an operation back, whatever came after it: its verdicts and values no longer count, and everything that
    /// follows from them is as it would be without them. The record of it stays.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `operation/unknown`, `operation/withdrawn`.
    pub fn undo(&mut self, operation: &str, actor: &str, reason: &str, now: &str) -> Result<Splits> {
        let deed = self.deed(OperationKind::Decide, actor, reason, now)?;
        let unknown = || Error::new("operation/unknown", "operation").with("id", operation);
        let number = operation.parse().ok().and_then(|id: OperationId| self.operations.number(id));
        let number = number.ok_or_else(unknown)?;
        if !self.operations.stands(number) {
            return Err(Error::new("operation/withdrawn", "operation").with("id", operation));
        }
        let touched = self.withdraw(number, deed);
        Ok(self.splits(&touched, number))
    }

    /// Takes an operation back and notes it in the journal. Records that were made for it go with it. The rows concerned
    /// that are still there.
    pub(in crate::engine) fn withdraw(&mut self, number: u32, deed: Deed) -> Vec<Row> {
        let pairs = self.decisions.withdraw(number);
        let mut going = self.told_last_by(number, &pairs);
        let mut touched: Vec<Row> = pairs.into_iter().flat_map(|(a, b)| [a, b]).collect();
        let mut pinned = self.pins.withdraw(number);
        pinned.extend(self.taggings.withdraw(number));
        self.automation.forget(pinned.iter().map(|row| self.clusters.anchor(*row)).collect::<Vec<_>>());
        touched.extend(pinned);
        let related = self.relations.withdraw(number);
        self.forget_related(&related);
        touched.extend(related);
        touched.arrange();
        touched.dedup();
        self.log(&Change::Withdrawn { operation: self.operation_id(number), deed: deed.clone() });
        self.operations.withdraw(number, deed);
        going.extend(self.row_named(&(BOUND.to_owned(), self.operation_id(number))).ok());
        touched.retain(|row| !going.contains(row));
        self.resolve(&touched);
        if !going.is_empty() {
            self.remove_rows(&going, false);
        }
        touched
    }

    /// The records of what an outside source knows that tell what it said by this operation, and nothing later.
    fn told_last_by(&self, number: u32, pairs: &[(Row, Row)]) -> Vec<Row> {
        if !self.is_enrichment(number) {
            return Vec::new();
        }
        let last = pairs.iter().filter(|(a, b)| self.enriched_last(*a, *b) == Some(number));
        let both = last.flat_map(|(a, b)| [(*a, *b), (*b, *a)]);
        both.filter(|(of, other)| self.enrichments(*of).contains(other)).map(|(_, other)| other).collect()
    }

    /// What people did, the last first.
    ///
    /// # Errors
    /// `customer/unknown`, `privacy/…`.
    pub fn history(&self, query: &HistoryQuery) -> Result<HistoryPage> {
        let view = View::new(&self.ruleset.privacy, &query.access)?;
        let anchor = query.customer.as_deref().map(|id| self.anchor_of(id)).transpose()?;
        let mut all: Vec<(u32, &Operation, Vec<Row>)> = Vec::new();
        let mut rows_of = self.rows_of_operations();
        for (number, operation) in self.operations.all().rev() {
            let rows = rows_of.get_mut(number as usize).map(std::mem::take).unwrap_or_default();
            if anchor.is_none_or(|anchor| rows.iter().any(|row| self.clusters.anchor(*row) == anchor)) {
                all.push((number, operation, rows));
            }
        }
        all.arrange_by_key(|(_, operation, _)| std::cmp::Reverse(operation.deed.at));
        let page = all.iter().skip(query.offset).take(query.limit);
        let operations = page
            .map(|(number, operation, rows)| self.operation_view(*number, operation, rows, &view))
            .collect();
        Ok(HistoryPage { total: all.len(), operations })
    }

    /// The rows that each operation concerned, by its number.
    pub(in crate::engine) fn rows_of_operations(&self) -> Vec<Vec<Row>> {
        let mut rows: Vec<Vec<Row>> = vec![Vec::new(); self.operations.all().count()];
        let mut note = |number: u32, row: Row| {
            if let Some(list) = rows.get_mut(number as usize).filter(|list| !list.contains(&row)) {
                list.push(row);
            }
        };
        for ((a, b), list) in self.decisions.all() {
            list.iter().for_each(|decided| [a, b].into_iter().for_each(|row| note(decided.operation, row)));
        }
        for ((row, _), list) in self.pins.all() {
            list.iter().for_each(|pin| note(pin.operation, row));
        }
        for ((row, _), list) in self.taggings.all() {
            list.iter().for_each(|tagging| note(tagging.operation, *row));
        }
        for ((a, b), bond) in self.relations.all() {
            [a, b].into_iter().for_each(|row| note(bond.operation, row));
        }
        rows
    }

    fn operation_view(&self, number: u32, operation: &Operation, rows: &[Row], view: &View) -> OperationView {
        let (field, value) = self.pinned_by(number, view).unwrap_or_default();
        let tagged = self.tagged_by(number);
        let shown = tagged.map(|(_, value)| value.to_owned()).filter(|value| !value.is_empty());
        OperationView {
            operation: operation.id.to_string(),
            kind: operation.deed.kind,
            by: self.author(&operation.deed),
            records: rows.iter().map(|row| self.full_name(*row)).collect(),
            customer_ids: self.splits(rows, number).customer_ids,
            field,
            tag: tagged.map(|(tag, _)| tag.to_owned()),
            relation: self.related_by(number).map(str::to_owned),
            value: value.or(shown),
            withdrawn: operation.withdrawn.as_ref().map(|deed| self.author(deed)),
        }
    }

    /// The kind of relation that an operation stated.
    fn related_by(&self, number: u32) -> Option<&str> {
        let mut all = self.relations.all();
        all.find(|(_, bond)| bond.operation == number).map(|(_, bond)| bond.kind.as_str())
    }

    /// The field and value that an operation fixed.
    fn pinned_by(&self, number: u32, view: &View) -> Option<(Option<String>, Option<String>)> {
        let of = |((_, field), list): (_, &[crate::profile::Pin])| {
            list.iter().find(|pin| pin.operation == number).map(|pin| (field, pin.cell))
        };
        let (field, cell): (usize, CellId) = self.pins.all().into_iter().find_map(of)?;
        let def = self.fields.get(field)?;
        let value = Some(self.records.text(cell)).filter(|text| !text.is_empty());
        Some((Some(def.name.clone()), value.and_then(|text| view.shown(def, text))))
    }

    fn author(&self, deed: &Deed) -> Author {
        let at = crate::normalize::civil::Timestamp(deed.at).to_rfc3339(self.context.utc_offset);
        Author { actor: deed.actor.clone(), reason: deed.reason.clone(), at }
    }
}
