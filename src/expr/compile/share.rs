//! What several conditions of a ruleset ask: each of it is answered once for a customer.

use std::collections::BTreeMap;

use crate::expr::answer::plan::{Node, Plan};
use crate::expr::answer::window::Span;

/// Parts of conditions by what tells most of them apart: how often each occurs, and its number once it has one.
type Seen = BTreeMap<u64, Vec<(Node, usize, Option<u32>)>>;

/// Numbers the parts that occur more than once among the plans, so that a [`Subject`](crate::expr::Subject) can remember what they
/// said; returns how many there are.
///
/// What asks what the portrait says is left alone, for that changes as the portrait is drawn.
pub(crate) fn share<'p>(plans: impl Iterator<Item = &'p mut Plan>) -> u32 {
    let mut plans: Vec<&mut Plan> = plans.collect();
    let (mut seen, mut count) = (Seen::new(), 0);
    for plan in &plans {
        plan.root.each(&mut |node| see(node, &mut seen));
    }
    plans.iter_mut().for_each(|plan| plan.root.share(&mut seen, 1, &mut count));
    count
}

fn see(node: &Node, seen: &mut Seen) {
    // A field is looked up as quickly as what was said of it.
    let Some(sign) = node.sign().filter(|_| !matches!(node, Node::Field(..))) else { return };
    let alike = seen.entry(sign).or_default();
    match alike.iter_mut().find(|(known, ..)| known == node) {
        Some((_, times, _)) => *times += 1,
        None => alike.push((node.clone(), 1, None)),
    }
}

impl Node {
    /// What tells it apart from most others; `None` where it asks what the portrait says.
    fn sign(&self) -> Option<u64> {
        let of = |kind: u64, parts: &[Self]| {
            parts.iter().try_fold(kind, |sum, part| Some(sum.wrapping_mul(31).wrapping_add(part.sign()?)))
        };
        match self {
            Self::All(parts) => of(1, parts),
            Self::Any(parts) => of(2, parts),
            Self::AtLeast(_, parts) => of(3, parts),
            Self::Not(part) => of(4, std::slice::from_ref(part)),
            Self::Field(field, ..) => Some(u64::from(field.0)),
            Self::Event(plan) if matches!(plan.span, Span::Since(_)) => None,
            Self::Event(plan) => Some(plan.events.first().map_or(5, |event| u64::from(event.0) << 16)),
            Self::Contacts(_) => Some(6),
            Self::Shared(..) | Self::Property(..) | Self::Fact(_) | Self::Mark(..) | Self::Score(..) => None,
        }
    }

    /// Numbers what occurs more often than the whole that it is a part of.
    fn share(&mut self, seen: &mut Seen, often: usize, count: &mut u32) {
        let sign = self.sign().unwrap_or_default();
        let known = seen.get_mut(&sign).and_then(|alike| alike.iter_mut().find(|(known, ..)| known == self));
        let times = known.as_ref().map_or(often, |(_, times, _)| *times);
        let number = known.filter(|_| times > often).map(|(.., number)| {
            *number.get_or_insert_with(|| {
                *count += 1;
                *count - 1
            })
        });
        match self {
            Self::All(parts) | Self::Any(parts) | Self::AtLeast(_, parts) => {
                parts.iter_mut().for_each(|part| part.share(seen, often.max(times), count));
            }
            Self::Not(part) => part.share(seen, often.max(times), count),
            _ => {}
        }
        if let Some(number) = number {
            let part = std::mem::replace(self, Self::All([].into()));
            *self = Self::Shared(number, Box::new(part));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::{Vocabulary, compile, parse_text};

    fn numbers(node: &Node) -> Vec<u32> {
        let mut numbers = Vec::new();
        node.each(&mut |node| {
            numbers.extend(if let Node::Shared(number, _) = node { Some(*number) } else { None })
        });
        numbers
    }

    #[test]
    fn what_is_equal_has_one_number_and_what_is_not_has_none() {
        let mut vocabulary = Vocabulary::default();
        vocabulary.add_event("order", Default::default());
        vocabulary.add_stage("won", Default::default());
        let nine = "count(order within 9 day) >= 2";
        let both = format!("{nine} and count(order within 8 day) >= 2");
        let texts = [
            nine.to_owned(),
            format!("not ({nine}) and count(order within 7 day) >= 2"),
            both.clone(),
            both,
            "count(order since stage won) = 0 or count(order since stage won) = 0".to_owned(),
        ];
        let plan = |text: &String| {
            compile(&parse_text(text).unwrap(), &vocabulary, 480).unwrap_or_else(|e| panic!("{text}: {e}"))
        };
        let mut plans: Vec<Plan> = texts.iter().map(plan).collect();
        let count = share(plans.iter_mut());
        let shared: Vec<Vec<u32>> = plans.iter().map(|plan| numbers(&plan.root)).collect();
        let [nine, ..] = *shared[0] else { panic!("{shared:?}") };
        let [both, within] = *shared[2] else { panic!("{shared:?}") };
        assert_eq!(shared, [vec![nine], vec![nine], vec![both, nine], vec![both, nine], vec![]]);
        assert!(nine != both && within == nine && nine.max(both) < count);
    }
}
