//! One record cleaned for a form: in its language, under its names, with what it requires.

use kehu::engine::CleanResult;
use kehu::messages::Language;

use crate::world::*;

fn clean(pairs: &[(&str, &str)], language: Language, required: &[&str]) -> CleanResult {
    let required: Vec<String> = required.iter().map(|name| (*name).to_owned()).collect();
    engine().clean_as(&input(pairs), NOW, language, &required).unwrap()
}

/// Field and text of each issue.
fn issues(result: &CleanResult) -> Vec<(&str, &str)> {
    result.issues.iter().map(|issue| (issue.field.as_str(), issue.text.as_str())).collect()
}

#[test]
fn issues_come_in_the_language_that_is_asked_for() {
    let english = clean(&[("email", "nobody")], Language::En, &[]);
    let expected = [
        ("email", "there is no @, so this is not an email address"),
        ("company", "“Company” is required and missing"),
    ];
    assert_eq!(issues(&english), expected);
    assert_eq!(issues(&clean(&[], Language::Zh, &[])), [("company", "缺少必填项“公司名称”")]);
}

#[test]
fn names_of_the_record_are_told_where_they_differ() {
    let result = clean(&[("公司名称", "杭州云帆科技有限公司"), ("mobile", "13812345678")], Language::Zh, &[]);
    assert_eq!(result.names, [("company".to_owned(), "公司名称".to_owned())].into());
    assert_eq!(result.record.get("company").map(String::as_str), Some("杭州云帆科技有限公司"));
}

#[test]
fn a_form_may_require_more_than_the_ruleset() {
    let company = ("company", "杭州云帆科技有限公司");
    let result = clean(&[company, ("mobile", " ")], Language::En, &["手机", "consent", "company"]);
    let expected =
        [("mobile", "“Mobile” is required and missing"), ("consent", "“consent” is required and missing")];
    assert_eq!(issues(&result), expected);
    assert!(result.names.is_empty(), "the record has its own name for the field");
    let absent = clean(&[company], Language::En, &["手机"]);
    assert_eq!(absent.names.get("mobile").map(String::as_str), Some("手机"));
    let given = clean(&[company, ("consent", "yes"), ("手机", "139")], Language::En, &["mobile", "consent"]);
    assert_eq!(given.issues.iter().filter(|issue| issue.reason.code == "quality/required").count(), 0);
}
