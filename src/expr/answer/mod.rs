//! How is a compiled condition answered for one customer, until when, and why?

pub(in crate::expr) mod contacts;
pub(in crate::expr) mod explain;
pub(in crate::expr) mod measure;
pub(in crate::expr) mod pinyin;
pub(in crate::expr) mod plan;
pub(in crate::expr) mod sequence;
pub(in crate::expr) mod test;
pub(in crate::expr) mod window;
