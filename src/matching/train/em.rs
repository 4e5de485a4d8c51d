//! Expectation maximisation over all draws together.

use super::chances::{Logs, logit, probability};
use super::pattern::{Pattern, levels};
use super::sample::{Draw, Sample};
use crate::schema::ruleset::{Comparison, Likelihood, MatchingDef};

/// Most rounds.
pub const ROUNDS: usize = 40;
/// Matches that the ruleset's own `m` counts for.
const M_STRENGTH: f64 = 20.0;
/// Pairs that the general `u` counts for in a small draw.
const U_STRENGTH: f64 = 5.0;
/// Pairs that the ruleset's own `u` counts for at most.
const UNSEEN: f64 = 0.5;
/// What the general `u` counts for in a draw, as a share of its pairs.
pub const DRAW_STRENGTH: f64 = 0.2;
/// Pairs of a draw that what the ruleset says of chance counts for, as a share of them.
const CERTAINTY: f64 = 0.2;
/// Rounds in which the ruleset's own `m` stays as it is, until it is seen which pairs of a draw are none. Where there are but two
/// things to compare, the hopeful learn `m` at once: of two, either explains all that the other one shows.
const HELD: usize = 4;
/// Matches for each record, where nothing tells how many there are.
const USUAL_MATCHES: f64 = 0.25;
/// Share of relatives in a draw to start with.
const RELATIVES: f64 = 0.05;
/// Rounds stop when no probability of a draw moves by more.
const STILL: f64 = 1e-4;
/// Smallest probability.
pub const LEAST: f64 = 1e-9;

/// What was learned.
#[derive(Clone, Debug, Default)]
pub struct Estimate {
    /// For each comparison and level, among matches.
    pub m: Vec<Vec<f64>>,
    /// Among others.
    pub u: Vec<Vec<f64>>,
    /// In the draw of the first comparison, of the second, by level, among others.
    pub drawn_u: Vec<Vec<Vec<f64>>>,
    /// Share of matches in each draw: rare values, common ones.
    pub shares: Vec<[f64; 2]>,
    /// Share of relatives in each draw: they agree as matches do, but for what is an [individual](Comparison::individual)'s.
    /// Nobody looks for them where it is zero.
    pub relatives: Vec<[f64; 2]>,
    /// Whether each comparison looks at what is an individual's.
    pub individual: Vec<bool>,
    /// Probability that a pair at random is a match.
    pub prior: f64,
    /// For each comparison, the share of matches that have the same value.
    pub agreement: Vec<f64>,
    /// For each comparison, the matches that it was learned from.
    pub evidence: Vec<f64>,
    /// For each comparison, the share of pairs of rare values that are more than the ruleset's own `u` explains.
    beyond_chance: Vec<f64>,
    /// Rounds done.
    pub rounds: usize,
    /// Rounds in which `m` stays as it is.
    held: usize,
}

/// Sums of a round.
struct Sums {
    m: Vec<Vec<f64>>,
    agreeing: Vec<f64>,
    present: Vec<f64>,
}

impl Sums {
    /// Adds pairs that somebody said are the same.
    fn add_same(&mut self, pairs: &[(Pattern, f64)]) {
        for (pattern, count) in pairs {
            for (k, level) in levels(pattern) {
                add(&mut self.m, k, level, *count);
                bump(&mut self.present, k, *count);
            }
        }
    }
}

impl Estimate {
    /// Climbs one round towards the nearest peak; returns whether there is more to climb.
    pub fn climb(&mut self, def: &MatchingDef, sample: &Sample) -> bool {
        self.rounds += 1;
        let held = self.rounds <= self.held;
        let is_still = self.round(def, sample, held) < STILL;
        self.rounds < ROUNDS && (held || !is_still)
    }

    /// Whether the data say anything of a comparison.
    pub fn knows(&self, comparison: usize) -> bool {
        self.evidence.get(comparison).is_some_and(|n| *n > 0.0)
    }

    /// Matches seen, as a sum of probabilities, by the comparison that saw most.
    pub fn matches(&self) -> f64 {
        self.evidence.iter().copied().fold(0.0, f64::max)
    }

    pub fn likelihood(&self, comparison: usize, level: usize) -> Likelihood {
        Likelihood { m: at(&self.m, comparison, level), u: at(&self.u, comparison, level) }
    }

    /// Starts as if pairs of a draw agreed by chance only, which is hopeful, or as if few of them were matches:
    /// expectation maximisation finds the nearest peak only.
    pub fn start(def: &MatchingDef, sample: &Sample, hopeful: bool) -> Self {
        let of = |value: fn(&crate::schema::ruleset::Level) -> f64| -> Vec<Vec<f64>> {
            def.comparisons.iter().map(|c| normalized(c.levels.iter().map(value).collect())).collect()
        };
        let count = def.comparisons.len();
        let mut start = Self {
            m: of(|level| level.m),
            u: of(|level| level.u),
            shares: sample.agreeing.iter().map(|draws| start_shares(draws, sample.rows)).collect(),
            prior: 1.0 / (sample.rows as f64).max(2.0),
            agreement: vec![0.5; count],
            evidence: vec![0.0; count],
            beyond_chance: beyond_chance(def, sample),
            relatives: vec![[0.0; 2]; count],
            individual: def.comparisons.iter().map(|comparison| comparison.individual).collect(),
            held: if hopeful && sample.aspects() == 2 { 0 } else { HELD },
            ..Self::default()
        };
        start.learn_u(def, sample);
        let drawn = sample.agreeing.iter().zip(&start.shares);
        start.drawn_u = if hopeful {
            vec![start.u.clone(); count]
        } else {
            drawn.map(|(draws, shares)| start.as_drawn(draws, shares)).collect()
        };
        start
    }

    /// The same, with relatives among the others, if there is anything that tells them from matches.
    pub fn with_relatives(&self, def: &MatchingDef, sample: &Sample) -> Option<Self> {
        let told =
            def.comparisons.iter().zip(&sample.coverage).any(|(c, share)| c.individual && *share > 0.0);
        // Those who agree on what is an individual's are hardly ever relatives.
        let start = |c: &Comparison| if c.individual { [0.0; 2] } else { [RELATIVES; 2] };
        let relatives = def.comparisons.iter().map(start).collect();
        told.then(|| Self { relatives, rounds: 0, held: 0, ..self.clone() })
    }

    /// How pairs of a draw that are no matches come out, as far as can be told before any is known.
    fn as_drawn(&self, draws: &[Draw; 2], shares: &[f64; 2]) -> Vec<Vec<f64>> {
        let mut seen = scaled(&self.u, 0.0);
        let mut matches = 0.0;
        for (draw, share) in draws.iter().zip(shares) {
            for (pattern, count) in &draw.patterns {
                matches += count * share;
                levels(pattern).for_each(|(k, level)| add(&mut seen, k, level, count * (1.0 - share)));
            }
        }
        self.drawn(&seen, matches)
    }

    /// What is seen in a draw, together with the general `u` for that many pairs.
    fn drawn(&self, seen: &[Vec<f64>], strength: f64) -> Vec<Vec<f64>> {
        let blend = |(u, seen): (&Vec<f64>, &Vec<f64>)| {
            normalized(u.iter().zip(seen).map(|(u, n)| n + u * (strength + U_STRENGTH)).collect())
        };
        self.u.iter().zip(seen).map(blend).collect()
    }

    /// Matches at each level of a comparison that the ruleset's own `m` counts for.
    pub fn expected_m(&self, def: &MatchingDef, k: usize) -> Vec<f64> {
        let Some(comparison) = def.comparisons.get(k) else { return Vec::new() };
        let strength = M_STRENGTH + comparison.firmness * self.evidence.get(k).copied().unwrap_or(0.0);
        let own = normalized(comparison.levels.iter().map(|level| level.m).collect());
        own.iter().map(|m| m * strength).collect()
    }

    /// One round; returns how far the shares of the draws moved.
    fn round(&mut self, def: &MatchingDef, sample: &Sample, held: bool) -> f64 {
        let mut sums = Sums {
            m: (0..self.m.len()).map(|k| self.expected_m(def, k)).collect(),
            agreeing: vec![0.0; self.m.len()],
            present: vec![0.0; self.m.len()],
        };
        let mut moved: f64 = 0.0;
        for (chooser, draws) in sample.agreeing.iter().enumerate() {
            let mut others = scaled(&self.u, 0.0);
            for (stratum, draw) in draws.iter().enumerate() {
                let (share, relatives) = self.learn_draw(chooser, stratum, draw, &mut sums, &mut others);
                moved = moved.max(replace(&mut self.shares, (chooser, stratum), share));
                replace(&mut self.relatives, (chooser, stratum), relatives);
            }
            let pairs: f64 = draws.iter().flat_map(|d| &d.patterns).map(|(_, n)| n).sum();
            let learned = self.drawn(&others, pairs * DRAW_STRENGTH);
            if let Some(slot) = self.drawn_u.get_mut(chooser) {
                *slot = learned;
            }
        }
        sums.add_same(&sample.same);
        self.evidence.clone_from(&sums.present);
        if !held {
            self.m = sums.m.into_iter().map(normalized).collect();
        }
        self.fix(def);
        self.agreement =
            sums.agreeing.iter().zip(&sums.present).map(|(a, n)| (a + 1.0) / (n + 2.0)).collect();
        self.learn_u(def, sample);
        self.fix(def);
        self.learn_prior(sample);
        moved
    }

    /// Adds what a draw tells; returns the shares of matches and of relatives in it.
    fn learn_draw(
        &self,
        chooser: usize,
        stratum: usize,
        draw: &Draw,
        sums: &mut Sums,
        others: &mut [Vec<f64>],
    ) -> (f64, f64) {
        let (mut matches, mut relatives, mut pairs) = (0.0, 0.0, 0.0);
        let logs = self.logs(chooser);
        for (pattern, count) in &draw.patterns {
            let [p, relative, _] = self.posteriors(&logs, stratum, pattern);
            matches += p * count;
            relatives += relative * count;
            pairs += count;
            for (k, seen) in pattern.iter().enumerate() {
                let Some(level) = seen.level() else { continue };
                add(others, k, level, (1.0 - p) * count);
                if k == chooser {
                    continue;
                }
                add(&mut sums.m, k, level, p * count);
                bump(&mut sums.present, k, p * count);
                if seen.agrees() {
                    bump(&mut sums.agreeing, k, p * count);
                }
            }
        }
        // Of two things to compare, either explains what the other one shows as well as matches do. What is known of chance
        // decides: two companies of the same full name are hardly ever two.
        let beyond = self.beyond_chance.get(chooser).filter(|_| stratum == 0).copied().unwrap_or(0.0);
        let known = CERTAINTY * pairs * beyond;
        ((matches + known + 0.1) / (pairs + known + 1.0), relatives / (pairs + known + 1.0))
    }

    /// Gives the levels whose weight is fixed the `m` that makes it so.
    fn fix(&mut self, def: &MatchingDef) {
        for (k, comparison) in def.comparisons.iter().enumerate() {
            for (l, level) in comparison.levels.iter().enumerate().filter(|(_, level)| level.fixed) {
                let m = (at(&self.u, k, l) * level.m / level.u).clamp(LEAST, 1.0);
                if let Some(slot) = self.m.get_mut(k).and_then(|row| row.get_mut(l)) {
                    *slot = m;
                }
            }
        }
    }

    /// How often others agree: by chance as drawn at random, on the same value as counted.
    ///
    /// Where few pairs come out at a level, each is most of what is known of it. So whether a pair is a match is told by what the
    /// others say of that level: a match that was drawn at random would else make itself a chance agreement.
    fn learn_u(&mut self, def: &MatchingDef, sample: &Sample) {
        // What is not seen among so many pairs is rare, and as rare as the ruleset says.
        let drawn: f64 = sample.random.iter().map(|(_, n)| n).sum::<f64>().max(1.0);
        // The pairs that a small file lacks are as the ruleset says, too: among few pairs a match is a large share.
        let start = |comparison: &Comparison| -> Vec<f64> {
            let general = normalized(comparison.levels.iter().map(|level| level.u).collect());
            general.iter().map(|u| (u * drawn).min(UNSEEN) + u * sample.lacking).collect()
        };
        let unseen: Vec<Vec<f64>> = def.comparisons.iter().map(start).collect();
        let mut sums = unseen.clone();
        let mut present: Vec<f64> = sums.iter().map(|levels| levels.iter().sum()).collect();
        let logs = Logs::new(None, &self.m, &self.u);
        for (pattern, count) in &sample.random {
            let told: f64 = logs.told(pattern).map(|(_, m, u)| m - u).sum();
            let odds = logit(self.prior) + told;
            let other = probability(-odds);
            for (k, seen) in pattern.iter().enumerate() {
                let Some(level) = seen.level() else { continue };
                bump(&mut present, k, other * count);
                if !seen.agrees() {
                    let both = (drawn + sample.lacking)
                        * sample.coverage.get(k).map_or(1.0, |coverage| coverage * coverage);
                    let least = at(&unseen, k, level) / both;
                    let u = at(&self.u, k, level);
                    let by_others = (u - other / both).max(least.min(u));
                    add(&mut sums, k, level, probability(libm::log(by_others / u) - odds) * count);
                }
            }
        }
        for (k, (levels, present)) in sums.iter_mut().zip(&present).enumerate() {
            levels.iter_mut().for_each(|n| *n /= present.max(1.0));
            self.count_agreeing(k, sample, levels);
        }
        self.u = sums.into_iter().map(normalized).collect();
    }

    /// Others that have the same value, by the level at which such pairs come out.
    fn count_agreeing(&self, k: usize, sample: &Sample, levels: &mut [f64]) {
        let coverage = sample.coverage.get(k).copied().unwrap_or(0.0);
        let pairs = (sample.pairs + sample.lacking) * coverage * coverage;
        let Some(draws) = sample.agreeing.get(k).filter(|_| pairs > 0.0) else { return };
        let logs = self.logs(k);
        for (stratum, draw) in draws.iter().enumerate() {
            let drawn: f64 = draw.patterns.iter().map(|(_, n)| n).sum();
            for (pattern, count) in &draw.patterns {
                let Some(level) = pattern.get(k).and_then(|seen| seen.level()) else { continue };
                let p = if self.drawn_u.is_empty() { 0.5 } else { self.posterior(&logs, stratum, pattern) };
                let number = (1.0 - p) * count / drawn * draw.population;
                if let Some(slot) = levels.get_mut(level) {
                    *slot += number / pairs;
                }
            }
        }
    }

    /// The matches that agree on a comparison, over the share of matches that do, are all matches. The comparison that
    /// shows most of them counts most.
    fn learn_prior(&mut self, sample: &Sample) {
        let (mut sum, mut weights) = (0.0, 0.0);
        for (k, draws) in sample.agreeing.iter().enumerate() {
            let shares = self.shares.get(k).copied().unwrap_or_default();
            let found: f64 = draws.iter().zip(shares).map(|(draw, share)| draw.population * share).sum();
            let coverage = sample.coverage.get(k).copied().unwrap_or(0.0);
            let agreement = self.agreement.get(k).copied().unwrap_or(0.5);
            // Of a comparison that hardly tells matches apart, the number is hardly known.
            let certain: f64 = draws.iter().zip(shares).map(|(d, s)| d.population * s * s).sum();
            if found > 0.0 && coverage > 0.0 {
                sum += certain * found / (coverage * coverage * agreement).max(0.01);
                weights += certain;
            }
        }
        if weights > 0.0 && sample.pairs > 0.0 {
            self.prior = (sum / weights / sample.pairs).clamp(LEAST, 0.5);
        }
    }
}

/// For each comparison, the share of pairs with the same rare value that are more than the ruleset's own `u` lets expect.
/// Nothing where there are more than two things to compare: what they show together tells more.
fn beyond_chance(def: &MatchingDef, sample: &Sample) -> Vec<f64> {
    let draws = sample.agreeing.iter().zip(&def.comparisons).enumerate();
    let of = |(k, ([rare, _], comparison)): (usize, (&[Draw; 2], &Comparison))| {
        let own = normalized(comparison.levels.iter().map(|level| level.u).collect());
        let coverage = sample.coverage.get(k).copied().unwrap_or(0.0);
        let expected = sample.pairs * coverage * coverage / rare.population.max(1.0);
        let beyond = |(level, u): (usize, &f64)| (share_at(rare, k, level) - u * expected).max(0.0);
        own.iter().enumerate().map(beyond).sum()
    };
    if sample.aspects() == 2 { draws.map(of).collect() } else { Vec::new() }
}

/// The share of the pairs drawn that come out at a level of a comparison.
fn share_at(draw: &Draw, k: usize, level: usize) -> f64 {
    let is_there = |pattern: &Pattern| pattern.get(k).and_then(|seen| seen.level()) == Some(level);
    let there: f64 = draw.patterns.iter().filter(|(pattern, _)| is_there(pattern)).map(|(_, n)| n).sum();
    there / draw.patterns.iter().map(|(_, n)| n).sum::<f64>().max(1.0)
}

/// Shares of matches in a draw to start with: half of the usual number of matches agree here.
fn start_shares(draws: &[Draw; 2], rows: usize) -> [f64; 2] {
    let matches = rows as f64 * USUAL_MATCHES / 2.0;
    let [rare, common] = draws.each_ref().map(|draw| draw.population.max(1.0));
    [(matches / rare).clamp(0.02, 0.9), (matches / common).clamp(0.001, 0.3)]
}

pub fn at(table: &[Vec<f64>], k: usize, level: usize) -> f64 {
    table.get(k).and_then(|row| row.get(level)).copied().unwrap_or(1.0).max(LEAST)
}

fn add(table: &mut [Vec<f64>], k: usize, level: usize, number: f64) {
    if let Some(slot) = table.get_mut(k).and_then(|row| row.get_mut(level)) {
        *slot += number;
    }
}

fn bump(list: &mut [f64], k: usize, number: f64) {
    if let Some(slot) = list.get_mut(k) {
        *slot += number;
    }
}

/// Puts a share of a draw in the place of what was thought before; returns how far it moved.
fn replace(shares: &mut [[f64; 2]], (chooser, stratum): (usize, usize), share: f64) -> f64 {
    let slot = shares.get_mut(chooser).and_then(|strata| strata.get_mut(stratum));
    slot.map_or(0.0, |slot| (std::mem::replace(slot, share) - share).abs())
}

fn scaled(table: &[Vec<f64>], factor: f64) -> Vec<Vec<f64>> {
    table.iter().map(|row| row.iter().map(|n| n * factor).collect()).collect()
}

pub fn normalized(mut row: Vec<f64>) -> Vec<f64> {
    let sum: f64 = row.iter().sum();
    row.iter_mut().for_each(|n| *n = (*n / sum.max(LEAST)).clamp(LEAST, 1.0));
    row
}

#[cfg(test)]
mod tests {
    use super::super::pattern::Seen;
    use super::*;
    use crate::schema::ruleset::Level;

    fn comparison(levels: &[(f64, f64)]) -> Comparison {
        let level = |(m, u): &(f64, f64)| Level { m: *m, u: *u, ..Level::default() };
        Comparison { levels: levels.iter().map(level).collect(), ..Comparison::default() }
    }

    /// What is learned of the first level of two comparisons, where so many of the pairs drawn at random come out there and
    /// differ in the other.
    fn learned_u(alike: f64, pairs: f64) -> f64 {
        let comparisons =
            vec![comparison(&[(0.14, 2.5e-6), (0.86, 1.0)]), comparison(&[(0.9, 0.05), (0.1, 0.95)])];
        let def = MatchingDef { comparisons, ..MatchingDef::default() };
        let mut sample = Sample::of(1_000);
        sample.lacking = 20_000.0 - pairs;
        sample.random =
            [(0, alike), (1, pairs - alike)].map(|(level, n)| (vec![Seen::at(level), Seen::at(1)], n)).into();
        sample.agreeing = vec![Default::default(), Default::default()];
        sample.coverage = vec![1.0, 1.0];
        let mut estimate = Estimate::start(&def, &sample, true);
        while estimate.climb(&def, &sample) {}
        estimate.likelihood(0, 0).u
    }

    #[test]
    fn a_match_drawn_at_random_does_not_make_itself_chance() {
        let one = learned_u(1.0, 20_000.0);
        assert!(one < 2e-5, "one pair is rather a match, but {one}");
        let many = learned_u(40.0, 20_000.0);
        assert!((many / 2e-3 - 1.0).abs() < 0.1, "many pairs are chance, but {many}");
    }

    #[test]
    fn what_few_pairs_show_is_no_share_of_all_others() {
        let few = learned_u(4.0, 55.0);
        assert!(few < 1e-3, "four of fifty-five pairs are hardly chance, but {few}");
    }
}
