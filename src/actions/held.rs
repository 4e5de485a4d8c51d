//! What is not done for a customer although its rule's condition holds, and why.

use crate::expr::NEVER;
use crate::normalize::civil::Timestamp;
use crate::reason::Reason;

/// An action, or all of a rule, that is held back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The rule.
    pub rule: String,
    /// The kind of action; absent where all of the rule is held back.
    pub action: Option<String>,
    /// Why.
    pub reason: Reason,
    /// The facts that this rests on.
    pub facts: Vec<Reason>,
    /// When this ends, as far as only time passes and the rest stays as it is.
    pub until: Option<Timestamp>,
}

impl Held {
    pub(super) fn new(rule: &str, code: &'static str) -> Self {
        let reason = Reason::new(code);
        Self { rule: rule.to_owned(), action: None, reason, facts: Vec::new(), until: None }
    }

    pub(super) fn of(mut self, action: &str) -> Self {
        self.action = Some(action.to_owned());
        self
    }

    pub(super) fn with(mut self, name: &'static str, value: &str) -> Self {
        self.reason = self.reason.with(name, value);
        self
    }

    pub(super) fn because(mut self, facts: Option<Vec<Reason>>) -> Self {
        self.facts = facts.unwrap_or_default();
        self
    }

    pub(super) fn until(mut self, time: Timestamp) -> Self {
        self.until = (time != NEVER).then_some(time);
        self
    }
}
