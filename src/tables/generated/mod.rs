//! Written by `cargo xtask tables`; each file says what it holds and where that comes from.

pub(super) mod area_codes;
pub(super) mod company;
pub(super) mod email;
pub(super) mod latin;
pub(super) mod nicknames;
pub(super) mod phone;
pub(super) mod pinyin;
pub(super) mod regions;
pub(super) mod surnames;
pub(super) mod traditional;
