//! Compiling rules, and asking them what is due for a customer.

use std::collections::BTreeMap;

use super::template::Template;
use crate::error::{Error, Result};
use crate::expr::{EventId, NEVER, Plan, SegmentId, Subject, Vocabulary, compile, end_of, parse, start_of};
use crate::normalize::civil::{Date, Timestamp};
use crate::reason::Reason;
use crate::schema::ruleset::{ActionDef, ConditionDef, Label, OncePer, Period, RuleDef, Trigger, Unit};
use crate::sort::{Arrange, gather};

/// The rules of a ruleset, compiled.
#[derive(Clone, Debug)]
pub struct Planner {
    rules: Vec<Rule>,
    zone: i32,
}

#[derive(Clone, Debug)]
struct Rule {
    id: String,
    when: Plan,
    suppress: Option<Plan>,
    on: On,
    then: Vec<Step>,
    priority: i32,
    cooldown: Option<Period>,
    once_per: OncePer,
    /// From the first instant to before the second.
    valid: (Timestamp, Timestamp),
}

#[derive(Clone, Copy, Debug)]
enum On {
    State,
    Enter(SegmentId),
    Leave(SegmentId),
    Event(EventId),
}

#[derive(Clone, Debug)]
struct Step {
    action: String,
    name: Label,
    zh: Template,
    en: Template,
    params: BTreeMap<String, Template>,
    due_days: u32,
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// By falling priority, then in the order of the ruleset.
    pub actions: Vec<Action>,
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
        let mut seen = std::collections::BTreeSet::new();
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

    /// What is due for a customer at `now`, given what was handed out before.
    pub fn due(&self, customer: Customer<'_>, occasion: Occasion<'_>, past: &[Past], now: Timestamp) -> Due {
        let mut actions = Vec::new();
        let mut change = NEVER;
        for rule in self.rules.iter().filter(|rule| rule.on.fits(occasion)) {
            change = change.min(self.ask(rule, customer, past, now, &mut actions));
        }
        Due { actions, next_change_at: (change != NEVER).then_some(change) }
    }

    /// Adds what the rule asks for; tells until when that stands.
    fn ask(
        &self,
        rule: &Rule,
        customer: Customer<'_>,
        past: &[Past],
        now: Timestamp,
        actions: &mut Vec<Action>,
    ) -> Timestamp {
        let (from, to) = rule.valid;
        if now < from {
            return from;
        }
        if now >= to {
            return NEVER;
        }
        let when = rule.when.answer(customer.subject, now);
        if !when.holds() {
            return to.min(when.change);
        }
        let suppressed = rule.suppress.as_ref().map(|plan| plan.answer(customer.subject, now));
        let change = suppressed.map_or(NEVER, |answer| answer.change).min(when.change).min(to);
        if suppressed.is_some_and(|answer| answer.holds()) {
            return change;
        }
        let rest = rule.rests_until(past, self.zone);
        if now < rest {
            return change.min(rest);
        }
        let (period, next_period) = period(rule.once_per, now, self.zone);
        for (i, step) in rule.then.iter().enumerate() {
            let key = key(&[&rule.id, &i.to_string(), customer.id, &period]);
            if !past.iter().any(|done| done.key == key) {
                actions.push(step.action(key, rule, customer, now, self.zone));
            }
        }
        change.min(next_period)
    }
}

impl On {
    fn compile(trigger: &Trigger, vocabulary: &Vocabulary) -> Result<Self> {
        match trigger {
            Trigger::State => Ok(Self::State),
            Trigger::Enter(name) => {
                vocabulary.segment(name).map(Self::Enter).map_err(|e| e.under("on.enter"))
            }
            Trigger::Leave(name) => {
                vocabulary.segment(name).map(Self::Leave).map_err(|e| e.under("on.leave"))
            }
            Trigger::Event(name) => vocabulary.event(name).map(Self::Event).map_err(|e| e.under("on.event")),
        }
    }

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
    fn compile(rule: &RuleDef, vocabulary: &Vocabulary, zone: i32) -> Result<Self> {
        let plan = |condition: &ConditionDef, key: &str| {
            parse(&condition.0).and_then(|c| compile(&c, vocabulary, zone)).map_err(|e| e.under(key))
        };
        let step =
            |(i, action)| Step::compile(action, vocabulary, zone).map_err(|e| e.under(&format!("then[{i}]")));
        let from = rule.valid_from.as_deref().map(|text| day(text, "validFrom")).transpose()?;
        let to = rule.valid_to.as_deref().map(|text| day(text, "validTo")).transpose()?;
        Ok(Self {
            id: rule.id.clone(),
            when: plan(&rule.when, "when")?,
            suppress: rule.suppress.as_ref().map(|condition| plan(condition, "suppress")).transpose()?,
            on: On::compile(&rule.on, vocabulary)?,
            then: rule.then.iter().enumerate().map(step).collect::<Result<_>>()?,
            priority: rule.priority,
            cooldown: rule.cooldown,
            once_per: rule.once_per,
            valid: (
                from.map_or(Timestamp(i64::MIN), |day| Timestamp::start_of(day, zone)),
                to.map_or(NEVER, |day| Timestamp::start_of(day.add_days(1), zone)),
            ),
        })
    }

    /// The end of the rest that the rule takes after it acted for the customer.
    fn rests_until(&self, past: &[Past], zone: i32) -> Timestamp {
        let Some(cooldown) = self.cooldown else { return Timestamp(i64::MIN) };
        let ends =
            past.iter().filter(|done| done.rule == self.id).map(|done| end_of(done.at, cooldown, zone));
        ends.max().unwrap_or(Timestamp(i64::MIN))
    }
}

impl Step {
    fn compile(action: &ActionDef, vocabulary: &Vocabulary, zone: i32) -> Result<Self> {
        let template =
            |text: &str, path: &str| Template::compile(text, vocabulary, zone).map_err(|e| e.under(path));
        let param = |(name, text): (&String, &String)| {
            template(text, &format!("params.{name}")).map(|template| (name.clone(), template))
        };
        Ok(Self {
            action: action.action.clone(),
            name: action.name.clone(),
            zh: template(&action.template.zh, "template.zh")?,
            en: template(&action.template.en, "template.en")?,
            params: gather(action.params.iter().map(param).collect::<Result<Vec<_>>>()?),
            due_days: action.due_days,
        })
    }

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
            text: Label { zh: fill(&self.zh), en: fill(&self.en) },
            params: gather(self.params.iter().map(|(name, template)| (name.clone(), fill(template)))),
            reasons: rule.when.reasons(customer.subject, now),
        }
    }
}

fn day(text: &str, path: &str) -> Result<Date> {
    Date::parse(text).ok_or_else(|| Error::new("rule/date", path).with("value", text))
}

/// The period in which an action is done only once, by its first day, and the start of the next.
fn period(once: OncePer, now: Timestamp, zone: i32) -> (String, Timestamp) {
    let (unit, units) = match once {
        OncePer::Customer => return (String::new(), NEVER),
        OncePer::Day => (Unit::Day, 1),
        OncePer::Week => (Unit::Week, 1),
        OncePer::Month => (Unit::Month, 1),
        OncePer::Quarter => (Unit::Month, 3),
        OncePer::Year => (Unit::Year, 1),
    };
    let mut start = start_of(now, unit, zone).date(zone);
    if once == OncePer::Quarter {
        start = start.add_months(-i64::from((start.month() - 1) % 3));
    }
    let whole = Period { last: units, unit, calendar: false };
    (start.to_string(), end_of(Timestamp::start_of(start, zone), whole, zone))
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
    fn periods_are_those_of_the_calendar() {
        let now = Timestamp::parse("2026-11-22T10:00:00", 480).unwrap();
        for (once, first, next) in [
            (OncePer::Day, "2026-11-22", "2026-11-23"),
            (OncePer::Week, "2026-11-16", "2026-11-23"),
            (OncePer::Month, "2026-11-01", "2026-12-01"),
            (OncePer::Quarter, "2026-10-01", "2027-01-01"),
            (OncePer::Year, "2026-01-01", "2027-01-01"),
        ] {
            let next = Timestamp::parse(next, 480).unwrap();
            assert_eq!(period(once, now, 480), (first.to_owned(), next), "{once:?}");
        }
        assert_eq!(period(OncePer::Customer, now, 480), (String::new(), NEVER));
    }

    #[test]
    fn keys_tell_their_parts_apart() {
        assert_ne!(key(&["ab", "c"]), key(&["a", "bc"]));
        assert_eq!(key(&[]), "cbf29ce484222325");
    }
}
