//! Matches a string of digits against a numbering pattern, in linear time and without memory.

/// Whether all of `digits` match `pattern`.
///
/// Patterns are regular expressions reduced to what numbering plans need: digits, `d` for any digit, classes such
/// as `[2-57]`, groups in parentheses with alternatives between `|`, and `?`, `{n}` or `{m,n}` after any of them.
///
/// ```
/// use kehu::tables::phone::matches;
/// assert!(matches("1(3d|5[0-35-9])d{8}", "13812345678"));
/// assert!(!matches("1(3d|5[0-35-9])d{8}", "15412345678"));
/// ```
pub fn matches(pattern: &str, digits: &str) -> bool {
    let end = digits.len();
    end < MOST_DIGITS && contains(run(pattern, digits), end)
}

/// Whether a beginning of `digits` matches `pattern`.
pub(super) fn starts(pattern: &str, digits: &str) -> bool {
    run(pattern, digits) != 0
}

/// Places fit into the bits of a `Places`; no number of E.164 has more than 15 digits.
const MOST_DIGITS: usize = 32;

/// A set of places in the digits, one bit each: all those that the pattern read so far may have reached.
type Places = u32;

fn contains(places: Places, place: usize) -> bool {
    places & (1 << place) != 0
}

fn run(pattern: &str, digits: &str) -> Places {
    let digits = digits.as_bytes();
    let digits = digits.get(..MOST_DIGITS - 1).unwrap_or(digits);
    Matcher { pattern: pattern.as_bytes(), at: 0, digits }.alternatives(1)
}

/// Reads the pattern once from left to right and carries the set of places along.
struct Matcher<'a> {
    pattern: &'a [u8],
    at: usize,
    digits: &'a [u8],
}

impl Matcher<'_> {
    fn peek(&self) -> Option<u8> {
        self.pattern.get(self.at).copied()
    }

    fn take(&mut self, wanted: u8) -> bool {
        let found = self.peek() == Some(wanted);
        self.at += usize::from(found);
        found
    }

    /// One or more sequences between `|`: wherever any of them ends.
    fn alternatives(&mut self, from: Places) -> Places {
        let mut reached = self.sequence(from);
        while self.take(b'|') {
            reached |= self.sequence(from);
        }
        reached
    }

    fn sequence(&mut self, from: Places) -> Places {
        let mut places = from;
        while !matches!(self.peek(), None | Some(b'|' | b')')) {
            places = self.repeated(places);
        }
        places
    }

    /// An item with its quantifier; the item is read again for every repetition.
    fn repeated(&mut self, from: Places) -> Places {
        let item = self.at;
        let once = self.item(from);
        let Some((least, most)) = self.quantifier() else { return once };
        let after = self.at;
        let mut reached = if least == 0 { from } else { 0 };
        let mut places = from;
        for count in 1..=most {
            self.at = item;
            places = self.item(places);
            if count >= least {
                reached |= places;
            }
        }
        self.at = after;
        reached
    }

    /// `?`, `{n}` or `{m,n}`.
    fn quantifier(&mut self) -> Option<(u32, u32)> {
        if self.take(b'?') {
            return Some((0, 1));
        }
        if !self.take(b'{') {
            return None;
        }
        let least = self.number();
        let most = if self.take(b',') { self.number() } else { least };
        self.take(b'}');
        Some((least, most))
    }

    fn number(&mut self) -> u32 {
        let mut number = 0;
        while let Some(digit) = self.peek().filter(u8::is_ascii_digit) {
            number = (number * 10 + u32::from(digit - b'0')).min(MOST_DIGITS as u32);
            self.at += 1;
        }
        number
    }

    fn item(&mut self, from: Places) -> Places {
        let first = self.peek();
        self.at += 1;
        match first {
            Some(b'(') => {
                let reached = self.alternatives(from);
                self.take(b')');
                reached
            }
            Some(b'[') => {
                let class = self.class();
                self.step(from, |digit| class & (1 << (digit - b'0')) != 0)
            }
            Some(b'd') => self.step(from, |_| true),
            Some(literal) => self.step(from, |digit| digit == literal),
            None => 0,
        }
    }

    /// The digits of a class, one bit each.
    fn class(&mut self) -> u16 {
        let mut class = 0;
        while let Some(first) = self.peek().filter(u8::is_ascii_digit) {
            self.at += 1;
            let last = if self.take(b'-') { self.peek().unwrap_or(first) } else { first };
            self.at += usize::from(last != first);
            (first..=last.min(b'9')).for_each(|digit| class |= 1 << (digit - b'0'));
        }
        self.take(b']');
        class
    }

    /// One digit further from every place where the digit fits.
    fn step(&self, from: Places, fits: impl Fn(u8) -> bool) -> Places {
        let digits = self.digits.iter().enumerate();
        let passed =
            digits.filter(|(place, digit)| contains(from, *place) && digit.is_ascii_digit() && fits(**digit));
        passed.fold(0, |reached, (place, _)| reached | 1 << (place + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_construct_matches() {
        let cases = [
            ("12", "12", true),
            ("12", "123", false),
            ("1?2", "2", true),
            ("1?2", "112", false),
            ("(1|23){2}", "231", true),
            ("(1|23){2}", "23", false),
            ("[2-46]d{2,3}", "645", true),
            ("[2-46]d{2,3}", "6456", true),
            ("[2-46]d{2,3}", "545", false),
            ("1(2(3|4)?|5)6", "126", true),
            ("1(2(3|4)?|5)6", "1246", true),
            ("(d(d)?)?", "", true),
            ("d{0}", "", true),
            ("d", "x", false),
        ];
        for (pattern, digits, expected) in cases {
            assert_eq!(matches(pattern, digits), expected, "{pattern} on {digits}");
        }
    }

    #[test]
    fn long_and_broken_input_ends() {
        assert!(!matches("d{99}", &"1".repeat(99)));
        for broken in ["(", "[", "{", "a{", "(1|", "[9-", "?", ")1", "1)2"] {
            let _ = matches(broken, "12");
        }
    }
}
