//! The one shape of every normalizer's answer.

use serde::Serialize;

use crate::named::Named;
use crate::reason::Reason;
use crate::tables::packs::Pack;

/// How far a value can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Well formed and, where a check digit or table can tell, right.
    Valid,
    /// Usable, but something speaks against it; the reasons say what.
    Suspect,
    /// Not a value of this kind; kept as given, never used for matching.
    Invalid,
    /// Nothing was given.
    Empty,
}

/// A change that a normalizer made, for the user to see and to trust.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Step {
    /// What was done, such as `width` or `prefix`; every code has a text in the message table as `step/<code>`.
    pub code: &'static str,
    /// The text before the change.
    pub from: String,
    /// The text after the change.
    pub to: String,
}

/// What a value consists of.
pub type Parts = Named<&'static str>;

/// What a normalizer says of one value.
///
/// Normalizing `value` again changes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Normalized {
    /// The value as given.
    pub input: String,
    /// The canonical form; absent when there is none.
    pub value: Option<String>,
    /// The form to show to people; the input where nothing better is known.
    pub display: String,
    /// How far the value can be trusted.
    pub status: Status,
    /// Why the value is not simply valid.
    pub reasons: Vec<Reason>,
    /// The parts of the value; which ones depends on the kind.
    #[cfg_attr(feature = "schema", schemars(with = "std::collections::BTreeMap<String, String>"))]
    pub parts: Parts,
    /// What was changed, in order.
    pub steps: Vec<Step>,
    /// Further values that stood in the same cell, such as a second phone number.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Normalized>,
}

impl Normalized {
    /// A part by name.
    pub fn part(&self, name: &str) -> Option<&str> {
        self.parts.get(name)
    }

    /// Whether the value may be used for matching: it has a canonical form and is no placeholder.
    pub fn is_usable(&self) -> bool {
        self.value.is_some()
            && matches!(self.status, Status::Valid | Status::Suspect)
            && !self.is_placeholder()
    }

    /// The same answer where a pack that could have told more is not loaded: never invalid, and with the reason.
    pub(super) fn lacking(mut self, pack: Pack) -> Self {
        self.reasons.push(Reason::new("pack/missing").with("pack", pack.name()));
        self.status = Status::Suspect;
        self
    }

    /// Whether the canonical value says all: the value of a range or an estimate is only one end of it.
    pub fn is_exact(&self) -> bool {
        self.part("kind").is_none_or(|kind| kind == "exact")
    }

    /// Whether the value only fills a mandatory field (`13800138000`, `无`, `test@test.com`).
    pub fn is_placeholder(&self) -> bool {
        self.reasons.iter().any(|r| r.code == "value/placeholder" || r.code == "value/masked")
    }

    /// Takes away the parts that nobody asked for.
    pub fn keep_parts(&mut self, context: &Context) {
        if context.parts.is_some() {
            self.parts.keep(|name| context.wants(name));
            self.also.iter_mut().for_each(|other| other.keep_parts(context));
        }
    }

    /// The value and those that stood beside it in the same cell.
    pub fn each(&self) -> impl Iterator<Item = &Normalized> {
        std::iter::once(self).chain(&self.also)
    }
}

/// What a normalizer must know besides the value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Context {
    /// ISO 3166 code of the country that a value without one belongs to.
    pub country: String,
    /// The day, as ISO 8601, that completes dates without a year and decides what lies in the future.
    pub reference_date: Option<String>,
    /// Offset from UTC, in minutes, of times written without one.
    pub utc_offset: i32,
    /// The only parts that are asked for; all where nothing is said. What nobody asks for need not be found out, but a
    /// normalizer may tell it all the same.
    pub parts: Option<Vec<String>>,
}

impl Context {
    /// Whether a part is asked for.
    ///
    /// ```
    /// use kehu::normalize::Context;
    /// let context = Context { parts: Some(vec!["pinyin".to_owned()]), ..Context::default() };
    /// assert!(context.wants("pinyin") && !context.wants("simplified"));
    /// assert!(Context::default().wants("simplified"));
    /// ```
    pub fn wants(&self, part: &str) -> bool {
        self.parts.as_ref().is_none_or(|parts| parts.iter().any(|wanted| wanted == part))
    }

    /// Whether any part is asked for.
    pub(super) fn wants_any(&self) -> bool {
        self.parts.as_ref().is_none_or(|parts| !parts.is_empty())
    }
}

impl Default for Context {
    fn default() -> Self {
        Self { country: "CN".to_owned(), reference_date: None, utc_offset: 8 * 60, parts: None }
    }
}

/// A [`Normalized`] in the making: collects parts, steps and reasons, then ends in one of the four states.
///
/// ```
/// use kehu::normalize::{Draft, Status};
/// let mut draft = Draft::new(" a@B.cn ");
/// draft.step("trim", " a@B.cn ", "a@B.cn");
/// draft.part("domain", "b.cn");
/// let done = draft.done("a@b.cn", "a@b.cn");
/// assert_eq!((done.status, done.part("domain")), (Status::Valid, Some("b.cn")));
/// ```
#[derive(Clone, Debug)]
pub struct Draft {
    input: String,
    reasons: Vec<Reason>,
    parts: Parts,
    steps: Vec<Step>,
}

impl Draft {
    /// Starts from the value as given.
    pub fn new(input: &str) -> Self {
        Self { input: input.to_owned(), reasons: Vec::new(), parts: Parts::default(), steps: Vec::new() }
    }

    /// Records that `code` turned `from` into `to`; nothing when both are the same.
    #[inline(never)]
    pub fn step(&mut self, code: &'static str, from: &str, to: &str) {
        if from != to {
            self.steps.push(Step { code, from: from.to_owned(), to: to.to_owned() });
        }
    }

    /// Sets a part; an empty text sets nothing.
    pub fn part(&mut self, name: &'static str, value: impl Into<String>) {
        self.set_part(name, value.into());
    }

    // Kept out of line, as normalizers call it a hundred times.
    #[inline(never)]
    fn set_part(&mut self, name: &'static str, value: String) {
        if !value.is_empty() {
            self.parts.insert(name, value);
        }
    }

    /// Adds a reason why the value is not simply valid.
    #[inline(never)]
    pub fn doubt(&mut self, reason: Reason) {
        self.reasons.push(reason);
    }

    /// Ends with a canonical value: valid, or suspect when there are doubts.
    pub fn done(self, value: impl Into<String>, display: impl Into<String>) -> Normalized {
        let status = if self.reasons.is_empty() { Status::Valid } else { Status::Suspect };
        self.end(Some(value.into()), display.into(), status)
    }

    /// Ends with the text as it is, which `reason` speaks against.
    #[inline(never)]
    pub fn suspect(mut self, text: &str, reason: Reason) -> Normalized {
        self.reasons.push(reason);
        self.end(Some(text.to_owned()), text.to_owned(), Status::Suspect)
    }

    /// Ends without a canonical value, for `reason`; the value is shown as given.
    #[inline(never)]
    pub fn invalid(mut self, reason: Reason) -> Normalized {
        self.reasons.push(reason);
        let display = self.input.trim().to_owned();
        self.end(None, display, Status::Invalid)
    }

    /// Ends with the verdict that nothing was given.
    pub fn empty(self) -> Normalized {
        self.end(None, String::new(), Status::Empty)
    }

    #[inline(never)]
    fn end(self, value: Option<String>, display: String, status: Status) -> Normalized {
        let Self { input, reasons, parts, steps } = self;
        Normalized { input, value, display, status, reasons, parts, steps, also: Vec::new() }
    }
}
