//! Whether events followed one another.

use std::collections::BTreeMap;

use super::measure::{Counted, text_of};
use super::plan::{Node, Occurrence, Place, Scene, or_default};
use super::window::end_of;
use crate::expr::names::vocabulary::{EventId, PropertyId};
use crate::expr::subject::value::{NEVER, Value};
use crate::normalize::civil::Timestamp;
use crate::schema::ruleset::Period;

/// One of the events that followed one another, compiled.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::expr) struct StepPlan {
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
    /// Before when the next step must come.
    until: Timestamp,
}

/// The links of a step that leave the most time for the next, by their places among all.
#[derive(Default)]
struct Reached {
    /// The best of all.
    last: Option<usize>,
    /// The best of each value, where the next step has the same value.
    of_value: BTreeMap<String, usize>,
    /// The best whose value is known, and the best of those with another value than that, where the next step has another.
    two: [Option<usize>; 2],
}

/// Events that followed one another.
pub(in crate::expr) struct Chains<'a> {
    links: Vec<Link<'a>>,
    /// By step, what the next one may go on from.
    reached: Vec<Reached>,
    /// Until when the filters of steps stand.
    pub change: Timestamp,
}

/// Looks for the steps one after the other among events in the order of time.
///
/// Of the events that may be a step and look alike to the next, the latest is the best to go on from, as it leaves the most time;
/// but at the end of a month an earlier one may leave more (see [`Span`](crate::expr::Span)).
pub(in crate::expr) fn follow<'a>(steps: &[StepPlan], scene: &Scene<'a>, events: &[Counted]) -> Chains<'a> {
    let mut chains = Chains { links: Vec::new(), reached: Vec::new(), change: NEVER };
    chains.reached.resize_with(steps.len(), Reached::default);
    for same in events.chunk_by(|a, b| a.0 == b.0) {
        // What happens at the same instant does not follow.
        let first = chains.links.len();
        for event in same {
            for (place, step) in steps.iter().enumerate() {
                let Some(before) = chains.before(place, step, *event, scene) else { continue };
                if step.fits(scene, *event, &mut chains.change) {
                    let next = steps.get(place.saturating_add(1));
                    let value = next.and_then(|next| next.bond);
                    let value =
                        value.map_or(Value::Missing, |(_, property)| property_of(scene, *event, property));
                    let gap = next.and_then(|next| next.gap);
                    let until = gap.map_or(NEVER, |gap| end_of(event.0, gap, scene.zone));
                    chains.links.push(Link { step: place, event: *event, value, before, until });
                }
            }
        }
        chains.reach(first, steps);
    }
    chains
}

fn property_of<'a>(scene: &Scene<'a>, (_, (kind, index)): Counted, property: PropertyId) -> Value<'a> {
    scene.subject.property(kind, index, property)
}

/// A value as a key; none where it is not known.
fn known(value: &Value<'_>) -> Option<String> {
    let sort = match value {
        Value::Missing | Value::Unclear => return None,
        Value::Text(_) => "text ",
        Value::Number(_) => "number ",
        Value::Days(..) | Value::Time(_) => "time ",
        Value::List(_) => "list ",
    };
    Some(sort.to_owned() + &text_of(value, 0))
}

impl Chains<'_> {
    /// Whether all steps happened.
    pub(in crate::expr) fn complete(&self) -> bool {
        self.reached.last().is_some_and(|reached| reached.last.is_some())
    }

    /// The events that were the steps, first to last.
    pub(in crate::expr) fn events(&self) -> Vec<Occurrence> {
        let mut events = Vec::new();
        let mut next = self.reached.last().and_then(|reached| reached.last);
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
        let reached = self.reached.get(place)?;
        let found = match step.bond {
            None => reached.last,
            Some((true, property)) => {
                reached.of_value.get(&known(&property_of(scene, event, property))?).copied()
            }
            Some((false, property)) => self.with_another(reached, &property_of(scene, event, property)),
        };
        (event.0 < self.links.get(found?)?.until).then_some(found)
    }

    /// The best link with another value.
    fn with_another(&self, reached: &Reached, value: &Value<'_>) -> Option<usize> {
        known(value)?;
        let another = |place: &usize| self.links.get(*place).is_some_and(|link| link.value != *value);
        reached.two.into_iter().flatten().find(another)
    }

    /// Notes the links from the given one on, where they leave more time than those before.
    fn reach(&mut self, first: usize, steps: &[StepPlan]) {
        for place in first..self.links.len() {
            let Some(link) = self.links.get(place) else { return };
            let Some(reached) = self.reached.get_mut(link.step) else { return };
            let of = |place: Option<usize>| place.and_then(|place| self.links.get(place));
            let is_better = |than: Option<usize>| of(than).is_none_or(|than| than.until <= link.until);
            if is_better(reached.last) {
                reached.last = Some(place);
            }
            let bond = steps.get(link.step.saturating_add(1)).and_then(|next| next.bond);
            let (Some((same, _)), Some(value)) = (bond, known(&link.value)) else { continue };
            if same {
                if is_better(reached.of_value.get(&value).copied()) {
                    reached.of_value.insert(value, place);
                }
                continue;
            }
            let [best, other] = reached.two;
            let differs = of(best).is_some_and(|best| best.value != link.value);
            if is_better(best) {
                reached.two = [Some(place), if differs { best } else { other }];
            } else if differs && is_better(other) {
                reached.two = [best, Some(place)];
            }
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
