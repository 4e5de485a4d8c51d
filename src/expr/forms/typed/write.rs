//! Writing a condition as a person types it.

use super::read::COMPARISONS;
use super::token::is_word;
use super::{HEADS, RESERVED};
use crate::expr::tree::ast::{
    Condition, ContactsTest, EventTest, FieldTest, Literal, Measure, Op, Quantifier, ScoreTest, SequenceTest,
    Step, Window,
};
use crate::schema::ruleset::Period;

/// A condition as a person types it; [`parse_text`](crate::expr::parse_text) reads it back as it was.
pub fn to_text(condition: &Condition) -> String {
    let mut out = Writer(String::new());
    out.condition(condition, false);
    out.0
}

struct Writer(String);

impl Writer {
    /// Adds words with a space between them.
    fn words(&mut self, words: &[&str]) {
        for word in words.iter().filter(|word| !word.is_empty()) {
            if !self.0.is_empty() && !self.0.ends_with(['(', '[', ' ']) {
                self.0.push(' ');
            }
            self.0.push_str(word);
        }
    }

    /// `inner`: whether it stands beside others.
    fn condition(&mut self, condition: &Condition, inner: bool) {
        match condition {
            Condition::All(parts) => self.combined(parts, ("and", "all"), inner),
            Condition::Any(parts) => self.combined(parts, ("or", "any"), inner),
            Condition::Not(part) => {
                self.words(&["not"]);
                self.condition(part, true);
            }
            Condition::AtLeast(count, parts) => {
                self.words(&["at_least", &count.to_string(), "of ("]);
                self.list(parts);
            }
            Condition::Field(test) => self.field(test),
            Condition::Event(test) => self.event(test),
            Condition::Sequence(test) => self.sequence(test),
            Condition::Contacts(test) => self.contacts(test),
            Condition::Tag(name) => self.words(&["tag", &self::name(name)]),
            Condition::Segment(name) => self.words(&["segment", &self::name(name)]),
            Condition::Stage(name) => self.words(&["stage", &self::name(name)]),
            Condition::Score(ScoreTest::Bucket { score, bucket }) => {
                self.words(&["score", &name(score), "is", &name(bucket)]);
            }
            Condition::Score(ScoreTest::Value { score, op, value }) => {
                self.words(&["score", &name(score)]);
                self.test(*op, value);
            }
        }
    }

    fn contacts(&mut self, test: &ContactsTest) {
        self.words(&["contacts", test.quantifier.name(), "("]);
        if test.condition != Condition::All(Vec::new()) {
            self.condition(&test.condition, false);
        }
        self.0.push(')');
        if let Quantifier::Count { op, value } = &test.quantifier {
            self.test(*op, value);
        }
    }

    fn combined(&mut self, parts: &[Condition], (word, function): (&str, &str), inner: bool) {
        if parts.len() < 2 {
            self.words(&[&format!("{function}(")]);
            return self.list(parts);
        }
        if inner {
            self.words(&["("]);
        }
        for (place, part) in parts.iter().enumerate() {
            if place > 0 {
                self.words(&[word]);
            }
            self.condition(part, true);
        }
        if inner {
            self.0.push(')');
        }
    }

    fn list(&mut self, parts: &[Condition]) {
        for (place, part) in parts.iter().enumerate() {
            if place > 0 {
                self.0.push(';');
            }
            self.condition(part, false);
        }
        self.0.push(')');
    }

    fn test(&mut self, op: Op, value: &Literal) {
        let sign = COMPARISONS.iter().find(|(_, known)| *known == op).map(|(sign, _)| *sign);
        self.words(&[sign.unwrap_or(op.name()), &literal(value)]);
    }

    fn default(&mut self, default: Option<bool>) {
        match default {
            None => {}
            Some(true) => self.words(&["else true"]),
            Some(false) => self.words(&["else false"]),
        }
    }

    fn field(&mut self, test: &FieldTest) {
        self.words(&[&name(&test.field)]);
        self.test(test.op, &test.value);
        self.default(test.default);
    }

    fn what(&mut self, events: &[String], filter: Option<&Condition>) {
        let names: Vec<String> = events.iter().map(|event| name(event)).collect();
        self.words(&[if names.is_empty() { "*" } else { "" }, &names.join(", ")]);
        if let Some(filter) = filter {
            self.words(&["where ("]);
            self.condition(filter, false);
            self.0.push(')');
        }
    }

    fn window(&mut self, window: &Window) {
        match window {
            Window::Ever => {}
            Window::Within(within) => self.words(&["within", &period(*within)]),
            Window::Before(outer, inner) => {
                let outer = outer.map(|outer| format!("within {}", period(outer))).unwrap_or_default();
                self.words(&[&outer, "not_within", &period(*inner)]);
            }
            Window::Since(stage) => {
                self.words(&["since stage", &stage.as_deref().map_or("*".to_owned(), name)]);
            }
            Window::Between(from, to) => {
                let edge = |edge: &Option<String>| edge.as_deref().map_or("*".to_owned(), quoted);
                self.words(&["between", &edge(from), &edge(to)]);
            }
        }
    }

    fn event(&mut self, test: &EventTest) {
        let head = match &test.measure {
            Measure::Count { .. } => "count(".to_owned(),
            Measure::Aggregate { function, field: Some(field), .. } => {
                format!("{}({} of", function.name(), name(field))
            }
            Measure::Aggregate { function, field: None, .. } => format!("{}(of", function.name()),
            Measure::Streak { .. } => "streak(".to_owned(),
            Measure::FirstTime(_) => "first_time(".to_owned(),
            Measure::Stopped { .. } => "stopped(".to_owned(),
            Measure::Restarted { .. } => "restarted(".to_owned(),
            Measure::Regularly { .. } => "regularly(".to_owned(),
        };
        self.words(&[&head]);
        self.what(&test.events, test.filter.as_ref());
        self.window(&test.window);
        self.0.push(')');
        self.measure(&test.measure);
        self.default(test.default);
    }

    /// What follows the parenthesis.
    fn measure(&mut self, measure: &Measure) {
        match measure {
            Measure::Count { op, value } | Measure::Aggregate { op, value, .. } => self.test(*op, value),
            Measure::Streak { unit, length } => self.words(&[&length.to_string(), unit.name()]),
            Measure::FirstTime(within) => self.words(&["within", &period(*within)]),
            Measure::Stopped { silent, active } | Measure::Restarted { active, silent } => {
                self.words(&["active", &period(*active), "silent", &period(*silent)]);
            }
            Measure::Regularly { every, min, of, op, value } => {
                let (min, of) = (min.to_string(), of.to_string());
                self.words(&["every", &period(*every), "min", &min, "of", &of, "count"]);
                self.test(*op, value);
            }
        }
    }

    fn sequence(&mut self, test: &SequenceTest) {
        self.words(&["sequence("]);
        for (place, Step { events, filter, gap, bond }) in test.steps.iter().enumerate() {
            self.words(&[if place > 0 { "then" } else { "" }]);
            self.what(events, filter.as_ref());
            if let Some(gap) = gap {
                self.words(&["gap", &period(*gap)]);
            }
            if let Some(bond) = bond {
                self.words(&[bond.name(), &name(&bond.property)]);
            }
        }
        self.window(&test.window);
        self.0.push(')');
    }
}

fn period(period: Period) -> String {
    format!("{} {}{}", period.last, period.unit.name(), if period.calendar { " calendar" } else { "" })
}

/// A name, in quotes where it would be read as something else.
fn name(name: &str) -> String {
    let is_plain = name.chars().all(is_word)
        && name.chars().next().is_some_and(|first| !first.is_numeric())
        && !RESERVED.contains(&name)
        && !HEADS.contains(&name);
    if is_plain { name.to_owned() } else { quoted(name) }
}

fn literal(value: &Literal) -> String {
    match value {
        Literal::None => String::new(),
        Literal::Flag(flag) => flag.to_string(),
        Literal::Number(number) => number.to_string(),
        Literal::Text(text) => quoted(text),
        Literal::List(items) => {
            format!("[{}]", items.iter().map(literal).collect::<Vec<_>>().join(", "))
        }
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
