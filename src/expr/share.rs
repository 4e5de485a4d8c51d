//! Tests that several conditions of a ruleset ask: each is answered once for a customer.

use std::collections::BTreeMap;

use super::measure::EventPlan;
use super::plan::{Node, Plan};
use super::window::Span;

/// Numbers the tests of events that occur more than once among the plans, so that a [`Subject`](super::Subject) can
/// remember what they said.
///
/// Tests of events since a stage was entered are left alone: what they say changes as the portrait is drawn.
pub(crate) fn share(plans: &mut dyn Iterator<Item = &mut Plan>) {
    let mut tests = Vec::new();
    plans.for_each(|plan| plan.root.tests_of_events(&mut tests));
    tests.retain(|test| !matches!(test.span, Span::Since(_)));
    let shared = twins(&tests).into_iter().filter(|places| places.len() > 1);
    for (number, places) in (0..).zip(shared) {
        for place in places {
            tests.get_mut(place).into_iter().for_each(|test| test.shared = Some(number));
        }
    }
}

/// The places of equal tests, together.
fn twins(tests: &[&mut EventPlan]) -> Vec<Vec<usize>> {
    let mut twins: Vec<Vec<usize>> = Vec::new();
    let mut by_type: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (place, test) in tests.iter().enumerate() {
        let alike = by_type.entry(test.events.first().map_or(0, |event| event.0)).or_default();
        let is_twin = |group: &&usize| {
            let first = twins.get(**group).and_then(|places| tests.get(*places.first()?));
            first.is_some_and(|first| first == test)
        };
        match alike.iter().find(is_twin).copied() {
            Some(group) => twins.get_mut(group).into_iter().for_each(|places| places.push(place)),
            None => {
                alike.push(twins.len());
                twins.push(vec![place]);
            }
        }
    }
    twins
}

impl Node {
    fn tests_of_events<'n>(&'n mut self, found: &mut Vec<&'n mut EventPlan>) {
        match self {
            Self::All(parts) | Self::Any(parts) | Self::AtLeast(_, parts) => {
                parts.iter_mut().for_each(|part| part.tests_of_events(found));
            }
            Self::Not(part) => part.tests_of_events(found),
            Self::Event(test) => found.push(test),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::{Vocabulary, compile, parse_text};

    #[test]
    fn equal_tests_have_one_number_and_others_none() {
        let mut vocabulary = Vocabulary::default();
        vocabulary.add_event("order", Default::default());
        vocabulary.add_stage("won", Default::default());
        let texts = [
            "count(order within 9 day) >= 2",
            "not (count(order within 9 day) >= 2) and count(order within 8 day) >= 2",
            "count(order since stage won) = 0 or count(order since stage won) = 0",
        ];
        let plan = |text: &str| {
            compile(&parse_text(text).unwrap(), &vocabulary, 480).unwrap_or_else(|e| panic!("{text}: {e}"))
        };
        let mut plans: Vec<Plan> = texts.into_iter().map(plan).collect();
        share(&mut plans.iter_mut());
        let mut tests = Vec::new();
        plans.iter_mut().for_each(|plan| plan.root.tests_of_events(&mut tests));
        let numbers: Vec<Option<u32>> = tests.into_iter().map(|test| test.shared).collect();
        assert_eq!(numbers, [Some(0), Some(0), None, None, None]);
    }
}
