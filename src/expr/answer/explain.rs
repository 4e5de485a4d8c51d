//! Why: the facts on which the truth of a condition rests.
//!
//! A reason states a fact about the customer (“city: 上海”, “0 orders in the last 90 days”) rather than the test that
//! it passed or failed, so it reads the same under *not*.

use super::contacts::ContactsPlan;
use super::measure::{EventPlan, MeasurePlan, text_of};
use super::plan::{Mark, Node, Place, Scene, Title};
use super::window::Span;
use crate::expr::names::figures::SINGLE_THREAD;
use crate::expr::subject::value::{Truth, Value};
use crate::expr::tree::ast::Function;
use crate::expr::tree::number::Number;
use crate::reason::Reason;
use crate::schema::ruleset::Unit;

impl Node {
    /// Adds the reasons of the parts that decide this node.
    pub(in crate::expr) fn explain(&self, scene: &Scene<'_>, reasons: &mut Vec<Reason>) {
        match self {
            Self::All(parts) => {
                deciding(parts, Truth::True, self.answer(scene, Place::Customer).truth, scene, reasons)
            }
            Self::Any(parts) => {
                deciding(parts, Truth::False, self.answer(scene, Place::Customer).truth, scene, reasons)
            }
            Self::Not(part) | Self::Shared(_, part) => part.explain(scene, reasons),
            Self::AtLeast(_, parts) => parts.iter().for_each(|part| part.explain(scene, reasons)),
            Self::Field(field, title, _) => {
                add(reasons, value_reason(title, &scene.subject.field(*field), scene.zone))
            }
            Self::Property(..) | Self::Fact(_) => {}
            Self::Contacts(plan) => add(reasons, contacts_reason(plan, scene)),
            Self::Event(plan) => add(reasons, plan.reason(scene)),
            Self::Mark(mark, title) => {
                add(reasons, mark_reason(*mark, title, self.answer(scene, Place::Customer).truth))
            }
            Self::Score(score, title, _) => {
                add(reasons, score_reason(title, scene.subject.score(*score).value));
            }
        }
    }
}

/// Where every part counts, all explain; otherwise those do that share the outcome of the whole.
fn deciding(parts: &[Node], unanimous: Truth, truth: Truth, scene: &Scene<'_>, reasons: &mut Vec<Reason>) {
    for part in parts {
        if truth == unanimous || part.answer(scene, Place::Customer).truth == truth {
            part.explain(scene, reasons);
        }
    }
}

/// Adds a reason once.
fn add(reasons: &mut Vec<Reason>, reason: Reason) {
    if !reasons.contains(&reason) {
        reasons.push(reason);
    }
}

fn value_reason(title: &Title, value: &Value<'_>, zone: i32) -> Reason {
    let code = match value {
        Value::Missing => "fact/missing",
        Value::Number(number) if title.name == SINGLE_THREAD => {
            if *number == Number::default() {
                "fact/several_threads"
            } else {
                "fact/single_thread"
            }
        }
        _ => "fact/field",
    };
    let reason = Reason::new(code).at(&title.name).with("field", &title.label);
    if *value == Value::Missing { reason } else { reason.with("value", text_of(value, zone)) }
}

fn contacts_reason(plan: &ContactsPlan, scene: &Scene<'_>) -> Reason {
    let (count, total) = plan.tally(scene);
    let reason = Reason::new("fact/contacts").at("contacts").with("count", count).with("total", total);
    reason.with("what", &plan.words)
}

fn mark_reason(mark: Mark, title: &Title, truth: Truth) -> Reason {
    let code = match (mark, truth == Truth::True) {
        (Mark::Tag(_), true) => "fact/tag",
        (Mark::Tag(_), false) => "fact/no_tag",
        (Mark::Stage(_), true) => "fact/stage",
        (Mark::Stage(_), false) => "fact/no_stage",
        (_, true) => "fact/segment",
        (_, false) => "fact/no_segment",
    };
    Reason::new(code).at(&title.name).with("name", &title.label)
}

fn score_reason(title: &Title, value: Option<i32>) -> Reason {
    match value {
        Some(value) => {
            Reason::new("fact/score").at(&title.name).with("name", &title.label).with("value", value)
        }
        None => Reason::new("fact/no_score").at(&title.name).with("name", &title.label),
    }
}

impl EventPlan {
    fn reason(&self, scene: &Scene<'_>) -> Reason {
        let (_, value, _) = self.tally(scene);
        let reason = |code| Reason::new(code).at(&self.title.name).with("event", &self.title.label);
        let told = text_of(&value, scene.zone);
        match &self.measure {
            _ if value == Value::Missing && matches!(self.span, Span::Since(_)) => reason("fact/not_entered"),
            MeasurePlan::Count => self.window_reason(reason(count_code(self.span))).with("count", told),
            MeasurePlan::Property(_, _, field) if value == Value::Missing => {
                reason("fact/no_value").with("field", &field.label)
            }
            MeasurePlan::Property(function, _, field) => {
                let path = [self.title.name.as_str(), ".", &field.name].concat();
                reason(function_code(*function)).at(path).with("field", &field.label).with("value", told)
            }
            MeasurePlan::DaysSince(_) if value == Value::Missing => reason("fact/never"),
            MeasurePlan::DaysSince(function) => reason(function_code(*function)).with("value", told),
            MeasurePlan::Streak(unit) => reason(streak_code(*unit)).with("value", told),
            MeasurePlan::Sequence(_) => {
                reason(if told == "1" { "fact/sequence" } else { "fact/no_sequence" })
            }
        }
    }

    fn window_reason(&self, reason: Reason) -> Reason {
        match self.span {
            Span::Within(period) => reason.with("last", period.last),
            Span::Ever | Span::Between(..) | Span::Before(..) | Span::Since(_) => reason,
        }
    }
}

fn count_code(span: Span) -> &'static str {
    match span {
        Span::Ever => "fact/count_ever",
        Span::Between(..) => "fact/count_between",
        Span::Before(..) => "fact/count_before",
        Span::Since(_) => "fact/count_since",
        Span::Within(period) => match period.unit {
            Unit::Minute => "fact/count_minute",
            Unit::Hour => "fact/count_hour",
            Unit::Day => "fact/count_day",
            Unit::Week => "fact/count_week",
            Unit::Month => "fact/count_month",
            Unit::Year => "fact/count_year",
        },
    }
}

fn streak_code(unit: Unit) -> &'static str {
    match unit {
        Unit::Week => "fact/streak_week",
        Unit::Month => "fact/streak_month",
        _ => "fact/streak_day",
    }
}

fn function_code(function: Function) -> &'static str {
    match function {
        Function::Count => "fact/count_ever",
        Function::Sum => "fact/sum",
        Function::Avg => "fact/avg",
        Function::Min => "fact/min",
        Function::Max => "fact/max",
        Function::First => "fact/first",
        Function::Last => "fact/last",
        Function::MostFrequent => "fact/most_frequent",
        Function::Distinct => "fact/distinct",
        Function::DaysSinceFirst => "fact/days_since_first",
        Function::DaysSinceLast => "fact/days_since_last",
    }
}
