//! The words that make a figure a limit or an estimate, and those that join two figures to a range.

/// How a word changes the figure it stands with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Modifier {
    About,
    AtLeast,
    AtMost,
}

use Modifier::{About, AtLeast, AtMost};

/// Before the figure; a longer word comes before one that it contains.
const PREFIXES: &[(&str, Modifier)] = &[
    ("不低于", AtLeast),
    ("不少于", AtLeast),
    ("不小于", AtLeast),
    ("不超过", AtMost),
    ("不高于", AtMost),
    ("不多于", AtMost),
    ("不大于", AtMost),
    ("至少", AtLeast),
    ("最少", AtLeast),
    ("最低", AtLeast),
    ("超过", AtLeast),
    ("大于", AtLeast),
    ("高于", AtLeast),
    ("多于", AtLeast),
    ("至多", AtMost),
    ("最多", AtMost),
    ("最高", AtMost),
    ("不到", AtMost),
    ("不足", AtMost),
    ("少于", AtMost),
    ("小于", AtMost),
    ("低于", AtMost),
    ("未满", AtMost),
    ("大约", About),
    ("大概", About),
    ("将近", About),
    ("接近", About),
    ("approx.", About),
    ("approx", About),
    ("about", About),
    ("around", About),
    ("over", AtLeast),
    ("under", AtMost),
    (">=", AtLeast),
    ("<=", AtMost),
    ("约", About),
    ("近", About),
    ("~", About),
    ("≈", About),
    ("逾", AtLeast),
    ("超", AtLeast),
    (">", AtLeast),
    ("≥", AtLeast),
    ("<", AtMost),
    ("≤", AtMost),
];

/// Words that mean a limit only right before the figure: `上百万`, but `上海`.
const ADJACENT: &[(&str, Modifier)] = &[("上", AtLeast), ("过", AtLeast), ("過", AtLeast), ("破", AtLeast)];

/// After the figure and its unit.
const SUFFIXES: &[(&str, Modifier)] = &[
    ("及以上", AtLeast),
    ("或以上", AtLeast),
    ("及以下", AtMost),
    ("或以下", AtMost),
    ("以上", AtLeast),
    ("以下", AtMost),
    ("以内", AtMost),
    ("之内", AtMost),
    ("左右", About),
    ("上下", About),
    ("不到", AtMost),
    ("起", AtLeast),
    ("+", AtLeast),
];

const RANGE_SIGNS: &[&str] = &["——", "--", "以上", "-", "~", "～", "–", "—", "－", "至", "到", " to "];

/// The modifier in the words before a figure, and those words without it.
pub(super) fn cut_prefix(head: &str) -> (Option<Modifier>, String) {
    for (word, modifier) in ADJACENT {
        if let Some(rest) = head.trim_end().strip_suffix(word).filter(|_| !head.contains("超过")) {
            return (Some(*modifier), rest.to_owned());
        }
    }
    cut(head, PREFIXES)
}

/// The modifier in the words after a figure, and those words without it.
pub(super) fn cut_suffix(tail: &str) -> (Option<Modifier>, String) {
    cut(tail, SUFFIXES)
}

fn cut(words: &str, table: &[(&str, Modifier)]) -> (Option<Modifier>, String) {
    match table.iter().find(|(word, _)| words.contains(word)) {
        Some((word, modifier)) => (Some(*modifier), words.replacen(word, "", 1)),
        None => (None, words.to_owned()),
    }
}

/// What stands before the range sign that `between` ends with; `None` when it ends with none.
pub(super) fn cut_range_sign(between: &str) -> Option<&str> {
    let bare =
        RANGE_SIGNS.iter().find_map(|sign| between.trim_end_matches(' ').strip_suffix(sign.trim_end()));
    bare.map(str::trim)
}
