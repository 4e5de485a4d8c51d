//! Types as JSON.

use std::io;

use serde::Serialize;

/// Adds a value to a text.
///
/// ```
/// let mut out = b"1\n".to_vec();
/// kehu::json::append(&mut out, &["a", "客"]);
/// assert_eq!(out, "1\n[\"a\",\"客\"]".as_bytes());
/// ```
pub fn append<T: Serialize + ?Sized>(out: &mut Vec<u8>, value: &T) {
    // Plain data into memory cannot fail to be written.
    let _ = serde_json::to_writer(Sink(out), value);
}

/// A value as a text.
///
/// ```
/// assert_eq!(kehu::json::to_text(&Some("杭州")), "\"杭州\"");
/// ```
pub fn to_text<T: Serialize + ?Sized>(value: &T) -> String {
    let mut out = Vec::new();
    append(&mut out, value);
    String::from_utf8(out).unwrap_or_default()
}

/// Where JSON is written to. Most of what a serializer writes is one byte, a quote or a comma, and to put one byte is
/// several times quicker than to copy a slice of one.
struct Sink<'a>(&'a mut Vec<u8>);

impl io::Write for Sink<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match bytes {
            [byte] => self.0.push(*byte),
            _ => self.0.extend_from_slice(bytes),
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
