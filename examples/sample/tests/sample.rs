//! The set as a whole: its bytes, its truth, its proportions.

#![allow(clippy::unwrap_used, clippy::expect_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::sync::LazyLock;

use kehu_sample::{File, Options, Sink, fnv, generate};

#[derive(Default)]
struct Files([Vec<u8>; 3]);

impl Sink for Files {
    type Error = Infallible;

    fn write(&mut self, file: File, chunk: &[u8]) -> Result<(), Infallible> {
        assert!(chunk.ends_with(b"\n"), "a chunk is whole lines");
        self.0[file as usize].extend_from_slice(chunk);
        Ok(())
    }
}

fn make(companies: u32, seed: u64) -> Files {
    let mut files = Files::default();
    generate(Options { companies, seed, ..Options::default() }, &mut files).unwrap();
    files
}

type Row = BTreeMap<String, String>;

fn rows(bytes: &[u8]) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(bytes);
    reader.deserialize().map(|row| row.expect("every row parses and has as many cells as headers")).collect()
}

struct Set {
    customers: Vec<Row>,
    events: Vec<Row>,
    truth: Vec<Row>,
}

static SET: LazyLock<Set> = LazyLock::new(|| {
    let Files([customers, events, truth]) = make(3_000, 11);
    Set { customers: rows(&customers), events: rows(&events), truth: rows(&truth) }
});

fn share(rows: &[Row], of: impl Fn(&Row) -> bool) -> usize {
    rows.iter().filter(|row| of(row)).count() * 1_000 / rows.len()
}

/// The same on every host and in the wasm build; a change of the generator changes it, and then this table too.
#[test]
fn the_same_seed_gives_the_same_bytes() {
    let digests = make(300, 7).0.map(|bytes| format!("{:016x}", fnv(&bytes)));
    assert_eq!(digests, ["dc8d0e7e7449f39b", "ab2d8e0043633d61", "47bd73a9cf8860da"]);
}

#[test]
fn another_seed_gives_another_set() {
    assert_ne!(make(40, 1).0, make(40, 2).0);
}

#[test]
fn small_sets_are_made_too() {
    for companies in 0..12 {
        let Files([_, _, truth]) = make(companies, 5);
        let ids: BTreeSet<_> = rows(&truth).into_iter().map(|row| row["customer_id"].clone()).collect();
        assert_eq!(ids.len(), companies as usize);
    }
}

#[test]
fn every_record_has_one_truth() {
    let records: BTreeSet<_> = SET.customers.iter().map(|row| &row["记录编号"]).collect();
    let truths: BTreeSet<_> = SET.truth.iter().map(|row| &row["record_id"]).collect();
    assert_eq!(records, truths);
    assert_eq!(truths.len(), SET.truth.len());
    let repeated = SET.customers.len() - records.len();
    assert!((1..=40).contains(&repeated), "{repeated} lines stand twice");
}

#[test]
fn parents_are_customers() {
    let customers: BTreeSet<_> = SET.truth.iter().map(|row| &row["customer_id"]).collect();
    assert_eq!(customers.len(), 3_000);
    let parents: BTreeSet<_> =
        SET.truth.iter().map(|row| &row["parent_customer_id"]).filter(|id| !id.is_empty()).collect();
    assert!(parents.len() > 100 && parents.is_subset(&customers));
}

#[test]
fn every_trap_is_set() {
    let traps = "branch subsidiary same_brand_other_city namesake shared_agent_phone shared_switchboard placeholder moved_contact";
    for trap in traps.split(' ') {
        let count = SET.truth.iter().filter(|row| row["trap"].split('|').any(|name| name == trap)).count();
        assert!(count > 20, "{trap}: {count}");
    }
}

#[test]
fn an_agents_phone_is_shared_by_dozens() {
    let customer: BTreeMap<_, _> =
        SET.truth.iter().map(|row| (&row["record_id"], &row["customer_id"])).collect();
    let mut clients: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for row in SET.customers.iter().filter(|row| row["来源"] == "erp" && row["电话"].len() == 11) {
        clients.entry(&row["电话"]).or_default().insert(customer[&row["记录编号"]]);
    }
    let most = clients.values().map(BTreeSet::len).max();
    assert!(most >= Some(8), "{most:?} in the ERP alone");
}

/// Written anew from GB 32100-2015 and GB 11714-1997.
fn has_right_checks(code: &str) -> bool {
    const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    let outer: Option<Vec<usize>> = code.chars().map(|c| ALPHABET.find(c)).collect();
    let Some(outer) = outer.filter(|values| values.len() == 18) else { return false };
    let powers = std::iter::successors(Some(1_usize), |power| Some(power * 3 % 31));
    let sum: usize = outer.iter().take(17).zip(powers).map(|(value, power)| value * power).sum();
    let inner: Vec<u32> = code[8..17].chars().map(|c| c.to_digit(36).unwrap()).collect();
    let inner_sum: u32 =
        inner.iter().zip([3, 7, 9, 10, 5, 8, 4, 2]).map(|(value, weight)| value * weight).sum();
    let inner_last = if code.as_bytes()[16] == b'X' { 10 } else { inner[8] };
    (sum + outer[17]).is_multiple_of(31) && (inner_sum + inner_last).is_multiple_of(11)
}

#[test]
fn codes_have_right_check_digits() {
    assert!(has_right_checks("914403001922038216") && !has_right_checks("914403001922038217"));
    let codes: Vec<_> =
        SET.customers.iter().filter(|row| row["来源"] == "erp").map(|row| &row["统一社会信用代码"]).collect();
    let filled = codes.iter().filter(|code| !code.is_empty()).count();
    let right = codes.iter().filter(|code| has_right_checks(code)).count();
    assert!(right < filled, "some are spoiled");
    assert!(right * 100 > filled * 94, "{right} of {filled}");
}

#[test]
fn one_code_belongs_to_one_customer() {
    let customer: BTreeMap<_, _> =
        SET.truth.iter().map(|row| (&row["record_id"], &row["customer_id"])).collect();
    let mut owners: BTreeMap<&str, &str> = BTreeMap::new();
    // All zeros, a placeholder, have right checks as well.
    let is_real = |code: &str| code.starts_with('9') && has_right_checks(code);
    for row in SET.customers.iter().filter(|row| is_real(&row["统一社会信用代码"])) {
        let owner = customer[&row["记录编号"]].as_str();
        assert_eq!(*owners.entry(&row["统一社会信用代码"]).or_insert(owner), owner);
    }
}

#[test]
fn proportions_are_in_bounds() {
    let per_company = SET.truth.len() / 300;
    assert!((26..=34).contains(&per_company), "{per_company} records for ten companies");
    for (source, low, high) in [
        ("crm", 320, 400),
        ("erp", 140, 210),
        ("web_form", 130, 210),
        ("expo", 100, 170),
        ("wechat", 120, 190),
    ] {
        let part = share(&SET.customers, |row| row["来源"] == source);
        assert!((low..=high).contains(&part), "{source}: {part} in a thousand");
    }
    let no_mobile = share(&SET.customers, |row| row["手机"].is_empty());
    assert!((200..=600).contains(&no_mobile), "{no_mobile}");
    let registered = share(&SET.customers, |row| row["公司名称"].ends_with("有限公司"));
    assert!((450..=750).contains(&registered), "{registered}");
}

#[test]
fn the_noise_of_real_exports_is_there() {
    let has = |what: &str, test: &dyn Fn(&Row) -> bool| assert!(SET.customers.iter().any(test), "{what}");
    has("a line break in a remark", &|row| row["备注"].contains('\n'));
    has("a number spoiled by a spreadsheet", &|row| row["手机"].contains("E+10"));
    has("a full-width name", &|row| row["公司名称"].chars().any(|c| ('Ａ'..='ｚ').contains(&c) || c == '．'));
    has("a traditional name", &|row| row["公司名称"].contains('華') || row["公司名称"].contains('貿'));
    has("a spreadsheet's day", &|row| row["创建时间"].len() == 5);
    has("an extension", &|row| row["电话"].contains('转'));
    has("two numbers in a cell", &|row| row["手机"].contains('/'));
    has("a placeholder", &|row| row["手机"] == "13800138000");
    has("a mail typo", &|row| row["邮箱"].ends_with("@qq.con"));
}

#[test]
fn events_concern_somebody_and_end_before_the_reference_day() {
    let per_company = SET.events.len() / 300;
    assert!((65..=95).contains(&per_company), "{per_company} events for ten companies");
    for event in &SET.events {
        let targets = ["record_id", "company", "mobile", "email", "uscc"]
            .iter()
            .filter(|column| !event[**column].is_empty());
        assert_eq!(targets.count(), 1, "{event:?}");
        assert!(event["time"].as_str() >= "2024-06" && event["time"].as_str() < "2026-06-30", "{event:?}");
    }
    let kinds: BTreeSet<_> = SET.events.iter().map(|event| event["type"].as_str()).collect();
    assert_eq!(kinds.len(), 13);
}

#[test]
fn opportunities_are_noted_once_and_end_at_most_once() {
    let mut opportunities: BTreeMap<&str, BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
    for event in SET.events.iter().filter(|event| event["type"] == "opportunity") {
        let stages = opportunities.entry(&event["opportunity_id"]).or_default();
        stages.entry(&event["stage"]).or_default().insert(&event["time"]);
    }
    let ended = |stage: &str| opportunities.values().filter(|stages| stages.contains_key(stage)).count();
    let open = opportunities.values().filter(|stages| stages.len() == 1).count();
    assert!(ended("赢单") > 100 && ended("输单") > 20 && open > 20, "{} open", open);
    for stages in opportunities.values() {
        assert!(stages.values().all(|times| times.len() == 1) && stages.len() <= 2, "{stages:?}");
        let is_end = |stage: &str| ["赢单", "输单"].contains(&stage);
        let noted = stages.iter().find(|(stage, _)| !is_end(stage)).and_then(|(_, times)| times.first());
        let end = stages.iter().find(|(stage, _)| is_end(stage)).and_then(|(_, times)| times.first());
        assert!(noted.is_some_and(|noted| end.is_none_or(|end| noted < end)), "{stages:?}");
    }
}

#[test]
fn the_crm_notes_who_reports_to_whom_and_who_is_with_us() {
    let crm = |column: &str| {
        SET.customers.iter().filter(|row| row["来源"] == "crm" && !row[column].is_empty()).count()
    };
    assert!(crm("上级") > 100 && crm("态度") > 500, "{} {}", crm("上级"), crm("态度"));
    let elsewhere = |row: &&Row| row["来源"] != "crm" && !(row["上级"].is_empty() && row["态度"].is_empty());
    assert_eq!(SET.customers.iter().filter(elsewhere).count(), 0);
}

#[test]
fn events_come_late_twice_and_from_strangers() {
    let numbers: BTreeSet<_> = SET.events.iter().map(|event| &event["event_id"]).collect();
    let repeated = SET.events.len() - numbers.len();
    assert!((20..400).contains(&repeated), "{repeated}");
    let late = SET.events.windows(2).filter(|pair| pair[0]["time"] > pair[1]["time"]).count();
    assert!(late > 50, "{late}");
    let known: BTreeSet<_> = SET.truth.iter().map(|row| &row["record_id"]).collect();
    let strays = SET
        .events
        .iter()
        .filter(|event| !event["record_id"].is_empty() && !known.contains(&event["record_id"]));
    assert!(strays.count() > 10);
}

#[test]
fn contracts_end_soon_and_page_views_come_in_streaks() {
    let ending =
        SET.events.iter().filter(|event| ("2026-06-30".."2026-07-31").contains(&event["end_date"].as_str()));
    assert!(ending.count() > 20);
    let mut days: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let customer: BTreeMap<_, _> =
        SET.truth.iter().map(|row| (row["record_id"].as_str(), row["customer_id"].as_str())).collect();
    for event in SET
        .events
        .iter()
        .filter(|event| event["type"] == "page_view" && event["time"].as_str() >= "2026-06-15")
    {
        if let Some(id) = customer.get(event["record_id"].as_str()) {
            days.entry(id).or_default().insert(&event["time"][..10]);
        }
    }
    let streaks = days.values().filter(|days| days.len() >= 6).count();
    assert!(streaks > 10, "{streaks}");
}
