//! Which record of a customer comes first, whatever the order in which they came in.

use std::cmp::Ordering;

use super::directory::Directory;
use crate::columns::{FieldId, Row, Symbol};
use crate::normalize::Records;
use crate::normalize::civil::compare_times;
use crate::schema::ruleset::{FieldDef, SurvivorRule};

/// Orders records by the ruleset's rule for survivors.
///
/// The first record of a customer lends it its id and wins where nothing else decides. The order is one of the records'
/// content alone, so files may be read in any order, and a record that comes in later is rarely the first: what systems
/// number they number upwards.
#[derive(Debug)]
pub struct Seniority<'a> {
    records: &'a Records,
    directory: &'a Directory,
    rule: SurvivorRule,
    created: Option<FieldId>,
    /// The trusted sources that any record is of, best first.
    trusted: Vec<Symbol>,
}

impl<'a> Seniority<'a> {
    /// By a rule, for records whose sources are trusted in that order; `created` is the field that says
    /// [when](Self::created_in) each was made.
    pub fn new(
        records: &'a Records,
        directory: &'a Directory,
        created: Option<FieldId>,
        priority: &[String],
        rule: SurvivorRule,
    ) -> Self {
        let trusted = priority.iter().filter_map(|source| records.symbols.find(source)).collect();
        Self { records, directory, rule, created, trusted }
    }

    /// Which of the fields says when a record was made.
    pub fn created_in(fields: &[FieldDef]) -> Option<FieldId> {
        fields.iter().position(|field| field.name == "created_at")
    }

    /// The first of some records.
    pub fn first(&self, rows: &[Row]) -> Option<Row> {
        rows.iter().copied().reduce(
            |first, next| {
                if self.compare(next, first) == Ordering::Less { next } else { first }
            },
        )
    }

    /// Which of two records comes first.
    pub fn compare(&self, a: Row, b: Row) -> Ordering {
        let by_source = || self.rank(a).cmp(&self.rank(b));
        let by_age = || self.compare_age(a, b);
        let by_origin = self.is_note(a).cmp(&self.is_note(b));
        let by_rule = match self.rule {
            SurvivorRule::Oldest => by_age(),
            SurvivorRule::SourcePriority => by_source().then_with(by_age),
            SurvivorRule::MostComplete => self.filled(b).cmp(&self.filled(a)).then_with(by_age),
        };
        by_origin
            .then(by_rule)
            .then_with(|| natural(self.id(a), self.id(b)))
            .then_with(by_source)
            .then_with(|| self.source(a).cmp(self.source(b)))
            .then(a.cmp(&b))
    }

    /// The place of a record's source among the trusted ones; sources that nobody ranked come last.
    pub fn rank(&self, row: Row) -> usize {
        let rank = |source| self.trusted.iter().position(|trusted| *trusted == source);
        self.directory.reference(row).and_then(|reference| rank(reference.source)).unwrap_or(usize::MAX)
    }

    /// The earlier created first; those that do not say when, last.
    fn compare_age(&self, a: Row, b: Row) -> Ordering {
        match (self.created(a), self.created(b)) {
            ("", "") => Ordering::Equal,
            ("", _) => Ordering::Greater,
            (_, "") => Ordering::Less,
            (a, b) => compare_times(a, b),
        }
    }

    fn created(&self, row: Row) -> &'a str {
        let cell = self.created.map(|field| self.records.cell(row, field)).unwrap_or_default();
        let usable = self.records.values(cell).iter().find(|value| value.usable());
        usable.map_or("", |value| self.records.symbols.text(value.text))
    }

    /// How many fields a record fills.
    pub fn filled(&self, row: Row) -> usize {
        (0..self.records.columns())
            .filter(|field| self.records.cell(row, *field) != Default::default())
            .count()
    }

    /// Whether a record was made by the engine itself, to keep what somebody told it.
    fn is_note(&self, row: Row) -> bool {
        self.source(row).starts_with('@')
    }

    fn id(&self, row: Row) -> &'a str {
        self.directory.reference(row).map_or("", |reference| self.records.symbols.text(reference.id))
    }

    fn source(&self, row: Row) -> &'a str {
        self.directory.reference(row).map_or("", |reference| self.records.symbols.text(reference.source))
    }
}

/// The order in which people read ids: numbers in them by size, so that `9` comes before `10`.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a, b);
    loop {
        let (x, y) = (piece(&mut left), piece(&mut right));
        let sizes = |text: &str| text.trim_start_matches('0').len();
        let is_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        let order = if is_number(x) && is_number(y) {
            sizes(x).cmp(&sizes(y)).then_with(|| x.trim_start_matches('0').cmp(y.trim_start_matches('0')))
        } else {
            x.cmp(y)
        };
        if order != Ordering::Equal {
            return order;
        }
        if x.is_empty() && y.is_empty() {
            return a.cmp(b);
        }
    }
}

/// Takes the digits, or everything up to the next digit, from the front of a text.
fn piece<'t>(text: &mut &'t str) -> &'t str {
    let is_number = text.starts_with(|c: char| c.is_ascii_digit());
    let end = text.find(|c: char| c.is_ascii_digit() != is_number).unwrap_or(text.len());
    let (piece, rest) = text.split_at_checked(end).unwrap_or((text, ""));
    *text = rest;
    piece
}

#[cfg(test)]
mod tests {
    use super::natural;
    use std::cmp::Ordering;

    #[test]
    fn ids_are_read_as_people_read_them() {
        let sorted = ["", "7@crm", "9", "10", "10@crm", "C-2", "C-10", "C-10a", "c-1"];
        for (i, a) in sorted.iter().enumerate() {
            for (j, b) in sorted.iter().enumerate() {
                assert_eq!(natural(a, b), i.cmp(&j), "{a} and {b}");
            }
        }
        assert_ne!(natural("007", "7"), Ordering::Equal);
    }
}
