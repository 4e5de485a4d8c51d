//! CSV out, safe to open in a spreadsheet and possible to read back.

/// Writes RFC 4180 CSV.
///
/// A field that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, *CSV Injection*); plain
/// signed numbers such as phone numbers in E.164 stay as they are.
///
/// ```
/// use kehu::io::CsvWriter;
/// let mut csv = CsvWriter::default();
/// csv.row(["a,b", "=1+1", "+8613812345678"]);
/// assert_eq!(csv.take(), b"\"a,b\",'=1+1,+8613812345678\n");
/// ```
#[derive(Debug, Default)]
pub struct CsvWriter {
    bytes: Vec<u8>,
}

impl CsvWriter {
    /// Writes a row.
    pub fn row<'a>(&mut self, fields: impl IntoIterator<Item = &'a str>) {
        for (i, field) in fields.into_iter().enumerate() {
            if i > 0 {
                self.bytes.push(b',');
            }
            self.field(field);
        }
        self.bytes.push(b'\n');
    }

    fn field(&mut self, field: &str) {
        let guard = if is_formula(field) { "'" } else { "" };
        if field.contains([',', '"', '\n', '\r']) {
            let quoted = field.replace('"', "\"\"");
            self.bytes.extend(format!("\"{guard}{quoted}\"").bytes());
        } else {
            self.bytes.extend(guard.bytes().chain(field.bytes()));
        }
    }

    /// What was written since the last call.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.bytes)
    }
}

/// Whether a spreadsheet would take the text for a formula.
fn is_formula(field: &str) -> bool {
    let starts = field.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let is_number =
        |rest: &str| !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || ".- ".contains(c));
    starts && !field.strip_prefix(['+', '-']).is_some_and(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        for (field, guarded) in [
            ("=A1", true),
            ("@x", true),
            ("-1+cmd", true),
            ("-12.5", false),
            ("+86 21-1", false),
            ("x", false),
        ] {
            assert_eq!(is_formula(field), guarded, "{field}");
        }
    }
}
