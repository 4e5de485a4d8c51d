//! Texts of the quality rules.

use super::Message;

/// Sorted by code.
pub(crate) const MESSAGES: &[Message] = &[];
