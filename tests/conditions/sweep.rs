//! A condition asked of all customers at once against the same one asked of each.

use std::collections::BTreeMap;

use kehu::columns::Bits;
use kehu::expr::{
    EventId, FieldId, JsonSubject, Memo, NEVER, Need, Panel, Plan, Subject, Times, Value, Vocabulary,
    compile, parse,
};
use kehu::normalize::civil::Timestamp;
use proptest::prelude::*;

use crate::naive::{customer, instant, tree};
use crate::world::{CHINA, preset, tagger};

/// Customers of whom the number of employees is kept as a code, and the times of their orders one after the other.
struct World {
    there: Bits,
    subjects: BTreeMap<u32, JsonSubject>,
    employees: FieldId,
    codes: Vec<u32>,
    order: EventId,
    starts: Vec<u32>,
    times: Vec<Timestamp>,
    /// Customers who changed since times were laid out.
    changed: Bits,
}

const TEXTS: [&str; 6] = ["", "0", "1", "2", "3", "4"];

impl World {
    fn new(vocabulary: &Vocabulary) -> Self {
        let (employees, _) = vocabulary.field("employees").unwrap();
        World {
            there: Bits::default(),
            subjects: BTreeMap::new(),
            employees,
            codes: Vec::new(),
            order: vocabulary.event("order").unwrap(),
            starts: vec![0],
            times: Vec::new(),
            changed: Bits::default(),
        }
    }

    fn lay_out_times(&mut self) {
        for place in 0..140 {
            let subject = self.subjects.get(&place);
            self.times.extend(subject.map_or(&[][..], |subject| subject.times(self.order)));
            self.starts.push(self.times.len() as u32);
        }
        self.changed = Bits::default();
    }

    fn put(&mut self, place: u32, customer: Option<&serde_json::Value>, vocabulary: &Vocabulary) {
        self.there.put(place, customer.is_some());
        self.changed.insert(place);
        let Some(customer) = customer else { return };
        let text = customer["golden"]["employees"]["value"].as_str().unwrap_or_default();
        self.codes.resize(self.codes.len().max(place as usize + 1), 0);
        self.codes[place as usize] = TEXTS.iter().position(|known| *known == text).unwrap() as u32;
        self.subjects.insert(place, JsonSubject::new(customer, vocabulary, CHINA));
    }
}

impl Panel for World {
    fn customers(&self) -> &Bits {
        &self.there
    }

    fn codes(&self, field: FieldId) -> Option<&[u32]> {
        (field == self.employees).then_some(&self.codes)
    }

    fn value(&self, field: FieldId, code: u32) -> Value<'_> {
        let mut like = self.subjects.iter().filter(|(place, _)| self.codes[**place as usize] == code);
        like.next().unwrap().1.field(field)
    }

    fn times(&self, event: EventId) -> Option<Times<'_>> {
        let times = Times { starts: &self.starts, all: &self.times, except: &self.changed };
        (event == self.order).then_some(times)
    }

    fn show(&self, customers: &Bits, _: Need, visit: &mut dyn FnMut(u32, &dyn Subject)) {
        customers.iter().for_each(|customer| visit(customer, &self.subjects[&customer]));
    }
}

/// Each customer asked by itself.
fn one_by_one(world: &World, plan: &Plan, now: Timestamp) -> (Vec<u32>, Timestamp) {
    let answers = world.there.iter().map(|place| (place, plan.answer(&world.subjects[&place], now)));
    let (mut holds, mut change) = (Vec::new(), NEVER);
    for (place, answer) in answers {
        holds.extend(answer.holds().then_some(place));
        change = change.min(answer.change);
    }
    (holds, change)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, ..ProptestConfig::default() })]

    #[test]
    fn all_at_once_is_each_by_itself(
        customers in prop::collection::vec(customer(), 1..12),
        conditions in prop::collection::vec(tree(), 1..4),
        steps in prop::collection::vec((instant(), 0_u32..140, prop::option::weighted(0.8, customer())), 1..8),
    ) {
        let ruleset = preset();
        let tagger = tagger(&ruleset);
        let vocabulary = tagger.vocabulary();
        let plans: Vec<Plan> =
            conditions.iter().map(|json| compile(&parse(json).unwrap(), vocabulary, CHINA).unwrap()).collect();
        let (mut world, mut memo) = (World::new(vocabulary), Memo::default());
        for (number, one) in (0..).zip(&customers) {
            world.put(number * 13, Some(one), vocabulary);
        }
        world.lay_out_times();
        for (now, place, change) in steps {
            for plan in &plans {
                let swept = plan.sweep(&world, &mut memo, now);
                let told = (swept.holds.iter().collect::<Vec<_>>(), swept.change);
                prop_assert_eq!(told, one_by_one(&world, plan, now));
            }
            world.put(place, change.as_ref(), vocabulary);
            memo.forget(place);
        }
    }
}
