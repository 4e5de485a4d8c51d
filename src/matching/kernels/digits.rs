//! Slips of the finger in numbers.

/// Whether two texts of the same length differ in one digit, or in two neighbouring digits that are swapped.
///
/// ```
/// use kehu::matching::kernels::one_digit_or_swap;
/// assert!(one_digit_or_swap("13800138000", "13800138001"));
/// assert!(one_digit_or_swap("2024-03-15", "2024-03-51"));
/// assert!(!one_digit_or_swap("1234", "1234"));
/// assert!(!one_digit_or_swap("1234", "3214"));
/// ```
pub fn one_digit_or_swap(left: &str, right: &str) -> bool {
    let mut differing = left.bytes().zip(right.bytes()).enumerate().filter(|(_, (a, b))| a != b);
    let differ_in_digits = left.len() == right.len()
        && differing.clone().all(|(_, (a, b))| a.is_ascii_digit() && b.is_ascii_digit());
    match (differing.next(), differing.next(), differing.next()) {
        (Some(_), None, None) => differ_in_digits,
        (Some((i, (a, b))), Some((j, (c, d))), None) => differ_in_digits && i + 1 == j && a == d && b == c,
        _ => false,
    }
}

/// How far two decimal numbers are apart, as a share of the larger: 0 when they are equal, 2 at most, when their signs
/// differ; `None` when one is no number.
///
/// ```
/// use kehu::matching::kernels::relative_difference;
/// assert_eq!(relative_difference("100", "75"), Some(0.25));
/// assert_eq!(relative_difference("0", "0"), Some(0.0));
/// assert_eq!(relative_difference("100", ""), None);
/// ```
pub fn relative_difference(left: &str, right: &str) -> Option<f64> {
    let number = |text: &str| text.parse().ok().filter(|number: &f64| number.is_finite());
    let (left, right) = (number(left)?, number(right)?);
    let larger = left.abs().max(right.abs());
    // Each is divided first, so that nothing overflows.
    Some(if larger == 0.0 { 0.0 } else { (left / larger - right / larger).abs() })
}

/// Whether the first `most` numbers of two texts are the same, whatever stands around them. Each has a number at least;
/// zeros in front of one do not count.
///
/// ```
/// use kehu::matching::kernels::same_numbers;
/// assert!(same_numbers("pp 186 199", "186 199", 9));
/// assert!(same_numbers("vol 25 no 3", "025", 1));
/// assert!(!same_numbers("25 4", "25", 9));
/// assert!(!same_numbers("pages", "pp", 9));
/// ```
pub fn same_numbers(left: &str, right: &str, most: usize) -> bool {
    let first = |text| numbers(text).take(most);
    first(left).next().is_some() && first(left).eq(first(right))
}

/// Whether two texts are the same but for their numbers, in figures or in Chinese. Each has a number.
///
/// ```
/// use kehu::matching::kernels::differ_in_numbers;
/// assert!(differ_in_numbers("杭州第三医院", "杭州第四医院"));
/// assert!(differ_in_numbers("part 9", "part 10"));
/// assert!(!differ_in_numbers("part 9", "part 9"));
/// assert!(!differ_in_numbers("part 9", "part"));
/// ```
pub fn differ_in_numbers(left: &str, right: &str) -> bool {
    let have_numbers = left.contains(is_numeral) && right.contains(is_numeral);
    let [left_rest, right_rest] = [left, right].map(|text| text.chars().filter(|c| !is_numeral(*c)));
    left != right && have_numbers && left_rest.eq(right_rest)
}

fn is_numeral(c: char) -> bool {
    matches!(c, '0'..='9' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百')
}

/// The runs of ASCII digits in a text, without zeros in front.
fn numbers(text: &str) -> impl Iterator<Item = &str> {
    let runs = text.split(|c: char| !c.is_ascii_digit()).filter(|run| !run.is_empty());
    runs.map(|run| run.trim_start_matches('0'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_digits_slip() {
        assert!(!one_digit_or_swap("a1", "b1"));
        assert!(!one_digit_or_swap("1a", "a1"));
        assert!(!one_digit_or_swap("12", "123"));
        assert!(!one_digit_or_swap("1234", "2143"));
        assert!(!one_digit_or_swap("", ""));
        assert!(!one_digit_or_swap("王1", "李1"));
    }

    #[test]
    fn differences_have_bounds() {
        assert_eq!(relative_difference("-5", "5"), Some(2.0));
        assert_eq!(relative_difference("inf", "5"), None);
        assert_eq!(relative_difference("NaN", "5"), None);
        assert_eq!(relative_difference("1e308", "-1e308"), Some(2.0));
    }

    proptest! {
        #[test]
        fn a_slip_is_one_substitution_or_swap(a in "[0-2]{0,6}", b in "[0-2]{0,6}") {
            let one = a.len() == b.len() && strsim::osa_distance(&a, &b) == 1;
            prop_assert_eq!(one_digit_or_swap(&a, &b), one);
        }
    }
}
