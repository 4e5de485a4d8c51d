//! The message table: every code with its text in Chinese and English.
//!
//! Each stage keeps its own list, sorted by code. A text names its parameters in braces: `{limit}`; `{last|day}` is a number
//! with what it counts, as in *1 day* and *2 days*. A part in square brackets stands only where the parameter that it names
//! has something to say.

mod actions;
mod analytics;
mod conditions;
mod engine;
mod matching;
mod normalize;
mod quality;
mod value;

use std::borrow::Cow;
use std::sync::OnceLock;

use serde::Serialize;

use crate::sort::Arrange;

/// A language of the user-facing texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// A code with its text in both languages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Message {
    pub code: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
}

/// Messages as one text, a line each: where every text lay by itself, to say where would take more than the codes.
macro_rules! messages {
    ($(message($code:literal, $zh:literal, $en:literal $(,)?)),* $(,)?) => {
        concat!($($code, "\t", $zh, "\t", $en, "\n"),*)
    };
}
use messages;

/// A boundary without an engine says nothing of records, and one without a kind nothing of its values.
const TABLES: &[&str] = &[
    only(cfg!(feature = "engine"), actions::MESSAGES),
    only(cfg!(feature = "engine"), analytics::MESSAGES),
    only(cfg!(feature = "engine"), conditions::MESSAGES),
    only(cfg!(feature = "engine"), engine::MESSAGES),
    only(cfg!(feature = "engine"), matching::MESSAGES),
    only(cfg!(feature = "engine"), quality::MESSAGES),
    value::MESSAGES,
    normalize::SHARED,
    only(HAS_STEPS, normalize::STEPS),
    only(cfg!(feature = "kind-bank-card"), normalize::BANK_CARD),
    only(cfg!(feature = "kind-company-name"), normalize::COMPANY),
    only(cfg!(feature = "kind-date"), normalize::DATE),
    only(cfg!(feature = "kind-email"), normalize::EMAIL),
    only(cfg!(any(feature = "kind-amount", feature = "kind-number")), normalize::FIGURES),
    only(cfg!(feature = "kind-job-title"), normalize::JOB_TITLE),
    only(cfg!(feature = "kind-person-name"), normalize::PERSON),
    only(cfg!(feature = "kind-phone"), normalize::PHONE),
    only(cfg!(any(feature = "kind-address", feature = "kind-region")), normalize::PLACES),
    only(cfg!(feature = "kind-resident-id"), normalize::RESIDENT_ID),
    only(cfg!(feature = "kind-url"), normalize::URL),
    only(cfg!(feature = "kind-uscc"), normalize::USCC),
];

/// Whether a kind is there whose normalizer makes changes of its own.
const HAS_STEPS: bool = cfg!(any(
    feature = "engine",
    feature = "kind-address",
    feature = "kind-amount",
    feature = "kind-bank-card",
    feature = "kind-company-name",
    feature = "kind-date",
    feature = "kind-industry",
    feature = "kind-job-title",
    feature = "kind-number",
    feature = "kind-person-name",
    feature = "kind-region",
    feature = "kind-resident-id",
    feature = "kind-text",
    feature = "kind-url",
    feature = "kind-wechat-id",
));

const fn only(is_there: bool, messages: &'static str) -> &'static str {
    if is_there { messages } else { "" }
}

/// All messages, sorted by code.
pub(crate) fn all() -> &'static [Message] {
    static MESSAGES: OnceLock<Vec<Message>> = OnceLock::new();
    MESSAGES.get_or_init(|| {
        let mut messages: Vec<Message> =
            TABLES.iter().flat_map(|table| table.lines()).filter_map(message).collect();
        messages.arrange_by_key(|message| message.code);
        messages
    })
}

fn message(line: &'static str) -> Option<Message> {
    let (code, texts) = line.split_once('\t')?;
    let (zh, en) = texts.split_once('\t')?;
    Some(Message { code, zh, en })
}

/// The text of `code` with its parameters filled in; the code itself where no text is known.
///
/// A parameter that `param` does not know stays visible as `{name}`.
pub fn render<'a>(code: &str, language: Language, param: impl Fn(&str) -> Option<&'a str>) -> String {
    render_with(code, language, &param)
}

fn render_with(code: &str, language: Language, param: Params) -> String {
    let Some(message) = find(code) else { return code.to_owned() };
    let template = match language {
        Language::Zh => message.zh,
        Language::En => message.en,
    };
    fill_with(&without_what_is_not_told(template, param), param)
}

/// What a parameter says, where it is known.
type Params<'p, 'a> = &'p dyn Fn(&str) -> Option<&'a str>;

/// A template without its brackets, and without what stands in them where that has nothing to say.
fn without_what_is_not_told<'t>(template: &'t str, param: Params) -> Cow<'t, str> {
    let Some((head, rest)) = template.split_once('[') else { return template.into() };
    let Some((part, tail)) = rest.split_once(']') else { return template.into() };
    let named = part.split_once('{').and_then(|(_, rest)| rest.split_once('}'));
    let is_told = named.and_then(|(name, _)| param(name)).is_some_and(|value| !value.is_empty());
    [head, if is_told { part } else { "" }, tail].concat().into()
}

/// Fills `{name}` in a template; an unknown name stays as it is.
pub fn fill<'a>(template: &str, param: impl Fn(&str) -> Option<&'a str>) -> String {
    fill_with(template, &param)
}

fn fill_with(template: &str, param: Params) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((told, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        let (name, counted) = told.split_once('|').unwrap_or((told, ""));
        match param(name) {
            Some(value) if counted.is_empty() => out.push_str(value),
            Some(value) => out.extend([value, " ", counted, if value == "1" { "" } else { "s" }]),
            None => out.extend(["{", told, "}"]),
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn find(code: &str) -> Option<&'static Message> {
    let place = all().binary_search_by(|message| message.code.cmp(code)).ok()?;
    all().get(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn tables_are_sorted_and_codes_unique() {
        for table in TABLES {
            let codes: Vec<&str> = table.lines().filter_map(message).map(|m| m.code).collect();
            for pair in codes.windows(2) {
                assert!(pair[0] < pair[1], "{} after {}", pair[1], pair[0]);
            }
        }
        let unique: BTreeSet<_> = all().iter().map(|m| m.code).collect();
        assert_eq!(unique.len(), all().len());
    }

    #[test]
    fn no_text_holds_what_divides_texts() {
        assert_eq!(TABLES.iter().flat_map(|table| table.lines()).count(), all().len());
        assert!(all().iter().all(|m| !m.en.contains('\t')));
    }

    #[test]
    fn both_languages_name_the_same_parameters() {
        let names = |text: &str| -> BTreeSet<String> {
            let inside = text.split('{').skip(1).filter_map(|s| s.split(['|', '}']).next());
            inside.map(str::to_owned).collect()
        };
        for m in all() {
            assert_eq!(names(m.zh), names(m.en), "{}", m.code);
        }
    }

    #[test]
    fn a_part_with_nothing_to_say_is_left_out() {
        let said = |suggestion: &'static str| {
            render("condition/unknown_tag", Language::En, |name| {
                Some(if name == "name" { "x[1]" } else { suggestion })
            })
        };
        assert_eq!(said("xy"), "there is no tag “x[1]”; the nearest is “xy”");
        assert_eq!(said(""), "there is no tag “x[1]”");
    }

    #[test]
    fn one_of_something_is_not_told_as_several() {
        let told = |last| {
            render("fact/count_year", Language::En, |name| {
                Some(match name {
                    "last" => last,
                    "event" => "order",
                    _ => "3",
                })
            })
        };
        assert_eq!(told("1"), "order in the last 1 year: 3");
        assert_eq!(told("2"), "order in the last 2 years: 3");
    }

    #[test]
    fn unknown_parameters_stay_visible() {
        assert_eq!(fill("a {x} b {y", |_| None), "a {x} b {y");
        assert_eq!(fill("{x}{x}", |_| Some("1")), "11");
    }
}
