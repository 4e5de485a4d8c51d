//! What web pages leave in copied text: character references, and line breaks written as tags.

/// The text with character references (`&amp;`, `&nbsp;`, `&#39;`) and `<br>` as what they stand for; nothing when it has
/// none.
///
/// Of the names that HTML defines these are the ones that programs write; a name counts with its semicolon only, as
/// `&lt` may be a part of a web address.
pub(super) fn plain(text: &str) -> Option<String> {
    // Most texts have neither sign.
    if !text.bytes().any(|b| matches!(b, b'&' | b'<')) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<']) {
        let (before, marked) = rest.split_at_checked(at)?;
        out.push_str(before);
        let (meant, length) =
            reference(marked).or_else(|| line_break(marked)).unwrap_or_else(|| first(marked));
        out.push(meant);
        rest = marked.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
    (out != text).then_some(out)
}

/// The sign itself, which stands for nothing else.
fn first(marked: &str) -> (char, usize) {
    let sign = marked.chars().next().unwrap_or_default();
    (sign, sign.len_utf8())
}

/// What a character reference at the head of a text stands for, and its length. Where the sign was written twice as a
/// reference (`&amp;amp;`), both are read.
fn reference(marked: &str) -> Option<(char, usize)> {
    let mut length = 1_usize;
    let mut found = None;
    while let Some(name) = name_at(marked, length)
        && let Some(meant) = character(name)
    {
        length = length.checked_add(name.len())?.checked_add(1)?;
        found = Some((meant, length));
        if meant != '&' {
            break;
        }
    }
    found.filter(|_| marked.starts_with('&'))
}

/// The longest name of a character reference, as those that are read have it: `#x10ffff`.
const LONGEST: usize = 8;

/// What stands from there to the next semicolon, when that is near.
fn name_at(text: &str, start: usize) -> Option<&str> {
    let rest = text.get(start..)?;
    let end = rest.bytes().take(LONGEST + 1).position(|b| b == b';')?;
    rest.get(..end)
}

fn character(name: &str) -> Option<char> {
    if let Some(digits) = name.strip_prefix('#') {
        let code = match digits.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => digits.parse(),
        };
        return char::from_u32(code.ok()?);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" | "ensp" | "emsp" => ' ',
        "middot" => '·',
        "ndash" | "mdash" => '-',
        "ldquo" => '“',
        "rdquo" => '”',
        _ => return None,
    })
}

fn line_break(marked: &str) -> Option<(char, usize)> {
    ["<br>", "<br/>", "<br />", "<BR>"]
        .iter()
        .find(|tag| marked.starts_with(**tag))
        .map(|tag| ('\n', tag.len()))
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn references_and_breaks_are_read() {
        let cases = [
            ("AT&amp;T", "AT&T", "a name"),
            ("&#24352;&#x4e09;", "张三", "numbers, decimal and hexadecimal"),
            ("a&amp;amp;lt;b", "a<b", "escaped three times"),
            ("1<br>2<br/>3<br />4", "1\n2\n3\n4", "line breaks"),
        ];
        for (input, expected, why) in cases {
            assert_eq!(plain(input).as_deref(), Some(expected), "{why}");
        }
        for kept in ["", "R&D", "AT&T;x", "?a=1&lt=2", "a <b@c.cn>", "&#x110000;", "&;", "&nosuch;", "<b>"] {
            assert_eq!(plain(kept), None, "{kept}");
        }
    }
}
