//! One value of each kind.

use kehu::messages::{Language, render};
use kehu::normalize::{Context, Normalized, Status, normalize};
use kehu::schema::FieldKind;

/// What the first byte of an input chooses from.
const COUNTRIES: [&str; 8] = ["CN", "HK", "TW", "US", "GB", "IT", "XX", ""];

/// Normalizes what follows the first byte, and the answer again.
pub fn value(kind: FieldKind, data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    let country = COUNTRIES[usize::from(*first) % COUNTRIES.len()].to_owned();
    let reference_date = (*first >= 0x80).then(|| "2024-03-05".to_owned());
    let context = Context { country, reference_date, ..Context::default() };
    let answer = normalize(kind, &String::from_utf8_lossy(rest), &context);
    for one in answer.each() {
        assert_explained(one);
        assert_stable(kind, one, &context);
    }
}

fn assert_stable(kind: FieldKind, answer: &Normalized, context: &Context) {
    let Some(value) = &answer.value else {
        assert!(matches!(answer.status, Status::Invalid | Status::Empty), "{answer:?}");
        return;
    };
    assert!(!value.is_empty() && !value.contains(char::is_control), "{answer:?}");
    assert!(!answer.display.contains(char::is_control), "{answer:?}");
    let again = normalize(kind, value, context);
    assert_eq!(again.value.as_ref(), Some(value), "not stable: {answer:?}\nagain: {again:?}");
    assert!(again.status <= answer.status, "became worse: {answer:?}\nagain: {again:?}");
}

/// Every reason has a text, and every parameter that the text names.
fn assert_explained(answer: &Normalized) {
    for reason in &answer.reasons {
        let text = render(&reason.code, Language::En, |_| None);
        assert_ne!(text, reason.code, "a code without text");
        for name in text.split('{').skip(1).filter_map(|rest| rest.split('}').next()) {
            assert!(reason.params.get(name).is_some(), "{} lacks {name}", reason.code);
        }
    }
}
