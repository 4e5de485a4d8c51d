//! What an edition without an engine carries along and never runs, so that it may as well trap.

/// Functions of the standard library that put a panic into words and never return: nobody hears them there.
const REPORTS: [&str; 12] = [
    "::panicking::",
    "::rust_begin_unwind",
    "::slice_index_fail",
    "::slice_error_fail",
    "::len_mismatch_fail",
    "::unwrap_failed",
    "::expect_failed",
    "::assert_failed",
    "::capacity_overflow",
    "::handle_error",
    "::cell::BorrowError as ",
    "::cell::BorrowMutError as ",
];

/// Functions by which a host calls closures of Rust, or wakes its tasks: there are none, but the table of functions names them.
const CALLBACKS: [&str; 2] = ["wasm_bindgen::convert::closures::", "js_sys::futures::jspi::task_waker::"];

/// Whether a function, by its name, is one of them. Then what it would have said or called need not be loaded either.
pub fn is_unheard(name: &str) -> bool {
    REPORTS.iter().chain(&CALLBACKS).any(|part| name.contains(part))
}

#[cfg(test)]
mod tests {
    use super::is_unheard;

    #[test]
    fn what_is_never_run_is_told_by_its_name() {
        for name in [
            "core[fd7cd05f7ffa3501]::panicking::panic_bounds_check",
            "core::panicking::panic_fmt::h06c66a33d2669c5c",
            "alloc[d18d7a67a6873e9c]::raw_vec::handle_error",
            "<alloc[d18d7a67a6873e9c]::vec::Vec<_, _>>::remove::assert_failed",
            "<core[8b97a1da7f564bf]::cell::BorrowMutError as core[8b97a1da7f564bf]::fmt::Display>::fmt",
            "wasm_bindgen::convert::closures::_::invoke::h077ece22de263cff",
        ] {
            assert!(is_unheard(name), "{name}");
        }
        assert!(!is_unheard("kehu::normalize::phone::normalize"));
    }
}
