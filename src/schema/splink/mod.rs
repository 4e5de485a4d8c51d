//! Models of [Splink](https://moj-analytical-services.github.io/splink/), versions 3 to 5, as matching models.
//!
//! Both are Fellegi–Sunter models of ordered levels, so probabilities are taken as they stand. A level's SQL becomes
//! [tests](Test) where it is of the kind that Splink's own comparisons write:
//!
//! | SQL | test |
//! | --- | --- |
//! | `x_l = x_r`, lists that share a value | `same` |
//! | `x_l = y_r` | `same` with the other field |
//! | `levenshtein`, `damerau_levenshtein` | `edits` |
//! | `jaro_winkler`, `jaro` | `similar` |
//! | `jaccard` | `overlap`, which counts words rather than characters |
//! | a difference of dates | `days` |
//! | the same first or last characters, also as a pattern | `starts`, `ends` |
//! | a mail address before and after its @ | the parts `loose` and `brand` |
//!
//! Of `OR`, each side becomes a level of its own with the same probabilities. Null levels are left out, since a comparison
//! without values says nothing anyway. What no test can ask is an error with its path.
//!
//! Splink keeps its term frequencies in tables apart from the model. So a level that adjusts for them has its average
//! weight, until training counts the values in the records at hand.

mod condition;
mod functions;
mod parse;
mod tokens;

use serde_json::Value;

use super::FieldKind;
use super::mapping::{ColumnMapping, suggest};
use super::ruleset::{
    BlockingRule, Comparison, KeyPart, Label, Level, MatchingDef, Measure, Part, Ruleset, Test, Thresholds,
};
use crate::error::{Error, Result};
use condition::{Asked, Condition, View};

/// The prior of a model that names none.
const PRIOR: f64 = 0.0001;
/// What Splink takes for the probability of a level that its training has never seen.
const UNSEEN: f64 = 1e-6;
/// The least probability that Splink reckons with.
const LEAST: f64 = 1e-10;
/// Splink compares all that agree on a blocking rule. A key that more records than this share would cost millions of pairs.
const GENERIC_ABOVE: u32 = 1_000;

const BLOCKING: &str = "blocking_rules_to_generate_predictions";

/// Whether a document is a Splink model rather than a matching model of a ruleset.
pub fn is_model(document: &Value) -> bool {
    list(document, "comparisons").iter().any(|comparison| comparison.get("comparison_levels").is_some())
}

/// A Splink model as a matching model for the fields of a ruleset.
///
/// Its columns are taken for fields as those of a file with the same header would be; the others become columns of
/// their own. Thresholds are those of a trained model.
///
/// # Errors
/// `splink/condition` for SQL that no test can ask, `splink/column` for a level of several columns, `splink/untrained` for
/// a level without probabilities, `ruleset/invalid` for what is missing; each with its path in the model.
pub fn import(document: &Value, ruleset: &Ruleset) -> Result<MatchingDef> {
    let reader = Reader { ruleset, columns: suggest(ruleset, &columns(document), &[]) };
    let prior = document.get("probability_two_random_records_match").and_then(Value::as_f64);
    let mut def = MatchingDef {
        prior: prior.unwrap_or(PRIOR),
        thresholds: Thresholds::of_trained(),
        generic_above: GENERIC_ABOVE,
        ..MatchingDef::default()
    };
    for column in reader.columns.iter().filter(|column| column.field.is_none()) {
        def.columns.push(column.column.clone());
    }
    for (i, comparison) in list(document, "comparisons").iter().enumerate() {
        let comparison = reader.comparison(comparison).map_err(|e| e.under(&at("comparisons", i)))?;
        def.comparisons.push(comparison);
    }
    let rules = list(document, BLOCKING);
    if rules.is_empty() {
        return Err(missing(BLOCKING));
    }
    for (i, rule) in rules.iter().enumerate() {
        reader.block(rule, &mut def.blocking).map_err(|e| e.under(&at(BLOCKING, i)))?;
    }
    Ok(def)
}

fn list<'d>(document: &'d Value, key: &str) -> &'d [Value] {
    document.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text<'d>(document: &'d Value, key: &str) -> Option<&'d str> {
    document.get(key).and_then(Value::as_str)
}

fn at(list: &str, place: usize) -> String {
    [list, "[", &place.to_string(), "]"].concat()
}

fn missing(key: &str) -> Error {
    Error::new("ruleset/invalid", key).with("reason", "form/empty")
}

fn inexpressible(sql: &str) -> Error {
    Error::new("splink/condition", "").with("text", sql)
}

/// The SQL of a blocking rule: a text in version 3, within an object later on.
fn rule_sql(rule: &Value) -> Option<&str> {
    rule.as_str().or_else(|| text(rule, "blocking_rule"))
}

/// The columns that the conditions of a model speak of.
fn columns(document: &Value) -> Vec<String> {
    let comparisons = list(document, "comparisons").iter();
    let levels = comparisons.flat_map(|comparison| list(comparison, "comparison_levels"));
    let levels = levels.filter_map(|level| text(level, "sql_condition"));
    let rules = list(document, BLOCKING).iter().filter_map(rule_sql);
    let mut columns: Vec<String> = Vec::new();
    for sql in levels.chain(rules) {
        for asked in parse::condition(sql).unwrap_or_default().iter().flatten().flatten() {
            for name in [asked.left, asked.right] {
                if !columns.iter().any(|known| known == name) {
                    columns.push(name.to_owned());
                }
            }
        }
    }
    columns
}

struct Reader<'r> {
    ruleset: &'r Ruleset,
    columns: Vec<ColumnMapping>,
}

impl Reader<'_> {
    /// The field that a column means, or its own name.
    fn field(&self, column: &str) -> String {
        let field =
            self.columns.iter().find(|known| known.column == column).and_then(|known| known.field.as_deref());
        field.unwrap_or(column).to_owned()
    }

    fn kind(&self, column: &str) -> FieldKind {
        self.ruleset.field(&self.field(column)).map_or(FieldKind::Text, |(_, field)| field.kind)
    }

    fn comparison(&self, document: &Value) -> Result<Comparison> {
        let mut levels = Vec::new();
        for (i, level) in list(document, "comparison_levels").iter().enumerate() {
            let path = || at("comparison_levels", i);
            if let Some(condition) = condition_of(level).map_err(|e| e.under(&path()))? {
                levels.push((level, condition, path()));
            }
        }
        let asked = || levels.iter().flat_map(|(_, condition, _)| condition.iter().flatten().flatten());
        let main = asked().find(|asked| asked.left == asked.right).or_else(|| asked().next());
        let main = main.map(|asked| asked.left).ok_or_else(|| missing("comparison_levels"))?;
        let name = text(document, "output_column_name").unwrap_or(main);
        let mut comparison = Comparison {
            name: name.to_owned(),
            label: label(name),
            fields: vec![self.field(main)],
            ..Comparison::default()
        };
        for (level, condition, path) in &levels {
            self.level(level, condition, main, &mut comparison.levels).map_err(|e| e.under(path))?;
        }
        Ok(comparison)
    }

    /// A level for each alternative of a condition.
    fn level(
        &self,
        level: &Value,
        condition: &Condition<'_>,
        main: &str,
        levels: &mut Vec<Level>,
    ) -> Result<()> {
        let sql = text(level, "sql_condition").unwrap_or_default();
        let name = text(level, "label_for_charts").unwrap_or(sql);
        let (m, u) = (probability(level, "m_probability")?, probability(level, "u_probability")?);
        for all in condition {
            let mut tests: Vec<Test> = Vec::new();
            for asked in all.iter().flatten() {
                let test = self.test(asked, main).map_err(|e| e.with("text", sql).under("sql_condition"))?;
                if !tests.contains(&test) {
                    tests.push(test);
                }
            }
            levels.push(Level { name: name.to_owned(), label: label(name), tests, m, u, ..Level::default() });
        }
        Ok(())
    }

    fn test(&self, asked: &Asked<'_>, main: &str) -> Result<Test> {
        let with = match (asked.left, asked.right) {
            (left, right) if left == main && right == main => None,
            (left, other) if left == main => Some(self.field(other)),
            (other, right) if right == main => Some(self.field(other)),
            _ => return Err(Error::new("splink/column", "").with("column", main)),
        };
        let Asked { mut measure, at_least, mut at_most, .. } = *asked;
        let inexpressible = || Error::new("splink/condition", "");
        let (part, chars) = self.part(asked).ok_or_else(inexpressible)?;
        if let Some(chars) = chars {
            if measure != Measure::Same {
                return Err(inexpressible());
            }
            measure = if chars > 0 { Measure::Starts } else { Measure::Ends };
            at_most = u16::from(chars.unsigned_abs());
        }
        Ok(Test { at_least, at_most: at_most.into(), with, ..Test::of(measure, part) })
    }

    /// The part that a view of a column is, and how many of its characters.
    fn part(&self, asked: &Asked<'_>) -> Option<(Part, Option<i8>)> {
        let kind = self.kind(asked.left);
        let (part, chars) = match asked.view {
            View::Whole | View::Seconds => (Part::Value, None),
            View::First(n) if kind == FieldKind::Date => (Part::Value, i8::try_from(without_hyphens(n)).ok()),
            View::First(n) => (Part::Value, i8::try_from(n).ok()),
            View::Last(n) => (Part::Value, i8::try_from(n).ok().map(|n| -n)),
            View::Local => (Part::Loose, None),
            View::Domain => (Part::Brand, None),
        };
        (part == Part::Value || kind == FieldKind::Email).then_some((part, chars))
    }

    /// Adds a blocking rule for each alternative of Splink's.
    fn block(&self, rule: &Value, rules: &mut Vec<BlockingRule>) -> Result<()> {
        let path = if rule.is_string() { "" } else { "blocking_rule" };
        let sql = rule_sql(rule).ok_or_else(|| missing(path))?;
        let condition = parse::condition(sql).ok_or_else(|| inexpressible(sql).under(path))?;
        for all in condition {
            let keys: Option<Vec<_>> = all.iter().map(|asked| self.key(asked.as_ref()?)).collect();
            let mut keys = keys.unwrap_or_default().into_iter();
            let Some(KeyPart { fields, part, chars }) = keys.next() else {
                return Err(inexpressible(sql).under(path));
            };
            let name = all.iter().flatten().map(|asked| asked.left).collect::<Vec<_>>().join(" + ");
            let and = keys.collect();
            rules.push(BlockingRule { name, fields, part, chars, and, ..BlockingRule::default() });
        }
        Ok(())
    }

    fn key(&self, asked: &Asked<'_>) -> Option<KeyPart> {
        let (part, chars) = self.part(asked)?;
        let is_key = asked.left == asked.right && asked.measure == Measure::Same;
        is_key.then(|| KeyPart { fields: vec![self.field(asked.left)], part, chars })
    }
}

/// The condition of a level; none for a null level.
fn condition_of(level: &Value) -> Result<Option<Condition<'_>>> {
    let sql = text(level, "sql_condition").ok_or_else(|| missing("sql_condition"))?;
    let is_null = level.get("is_null_level").and_then(Value::as_bool).unwrap_or(false);
    let fits = |condition: &Condition<'_>| condition.iter().flatten().all(|asked| asked.is_none() == is_null);
    match parse::condition(sql).filter(fits) {
        Some(condition) => Ok((!is_null).then_some(condition)),
        None => Err(inexpressible(sql).under("sql_condition")),
    }
}

/// A probability of a level. Where training never saw the level, Splink writes a text in its place.
fn probability(level: &Value, key: &'static str) -> Result<f64> {
    let value = level.get(key).unwrap_or(&Value::Null);
    match value.as_f64().or_else(|| value.is_string().then_some(UNSEEN)) {
        None => Err(Error::new("splink/untrained", key).with("name", key)),
        Some(value) if (0.0..=1.0).contains(&value) => Ok(value.max(LEAST)),
        Some(_) => Err(Error::new("ruleset/probability", key).with("value", value)),
    }
}

fn label(name: &str) -> Label {
    Label { zh: name.to_owned(), en: name.to_owned() }
}

/// How many of the first characters of `2024-03-05` are no hyphens: dates are kept without them.
fn without_hyphens(chars: u8) -> u8 {
    chars - u8::from(chars > 4) - u8::from(chars > 7)
}
