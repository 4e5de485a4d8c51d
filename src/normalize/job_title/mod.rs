//! Job titles: how senior, in which function, with which say in a purchase.
//!
//! There is no standard list of titles. The levels are the ten that People Data Labs publishes (`cxo`, `owner`,
//! `partner`, `vp`, `director`, `manager`, `senior`, `entry`, `training`, `unpaid`); the Chinese ladder is read onto
//! them, from 董事长 down to 实习生.

mod buying;
mod english;
mod ladder;

use super::settle::settle;
use super::{Context, Draft, Normalized, code};
use crate::reason::Reason;
use crate::text;

pub use buying::buying_role;

/// Whether job titles are read as being of the function of that name.
///
/// ```
/// use kehu::normalize::job_title::is_function;
/// assert!(is_function("purchasing") && !is_function("buying"));
/// ```
pub fn is_function(name: &str) -> bool {
    ladder::is_function(name)
}

/// Whether a text in small letters is nothing but a post or the field of one, such as 商务, 安全员 or purchasing manager.
pub(super) fn is_post(text: &str) -> bool {
    ladder::is_post(text)
}

/// The canonical form of a job title.
///
/// ```
/// use kehu::normalize::{Context, job_title};
/// let answer = job_title::normalize("采购部副总监", &Context::default());
/// assert_eq!(answer.part("seniority"), Some("director"));
/// assert_eq!(answer.part("function"), Some("purchasing"));
/// assert_eq!(answer.part("modifiers"), Some("deputy"));
/// ```
pub fn normalize(input: &str, _context: &Context) -> Normalized {
    settle(input, one)
}

fn one(input: &str) -> Normalized {
    let mut draft = Draft::new(input);
    let repaired = text::repair(input);
    draft.step("repair", input, &repaired);
    let title = code::behind_label(&repaired, &LABELS);
    draft.step("label", &repaired, title);
    if title.is_empty() {
        return draft.empty();
    }
    if text::is_placeholder(title) {
        return draft.suspect(title, code::placeholder(title));
    }
    let canonical = canonical(title);
    draft.step("synonym", title, &canonical);
    describe(&mut draft, &canonical);
    draft.done(canonical.as_str(), canonical.as_str())
}

const LABELS: [&str; 8] = ["职位", "职务", "岗位", "头衔", "职称", "Job Title", "Title", "Position"];

fn canonical(title: &str) -> String {
    if text::contains_han(title) { ladder::canonical(title) } else { english::canonical(title) }
}

/// Sets the parts; a title of several posts is as senior as its highest one.
fn describe(draft: &mut Draft, canonical: &str) {
    let folded = canonical.to_lowercase();
    let post = ladder::posts(&folded).min_by_key(|post| post.rank()).unwrap_or_default();
    let function = post.function.or_else(|| ladder::function(&folded));
    draft.part("seniority", post.seniority.unwrap_or_default());
    draft.part("function", function.unwrap_or_default());
    draft.part("modifiers", post.modifiers.join(","));
    if post.seniority.is_none() && function.is_none() {
        draft.doubt(Reason::new("job_title/unknown").with("value", canonical));
        return;
    }
    // Whose assistant somebody is, the title need not say.
    let assists = post.modifiers.contains(&"assistant");
    let field = function.unwrap_or(if assists { "administration" } else { "other" });
    draft.part("buying_role", buying_role(post.seniority.unwrap_or("entry"), field));
    if post.is_hint {
        draft.doubt(Reason::new("job_title/hint").with("value", canonical));
    }
    if post.modifiers.contains(&"former") {
        draft.doubt(Reason::new("job_title/former").with("value", canonical));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(title: &str, name: &str) -> String {
        normalize(title, &Context::default()).part(name).unwrap_or_default().to_owned()
    }

    #[test]
    fn the_highest_post_of_several_counts() {
        assert_eq!(part("行政主管兼总经理", "seniority"), "cxo");
        assert_eq!(part("工程师/合伙人", "seniority"), "partner");
    }

    #[test]
    fn managers_of_accounts_lead_nobody() {
        assert_eq!(part("大客户经理", "seniority"), "entry");
        assert_eq!(part("高级产品经理", "seniority"), "senior");
        assert_eq!(part("客户经理主管", "seniority"), "manager");
    }

    #[test]
    fn a_canonical_title_stays_as_it_is() {
        for title in ["副总", "vp of sales", "Sr. Software Eng.", "採購經理", "职位：CEO/創始人", "采购 经理"]
        {
            let once = normalize(title, &Context::default()).value.unwrap();
            let twice = normalize(&once, &Context::default()).value.unwrap();
            assert_eq!(once, twice);
        }
    }
}
