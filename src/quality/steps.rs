//! Cleaning steps: what is done with the texts of a record before they are read as values.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::key;
use super::rules::known;
use crate::columns::FieldId;
use crate::error::{Error, Result};
use crate::normalize::Step;
use crate::schema::ruleset::{Ruleset, StepDef, StepName};

/// The texts of a record with the fields they stand for, borrowed until a step changes them.
pub type Texts<'t> = Vec<(FieldId, Cow<'t, str>)>;

/// The steps of a ruleset, in order.
#[derive(Clone, Debug, Default)]
pub struct Steps(Vec<Compiled>);

#[derive(Clone, Debug)]
struct Compiled {
    name: StepName,
    field: FieldId,
    find: String,
    with: String,
    values: BTreeMap<String, String>,
    fields: Vec<FieldId>,
}

impl Steps {
    /// Checks the steps of a ruleset.
    ///
    /// # Errors
    /// `ruleset/unknown_field`, `ruleset/step`, with the path of the step.
    pub fn compile(ruleset: &Ruleset) -> Result<Self> {
        let step = |(i, def)| compile(ruleset, def).map_err(|e: Error| e.under(&format!("cleaning[{i}]")));
        ruleset.cleaning.iter().enumerate().map(step).collect::<Result<_>>().map(Self)
    }

    /// Fields that a record may be given by the steps alone.
    pub fn made(&self) -> impl Iterator<Item = FieldId> + '_ {
        self.0
            .iter()
            .flat_map(|step| match step.name {
                StepName::Split => step.fields.as_slice(),
                StepName::Join | StepName::Default => std::slice::from_ref(&step.field),
                _ => &[],
            })
            .copied()
    }

    /// Does the steps one after the other; `told` hears of every change.
    pub fn apply(&self, texts: &mut Texts, told: &mut dyn FnMut(FieldId, Step)) {
        for step in &self.0 {
            step.apply(texts, told);
        }
    }
}

fn compile(ruleset: &Ruleset, def: &StepDef) -> Result<Compiled> {
    let place = |name: &str, path: &str| known(ruleset, name, path).map(|(field, _)| field);
    let others = def.fields.iter().enumerate().map(|(i, name)| place(name, &format!("fields[{i}]")));
    let step = Compiled {
        name: def.name,
        field: place(&def.field, "field")?,
        find: def.find.clone().unwrap_or_default(),
        with: def.with.clone().unwrap_or_default(),
        values: def.values.iter().map(|(old, new)| (key(old), new.clone())).collect(),
        fields: others.collect::<Result<_>>()?,
    };
    match takes(def) {
        None => Ok(step),
        Some(takes) => Err(Error::new("ruleset/step", "do").with("takes", takes)),
    }
}

/// What a step takes besides its field, where it is given something else.
fn takes(def: &StepDef) -> Option<&'static str> {
    let find = def.find.as_ref().map(|text| !text.is_empty());
    let with = def.with.is_some();
    let (values, fields) = (!def.values.is_empty(), !def.fields.is_empty());
    let (fits, takes) = match def.name {
        StepName::Trim => (find != Some(false) && !with && !values && !fields, "find?"),
        StepName::Upper | StepName::Lower => (find.is_none() && !with && !values && !fields, "-"),
        StepName::Replace => (find == Some(true) && with && !values && !fields, "find, with"),
        StepName::Map => (find.is_none() && !with && values && !fields, "values"),
        StepName::Default => (find.is_none() && with && !values && !fields, "with"),
        StepName::Split => (find == Some(true) && !with && !values && fields, "find, fields"),
        StepName::Join => (find.is_none() && !values && fields, "fields, with?"),
    };
    (!fits).then_some(takes)
}

impl Compiled {
    fn apply(&self, texts: &mut Texts, told: &mut dyn FnMut(FieldId, Step)) {
        if self.name == StepName::Split {
            return self.split(texts, told);
        }
        let from = given(texts, self.field).to_owned();
        let to = match self.name {
            StepName::Default if from.trim().is_empty() => self.with.clone(),
            StepName::Join if from.trim().is_empty() => self.joined(texts),
            _ if from.is_empty() => return,
            StepName::Trim => trimmed(&from, &self.find).to_owned(),
            StepName::Upper => from.to_uppercase(),
            StepName::Lower => from.to_lowercase(),
            StepName::Replace => from.replace(&self.find, &self.with),
            StepName::Map => match self.values.get(&key(&from)) {
                Some(new) => new.clone(),
                None => return,
            },
            StepName::Default | StepName::Join | StepName::Split => return,
        };
        self.write(texts, self.field, to, told);
    }

    fn joined(&self, texts: &Texts) -> String {
        let parts = self.fields.iter().map(|field| given(texts, *field).trim());
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(&self.with)
    }

    /// A text without the separator stays whole. What a field has been given besides stays with it.
    fn split(&self, texts: &mut Texts, told: &mut dyn FnMut(FieldId, Step)) {
        let whole = given(texts, self.field).to_owned();
        if !whole.contains(&self.find) {
            return;
        }
        let parts = whole.splitn(self.fields.len(), &self.find).map(str::trim);
        let parts: Vec<(FieldId, &str)> = self.fields.iter().copied().zip(parts).collect();
        let own = parts.iter().find(|(field, _)| *field == self.field).map_or("", |(_, part)| *part);
        self.write(texts, self.field, own.to_owned(), told);
        for (field, part) in
            parts.into_iter().filter(|(field, part)| *field != self.field && !part.is_empty())
        {
            let known = given(texts, field);
            let both = if known.trim().is_empty() { part.to_owned() } else { [known, part].join("；") };
            self.write(texts, field, both, told);
        }
    }

    fn write(&self, texts: &mut Texts, field: FieldId, to: String, told: &mut dyn FnMut(FieldId, Step)) {
        let code = match self.name {
            StepName::Trim => "trim",
            StepName::Upper | StepName::Lower => "case",
            StepName::Replace => "replace",
            StepName::Map => "map",
            StepName::Default => "default",
            StepName::Split => "split",
            StepName::Join => "join",
        };
        let from = match texts.iter_mut().find(|(known, _)| *known == field) {
            Some((_, text)) => std::mem::replace(text, Cow::Owned(to.clone())).into_owned(),
            None => {
                texts.push((field, Cow::Owned(to.clone())));
                String::new()
            }
        };
        if from != to {
            told(field, Step { code, from, to });
        }
    }
}

fn given<'a>(texts: &'a Texts, field: FieldId) -> &'a str {
    texts.iter().find(|(known, _)| *known == field).map_or("", |(_, text)| text.as_ref())
}

fn trimmed<'t>(text: &'t str, more: &str) -> &'t str {
    text.trim_matches(|c: char| c.is_whitespace() || more.contains(c))
}
