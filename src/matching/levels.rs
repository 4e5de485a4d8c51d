//! The levels of a comparison that nobody described, by what stands in its column.

use crate::schema::ruleset::{Label, Level, Measure, Part, Test};

/// All numbers of a value; hardly any has more.
const ALL: u32 = 99;

/// What stands in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Few values that many records share.
    Category,
    /// Numbers, with few words around them: years, pages, codes.
    Numbers,
    /// Names: few words.
    Name,
    /// Several words.
    Text,
}

/// The levels, with what is known of them before anything was learned.
pub(super) fn of(content: Content) -> Vec<Level> {
    match content {
        Content::Category => categories(),
        Content::Numbers => numbers(),
        Content::Name => names(),
        Content::Text => texts(),
    }
}

fn categories() -> Vec<Level> {
    vec![same(0.9, 0.2), similar(0.9, 0.03, 0.02), different(0.07, 0.78)]
}

fn numbers() -> Vec<Level> {
    let numbers = |at_most| Test::at_most(Measure::Numbers, Part::Value, at_most);
    vec![
        same(0.7, 0.01),
        level("numbers", ("数字一致", "same numbers"), numbers(ALL), 0.1, 0.005),
        level("typo", ("仅差一位", "one character apart"), edits(1), 0.06, 0.01),
        level("first_number", ("首个数字一致", "same first number"), numbers(1), 0.04, 0.01),
        level("typos", ("差两位", "two characters apart"), edits(2), 0.02, 0.02),
        different(0.08, 0.945),
    ]
}

fn names() -> Vec<Level> {
    let less_similar = Test::at_least(Measure::Similar, Part::Value, 0.82);
    vec![
        same(0.75, 0.01),
        reordered(0.01, 0.0001),
        other_number(),
        similar(0.92, 0.08, 0.005),
        level("initials", ("首字母", "initials"), whole(Measure::Initials), 0.02, 0.01),
        level("less_similar", ("略相近", "less similar"), less_similar, 0.05, 0.02),
        different(0.09, 0.965),
    ]
}

fn texts() -> Vec<Level> {
    let cosine = |at_least| Test::at_least(Measure::Cosine, Part::Value, at_least);
    let spelling = Test::at_least(Measure::Similar, Part::Value, 0.92);
    vec![
        same(0.4, 0.0005),
        reordered(0.02, 0.0001),
        other_number(),
        level("typos", ("至多差两个字符", "two characters apart"), edits(2), 0.05, 0.0001),
        level("near", ("非常相近", "very similar"), cosine(0.85), 0.15, 0.0005),
        level("similar", ("相近", "similar"), cosine(0.6), 0.15, 0.001),
        level("spelling", ("写法相近", "similar spelling"), spelling, 0.05, 0.002),
        level("shared", ("部分相同", "shared words"), cosine(0.35), 0.1, 0.01),
        different(0.13, 0.986),
    ]
}

fn same(m: f64, u: f64) -> Level {
    level("same", ("一致", "same"), whole(Measure::Same), m, u)
}

fn similar(at_least: f64, m: f64, u: f64) -> Level {
    level("similar", ("相近", "similar"), Test::at_least(Measure::Similar, Part::Value, at_least), m, u)
}

fn reordered(m: f64, u: f64) -> Level {
    level("reordered", ("词序不同", "other order"), whole(Measure::Reordered), m, u)
}

fn other_number() -> Level {
    level("other_number", ("仅数字不同", "another number"), whole(Measure::OtherNumber), 0.01, 0.002)
}

fn different(m: f64, u: f64) -> Level {
    last_level("different", ("不同", "different"), m, u)
}

pub(super) fn whole(measure: Measure) -> Test {
    Test::of(measure, Part::Value)
}

fn edits(at_most: u32) -> Test {
    Test::at_most(Measure::Edits, Part::Value, at_most)
}

/// A level that holds where the test does.
pub(super) fn level(name: &str, label: (&str, &str), test: Test, m: f64, u: f64) -> Level {
    Level { tests: vec![test], ..last_level(name, label, m, u) }
}

/// A level that holds where no other one did.
pub(super) fn last_level(name: &str, (zh, en): (&str, &str), m: f64, u: f64) -> Level {
    let label = Label { zh: zh.to_owned(), en: en.to_owned() };
    Level { name: name.to_owned(), label, m, u, ..Level::default() }
}
