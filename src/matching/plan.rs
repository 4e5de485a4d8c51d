//! What to compare in data that nobody described.
//!
//! The ruleset's comparisons stay as they are. Columns that they do not cover get comparisons by what stands in them:
//! names, codes, categories, longer texts. Training then says what each is worth.

use std::collections::{HashMap, HashSet};

use foldhash::fast::FixedState;

use super::levels::{self, Content, last_level, level, whole};
use super::model::positions;
use super::wholes::drop_parts;
use super::{Comparable, kernels, synonyms};
use crate::columns::{FieldId, Row, Symbol};
use crate::normalize::Records;
use crate::schema::FieldKind;
use crate::schema::ruleset::{
    Comparison, Entity, FieldDef, Frequencies, Label, Level, MatchingDef, Measure, Part, Ruleset, Test,
};
use crate::sort::Arrange;

/// Rows looked at.
const ROWS: usize = 20_000;
/// Share of rows that must give a value for a column to be compared.
const LEAST_COVERAGE: f64 = 0.02;
/// Share of rows that must say something for most to say it.
const MOSTLY: f64 = 0.5;
/// Of a column that nobody described, hardly anything is known before.
const FIRMNESS: f64 = 0.05;
/// Words whose shares are named.
const WORDS: usize = 400;

/// The model to train: the ruleset's, with comparisons for the columns that it does not cover.
///
/// Which records may be the same `comparable` tells.
pub fn plan(
    ruleset: &Ruleset,
    fields: &[FieldDef],
    records: &Records,
    is_link: bool,
    comparable: &Comparable,
) -> MatchingDef {
    let mut planned = ruleset.matching.clone();
    planned.comparisons.retain(|comparison| !comparison.learned);
    planned.blocking.retain(|rule| !rule.learned);
    let own = fields.iter().skip(ruleset.fields.len()).map(|field| field.name.clone());
    planned.columns = own.collect();
    let covers = |name: &String| planned.comparisons.iter().any(|c| c.fields.contains(name));
    let open = fields.iter().enumerate().filter(|(place, field)| {
        let tells = *place >= ruleset.fields.len() || field.entity != Entity::Record;
        tells && !covers(&field.name)
    });
    let mut found: Vec<Planned> =
        open.filter_map(|(place, field)| comparison(records, place, field)).collect();
    let anchors = anchors(planned.comparisons.iter().chain(found.iter().map(|p| &p.comparison)), fields);
    let is_category = |planned: &&mut Planned| planned.content == Content::Category;
    let places: Vec<FieldId> = found.iter_mut().filter(is_category).map(|planned| planned.place).collect();
    let synonyms = synonyms::find(&places, &anchors, records, comparable);
    for (planned, groups) in found.iter_mut().filter(is_category).zip(synonyms) {
        with_synonyms(&mut planned.comparison.levels, groups);
    }
    if !is_link {
        found.extend(sources(records, fields));
    }
    planned.comparisons.extend(found.into_iter().map(|planned| planned.comparison));
    free_contacts(&mut planned.comparisons, fields, records);
    drop_parts(&mut planned.comparisons, fields, records);
    count_words(&mut planned.comparisons, fields, records);
    planned
}

/// Where records name companies, a company has several contacts: how two of them are called says no more of whether the
/// companies are the same than the data do, and their family names say enough. Elsewhere the contact is the customer.
fn free_contacts(comparisons: &mut Vec<Comparison>, fields: &[FieldDef], records: &Records) {
    if !are_of_companies(fields, records) {
        return;
    }
    comparisons.iter_mut().for_each(|comparison| comparison.individual = false);
    let mut is_named = false;
    comparisons.retain_mut(|comparison| {
        let is_name = names_contact(comparison, fields);
        if is_name {
            loosen(comparison);
        }
        !is_name || !std::mem::replace(&mut is_named, true)
    });
}

/// Whether a comparison of a contact's name is held firm.
fn names_contact(comparison: &Comparison, fields: &[FieldDef]) -> bool {
    let mut own = fields.iter().filter(|field| comparison.fields.contains(&field.name));
    comparison.firmness > Comparison::usual_firmness()
        && own.all(|field| field.entity == Entity::Contact && field.kind == FieldKind::Text)
}

/// Lets the data say how often matches differ; half of them may.
fn loosen(comparison: &mut Comparison) {
    comparison.firmness = Comparison::usual_firmness();
    let agreeing: f64 = comparison.levels.iter().rev().skip(1).map(|level| level.m).sum();
    comparison.levels.last_mut().into_iter().for_each(|different| different.m = agreeing);
}

/// Whether records are of companies: most name one, and few tell when somebody was born, as lists of people do.
fn are_of_companies(fields: &[FieldDef], records: &Records) -> bool {
    let is_filled = |wanted: &dyn Fn(&FieldDef) -> bool| {
        let place = fields.iter().position(wanted);
        place.is_some_and(|place| Column::read(records, place).coverage >= MOSTLY)
    };
    is_filled(&|field| field.kind == FieldKind::CompanyName)
        && !is_filled(&|field| field.kind == FieldKind::Date && field.entity == Entity::Contact)
}

/// Counts the words of the columns whose comparisons need to know how common they are, and were not told.
fn count_words(comparisons: &mut [Comparison], fields: &[FieldDef], records: &Records) {
    for comparison in comparisons.iter_mut().filter(|c| c.words.is_none() && weighs_words(c)) {
        let place = positions(fields, &comparison.fields).into_iter().next();
        comparison.words = place.map(|place| Column::read(records, place).words(records));
    }
}

/// Whether a test of a comparison needs to know how common words are.
fn weighs_words(comparison: &Comparison) -> bool {
    comparison.levels.iter().any(|level| level.tests.iter().any(|test| test.measure == Measure::Cosine))
}

/// A comparison of a column, with what stands there.
struct Planned {
    place: FieldId,
    content: Content,
    comparison: Comparison,
}

/// What brings records together that may well be the same: the values of each comparison.
fn anchors<'c>(
    comparisons: impl Iterator<Item = &'c Comparison>,
    fields: &[FieldDef],
) -> Vec<(Vec<FieldId>, Part)> {
    comparisons.map(|c| (positions(fields, &c.fields), c.part)).collect()
}

/// Adds a level after that of the same value: for values that stand for each other, if there are any.
fn with_synonyms(levels: &mut Vec<Level>, groups: Vec<Vec<String>>) {
    if groups.is_empty() {
        return;
    }
    let test = Test { groups, ..Test::of(Measure::Synonyms, Part::Value) };
    levels.insert(1.min(levels.len()), level("synonyms", ("同义", "synonymous"), test, 0.3, 0.1));
}

/// Where several sources each list a customer once, two records of the same source are rarely the same.
fn sources(records: &Records, fields: &[FieldDef]) -> Option<Planned> {
    let place = fields.iter().position(|field| field.name == "source")?;
    let mut source = comparison(records, place, fields.get(place)?)?;
    source.comparison.levels = vec![
        level("same", ("来源相同", "same source"), whole(Measure::Same), 0.4, 0.4),
        last_level("different", ("来源不同", "other source"), 0.6, 0.6),
    ];
    Some(source)
}

/// A comparison for a column, if it tells records apart.
fn comparison(records: &Records, place: FieldId, field: &FieldDef) -> Option<Planned> {
    let column = Column::read(records, place);
    if column.coverage < LEAST_COVERAGE || column.counts.len() < 2 {
        return None;
    }
    let content = column.content(records, field.kind);
    let comparison = Comparison {
        name: field.name.clone(),
        label: Label { zh: field.label.zh.clone(), en: field.label.en.clone() },
        fields: vec![field.name.clone()],
        words: (content == Content::Text).then(|| column.words(records)),
        levels: levels::of(content),
        learned: true,
        firmness: FIRMNESS,
        ..Comparison::default()
    };
    Some(Planned { place, content, comparison })
}

/// The values of a column.
struct Column {
    counts: HashMap<Symbol, usize, FixedState>,
    present: usize,
    coverage: f64,
}

impl Column {
    fn read(records: &Records, field: FieldId) -> Self {
        let step = records.rows().div_ceil(ROWS).max(1);
        let mut counts: HashMap<Symbol, usize, FixedState> = HashMap::default();
        let (mut looked_at, mut present) = (0, 0);
        for row in (0..records.rows() as Row).step_by(step) {
            looked_at += 1;
            let values = records.values(records.cell(row, field)).iter();
            for symbol in
                values.filter_map(|value| value.part(Part::Value, &records.symbols).present()).take(1)
            {
                *counts.entry(symbol).or_default() += 1;
                present += 1;
            }
        }
        Self { counts, present, coverage: present as f64 / f64::from(looked_at).max(1.0) }
    }

    fn content(&self, records: &Records, kind: FieldKind) -> Content {
        let texts = || self.counts.keys().map(|symbol| records.symbols.text(*symbol));
        let words: usize = texts().map(|text| kernels::tokens(text).count()).sum();
        let (distinct, present) = (self.counts.len() as f64, self.present.max(1) as f64);
        // A sum of whole numbers is the same in whatever order a table gives them.
        let squares: usize = self.counts.values().map(|n| n * n).sum();
        let collision = squares as f64 / (present * present);
        if kind == FieldKind::Region {
            Content::Category
        } else if are_numbers(texts()) {
            Content::Numbers
        } else if collision > 0.02 && distinct < 200.0 {
            Content::Category
        } else if words as f64 > 2.6 * distinct {
            Content::Text
        } else {
            Content::Name
        }
    }

    /// The shares of the words.
    fn words<'r>(&self, records: &'r Records) -> Frequencies {
        let mut words: Vec<(&str, usize)> = Vec::new();
        for (symbol, n) in &self.counts {
            let first = words.len();
            for word in kernels::tokens(records.symbols.text(*symbol)) {
                let is_new = !words.get(first..).unwrap_or_default().iter().any(|(other, _)| *other == word);
                words.extend(is_new.then_some((word, *n)));
            }
        }
        words.arrange_by_key(|(word, _)| *word);
        let same = words.chunk_by(|a, b| a.0 == b.0);
        let sum = |run: &[(&'r str, usize)]| {
            run.first().map(|(word, _)| (*word, run.iter().map(|(_, n)| n).sum::<usize>()))
        };
        let present = self.present.max(1) as f64;
        let mut common: Vec<(&str, usize)> = same.filter_map(sum).filter(|(_, n)| *n > 2).collect();
        common.arrange_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        let common = common.into_iter().take(WORDS).map(|(word, n)| (word.to_owned(), n as f64 / present));
        Frequencies { common: common.collect(), rest: 1.0 / present }
    }
}

/// Whether nearly all of different texts have a number, and little else: digits for the most part, or the same few words
/// around them.
fn are_numbers<'t>(texts: impl Iterator<Item = &'t str>) -> bool {
    let (mut all, mut numbered, mut digits, mut chars) = (0, 0, 0, 0);
    let mut around: HashSet<String, FixedState> = HashSet::default();
    for text in texts {
        let rest: String = text.chars().filter(|c| !c.is_ascii_digit() && *c != ' ').collect();
        let letters = rest.chars().count();
        let own = text.chars().filter(char::is_ascii_digit).count();
        all += 1;
        numbered += usize::from(own > 0);
        digits += own;
        chars += own + letters;
        around.insert(rest);
    }
    let are_few = 4 * around.len() <= all;
    10 * numbered >= 9 * all && (are_few || 10 * digits > 6 * chars)
}
