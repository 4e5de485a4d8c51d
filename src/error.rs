//! What can go wrong: one error type with a stable code and the path of what is wrong.

use std::fmt;

use crate::messages::{self, Language};
use crate::named::Named;

/// The result of everything in this crate that can fail.
pub type Result<T> = std::result::Result<T, Error>;

/// Something that the caller must hear about: a bad ruleset, a limit reached, a damaged snapshot.
///
/// A bad *value* is never an error: it is an [issue](crate::reason::Reason) on its record. An error carries a
/// `code` that never changes once released (`area/what`), the `path` of the faulty place in the caller's input,
/// and the parameters of its message, which [`message`](Error::message) renders in Chinese or English.
///
/// ```
/// use kehu::error::Error;
/// let error = Error::new("limits/rows", "rows").with("limit", 5).with("actual", 6);
/// assert_eq!(error.code(), "limits/rows");
/// assert_eq!(error.to_string(), "limits/rows at rows: more than 5 rows (6)");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    code: &'static str,
    path: String,
    params: Named<&'static str>,
}

impl Error {
    /// An error with a stable `code`, at `path` (empty when it concerns the whole input).
    pub fn new(code: &'static str, path: impl Into<String>) -> Self {
        Self(Box::new(Inner { code, path: path.into(), params: Named::default() }))
    }

    /// Adds a parameter of the message.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.0.params.insert(name, value.to_string());
        self
    }

    /// Puts `prefix` before the path, for callers that know where the faulty part lies in the whole.
    #[must_use]
    pub fn under(mut self, prefix: &str) -> Self {
        self.0.path = join_path(prefix, &self.0.path);
        self
    }

    /// The stable code, `area/what`.
    pub fn code(&self) -> &'static str {
        self.0.code
    }

    /// Where in the caller's input the fault lies, such as `segments[2].when.all[0].field`; may be empty.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The same fault as the reason of an error of another code.
    #[must_use]
    pub(crate) fn under_code(mut self, code: &'static str) -> Self {
        let reason = std::mem::replace(&mut self.0.code, code);
        if self.0.params.get("reason").is_none() {
            self.0.params.insert("reason", reason.to_owned());
        }
        self
    }

    /// The message in the given language, without code and path.
    pub fn message(&self, language: Language) -> String {
        let mut told = self.0.params.clone();
        // What may itself be the code of a text; the reason speaks of the others.
        for name in ["expected", "found", "reason"] {
            if let Some(code) = told.get(name) {
                let words = messages::render(code, language, |name| told.get(name));
                told.insert(name, words);
            }
        }
        messages::render(self.code(), language, |name| told.get(name))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())?;
        if !self.path().is_empty() {
            write!(f, " at {}", self.path())?;
        }
        write!(f, ": {}", self.message(Language::En))
    }
}

impl std::error::Error for Error {}

/// Joins two parts of a path: `a` + `b` is `a.b`, `a` + `[0]` is `a[0]`.
pub fn join_path(head: &str, tail: &str) -> String {
    match (head.is_empty(), tail.is_empty()) {
        (true, _) => tail.to_owned(),
        (_, true) => head.to_owned(),
        _ if tail.starts_with('[') => format!("{head}{tail}"),
        _ => format!("{head}.{tail}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_join_like_javascript() {
        assert_eq!(join_path("tags", "[2].when"), "tags[2].when");
        assert_eq!(join_path("tags", "when"), "tags.when");
        assert_eq!(join_path("", "when"), "when");
        assert_eq!(Error::new("limits/rows", "x").under("a[1]").path(), "a[1].x");
    }
}
