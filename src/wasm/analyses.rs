//! The engine's methods that tell of many customers, and of what the ruleset makes of them.

use wasm_bindgen::prelude::*;

use super::convert::{Answer, answer, to_js};
use super::engine::Engine;
use super::input::from_js;
use crate::engine::{
    AssociationQuery, AttributionQuery, ClusterQuery, CohortQuery, FunnelQuery, KpiQuery, OverlapQuery,
    ProfileQuery, RfmQuery, ScoreHistoryQuery,
};

#[wasm_bindgen]
impl Engine {
    /// How customers stand by recency, frequency and money.
    pub fn rfm(&mut self, score: &str, query: JsValue) -> Answer {
        let query: RfmQuery = from_js(query, self.language())?;
        let result = self.0.rfm(score, &query);
        self.answer(result)
    }

    /// How customers come from stage to stage.
    pub fn funnel(&mut self, options: JsValue) -> Answer {
        let language = self.language();
        let query: FunnelQuery = from_js(options, language)?;
        answer(self.0.funnel(&query), language)
    }

    /// How sets of customers overlap.
    pub fn overlap(&mut self, query: JsValue) -> Answer {
        let query: OverlapQuery = from_js(query, self.language())?;
        let result = self.0.overlap(&query);
        self.answer(result)
    }

    /// What sets a group of customers apart.
    pub fn profile(&mut self, query: JsValue) -> Answer {
        let query: ProfileQuery = from_js(query, self.language())?;
        let result = self.0.profile(&query);
        self.answer(result)
    }

    /// How many of those who began at one time came back.
    pub fn cohorts(&mut self, query: JsValue) -> Answer {
        let query: CohortQuery = from_js(query, self.language())?;
        let result = self.0.cohorts(&query);
        self.answer(result)
    }

    /// To which channels conversions are credited.
    pub fn attribution(&mut self, query: JsValue) -> Answer {
        let query: AttributionQuery = from_js(query, self.language())?;
        let result = self.0.attribution(&query);
        self.answer(result)
    }

    /// Key figures of a time.
    pub fn kpis(&mut self, query: JsValue) -> Answer {
        let query: KpiQuery = from_js(query, self.language())?;
        let result = self.0.kpis(&query);
        self.answer(result)
    }

    /// What is bought together.
    pub fn associations(&mut self, query: JsValue) -> Answer {
        let query: AssociationQuery = from_js(query, self.language())?;
        let result = self.0.associations(&query);
        self.answer(result)
    }

    /// Groups of customers that are alike.
    pub fn clusters(&mut self, query: JsValue) -> Answer {
        let query: ClusterQuery = from_js(query, self.language())?;
        let result = self.0.clusters(&query);
        self.answer(result)
    }

    /// What to offer to a customer.
    pub fn recommend(&mut self, id: &str, query: JsValue) -> Answer {
        let query: AssociationQuery = from_js(query, self.language())?;
        let result = self.0.recommend(id, &query);
        self.answer(result)
    }

    /// A score of a customer at the ends of the last months.
    #[wasm_bindgen(js_name = scoreHistory)]
    pub fn score_history(&self, customer: &str, score: &str, query: JsValue) -> Answer {
        let query: ScoreHistoryQuery = from_js(query, self.language())?;
        self.answer(self.0.score_history(customer, score, &query))
    }

    /// What the ruleset says to no purpose.
    pub fn lint(&self) -> Answer {
        to_js(&self.0.lint())
    }
}
