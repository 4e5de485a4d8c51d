//! Finding an owner for customers that have none.

use super::rule::condition;
use crate::error::{Error, Result};
use crate::expr::{Condition, FieldTest, Literal, Op, Plan, Subject, Vocabulary, compile};
use crate::normalize::civil::Timestamp;
use crate::reason::Reason;
use crate::schema::ruleset::{AgentDef, AssignBy, AssignmentDef, PolicyDef};
use crate::text;

/// The assignment of a ruleset, compiled.
#[derive(Clone, Debug)]
pub struct Assigner {
    agents: Vec<Agent>,
    policies: Vec<Policy>,
}

#[derive(Clone, Debug)]
struct Agent {
    id: String,
    /// Id and name, folded.
    called: [String; 2],
    capacity: usize,
    away: bool,
}

#[derive(Clone, Debug)]
struct Policy {
    id: String,
    when: Option<Plan>,
    /// Of each agent, what a customer must be like for it; nothing for an agent that the policy never means.
    fits: Vec<Option<Vec<Plan>>>,
    by: AssignBy,
}

/// An owner that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The agent's place.
    pub agent: usize,
    /// The policy's id.
    pub policy: String,
    /// Why.
    pub reasons: Vec<Reason>,
}

impl Assigner {
    /// # Errors
    /// `condition/…`, `ruleset/duplicate`, each with its path in the assignment.
    pub fn compile(def: &AssignmentDef, vocabulary: &Vocabulary, zone: i32) -> Result<Self> {
        vocabulary.field(&def.field).map_err(|e| e.under("field"))?;
        let mut agents: Vec<Agent> = Vec::with_capacity(def.agents.len());
        for (i, agent) in def.agents.iter().enumerate() {
            if agents.iter().any(|other| other.id == agent.id) {
                let error = Error::new("ruleset/duplicate", format!("agents[{i}].id"));
                return Err(error.with("name", &agent.id));
            }
            let capacity = agent.capacity.map_or(usize::MAX, |capacity| capacity as usize);
            let called = [text::fold(&agent.id), text::fold(&agent.name)];
            agents.push(Agent { id: agent.id.clone(), called, capacity, away: agent.away });
        }
        let policy = |(i, policy)| {
            Policy::compile(policy, &def.agents, vocabulary, zone)
                .map_err(|e| e.under(&format!("policies[{i}]")))
        };
        let policies = def.policies.iter().enumerate().map(policy).collect::<Result<_>>()?;
        Ok(Self { agents, policies })
    }

    /// How many agents there are.
    pub fn agents(&self) -> usize {
        self.agents.len()
    }

    /// The agent that a text names, by id or name.
    pub fn agent(&self, text: &str) -> Option<usize> {
        let folded = text::fold(text);
        self.agents.iter().position(|agent| agent.called.contains(&folded))
    }

    /// The agent of that id.
    pub fn agent_of_id(&self, id: &str) -> Option<usize> {
        self.agents.iter().position(|agent| agent.id == id)
    }

    /// An owner for a customer, given how many customers each agent has, and which agents records of the customer name; or
    /// why there is none.
    pub fn find(
        &self,
        subject: &dyn Subject,
        named: &[usize],
        loads: &[usize],
        now: Timestamp,
    ) -> std::result::Result<Found, Reason> {
        let mut reason = Reason::new("assignment/no_policy");
        for policy in &self.policies {
            if policy.when.as_ref().is_some_and(|plan| !plan.answer(subject, now).holds()) {
                continue;
            }
            let mut fitting: Vec<usize> = match policy.by {
                AssignBy::Sticky => named.to_vec(),
                _ => (0..self.agents.len()).collect(),
            };
            fitting.retain(|agent| policy.takes(*agent, subject, now));
            reason = Reason::new(if fitting.is_empty() { "assignment/no_agent" } else { "assignment/full" });
            fitting.retain(|agent| self.has_room(*agent, loads));
            if let Some((agent, why)) = policy.choose(&fitting, loads) {
                let mut reasons = policy.facts(agent, subject, now);
                reasons.push(why);
                return Ok(Found { agent, policy: policy.id.clone(), reasons });
            }
        }
        Err(reason)
    }

    fn has_room(&self, agent: usize, loads: &[usize]) -> bool {
        let load = loads.get(agent).copied().unwrap_or_default();
        self.agents.get(agent).is_some_and(|agent| !agent.away && load < agent.capacity)
    }
}

impl Policy {
    fn compile(def: &PolicyDef, agents: &[AgentDef], vocabulary: &Vocabulary, zone: i32) -> Result<Self> {
        let when = def.when.as_ref().map(|plan| condition(plan, "when", vocabulary, zone));
        for field in def.matches.keys() {
            vocabulary.field(field).map_err(|e| e.under("match"))?;
        }
        let test = |field: &String, values: &[String]| {
            let value = Literal::List(values.iter().cloned().map(Literal::Text).collect());
            let test = FieldTest { field: field.clone(), op: Op::In, value, default: None };
            compile(&Condition::Field(test), vocabulary, zone).map_err(|e| e.under("match"))
        };
        let fits = |agent: &AgentDef| {
            let mut plans = Vec::with_capacity(def.matches.len());
            for (field, attribute) in &def.matches {
                let Some(values) = agent.attributes.get(attribute) else { return Ok(None) };
                plans.push(test(field, values)?);
            }
            Ok(Some(plans))
        };
        Ok(Self {
            id: def.id.clone(),
            when: when.transpose()?,
            fits: agents.iter().map(fits).collect::<Result<_>>()?,
            by: def.by,
        })
    }

    /// What the agent looks after, if the policy may mean it.
    fn plans(&self, agent: usize) -> Option<&[Plan]> {
        self.fits.get(agent)?.as_deref()
    }

    fn takes(&self, agent: usize, subject: &dyn Subject, now: Timestamp) -> bool {
        self.plans(agent).is_some_and(|plans| plans.iter().all(|plan| plan.answer(subject, now).holds()))
    }

    fn facts(&self, agent: usize, subject: &dyn Subject, now: Timestamp) -> Vec<Reason> {
        let when = self.when.iter().flat_map(|plan| plan.reasons(subject, now));
        let plans = self.plans(agent).unwrap_or_default().iter();
        when.chain(plans.flat_map(|plan| plan.reasons(subject, now))).collect()
    }

    /// One of the agents that are left, and why this one.
    fn choose(&self, agents: &[usize], loads: &[usize]) -> Option<(usize, Reason)> {
        let load = |agent: usize| loads.get(agent).copied().unwrap_or_default();
        match self.by {
            AssignBy::Sticky => Some((*agents.first()?, Reason::new("assignment/sticky"))),
            AssignBy::LeastLoad => {
                let agent = *agents.iter().min_by_key(|agent| load(**agent))?;
                Some((agent, Reason::new("assignment/least_load").with("count", load(agent))))
            }
            AssignBy::RoundRobin => {
                // How many customers they have together tells whose turn it is, whatever order customers came in.
                let turn = agents.iter().map(|agent| load(*agent)).fold(0_usize, usize::wrapping_add);
                let agent = *agents.get(turn.checked_rem(agents.len())?)?;
                Some((agent, Reason::new("assignment/round_robin")))
            }
        }
    }
}
