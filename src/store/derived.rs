//! What was derived from the changes of a snapshot, kept beside them so that it need not be derived anew.
//!
//! Only the build that wrote it reads it, and only for the same ruleset and mode. Who cannot read it loses time, nothing
//! else.

use super::batch::DERIVED;
use crate::columns::SymbolWriter;

/// A part of what was derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derived {
    /// By whom and from what.
    Key,
    /// The values of all cells.
    Values,
    /// The blocking keys of all records.
    Index,
    /// Matches, clusters and refusals.
    Clusters,
    /// Whose each event is.
    Owners,
    /// Which records name which other customers.
    Kinship,
}

impl Derived {
    /// All parts in the order in which they are written.
    pub const ALL: [Self; 6] =
        [Self::Key, Self::Values, Self::Index, Self::Clusters, Self::Owners, Self::Kinship];
}

/// Ends a part as the payload of a frame.
pub fn write_derived(to: &mut SymbolWriter, part: Derived) -> Vec<u8> {
    to.part(&[DERIVED, part as u8])
}
