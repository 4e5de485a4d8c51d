//! What sets a group of customers apart from the rest.

use std::collections::BTreeMap;

use roaring::RoaringBitmap;
use serde::Serialize;
use serde_json::Value;

use super::decimals;
use crate::analytics::{Proportions, median, rate};
use crate::engine::Engine;
use crate::engine::queries::Viewer;
use crate::error::Result;
use crate::expr::{FieldId, Number, Subject, Value as Told};
use crate::json::read_object;
use crate::privacy::Access;
use crate::reason::Reason;
use crate::schema::FieldKind;
use crate::schema::ruleset::FieldDef;
use crate::sort::Arrange;

/// Which group is compared with which.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(default))]
pub struct ProfileQuery {
    /// The present instant, ISO 8601.
    pub now: String,
    /// The group: the id of a segment, or a condition.
    pub of: Value,
    /// The other group, less those in the first; all others, where absent.
    pub against: Option<Value>,
    /// Most traits to tell.
    pub limit: usize,
    /// Who reads, and what for.
    #[cfg_attr(feature = "schema", schemars(flatten))]
    pub access: Access,
}

impl Default for ProfileQuery {
    fn default() -> Self {
        let (now, access) = Default::default();
        Self { now, of: Value::Null, against: None, limit: 50, access }
    }
}

read_object! {
    ProfileQuery, ProfileQuery::default(),
    must { "of": of }
    may { "now": now, "against": against, "limit": limit, "role": access.role, "purpose": access.purpose }
}

/// What sets a group apart.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Profile {
    /// Customers in the group.
    pub customers: u64,
    /// Customers that it is compared with.
    pub others: u64,
    /// Traits that are more or less common in it, the surest first; then those with too few customers to be sure of.
    pub traits: Vec<Trait>,
    /// Numbers whose mean or median differs.
    pub figures: Vec<FigureContrast>,
}

/// What a trait is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum TraitKind {
    /// A field has a value.
    #[default]
    Field,
    /// The customer bears a tag.
    Tag,
    /// It is in a segment.
    Segment,
    /// It is in a lifecycle stage.
    Stage,
}

/// A trait, and how common it is. Shares are to four decimals.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Trait {
    /// What it is.
    pub kind: TraitKind,
    /// The field, tag, segment or stage.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// The value of the field.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The value as people write it: `零售业`, where `value` is `F52`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    /// How many of the group have it.
    pub count: usize,
    /// Their share.
    pub share: f64,
    /// How many of the others have it.
    pub other_count: usize,
    /// Their share.
    pub other_share: f64,
    /// How many times as common it is in the group; absent where none of the others has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lift: Option<f64>,
    /// How probable so large a difference is by chance alone (two-proportion z test); absent where the counts are too small
    /// for the test, which `note` then says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub p: Option<f64>,
    /// Whether chance is ruled out: `p` below 5 %, divided by the number of traits that were tested (Bonferroni).
    pub significant: bool,
    /// What is to be borne in mind.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A number in both groups, to four decimals.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FigureContrast {
    /// The field, figure, or `score.` and the score.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// How many of the group have it.
    pub count: usize,
    /// Its mean there; absent where nobody has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean: Option<f64>,
    /// Its median there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub median: Option<f64>,
    /// How many of the others have it.
    pub other_count: usize,
    /// Its mean there; absent where nobody has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_mean: Option<f64>,
    /// Its median there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub other_median: Option<f64>,
}

/// A field with more values than that is no category.
const VALUES: usize = 50;

/// Of both groups: how many have a trait, and the values of a number.
#[derive(Debug, Default)]
struct Seen {
    traits: BTreeMap<(TraitKind, usize, String), [usize; 2]>,
    /// How people write the values of fields.
    labels: BTreeMap<(usize, String), String>,
    figures: BTreeMap<(bool, usize), [Vec<f64>; 2]>,
}

impl Seen {
    fn note(&mut self, of: TraitKind, place: usize, text: &str, group: usize) {
        let counts = self.traits.entry((of, place, text.to_owned())).or_default();
        counts.get_mut(group).into_iter().for_each(|count| *count += 1);
    }

    fn measure(&mut self, is_score: bool, place: usize, value: f64, group: usize) {
        let values = self.figures.entry((is_score, place)).or_default();
        values.get_mut(group).into_iter().for_each(|values| values.push(value));
    }

    /// As [`note`](Self::note), of the value of a field; the first way in which it is written is kept.
    fn note_value(&mut self, place: usize, text: &str, group: usize, written: impl Fn() -> Option<String>) {
        let label = self.labels.entry((place, text.to_owned()));
        label.or_insert_with(|| written().unwrap_or_else(|| text.to_owned()));
        self.note(TraitKind::Field, place, text, group);
    }

    /// Drops fields with so many values that each is a world of its own.
    fn keep_categories(&mut self) {
        let mut values: BTreeMap<usize, usize> = BTreeMap::new();
        for (_, place, _) in self.traits.keys().filter(|(of, ..)| *of == TraitKind::Field) {
            *values.entry(*place).or_default() += 1;
        }
        self.traits.retain(|(of, place, _), counts| {
            let many = *of == TraitKind::Field && values.get(place).is_some_and(|count| *count > VALUES);
            !many && counts.iter().sum::<usize>() > 1
        });
    }
}

impl Engine {
    /// What sets a group of customers apart: which values of fields, tags, segments and stages are more or less common in it
    /// than in another, and how numbers differ.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `condition/…`, `privacy/…`.
    pub fn profile(&mut self, query: &ProfileQuery) -> Result<Profile> {
        self.idle()?;
        let now = self.now(&query.now)?;
        self.may_ask(&query.of, &query.access).map_err(|e| e.under("of"))?;
        if let Some(against) = &query.against {
            self.may_ask(against, &query.access).map_err(|e| e.under("against"))?;
        }
        self.draw(now);
        let group = self.audience(&query.of, now).map_err(|e| e.under("of"))?;
        let others = match &query.against {
            Some(against) => self.audience(against, now).map_err(|e| e.under("against"))?,
            None => self.clusters.anchors().collect(),
        } - &group;
        let viewer = self.viewer(&query.access, now)?;
        let mut seen = Seen::default();
        for (place, members) in [&group, &others].into_iter().enumerate() {
            self.look(&viewer, members, place, &mut seen);
        }
        seen.keep_categories();
        let sizes = (group.len(), others.len());
        let mut traits: Vec<Trait> =
            seen.traits.iter().map(|(of, counts)| self.trait_view(of, *counts, sizes)).collect();
        for of in traits.iter_mut() {
            let value = self.ruleset.field(&of.id).map(|(place, _)| place).zip(of.value.clone());
            of.label = value.and_then(|value| seen.labels.remove(&value));
        }
        let tested = traits.iter().filter(|one| one.p.is_some()).count().max(1);
        traits.iter_mut().for_each(|one| one.significant = one.p.is_some_and(|p| p < 0.05 / tested as f64));
        traits.arrange_by(|a, b| a.p.unwrap_or(2.0).total_cmp(&b.p.unwrap_or(2.0)));
        traits.iter_mut().for_each(|one| one.p = one.p.map(decimals));
        traits.truncate(query.limit);
        let figures = seen.figures.into_iter().filter_map(|(of, values)| self.figure_contrast(of, values));
        let figures = figures.filter(|of| of.mean != of.other_mean || of.median != of.other_median);
        Ok(Profile { customers: sizes.0, others: sizes.1, traits, figures: figures.collect() })
    }

    /// Notes what the members of a group have.
    fn look(&self, viewer: &Viewer, members: &RoaringBitmap, group: usize, seen: &mut Seen) {
        let Some(drawn) = self.drawn() else { return };
        let fields: Vec<(usize, &FieldDef)> =
            self.ruleset.fields.iter().enumerate().filter(|(_, field)| viewer.shows(field)).collect();
        let figures = self.ruleset.fields.len()..self.ruleset.fields.len() + self.automation.figures.len();
        for anchor in members {
            let Some(portrait) = drawn.portraits.get(anchor) else { continue };
            let subject = viewer.subject(anchor);
            for (place, field) in &fields {
                match subject.field(FieldId(*place as u32)) {
                    Told::Text(text) if is_category(field) => {
                        seen.note_value(*place, text, group, || viewer.written(&field.name, anchor));
                    }
                    Told::List(texts) if is_category(field) => {
                        texts.iter().for_each(|text| seen.note_value(*place, text, group, || None));
                    }
                    Told::Number(number) => seen.measure(false, *place, plain(number), group),
                    _ => {}
                }
            }
            for place in figures.clone() {
                if let Told::Number(number) = subject.field(FieldId(place as u32)) {
                    seen.measure(false, place, plain(number), group);
                }
            }
            portrait.tags().for_each(|id| seen.note(TraitKind::Tag, id.index(), "", group));
            portrait.segments().for_each(|id| seen.note(TraitKind::Segment, id.index(), "", group));
            portrait.stage().into_iter().for_each(|id| seen.note(TraitKind::Stage, id.index(), "", group));
            for (place, score) in portrait.scores().iter().enumerate() {
                score.value.into_iter().for_each(|value| seen.measure(true, place, value.into(), group));
            }
        }
    }

    fn trait_view(
        &self,
        (kind, place, text): &(TraitKind, usize, String),
        [count, other_count]: [usize; 2],
        (group, others): (u64, u64),
    ) -> Trait {
        let named = match kind {
            TraitKind::Field => self.ruleset.fields.get(*place).map(|field| (&field.name, &field.label)),
            TraitKind::Tag => self.ruleset.tags.get(*place).map(|tag| (&tag.id, &tag.name)),
            TraitKind::Segment => self.ruleset.segments.get(*place).map(|of| (&of.id, &of.name)),
            TraitKind::Stage => self.ruleset.stages.get(*place).map(|of| (&of.id, &of.name)),
        };
        let (id, name) = named.map_or(("", ""), |(id, name)| (id.as_str(), name.get(self.language())));
        let (group, others) = (group as usize, others as usize);
        let proportions = Proportions { first: (count, group), second: (other_count, others) };
        let note = Reason::new("profile/few").text(self.language());
        Trait {
            kind: *kind,
            id: id.to_owned(),
            name: if name.is_empty() { id } else { name }.to_owned(),
            value: (*kind == TraitKind::Field).then(|| text.clone()),
            label: None,
            count,
            share: rate(count, group).unwrap_or_default(),
            other_count,
            other_share: rate(other_count, others).unwrap_or_default(),
            lift: proportions.lift().map(decimals),
            p: proportions.p(),
            significant: false,
            note: proportions.z().is_none().then_some(note),
        }
    }

    fn figure_contrast(
        &self,
        (is_score, place): (bool, usize),
        [values, others]: [Vec<f64>; 2],
    ) -> Option<FigureContrast> {
        let vocabulary = self.automation.tagger.vocabulary();
        let (id, name) = if is_score {
            let score = self.ruleset.scores.get(place)?;
            (["score.", &score.id].concat(), score.name.get(self.language()))
        } else {
            let name = vocabulary.field_name(FieldId(place as u32));
            (name.to_owned(), vocabulary.field_label(name, self.language()))
        };
        let mean = |values: &[f64]| {
            (!values.is_empty()).then(|| decimals(values.iter().sum::<f64>() / values.len() as f64))
        };
        Some(FigureContrast {
            id,
            name: name.to_owned(),
            count: values.len(),
            mean: mean(&values),
            median: median(values).map(decimals),
            other_count: others.len(),
            other_mean: mean(&others),
            other_median: median(others).map(decimals),
        })
    }
}

/// Whether the values of a field are words of which many customers share one.
fn is_category(field: &FieldDef) -> bool {
    matches!(field.kind, FieldKind::Region | FieldKind::Industry | FieldKind::JobTitle | FieldKind::Text)
}

fn plain(number: Number) -> f64 {
    number.raw() as f64 / Number::SCALE as f64
}
