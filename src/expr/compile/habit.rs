//! What customers began, stopped, took up again or do regularly, said with counts of events.
//!
//! The names are those of PostHog's cohorts (“performed event first time”, “stopped”, “restarted” and “regularly
//! performing event”), and so is what they mean.

use crate::error::{Error, Result};
use crate::expr::answer::window::outlasts;
use crate::expr::tree::ast::{Condition, EventTest, Literal, Measure, Op, Window};
use crate::expr::tree::number::Number;
use crate::schema::ruleset::Period;

/// A test said with counts, if it can be.
pub(in crate::expr) fn expanded(test: &EventTest) -> Option<Condition> {
    let some = |window| counted(test, window, Op::Gte, &whole(1));
    let none = |window| counted(test, window, Op::Equals, &whole(0));
    let before = |outer: Option<Period>, inner: Period| Window::Before(outer, inner);
    Some(match &test.measure {
        Measure::FirstTime(period) => {
            Condition::All(vec![none(before(None, *period)), some(Window::Within(*period))])
        }
        Measure::Stopped { silent, active } => {
            Condition::All(vec![none(Window::Within(*silent)), some(before(Some(*active), *silent))])
        }
        Measure::Restarted { active, silent } => Condition::All(vec![
            some(Window::Within(*active)),
            none(before(Some(*silent), *active)),
            some(before(None, *silent)),
        ]),
        Measure::Regularly { every, min, of, op, value } => {
            let each = |place| counted(test, nth_last(*every, place), *op, value);
            Condition::AtLeast(*min, (0..*of).map(each).collect())
        }
        Measure::Count { .. } | Measure::Aggregate { .. } | Measure::Streak { .. } => return None,
    })
}

/// Whether the times of activity and of silence leave room for each other: who stopped was active before it fell silent,
/// who took something up again has been active for less long than it was silent.
///
/// # Errors
/// `condition/pause` with the path of the time that is too long.
pub(in crate::expr) fn check_pause(measure: &Measure) -> Result<()> {
    let (path, shorter, longer) = match measure {
        Measure::Stopped { silent, active } => ("stopped.silent", silent, active),
        Measure::Restarted { active, silent } => ("restarted.active", active, silent),
        _ => return Ok(()),
    };
    if !outlasts(*shorter, *longer) {
        return Ok(());
    }
    let (habit, name) = path.split_once('.').unwrap_or_default();
    let other = if name == "silent" { "active" } else { "silent" };
    Err(Error::new("condition/pause", path).with("habit", habit).with("name", name).with("other", other))
}

fn counted(test: &EventTest, window: Window, op: Op, value: &Literal) -> Condition {
    let measure = Measure::Count { op, value: value.clone() };
    Condition::Event(Box::new(EventTest { window, measure, ..test.clone() }))
}

fn whole(number: i64) -> Literal {
    Literal::Number(Number::whole(number).unwrap_or_default())
}

/// The period that so many others have come after.
fn nth_last(every: Period, place: u32) -> Window {
    let times = |count: u32| Period { last: every.last.saturating_mul(count), ..every };
    match place {
        0 => Window::Within(every),
        _ => Window::Before(Some(times(place.saturating_add(1))), times(place)),
    }
}
