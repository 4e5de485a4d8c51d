//! Counting what test runners report.

use std::fmt;
use std::ops::AddAssign;
use std::process::ExitStatus;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    passed: u64,
    failed: u64,
}

impl Tally {
    /// One failure, such as a suite that could not run.
    pub const FAILURE: Self = Self { passed: 0, failed: 1 };

    /// Whether something ran and nothing failed.
    pub fn is_success(&self) -> bool {
        self.failed == 0 && self.passed > 0
    }

    /// Adds a line of cargo's test runner: `test result: ok. 12 passed; 0 failed; …`.
    pub fn see_cargo(&mut self, line: &str) {
        if let Some(counts) = line.strip_prefix("test result: ") {
            self.passed += number_before(counts, " passed");
            self.failed += number_before(counts, " failed");
        }
    }

    /// Adds a line of Node's test runner: `ℹ pass 12`, `ℹ fail 0`, `ℹ cancelled 0`.
    pub fn see_node(&mut self, line: &str) {
        let mut words = line.strip_prefix("ℹ ").unwrap_or_default().split(' ');
        let (name, count) = (words.next(), words.next().and_then(|count| count.parse().ok()).unwrap_or(0));
        match name {
            Some("pass") => self.passed += count,
            Some("fail" | "cancelled") => self.failed += count,
            _ => {}
        }
    }

    /// A runner that failed without a failed test (it did not compile, it crashed) counts as one failure.
    #[must_use]
    pub fn with_status(mut self, status: ExitStatus) -> Self {
        if !status.success() && self.failed == 0 {
            self.failed = 1;
        }
        self
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// The number that stands directly before `label`.
fn number_before(text: &str, label: &str) -> u64 {
    let head = text.split(label).next().unwrap_or_default();
    head.rsplit(' ').next().and_then(|word| word.parse().ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_lines_are_summed() {
        let mut tally = Tally::default();
        let lines = [
            "running 3 tests",
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
        ];
        lines.iter().for_each(|line| tally.see_cargo(line));
        assert_eq!(tally.to_string(), "15 passed, 2 failed");
        assert!(!tally.is_success());
    }

    #[test]
    fn node_lines_are_summed() {
        let mut tally = Tally::default();
        let lines = ["✔ passes (1 ms)", "ℹ tests 9", "ℹ pass 7", "ℹ fail 1", "ℹ cancelled 1", "ℹ skipped 0"];
        lines.iter().for_each(|line| tally.see_node(line));
        assert_eq!(tally.to_string(), "7 passed, 2 failed");
    }

    #[test]
    fn nothing_run_is_no_success() {
        assert!(!Tally::default().is_success());
    }

    #[cfg(unix)]
    #[test]
    fn a_crash_counts() {
        use std::os::unix::process::ExitStatusExt;
        let crashed = Tally::default().with_status(ExitStatus::from_raw(256));
        assert_eq!(crashed, Tally::FAILURE);
    }
}
