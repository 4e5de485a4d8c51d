//! What callers get wrong: told at once and by name, never taken in silence.

use kehu::engine::{Acknowledged, Engine, Format, ImportOptions};
use kehu::error::Error;
use kehu::messages::Language;
use kehu::schema::mapping::Target;
use kehu::schema::ruleset::Ruleset;

use crate::world::*;

/// Where it stands, and what is wrong.
fn told(error: &Error) -> (&str, &str) {
    (error.code(), error.path())
}

fn mapped(pairs: &[(&str, &str)]) -> ImportOptions {
    let mapping = pairs.iter().map(|(column, field)| ((*column).to_owned(), Target::from(Some(*field))));
    ImportOptions { mapping: mapping.collect(), ..records("crm") }
}

/// Why a file is not taken; nothing of it is left.
fn refused(engine: &mut Engine, options: ImportOptions, file: &str) -> Error {
    let before = engine.digest();
    engine.begin_import(options).unwrap();
    let pushed = engine.push_import(file.as_bytes());
    let error = pushed.and_then(|_| engine.end_import()).unwrap_err();
    engine.abort_import();
    assert_eq!(engine.digest(), before);
    error
}

#[test]
fn a_column_is_mapped_to_no_field_that_is_not_there() {
    let mut engine = engine();
    let file = "编号,公司,颜色\n1,杭州云帆科技有限公司,蓝\n";
    let error = refused(&mut engine, mapped(&[("公司", "nope")]), file);
    assert_eq!(told(&error), ("ruleset/unknown_field", "mapping.公司"));
    import(&mut engine, mapped(&[("公司", "company"), ("编号", "id"), ("颜色", "颜色")]), file);
    assert_eq!(golden(&mut engine, "1", "颜色"), "蓝", "a field of its own keeps its name");
    import(&mut engine, mapped(&[("色", "颜色")]), "编号,色\n2,红\n");
    assert_eq!(golden(&mut engine, "2", "颜色"), "红", "and is there from then on");
}

#[test]
fn two_columns_of_one_field_are_kept_together() {
    let options = mapped(&[("甲", "mobile"), ("乙", "mobile")]);
    let csv = "编号,甲,乙\n1,13812345678,\n2,,13912345678\n3,13712345678,13612345678\n";
    let ndjson = "{\"编号\":\"1\",\"甲\":\"13812345678\",\"乙\":\"\"}\n{\"编号\":\"2\",\"甲\":null,\"乙\":\"13912345678\"}\n{\"编号\":\"3\",\"甲\":\"13712345678\",\"乙\":\"13612345678\"}\n";
    for (format, file) in [(Format::Csv, csv), (Format::Ndjson, ndjson)] {
        let mut engine = engine();
        import(&mut engine, ImportOptions { format, id: Some("编号".into()), ..options.clone() }, file);
        assert_eq!(golden(&mut engine, "1", "mobile"), "+8613812345678", "{format:?}");
        assert_eq!(golden(&mut engine, "2", "mobile"), "+8613912345678", "{format:?}");
        let all = export(&mut engine);
        assert!(all.contains("+8613712345678") && all.contains("+8613612345678"), "{format:?}: {all}");
    }
}

#[test]
fn a_second_file_without_ids_or_source_does_not_overwrite_the_first() {
    let mut engine = engine();
    let (one, two) = ("公司名称\n杭州云帆科技有限公司\n", "公司名称\n上海明辰机械有限公司\n");
    import(&mut engine, records(""), one);
    let error = refused(&mut engine, records(""), two);
    assert_eq!(told(&error), ("import/source", "source"));
    assert!(error.message(Language::Zh).contains("来源"));
    let named = import(&mut engine, records("expo"), two);
    assert_eq!((named.rows, named.repeated, named.customers), (1, 0, 2));
    let again = import(&mut engine, records("expo"), two);
    assert_eq!((again.rows, again.repeated), (0, 1), "whoever names the source may give its file anew");
}

#[test]
fn names_in_a_ruleset_are_given_once() {
    let document = serde_json::to_value(Ruleset::preset("b2b-cn").unwrap()).unwrap();
    let lists = [
        "/events",
        "/events/0/properties",
        "/power/stances",
        "/matching/blocking",
        "/matching/comparisons",
        "/fields",
    ];
    for list in lists {
        let mut twice = document.clone();
        let entries = twice.pointer_mut(list).unwrap().as_array_mut().unwrap();
        let place = format!("{}[{}]", list.rsplit('/').next().unwrap(), entries.len());
        entries.push(entries[0].clone());
        let error = Ruleset::from_json(&twice.to_string()).unwrap_err();
        assert_eq!(error.code(), "ruleset/duplicate", "{list}");
        assert!(error.path().contains(&place), "{list}: {} lacks {place}", error.path());
    }
}

#[test]
fn what_is_no_value_of_a_field_is_not_fixed_as_its_value() {
    let mut engine = engine();
    engine.upsert(&[input(&[("id", "1"), ("mobile", "13812345678")])], "crm", NOW).unwrap();
    let id = customer_of(&engine, "1");
    let before = engine.digest();
    let error = engine.pin(&id, "mobile", Some("139"), "li", "", NOW).unwrap_err();
    assert_eq!(told(&error), ("pin/invalid", "value"));
    assert!(error.message(Language::En).starts_with("“139” cannot be the Mobile"), "{error}");
    assert_eq!(engine.digest(), before);
    engine.pin(&id, "mobile", Some("139 1234 5678"), "li", "", NOW).unwrap();
    assert_eq!(golden(&mut engine, "1", "mobile"), "+8613912345678");
}

#[test]
fn an_action_of_no_rule_is_not_acknowledged() {
    let mut engine = engine();
    engine.upsert(&[input(&[("id", "1"), ("mobile", "13812345678")])], "crm", NOW).unwrap();
    let action = |rule: &str, customer: &str| Acknowledged {
        key: "k".into(),
        rule: rule.into(),
        customer_id: customer.into(),
        ..Acknowledged::default()
    };
    let id = customer_of(&engine, "1");
    let known = Ruleset::preset("b2b-cn").unwrap().rules[0].id.clone();
    let error = engine.acknowledge(&[action(&known, &id), action("nope", &id)], NOW).unwrap_err();
    assert_eq!(told(&error), ("rule/unknown", "[1].rule"));
    let error = engine.acknowledge(&[action(&known, "C0")], NOW).unwrap_err();
    assert_eq!(error.code(), "customer/unknown");
    engine.acknowledge(&[action(&known, &id)], NOW).unwrap();
}
