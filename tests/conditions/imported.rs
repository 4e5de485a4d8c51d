//! Conditions as other packages write them mean here what they mean there: `tests/conditions/vectors.mjs` asked the packages.

use kehu::expr::{JsonSubject, ValueType, Vocabulary, compile, parse, to_json, to_query};
use kehu::schema::FieldKind;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::world::{CHINA, at};

#[derive(Deserialize)]
struct Vectors {
    packages: Vec<Package>,
    customers: Vec<Value>,
    cases: Vec<Vector>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    version: String,
    licence: String,
}

#[derive(Deserialize)]
struct Vector {
    format: String,
    condition: Value,
    /// A digit for each customer: 1 where the condition holds.
    #[serde(default)]
    answers: String,
    /// The code with which it is refused.
    refused: Option<String>,
}

fn vocabulary() -> Vocabulary {
    let mut vocabulary = Vocabulary::default();
    vocabulary.add_field("name", ValueType::one(FieldKind::Text), Default::default());
    vocabulary.add_field("n", ValueType::one(FieldKind::Number), Default::default());
    vocabulary.add_field("tags", ValueType { kind: FieldKind::Text, list: true }, Default::default());
    vocabulary
}

#[test]
fn what_is_imported_means_what_it_means_where_it_comes_from() {
    let vectors: Vectors = serde_json::from_str(include_str!("../cases/conditions/imported.json")).unwrap();
    let known = |of: &Package| !of.name.is_empty() && !of.version.is_empty() && !of.licence.is_empty();
    assert!(vectors.packages.iter().all(known) && vectors.cases.len() > 150);
    let (vocabulary, now) = (vocabulary(), at("2026-06-30T09:00:00+08:00"));
    let subject = |golden: &Value| JsonSubject::new(&json!({ "golden": golden }), &vocabulary, CHINA);
    let subjects: Vec<JsonSubject> = vectors.customers.iter().map(subject).collect();
    let mut wrong = Vec::new();
    for Vector { format, condition, answers, refused } in &vectors.cases {
        let form = if format == "query" { condition.clone() } else { json!({ format: condition }) };
        let read = parse(&form).and_then(|read| compile(&read, &vocabulary, CHINA).map(|plan| (read, plan)));
        let told = match &read {
            Ok((_, plan)) => subjects
                .iter()
                .map(|subject| if plan.answer(subject, now).holds() { '1' } else { '0' })
                .collect(),
            Err(error) => error.code().to_owned(),
        };
        let expected = refused.as_ref().unwrap_or(answers);
        if told != *expected {
            wrong.push(format!("{format} {condition}: {told} instead of {expected}"));
        }
        // What was read is written, and read again, as it was.
        for (read, _) in read.iter().filter(|_| refused.is_none()) {
            assert_eq!(parse(&to_json(read)).as_ref(), Ok(read), "{condition}");
            let query = parse(&to_query(read)).unwrap();
            let one = kehu::expr::Condition::All(vec![read.clone()]);
            assert!(query == *read || query == one, "{condition}: {query:?}");
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), vectors.cases.len(), wrong.join("\n"));
}
