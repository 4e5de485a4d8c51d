//! Measures between two values: what the tests of a level ask.

use super::gather::Opened;
use super::kernels::{self, Buffers, Place};
use super::model::{CompiledTest, Shares};
use crate::columns::{Symbol, Symbols};
use crate::normalize::Value;
use crate::schema::ruleset::{Measure, Part};
use crate::tables::nicknames::is_nickname;
use crate::text;

/// Tests values, with buffers that are used again.
#[derive(Debug)]
pub(super) struct Measures<'a> {
    symbols: &'a Symbols,
    buffers: Buffers,
    /// The cosine that was last worked out, with the texts and where the shares of their words are: several levels ask for the
    /// same one.
    last_cosine: (Symbol, Symbol, usize, f64),
}

/// Two values to compare.
#[derive(Clone, Copy, Debug)]
pub(super) struct Compared<'v> {
    pub left: &'v Opened<'v>,
    pub right: &'v Opened<'v>,
}

impl Compared<'_> {
    /// What a test says by the symbols alone; `None` where the texts must be read.
    #[inline]
    pub fn glance(&self, test: &CompiledTest) -> Option<bool> {
        let (x, y) = (self.left.part(test.part), self.right.part(test.part));
        let (has_x, has_y, is_same) = (x != Symbol::EMPTY, y != Symbol::EMPTY, x == y);
        match test.measure {
            Measure::OneSided => Some(has_x != has_y),
            Measure::Alike => Some(is_same),
            Measure::Compatible if !has_x || !has_y => Some(true),
            _ if !has_x || !has_y => Some(false),
            Measure::Same => Some(is_same),
            Measure::Differs | Measure::Contrasts | Measure::OtherNumber if is_same => Some(false),
            // Of these the text counts as it stands, with its signs.
            Measure::Distance | Measure::Jaccard | Measure::Included => {
                (self.left.value.text == self.right.value.text).then_some(true)
            }
            _ if is_same => Some(true),
            Measure::Synonyms => Some(test.are_synonyms(x, y)),
            _ => None,
        }
    }
}

impl<'a> Measures<'a> {
    pub fn new(symbols: &'a Symbols) -> Self {
        Self { symbols, buffers: Buffers::default(), last_cosine: Default::default() }
    }

    /// Whether a test holds.
    pub fn holds(&mut self, test: &CompiledTest, pair: Compared, words: Option<&Shares>) -> bool {
        pair.glance(test).unwrap_or_else(|| self.reads(test, pair, words))
    }

    /// Whether a test holds for two texts, which are not the same.
    fn reads(&mut self, test: &CompiledTest, pair: Compared, words: Option<&Shares>) -> bool {
        if matches!(test.measure, Measure::Distance | Measure::Jaccard | Measure::Included) {
            let [a, b] = [pair.left, pair.right].map(|one| self.symbols.text(one.value.text));
            return self.reads_whole(test, a, b);
        }
        let (x, y) = self.in_order(pair.left.part(test.part), pair.right.part(test.part));
        match test.measure {
            Measure::Differs => differs(test.part, x, y),
            Measure::Contrasts => contrasts(x, y),
            Measure::Compatible => !differs(test.part, x, y),
            Measure::Similar => self.buffers.jaro_winkler(x, y) >= test.at_least,
            Measure::Edits => self.near(x, y, test.at_most),
            Measure::Overlap => kernels::overlap(x, y, test.at_least),
            Measure::Cosine => {
                words.is_some_and(|shares| self.cosine(test.part, pair, shares) >= test.at_least)
            }
            Measure::Ngrams => self.buffers.dice(x, y) >= test.at_least,
            Measure::Digit => kernels::one_digit_or_swap(x, y),
            Measure::Reordered => kernels::same_words(x, y),
            Measure::Initials => kernels::initials_match(x, y),
            Measure::Nickname => nickname(x, y),
            Measure::Near => {
                kernels::relative_difference(x, y).is_some_and(|apart| 1.0 - apart >= test.at_least)
            }
            Measure::Numbers => kernels::same_numbers(x, y, test.at_most),
            Measure::OtherNumber => kernels::differ_in_numbers(x, y),
            Measure::Days => kernels::days_apart(x, y).is_some_and(|days| days as usize <= test.at_most),
            Measure::DayMonth => kernels::day_month_swapped(x, y),
            Measure::Starts => starts(x, y, test.at_most),
            Measure::Ends => ends(x, y, test.at_most),
            Measure::Contains => contains(x, y) || contains(y, x),
            Measure::Shape => text::same_shape(x, y),
            _ => false,
        }
    }

    /// Whether a test holds for two texts as they stand.
    fn reads_whole(&self, test: &CompiledTest, a: &str, b: &str) -> bool {
        if test.measure == Measure::Distance {
            return are_near(test, Place::read(a), Place::read(b));
        }
        let (common, left, right) = kernels::common_items(a, b);
        let all = if test.measure == Measure::Jaccard { left + right - common } else { left.min(right) };
        common > 0 && common as f64 >= test.at_least * all as f64
    }

    /// Whether two places are near, of which each is told by a latitude and a longitude.
    pub fn near_by(&self, test: &CompiledTest, a: [&Value; 2], b: [&Value; 2]) -> bool {
        let place = |values: [&Value; 2]| {
            let [latitude, longitude] = values.map(|value| self.symbols.text(value.text));
            Place::of(latitude, longitude)
        };
        are_near(test, place(a), place(b))
    }

    /// Two texts in an order of their own, for measures that depend on which comes first.
    fn in_order(&self, a: Symbol, b: Symbol) -> (&'a str, &'a str) {
        let (a, b) = (self.symbols.text(a), self.symbols.text(b));
        if a <= b { (a, b) } else { (b, a) }
    }

    fn near(&mut self, a: &str, b: &str, at_most: usize) -> bool {
        let long_enough =
            |text: &str| text.chars().nth(at_most.saturating_mul(4).saturating_sub(1)).is_some();
        long_enough(a) && long_enough(b) && self.buffers.within_edits(a, b, at_most)
    }

    fn cosine(&mut self, part: Part, pair: Compared, shares: &Shares) -> f64 {
        let (left, right, place) =
            (pair.left.part(part), pair.right.part(part), std::ptr::from_ref(shares).addr());
        if self.last_cosine.0 != left || self.last_cosine.1 != right || self.last_cosine.2 != place {
            let weight = |token: &str| {
                let share =
                    self.symbols.find(token).map_or_else(|| shares.rest(), |symbol| shares.of(symbol));
                -share.min(-1)
            };
            let (a, b) = self.in_order(left, right);
            self.last_cosine = (left, right, place, kernels::cosine(a, b, &weight));
        }
        self.last_cosine.3
    }
}

fn are_near(test: &CompiledTest, a: Option<Place>, b: Option<Place>) -> bool {
    let metres = u32::try_from(test.at_most).unwrap_or(u32::MAX);
    a.zip(b).is_some_and(|(a, b)| a.is_within(metres, b))
}

/// Regions differ when neither contains the other; texts of one script when they are not the same.
fn differs(part: Part, left: &str, right: &str) -> bool {
    if part == Part::Region {
        return !left.starts_with(right) && !right.starts_with(left);
    }
    left != right && text::contains_han(left) == text::contains_han(right)
}

/// Whether each says something that the other does not. One character may be misspelt, the one may say what is a part of what
/// the other says (货运, 国际货运代理), and texts of different scripts cannot be told to contrast.
fn contrasts(left: &str, right: &str) -> bool {
    let (mut a, mut b) = (left.chars(), right.chars());
    while let (Some(x), Some(y)) = (a.clone().next(), b.clone().next())
        && x == y
    {
        a.next();
        b.next();
    }
    while let (Some(x), Some(y)) = (a.clone().next_back(), b.clone().next_back())
        && x == y
    {
        a.next_back();
        b.next_back();
    }
    let says_more = |rest: std::str::Chars| rest.take(2).count() == 2;
    let (x, y) = (a.as_str(), b.as_str());
    let is_part = x.contains(y) || y.contains(x);
    says_more(a) && says_more(b) && !is_part && text::contains_han(left) == text::contains_han(right)
}

/// Middle names aside: they are rarely shortened, and often left out.
fn nickname(a: &str, b: &str) -> bool {
    is_nickname(first_word(a), first_word(b))
}

fn first_word(name: &str) -> &str {
    name.split_once(' ').map_or(name, |(first, _)| first)
}

fn starts(a: &str, b: &str, chars: usize) -> bool {
    a.chars().take(chars).eq(b.chars().take(chars)) && a.chars().nth(chars.saturating_sub(1)).is_some()
}

fn ends(a: &str, b: &str, chars: usize) -> bool {
    a.chars().rev().take(chars).eq(b.chars().rev().take(chars))
        && a.chars().nth(chars.saturating_sub(1)).is_some()
}

fn contains(whole: &str, part: &str) -> bool {
    part.chars().nth(2).is_some() && whole.contains(part)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::{Value as Json, json};

    use super::*;
    use crate::matching::model::{CompiledComparison, Model};
    use crate::normalize::{Context, normalize};
    use crate::schema::FieldKind;
    use crate::schema::ruleset::Ruleset;

    /// A test of each measure, the kind of field, then a pair for which it holds and one for which it does not.
    type Case = (Json, &'static str, [&'static str; 2], [&'static str; 2]);

    #[rustfmt::skip] // one case a line
    fn cases() -> Vec<Case> {
        vec![
            (json!({"fn": "same"}), "text", ["Zoë Li", "zoe li"], ["zoe li", "zoe lin"]),
            (json!({"fn": "differs"}), "text", ["张伟", "李娜"], ["张伟", "zhang wei"]),
            (json!({"fn": "differs", "part": "region"}), "region", ["浙江省杭州市", "江苏省"], ["浙江省杭州市", "浙江省"]),
            (json!({"fn": "contrasts"}), "text", ["云帆教育科技", "云帆环保科技"], ["云帆科技", "云帆环保科技"]),
            (json!({"fn": "contrasts", "part": "loose"}), "company_name", ["云帆软件", "杭州云帆贸易有限公司"], ["云帆光电", "云帆广电有限公司"]),
            (json!({"fn": "contrasts"}), "text", ["云帆货运", "云帆客运代理"], ["云帆货运", "云帆国际货运代理"]),
            (json!({"fn": "compatible"}), "text", ["张伟", "zhang wei"], ["张伟", "李娜"]),
            (json!({"fn": "compatible", "part": "branch"}), "company_name", ["云帆科技有限公司杭州分公司", "云帆科技有限公司"], ["云帆科技有限公司杭州分公司", "云帆科技有限公司上海分公司"]),
            (json!({"fn": "one_sided", "part": "branch"}), "company_name", ["云帆科技有限公司杭州分公司", "云帆科技有限公司"], ["云帆科技有限公司", "云帆科技有限公司"]),
            (json!({"fn": "alike", "part": "branch"}), "company_name", ["云帆科技有限公司", "明辰机械有限公司"], ["云帆科技有限公司杭州分公司", "云帆科技有限公司"]),
            (json!({"fn": "similar", "at_least": 0.9}), "text", ["martha", "marhta"], ["martha", "mark"]),
            (json!({"fn": "edits", "at_most": 1}), "text", ["robert", "robert"], ["robert", "ruperts"]),
            (json!({"fn": "edits", "at_most": 1}), "text", ["robert", "robret"], ["rob", "rib"]),
            (json!({"fn": "overlap", "at_least": 0.75}), "text", ["mortons of chicago", "arnie mortons of chicago"], ["华信科技", "华信贸易"]),
            (json!({"fn": "cosine", "at_least": 0.8}), "text", ["kehu ltd", "kehu inc"], ["kehu ltd", "yunfan ltd"]),
            (json!({"fn": "ngrams", "at_least": 0.6}), "text", ["night train", "nightly train"], ["night train", "day ferry"]),
            (json!({"fn": "digit"}), "text", ["4471", "4417"], ["4471", "4717"]),
            (json!({"fn": "reordered"}), "text", ["wang xiaoming", "xiaoming wang"], ["wang wang li", "wang li li"]),
            (json!({"fn": "initials"}), "text", ["j. r.", "john ronald"], ["j", "peter"]),
            (json!({"fn": "nickname"}), "text", ["Bob J.", "Robert James"], ["Robert", "William"]),
            (json!({"fn": "nickname"}), "text", ["Elizabeth", "Liz"], ["Robert James", "Robert"]),
            (json!({"fn": "near", "at_least": 0.9}), "number", ["95", "100"], ["80", "100"]),
            (json!({"fn": "numbers", "at_most": 9}), "text", ["pp. 186--199", "186-199"], ["186--199", "186"]),
            (json!({"fn": "numbers", "at_most": 1}), "text", ["Vol. 25, No. 3", "025"], ["25(4)", "4"]),
            (json!({"fn": "other_number"}), "text", ["杭州第三医院", "杭州第十二医院"], ["杭州第三医院", "杭州医院"]),
            (json!({"fn": "other_number"}), "text", ["Handbook, part 1", "Handbook, part 2"], ["Handbook, part 1", "Handbook, part 1"]),
            (json!({"fn": "days", "at_most": 40}), "date", ["1990-01-31", "1990-03-01"], ["1990-01-31", "1990-04-01"]),
            (json!({"fn": "day_month"}), "date", ["1990-05-12", "1990-12-05"], ["1990-05-12", "1990-12-06"]),
            (json!({"fn": "starts", "at_most": 4}), "date", ["1990-05-12", "1990-12-01"], ["1990-05-12", "1991-05-12"]),
            (json!({"fn": "ends", "at_most": 4}), "date", ["1990-05-12", "1991-05-12"], ["1990-05-12", "1990-05-13"]),
            (json!({"fn": "contains"}), "text", ["云帆科技", "杭州云帆科技"], ["云帆", "云帆科技"]),
            (json!({"fn": "shape"}), "text", ["李己明", "李已明"], ["李己明", "李乙明"]),
            (json!({"fn": "shape", "part": "brand"}), "company_name", ["徽商科技有限公司", "微商科技有限公司"], ["徽商科技有限公司", "华商科技有限公司"]),
            (json!({"fn": "distance", "at_most": 1500}), "text", ["30.2741,120.1551", "30.2836, 120.1613"], ["30.2741,120.1551", "-30.2741,120.1551"]),
            (json!({"fn": "distance", "at_most": 1500}), "text", ["30.2741,120.1551", "30.2741,120.1551"], ["30.2741,120.1551", "杭州"]),
            (json!({"fn": "jaccard", "at_least": 0.5}), "text", ["CRM、ERP、客服", "erp; crm"], ["CRM、ERP、客服", "erp; oa"]),
            (json!({"fn": "synonyms", "groups": [["a", "重点客户"], ["b", "普通客户"]]}), "text", ["A", "重点客户"], ["A", "普通客户"]),
            (json!({"fn": "included", "at_least": 1.0}), "text", ["CRM、ERP、客服", "erp; crm"], ["CRM、ERP、客服", "erp; oa"]),
        ]
    }

    /// Compiles a comparison of one level with that test; words are rare, but for those `common`.
    fn compile(
        test: &Json,
        kind: &str,
        common: &Json,
        symbols: &mut Symbols,
    ) -> (FieldKind, CompiledComparison) {
        let ruleset = json!({
            "format": 1, "id": "test", "version": "1", "fields": [{"name": "field", "kind": kind}],
            "matching": {
                "prior": 0.1, "thresholds": {"match": 0.9, "review": 0.5}, "genericAbove": 60, "blocking": [],
                "comparisons": [{
                    "name": "field", "fields": ["field"], "words": {"common": common, "rest": 0.001},
                    "levels": [{"name": "holds", "tests": [test], "m": 0.5, "u": 0.1}, {"name": "not", "m": 0.5, "u": 0.9}]
                }]
            }
        });
        let ruleset = Ruleset::from_json(&ruleset.to_string()).unwrap();
        let model = Model::compile(&ruleset.matching, &ruleset.fields, symbols);
        (ruleset.fields.first().unwrap().kind, model.comparisons.into_iter().next().unwrap())
    }

    fn measured(test: &Json, kind: &str, pair: [&str; 2]) -> (Measure, bool) {
        let mut symbols = Symbols::default();
        let (kind, comparison) = compile(test, kind, &json!({"ltd": 0.5, "inc": 0.5}), &mut symbols);
        let test = comparison.levels.first().and_then(|level| level.tests.first()).unwrap();
        let [a, b] =
            pair.map(|text| Value::each(kind, &normalize(kind, text, &Context::default()), &mut symbols).0);
        let [a, b] = [&a, &b].map(|value| Opened::new(value, &symbols));
        let mut measures = Measures::new(&symbols);
        let words = comparison.words.as_ref();
        let answer = measures.holds(test, Compared { left: &a, right: &b }, words);
        assert_eq!(
            measures.holds(test, Compared { left: &b, right: &a }, words),
            answer,
            "which comes first does not matter: {pair:?}"
        );
        (test.measure, answer)
    }

    #[test]
    fn words_weigh_in_each_comparison_what_they_do_there() {
        let (mut symbols, test) = (Symbols::default(), json!({"fn": "cosine", "at_least": 0.8}));
        let commons = [json!({"ltd": 0.5, "inc": 0.5}), json!({"kehu": 0.9})];
        let [firms, kehus] = commons.map(|common| compile(&test, "text", &common, &mut symbols).1);
        let read = |text| normalize(FieldKind::Text, text, &Context::default());
        let [a, b] =
            ["kehu ltd", "kehu inc"].map(|text| Value::each(FieldKind::Text, &read(text), &mut symbols).0);
        let [a, b] = [&a, &b].map(|value| Opened::new(value, &symbols));
        let mut measures = Measures::new(&symbols);
        let holds = [&firms, &kehus, &firms].map(|comparison| {
            let test = comparison.levels.first().and_then(|level| level.tests.first()).unwrap();
            measures.holds(test, Compared { left: &a, right: &b }, comparison.words.as_ref())
        });
        assert_eq!(holds, [true, false, true]);
    }

    #[test]
    fn every_measure_tells_pairs_apart() {
        let mut seen = BTreeSet::new();
        for (test, kind, alike, apart) in cases() {
            let (measure, answer) = measured(&test, kind, alike);
            assert!(answer, "{test} {alike:?}");
            assert!(!measured(&test, kind, apart).1, "{test} {apart:?}");
            seen.insert(measure as usize);
        }
        let last = Measure::Synonyms as usize;
        assert!((0..=last).eq(seen), "each measure has a case");
    }
}
