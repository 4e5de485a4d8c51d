//! Finds the numbers in a text: `021-61234567/68转801，13800138000 张经理` holds three.
//!
//! The text is read as runs of digits. What stands between two runs decides whether the second goes on with the
//! number, is its extension, varies its last digits, or begins another number.

use super::china;

/// A number as it stands in the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Raw {
    /// Whether a `+` stands in front.
    pub international: bool,
    /// The digits, separators gone.
    pub digits: String,
    /// The digits of the extension; empty when there is none.
    pub extension: String,
}

/// What stands between two runs of digits, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    /// Nothing, a dot, a bracket or spaces.
    Space,
    /// A hyphen.
    Dash,
    /// A slash: separates numbers, the last digits of two numbers, or (in America) the area code.
    Slash,
    /// A comma: a list, or the pause before an extension.
    Comma,
    /// A list mark or a word.
    List,
    /// `转`, `ext.`, `#` and the like.
    Extension,
}

/// What a run of digits is to the number before it.
enum Role {
    Continues,
    Extension,
    /// Replaces the last digits of the number before it.
    Variation,
    Begins,
}

/// Words that announce an extension, lower case, longer ones first.
const EXTENSION_MARKS: &[&str] = &[
    "extension",
    "转接分机",
    "转分机",
    ";ext=",
    "分机号",
    "转接",
    "分机",
    "内线",
    "ext",
    "轉",
    "转",
    "#",
    "x",
];

/// The numbers in `text`, in order; runs too short to be a number are left out.
pub(super) fn numbers(text: &str, country: &str) -> Vec<Raw> {
    let mut scanner = Scanner { country, found: Vec::new(), gap: Gap::List, plus: false };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = scanner.step(rest, c);
    }
    scanner.found.retain(|raw| raw.digits.len() >= 3);
    scanner.found
}

struct Scanner<'a> {
    country: &'a str,
    found: Vec<Raw>,
    gap: Gap,
    plus: bool,
}

impl Scanner<'_> {
    /// Reads what `rest` begins with, whose first character is `c`, and answers what follows.
    fn step<'t>(&mut self, rest: &'t str, c: char) -> &'t str {
        if c.is_ascii_digit() {
            let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let (run, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
            self.run(run, tail);
            return tail;
        }
        if let Some(tail) = self.extension_mark(rest) {
            self.gap = Gap::Extension;
            return tail;
        }
        // British numbers are often printed with the trunk zero that callers from abroad leave out.
        if let Some(tail) = rest.strip_prefix("(0)") {
            return tail;
        }
        self.gap = self.gap.max(gap(c));
        self.plus |= c == '+';
        rest.get(c.len_utf8()..).unwrap_or_default()
    }

    /// What follows a mark of an extension; marks count only behind a number.
    fn extension_mark<'t>(&self, rest: &'t str) -> Option<&'t str> {
        if self.found.is_empty() || self.gap >= Gap::List {
            return None;
        }
        EXTENSION_MARKS.iter().find_map(|mark| {
            let (head, tail) = rest.split_at_checked(mark.len())?;
            let tail = tail.trim_start_matches(['.', ':', ' ', '-', '号']);
            (head.eq_ignore_ascii_case(mark) && tail.starts_with(|c: char| c.is_ascii_digit()))
                .then_some(tail)
        })
    }

    /// Takes in a run of digits, behind which `tail` stands.
    fn run(&mut self, run: &str, tail: &str) {
        let gap = std::mem::replace(&mut self.gap, Gap::Space);
        let plus = std::mem::take(&mut self.plus);
        let role = if plus { Role::Begins } else { self.role(run, gap, tail) };
        match (role, self.found.last_mut()) {
            (Role::Continues, Some(last)) => last.digits.push_str(run),
            (Role::Extension, Some(last)) => last.extension = run.to_owned(),
            (Role::Variation, Some(last)) => {
                let varied = vary(&last.digits, run);
                let raw = Raw { digits: varied, extension: String::new(), ..last.clone() };
                self.found.push(raw);
            }
            _ => {
                self.found.push(Raw { international: plus, digits: run.to_owned(), extension: String::new() })
            }
        }
    }

    fn role(&self, run: &str, gap: Gap, tail: &str) -> Role {
        let Some(last) = self.found.last() else { return Role::Begins };
        let form = china::form(last, self.country);
        let is_complete = form != china::Form::Incomplete;
        let takes_extension = last.extension.is_empty() && form == china::Form::Extensible;
        match gap {
            Gap::Extension if last.extension.is_empty() && run.len() <= 8 => Role::Extension,
            Gap::Space | Gap::Dash if !last.extension.is_empty() => Role::Begins,
            Gap::Space | Gap::Dash if !is_complete => Role::Continues,
            Gap::Space if takes_extension && run.len() <= 5 => Role::Extension,
            Gap::Dash if takes_extension && run.len() <= 6 => Role::Extension,
            Gap::Comma if takes_extension && run.len() <= 5 => Role::Extension,
            Gap::Slash if last.digits.len() < 5 => Role::Continues,
            Gap::Slash | Gap::Comma | Gap::List if is_variation(last, run, gap, tail) => Role::Variation,
            _ => Role::Begins,
        }
    }
}

fn gap(c: char) -> Gap {
    match c {
        '-' | '~' => Gap::Dash,
        '/' | '\\' => Gap::Slash,
        ',' | '、' => Gap::Comma,
        c if c.is_alphabetic() || matches!(c, ';' | '|' | '&' | '。') => Gap::List,
        _ => Gap::Space,
    }
}

/// Whether the run gives other last digits of the number before it: `61234567/68`. In `61234567/138 0013 8001` it is
/// the head of another number.
fn is_variation(last: &Raw, run: &str, gap: Gap, tail: &str) -> bool {
    let goes_on = tail.trim_start_matches([' ', '-']).starts_with(|c: char| c.is_ascii_digit());
    gap < Gap::List && last.digits.len() >= 7 && run.len() <= 4 && !goes_on
}

fn vary(digits: &str, run: &str) -> String {
    let kept = digits.len().saturating_sub(run.len());
    format!("{}{run}", digits.get(..kept).unwrap_or_default())
}
