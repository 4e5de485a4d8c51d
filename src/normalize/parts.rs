//! What a value consists of, by name.

use serde::{Serialize, Serializer};

/// The parts of a value in the order of their names, such as `country` and `extension` of a phone number.
///
/// They are few, and made for every value there is: a list takes less time than a tree, and less code.
///
/// ```
/// use kehu::normalize::Parts;
/// let mut parts = Parts::default();
/// parts.insert("type", "mobile".to_owned());
/// parts.insert("country", "CN".to_owned());
/// assert_eq!(parts.get("type"), Some("mobile"));
/// assert_eq!(parts.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["country", "type"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts(Vec<(&'static str, String)>);

/// Most values have no more parts.
const ROOM: usize = 8;

impl Parts {
    /// The part of that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, text)| text.as_str())
    }

    /// Sets a part; a later text takes the place of an earlier one.
    #[inline(never)]
    pub fn insert(&mut self, name: &'static str, text: String) {
        let after = self.0.iter().rposition(|(known, _)| *known <= name);
        match after.and_then(|place| self.0.get_mut(place)).filter(|(known, _)| *known == name) {
            Some((_, slot)) => *slot = text,
            None => {
                if self.0.is_empty() {
                    self.0.reserve(ROOM);
                }
                self.0.insert(after.map_or(0, |place| place + 1), (name, text));
            }
        }
    }

    /// Sets all parts of another value.
    pub(super) fn take(&mut self, other: Self) {
        for (name, text) in other.0 {
            self.insert(name, text);
        }
    }

    /// Keeps the parts whose names are wanted.
    pub(super) fn keep(&mut self, is_wanted: impl Fn(&str) -> bool) {
        self.0.retain(|(name, _)| is_wanted(name));
    }

    /// Names and texts, in the order of the names.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.0.iter().map(|(name, text)| (*name, text.as_str()))
    }
}

impl Serialize for Parts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_text_takes_the_place_of_an_earlier_one() {
        let mut parts = Parts::default();
        for (name, text) in [("b", "1"), ("a", "2"), ("c", "3"), ("b", "4"), ("bb", "5")] {
            parts.insert(name, text.to_owned());
        }
        let mut others = Parts::default();
        others.insert("a", "6".to_owned());
        others.insert("aa", "7".to_owned());
        parts.take(others);
        let all: Vec<_> = parts.iter().collect();
        assert_eq!(all, [("a", "6"), ("aa", "7"), ("b", "4"), ("bb", "5"), ("c", "3")]);
        parts.keep(|name| name.len() == 1);
        assert_eq!(parts.iter().map(|(name, _)| name).collect::<String>(), "abc");
    }
}
