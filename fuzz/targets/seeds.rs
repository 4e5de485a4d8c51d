//! Inputs to start from: the test cases of the kinds, and a small whole of everything else.

use std::path::Path;

use kehu::engine::Input;
use kehu::schema::FieldKind;
use kehu::store::Reader;
use serde::Deserialize;

use super::{NOW, engine};

const TABLE: &str = "\u{feff}公司名称,联系人,手机,邮箱,统一社会信用代码,签约日期,金额\r\n\
    杭州云帆科技有限公司,王芳,138-1234-5678,wang@yunfan.cn,91330100799655058B,2024年3月5日,1.2万\r\n\
    \"上海\"\"华信\"\"贸易,有限公司\",\"李\n雷\",021-88886666,,,20240305,¥100\r\n\
    一行,太短\r\n\
    \"没有结尾,1\n2,3\n";

const LINES: &str =
    "{\"id\": 1, \"company\": \"杭州云帆科技有限公司\"}\n\nnonsense\n[1]\n{\"a\": [1, \"x\", null]}";

/// The seeds of a target.
pub fn of(name: &str) -> Vec<Vec<u8>> {
    match (FieldKind::from_name(name), name) {
        (Some(kind), _) => with_first_byte(&inputs(&format!("{}.toml", kind.name()), |case| case.input)),
        (None, "condition") => inputs("conditions/answers.toml", |case| case.asked()),
        (None, "clean" | "csv") => with_first_byte(&[TABLE.as_bytes().to_vec()]),
        (None, "ndjson") => with_first_byte(&[LINES.as_bytes().to_vec()]),
        (None, "ruleset") => rulesets(),
        (None, "snapshot") => stored(|_, snapshot| (Reader::snapshot(snapshot).ok(), snapshot)),
        (None, "journal") => stored(|journal, _| (Some(Reader::journal(journal)), journal)),
        (None, "operations") => {
            (0..8).map(|seed: u8| (0..96).map(|i: u8| i.wrapping_mul(37 + seed)).collect()).collect()
        }
        _ => Vec::new(),
    }
}

#[derive(Deserialize)]
struct Cases {
    #[serde(default)]
    case: Vec<Case>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Case {
    input: String,
    condition: String,
    customer: String,
}

impl Case {
    /// Both on one line each.
    fn asked(self) -> String {
        [self.condition, self.customer].map(|json| json.replace('\n', " ")).join("\n")
    }
}

/// A file of test cases.
fn read(file: &str) -> String {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let path = above.map(|folder| folder.join("tests/cases").join(file)).find(|path| path.is_file());
    path.and_then(|path| std::fs::read_to_string(path).ok()).unwrap_or_default()
}

fn inputs(file: &str, input: fn(Case) -> String) -> Vec<Vec<u8>> {
    let cases: Cases = toml::from_str(&read(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
    cases.case.into_iter().map(|case| input(case).into_bytes()).collect()
}

fn with_first_byte(inputs: &[Vec<u8>]) -> Vec<Vec<u8>> {
    inputs.iter().map(|input| [&[0], input.as_slice()].concat()).collect()
}

/// The preset, and every list of it with nothing but its first elements, also with a model of Splink: an input of 60 kB is
/// seldom mutated where it matters.
fn rulesets() -> Vec<Vec<u8>> {
    let model = read("splink/v4.json").parse::<serde_json::Value>().ok();
    let whole = serde_json::to_value(super::preset()).unwrap_or_default();
    let mut short = whole.clone();
    for list in short.as_object_mut().into_iter().flatten().filter_map(|(_, value)| value.as_array_mut()) {
        list.truncate(3);
    }
    let mut foreign = short.clone();
    foreign["matching"] = model.unwrap_or_default();
    [whole, short, foreign].iter().map(|value| value.to_string().into_bytes()).collect()
}

/// A small engine's file as it is, and as lines of which each becomes a frame.
fn stored(choose: impl for<'f> Fn(&'f [u8], &'f [u8]) -> (Option<Reader<'f>>, &'f [u8])) -> Vec<Vec<u8>> {
    let mut engine = engine();
    let record = |id: &str, company: &str| {
        let pairs = [("id", id), ("company", company), ("mobile", "13812345678"), ("备注", "x")];
        Input::from_pairs(pairs.map(|(name, value)| (name.to_owned(), value.to_owned())))
    };
    let event = [("type", "order"), ("time", "2026-06-01"), ("record_id", "1"), ("amount", "100")];
    let event = Input::from_pairs(event.map(|(name, value)| (name.to_owned(), value.to_owned())));
    let built = engine
        .upsert(&[record("1", "杭州云帆科技有限公司"), record("2", "云帆科技")], "crm", NOW)
        .and_then(|_| engine.track(&[event], NOW))
        .and_then(|_| engine.unmerge("2", "王芳", "", NOW))
        .and_then(|_| engine.snapshot());
    let snapshot = built.unwrap_or_else(|error| panic!("{error}"));
    let journal = engine.take_journal().concat();
    let (frames, bytes) = choose(&journal, &snapshot);
    let payloads: Vec<&[u8]> = frames.into_iter().flatten().flatten().map(|(_, payload)| payload).collect();
    vec![[&[0], bytes].concat(), [&[1], payloads.join(&b'\n').as_slice()].concat()]
}
