//! Texts of errors: rulesets, limits, imports, snapshots.

use super::{Message, message};

/// Sorted by code.
pub(crate) const MESSAGES: &[Message] = &[
    message("limits/bytes", "超过 {limit} 字节（{actual}）", "more than {limit} bytes ({actual})"),
    message("limits/depth", "嵌套超过 {limit} 层", "nested more than {limit} levels deep"),
    message("limits/rows", "超过 {limit} 行（{actual}）", "more than {limit} rows ({actual})"),
];
