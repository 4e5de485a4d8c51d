//! Digits and numbers as they are written in Chinese.

/// The digits of a text, full-width ones included, and nothing else.
///
/// ```
/// assert_eq!(kehu::text::digits_only("(０21) 6123-4567"), "02161234567");
/// ```
pub fn digits_only(text: &str) -> String {
    super::to_half_width(text).chars().filter(char::is_ascii_digit).collect()
}

/// The value of a character that writes one digit: `三`, `叁`, `参`, `〇`, `两`, `３`.
///
/// The capital forms are those of the payment rules of the People's Bank of China (支付结算办法, annex 1).
fn digit(c: char) -> Option<u64> {
    Some(match c {
        '0'..='9' => u64::from(c as u32 - '0' as u32),
        '０'..='９' => u64::from(c as u32 - '０' as u32),
        '〇' | '零' | '○' => 0,
        '一' | '壹' | '弌' | '幺' => 1,
        '二' | '贰' | '貳' | '两' | '兩' => 2,
        '三' | '叁' | '參' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn unit(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        '万' | '萬' => 10_000,
        '亿' | '億' => 100_000_000,
        _ => return None,
    })
}

/// Reads digits that stand one by one: `二〇二四` is `2024`; nothing when any other character is among them.
///
/// ```
/// use kehu::text::chinese_digits;
/// assert_eq!(chinese_digits("二〇二四").as_deref(), Some("2024"));
/// assert_eq!(chinese_digits("二十").as_deref(), None);
/// ```
pub fn chinese_digits(text: &str) -> Option<String> {
    let digits: Option<String> =
        text.chars().map(|c| digit(c).and_then(|d| char::from_digit(d as u32, 10))).collect();
    digits.filter(|digits| !digits.is_empty())
}

/// Reads a whole number with its units: `三百零五` is 305, `十二` is 12, `两万二千` is 22,000.
///
/// A last digit right after a unit counts for the next lower one, as in speech: `三万五` is 35,000.
///
/// ```
/// use kehu::text::chinese_number;
/// assert_eq!(chinese_number("三万五"), Some(35_000));
/// assert_eq!(chinese_number("一亿零三百万"), Some(103_000_000));
/// assert_eq!(chinese_number("王"), None);
/// ```
pub fn chinese_number(text: &str) -> Option<u64> {
    if let Some(plain) = chinese_digits(text) {
        return plain.parse().ok();
    }
    let mut reader = NumberReader::default();
    for c in text.chars() {
        reader.read(c)?;
    }
    if text.is_empty() { None } else { reader.finish() }
}

/// What has been read of a number so far.
#[derive(Default)]
struct NumberReader {
    /// Whole multiples of 10,000 and 100,000,000.
    total: u64,
    /// What stands below the next 万 or 亿.
    section: u64,
    /// A digit whose unit has not come yet.
    digit: Option<u64>,
    /// The unit before that digit; 1 after a zero, which ends the rule of speech.
    last_unit: u64,
}

impl NumberReader {
    fn read(&mut self, c: char) -> Option<()> {
        match (digit(c), unit(c)) {
            (Some(0), _) => self.read_zero()?,
            (Some(digit), _) => self.read_digit(digit)?,
            (_, Some(unit)) if unit < 10_000 => self.read_small_unit(unit)?,
            (_, Some(unit)) => self.read_large_unit(unit)?,
            _ => return None,
        }
        Some(())
    }

    /// A zero closes what was said before it: 两万二零三 is 22,003.
    fn read_zero(&mut self) -> Option<()> {
        self.section = self.section.checked_add(self.pending()?)?;
        (self.digit, self.last_unit) = (None, 1);
        Some(())
    }

    /// The last digit, weighed with the unit below the last one.
    fn pending(&self) -> Option<u64> {
        self.digit.unwrap_or(0).checked_mul((self.last_unit / 10).max(1))
    }

    fn read_digit(&mut self, digit: u64) -> Option<()> {
        if self.digit.is_some() {
            return None;
        }
        self.digit = Some(digit);
        Some(())
    }

    fn read_small_unit(&mut self, unit: u64) -> Option<()> {
        let count = self.digit.take().unwrap_or(1);
        // Units fall from left to right: 十百 is no number.
        if !self.section.is_multiple_of(unit.checked_mul(10)?) {
            return None;
        }
        self.section = self.section.checked_add(count.checked_mul(unit)?)?;
        self.last_unit = unit;
        Some(())
    }

    fn read_large_unit(&mut self, unit: u64) -> Option<()> {
        let below = self.section.checked_add(self.digit.take().unwrap_or(0))?;
        self.section = 0;
        // 亿 also multiplies what 万 has closed before it: 三万亿.
        let factor = if unit > 10_000 { std::mem::take(&mut self.total).checked_add(below)? } else { below };
        self.total = self.total.checked_add(factor.checked_mul(unit)?)?;
        self.last_unit = unit;
        Some(())
    }

    fn finish(self) -> Option<u64> {
        self.total.checked_add(self.section)?.checked_add(self.pending()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_as_spoken() {
        let cases = [
            ("十", 10),
            ("二十三", 23),
            ("一百零五", 105),
            ("一百二", 120),
            ("两千零一十", 2010),
            ("两万二零三", 22_003),
            ("壹佰贰拾叁万肆仟伍佰陆拾柒", 1_234_567),
            ("三万亿", 3_000_000_000_000),
            ("1", 1),
            ("3万", 30_000),
        ];
        for (text, value) in cases {
            assert_eq!(chinese_number(text), Some(value), "{text}");
        }
        assert_eq!(chinese_number("九".repeat(40).as_str()), None, "too large");
        assert_eq!(chinese_number(""), None);
        assert_eq!(chinese_number("十十"), None, "units fall");
    }
}
