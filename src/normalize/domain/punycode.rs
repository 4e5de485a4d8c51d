//! Punycode (RFC 3492), the encoding of one label of a domain name.

const BASE: u32 = 36;
const T_MIN: u32 = 1;
const T_MAX: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;

/// The ASCII form of a label, without the `xn--` in front; `None` on overflow.
pub(super) fn encode(label: &str) -> Option<String> {
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(out.len()).ok()?;
    let total = u32::try_from(label.chars().count()).ok()?;
    if basic > 0 {
        out.push('-');
    }
    let (mut code, mut delta, mut bias, mut handled) = (128, 0_u32, 72, basic);
    while handled < total {
        let next = label.chars().map(u32::from).filter(|&c| c >= code).min()?;
        delta = (next - code).checked_mul(handled + 1)?.checked_add(delta)?;
        code = next;
        for c in label.chars().map(u32::from) {
            if c < code {
                delta = delta.checked_add(1)?;
            } else if c == code {
                push_integer(&mut out, delta, bias)?;
                bias = adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled += 1;
            }
        }
        delta = delta.checked_add(1)?;
        code += 1;
    }
    Some(out)
}

/// Writes a generalized variable-length integer (RFC 3492, section 3.3).
fn push_integer(out: &mut String, delta: u32, bias: u32) -> Option<()> {
    let mut rest = delta;
    for k in (BASE..).step_by(usize::try_from(BASE).ok()?) {
        let threshold = k.saturating_sub(bias).clamp(T_MIN, T_MAX);
        if rest < threshold {
            break;
        }
        let span = BASE - threshold;
        out.push(digit(threshold + (rest - threshold) % span)?);
        rest = (rest - threshold) / span;
    }
    out.push(digit(rest)?);
    Some(())
}

/// `a` to `z` stand for 0 to 25, `0` to `9` for 26 to 35.
fn digit(value: u32) -> Option<char> {
    if value < 26 { char::from_u32(value + 97) } else { char::from_digit(value - 26, 10) }
}

/// The bias after a delta (RFC 3492, section 6.1).
fn adapt(delta: u32, points: u32, is_first: bool) -> u32 {
    let mut delta = if is_first { delta / DAMP } else { delta / 2 };
    delta += delta / points;
    let mut k = 0;
    while delta > (BASE - T_MIN) * T_MAX / 2 {
        delta /= BASE - T_MIN;
        k += BASE;
    }
    k + (BASE - T_MIN + 1) * delta / (delta + SKEW)
}

#[cfg(test)]
mod tests {
    use super::encode;

    /// Samples of RFC 3492, section 7.1, and names of the root zone.
    #[test]
    fn known_labels_encode() {
        for (label, expected) in [
            ("中国", "fiqs8s"),
            ("中文网", "fiq228c5hs"),
            ("新加坡", "yfro4i67o"),
            ("bücher", "bcher-kva"),
            ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
            ("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b"),
        ] {
            assert_eq!(encode(label).as_deref(), Some(expected), "{label}");
        }
    }
}
