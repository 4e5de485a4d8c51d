//! Counts the rows of a batch one by one, so that a file need not be in memory to be judged.

use std::collections::HashMap;
use std::hash::BuildHasher;

use foldhash::fast::FixedState;

use super::Severity;
use super::checks::Told;
use super::counts::{Counts, score, score_before};
use super::histogram::Histogram;
use super::report::{FieldQuality, IssueCount, QualityReport, SourceQuality, ValueCount};
use super::rules::{Breach, Deadlines, Rules};
use crate::columns::{CellId, Row};
use crate::messages::{self, Language};
use crate::normalize::{Records, Status};
use crate::schema::FieldKind;
use crate::schema::ruleset::{FieldDef, Ruleset, Sensitivity};
use crate::sort::Arrange;

/// Values of a field that are all told; of a field with more, only the most frequent ones are.
pub(super) const ALL_VALUES: usize = 40;
const TOP_VALUES: usize = 10;
/// Sources that are told one by one; what further ones give is counted in the whole only.
const MOST_SOURCES: usize = 100;

/// The counts of a batch.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    rows: u64,
    fields: Vec<FieldTally>,
    sources: Vec<SourceTally>,
    issues: Vec<IssueTally>,
    deadlines: Deadlines,
    hasher: FixedState,
}

/// How often something is wrong.
#[derive(Clone, Debug, Default)]
struct IssueTally {
    code: String,
    field: usize,
    check: Option<usize>,
    severity: Option<Severity>,
    /// The conditions of the check, in words.
    told: Option<Told>,
    count: u64,
}

#[derive(Clone, Debug, Default)]
struct FieldTally {
    counts: Counts,
    values: HashMap<u64, u64, FixedState>,
    top: Vec<(u64, ValueCount)>,
    numbers: Histogram,
}

#[derive(Clone, Debug, Default)]
struct SourceTally {
    name: String,
    rows: u64,
    fields: Vec<Counts>,
    oldest: String,
    newest: String,
}

/// A batch as it is counted: the rows with the rules that they must keep.
#[derive(Clone, Copy, Debug)]
pub struct Batch<'a> {
    /// The ruleset.
    pub ruleset: &'a Ruleset,
    /// Its rules of quality.
    pub rules: &'a Rules,
    /// The rows.
    pub records: &'a Records,
}

impl Tally {
    /// Counts that take values for stale that were written before the given days.
    pub fn new(fields: usize, deadlines: Deadlines) -> Self {
        Self { fields: vec![FieldTally::default(); fields], deadlines, ..Self::default() }
    }

    /// Counts a row that comes from `source`.
    pub fn add(&mut self, batch: Batch, row: Row, source: &str) {
        self.rows += 1;
        let place = self.source(source, batch, row);
        for (i, field) in batch.ruleset.fields.iter().enumerate() {
            self.cell(i, field, batch, batch.records.cell(row, i), place);
        }
        let deadlines = std::mem::take(&mut self.deadlines);
        batch.rules.breaches(batch.records, row, &deadlines, &mut |breach| self.breach(&breach, place));
        self.deadlines = deadlines;
        for derived in batch.rules.derived(batch.records, row) {
            self.count(derived.field, place, &|counts| counts.derived += 1);
        }
    }

    /// Counts the row to its source; its place among the sources, if it has one.
    fn source(&mut self, name: &str, batch: Batch, row: Row) -> Option<usize> {
        let known = self.sources.iter().position(|source| source.name == name);
        if known.is_none() && self.sources.len() < MOST_SOURCES {
            let fields = vec![Counts::default(); batch.ruleset.fields.len()];
            self.sources.push(SourceTally { name: name.to_owned(), fields, ..SourceTally::default() });
        }
        let place = known.unwrap_or(self.sources.len().saturating_sub(1));
        let source = self.sources.get_mut(place).filter(|source| source.name == name)?;
        source.rows += 1;
        let written = batch.rules.written_at(batch.records, row);
        if !written.is_empty() {
            if source.oldest.is_empty() || written < source.oldest.as_str() {
                written.clone_into(&mut source.oldest);
            }
            if written > source.newest.as_str() {
                written.clone_into(&mut source.newest);
            }
        }
        Some(place)
    }

    fn count(&mut self, field: usize, source: Option<usize>, change: &dyn Fn(&mut Counts)) {
        if let Some(tally) = self.fields.get_mut(field) {
            change(&mut tally.counts);
        }
        let source = source.and_then(|place| self.sources.get_mut(place));
        if let Some(counts) = source.and_then(|source| source.fields.get_mut(field)) {
            change(counts);
        }
    }

    fn cell(&mut self, i: usize, field: &FieldDef, batch: Batch, cell: CellId, source: Option<usize>) {
        let records = batch.records;
        let Some(first) = records.values(cell).first().filter(|v| v.status != Status::Empty) else { return };
        let shown = first.shown(&records.symbols);
        let (status, changed) = (first.status, records.text(cell) != shown);
        self.count(i, source, &|counts| counts.add(status, changed));
        let hash = self.hasher.hash_one(shown);
        let Some(tally) = self.fields.get_mut(i) else { return };
        tally.value(hash, shown, field.sensitivity < Sensitivity::Personal);
        if field.outliers && first.usable() && is_number(field.kind) {
            tally.numbers.add(records.symbols.text(first.text));
        }
        for code in
            records.symbols.text(first.issues(&records.symbols)).split(' ').filter(|code| !code.is_empty())
        {
            self.issue(code, i, None, None);
        }
    }

    fn breach(&mut self, breach: &Breach, source: Option<usize>) {
        match breach.code {
            "quality/required" | "quality/required_when" => {
                self.count(breach.field, source, &|counts| counts.missing += 1);
            }
            "quality/stale" => self.count(breach.field, source, &|counts| counts.stale += 1),
            _ => {}
        }
        self.issue(breach.code, breach.field, breach.check, Some((breach.severity, breach.told)));
    }

    fn issue(
        &mut self,
        code: &str,
        field: usize,
        check: Option<usize>,
        breach: Option<(Severity, Option<&Told>)>,
    ) {
        let same =
            |issue: &&mut IssueTally| issue.field == field && issue.check == check && issue.code == code;
        match self.issues.iter_mut().find(same) {
            Some(issue) => issue.count += 1,
            None => {
                let (severity, told) = breach.unzip();
                let (code, told) = (code.to_owned(), told.flatten().cloned());
                self.issues.push(IssueTally { code, field, check, severity, told, count: 1 });
            }
        }
    }

    /// The report over all rows counted.
    pub fn report(&self, ruleset: &Ruleset, language: Language) -> QualityReport {
        let fields = || self.fields.iter().zip(&ruleset.fields);
        let all = || self.fields.iter().map(|tally| &tally.counts);
        let quality = |(tally, field): (&FieldTally, &FieldDef)| FieldQuality {
            distinct: Some(tally.values.len() as u64),
            values: tally.top_values(),
            ..field_quality(field, &tally.counts)
        };
        let is_named = self.sources.iter().any(|source| !source.name.is_empty());
        let mut sources: Vec<&SourceTally> = self.sources.iter().filter(|_| is_named).collect();
        sources.arrange_by(|a, b| a.name.cmp(&b.name));
        QualityReport {
            rows: self.rows,
            score: score(all()),
            score_before: score_before(all()),
            fields: fields().filter(|(tally, _)| tally.counts.filled > 0).map(quality).collect(),
            sources: sources.into_iter().map(|source| source.quality(&ruleset.fields)).collect(),
            issues: self.issue_counts(ruleset, language),
            drift: None,
        }
    }

    fn issue_counts(&self, ruleset: &Ruleset, language: Language) -> Vec<IssueCount> {
        let is_there = |i: usize| self.fields.get(i).is_some_and(|tally| tally.counts.filled > 0);
        let there = self.issues.iter().filter(|issue| is_there(issue.field));
        let mut counts: Vec<IssueCount> =
            there.map(|issue| issue_count(ruleset, language, issue, "…")).collect();
        for (field, tally) in self.fields.iter().enumerate() {
            let Some(outliers) = tally.numbers.outliers() else { continue };
            let (severity, count) = (Some(Severity::Warning), outliers.count);
            let code = "quality/outlier".to_owned();
            let issue = IssueTally { code, field, severity, count, ..IssueTally::default() };
            counts.push(issue_count(ruleset, language, &issue, &outliers.farthest));
        }
        counts.arrange_by(|a, b| {
            b.count.cmp(&a.count).then_with(|| (&a.code, &a.field).cmp(&(&b.code, &b.field)))
        });
        counts
    }
}

fn is_number(kind: FieldKind) -> bool {
    matches!(kind, FieldKind::Number | FieldKind::Amount)
}

/// How often something is wrong, in words that name no single value but `value`.
fn issue_count(ruleset: &Ruleset, language: Language, issue: &IssueTally, value: &str) -> IssueCount {
    let title = |field: Option<&FieldDef>| field.map_or("…", |field| field.title(language)).to_owned();
    let field = ruleset.fields.get(issue.field);
    let check = issue.check.and_then(|check| ruleset.checks.get(check));
    let other = title(check.and_then(|check| Some(ruleset.field(check.to.as_ref()?)?.1)));
    let title = title(field);
    let own = check.map_or("", |check| check.label.get(language));
    let told = |name: &str| {
        let mut params = issue.told.iter().flat_map(Told::params);
        params.find(|(known, _)| *known == name).map(|(_, label)| label.get(language))
    };
    let text = messages::render(&issue.code, language, |name| match name {
        "field" => Some(title.as_str()),
        "other" => Some(other.as_str()),
        _ => Some(told(name).unwrap_or(value)),
    });
    IssueCount {
        code: issue.code.clone(),
        field: field.map(|field| field.name.clone()).unwrap_or_default(),
        check: check.map(|check| check.id.clone()),
        severity: issue.severity,
        count: issue.count,
        text: if own.is_empty() { text } else { own.to_owned() },
    }
}

fn field_quality(field: &FieldDef, counts: &Counts) -> FieldQuality {
    let one = || std::iter::once(counts);
    FieldQuality {
        field: field.name.clone(),
        owner: field.owner.clone(),
        score: score(one()),
        score_before: score_before(one()),
        filled: counts.filled,
        missing: counts.missing,
        valid: counts.valid,
        suspect: counts.suspect,
        invalid: counts.invalid,
        distinct: None,
        changed: counts.changed,
        stale: counts.stale,
        derived: counts.derived,
        values: Vec::new(),
    }
}

impl FieldTally {
    /// Counts a value. The most frequent ones are kept with their texts: as a count only ever grows by one, whoever
    /// passes the least of them takes its place.
    fn value(&mut self, hash: u64, shown: &str, is_told: bool) {
        let count = self.values.entry(hash).or_default();
        *count += 1;
        if !is_told {
            return;
        }
        if let Some((_, known)) = self.top.iter_mut().find(|(known, _)| *known == hash) {
            known.count = *count;
            return;
        }
        let entry = || (hash, ValueCount { value: shown.to_owned(), count: *count });
        if self.top.len() < ALL_VALUES {
            self.top.push(entry());
        } else if let Some(least) = self.top.iter_mut().min_by_key(|(_, known)| known.count)
            && least.1.count < *count
        {
            *least = entry();
        }
    }

    fn top_values(&self) -> Vec<ValueCount> {
        let mut values: Vec<ValueCount> = self.top.iter().map(|(_, value)| value.clone()).collect();
        values.arrange_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        if self.values.len() > ALL_VALUES {
            values.truncate(TOP_VALUES);
            values.retain(|value| value.count > 1);
        }
        values
    }
}

impl SourceTally {
    fn quality(&self, fields: &[FieldDef]) -> SourceQuality {
        let given = fields.iter().zip(&self.fields).filter(|(_, counts)| counts.filled > 0);
        let time = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        SourceQuality {
            source: self.name.clone(),
            rows: self.rows,
            score: score(self.fields.iter()),
            score_before: score_before(self.fields.iter()),
            oldest: time(&self.oldest),
            newest: time(&self.newest),
            fields: given.map(|(field, counts)| field_quality(field, counts)).collect(),
        }
    }
}
