//! Written by `cargo xtask tables`; each file says what it holds and where that comes from.

pub(super) mod latin;
pub(super) mod pinyin;
pub(super) mod surnames;
pub(super) mod traditional;
