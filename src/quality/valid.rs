//! What the ruleset demands of a field's values, asked once a value has been read.

use super::key;
use super::pattern::Pattern;
use crate::error::{Error, Result};
use crate::normalize::quantity::Decimal;
use crate::normalize::{Context, Normalized, Status, normalize};
use crate::reason::Reason;
use crate::schema::FieldKind;
use crate::schema::ruleset::{Bound, FieldDef, IdentifierDef, Severity, ValidDef};

/// The demands on the values of one field.
#[derive(Clone, Debug)]
pub struct Valid {
    kind: FieldKind,
    severity: Severity,
    format: Option<(String, Pattern)>,
    min: Option<String>,
    max: Option<String>,
    /// As written, and folded.
    allowed: Vec<(String, String)>,
    placeholders: Vec<String>,
    /// Patterns of values that stand for none.
    nobody: Vec<Pattern>,
}

impl Valid {
    /// Checks the demands of a field.
    ///
    /// # Errors
    /// `ruleset/pattern`, `ruleset/value`, `ruleset/range`, with the path under the field.
    pub fn compile(field: &FieldDef, def: &ValidDef) -> Result<Self> {
        let kind = field.kind;
        let pattern = |text: &String| match Pattern::parse(text) {
            Some(pattern) => Ok((text.clone(), pattern)),
            None => Err(Error::new("ruleset/pattern", "format").with("pattern", text)),
        };
        let allowed = def.allowed.iter().enumerate().map(|(i, written)| {
            let value = canonical(kind, written, || format!("allowed[{i}]"))?;
            Ok((written.clone(), key(&value)))
        });
        let (min, max) = (bound(kind, def.min.as_ref(), "min")?, bound(kind, def.max.as_ref(), "max")?);
        if let (Some(min), Some(max)) = (&min, &max)
            && less(kind, max, min)
        {
            return Err(Error::new("ruleset/range", "max").with("min", min).with("max", max));
        }
        Ok(Self {
            kind,
            severity: field.severity,
            format: def.format.as_ref().map(pattern).transpose()?,
            min,
            max,
            allowed: allowed.collect::<Result<_>>()?,
            placeholders: def.placeholders.iter().map(|text| key(text)).collect(),
            nobody: Vec::new(),
        })
    }

    /// Takes the values that a kind of identifier blocks for placeholders.
    ///
    /// # Errors
    /// `ruleset/pattern`, with the path under the identifier.
    pub fn block(&mut self, identifier: &IdentifierDef) -> Result<()> {
        self.placeholders.extend(identifier.blocked.iter().map(|text| key(text)));
        for (i, text) in identifier.patterns.iter().enumerate() {
            let pattern = Pattern::parse(text);
            let wrong = || Error::new("ruleset/pattern", format!("patterns[{i}]")).with("pattern", text);
            self.nobody.push(pattern.ok_or_else(wrong)?);
        }
        Ok(())
    }

    /// Makes a value that breaks a demand suspect or, where the field's rules are strict, invalid.
    pub fn judge(&self, value: &mut Normalized) {
        value.also.iter_mut().for_each(|other| self.judge(other));
        let Some(text) = value.value.clone() else { return };
        if value.is_placeholder() {
            return;
        }
        let names_nobody =
            [&value.input, &value.display, &text].iter().any(|t| self.placeholders.contains(&key(t)));
        if names_nobody || self.nobody.iter().any(|pattern| pattern.matches(&text)) {
            value.status = Status::Suspect;
            value.reasons.push(Reason::new("value/placeholder").with("value", &value.display));
            return;
        }
        let Some(reason) = self.breach(&text) else { return };
        value.reasons.push(reason);
        value.status = Status::Suspect;
        if self.severity == Severity::Error {
            value.status = Status::Invalid;
            value.value = None;
            value.input.trim().clone_into(&mut value.display);
        }
    }

    fn breach(&self, value: &str) -> Option<Reason> {
        if let Some((written, pattern)) = &self.format
            && !pattern.matches(value)
        {
            return Some(Reason::new("quality/format").with("pattern", written));
        }
        if let Some(min) = self.min.as_ref().filter(|min| less(self.kind, value, min)) {
            return Some(Reason::new("quality/too_small").with("limit", min));
        }
        if let Some(max) = self.max.as_ref().filter(|max| less(self.kind, max, value)) {
            return Some(Reason::new("quality/too_large").with("limit", max));
        }
        let folded = key(value);
        if self.allowed.is_empty() || self.allowed.iter().any(|(_, allowed)| *allowed == folded) {
            return None;
        }
        let allowed: Vec<&str> = self.allowed.iter().map(|(written, _)| written.as_str()).collect();
        Some(Reason::new("quality/not_allowed").with("allowed", allowed.join("、")))
    }
}

fn bound(kind: FieldKind, written: Option<&Bound>, key: &'static str) -> Result<Option<String>> {
    let Some(Bound(written)) = written else { return Ok(None) };
    if !matches!(kind, FieldKind::Number | FieldKind::Amount | FieldKind::Date) {
        return Err(Error::new("ruleset/no_order", key).with("kind", kind.name()));
    }
    canonical(kind, written, || key.to_owned()).map(Some)
}

/// The canonical form of a value in the ruleset.
fn canonical(kind: FieldKind, written: &str, path: impl Fn() -> String) -> Result<String> {
    let normalized = normalize(kind, written, &Context::default());
    let wrong = || Error::new("ruleset/value", path()).with("value", written).with("kind", kind.name());
    normalized.value.ok_or_else(wrong)
}

/// Whether one canonical value is less, or earlier, than another; days are compared with instants by the day.
pub(super) fn less(kind: FieldKind, a: &str, b: &str) -> bool {
    if kind == FieldKind::Date {
        let day = |text: &str| text.get(..10).unwrap_or(text).to_owned();
        return if a.len() == b.len() { a < b } else { day(a) < day(b) };
    }
    match (Decimal::parse(a), Decimal::parse(b)) {
        (Some(a), Some(b)) => a < b,
        _ => a < b,
    }
}
