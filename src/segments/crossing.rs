//! Coming and going.

use crate::expr::SegmentId;
use crate::normalize::civil::Timestamp;

/// That a customer entered a segment, or left it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Crossing {
    /// The segment.
    pub segment: SegmentId,
    /// Whether it was entered; else it was left.
    pub entered: bool,
    /// Since when that holds.
    pub since: Timestamp,
}
