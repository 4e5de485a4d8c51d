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
    /// A slash, `、`, `~` or the like: separates numbers, the last digits of two numbers, or (in America) the area code.
    Slash,
    /// A comma or semicolon: a list, or the pause before an extension.
    Comma,
    /// A word.
    List,
    /// `转`, `ext.`, `#` and the like.
    Extension,
}

/// What a run of digits is to the number before it.
enum Role {
    Continues,
    Extension,
    /// Another extension of the same number: `转801/802`.
    OtherExtension,
    /// Replaces the last digits of the number before it.
    Variation,
    Begins,
    /// The number of something else: `QQ:12345678`.
    Foreign,
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
    "按",
    "#",
    "x",
    "p",
];

/// The numbers in `text`, in order; runs too short to be a number are left out.
pub(super) fn numbers(text: &str, country: &str) -> Vec<Raw> {
    let mut scanner =
        Scanner { country, found: Vec::new(), gap: Gap::List, plus: false, foreign: false, word: false };
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        rest = scanner.step(rest, c);
    }
    let mut found = Vec::with_capacity(scanner.found.len());
    for raw in scanner.found {
        let raw = in_same_area(raw, found.last());
        match unglued(&raw, country) {
            Some(both) => found.extend(both),
            None if raw.digits.len() >= 3 => found.push(raw),
            None => {}
        }
    }
    found
}

/// A local number with the area code of the landline before it: `010-8888 9999/8888 9998`, `电话021-61234567 传真61234568`.
fn in_same_area(raw: Raw, before: Option<&Raw>) -> Raw {
    let is_local = |before: &&Raw| {
        china::subscriber_length(before) == Some(raw.digits.len()) && !raw.digits.starts_with(['0', '1'])
    };
    match before.filter(is_local) {
        Some(before) => Raw { digits: vary(&before.digits, &raw.digits), ..raw },
        None => raw,
    }
}

/// The two numbers that lost the sign between them: `1391234567802161234567`.
fn unglued(raw: &Raw, country: &str) -> Option<[Raw; 2]> {
    if country != "CN" || raw.international || !(21..=24).contains(&raw.digits.len()) {
        return None;
    }
    let part = |digits: &str| Raw { digits: digits.to_owned(), ..Raw::default() };
    (10..=13).find_map(|at| {
        let (head, tail) = raw.digits.split_at_checked(at)?;
        let both = [part(head), Raw { extension: raw.extension.clone(), ..part(tail) }];
        both.iter().all(china::is_full).then_some(both)
    })
}

struct Scanner<'a> {
    country: &'a str,
    found: Vec<Raw>,
    gap: Gap,
    plus: bool,
    /// Whether a word says that the next digits are no telephone number.
    foreign: bool,
    /// Whether a Latin letter stands right before.
    word: bool,
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
        self.word = c.is_ascii_alphabetic() || c == '_';
        self.plus |= c == '+';
        self.foreign |= rest.get(..2).is_some_and(|word| word.eq_ignore_ascii_case("qq"));
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
        // The digits of a name: zhang110.
        self.foreign |= std::mem::take(&mut self.word) && run.len() < 7;
        // An hour, and its minutes.
        let is_hour =
            tail.strip_prefix(':').is_some_and(|minutes| minutes.starts_with(|c: char| c.is_ascii_digit()));
        let role = match self.found.last() {
            _ if std::mem::replace(&mut self.foreign, is_hour) || is_hour => Role::Foreign,
            Some(last) if plus && matches!(last.digits.as_str(), "86" | "0086") => Role::Continues,
            _ if plus => Role::Begins,
            _ => self.role(run, gap, tail),
        };
        self.take(run, plus, &role);
    }

    fn take(&mut self, run: &str, plus: bool, role: &Role) {
        let begun = || Raw { international: plus, digits: run.to_owned(), extension: String::new() };
        let Some(last) = self.found.last_mut() else {
            if !matches!(role, Role::Foreign) {
                self.found.push(begun());
            }
            return;
        };
        let next = match role {
            // The country code was typed in front of one that was there.
            Role::Continues if plus && run.starts_with("86") && !(3..=11).contains(&run.len()) => {
                return run.clone_into(&mut last.digits);
            }
            Role::Continues => return last.digits.push_str(run),
            Role::Extension => return run.clone_into(&mut last.extension),
            Role::Foreign => return,
            Role::OtherExtension => Raw { extension: run.to_owned(), ..last.clone() },
            Role::Variation => {
                Raw { digits: vary(&last.digits, run), extension: String::new(), ..last.clone() }
            }
            Role::Begins => begun(),
        };
        self.found.push(next);
    }

    fn role(&self, run: &str, gap: Gap, tail: &str) -> Role {
        let Some(last) = self.found.last() else { return Role::Begins };
        let form = china::form(last, self.country);
        let is_complete = form != china::Form::Incomplete;
        let takes_extension = last.extension.is_empty() && form == china::Form::Extensible;
        match gap {
            Gap::Extension if last.extension.is_empty() && run.len() <= 8 => Role::Extension,
            Gap::Dash | Gap::Slash | Gap::Comma
                if !last.extension.is_empty() && run.len() <= 5 && !goes_on(tail) =>
            {
                Role::OtherExtension
            }
            Gap::Space | Gap::Dash if !last.extension.is_empty() => Role::Begins,
            Gap::Space | Gap::Dash if !is_complete || china::completes(last, run) => Role::Continues,
            Gap::Space if takes_extension && run.len() <= 5 => Role::Extension,
            Gap::Dash if takes_extension && run.len() <= 6 => Role::Extension,
            Gap::Comma if takes_extension && run.len() <= 5 => Role::Extension,
            Gap::Slash if last.digits.len() < 5 => Role::Continues,
            Gap::Slash if !is_complete && last.digits.starts_with(['0', '1']) => Role::Continues,
            gap if is_variation(last, run, gap, tail) => Role::Variation,
            _ => Role::Begins,
        }
    }
}

fn gap(c: char) -> Gap {
    match c {
        '-' => Gap::Dash,
        '/' | '\\' | '、' | '~' | '或' | '和' | '及' | '至' | '到' => Gap::Slash,
        ',' | ';' | '|' | '&' => Gap::Comma,
        c if c.is_alphabetic() || c == '。' => Gap::List,
        _ => Gap::Space,
    }
}

/// Whether the run gives other last digits of the number before it: `61234567/68`, or all of them behind the same area
/// code: `021-61234567/61234568`. In `61234567/138 0013 8001` it is the head of another number.
fn is_variation(last: &Raw, run: &str, gap: Gap, tail: &str) -> bool {
    let is_short = gap > Gap::Dash && run.len() <= 4 && last.digits.len() >= 7;
    let shares_area = china::subscriber_length(last) == Some(run.len()) && !run.starts_with(['0', '1']);
    gap < Gap::List && !goes_on(tail) && (is_short || shares_area)
}

/// Whether more digits of the same number follow: `138 0013 8001`.
fn goes_on(tail: &str) -> bool {
    tail.trim_start_matches([' ', '-']).starts_with(|c: char| c.is_ascii_digit())
}

fn vary(digits: &str, run: &str) -> String {
    let kept = digits.len().saturating_sub(run.len());
    [digits.get(..kept).unwrap_or_default(), run].concat()
}
