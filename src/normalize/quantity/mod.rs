//! How many, how much: reads numbers, ranges and modifiers (`约50人`, `1万-5万`, `两到三万`, `100多`, `500以上`).

mod decimal;
mod latin;
mod modifier;
mod numeral;
mod spoken;

use modifier::Modifier;

use crate::reason::Reason;

pub use decimal::Decimal;
pub(super) use numeral::numeral_in_digits;
pub use numeral::{Doubt, Numeral, digit, is_numeral_char, read_numeral};

/// Factors in brackets, as in the heading of a column, with their power of ten: `500（万）`.
pub const SCALES: &[(&str, i32)] = &[("(万)", 4), ("(亿)", 8)];

/// What kind of figure a quantity is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Bound {
    /// One figure, taken at its word.
    #[default]
    Exact,
    /// One figure that is only near the truth (`约`, `左右`).
    About,
    /// At least the value (`以上`, `+`).
    AtLeast,
    /// At most the value (`以下`, `不到`).
    AtMost,
    /// Between two figures.
    Range,
}

impl Bound {
    /// The name used in the parts of a normalized value.
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::About => "about",
            Self::AtLeast => "at_least",
            Self::AtMost => "at_most",
            Self::Range => "range",
        }
    }
}

/// The numbers of a text and the words around them; always one word more than numbers, each possibly empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// The numbers in order.
    pub numbers: Vec<Numeral>,
    /// What stands before the first number, between the numbers, and after the last.
    pub words: Vec<String>,
    /// The highest number meant, where digits say that there is one (`几十`, `十几`, `三五万`).
    highest: Option<Decimal>,
}

/// A figure with what limits it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quantity {
    /// The figure itself; of a range its lower end.
    pub value: Decimal,
    /// The lowest figure meant, where one is.
    pub min: Option<Decimal>,
    /// The highest figure meant, where one is.
    pub max: Option<Decimal>,
    /// How value, minimum and maximum are meant.
    pub bound: Bound,
    /// What makes the reading uncertain.
    pub doubts: Vec<Reason>,
    /// What stood before the number, without modifiers.
    pub head: String,
    /// What stood after the number, without modifiers.
    pub tail: String,
}

impl Reading {
    /// Splits `text` into numbers and words.
    pub fn of(text: &str) -> Self {
        let chars = spoken::written(text);
        let Some(digits) = spoken::indefinite(&chars) else { return Self::split(&chars) };
        let high = Self::split(&digits.replaced(&chars, &digits.high));
        let low = Self::split(&digits.replaced(&chars, &digits.low));
        Self { highest: high.numbers.first().map(|n| n.value), ..low }
    }

    fn split(chars: &[char]) -> Self {
        let (mut numbers, mut words, mut word) = (Vec::new(), Vec::new(), String::new());
        let mut at = 0;
        while let Some(&c) = chars.get(at) {
            // The point of an abbreviation begins no fraction: `No.3`.
            let is_abbreviation = c == '.' && word.ends_with(|last: char| last.is_ascii_alphabetic());
            match chars.get(at..).filter(|_| !is_abbreviation).and_then(read_numeral) {
                Some(numeral) => {
                    at += numeral.length;
                    numbers.push(numeral);
                    words.push(std::mem::take(&mut word));
                }
                // A number that cannot be read spoils the whole: its digits must not be read piecemeal.
                None if c.is_ascii_digit() || digit(c).is_some() || "十拾廿卅卌".contains(c) => {
                    return Self::default();
                }
                None => {
                    at += 1;
                    word.push(c);
                }
            }
        }
        words.push(word);
        Self { numbers, words, highest: None }
    }

    /// The one figure or range that the reading amounts to; `None` when it holds none, or several.
    pub fn quantity(mut self) -> Option<Quantity> {
        let head = self.words.first_mut().map(std::mem::take)?;
        let tail = self.words.last_mut().filter(|_| !self.numbers.is_empty()).map(std::mem::take)?;
        let (before, head) = modifier::cut_prefix(&head);
        let (after, tail) = modifier::cut_suffix(&tail);
        let is_negative = is_minus(&head, &tail);
        let mut quantity = match self.numbers.as_slice() {
            [one] => single(one, self.highest, before.or(after)),
            [low, high] => range(low, high, self.words.get(1)?, &tail)?,
            _ => return None,
        };
        if is_negative {
            quantity.negate();
            // 人数-50, 增长率-5%: the hyphen may part the word from the number.
            if head.strip_suffix('-').is_some_and(|word| word.ends_with(char::is_alphanumeric)) {
                quantity.doubts.push(Reason::new("number/ambiguous_sign"));
            }
        }
        quantity.doubts.extend(self.numbers.iter().filter_map(|n| n.doubt).map(Doubt::reason));
        (quantity.head, quantity.tail) = (head, tail);
        Some(quantity)
    }
}

impl Quantity {
    /// The same quantity in units that are 10 to the `power` as large.
    pub fn times_ten_to(mut self, power: i32) -> Option<Self> {
        self.value = self.value.times_ten_to(power)?;
        for limit in [&mut self.min, &mut self.max] {
            *limit = limit.and_then(|limit| limit.times_ten_to(power));
        }
        Some(self)
    }

    /// The figures with `,` between groups of digits, and the words for their bound: `10,000-50,000`, `≥500`.
    pub fn display(&self) -> String {
        let value = self.value.grouped();
        match (self.bound, self.max) {
            (Bound::Range, Some(max)) => format!("{value}-{}", max.grouped()),
            (Bound::AtLeast, _) => format!("≥{value}"),
            (Bound::AtMost, _) => format!("≤{value}"),
            (Bound::About, _) => format!("约{value}"),
            _ => value,
        }
    }

    fn negate(&mut self) {
        self.value = self.value.negated();
        (self.min, self.max) = (self.max.map(Decimal::negated), self.min.map(Decimal::negated));
        if self.bound == Bound::Range {
            self.value = self.min.unwrap_or(self.value);
        }
    }
}

impl Doubt {
    fn reason(self) -> Reason {
        Reason::new(match self {
            Self::Trillion | Self::Place => "number/ambiguous_unit",
            Self::Separators => "number/ambiguous_separator",
            Self::Scientific => "number/rounded",
        })
    }
}

/// A minus sign, which SAP puts behind the number, `负`, or the brackets of bookkeeping. A dash is one where nothing stands
/// before it; behind a word it parts that from the number.
fn is_minus(head: &str, tail: &str) -> bool {
    let (head, tail) = (head.trim_end(), tail.trim());
    let is_signed = head == "—" || head.ends_with(['-', '\u{2212}', '负', '負']);
    is_signed || tail == "-" || (head.ends_with('(') && tail == ")")
}

fn single(one: &Numeral, highest: Option<Decimal>, modifier: Option<Modifier>) -> Quantity {
    let value = one.value;
    let over = one.is_over.then(|| value.plus(value.magnitude())).flatten();
    let (min, max, bound) = match (highest.or(over), modifier) {
        (Some(max), _) => (Some(value), Some(max), Bound::Range),
        (None, None) => (None, None, Bound::Exact),
        (None, Some(Modifier::About)) => (None, None, Bound::About),
        (None, Some(Modifier::AtLeast)) => (Some(value), None, Bound::AtLeast),
        (None, Some(Modifier::AtMost)) => (None, Some(value), Bound::AtMost),
    };
    Quantity { value, min, max, bound, ..Quantity::default() }
}

/// The range from `low` to `high`, when `between` is a range sign, perhaps after the unit that `tail` starts with too.
fn range(low: &Numeral, high: &Numeral, between: &str, tail: &str) -> Option<Quantity> {
    let unit = modifier::cut_range_sign(between)?;
    if !unit.is_empty() && !tail.trim_start().starts_with(unit) {
        return None;
    }
    let carries = low.unit == 0 && high.unit > 0 && low.value < high.coefficient()?;
    let min = if carries { low.value.times_ten_to(high.unit)? } else { low.value };
    if min > high.value {
        return None;
    }
    let is_ambiguous = carries && high.unit_count > 1;
    let doubts = is_ambiguous.then(|| Reason::new("number/ambiguous_range")).into_iter().collect();
    let (min, max) = (Some(min), Some(high.value));
    Some(Quantity { value: min?, min, max, bound: Bound::Range, doubts, ..Quantity::default() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quantity(text: &str) -> Option<(String, &'static str)> {
        let quantity = Reading::of(text).quantity()?;
        Some((quantity.display(), quantity.bound.name()))
    }

    #[test]
    fn ranges_and_modifiers() {
        for (text, display, bound) in [
            ("50-99人", "50-99", "range"),
            ("50人-99人", "50-99", "range"),
            ("10~15k", "10,000-15,000", "range"),
            ("1万-5万", "10,000-50,000", "range"),
            ("5000-1万", "5,000-10,000", "range"),
            ("两到三万", "20,000-30,000", "range"),
            ("几十", "20-90", "range"),
            ("十几", "11-19", "range"),
            ("数百万", "2,000,000-9,000,000", "range"),
            ("100多人", "100-200", "range"),
            ("1500余", "1,500-1,600", "range"),
            ("500人以上", "≥500", "at_least"),
            ("不到500", "≤500", "at_most"),
            ("约500人", "约500", "about"),
            ("500人左右", "约500", "about"),
            ("-5", "-5", "exact"),
            ("(1,234.00)", "-1,234", "exact"),
            ("\u{2212}5", "-5", "exact"),
            ("—5", "-5", "exact"),
            ("人数—50", "50", "exact"),
            ("共计——30人", "30", "exact"),
            ("10几个", "11-19", "range"),
            ("50人不到", "≤50", "at_most"),
            ("千人以上", "≥1,000", "at_least"),
        ] {
            assert_eq!(quantity(text), Some((display.to_owned(), bound)), "{text}");
        }
    }

    #[test]
    fn several_numbers_are_no_quantity() {
        for text in ["1/2/3", "5-3", "1,5;2", "电话", "3人5台"] {
            assert_eq!(quantity(text), None, "{text}");
        }
    }
}
