//! Names in Latin letters that are not pinyin: title, first, middle, last, suffix, nickname.

use super::{Name, romanized};
use crate::tables::Words;
use crate::text;

static PREFIXES: Words = Words::ending(
    "mr|mrs|ms|miss|mx|dr|prof|professor|sir|madam|mister|rev|hon|ing|dipling|herr|frau|mme|mlle|don|dona|capt|col|lt|sgt|sra|srta|dott|engr|shri|smt",
);

static SUFFIXES: Words =
    Words::ending("jr|sr|ii|iii|iv|phd|md|mba|esq|cpa|dds|jd|pe|rn|msc|bsc|ma|ba|dvm|cfa|pmp");

/// Small words that belong to the family name behind them.
static PARTICLES: Words = Words::ending(
    "de|la|las|los|del|della|di|da|dos|das|do|du|van|von|der|den|ter|ten|zu|zum|bin|ibn|al|el|le|st|abu|af|av|vander",
);

/// The most frequent surnames of Spain (INE, Apellidos más frecuentes) that are no first names as well.
static SPANISH: Words = Words::ending(
    "garcia|gonzalez|rodriguez|fernandez|lopez|martinez|sanchez|perez|gomez|jimenez|ruiz|hernandez|diaz|moreno|munoz|alvarez|romero|gutierrez|\
    navarro|torres|dominguez|vazquez|ramos|gil|ramirez|serrano|blanco|molina|morales|suarez|ortega|delgado|castro|ortiz|rubio|marin|sanz|nunez|\
    iglesias|medina|garrido|cortes|castillo|santos|lozano|guerrero|cano|prieto|mendez|calvo|gallego|vidal|marquez|herrera|pena|flores|cabrera|\
    campos|vega|fuentes|carrasco|diez|reyes|caballero|nieto|aguilar|santana|herrero|montero|hidalgo|gimenez|ibanez|ferrer|duran|benitez|mora|\
    vargas|arias|carmona|crespo|soto|saez|velasco|moya|soler|parra|bravo|gallardo|rojas",
);

/// Reads a Western name; `Last, First` and `First Last` alike.
pub(super) fn parse(name: &str) -> Name {
    let (name, note) = split_note(name);
    Name { note: note.to_owned(), ..own(name) }
}

/// The name before a dash or stroke between spaces: `John Smith - Purchasing`.
fn split_note(name: &str) -> (&str, &str) {
    let signs = [" - ", " – ", " / ", " | ", " @ ", "; "];
    let cut = signs.iter().find_map(|sign| name.split_once(sign));
    cut.filter(|(own, _)| own.trim().contains(' ')).unwrap_or((name, ""))
}

fn own(name: &str) -> Name {
    let (text, nickname) = split_nickname(name);
    let (text, comma) = swap_comma(&text);
    let mut words: Vec<String> =
        text.split_whitespace().map(|word| word.trim_matches(',').to_owned()).collect();
    words.retain(|word| !word.is_empty());
    let prefix = take_prefix(&mut words);
    let suffix = take_suffix(&mut words);
    let is_flat = is_flat(&words);
    let mut spelled: Vec<String> =
        words.iter().map(|word| if is_flat { cased(word) } else { word.clone() }).collect();
    let romanized = if comma.is_none() { romanized::parse(&spelled) } else { None };
    if let Some(romanized) = romanized {
        let nickname = if nickname.is_empty() { romanized.nickname } else { nickname };
        return Name { prefix, suffix, nickname, ..romanized };
    }
    if comma.is_none() && romanized::leads_in_japan(&spelled) {
        spelled.rotate_left(1);
    }
    let leading = if comma.is_none() { capitals(spelled.iter()) } else { 0 };
    spelled.rotate_left(leading);
    // A single word at the end is the last anyhow, perhaps behind particles in small letters.
    let trailing = Some(capitals(spelled.iter().rev())).filter(|count| leading > 0 || *count > 1);
    // In Russia and where it was heeded, who is called by the father's name last is called by the family's first.
    let is_father = |word: &&String| word.ends_with("вич") || word.ends_with("вна");
    let patronyms = if spelled.len() == 3 { spelled.iter().skip(1).filter(is_father).count() } else { 0 };
    if comma.is_none() && patronyms == 1 && spelled.last().is_some_and(|word| is_father(&word)) {
        spelled.rotate_left(1);
    }
    let comma = comma.or(trailing);
    let family_at =
        comma.map(|count| spelled.len().saturating_sub(count)).unwrap_or_else(|| family_start(&spelled));
    let family = spelled.get(family_at..).unwrap_or_default().join(" ");
    let given = spelled.first().filter(|_| family_at > 0).cloned().unwrap_or_default();
    let middle = spelled.get(1..family_at).unwrap_or_default().join(" ");
    assembled(Name { family, given, middle, prefix, suffix, nickname, script: "latin", ..Name::default() })
}

fn assembled(mut name: Name) -> Name {
    if name.given.is_empty() && name.prefix.is_empty() {
        // One word alone is more often a first name; which it is, the word does not say.
        std::mem::swap(&mut name.given, &mut name.family);
    }
    // A title with a family name names nobody for certain, nor does an initial; a column of first names does.
    let is_title = name.family.is_empty() && listed(&PREFIXES, &name.given);
    if is_title || name.given.is_empty() || (name.family.is_empty() && text::fold(&name.given).len() < 2) {
        name.doubts.push("person/partial");
    }
    let title = if name.given.is_empty() { name.prefix.as_str() } else { "" };
    if name.middle.contains(['&', '/', ';', ':', '|', '=']) {
        name.doubts.push("person/extra_text");
    }
    let parts = [title, &name.given, &name.middle, &name.family, &name.suffix];
    let shown: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    name.value = shown.join(" ");
    let keyed = [&name.family, &name.given, &name.middle];
    let key: Vec<String> =
        keyed.into_iter().map(|part| text::fold(part)).filter(|part| !part.is_empty()).collect();
    name.key = key.join(" ");
    name
}

/// A nickname in quotes or brackets.
fn split_nickname(name: &str) -> (String, String) {
    for (open, close) in [('"', '"'), ('“', '”'), ('(', ')'), ('‘', '’')] {
        let Some((before, rest)) = name.split_once(open) else { continue };
        let Some((inside, after)) = rest.split_once(close) else { continue };
        return (format!("{before} {after}"), inside.trim().to_owned());
    }
    (name.to_owned(), String::new())
}

/// `Last, First` becomes `First Last`, with the number of words of the family name.
fn swap_comma(name: &str) -> (String, Option<usize>) {
    let Some((family, rest)) = name.split_once(',') else { return (name.to_owned(), None) };
    let (rest, suffix) = match rest.split_once(',') {
        Some((given, suffix)) => (given, suffix),
        None => (rest, ""),
    };
    if rest.trim().is_empty() || is_suffix(rest) {
        return (format!("{family} {rest} {suffix}"), None);
    }
    let count = family.split_whitespace().filter(|word| !is_suffix(word)).count();
    (format!("{rest} {family} {suffix}"), Some(count))
}

fn is_suffix(word: &str) -> bool {
    listed(&SUFFIXES, word)
}

fn listed(list: &Words, word: &str) -> bool {
    let mut folded = text::fold(word);
    folded.retain(|c| c != ' ');
    list.contains(&folded)
}

fn take_prefix(words: &mut Vec<String>) -> String {
    let count = words.iter().take_while(|word| listed(&PREFIXES, word)).count();
    let count = if count == words.len() { 0 } else { count };
    words.drain(..count).collect::<Vec<_>>().join(" ")
}

fn take_suffix(words: &mut Vec<String>) -> String {
    let kept = words.iter().rposition(|word| !is_suffix(word)).map_or(0, |last| last + 1);
    // Two words at least make a name: `Ma` is a suffix and a surname.
    let kept = if kept < 2 { words.len() } else { kept };
    words.drain(kept..).map(|word| suffix(&word)).collect::<Vec<_>>().join(" ")
}

fn suffix(word: &str) -> String {
    match text::fold(word).replace(' ', "").as_str() {
        "jr" => "Jr.".to_owned(),
        "sr" => "Sr.".to_owned(),
        "phd" => "PhD".to_owned(),
        "esq" => "Esq.".to_owned(),
        "msc" => "MSc".to_owned(),
        "bsc" => "BSc".to_owned(),
        short => short.to_uppercase(),
    }
}

/// Where the family name starts: at its particles, else at the last word.
fn family_start(words: &[String]) -> usize {
    let last = words.len().saturating_sub(1);
    let is_particle = |word: &String| listed(&PARTICLES, word) || matches!(&**word, "'t" | "’t" | "‘t");
    let particles = words.iter().take(last).skip(1).rev().take_while(|word| is_particle(word)).count();
    let is_spanish = |word: Option<&String>| word.is_some_and(|word| listed(&SPANISH, word));
    // The father's surname and the mother's.
    if particles == 0 && last > 1 && is_spanish(words.get(last)) && is_spanish(words.get(last - 1)) {
        return last - 1;
    }
    last - particles
}

/// How many of the words that come first are in capitals, as a family name is: `DUPONT Jean`. Initials (`JP`) are none.
fn capitals<'a>(words: impl Iterator<Item = &'a String> + Clone) -> usize {
    let is_capital =
        |word: &&String| word.chars().count() > 1 && !word.contains('.') && word.to_uppercase() == **word;
    let count = words.clone().take_while(is_capital).count();
    let spoken: String = words.clone().take(count).map(|word| text::fold(word)).collect();
    let is_name =
        spoken.chars().count() > 2 && spoken.contains(|c: char| !c.is_ascii() || "aeiouy".contains(c));
    let is_apart = words.clone().nth(count).is_some_and(|word| word.contains(char::is_lowercase));
    if is_name && is_apart { count } else { 0 }
}

/// All capitals or all small: the writer's case says nothing.
fn is_flat(words: &[String]) -> bool {
    let letters = || words.iter().flat_map(|word| word.chars()).filter(|c| c.is_alphabetic());
    !letters().any(char::is_lowercase) || !letters().any(char::is_uppercase)
}

/// A word in capitals with one at its start only; others as they are.
pub(super) fn cased_name(word: &str) -> String {
    if word.chars().any(char::is_lowercase) { word.to_owned() } else { cased(word) }
}

fn cased(word: &str) -> String {
    let lower = word.to_lowercase();
    if listed(&PARTICLES, &lower) && lower != "st" {
        return lower;
    }
    let mut out = String::with_capacity(lower.len());
    let mut raise = true;
    for c in lower.chars() {
        let raised = if raise { c.to_uppercase().next().unwrap_or(c) } else { c };
        out.push(raised);
        raise = "-'’.".contains(c) || (out == "Mc" && lower.len() > 3);
    }
    out
}
