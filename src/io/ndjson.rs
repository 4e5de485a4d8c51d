//! Newline-delimited JSON in.

use serde_json::{Map, Value};

use super::Reject;
use crate::error::Error;
use crate::json;
use crate::limits::Limits;
use crate::messages::Language;

/// Reads one JSON object a line, in chunks of any size; a line that is none is rejected alone.
///
/// ```
/// use kehu::io::NdjsonReader;
/// let mut reader = NdjsonReader::default();
/// reader.push(b"{\"name\":\"a\"}\nnonsense\n{\"na");
/// reader.push(b"me\":\"b\"}");
/// reader.finish();
/// assert_eq!(reader.take().len(), 2);
/// assert_eq!(reader.rejects()[0].line, 2);
/// ```
#[derive(Debug, Default)]
pub struct NdjsonReader {
    language: Language,
    pending: Vec<u8>,
    line: u64,
    objects: Vec<(u64, Map<String, Value>)>,
    rejects: Vec<Reject>,
}

impl NdjsonReader {
    /// A reader whose reasons for rejected lines are given in `language`.
    pub fn new(language: Language) -> Self {
        Self { language, ..Self::default() }
    }

    /// Takes the next bytes of the file.
    pub fn push(&mut self, chunk: &[u8]) {
        self.pending.extend_from_slice(chunk);
        let Some(end) = self.pending.iter().rposition(|b| *b == b'\n') else { return };
        let rest = self.pending.split_off(end + 1);
        let lines = std::mem::replace(&mut self.pending, rest);
        self.lines(&lines);
    }

    /// Says that no more bytes come.
    pub fn finish(&mut self) {
        let lines = std::mem::take(&mut self.pending);
        self.lines(&lines);
    }

    /// The objects read since the last call, each with its line.
    pub fn take(&mut self) -> Vec<(u64, Map<String, Value>)> {
        std::mem::take(&mut self.objects)
    }

    /// The lines left out so far.
    pub fn rejects(&self) -> &[Reject] {
        &self.rejects
    }

    fn lines(&mut self, bytes: &[u8]) {
        for line in bytes.split_inclusive(|b| *b == b'\n') {
            self.line += 1;
            if !line.iter().all(u8::is_ascii_whitespace) {
                self.object(line);
            }
        }
    }

    fn object(&mut self, line: &[u8]) {
        if line.len() > Limits::default().ruleset_bytes {
            let error =
                Error::new("import/field_too_long", "").with("limit", Limits::default().ruleset_bytes);
            return self.rejects.push(Reject::new(self.line, &error, line, self.language));
        }
        let fault = match json::parse(line) {
            Ok(Value::Object(object)) => return self.objects.push((self.line, object)),
            Ok(other) => json::Fault::mismatch(&other, &"object"),
            Err(fault) => fault,
        };
        let error = fault.into_error("import/json");
        self.rejects.push(Reject::new(self.line, &error, line, self.language));
    }
}
