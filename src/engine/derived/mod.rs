//! What follows for each customer, for conditions and for readers?

mod ledger;
mod panel;
mod portraits;
mod power;
mod subject;
mod surveying;

pub(super) use ledger::{Entry, Ledger};
pub(super) use portraits::{Automation, Drawn};
pub(super) use power::{Person, PowerNumbers};
pub(super) use subject::{CustomerSubject, Names, Subjects};
