//! Texts of the quality rules.

use super::{Message, message};

/// Sorted by code.
pub(crate) const MESSAGES: &[Message] =
    &[message("quality/required", "缺少必填项“{field}”", "“{field}” is required and missing")];
