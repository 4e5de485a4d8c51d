//! What must never become one customer, and what must not take long.

use std::time::{Duration, Instant};

use kehu::engine::Input;

use kehu::privacy::Access;

use crate::world::*;

fn largest(engine: &kehu::engine::Engine) -> usize {
    clusters(engine).iter().map(std::collections::BTreeSet::len).max().unwrap_or_default()
}

fn file(rows: impl Iterator<Item = String>) -> String {
    let mut text = "编号,公司名称,联系人,手机,电话,信用代码\n".to_owned();
    rows.for_each(|row| text.push_str(&(row + "\n")));
    text
}

/// Names that have nothing in common: two characters out of many, by number.
fn name(n: usize) -> String {
    let han = |i: usize| char::from_u32(0x4e10 + ((i * 7919) % 12_000) as u32).unwrap();
    [han(n), han(n / 7 + 31), han(n * 13 + 5)].iter().collect()
}

fn took(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

#[test]
fn a_number_that_ten_thousand_share_joins_nobody() {
    let rows = |count: usize| file((0..count).map(|n| format!("{n},{}有限公司,,,021-61234567,", name(n))));
    let (few, many) = (rows(2_500), rows(10_000));
    let few = took(|| drop(import(&mut engine(), records("crm"), &few)));
    let mut engine = engine();
    let many = took(|| {
        let report = import(&mut engine, records("crm"), &many);
        assert_eq!(report.generic.first().map(|g| g.records), Some(10_000));
    });
    assert!(largest(&engine) < 10, "{}", largest(&engine));
    assert!(many < few * 12 + Duration::from_millis(200), "four times the rows took {few:?}, then {many:?}");
}

#[test]
fn abandoning_or_repeating_a_large_import_takes_no_longer_than_making_it() {
    let text = file((0..20_000).map(|n| format!("{n},{}有限公司,,,021-61234567,", name(n))));
    let mut engine = engine();
    let first = took(|| drop(import(&mut engine, records("crm"), &text)));
    let repeated = took(|| assert_eq!(import(&mut engine, records("crm"), &text).repeated, 20_000));
    let abandoned = took(|| {
        engine.begin_import(records("other")).unwrap();
        engine.push_import(text.as_bytes()).unwrap();
        engine.end_import().unwrap();
        engine.step_import(usize::MAX).unwrap();
        engine.abort_import();
    });
    for later in [repeated, abandoned] {
        assert!(later < first * 3 + Duration::from_millis(200), "{first:?}, then {later:?}");
    }
}

#[test]
fn a_chain_of_weak_links_is_no_customer() {
    let mobile = |n: usize| format!("138{:08}", 10_000_000 + n);
    let row = |n: usize| format!("{n},{}有限公司,,{}/{},,", name(n), mobile(n), mobile(n + 1));
    let mut engine = engine();
    import(&mut engine, records("crm"), &file((0..1_000).map(row)));
    assert!(largest(&engine) <= 4, "{}", largest(&engine));
}

#[test]
fn a_bridge_does_not_join_two_dense_clusters() {
    let left = (0..10).map(|n| format!("l{n},杭州云帆科技有限公司,王建国,13812345678,,"));
    let right = (0..10).map(|n| format!("r{n},成都锦程电子有限公司,赵磊,13987654321,,"));
    let bridge = std::iter::once("x,,,13812345678/13987654321,,".to_owned());
    let mut engine = engine();
    import(&mut engine, records("crm"), &file(left.chain(right).chain(bridge)));
    assert_eq!(largest(&engine), 11, "the bridge belongs to one of them");
    assert_ne!(customer_of(&engine, "l0"), customer_of(&engine, "r0"));
}

#[test]
fn evidence_that_is_strong_as_a_whole_is_not_outvoted_by_doubts() {
    let mut engine = engine();
    let record = |id: &str, given: &str, others: &[(&str, &str)]| {
        let name = [("id", id), ("family_name", "Wang"), ("given_name", given), ("city", "杭州")];
        input(&[&name[..], others].concat())
    };
    let email = ("email", "wang.min@huaxin.com");
    let (office, identity) = (("mobile", "13987654321"), ("resident_id", "11010519491231002X"));
    let of_one_person = [
        record("1", "Min", &[email, ("mobile", "13812345678")]),
        record("2", "Min", &[email, office, identity]),
        record("3", "Xi", &[office, identity]),
        record("4", "Hua", &[office, identity]),
    ];
    engine.upsert(&of_one_person, "crm", NOW).unwrap();
    assert_eq!(customer_of(&engine, "2"), customer_of(&engine, "3"), "their identity number says so");
    assert_eq!(customer_of(&engine, "1"), customer_of(&engine, "2"), "two given names are outweighed");
}

#[test]
fn two_valid_codes_are_two_customers() {
    let mut engine = engine();
    let record = |id: &str, code: &str| {
        input(&[
            ("id", id),
            ("company", "杭州云帆科技有限公司"),
            ("contact", "王建国"),
            ("mobile", "13812345678"),
            ("uscc", code),
        ])
    };
    let both = [record("1", "91330106MA27XYB183"), record("2", "91310115MA1K3ABC99"), record("3", "")];
    engine.upsert(&both, "crm", NOW).unwrap();
    assert_ne!(customer_of(&engine, "1"), customer_of(&engine, "2"));
    let report = import(&mut engine, records("x"), "编号,公司名称\n9,某某\n");
    assert!(report.refusals > 0, "the refusal is told");
}

#[test]
fn a_customer_has_no_more_records_than_the_limit() {
    let mut engine = engine();
    let rows = (0..700).map(|n| format!("{n},杭州云帆科技有限公司,王建国,,,91330106MA27XYB183"));
    let took = took(|| drop(import(&mut engine, records("crm"), &file(rows))));
    assert!(largest(&engine) <= 500);
    assert!(took < Duration::from_secs(60), "{took:?}");
}

#[test]
fn entry_takes_no_longer_when_many_share_a_number() {
    let mut engine = engine();
    let rows = (0..5_000).map(|n| format!("{n},{}有限公司,,,021-61234567,", name(n)));
    import(&mut engine, records("crm"), &file(rows));
    let typed: Input = input(&[("company", "杭州云帆科技有限公司"), ("phone", "021-61234567")]);
    let took = took(|| (0..100).for_each(|_| drop(engine.check(&typed, 5, &Access::default()).unwrap())));
    assert!(took < Duration::from_secs(2), "{took:?} for a hundred");
}
