//! Addresses in Latin letters: house number, road, room, and what follows.

use crate::normalize::{Draft, Normalized, region};
use crate::reason::Reason;
use crate::text::fold;

/// Kinds of road and directions with the abbreviation that stands for them in the key (USPS Publication 28,
/// appendices B and C1).
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("alley", "aly"),
    ("avenue", "ave"),
    ("avenues", "ave"),
    ("aves", "ave"),
    ("av", "ave"),
    ("blv", "blvd"),
    ("boulevard", "blvd"),
    ("center", "ctr"),
    ("centre", "ctr"),
    ("circle", "cir"),
    ("court", "ct"),
    ("drive", "dr"),
    ("expressway", "expy"),
    ("freeway", "fwy"),
    ("highway", "hwy"),
    ("lane", "ln"),
    ("parkway", "pkwy"),
    ("pl", "pl"),
    ("place", "pl"),
    ("plaza", "plz"),
    ("road", "rd"),
    ("sq", "sq"),
    ("square", "sq"),
    ("street", "st"),
    ("streets", "st"),
    ("sts", "st"),
    ("str", "st"),
    ("terrace", "ter"),
    ("turnpike", "tpke"),
    ("way", "way"),
    ("north", "n"),
    ("south", "s"),
    ("east", "e"),
    ("west", "w"),
    ("northeast", "ne"),
    ("northwest", "nw"),
    ("southeast", "se"),
    ("southwest", "sw"),
    ("first", "1st"),
    ("second", "2nd"),
    ("third", "3rd"),
    ("fourth", "4th"),
    ("fifth", "5th"),
    ("sixth", "6th"),
    ("seventh", "7th"),
    ("eighth", "8th"),
    ("ninth", "9th"),
    ("tenth", "10th"),
];

/// Kinds of road, abbreviated.
const KINDS: &[&str] = &[
    "aly", "ave", "blvd", "cir", "ct", "dr", "expy", "fwy", "hwy", "ln", "pkwy", "pl", "plz", "rd", "sq",
    "st", "ter", "tpke", "way", "broadway", "strasse", "rue", "via", "calle",
];

/// Words before a room.
const ROOMS: &[&str] = &["suite", "ste", "apt", "apartment", "unit", "room", "rm", "floor", "fl"];

/// Words that begin a description of where the house is.
const LANDMARKS: &[&str] = &["at", "near", "off", "between", "bet", "btw", "opposite", "in"];

pub(super) fn normalize(mut draft: Draft, text: &str) -> Normalized {
    let words = street_line(text);
    let (house, street) = match split_house(&words, text) {
        (None, line) if continental_postcode(text).is_some() => split_house_behind(line),
        found => found,
    };
    let road = street_words(street);
    let has_kind = road.iter().any(|word| KINDS.contains(&word.as_str()));
    let house = house.unwrap_or_default();
    draft.part("house", &*house);
    draft.part("road", road.join(" "));
    draft.part("room", room(text).unwrap_or_default());
    let postcode = in_two_words(text).or_else(|| postcode(text)).or_else(|| continental_postcode(text));
    draft.part("postcode", postcode.unwrap_or_default());
    if let Some(region) = region::at_end(text) {
        region::put_parts(&mut draft, &region::Place::of(region.code));
    }
    draft.part("key", fold(&format!("{house} {}", road.join(" "))));
    if house.is_empty() && !has_kind {
        draft.doubt(Reason::new("address/no_place"));
    }
    draft.done(text, text)
}

/// The words of the line that holds the road: the first with number and kind of road, or else the first that is no room.
fn street_line(text: &str) -> Vec<String> {
    let words = |line: &str| -> Vec<String> {
        fold(line).split(' ').filter(|word| *word != "no").map(abbreviate).collect()
    };
    let is_street = |words: &Vec<String>| {
        split_house(words, text).0.is_some() && words.iter().any(|w| KINDS.contains(&w.as_str()))
    };
    let lines = || text.split([',', ';', '(']);
    let first = || lines().find(|part| !is_room(part)).unwrap_or(text);
    lines().map(words).find(is_street).unwrap_or_else(|| words(first()))
}

fn is_room(part: &str) -> bool {
    fold(part).split(' ').take(2).any(|word| ROOMS.contains(&word))
}

fn abbreviate(word: &str) -> String {
    let short = ABBREVIATIONS.iter().find(|(long, _)| *long == word);
    short.map_or(word, |(_, short)| short).to_owned()
}

/// The number that the line starts with: `435`, `12a`, `255-257`.
fn split_house<'a>(words: &'a [String], text: &str) -> (Option<String>, &'a [String]) {
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) && !is_ordinal(word);
    match words {
        [first, second, rest @ ..] if !rest.is_empty() && text.contains(&format!("{first}-{second}")) => {
            if is_number(first) && is_number(second) {
                return (Some(format!("{first}-{second}")), rest);
            }
            (None, words)
        }
        [first, rest @ ..] if is_number(first) && !rest.is_empty() => (Some(first.clone()), rest),
        _ => (None, words),
    }
}

/// The number that the line ends with, as on most of the European continent: `Hauptstraße 12`, `Am Markt 5a`.
fn split_house_behind(words: &[String]) -> (Option<String>, &[String]) {
    let is_number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit()) && word.len() <= 5;
    match words {
        [road @ .., last] if !road.is_empty() && is_number(last) => (Some(last.clone()), road),
        _ => (None, words),
    }
}

/// Four or five digits before the name of the town, behind a comma: `80331 München`, `1010 Wien`.
fn continental_postcode(text: &str) -> Option<String> {
    text.split(',').skip(1).find_map(|part| {
        let (code, town) = part.trim().split_once(' ')?;
        let is_code = matches!(code.len(), 4 | 5) && code.bytes().all(|b| b.is_ascii_digit());
        (is_code && town.starts_with(char::is_uppercase)).then(|| code.to_owned())
    })
}

fn is_ordinal(word: &str) -> bool {
    ["st", "nd", "rd", "th"].iter().any(|end| word.ends_with(end))
}

/// The words of the road: up to its kind, its direction after that, a room, or a description.
fn street_words(words: &[String]) -> &[String] {
    let ends = |word: &String| ROOMS.contains(&word.as_str()) || LANDMARKS.contains(&word.as_str());
    let until_room = words.iter().position(ends).filter(|at| *at > 0).unwrap_or(words.len());
    let line = words.get(..until_room).unwrap_or(words);
    // `St` may begin a name (`St Mark's Pl`) or end one: the last kind counts.
    let kind = line.iter().rposition(|word| KINDS.contains(&word.as_str()));
    let is_direction = |word: Option<&String>| {
        word.is_some_and(|word| matches!(word.as_str(), "n" | "s" | "e" | "w" | "ne" | "nw" | "se" | "sw"))
    };
    match kind {
        Some(at) if at > 0 => {
            line.get(..at + 1 + usize::from(is_direction(line.get(at + 1)))).unwrap_or(line)
        }
        _ => line,
    }
}

/// What follows a word for a room, or `#`.
fn room(text: &str) -> Option<String> {
    if let Some((_, after)) = text.split_once('#') {
        return fold(after).split(' ').next().map(str::to_owned);
    }
    let folded = fold(text);
    let words: Vec<&str> = folded.split(' ').collect();
    let at = words.iter().position(|word| ROOMS.contains(word))?;
    let before = at.checked_sub(1).and_then(|before| words.get(before)).filter(|word| is_ordinal(word));
    let room = before.or(words.get(at + 1))?;
    (room.len() <= 6).then(|| (*room).to_owned())
}

/// A British or Canadian postcode (`SW1A 1AA`, `M5V 3L9`) that ends the text or what stands before a comma.
fn in_two_words(text: &str) -> Option<String> {
    text.rsplit(',').find_map(|part| {
        let mut words = part.trim_end().rsplit(' ');
        let (second, first) = (words.next()?, words.next()?);
        let is_second = matches!(second.as_bytes(), [b'0'..=b'9', b'A'..=b'Z', b'A'..=b'Z' | b'0'..=b'9']);
        (is_second && is_outward(first)).then(|| [first, " ", second].concat())
    })
}

/// One or two letters, a digit, and perhaps a letter or digit more.
fn is_outward(word: &str) -> bool {
    let rest = word.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let is_last = |last: &u8| last.is_ascii_uppercase() || last.is_ascii_digit();
    matches!(word.len() - rest.len(), 1 | 2)
        && match rest.as_bytes() {
            [b'0'..=b'9'] => true,
            [b'0'..=b'9', last] => is_last(last),
            _ => false,
        }
}

/// Five or six digits after the first line, with four more where given (ZIP+4).
fn postcode(text: &str) -> Option<String> {
    let (_, after) = text.split_once(',')?;
    let is_digits =
        |part: &str, count: usize| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
    let is_zip = |word: &&str| match word.split_once('-') {
        Some((zip, plus)) => is_digits(zip, 5) && is_digits(plus, 4),
        // China, India and Singapore have six.
        None => is_digits(word, 5) || is_digits(word, 6),
    };
    after.split([' ', ',']).rfind(is_zip).map(str::to_owned)
}
