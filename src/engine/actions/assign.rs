//! Assignment: proposing owners for customers that have none, and noting who was accepted.

use serde::Serialize;

use super::rehearse::HeldCount;
use crate::actions::{Assigner, Found};
use crate::columns::{FieldId, Row};
use crate::engine::Engine;
use crate::engine::derived::{CustomerSubject, Subjects};
use crate::engine::queries::Viewer;
use crate::engine::stewardship::Splits;
use crate::error::{Error, Result};
use crate::identity::OperationKind;
use crate::json::read_object;
use crate::privacy::{Access, View};
use crate::reason::Reason;
use crate::schema::ruleset::{AgentDef, AssignmentDef};
use crate::sort::Arrange;

/// Who would own which customers.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct AssignmentPage {
    /// How many proposals there are.
    pub total: usize,
    /// A page of them, in the order of customer ids.
    pub rows: Vec<Proposal>,
    /// For how many customers without an owner none was found, by reason.
    pub unassigned: Vec<HeldCount>,
    /// A page of those customers.
    pub unassigned_rows: Vec<Unassigned>,
    /// What each agent has.
    pub agents: Vec<AgentLoad>,
}

/// An owner proposed for a customer.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Proposal {
    /// The customer's id.
    pub customer_id: String,
    /// The customer's name.
    pub customer_name: String,
    /// The agent's id.
    pub agent: String,
    /// What people call the agent.
    pub agent_name: String,
    /// Id of the policy that found it.
    pub policy: String,
    /// Why.
    pub reasons: Vec<Reason>,
}

/// A customer without an owner for whom none was found.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Unassigned {
    /// The customer's id.
    pub customer_id: String,
    /// The customer's name.
    pub customer_name: String,
    /// Why.
    pub reason: Reason,
    /// The same in words.
    pub text: String,
}

/// How many customers an agent has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct AgentLoad {
    /// The agent's id.
    pub agent: String,
    /// What people call the agent.
    pub name: String,
    /// Customers owned at present.
    pub owned: usize,
    /// Customers proposed besides.
    pub proposed: usize,
    /// How many the agent can own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capacity: Option<u32>,
}

/// An owner that was accepted for a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(rename_all = "camelCase"))]
pub struct Assigned {
    /// The customer's id.
    pub customer_id: String,
    /// The agent's id.
    pub agent: String,
}

read_object! {
    open Assigned, Assigned::default(),
    must { "customerId": customer_id, "agent": agent }
    may {}
}

impl Engine {
    fn assignment(&self) -> Result<(&AssignmentDef, &Assigner, FieldId)> {
        let parts = || {
            let def = self.ruleset.assignment.as_ref()?;
            let (field, _) = self.ruleset.field(&def.field)?;
            Some((def, self.automation.assigner.as_ref()?, field))
        };
        parts().ok_or_else(|| Error::new("assignment/none", ""))
    }

    /// Proposes an owner for each customer that has none. Customers are looked at in the order of their ids, so that the
    /// order in which they came does not count.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `privacy/…`, `assignment/none`.
    pub fn assign(
        &mut self,
        now: &str,
        (offset, limit): (usize, usize),
        access: &Access,
    ) -> Result<AssignmentPage> {
        self.idle()?;
        let now = self.now(now)?;
        View::new(&self.ruleset.privacy, access)?;
        self.assignment()?;
        self.draw(now);
        let (def, assigner, field) = self.assignment()?;
        let (owned, homeless) = self.owned(assigner, field);
        let mut loads = owned.clone();
        let (mut found, mut lost) = (Vec::new(), Vec::new());
        let subjects = self.subjects(now);
        for anchor in homeless {
            match self.find_owner(&subjects, (assigner, field), anchor, &loads) {
                Ok(owner) => {
                    loads.get_mut(owner.agent).into_iter().for_each(|load| *load = load.saturating_add(1));
                    found.push((anchor, owner));
                }
                Err(reason) => lost.push((anchor, reason)),
            }
        }
        let viewer = self.viewer(access, now)?;
        Ok(AssignmentPage {
            total: found.len(),
            agents: agent_loads(def, &owned, &loads),
            unassigned: self.reason_counts(lost.iter().map(|(_, reason)| reason)),
            rows: found
                .into_iter()
                .skip(offset)
                .take(limit)
                .filter_map(|(anchor, owner)| {
                    Some(viewer.proposal(anchor, def.agents.get(owner.agent)?, owner))
                })
                .collect(),
            unassigned_rows: lost
                .into_iter()
                .skip(offset)
                .take(limit)
                .map(|(anchor, reason)| viewer.unassigned(anchor, reason))
                .collect(),
        })
    }

    /// How many customers each agent has, and the customers without an owner in the order of their ids.
    fn owned(&self, assigner: &Assigner, field: FieldId) -> (Vec<usize>, Vec<Row>) {
        let (survivorship, mut loads) = (self.survivorship(), vec![0_usize; assigner.agents()]);
        let mut homeless: Vec<(String, Row)> = Vec::new();
        for anchor in self.clusters.anchors() {
            let owner = survivorship.winner(field, self.clusters.members(anchor));
            let owner = owner.and_then(|owner| assigner.agent(owner.shown(&self.records.symbols)));
            match owner.and_then(|agent| loads.get_mut(agent)) {
                Some(load) => *load = load.saturating_add(1),
                None => homeless.push((self.customer_id(anchor), anchor)),
            }
        }
        homeless.arrange();
        (loads, homeless.into_iter().map(|(_, anchor)| anchor).collect())
    }

    fn find_owner(
        &self,
        subjects: &Subjects,
        (assigner, field): (&Assigner, FieldId),
        anchor: Row,
        loads: &[usize],
    ) -> std::result::Result<Found, Reason> {
        let (now, rows) = (subjects.now, self.clusters.members(anchor));
        let subject = CustomerSubject::new(subjects, rows);
        let told = subjects.survivorship.all(field, rows);
        let texts = told.iter().map(|value| value.shown(&self.records.symbols));
        let named: Vec<usize> = texts.filter_map(|text| assigner.agent(text)).collect();
        match self.drawn().and_then(|drawn| drawn.portraits.get(anchor)) {
            Some(portrait) => assigner.find(&portrait.over(&subject), &named, loads, now),
            None => assigner.find(&subject, &named, loads, now),
        }
    }

    /// Gives customers owners, all or none, as one operation: the owner's field is fixed as by hand, so it goes where the
    /// customer goes, and `undo` takes it back.
    ///
    /// # Errors
    /// `engine/busy`, `time/invalid`, `assignment/none`, `assignment/agent` and `customer/unknown` with their path.
    pub fn accept_assignments(
        &mut self,
        assigned: &[Assigned],
        actor: &str,
        reason: &str,
        now: &str,
    ) -> Result<Splits> {
        let deed = self.deed(OperationKind::Assign, actor, reason, now)?;
        let (_, assigner, field) = self.assignment()?;
        let mut rows = Vec::with_capacity(assigned.len());
        for (i, one) in assigned.iter().enumerate() {
            let under = |e: Error| e.under(&format!("[{i}]"));
            let row = self.anchor_of(&one.customer_id).map_err(under)?;
            if assigner.agent_of_id(&one.agent).is_none() {
                return Err(under(Error::new("assignment/agent", "agent").with("name", &one.agent)));
            }
            rows.push(self.clusters.senior(row));
        }
        let names: Vec<String> = rows.iter().map(|row| self.full_name(*row)).collect();
        let subjects = names.iter().zip(assigned).flat_map(|(name, one)| [name.as_str(), one.agent.as_str()]);
        let operation = self.begin(deed, subjects);
        for (row, one) in rows.iter().zip(assigned) {
            self.pin_by(operation, *row, field, &one.agent);
        }
        Ok(self.splits(&rows, operation))
    }
}

/// What each agent has, and would have.
fn agent_loads(def: &AssignmentDef, owned: &[usize], loads: &[usize]) -> Vec<AgentLoad> {
    let counts = loads.iter().zip(owned).zip(&def.agents);
    let load = |((load, owned), agent): ((&usize, &usize), &AgentDef)| AgentLoad {
        agent: agent.id.clone(),
        name: agent.name.clone(),
        owned: *owned,
        proposed: load.saturating_sub(*owned),
        capacity: agent.capacity,
    };
    counts.map(load).collect()
}

impl Viewer<'_> {
    fn proposal(&self, anchor: Row, agent: &AgentDef, owner: Found) -> Proposal {
        Proposal {
            customer_id: self.customer_id(anchor),
            customer_name: self.name(anchor),
            agent: agent.id.clone(),
            agent_name: agent.name.clone(),
            policy: owner.policy,
            reasons: self.facts(owner.reasons),
        }
    }

    fn unassigned(&self, anchor: Row, reason: Reason) -> Unassigned {
        Unassigned {
            customer_id: self.customer_id(anchor),
            customer_name: self.name(anchor),
            text: self.text(&reason),
            reason,
        }
    }
}
