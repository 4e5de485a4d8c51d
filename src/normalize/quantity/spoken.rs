//! What speech leaves out of a number or leaves open: `百万`, `半个亿`, `两万半`, `几十`, `三五万`, `十五六`, `七八个`.

use super::{digit, is_numeral_char};

/// Digits of which only the bounds are known.
pub(super) struct Indefinite {
    at: usize,
    length: usize,
    pub low: Vec<char>,
    pub high: Vec<char>,
}

impl Indefinite {
    fn new(at: usize, length: usize, low: &[char], high: &[char]) -> Self {
        Self { at, length, low: low.to_vec(), high: high.to_vec() }
    }

    /// The characters with `digits` for the open ones.
    pub(super) fn replaced(&self, chars: &[char], digits: &[char]) -> Vec<char> {
        let (head, tail) = (chars.iter().take(self.at), chars.iter().skip(self.at + self.length));
        head.chain(digits).chain(tail).copied().collect()
    }
}

/// The first digits of which only the bounds are known: `几百`, `十几`, `十几二十`, `百八十`, `三五万`, `十五六`, `七八个`.
pub(super) fn indefinite(chars: &[char]) -> Option<Indefinite> {
    (0..chars.len()).find_map(|i| some(chars, i).or_else(|| almost(chars, i)).or_else(|| near(chars, i)))
}

fn around(chars: &[char], i: usize) -> [char; 4] {
    let at = |i: usize| chars.get(i).copied().unwrap_or(' ');
    [i.checked_sub(1).map_or(' ', at), at(i), at(i + 1), at(i + 2)]
}

/// `几` or `数` before a unit or after 十, perhaps with the next ten behind: `几百`, `十几`, `十几二十`.
fn some(chars: &[char], i: usize) -> Option<Indefinite> {
    match around(chars, i) {
        // 10几个 is written as 十几个 is said.
        ['0', '几' | '幾', ..] => Some(Indefinite::new(i.checked_sub(1)?, 2, &['1'], &['9'])),
        [_, '几' | '幾' | '数' | '數', unit, _] if is_unit(unit) => {
            Some(Indefinite::new(i, 1, &['二'], &['九']))
        }
        ['十', '几' | '幾', next, '十'] if digit(next).is_some() => {
            let counted = i.checked_sub(2).and_then(|i| chars.get(i)).filter(|c| digit(**c).is_some());
            let low: Vec<char> = counted.into_iter().chain(&['十', '一']).copied().collect();
            let length = low.len() + 2;
            Some(Indefinite::new(i + 3 - length, length, &low, &[next, '十']))
        }
        [before, '几' | '幾', ..] if is_unit(before) => Some(Indefinite::new(i, 1, &['一'], &['九'])),
        _ => None,
    }
}

/// `百八十`: eighty or a hundred.
fn almost(chars: &[char], i: usize) -> Option<Indefinite> {
    match around(chars, i) {
        [before, unit @ ('百' | '千'), '八', lower @ ('十' | '百')] if !is_count(before) && unit != lower => {
            Some(Indefinite::new(i, 3, &['八', lower], &['一', unit]))
        }
        _ => None,
    }
}

/// Two near digits that no third one touches: `三五万`, `七八十`, `十五六`, `两三家`.
fn near(chars: &[char], i: usize) -> Option<Indefinite> {
    let [before, low, high, after] = around(chars, i);
    let is_row = [before, after].iter().any(|c| digit(*c).is_some()) || matches!(before, '点' | '點' | '第');
    let is_counted = is_unit(before) || is_unit(after);
    // Beside a unit any two are meant so; alone, 二四 may as well be 24.
    let is_spoken = is_counted || digit(low).map(|low| low + 1) == digit(high) || (low, high) == ('三', '五');
    (is_near(low, high) && !is_row && is_spoken).then(|| Indefinite::new(i, 2, &[low], &[high]))
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
            _ if lacks_one(before, c, after) || leads(before, c, after, at(i + 2)) => out.extend(['一', c]),
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
    let is_over = "多余餘来來".contains(after);
    is_large
        && !is_counted
        && (is_unit(after) || is_over || ("上过過近超破逾之".contains(before) && after != '分'))
}

/// `万五`, `百五十`: speech leaves out the one of a unit that begins a number, also of people: `千人以上`. 百八十 is a range.
fn leads(before: char, unit: char, after: char, next: char) -> bool {
    let is_large = matches!(unit, '百' | '千') || is_myriad(unit);
    let is_range = after == '八' && is_unit(next) && !is_myriad(unit);
    let is_followed = after == '人' || (digit(after).is_some_and(|d| d > 0) && !is_range);
    is_large && is_followed && before == ' '
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
        '一' if at == 1 => {
            out.pop();
            out.extend(['0', '.', '5']);
        }
        _ if at == 0 || after.next().is_some_and(is_myriad) => out.extend(['0', '.', '5']),
        _ => out.push('半'),
    }
}
