//! A digest to compare files by.

/// FNV-1a, 64 bits (G. Fowler, L. C. Noll, K.-P. Vo).
pub fn fnv(bytes: &[u8]) -> u64 {
    fnv_onto(0xCBF2_9CE4_8422_2325, bytes)
}

/// Carries a digest on over more bytes.
pub fn fnv_onto(digest: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(digest, |digest, &byte| (digest ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3))
}
