//! Counts of rows, and what is worked out from them in whole numbers.

use crate::normalize::Status;

/// What is counted of one field over some rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub filled: u64,
    pub missing: u64,
    pub valid: u64,
    pub suspect: u64,
    pub invalid: u64,
    pub changed: u64,
    /// Rows valid and written in canonical form.
    pub clean: u64,
    pub stale: u64,
    pub derived: u64,
}

impl Counts {
    pub fn add(&mut self, status: Status, changed: bool) {
        self.filled += 1;
        self.changed += u64::from(changed);
        match status {
            Status::Valid => self.valid += 1,
            Status::Suspect => self.suspect += 1,
            Status::Invalid | Status::Empty => self.invalid += 1,
        }
        self.clean += u64::from(status == Status::Valid && !changed);
    }

    /// Rows that lack the field although it is required. A field that no row gives is no column of the batch, and
    /// nobody expects it there.
    fn expected(&self) -> u64 {
        if self.filled == 0 { 0 } else { self.filled + self.missing }
    }
}

/// The share of usable values among those given or required, a doubtful one counting half, from 0 to 100 with one
/// decimal.
pub(super) fn score<'c>(counts: impl Iterator<Item = &'c Counts> + Clone) -> f64 {
    let good = counts.clone().map(|c| c.valid * 2 + c.suspect).sum();
    percent(good, counts.map(|c| c.expected() * 2).sum())
}

/// The same before cleaning: a value counts only where it was written in its canonical form.
pub(super) fn score_before<'c>(counts: impl Iterator<Item = &'c Counts> + Clone) -> f64 {
    let good = counts.clone().map(|c| c.clean).sum();
    percent(good, counts.map(Counts::expected).sum())
}

/// A share in percent, rounded to one decimal; all of nothing is everything.
fn percent(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        return 100.0;
    }
    let tenths = (u128::from(part) * 2_000 + u128::from(whole)) / (u128::from(whole) * 2);
    tenths as f64 / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_rounded_in_whole_numbers() {
        assert_eq!([percent(1, 3), percent(2, 3), percent(1, 2000), percent(0, 0)], [33.3, 66.7, 0.1, 100.0]);
        let counts = Counts { filled: 3, missing: 1, valid: 2, suspect: 1, clean: 1, ..Counts::default() };
        assert_eq!((score([counts].iter()), score_before([counts].iter())), (62.5, 25.0));
        assert_eq!(score([Counts { missing: 9, ..Counts::default() }].iter()), 100.0, "no such column");
    }
}
