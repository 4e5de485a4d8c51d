//! Makes a realistic dirty B2B customer data set with its truth: the records of a few thousand Chinese companies as five
//! sources have them, what happened with each over two years, and who is who.
//!
//! The same options give the same bytes on every machine: chance comes from integers alone, nothing depends on hash order,
//! and the reference day is an argument. Only a plan of some tens of bytes a record is held in memory; the files come in
//! chunks.
//!
//! | file | one line is | columns |
//! |---|---|---|
//! | `customers.csv` | a source record | 30 Chinese headers, 记录编号 to 更新时间 |
//! | `events.csv` | an event | `event_id,type,time`, whom it concerns, properties |
//! | `truth.csv` | a record's truth, once for each 记录编号 | `record_id,customer_id,contact_id,parent_customer_id,trap` |
//!
//! A customer is one legal company; a branch is a customer with a parent. A few lines of `customers.csv` stand there twice,
//! number and all, as they do in real exports. `trap` lists what may mislead a matcher, joined by `|`.

mod calendar;
mod company;
mod digest;
mod events;
#[cfg(test)]
mod evidence;
mod generator;
mod identifiers;
mod identity;
mod noise;
mod person;
mod plan;
mod rates;
mod records;
mod rng;
mod sheet;
mod slice;
mod sources;
mod trap;
mod words;
mod world;

#[cfg(target_family = "wasm")]
mod wasm;
#[cfg(not(target_family = "wasm"))]
mod write;

pub use digest::{fnv, fnv_onto};
pub use generator::{File, Generator, Options, Sink, generate};
#[cfg(not(target_family = "wasm"))]
pub use write::{Written, write_to};
