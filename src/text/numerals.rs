//! Digits as they are written in Chinese.

/// The value of a Chinese digit, plain or capital, simplified or traditional: `三`, `叁`, `參`, `〇`, `两`.
///
/// The capital forms are those of the payment rules of the People's Bank of China (支付结算办法, annex 1).
///
/// ```
/// assert_eq!(kehu::text::chinese_digit('叁'), Some(3));
/// assert_eq!(kehu::text::chinese_digit('十'), None);
/// ```
pub fn chinese_digit(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '零' | '○' => 0,
        '一' | '壹' | '弌' => 1,
        '二' | '贰' | '貳' | '弍' | '两' | '兩' | '俩' | '倆' => 2,
        '三' | '叁' | '參' | '叄' | '参' | '仨' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' | '陸' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

/// Reads digits that stand one by one, Latin ones and the spoken `幺` for one included: `二〇二四` is `2024`; nothing
/// when any other character is among them.
///
/// ```
/// use kehu::text::chinese_digits;
/// assert_eq!(chinese_digits("二〇二四").as_deref(), Some("2024"));
/// assert_eq!(chinese_digits("幺三八").as_deref(), Some("138"));
/// assert_eq!(chinese_digits("二十").as_deref(), None);
/// ```
pub fn chinese_digits(text: &str) -> Option<String> {
    let digit = |c: char| match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(c as u32 - 0xFEE0),
        '幺' => Some('1'),
        _ => char::from_digit(chinese_digit(c)?, 10),
    };
    let mut digits = String::new();
    for c in text.chars() {
        digits.push(digit(c)?);
    }
    (!digits.is_empty()).then_some(digits)
}
