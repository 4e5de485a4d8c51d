//! Verdicts at entry, and what people decide: it outranks the model, and can be taken back exactly.

use kehu::engine::{CustomerView, Engine, PairQuery};
use kehu::identity::Verdict;
use kehu::schema::ruleset::EntryVerdict;

use kehu::privacy::Access;

use crate::world::*;

fn known() -> Engine {
    let mut engine = engine();
    let records = [
        input(&[
            ("id", "a"),
            ("company", "杭州云帆科技有限公司"),
            ("contact", "王建国"),
            ("mobile", "13812345678"),
            ("city", "杭州"),
        ]),
        input(&[
            ("id", "a2"),
            ("company", "杭州云帆科技有限公司"),
            ("contact", "王建国"),
            ("mobile", "13812345678"),
        ]),
        input(&[
            ("id", "b"),
            ("company", "上海明辰机械有限公司"),
            ("uscc", "91310115MA1K3ABC99"),
            ("mobile", "13987654321"),
        ]),
        input(&[("id", "b2"), ("company", "上海明辰机械有限公司"), ("mobile", "13987654321")]),
        input(&[("id", "c"), ("company", "成都锦程电子有限公司"), ("uscc", "91440300MA5EFGH37M")]),
    ];
    engine.upsert(&records, "crm", NOW).unwrap();
    assert_eq!(clusters(&engine), [set(&["a", "a2"]), set(&["b", "b2"]), set(&["c"])].into());
    engine
}

#[test]
fn entry_verdicts_tell_new_customers_from_known_ones() {
    let mut engine = known();
    let mut verdict = |pairs: &[(&str, &str)]| engine.check(&input(pairs), 5, &Access::default()).unwrap();
    let fresh = verdict(&[("company", "武汉长江电气有限公司"), ("mobile", "13611112222")]);
    assert_eq!((fresh.verdict, fresh.matches.len()), (EntryVerdict::Allow, 0));
    let same = verdict(&[
        ("company", "杭州云帆科技有限公司"),
        ("contact", "王建国"),
        ("mobile", "+86 138-1234-5678"),
    ]);
    assert_eq!((same.verdict, same.matches.len()), (EntryVerdict::Block, 1));
    assert_eq!(same.matches[0].name, "杭州云帆科技有限公司");
    let typed =
        verdict(&[("company", "杭州云凡科技有限公司"), ("contact", "王建国"), ("mobile", "13812345678")]);
    assert_eq!(typed.matches.len(), 1, "one character of the name is mistyped");
    let contact = verdict(&[
        ("company", "杭州云帆科技有限公司"),
        ("contact", "刘洋"),
        ("mobile", "13599998888"),
        ("city", "杭州"),
    ]);
    assert_eq!(
        (contact.verdict, contact.matches.len()),
        (EntryVerdict::Link, 1),
        "a new contact of a known customer"
    );
    let doubtful = verdict(&[("contact", "王建国"), ("city", "杭州")]);
    assert_ne!(doubtful.verdict, EntryVerdict::Block);
}

#[test]
fn a_record_is_not_compared_with_itself() {
    let mut engine = known();
    let mut matches = |pairs: &[(&str, &str)]| {
        let record: Vec<_> = [("company", "成都锦程电子有限公司"), ("uscc", "91440300MA5EFGH37M")]
            .iter()
            .chain(pairs)
            .copied()
            .collect();
        engine.check(&input(&record), 5, &Access::default()).unwrap().matches.len()
    };
    assert_eq!(matches(&[("id", "c"), ("source", "crm")]), 0);
    assert_eq!(matches(&[("id", "c")]), 0);
    assert_eq!(matches(&[("编号", "c")]), 0);
    assert_eq!(
        matches(&[("id", "c"), ("source", "another")]),
        1,
        "another source's record of that id is another record"
    );
    assert_eq!(matches(&[("id", "d"), ("source", "crm")]), 1);
}

#[test]
fn a_check_that_names_its_source_finds_the_record_whose_number_comes_next() {
    let mut engine = engine();
    let company = ("company", "成都锦程电子有限公司");
    engine.upsert(&[input(&[("id", "2"), company])], "crm", NOW).unwrap();
    assert_eq!(
        engine.check(&input(&[("source", "crm"), company]), 5, &Access::default()).unwrap().matches.len(),
        1
    );
}

#[test]
fn people_outrank_the_model_and_can_take_it_back() {
    let mut engine = known();
    let before = (clusters(&engine), customer_of(&engine, "a"), customer_of(&engine, "b"));
    let apart = engine.decide("a", "a2", Verdict::Distinct, "li", "two firms", NOW).unwrap();
    assert_eq!(apart.customer_ids.len(), 2);
    assert!(clusters(&engine).contains(&set(&["a2"])));
    engine.decide("a", "a2", Verdict::Same, "li", "one after all", NOW).unwrap();
    assert_eq!((clusters(&engine), customer_of(&engine, "a"), customer_of(&engine, "b")), before);
}

#[test]
fn merging_joins_whole_customers_even_with_different_codes() {
    let mut engine = known();
    let ids = ["a", "b", "c"].map(|record| customer_of(&engine, record));
    let merged = engine.merge(&ids, "li", "one group", NOW).unwrap();
    assert_eq!(merged.customer_ids, [ids[0].clone()], "the earliest id stays");
    assert_eq!(clusters(&engine), [set(&["a", "a2", "b", "b2", "c"])].into());
    for id in &ids {
        let customer = engine.customer(id, &CustomerView::at(NOW)).unwrap();
        assert_eq!(customer.id, ids[0], "a former id leads to the survivor");
    }
    let new = input(&[("id", "b3"), ("company", "上海明辰机械有限公司"), ("uscc", "91310115MA1K3ABC99")]);
    engine.upsert(&[new], "crm", NOW).unwrap();
    assert_eq!(customer_of(&engine, "b3"), ids[0], "what joins one part joins the whole");
}

#[test]
fn taking_a_merge_back_restores_the_customers_and_their_ids() {
    let mut engine = known();
    let before = String::from_utf8(engine.export_clusters()).unwrap();
    engine.merge(&[customer_of(&engine, "a"), customer_of(&engine, "b")], "li", "", NOW).unwrap();
    assert_ne!(String::from_utf8(engine.export_clusters()).unwrap(), before);
    engine.decide("a", "b", Verdict::Distinct, "li", "", NOW).unwrap();
    assert_eq!(String::from_utf8(engine.export_clusters()).unwrap(), before);
}

#[test]
fn unmerging_takes_one_record_out_and_leaves_the_rest() {
    let mut engine = known();
    let id = customer_of(&engine, "a");
    let split = engine.unmerge("a", "li", "", NOW).unwrap();
    assert_eq!(split.customer_ids.len(), 2);
    assert_eq!(customer_of(&engine, "a"), id);
    assert_ne!(customer_of(&engine, "a2"), id);
    let again = input(&[
        ("id", "a"),
        ("company", "杭州云帆科技有限公司"),
        ("contact", "王建国"),
        ("mobile", "13812345678"),
        ("remark", "x"),
    ]);
    engine.upsert(&[again], "crm", NOW).unwrap();
    assert_ne!(
        customer_of(&engine, "a"),
        customer_of(&engine, "a2"),
        "the verdict outlives a new version of the record"
    );
}

#[test]
fn a_verdict_taken_back_leaves_no_refusal() {
    let mut engine = known();
    engine.decide("a", "c", Verdict::Distinct, "li", "", NOW).unwrap();
    engine.merge(&[customer_of(&engine, "a"), customer_of(&engine, "b")], "li", "", NOW).unwrap();
    engine.decide("b", "c", Verdict::Same, "li", "", NOW).unwrap();
    assert_eq!(clusters(&engine).len(), 2, "c is held apart from a");
    engine.decide("b", "c", Verdict::Distinct, "li", "", NOW).unwrap();
    let report = import(&mut engine, records("crm"), "编号,公司名称\nz,武汉长江电气有限公司\n");
    assert_eq!(report.refusals, 0);
}

#[test]
fn an_erased_record_leaves_no_refusal() {
    let mut engine = known();
    engine.decide("a", "b", Verdict::Distinct, "li", "", NOW).unwrap();
    engine.merge(&[customer_of(&engine, "b"), customer_of(&engine, "c")], "li", "", NOW).unwrap();
    engine.decide("a", "c", Verdict::Same, "li", "", NOW).unwrap();
    let refused = |engine: &Engine| engine.refusals(&PairQuery::default()).unwrap().refusals;
    let apart = refused(&engine);
    assert_eq!(apart.len(), 1, "c cannot be both with a and with b");
    engine.erase_record(&apart[0].left).unwrap();
    assert_eq!(refused(&engine), []);
}

#[test]
fn unknown_names_are_refused_by_name() {
    let mut engine = known();
    assert_eq!(
        engine.decide("a", "nobody", Verdict::Same, "", "", NOW).unwrap_err().code(),
        "record/unknown"
    );
    assert_eq!(engine.merge(&["C000000000000".into()], "", "", NOW).unwrap_err().code(), "customer/unknown");
    assert_eq!(engine.merge(&[], "", "", NOW).unwrap_err().code(), "input/invalid");
    assert_eq!(engine.customer("x", &CustomerView::at(NOW)).unwrap_err().code(), "customer/unknown");
    assert_eq!(engine.upsert(&[], "", "yesterday").unwrap_err().code(), "time/invalid");
}

#[test]
fn pairs_are_listed_by_what_was_decided_on_them() {
    let mut engine = known();
    let pairs = |engine: &Engine, verdict: Option<Verdict>| {
        let page = engine.duplicates(&PairQuery { verdict, ..PairQuery::default() }).unwrap();
        page.pairs.iter().map(|pair| format!("{} {}", pair.left, pair.right)).collect::<Vec<_>>()
    };
    assert_eq!(pairs(&engine, None).len(), 2);
    let put_off = engine.decide("a", "a2", Verdict::Defer, "li", "", NOW).unwrap();
    assert_eq!(pairs(&engine, None), ["b b2"]);
    assert_eq!(pairs(&engine, Some(Verdict::Defer)), ["a a2"]);
    engine.decide("a", "c", Verdict::Distinct, "li", "", NOW).unwrap();
    assert_eq!(pairs(&engine, Some(Verdict::Distinct)), ["a c"], "though nobody would have asked");
    assert!(pairs(&engine, Some(Verdict::Same)).is_empty());
    engine.undo(&put_off.operation, "li", "", NOW).unwrap();
    assert!(pairs(&engine, Some(Verdict::Defer)).is_empty());
    assert_eq!(pairs(&engine, None).len(), 2);
}

#[test]
fn what_may_be_any_of_many_is_asked_last() {
    let mut engine = engine();
    let hotline = ("phone", "400-820-6677");
    let mut records = vec![input(&[("id", "who"), ("contact", "李雷"), hotline])];
    let companies = [
        "杭州云帆科技有限公司",
        "上海鑫源贸易有限公司",
        "北京力航电子有限公司",
        "成都华彩印务有限公司",
        "武汉远东机械有限公司",
    ];
    records.extend(companies.iter().map(|name| input(&[("id", name), ("company", name), hotline])));
    records.push(input(&[("id", "full"), ("company", "苏州云辉科技有限公司")]));
    records.push(input(&[("id", "short"), ("company", "云辉科技")]));
    engine.upsert(&records, "crm", NOW).unwrap();
    let page = engine.duplicates(&PairQuery::default()).unwrap();
    let asked: Vec<(&str, &str)> = page.pairs.iter().map(|pair| (&*pair.left, &*pair.right)).collect();
    assert_eq!(asked[0], ("full", "short"));
    assert_eq!(asked.iter().filter(|(left, _)| *left == "who").count(), companies.len());
}

#[test]
fn nobody_decides_on_a_record_and_itself() {
    let mut engine = known();
    let before = engine.digest();
    let error = engine.decide("a", "crm/a", Verdict::Same, "li", "", NOW).unwrap_err();
    assert_eq!((error.code(), engine.digest()), ("decision/self", before));
}
