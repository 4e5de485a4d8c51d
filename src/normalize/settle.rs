//! Normalizing a value again must change nothing: free text is read until it stands still.

use super::{Normalized, Status};
use crate::reason::Reason;

/// Taking one thing off a text can lay the next one bare; four layers are more than cells hold.
const ROUNDS: usize = 4;

/// Reads `input`, then the value that came of it, until the value is its own canonical form.
///
/// Text that is still moving after [`ROUNDS`] is invalid.
pub(super) fn settle(input: &str, read: fn(&str) -> Normalized) -> Normalized {
    let mut answer = read(input);
    let mut text = input.to_owned();
    for _ in 0..ROUNDS {
        match &answer.value {
            Some(value) if *value != text => text.clone_from(value),
            _ => return answer,
        }
        let again = read(&text);
        answer = merged(answer, again);
        if answer.value.as_ref() == Some(&text) {
            return answer;
        }
    }
    let Normalized { input, also, .. } = answer;
    let mut invalid = super::Draft::new(&input).invalid(Reason::new("value/not_recognized"));
    invalid.also = also;
    invalid
}

/// The later verdict, with what the earlier reading found as well.
fn merged(earlier: Normalized, later: Normalized) -> Normalized {
    let mut reasons = earlier.reasons;
    for reason in later.reasons {
        if !reasons.iter().any(|known| known.code == reason.code) {
            reasons.push(reason);
        }
    }
    let status = if later.value.is_some() && !reasons.is_empty() { Status::Suspect } else { later.status };
    let reasons = if status == Status::Empty { Vec::new() } else { reasons };
    let mut parts = earlier.parts;
    parts.take(later.parts);
    let steps = earlier.steps.into_iter().chain(later.steps).collect();
    let also = earlier.also.into_iter().chain(later.also).collect();
    Normalized { input: earlier.input, status, reasons, parts, steps, also, ..later }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::Draft;

    /// Takes one letter off the front; a text of two is canonical.
    fn peel(text: &str) -> Normalized {
        let mut draft = Draft::new(text);
        let rest = if text.len() > 2 { &text[1..] } else { text };
        draft.part(if rest == text { "last" } else { "first" }, rest);
        if text.starts_with('x') {
            draft.doubt(Reason::new("value/placeholder"));
        }
        draft.done(rest, rest)
    }

    #[test]
    fn layers_come_off_until_nothing_changes() {
        let answer = settle("xabc", peel);
        assert_eq!((answer.input.as_str(), answer.value.as_deref()), ("xabc", Some("bc")));
        assert_eq!(answer.status, Status::Suspect);
        assert_eq!(answer.part("last"), Some("bc"));
    }

    #[test]
    fn text_that_never_settles_is_invalid() {
        assert_eq!(settle("abcdefghij", peel).status, Status::Invalid);
    }
}
