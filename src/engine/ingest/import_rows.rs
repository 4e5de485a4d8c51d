//! The rows of an import: what each column means, and what becomes of each row.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::event_check::tally;
use super::import::{Import, ImportKind, ImportOptions, SAMPLE};
use super::upsert::add_text;
use crate::columns::{FieldId, Row};
use crate::engine::state::Staging;
use crate::engine::{Engine, Input};
use crate::error::{Error, Result};
use crate::io::{CsvRow, Reject};
use crate::json;
use crate::quality::Texts;
use crate::schema::FieldKind;
use crate::schema::mapping::{self, ColumnMapping};
use crate::schema::ruleset::is_safe_name;

/// What is done with a column.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::engine) enum Column {
    Id,
    Truth,
    Ignored,
    Field {
        field: FieldId,
        unit: Option<String>,
    },
    /// What an event tells.
    Property {
        name: String,
        unit: Option<String>,
    },
}

/// What a row of records tells.
#[derive(Default)]
struct Told<'t> {
    id: Option<&'t str>,
    truth: Option<&'t str>,
    source: Option<&'t str>,
    /// The texts of fields, in the units that the header names.
    values: Texts<'t>,
}

impl Engine {
    pub(super) fn map_columns(&mut self, import: &mut Import, header: &[String]) -> Result<()> {
        mapping::check_columns(import.options.named_columns(), header)?;
        if import.options.kind == ImportKind::Events {
            import.columns = Some(header.iter().map(|name| import.options.property(name)).collect());
            return Ok(());
        }
        mapping::check(&import.options.mapping, &|field| {
            field == "id" || self.fields.iter().any(|known| known.name == field)
        })?;
        let sample: Vec<Vec<String>> = import.waiting.iter().take(SAMPLE).map(CsvRow::texts).collect();
        import.mapping = self.suggest_mapping(header, &sample);
        mapping::apply(&mut import.mapping, &import.options.mapping);
        let columns: Vec<Column> =
            import.mapping.iter().map(|column| self.column(&import.options, column)).collect();
        import.has_twins = has_twins(columns.iter().map(Column::field));
        import.columns = Some(columns);
        Ok(())
    }

    /// Suggests a field for each column from headers and some rows.
    pub fn suggest_mapping(&self, header: &[String], rows: &[Vec<String>]) -> Vec<ColumnMapping> {
        let mut suggested = mapping::suggest(&self.ruleset, header, rows);
        mapping::recall(&mut suggested, &self.meanings);
        suggested
    }

    /// Remembers what columns were taken for of which the header says nothing, so that the next file is read alike. A column
    /// without values was taken for nothing.
    pub(super) fn remember_meanings(&mut self, mapping: &[ColumnMapping]) {
        for ColumnMapping { column, field, .. } in mapping.iter().filter(|column| column.is_guess()) {
            if field.is_some() || self.is_filled(column) {
                self.meanings.entry(column.clone()).or_insert_with(|| field.clone());
            }
        }
    }

    fn is_filled(&self, name: &str) -> bool {
        let place = self.fields.iter().position(|field| field.name == name);
        let is_there = |field| {
            (0..self.records.rows() as Row)
                .any(|row| !self.records.values(self.records.cell(row, field)).is_empty())
        };
        place.is_some_and(is_there)
    }

    fn column(&mut self, options: &ImportOptions, mapping: &ColumnMapping) -> Column {
        let name = &mapping.column;
        if options.truth.as_ref() == Some(name) {
            return Column::Truth;
        }
        if options.id.as_ref() == Some(name) {
            return Column::Id;
        }
        let dropped = options.mapping.get(name).is_some_and(|target| target.field.is_none());
        if options.ignore.contains(name) || dropped {
            return Column::Ignored;
        }
        match mapping.field.as_deref() {
            Some("id") if options.id.is_some() => Column::Ignored,
            Some("id") => Column::Id,
            Some(field) => Column::Field { field: self.field_or_new(field), unit: mapping.unit.clone() },
            None if is_safe_name(name) => self.own_field(name),
            None => Column::Ignored,
        }
    }

    /// A column that means no field of the ruleset becomes a field of its own.
    fn own_field(&mut self, name: &str) -> Column {
        let taken = self.ruleset.field(name).is_some();
        let name = if taken { format!("{name} (2)") } else { name.to_owned() };
        Column::Field { field: self.field_or_new(&name), unit: None }
    }

    pub(super) fn take_csv_rows(&mut self, import: &mut Import) -> Result<()> {
        let Some(columns) = import.columns.take() else { return Ok(()) };
        while let Some(row) = import.waiting.pop_front() {
            import.rows += 1;
            match import.options.kind {
                ImportKind::Records => self.take_record(import, &columns, &row)?,
                ImportKind::Events => self.take_event_cells(import, &columns, &row)?,
            }
        }
        import.columns = Some(columns);
        Ok(())
    }

    fn take_record(&mut self, import: &mut Import, columns: &[Column], row: &CsvRow) -> Result<()> {
        let Told { id, truth, source, mut values } = self.row_told(columns, row);
        let (id, is_numbered) = match id {
            Some("") => (format!("#{}", import.rows), true),
            Some(id) => (id.to_owned(), false),
            None => (import.rows.to_string(), true),
        };
        let source = self.source_named(source, &import.options.source);
        if is_numbered && source.is_empty() && self.is_known(&import.staging, source, &id) {
            return Err(Error::new("import/source", "source").with("id", id));
        }
        if import.has_twins {
            values = joined(values.into_iter());
        }
        self.rules.steps.apply(&mut values, &mut |_, _| {});
        let staged =
            self.stage(&mut import.staging, (source, &id), values.iter().map(|(f, t)| (*f, t.as_ref())))?;
        if let Some(truth) = truth {
            import.truth.push((staged, truth.to_owned()));
        }
        Ok(())
    }

    /// Whether a record was there before the import. Its number in one file says nothing of what has it in another.
    fn is_known(&self, staging: &Staging, source: &str, id: &str) -> bool {
        self.row_in(source, id).is_some_and(|row| staging.was_there(row))
    }

    /// What a row tells, column by column.
    fn row_told<'t>(&self, columns: &[Column], row: &'t CsvRow) -> Told<'t> {
        let named = self.fields.iter().position(|f| f.name == "source");
        let mut told = Told { values: Texts::with_capacity(columns.len()), ..Told::default() };
        for (column, text) in columns.iter().zip(row.fields()) {
            match column {
                Column::Id => told.id = told.id.or(Some(text.trim())),
                Column::Truth => told.truth = told.truth.or(Some(text.trim())),
                // Most cells of most rows are empty.
                Column::Field { field, unit } if !text.is_empty() => {
                    let source = Some(text.trim()).filter(|text| Some(*field) == named && !text.is_empty());
                    told.source = told.source.or(source);
                    let text = mapping::in_unit(text, unit.as_deref(), self.kind(*field));
                    told.values.push((*field, text));
                }
                _ => {}
            }
        }
        told
    }

    fn take_event_cells(&mut self, import: &mut Import, columns: &[Column], row: &CsvRow) -> Result<()> {
        let cells = columns.iter().zip(row.fields()).filter(|(_, text)| !text.is_empty());
        let pairs = cells.filter_map(|(column, text)| {
            let Column::Property { name, unit } = column else { return None };
            Some((name.as_str(), mapping::in_unit(text, unit.as_deref(), FieldKind::Amount)))
        });
        let pairs: Vec<(&str, Cow<str>)> = pairs.collect();
        let mut pairs = pairs.iter().map(|(name, text)| (*name, text.as_ref()));
        self.take_event_pairs(import, row.line, &mut pairs, &|| row.texts().join(","))
    }

    fn take_event_pairs<'e>(
        &mut self,
        import: &mut Import,
        line: u64,
        pairs: &mut dyn Iterator<Item = (&'e str, &'e str)>,
        raw: &dyn Fn() -> String,
    ) -> Result<()> {
        self.check_events(1)?;
        match self.event_text(pairs) {
            Ok(event) => {
                let (id, issues) = self.take_event(&event, Some(import.now));
                for issue in issues {
                    tally(&mut import.event_issues, event.kind(), self.records.symbols.text(id), issue);
                }
            }
            Err(error) => {
                import.rejects.push(Reject::new(line, &error, raw().as_bytes(), self.language()));
            }
        }
        Ok(())
    }

    pub(super) fn take_object(
        &mut self,
        import: &mut Import,
        line: u64,
        object: Map<String, Value>,
    ) -> Result<()> {
        import.rows += 1;
        let raw = json::to_text(&object);
        let truth =
            import.options.truth.as_ref().and_then(|name| object.get(name)?.as_str()).map(str::to_owned);
        let pairs = object
            .into_iter()
            .filter_map(|(name, value)| Some((import.options.renamed(&name)?.to_owned(), value)));
        let mut renamed = Map::new();
        for (name, value) in pairs {
            add_value(&mut renamed, name, value);
        }
        match Input::from_json(renamed) {
            Err(error) => import.rejects.push(Reject::new(line, &error, raw.as_bytes(), self.language())),
            Ok(input) if import.options.kind == ImportKind::Events => {
                self.take_event_pairs(import, line, &mut input.iter(), &|| raw.clone())?
            }
            Ok(input) => {
                let source = import.options.source.clone();
                let row = self.stage_input(&mut import.staging, &self.read_names(&input), &source)?;
                import.truth.extend(truth.map(|truth| (row, truth)));
            }
        }
        Ok(())
    }
}

/// Whether two columns mean one field.
pub(super) fn has_twins(fields: impl Iterator<Item = Option<FieldId>>) -> bool {
    let mut seen = BTreeSet::new();
    !fields.flatten().all(|field| seen.insert(field))
}

/// The texts of a row in which several may be of one field: what they say is kept together.
pub(super) fn joined<'t>(given: impl Iterator<Item = (FieldId, Cow<'t, str>)>) -> Texts<'t> {
    let mut values = Texts::new();
    given.for_each(|(field, text)| add_text(&mut values, field, text));
    values
}

/// Adds a value to what an object says under that name already; nothing, or an empty text, adds nothing.
fn add_value(object: &mut Map<String, Value>, name: String, value: Value) {
    let is_empty =
        |value: &Value| value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty());
    let joined = match object.remove(&name) {
        Some(first) if is_empty(&value) => first,
        Some(first) if !is_empty(&first) => Value::Array(vec![first, value]),
        _ => value,
    };
    object.insert(name, joined);
}

impl Column {
    fn field(&self) -> Option<FieldId> {
        if let Self::Field { field, .. } = self { Some(*field) } else { None }
    }
}

impl ImportOptions {
    /// All columns that the options speak of.
    fn named_columns(&self) -> impl Iterator<Item = (String, &String)> {
        let one = [("id", &self.id), ("truth", &self.truth)].into_iter();
        let one = one.filter_map(|(option, name)| Some((option.to_owned(), name.as_ref()?)));
        let ignored = self.ignore.iter().enumerate().map(|(i, name)| (format!("ignore[{i}]"), name));
        one.chain(ignored).chain(mapping::named(&self.mapping))
    }

    /// What a column of events means.
    fn property(&self, column: &str) -> Column {
        let Some(name) = self.renamed(column) else { return Column::Ignored };
        let unit = self.mapping.get(column).and_then(|target| target.unit.clone());
        let unit = unit.or_else(|| mapping::unit_of(column)).filter(|unit| !unit.is_empty());
        Column::Property { name: name.to_owned(), unit }
    }

    /// What a name of an object or of an event's column means; `None` for what is left out.
    fn renamed<'n>(&'n self, name: &'n str) -> Option<&'n str> {
        let is = |option: &Option<String>| option.as_deref() == Some(name);
        match self.mapping.get(name) {
            _ if is(&self.truth) || self.ignore.iter().any(|ignored| ignored == name) => None,
            _ if is(&self.id) => Some("id"),
            _ if self.id.is_some() && name == "id" => None,
            Some(chosen) => chosen.field.as_deref(),
            None => Some(name),
        }
    }
}
