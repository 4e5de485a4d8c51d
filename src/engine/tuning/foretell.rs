//! Fitting what foretells, on the customers that are here.

use serde::Serialize;

use crate::engine::Engine;
use crate::engine::analytics::{best, standardise};
use crate::engine::derived::Automation;
use crate::engine::derived::{CustomerSubject, Names};
use crate::error::Result;
use crate::expr::MS_PER_DAY;
use crate::normalize::civil::Timestamp;
use crate::predict::{
    self, BgNbd, Cycle, Example, GammaGamma, History, Learned, Spending, TooLittle, learn, rounded,
};
use crate::reason::Reason;
use crate::schema::ruleset::{
    ClusterDef, ClusterModel, CycleModel, ForetellingModel, Foretold, PredictDef, PropensityModel, Ruleset,
    SpendingModel, content_hash,
};
use crate::tags::{Foreseen, nearest};

/// Customers who bought again, without whom a fit is only a guess.
const LEAST: usize = 50;
/// One in so many customers is kept aside to check what was learned from the others.
const ASIDE: u64 = 5;
/// Customers that are learned from at most; of more, a part is drawn by the hash of their ids.
const SAMPLE: usize = 50_000;

/// What came of fitting the scores that foretell.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ForetellOutcome {
    /// Score by score.
    pub scores: Vec<FittedScore>,
}

/// What came of fitting one score.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct FittedScore {
    /// The score.
    pub score: String,
    /// Customers who bought; for a propensity, those of whom something was known one horizon ago; for groups, those who have
    /// all numbers.
    pub customers: usize,
    /// Those of them who bought again; for a propensity, those who did it since.
    pub repeaters: usize,
    /// Whether there was enough to tell. Else the score has no value, but for customers with a rhythm of their own.
    pub fitted: bool,
    /// Why there was not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// The same in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The model of buying, where it was fitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<ForetellingModel>,
    /// The rhythm of those who have none of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cycle: Option<CycleModel>,
    /// What was learned of who does it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub propensity: Option<PropensityModel>,
    /// The groups of alike customers that were found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clusters: Option<ClusterModel>,
    /// How many customers are in each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sizes: Vec<usize>,
    /// How a model of buying fitted on what was known one horizon ago foretold what came since, where there was enough
    /// then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<ForetellCheck>,
    /// How what was learned did with customers that it was not learned from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reliability: Option<ReliabilityView>,
}

/// A forecast of what is past by now, and what happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ForetellCheck {
    /// Customers who bought before.
    pub customers: usize,
    /// Those who would buy again, as foretold.
    pub foretold: f64,
    /// Those who did.
    pub happened: usize,
}

/// How probabilities compare with what happened to customers that they were not learned from; to four decimals.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReliabilityView {
    /// How many they are.
    pub customers: usize,
    /// How many of them did it.
    pub happened: usize,
    /// Brier's score: the mean square of the difference; 0 is perfect.
    pub brier: f64,
    /// The area under the ROC curve: how often one who did it was told more than one who did not. 0.5 is chance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auc: Option<f64>,
    /// Groups of equal size, by rising probability.
    pub bins: Vec<ReliabilityBin>,
}

/// Customers who were told about the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReliabilityBin {
    /// How many.
    pub customers: usize,
    /// The mean probability.
    pub foretold: f64,
    /// The share who did it.
    pub happened: f64,
}

impl Engine {
    /// Fits the scores of the ruleset that foretell on the customers that are here, and puts the models into the ruleset.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`.
    pub fn foretell(&mut self, now: &str) -> Result<ForetellOutcome> {
        self.idle()?;
        let now = self.now(now)?;
        self.hear(None, now);
        let mut ruleset = self.ruleset.clone();
        let mut outcome = ForetellOutcome::default();
        for (place, score) in ruleset.scores.iter_mut().enumerate() {
            if let Some(cluster) = score.cluster.as_mut() {
                let mut fitted = self.fit_clusters(place, cluster, now);
                cluster.model = fitted.clusters.clone();
                fitted.score = score.id.clone();
                fitted.text = fitted.reason.as_ref().map(|reason| reason.text(self.language()));
                outcome.scores.push(fitted);
            }
            let Some(predict) = score.predict.as_mut() else { continue };
            let mut fitted = match predict.what {
                Foretold::NextPurchase | Foretold::CycleElapsed => self.fit_cycle(place, now),
                Foretold::Propensity => self.fit_propensity(place, predict, now),
                _ => self.fit_buying(place, predict, now),
            };
            predict.model = fitted.model;
            predict.cycle = fitted.cycle;
            predict.propensity = fitted.propensity.clone();
            fitted.score = score.id.clone();
            fitted.text = fitted.reason.as_ref().map(|reason| reason.text(self.language()));
            outcome.scores.push(fitted);
        }
        self.take_ruleset(ruleset)?;
        self.log_ruleset();
        // Who is in by what was learned did not enter by that.
        self.hear(None, now);
        Ok(outcome)
    }

    /// Takes over a ruleset that treats records as the present one does.
    pub(super) fn take_ruleset(&mut self, ruleset: Ruleset) -> Result<()> {
        self.automation = Automation::compile(&ruleset, self.language())?;
        self.names = Names::new(&ruleset, self.automation.tagger.vocabulary(), &mut self.records.symbols);
        self.hash = content_hash(&ruleset);
        let alike = self.derives_alike(&ruleset);
        self.fields.look_up(ruleset.power.as_ref());
        self.ruleset = ruleset;
        if !alike {
            self.listen_anew();
        }
        Ok(())
    }

    fn fit_buying(&self, score: usize, predict: &PredictDef, now: Timestamp) -> FittedScore {
        let mut seen = Vec::new();
        self.each_subject(now, &mut |_, subject| {
            seen.extend(self.automation.tagger.foreseen(score, subject, now));
        });
        let repeaters = repeaters(&seen);
        let model = fit(&seen, predict.what);
        let reason = match model {
            Some(_) => None,
            None if repeaters < LEAST => Some(too_few("predict/repeaters", repeaters)),
            None => Some(Reason::new("predict/unsettled")),
        };
        let check = self.look_back(score, now, predict.horizon.mean_days());
        let (customers, fitted) = (seen.len(), model.is_some());
        FittedScore { customers, repeaters, fitted, reason, model, check, ..FittedScore::default() }
    }

    /// The rhythm of all: the median, over customers, of the median gap. So one who buys daily counts as one.
    fn fit_cycle(&self, score: usize, now: Timestamp) -> FittedScore {
        let (mut customers, mut medians) = (0, Vec::new());
        self.each_subject(now, &mut |_, subject| {
            customers += usize::from(self.automation.tagger.foreseen(score, subject, now).is_some());
            let own = Cycle::of_gaps(self.automation.tagger.gaps(score, subject, now));
            medians.extend(own.map(|cycle| cycle.gap));
        });
        let repeaters = medians.len();
        let enough = repeaters >= LEAST;
        let of_all = Cycle::of_gaps(medians).filter(|_| enough);
        let cycle = of_all.map(|Cycle { gap, low, high }| CycleModel { gap, low, high });
        let reason = (!enough).then(|| too_few("predict/repeaters", repeaters));
        FittedScore { customers, repeaters, fitted: enough, reason, cycle, ..FittedScore::default() }
    }

    /// Divides the customers into groups. A group that was there before keeps its number.
    fn fit_clusters(&self, score: usize, def: &ClusterDef, now: Timestamp) -> FittedScore {
        let (width, mut numbers) = (def.features.len(), Vec::new());
        self.each_subject(now, &mut |_, subject| {
            numbers.extend(self.automation.tagger.cluster_numbers(score, subject, now).into_iter().flatten());
        });
        let known = FittedScore { customers: numbers.len() / width.max(1), ..FittedScore::default() };
        if known.customers < LEAST {
            return FittedScore { reason: Some(too_few("predict/customers", known.customers)), ..known };
        }
        let mut model = standardise(&mut numbers, width);
        let (found, _) = best(&numbers, width, def.k.map(|k| k as usize));
        if found.centres.is_empty() {
            return FittedScore { reason: Some(Reason::new("predict/alike")), ..known };
        }
        model.means.iter_mut().chain(&mut model.deviations).for_each(|number| *number = rounded(*number));
        let order = in_former_order(&found.centres, &model, def.model.as_ref());
        let mut sizes = Vec::new();
        for group in order {
            let centre = found.centres.get(group).into_iter().flatten().map(|x| rounded(*x));
            model.centres.push(centre.collect());
            sizes.extend(found.sizes.get(group));
        }
        FittedScore { fitted: true, clusters: Some(model), sizes, ..known }
    }

    /// Learns from what customers were one horizon ago, and did since.
    fn fit_propensity(&self, score: usize, predict: &PredictDef, now: Timestamp) -> FittedScore {
        let then = before(now, predict.horizon.mean_days());
        let parts = self.clusters.anchors().count().div_ceil(SAMPLE) as u64;
        let mut examples: Vec<Example> = Vec::new();
        self.each_subject(now, &mut |anchor, subject| {
            let Some(id) = self.directory.customer_id(self.clusters.senior(anchor)) else { return };
            let part = id.part(parts.saturating_mul(ASIDE));
            if part % parts.max(1) != 0 {
                return;
            }
            let example = self.automation.tagger.example(score, subject, then, now);
            examples.extend(example.map(|example| Example { held_out: part == 0, ..example }));
        });
        let happened = examples.iter().filter(|example| example.happened).count();
        let known = FittedScore { customers: examples.len(), repeaters: happened, ..FittedScore::default() };
        match learn(&examples) {
            Ok(learned) => FittedScore {
                fitted: true,
                propensity: Some(self.automation.tagger.propensity(score, &learned)),
                reliability: Some(reliability(&learned)),
                ..known
            },
            Err(why) => FittedScore { reason: Some(why_not(why)), ..known },
        }
    }

    /// Shows each customer.
    pub(in crate::engine) fn each_subject(
        &self,
        now: Timestamp,
        visit: &mut dyn FnMut(crate::columns::Row, &CustomerSubject),
    ) {
        let subjects = self.subjects(now);
        for anchor in self.clusters.anchors() {
            visit(anchor, &CustomerSubject::new(&subjects, self.clusters.members(anchor)));
        }
    }

    /// Fits on what was known `days` ago and compares with what came since.
    fn look_back(&self, score: usize, now: Timestamp, days: f64) -> Option<ForetellCheck> {
        let tagger = &self.automation.tagger;
        let then = before(now, days);
        let (mut seen_then, mut again) = (Vec::new(), 0);
        self.each_subject(now, &mut |_, subject| {
            let Some(seen) = tagger.foreseen(score, subject, then) else { return };
            let now = tagger.foreseen(score, subject, now);
            again += usize::from(now.is_some_and(|(history, _)| history.repeats > seen.0.repeats));
            seen_then.push(seen);
        });
        let model = fit(&seen_then, Foretold::Purchase)?;
        let buying = BgNbd { r: model.r, alpha: model.alpha, a: model.a, b: model.b };
        let foretold: f64 = seen_then.iter().map(|(history, _)| buying.buys(history, days)).sum();
        Some(ForetellCheck {
            customers: seen_then.len(),
            foretold: libm::round(foretold * 10.0) / 10.0,
            happened: again,
        })
    }
}

/// Groups in the order of those before: each of these is followed by the nearest that is left. The largest first, where there
/// were none, or another number of them.
fn in_former_order(centres: &[Vec<f64>], scale: &ClusterModel, former: Option<&ClusterModel>) -> Vec<usize> {
    let mut left: Vec<usize> = (0..centres.len()).collect();
    let Some(former) = former.filter(|former| former.centres.len() == centres.len()) else { return left };
    let mut order = Vec::new();
    for centre in &former.centres {
        // The former centre as the present scale tells it.
        let at = |(place, x): (usize, &f64)| scale.standing(place, former.number(place, *x));
        let centre: Vec<f64> = centre.iter().enumerate().map(at).collect();
        let rest: Vec<Vec<f64>> = left.iter().filter_map(|group| centres.get(*group).cloned()).collect();
        let place = nearest(&centre, &rest).0;
        if place < left.len() {
            order.push(left.remove(place));
        }
    }
    order
}

/// So many days earlier.
fn before(now: Timestamp, days: f64) -> Timestamp {
    now.add_ms(-(days * MS_PER_DAY as f64) as i64)
}

fn too_few(code: &'static str, count: usize) -> Reason {
    Reason::new(code).with("count", count).with("least", LEAST)
}

fn why_not(why: TooLittle) -> Reason {
    let few = |code, count: usize| Reason::new(code).with("count", count).with("least", predict::LEAST);
    match why {
        TooLittle::Positives(count) => few("predict/positives", count),
        TooLittle::Negatives(count) => few("predict/negatives", count),
        TooLittle::Unsettled => Reason::new("predict/unsettled"),
    }
}

fn reliability(learned: &Learned) -> ReliabilityView {
    let decimals = |value: f64| libm::round(value * 1e4) / 1e4;
    let bin = |bin: &predict::Bin| ReliabilityBin {
        customers: bin.count,
        foretold: decimals(bin.foretold),
        happened: decimals(bin.happened),
    };
    ReliabilityView {
        customers: learned.held_out.0,
        happened: learned.held_out.1,
        brier: decimals(learned.reliability.brier),
        auc: learned.reliability.auc.map(decimals),
        bins: learned.reliability.bins.iter().map(bin).collect(),
    }
}

fn repeaters(seen: &[Foreseen]) -> usize {
    seen.iter().filter(|(history, _)| history.repeats > 0.0).count()
}

/// The models of purchases and, where wanted, of their values; `None` where there is too little to tell.
fn fit(seen: &[Foreseen], what: Foretold) -> Option<ForetellingModel> {
    if repeaters(seen) < LEAST {
        return None;
    }
    let (histories, spendings): (Vec<History>, Vec<Spending>) = seen.iter().copied().unzip();
    let buying = BgNbd::fit(&histories).filter(|fit| fit.converged)?.model;
    let spending = if what == Foretold::LifetimeValue {
        let fitted = GammaGamma::fit(&spendings).filter(|fit| fit.converged && fit.model.q > 1.0)?.model;
        let (p, q, gamma) = (rounded(fitted.p), rounded(fitted.q), rounded(fitted.gamma));
        Some(SpendingModel { p, q, gamma })
    } else {
        None
    };
    let (r, alpha) = (rounded(buying.r), rounded(buying.alpha));
    Some(ForetellingModel { r, alpha, a: rounded(buying.a), b: rounded(buying.b), spending })
}
