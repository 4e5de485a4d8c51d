//! What the tests of conditions said of customers, so that a condition that is edited asks only what is new.

use super::{Answers, Need, Panel, Times};
use crate::columns::{Bits, ones};
use crate::expr::answer::measure::{EventPlan, since};
use crate::expr::answer::plan::{Node, Place, Scene};
use crate::expr::answer::window::Span;
use crate::expr::names::vocabulary::FieldId;
use crate::expr::subject::value::{Answer, NEVER, Truth};
use crate::normalize::civil::Timestamp;

/// How many tests are remembered. A test with a window takes eight bytes a customer, one without a few bits.
const TESTS: usize = 32;

/// Answers of tests, kept while they stand.
///
/// A customer of whom something changed is to be [forgotten](Self::forget); what time changes is asked anew by itself.
#[derive(Clone, Debug, Default)]
pub struct Memo {
    tests: Vec<Test>,
    /// Counts questions, so that the test that was asked longest ago can go.
    clock: u64,
}

/// A test and what it said.
#[derive(Clone, Debug)]
struct Test {
    leaf: Node,
    asked: u64,
    /// Answers are those of this time.
    at: Timestamp,
    /// The customers that were asked about.
    known: Bits,
    answers: Answers,
    /// The first instant at which one of the answers no longer stands.
    next: Timestamp,
}

/// Of whom, and when, a condition is asked.
pub(in crate::expr) struct Scope<'a> {
    pub panel: &'a dyn Panel,
    pub memo: &'a mut Memo,
    pub now: Timestamp,
    pub zone: i32,
}

impl Memo {
    /// Forgets what was said of a customer.
    pub fn forget(&mut self, customer: u32) {
        self.tests.iter_mut().for_each(|test| test.known.remove(customer));
    }

    /// Forgets all tests but those of some fields.
    pub fn retain_fields(&mut self, keep: &dyn Fn(FieldId) -> bool) {
        self.tests.retain(|test| matches!(test.leaf, Node::Field(field, ..) if keep(field)));
    }

    /// The place of a test, which is made where there is none yet.
    fn place(&mut self, leaf: &Node, now: Timestamp) -> usize {
        self.clock += 1;
        if let Some(place) = self.tests.iter().position(|test| test.leaf == *leaf) {
            return place;
        }
        if self.tests.len() >= TESTS {
            let oldest = self.tests.iter().enumerate().min_by_key(|(_, test)| test.asked);
            let place = oldest.map_or(0, |(place, _)| place);
            self.tests.swap_remove(place);
        }
        let answers = Answers { holds: Bits::default(), open: Bits::default(), changes: None };
        let test =
            Test { leaf: leaf.clone(), asked: 0, at: now, known: Bits::default(), answers, next: NEVER };
        self.tests.push(test);
        self.tests.len() - 1
    }
}

impl Scope<'_> {
    /// The answers of a single test.
    pub(in crate::expr) fn leaf(&mut self, leaf: &Node, among: &Bits) -> Answers {
        let (place, clock) = (self.memo.place(leaf, self.now), self.memo.clock);
        let Some(test) = self.memo.tests.get_mut(place) else {
            return Answers { holds: Bits::default(), open: Bits::default(), changes: None };
        };
        test.asked = clock;
        test.come_to(self.now);
        let mut new = among.clone();
        new.without(&test.known);
        if !new.is_empty() {
            test.ask(self.panel, &new, self.now, self.zone);
        }
        let mut answers = test.answers.clone();
        answers.holds.within(among);
        answers.open.within(among);
        answers
    }
}

impl Test {
    /// Forgets the answers that do not stand at `now`.
    fn come_to(&mut self, now: Timestamp) {
        if now < self.at {
            (self.known, self.next) = (Bits::default(), NEVER);
        }
        self.at = now;
        let Some(changes) = self.answers.changes.as_ref().filter(|_| self.next <= now) else { return };
        self.next = NEVER;
        for (customer, change) in (0..).zip(changes.iter()) {
            if *change <= now {
                self.known.remove(customer);
            } else {
                self.next = self.next.min(*change);
            }
        }
    }

    /// Asks about customers that nothing is known of.
    fn ask(&mut self, panel: &dyn Panel, new: &Bits, now: Timestamp, zone: i32) {
        let (leaf, when) = (self.leaf.clone(), (now, zone));
        match &leaf {
            Node::Field(field, _, test) => match panel.codes(*field) {
                Some(codes) => {
                    let value = |code| test.answer_at(&panel.value(*field, code), now, zone);
                    self.ask_codes(codes, new, &value);
                }
                None => self.show(panel, &leaf, new, when),
            },
            Node::Event(plan) => match plan.counted_alone().and_then(|kind| panel.times(kind)) {
                Some(times) => {
                    let (mut told, mut others) = (new.clone(), new.clone());
                    told.without(times.except);
                    others.within(times.except);
                    self.ask_times(plan, times, &told, when);
                    self.show(panel, &leaf, &others, when);
                }
                None => self.show(panel, &leaf, new, when),
            },
            _ => self.show(panel, &leaf, new, when),
        }
        self.known.with(new);
    }

    /// Has some customers shown.
    fn show(&mut self, panel: &dyn Panel, leaf: &Node, some: &Bits, (now, zone): (Timestamp, i32)) {
        panel.show(some, need(leaf), &mut |customer, subject| {
            let scene = Scene { subject, now, zone, span: Span::Ever };
            self.note(customer, leaf.answer(&scene, Place::Customer));
        });
    }

    /// Asks how many events there were. Most customers had none lately, of whom all the same is to be said.
    fn ask_times(&mut self, plan: &EventPlan, times: Times<'_>, some: &Bits, (now, zone): (Timestamp, i32)) {
        let (horizon, when) = (plan.span.horizon(now), (plan.span, now, zone));
        self.answers.put_all(some, plan.count_by_time(&[], when).truth);
        for customer in some.iter() {
            let own = times.of(customer);
            if own.last().is_some_and(|last| *last >= horizon) {
                self.note(customer, plan.count_by_time(since(own, horizon), when));
            }
        }
    }

    fn note(&mut self, customer: u32, answer: Answer) {
        self.answers.put(customer, answer);
        self.next = self.next.min(answer.change);
    }

    /// Asks once about each code that occurs.
    fn ask_codes(&mut self, codes: &[u32], new: &Bits, answer_of: &dyn Fn(u32) -> Answer) {
        let mut table: Vec<Option<Answer>> = Vec::new();
        let (mut holds, mut open) = (Vec::new(), Vec::new());
        for ((place, new), codes) in (0..).zip(new.words()).zip(codes.chunks(u64::BITS as usize)) {
            let (mut held, mut opened) = (0, 0);
            for bit in ones(*new) {
                let code = codes.get(bit as usize).copied().unwrap_or_default();
                let answer = known(&mut table, code, answer_of);
                held |= u64::from(answer.truth == Truth::True) << bit;
                opened |= u64::from(answer.truth != Truth::False) << bit;
                if answer.change != NEVER || self.answers.changes.is_some() {
                    self.note(place * u64::BITS + bit, answer);
                }
            }
            holds.push(held);
            open.push(opened);
        }
        for (all, asked) in [(&mut self.answers.holds, holds), (&mut self.answers.open, open)] {
            all.without(new);
            all.with(&Bits::of_words(asked));
        }
    }
}

/// The answer for a code, asked for the first time or remembered.
#[inline]
fn known(table: &mut Vec<Option<Answer>>, code: u32, answer_of: &dyn Fn(u32) -> Answer) -> Answer {
    if let Some(Some(answer)) = table.get(code as usize) {
        return *answer;
    }
    let answer = answer_of(code);
    if table.len() <= code as usize {
        table.resize(code as usize + 1, None);
    }
    table.get_mut(code as usize).into_iter().for_each(|slot| *slot = Some(answer));
    answer
}

fn need(leaf: &Node) -> Need {
    match leaf {
        Node::Event(plan) if !matches!(plan.span, Span::Since(_)) => Need::Events,
        Node::Mark(..) | Node::Score(..) => Need::Marks,
        _ => Need::Everything,
    }
}
