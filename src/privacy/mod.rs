//! Who may see which field, how, for what purpose?

mod mask;
mod view;

pub(crate) use mask::HIDDEN;
pub use mask::mask;
pub use view::{Access, View};
