//! How is it held in memory? Interned values, cells normalized once, columns, posting lists.
//!
//! A text is stored once, however often it occurs, and a cell is normalized once for each distinct text of a field
//! kind, or of a field with rules of its own. Everything that grows can go back to an earlier [`Mark`], so an import can be abandoned, and a record
//! checked, without leaving a trace.

mod bits;
mod blocks;
mod cells;
mod lists;
mod lookup;
mod packed;
mod postings;
mod rows;
mod symbols;
mod table;
mod texts;

pub use bits::Bits;
pub(crate) use bits::ones;
pub(crate) use blocks::Blocks;
pub(crate) use lists::{Filling, Lists};
pub(crate) use lookup::Lookup;
pub use packed::{Numbering, SymbolReader, SymbolWriter};
pub use postings::{Key, Postings};
pub use symbols::{Symbol, Symbols};
pub use table::{CellClass, CellId, FieldId, Mark, Row, Table};
