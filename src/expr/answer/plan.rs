//! A compiled condition and its evaluation.

use super::contacts::{ContactsPlan, FactPlan};
use super::measure::EventPlan;
use super::test::ValueTest;
use super::window::Span;
use crate::expr::names::vocabulary::{EventId, FieldId, PropertyId, ScoreId, SegmentId, StageId, TagId};
use crate::expr::subject::value::{Answer, NEVER, Subject, Truth, Value};
use crate::expr::tree::number::Number;
use crate::normalize::civil::Timestamp;
use crate::reason::Reason;
use crate::sort::Arrange;

/// A condition compiled against a [`Vocabulary`](crate::expr::Vocabulary): names are symbols, values are canonical.
///
/// ```
/// use kehu::expr::{JsonSubject, Truth, ValueType, Vocabulary, compile, parse};
/// use kehu::normalize::civil::Timestamp;
/// use serde_json::json;
/// let mut vocabulary = Vocabulary::default();
/// vocabulary.add_event("order", Default::default());
/// let condition = parse(&json!({
///     "event": "order", "within": {"last": 90, "unit": "day"}, "count": {"op": "equals", "n": 0}
/// }));
/// let plan = compile(&condition.unwrap(), &vocabulary, 480).unwrap();
/// let customer = json!({"timeline": [{"type": "order", "time": "2026-08-01T00:00:00+08:00"}]});
/// let subject = JsonSubject::new(&customer, &vocabulary, 480);
/// let now = Timestamp::parse("2026-08-02T00:00:00+08:00", 0).unwrap();
/// let answer = plan.answer(&subject, now);
/// assert_eq!(answer.truth, Truth::False);
/// assert_eq!(answer.next_change().unwrap().to_rfc3339(480), "2026-10-30T00:00:00+08:00");
/// ```
#[derive(Clone, Debug)]
pub struct Plan {
    pub(in crate::expr) root: Node,
    pub(in crate::expr) zone: i32,
}

/// What a condition says of a customer.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// True, false or unknown.
    pub truth: Truth,
    /// The verdict stands until then, as long as only time passes; `None` when it stands for good.
    ///
    /// For a single test it is the very instant of the change. For a combination it is the first instant at which
    /// the verdict may change: parts may change at the same time and cancel out.
    pub next_change_at: Option<Timestamp>,
    /// The facts on which the verdict rests.
    pub reasons: Vec<Reason>,
}

/// The name of something, for reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::expr) struct Title {
    /// As conditions name it.
    pub name: String,
    /// As people call it.
    pub label: String,
}

#[derive(Clone, Debug, PartialEq)]
pub(in crate::expr) enum Node {
    All(Box<[Node]>),
    Any(Box<[Node]>),
    Not(Box<Node>),
    /// What several conditions ask, with its number.
    Shared(u32, Box<Node>),
    AtLeast(usize, Box<[Node]>),
    Field(FieldId, Title, Leaf),
    /// Only inside the filter of an event test.
    Property(PropertyId, Leaf),
    Event(Box<EventPlan>),
    Contacts(Box<ContactsPlan>),
    /// Only inside the condition of a test of contacts.
    Fact(FactPlan),
    Mark(Mark, Title),
    Score(ScoreId, Title, ScorePlan),
}

/// The test of a value, and the outcome when there is none.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::expr) struct Leaf {
    pub test: ValueTest,
    pub default: Option<bool>,
}

#[derive(Clone, Debug, PartialEq)]
pub(in crate::expr) enum ScorePlan {
    Value(ValueTest),
    Bucket(u16),
}

/// Something else of the ruleset that a condition depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// A tag.
    Tag(TagId),
    /// A score.
    Score(ScoreId),
    /// A segment.
    Segment(SegmentId),
    /// A lifecycle stage.
    Stage(StageId),
}

/// An event whose properties are asked for: its type and position among the customer's events of that type.
pub(in crate::expr) type Occurrence = (EventId, usize);

/// What a condition speaks of.
#[derive(Clone, Copy, Debug)]
pub(in crate::expr) enum Place {
    Customer,
    Event(Occurrence),
    /// One of the customer's contacts.
    Contact(usize),
}

/// Whom and when a condition is evaluated for.
#[derive(Clone, Copy)]
pub(in crate::expr) struct Scene<'a> {
    pub subject: &'a dyn Subject,
    pub now: Timestamp,
    pub zone: i32,
    /// When events count, inside of a test of events.
    pub span: Span,
}

/// How many changes of what an answer rests on are looked at for the change of the answer. Beyond them it says when it may change
/// instead of when it does, so that a customer with a million events costs no more.
pub(in crate::expr) const STEPS: usize = 64;

impl Scene<'_> {
    /// What `at` says now, until the first of the instants that it names at which it says otherwise. None from `known` on is
    /// looked at.
    pub(in crate::expr) fn walk(&self, known: Timestamp, at: &dyn Fn(&Self) -> Answer) -> Answer {
        let now = at(self);
        let mut change = now.change;
        for _ in 0..STEPS {
            if change >= known {
                break;
            }
            let then = at(&Self { now: change, ..*self });
            if then.truth != now.truth {
                break;
            }
            change = if then.change > change { then.change } else { NEVER };
        }
        Answer { truth: now.truth, change }
    }
}

impl Plan {
    fn scene<'a>(&self, subject: &'a dyn Subject, now: Timestamp) -> Scene<'a> {
        Scene { subject, now, zone: self.zone, span: Span::Ever }
    }

    /// What the condition says of a customer at `now`, without reasons; this is the fast way.
    pub fn answer(&self, subject: &dyn Subject, now: Timestamp) -> Answer {
        self.root.answer(&self.scene(subject, now), Place::Customer)
    }

    /// What a condition on properties says of one event, given by its type and position among those of that type.
    pub(crate) fn answer_of(&self, subject: &dyn Subject, event: (EventId, usize), now: Timestamp) -> Answer {
        self.root.answer(&self.scene(subject, now), Place::Event(event))
    }

    /// What the condition says of a customer at `now`, with reasons.
    pub fn verdict(&self, subject: &dyn Subject, now: Timestamp) -> Verdict {
        let answer = self.answer(subject, now);
        let reasons = self.reasons(subject, now);
        Verdict { truth: answer.truth, next_change_at: answer.next_change(), reasons }
    }

    /// The facts on which the condition's truth rests: those that made it true, or those that kept it from being so.
    pub fn reasons(&self, subject: &dyn Subject, now: Timestamp) -> Vec<Reason> {
        let mut reasons = Vec::new();
        self.root.explain(&self.scene(subject, now), &mut reasons);
        reasons
    }

    /// The events of the first sequence in the condition that happened, first to last.
    pub(crate) fn followed(&self, subject: &dyn Subject, now: Timestamp) -> Vec<(EventId, usize)> {
        let scene = self.scene(subject, now);
        let mut followed = Vec::new();
        self.root.each(&mut |node| {
            if let (Node::Event(plan), true) = (node, followed.is_empty()) {
                followed = plan.followed(&scene);
            }
        });
        followed
    }

    /// When the events that count happened, earliest first, when the condition is a single test of events, and until when
    /// that stands.
    pub(crate) fn occurrences(
        &self,
        subject: &dyn Subject,
        now: Timestamp,
    ) -> Option<(Vec<Timestamp>, Timestamp)> {
        let plan = self.event()?;
        let (counted, _, change) = plan.tally(&self.scene(subject, now));
        Some((counted.into_iter().map(|(time, _)| time).collect(), change))
    }

    /// What the events amount to, when the condition is a single test of events, and until when that stands.
    pub(crate) fn measure<'a>(
        &self,
        subject: &'a dyn Subject,
        now: Timestamp,
    ) -> Option<(Value<'a>, Timestamp)> {
        let plan = self.event()?;
        let (_, value, change) = plan.tally(&self.scene(subject, now));
        Some((value, change))
    }

    /// Whether the condition is a single test of events.
    pub(crate) fn is_event(&self) -> bool {
        self.event().is_some()
    }

    fn event(&self) -> Option<&EventPlan> {
        match &self.root {
            Node::Event(plan) => Some(plan),
            Node::Shared(_, part) => match &**part {
                Node::Event(plan) => Some(plan),
                _ => None,
            },
            _ => None,
        }
    }

    /// The tags, scores, segments and stages that the condition asks for.
    pub fn marks(&self) -> Vec<Mark> {
        let mut marks = Vec::new();
        self.root.each(&mut |node| match node {
            Node::Mark(mark, _) => marks.push(*mark),
            Node::Score(score, _, _) => marks.push(Mark::Score(*score)),
            Node::Event(plan) => {
                if let Span::Since(stage) = plan.span {
                    marks.push(Mark::Stage(stage.unwrap_or(StageId(0))));
                }
            }
            _ => {}
        });
        marks.arrange();
        marks.dedup();
        marks
    }

    /// Whether the condition asks for events since a stage was entered.
    pub(crate) fn asks_since(&self) -> bool {
        let mut asks = false;
        self.root.each(&mut |node| {
            asks |= matches!(node, Node::Event(plan) if matches!(plan.span, Span::Since(_)));
        });
        asks
    }

    /// Whether a test of a field asks what day it is.
    pub(crate) fn asks_today(&self) -> bool {
        let mut asks = false;
        self.root.each(&mut |node| {
            asks |= matches!(node, Node::Field(_, _, leaf) if leaf.test.asks_today());
        });
        asks
    }

    /// The fields that the condition asks for.
    pub fn fields(&self) -> Vec<FieldId> {
        let mut fields = Vec::new();
        self.root.each(&mut |node| {
            if let Node::Field(field, ..) = node {
                fields.push(*field);
            }
        });
        fields
    }

    /// The properties whose numbers the condition works with, of the types of event that it asks for.
    pub fn sums(&self) -> Vec<(EventId, PropertyId)> {
        let mut sums = Vec::new();
        self.root.each(&mut |node| {
            if let Node::Event(plan) = node
                && let Some(property) = plan.summed()
            {
                sums.extend(plan.events.iter().map(|event| (*event, property)));
            }
        });
        sums
    }

    /// The types of event that the condition asks for.
    pub fn events(&self) -> Vec<EventId> {
        let mut events = Vec::new();
        self.root.each(&mut |node| match node {
            Node::Event(plan) => events.extend_from_slice(&plan.events),
            Node::Contacts(plan) => events.extend_from_slice(&plan.events),
            _ => {}
        });
        events.arrange();
        events.dedup();
        events
    }
}

impl Node {
    pub(in crate::expr) fn answer(&self, scene: &Scene<'_>, place: Place) -> Answer {
        match self {
            Self::All(parts) => Answer::all(until_settled(parts, Truth::False, scene, place)),
            Self::Any(parts) => Answer::any(until_settled(parts, Truth::True, scene, place)),
            Self::Not(part) => part.answer(scene, place).negated(),
            Self::Shared(number, part) => scene.subject.recall(*number, scene.now).unwrap_or_else(|| {
                let answer = part.answer(scene, place);
                scene.subject.remember(*number, scene.now, answer);
                answer
            }),
            Self::AtLeast(count, parts) => {
                Answer::at_least(*count, parts.iter().map(|part| part.answer(scene, place)))
            }
            Self::Field(field, _, leaf) => {
                let answer = leaf.answer(&scene.subject.field(*field), scene);
                let stands = Answer { change: scene.subject.field_change(*field), ..answer }.as_of(scene.now);
                Answer { change: answer.change.min(stands.change), ..answer }
            }
            Self::Property(property, leaf) => match place {
                Place::Event((kind, index)) => {
                    leaf.answer(&scene.subject.property(kind, index, *property), scene)
                }
                _ => Answer::fixed(Truth::Unknown),
            },
            Self::Event(plan) => plan.answer(scene),
            Self::Contacts(plan) => plan.answer(scene),
            Self::Fact(plan) => plan.answer(scene, place),
            Self::Mark(mark, _) => mark.answer(scene.subject).as_of(scene.now),
            Self::Score(score, _, plan) => plan.answer(*score, scene),
        }
    }

    /// Calls `visit` for this node and all below it, those in event filters excepted.
    pub(in crate::expr) fn each<'a>(&'a self, visit: &mut impl FnMut(&'a Self)) {
        visit(self);
        match self {
            Self::All(parts) | Self::Any(parts) | Self::AtLeast(_, parts) => {
                parts.iter().for_each(|part| part.each(visit))
            }
            Self::Not(part) | Self::Shared(_, part) => part.each(visit),
            _ => {}
        }
    }
}

impl Leaf {
    pub(in crate::expr) fn answer(&self, value: &Value<'_>, scene: &Scene<'_>) -> Answer {
        self.answer_at(value, scene.now, scene.zone)
    }

    pub(in crate::expr) fn answer_at(&self, value: &Value<'_>, now: Timestamp, zone: i32) -> Answer {
        or_default(self.test.answer(value, now, zone), self.default)
    }
}

/// The answer, or the default where it is unknown.
pub(crate) fn or_default(answer: Answer, default: Option<bool>) -> Answer {
    match default {
        Some(outcome) if answer.truth == Truth::Unknown => {
            Answer { truth: outcome.into(), change: answer.change }
        }
        _ => answer,
    }
}

impl Mark {
    fn answer(self, subject: &dyn Subject) -> Answer {
        match self {
            Self::Tag(tag) => subject.tag(tag),
            Self::Segment(segment) => subject.segment(segment),
            Self::Stage(stage) => subject.stage(stage),
            Self::Score(_) => Answer::fixed(Truth::Unknown),
        }
    }
}

/// The answers of parts, up to the first that settles the whole for good: the others could change nothing.
fn until_settled<'a>(
    parts: &'a [Node],
    settling: Truth,
    scene: &'a Scene<'_>,
    place: Place,
) -> impl Iterator<Item = Answer> + 'a {
    let mut settled = false;
    parts.iter().map_while(move |part| {
        if settled {
            return None;
        }
        let answer = part.answer(scene, place);
        settled = answer.truth == settling && answer.change == NEVER;
        Some(answer)
    })
}

impl ScorePlan {
    fn answer(&self, score: ScoreId, scene: &Scene<'_>) -> Answer {
        let score = scene.subject.score(score);
        let truth = match self {
            Self::Value(test) => {
                let number = score.value.and_then(|value| Number::whole(i64::from(value)));
                test.answer(&number.map_or(Value::Missing, Value::Number), scene.now, scene.zone).truth
            }
            Self::Bucket(_) if score.value.is_none() => Truth::Unknown,
            Self::Bucket(bucket) => (score.bucket == Some(*bucket)).into(),
        };
        Answer { truth, change: score.change }.as_of(scene.now)
    }
}
