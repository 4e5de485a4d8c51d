//! Who is it? Clusters of records, the guards that hold them apart, human decisions, stable customer ids.

mod clusters;
mod clusters_packed;
mod code;
mod customer_id;
mod decisions;
mod directory;
mod guard;
mod lifetimes;
mod limits;
mod operation;
mod record_type;
mod seniority;
mod stitch;

pub use clusters::{Bonds, Clusters, Objection, Pairs, Refusal};
pub use customer_id::CustomerId;
pub use decisions::{Decided, Decisions, Verdict};
pub use directory::{Directory, RecordRef};
pub use guard::{Guard, Once};
pub use lifetimes::Lifetimes;
pub use operation::{Deed, Operation, OperationId, OperationKind, Operations};
pub use seniority::Seniority;
pub use stitch::stitched;
