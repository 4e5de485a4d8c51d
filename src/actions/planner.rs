//! Asking rules what is due for a customer, and what they hold back.

use std::collections::{BTreeMap, BTreeSet};

use super::channel::Channel;
use super::due::{Action, Control, Customer, Due, Occasion, Past, Query};
use super::experiment::{self, CONTROL};
use super::goal::Goal;
use super::held::Held;
use super::journey::{Journey, Run, Traveller};
use super::key::key;
use super::rule::{Names, On, Rule, Step};
use super::template::Template;
use crate::error::Result;
use crate::expr::{NEVER, Plan, SegmentId, Vocabulary, end_of};
use crate::normalize::civil::{Date, Timestamp};
use crate::reason::Reason;
use crate::schema::ruleset::{RuleDef, Ruleset, new_name};
use crate::segments::Crossing;
use crate::sort::{Arrange, gather};

/// The rules of a ruleset, compiled.
#[derive(Clone, Debug)]
pub struct Planner {
    /// By falling priority.
    rules: Vec<Rule>,
    channels: Vec<Channel>,
    /// Ids of the power map's roles.
    roles: Vec<String>,
    /// The goals of rules, in force or not.
    goals: BTreeMap<String, Goal>,
    journeys: Vec<(Journey, String)>,
    zone: i32,
    /// The segments that rules wait for a customer to enter or leave.
    listens: Vec<SegmentId>,
    /// The only rule that one wants to hear of; the others are there because it depends on them.
    only: Option<String>,
}

impl Planner {
    /// Compiles the rules and channels of a ruleset against the names that a [`Tagger`](crate::tags::Tagger) knows; rules not
    /// in force are left out, but checked all the same.
    ///
    /// # Errors
    /// `condition/…`, `rule/…` or `ruleset/…`, each with its path, as in `rules[2].when.all[0].field`.
    pub fn compile(ruleset: &Ruleset, vocabulary: &Vocabulary, zone: i32) -> Result<Self> {
        let roles = ruleset.power.iter().flat_map(|power| &power.roles).map(|role| role.id.clone());
        let (rules, channels, goals, journeys) = Default::default();
        let (roles, listens, only) = (roles.collect(), Vec::new(), None);
        let mut planner = Self { rules, channels, roles, goals, journeys, zone, listens, only };
        for (i, channel) in ruleset.channels.iter().enumerate() {
            let path = format!("channels[{i}]");
            new_name(&path, &channel.id, planner.channels.iter().all(|other| other.id != channel.id))?;
            let channel = Channel::compile(channel, vocabulary, zone).map_err(|e| e.under(&path))?;
            planner.channels.push(channel);
        }
        let mut seen = BTreeSet::new();
        for (i, rule) in ruleset.rules.iter().enumerate() {
            let path = format!("rules[{i}]");
            new_name(&path, &rule.id, seen.insert(&rule.id))?;
            let plan = Rule::compile(rule, planner.names(vocabulary)).map_err(|e| e.under(&path))?;
            planner.rules.extend(rule.enabled.then_some(plan));
            let goal = rule.goal.as_ref().map(|goal| Goal::compile(goal, planner.names(vocabulary)));
            let goal = goal.transpose().map_err(|e| e.under("goal").under(&path))?;
            planner.goals.extend(goal.map(|goal| (rule.id.clone(), goal)));
        }
        planner.rules.arrange_by_key(|rule| std::cmp::Reverse(rule.priority));
        planner.listens = planner.rules.iter().filter_map(|rule| rule.on.segment()).collect();
        planner.listens.arrange();
        planner.listens.dedup();
        for (i, def) in ruleset.journeys.iter().enumerate() {
            let path = format!("journeys[{i}]");
            new_name(&path, &def.id, seen.insert(&def.id))?;
            let journey = Journey::compile(def, planner.names(vocabulary)).map_err(|e| e.under(&path))?;
            planner.journeys.push((journey, def.name.get(vocabulary.language).to_owned()));
        }
        Ok(planner)
    }

    /// The conditions of rules and channels.
    pub(crate) fn plans_mut(&mut self) -> impl Iterator<Item = &mut Plan> {
        let plans =
            self.rules.iter_mut().flat_map(|rule| [&mut rule.when].into_iter().chain(&mut rule.suppress));
        plans.chain(self.channels.iter_mut().filter_map(Channel::consent_mut))
    }

    fn names<'a>(&'a self, vocabulary: &'a Vocabulary) -> Names<'a> {
        Names { vocabulary, channels: &self.channels, roles: &self.roles, zone: self.zone }
    }

    /// A planner that tells what this rule would do if it were one of the ruleset, in force, and if what it waits for had
    /// just happened to everybody.
    ///
    /// # Errors
    /// `condition/…` or `rule/…`, each with its path in the rule.
    pub fn rehearsal(&self, rule: &RuleDef, vocabulary: &Vocabulary) -> Result<Self> {
        let mut rule = Rule::compile(rule, self.names(vocabulary))?;
        rule.on = On::State;
        let place = self.rules.iter().position(|other| other.id == rule.id).unwrap_or(usize::MAX);
        // What comes before may keep it from acting, and may use up a channel.
        let before = |(i, other): &(usize, &Rule)| {
            let equal = other.priority == rule.priority && *i < place;
            other.id != rule.id && (other.priority > rule.priority || equal) && other.concerns_others()
        };
        let mut rules: Vec<Rule> =
            self.rules.iter().enumerate().filter(before).map(|(_, other)| other.clone()).collect();
        let only = Some(rule.id.clone());
        rules.push(rule);
        Ok(Self { rules, only, ..self.without_rules() })
    }

    /// The journeys, in the order of the ruleset.
    pub fn journeys(&self) -> impl Iterator<Item = &Journey> {
        self.journeys.iter().map(|(journey, _)| journey)
    }

    /// Where a customer stands in each journey, if that is elsewhere than before, and until when that stays as it is.
    pub fn advance<'a>(
        &'a self,
        traveller: Traveller<'a>,
        now: Timestamp,
    ) -> impl Iterator<Item = (Option<Run>, Timestamp)> + 'a {
        self.journeys().map(move |journey| journey.advance(traveller, &self.channels, now))
    }

    /// What a rule is for.
    pub fn goal(&self, rule: &str) -> Option<&Goal> {
        self.goals.get(rule)
    }

    /// The segments that rules wait for a customer to enter or leave.
    pub fn listens(&self) -> &[SegmentId] {
        &self.listens
    }

    fn without_rules(&self) -> Self {
        let (channels, roles) = (self.channels.clone(), self.roles.clone());
        let (rules, goals, journeys, listens) = Default::default();
        Self { rules, channels, roles, goals, journeys, zone: self.zone, listens, only: None }
    }

    /// What is due for a customer.
    pub fn due(&self, customer: Customer<'_>, query: Query<'_>) -> Due {
        let mut due = Due::default();
        let (mut change, mut stop) = (NEVER, None);
        for rule in &self.rules {
            let Some(since) = rule.on.occasion(customer, query.occasion) else { continue };
            let asked = Asked { rule, customer, query, since, stop };
            let (applies, until) = self.ask(&asked, &mut due);
            change = change.min(until);
            if applies && rule.stop && stop.is_none() {
                stop = Some(rule);
            }
            if stop.is_some() && !query.held {
                break;
            }
        }
        for (journey, label) in &self.journeys {
            change = change.min(self.travel((journey, label), (customer, query), stop, &mut due));
        }
        if let Some(only) = &self.only {
            due.actions.retain(|action| action.rule == *only);
            due.control.retain(|control| control.rule == *only);
            due.held.retain(|held| held.rule == *only);
        }
        due.next_change_at = (change != NEVER).then_some(change);
        due
    }

    /// Adds what the rule asks for, and what it holds back; tells whether it applies to the customer, and until when all
    /// that stands.
    fn ask(&self, asked: &Asked<'_>, due: &mut Due) -> (bool, Timestamp) {
        let &Asked { rule, customer, query: Query { now, held: told, .. }, .. } = asked;
        let (from, to) = rule.valid;
        if !told && (now < from || now >= to) {
            return (false, if now < from { from } else { NEVER });
        }
        let when = rule.when.answer(customer.subject, now);
        if !when.holds() {
            return (false, to.min(when.change));
        }
        let (obstacle, change) = asked.exception(self.zone);
        let change = change.min(when.change).min(to);
        if let Some(obstacle) = obstacle {
            due.held.extend(told.then_some(obstacle));
            return (false, change);
        }
        let (obstacle, until) = asked.rest(self.zone);
        if let Some(obstacle) = obstacle {
            due.held.extend(told.then_some(obstacle));
            return (true, change.min(until));
        }
        (true, change.min(self.act(asked, due)))
    }

    /// Adds the action at which a customer stands in a journey; tells until when that stands.
    fn travel(
        &self,
        (journey, label): (&Journey, &str),
        (customer, query): (Customer<'_>, Query<'_>),
        stop: Option<&Rule>,
        due: &mut Due,
    ) -> Timestamp {
        let Customer { id, subject, past, runs, .. } = customer;
        let (_, mut change) =
            journey.advance(Traveller { id, subject, past, runs }, &self.channels, query.now);
        let Some(run) = journey.open(runs) else { return change };
        let Some((step, key)) = journey.action(run).filter(|(_, key)| !customer.did(key)) else {
            return change;
        };
        let obstacle = match (stop, step.channel.and_then(|place| self.channels.get(place))) {
            (Some(stop), _) => Some(Held::new(&journey.id, "action/stopped").with("rule", &stop.id)),
            (None, None) => None,
            (None, Some(channel)) => {
                let more = due.actions.iter().filter(|action| action.channel.as_ref() == Some(&channel.id));
                let (obstacle, until) =
                    channel.obstacle(&journey.id, customer, more.count(), (query.now, self.zone));
                change = change.min(until);
                obstacle
            }
        };
        if let Some(held) = obstacle {
            due.held.extend(query.held.then(|| held.of(&step.action)));
            return change;
        }
        let since = Reason::new("journey/since").with("name", label);
        let mut reasons = vec![since.with("date", run.entered.date(self.zone))];
        reasons.extend(journey.when().reasons(subject, query.now));
        let when = journey.when();
        let source = Source { id: &journey.id, priority: journey.priority, variant: None, when };
        due.actions.push(self.action(step, key, source, (customer, query.now), reasons));
        change
    }

    /// Adds the actions of a rule that acts; tells until when they stand.
    fn act(&self, asked: &Asked<'_>, due: &mut Due) -> Timestamp {
        let &Asked { rule, customer, query: Query { now, held: told, .. }, .. } = asked;
        let (Some(period), next) = asked.period(self.zone) else { return NEVER };
        let period = rule.recurrence.name(period);
        let variant = rule.split.as_ref().map(|split| experiment::variant(split, &rule.id, customer));
        if variant == Some(None) {
            let key = |id: &str| rule.key(CONTROL, id, &period);
            due.held.extend(told.then(|| Held::new(&rule.id, "action/control_group")));
            let control = || Control { key: key(customer.id), rule: rule.id.clone() };
            due.control.extend((!customer.did_as(&key)).then(control));
            return next;
        }
        let mut change = next;
        let variant = variant.flatten();
        for (i, step) in rule.then.iter().enumerate() {
            if step.variant.is_some() && step.variant != variant {
                continue;
            }
            let key = |id: &str| rule.key(&i.to_string(), id, &period);
            let (obstacle, until) = self.step_obstacle(asked, step, &key, due);
            change = change.min(until);
            match obstacle {
                Some(held) => due.held.extend(told.then(|| held.of(&step.action))),
                None => {
                    let variants = rule.split.as_ref().map_or(&[][..], |split| &split.variants);
                    let variant = variant.and_then(|place| variants.get(place)).map(|variant| &variant.id);
                    let source = Source { id: &rule.id, priority: rule.priority, variant, when: &rule.when };
                    let mut reasons: Vec<Reason> = asked.crossed(self.zone).into_iter().collect();
                    reasons.extend(rule.when.reasons(customer.subject, now));
                    due.actions.push(self.action(step, key(customer.id), source, (customer, now), reasons));
                }
            }
        }
        change
    }

    /// What keeps one action of a rule that acts from being due, and until when that stands.
    fn step_obstacle(
        &self,
        asked: &Asked<'_>,
        step: &Step,
        key: &dyn Fn(&str) -> String,
        due: &Due,
    ) -> (Option<Held>, Timestamp) {
        let &Asked { rule, customer, query: Query { now, .. }, .. } = asked;
        if customer.did_as(key) {
            let (_, next) = asked.period(self.zone);
            return (Some(Held::new(&rule.id, "action/done").until(next)), NEVER);
        }
        let Some(channel) = step.channel.and_then(|place| self.channels.get(place)) else {
            return (None, NEVER);
        };
        let more = due.actions.iter().filter(|action| action.channel.as_ref() == Some(&channel.id));
        channel.obstacle(&rule.id, customer, more.count(), (now, self.zone))
    }

    fn action(
        &self,
        step: &Step,
        key: String,
        source: Source<'_>,
        (customer, now): (Customer<'_>, Timestamp),
        reasons: Vec<Reason>,
    ) -> Action {
        let followed = source.when.followed(customer.subject, now);
        let fill = |template: &Template| template.fill(customer, &followed, (now, self.zone));
        let channel = step.channel.and_then(|place| self.channels.get(place));
        Action {
            key,
            rule: source.id.to_owned(),
            customer_id: customer.id.to_owned(),
            customer_name: customer.name.to_owned(),
            action: step.action.clone(),
            name: step.name.clone(),
            priority: source.priority,
            channel: channel.map(|channel| channel.id.clone()),
            variant: source.variant.cloned(),
            due: now.date(self.zone).add_days(i64::from(step.due_days)),
            text: fill(&step.text),
            params: gather(step.params.iter().map(|(name, template)| (name.clone(), fill(template)))),
            reasons,
        }
    }
}

/// What an action is of: a rule or a journey.
#[derive(Clone, Copy)]
struct Source<'a> {
    id: &'a str,
    priority: i32,
    variant: Option<&'a String>,
    when: &'a Plan,
}

/// A rule that is asked about a customer.
#[derive(Clone, Copy)]
struct Asked<'a> {
    rule: &'a Rule,
    customer: Customer<'a>,
    query: Query<'a>,
    /// When the customer entered or left the segment that the rule waits for.
    since: Option<Timestamp>,
    /// A rule before it that lets none after it act.
    stop: Option<&'a Rule>,
}

impl Asked<'_> {
    /// The stretch of time in which the rule acts once, and the start of the next. What a customer entered or left it did
    /// then, however late that is acted upon.
    fn period(&self, zone: i32) -> (Option<Date>, Timestamp) {
        let (period, next) = self.rule.recurrence.current(self.since.unwrap_or(self.query.now), zone);
        (period, if self.since.is_some() { NEVER } else { next })
    }

    /// The fact that the customer entered or left the segment that the rule waits for.
    fn crossed(&self, zone: i32) -> Option<Reason> {
        let code = if matches!(self.rule.on, On::Leave(_)) { "segment/left" } else { "segment/entered" };
        let date = self.since?.date(zone);
        Some(Reason::new(code).with("name", &self.rule.segment).with("date", date))
    }

    /// Why the rule does not apply although its condition holds, and until when that stands.
    fn exception(&self, zone: i32) -> (Option<Held>, Timestamp) {
        let (rule, now) = (self.rule, self.query.now);
        let held = |code| Held::new(&rule.id, code);
        let (from, to) = rule.valid;
        if now < from {
            return (Some(held("action/not_yet_valid").until(from)), from);
        }
        if now >= to {
            return (Some(held("action/no_longer_valid")), NEVER);
        }
        if let (None, first) = self.period(zone) {
            return (Some(held("action/not_yet_valid").until(first)), first);
        }
        let Some(suppress) = &rule.suppress else { return (None, NEVER) };
        let answer = suppress.answer(self.customer.subject, now);
        let facts = || suppress.reasons(self.customer.subject, now);
        let obstacle =
            answer.holds().then(|| held("action/suppressed").because(Some(facts())).until(answer.change));
        (obstacle, answer.change)
    }

    /// Whether some of its actions were taken over in this stretch of time, and others were not: it rests after all of them.
    fn is_under_way(&self, zone: i32) -> bool {
        let (Some(period), _) = self.period(zone) else { return false };
        let period = self.rule.recurrence.name(period);
        let did = |step: &usize| self.customer.did_as(&|id| self.rule.key(&step.to_string(), id, &period));
        let done = (0..self.rule.then.len()).filter(did).count();
        (1..self.rule.then.len()).contains(&done)
    }

    /// Why a rule that applies does nothing all the same, and until when that stands.
    fn rest(&self, zone: i32) -> (Option<Held>, Timestamp) {
        if let Some(stop) = self.stop {
            return (Some(Held::new(&self.rule.id, "action/stopped").with("rule", &stop.id)), NEVER);
        }
        let rest = self.rule.rests_until(self.customer.past, zone);
        if self.query.now < rest && !self.is_under_way(zone) {
            return (Some(Held::new(&self.rule.id, "action/cooldown").until(rest)), rest);
        }
        (None, NEVER)
    }
}

impl On {
    /// The segment that a customer must have entered or left.
    fn segment(self) -> Option<SegmentId> {
        match self {
            Self::Enter(segment) | Self::Leave(segment) => Some(segment),
            Self::State | Self::Event(_) => None,
        }
    }

    /// Whether there is occasion to act; and when it came, where the customer entered or left a segment.
    fn occasion(self, customer: Customer<'_>, occasion: Occasion<'_>) -> Option<Option<Timestamp>> {
        let crossed = |segment: SegmentId, entered: bool| {
            let did = |crossing: &&Crossing| crossing.segment == segment && crossing.entered == entered;
            customer.crossings.iter().find(did).map(|crossing| Some(crossing.since))
        };
        match self {
            Self::State => Some(None),
            Self::Enter(segment) => crossed(segment, true),
            Self::Leave(segment) => crossed(segment, false),
            Self::Event(event) => occasion.events.contains(&event).then_some(None),
        }
    }
}

impl Rule {
    /// The key of one of its actions for a customer in a stretch of time.
    fn key(&self, step: &str, customer: &str, period: &str) -> String {
        key(&[&self.id, step, customer, period])
    }

    /// Whether what it does may keep others from acting.
    fn concerns_others(&self) -> bool {
        self.stop || self.then.iter().any(|step| step.channel.is_some())
    }

    /// The end of the rest that the rule takes after it acted for the customer.
    fn rests_until(&self, past: &[&Past], zone: i32) -> Timestamp {
        let Some(cooldown) = self.cooldown else { return Timestamp(i64::MIN) };
        let ends =
            past.iter().filter(|done| done.rule == self.id).map(|done| end_of(done.at, cooldown, zone));
        ends.max().unwrap_or(Timestamp(i64::MIN))
    }
}
