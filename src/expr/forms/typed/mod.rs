//! Conditions as a person types them: `city = 上海 and count(order within 90 day) = 0`.
//!
//! ```text
//! condition  a and b, a or b (且, 或), not a (非), (a), all(a; b), any(a; b), at_least 2 of (a; b; c)
//! field      NAME = VALUE, !=, <, <=, >, >=, or an operator by its name: company starts_with "杭州"
//! marks      tag NAME, segment NAME, stage NAME, score NAME >= 60, score NAME is BUCKET
//! contacts   contacts any (title contains "总监"), all ( … ), none ( … ), count ( … ) >= 2
//! events     count(EVENTS) >= 1, sum(amount of EVENTS) > 5, days_since_last(of EVENTS) > 60, streak(EVENTS) 7 day,
//!            first_time(EVENTS) within P, stopped(EVENTS) active P silent P, restarted(EVENTS) active P silent P,
//!            regularly(EVENTS) every P min 3 of 4 count >= 1, sequence(EVENTS then EVENTS gap P other NAME)
//! EVENTS     order, visit where (amount > 5) within P not_within P, or between FROM TO, or since stage NAME; * for all,
//!            for an open end and for the present stage
//! P          90 day, 3 month calendar
//! default    … else true, … else false
//! ```

mod read;
mod token;
mod write;

pub use read::parse_text;
pub(in crate::expr) use read::read;
pub use write::to_text;

/// Words that mean something where a name or a value could stand.
const RESERVED: [&str; 11] = ["all", "and", "any", "at_least", "else", "not", "of", "or", "且", "或", "非"];

/// Words before a name or a parenthesis that say what it is.
const HEADS: [&str; 5] = ["tag", "segment", "stage", "score", "contacts"];
