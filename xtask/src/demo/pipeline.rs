//! The pipeline on sample data through the command line, as a user would run it.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use serde_json::Value;

use crate::{log, node, shell, workspace};

const COMPANIES: &str = "2000";
/// The end of the sample's last day.
const NOW: &str = "2026-06-30T23:59:59+08:00";

/// Makes data, turns it into customers, and says what came out.
pub fn run() -> Result<()> {
    let folder = workspace::scratch().join("demo");
    fs::create_dir_all(&folder)?;
    log::step("make sample data", || make_data(&folder))?;
    let output = folder.join("customers.ndjson");
    let start = Instant::now();
    log::step("kehu customers", || make_customers(&folder, &output))?;
    let elapsed = start.elapsed();
    let summary = Summary::of(&fs::read_to_string(&output)?)?;
    log::note(format!("in {}: {summary}", log::seconds(elapsed)));
    log::note(format!("the customers, one a line: {}", output.display()));
    Ok(())
}

fn make_data(folder: &Path) -> Result<()> {
    shell::run(node::kehu().args(["sample", "--companies", COMPANIES, "--seed", "1", "-o"]).arg(folder))
}

fn make_customers(folder: &Path, output: &PathBuf) -> Result<()> {
    let mut command = node::kehu();
    command.arg("customers").arg(folder.join("customers.csv"));
    command.arg("--events").arg(folder.join("events.csv")).args(["--now", NOW, "-o"]).arg(output);
    shell::run(&mut command)
}

/// What the customers are, in a few numbers.
#[derive(Debug, Default, PartialEq, Eq)]
struct Summary {
    records: usize,
    customers: usize,
    merged: usize,
    tags: usize,
    segments: usize,
    actions: usize,
}

impl Summary {
    fn of(ndjson: &str) -> Result<Self> {
        ndjson.lines().try_fold(Self::default(), |summary, line| {
            let customer: Value = serde_json::from_str(line).context("a customer is no JSON")?;
            Ok(summary.with(&customer))
        })
    }

    fn with(self, customer: &Value) -> Self {
        let count = |key: &str| customer.get(key).and_then(Value::as_array).map_or(0, Vec::len);
        Self {
            records: self.records + count("records"),
            customers: self.customers + 1,
            merged: self.merged + usize::from(count("records") > 1),
            tags: self.tags + count("tags"),
            segments: self.segments + count("segments"),
            actions: self.actions + count("actions"),
        }
    }
}

impl std::fmt::Display for Summary {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { records, customers, merged, tags, segments, actions } = self;
        write!(
            f,
            "{records} records, {customers} customers, {merged} of them merged from several records, "
        )?;
        write!(f, "{tags} tags, {segments} segment memberships, {actions} actions due")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn customers_are_summed() {
        let ndjson =
            "{\"records\":[1,2],\"tags\":[1],\"segments\":[],\"actions\":[1,2,3]}\n{\"records\":[1]}\n";
        let expected = Summary { records: 3, customers: 2, merged: 1, tags: 1, segments: 0, actions: 3 };
        assert_eq!(Summary::of(ndjson).unwrap(), expected);
        assert!(Summary::of("{").is_err());
    }
}
