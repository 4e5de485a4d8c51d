//! Which pairs to compare: rules that find nearly all matches and few others.

use super::em::Estimate;
use super::pattern::Seen;
use super::sample::{BEGINNING, Sample, beginning};
use crate::columns::{Row, Symbol, Symbols};
use crate::matching::model::{CompiledLevel, Model};
use crate::schema::ruleset::{BlockingRule, Comparison, KeyPart, MatchingDef, Measure};

/// Most rules chosen.
const MOST: usize = 16;
/// Pairs for each record that the rules may bring.
const PAIRS_A_RECORD: f64 = 20.0;
/// Pairs that cost nothing to speak of.
const FREE_PAIRS: f64 = 300_000.0;
/// Pairs compared to find one further match at most.
const PAIRS_A_MATCH: f64 = 300.0;
/// Share of matches that a further rule must find.
const LEAST_GAIN: f64 = 0.0005;

/// A rule that could be taken.
struct Candidate {
    /// What a pair must have in common.
    shared: Vec<Common>,
    /// Pairs that it brings.
    cost: f64,
}

/// Something that two records may have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Common {
    /// The value of a comparison.
    Value(usize),
    /// Its first characters.
    Beginning(usize),
    /// A rare word of it.
    Word(usize),
    /// Whatever makes it speak for a match.
    Alike(usize),
}

/// Adds rules to those of the ruleset, the most useful first. Returns the share of matches that all of them find, as
/// estimated.
pub fn choose(
    def: &mut MatchingDef,
    model: &Model,
    sample: &Sample,
    estimate: &Estimate,
    symbols: &Symbols,
) -> f64 {
    let mut matches = matches(model, sample, estimate);
    let total: f64 = matches.iter().map(|(_, weight)| weight).sum();
    let known: Vec<Vec<Common>> = def.blocking.iter().filter_map(|rule| as_common(def, rule)).collect();
    for shared in &known {
        matches.retain(|(common, _)| !shared.iter().all(|c| common.contains(c)));
    }
    let candidates = candidates(def, model, sample, estimate, symbols);
    let (mut taken, mut left) = (0, budget(sample));
    let expected = estimate.prior * sample.pairs;
    while taken < MOST && total > 0.0 {
        let gain = |candidate: &Candidate| -> f64 {
            let found =
                matches.iter().filter(|(common, _)| candidate.shared.iter().all(|c| common.contains(c)));
            found.map(|(_, weight)| weight).sum::<f64>()
        };
        // A rule of few pairs is better than one of many that finds as much.
        let worth = |candidate: &Candidate| gain(candidate) / (1.0 + candidate.cost / sample.rows as f64);
        let pays = |candidate: &&Candidate| {
            let share = gain(candidate) / total;
            share >= LEAST_GAIN
                && candidate.cost <= left
                && candidate.cost <= share * expected * PAIRS_A_MATCH
        };
        let best = candidates.iter().filter(pays).max_by(|a, b| worth(a).total_cmp(&worth(b)));
        let Some(best) = best else { break };
        left -= best.cost;
        matches.retain(|(common, _)| !best.shared.iter().all(|c| common.contains(c)));
        def.blocking.push(rule(def, &best.shared));
        taken += 1;
    }
    let missed: f64 = matches.iter().map(|(_, weight)| weight).sum();
    if total > 0.0 { 1.0 - missed / total } else { 1.0 }
}

/// The likely matches of all draws: what they have in common, and how many they stand for. A draw's own comparison does
/// not count: all of its pairs agree there.
fn matches(model: &Model, sample: &Sample, estimate: &Estimate) -> Vec<(Vec<Common>, f64)> {
    let mut matches = Vec::new();
    for (chooser, draws) in sample.agreeing.iter().enumerate() {
        let logs = estimate.logs(chooser);
        for (stratum, draw) in draws.iter().enumerate() {
            for (pattern, count) in &draw.patterns {
                let weight = estimate.posterior(&logs, stratum, pattern) * count;
                if weight > 1e-6 {
                    matches.push((common(model, pattern, chooser), weight));
                }
            }
        }
    }
    matches
}

fn common(model: &Model, pattern: &[Seen], chooser: usize) -> Vec<Common> {
    let mut common = Vec::new();
    for (k, seen) in pattern.iter().enumerate().filter(|(k, _)| *k != chooser) {
        let Some(level) = seen.level() else { continue };
        if seen.agrees() {
            common.push(Common::Value(k));
        }
        if model.comparisons.get(k).and_then(|c| c.levels.get(level)).is_some_and(CompiledLevel::agrees) {
            common.push(Common::Alike(k));
        }
        let tests = model.comparisons.get(k).and_then(|c| c.levels.get(level)).map(|l| l.tests.as_slice());
        let shares_words =
            |measure| matches!(measure, Measure::Reordered | Measure::Cosine | Measure::Overlap);
        let has = |wanted: &dyn Fn(Measure) -> bool| tests.into_iter().flatten().any(|t| wanted(t.measure));
        if seen.begins_alike() {
            common.push(Common::Beginning(k));
        }
        if seen.agrees() || has(&|m| shares_words(m)) {
            common.push(Common::Word(k));
        }
    }
    common
}

/// Single things in common and pairs of them that bring few enough pairs of records.
fn candidates(
    def: &MatchingDef,
    model: &Model,
    sample: &Sample,
    estimate: &Estimate,
    symbols: &Symbols,
) -> Vec<Candidate> {
    let mut single: Vec<(Common, f64)> = Vec::new();
    for (k, compiled) in model.comparisons.iter().enumerate().filter(|(k, _)| estimate.knows(*k)) {
        let counts = sample.counts.get(k).map_or(&[][..], Vec::as_slice);
        // Of the records that begin alike only a part was looked at, so of their pairs the square of it.
        let thinned = (sample.thinned * sample.thinned) as f64;
        if compiled.levels.iter().any(|level| level.shared.is_some()) {
            let population =
                sample.agreeing.get(k).map_or(0.0, |draws| draws.iter().map(|draw| draw.population).sum());
            single.push((Common::Value(k), population));
            if !compiled.levels.iter().any(|l| l.tests.iter().any(|t| t.measure == Measure::Days)) {
                single.push((Common::Beginning(k), thinned * beginnings(counts, symbols)));
            }
        }
        if def.comparisons.get(k).is_some_and(|c| c.words.is_some()) {
            // Words that many records have lead nowhere, by the limit on keys.
            single.push((Common::Word(k), 4.0 * sample.rows as f64));
        }
    }
    let most = budget(sample);
    let mut candidates = Vec::new();
    for (place, (one, cost)) in single.iter().enumerate() {
        if is_key(*one, def, sample) {
            candidates.push(Candidate { shared: vec![*one], cost: *cost });
        }
        for (other, also) in single.iter().skip(place + 1) {
            if one.comparison() != other.comparison() && !matches!(other, Common::Word(_)) {
                let cost = cost * also / sample.pairs.max(1.0);
                candidates.push(Candidate { shared: vec![*one, *other], cost });
            }
        }
    }
    candidates.retain(|candidate| candidate.cost <= most);
    candidates
}

/// Whether a thing leads to records by itself: most of them have a value that is not generic.
fn is_key(common: Common, def: &MatchingDef, sample: &Sample) -> bool {
    let (Common::Value(k) | Common::Beginning(k)) = common else { return true };
    let (mut leads, mut all) = (0, 0);
    for (_, n) in sample.counts.get(k).into_iter().flatten() {
        leads += if *n <= def.generic_above as usize { *n } else { 0 };
        all += n;
    }
    2 * leads >= all
}

/// Pairs that the rules may bring in all.
fn budget(sample: &Sample) -> f64 {
    (PAIRS_A_RECORD * sample.rows as f64).max(FREE_PAIRS)
}

/// Pairs of records whose values begin alike.
fn beginnings(counts: &[(Symbol, usize)], symbols: &Symbols) -> f64 {
    // Only how many begin alike is asked, so the order does not matter, and numbers are sorted sooner than texts.
    let mut sorted: Vec<(Symbol, Row)> =
        counts.iter().map(|(value, n)| (Symbol(hash(beginning(symbols.text(*value)))), *n as Row)).collect();
    sorted.sort_unstable();
    let same = sorted.chunk_by(|a, b| a.0 == b.0);
    let sizes = same.map(|run| run.iter().map(|(_, n)| f64::from(*n)).sum::<f64>());
    sizes.map(|n| n * (n - 1.0) / 2.0).sum()
}

/// FNV-1a (draft-eastlake-fnv): the same on every host.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

impl Common {
    fn comparison(self) -> usize {
        match self {
            Self::Value(k) | Self::Beginning(k) | Self::Word(k) | Self::Alike(k) => k,
        }
    }
}

fn rule(def: &MatchingDef, shared: &[Common]) -> BlockingRule {
    let mut rule = BlockingRule { learned: true, ..BlockingRule::default() };
    let mut names = Vec::new();
    for (place, common) in shared.iter().enumerate() {
        let Some(comparison) = def.comparisons.get(common.comparison()) else { continue };
        let (fields, part) = (comparison.fields.clone(), comparison.part);
        let chars = matches!(common, Common::Beginning(_)).then_some(BEGINNING as i8);
        names.push(match common {
            Common::Value(_) | Common::Alike(_) => comparison.name.clone(),
            Common::Beginning(_) => format!("{}[..{BEGINNING}]", comparison.name),
            Common::Word(_) => format!("{} words", comparison.name),
        });
        if place == 0 {
            rule = BlockingRule { fields, part, chars, ..rule };
            rule.words = matches!(common, Common::Word(_));
        } else {
            rule.and.push(KeyPart { fields, part, chars });
        }
    }
    rule.name = names.join(" + ");
    rule
}

/// What a rule asks a pair to have in common; `None` where no comparison looks at that. A part of a value, or a piece, is
/// taken to be shared by whatever makes the comparison speak for a match.
fn as_common(def: &MatchingDef, rule: &BlockingRule) -> Option<Vec<Common>> {
    let of = |fields: &Vec<String>, part, is_whole: bool| {
        let same = def.comparisons.iter().position(|c| c.fields == *fields && c.part == part);
        let exact = same.filter(|_| is_whole).map(Common::Value);
        let about = |c: &Comparison| fields.first().is_some_and(|field| c.fields.contains(field));
        exact.or_else(|| def.comparisons.iter().position(about).map(Common::Alike))
    };
    let first = of(&rule.fields, rule.part, rule.chars.is_none() && !rule.words);
    let others = rule.and.iter().map(|key| of(&key.fields, key.part, key.chars.is_none()));
    std::iter::once(first).chain(others).collect()
}
