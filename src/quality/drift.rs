//! How a batch differs from the one before.
//!
//! All in whole numbers, so that the same two batches give the same answer everywhere. Two shares differ when chance
//! would hardly make them differ so: the z-statistic of two proportions is above three, and the difference is one that
//! matters.

use serde::Serialize;
use serde_json::Value as Json;

use super::report::{FieldQuality, QualityReport, ValueCount};
use super::tally::ALL_VALUES;
use crate::error::{Error, Result};
use crate::messages::{self, Language};
use crate::schema::ruleset::Ruleset;

/// A difference of shares below this many thousandths is none that matters.
const MATTERS: u128 = 50;
/// The square of the z-statistic from which a difference is not taken for chance.
const BEYOND_CHANCE: u128 = 9;
/// A value that should have occurred so often has vanished when it does not occur at all.
const EXPECTED: u128 = 5;

/// A difference from the batch before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Drift {
    /// Stable, `drift/what`.
    pub code: &'static str,
    /// The source whose rows differ; all rows where absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The field that differs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// What was before.
    pub before: String,
    /// What is now.
    pub after: String,
    /// The difference in words.
    pub text: String,
}

/// What is known of a batch, or of what one source gave of it.
struct Part<'a> {
    rows: u64,
    fields: Vec<Field<'a>>,
}

/// What is known of a field over some rows.
struct Field<'a> {
    name: &'a str,
    filled: u64,
    valid: u64,
    /// All values with their counts; `None` where there are too many to tell all.
    values: Option<Vec<(&'a str, u64)>>,
}

/// How `now` differs from the batch that the report `before` is of.
///
/// # Errors
/// `report/invalid` when that is no report.
pub fn compare(
    before: &Json,
    now: &QualityReport,
    ruleset: &Ruleset,
    language: Language,
) -> Result<Vec<Drift>> {
    let old = Part::read(before).ok_or_else(|| Error::new("report/invalid", "previous"))?;
    let mut found = Findings { ruleset, language, source: None, list: Vec::new() };
    found.parts(&old, &Part::of(now.rows, &now.fields));
    found.scores(before.get("score").and_then(Json::as_f64), now.score);
    found.issues(before, now, old.rows);
    found.sources(before, now);
    Ok(found.list)
}

impl<'a> Part<'a> {
    fn read(report: &'a Json) -> Option<Self> {
        let fields = report.get("fields")?.as_array()?.iter().map(Field::read).collect::<Option<_>>()?;
        Some(Self { rows: count(report, "rows")?, fields })
    }

    fn of(rows: u64, fields: &'a [FieldQuality]) -> Self {
        Self { rows, fields: fields.iter().map(Field::of).collect() }
    }

    fn field(&self, name: &str) -> Option<&Field<'a>> {
        self.fields.iter().find(|field| field.name == name)
    }
}

impl<'a> Field<'a> {
    fn read(field: &'a Json) -> Option<Self> {
        let value = |value: &'a Json| Some((value.get("value")?.as_str()?, count(value, "count")?));
        let values = field.get("values").and_then(Json::as_array).into_iter().flatten();
        Some(Self {
            name: field.get("field")?.as_str()?,
            filled: count(field, "filled")?,
            valid: count(field, "valid")?,
            values: whole(count(field, "distinct"), values.filter_map(value).collect()),
        })
    }

    fn of(field: &'a FieldQuality) -> Self {
        let value = |value: &'a ValueCount| (value.value.as_str(), value.count);
        let values = field.values.iter().map(value).collect();
        Self {
            name: &field.field,
            filled: field.filled,
            valid: field.valid,
            values: whole(field.distinct, values),
        }
    }
}

/// The values, if they are all of them.
fn whole(distinct: Option<u64>, values: Vec<(&str, u64)>) -> Option<Vec<(&str, u64)>> {
    let all = distinct == Some(values.len() as u64) && (1..=ALL_VALUES).contains(&values.len());
    all.then_some(values)
}

fn count(json: &Json, key: &str) -> Option<u64> {
    json.get(key)?.as_u64()
}

/// The differences found so far.
struct Findings<'a> {
    ruleset: &'a Ruleset,
    language: Language,
    source: Option<String>,
    list: Vec<Drift>,
}

impl Findings<'_> {
    fn tell(&mut self, code: &'static str, field: Option<&str>, before: String, after: String) {
        let known = field.and_then(|name| self.ruleset.field(name));
        let title = known.map_or(field.unwrap_or_default(), |(_, field)| field.title(self.language));
        let source = self.source.as_deref().unwrap_or_default();
        let mut text = messages::render(code, self.language, |name| match name {
            "field" => Some(title),
            "before" => Some(&before),
            "after" => Some(&after),
            _ => None,
        });
        if !source.is_empty() {
            text = [source, ": ", &text].concat();
        }
        let source = self.source.clone();
        self.list.push(Drift { code, source, field: field.map(str::to_owned), before, after, text });
    }

    /// The rows, and every field, of two batches or of what a source gave of them.
    fn parts(&mut self, old: &Part, new: &Part) {
        let (few, many) = (old.rows.min(new.rows), old.rows.max(new.rows));
        if few.saturating_mul(2) < many {
            self.tell("drift/rows", None, old.rows.to_string(), new.rows.to_string());
        }
        for field in &old.fields {
            match new.field(field.name) {
                Some(now) => self.field(field, now, old.rows, new.rows),
                None if new.rows == 0 => {}
                None => self.tell("drift/field_gone", Some(field.name), field.filled.to_string(), "0".into()),
            }
        }
        for field in new.fields.iter().filter(|field| old.field(field.name).is_none()) {
            self.tell("drift/field_new", Some(field.name), "0".into(), field.filled.to_string());
        }
    }

    fn field(&mut self, old: &Field, new: &Field, rows: u64, rows_now: u64) {
        self.fall("drift/completeness", old.name, (old.filled, rows), (new.filled, rows_now));
        self.fall("drift/validity", old.name, (old.valid, old.filled), (new.valid, new.filled));
        let (Some(before), Some(after)) = (&old.values, &new.values) else { return };
        for (value, count) in before {
            let now = after.iter().find(|(other, _)| other == value).map_or(0, |(_, count)| *count);
            let expected = u128::from(*count) * u128::from(new.filled) / u128::from(old.filled.max(1));
            if now == 0 && expected >= EXPECTED {
                self.tell("drift/value_gone", Some(old.name), (*value).to_owned(), String::new());
            } else if now > 0 && differ((*count, old.filled), (now, new.filled)) {
                let told = |part, whole| [value, " ", &permille(part, whole)].concat();
                self.tell("drift/share", Some(old.name), told(*count, old.filled), told(now, new.filled));
            }
        }
        for (value, _) in after.iter().filter(|(value, _)| before.iter().all(|(known, _)| known != value)) {
            self.tell("drift/value_new", Some(old.name), String::new(), (*value).to_owned());
        }
    }

    /// A share that is less than it was.
    fn fall(&mut self, code: &'static str, field: &str, old: (u64, u64), new: (u64, u64)) {
        if differ(old, new) && less(new, old) {
            self.tell(code, Some(field), permille(old.0, old.1), permille(new.0, new.1));
        }
    }

    fn scores(&mut self, before: Option<f64>, after: f64) {
        // Scores have one decimal; tenths are whole.
        let tenths = |score: f64| (score * 10.0).round() as i64;
        if let Some(before) = before.filter(|before| tenths(*before) - tenths(after) >= 20) {
            let told = |score: f64| tenths_of_percent(tenths(score).unsigned_abs());
            self.tell("drift/score", None, told(before), told(after));
        }
    }

    /// What is wrong more often than before.
    fn issues(&mut self, before: &Json, now: &QualityReport, rows: u64) {
        let old = before.get("issues").and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
        for issue in &now.issues {
            let text = |json: &Json, key: &str| json.get(key).and_then(Json::as_str).map(str::to_owned);
            let same = |json: &&Json| {
                text(json, "code").as_deref() == Some(&issue.code)
                    && text(json, "field").as_deref() == Some(&issue.field)
                    && text(json, "check") == issue.check
            };
            let counted = old.iter().find(same).and_then(|json| count(json, "count")).unwrap_or(0);
            let (old, new) = ((counted, rows), (issue.count, now.rows));
            if differ(old, new) && less(old, new) {
                // The text is of many values and names none; it goes on from the name of the field.
                let what = issue.text.replace("“…”", "");
                let after = [what.trim(), " ", &permille(new.0, new.1)].concat();
                self.tell("drift/issue", Some(&issue.field), permille(old.0, old.1), after);
            }
        }
    }

    fn sources(&mut self, before: &Json, now: &QualityReport) {
        let old = before.get("sources").and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
        let name = |json: &Json| json.get("source").and_then(Json::as_str).map(str::to_owned);
        for source in old {
            let (Some(name), Some(part)) = (name(source), Part::read(source)) else { continue };
            let now = now.sources.iter().find(|source| source.source == name);
            self.source = Some(name);
            match now {
                Some(now) => self.parts(&part, &Part::of(now.rows, &now.fields)),
                None => self.tell("drift/source_gone", None, part.rows.to_string(), "0".into()),
            }
        }
        for source in now.sources.iter().filter(|_| !old.is_empty()) {
            if !old.iter().any(|json| name(json).as_ref() == Some(&source.source)) {
                self.source = Some(source.source.clone());
                self.tell("drift/source_new", None, "0".into(), source.rows.to_string());
            }
        }
        self.source = None;
    }
}

/// Whether two shares differ by more than chance, and by as much as matters.
fn differ((a, n): (u64, u64), (b, m): (u64, u64)) -> bool {
    let [a, n, b, m] = [a, n, b, m].map(u128::from);
    if n == 0 || m == 0 || a > n || b > m {
        return false;
    }
    let difference = (a * m).abs_diff(b * n);
    if difference * 1_000 < n * m * MATTERS {
        return false;
    }
    // z² = (a/n − b/m)² ÷ (p (1 − p) (1/n + 1/m)) with p = (a + b) ÷ (n + m), multiplied out.
    let (found, all) = (a + b, n + m);
    let chance = n.saturating_mul(m).saturating_mul(found).saturating_mul(all - found);
    difference.saturating_mul(difference).saturating_mul(all) > chance.saturating_mul(BEYOND_CHANCE)
}

/// Whether one share is less than another.
fn less((a, n): (u64, u64), (b, m): (u64, u64)) -> bool {
    u128::from(a) * u128::from(m) < u128::from(b) * u128::from(n)
}

/// A share in percent with one decimal.
fn permille(part: u64, whole: u64) -> String {
    tenths_of_percent(part.saturating_mul(1_000) / whole.max(1))
}

fn tenths_of_percent(tenths: u64) -> String {
    [&(tenths / 10).to_string(), ".", &(tenths % 10).to_string(), "%"].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_differ_when_chance_hardly_explains_it() {
        assert!(differ((900, 1_000), (700, 1_000)));
        assert!(!differ((9, 10), (7, 10)), "too few to tell");
        assert!(!differ((900_000, 1_000_000), (890_000, 1_000_000)), "certain, but of no weight");
        assert!(differ((5_000_000, 5_000_000), (0, 5_000_000)));
        assert!(!differ((0, 0), (5, 5)));
    }
}
