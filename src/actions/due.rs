//! What rules are asked, and what they answer.

use std::collections::BTreeMap;

use super::contact::People;
use super::held::Held;
use super::journey::Run;
use crate::expr::{EventId, Subject};
use crate::normalize::civil::{Date, Timestamp};
use crate::reason::Reason;
use crate::segments::Crossing;

/// The customer that rules look at.
#[derive(Clone, Copy)]
pub struct Customer<'a> {
    /// Its id, which the keys of its actions depend on.
    pub id: &'a str,
    /// This id and those that it bore, or would bear if it came apart: what was handed out under one of them was handed out.
    pub ids: &'a [String],
    /// Its name, for texts.
    pub name: &'a str,
    /// The customer together with its portrait.
    pub subject: &'a dyn Subject,
    /// The customer as the reader of texts and parameters may see it.
    pub shown: &'a dyn Subject,
    /// The people there, likewise.
    pub people: &'a dyn People,
    /// What was handed out for it before.
    pub past: &'a [&'a Past],
    /// Its journeys so far.
    pub runs: &'a [&'a Run],
    /// What it last did at each segment that rules listen to.
    pub crossings: &'a [Crossing],
}

impl std::fmt::Debug for Customer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Customer").field("id", &self.id).field("name", &self.name).finish_non_exhaustive()
    }
}

/// What just happened to a customer, for rules that wait for it; nothing when one merely asks what is due.
#[derive(Clone, Copy, Debug, Default)]
pub struct Occasion<'a> {
    /// Types of the events that arrived.
    pub events: &'a [EventId],
}

/// What one wants to know of a customer.
#[derive(Clone, Copy, Debug)]
pub struct Query<'a> {
    /// What just happened to it.
    pub occasion: Occasion<'a>,
    /// The instant.
    pub now: Timestamp,
    /// Whether to tell what is held back, too.
    pub held: bool,
}

/// An action of this customer that was handed out before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    /// The rule.
    pub rule: String,
    /// The action's key.
    pub key: String,
    /// When it was handed out.
    pub at: Timestamp,
    /// The kind of action; empty where the host did not tell, as the next two.
    pub action: String,
    /// The channel that it used.
    pub channel: String,
    /// The variant of its rule's experiment.
    pub variant: String,
}

impl Past {
    /// What comes first of what was handed out.
    pub(crate) fn order(&self) -> (Timestamp, &str) {
        (self.at, &self.key)
    }

    /// Whether it belongs to another variant of an experiment; what was handed out before there was one belongs to none.
    pub(crate) fn is_of_another(&self, other: &Self) -> bool {
        !self.variant.is_empty() && self.variant != other.variant
    }
}

/// A customer that gets nothing from a rule because it is in the control group, to be noted as if it had got something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// As that of an action.
    pub key: String,
    /// The rule.
    pub rule: String,
}

/// Something to do for a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// The same for the same rule, step, customer and period, so that nothing is done twice.
    pub key: String,
    /// The rule, or the journey.
    pub rule: String,
    /// The customer.
    pub customer_id: String,
    /// The customer's name.
    pub customer_name: String,
    /// The kind of action.
    pub action: String,
    /// What people call it.
    pub name: String,
    /// What comes first: the larger number.
    pub priority: i32,
    /// The channel that it uses.
    pub channel: Option<String>,
    /// The variant of its rule's experiment that the customer gets.
    pub variant: Option<String>,
    /// By when: the end of that day.
    pub due: Date,
    /// What to do, in words.
    pub text: String,
    /// What the host needs to know besides.
    pub params: BTreeMap<String, String>,
    /// The facts that the rule rests on.
    pub reasons: Vec<Reason>,
}

/// What is due for a customer, and until when that stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// By falling priority, then in the order of the ruleset.
    pub actions: Vec<Action>,
    /// What the control group would have got.
    pub control: Vec<Control>,
    /// What is not done although its rule's condition holds; empty unless asked for.
    pub held: Vec<Held>,
    /// No other action becomes due, and none ceases to be, before then through time alone.
    pub next_change_at: Option<Timestamp>,
}

impl Customer<'_> {
    /// Whether the action of that key was handed out.
    pub(super) fn did(&self, key: &str) -> bool {
        self.past.iter().any(|done| done.key == key)
    }

    /// Whether an action was handed out under one of the customer's ids, by the key that it has under each.
    pub(super) fn did_as(&self, key: &dyn Fn(&str) -> String) -> bool {
        !self.past.is_empty() && self.ids.iter().any(|id| self.did(&key(id)))
    }

    /// The variant of a rule that was handed out first: whoever is in an experiment stays where it is, however it is merged.
    pub(super) fn variant_of(&self, rule: &str) -> Option<&str> {
        let drawn = self.past.iter().filter(|done| done.rule == rule && !done.variant.is_empty());
        drawn.min_by_key(|done| done.order()).map(|done| done.variant.as_str())
    }
}
