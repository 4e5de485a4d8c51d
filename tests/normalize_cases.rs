//! Every case of `tests/cases/*.toml`, and what must hold for any text of any kind.
//!
//! A file is named after its field kind, perhaps with a topic behind a hyphen. A case has an `input` and what must come of it; `why` says what it stands
//! for, `source` where the rule or the expected value comes from.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot read its cases must fail")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use kehu::messages::Language;
use kehu::normalize::{Context, Normalized, Status, normalize};
use kehu::schema::FieldKind;
use proptest::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    /// What all cases of the file stand for that say nothing themselves.
    #[serde(default)]
    why: String,
    #[serde(default)]
    source: String,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    input: String,
    country: Option<String>,
    reference_date: Option<String>,
    /// Absent when there must be none.
    value: Option<String>,
    status: String,
    display: Option<String>,
    /// Codes, in any order; absent when they do not matter.
    reasons: Option<Vec<String>>,
    /// Parts that must be there; an empty text stands for a part that must not.
    #[serde(default)]
    parts: BTreeMap<String, String>,
    /// Values of the further numbers or addresses in the cell.
    also: Option<Vec<String>>,
    #[serde(default)]
    why: String,
    #[serde(default)]
    source: String,
}

fn files() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| kind_of(path).is_some() && path.extension().is_some_and(|ext| ext == "toml"));
    files.sort();
    files
}

fn kind_of(path: &Path) -> Option<FieldKind> {
    FieldKind::from_name(path.file_stem()?.to_str()?.split('-').next()?)
}

fn load(path: &Path) -> Vec<Case> {
    let text = fs::read_to_string(path).unwrap();
    let cases = toml::from_str::<Cases>(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let or = |own: String, common: &str| if own.is_empty() { common.to_owned() } else { own };
    let complete =
        |case: Case| Case { why: or(case.why, &cases.why), source: or(case.source, &cases.source), ..case };
    cases.case.into_iter().map(complete).collect()
}

impl Case {
    fn context(&self) -> Context {
        let mut context = Context { reference_date: self.reference_date.clone(), ..Context::default() };
        if let Some(country) = &self.country {
            context.country.clone_from(country);
        }
        context
    }

    /// What differs from the answer, one line each.
    fn differences(&self, answer: &Normalized) -> Vec<String> {
        let mut found = Vec::new();
        let mut check = |what: &str, expected: &dyn std::fmt::Debug, actual: &dyn std::fmt::Debug| {
            let (expected, actual) = (format!("{expected:?}"), format!("{actual:?}"));
            if expected != actual {
                found.push(format!("{what}: expected {expected}, got {actual}"));
            }
        };
        check("value", &self.value, &answer.value);
        check("status", &self.status, &status_name(answer.status));
        if let Some(display) = &self.display {
            check("display", display, &answer.display);
        }
        if let Some(reasons) = &self.reasons {
            check("reasons", &sorted(reasons), &sorted(answer.reasons.iter().map(|reason| &*reason.code)));
        }
        for (name, part) in &self.parts {
            check(name, &part.as_str(), &answer.part(name).unwrap_or_default());
        }
        if let Some(also) = &self.also {
            let values: Vec<&str> = answer.also.iter().filter_map(|other| other.value.as_deref()).collect();
            check("also", also, &values);
        }
        found
    }
}

fn sorted<T: AsRef<str>>(codes: impl IntoIterator<Item = T>) -> Vec<String> {
    let mut codes: Vec<String> = codes.into_iter().map(|code| code.as_ref().to_owned()).collect();
    codes.sort_unstable();
    codes
}

fn status_name(status: Status) -> String {
    serde_json::to_value(status).unwrap().as_str().unwrap().to_owned()
}

#[test]
fn every_case_holds() {
    let mut failures = Vec::new();
    for path in files() {
        let kind = kind_of(&path).unwrap();
        for case in load(&path) {
            let answer = normalize(kind, &case.input, &case.context());
            for difference in case.differences(&answer) {
                failures.push(format!("{} {:?} ({}): {difference}", kind.name(), case.input, case.why));
            }
        }
    }
    assert!(failures.is_empty(), "{} differences\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_case_says_why_and_whence() {
    for path in files() {
        for case in load(&path) {
            assert!(!case.why.is_empty() && !case.source.is_empty(), "{} {:?}", path.display(), case.input);
        }
    }
}

#[test]
fn every_answer_to_a_case_is_sound() {
    for path in files() {
        let kind = kind_of(&path).unwrap();
        for case in load(&path) {
            assert_sound(kind, &case.input, &case.context());
        }
    }
}

/// What every answer must be: stable, readable, without control characters, and explained in both languages.
fn assert_sound(kind: FieldKind, input: &str, context: &Context) {
    let answer = normalize(kind, input, context);
    for one in answer.each() {
        assert_explained(kind, one);
        let Some(value) = &one.value else {
            assert!(matches!(one.status, Status::Invalid | Status::Empty), "{kind:?} {input:?}: {one:?}");
            continue;
        };
        assert!(!value.is_empty() && !value.contains(char::is_control), "{kind:?} {input:?}: {one:?}");
        assert!(!one.display.contains(char::is_control), "{kind:?} {input:?}: {one:?}");
        let again = normalize(kind, value, context);
        assert_eq!(again.value.as_deref(), Some(value.as_str()), "{kind:?} {input:?}, again: {again:?}");
        assert!(again.status <= one.status, "{kind:?} {input:?} became worse: {one:?}, again: {again:?}");
    }
}

fn assert_explained(kind: FieldKind, answer: &Normalized) {
    for reason in &answer.reasons {
        for language in [Language::Zh, Language::En] {
            let template = kehu::messages::render(&reason.code, language, |_| None);
            assert_ne!(template, reason.code, "{kind:?}: {} has no text", reason.code);
            for name in template.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
                assert!(reason.params.get(name).is_some(), "{kind:?}: {} lacks {name}", reason.code);
            }
        }
    }
    for step in &answer.steps {
        let code = format!("step/{}", step.code);
        let text = kehu::messages::render(&code, Language::En, |_| None);
        assert_ne!(text, code, "{kind:?}: {code} has no text");
    }
    assert_eq!(answer.status == Status::Suspect, !answer.reasons.is_empty() && answer.value.is_some());
}

/// Texts built from what customer files are made of, so that they come near real values.
fn structured() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[0-9]{1,12}",
        "[+0]?86",
        "1[3-9][0-9]{9}",
        "0[1-9][0-9]{1,2}-?[0-9]{7,8}",
        "[a-zA-Z]{1,8}@?[a-z0-9]{0,6}",
        "[0-9A-HJ-NPQRTUWXY]{15,20}",
        "(qq|163|gmail|foxmial|gmial)[.,。](com|con|cn|c om)",
        "(https?:/?/?)?(www[.。])?[a-z公司]{1,6}[.](com|cn|中国)(/[a-z?=&#%]{0,6})?",
        "[張张王李上海市浦东新区路号有限公司集团（）()]{1,12}",
        "[年月日万亿元约%￥.,:：/]{1,3}",
        "(转|分机|ext|x|#|-|;ext=|电话：|手机|\\*\\*\\*\\*|、|；| |\u{3000}|\t)",
    ];
    prop::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat())
}

fn any_kind() -> impl Strategy<Value = FieldKind> {
    prop::sample::select(FieldKind::ALL.to_vec())
}

fn any_context() -> impl Strategy<Value = Context> {
    let country = prop::sample::select(vec!["CN", "US", "HK", "GB", "IT", "XX", ""]);
    let date = prop::option::of(Just("2024-03-05".to_owned()));
    (country, date).prop_map(|(country, reference_date)| Context {
        country: country.to_owned(),
        reference_date,
        ..Context::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_gets_a_sound_answer(kind in any_kind(), input in "\\PC{0,24}|.{0,24}", context in any_context()) {
        assert_sound(kind, &input, &context);
    }

    #[test]
    fn near_values_get_a_sound_answer(kind in any_kind(), input in structured(), context in any_context()) {
        assert_sound(kind, &input, &context);
    }
}
