//! Names in alphabetic scripts: the legal form stands at the end, seldom at the start.
//!
//! Legal forms are those of the table of the world's forms, with the spellings met in practice.

use super::Name;
use crate::normalize::region;
use crate::tables::pinyin::is_syllable;
use crate::tables::regions::{Level, Region};
use crate::tables::{Words, company};
use crate::text;

/// Forms that may stand at the start.
const LEADING: [&str; 14] =
    ["pt", "cv", "ooo", "ооо", "оао", "зао", "пао", "ао", "jsc", "ab", "as", "oy", "ud", "kabushiki kaisha"];

/// Forms of two letters that are read as such; others (`at`, `in`) are words more often.
const SHORT: [&str; 17] =
    ["ab", "ag", "as", "bv", "co", "ek", "ev", "gk", "kg", "kk", "lp", "nv", "oy", "sa", "se", "sl", "ug"];

/// The country, where a name names it, without spaces.
const COUNTRY: [&str; 3] = ["china", "prchina", "prc"];

/// Provinces and cities that stand before any brand; others stand before one in pinyin only.
static WELL_KNOWN: Words = Words::ending(
    "hongkong|hk|macau|macao|taiwan|beijing|shanghai|tianjin|chongqing|guangdong|zhejiang|jiangsu|shandong|guangzhou|\
    shenzhen|dongguan|foshan|hangzhou|ningbo|nanjing|suzhou|wuxi|qingdao|wuhan|chengdu",
);

/// What a company does, at the end of its name.
const INDUSTRIES: &str = "technology|technologies|tech|trading|trade|industry|industrial|industries|electronics|electronic|\
    electric|international|intl|group|holding|holdings|import|export|importexport|software|systems|solutions|services|\
    service|consulting|logistics|pharmaceutical|pharmaceuticals|pharma|chemical|chemicals|machinery|manufacturing|\
    engineering|construction|textile|textiles|garment|furniture|foods|food|medical|automotive|plastics|plastic|metal|\
    steel|equipment|enterprise|enterprises|investment|investments|network|information|development|science|and|restaurant|\
    products|materials|energy|packaging|media|communications|insurance|bank|capital|advertising|apparel|clothing|accounting|\
    estate|hotel|hotels|management|agriculture|agricultural|biotechnology|biotech|environmental|education|culture|tourism|\
    travel|decoration|printing|jewelry|cosmetics|lighting|automobile|property|finance|financial|leasing|architecture|\
    architectural|design|hardware|electrical|instruments|ceramics|glass|rubber|leather|healthcare|catering|transport|\
    transportation|freight|shipping|commerce|ecommerce|grain|oil";

/// The longest word that may be a brand in pinyin, in letters: a few syllables.
const LONGEST_PINYIN: usize = 20;
/// The most words that a legal form has.
const FORM_WORDS_MAX: usize = 6;

/// A word of the name: folded, and where it stands.
struct Word {
    folded: String,
    start: usize,
    in_bracket: bool,
}

struct FormMatch {
    shown: &'static str,
    key: String,
}

/// Reads a name that holds no Chinese characters.
pub(super) fn parse(name: &str) -> Name {
    let words = words(name);
    if let Some((parent, branch)) = split_branch(name, &words) {
        return of_branch(parse(parent), branch);
    }
    let (count, form) = trailing_form(&words);
    let mut core: Vec<&Word> = words.iter().take(count).collect();
    let leads = form.is_none()
        && core.len() > 1
        && core.first().is_some_and(|w| LEADING.contains(&w.folded.as_str()));
    let lead = if leads { Some(core.remove(0)) } else { None };
    let place = take_place(&mut core, form.is_some());
    let strict: Vec<&str> =
        words.iter().take(count).skip(usize::from(leads)).map(|w| w.folded.as_str()).collect();
    let loose: Vec<&str> = core.iter().map(|w| w.folded.as_str()).collect();
    let loose = without_article(&loose);
    let brand = pinyin_brand(without_industry(loose), place.is_some());
    let legal_form = form.as_ref().map(|form| form.shown.to_owned());
    Name {
        value: spelled(name, &words, count, form.as_ref()),
        key_strict: joined(
            &strict,
            form.as_ref().map(|form| form.key.as_str()).or(lead.map(|w| w.folded.as_str())),
        ),
        key_loose: loose.join(" "),
        key_brand: brand.join(" "),
        brand: brand.join(" "),
        industry: loose.get(brand.len()..).unwrap_or_default().join(" "),
        legal_form: legal_form.or(lead.map(|w| w.folded.to_uppercase())).unwrap_or_default(),
        region: place.as_ref().map_or_else(String::new, |place| place.code.clone()),
        region_name: place.map_or_else(String::new, |place| place.name.to_owned()),
        ..Name::default()
    }
}

/// What stands behind the form where it is a branch or the country: `Acme Ltd. Shanghai Branch`, `Acme Ltd., China`.
fn split_branch<'a>(name: &'a str, words: &[Word]) -> Option<(&'a str, &'a str)> {
    let last = words.last()?;
    if !["branch", "office", "china"].contains(&last.folded.as_str()) {
        return None;
    }
    let has_form = |count: &usize| trailing_form(words.get(..*count).unwrap_or_default()).1.is_some();
    let start = words.get((2..words.len()).rev().find(has_form)?)?.start;
    let (parent, branch) = name.split_at_checked(start)?;
    let is_idle = |c: char| " ,-(/".contains(c);
    Some((parent.trim_end_matches(is_idle), branch.trim_end_matches([')', ' '])))
}

/// The name of a branch, by that of its company.
fn of_branch(company: Name, branch: &str) -> Name {
    let value = [&company.value, ", ", branch].concat();
    if text::fold(branch) == "china" {
        return Name { value, region_name: "中国".to_owned(), ..company };
    }
    let with_branch = |key: &str| [key, &text::fold(branch)].join(" ");
    Name {
        value,
        key_strict: with_branch(&company.key_strict),
        key_loose: with_branch(&company.key_loose),
        branch: branch.to_owned(),
        ..company
    }
}

/// Whether a text ends with a legal form.
pub(super) fn ends_with_form(text: &str) -> bool {
    trailing_form(&words(text)).1.is_some()
}

fn words(name: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let (mut depth, mut word_start) = (0_usize, None);
    for (at, c) in name.char_indices().chain([(name.len(), ' ')]) {
        let is_part = c.is_alphanumeric() || matches!(c, '\'' | '’' | '&' | '+');
        match (is_part, word_start) {
            (true, None) => word_start = Some(at),
            (false, Some(start)) => {
                push_word(&mut words, name.get(start..at).unwrap_or_default(), start, depth > 0);
                word_start = None;
            }
            _ => {}
        }
        depth = match c {
            '(' => depth.saturating_add(1),
            ')' => depth.saturating_sub(1),
            _ => depth,
        };
    }
    words
}

fn push_word(words: &mut Vec<Word>, text: &str, start: usize, in_bracket: bool) {
    let folded = if matches!(text, "&" | "+") { "and".to_owned() } else { text::fold(text).replace(' ', "") };
    if !folded.is_empty() {
        words.push(Word { folded, start, in_bracket });
    }
}

/// How many words stand before the legal form, and the form.
fn trailing_form(words: &[Word]) -> (usize, Option<FormMatch>) {
    for length in (1..=FORM_WORDS_MAX.min(words.len().saturating_sub(1))).rev() {
        let count = words.len() - length;
        let tail = words.iter().skip(count).filter(|word| word.folded != "and");
        let tail: Vec<&str> = tail.map(|word| word.folded.as_str()).collect();
        if let Some(form) = form(&tail.concat()) {
            return (count, Some(form));
        }
    }
    (words.len(), None)
}

/// The form that words stand for. Companies limited by shares are quoted as `Ltd.` or `Co., Ltd.` as it comes, so
/// both are one form in the key, here and in the lands that put a word of their own before it.
fn form(words: &str) -> Option<FormMatch> {
    if words.len() == 2 && !SHORT.contains(&words) {
        return None;
    }
    let shown = company::world_form(words)?.name;
    let spelled = text::fold(shown).replace(' ', "");
    let key = if spelled.ends_with("ltd") { "ltd".to_owned() } else { spelled };
    Some(FormMatch { shown, key })
}

/// The place that a name names.
struct Place {
    /// GB/T 2260 code; empty where there is none, or several have the name.
    code: String,
    name: &'static str,
}

/// Takes out the place: in brackets anywhere (`Tetra Pak (Kunshan)`), at the start only before a brand in a name with a
/// legal form (`Nanyang Haoxin Auto Parts`).
fn take_place(core: &mut Vec<&Word>, has_form: bool) -> Option<Place> {
    for start in 0..core.len() {
        let in_bracket = core.get(start)?.in_bracket;
        // P.R. China has three words.
        for length in (1..=3.min(core.len() - start)).rev() {
            let is_whole = core.len() == length || !(in_bracket || (start == 0 && has_form));
            let found = if is_whole { None } else { place(core.get(start..)?, length, in_bracket) };
            if found.is_some() {
                core.drain(start..start + length);
                return found;
            }
        }
    }
    None
}

/// The place that so many words name: of a name that several have, that of the highest level; no code where two have it.
fn place(words: &[&Word], length: usize, in_bracket: bool) -> Option<Place> {
    let name: String = words.iter().take(length).map(|word| word.folded.as_str()).collect();
    if COUNTRY.contains(&name.as_str()) {
        return Some(Place { code: String::new(), name: "中国" });
    }
    let is_well_known = WELL_KNOWN.contains(&name);
    let leads = is_well_known || words.get(length).is_some_and(|next| is_pinyin(&next.folded));
    let regions = region::spelled(&name);
    // A county of everyday words is meant in brackets only.
    let may_be =
        |region: &Region| region.level() != Level::County || (in_bracket && region.name.ends_with('市'));
    let fitting = || regions.iter().filter(|region| may_be(region));
    let first = fitting().map(|region| region.level()).min().filter(|_| in_bracket || leads)?;
    let mut highest = fitting().filter(|region| region.level() == first);
    // 宿州 is spelt like 苏州, which is meant.
    let (first, is_one) = (highest.next()?, highest.next().is_none() || is_well_known);
    let code = if is_one { first.code.to_string() } else { String::new() };
    Some(Place { code, name: if is_one { first.name } else { "" } })
}

/// Whether a word is at least two syllables of Chinese.
fn is_pinyin(word: &str) -> bool {
    fn divides(word: &str) -> bool {
        let ends = (1..=word.len()).filter_map(|end| word.split_at_checked(end));
        let mut ends = ends.filter(|(syllable, _)| is_syllable(syllable));
        ends.any(|(_, rest)| rest.is_empty() || divides(rest))
    }
    word.len() <= LONGEST_PINYIN && divides(word) && !is_syllable(word)
}

/// Of a name with a place before it, the words in pinyin: what the company does is put into English behind them.
fn pinyin_brand<'a, 'b>(brand: &'b [&'a str], has_place: bool) -> &'b [&'a str] {
    let pinyin = brand.iter().take_while(|word| is_pinyin(word)).count();
    if has_place && pinyin > 0 { brand.get(..pinyin).unwrap_or(brand) } else { brand }
}

fn without_article<'a, 'b>(words: &'b [&'a str]) -> &'b [&'a str] {
    match words {
        ["the", rest @ ..] if !rest.is_empty() => rest,
        _ => words,
    }
}

fn without_industry<'a, 'b>(words: &'b [&'a str]) -> &'b [&'a str] {
    let is_industry = |word: &&str| INDUSTRIES.split('|').any(|industry| industry == *word);
    let brand = words.iter().rposition(|word| !is_industry(word)).map_or(0, |last| last + 1);
    if brand == 0 { words } else { words.get(..brand).unwrap_or(words) }
}

fn joined(words: &[&str], form: Option<&str>) -> String {
    let all: Vec<&str> = words.iter().copied().chain(form).collect();
    all.join(" ")
}

/// The name as written, its legal form in the usual spelling.
fn spelled(name: &str, words: &[Word], count: usize, form: Option<&FormMatch>) -> String {
    let spaced = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let (Some(form), Some(first)) = (form, words.get(count)) else { return spaced };
    let core = name.get(..first.start).unwrap_or(name).trim_end_matches([' ', ',', '(', '-', '.']);
    // Of `Chase & Co.` the sign is a part of the name.
    let and = if first.folded == "and" && !form.shown.contains('&') { " &" } else { "" };
    format!("{}{and} {}", core.split_whitespace().collect::<Vec<_>>().join(" "), form.shown)
}
