//! A file cleaned row by row, however long it is.

use std::collections::{BTreeMap, VecDeque};

use serde::{Deserialize, Serialize};

use crate::columns::FieldId;
use crate::error::{Error, Result};
use crate::io::{CsvReader, CsvRow, CsvWriter, Reject};
use crate::limits::Limits;
use crate::messages::Language;
use crate::normalize::{Context, Records, Value, normalize};
use crate::quality::{QualityReport, Tally};
use crate::schema::mapping::{self, ColumnMapping};
use crate::schema::ruleset::{FieldDef, Ruleset};

/// Which form of a value a cleaned file gets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// The canonical value, for machines; a range or an estimate is shown as it is, as its value is one end only.
    #[default]
    Value,
    /// The form to show to people.
    Display,
}

/// How a file is cleaned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, rename_all = "camelCase")]
pub struct CleanerOptions {
    /// Language of messages.
    pub language: Language,
    /// Which form of a value is written.
    pub form: Form,
    /// Field of a column, where the suggestion is wrong; `null` leaves the column as it is.
    pub mapping: BTreeMap<String, Option<String>>,
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

/// Cleans a CSV file in one pass: chunks in, chunks out, with the same columns in the same order.
///
/// A value that cannot be understood stays as it was given.
///
/// ```
/// use kehu::engine::{Cleaner, CleanerOptions};
/// use kehu::schema::ruleset::Ruleset;
/// let mut cleaner = Cleaner::new(Ruleset::preset("b2b-cn").unwrap(), CleanerOptions::default());
/// let mut out = cleaner.push("公司名称,日期,备注\n".as_bytes()).unwrap();
/// out.extend(cleaner.push("杭州云帆科技（有限公司）,2024年3月5日,x\n".as_bytes()).unwrap());
/// out.extend(cleaner.finish().unwrap());
/// assert!(String::from_utf8(out).unwrap().starts_with("公司名称,日期,备注\n"));
/// assert_eq!(cleaner.report().quality.rows, 1);
/// ```
#[derive(Debug)]
pub struct Cleaner {
    ruleset: Ruleset,
    options: CleanerOptions,
    context: Context,
    reader: CsvReader,
    waiting: VecDeque<CsvRow>,
    columns: Option<Vec<Option<FieldId>>>,
    mapping: Vec<ColumnMapping>,
    records: Records,
    tally: Tally,
    writer: CsvWriter,
}

impl Cleaner {
    /// A cleaner for one file.
    pub fn new(ruleset: Ruleset, options: CleanerOptions) -> Self {
        let reader = CsvReader::new(Limits::default(), options.language);
        Self {
            records: empty_records(&ruleset.fields),
            ruleset,
            options,
            context: Context::default(),
            reader,
            waiting: VecDeque::new(),
            columns: None,
            mapping: Vec::new(),
            tally: Tally::default(),
            writer: CsvWriter::default(),
        }
    }

    /// Takes the next bytes of the file and gives the next bytes of the cleaned one.
    ///
    /// # Errors
    /// `import/…` when the file as a whole cannot be read.
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
    pub fn report(&self) -> CleanReport {
        CleanReport {
            mapping: self.mapping.clone(),
            rejected: self.reader.rejects().len(),
            quality: self.tally.report(&self.ruleset.fields, self.options.language),
        }
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
        if let Some(name) = self.options.mapping.keys().find(|name| !header.contains(name)) {
            return Err(Error::new("import/no_column", "")
                .with("name", name)
                .with("known", header.join(", ")));
        }
        let rows: Vec<Vec<String>> = self.waiting.iter().take(SAMPLE).map(|row| row.fields.clone()).collect();
        self.mapping = mapping::suggest(&self.ruleset, &header, &rows);
        for column in &mut self.mapping {
            if let Some(chosen) = self.options.mapping.get(&column.column) {
                column.field.clone_from(chosen);
            }
        }
        let place = |column: &ColumnMapping| Some(self.ruleset.field(column.field.as_deref()?)?.0);
        self.columns = Some(self.mapping.iter().map(place).collect());
        self.writer.row(header.iter().map(String::as_str));
        Ok(())
    }

    fn clean_row(&mut self, columns: &[Option<FieldId>], row: &CsvRow) {
        let mark = self.records.mark();
        let staged = self.records.push_row();
        let mut cleaned: Vec<String> = Vec::with_capacity(columns.len());
        for (column, text) in columns.iter().zip(&row.fields) {
            cleaned.push(match column {
                Some(field) => self.clean_cell(staged, *field, text),
                None => text.clone(),
            });
        }
        self.writer.row(cleaned.iter().map(String::as_str));
        self.tally.add(&self.ruleset.fields, &self.records, staged);
        self.records.forget_rows(mark);
        if self.records.cells() > CELLS_KEPT {
            self.records = empty_records(&self.ruleset.fields);
        }
    }

    fn clean_cell(&mut self, row: u32, field: FieldId, text: &str) -> String {
        let kind = self.records.kind(field);
        let context = &self.context;
        let cell = self.records.intern_cell(kind, text.trim(), |symbols| {
            normalize(kind, text.trim(), context).each().map(|n| Value::new(kind, n, symbols)).collect()
        });
        self.records.set(row, field, cell);
        let form = |value: &Value| match (self.options.form, value.text.present()) {
            (Form::Value, Some(text)) if value.exact => text,
            _ => value.display,
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
