//! Industries, as sections and divisions of GB/T 4754-2017 (with amendment 1 of 2019).

use super::{Context, Draft, Normalized, code, search};
use crate::reason::Reason;
use crate::tables::industry::{self, Division, Section};
use crate::text;

/// The section or division that `input` names by code, by name or by a word of its field.
///
/// ```
/// use kehu::normalize::{Context, industry};
/// let answer = industry::normalize("软件开发", &Context::default());
/// assert_eq!(answer.value.as_deref(), Some("I65"));
/// assert_eq!(answer.display, "软件和信息技术服务业");
/// assert_eq!(answer.part("section"), Some("I"));
/// ```
pub fn normalize(input: &str, _context: &Context) -> Normalized {
    let mut draft = Draft::new(input);
    let repaired = text::repair(input);
    let name = code::behind_label(&repaired, &["所属行业", "行业", "Industry"]);
    draft.step("label", input, name);
    if name.is_empty() {
        return draft.empty();
    }
    if let Some(found) = find(name) {
        return found.told(draft, name);
    }
    if text::is_placeholder(name) {
        return draft.suspect(name, code::placeholder(name));
    }
    draft.invalid(Reason::new("value/not_recognized"))
}

enum Found {
    Section(&'static Section),
    Division(&'static Division),
}

impl Found {
    fn told(&self, mut draft: Draft, name: &str) -> Normalized {
        let (code, shown) = match self {
            Self::Section(section) => (section.code.to_string(), section.name),
            Self::Division(division) => (division.code.clone(), division.name),
        };
        let section = code.chars().next().and_then(industry::section);
        draft.step("classification", name, &code);
        draft.part("section", section.map(|section| section.code.to_string()).unwrap_or_default());
        draft.part("section_name", section.map_or("", |section| section.name));
        if let Self::Division(division) = self {
            draft.part("division", division.code.as_str());
        }
        draft.done(code, shown)
    }
}

fn find(name: &str) -> Option<Found> {
    let simplified = text::simplify(name);
    by_code(name)
        .or_else(|| by_name(name))
        .or_else(|| {
            by_name(name.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || ". -".contains(c)))
        })
        .or_else(|| by_path(&simplified))
        .or_else(|| industry::by_keyword(&simplified).map(Found::Division))
        // 鞋 and 酒类 are the goods of 鞋业 and 酒业.
        .or_else(|| {
            let goods = simplified.strip_suffix('类').unwrap_or(&simplified);
            industry::by_keyword(&[goods, "业"].concat()).map(Found::Division)
        })
        .or_else(|| by_english_section(name))
}

/// The most levels of a path.
const LEVELS: usize = 4;

/// Of `制造业/汽车制造`, the last part that says something.
fn by_path(path: &str) -> Option<Found> {
    let mut head = path;
    for _ in 0..LEVELS {
        let Some(at) = ["/", "-", ">"].iter().filter_map(|sign| search::find_last(head, sign)).max() else {
            break;
        };
        let tail = head.get(at + 1..)?.trim();
        head = head.get(..at)?;
        let found = by_name(tail).or_else(|| industry::by_keyword(tail).map(Found::Division));
        if found.is_some() {
            return found;
        }
    }
    if head == path { None } else { by_name(head.trim()) }
}

/// English names of the sections, as CRM systems shorten the titles of ISIC Rev. 4, which has the like sections.
const ENGLISH: [(char, &str); 20] = [
    ('A', "agriculture|forestry|fishing"),
    ('B', "mining"),
    ('C', "manufacturing|industrial"),
    ('D', "utilities|energy"),
    ('E', "construction"),
    ('F', "wholesale|retail|trade|trading"),
    ('G', "transportation|transport|shipping|logistics"),
    ('H', "hospitality|accommodation|food services"),
    ('I', "information technology|technology|telecommunications|communications"),
    ('J', "finance|financial services|banking|insurance"),
    ('K', "real estate"),
    ('L', "business services|leasing|consulting"),
    ('M', "research|engineering|professional services|biotechnology"),
    ('N', "environmental|public facilities"),
    ('O', "repair|personal services"),
    ('P', "education"),
    ('Q', "healthcare|health care|health|social work"),
    ('R', "entertainment|media|sports|recreation|arts"),
    ('S', "government|not for profit|non profit|public administration"),
    ('T', "international organizations|international organisations"),
];

fn by_english_section(name: &str) -> Option<Found> {
    let folded = text::fold(name);
    let is_named = |(_, names): &&(char, &str)| names.split('|').any(|name| name == folded);
    ENGLISH.iter().find(is_named).and_then(|(code, _)| industry::section(*code)).map(Found::Section)
}

/// `C`, `C39`, `39`, and the longer codes of groups and classes (`C3911`, `391`), which lie in a division.
fn by_code(name: &str) -> Option<Found> {
    let code = text::to_half_width(name).to_uppercase();
    let letter = code.chars().next().filter(char::is_ascii_uppercase);
    let digits = code.strip_prefix(|c: char| c.is_ascii_uppercase()).unwrap_or(&code);
    if !digits.chars().all(|c| c.is_ascii_digit()) || digits.len() > 4 || digits.len() == 1 {
        return None;
    }
    if digits.is_empty() {
        return letter.and_then(industry::section).map(Found::Section);
    }
    let division = industry::division(digits.get(..2)?)?;
    let agrees = letter.is_none_or(|letter| division.code.starts_with(letter));
    agrees.then_some(Found::Division(division))
}

/// By the name in the standard; punctuation and a missing 业 make no difference.
fn by_name(name: &str) -> Option<Found> {
    let wanted = key(name);
    // No name loses its first character, and most begin with another one.
    let is_it = |name: &str| name.chars().next() == wanted.chars().next() && key(name) == wanted;
    let division = industry::divisions().iter().find(|division| is_it(division.name));
    let section = || ('A'..='T').filter_map(industry::section).find(|section| is_it(section.name));
    division.map(Found::Division).or_else(|| section().map(Found::Section))
}

fn key(name: &str) -> String {
    let folded = text::fold(name).replace(['和', '、', ' '], "");
    folded.strip_suffix("行业").or_else(|| folded.strip_suffix('业')).unwrap_or(&folded).to_owned()
}
