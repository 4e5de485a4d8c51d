//! Whether events followed one another.

use super::measure::Counted;
use super::plan::{Node, Occurrence, Place, Scene, or_default};
use super::value::{NEVER, Value};
use super::vocabulary::{EventId, PropertyId};
use super::window::end_of;
use crate::normalize::civil::Timestamp;
use crate::schema::ruleset::Period;

/// One of the events that followed one another, compiled.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct StepPlan {
    pub events: Box<[EventId]>,
    pub filter: Option<Node>,
    pub gap: Option<Period>,
    /// Whether a property is the same as that of the step before, or another.
    pub bond: Option<(bool, PropertyId)>,
}

/// An event that may be a step after those before it.
struct Link<'a> {
    step: usize,
    event: Counted,
    /// What the next step compares.
    value: Value<'a>,
    /// The event that was the step before, by its place among all links.
    before: Option<usize>,
}

/// Events that followed one another.
pub(super) struct Chains<'a> {
    links: Vec<Link<'a>>,
    /// By step the latest link of each value that the next step compares.
    reached: Vec<Vec<usize>>,
    /// Until when the filters of steps stand.
    pub change: Timestamp,
}

/// Looks for the steps one after the other among events in the order of time.
///
/// Of the events that may be a step and look alike to the next, the latest is the best to go on from: it leaves the most time.
pub(super) fn follow<'a>(steps: &[StepPlan], scene: &Scene<'a>, events: &[Counted]) -> Chains<'a> {
    let mut chains = Chains { links: Vec::new(), reached: vec![Vec::new(); steps.len()], change: NEVER };
    for same in events.chunk_by(|a, b| a.0 == b.0) {
        // What happens at the same instant does not follow.
        let first = chains.links.len();
        for event in same {
            for (place, step) in steps.iter().enumerate() {
                let Some(before) = chains.before(place, step, *event, scene) else { continue };
                if step.fits(scene, *event, &mut chains.change) {
                    let next = steps.get(place.saturating_add(1)).and_then(|next| next.bond);
                    let value =
                        next.map_or(Value::Missing, |(_, property)| property_of(scene, *event, property));
                    chains.links.push(Link { step: place, event: *event, value, before });
                }
            }
        }
        chains.reach(first);
    }
    chains
}

fn property_of<'a>(scene: &Scene<'a>, (_, (kind, index)): Counted, property: PropertyId) -> Value<'a> {
    scene.subject.property(kind, index, property)
}

impl Chains<'_> {
    /// Whether all steps happened.
    pub(super) fn complete(&self) -> bool {
        self.reached.last().is_some_and(|last| !last.is_empty())
    }

    /// The events that were the steps, first to last.
    pub(super) fn events(&self) -> Vec<Occurrence> {
        let mut events = Vec::new();
        let mut next = self.reached.last().and_then(|last| last.last().copied());
        while let Some(link) = next.and_then(|place| self.links.get(place)) {
            events.push(link.event.1);
            next = link.before;
        }
        events.reverse();
        events
    }

    /// What an event that is a step would follow: nothing, where it is the first; `None` where there is nothing to follow.
    fn before(
        &self,
        place: usize,
        step: &StepPlan,
        event: Counted,
        scene: &Scene<'_>,
    ) -> Option<Option<usize>> {
        let Some(place) = place.checked_sub(1) else { return Some(None) };
        let own = step.bond.map(|(same, property)| (same, property_of(scene, event, property)));
        let follows = |place: &usize| {
            let Some(link) = self.links.get(*place) else { return false };
            let bound = own.as_ref().is_none_or(|(same, value)| {
                let known = |value: &Value<'_>| !matches!(value, Value::Missing | Value::Unclear);
                known(value) && known(&link.value) && (link.value == *value) == *same
            });
            bound && step.gap.is_none_or(|gap| event.0 < end_of(link.event.0, gap, scene.zone))
        };
        // The last one is the latest.
        self.reached.get(place)?.iter().rev().copied().find(follows).map(Some)
    }

    /// Notes the links from the given one on as the latest of their values.
    fn reach(&mut self, first: usize) {
        for place in first..self.links.len() {
            let Some(link) = self.links.get(place) else { return };
            let Some(reached) = self.reached.get_mut(link.step) else { return };
            let links = &self.links;
            reached.retain(|other| links.get(*other).is_none_or(|other| other.value != link.value));
            reached.push(place);
        }
    }
}

impl StepPlan {
    fn fits(&self, scene: &Scene<'_>, (_, occurrence): Counted, change: &mut Timestamp) -> bool {
        if self.events.binary_search(&occurrence.0).is_err() {
            return false;
        }
        let Some(filter) = &self.filter else { return true };
        let passes = or_default(filter.answer(scene, Place::Event(occurrence)), Some(false));
        *change = passes.change.min(*change);
        passes.holds()
    }
}
