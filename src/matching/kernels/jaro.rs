//! Jaro–Winkler on bits: one step for each character of one text, whatever the length of the other.

/// Jaro–Winkler similarity of two texts that have a character in common.
///
/// `length` is that of the pattern; `places` tells for each character of the other text where it stands in the pattern. As
/// Jaro has it, each takes the first place within the window that is not taken. Which text goes first makes no difference:
/// the places of one character are matched like two sorted lists, from the front.
pub(super) fn jaro_winkler(length: usize, places: &[u64]) -> f64 {
    let jaro = jaro(length, places);
    jaro + f64::from(common_prefix(places)) * 0.1 * (1.0 - jaro)
}

/// How many of the first four characters are the same, up to the first that differs.
fn common_prefix(places: &[u64]) -> u32 {
    let same = places.iter().take(4).enumerate().fold(0, |same, (j, place)| same | place & 1 << j);
    same.trailing_ones()
}

fn jaro(length: usize, places: &[u64]) -> f64 {
    let half_window = (length.max(places.len()) / 2).saturating_sub(1);
    let mut window = (2_u64 << half_window) - 1;
    let (mut open, mut matched) = (u64::MAX, 0_u64);
    for (j, place) in places.iter().enumerate() {
        let free = place & window & open;
        open ^= free & free.wrapping_neg();
        matched |= u64::from(free != 0) << j;
        window = window << 1 | u64::from(j < half_window);
    }
    if matched == 0 {
        return 0.0;
    }
    let m = f64::from(matched.count_ones());
    let swapped = f64::from(out_of_order(places, !open, matched) / 2);
    (m / length as f64 + m / places.len() as f64 + (m - swapped) / m) / 3.0
}

/// How many matched characters, taken in order from both texts, differ.
fn out_of_order(places: &[u64], mut taken: u64, mut matched: u64) -> u32 {
    let mut differing = 0;
    while matched != 0 {
        let place = places.get(matched.trailing_zeros() as usize).copied().unwrap_or_default();
        let first = taken & taken.wrapping_neg();
        differing += u32::from(place & first == 0);
        taken ^= first;
        matched &= matched - 1;
    }
    differing
}
