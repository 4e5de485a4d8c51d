//! Journeys: a small state machine for each customer.

use serde::{Deserialize, Serialize};

use super::channel::Channel;
use super::due::Past;
use super::key::key;
use super::rule::{Names, Step, condition};
use crate::error::{Error, Result};
use crate::expr::{Answer, FieldId, NEVER, Plan, Subject, Value, end_of};
use crate::normalize::civil::Timestamp;
use crate::schema::ruleset::{ArmDef, JourneyDef, JourneyStepDef, Period, WaitDef, new_name};

/// The name that leads out of a journey.
const END: &str = "end";

/// How many steps are taken at once; a journey that leads back may have more to take after a long time.
const MOST_STEPS: usize = 10_000;

/// A journey, compiled.
#[derive(Clone, Debug)]
pub struct Journey {
    pub(super) id: String,
    when: Plan,
    exit: Option<Plan>,
    goal: Option<Plan>,
    reentry: Option<Period>,
    steps: Vec<Stop>,
    pub(super) priority: i32,
    zone: i32,
}

/// A step, compiled.
#[derive(Clone, Debug)]
struct Stop {
    id: String,
    what: What,
    /// The place of the next; the end, where it is behind the last.
    next: usize,
}

#[derive(Clone, Debug)]
enum What {
    Act(Box<Step>),
    WaitFor(Period),
    WaitUntil(FieldId, i64),
    Branch(Vec<(Plan, usize)>),
}

/// How a journey ended for a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Ending {
    /// It went through all steps.
    Completed,
    /// It came where the journey leads to.
    Goal,
    /// It left before the end.
    Exited,
}

impl Ending {
    /// The name used in documents.
    pub fn name(self) -> &'static str {
        match self {
            Self::Completed => "completed",
            Self::Goal => "goal",
            Self::Exited => "exited",
        }
    }
}

/// Where a customer stands in a journey that it entered at some time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// The journey.
    pub journey: String,
    /// The customer, as it was called when it entered: keys of actions keep to it when customers are merged.
    pub customer: String,
    /// When it was entered.
    pub entered: Timestamp,
    /// The step; the last one, where the journey ended.
    pub step: String,
    /// Since when, or when it ended.
    pub since: Timestamp,
    /// How it ended.
    pub ending: Option<Ending>,
}

impl Run {
    fn order(&self) -> (Timestamp, &str) {
        (self.entered, &self.customer)
    }
}

/// A customer that goes on a journey.
#[derive(Clone, Copy)]
pub struct Traveller<'a> {
    /// Its id.
    pub id: &'a str,
    /// The customer together with its portrait.
    pub subject: &'a dyn Subject,
    /// What was handed out for it.
    pub past: &'a [&'a Past],
    /// Its journeys so far.
    pub runs: &'a [&'a Run],
}

impl std::fmt::Debug for Traveller<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Traveller").field("id", &self.id).finish_non_exhaustive()
    }
}

impl Journey {
    /// # Errors
    /// `condition/…`, `journey/…`, `rule/…`, each with its path in the journey.
    pub(super) fn compile(def: &JourneyDef, names: Names<'_>) -> Result<Self> {
        let plan = |given: &Option<_>, key: &str| {
            given.as_ref().map(|given| condition(given, key, names.vocabulary, names.zone)).transpose()
        };
        let mut steps = Vec::with_capacity(def.steps.len());
        for (i, step) in def.steps.iter().enumerate() {
            let path = format!("steps[{i}]");
            let is_new = step.id != END && def.steps.iter().take(i).all(|other| other.id != step.id);
            new_name(&path, &step.id, is_new)?;
            steps.push(Stop::compile(step, i, &def.steps, names).map_err(|e| e.under(&path))?);
        }
        if let Some(place) = (0..steps.len()).find(|place| circles(&steps, *place)) {
            return Err(Error::new("journey/circle", format!("steps[{place}]")));
        }
        Ok(Self {
            id: def.id.clone(),
            when: condition(&def.when, "when", names.vocabulary, names.zone)?,
            exit: plan(&def.exit, "exit")?,
            goal: plan(&def.goal, "goal")?,
            reentry: def.reentry,
            steps,
            priority: def.priority,
            zone: names.zone,
        })
    }

    /// The run that a customer is on. Of several that came together in one customer only the first goes on, and none after
    /// it that began before it ended.
    pub fn open<'r>(&self, runs: &[&'r Run]) -> Option<&'r Run> {
        let own = || runs.iter().copied().filter(|run| run.journey == self.id);
        let goes_on = |run: &&Run| {
            let over = |other: &Run| {
                other.order() < run.order() && (other.ending.is_none() || other.since > run.entered)
            };
            run.ending.is_none() && !own().any(over)
        };
        own().find(goes_on)
    }

    /// Where the customer stands at `now` if that is elsewhere than before, and until when all of this stays as it is.
    pub(super) fn advance(
        &self,
        traveller: Traveller<'_>,
        channels: &[Channel],
        now: Timestamp,
    ) -> (Option<Run>, Timestamp) {
        let subject = traveller.subject;
        let never = Answer::fixed(false);
        let asked = |plan: &Option<Plan>| plan.as_ref().map_or(never, |plan| plan.answer(subject, now));
        let (goal, exit) = (asked(&self.goal), asked(&self.exit));
        let mut change = goal.change.min(exit.change);
        let before = self.open(traveller.runs);
        let mut run = match before {
            Some(run) => run.clone(),
            None => {
                let (enters, until) = self.enters(traveller, now);
                change = change.min(until);
                if !enters || goal.holds() || exit.holds() {
                    return (None, change);
                }
                let step = self.steps.first().map(|stop| stop.id.clone()).unwrap_or_default();
                let (journey, customer) = (self.id.clone(), traveller.id.to_owned());
                Run { journey, customer, entered: now, step, since: now, ending: None }
            }
        };
        if goal.holds() || exit.holds() {
            let ending = if goal.holds() { Ending::Goal } else { Ending::Exited };
            run = Run { since: now, ending: Some(ending), ..run };
        } else {
            change = change.min(self.walk(&mut run, traveller, channels, now));
        }
        (Some(run).filter(|run| before != Some(run)), change)
    }

    /// Whether a customer that is not on the journey enters it, and until when that stands.
    fn enters(&self, traveller: Traveller<'_>, now: Timestamp) -> (bool, Timestamp) {
        let own = traveller.runs.iter().filter(|run| run.journey == self.id);
        let again = match (own.map(|run| run.since).max(), self.reentry) {
            (None, _) => Timestamp(i64::MIN),
            (Some(_), None) => return (false, NEVER),
            (Some(left), Some(period)) => end_of(left, period, self.zone),
        };
        if now < again {
            return (false, again);
        }
        let answer = self.when.answer(traveller.subject, now);
        (answer.holds(), answer.change)
    }

    /// Takes the steps that can be taken; tells until when the customer then stays where it is.
    fn walk(
        &self,
        run: &mut Run,
        traveller: Traveller<'_>,
        channels: &[Channel],
        now: Timestamp,
    ) -> Timestamp {
        let mut skipped = 0;
        for _ in 0..MOST_STEPS {
            let Some(stop) = self.steps.iter().find(|stop| stop.id == run.step) else {
                run.ending = Some(Ending::Completed);
                return NEVER;
            };
            let (next, since) = match &stop.what {
                What::Act(step) => match traveller.past.iter().find(|done| done.key == self.key(run)) {
                    Some(done) => (stop.next, done.at),
                    None => {
                        let reached = reaches(step, channels, traveller.subject, now);
                        // A way that leads back through nothing else has an end too.
                        if reached.holds() || skipped == self.steps.len() {
                            return reached.change;
                        }
                        skipped += 1;
                        (stop.next, run.since)
                    }
                },
                What::WaitFor(_) | What::WaitUntil(..) => {
                    let end = self.wait_ends(&stop.what, run, traveller.subject);
                    if now < end {
                        return end;
                    }
                    (stop.next, end.max(run.since))
                }
                What::Branch(arms) => {
                    let arm = arms.iter().find(|(plan, _)| plan.answer(traveller.subject, now).holds());
                    (arm.map_or(stop.next, |(_, to)| *to), run.since)
                }
            };
            if since != run.since {
                skipped = 0;
            }
            run.since = since;
            match self.steps.get(next) {
                Some(stop) => run.step.clone_from(&stop.id),
                None => {
                    run.ending = Some(Ending::Completed);
                    return NEVER;
                }
            }
        }
        now
    }

    fn wait_ends(&self, what: &What, run: &Run, subject: &dyn Subject) -> Timestamp {
        match what {
            What::WaitFor(period) => end_of(run.since, *period, self.zone),
            What::WaitUntil(field, days) => {
                let day = match subject.field(*field) {
                    Value::Days(day, last) if day == last => day,
                    Value::Time(time) => time.date(self.zone),
                    _ => return NEVER,
                };
                Timestamp::start_of(day.add_days(*days), self.zone)
            }
            _ => run.since,
        }
    }

    /// The action at which a run stands, with its key.
    pub(super) fn action(&self, run: &Run) -> Option<(&Step, String)> {
        let stop = self.steps.iter().find(|stop| stop.id == run.step)?;
        match &stop.what {
            What::Act(step) => Some((step, self.key(run))),
            _ => None,
        }
    }

    /// The key of the action at which a run stands: another each time that the customer comes there.
    fn key(&self, run: &Run) -> String {
        let (entered, since) = (run.entered.0.to_string(), run.since.0.to_string());
        key(&["journey", &self.id, &run.step, &run.customer, &entered, &since])
    }

    /// The ids of the steps, and of what sort each is.
    pub fn steps(&self) -> impl Iterator<Item = (&str, &'static str)> {
        self.steps.iter().map(|stop| {
            let sort = match stop.what {
                What::Act(_) => "action",
                What::WaitFor(_) | What::WaitUntil(..) => "wait",
                What::Branch(_) => "branch",
            };
            (stop.id.as_str(), sort)
        })
    }

    /// Its id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Who enters, for reasons.
    pub(super) fn when(&self) -> &Plan {
        &self.when
    }
}

impl Stop {
    fn compile(def: &JourneyStepDef, place: usize, all: &[JourneyStepDef], names: Names<'_>) -> Result<Self> {
        let find = |name: &str, key: &str| match all.iter().position(|step| step.id == name) {
            Some(place) => Ok(place),
            None if name == END => Ok(all.len()),
            None => Err(Error::new("rule/unknown_name", key).with("name", name)),
        };
        let next = match &def.next {
            Some(name) => find(name, "next")?,
            None => place.saturating_add(1),
        };
        let arm = |(i, arm): (usize, &ArmDef)| {
            let under = |e: Error| e.under(&format!("branch[{i}]"));
            let plan = condition(&arm.when, "when", names.vocabulary, names.zone).map_err(under)?;
            Ok((plan, find(&arm.to, "to").map_err(under)?))
        };
        let what = match (&def.action, &def.wait, &def.branch) {
            (Some(action), None, None) => {
                What::Act(Box::new(Step::compile(action, None, names).map_err(|e| e.under("action"))?))
            }
            (None, Some(wait), None) => wait_of(wait, names).map_err(|e| e.under("wait"))?,
            (None, None, Some(arms)) => {
                What::Branch(arms.iter().enumerate().map(arm).collect::<Result<_>>()?)
            }
            _ => return Err(Error::new("journey/step", "")),
        };
        Ok(Self { id: def.id.clone(), what, next })
    }
}

/// Whether the channel of an action reaches a customer, and until when that stands.
fn reaches(step: &Step, channels: &[Channel], subject: &dyn Subject, now: Timestamp) -> Answer {
    let channel = step.channel.and_then(|place| channels.get(place));
    channel.map_or(Answer::fixed(true), |channel| channel.reaches(subject, now))
}

/// Whether a step leads back to itself without anything that takes time: an action, or a wait for some.
fn circles(steps: &[Stop], start: usize) -> bool {
    let (mut seen, mut open) = (vec![false; steps.len()], vec![start]);
    while let Some(stop) = open.pop().and_then(|place| steps.get(place)) {
        let mut ahead = match &stop.what {
            What::Act(_) | What::WaitFor(_) => continue,
            What::WaitUntil(..) => Vec::new(),
            What::Branch(arms) => arms.iter().map(|(_, to)| *to).collect(),
        };
        ahead.push(stop.next);
        for place in ahead {
            if place == start {
                return true;
            }
            if let Some(seen) = seen.get_mut(place).filter(|seen| !**seen) {
                *seen = true;
                open.push(place);
            }
        }
    }
    false
}

fn wait_of(def: &WaitDef, names: Names<'_>) -> Result<What> {
    match (&def.period, &def.until) {
        (Some(period), None) if period.last == 0 => Err(Error::new("ruleset/limit", "for")),
        (Some(period), None) => Ok(What::WaitFor(*period)),
        (None, Some(name)) => match names.vocabulary.field(name).map_err(|e| e.under("until"))? {
            (field, of) if of.is_date() => Ok(What::WaitUntil(field, i64::from(def.days))),
            (_, of) => {
                let error = Error::new("condition/op_type", "until");
                Err(error.with("name", "until").with("kind", of.kind.name()))
            }
        },
        _ => Err(Error::new("journey/wait", "")),
    }
}
