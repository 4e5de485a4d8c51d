//! The matching model, ready to use: levels with their weights, rules with their fields resolved.

use std::collections::HashMap;

use foldhash::fast::FixedState;
use serde::Serialize;

use crate::columns::{FieldId, Symbol, Symbols};
use crate::json::read_names;
use crate::schema::ruleset::{
    BlockingRule, Comparison, FieldDef, Frequencies, KeyPart, Level, Likelihood, MatchingDef, Measure, Part,
    Ruling, RulingCondition, RulingVerdict, Test,
};
use crate::sort::Arrange;

/// Evidence in units of 1/1024 bit: 1024 doubles the odds that two records are the same customer.
pub type Weight = i32;

/// What is done with a pair.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// Not the same customer.
    NoMatch,
    /// Somebody should look.
    Review,
    /// The same customer.
    Match,
}

read_names! { Decision, { "no_match": NoMatch, "review": Review, "match": Match } }

/// A compiled matching model.
#[derive(Clone, Debug, Default)]
pub struct Model {
    pub(super) comparisons: Vec<CompiledComparison>,
    pub(super) blocking: Vec<CompiledRule>,
    pub(super) rulings: Vec<CompiledRuling>,
    /// The comparisons in the order in which they are looked at: first those that tell most.
    pub(super) order: Vec<usize>,
    pub(super) groups: usize,
    /// Weight of the prior probability.
    pub prior: Weight,
    /// From this total on a pair is a match.
    pub accept: Weight,
    /// From this total on a pair waits for review.
    pub review: Weight,
    /// A key that more rows than this share says nothing, unless its rule says otherwise.
    pub generic_above: usize,
}

#[derive(Clone, Debug)]
pub(super) struct CompiledComparison {
    pub name: String,
    pub fields: Vec<FieldId>,
    pub part: Part,
    /// The number of its group, by which only the strongest evidence for a match counts.
    pub group: Option<usize>,
    /// The numbers of the comparisons on whose outcome this one depends.
    pub parents: Vec<usize>,
    pub levels: Vec<CompiledLevel>,
    /// The blocking rule that tells how common a value of this comparison is.
    pub frequency_rule: Option<u16>,
    pub frequencies: Option<Shares>,
    pub words: Option<Shares>,
    /// The most that it adds.
    pub ceiling: Weight,
}

#[derive(Clone, Debug)]
pub(super) struct CompiledLevel {
    pub name: String,
    pub zh: String,
    pub en: String,
    pub tests: Vec<CompiledTest>,
    /// Logarithms of the probabilities, whatever other comparisons say.
    pub general: Logs,
    /// For each parent, where it agrees and where it differs.
    pub given: Vec<[Logs; 2]>,
    /// The part whose value is the same, if this level says so.
    pub shared: Option<Part>,
    /// The part that ends alike, if this level says so.
    pub ending: Option<Part>,
    /// The most that it adds, whatever the value is and whatever other comparisons say.
    pub ceiling: Weight,
}

/// A rule that decides a pair, with the weight that does so.
#[derive(Clone, Debug)]
pub(super) struct CompiledRuling {
    /// Its name and label, as those of a comparison of one level.
    pub shown: CompiledComparison,
    pub weight: Weight,
    pub conditions: Vec<(Vec<FieldId>, Vec<CompiledTest>)>,
}

#[derive(Clone, Debug)]
pub(super) struct CompiledTest {
    pub measure: Measure,
    pub part: Part,
    pub at_least: f64,
    pub at_most: usize,
    /// The field of the other record that is compared with.
    pub with: Option<FieldId>,
    /// Values that stand for others, each with the number of its group, in order.
    pub synonyms: Vec<(Symbol, usize)>,
}

impl CompiledTest {
    /// Whether two values stand for each other.
    pub fn are_synonyms(&self, x: Symbol, y: Symbol) -> bool {
        let groups = |value: Symbol| {
            let from = self.synonyms.partition_point(|(other, _)| *other < value);
            let own = self.synonyms.get(from..).unwrap_or_default().iter();
            own.take_while(move |(other, _)| *other == value).map(|(_, group)| *group)
        };
        groups(x).any(|group| groups(y).any(|other| other == group))
    }
}

/// Logarithms of the probabilities of a level, in units of a weight.
#[derive(Clone, Copy, Debug)]
pub(super) struct Logs {
    pub m: Weight,
    pub u: Weight,
}

/// How often values occur, as logarithms in units of a weight.
#[derive(Clone, Debug)]
pub(super) struct Shares {
    common: HashMap<Symbol, Weight, FixedState>,
    rest: Weight,
    least: Weight,
}

#[derive(Clone, Debug)]
pub(super) struct CompiledRule {
    pub name: String,
    pub first: CompiledKey,
    pub words: bool,
    pub and: Vec<CompiledKey>,
    pub generic_above: Option<usize>,
    pub learned: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct CompiledKey {
    pub fields: Vec<FieldId>,
    pub part: Part,
    pub chars: Option<i8>,
}

impl Model {
    /// Compiles the matching part of a ruleset, whose loading has checked it, for columns of the given fields. Common
    /// values are interned.
    pub fn compile(def: &MatchingDef, fields: &[FieldDef], symbols: &mut Symbols) -> Self {
        let blocking: Vec<_> = def.blocking.iter().map(|rule| compile_rule(fields, rule)).collect();
        let mut groups: Vec<&str> = def.comparisons.iter().filter_map(|c| c.group.as_deref()).collect();
        groups.arrange();
        groups.dedup();
        let mut comparisons = Vec::with_capacity(def.comparisons.len());
        for comparison in &def.comparisons {
            let number = |name: &String| def.comparisons.iter().position(|c| c.name == *name);
            let compiled = CompiledComparison {
                group: comparison.group.as_deref().and_then(|name| groups.binary_search(&name).ok()),
                parents: comparison.depends.iter().filter_map(number).collect(),
                ..compile_comparison(fields, comparison, &blocking, symbols)
            };
            comparisons.push(compiled.with_ceilings());
        }
        let mut order: Vec<usize> = (0..comparisons.len()).collect();
        order.arrange_by_key(|place| comparisons.get(*place).map_or(0, |c| -c.spread()));
        Self {
            groups: groups.len(),
            order,
            comparisons,
            blocking,
            rulings: (0..)
                .zip(&def.rules)
                .map(|(place, rule)| compile_ruling(fields, rule, place, symbols))
                .collect(),
            prior: weight_of(def.prior),
            accept: weight_of(def.thresholds.accept),
            review: weight_of(def.thresholds.review),
            generic_above: def.generic_above as usize,
        }
    }

    /// The decision for a total weight, the prior included.
    pub fn decide(&self, total: Weight) -> Decision {
        match total {
            total if total >= self.accept => Decision::Match,
            total if total >= self.review => Decision::Review,
            _ => Decision::NoMatch,
        }
    }

    /// The least total weight that is a match or for review.
    pub fn least(&self) -> Weight {
        self.review.min(self.accept)
    }

    /// The most rows that may share a key of a blocking rule for it to say something.
    pub(super) fn most_sharing(&self, rule: u16) -> usize {
        let own = self.blocking.get(usize::from(rule)).and_then(|rule| rule.generic_above);
        own.unwrap_or(self.generic_above)
    }

    /// The name of a blocking rule.
    pub fn rule_name(&self, rule: u16) -> &str {
        self.blocking.get(usize::from(rule)).map_or("", |r| &r.name)
    }

    /// Whether the keys of a blocking rule are values of records, and no texts of their own.
    pub(super) fn gives_values(&self, rule: u16) -> bool {
        self.blocking.get(usize::from(rule)).is_some_and(CompiledRule::is_simple)
    }
}

impl CompiledLevel {
    /// Whether it speaks for a match by itself.
    pub fn agrees(&self) -> bool {
        self.general.m > self.general.u
    }

    /// What it adds where nothing that is known depends on it, for a value with that share.
    pub fn general_weight(&self, share: Option<Weight>) -> Weight {
        self.general.m - share.unwrap_or(self.general.u)
    }

    /// The most that it adds for a value with that share.
    fn most(&self, share: Option<Weight>) -> Weight {
        let mut most = self.general_weight(share);
        for logs in &self.given {
            most = most.max(given_weight(logs, true, share)).max(given_weight(logs, false, share));
        }
        most
    }
}

/// What a level adds where another comparison, on which it depends, agrees or differs.
pub(super) fn given_weight([agree, differ]: &[Logs; 2], agrees: bool, share: Option<Weight>) -> Weight {
    match (agrees, share) {
        (true, share) => agree.m - share.map_or(agree.u, |share| share.max(agree.u)),
        (false, share) => differ.m - share.unwrap_or(differ.u),
    }
}

impl CompiledComparison {
    /// How common a value is, where that counts.
    pub fn share(&self, value: Symbol) -> Option<Weight> {
        self.frequencies.as_ref().filter(|_| value != Symbol::EMPTY).map(|shares| shares.of(value))
    }

    /// How common what agrees at a level is, where that counts. Values that end alike are as common as either, and more so than
    /// any two.
    pub fn share_at(&self, level: &CompiledLevel, value: Symbol) -> Option<Weight> {
        let least = level.ending.map_or(Weight::MIN, |_| level.general.u);
        self.share(value).map(|share| share.max(least))
    }

    /// The most that a level adds for a shared value.
    pub fn ceiling_of(&self, level: usize, shared: Symbol) -> Weight {
        let Some(level) = self.levels.get(level) else { return 0 };
        self.share_at(level, shared).map_or(level.ceiling, |share| level.most(Some(share)))
    }

    /// Works out the ceilings, once all else is there.
    fn with_ceilings(mut self) -> Self {
        let rarest = self.frequencies.as_ref().map(|shares| shares.least);
        for level in &mut self.levels {
            let rare = rarest.filter(|_| level.shared.is_some()).map(|_| level.most(rarest));
            level.ceiling = level.most(None).max(rare.unwrap_or(Weight::MIN));
        }
        self.ceiling = self.levels.iter().map(|level| level.ceiling).fold(0, Weight::max);
        self
    }

    /// How far apart it drives matches and others.
    fn spread(&self) -> Weight {
        self.ceiling - self.levels.iter().map(|level| level.ceiling).fold(0, Weight::min)
    }
}

impl Shares {
    pub fn of(&self, value: Symbol) -> Weight {
        self.common.get(&value).copied().unwrap_or(self.rest)
    }

    pub fn rest(&self) -> Weight {
        self.rest
    }

    fn compile(def: &Frequencies, symbols: &mut Symbols) -> Self {
        let mut common = HashMap::with_hasher(FixedState::with_seed(0x7466));
        let rest = log_weight(def.rest);
        let mut least = rest;
        for (value, share) in &def.common {
            let share = log_weight(*share);
            common.insert(symbols.intern(value), share);
            least = least.min(share);
        }
        Self { common, rest, least }
    }
}

impl CompiledRule {
    /// Whether its keys are the whole values of one part of some fields.
    pub fn is_simple(&self) -> bool {
        self.first.chars.is_none() && !self.words && self.and.is_empty()
    }
}

/// Where the fields of these names are.
pub(super) fn positions(fields: &[FieldDef], names: &[String]) -> Vec<FieldId> {
    names.iter().filter_map(|name| fields.iter().position(|field| field.name == *name)).collect()
}

fn compile_rule(fields: &[FieldDef], rule: &BlockingRule) -> CompiledRule {
    let key = |names: &[String], part, chars| CompiledKey { fields: positions(fields, names), part, chars };
    CompiledRule {
        name: rule.name.clone(),
        first: key(&rule.fields, rule.part, rule.chars),
        words: rule.words,
        and: rule.and.iter().map(|KeyPart { fields, part, chars }| key(fields, *part, *chars)).collect(),
        generic_above: rule.generic_above.map(|records| records as usize),
        learned: rule.learned,
    }
}

/// The weight of certainty.
pub const CERTAIN: Weight = 40 * 1024;

/// Of several certain rules the earlier one is a shade surer, so that it decides where not all can be followed.
fn compile_ruling(
    fields: &[FieldDef],
    rule: &Ruling,
    place: Weight,
    symbols: &mut Symbols,
) -> CompiledRuling {
    let level = Level { name: rule.name.clone(), label: rule.label.clone(), ..Level::default() };
    let shown = Comparison { name: rule.name.clone(), levels: vec![level], ..Comparison::default() };
    let condition = |condition: &RulingCondition| {
        let tests = condition.tests.iter().map(|test| compile_test(fields, test, symbols)).collect();
        (positions(fields, &condition.fields), tests)
    };
    CompiledRuling {
        shown: compile_comparison(fields, &shown, &[], &mut Symbols::default()),
        weight: if rule.verdict == RulingVerdict::Certain { CERTAIN - place.min(1024) } else { -CERTAIN },
        conditions: rule.when.iter().map(condition).collect(),
    }
}

fn compile_comparison(
    fields: &[FieldDef],
    def: &Comparison,
    blocking: &[CompiledRule],
    symbols: &mut Symbols,
) -> CompiledComparison {
    let all = fields;
    let fields = positions(all, &def.fields);
    // A learned rule does not say what is generic: of such a comparison it was learned how common its values are.
    let counts = |rule: &CompiledRule| {
        rule.first.fields == fields && rule.first.part == def.part && rule.is_simple() && !rule.learned
    };
    let counted = blocking.iter().position(counts);
    CompiledComparison {
        name: def.name.clone(),
        part: def.part,
        group: None,
        parents: Vec::new(),
        levels: def.levels.iter().map(|level| compile_level(all, level, def.part, symbols)).collect(),
        fields,
        frequency_rule: counted.map(|i| i as u16),
        frequencies: def.frequencies.as_ref().map(|f| Shares::compile(f, symbols)),
        words: def.words.as_ref().map(|f| Shares::compile(f, symbols)),
        ceiling: 0,
    }
}

fn compile_level(fields: &[FieldDef], level: &Level, part: Part, symbols: &mut Symbols) -> CompiledLevel {
    let logs = |Likelihood { m, u }: Likelihood| Logs { m: log_weight(m), u: log_weight(u) };
    let asks =
        |measure| level.tests.iter().any(|t| t.measure == measure && t.part == part && t.with.is_none());
    let shared = asks(Measure::Same).then_some(part);
    let ending = (shared.is_none() && asks(Measure::Ends)).then_some(part);
    CompiledLevel {
        name: level.name.clone(),
        zh: level.label.zh.clone(),
        en: level.label.en.clone(),
        tests: level.tests.iter().map(|test| compile_test(fields, test, symbols)).collect(),
        general: logs(Likelihood { m: level.m, u: level.u }),
        given: level.given.iter().map(|given| [logs(given.agree), logs(given.differ)]).collect(),
        shared,
        ending,
        ceiling: 0,
    }
}

fn compile_test(fields: &[FieldDef], test: &Test, symbols: &mut Symbols) -> CompiledTest {
    let with = test.with.as_ref().and_then(|name| fields.iter().position(|field| field.name == *name));
    let Test { measure, part, at_least, at_most, .. } = *test;
    let values =
        test.groups.iter().enumerate().flat_map(|(group, values)| values.iter().map(move |v| (v, group)));
    let mut synonyms: Vec<_> = values.map(|(value, group)| (symbols.intern(value), group)).collect();
    synonyms.arrange();
    CompiledTest { measure, part, at_least, at_most: at_most as usize, with, synonyms }
}

/// The logarithm of a probability or a ratio, in units of a weight.
pub(super) fn log_weight(ratio: f64) -> Weight {
    libm::round(libm::log2(ratio) * 1024.0) as Weight
}

/// The weight of odds that a probability stands for; certainty is capped at 40 bits.
///
/// ```
/// use kehu::matching::{probability, weight_of};
/// assert_eq!(weight_of(0.5), 0);
/// assert_eq!(weight_of(0.8), 2048); // odds of 4 are two bits
/// assert_eq!(probability(2048), 0.8);
/// ```
pub fn weight_of(probability: f64) -> Weight {
    const MOST: f64 = 1_099_511_627_776.0;
    log_weight((probability / (1.0 - probability)).clamp(1.0 / MOST, MOST))
}

/// The probability that a total weight stands for.
pub fn probability(total: Weight) -> f64 {
    1.0 / (1.0 + libm::exp2(-f64::from(total) / 1024.0))
}
