//! Memory in large steps.
//!
//! The allocator asks the host for 64 KiB whenever it runs short, and each time V8 counts all of the memory as new garbage
//! to come and soon collects everything: some milliseconds for a call that takes a tenth of one.

use std::cell::Cell;
use std::hint::black_box;

/// The share of memory that is asked for ahead.
const SHARE: usize = 32;

const PAGE: usize = 1 << 16;

thread_local! {
    /// Pages when this was looked at last.
    static KNOWN: Cell<usize> = const { Cell::new(0) };
}

/// Takes more memory where it grew since this was called last, and gives it to the allocator, which uses it up before it
/// asks the host again. Where there is no more, all stays as it is.
pub(super) fn reserve() {
    if KNOWN.get() == pages() {
        return;
    }
    let mut room = Vec::<u8>::new();
    // What is taken and never used would be left out.
    let _ = black_box(room.try_reserve_exact(pages() / SHARE * PAGE));
    drop(black_box(room));
    KNOWN.set(pages());
}

#[cfg(target_family = "wasm")]
fn pages() -> usize {
    std::arch::wasm32::memory_size::<0>()
}

/// Elsewhere the allocator knows better.
#[cfg(not(target_family = "wasm"))]
fn pages() -> usize {
    0
}
