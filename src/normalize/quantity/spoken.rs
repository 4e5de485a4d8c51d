//! What speech leaves out of a number or leaves open: `百万`, `半个亿`, `两万半`, `几十`, `三五万`.

use super::{digit, is_numeral_char};

/// Digits of which only the bounds are known.
pub(super) struct Indefinite {
    at: usize,
    length: usize,
    pub low: char,
    pub high: char,
}

impl Indefinite {
    /// The characters with `c` for the digits.
    pub(super) fn replaced(&self, chars: &[char], c: char) -> Vec<char> {
        let (head, tail) = (chars.iter().take(self.at), chars.iter().skip(self.at + self.length));
        head.copied().chain([c]).chain(tail.copied()).collect()
    }
}

/// `几` or `数` before a unit or after 十 (`几百`, `十几`), or two near digits before a unit (`三五万`, `七八十`).
pub(super) fn indefinite(chars: &[char]) -> Option<Indefinite> {
    let at = |i: usize| chars.get(i).copied().unwrap_or(' ');
    (0..chars.len()).find_map(|i| {
        let before = i.checked_sub(1).map_or(' ', at);
        match at(i) {
            '几' | '幾' | '数' | '數' if is_unit(at(i + 1)) => {
                Some(Indefinite { at: i, length: 1, low: '二', high: '九' })
            }
            '几' | '幾' if is_unit(before) => {
                Some(Indefinite { at: i, length: 1, low: '一', high: '九' })
            }
            low if is_near(low, at(i + 1)) && is_unit(at(i + 2)) && digit(before).is_none() => {
                Some(Indefinite { at: i, length: 2, low, high: at(i + 1) })
            }
            _ => None,
        }
    })
}

fn is_unit(c: char) -> bool {
    is_numeral_char(c) && digit(c).is_none()
}

fn is_near(low: char, high: char) -> bool {
    match (digit(low), digit(high)) {
        (Some(low), Some(high)) => low > 0 && (low + 1..=low + 2).contains(&high),
        _ => false,
    }
}

/// The characters of `text` as the number would be written out.
pub(super) fn written(text: &str) -> Vec<char> {
    let chars: Vec<char> = text.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or(' ');
    let mut out = Vec::with_capacity(chars.len());
    for (i, &c) in chars.iter().enumerate() {
        let (before, after) = (i.checked_sub(1).map_or(' ', at), at(i + 1));
        match c {
            '个' | '個' if is_count(before) && is_myriad(after) => {}
            '个' | '個' if before == '半' && is_myriad(after) => {}
            '半' => half(&mut out, &chars, i),
            '点' | '點' if i == 0 && digit(after).is_some() => out.extend(['零', c]),
            _ if lacks_one(before, c, after) => out.extend(['一', c]),
            _ => out.push(c),
        }
    }
    out
}

fn is_count(c: char) -> bool {
    is_numeral_char(c) || c.is_ascii_digit()
}

fn is_myriad(c: char) -> bool {
    matches!(c, '万' | '萬' | '亿' | '億')
}

/// `百万`, `上千万`, `过亿`, `百分之百`: one of the unit is meant.
fn lacks_one(before: char, unit: char, after: char) -> bool {
    let is_large = matches!(unit, '百' | '千' | '佰' | '仟') || is_myriad(unit);
    let is_counted = is_count(before) || "几幾数數多余餘来來.半".contains(before);
    is_large && !is_counted && (is_unit(after) || ("上过過近超破逾之".contains(before) && after != '分'))
}

/// Writes `半`: half of what follows (`半个亿`), of the unit of a number (`两万半`) or of one thing (`一个半`, `三年半`).
fn half(out: &mut Vec<char>, chars: &[char], at: usize) {
    let before = at.checked_sub(1).and_then(|i| chars.get(i)).copied().unwrap_or(' ');
    let mut after = chars.iter().skip(at + 1).copied().skip_while(|c| matches!(c, '个' | '個'));
    let counted = at.checked_sub(2).and_then(|i| chars.get(i)).is_some_and(|&c| is_count(c));
    match before {
        '万' | '萬' | '亿' | '億' | '千' | '块' | '元' => out.push('五'),
        '个' | '個' | '年' | '月' | '天' if counted => {
            out.pop();
            out.extend(['点', '五']);
            out.extend(Some(before).filter(|unit| !matches!(unit, '个' | '個')));
        }
        _ if at == 0 || after.next().is_some_and(is_myriad) => out.extend(['0', '.', '5']),
        _ => out.push('半'),
    }
}
