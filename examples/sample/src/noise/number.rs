//! How people write phone numbers, codes, dates and amounts.

use super::glyph;
use crate::calendar::{self, Style};
use crate::company::Landline;
use crate::rates;
use crate::rng::Rng;
use crate::slice::{part, rest};

/// A mobile number as typed; `loose` sources use every format there is.
pub(crate) fn mobile(number: &str, rng: &mut Rng, loose: bool) -> String {
    if number.starts_with('+') {
        return abroad(number, rng);
    }
    if rng.chance(rates::PHONE_TYPO) {
        return if rng.chance(500) { glyph::dropped(number, rng) } else { glyph::transposed(number, rng) };
    }
    if rng.chance(if loose { 620 } else { 900 }) {
        return number.to_owned();
    }
    let (head, middle, tail) = (part(number, 0, 3), part(number, 3, 7), rest(number, 7));
    match rng.below(20) {
        0..4 => format!("{head}-{middle}-{tail}"),
        4..8 => format!("{head} {middle} {tail}"),
        8..10 => format!("+86{number}"),
        10..12 => format!("+86 {head} {middle} {tail}"),
        12 => format!("86-{number}"),
        13 => format!("86{number}"),
        14 => format!("0086{number}"),
        15 => glyph::full_width(number),
        16 => format!("手机：{number}"),
        17 => format!("{number}（微信同号）"),
        18 => format!("0{number}"),
        _ => format!(" {number}"),
    }
}

fn abroad(number: &str, rng: &mut Rng) -> String {
    match rng.below(4) {
        0 => number.replace(' ', ""),
        1 => number.replacen('+', "00", 1),
        _ => number.to_owned(),
    }
}

/// A landline as typed, sometimes with an extension.
pub(crate) fn landline(phone: &Landline, rng: &mut Rng, loose: bool) -> String {
    let (area, local) = (phone.area, &phone.local);
    if area.is_empty() {
        return abroad(local, rng);
    }
    let extension = if rng.chance(100) { extension(rng) } else { String::new() };
    let number = match rng.below(if loose { 20 } else { 12 }) {
        0..9 => format!("{area}-{local}"),
        9..11 => format!("{area}{local}"),
        11 => format!("({area}){local}"),
        12 => format!("{area} {local}"),
        13 => format!("（{area}）{local}"),
        14 => format!("86-{}-{local}", rest(area, 1)),
        15 => format!("+86 {} {} {}", rest(area, 1), part(local, 0, 4), rest(local, 4)),
        16 => local.clone(),
        17 => glyph::full_width(&format!("{area}-{local}")),
        18 => format!("{area}—{local}"),
        _ => format!("电话:{area}-{local}"),
    };
    number + &extension
}

fn extension(rng: &mut Rng) -> String {
    let number = rng.between(10, 8_899);
    match rng.below(6) {
        0 | 1 => format!("-{number}"),
        2 => format!("转{number}"),
        3 => format!(" 转 {number}"),
        4 => format!("分机{number}"),
        _ => format!(" ext.{number}"),
    }
}

/// What a spreadsheet makes of a long number: 1.38E+10.
pub(crate) fn scientific(number: &str) -> String {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if digits.len() < 11 {
        return number.to_owned();
    }
    format!("{}.{}E+{}", part(&digits, 0, 1), part(&digits, 1, 3), digits.len() - 1)
}

/// A unified social credit code as typed.
pub(crate) fn code(code: &str, rng: &mut Rng) -> String {
    if code.is_empty() || !rng.chance(rates::CODE_NOISE) {
        return code.to_owned();
    }
    match rng.below(8) {
        0 | 1 => code.to_ascii_lowercase(),
        2 => format!("{} ", code),
        3 => format!("{} {} {}", part(code, 0, 6), part(code, 6, 14), rest(code, 14)),
        4 => code.replacen('0', "O", 1),
        5 => glyph::full_width(code),
        6 => format!("'{code}"),
        _ => glyph::transposed(code, rng),
    }
}

/// A minute in the source's usual style, now and then in an odd one.
pub(crate) fn date(minute: i32, usual: Style, rng: &mut Rng) -> String {
    const ODD: [Style; 7] = [
        Style::Slashes,
        Style::SlashesTime,
        Style::Chinese,
        Style::Dots,
        Style::Compact,
        Style::Serial,
        Style::Iso,
    ];
    let style = if rng.chance(rates::ODD_DATE) { *rng.pick(&ODD) } else { usual };
    calendar::write(minute, style)
}

/// A registered capital, given in units of 10,000 yuan.
pub(crate) fn capital(wan: u32, rng: &mut Rng) -> String {
    match rng.below(20) {
        0..8 => format!("{wan}万元"),
        8..11 => format!("{wan}万人民币"),
        11..13 => format!("{wan}.000000万人民币"),
        13..15 => format!("{wan}万"),
        15..17 => format!("{}", u64::from(wan) * 10_000),
        17 => format!("¥{}", thousands(u64::from(wan) * 10_000)),
        18 => format!("人民币{wan}万元整"),
        _ if wan.is_multiple_of(1_000) => format!("{}千万", wan / 1_000),
        _ => format!("{wan} 万元"),
    }
}

/// 5,000,000
fn thousands(value: u64) -> String {
    let digits = value.to_string();
    let grouped = digits.bytes().rev().enumerate().fold(Vec::new(), |mut out, (at, digit)| {
        if at > 0 && at % 3 == 0 {
            out.push(b',');
        }
        out.push(digit);
        out
    });
    grouped.iter().rev().map(|&b| char::from(b)).collect()
}

/// A number of employees: exact, rounded, or the class of a drop-down.
pub(crate) fn employees(count: u32, rng: &mut Rng) -> String {
    match rng.below(10) {
        0..4 => count.to_string(),
        4 => format!("{count}人"),
        5 => format!("{}人左右", (count / 10).max(1) * 10),
        6 => format!("约{}", (count / 10).max(1) * 10),
        _ => bracket(count).to_owned(),
    }
}

fn bracket(count: u32) -> &'static str {
    match count {
        0..20 => "20人以下",
        20..50 => "20-49人",
        50..100 => "50-99人",
        100..500 => "100-499人",
        500..1_000 => "500-999人",
        _ => "1000人以上",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spreadsheets_round_long_numbers() {
        assert_eq!(scientific("13812345678"), "1.38E+10");
        assert_eq!(scientific("88881234"), "88881234");
    }

    #[test]
    fn thousands_are_grouped_from_the_right() {
        assert_eq!([thousands(500), thousands(1_000), thousands(12_345_678)], ["500", "1,000", "12,345,678"]);
    }
}
