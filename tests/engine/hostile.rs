//! Files that would make matching slow, wrong or fail, if it were naive.

use kehu::engine::{Engine, ImportReport};

use crate::world::{clusters, engine, import, records};

/// An engine with a file in it, learned from or not.
fn imported(file: &str, train: bool) -> (Engine, ImportReport) {
    let mut engine = engine();
    let options = kehu::engine::ImportOptions { train, id: Some("id".into()), ..records("file") };
    let report = import(&mut engine, options, file);
    (engine, report)
}

fn compared(report: &ImportReport) -> u64 {
    report.blocking.iter().map(|rule| rule.new_pairs).sum()
}

#[test]
fn a_value_that_all_records_share_brings_nobody_together() {
    let name = |n: usize| ["华信", "云帆", "明辰", "同方", "瑞丰"][n % 5];
    let row = |n: usize| format!("{n},{}{n}号科技有限公司,13800138001,agent@huaxin.com\n", name(n));
    let rows: String = (0..3000).map(row).collect();
    for train in [false, true] {
        let (engine, report) = imported(&format!("id,company,mobile,email\n{rows}"), train);
        let phone = report.blocking.iter().find(|rule| rule.rule == "phone").unwrap();
        assert_eq!((phone.pairs, phone.generic, phone.left_out), (0, 1, 3000 * 2999 / 2));
        assert!(compared(&report) < 60 * 3000, "{} pairs", compared(&report));
        assert!(clusters(&engine).iter().all(|customer| customer.len() <= 2), "{train}");
    }
}

#[test]
fn many_rows_that_are_all_the_same_take_no_time() {
    let rows: String = (0..50_000)
        .map(|n| format!("{n},杭州华信科技有限公司,李雷,13800138001,li.lei@huaxin.com,杭州\n"))
        .collect();
    for train in [false, true] {
        let (_, report) = imported(&format!("id,company,contact,mobile,email,city\n{rows}"), train);
        assert_eq!((report.rows, compared(&report)), (50_000, 0), "{train}");
        assert!(report.blocking.iter().all(|rule| rule.left_out == 50_000 * 49_999 / 2));
    }
}

#[test]
fn a_single_column_is_enough_to_find_what_is_the_same() {
    let rows: String = (0..400).map(|n| format!("{n},{} brothers {}\n", n % 200, (n % 200) * 7919)).collect();
    let (engine, report) = imported(&format!("id,company\n{rows}"), true);
    assert_eq!((report.rows, clusters(&engine).len()), (400, 200));
    // By the ruleset's own weights a name alone is no proof, but worth a look.
    let (_, report) = imported(&format!("id,company\n{rows}"), false);
    assert_eq!((report.matches, report.reviews), (0, 200));
}

#[test]
fn records_that_say_nothing_are_nobodys() {
    let rows: String = (0..300).map(|n| format!("{n},,,无\n")).collect();
    for train in [false, true] {
        let (engine, report) = imported(&format!("id,company,mobile,contact\n{rows}"), train);
        assert_eq!((report.rows, clusters(&engine).len(), compared(&report)), (300, 300, 0));
        assert!(report.training.is_none_or(|training| !training.learned && training.recall == 0.0));
    }
}

#[test]
fn names_of_signs_and_very_long_values_are_compared_like_others() {
    let long = "华信".repeat(50_000);
    let signs = "👨‍👩‍👧‍👦🌹\u{200d}\u{301}\u{202e}";
    let names = [signs, signs, "🌹", "A\u{301}\u{301}\u{301}", "𠮷野家", "𠮷野家", &long, &long];
    let row = |(n, name): (usize, &&str)| format!("{n},{name},{name},1380013{:04}\n", 8000 + n / 2);
    let rows: String = names.iter().enumerate().map(row).collect();
    for train in [false, true] {
        let (engine, report) = imported(&format!("id,company,contact,mobile\n{rows}"), train);
        assert_eq!(report.rows + report.rejected, 8);
        assert!(clusters(&engine).iter().any(|customer| customer.contains("4") && customer.contains("5")));
    }
}
