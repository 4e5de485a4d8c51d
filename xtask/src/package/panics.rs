//! Panics that nobody hears.

/// Functions of the standard library that put a panic into words and never return.
const REPORTS: [&str; 10] = [
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
];

/// Whether a function, by its name, does nothing but report a panic. Where none is told, it may as well trap at once,
/// and what it would have said need not be loaded.
pub fn is_report(name: &str) -> bool {
    REPORTS.iter().any(|report| name.contains(report))
}

#[cfg(test)]
mod tests {
    use super::is_report;

    #[test]
    fn reports_are_told_by_their_names() {
        for name in [
            "core[fd7cd05f7ffa3501]::panicking::panic_bounds_check",
            "core::panicking::panic_fmt::h06c66a33d2669c5c",
            "alloc[d18d7a67a6873e9c]::raw_vec::handle_error",
            "<alloc[d18d7a67a6873e9c]::vec::Vec<_, _>>::remove::assert_failed",
        ] {
            assert!(is_report(name), "{name}");
        }
        assert!(!is_report("kehu::normalize::phone::normalize"));
    }
}
