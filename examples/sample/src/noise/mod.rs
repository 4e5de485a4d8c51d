//! What people, spreadsheets and recognition software do to values.

pub(crate) mod company;
pub(crate) mod glyph;
pub(crate) mod number;
pub(crate) mod text;
