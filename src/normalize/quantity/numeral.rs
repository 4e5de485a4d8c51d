//! Reads one number at the head of a text, in Latin digits, Chinese numerals, or both: `1,234.5`, `三万五`, `3千5百万`.
//!
//! Chinese numerals follow GB/T 15835-2011 and everyday speech (`两万二零三`, `一百二` for 120); the capital forms are
//! those of the People's Bank's rules for filling in negotiable instruments (支付结算办法, annex 1).

use super::Decimal;
use super::latin::{self, Latin};

pub use crate::text::chinese_digit as digit;

/// A number as it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numeral {
    /// What the number says.
    pub value: Decimal,
    /// How many characters it took.
    pub length: usize,
    /// The power of ten of the units at its end: 4 for `三万`, 10 for `九百亿`, 0 for `35`.
    pub unit: i32,
    /// How many units stand at its end: 1 for `三万`, 2 for `九百亿`.
    pub unit_count: u32,
    /// Written with `多`, `余` or `来`: more than the value.
    pub is_over: bool,
    /// Something about the writing that more than one reading fits.
    pub doubt: Option<Doubt>,
}

/// A writing that more than one reading fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// `兆` is 10¹² in Chinese finance, 10⁶ in SI and Japanese-influenced use.
    Trillion,
    /// `1.234,56` or `1,23`: comma and point do not follow the usual grouping.
    Separators,
    /// `1.2E+10`: a spreadsheet showed a rounded form.
    Scientific,
    /// `一百二万`, `二百零十`: a digit or zero whose place only the speaker knows.
    Place,
}

impl Numeral {
    /// The number before its final units, such as 15 of `15万`.
    pub fn coefficient(&self) -> Option<Decimal> {
        self.value.times_ten_to(-self.unit)
    }
}

/// The power of ten of a Chinese unit.
fn unit(c: char) -> Option<i32> {
    Some(match c {
        '十' | '拾' => 1,
        '百' | '佰' => 2,
        '千' | '仟' => 3,
        '万' | '萬' => 4,
        '亿' | '億' => 8,
        '兆' => 12,
        _ => return None,
    })
}

/// Tens that are one character.
fn tens(c: char) -> Option<i64> {
    Some(match c {
        '廿' => 2,
        '卅' => 3,
        '卌' => 4,
        _ => return None,
    })
}

/// Whether the character can be part of a Chinese numeral.
pub fn is_numeral_char(c: char) -> bool {
    digit(c).is_some() || unit(c).is_some() || tens(c).is_some()
}

/// The number that `chars` starts with.
///
/// ```
/// use kehu::normalize::quantity::read_numeral;
/// let value = |text: &str| {
///     let chars: Vec<char> = text.chars().collect();
///     read_numeral(&chars).map(|n| n.value.to_string())
/// };
/// assert_eq!(value("三万五").as_deref(), Some("35000"));
/// assert_eq!(value("两万二零三元").as_deref(), Some("22003"));
/// assert_eq!(value("1.5亿").as_deref(), Some("150000000"));
/// assert_eq!(value("万科"), None);
/// ```
pub fn read_numeral(chars: &[char]) -> Option<Numeral> {
    let mut reader = Reader { chars, ..Reader::default() };
    while reader.advance()? {}
    reader.finish()
}

/// A text that is one Chinese numeral and nothing else, in digits: `三十五` is `35`.
pub(in crate::normalize) fn numeral_in_digits(text: &str) -> Option<String> {
    let chars: Vec<char> = text.chars().collect();
    let numeral = read_numeral(&chars).filter(|numeral| numeral.length == chars.len())?;
    Some(numeral.value.to_string())
}

#[derive(Debug, Default)]
struct Reader<'a> {
    chars: &'a [char],
    at: usize,
    /// What lies above the last big unit (万, 亿).
    total: Decimal,
    /// What was multiplied by 十, 百 or 千 since then.
    section: Decimal,
    /// The digits that no unit has followed yet.
    current: Option<Decimal>,
    /// Whether `current` is a single digit that may stand for tens of the last unit (`一百二`).
    is_single: bool,
    last_unit: i32,
    /// The last unit of 万 or above; the next one either multiplies everything (`万亿`) or starts a lower section.
    last_big: i32,
    trailing: i32,
    trailing_count: u32,
    is_over: bool,
    doubt: Option<Doubt>,
}

impl Reader<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    /// Takes one token; `Some(false)` at the end of the number, `None` when it cannot be a number or is too large.
    fn advance(&mut self) -> Option<bool> {
        let Some(c) = self.peek(0) else { return Some(false) };
        if c.is_ascii_digit() || (c == '.' && self.at == 0) {
            return self.latin();
        }
        if digit(c).is_some() {
            return self.digits();
        }
        if let Some(count) = tens(c) {
            return self.tens(count);
        }
        let skip = usize::from(c == ' ' && self.current.is_some());
        if let Some(power) = self.peek(skip).and_then(unit) {
            return self.unit(power, skip + 1);
        }
        match c {
            '点' | '點' if self.has_value() => self.fraction(),
            '多' | '余' | '餘' | '来' | '來' if self.has_value() && !self.is_over => self.over(),
            _ => Some(false),
        }
    }

    fn has_value(&self) -> bool {
        self.at > 0
    }

    fn latin(&mut self) -> Option<bool> {
        // 1亿零500万: the zero only stands for the places between.
        if self.current.is_some_and(|value| value != Decimal::ZERO || self.last_unit == 0) {
            return Some(false);
        }
        let rest = self.chars.get(self.at..)?;
        let Latin { value, length, unit, doubt } = latin::read(rest)?;
        let is_below = value.times_ten_to(unit)? < Decimal::from_int(1).times_ten_to(self.last_unit)?;
        if self.last_unit > 0 && !is_below {
            return None;
        }
        self.is_single = length == 1 && value != Decimal::ZERO && self.current.is_none();
        self.set_current(value, length);
        self.doubt = self.doubt.or(doubt);
        if unit > 0 {
            self.current = value.times_ten_to(unit);
            (self.trailing, self.trailing_count, self.is_single) = (unit, 1, false);
            self.current?;
        }
        Some(unit == 0)
    }

    fn set_current(&mut self, value: Decimal, length: usize) {
        self.current = Some(value);
        self.at += length;
        (self.trailing, self.trailing_count) = (0, 0);
    }

    /// A run of Chinese digits: one digit, a year-like row (`二〇二四`), or a tail after a unit (`零三`, `二零三`).
    fn digits(&mut self) -> Option<bool> {
        if self.current.is_some() {
            return Some(false);
        }
        let run: Vec<u32> = self.chars.get(self.at..)?.iter().map_while(|&c| digit(c)).collect();
        let value = match run.as_slice() {
            [first, 0, rest @ ..] if self.last_unit >= 2 && *first > 0 && !rest.is_empty() => {
                positional(&[*first])?.times_ten_to(self.last_unit - 1)?.plus(positional(rest)?)?
            }
            [_] | [0, _] => positional(&run)?,
            _ if self.last_unit == 0 => positional(&run)?,
            _ => return None,
        };
        self.is_single = matches!(run.as_slice(), [first] if *first > 0);
        self.set_current(value, run.len());
        Some(true)
    }

    fn tens(&mut self, count: i64) -> Option<bool> {
        if self.current.is_some() {
            return Some(false);
        }
        if self.last_unit == 1 {
            return None;
        }
        self.section = self.section.plus(Decimal::from_int(count * 10))?;
        self.last_unit = 1;
        self.at += 1;
        Some(true)
    }

    fn unit(&mut self, power: i32, length: usize) -> Option<bool> {
        let is_first_ten = power == 1 && self.current.is_none();
        let has_amount = self.current.is_some() || self.trailing > 0 || self.is_over;
        if !is_first_ten && !has_amount {
            return Some(false);
        }
        if power >= 4 {
            self.big_unit(power)?
        } else {
            self.small_unit(power)?
        }
        if power == 12 {
            self.doubt = Some(Doubt::Trillion);
        }
        self.last_unit = power;
        self.trailing += power;
        self.trailing_count += 1;
        self.at += length;
        Some(true)
    }

    fn small_unit(&mut self, power: i32) -> Option<()> {
        // 一百二百 and 五百三千 are no numbers; 千 before 百 and 百 before 十 of one section are.
        if (1..=power).contains(&self.last_unit) {
            return None;
        }
        let one = Decimal::from_int(1);
        let count = match self.current.take() {
            Some(Decimal::ZERO) => self.none_of(power),
            count => count.unwrap_or(one),
        };
        self.section = self.section.plus(count.times_ten_to(power)?)?;
        Some(())
    }

    /// What a zero before a unit counts: 一千零十 passes over the hundreds and has one ten, bills write 伍仟零佰零拾.
    fn none_of(&mut self, power: i32) -> Decimal {
        if power == 1 && self.last_unit > 2 {
            return Decimal::from_int(1);
        }
        let is_capital = self.peek(0).is_some_and(|c| matches!(c, '拾' | '佰' | '仟'));
        self.doubt = self.doubt.or((!is_capital).then_some(Doubt::Place));
        Decimal::ZERO
    }

    fn big_unit(&mut self, power: i32) -> Option<()> {
        if self.is_single && self.current.is_some() && (2..4).contains(&self.last_unit) {
            self.doubt = Some(Doubt::Place);
        }
        let below = self.section.plus(self.current.take().unwrap_or_default())?;
        let multiplies_all =
            self.last_big <= power && (self.last_big > 0 && self.last_big < power || below == Decimal::ZERO);
        if !multiplies_all && (1..=power).contains(&self.last_big) {
            return None;
        }
        self.total = if multiplies_all {
            self.total.plus(below)?.times_ten_to(power)?
        } else {
            self.total.plus(below.times_ten_to(power)?)?
        };
        (self.section, self.last_big) = (Decimal::ZERO, power);
        Some(())
    }

    /// `点` and the digits after it.
    fn fraction(&mut self) -> Option<bool> {
        let run: String = self
            .chars
            .get(self.at + 1..)?
            .iter()
            .map_while(|&c| digit(c))
            .filter_map(|d| char::from_digit(d, 10))
            .collect();
        if run.is_empty() {
            return Some(false);
        }
        let whole = self.section.plus(self.current.take().unwrap_or_default())?;
        self.section = Decimal::ZERO;
        self.is_single = false;
        self.set_current(whole.plus(Decimal::parse(&format!(".{run}"))?)?, run.len() + 1);
        Some(true)
    }

    fn over(&mut self) -> Option<bool> {
        self.is_over = true;
        self.at += 1;
        Some(true)
    }

    fn finish(self) -> Option<Numeral> {
        if self.at == 0 {
            return None;
        }
        let is_tail = self.is_single && self.last_unit >= 2;
        let tail_power = if is_tail { self.last_unit - 1 } else { 0 };
        let tail = self.current.unwrap_or_default().times_ten_to(tail_power)?;
        let value = self.total.plus(self.section)?.plus(tail)?;
        let (unit, unit_count) = (self.trailing, self.trailing_count);
        Some(Numeral { value, length: self.at, unit, unit_count, is_over: self.is_over, doubt: self.doubt })
    }
}

fn positional(digits: &[u32]) -> Option<Decimal> {
    let text: String = digits.iter().filter_map(|&d| char::from_digit(d, 10)).collect();
    Decimal::parse(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, usize)> {
        let chars: Vec<char> = text.chars().collect();
        read_numeral(&chars).map(|n| (n.value.to_string(), n.length))
    }

    #[test]
    fn chinese_and_mixed_numerals() {
        for (text, expected) in [
            ("零", "0"),
            ("十", "10"),
            ("十五", "15"),
            ("廿五", "25"),
            ("二十", "20"),
            ("一百二", "120"),
            ("一百零二", "102"),
            ("一百二十", "120"),
            ("两万二零三", "22003"),
            ("三万五", "35000"),
            ("三万五千", "35000"),
            ("三万五千亿", "3500000000000"),
            ("一万亿", "1000000000000"),
            ("一亿两千万", "120000000"),
            ("1亿2000万", "120000000"),
            ("3千5百万", "35000000"),
            ("3百万", "3000000"),
            ("二〇二四", "2024"),
            ("二点五亿", "250000000"),
            ("十二点五", "12.5"),
            ("壹拾贰万叁仟肆佰伍拾陆", "123456"),
            ("10 万", "100000"),
            ("30多万", "300000"),
            ("一百一十一", "111"),
            ("九千零七十万零三", "90700003"),
        ] {
            let length = text.chars().count();
            assert_eq!(read(text), Some((expected.to_owned(), length)), "{text}");
        }
    }

    /// A number below 10^16 as GB/T 15835-2011 writes it, by its definition.
    fn spelled(number: u64) -> String {
        let small = |section: u64, is_head: bool| {
            let (mut out, mut gap) = (String::new(), !is_head && section < 1000);
            for (place, unit) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
                let count = section / place % 10;
                if count == 0 {
                    gap |= !out.is_empty();
                    continue;
                }
                out.push_str(if gap { "零" } else { "" });
                gap = false;
                out.extend("零一二三四五六七八九".chars().nth(count as usize));
                out.push_str(unit);
            }
            out
        };
        let mut out = String::new();
        for (place, unit) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
            match number / place % if place == 100_000_000 { 100_000_000 } else { 10_000 } {
                0 => {}
                count @ 10_000.. => out += &(spelled(count) + unit),
                count => {
                    let is_above_empty =
                        !out.is_empty() && (number / (place * 10_000)).is_multiple_of(10_000);
                    let section = small(count, out.is_empty());
                    out += if is_above_empty && !section.starts_with('零') { "零" } else { "" };
                    out += &(section + unit);
                }
            }
        }
        if out.is_empty() { "零".to_owned() } else { out }
    }

    #[test]
    fn numbers_come_back_from_their_words() {
        let steps = (0..60_000).map(|i: u64| i.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (i % 50 + 11));
        let rounds = (0..16).flat_map(|i| [10_u64.pow(i), 10_u64.pow(i) + 10, 10 * 10_u64.pow(i / 2) + 5]);
        for number in (0..20_000).chain(steps).chain(rounds).filter(|number| *number < 10_u64.pow(16)) {
            let words = spelled(number);
            let length = words.chars().count();
            assert_eq!(read(&words), Some((number.to_string(), length)), "{words}");
        }
    }

    #[test]
    fn words_in_no_order_are_no_number() {
        for text in ["一百一千", "五百三千", "三十五百", "五万三万", "二十三十", "十十", "1万20000"]
        {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn units_alone_are_no_number() {
        for text in ["万元", "百货", "亿达", "点", "多", "", "元"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        assert_eq!(read("9999999999亿亿亿亿"), None);
        assert_eq!(read("三万五六"), None);
    }
}
