//! The hash that keys of actions and draws of experiments are made of.

/// FNV-1a (64 bit) over the parts, each ended by a byte that text cannot contain.
pub(super) fn hash(parts: &[&str]) -> u64 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0xff]));
    bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// The hash as 16 hex digits.
pub(super) fn key(parts: &[&str]) -> String {
    format!("{:016x}", hash(parts))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_tell_their_parts_apart() {
        assert_ne!(key(&["ab", "c"]), key(&["a", "bc"]));
        assert_eq!(key(&[]), "cbf29ce484222325");
    }
}
