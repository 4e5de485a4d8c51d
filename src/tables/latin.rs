//! Letters with marks: which letter and mark make which, and which plain letters stand behind one.

use std::collections::HashMap;
use std::sync::OnceLock;

use super::generated::latin::PAIRS;

struct Letters {
    composed: HashMap<(char, char), char>,
    parts: HashMap<char, (char, char)>,
}

fn letters() -> &'static Letters {
    static LETTERS: OnceLock<Letters> = OnceLock::new();
    LETTERS.get_or_init(|| {
        let mut letters = Letters { composed: HashMap::new(), parts: HashMap::new() };
        let mut characters = PAIRS.chars();
        while let (Some(whole), Some(base), Some(mark)) =
            (characters.next(), characters.next(), characters.next())
        {
            letters.composed.insert((base, mark), whole);
            letters.parts.insert(whole, (base, mark));
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
    letters().composed.get(&(base, mark)).copied()
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
    while let Some((below, _)) = letters().parts.get(&letter) {
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
