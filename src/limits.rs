//! How big may anything get: every bound on untrusted input, in one place.

use crate::error::{Error, Result};

/// Bounds that are checked before anything is allocated or changed.
///
/// A bound that is reached is an [`Error`] with a `limits/…` code, never an abort.
///
/// ```
/// use kehu::limits::Limits;
/// assert!(Limits::default().check_rows(10).is_ok());
/// assert_eq!(Limits { rows: 5, ..Limits::default() }.check_rows(6).unwrap_err().code(), "limits/rows");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Source records an engine holds.
    pub rows: usize,
    /// Columns of a file, fields of a record.
    pub fields: usize,
    /// Bytes of one field; longer ones are cut off by no one: the row is rejected.
    pub field_bytes: usize,
    /// Events an engine holds.
    pub events: usize,
    /// Bytes of a ruleset document.
    pub ruleset_bytes: usize,
    /// Levels of nesting in a condition.
    pub condition_depth: usize,
    /// Nodes of a condition.
    pub condition_nodes: usize,
    /// Records of one customer; a cluster that would grow beyond is cut and reported.
    pub cluster_size: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            rows: 5_000_000,
            fields: 500,
            field_bytes: 65_536,
            events: 50_000_000,
            ruleset_bytes: 4 << 20,
            condition_depth: 64,
            condition_nodes: 10_000,
            cluster_size: 500,
        }
    }
}

impl Limits {
    /// Fails with `limits/rows` when `rows` is more than may be held.
    pub fn check_rows(&self, rows: usize) -> Result<()> {
        check("limits/rows", "rows", self.rows, rows)
    }

    /// Fails with `limits/bytes` when a ruleset document is too long.
    pub fn check_ruleset_bytes(&self, bytes: usize) -> Result<()> {
        check("limits/bytes", "", self.ruleset_bytes, bytes)
    }
}

fn check(code: &'static str, path: &str, limit: usize, actual: usize) -> Result<()> {
    if actual <= limit {
        return Ok(());
    }
    Err(Error::new(code, path).with("limit", limit).with("actual", actual))
}
