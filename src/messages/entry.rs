//! Texts of the verdicts at entry: matches, tags, segments, actions.

use super::Message;

/// Sorted by code.
pub(crate) const MESSAGES: &[Message] = &[];
