//! A condition asked of all customers at once.
//!
//! Each test is answered for as many customers as the tests before it leave open, the cheap tests first, and remembered
//! ([`Memo`]); what combines tests works on sets, 64 customers at a time. The answers are those of [`Plan::answer`].

mod memo;

use std::sync::Arc;

use crate::columns::{Bits, ones};
use crate::expr::answer::plan::{Node, Plan};
use crate::expr::names::vocabulary::{EventId, FieldId};
use crate::expr::subject::value::{Answer, NEVER, Subject, Truth, Value};
use crate::normalize::civil::Timestamp;
use crate::sort::Arrange;

pub use memo::Memo;
use memo::Scope;

/// Customers, each known by an index, that a condition can be asked of all at once.
pub trait Panel {
    /// All of them.
    fn customers(&self) -> &Bits;

    /// For each customer the code of its value of a field, where values are kept so: equal values have equal codes, and
    /// time does not change them.
    fn codes(&self, field: FieldId) -> Option<&[u32]>;

    /// The value that a code of a field stands for.
    fn value(&self, field: FieldId, code: u32) -> Value<'_>;

    /// When the events of a type were, where that is laid out.
    fn times(&self, _event: EventId) -> Option<Times<'_>> {
        None
    }

    /// Shows some of the customers to `visit`, one after the other, as far as `need` says.
    fn show(&self, customers: &Bits, need: Need, visit: &mut dyn FnMut(u32, &dyn Subject));
}

/// When the events of a type were, customer by customer.
#[derive(Clone, Copy, Debug)]
pub struct Times<'a> {
    /// By customer, where its own begin among all; one more tells where those of the last one end.
    pub starts: &'a [u32],
    /// Those of each customer earliest first.
    pub all: &'a [Timestamp],
    /// The customers of whom this does not tell.
    pub except: &'a Bits,
}

impl<'a> Times<'a> {
    /// When the events of a customer were.
    pub fn of(&self, customer: u32) -> &'a [Timestamp] {
        let start = |place: usize| self.starts.get(place).map(|start| *start as usize);
        let own = start(customer as usize).zip(start(customer as usize + 1));
        own.and_then(|(start, end)| self.all.get(start..end)).unwrap_or_default()
    }
}

/// What a test asks of a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Events alone.
    Events,
    /// Tags, scores, segments or stage alone.
    Marks,
    /// Whatever there is.
    Everything,
}

/// Who meets a condition, and until when that stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Swept {
    /// Those that it holds for.
    pub holds: Bits,
    /// Nobody comes or goes before then as long as only time passes; [`NEVER`] when nobody ever will.
    pub change: Timestamp,
}

/// The answers of some customers, 64 at a time. Others are in neither set.
#[derive(Clone, Debug)]
pub(in crate::expr) struct Answers {
    /// It is true of them.
    pub holds: Bits,
    /// It is true of them or unknown.
    pub open: Bits,
    /// By customer, until when its answer stands; none where all stand for good.
    pub changes: Option<Arc<Vec<Timestamp>>>,
}

impl Plan {
    /// Whom the condition holds for at `now`.
    ///
    /// ```
    /// use kehu::columns::Bits;
    /// use kehu::expr::{FieldId, Memo, Need, Panel, Subject, Value, ValueType, Vocabulary, compile, parse};
    /// use kehu::{normalize::civil::Timestamp, schema::FieldKind};
    /// /// Two customers with one field.
    /// struct Cities(Bits);
    /// impl Panel for Cities {
    ///     fn customers(&self) -> &Bits { &self.0 }
    ///     fn codes(&self, _: FieldId) -> Option<&[u32]> { Some(&[1, 2]) }
    ///     fn value(&self, _: FieldId, code: u32) -> Value<'_> { Value::Text(if code == 1 { "杭州" } else { "上海" }) }
    ///     fn show(&self, _: &Bits, _: Need, _: &mut dyn FnMut(u32, &dyn Subject)) {}
    /// }
    /// let mut vocabulary = Vocabulary::default();
    /// vocabulary.add_field("city", ValueType::one(FieldKind::Text), Default::default());
    /// let condition = parse(&serde_json::json!({"field": "city", "op": "equals", "value": "上海"})).unwrap();
    /// let plan = compile(&condition, &vocabulary, 480).unwrap();
    /// let swept = plan.sweep(&Cities(Bits::of_words(vec![3])), &mut Memo::default(), Timestamp(0));
    /// assert_eq!(swept.holds.iter().collect::<Vec<_>>(), [1]);
    /// ```
    pub fn sweep(&self, panel: &dyn Panel, memo: &mut Memo, now: Timestamp) -> Swept {
        let mut scope = Scope { panel, memo, now, zone: self.zone };
        let answers = self.root.answers(&mut scope, panel.customers());
        let change = answers.changes.map_or(NEVER, |changes| earliest(panel.customers(), &changes));
        Swept { holds: answers.holds, change }
    }
}

fn earliest(customers: &Bits, changes: &[Timestamp]) -> Timestamp {
    customers.iter().filter_map(|customer| changes.get(customer as usize)).min().copied().unwrap_or(NEVER)
}

impl Node {
    /// The answers of the customers in `among`.
    fn answers(&self, scope: &mut Scope<'_>, among: &Bits) -> Answers {
        match self {
            Self::All(parts) => all_of(parts, scope, among, false),
            Self::Any(parts) => all_of(parts, scope, among, true).negated(among),
            Self::Not(part) => part.answers(scope, among).negated(among),
            Self::Shared(_, part) => part.answers(scope, among),
            Self::AtLeast(count, parts) => {
                let parts: Vec<Answers> = parts.iter().map(|part| part.answers(scope, among)).collect();
                Answers::at_least(*count, &parts, among)
            }
            leaf => scope.leaf(leaf, among),
        }
    }

    /// What it costs to answer for one customer, roughly.
    fn cost(&self, panel: &dyn Panel) -> u8 {
        match self {
            Self::All(parts) | Self::Any(parts) | Self::AtLeast(_, parts) => {
                parts.iter().map(|part| part.cost(panel)).max().unwrap_or_default()
            }
            Self::Not(part) | Self::Shared(_, part) => part.cost(panel),
            Self::Field(field, ..) if panel.codes(*field).is_some() => 0,
            Self::Mark(..) | Self::Score(..) | Self::Property(..) => 1,
            Self::Event(_) => 2,
            Self::Field(..) | Self::Contacts(_) | Self::Fact(_) => 3,
        }
    }
}

/// All of the parts, each turned round where `negated`. Customers of whom a part is false for good are not asked about the
/// next.
fn all_of(parts: &[Node], scope: &mut Scope<'_>, among: &Bits, negated: bool) -> Answers {
    let mut order: Vec<&Node> = parts.iter().collect();
    order.arrange_by_key(|part| part.cost(scope.panel));
    let mut all = Answers { holds: among.clone(), open: among.clone(), changes: None };
    let mut asked = among.clone();
    for part in order {
        let one = part.answers(scope, &asked);
        all.and(if negated { one.negated(&asked) } else { one }, &asked);
        all.leave_unsettled(&mut asked);
    }
    all
}

impl Answers {
    pub(in crate::expr) fn truth(&self, customer: u32) -> Truth {
        match (self.holds.contains(customer), self.open.contains(customer)) {
            (true, _) => Truth::True,
            (false, true) => Truth::Unknown,
            (false, false) => Truth::False,
        }
    }

    fn change(&self, customer: u32) -> Timestamp {
        self.changes.as_ref().and_then(|changes| changes.get(customer as usize)).copied().unwrap_or(NEVER)
    }

    fn answer(&self, customer: u32) -> Answer {
        Answer { truth: self.truth(customer), change: self.change(customer) }
    }

    /// The opposite, of the customers that were asked about.
    fn negated(self, asked: &Bits) -> Self {
        let (mut holds, mut open) = (asked.clone(), asked.clone());
        holds.without(&self.open);
        open.without(&self.holds);
        Self { holds, open, changes: self.changes }
    }

    /// These and those, of which the customers in `asked` were asked; all others were false for good before.
    fn and(&mut self, other: Self, asked: &Bits) {
        if self.changes.is_some() || other.changes.is_some() {
            self.changes = Some(self.joint_changes(&other, asked));
        }
        self.holds.within(&other.holds);
        self.open.within(&other.open);
    }

    /// Until when both stand together, by the rule of [`Answer::all`].
    fn joint_changes(&mut self, other: &Self, asked: &Bits) -> Arc<Vec<Timestamp>> {
        let mut changes = self.changes.take().unwrap_or_default();
        let all = Arc::make_mut(&mut changes);
        all.resize(asked.words().len() * u64::BITS as usize, NEVER);
        let words = |bits: &Bits, place: usize| bits.words().get(place).copied().unwrap_or_default();
        for ((place, asked), slots) in
            asked.words().iter().enumerate().zip(all.chunks_mut(u64::BITS as usize))
        {
            let (mine, theirs) = (words(&self.open, place), words(&other.open, place));
            for bit in ones(*asked) {
                let Some(slot) = slots.get_mut(bit as usize) else { continue };
                let change = other.change(place as u32 * u64::BITS + bit);
                *slot = match (mine >> bit & 1 == 1, theirs >> bit & 1 == 1) {
                    (false, false) => change.max(*slot),
                    (false, true) => *slot,
                    (true, false) => change,
                    (true, true) => change.min(*slot),
                };
            }
        }
        changes
    }

    /// Leaves out those of whom these are false for good.
    fn leave_unsettled(&self, asked: &mut Bits) {
        let mut failed = asked.clone();
        failed.without(&self.open);
        match &self.changes {
            None => asked.without(&failed),
            Some(_) => {
                failed.iter().filter(|one| self.change(*one) == NEVER).for_each(|one| asked.remove(one))
            }
        }
    }

    fn at_least(count: usize, parts: &[Self], among: &Bits) -> Self {
        let mut answers = Self { holds: Bits::default(), open: Bits::default(), changes: None };
        for customer in among.iter() {
            answers.put(customer, Answer::at_least(count, parts.iter().map(|part| part.answer(customer))));
        }
        answers
    }

    /// Notes an answer that stands for good, the same of some customers.
    pub(in crate::expr) fn put_all(&mut self, some: &Bits, truth: Truth) {
        for (set, is_in) in [(&mut self.holds, truth == Truth::True), (&mut self.open, truth != Truth::False)]
        {
            if is_in { set.with(some) } else { set.without(some) }
        }
        let Some(changes) = &mut self.changes else { return };
        let changes = Arc::make_mut(changes);
        some.iter().for_each(|one| changes.get_mut(one as usize).into_iter().for_each(|slot| *slot = NEVER));
    }

    /// Notes the answer of one customer.
    pub(in crate::expr) fn put(&mut self, customer: u32, answer: Answer) {
        self.holds.put(customer, answer.holds());
        self.open.put(customer, answer.truth != Truth::False);
        if answer.change == NEVER && self.changes.is_none() {
            return;
        }
        let changes = Arc::make_mut(self.changes.get_or_insert_default());
        let place = customer as usize;
        if changes.len() <= place {
            changes.resize(place + 1, NEVER);
        }
        changes.get_mut(place).into_iter().for_each(|slot| *slot = answer.change);
    }
}
