//! CSV in, chunk by chunk, one bad row never taking its neighbours with it.

use std::collections::VecDeque;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::Reject;
use super::title::lines_above;
use crate::error::{Error, Result};
use crate::limits::Limits;
use crate::messages::Language;

/// Nobody waits for the end of a longer line; it is rejected in parts.
const LONGEST_LINE: usize = 16 << 20;

/// How a line begins that names the separator, as Excel has it.
const NAMES_SEPARATOR: &[u8] = b"sep=";

/// A row of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CsvRow {
    /// Line of the file where the row starts, from 1.
    pub line: u64,
    text: String,
    /// Where each field ends in the text.
    ends: Vec<usize>,
}

impl CsvRow {
    /// The row's fields, as many as the header has.
    pub fn fields(&self) -> impl Iterator<Item = &str> + Clone {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts.zip(&self.ends).map(|(start, end)| self.text.get(*start..*end).unwrap_or_default())
    }

    /// The row's fields, each as a text of its own.
    pub fn texts(&self) -> Vec<String> {
        self.fields().map(str::to_owned).collect()
    }
}

/// Reads RFC 4180 CSV in chunks of any size, as UTF-8 with or without byte order mark.
///
/// The separator (comma, semicolon, tab or bar) is taken from the header line, or from a line `sep=;` before it. A title above
/// the header is put aside like a row that is rejected. A row with too many or too few fields, too long a field or a quote that
/// is never closed is rejected alone: where it swallowed later lines, reading goes on at its second line.
///
/// ```
/// use kehu::io::CsvReader;
/// let mut reader = CsvReader::default();
/// reader.push("\u{feff}id,name\n1,甲\n2\n3,\"乙\n丙\"\n".as_bytes()).unwrap();
/// reader.finish().unwrap();
/// let rows: Vec<_> = std::iter::from_fn(|| reader.next_row()).map(|row| row.texts().join("|")).collect();
/// assert_eq!(rows, ["1|甲", "3|乙\n丙"]);
/// assert_eq!(reader.rejects()[0].line, 3);
/// ```
#[derive(Debug)]
pub struct CsvReader {
    limits: Limits,
    language: Language,
    header: Vec<String>,
    separator: u8,
    tokenizer: Box<Reader>,
    /// Bytes not read yet; the first belongs to the row that starts at `line`.
    pending: Vec<u8>,
    line: u64,
    started: bool,
    rows: VecDeque<CsvRow>,
    rejects: Vec<Reject>,
    scratch: Scratch,
}

/// Output buffers for one record, kept between records.
#[derive(Debug)]
struct Scratch {
    text: Vec<u8>,
    ends: Vec<usize>,
}

/// What became of an attempt to read one record from the start of the pending bytes.
enum Attempt {
    /// A record that takes up so many bytes.
    Record { consumed: usize, row: CsvRow },
    /// Only line ends.
    Blank { consumed: usize },
    /// The record goes on beyond the pending bytes.
    Incomplete,
    /// The record breaks a rule; it reaches so far.
    Bad { consumed: usize, error: Error },
}

impl Default for CsvReader {
    fn default() -> Self {
        Self::new(Limits::default(), Language::default())
    }
}

impl CsvReader {
    /// A reader with the given bounds; reasons for rejected rows are given in `language`.
    pub fn new(limits: Limits, language: Language) -> Self {
        Self {
            limits,
            language,
            header: Vec::new(),
            separator: b',',
            tokenizer: Box::new(Reader::new()),
            pending: Vec::new(),
            line: 1,
            started: false,
            rows: VecDeque::new(),
            rejects: Vec::new(),
            scratch: Scratch { text: vec![0; 4096], ends: vec![0; 64] },
        }
    }

    /// Takes the next bytes of the file.
    ///
    /// # Errors
    /// `import/binary` when this is no text; what is wrong with the header, such as `import/too_many_fields`.
    pub fn push(&mut self, chunk: &[u8]) -> Result<()> {
        if chunk.contains(&0) {
            return Err(Error::new("import/binary", ""));
        }
        // Where no line ends, no row does; a return that was held back may be an end.
        let may_end = self.pending.last() == Some(&b'\r') || first_line(chunk).is_some();
        self.pending.extend_from_slice(chunk);
        if may_end || self.pending.len() > LONGEST_LINE { self.read(false) } else { Ok(()) }
    }

    /// Says that no more bytes come.
    ///
    /// # Errors
    /// As [`push`](Self::push); and `import/empty` when there was not even a header.
    pub fn finish(&mut self) -> Result<()> {
        self.read(true)?;
        if self.header.is_empty() { Err(Error::new("import/empty", "")) } else { Ok(()) }
    }

    /// The column names, once they are read.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The next row, in the order of the file.
    pub fn next_row(&mut self) -> Option<CsvRow> {
        self.rows.pop_front()
    }

    /// The rows left out so far.
    pub fn rejects(&self) -> &[Reject] {
        &self.rejects
    }

    /// Reads what is pending. A return that came last is held back: with the next byte it may be one line end.
    fn read(&mut self, last: bool) -> Result<()> {
        let held = self.pending.pop_if(|byte| *byte == b'\r' && !last);
        let outcome = self.read_rows(last);
        self.pending.extend(held);
        outcome
    }

    fn read_rows(&mut self, last: bool) -> Result<()> {
        if !self.begin(last) {
            return Ok(());
        }
        let mut at = 0;
        while at < self.pending.len() {
            let (consumed, lines) = match self.attempt(at, last) {
                Attempt::Incomplete => break,
                Attempt::Blank { consumed } => (consumed, self.lines(at, consumed)),
                Attempt::Record { consumed, row } => self.accept(at, consumed, row),
                // Without a header nothing that follows can be understood.
                Attempt::Bad { error, .. } if self.header.is_empty() => return Err(error),
                Attempt::Bad { consumed, error } => self.reject(at, consumed, &error),
            };
            at += consumed;
            self.line += lines;
        }
        self.pending.drain(..at.min(self.pending.len()));
        Ok(())
    }

    /// Drops the byte order mark, blank lines and a line that names the separator as Excel does (`sep=;`), puts the lines above
    /// the header aside, and finds the separator, as soon as the header line is complete.
    fn begin(&mut self, last: bool) -> bool {
        if self.started {
            return true;
        }
        let mark = if self.pending.starts_with(&[0xef, 0xbb, 0xbf]) { 3 } else { 0 };
        let ends = self.pending.iter().skip(mark).take_while(|b| **b == b'\n' || **b == b'\r').count();
        self.line += self.lines(mark, ends);
        self.pending.drain(..mark + ends);
        if !self.pending.starts_with(NAMES_SEPARATOR) {
            let Some(above) = lines_above(&self.pending, last) else { return false };
            (0..above).for_each(|_| self.pass_over());
        }
        let Some(end) = first_line(&self.pending).or(last.then_some(self.pending.len())) else {
            return false;
        };
        let line = self.pending.get(..end).unwrap_or_default();
        let told = line
            .strip_prefix(NAMES_SEPARATOR)
            .and_then(|rest| rest.first().filter(|b| !b"\r\n".contains(b) && rest.trim_ascii().len() < 2));
        self.separator = told.copied().unwrap_or_else(|| separator_of(line));
        if told.is_some() {
            self.pending.drain(..5.min(end));
        }
        *self.tokenizer = ReaderBuilder::new().delimiter(self.separator).build();
        self.started = true;
        true
    }

    /// Puts a line above the header aside, as it stands, unless it is blank.
    fn pass_over(&mut self) {
        let (end, lines) = self.reject(0, self.pending.len(), &Error::new("import/title", ""));
        self.rejects.pop_if(|line| !line.raw.contains(|c: char| c.is_alphanumeric()));
        self.line += lines;
        self.pending.drain(..end);
    }

    fn attempt(&mut self, at: usize, last: bool) -> Attempt {
        let input = self.pending.get(at..).unwrap_or_default();
        let blank = input.iter().take_while(|b| **b == b'\n' || **b == b'\r').count();
        if blank > 0 {
            return Attempt::Blank { consumed: blank };
        }
        self.tokenizer.reset();
        let read = read_record(&mut self.tokenizer, input, last, &mut self.scratch);
        let Some((consumed, count)) = read else {
            return self.unfinished(input, last);
        };
        let raw = input.get(..consumed).unwrap_or(input);
        // Without a quote nothing is torn, and most rows have none.
        if raw.contains(&b'"') && spans_lines(raw) && is_torn(raw, self.separator) {
            return Attempt::Bad { consumed, error: Error::new("import/unclosed_quote", "") };
        }
        match self.check(count) {
            Err(error) => Attempt::Bad { consumed, error },
            Ok(()) => Attempt::Record { consumed, row: self.scratch.row(self.line, count) },
        }
    }

    /// A record that has not ended: wait for more, unless it is already longer than any record may be.
    fn unfinished(&self, input: &[u8], last: bool) -> Attempt {
        let has_line = first_line(input).is_some();
        let most = if has_line { self.limits.field_bytes.saturating_mul(4) } else { LONGEST_LINE };
        if !last && input.len() <= most {
            return Attempt::Incomplete;
        }
        let error = Error::new("import/field_too_long", "").with("limit", self.limits.field_bytes);
        Attempt::Bad { consumed: input.len(), error }
    }

    fn check(&self, count: usize) -> Result<()> {
        if let Some(field) = self.scratch.longest(count).filter(|n| *n > self.limits.field_bytes) {
            let error = Error::new("import/field_too_long", "").with("limit", self.limits.field_bytes);
            return Err(error.with("actual", field));
        }
        if self.header.is_empty() && count > self.limits.fields {
            return Err(Error::new("import/too_many_fields", "").with("limit", self.limits.fields));
        }
        if !self.header.is_empty() && count != self.header.len() {
            let error = Error::new("import/field_count", "").with("actual", count);
            return Err(error.with("expected", self.header.len()));
        }
        Ok(())
    }

    fn accept(&mut self, at: usize, consumed: usize, row: CsvRow) -> (usize, u64) {
        if self.header.is_empty() {
            self.header = unique_names(row.texts());
        } else {
            self.rows.push_back(row);
        }
        (consumed, self.lines(at, consumed))
    }

    /// Rejects the bad row; of one that spans several lines only the first, so that the rest is read again.
    fn reject(&mut self, at: usize, consumed: usize, error: &Error) -> (usize, u64) {
        let raw = self.pending.get(at..at + consumed).unwrap_or_default();
        let end = first_line(raw).unwrap_or(raw.len());
        let raw = raw.get(..end).unwrap_or(raw);
        self.rejects.push(Reject::new(self.line, error, raw, self.language));
        (end, self.lines(at, end))
    }

    /// The line ends in a stretch: every line feed, and every return that none follows.
    fn lines(&self, at: usize, consumed: usize) -> u64 {
        let (_, from) = self.pending.split_at_checked(at).unwrap_or_default();
        let (bytes, rest) = from.split_at_checked(consumed).unwrap_or((from, &[]));
        let feeds = bytes.iter().filter(|b| **b == b'\n').count();
        if !bytes.contains(&b'\r') {
            return feeds as u64;
        }
        let following = bytes.iter().chain(rest.first()).skip(1).map(Some).chain([None]);
        let alone = bytes.iter().zip(following).filter(|(b, next)| **b == b'\r' && *next != Some(&b'\n'));
        (feeds + alone.count()) as u64
    }
}

impl Scratch {
    /// The record read last.
    fn row(&self, line: u64, count: usize) -> CsvRow {
        let ends = self.ends.get(..count).unwrap_or_default();
        let bytes = self.text.get(..ends.last().copied().unwrap_or(0)).unwrap_or_default();
        match std::str::from_utf8(bytes) {
            Ok(text) if ends.iter().all(|end| text.is_char_boundary(*end)) => {
                CsvRow { line, text: text.to_owned(), ends: ends.to_vec() }
            }
            _ => mended(line, bytes, ends),
        }
    }

    fn longest(&self, count: usize) -> Option<usize> {
        let ends = self.ends.get(..count).unwrap_or_default();
        std::iter::once(&0).chain(ends).zip(ends).map(|(start, end)| end - start).max()
    }
}

/// A record with bytes that are no UTF-8.
#[inline(never)]
fn mended(line: u64, bytes: &[u8], ends: &[usize]) -> CsvRow {
    let mut row = CsvRow { line, text: String::new(), ends: Vec::new() };
    for (start, end) in std::iter::once(&0).chain(ends).zip(ends) {
        row.text.push_str(&String::from_utf8_lossy(bytes.get(*start..*end).unwrap_or_default()));
        row.ends.push(row.text.len());
    }
    row
}

/// Reads one record; how many bytes it takes and how many fields it has, or `None` when it does not end.
fn read_record(
    reader: &mut Reader,
    mut input: &[u8],
    last: bool,
    scratch: &mut Scratch,
) -> Option<(usize, usize)> {
    let (mut consumed, mut written, mut count) = (0, 0, 0);
    loop {
        let (result, took, wrote, ended) = reader.read_record(
            input,
            scratch.text.get_mut(written..).unwrap_or_default(),
            scratch.ends.get_mut(count..).unwrap_or_default(),
        );
        consumed += took;
        written += wrote;
        count += ended;
        input = input.get(took..).unwrap_or_default();
        match result {
            ReadRecordResult::Record => return Some((consumed, count)),
            ReadRecordResult::OutputFull => scratch.text.resize(scratch.text.len() * 2, 0),
            ReadRecordResult::OutputEndsFull => scratch.ends.resize(scratch.ends.len() * 2, 0),
            // An empty input tells the tokenizer that the file ends here.
            ReadRecordResult::InputEmpty if !last => return None,
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::End => return (count > 0).then_some((consumed, count)),
        }
    }
}

fn spans_lines(raw: &[u8]) -> bool {
    first_line(raw).is_some_and(|end| end < raw.len())
}

/// The length of the first line with its end, be that a line feed, a return (Mac OS before X, and what Excel still
/// saves as "Macintosh"), or both.
pub(super) fn first_line(bytes: &[u8]) -> Option<usize> {
    let end = bytes.iter().position(|b| *b == b'\n' || *b == b'\r')? + 1;
    let both = bytes.get(end - 1..).is_some_and(|rest| rest.starts_with(b"\r\n"));
    Some(end + usize::from(both))
}

/// Whether a quoted field is never closed, or closed in the middle of what follows: then a quote is missing, and the
/// record holds lines that are not its own.
fn is_torn(raw: &[u8], separator: u8) -> bool {
    let ends_field = |b: u8| b == separator || b == b'\n' || b == b'\r';
    let (mut quoted, mut at_start) = (false, true);
    let mut bytes = raw.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        match (quoted, byte) {
            (true, b'"') if bytes.next_if_eq(&b'"').is_some() => {}
            (true, b'"') if bytes.peek().is_some_and(|next| !ends_field(*next)) => return true,
            (true, b'"') => quoted = false,
            (false, b'"') if at_start => quoted = true,
            _ => {}
        }
        at_start = !quoted && ends_field(byte);
    }
    quoted
}

/// The likeliest separator of a header line.
pub(super) fn separator_of(line: &[u8]) -> u8 {
    let count = |separator: u8| line.iter().filter(|b| **b == separator).count();
    let mut best = b',';
    for candidate in [b';', b'\t', b'|'] {
        if count(candidate) > count(best) {
            best = candidate;
        }
    }
    best
}

/// Gives columns without a name their position, and repeated names a number.
fn unique_names(names: Vec<String>) -> Vec<String> {
    let mut unique: Vec<String> = Vec::with_capacity(names.len());
    for (i, name) in names.into_iter().enumerate() {
        let base = if name.trim().is_empty() { format!("column {}", i + 1) } else { name.trim().to_owned() };
        let mut candidate = base.clone();
        let mut number = 2;
        while unique.contains(&candidate) {
            candidate = format!("{base} ({number})");
            number += 1;
        }
        unique.push(candidate);
    }
    unique
}

#[cfg(test)]
mod tests {
    use super::*;

    type Rows = Vec<(u64, String)>;
    type Rejected = Vec<(u64, &'static str)>;

    fn read(text: &str, chunk: usize) -> (Rows, Rejected) {
        let mut reader = CsvReader::default();
        for bytes in text.as_bytes().chunks(chunk) {
            reader.push(bytes).unwrap();
        }
        reader.finish().unwrap();
        let rows = std::iter::from_fn(|| reader.next_row()).map(|r| (r.line, r.texts().join("|"))).collect();
        (rows, reader.rejects().iter().map(|r| (r.line, r.code)).collect())
    }

    #[test]
    fn a_line_that_names_the_separator_is_no_header() {
        for (text, line) in [
            ("\u{feff}sep=;\r\nid;name\r\n1;a,b\r\n", 3),
            ("sep=\t\nid\tname\n1\ta,b\n", 3),
            ("\r\n\r\nsep=;\rid;name\r1;a,b", 5),
            ("\n\nid;name;\n1;a,b;\n", 4),
        ] {
            for chunk in 1..30 {
                let (rows, rejects) = read(text, chunk);
                let cells = if text.contains("sep") { "1|a,b" } else { "1|a,b|" };
                assert_eq!(
                    (rows, rejects),
                    (vec![(line, cells.into())], vec![]),
                    "{text:?} in chunks of {chunk}"
                );
            }
        }
        assert_eq!(read("sep=;\nid;name;x\n1;a,b;2\n", 99), (vec![(3, "1|a,b|2".into())], vec![]));
        assert_eq!(read("sep=\n1\n", 99).0, [(2, "1".into())]);
        assert_eq!(read("sep=of,b\n1,2\n", 99).0, [(2, "1|2".into())]);
    }

    #[test]
    fn a_title_above_the_header_is_put_aside() {
        let text =
            "\u{feff}客户名单\r\n\r\n,,\r\n制表人：李雷,,2025-01-05\r\n公司,联系人,手机\r\n云帆,张三,138\r\n";
        for chunk in 1..40 {
            let (rows, rejects) = read(text, chunk);
            assert_eq!(rows, [(6, "云帆|张三|138".into())], "chunks of {chunk}");
            assert_eq!(rejects, [(1, "import/title"), (4, "import/title")]);
        }
    }

    #[test]
    fn chunk_borders_change_nothing() {
        let text = "\u{feff}编号;名称\r\n1;甲\r\n\r\n2;\"乙;\"\"丙\"\"\n丁\"\n3\n4;戊;己\n5;庚";
        let whole = read(text, 10_000);
        assert_eq!(whole.0, [(2, "1|甲".into()), (4, "2|乙;\"丙\"\n丁".into()), (8, "5|庚".into())]);
        assert_eq!(whole.1, [(6, "import/field_count"), (7, "import/field_count")]);
        for chunk in 1..30 {
            assert_eq!(read(text, chunk), whole, "chunks of {chunk}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_stay_in_their_field() {
        let mut reader = CsvReader::default();
        // The bytes of one character, cut by a separator.
        reader.push(b"a,b\n\xe7,\x94\xb2\n\xe7\x94\xb2,x\n").unwrap();
        reader.finish().unwrap();
        let rows: Vec<_> =
            std::iter::from_fn(|| reader.next_row()).map(|row| row.texts().join("|")).collect();
        assert_eq!(rows, ["\u{fffd}|\u{fffd}\u{fffd}", "甲|x"]);
    }

    #[test]
    fn only_the_header_tells_the_separator() {
        assert_eq!(read("\u{feff}a\n;1\n", 100).0, [(2, ";1".into())]);
    }

    #[test]
    fn returns_end_lines_wherever_the_chunks_are_cut() {
        let text = "a,b\r1,x\r\r2\r3,\"y\rz\"\r\n4,w\r\n\n5,\"v\r6,u\r";
        let whole = read(text, 10_000);
        assert_eq!(whole.0, [(2, "1|x".into()), (5, "3|y\rz".into()), (7, "4|w".into()), (10, "6|u".into())]);
        assert_eq!(whole.1, [(4, "import/field_count"), (9, "import/unclosed_quote")]);
        for chunk in 1..30 {
            assert_eq!(read(text, chunk), whole, "chunks of {chunk}");
        }
    }

    #[test]
    fn an_unclosed_quote_loses_one_line_only() {
        let (rows, rejects) = read("a,b\n1,x\n2,\"y\n3,z\n4,w\n", 7);
        assert_eq!(rows, [(2, "1|x".into()), (4, "3|z".into()), (5, "4|w".into())]);
        assert_eq!(rejects, [(3, "import/unclosed_quote")]);
    }

    #[test]
    fn a_cell_of_many_chunks_is_one_row() {
        let cell = "x".repeat(3 << 20);
        for quote in ["", "\""] {
            let (rows, rejects) = read(&format!("a,b\n1,{quote}{cell}{quote}\n2,y\n"), 1 << 20);
            assert_eq!(rejects, [(2, "import/field_too_long")]);
            assert_eq!(rows, [(3, "2|y".into())]);
        }
    }

    #[test]
    fn a_quote_that_swallows_rows_is_cut_at_its_line() {
        let (rows, rejects) = read("a,b\n1,\"x\n2,y\n3,\"z\"\n4,w\n", 100);
        assert_eq!(rejects.iter().map(|r| r.0).collect::<Vec<_>>(), [2]);
        assert_eq!(rows, [(3, "2|y".into()), (4, "3|z".into()), (5, "4|w".into())]);
    }

    #[test]
    fn repeated_and_missing_names_become_unique() {
        assert_eq!(unique_names(vec!["a".into(), String::new(), "a".into()]), ["a", "column 2", "a (2)"]);
    }

    #[test]
    fn binary_and_empty_files_are_refused() {
        assert_eq!(CsvReader::default().push(&[1, 0, 2]).unwrap_err().code(), "import/binary");
        assert_eq!(CsvReader::default().finish().unwrap_err().code(), "import/empty");
    }
}
