//! Records that say they were written later than they came.
//!
//! A year mistyped would win over all that follows if the time were believed. What is to come is known only while the record
//! comes in, as golden values do not depend on the present; so it is noted then, and kept.

use super::journal::CHUNK;
use crate::columns::Row;
use crate::engine::Engine;
use crate::normalize::civil::{Timestamp, compare_times};
use crate::quality::Written;
use crate::store::Change;

/// How far ahead a record may be, in milliseconds: clocks differ, and so do the zones that times without one are in.
const SLACK: i64 = 86_400_000;

impl Engine {
    /// Notes, and writes to the journal, which of the records that came in at `now` are ahead of it.
    pub(super) fn note_ahead(&mut self, rows: &[Row], now: Timestamp) {
        let latest = now.add_ms(SLACK).to_rfc3339(self.context.utc_offset);
        let written = Written::new(&self.ruleset.fields);
        let is_ahead = |row: &&Row| compare_times(written.at(&self.records, **row), &latest).is_gt();
        let ahead: Vec<Row> = rows.iter().filter(is_ahead).copied().collect();
        for row in &ahead {
            self.directory.set_ahead(*row, true);
        }
        for change in self.ahead_as_changes(&ahead) {
            self.log(&change);
        }
    }

    /// All that was noted, as changes.
    pub(super) fn ahead_changes(&self) -> Vec<Change> {
        self.ahead_as_changes(&self.directory.ahead().collect::<Vec<_>>())
    }

    fn ahead_as_changes(&self, rows: &[Row]) -> Vec<Change> {
        let change =
            |rows: &[Row]| Change::Ahead { records: rows.iter().map(|row| self.origin(*row)).collect() };
        rows.chunks(CHUNK).map(change).collect()
    }
}
