//! The start of a table, for whoever maps its columns before it is imported.

use serde::Serialize;

use crate::engine::Engine;
use crate::error::Result;
use crate::io::{CsvReader, Reject};
use crate::json::read_object;

/// How much of the start of a table is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct HeadQuery {
    /// Most rows.
    pub rows: usize,
    /// Whether nothing follows, so that what stands behind the last line end is a row, too.
    pub whole: bool,
}

impl Default for HeadQuery {
    fn default() -> Self {
        Self { rows: 20, whole: false }
    }
}

read_object! { HeadQuery, HeadQuery::default(), must {} may { "rows": rows, "whole": whole } }

/// The start of a table, as an import reads it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Head {
    /// The names of the columns; none yet where the start is too short for them.
    pub header: Vec<String>,
    /// The first rows, a text for each column.
    pub rows: Vec<Vec<String>>,
    /// The lines among them that are no rows, a title above the header included.
    pub rejects: Vec<Reject>,
}

impl Engine {
    /// The header and the first rows of a table in CSV, of which the first bytes are given, as UTF-8.
    ///
    /// ```
    /// use kehu::engine::{Engine, HeadQuery, Options};
    /// use kehu::schema::ruleset::Ruleset;
    /// let engine = Engine::new(Ruleset::preset("b2b-cn").unwrap(), Options::default()).unwrap();
    /// let file = "2025年展会客户\n公司,联系人,手机\n云帆,张三,138";
    /// let head = engine.read_head(file.as_bytes(), &HeadQuery { whole: true, ..HeadQuery::default() }).unwrap();
    /// assert_eq!((head.header[0].as_str(), head.rows.len(), head.rejects[0].line), ("公司", 1, 1));
    /// ```
    ///
    /// # Errors
    /// As [`CsvReader::push`]; `import/empty` when a whole file has no header.
    pub fn read_head(&self, start: &[u8], query: &HeadQuery) -> Result<Head> {
        let mut reader = CsvReader::new(self.limits, self.language());
        reader.push(start)?;
        if query.whole {
            reader.finish()?;
        }
        let rows = std::iter::from_fn(|| reader.next_row()).take(query.rows).map(|row| row.texts()).collect();
        Ok(Head { header: reader.header().to_vec(), rows, rejects: reader.rejects().to_vec() })
    }
}
