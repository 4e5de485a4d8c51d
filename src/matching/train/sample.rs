//! Drawing pairs of records to learn from.

use std::collections::BTreeMap;

use super::pattern::{Pattern, Seen};
use super::{Comparable, Label};
use crate::columns::{Row, Symbol};
use crate::matching::blocking::parts;
use crate::matching::compare::Scorer;
use crate::matching::index::Index;
use crate::matching::model::{CompiledComparison, Model};
use crate::matching::settle::Outcome;
use crate::normalize::Records;
use crate::sort::Arrange;

/// Pairs drawn at random; of a file that has no more, all.
const RANDOM: u64 = 20_000;
/// Pairs drawn of those that agree on a comparison, of rare values and of common ones each.
const AGREEING: u64 = 1_500;
/// A value that at most so many records have is rare.
pub const RARE: usize = 8;
/// Common values named of a comparison.
const NAMED: usize = 300;
/// Records that a value must have to be named.
const LEAST: usize = 4;
/// Pairs drawn of each of them.
const OF_A_VALUE: usize = 8;
/// Characters of a beginning.
pub const BEGINNING: usize = 4;
/// Entries (a record's value of a comparison) looked at; of larger files, some of the values.
const ENTRIES: usize = 200_000;

/// Pairs that agree on a comparison.
#[derive(Debug, Default)]
pub struct Draw {
    /// How many there are in all.
    pub population: f64,
    /// Those drawn, with how many came out alike.
    pub patterns: Vec<(Pattern, f64)>,
}

/// A value that many records have.
#[derive(Debug)]
pub struct CommonValue {
    pub value: Symbol,
    /// How many records have it.
    pub records: usize,
    /// Some of their pairs.
    pub patterns: Vec<(Pattern, f64)>,
}

/// What was drawn to learn a model from.
#[derive(Debug, Default)]
pub struct Sample {
    /// Records.
    pub rows: usize,
    /// Pairs of records that may be the same.
    pub pairs: f64,
    /// Pairs compared.
    pub compared: usize,
    /// Pairs drawn at random.
    pub random: Vec<(Pattern, f64)>,
    /// How many pairs a small file has too few to tell how often chance agrees.
    pub lacking: f64,
    /// For each comparison, the pairs that agree on a rare value and those that agree on a common one.
    pub agreeing: Vec<[Draw; 2]>,
    /// Pairs that somebody said are the same.
    pub same: Vec<(Pattern, f64)>,
    /// For each comparison, how many records have each of the values looked at.
    pub counts: Vec<Vec<(Symbol, usize)>>,
    /// One of how many values was looked at.
    pub thinned: usize,
    /// For each comparison, its common values, most common first.
    pub common: Vec<Vec<CommonValue>>,
    /// For each comparison, the share of records that give a value.
    pub coverage: Vec<f64>,
    source: Random,
}

impl Sample {
    /// Nothing drawn yet, from so many records.
    pub fn of(rows: usize) -> Self {
        Self { rows, thinned: rows.div_ceil(ENTRIES).max(1), source: Random(0x6b65_6875), ..Self::default() }
    }

    /// How many steps it takes to draw all.
    pub fn steps(model: &Model) -> usize {
        model.comparisons.len() + 2
    }

    /// Draws the part of a step: pairs at random, then those that agree on each comparison, then those that people decided.
    pub fn draw(
        &mut self,
        step: usize,
        model: &Model,
        records: &Records,
        comparable: &Comparable,
        labels: &[Label],
    ) {
        let index = Index::default();
        let mut drawer = Drawer {
            scorer: Scorer::new(model, records, &index),
            model,
            records,
            comparable,
            random: self.source,
            compared: 0,
        };
        match (step.checked_sub(1), step.checked_sub(1).and_then(|place| model.comparisons.get(place))) {
            (None, _) => self.draw_random(&mut drawer),
            (Some(_), Some(comparison)) => self.draw_agreeing(comparison, &mut drawer),
            (Some(_), None) => self.same = drawer.labelled(labels),
        }
        self.source = drawer.random;
        self.compared += drawer.compared;
    }

    fn draw_random(&mut self, drawer: &mut Drawer) {
        let tried;
        (self.random, tried) = drawer.random_pairs(self.rows);
        self.lacking = RANDOM.saturating_sub(pairs_of(self.rows)) as f64;
        let taken: f64 = self.random.iter().map(|(_, n)| n).sum();
        let share = if tried == 0 { 0.0 } else { taken / tried as f64 };
        self.pairs = share * self.rows as f64 * (self.rows as f64 - 1.0) / 2.0;
    }

    fn draw_agreeing(&mut self, comparison: &CompiledComparison, drawer: &mut Drawer) {
        let mut entries = Entries::of(comparison, drawer.records, self.thinned);
        if let Some(rule) = comparison.frequency_rule {
            let most = drawer.model.most_sharing(rule);
            entries.runs.retain(|(_, count)| *count <= most);
        }
        self.coverage.push(entries.covered as f64 / (self.rows as f64).max(1.0));
        self.agreeing.push([drawer.agreeing(&entries, false), drawer.agreeing(&entries, true)]);
        self.common.push(drawer.common(comparison, &entries));
        self.counts.push(entries.counts());
    }

    /// How many comparisons have values.
    pub fn aspects(&self) -> usize {
        self.coverage.iter().filter(|share| **share > 0.0).count()
    }
}

/// The records of each value of a comparison.
struct Entries {
    /// Value and record, in order.
    list: Vec<(Symbol, Row)>,
    /// Those of one of so many rows: which values are common shows in a part of the rows, not of the values.
    sampled: Vec<(Symbol, Row)>,
    /// Where the records of each value begin, and how many there are.
    runs: Vec<(usize, usize)>,
    /// One of how many values was looked at.
    thinned: usize,
    /// Records that give a value.
    covered: usize,
}

impl Entries {
    fn of(comparison: &CompiledComparison, records: &Records, thinned: usize) -> Self {
        let (mut list, mut sampled, mut covered) = (Vec::new(), Vec::new(), 0);
        for row in 0..records.rows() as Row {
            let (before, first) = (list.len(), sampled.len());
            let mut gives = false;
            for symbol in parts(records, row, &comparison.fields, comparison.part) {
                gives = true;
                let is_sampled = (row as usize).is_multiple_of(thinned);
                if is_sampled && !sampled.get(first..).unwrap_or_default().contains(&(symbol, row)) {
                    sampled.push((symbol, row));
                }
                let is_looked_at = mix(u64::from(symbol.0)).is_multiple_of(thinned as u64);
                if is_looked_at && !list.get(before..).unwrap_or_default().contains(&(symbol, row)) {
                    list.push((symbol, row));
                }
            }
            covered += usize::from(gives);
        }
        list.sort_unstable();
        let mut runs: Vec<(usize, usize)> = Vec::new();
        let mut last = Symbol::EMPTY;
        for (place, (symbol, _)) in list.iter().enumerate() {
            match runs.last_mut() {
                Some((_, count)) if *symbol == last => *count += 1,
                _ => runs.push((place, 1)),
            }
            last = *symbol;
        }
        sampled.sort_unstable();
        Self { list, sampled, runs, thinned, covered }
    }

    /// The common values with the records that have them, of one of so many rows, most common first.
    fn common(&self) -> Vec<&[(Symbol, Row)]> {
        let is_common = |run: &&[(Symbol, Row)]| run.len() > 1 && run.len() * self.thinned >= LEAST;
        let mut common: Vec<_> = self.sampled.chunk_by(|a, b| a.0 == b.0).filter(is_common).collect();
        common.arrange_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        common.truncate(NAMED);
        common
    }

    fn counts(&self) -> Vec<(Symbol, usize)> {
        let value = |start: usize| self.list.get(start).map_or(Symbol::EMPTY, |(symbol, _)| *symbol);
        self.runs.iter().map(|(start, count)| (value(*start), *count)).collect()
    }
}

struct Drawer<'a> {
    scorer: Scorer<'a>,
    model: &'a Model,
    records: &'a Records,
    comparable: &'a Comparable<'a>,
    random: Random,
    compared: usize,
}

impl Drawer<'_> {
    /// The pairs that somebody said are the same.
    fn labelled(&mut self, labels: &[Label]) -> Vec<(Pattern, f64)> {
        let mut same = Tally::default();
        for label in labels.iter().filter(|label| label.is_same) {
            self.add(label.left, label.right, &mut same);
        }
        same.list()
    }

    fn random_pairs(&mut self, rows: usize) -> (Vec<(Pattern, f64)>, usize) {
        let (mut tally, mut tried) = (Tally::default(), 0);
        let all = pairs_of(rows);
        for n in 0..all.min(RANDOM) {
            let (a, b) = if all <= RANDOM {
                nth_pair(n as usize, rows)
            } else {
                (self.random.below(rows), self.random.below(rows))
            };
            tried += usize::from(a != b);
            self.add(a as Row, b as Row, &mut tally);
        }
        (tally.list(), tried)
    }

    /// Draws pairs of records with the same value, each such pair as likely as any other.
    fn agreeing(&mut self, entries: &Entries, common: bool) -> Draw {
        let runs = entries.runs.iter().filter(|(_, count)| *count > 1 && (*count > RARE) == common);
        let mut ends: Vec<(u64, usize, usize)> = Vec::new();
        // Pairs of a hundred thousand records are more than 32 bits hold, which is what wasm counts in.
        let mut total = 0_u64;
        for (start, count) in runs {
            total = total.saturating_add(pairs_of(*count));
            ends.push((total, *start, *count));
        }
        let wanted = total.min(AGREEING);
        let mut tally = Tally::default();
        let mut taken = 0;
        for n in 0..wanted {
            // Spread evenly over all of them, so that few are drawn twice.
            let place = (u128::from(n) * u128::from(total) / u128::from(wanted)) as u64;
            let Some((_, start, count)) = ends.get(ends.partition_point(|(end, ..)| *end <= place)) else {
                continue;
            };
            let (i, j) = if total <= AGREEING {
                nth_pair((place - total_before(&ends, place)) as usize, *count)
            } else {
                self.random.pair(*count)
            };
            let row = |offset: usize| entries.list.get(start + offset).map(|(_, row)| *row);
            if let (Some(a), Some(b)) = (row(i), row(j)) {
                taken += usize::from(self.add(a, b, &mut tally));
            }
        }
        let share = if wanted == 0 { 0.0 } else { taken as f64 / wanted as f64 };
        Draw { population: total as f64 * entries.thinned as f64 * share, patterns: tally.list() }
    }

    /// The common values of a comparison, each with some pairs of those that have it.
    fn common(&mut self, comparison: &CompiledComparison, entries: &Entries) -> Vec<CommonValue> {
        if !comparison.levels.iter().any(|level| level.shared == Some(comparison.part)) {
            return Vec::new();
        }
        let mut common = Vec::new();
        for run in entries.common() {
            let Some((value, first)) = run.first().copied() else { continue };
            let patterns = self.of_value(run, Random(u64::from(first)));
            common.push(CommonValue { value, records: run.len() * entries.thinned, patterns });
        }
        common
    }

    /// Some pairs of the records that have a value. They are drawn by themselves, so that which other pairs are drawn does not
    /// depend on how many values are common.
    fn of_value(&mut self, run: &[(Symbol, Row)], mut random: Random) -> Vec<(Pattern, f64)> {
        let mut tally = Tally::default();
        for _ in 0..OF_A_VALUE {
            let (i, j) = random.pair(run.len());
            if let (Some((_, a)), Some((_, b))) = (run.get(i), run.get(j)) {
                self.add(*a, *b, &mut tally);
            }
        }
        tally.list()
    }

    fn add(&mut self, a: Row, b: Row, tally: &mut Tally) -> bool {
        if a == b || !(self.comparable)(a, b) {
            return false;
        }
        self.compared += 1;
        let (model, records) = (self.model, self.records);
        let outcomes = self.scorer.outcomes(a, b);
        let seen = |(comparison, outcome): (&CompiledComparison, Option<&Outcome>)| {
            outcome.map_or(Seen::NOTHING, |outcome| see(comparison, outcome.level, records, a, b))
        };
        let pattern: Pattern = model.comparisons.iter().zip(outcomes).map(seen).collect();
        *tally.0.entry(pattern).or_default() += 1.0;
        true
    }
}

/// How many pairs so many records make.
fn pairs_of(count: usize) -> u64 {
    let count = count as u64;
    count * count.saturating_sub(1) / 2
}

fn total_before(ends: &[(u64, usize, usize)], place: u64) -> u64 {
    let at = ends.partition_point(|(end, ..)| *end <= place);
    at.checked_sub(1).and_then(|before| ends.get(before)).map_or(0, |(end, ..)| *end)
}

/// The pair of the given number among those of `count` things.
fn nth_pair(mut number: usize, count: usize) -> (usize, usize) {
    for i in 0..count {
        let with = count - 1 - i;
        if number < with {
            return (i, i + 1 + number);
        }
        number -= with;
    }
    (0, 0)
}

/// How a comparison of two records came out at a level.
fn see(comparison: &CompiledComparison, level: usize, records: &Records, a: Row, b: Row) -> Seen {
    let seen = Seen::at(level);
    let values = |row: Row| parts(records, row, &comparison.fields, comparison.part);
    let any = |alike: &dyn Fn(Symbol, Symbol) -> bool| values(a).any(|x| values(b).any(|y| alike(x, y)));
    let begin_alike = |x, y| beginning(records.symbols.text(x)) == beginning(records.symbols.text(y));
    if any(&|x, y| x == y) {
        seen.agreeing()
    } else if any(&begin_alike) {
        seen.beginning_alike()
    } else {
        seen
    }
}

/// The first characters of a text.
pub fn beginning(text: &str) -> &str {
    text.char_indices().nth(BEGINNING).and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

/// How many pairs came out alike, in the order of their patterns.
#[derive(Default)]
struct Tally(BTreeMap<Pattern, f64>);

impl Tally {
    fn list(self) -> Vec<(Pattern, f64)> {
        self.0.into_iter().collect()
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same numbers on every host.
#[derive(Clone, Copy, Debug, Default)]
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }

    fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.next()) * bound as u128) >> 64) as usize
    }

    fn pair(&mut self, count: usize) -> (usize, usize) {
        let (a, b) = (self.below(count), self.below(count.saturating_sub(1)));
        if b >= a { (a, b + 1) } else { (a, b) }
    }
}

fn mix(number: u64) -> u64 {
    let mut z = number;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::CellClass;
    use crate::normalize::{Context, Value, normalize};
    use crate::schema::FieldKind;
    use crate::schema::ruleset::{Comparison, FieldDef, Level, MatchingDef, Measure, Part, Test};

    #[test]
    fn pairs_of_many_records_are_counted_in_full_on_every_host() {
        assert_eq!(pairs_of(200_000), 19_999_900_000);
        assert_eq!([pairs_of(0), pairs_of(1), pairs_of(4)], [0, 0, 6]);
    }

    /// Records of one column, every second one of which has the value `smith`, the others one of their own.
    fn half_of_them_smith(rows: usize) -> (Records, CompiledComparison) {
        let own = |n| if n % 2 == 0 { "smith".to_owned() } else { format!("name {n}") };
        named((0..rows).map(own))
    }

    /// Records of one column.
    fn named(names: impl Iterator<Item = String>) -> (Records, CompiledComparison) {
        let mut records = Records::default();
        let field = records.add_column(FieldKind::Text);
        for text in names {
            let row = records.push_row();
            let class = CellClass::of_kind(FieldKind::Text);
            let cell = records.intern_cell(class, &text, |symbols| {
                let normalized = normalize(FieldKind::Text, &text, &Context::default());
                Value::each(FieldKind::Text, &normalized, symbols)
            });
            records.set(row, field, cell);
        }
        let same =
            Level { tests: vec![Test::of(Measure::Same, Part::Value)], m: 0.9, u: 0.1, ..Level::default() };
        let comparison = Comparison {
            name: "x".into(),
            fields: vec!["x".into()],
            levels: vec![same],
            ..Comparison::default()
        };
        let def = MatchingDef { prior: 0.1, comparisons: vec![comparison], ..MatchingDef::default() };
        let model = Model::compile(&def, &[FieldDef::plain("x")], &mut records.symbols);
        (records, model.comparisons[0].clone())
    }

    #[test]
    fn a_common_value_is_known_although_only_some_values_are_looked_at() {
        let (records, comparison) = half_of_them_smith(3000);
        let smith = records.symbols.find("smith").unwrap();
        for thinned in [1, 3, 7, 11] {
            let entries = Entries::of(&comparison, &records, thinned);
            let most = entries.common()[0];
            let count = most.len() * thinned;
            assert_eq!(most[0].0, smith, "{thinned}");
            assert!((1400..1600).contains(&count), "{count} of 1500 with {thinned}");
        }
    }

    #[test]
    fn similar_values_need_not_begin_alike() {
        let (records, comparison) =
            named(["katharina", "kxtharina", "katharinx"].map(String::from).into_iter());
        let seen = |other: Row| see(&comparison, 1, &records, 0, other);
        assert!(seen(0).agrees() && seen(0).begins_alike());
        assert!(!seen(1).agrees() && !seen(1).begins_alike());
        assert!(!seen(2).agrees() && seen(2).begins_alike());
        assert_eq!(seen(2).level(), Some(1));
    }

    #[test]
    fn each_number_is_a_pair_of_its_own() {
        let pairs: Vec<_> = (0..6).map(|n| nth_pair(n, 4)).collect();
        assert_eq!(pairs, [(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]);
    }
}
