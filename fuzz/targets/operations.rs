//! A life of an engine: records, events and decisions in any order.

use std::collections::BTreeSet;

use kehu::engine::{Acknowledged, Engine, ImportKind, ImportOptions, Input, Stage};
use kehu::error::Result;
use kehu::identity::Verdict;
use kehu::privacy::Access;

use super::stored::{assert_whole, told};
use super::{NOW, engine};

const SOURCES: [&str; 3] = ["crm", "erp", "web"];
const IDS: [&str; 8] = ["1", "2", "3", "4", "5", "6", "7", ""];
const COMPANIES: [&str; 6] = [
    "杭州云帆科技有限公司",
    "杭州云帆科技有限责任公司",
    "云帆科技",
    "上海华信贸易有限公司",
    "Hangzhou Yunfan Technology Co., Ltd.",
    "",
];
const PHONES: [&str; 6] = ["13812345678", "0571-88886666", "13800138000", "+852 2345 6789", "1381234567", ""];
const EMAILS: [&str; 5] = ["wang@yunfan.cn", "li@huaxin.com", "test@test.com", "wang@yunfan", ""];
const CODES: [&str; 4] = ["91330100799655058B", "91310000607334735U", "91330100799655058", ""];
const EVENTS: [&str; 5] = ["order", "visit", "contract", "page_view", "nonsense"];
const TIMES: [&str; 5] = ["2026-06-29", "2025-01-01T00:00:00Z", "2026-06-30T09:00:00+08:00", "昨天", ""];

/// Reads choices off the input; all zeros at its end.
struct Choices<'a>(std::slice::Iter<'a, u8>);

impl Choices<'_> {
    fn byte(&mut self) -> u8 {
        self.0.next().copied().unwrap_or_default()
    }

    fn one<'l>(&mut self, list: &[&'l str]) -> &'l str {
        list[usize::from(self.byte()) % list.len()]
    }

    fn record(&mut self) -> Input {
        let pairs = [
            ("source", self.one(&SOURCES)),
            ("id", self.one(&IDS)),
            ("company", self.one(&COMPANIES)),
            ("mobile", self.one(&PHONES)),
            ("email", self.one(&EMAILS)),
            ("uscc", self.one(&CODES)),
        ];
        Input::from_pairs(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())))
    }

    fn event(&mut self) -> Input {
        let subject = if self.byte().is_multiple_of(2) {
            ("record_id", self.one(&IDS))
        } else {
            ("mobile", self.one(&PHONES))
        };
        let pairs = [
            ("id", self.one(&IDS)),
            ("type", self.one(&EVENTS)),
            ("time", self.one(&TIMES)),
            ("amount", self.one(&["100", "-1", "1万", "x", ""])),
            subject,
        ];
        Input::from_pairs(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())))
    }
}

/// Every byte chooses; a refusal must leave everything as it was. In the end the snapshot and the journal must each
/// hold all.
pub fn operations(data: &[u8]) {
    let mut choices = Choices(data.iter());
    let (mut subject, mut journal) = (engine(), Vec::new());
    for _ in 0..data.len().min(24) {
        if step(&mut subject, &mut choices).is_ok() {
            journal.extend(subject.take_journal().concat());
        } else {
            assert!(subject.take_journal().is_empty(), "a refusal was written down");
        }
        assert_each_record_once(&subject);
    }
    assert_whole(&mut subject);
    let mut replayed = engine();
    replayed.replay(&journal).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(told(&mut replayed), told(&mut subject), "the journal tells less, or more");
}

fn step(engine: &mut Engine, choices: &mut Choices) -> Result<()> {
    match choices.byte() % 12 {
        0..=3 => {
            let records: Vec<Input> = (0..=choices.byte() % 4).map(|_| choices.record()).collect();
            engine.upsert(&records, "crm", NOW).map(drop)
        }
        4 => engine.track(&[choices.event(), choices.event()], NOW).map(drop),
        5 => {
            let verdict = if choices.byte().is_multiple_of(2) { Verdict::Same } else { Verdict::Distinct };
            let (a, b) = (choices.one(&IDS), choices.one(&IDS));
            engine.decide(a, b, verdict, "王芳", "电话确认", NOW).map(drop)
        }
        6 => {
            let known: Vec<String> = customers(engine).into_iter().collect();
            let at = usize::from(choices.byte());
            let chosen: Vec<String> = known.iter().skip(at % known.len().max(1)).take(3).cloned().collect();
            engine.merge(&chosen, "王芳", "", NOW).map(drop)
        }
        7 => engine.unmerge(choices.one(&IDS), "李雷", "", NOW).map(drop),
        8 => engine.check(&choices.record(), 5, &Access::default()).map(drop),
        9 => import(engine, choices),
        10 => {
            let due = engine.actions(NOW, (0, 3), &Access::default())?;
            engine.acknowledge(&due.rows.iter().map(Acknowledged::from).collect::<Vec<_>>(), NOW)
        }
        _ => engine.segments(NOW).map(drop),
    }
}

/// A file of one row, which is committed or abandoned at some stage.
fn import(engine: &mut Engine, choices: &mut Choices) -> Result<()> {
    let kind = if choices.byte().is_multiple_of(2) { ImportKind::Records } else { ImportKind::Events };
    let input = if kind == ImportKind::Records { choices.record() } else { choices.event() };
    let (names, values): (Vec<&str>, Vec<&str>) = input.iter().unzip();
    let file = format!("{}\n{}\n", names.join(","), values.join(","));
    let abandon_at = choices.byte() % 6;
    engine.begin_import(ImportOptions { kind, now: NOW.to_owned(), ..ImportOptions::default() })?;
    let outcome = commit(engine, &file, abandon_at);
    engine.abort_import();
    outcome
}

fn commit(engine: &mut Engine, file: &str, abandon_at: u8) -> Result<()> {
    engine.push_import(file.as_bytes())?;
    if abandon_at == 1 {
        return Ok(());
    }
    engine.end_import()?;
    let mut steps = 2;
    while engine.step_import(1)?.stage != Stage::Done {
        steps += 1;
        if steps == abandon_at {
            return Ok(());
        }
    }
    engine.commit_import().map(drop)
}

fn lines(engine: &Engine) -> Vec<String> {
    String::from_utf8_lossy(&engine.export_clusters()).lines().skip(1).map(str::to_owned).collect()
}

fn customers(engine: &Engine) -> BTreeSet<String> {
    lines(engine).iter().filter_map(|line| Some(line.rsplit_once(',')?.1.to_owned())).collect()
}

fn assert_each_record_once(engine: &Engine) {
    let lines = lines(engine);
    assert_eq!(lines.len(), engine.edition().records, "{lines:?}");
}
