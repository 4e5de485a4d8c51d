//! The boundary of the import-free wasm build: four functions on plain numbers.
//!
//! `start`, then `next` until it gives 0; each time `chunk_file` says which file the chunk belongs to and `chunk_ptr` where in
//! the memory it lies, until the next call of `next` or `start`.

// Exporting a function by its name counts as unsafe code because two functions of one name would clash. Nothing here, and
// nothing else in this crate, has an unsafe block.
#![allow(unsafe_code)]

use std::cell::RefCell;

use crate::calendar::civil;
use crate::generator::{File, Generator, Options};

struct State {
    generator: Option<Generator>,
    file: File,
    chunk: Vec<u8>,
}

thread_local! {
    static STATE: RefCell<State> = const { RefCell::new(State { generator: None, file: File::Customers, chunk: Vec::new() }) };
}

/// Begins a set: companies, the two halves of the seed, the reference day in days since 1970-01-01.
#[unsafe(no_mangle)]
pub extern "C" fn start(companies: u32, seed_lo: u32, seed_hi: u32, as_of_days: i32) {
    // From 2000 to 2100, so that the calendar's arithmetic has room.
    let (year, month, day) = civil(as_of_days.clamp(10_957, 47_481));
    let seed = u64::from(seed_hi) << 32 | u64::from(seed_lo);
    let generator = Generator::new(Options { companies, seed, as_of: (year, month as u8, day as u8) });
    STATE.with_borrow_mut(|state| state.generator = Some(generator));
}

/// Makes the next chunk and gives its length in bytes; 0 when all is made, or nothing was begun.
#[unsafe(no_mangle)]
pub extern "C" fn next() -> u32 {
    STATE.with_borrow_mut(|state| {
        state.chunk.clear();
        if let Some((file, chunk)) = state.generator.as_mut().and_then(Generator::next_chunk) {
            state.file = file;
            state.chunk.extend_from_slice(chunk);
        }
        state.chunk.len() as u32
    })
}

/// The file of the chunk: 0 `customers.csv`, 1 `events.csv`, 2 `truth.csv`.
#[unsafe(no_mangle)]
pub extern "C" fn chunk_file() -> u32 {
    STATE.with_borrow(|state| state.file as u32)
}

/// Where the chunk lies in the memory.
#[unsafe(no_mangle)]
pub extern "C" fn chunk_ptr() -> u32 {
    STATE.with_borrow(|state| state.chunk.as_ptr() as usize as u32)
}

/// How much is made, in thousandths.
#[unsafe(no_mangle)]
pub extern "C" fn progress() -> u32 {
    STATE.with_borrow(|state| {
        let (done, total) = state.generator.as_ref().map_or((0, 1), Generator::progress);
        (done as u64 * 1_000 / (total as u64).max(1)) as u32
    })
}
