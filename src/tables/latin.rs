//! Letters with marks: which letter and mark make which, and which plain letters stand behind one.

use std::sync::OnceLock;

use super::generated::latin::{BASES, MARKS, RUNS};
use crate::sort::lookup;

/// A letter with its mark; the letter below, and the mark.
type Composed = (char, (char, char));

/// Every composed letter, sorted.
fn letters() -> &'static [Composed] {
    static LETTERS: OnceLock<Vec<Composed>> = OnceLock::new();
    LETTERS.get_or_init(|| {
        let mut letters = Vec::new();
        let (mut runs, mut bases, mut marks) = (RUNS.chars(), BASES.chars(), MARKS.chars());
        while let (Some(first), Some(last)) = (runs.next(), runs.next()) {
            letters.extend((first..=last).zip(bases.by_ref().zip(marks.by_ref())));
        }
        letters
    })
}

/// The letter that `base` and a combining `mark` make (Unicode canonical composition).
///
/// ```
/// assert_eq!(kehu::tables::latin::compose('e', '\u{301}'), Some('é'));
/// assert_eq!(kehu::tables::latin::compose('x', '\u{301}'), None);
/// ```
pub fn compose(base: char, mark: char) -> Option<char> {
    // Texts in composed form, which is nearly all, never come here.
    letters().iter().find(|(_, parts)| *parts == (base, mark)).map(|(whole, _)| *whole)
}

/// The letter below all marks: `ǘ` is `u`; any other character is itself.
///
/// ```
/// assert_eq!(kehu::tables::latin::base('ǘ'), 'u');
/// assert_eq!(kehu::tables::latin::base('王'), '王');
/// ```
pub fn base(letter: char) -> char {
    // Neither ASCII nor ideographs carry marks; this is asked of every character of every text.
    if !('\u{C0}'..'\u{3100}').contains(&letter) {
        return letter;
    }
    let mut letter = letter;
    while let Some((below, _)) = lookup(letters(), &letter) {
        letter = *below;
    }
    letter
}

/// Letters that carry no separable mark but are written otherwise where the plain alphabet must do.
///
/// The spellings are those of the machine-readable zone of passports (ICAO Doc 9303, part 3, section 6), in lower
/// case, but for `ß`, which is `ss` there too, and the letters of Azerbaijani and Turkish, which lose their dots.
///
/// ```
/// assert_eq!(kehu::tables::latin::spelled('ß'), Some("ss"));
/// assert_eq!(kehu::tables::latin::spelled('a'), None);
/// ```
pub fn spelled(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'ł' | 'Ł' => "l",
        'þ' | 'Þ' => "th",
        'ħ' | 'Ħ' => "h",
        'ı' => "i",
        'ŋ' | 'Ŋ' => "n",
        'ŧ' | 'Ŧ' => "t",
        'ə' | 'Ə' => "e",
        'ĳ' | 'Ĳ' => "ij",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ﬀ' => "ff",
        _ => return None,
    })
}
