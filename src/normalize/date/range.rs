//! Two dates in one cell, the first and the last of a stretch of time: `2024.3.1-2024.3.5`, `2024年3月至5月`.

use super::Found;
use crate::normalize::Context;

/// What stands between the two.
const SIGNS: [char; 5] = ['至', '到', '~', '-', '/'];

/// The first and the last date, both as precise as each other.
pub(super) fn read(text: &str, context: &Context) -> Option<[Found; 2]> {
    let mut signs = text.char_indices().filter(|(_, c)| SIGNS.contains(c));
    signs.find_map(|(at, sign)| {
        let (before, after) = text.split_at_checked(at)?;
        let after = after.trim_start_matches([sign, ' ']);
        between(before.trim(), after, context)
    })
}

fn between(before: &str, after: &str, context: &Context) -> Option<[Found; 2]> {
    // Numbers of days and seconds may be any numbers.
    let first = super::read(before, context)
        .filter(|first| first.step.is_none_or(|step| step == "two_digit_year"))?;
    let year = [&first.year?.to_string(), "年"].concat();
    let month = first.month.map(|month| [&year, &month.to_string(), "月"].concat()).unwrap_or_default();
    // What the last date does not say, the first one said for both.
    let heads = ["", &year, &month];
    let last = heads.into_iter().find_map(|head| {
        let last = super::read(&[head, after].concat(), context)?;
        (last.year.is_some() && precision(&last) == precision(&first)).then_some(last)
    })?;
    Some([first, last])
}

/// Which of its parts a date has.
fn precision(found: &Found) -> [bool; 4] {
    [found.quarter.is_some(), found.month.is_some(), found.day.is_some(), found.clock.is_some()]
}
