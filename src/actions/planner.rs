//! Asking rules what is due for a customer, and what they hold back.

use std::collections::{BTreeMap, BTreeSet};

use super::held::Held;
use super::rule::{On, Rule, Step};
use super::schedule::period;
use super::template::Template;
use crate::error::{Error, Result};
use crate::expr::{EventId, NEVER, SegmentId, Subject, Vocabulary, end_of};
use crate::normalize::civil::{Date, Timestamp};
use crate::reason::Reason;
use crate::schema::ruleset::{Label, RuleDef};
use crate::sort::{Arrange, gather};

/// The rules of a ruleset, compiled.
#[derive(Clone, Debug)]
pub struct Planner {
    rules: Vec<Rule>,
    zone: i32,
}

/// The customer that rules look at.
#[derive(Clone, Copy)]
pub struct Customer<'a> {
    /// Its id, which the keys of its actions depend on.
    pub id: &'a str,
    /// Its name, for texts.
    pub name: &'a str,
    /// The customer together with its portrait.
    pub subject: &'a dyn Subject,
    /// The customer as the reader of texts and parameters may see it.
    pub shown: &'a dyn Subject,
    /// What was handed out for it before.
    pub past: &'a [&'a Past],
}

impl std::fmt::Debug for Customer<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Customer").field("id", &self.id).field("name", &self.name).finish_non_exhaustive()
    }
}

/// What just happened to a customer, for rules that wait for it; nothing when one merely asks what is due.
#[derive(Clone, Copy, Debug, Default)]
pub struct Occasion<'a> {
    /// Segments entered.
    pub entered: &'a [SegmentId],
    /// Segments left.
    pub left: &'a [SegmentId],
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// The rule.
    pub rule: String,
    /// The action's key.
    pub key: String,
    /// When it was handed out.
    pub at: Timestamp,
}

/// Something to do for a customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Action {
    /// The same for the same rule, step, customer and period, so that nothing is done twice.
    pub key: String,
    /// The rule.
    pub rule: String,
    /// The customer.
    pub customer_id: String,
    /// The kind of action.
    pub action: String,
    /// What people call it.
    pub name: Label,
    /// What comes first: the larger number.
    pub priority: i32,
    /// By when: the end of that day.
    pub due: Date,
    /// What to do, in words.
    pub text: Label,
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
    /// What is not done although its rule's condition holds; empty unless asked for.
    pub held: Vec<Held>,
    /// No other action becomes due, and none ceases to be, before then through time alone.
    pub next_change_at: Option<Timestamp>,
}

impl Planner {
    /// Compiles rules against the names that a [`Tagger`](crate::tags::Tagger) knows; rules not in force are left out,
    /// but checked all the same.
    ///
    /// # Errors
    /// `condition/…` or `rule/…`, each with its path, as in `rules[2].when.all[0].field`.
    pub fn compile(rules: &[RuleDef], vocabulary: &Vocabulary, zone: i32) -> Result<Self> {
        let mut compiled = Vec::with_capacity(rules.len());
        let mut seen = BTreeSet::new();
        for (i, rule) in rules.iter().enumerate() {
            let path = format!("rules[{i}]");
            if !seen.insert(&rule.id) {
                return Err(Error::new("condition/duplicate", format!("{path}.id")).with("name", &rule.id));
            }
            let plan = Rule::compile(rule, vocabulary, zone).map_err(|e| e.under(&path))?;
            if rule.enabled {
                compiled.push(plan);
            }
        }
        compiled.arrange_by_key(|rule| std::cmp::Reverse(rule.priority));
        Ok(Self { rules: compiled, zone })
    }

    /// A planner that tells what this rule would do if it were one of the ruleset, in force, and if what it waits for had
    /// just happened to everybody.
    ///
    /// # Errors
    /// `condition/…` or `rule/…`, each with its path in the rule.
    pub fn rehearsal(&self, rule: &RuleDef, vocabulary: &Vocabulary) -> Result<Self> {
        let mut rule = Rule::compile(rule, vocabulary, self.zone)?;
        rule.on = On::State;
        Ok(Self { rules: vec![rule], zone: self.zone })
    }

    /// What is due for a customer.
    pub fn due(&self, customer: Customer<'_>, query: Query<'_>) -> Due {
        let mut due = Due::default();
        let mut change = NEVER;
        for rule in self.rules.iter().filter(|rule| rule.on.fits(query.occasion)) {
            change = change.min(self.ask(rule, customer, query, &mut due));
        }
        due.next_change_at = (change != NEVER).then_some(change);
        due
    }

    /// Adds what the rule asks for, and what it holds back; tells until when that stands.
    fn ask(&self, rule: &Rule, customer: Customer<'_>, query: Query<'_>, due: &mut Due) -> Timestamp {
        let now = query.now;
        let (from, to) = rule.valid;
        if !query.held && (now < from || now >= to) {
            return if now < from { from } else { NEVER };
        }
        let when = rule.when.answer(customer.subject, now);
        if !when.holds() {
            return to.min(when.change);
        }
        let (obstacle, change) = self.obstacle(rule, customer, now);
        let change = change.min(when.change).min(to);
        if let Some(obstacle) = obstacle {
            due.held.extend(query.held.then_some(obstacle));
            return change;
        }
        let (period, next_period) = period(rule.once_per, now, self.zone);
        for (i, step) in rule.then.iter().enumerate() {
            let key = key(&[&rule.id, &i.to_string(), customer.id, &period]);
            if !customer.past.iter().any(|done| done.key == key) {
                due.actions.push(step.action(key, rule, customer, now, self.zone));
            } else if query.held {
                let held = Held::new(&rule.id, "action/done").of(&step.action).until(next_period);
                due.held.push(held);
            }
        }
        change.min(next_period)
    }

    /// What keeps a rule from acting for a customer that meets its condition, and until when that stands.
    fn obstacle(&self, rule: &Rule, customer: Customer<'_>, now: Timestamp) -> (Option<Held>, Timestamp) {
        let held = |code| Held::new(&rule.id, code);
        let (from, to) = rule.valid;
        if now < from {
            return (Some(held("action/not_yet_valid").until(from)), from);
        }
        if now >= to {
            return (Some(held("action/no_longer_valid")), NEVER);
        }
        let suppressed = rule.suppress.as_ref().map(|plan| plan.answer(customer.subject, now));
        let change = suppressed.map_or(NEVER, |answer| answer.change);
        if suppressed.is_some_and(|answer| answer.holds()) {
            let facts = rule.suppress.as_ref().map(|plan| plan.reasons(customer.subject, now));
            return (Some(held("action/suppressed").because(facts).until(change)), change);
        }
        let rest = rule.rests_until(customer.past, self.zone);
        if now < rest {
            return (Some(held("action/cooldown").until(rest)), change.min(rest));
        }
        (None, change)
    }
}

impl On {
    fn fits(self, occasion: Occasion<'_>) -> bool {
        match self {
            Self::State => true,
            Self::Enter(segment) => occasion.entered.contains(&segment),
            Self::Leave(segment) => occasion.left.contains(&segment),
            Self::Event(event) => occasion.events.contains(&event),
        }
    }
}

impl Rule {
    /// The end of the rest that the rule takes after it acted for the customer.
    fn rests_until(&self, past: &[&Past], zone: i32) -> Timestamp {
        let Some(cooldown) = self.cooldown else { return Timestamp(i64::MIN) };
        let ends =
            past.iter().filter(|done| done.rule == self.id).map(|done| end_of(done.at, cooldown, zone));
        ends.max().unwrap_or(Timestamp(i64::MIN))
    }
}

impl Step {
    fn action(&self, key: String, rule: &Rule, customer: Customer<'_>, now: Timestamp, zone: i32) -> Action {
        let fill = |template: &Template| template.fill(customer.id, customer.name, customer.shown, now, zone);
        Action {
            key,
            rule: rule.id.clone(),
            customer_id: customer.id.to_owned(),
            action: self.action.clone(),
            name: self.name.clone(),
            priority: rule.priority,
            due: now.date(zone).add_days(i64::from(self.due_days)),
            text: Label { zh: fill(&self.text.zh), en: fill(&self.text.en) },
            params: gather(self.params.iter().map(|(name, template)| (name.clone(), fill(template)))),
            reasons: rule.when.reasons(customer.subject, now),
        }
    }
}

/// FNV-1a (64 bit) over the parts, each ended by a byte that text cannot contain; 16 hex digits.
fn key(parts: &[&str]) -> String {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0xff]));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_tell_their_parts_apart() {
        assert_ne!(key(&["ab", "c"]), key(&["a", "bc"]));
        assert_eq!(key(&[]), "cbf29ce484222325");
    }
}
