//! Comparing two records: every comparison by its first level that holds.

use super::gather::{Gathered, Opened, gives};
use super::index::Index;
use super::measures::Compared;
use super::model::{
    CompiledComparison, CompiledLevel, CompiledRuling, CompiledTest, Model, Weight, given_weight,
};
use super::settle::{Ceiling, Effort, Outcome, Settled, Settler};
use crate::columns::{FieldId, Row, Symbol};
use crate::messages::Language;
use crate::normalize::Records;
use crate::reason::Reason;

/// What one comparison found.
#[derive(Clone, Debug)]
pub struct Finding<'a> {
    comparison: &'a CompiledComparison,
    level: &'a CompiledLevel,
    left: Symbol,
    right: Symbol,
    weight: Weight,
}

impl Finding<'_> {
    /// Name of the comparison.
    pub fn comparison(&self) -> &str {
        &self.comparison.name
    }

    /// What it adds to the match weight.
    pub fn weight(&self) -> Weight {
        self.weight
    }

    /// The fields compared.
    pub fn fields(&self) -> &[FieldId] {
        &self.comparison.fields
    }

    /// The finding as a reason, with the values compared.
    pub fn reason(&self, records: &Records, language: Language) -> Reason {
        let label = match language {
            Language::Zh => &self.level.zh,
            Language::En => &self.level.en,
        };
        Reason::new("match/comparison")
            .at(&self.comparison.name)
            .with("level", &self.level.name)
            .with("label", label)
            .with("left", records.symbols.text(self.left))
            .with("right", records.symbols.text(self.right))
            .weighing(self.weight)
    }
}

/// Compares records with a model.
#[derive(Debug)]
pub struct Scorer<'a> {
    model: &'a Model,
    records: &'a Records,
    settler: Settler<'a>,
    left: Gathered<'a>,
    right: Gathered<'a>,
    settled: Vec<Settled>,
    weights: Vec<Weight>,
    /// The comparisons of which a left row has values.
    told: Vec<usize>,
    told_of: Option<Row>,
    /// Those of them that are open.
    open: Vec<usize>,
}

impl<'a> Scorer<'a> {
    /// For the records of an index.
    pub fn new(model: &'a Model, records: &'a Records, index: &'a Index) -> Self {
        let gathered = || Gathered::new(model, records);
        Self {
            model,
            records,
            settler: Settler::new(model, records, index),
            left: gathered(),
            right: gathered(),
            settled: vec![Settled::Nothing; model.comparisons.len()],
            weights: Vec::new(),
            told: Vec::new(),
            told_of: None,
            open: Vec::new(),
        }
    }

    /// The evidence that two rows are the same customer, the prior left out.
    pub fn evidence(&mut self, left: Row, right: Row) -> Weight {
        if let Some(ruling) = self.ruling(left, right) {
            self.weights.clear();
            return ruling.weight - self.model.prior;
        }
        self.weigh(left, right);
        self.weights.iter().sum()
    }

    /// The match weight of two rows: prior and evidence.
    pub fn weight(&mut self, left: Row, right: Row) -> Weight {
        self.model.prior + self.evidence(left, right)
    }

    /// The match weight of two rows, if it is at least that much. Most pairs fall short of a review, which shows before all
    /// is looked at.
    pub fn weight_from(&mut self, least: Weight, left: Row, right: Row) -> Option<Weight> {
        let weight = match self.ruling(left, right) {
            Some(ruling) => ruling.weight,
            None if self.reaches(least, left, right) => {
                self.weigh_settled();
                self.model.prior + self.weights.iter().sum::<Weight>()
            }
            None => return None,
        };
        (weight >= least).then_some(weight)
    }

    /// The match weight of two rows, and what speaks most against it.
    pub fn weight_and_doubt(&mut self, left: Row, right: Row) -> (Weight, Weight) {
        let weight = self.weight(left, right);
        (weight, self.weights.iter().copied().min().unwrap_or(0).min(0))
    }

    /// What each comparison found, those that had nothing to compare left out. Evidence for a match that a stronger
    /// one of its group outweighs counts for nothing.
    pub fn findings(&mut self, left: Row, right: Row) -> Vec<Finding<'a>> {
        self.weigh(left, right);
        let model = self.model;
        let found = model.comparisons.iter().zip(&self.settled).zip(&self.weights);
        let mut findings: Vec<Finding> = found
            .filter_map(|((comparison, settled), weight)| {
                let outcome = settled.outcome()?;
                Some(Finding {
                    comparison,
                    level: comparison.levels.get(outcome.level)?,
                    left: outcome.left,
                    right: outcome.right,
                    weight: *weight,
                })
            })
            .collect();
        if let Some(ruling) = self.ruling(left, right) {
            // It outweighs all that was found.
            let others: Weight = findings.iter().map(|finding| finding.weight).sum();
            let (left, right) = (Symbol::EMPTY, Symbol::EMPTY);
            let weight = ruling.weight - model.prior - others;
            let comparison = &ruling.shown;
            findings.extend(comparison.levels.first().map(|level| Finding {
                comparison,
                level,
                left,
                right,
                weight,
            }));
        }
        findings
    }

    /// The rule that decides two rows.
    fn ruling(&mut self, left: Row, right: Row) -> Option<&'a CompiledRuling> {
        let model = self.model;
        model.rulings.iter().find(|ruling| {
            ruling.conditions.iter().all(|(fields, tests)| self.passes(fields, tests, left, right))
        })
    }

    fn passes(&mut self, fields: &[FieldId], tests: &[CompiledTest], left: Row, right: Row) -> bool {
        let records = self.records;
        let values = |row: Row| {
            let values = fields.iter().flat_map(move |field| records.values(records.cell(row, *field)));
            values.map(|value| Opened::new(value, &records.symbols))
        };
        values(left).any(|a| {
            values(right).any(|b| {
                let pair = Compared { left: &a, right: &b };
                tests.iter().all(|test| self.settler.holds(None, test, (left, right), pair))
            })
        })
    }

    /// Where each comparison comes out.
    pub(super) fn outcomes(&mut self, left: Row, right: Row) -> impl Iterator<Item = Option<&Outcome>> {
        self.left.turn_to(left);
        self.right.turn_to(right);
        for place in 0..self.model.comparisons.len() {
            self.settle(place, Effort::Full, 0);
        }
        self.settled.iter().map(Settled::outcome)
    }

    /// Settles all comparisons, unless it shows that the match weight of two rows is less than that much. First comes what
    /// is told by symbols, then what needs texts, the most telling comparisons first.
    fn reaches(&mut self, least: Weight, left: Row, right: Row) -> bool {
        self.left.turn_to(left);
        self.right.turn_to(right);
        if self.told_of.replace(left) != Some(left) {
            self.list_told();
        }
        self.settled.fill(Settled::Nothing);
        let mut open = std::mem::take(&mut self.open);
        let mut most = self.model.prior + self.open_all(right, &mut open);
        let reaches = [Effort::Glance, Effort::Full].into_iter().all(|effort| {
            open.retain(|place| {
                if most < least {
                    return false;
                }
                let before = self.settled.get(*place).map_or_else(Ceiling::default, Settled::ceiling);
                let (after, is_open) = self.settle(*place, effort, before.level);
                most += after - before.most;
                is_open
            });
            most >= least
        });
        self.open = open;
        reaches
    }

    /// Lists the comparisons of which the left row has values.
    fn list_told(&mut self) {
        let left = &mut self.left;
        self.told.clear();
        self.told.extend(self.model.order.iter().filter(|place| !left.side(**place).values.is_empty()));
    }

    /// Opens the comparisons of which both rows have something; returns the most that they add.
    fn open_all(&mut self, right: Row, open: &mut Vec<usize>) -> Weight {
        open.clear();
        let mut most = 0;
        for place in &self.told {
            let comparison = self.model.comparisons.get(*place);
            let both = comparison.filter(|c| gives(c, self.records, right));
            if let (Some(comparison), Some(slot)) = (both, self.settled.get_mut(*place)) {
                *slot = Settled::Open(Ceiling { most: comparison.ceiling, level: 0 });
                most += comparison.ceiling;
                open.push(*place);
            }
        }
        most
    }

    /// Settles a comparison of the rows that the sides are turned to, of which no level before `from` holds; returns the most
    /// that it adds, and whether it is open.
    fn settle(&mut self, place: usize, effort: Effort, from: usize) -> (Weight, bool) {
        let Some(comparison) = self.model.comparisons.get(place) else { return (0, false) };
        let sides = (self.left.side(place), self.right.side(place));
        let settled = self.settler.settle(comparison, sides, effort, from);
        if let Some(slot) = self.settled.get_mut(place) {
            *slot = settled;
        }
        match settled {
            Settled::Open(ceiling) => (ceiling.most, true),
            Settled::At(outcome) => (comparison.ceiling_of(outcome.level, outcome.shared), false),
            Settled::Nothing => (0, false),
        }
    }

    fn weigh(&mut self, left: Row, right: Row) {
        _ = self.outcomes(left, right);
        self.weigh_settled();
    }

    fn weigh_settled(&mut self) {
        self.weights.clear();
        for (comparison, settled) in self.model.comparisons.iter().zip(&self.settled) {
            let weight = settled.outcome().map_or(0, |o| self.weight_of(comparison, o));
            self.weights.push(weight);
        }
        for group in 0..self.model.groups {
            self.keep_strongest(group);
        }
    }

    fn weight_of(&self, comparison: &CompiledComparison, outcome: &Outcome) -> Weight {
        let Some(level) = comparison.levels.get(outcome.level) else { return 0 };
        let share = comparison.share_at(level, outcome.shared);
        // What other comparisons explain says little more: of all that are known, the one that explains most counts.
        let mut explained: Option<Weight> = None;
        for (parent, logs) in comparison.parents.iter().zip(&level.given) {
            let Some(agrees) = self.agrees(*parent) else { continue };
            let weight = given_weight(logs, agrees, share);
            if explained.is_none_or(|least| weight.abs() < least.abs()) {
                explained = Some(weight);
            }
        }
        explained.unwrap_or_else(|| level.general_weight(share))
    }

    /// Whether another comparison speaks for a match; `None` where it says nothing.
    fn agrees(&self, comparison: usize) -> Option<bool> {
        let outcome = self.settled.get(comparison)?.outcome()?;
        let level = self.model.comparisons.get(comparison)?.levels.get(outcome.level)?;
        Some(level.agrees())
    }

    /// Of the evidence for a match that the comparisons of a group give, leaves the strongest only.
    fn keep_strongest(&mut self, group: usize) {
        let mut strongest: Option<usize> = None;
        for (place, comparison) in self.model.comparisons.iter().enumerate() {
            let Some(weight) = self.weights.get(place).copied().filter(|w| *w > 0) else { continue };
            if comparison.group != Some(group) {
                continue;
            }
            let best = strongest.and_then(|best| self.weights.get(best)).copied().unwrap_or(0);
            let weaker = if weight > best { strongest.replace(place) } else { Some(place) };
            if let Some(slot) = weaker.and_then(|place| self.weights.get_mut(place)) {
                *slot = 0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::columns::CellClass;
    use crate::matching::{Training, plan};
    use crate::normalize::{Context, Value, normalize};
    use crate::schema::ruleset::{Frequencies, Ruleset};
    use proptest::prelude::*;

    /// Fields that the preset compares, each with values that are the same, alike, contradicting or unusable.
    const POOLS: [(&str, &[&str]); 10] = [
        (
            "company",
            &[
                "杭州华信科技有限公司",
                "华信科技",
                "杭州华信科技有限公司宁波分公司",
                "上海华信贸易有限公司",
                "华芯科技",
                "Acme Ltd",
                "",
            ],
        ),
        ("uscc", &["91330106MA27XJ2C0X", "91330106MA27XJ2C1X", "", ""]),
        ("mobile", &["13800138001", "13912345678、13700001111", "0571-88201234", "88201234", ""]),
        ("email", &["li.lei@huaxin.com", "lilei@huaxin.com", "li.lei@qq.com", "han@acme.com", ""]),
        ("contact", &["李雷", "李磊", "Li Lei", "张总", "韩梅梅", ""]),
        ("family_name", &["smith", "smyth", "jones", ""]),
        ("given_name", &["smith", "robert", "bob", "r.", ""]),
        ("address", &["杭州市西湖区文三路1号", "杭州市西湖区文三路1号2楼", "上海市浦东新区张杨路5号", ""]),
        ("city", &["杭州", "上海市", "Hangzhou", ""]),
        ("remark", &["wants a quote", "wants quote", "重要客户", "call later please", ""]),
    ];

    fn any_rows() -> impl Strategy<Value = Vec<Vec<usize>>> {
        let row = POOLS.map(|(_, pool)| 0..pool.len()).to_vec();
        proptest::collection::vec(row, 2..12)
    }

    fn records_of(ruleset: &Ruleset, rows: &[Vec<usize>]) -> Records {
        let mut records = Records::default();
        ruleset.fields.iter().for_each(|field| _ = records.add_column(field.kind));
        for row in rows {
            let number = records.push_row();
            for ((name, pool), choice) in POOLS.iter().zip(row) {
                let place = ruleset.fields.iter().position(|field| field.name == *name).unwrap();
                let (kind, text) = (ruleset.fields[place].kind, pool[*choice]);
                let cell = records.intern_cell(CellClass::of_kind(kind), text, |symbols| {
                    Value::each(kind, &normalize(kind, text, &Context::default()), symbols)
                });
                records.set(number, place, cell);
            }
        }
        records
    }

    /// Whether every pair is either told in full or rightly found to fall short, by each of several thresholds.
    fn is_exact(model: &Model, records: &mut Records) -> bool {
        let mut index = Index::default();
        let rows = records.rows() as Row;
        (0..rows).for_each(|row| _ = index.insert(model, records, row));
        let (mut scorer, mut fresh) =
            (Scorer::new(model, records, &index), Scorer::new(model, records, &index));
        let pairs = (0..rows).flat_map(|a| (0..a).map(move |b| (a, b)));
        pairs.clone().all(|(a, b)| {
            let whole = fresh.weight(a, b);
            // What is known of one pair must not be taken for another's.
            _ = scorer.weight(b, a);
            [model.least(), Weight::MIN, whole, whole + 1, 0, -5000]
                .into_iter()
                .all(|least| scorer.weight_from(least, a, b) == Some(whole).filter(|whole| *whole >= least))
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn whether_a_pair_falls_short_is_told_exactly(rows in any_rows(), generic_above in 1_u32..4, seed in any::<u64>()) {
            let mut ruleset = Ruleset::preset("b2b-cn").unwrap();
            ruleset.matching.generic_above = generic_above;
            let mut records = records_of(&ruleset, &rows);
            let written = Model::compile(&ruleset.matching, &ruleset.fields, &mut records.symbols);
            prop_assert!(is_exact(&written, &mut records));
            let planned = plan(&ruleset, &ruleset.fields, &records, false, &|_, _| true);
            let mut training = Training::new(planned, &ruleset.fields, &mut records, Vec::new());
            while training.advance(&records, &|_, _| true) {}
            let (mut learned, _) = training.finish(&ruleset.fields, &mut records);
            let common = |share| Frequencies { common: [("smith".to_owned(), share)].into(), rest: 0.01 };
            for (place, comparison) in learned.comparisons.iter_mut().enumerate() {
                match (seed >> (place % 60)) & 7 {
                    0 | 1 => comparison.frequencies = Some(common(0.2)),
                    2 => comparison.frequencies = Some(common(1e-6)),
                    3 => comparison.group = Some("one".to_owned()),
                    _ => {}
                }
            }
            let learned = Model::compile(&learned, &ruleset.fields, &mut records.symbols);
            prop_assert!(is_exact(&learned, &mut records));
        }
    }
}
