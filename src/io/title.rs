//! Lines above the header of a table: its title, who made it, when. Spreadsheets put them there for readers, and saved as CSV they
//! stand in the place of the header.

use super::csv_reader::{first_line, separator_of};

/// Most lines above a header.
const MOST: usize = 6;
/// The fewest names of a header below a title.
const LEAST: usize = 3;
/// Nobody waits longer for a header.
const LONGEST: usize = 64 << 10;
/// The most bytes of a name in a header.
const LONGEST_NAME: usize = 120;

/// How many lines stand above the header at the start of a file; `None` where more of it is needed to tell. With any doubt there
/// are none: the first line is the header then.
///
/// A title fills one cell, or two of a wider row. The header below it names most of its columns, and the row below that is as wide.
pub(super) fn lines_above(file: &[u8], last: bool) -> Option<usize> {
    let mut lines = Lines { rest: file, last };
    let mut above = 0;
    while above <= MOST {
        let Some(cells) = lines.next_cells() else { return (last || file.len() > LONGEST).then_some(0) };
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        if filled < LEAST && (filled < 2 || above > 0 || cells.len() > filled) {
            above += 1;
        } else if above == 0 || !names_columns(&cells) {
            break;
        } else {
            let below = lines.next_cells();
            let goes_on = below.as_ref().map_or(last, |below| below.len() == cells.len());
            return if below.is_none() && !last { None } else { Some(if goes_on { above } else { 0 }) };
        }
    }
    Some(0)
}

/// Whether a row may be a header: most cells are filled, several of them differ, and each has letters.
fn names_columns(cells: &[&[u8]]) -> bool {
    let names: Vec<&[u8]> = cells.iter().copied().filter(|cell| !cell.is_empty()).collect();
    let is_name = |name: &&[u8]| {
        name.len() <= LONGEST_NAME && String::from_utf8_lossy(name).chars().any(char::is_alphabetic)
    };
    let is_new = |(place, name): (usize, &&[u8])| !names.iter().take(place).any(|before| before == name);
    let different = names.iter().enumerate().filter(|name| is_new(*name)).count();
    names.len() * 2 > cells.len() && names.iter().all(is_name) && different >= LEAST
}

/// The lines of a file, cut into cells by the separator that each has most of. A quoted cell of several lines is no title.
struct Lines<'a> {
    rest: &'a [u8],
    last: bool,
}

impl<'a> Lines<'a> {
    fn next_cells(&mut self) -> Option<Vec<&'a [u8]>> {
        let end = first_line(self.rest).or((self.last && !self.rest.is_empty()).then_some(self.rest.len()))?;
        let (line, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        let (separator, mut quoted) = (separator_of(line), false);
        let ends_cell = |byte: &u8| {
            quoted ^= *byte == b'"';
            *byte == separator && !quoted
        };
        Some(line.split(ends_cell).map(bare).collect())
    }
}

/// What a cell holds, without its quotes.
fn bare(cell: &[u8]) -> &[u8] {
    let cell = cell.trim_ascii();
    cell.strip_prefix(b"\"").and_then(|cell| cell.strip_suffix(b"\"")).unwrap_or(cell).trim_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_above_a_header_is_told_from_it() {
        for (above, file) in [
            (1, "2025年展会客户名单,,,\n公司,联系人,手机,城市\n云帆,张三,13812345678,杭州\n"),
            (1, "2025年展会客户名单\r\n公司,联系人,手机\r\n云帆,张三,13812345678\r\n"),
            (1, "\"客户名单, 2025\"\n公司\t联系人\t手机\n云帆\t张三\t138\n"),
            (3, "客户名单,,,\n,,,\n制表人：李雷,,日期：2025-01-05,\n公司,联系人,手机,备注\n云帆,张三,138,\n"),
            (1, "Customers 2025;;;\nCompany;Contact;Phone;\nYunfan;Li;138;\n"),
            (1, "客户名单,,\n公司,联系人,手机\n"),
            (1, "客户名单,,,\n公司,联系人,手机,手机\n云帆,张三,138,139\n"),
            // The first line is the header.
            (0, "公司,联系人,手机\n云帆,张三,138\n"),
            (0, "公司,备注\n云帆,喜欢,苹果\n雷霆,喜欢,梨\n"),
            (0, "备注\n喜欢,苹果,梨\n一般\n"),
            (
                0,
                "电话\n13812345678\n13812345679\n13812345670\n13812345671\n13812345672\n13812345673\n1381234,5674,x\n",
            ),
            (0, "id,,\n1,2,3\n4,5,6\n"),
            (0, "名单,,\n云帆,云帆,云帆\n雷霆,雷霆,雷霆\n"),
            (0, ""),
            (0, "\n"),
        ] {
            assert_eq!(lines_above(file.as_bytes(), true), Some(above), "{file:?}");
            let told: Vec<usize> =
                (0..file.len()).filter_map(|cut| lines_above(&file.as_bytes()[..cut], false)).collect();
            assert!(told.iter().all(|lines| *lines == above), "{file:?} in part: {told:?}");
        }
    }
}
