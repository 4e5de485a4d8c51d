//! Checking a condition against the known names and types, and compiling it.

use super::habit::{check_pause, expanded};
use super::operand::{number_test, value_test};
use crate::error::{Error, Result};
use crate::expr::answer::contacts::{ContactsPlan, FactPlan};
use crate::expr::answer::measure::{EventPlan, MeasurePlan};
use crate::expr::answer::plan::{Leaf, Mark, Node, Plan, ScorePlan, Title};
use crate::expr::answer::sequence::StepPlan;
use crate::expr::answer::test::ValueTest;
use crate::expr::answer::window::Span;
use crate::expr::forms::json::parse::expected;
use crate::expr::forms::print::{print_of_contact, print_window};
use crate::expr::names::vocabulary::{EventId, PropertyId, ValueType, Vocabulary};
use crate::expr::tree::ast::{
    Bond, Condition, ContactsTest, EventTest, FieldTest, Function, Literal, Measure, Op, Quantifier,
    ScoreTest, SequenceTest, Step, Window,
};
use crate::expr::tree::number::Number;
use crate::messages::Language;
use crate::normalize::civil::{Date, Timestamp};
use crate::schema::FieldKind;
use crate::sort::Arrange;

/// Checks a condition and compiles it for customers in the zone `zone` minutes east of UTC, whose midnight begins a day.
///
/// # Errors
/// `condition/…` with the path of what is unknown or does not fit, in the canonical form of the condition.
pub fn compile(condition: &Condition, vocabulary: &Vocabulary, zone: i32) -> Result<Plan> {
    let root = Compiler { vocabulary, zone, scope: Scope::Customer }.node(condition)?;
    Ok(Plan { root, zone })
}

/// As [`compile`], for a condition on the properties of such events, as in the filter of a test of events.
///
/// # Errors
/// As [`compile`], and `condition/not_in_where`.
pub(crate) fn compile_for(
    condition: &Condition,
    vocabulary: &Vocabulary,
    zone: i32,
    events: &[EventId],
) -> Result<Plan> {
    let root = Compiler { vocabulary, zone, scope: Scope::Event(events) }.node(condition)?;
    Ok(Plan { root, zone })
}

/// As [`compile`], for a condition on one record, which has fields and nothing else.
///
/// # Errors
/// As [`compile`], and `condition/not_of_record`.
pub(crate) fn compile_for_record(condition: &Condition, vocabulary: &Vocabulary, zone: i32) -> Result<Plan> {
    let root = Compiler { vocabulary, zone, scope: Scope::Record }.node(condition)?;
    Ok(Plan { root, zone })
}

/// What a condition speaks of: the customer, one of its records, one of such events, or one contact.
#[derive(Clone, Copy)]
enum Scope<'a> {
    Customer,
    Record,
    Event(&'a [EventId]),
    Contact,
}

/// What a condition is checked against.
struct Compiler<'a> {
    vocabulary: &'a Vocabulary,
    zone: i32,
    scope: Scope<'a>,
}

impl Compiler<'_> {
    fn node(&self, condition: &Condition) -> Result<Node> {
        match condition {
            Condition::All(parts) => Ok(Node::All(self.parts(parts, "all")?)),
            Condition::Any(parts) => Ok(Node::Any(self.parts(parts, "any")?)),
            Condition::Not(part) => Ok(Node::Not(Box::new(self.node(part).map_err(|e| e.under("not"))?))),
            Condition::AtLeast(count, parts) => Ok(Node::AtLeast(*count as usize, self.parts(parts, "of")?)),
            Condition::Field(test) => self.field(test),
            _ if matches!(self.scope, Scope::Event(_)) => Err(Error::new("condition/not_in_where", "")),
            _ if matches!(self.scope, Scope::Contact) => Err(Error::new("condition/not_of_contact", "")),
            _ if matches!(self.scope, Scope::Record) => Err(Error::new("condition/not_of_record", "")),
            Condition::Contacts(test) => {
                Ok(Node::Contacts(Box::new(self.contacts(test).map_err(|e| e.under("contacts"))?)))
            }
            Condition::Event(test) => self.habit(test),
            Condition::Sequence(test) => Ok(Node::Event(Box::new(self.sequence(test)?))),
            Condition::Tag(name) => {
                let tag = self.vocabulary.tag(name).map_err(|e| e.under("tag"))?;
                Ok(Node::Mark(Mark::Tag(tag), self.title(name, Vocabulary::tag_label)))
            }
            Condition::Segment(name) => {
                let segment = self.vocabulary.segment(name).map_err(|e| e.under("segment"))?;
                Ok(Node::Mark(Mark::Segment(segment), self.title(name, Vocabulary::segment_label)))
            }
            Condition::Stage(name) => {
                let stage = self.vocabulary.stage(name).map_err(|e| e.under("stage"))?;
                Ok(Node::Mark(Mark::Stage(stage), self.title(name, Vocabulary::stage_label)))
            }
            Condition::Score(test) => self.score(test),
        }
    }

    fn parts(&self, parts: &[Condition], key: &str) -> Result<Box<[Node]>> {
        let each = |(i, part)| self.node(part).map_err(|e| e.under(&format!("{key}[{i}]")));
        parts.iter().enumerate().map(each).collect()
    }

    fn title<F>(&self, name: &str, label: F) -> Title
    where
        F: for<'v> Fn(&'v Vocabulary, &'v str, Language) -> &'v str,
    {
        Title {
            name: name.to_owned(),
            label: label(self.vocabulary, name, self.vocabulary.language).to_owned(),
        }
    }

    fn field(&self, test: &FieldTest) -> Result<Node> {
        let under = |e: Error| e.under("field");
        let default = test.default;
        let leaf =
            |value| Ok(Leaf { test: value_test(value, test.op, &test.value, "value", self.zone)?, default });
        match self.scope {
            Scope::Contact => {
                let (fact, value) = self.vocabulary.contact_fact(&test.field).map_err(under)?;
                let literal = self.vocabulary.of_fact(fact, &test.value, "value")?;
                let test = value_test(value, test.op, &literal, "value", self.zone);
                Ok(Node::Fact(FactPlan { fact, leaf: Leaf { test: test?, default } }))
            }
            Scope::Customer | Scope::Record => {
                let (field, value) = self.vocabulary.field(&test.field).map_err(under)?;
                Ok(Node::Field(field, self.title(&test.field, Vocabulary::field_label), leaf(value)?))
            }
            Scope::Event(events) => {
                let (property, value) = self.vocabulary.property(&test.field, events).map_err(under)?;
                Ok(Node::Property(property, leaf(value)?))
            }
        }
    }

    fn contacts(&self, test: &ContactsTest) -> Result<ContactsPlan> {
        let inside = Compiler { scope: Scope::Contact, ..*self };
        let key = match &test.quantifier {
            Quantifier::Count { .. } => "where",
            other => other.name(),
        };
        let condition = inside.node(&test.condition).map_err(|e| e.under(key))?;
        let count = match &test.quantifier {
            Quantifier::Count { op, value } => {
                Some(number_test(*op, value, "n").map_err(|e| e.under("count"))?)
            }
            _ => None,
        };
        let mut events = Vec::new();
        condition.each(&mut |node| {
            if let Node::Fact(plan) = node {
                events.extend_from_slice(self.vocabulary.events_of_fact(plan.fact));
            }
        });
        let words = print_of_contact(&test.condition, self.vocabulary);
        Ok(ContactsPlan { quantifier: test.quantifier.clone(), test: count, condition, events, words })
    }

    fn score(&self, test: &ScoreTest) -> Result<Node> {
        let (ScoreTest::Value { score: name, .. } | ScoreTest::Bucket { score: name, .. }) = test;
        let score = self.vocabulary.score(name).map_err(|e| e.under("score"))?;
        let plan = match test {
            ScoreTest::Value { op, value, .. } => ScorePlan::Value(number_test(*op, value, "value")?),
            ScoreTest::Bucket { bucket, .. } => {
                ScorePlan::Bucket(self.vocabulary.bucket(score, bucket).map_err(|e| e.under("bucket"))?)
            }
        };
        Ok(Node::Score(score, self.title(name, Vocabulary::score_label), plan))
    }

    /// A test of events; one of a habit becomes several. Its names are checked before, so that faults have the paths of
    /// what was written.
    fn habit(&self, test: &EventTest) -> Result<Node> {
        let Some(expanded) = expanded(test) else { return Ok(Node::Event(Box::new(self.event(test)?))) };
        let (op, value) = match &test.measure {
            Measure::Regularly { op, value, .. } => (*op, value.clone()),
            _ => (Op::Gte, Literal::Number(Number::default())),
        };
        number_test(op, &value, "n").map_err(|e| e.under("regularly.count"))?;
        self.event(&EventTest { measure: Measure::Count { op, value }, ..test.clone() })?;
        check_pause(&test.measure)?;
        self.node(&expanded)
    }

    fn event(&self, test: &EventTest) -> Result<EventPlan> {
        let events = self.events_of(&test.events)?;
        let filter = self.filter(test.filter.as_ref(), &events)?;
        let (measure, value) = self.measure(&test.measure, &events)?;
        let span = self.span(&test.window)?;
        let title = self.counted_title(test, &measure);
        Ok(EventPlan { title, events, filter, span, measure, test: value, default: test.default })
    }

    fn filter(&self, filter: Option<&Condition>, events: &[EventId]) -> Result<Option<Node>> {
        let inside = Compiler { scope: Scope::Event(events), ..*self };
        filter.map(|condition| inside.node(condition).map_err(|e| e.under("where"))).transpose()
    }

    fn sequence(&self, test: &SequenceTest) -> Result<EventPlan> {
        let mut steps: Vec<StepPlan> = Vec::with_capacity(test.steps.len());
        for (i, step) in test.steps.iter().enumerate() {
            let before = steps.last().map_or(&[][..], |step| &step.events);
            let step = self.step(step, before).map_err(|e| e.under(&format!("sequence[{i}]")))?;
            steps.push(step);
        }
        let mut events: Vec<EventId> = steps.iter().flat_map(|step| step.events.iter().copied()).collect();
        events.arrange();
        events.dedup();
        let titles: Vec<Title> = test.steps.iter().map(|step| self.event_title(&step.events)).collect();
        let joined = |of: fn(&Title) -> &str| titles.iter().map(of).collect::<Vec<_>>().join(" → ");
        Ok(EventPlan {
            title: Title { name: joined(|title| &title.name), label: joined(|title| &title.label) },
            events: events.into(),
            filter: None,
            span: self.span(&test.window)?,
            measure: MeasurePlan::Sequence(steps.into()),
            test: number_test(Op::Equals, &Literal::Number(Number::whole(1).unwrap_or_default()), "n")?,
            default: None,
        })
    }

    /// A step after one of such events.
    fn step(&self, step: &Step, before: &[EventId]) -> Result<StepPlan> {
        let events = self.events_of(&step.events)?;
        let filter = self.filter(step.filter.as_ref(), &events)?;
        let bond = step.bond.as_ref().map(|bond| {
            let property = self.bond(bond, &events, before).map_err(|e| e.under(bond.name()))?;
            Ok((bond.same, property))
        });
        Ok(StepPlan { filter, bond: bond.transpose()?, events, gap: step.gap })
    }

    /// The property that events of two steps are compared by; it must be of one kind.
    fn bond(&self, bond: &Bond, events: &[EventId], before: &[EventId]) -> Result<PropertyId> {
        let (property, of) = self.vocabulary.property(&bond.property, events)?;
        let (_, other) = self.vocabulary.property(&bond.property, before)?;
        if of == other {
            return Ok(property);
        }
        Err(Error::new("condition/op_type", "").with("name", bond.name()).with("kind", of.kind.name()))
    }

    fn events_of(&self, names: &[String]) -> Result<Box<[EventId]>> {
        if names.is_empty() {
            return Ok(self.vocabulary.events().collect());
        }
        let each = |(i, name): (usize, &String)| {
            let path = if names.len() == 1 { "event".to_owned() } else { format!("event[{i}]") };
            self.vocabulary.event(name).map_err(|e| e.under(&path))
        };
        let mut events = names.iter().enumerate().map(each).collect::<Result<Vec<_>>>()?;
        events.arrange();
        events.dedup();
        Ok(events.into())
    }

    /// The events that count, for reasons: the filter is told as such only, the time where the text of the measure tells none.
    fn counted_title(&self, test: &EventTest, measure: &MeasurePlan) -> Title {
        let Title { name, label } = self.event_title(&test.events);
        let when = match measure {
            MeasurePlan::Property(..) => print_window(&test.window, self.vocabulary),
            _ => String::new(),
        };
        let is_filtered = test.filter.is_some();
        let label = match self.vocabulary.language {
            Language::Zh => [when.as_str(), if is_filtered { "符合条件的" } else { "" }, &label].concat(),
            Language::En => {
                let kind = if is_filtered { " of the kind asked for" } else { "" };
                [label.as_str(), kind, if when.is_empty() { "" } else { " " }, &when].concat()
            }
        };
        Title { name, label }
    }

    fn event_title(&self, names: &[String]) -> Title {
        let language = self.vocabulary.language;
        let (all, comma) = match language {
            Language::Zh => ("任何互动", "、"),
            Language::En => ("any event", ", "),
        };
        if names.is_empty() {
            return Title { name: "*".to_owned(), label: all.to_owned() };
        }
        let labels: Vec<&str> =
            names.iter().map(|name| self.vocabulary.event_label(name, language)).collect();
        Title { name: names.join(","), label: labels.join(comma) }
    }

    fn measure(&self, measure: &Measure, events: &[EventId]) -> Result<(MeasurePlan, ValueTest)> {
        match measure {
            Measure::Count { op, value } => {
                Ok((MeasurePlan::Count, number_test(*op, value, "n").map_err(|e| e.under("count"))?))
            }
            Measure::Streak { unit, length } => {
                let at_least = Literal::Number(Number::whole(i64::from(*length)).unwrap_or_default());
                Ok((MeasurePlan::Streak(*unit), number_test(Op::Gte, &at_least, "n")?))
            }
            Measure::Aggregate { function, field, op, value } => {
                self.aggregate(*function, field.as_deref(), *op, value, events).map_err(|e| e.under("agg"))
            }
            // Habits are made of counts.
            Measure::FirstTime(_)
            | Measure::Stopped { .. }
            | Measure::Restarted { .. }
            | Measure::Regularly { .. } => Err(expected("", "count")),
        }
    }

    fn aggregate(
        &self,
        function: Function,
        field: Option<&str>,
        op: Op,
        value: &Literal,
        events: &[EventId],
    ) -> Result<(MeasurePlan, ValueTest)> {
        let number = || value_test(ValueType::one(FieldKind::Number), op, value, "n", self.zone);
        let Some(name) = field else {
            return match function {
                Function::Count => Ok((MeasurePlan::Count, number()?)),
                _ if function.needs_field() => Err(expected("field", "form/text")),
                _ => Ok((MeasurePlan::DaysSince(function), number()?)),
            };
        };
        if !function.needs_field() {
            return Err(expected("field", "form/nothing"));
        }
        let (property, of) = self.vocabulary.property(name, events).map_err(|e| e.under("field"))?;
        let result = result_type(function, of)?;
        let title = self.title(name, Vocabulary::property_label);
        Ok((MeasurePlan::Property(function, property, title), value_test(result, op, value, "n", self.zone)?))
    }

    fn span(&self, window: &Window) -> Result<Span> {
        match window {
            Window::Ever => Ok(Span::Ever),
            Window::Within(period) => Ok(Span::Within(*period)),
            Window::Before(outer, inner) => Ok(Span::Before(*outer, *inner)),
            Window::Since(None) => Ok(Span::Since(None)),
            Window::Since(Some(stage)) => {
                let stage = self.vocabulary.stage(stage);
                Ok(Span::Since(Some(stage.map_err(|e| e.under("stage").under("since"))?)))
            }
            Window::Between(from, to) => {
                let from = from
                    .as_deref()
                    .map(|text| self.edge(text, 0).ok_or_else(|| expected("between.from", "form/date")));
                let to = to
                    .as_deref()
                    .map(|text| self.edge(text, 1).ok_or_else(|| expected("between.to", "form/date")));
                let from = from.transpose()?.unwrap_or(Timestamp(i64::MIN));
                Ok(Span::Between(from, to.transpose()?.unwrap_or(Timestamp(i64::MAX))))
            }
        }
    }

    /// The start of a day, `more` days later; or an instant, `more` milliseconds later.
    fn edge(&self, text: &str, more: i64) -> Option<Timestamp> {
        match Date::parse(text) {
            Some(day) => Some(Timestamp::start_of(day.add_days(more), self.zone)),
            None => Timestamp::parse(text, self.zone).map(|time| time.add_ms(more)),
        }
    }
}

/// What the aggregate of a property of that type is.
fn result_type(function: Function, of: ValueType) -> Result<ValueType> {
    let number = ValueType::one(FieldKind::Number);
    let wrong = || {
        Error::new("condition/function_type", "fn").with("name", function.name()).with("kind", of.kind.name())
    };
    match function {
        Function::Sum | Function::Avg if of.is_number() => Ok(of),
        Function::Min | Function::Max if of.is_number() || of.is_date() => Ok(of),
        Function::Sum | Function::Avg | Function::Min | Function::Max => Err(wrong()),
        Function::First | Function::Last | Function::MostFrequent => Ok(of),
        Function::Distinct | Function::Count | Function::DaysSinceFirst | Function::DaysSinceLast => {
            Ok(number)
        }
    }
}
