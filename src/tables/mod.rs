//! Data and nothing else: what characters, places, numbers and companies are called.
//!
//! The files in `generated` are made by `cargo xtask tables`; each names its source, licence and date in its header.
//! The files here decode them, once, on first use.

mod generated;

pub mod area_codes;
pub mod company;
pub mod districts;
pub mod email;
pub mod industry;
pub mod latin;
pub mod nicknames;
pub mod packs;
pub mod phone;
pub mod pinyin;
pub mod regions;
pub mod surnames;
pub mod traditional;
mod words;

pub use words::Words;
