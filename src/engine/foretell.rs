//! Fitting what foretells, on the customers that are here.

use serde::Serialize;

use super::Engine;
use super::portraits::Automation;
use super::subject::CustomerSubject;
use crate::error::Result;
use crate::normalize::civil::Timestamp;
use crate::predict::{BgNbd, GammaGamma, History, Spending};
use crate::schema::ruleset::{ForetellingModel, Foretold, Ruleset, SpendingModel, content_hash};
use crate::tags::Foreseen;

/// Customers who bought again, without whom a fit is only a guess.
const LEAST: usize = 50;

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
    /// Customers who bought.
    pub customers: usize,
    /// Those of them who bought again.
    pub repeaters: usize,
    /// Whether there was enough to tell; else the score has no value.
    pub fitted: bool,
    /// The model, where it was fitted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<ForetellingModel>,
    /// How a model fitted on what was known one horizon ago foretold what came since, where there was enough then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub check: Option<ForetellCheck>,
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

impl Engine {
    /// Fits the scores of the ruleset that foretell on the customers that are here, and puts the models into the ruleset.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`.
    pub fn foretell(&mut self, now: &str) -> Result<ForetellOutcome> {
        self.idle()?;
        let now = self.now(now)?;
        let mut ruleset = self.ruleset.clone();
        let mut outcome = ForetellOutcome::default();
        for (place, score) in ruleset.scores.iter_mut().enumerate() {
            let Some(predict) = score.predict.as_mut() else { continue };
            let seen = self.foreseen(place, now);
            let days = predict.horizon.mean_days();
            let model = fit(&seen, predict.what);
            predict.model = model;
            outcome.scores.push(FittedScore {
                score: score.id.clone(),
                customers: seen.len(),
                repeaters: repeaters(&seen),
                fitted: model.is_some(),
                model,
                check: self.look_back(place, now, days),
            });
        }
        self.take_ruleset(ruleset)?;
        self.log_ruleset();
        Ok(outcome)
    }

    /// Takes over a ruleset that treats records as the present one does.
    pub(super) fn take_ruleset(&mut self, ruleset: Ruleset) -> Result<()> {
        self.automation = Automation::compile(&ruleset, self.language())?;
        self.hash = content_hash(&ruleset);
        self.ruleset = ruleset;
        Ok(())
    }

    /// What each customer did until `now`.
    fn foreseen(&self, score: usize, now: Timestamp) -> Vec<Foreseen> {
        let (subjects, tagger) = (self.subjects(now), &self.automation.tagger);
        let seen = |anchor| {
            let subject = CustomerSubject::new(&subjects, self.clusters.members(anchor));
            tagger.foreseen(score, &subject, now)
        };
        self.clusters.anchors().filter_map(seen).collect()
    }

    /// Fits on what was known `days` ago and compares with what came since.
    fn look_back(&self, score: usize, now: Timestamp, days: f64) -> Option<ForetellCheck> {
        let (subjects, tagger) = (self.subjects(now), &self.automation.tagger);
        let then = now.add_ms(-(days * crate::expr::MS_PER_DAY as f64) as i64);
        let (mut before, mut again) = (Vec::new(), 0);
        for anchor in self.clusters.anchors() {
            let subject = CustomerSubject::new(&subjects, self.clusters.members(anchor));
            let Some(seen) = tagger.foreseen(score, &subject, then) else { continue };
            let now = tagger.foreseen(score, &subject, now);
            again += usize::from(now.is_some_and(|(history, _)| history.repeats > seen.0.repeats));
            before.push(seen);
        }
        let model = fit(&before, Foretold::Purchase)?;
        let buying = BgNbd { r: model.r, alpha: model.alpha, a: model.a, b: model.b };
        let foretold: f64 = before.iter().map(|(history, _)| buying.buys(history, days)).sum();
        Some(ForetellCheck {
            customers: before.len(),
            foretold: libm::round(foretold * 10.0) / 10.0,
            happened: again,
        })
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
    let spending = match what {
        Foretold::LifetimeValue => {
            let fitted = GammaGamma::fit(&spendings).filter(|fit| fit.converged && fit.model.q > 1.0)?.model;
            let (p, q, gamma) = (rounded(fitted.p), rounded(fitted.q), rounded(fitted.gamma));
            Some(SpendingModel { p, q, gamma })
        }
        Foretold::Purchase | Foretold::Churn => None,
    };
    let (r, alpha) = (rounded(buying.r), rounded(buying.alpha));
    Some(ForetellingModel { r, alpha, a: rounded(buying.a), b: rounded(buying.b), spending })
}

/// Six significant digits: JSON then keeps the number exactly, and it says no more than the fit does.
fn rounded(value: f64) -> f64 {
    let digits = 5 - libm::floor(libm::log10(value)) as i32;
    let scale = libm::pow(10.0, f64::from(digits));
    libm::round(value * scale) / scale
}
