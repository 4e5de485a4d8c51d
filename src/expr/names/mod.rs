//! What may it speak of?

pub(in crate::expr) mod figures;
pub(in crate::expr) mod nearest;
pub(in crate::expr) mod people;
pub(in crate::expr) mod vocabulary;
