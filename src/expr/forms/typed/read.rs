//! Reading a typed condition.

use super::token::{Token, at, tokens};
use super::{HEADS, RESERVED};
use crate::error::{Error, Result};
use crate::expr::forms::json::parse::{Reader, expected};
use crate::expr::names::nearest::nearest;
use crate::expr::tree::ast::{
    Bond, Condition, ContactsTest, EventTest, FieldTest, Function, Literal, Measure, Op, Quantifier,
    ScoreTest, SequenceTest, Step, Window,
};
use crate::schema::ruleset::{Period, Unit};

/// Reads a condition as a person types it.
///
/// ```
/// use kehu::expr::{parse, parse_text, to_text};
/// let typed = parse_text("city = 上海 and not count(order within 90 day) >= 1").unwrap();
/// let own = serde_json::json!({"all": [{"field": "city", "op": "equals", "value": "上海"},
///     {"not": {"event": "order", "within": {"last": 90, "unit": "day"}}}]});
/// assert_eq!(typed, parse(&own).unwrap());
/// assert_eq!(to_text(&typed), r#"city = "上海" and not count(order within 90 day) >= 1"#);
/// let error = parse_text("city contain 上海").unwrap_err();
/// assert_eq!((error.code(), error.path()), ("condition/unknown_op", "[5]"));
/// ```
///
/// # Errors
/// `condition/…` with the place of the character where something else is expected; `limits/depth`, `limits/nodes`.
pub fn parse_text(text: &str) -> Result<Condition> {
    read(&mut Reader::default(), text)
}

pub(in crate::expr) fn read(reader: &mut Reader, text: &str) -> Result<Condition> {
    let mut typed = Typed { reader, tokens: tokens(text)?, next: 0, end: text.chars().count() };
    let condition = typed.either()?;
    if typed.next < typed.tokens.len() { Err(typed.wanted("and, or")) } else { Ok(condition) }
}

struct Typed<'r> {
    reader: &'r mut Reader,
    tokens: Vec<(usize, Token)>,
    next: usize,
    /// How many characters there are.
    end: usize,
}

/// The signs of operators.
pub(super) const COMPARISONS: [(&str, Op); 6] = [
    ("=", Op::Equals),
    ("!=", Op::NotEquals),
    ("<", Op::Lt),
    ("<=", Op::Lte),
    (">", Op::Gt),
    (">=", Op::Gte),
];

impl Typed<'_> {
    fn place(&self) -> String {
        at(self.tokens.get(self.next).map_or(self.end, |(place, _)| *place))
    }

    fn wanted(&self, what: &str) -> Error {
        expected(&self.place(), what)
    }

    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(_, token)| token)
    }

    /// Takes the word or sign if it comes next.
    fn takes(&mut self, wanted: &str) -> bool {
        let is_next = match self.peek() {
            Some(Token::Word(word)) => word == wanted,
            Some(Token::Sign(sign)) => *sign == wanted,
            _ => false,
        };
        self.next += usize::from(is_next);
        is_next
    }

    fn take(&mut self, wanted: &str) -> Result<()> {
        if self.takes(wanted) { Ok(()) } else { Err(self.wanted(wanted)) }
    }

    fn either(&mut self) -> Result<Condition> {
        self.joined(["or", "或"], Condition::Any, |typed| {
            typed.joined(["and", "且"], Condition::All, Self::unary)
        })
    }

    /// Parts with one of two words between them; one alone stands for itself.
    fn joined(
        &mut self,
        words: [&str; 2],
        join: fn(Vec<Condition>) -> Condition,
        part: fn(&mut Self) -> Result<Condition>,
    ) -> Result<Condition> {
        let first = part(self)?;
        let mut parts = Vec::new();
        while words.iter().any(|word| self.takes(word)) {
            parts.push(part(self)?);
        }
        if parts.is_empty() {
            return Ok(first);
        }
        parts.insert(0, first);
        self.reader.count()?;
        Ok(join(parts))
    }

    fn unary(&mut self) -> Result<Condition> {
        self.reader.enter()?;
        let read = self.one();
        self.reader.leave();
        read
    }

    fn one(&mut self) -> Result<Condition> {
        if self.takes("not") || self.takes("非") {
            return Ok(Condition::Not(Box::new(self.unary()?)));
        }
        if self.takes("(") {
            let inner = self.either()?;
            return self.take(")").map(|()| inner);
        }
        if self.takes("all") {
            return self.list().map(Condition::All);
        }
        if self.takes("any") {
            return self.list().map(Condition::Any);
        }
        if self.takes("at_least") {
            let count = self.whole()?;
            self.take("of")?;
            return Ok(Condition::AtLeast(count, self.list()?));
        }
        self.leaf()
    }

    fn list(&mut self) -> Result<Vec<Condition>> {
        self.take("(")?;
        let mut parts = Vec::new();
        if self.takes(")") {
            return Ok(parts);
        }
        loop {
            parts.push(self.either()?);
            if self.takes(")") {
                return Ok(parts);
            }
            self.take(";")?;
        }
    }

    fn leaf(&mut self) -> Result<Condition> {
        let follows =
            |sign| matches!(self.tokens.get(self.next + 1), Some((_, Token::Sign(next))) if *next == sign);
        if let (Some(Token::Word(head)), true) = (self.peek(), follows("(")) {
            let head = head.clone();
            self.next += 2;
            return if head == "sequence" { self.sequence() } else { self.event(&head) };
        }
        let compares = COMPARISONS.iter().any(|(sign, _)| follows(sign));
        for head in HEADS.into_iter().filter(|_| !compares) {
            if self.takes(head) {
                return self.mark(head);
            }
        }
        let field = self.name()?;
        let (op, value) = self.test()?;
        let default = self.default()?;
        Ok(Condition::Field(FieldTest { field, op, value, default }))
    }

    fn mark(&mut self, head: &str) -> Result<Condition> {
        if head == "contacts" {
            return self.contacts();
        }
        let name = self.name()?;
        Ok(match head {
            "tag" => Condition::Tag(name),
            "segment" => Condition::Segment(name),
            "stage" => Condition::Stage(name),
            _ if self.takes("is") => {
                Condition::Score(ScoreTest::Bucket { score: name, bucket: self.name()? })
            }
            _ => {
                let (op, value) = self.test()?;
                Condition::Score(ScoreTest::Value { score: name, op, value })
            }
        })
    }

    /// Of how many contacts what holds.
    fn contacts(&mut self) -> Result<Condition> {
        let words = ["any", "all", "none", "count"];
        let Some(word) = words.into_iter().find(|word| self.takes(word)) else {
            return Err(self.wanted("any, all, none, count"));
        };
        self.take("(")?;
        let condition = if self.takes(")") {
            Condition::All(Vec::new())
        } else {
            let inner = self.either()?;
            self.take(")")?;
            inner
        };
        let quantifier = match word {
            "any" => Quantifier::Any,
            "all" => Quantifier::All,
            "none" => Quantifier::None,
            _ => {
                let (op, value) = self.test()?;
                Quantifier::Count { op, value }
            }
        };
        Ok(Condition::Contacts(Box::new(ContactsTest { quantifier, condition })))
    }

    /// A name, bare or in quotes.
    fn name(&mut self) -> Result<String> {
        let name = match self.peek() {
            Some(Token::Word(word)) if !RESERVED.contains(&word.as_str()) => word.clone(),
            Some(Token::Quoted(text)) => text.clone(),
            _ => return Err(self.wanted("form/name")),
        };
        self.next += 1;
        Ok(name)
    }

    fn test(&mut self) -> Result<(Op, Literal)> {
        let op = self.op()?;
        Ok((op, self.value()?.unwrap_or(Literal::None)))
    }

    fn op(&mut self) -> Result<Op> {
        if let Some((_, op)) = COMPARISONS.iter().find(|(sign, _)| self.takes(sign)) {
            return Ok(*op);
        }
        let Some(Token::Word(word)) = self.peek() else { return Err(self.wanted("form/operator")) };
        let Some(op) = Op::from_name(word) else {
            let suggestion = nearest(word, Op::ALL.iter().map(|op| op.name()));
            return Err(Error::new("condition/unknown_op", self.place())
                .with("name", word)
                .with("suggestion", suggestion));
        };
        self.next += 1;
        Ok(op)
    }

    /// The value that comes next, if one does.
    fn value(&mut self) -> Result<Option<Literal>> {
        if !self.takes("[") {
            return Ok(self.single());
        }
        let mut items = Vec::new();
        while !self.takes("]") {
            if !items.is_empty() {
                self.take(",")?;
            }
            items.push(self.single().ok_or_else(|| self.wanted("form/value"))?);
        }
        Ok(Some(Literal::List(items)))
    }

    fn single(&mut self) -> Option<Literal> {
        let value = match self.peek()? {
            Token::Number(number) => Literal::Number(*number),
            Token::Quoted(text) => Literal::Text(text.clone()),
            Token::Word(word) if word == "true" || word == "false" => Literal::Flag(word == "true"),
            Token::Word(word) if !RESERVED.contains(&word.as_str()) => Literal::Text(word.clone()),
            _ => return None,
        };
        self.next += 1;
        Some(value)
    }

    fn default(&mut self) -> Result<Option<bool>> {
        if !self.takes("else") {
            return Ok(None);
        }
        match self.single() {
            Some(Literal::Flag(flag)) => Ok(Some(flag)),
            _ => Err(self.wanted("form/boolean")),
        }
    }

    fn whole(&mut self) -> Result<u32> {
        let number = match self.peek() {
            Some(Token::Number(number)) if number.raw() % 10_000 == 0 => {
                u32::try_from(number.raw() / 10_000).ok()
            }
            _ => None,
        };
        let number = number.filter(|number| *number > 0).ok_or_else(|| self.wanted("form/whole"))?;
        self.next += 1;
        Ok(number)
    }

    fn period(&mut self) -> Result<Period> {
        let last = self.whole().and_then(|last| match u16::try_from(last) {
            Ok(_) => Ok(last),
            Err(_) => Err(self.wanted("form/smaller")),
        })?;
        Ok(Period { last, unit: self.unit()?, calendar: self.takes("calendar") })
    }

    fn unit(&mut self) -> Result<Unit> {
        let unit = match self.peek() {
            Some(Token::Word(word)) => unit_of(word),
            _ => None,
        };
        let unit = unit.ok_or_else(|| self.wanted("minute, hour, day, week, month, year"))?;
        self.next += 1;
        Ok(unit)
    }

    fn period_after(&mut self, word: &str) -> Result<Period> {
        self.take(word)?;
        self.period()
    }

    fn what(&mut self) -> Result<(Vec<String>, Option<Condition>)> {
        let mut events = Vec::new();
        if !self.takes("*") {
            events.push(self.name()?);
            while self.takes(",") {
                events.push(self.name()?);
            }
        }
        if !self.takes("where") {
            return Ok((events, None));
        }
        self.take("(")?;
        let filter = self.either()?;
        self.take(")")?;
        Ok((events, Some(filter)))
    }

    fn window(&mut self) -> Result<Window> {
        if self.takes("between") {
            return Ok(Window::Between(self.edge()?, self.edge()?));
        }
        if self.takes("since") {
            self.take("stage")?;
            return Ok(Window::Since(if self.takes("*") { None } else { Some(self.name()?) }));
        }
        let outer = if self.takes("within") { Some(self.period()?) } else { None };
        if self.takes("not_within") {
            return Ok(Window::Before(outer, self.period()?));
        }
        Ok(outer.map_or(Window::Ever, Window::Within))
    }

    fn edge(&mut self) -> Result<Option<String>> {
        if self.takes("*") {
            return Ok(None);
        }
        match self.single() {
            Some(Literal::Text(text)) => Ok(Some(text)),
            _ => Err(self.wanted("form/date")),
        }
    }

    fn sequence(&mut self) -> Result<Condition> {
        let mut steps = Vec::new();
        while steps.is_empty() || self.takes("then") {
            let (events, filter) = self.what()?;
            let gap = if !steps.is_empty() && self.takes("gap") { Some(self.period()?) } else { None };
            let bond = if steps.is_empty() { None } else { self.bond()? };
            steps.push(Step { events, filter, gap, bond });
        }
        if !(2..=20).contains(&steps.len()) {
            return Err(self.wanted("then"));
        }
        let window = self.window()?;
        self.take(")")?;
        Ok(Condition::Sequence(Box::new(SequenceTest { steps, window })))
    }

    /// What a step has in common with the one before, or not.
    fn bond(&mut self) -> Result<Option<Bond>> {
        let same = self.takes("same");
        if !same && !self.takes("other") {
            return Ok(None);
        }
        Ok(Some(Bond { same, property: self.name()? }))
    }

    fn event(&mut self, head: &str) -> Result<Condition> {
        let start = self.next.saturating_sub(2);
        let field = self.field_of(head)?;
        let (events, filter) = self.what()?;
        let window = self.window()?;
        self.take(")")?;
        let measure = match (Function::from_name(head), field) {
            (Some(function), Some(field)) => {
                let (op, value) = self.test()?;
                Measure::Aggregate { function, field, op, value }
            }
            _ => self.measure(head, start)?,
        };
        let is_habit =
            !matches!(measure, Measure::Count { .. } | Measure::Aggregate { .. } | Measure::Streak { .. });
        if is_habit && window != Window::Ever {
            return Err(
                Error::new("condition/conflict", self.place()).with("keys", format!("within, {head}"))
            );
        }
        let default = self.default()?;
        Ok(Condition::Event(Box::new(EventTest { events, filter, window, measure, default })))
    }

    /// The property that an aggregate is of; none within for one of the events themselves.
    fn field_of(&mut self, head: &str) -> Result<Option<Option<String>>> {
        if Function::from_name(head).is_none() {
            return Ok(None);
        }
        if self.takes("of") {
            return Ok(Some(None));
        }
        let is_of = matches!(self.tokens.get(self.next + 1), Some((_, Token::Word(word))) if word == "of");
        if head == "count" && !is_of {
            return Ok(None);
        }
        let name = self.name()?;
        self.take("of").map(|()| Some(Some(name)))
    }

    fn measure(&mut self, head: &str, start: usize) -> Result<Measure> {
        Ok(match head {
            "count" => {
                let (op, value) = self.test()?;
                Measure::Count { op, value }
            }
            "streak" => {
                let length = self.whole()?;
                let unit = self.unit()?;
                if matches!(unit, Unit::Minute | Unit::Hour | Unit::Year) {
                    return Err(self.wanted("day, week, month"));
                }
                Measure::Streak { unit, length }
            }
            "first_time" => Measure::FirstTime(self.period_after("within")?),
            "stopped" | "restarted" => {
                let (active, silent) = (self.period_after("active")?, self.period_after("silent")?);
                if head == "stopped" {
                    Measure::Stopped { silent, active }
                } else {
                    Measure::Restarted { active, silent }
                }
            }
            "regularly" => self.regularly()?,
            _ => {
                self.next = start;
                let own = ["streak", "first_time", "stopped", "restarted", "regularly", "sequence"];
                let known = Function::ALL.iter().map(|function| function.name()).chain(own);
                return Err(Error::new("condition/unknown_function", self.place())
                    .with("name", head)
                    .with("suggestion", nearest(head, known)));
            }
        })
    }

    fn regularly(&mut self) -> Result<Measure> {
        let every = self.period_after("every")?;
        self.take("min")?;
        let min = self.whole()?;
        self.take("of")?;
        let of = self.whole()?;
        if min > of || of > 60 {
            return Err(self.wanted("form/whole_to").with("least", 1).with("most", 60));
        }
        self.take("count")?;
        let (op, value) = self.test()?;
        Ok(Measure::Regularly { every, min, of, op, value })
    }
}

/// Units as one says them in Chinese.
const SPOKEN: [(&str, Unit); 8] = [
    ("分钟", Unit::Minute),
    ("小时", Unit::Hour),
    ("天", Unit::Day),
    ("日", Unit::Day),
    ("周", Unit::Week),
    ("个月", Unit::Month),
    ("月", Unit::Month),
    ("年", Unit::Year),
];

/// The unit of a word, which may be in the plural.
fn unit_of(word: &str) -> Option<Unit> {
    let named = Unit::ALL.iter().map(|unit| (unit.name(), *unit));
    let word = word.strip_suffix('s').unwrap_or(word);
    named.chain(SPOKEN).find(|(name, _)| *name == word).map(|(_, unit)| unit)
}
