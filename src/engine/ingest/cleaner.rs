//! A file cleaned row by row, however long it is.

use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};

use serde::Serialize;

use super::import_rows::{has_twins, joined};
use crate::columns::{FieldId, Row};
use crate::engine::state::read_cell;
use crate::error::{Error, Result};
use crate::io::{CsvReader, CsvRow, CsvWriter, Reject};
use crate::json::{read_names, read_object};
use crate::limits::Limits;
use crate::messages::Language;
use crate::normalize::civil::Timestamp;
use crate::normalize::{Context, Records, Value};
use crate::quality::{Batch, QualityReport, Rules, Tally, Texts, compare};
use crate::schema::FieldKind;
use crate::schema::mapping::{self, ColumnMapping, Target};
use crate::schema::ruleset::{FieldDef, Ruleset};

/// Which form of a value a cleaned file gets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "lowercase"))]
pub enum Form {
    /// The canonical value, for machines; a range or an estimate is shown as it is, as its value is one end only.
    #[default]
    Value,
    /// The form to show to people.
    Display,
}

/// How a file is cleaned.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct CleanerOptions {
    /// Language of messages.
    pub language: Language,
    /// Which form of a value is written.
    pub form: Form,
    /// What columns mean, where the suggestion is wrong.
    pub mapping: BTreeMap<String, Target>,
    /// Whether fields left empty are given what follows from other fields of the record.
    pub fill: bool,
    /// The present instant, ISO 8601; without it nothing is stale.
    pub now: String,
    /// The report of the batch before, to tell how this one differs.
    pub previous: serde_json::Value,
}

read_names! { Form, { "value": Value, "display": Display } }
read_object! {
    CleanerOptions, CleanerOptions::default(),
    must {}
    may {
        "language": language, "form": form, "mapping": mapping, "fill": fill, "now": now, "previous": previous
    }
}

/// What cleaning a file did.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CleanReport {
    /// What each column was taken for.
    pub mapping: Vec<ColumnMapping>,
    /// Rows rejected.
    pub rejected: usize,
    /// The quality before and after.
    #[serde(flatten)]
    pub quality: QualityReport,
}

/// Rows looked at before columns are mapped.
const SAMPLE: usize = 200;
/// Distinct cells kept before memory is given back; texts repeat mostly within a stretch.
const CELLS_KEPT: usize = 200_000;

/// Cleans a CSV file in one pass: chunks in, chunks out, with the same columns in the same order. Fields that a cleaning
/// step of the ruleset gives although no column means them become columns at the end.
///
/// A value that cannot be understood stays as it was given.
///
/// ```
/// use kehu::engine::{Cleaner, CleanerOptions};
/// use kehu::schema::ruleset::Ruleset;
/// let mut cleaner = Cleaner::new(Ruleset::preset("b2b-cn").unwrap(), CleanerOptions::default()).unwrap();
/// let mut out = cleaner.push("公司名称,日期,备注\n".as_bytes()).unwrap();
/// out.extend(cleaner.push("杭州云帆科技（有限公司）,2024年3月5日,x\n".as_bytes()).unwrap());
/// out.extend(cleaner.finish().unwrap());
/// assert!(String::from_utf8(out).unwrap().starts_with("公司名称,日期,备注\n"));
/// assert_eq!(cleaner.report().unwrap().quality.rows, 1);
/// ```
#[derive(Debug)]
pub struct Cleaner {
    ruleset: Ruleset,
    rules: Rules,
    options: CleanerOptions,
    context: Context,
    reader: CsvReader,
    waiting: VecDeque<CsvRow>,
    columns: Option<Columns>,
    mapping: Vec<ColumnMapping>,
    records: Records,
    tally: Tally,
    writer: CsvWriter,
}

/// What the columns of the file, and those added, mean.
#[derive(Debug, Default)]
struct Columns {
    given: Vec<Column>,
    added: Vec<FieldId>,
    /// The field that names a row's source.
    source: Option<FieldId>,
    /// Whether two columns mean one field.
    has_twins: bool,
}

#[derive(Debug)]
struct Column {
    field: Option<FieldId>,
    kind: FieldKind,
    unit: Option<String>,
}

impl Cleaner {
    /// A cleaner for one file.
    ///
    /// # Errors
    /// As [`Rules::compile`], and `time/invalid`.
    pub fn new(ruleset: Ruleset, options: CleanerOptions) -> Result<Self> {
        let context = Context::default();
        let now = match options.now.as_str() {
            "" => None,
            now => Some(
                Timestamp::parse(now, context.utc_offset)
                    .ok_or_else(|| Error::new("time/invalid", "now").with("value", now))?,
            ),
        };
        let rules = Rules::compile(&ruleset, options.language)?;
        Ok(Self {
            reader: CsvReader::new(Limits::default(), options.language),
            records: empty_records(&ruleset.fields),
            tally: Tally::new(ruleset.fields.len(), rules.deadlines(now)),
            ruleset,
            rules,
            options,
            context,
            waiting: VecDeque::new(),
            columns: None,
            mapping: Vec::new(),
            writer: CsvWriter::default(),
        })
    }

    /// Takes the next bytes of the file and gives the next bytes of the cleaned one.
    ///
    /// # Errors
    /// `import/…` when the file as a whole cannot be read, `ruleset/unknown_field` when a column is said to mean a
    /// field that the ruleset does not have.
    pub fn push(&mut self, chunk: &[u8]) -> Result<Vec<u8>> {
        self.reader.push(chunk)?;
        self.work(false)
    }

    /// Says that no more bytes come, and gives the rest of the cleaned file.
    ///
    /// # Errors
    /// As [`push`](Self::push), and `import/empty`.
    pub fn finish(&mut self) -> Result<Vec<u8>> {
        self.reader.finish()?;
        self.work(true)
    }

    /// What was done so far.
    ///
    /// # Errors
    /// `report/invalid` when what was given as the report of the batch before is none.
    pub fn report(&self) -> Result<CleanReport> {
        let language = self.options.language;
        let mut quality = self.tally.report(&self.ruleset, language);
        if !self.options.previous.is_null() {
            quality.drift = Some(compare(&self.options.previous, &quality, &self.ruleset, language)?);
        }
        Ok(CleanReport { mapping: self.mapping.clone(), rejected: self.reader.rejects().len(), quality })
    }

    /// The rows left out so far.
    pub fn rejects(&self) -> &[Reject] {
        self.reader.rejects()
    }

    fn work(&mut self, last: bool) -> Result<Vec<u8>> {
        self.waiting.extend(std::iter::from_fn(|| self.reader.next_row()));
        if self.columns.is_none()
            && (self.waiting.len() >= SAMPLE || last)
            && !self.reader.header().is_empty()
        {
            self.map_columns()?;
        }
        if let Some(columns) = self.columns.take() {
            while let Some(row) = self.waiting.pop_front() {
                self.clean_row(&columns, &row);
            }
            self.columns = Some(columns);
        }
        Ok(self.writer.take())
    }

    fn map_columns(&mut self) -> Result<()> {
        let header = self.reader.header().to_vec();
        self.check_mapping(&header)?;
        let rows: Vec<Vec<String>> = self.waiting.iter().take(SAMPLE).map(CsvRow::texts).collect();
        self.mapping = mapping::suggest(&self.ruleset, &header, &rows);
        mapping::apply(&mut self.mapping, &self.options.mapping);
        let columns = self.columns();
        let added = columns.added.iter().filter_map(|field| self.ruleset.fields.get(*field));
        let added = added.map(|field| field.title(self.options.language));
        self.writer.row(header.iter().map(String::as_str).chain(added));
        self.columns = Some(columns);
        Ok(())
    }

    /// Whether the columns and fields that the caller names are there.
    fn check_mapping(&self, header: &[String]) -> Result<()> {
        mapping::check_columns(mapping::named(&self.options.mapping), header)?;
        mapping::check(&self.options.mapping, &|field| self.ruleset.field(field).is_some())
    }

    fn columns(&self) -> Columns {
        let place = |name: &str| self.ruleset.field(name).map(|(place, _)| place);
        let column = |mapped: &ColumnMapping| {
            let found = mapped.field.as_deref().and_then(|name| self.ruleset.field(name));
            let kind = found.map_or(FieldKind::Text, |(_, field)| field.kind);
            Column { field: found.map(|(place, _)| place), kind, unit: mapped.unit.clone() }
        };
        let given: Vec<Column> = self.mapping.iter().map(column).collect();
        let mut added: Vec<FieldId> = Vec::new();
        for field in self.rules.steps.made() {
            if !added.contains(&field) && given.iter().all(|column| column.field != Some(field)) {
                added.push(field);
            }
        }
        let has_twins = has_twins(given.iter().map(|column| column.field));
        Columns { given, added, source: place("source"), has_twins }
    }

    fn clean_row(&mut self, columns: &Columns, row: &CsvRow) {
        let mark = self.records.mark();
        let staged = self.records.push_row();
        let mut texts = Texts::with_capacity(columns.given.len() + columns.added.len());
        for (column, text) in columns.given.iter().zip(row.fields()) {
            let unit = column.unit.as_deref();
            texts.extend(column.field.map(|field| (field, mapping::in_unit(text, unit, column.kind))));
        }
        texts.extend(columns.added.iter().map(|field| (*field, Cow::Borrowed(""))));
        self.rules.steps.apply(&mut texts, &mut |_, _| {});
        let mut cleaned: Vec<String> =
            texts.iter().map(|(field, text)| self.clean_cell(staged, *field, text)).collect();
        if columns.has_twins {
            for (field, text) in joined(texts.iter().cloned()) {
                self.clean_cell(staged, field, &text);
            }
        }
        let source = columns.source.map(|field| self.records.text(self.records.cell(staged, field)));
        let source = source.unwrap_or_default().to_owned();
        let batch = Batch { ruleset: &self.ruleset, rules: &self.rules, records: &self.records };
        self.tally.add(batch, staged, &source);
        if self.options.fill {
            self.fill(staged, &texts, &mut cleaned);
        }
        self.write(columns, row, &cleaned);
        self.records.forget_rows(mark);
        if self.records.cells() > CELLS_KEPT {
            self.records = empty_records(&self.ruleset.fields);
        }
    }

    /// Writes the cleaned texts, those of mapped columns first, into their columns; others stay as they are.
    fn write(&mut self, columns: &Columns, row: &CsvRow, cleaned: &[String]) {
        let mut rest = cleaned.iter();
        let given = columns.given.iter().zip(row.fields()).map(|(column, text)| match column.field {
            Some(_) => rest.next().map_or(text, String::as_str),
            None => text,
        });
        let mut line: Vec<&str> = given.collect();
        line.extend(rest.take(columns.added.len()).map(String::as_str));
        self.writer.row(line);
    }

    /// Gives empty fields what follows from others.
    fn fill(&mut self, row: Row, texts: &Texts, cleaned: &mut [String]) {
        for derived in self.rules.derived(&self.records, row) {
            let empty =
                |(field, text): &(FieldId, Cow<str>)| *field == derived.field && text.trim().is_empty();
            let place = texts.iter().position(empty).and_then(|place| cleaned.get_mut(place));
            if let Some(slot) = place {
                *slot = self.clean_cell(row, derived.field, &derived.value);
            }
        }
    }

    fn clean_cell(&mut self, row: Row, field: FieldId, text: &str) -> String {
        let cell = read_cell(&mut self.records, &self.rules, field, text, &self.context);
        self.records.set(row, field, cell);
        let form = |value: &Value| match (self.options.form, value.text.present()) {
            (Form::Value, Some(text)) if value.exact() => text,
            _ => value.display(&self.records.symbols),
        };
        let texts: Vec<&str> =
            self.records.values(cell).iter().map(|v| self.records.symbols.text(form(v))).collect();
        texts.join("；")
    }
}

fn empty_records(fields: &[FieldDef]) -> Records {
    let mut records = Records::default();
    for field in fields {
        records.add_column(field.kind);
    }
    records
}
