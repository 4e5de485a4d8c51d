//! Files as they come: headers in any words, quotes, formulas, torn rows, other encodings.

use kehu::engine::{Cleaner, CleanerOptions, Format, ImportOptions, Input};
use kehu::privacy::Access;
use kehu::schema::mapping::suggest;
use kehu::schema::ruleset::Ruleset;
use serde::Deserialize;

use crate::world::*;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    header: String,
    #[serde(default)]
    values: Vec<String>,
    field: String,
    unit: Option<String>,
    why: String,
}

#[test]
fn columns_are_taken_for_what_they_are() {
    #[derive(Deserialize)]
    struct Cases {
        case: Vec<Case>,
    }
    let ruleset = Ruleset::preset("b2b-cn").unwrap();
    let cases: Cases = toml::from_str(include_str!("mapping.toml")).unwrap();
    let mut wrong = Vec::new();
    for case in &cases.case {
        let rows: Vec<Vec<String>> = case.values.iter().map(|value| vec![value.clone()]).collect();
        let found = suggest(&ruleset, std::slice::from_ref(&case.header), &rows).remove(0);
        let field = found.field.unwrap_or_default();
        if field != case.field || found.unit != case.unit {
            wrong.push(format!(
                "{}: {field:?} {:?}, not {:?}: {}",
                case.header, found.unit, case.field, case.why
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn two_files_are_read_alike() {
    let company =
        |number: usize| format!("杭州{}帆科技有限公司", char::from_u32(0x4e00 + number as u32).unwrap());
    let file = |short: usize| -> String {
        let rows = (0..20).map(|n| format!("{n},{}", if n < short { "云帆".to_owned() } else { company(n) }));
        std::iter::once("id,partij".to_owned()).chain(rows).collect::<Vec<_>>().join("\n")
    };
    let read = |shorts: [usize; 2]| {
        let mut engine = engine();
        let fields = shorts.map(|short| {
            import(&mut engine, records(&format!("s{short}")), &file(short)).mapping[1].field.clone()
        });
        let told = engine.suggest_mapping(&["partij".to_owned()], &[vec![company(1)]]).remove(0).field;
        assert_eq!(told, fields[1], "an entry form asks as files do");
        fields.map(Option::unwrap_or_default)
    };
    assert_eq!(read([0, 10]), ["company", "company"], "the values of the second file alone would not tell");
    assert_eq!(read([10, 0]), ["", ""], "a field of its own stays one");
}

#[test]
fn quotes_line_ends_and_formulas_are_data() {
    let mut engine = engine();
    let file = "\u{feff}编号,公司名称,备注,自有\r\n1,\"杭州云帆科技有限公司\",\"第一行\n第\"\"二\"\"行, 完\",=1+1\r\n2,上海明辰机械有限公司,@x,+cmd|' /C calc'!A0\r\n";
    let report = import(&mut engine, records("crm"), file);
    assert_eq!((report.rows, report.rejected), (2, 0));
    assert_eq!(golden(&mut engine, "1", "remark"), "第一行第\"二\"行, 完");
    assert_eq!(golden(&mut engine, "1", "自有"), "=1+1");
    let mut cleaner = Cleaner::new(Ruleset::preset("b2b-cn").unwrap(), CleanerOptions::default()).unwrap();
    let mut out = cleaner.push(file.as_bytes()).unwrap();
    out.extend(cleaner.finish().unwrap());
    let out = String::from_utf8(out).unwrap();
    assert!(out.contains("'=1+1") && out.contains("'@x") && out.contains("'+cmd"), "{out}");
}

#[test]
fn a_second_number_in_a_column_of_its_own_is_cleaned_and_brings_people_together() {
    let file = "编号,公司名称,联系人,手机,手机2,备注\n1,杭州云帆科技有限公司,张伟,138 1234 5678,139-1234-5678,x\n\
        2,云帆,张伟,13912345678,,\n3,上海明辰机械有限公司,李娜,13712345678,1391234567,\n";
    let preset = ruleset_with(serde_json::json!({}));
    let (cleaned, report) = clean_file(&preset, CleanerOptions::default(), file);
    assert!(cleaned.contains("\n1,杭州云帆科技有限公司,张伟,+8613812345678,+8613912345678,x\n"), "{cleaned}");
    assert!(cleaned.contains(",+8613712345678,1391234567,\n"), "{cleaned}");
    let mobile = report.quality.fields.iter().find(|field| field.field == "mobile").unwrap();
    assert_eq!((mobile.filled, mobile.missing), (3, 0), "{mobile:?}");

    let mut engine = engine();
    import(&mut engine, records("crm"), file);
    let ids = |engine: &mut kehu::engine::Engine| customers(engine).len();
    assert_eq!(ids(&mut engine), 2);
}

#[test]
fn one_bad_row_loses_itself_alone() {
    let mut engine = engine();
    let mut file = "编号,公司名称,手机\n".to_owned();
    for n in 0..300 {
        file += &match n {
            120 => "120,多了,一,列\n".to_owned(),
            200 => "200,\"没有关上的引号,13812345678\n".to_owned(),
            n => format!("{n},第{n}号有限公司,138{:08}\n", n * 37),
        };
    }
    let report = import(&mut engine, records("crm"), &file);
    assert_eq!((report.rows, report.rejected), (298, 2));
    let rejects: Vec<(u64, &str)> = engine.rejects().iter().map(|r| (r.line, r.code)).collect();
    assert_eq!(rejects, [(122, "import/field_count"), (202, "import/unclosed_quote")]);
    let csv = String::from_utf8(kehu::engine::rejects_csv(engine.rejects())).unwrap();
    assert!(csv.starts_with("line,reason,raw\n122,") && csv.contains("没有关上的引号"), "{csv}");
}

#[test]
fn a_file_without_rows_is_no_fault_and_one_without_a_header_is() {
    let mut engine = engine();
    let report = import(&mut engine, records("crm"), "编号,公司名称,自有\n");
    assert_eq!((report.rows, report.repeated, report.customers), (0, 0, 0));
    assert_eq!(report.mapping[1].field.as_deref(), Some("company"));
    assert_eq!(export(&mut engine), "");
    engine.begin_import(records("crm")).unwrap();
    engine.push_import(b"\n\r\n").unwrap();
    assert_eq!(engine.end_import().unwrap_err().code(), "import/empty");
}

#[test]
fn a_header_beyond_reading_fails_the_file_instead_of_making_a_row_the_header() {
    let wide = vec!["列"; 501].join(",") + "\n1,2\n";
    for (file, code) in
        [(wide.as_str(), "import/too_many_fields"), ("编号,\"公司名称\n1,2\n", "import/unclosed_quote")]
    {
        let mut engine = engine();
        engine.begin_import(records("crm")).unwrap();
        let error = engine.push_import(file.as_bytes()).and_then(|_| engine.end_import()).unwrap_err();
        assert_eq!(error.code(), code);
    }
    let most = vec!["列"; 500].join(",") + "\n" + &vec!["x"; 500].join(",") + "\n";
    assert_eq!(import(&mut engine(), records("crm"), &most).rows, 1);
}

#[test]
fn headers_given_twice_are_two_columns() {
    let mut engine = engine();
    let report = import(
        &mut engine,
        records("crm"),
        "编号,公司名称,手机,手机,\n1,杭州云帆科技有限公司,13812345678,13987654321,x\n",
    );
    let names: Vec<(&str, Option<&str>)> =
        report.mapping.iter().map(|m| (m.column.as_str(), m.field.as_deref())).collect();
    assert_eq!(names[2].1, Some("mobile"));
    // The second number of the same person, which is kept beside the first.
    assert_eq!((names[3], names[4].0), (("手机 (2)", Some("mobile")), "column 5"));
    assert_eq!(golden(&mut engine, "1", "mobile"), "+8613812345678");
    let met = Input::from_pairs([("mobile".to_owned(), "13987654321".to_owned())]);
    assert_eq!(engine.check(&met, 5, &Access::default()).unwrap().matches.len(), 1);
}

#[test]
fn bytes_that_are_no_utf8_are_no_panic() {
    let mut engine = engine();
    // 编号,公司 in GB 18030, then stray bytes.
    let bytes =
        [&[0xb1, 0xe0, 0xba, 0xc5, b',', 0xb9, 0xab, 0xcb, 0xbe, b'\n'][..], b"1,\xff\xfe\xb9\xab\n2,ok\n"]
            .concat();
    engine.begin_import(records("crm")).unwrap();
    for chunk in bytes.chunks(3) {
        engine.push_import(chunk).unwrap();
    }
    engine.end_import().unwrap();
    assert_eq!(engine.commit_import().unwrap().rows, 2);
    export(&mut engine);
}

#[test]
fn the_caller_may_say_what_columns_are() {
    let options = ImportOptions {
        id: Some("键".into()),
        ignore: vec!["秘密".into()],
        mapping: [("甲".to_owned(), Some("company").into()), ("乙".to_owned(), None.into())].into(),
        ..records("crm")
    };
    let csv = "键,甲,乙,秘密,id\n7,杭州云帆科技有限公司,不要,s3cret,99\n";
    let object =
        "{\"键\":\"7\",\"甲\":\"杭州云帆科技有限公司\",\"乙\":\"不要\",\"秘密\":\"s3cret\",\"id\":\"99\"}\n";
    for (format, file) in [(Format::Csv, csv), (Format::Ndjson, object)] {
        let mut engine = engine();
        import(&mut engine, ImportOptions { format, ..options.clone() }, file);
        assert_eq!(golden(&mut engine, "7", "company"), "杭州云帆科技有限公司", "{format:?}");
        let all = export(&mut engine);
        assert!(
            !all.contains("s3cret") && !all.contains("不要") && !all.contains("99\""),
            "{format:?}: {all}"
        );
    }
}

#[test]
fn giving_a_file_again_repeats_its_rows() {
    let mut engine = engine();
    let file = "编号,公司名称\n1,杭州云帆科技有限公司\n1,杭州云帆科技有限公司\n2,上海明辰机械有限公司\n";
    let first = import(&mut engine, records("crm"), file);
    assert_eq!((first.rows, first.repeated), (2, 1));
    let again = import(&mut engine, records("crm"), file);
    assert_eq!((again.rows, again.repeated, again.customers), (0, 3, 2));
    let bad = "{\"id\":\"3\",\"company\":\"甲有限公司\"}\n{\"id\":{}}\nnonsense\n";
    let objects = import(&mut engine, ImportOptions { format: Format::Ndjson, ..records("crm") }, bad);
    assert_eq!((objects.rows, objects.repeated, objects.rejected), (1, 0, 2));
}

#[test]
fn the_truth_judges_the_clusters() {
    const ROWS: [(&str, &str, &str, &str); 6] = [
        ("1", "杭州云帆科技有限公司", "13812345678", "A"),
        ("2", "杭州云帆科技有限责任公司", "13812345678", "A"),
        ("3", "云帆", "", "A"),
        ("4", "上海明辰机械有限公司", "13987654321", "B"),
        ("5", "成都锦程电子有限公司", "", "C"),
        ("6", "武汉长江电气有限公司", "", ""),
    ];
    let csv: String = ROWS
        .iter()
        .map(|(id, company, mobile, truth)| format!("{id},{company},{mobile},{truth}\n"))
        .collect();
    let objects: String = ROWS
        .iter()
        .map(|(id, company, mobile, truth)| {
            serde_json::json!({"编号": id, "公司名称": company, "手机": mobile, "真": truth}).to_string()
                + "\n"
        })
        .collect();
    for (format, file) in [(Format::Csv, format!("编号,公司名称,手机,真\n{csv}")), (Format::Ndjson, objects)]
    {
        let mut engine = engine();
        assert_eq!(engine.evaluate().unwrap_err().code(), "engine/no_truth");
        import(&mut engine, ImportOptions { truth: Some("真".into()), format, ..records("crm") }, &file);
        assert_eq!(clusters(&engine).len(), 5);
        let judged = engine.evaluate().unwrap();
        assert_eq!((judged.records, judged.clusters), (5, 4), "a record without truth is left out");
        assert_eq!((judged.pairs.precision, judged.pairs.recall), (1.0, 1.0 / 3.0));
        assert_eq!(judged.bcubed.precision, 1.0);
        assert!((judged.bcubed.recall - (2.0 / 3.0 + 2.0 / 3.0 + 1.0 / 3.0 + 1.0 + 1.0) / 5.0).abs() < 1e-12);
        assert!(!export(&mut engine).contains("真"), "the truth is no field");
    }
}
