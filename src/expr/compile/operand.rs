//! Turning what a condition compares with into a test of values of a known type.

use std::ops::Bound;

use crate::error::{Error, Result};
use crate::expr::answer::pinyin::{LONGEST, Pinyin};
use crate::expr::answer::test::{self, Moment, Place, TestKind, ValueTest};
use crate::expr::forms::json::parse::expected;
use crate::expr::names::vocabulary::ValueType;
use crate::expr::tree::ast::{Literal, Op};
use crate::expr::tree::number::Number;
use crate::limits::Limits;
use crate::normalize::civil::{Date, Timestamp};
use crate::normalize::{Context, normalize};
use crate::schema::FieldKind;
use crate::sort::Arrange;

/// The test of values of a type; faults under `path`.
///
/// What is compared with goes through the normalizer of the field, as the values did: a number written
/// `138 0013 8000` finds the customer whose number is `+8613800138000`.
pub(in crate::expr) fn value_test(
    value: ValueType,
    op: Op,
    literal: &Literal,
    path: &str,
    zone: i32,
) -> Result<ValueTest> {
    if matches!(op, Op::Exists | Op::Missing) {
        return presence(op, literal, path);
    }
    if value.is_number() {
        return number_test(op, literal, path);
    }
    if value.is_date() {
        return date_test(op, literal, path, zone);
    }
    text_test(value, op, literal, path)
}

fn plain(kind: TestKind) -> ValueTest {
    ValueTest { kind, negated: false }
}

fn presence(op: Op, literal: &Literal, path: &str) -> Result<ValueTest> {
    match literal {
        Literal::None => Ok(ValueTest { kind: TestKind::Present, negated: op == Op::Missing }),
        _ => Err(expected(path, "form/nothing")),
    }
}

fn unfit(op: Op, kind: FieldKind) -> Error {
    Error::new("condition/op_type", "op").with("name", op.name()).with("kind", kind.name())
}

/// A range of values that have an order, if the operator is one.
fn range<T: Copy>(
    op: Op,
    literal: &Literal,
    path: &str,
    read: impl Fn(&Literal, &str) -> Result<T>,
) -> Result<Option<(Bound<T>, Bound<T>)>> {
    use Bound::{Excluded, Included, Unbounded};
    Ok(Some(match op {
        Op::Lt | Op::Before => (Unbounded, Excluded(read(literal, path)?)),
        Op::Lte => (Unbounded, Included(read(literal, path)?)),
        Op::Gt | Op::After => (Excluded(read(literal, path)?), Unbounded),
        Op::Gte => (Included(read(literal, path)?), Unbounded),
        Op::Between => match several(literal, path, read)?.as_slice() {
            [low, high] => (Included(*low), Included(*high)),
            _ => return Err(expected(path, "form/pair")),
        },
        _ => return Ok(None),
    }))
}

/// Each value of a list; faults under `path[i]`.
fn several<T>(literal: &Literal, path: &str, read: impl Fn(&Literal, &str) -> Result<T>) -> Result<Vec<T>> {
    let Literal::List(items) = literal else { return Err(expected(path, "form/list")) };
    items.iter().enumerate().map(|(i, item)| read(item, &format!("{path}[{i}]"))).collect()
}

/// The values of `equals`, `in` and their opposites.
fn members<T>(
    op: Op,
    literal: &Literal,
    path: &str,
    read: impl Fn(&Literal, &str) -> Result<T>,
) -> Result<Option<Box<[T]>>> {
    match op {
        Op::Equals | Op::NotEquals => Ok(Some([read(literal, path)?].into())),
        Op::In | Op::NotIn => Ok(Some(several(literal, path, read)?.into())),
        _ => Ok(None),
    }
}

fn is_negative(op: Op) -> bool {
    matches!(op, Op::NotEquals | Op::NotIn)
}

/// The test of a number.
pub(in crate::expr) fn number_test(op: Op, literal: &Literal, path: &str) -> Result<ValueTest> {
    if matches!(op, Op::Before | Op::After) {
        return Err(unfit(op, FieldKind::Number));
    }
    if let Some(known) = members(op, literal, path, number)? {
        return Ok(ValueTest { kind: TestKind::Numbers(known), negated: is_negative(op) });
    }
    match range(op, literal, path, number)? {
        Some((low, high)) => Ok(plain(TestKind::Range(low, high))),
        None => Err(unfit(op, FieldKind::Number)),
    }
}

fn number(literal: &Literal, path: &str) -> Result<Number> {
    let read = match literal {
        Literal::Number(number) => Some(*number),
        Literal::Text(text) => Number::parse(text.trim()),
        _ => None,
    };
    read.ok_or_else(|| expected(path, "form/number"))
}

fn date_test(op: Op, literal: &Literal, path: &str, zone: i32) -> Result<ValueTest> {
    let read = |literal: &Literal, path: &str| moment(literal, path, zone);
    let days = || whole_days(literal, path, 36_525);
    if let Some(known) = members(op, literal, path, read)? {
        return Ok(ValueTest { kind: TestKind::Days(known), negated: is_negative(op) });
    }
    let from_today = |days| Bound::Included(Moment::FromToday(days));
    Ok(match op {
        Op::WithinNextDays => plain(TestKind::Dates(from_today(0), from_today(days()?))),
        Op::WithinLastDays => plain(TestKind::Dates(from_today(-days()?), from_today(0))),
        Op::OlderThanDays => {
            plain(TestKind::Dates(Bound::Unbounded, Bound::Excluded(Moment::FromToday(-days()?))))
        }
        Op::Anniversary => plain(TestKind::Anniversary(whole_days(literal, path, 180)?)),
        _ => match range(op, literal, path, read)? {
            Some((low, high)) => plain(TestKind::Dates(low, high)),
            None => return Err(unfit(op, FieldKind::Date)),
        },
    })
}

/// A whole number of days.
fn whole_days(literal: &Literal, path: &str, most: i64) -> Result<i64> {
    let days = number(literal, path)?.raw();
    let whole = days % 10_000 == 0 && (0..=most * 10_000).contains(&days);
    if whole {
        Ok(days / 10_000)
    } else {
        Err(expected(path, "form/whole_to").with("least", 0).with("most", most))
    }
}

/// `today`, a day or an instant, in any form that the date normalizer reads.
fn moment(literal: &Literal, path: &str, zone: i32) -> Result<Moment> {
    let Literal::Text(text) = literal else { return Err(expected(path, "form/date")) };
    if text == "today" {
        return Ok(Moment::FromToday(0));
    }
    let read = |text: &str| {
        let day = Date::parse(text).map(Moment::Day);
        day.or_else(|| Timestamp::parse(text, zone).map(Moment::Time))
    };
    let canonical = || normalize(FieldKind::Date, text, &Context::default()).value;
    read(text).or_else(|| read(&canonical()?)).ok_or_else(|| expected(path, "form/date"))
}

fn text_test(value: ValueType, op: Op, literal: &Literal, path: &str) -> Result<ValueTest> {
    let kind = value.kind;
    let read = |literal: &Literal, path: &str| Ok(canonical(kind, &text(literal, path)?));
    if let Some(mut known) = members(op, literal, path, read)? {
        known.arrange();
        return Ok(ValueTest { kind: TestKind::Texts(known), negated: is_negative(op) });
    }
    let part = |place| Ok(plain(TestKind::Part(place, test::plain(&text(literal, path)?))));
    match op {
        Op::Contains if value.list => Ok(plain(TestKind::Texts([read(literal, path)?].into()))),
        Op::Contains => part(Place::Anywhere),
        Op::ContainsAny => {
            let parts = several(literal, path, |item, path| Ok(test::plain(&text(item, path)?)))?;
            Ok(plain(TestKind::AnyPart(parts.into())))
        }
        Op::StartsWith => part(Place::Start),
        Op::EndsWith => part(Place::End),
        Op::Pinyin => {
            let read = Pinyin::new(&text(literal, path)?);
            read.map(|typed| plain(TestKind::Read(typed)))
                .ok_or_else(|| expected(path, "form/letters").with("most", LONGEST))
        }
        _ => Err(unfit(op, kind)),
    }
}

fn text(literal: &Literal, path: &str) -> Result<String> {
    match literal {
        Literal::Text(text) => Ok(text.clone()),
        Literal::Number(number) => Ok(number.to_string()),
        Literal::Flag(flag) => Ok(flag.to_string()),
        Literal::None | Literal::List(_) => Err(expected(path, "form/text")),
    }
}

pub(in crate::expr) fn canonical(kind: FieldKind, text: &str) -> String {
    // No record holds as much, and to read it may take minutes.
    if text.len() > Limits::default().field_bytes {
        return text.to_owned();
    }
    normalize(kind, text, &Context::default()).value.unwrap_or_else(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_test_must_fit_the_type() {
        let number = ValueType::one(FieldKind::Amount);
        let date = ValueType::one(FieldKind::Date);
        let text = ValueType::one(FieldKind::Text);
        let code = |value, op, literal: &Literal| {
            value_test(value, op, literal, "value", 480).map_err(|e| e.code()).err()
        };
        let word = Literal::Text("word".to_owned());
        assert_eq!(code(number, Op::Gte, &word), Some("condition/expected"));
        assert_eq!(code(number, Op::Contains, &word), Some("condition/op_type"));
        assert_eq!(code(number, Op::Before, &word), Some("condition/op_type"));
        assert_eq!(code(date, Op::Before, &word), Some("condition/expected"));
        assert_eq!(code(date, Op::StartsWith, &word), Some("condition/op_type"));
        assert_eq!(code(text, Op::WithinNextDays, &word), Some("condition/op_type"));
        assert_eq!(code(text, Op::Lt, &word), Some("condition/op_type"));
        assert_eq!(code(text, Op::Exists, &word), Some("condition/expected"));
        assert_eq!(code(text, Op::Equals, &word), None);
        assert_eq!(code(text, Op::In, &word), Some("condition/expected"));
    }

    #[test]
    fn what_no_record_can_hold_is_not_read() {
        let text = "浙江省".repeat(200_000);
        assert_eq!(canonical(FieldKind::Address, &text), text);
        assert_eq!(canonical(FieldKind::Region, "浙江"), "浙江省");
    }

    #[test]
    fn numbers_may_be_written_as_text_as_forms_do() {
        let test = number_test(Op::Gte, &Literal::Text(" 12.5 ".to_owned()), "value").unwrap();
        assert_eq!(
            test,
            plain(TestKind::Range(Bound::Included(Number::parse("12.5").unwrap()), Bound::Unbounded))
        );
    }
}
