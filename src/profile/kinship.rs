//! Which records name which: a branch its company, a subsidiary its group.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use crate::bytes::Reader;
use crate::columns::{CellId, FieldId, Row, Symbol, SymbolReader, SymbolWriter, Symbols};
use crate::normalize::{Context, Records, Value, normalize};
use crate::schema::FieldKind;
use crate::schema::ruleset::{FieldDef, Part, RelationDef};

/// A record that names another customer: by which relation of the ruleset, and under what name.
pub type Reference = (u16, Symbol);

/// The names of companies, and the records that refer to them.
#[derive(Clone, Debug, Default)]
pub struct Kinship {
    /// The fields that name the customer itself.
    own: Vec<FieldId>,
    /// The relations that records tell: their place in the ruleset, the field, whether it names a branch.
    told: Vec<(u16, FieldId, bool)>,
    /// Who bears which name; found out when somebody asks for the first time.
    names: OnceCell<BTreeSet<(Symbol, Row)>>,
    referring: BTreeSet<(Symbol, Row)>,
    references: BTreeMap<Row, Vec<Reference>>,
}

impl Kinship {
    /// For the relations of a ruleset that records tell; `own` are the fields that name a customer.
    pub fn new(relations: &[RelationDef], fields: &[FieldDef], own: &[&str]) -> Self {
        let place = |name: &str| fields.iter().position(|field| field.name == name);
        let told = relations
            .iter()
            .zip(0..)
            .filter_map(|(relation, i)| Some((i, place(relation.field.as_deref()?)?, relation.branch)));
        let is_name =
            |field: &FieldId| fields.get(*field).is_some_and(|field| field.kind == FieldKind::CompanyName);
        let own = own.iter().filter_map(|name| place(name)).filter(is_name).collect();
        Self { own, told: told.collect(), ..Self::default() }
    }

    /// Whether no relation is told by records, so that nothing needs to be kept.
    pub fn is_idle(&self) -> bool {
        self.told.is_empty()
    }

    /// Takes in what a row says.
    #[inline(never)]
    pub fn insert(&mut self, records: &mut Records, row: Row) {
        if self.names.get().is_some() {
            let names = self.names_in(records, |field| records.cell(row, field));
            if let Some(known) = self.names.get_mut() {
                known.extend(names.into_iter().map(|name| (name, row)));
            }
        }
        let mut references = Vec::new();
        for (relation, field, branch) in &self.told {
            let values: Vec<Value> = records.values(records.cell(row, *field)).to_vec();
            for value in values.iter().filter(|value| value.usable()) {
                let name = match branch {
                    true => company_of_branch(records, value),
                    false => best_name(value, &records.symbols),
                };
                references.extend(name.map(|name| (*relation, name)));
            }
        }
        self.refer(row, references);
    }

    /// Writes which rows refer to which names, as `place` numbers rows.
    pub fn write(&self, place: &dyn Fn(Row) -> Row, to: &mut SymbolWriter) {
        to.out.number(self.references.len() as u64);
        for (row, references) in &self.references {
            to.out.number(place(*row).into());
            to.out.number(references.len() as u64);
            for (relation, name) in references {
                to.out.number((*relation).into());
                to.symbol(*name);
            }
        }
    }

    /// Reads what [`write`](Self::write) wrote, of so many rows.
    pub fn read(&mut self, rows: usize, from: &mut SymbolReader, reader: &mut Reader) -> Option<()> {
        for _ in 0..reader.count()? {
            let row = reader.small().filter(|row| (*row as usize) < rows)?;
            let mut references = Vec::new();
            for _ in 0..reader.count()? {
                references.push((u16::try_from(reader.small()?).ok()?, from.symbol(reader)?));
            }
            self.refer(row, references);
        }
        Some(())
    }

    /// The names that all rows give.
    #[inline(never)]
    fn all_names(&self, records: &Records) -> BTreeSet<(Symbol, Row)> {
        let names = |row| {
            let own = self.names_in(records, |field| records.cell(row, field));
            own.into_iter().map(move |name| (name, row))
        };
        // All at once, which puts them in order first: one by one they would go to places all over the set.
        (0..records.rows() as Row).flat_map(names).collect()
    }

    fn refer(&mut self, row: Row, references: Vec<Reference>) {
        if !references.is_empty() {
            self.referring.extend(references.iter().map(|(_, name)| (*name, row)));
            self.references.insert(row, references);
        }
    }

    /// Forgets what a row said; `cells` are those it had.
    pub fn remove(&mut self, records: &Records, row: Row, cells: &[CellId]) {
        for name in self.names_in(records, before(cells)) {
            self.names.get_mut().into_iter().for_each(|names| _ = names.remove(&(name, row)));
        }
        for (_, name) in self.references.remove(&row).unwrap_or_default() {
            self.referring.remove(&(name, row));
        }
    }

    /// The names that cells give, in the forms in which others may use them.
    fn names_in(&self, records: &Records, cell: impl Fn(FieldId) -> CellId) -> Vec<Symbol> {
        let values = self.own.iter().flat_map(|field| records.values(cell(*field)));
        let forms = values
            .filter(|value| value.usable())
            .flat_map(|value| [Part::Strict, Part::Value].map(|part| value.part(part, &records.symbols)));
        forms.filter_map(Symbol::present).collect()
    }

    /// The references that a row makes.
    pub fn references(&self, row: Row) -> &[Reference] {
        self.references.get(&row).map_or(&[], Vec::as_slice)
    }

    /// The rows that bear a name. Asked only while all rows of `records` are here to stay.
    pub fn named(&self, records: &Records, name: Symbol) -> impl Iterator<Item = Row> + '_ {
        between(self.names.get_or_init(|| self.all_names(records)), name)
    }

    /// The rows that refer to one of the names that a row gives.
    pub fn referring(&self, records: &Records, row: Row) -> Vec<(Symbol, Row)> {
        self.referring_to(records, &|field| records.cell(row, field))
    }

    /// The rows that refer to one of the names that a row gave; `cells` are those it had.
    pub fn referred(&self, records: &Records, cells: &[CellId]) -> Vec<(Symbol, Row)> {
        self.referring_to(records, &before(cells))
    }

    fn referring_to(&self, records: &Records, cell: &dyn Fn(FieldId) -> CellId) -> Vec<(Symbol, Row)> {
        if self.referring.is_empty() {
            return Vec::new();
        }
        let names = self.names_in(records, cell);
        names
            .into_iter()
            .flat_map(|name| between(&self.referring, name).map(move |row| (name, row)))
            .collect()
    }
}

/// The cells that a row had, by field.
fn before(cells: &[CellId]) -> impl Fn(FieldId) -> CellId + '_ {
    |field| cells.get(field).copied().unwrap_or(CellId::EMPTY)
}

fn between(set: &BTreeSet<(Symbol, Row)>, name: Symbol) -> impl Iterator<Item = Row> + '_ {
    set.range((name, 0)..=(name, Row::MAX)).map(|(_, row)| *row)
}

/// The name by which a company is found: the full legal name, else the name as it stands.
fn best_name(value: &Value, symbols: &Symbols) -> Option<Symbol> {
    let part = |part| value.part(part, symbols).present();
    part(Part::Strict).or_else(|| part(Part::Value))
}

/// The name of the company whose branch a name tells.
fn company_of_branch(records: &mut Records, value: &Value) -> Option<Symbol> {
    value.has(Part::Branch).then_some(())?;
    let full = records.symbols.text(value.text).to_owned();
    let folded = records.symbols.text(value.part(Part::Branch, &records.symbols));
    let branch = match full.contains(folded) {
        true => folded.to_owned(),
        false => normalize(FieldKind::CompanyName, &full, &Context::default()).part("branch")?.to_owned(),
    };
    let company = full.split(&branch).next()?.trim_end_matches(['（', '(', ' ']);
    let answer = normalize(FieldKind::CompanyName, company, &Context::default());
    let part = |part| Value::text_of(FieldKind::CompanyName, &answer, part);
    let name = [part(Part::Strict), part(Part::Value)].into_iter().find(|name| !name.is_empty());
    name.filter(|_| answer.is_usable()).map(|name| records.symbols.intern(&name))
}
