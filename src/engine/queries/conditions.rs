//! Conditions in all their forms.

use serde::Serialize;

use crate::engine::Engine;
use crate::error::{Error, Result};
use crate::expr::{compile, parse, parse_text, print, to_json, to_query, to_text};

/// A condition in the forms that people and programs use.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ConditionForms {
    /// In the canonical form.
    #[cfg_attr(feature = "schema", schemars(with = "serde_json::Map<String, serde_json::Value>"))]
    pub condition: serde_json::Value,
    /// As a query that react-querybuilder can edit.
    #[cfg_attr(feature = "schema", schemars(with = "serde_json::Map<String, serde_json::Value>"))]
    pub query: serde_json::Value,
    /// As one types it.
    pub text: String,
    /// In words, in the engine's language.
    pub words: String,
}

impl Engine {
    /// Reads a condition in any form (canonical, a query of react-querybuilder, `{"mongrule": …}`, `{"json_rules": …}`,
    /// or typed, as a string), checks it against the ruleset, and gives it back in each of its own forms.
    ///
    /// ```
    /// # use kehu::engine::{Engine, Options};
    /// # use kehu::schema::ruleset::Ruleset;
    /// let engine = Engine::new(Ruleset::preset("b2b-cn").unwrap(), Options::default()).unwrap();
    /// let forms = engine.condition(&"count(order within 90 day) = 0".into()).unwrap();
    /// assert_eq!(forms.condition["event"], "order");
    /// assert_eq!(forms.text, "count(order within 90 day) = 0");
    /// assert_eq!(forms.words, "近 90 天内订单次数等于 0");
    /// ```
    ///
    /// # Errors
    /// `condition/…` with the path of what is wrong, for a typed one the place of the character; `limits/…`.
    pub fn condition(&self, condition: &serde_json::Value) -> Result<ConditionForms> {
        let read = match condition.as_str() {
            Some(typed) => parse_text(typed).map_err(|e: Error| e.under("text"))?,
            None => parse(condition)?,
        };
        let tagger = &self.automation.tagger;
        compile(&read, tagger.vocabulary(), tagger.zone())?;
        Ok(ConditionForms {
            condition: to_json(&read),
            query: to_query(&read),
            text: to_text(&read),
            words: print(&read, tagger.vocabulary(), self.language()),
        })
    }
}
