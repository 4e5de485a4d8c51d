//! Texts of the normalizers' reasons.

use super::{Message, message};

/// Sorted by code.
pub(crate) const MESSAGES: &[Message] = &[
    message("value/masked", "号码被遮盖，只能按可见部分核对", "the value is masked; only its visible part can be compared"),
    message("value/placeholder", "“{value}”是占位值，不是真实数据", "“{value}” is a placeholder, not a real value"),
];
