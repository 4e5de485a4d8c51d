//! A mapping as it is saved, edited and applied: column by column, the field that it means.

use std::collections::BTreeMap;

use serde_json::Value;

use super::ColumnMapping;
use crate::error::{Error, Result, join_path};
use crate::json::{Document, Fault};

/// What a column is said to mean: a field's name, `null` for none, or both field and unit.
///
/// An entry of a saved mapping may hold the confidence and the alternatives of the suggestion as well.
///
/// ```
/// use kehu::schema::mapping::Target;
/// let written = serde_json::json!({"field": "registered_capital", "unit": "万元"});
/// let target: Target = kehu::json::document(written, "input/invalid").unwrap();
/// assert_eq!(target.unit.as_deref(), Some("万元"));
/// assert_eq!(Target::from(Some("company")).field.as_deref(), Some("company"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(with = "Written"))]
pub struct Target {
    /// The field; none for a column that is left alone.
    pub field: Option<String>,
    /// The unit of its numbers; that of the header where absent, none where empty.
    pub unit: Option<String>,
}

/// A target as documents write it.
#[cfg(feature = "schema")]
#[derive(schemars::JsonSchema)]
#[schemars(untagged)]
#[expect(dead_code, reason = "only its schema is used")]
enum Written {
    /// The field; `null` leaves the column alone.
    Field(Option<String>),
    /// The field with the unit of its numbers.
    Whole {
        /// The field; `null` leaves the column alone.
        field: Option<String>,
        /// The unit of its numbers; that of the header where absent, none where empty.
        #[schemars(default)]
        unit: Option<String>,
        /// How sure the suggestion was.
        #[schemars(default)]
        confidence: Option<f64>,
        /// What else the column could mean.
        #[schemars(default)]
        alternatives: Vec<String>,
    },
}

impl From<Option<&str>> for Target {
    fn from(field: Option<&str>) -> Self {
        Self { field: field.map(str::to_owned), unit: None }
    }
}

impl Document for Target {
    fn read(value: &mut Value) -> std::result::Result<Self, Fault> {
        let wrong = || Fault::mismatch(value, &"form/target");
        read(value).ok_or_else(wrong)
    }
}

fn read(value: &Value) -> Option<Target> {
    const KEYS: [&str; 4] = ["field", "unit", "confidence", "alternatives"];
    let Value::Object(entries) = value else {
        return Some(Target { field: text(value)?, unit: None });
    };
    if entries.keys().any(|key| !KEYS.contains(&key.as_str())) {
        return None;
    }
    let unit = entries.get("unit").map_or(Some(None), text)?;
    Some(Target { field: text(entries.get("field")?)?, unit })
}

/// A text, or nothing for `null`.
fn text(value: &Value) -> Option<Option<String>> {
    match value {
        Value::Null => Some(None),
        Value::String(text) => Some(Some(text.clone())),
        _ => None,
    }
}

/// The columns that a mapping names, each with its path.
pub fn named(chosen: &BTreeMap<String, Target>) -> impl Iterator<Item = (String, &String)> {
    chosen.keys().map(|column| (join_path("mapping", column), column))
}

/// Whether the columns that the caller names, each at its path, are there.
///
/// # Errors
/// `import/no_column` with the path of the first that is not.
pub fn check_columns<'n>(
    mut named: impl Iterator<Item = (String, &'n String)>,
    header: &[String],
) -> Result<()> {
    let Some((path, name)) = named.find(|(_, name)| !header.contains(name)) else { return Ok(()) };
    Err(Error::new("import/no_column", path).with("name", name).with("known", header.join(", ")))
}

/// Whether the fields that the caller names are there; a column may also stay a field of its own under its own name.
///
/// # Errors
/// `ruleset/unknown_field` with the column in its path.
pub fn check(chosen: &BTreeMap<String, Target>, is_known: &dyn Fn(&str) -> bool) -> Result<()> {
    for (column, target) in chosen {
        if let Some(field) = target.field.as_ref().filter(|field| *field != column && !is_known(field)) {
            return Err(Error::new("ruleset/unknown_field", join_path("mapping", column)).with("name", field));
        }
    }
    Ok(())
}

/// Puts what the caller says in the place of what was suggested. A field that the caller gives to a column is taken
/// from the one that it was suggested for.
pub fn apply(suggested: &mut [ColumnMapping], chosen: &BTreeMap<String, Target>) {
    for column in suggested {
        let taken = |field: &String| chosen.values().any(|target| target.field.as_ref() == Some(field));
        match chosen.get(&column.column) {
            Some(target) => {
                column.field.clone_from(&target.field);
                column.confidence = 1.0;
                if let Some(unit) = &target.unit {
                    column.unit = Some(unit.clone()).filter(|unit| !unit.is_empty());
                }
            }
            None if column.field.as_ref().is_some_and(taken) => {
                column.field = None;
                column.confidence = 0.0;
            }
            None => {}
        }
    }
}
