//! A few texts by name: what a value consists of, or what a message is to tell.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Texts in the order of their names, such as `country` and `extension` of a phone number.
///
/// They are few, and made for every value and reason there is: a list takes less time than a tree, and less code.
///
/// ```
/// use kehu::named::Named;
/// let mut parts = Named::default();
/// parts.insert("type", "mobile".to_owned());
/// parts.insert("country", "CN".to_owned());
/// assert_eq!(parts.get("type"), Some("mobile"));
/// assert_eq!(parts.iter().map(|(name, _)| name).collect::<Vec<_>>(), ["country", "type"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named<N>(Vec<(N, String)>);

/// Few things have more.
const ROOM: usize = 8;

impl<N> Default for Named<N> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<N: AsRef<str>> Named<N> {
    /// The text of that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(known, _)| *known == name).map(|(_, text)| text)
    }

    /// Sets a text; a later one takes the place of an earlier one.
    #[inline(never)]
    pub fn insert(&mut self, name: N, text: String) {
        let after = self.0.iter().rposition(|(known, _)| known.as_ref() <= name.as_ref());
        let slot = after.and_then(|place| self.0.get_mut(place));
        match slot.filter(|(known, _)| known.as_ref() == name.as_ref()) {
            Some((_, slot)) => *slot = text,
            None => {
                if self.0.is_empty() {
                    self.0.reserve(ROOM);
                }
                self.0.insert(after.map_or(0, |place| place + 1), (name, text));
            }
        }
    }

    /// Sets all texts of another.
    pub(crate) fn take(&mut self, other: Self) {
        for (name, text) in other.0 {
            self.insert(name, text);
        }
    }

    /// Keeps the texts whose names are wanted.
    pub(crate) fn keep(&mut self, is_wanted: impl Fn(&str) -> bool) {
        self.0.retain(|(name, _)| is_wanted(name.as_ref()));
    }

    /// Names and texts, in the order of the names.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, text)| (name.as_ref(), text.as_str()))
    }

    /// Names, and texts to change.
    pub(crate) fn iter_mut(&mut self) -> impl Iterator<Item = (&str, &mut String)> {
        self.0.iter_mut().map(|(name, text)| ((*name).as_ref(), text))
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<N: AsRef<str>> Serialize for Named<N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de, N: Deserialize<'de> + Ord> Deserialize<'de> for Named<N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(BTreeMap::deserialize(deserializer)?.into_iter().collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_text_takes_the_place_of_an_earlier_one() {
        let mut parts = Named::default();
        for (name, text) in [("b", "1"), ("a", "2"), ("c", "3"), ("b", "4"), ("bb", "5")] {
            parts.insert(name, text.to_owned());
        }
        let mut others = Named::default();
        others.insert("a", "6".to_owned());
        others.insert("aa", "7".to_owned());
        parts.take(others);
        let all: Vec<_> = parts.iter().collect();
        assert_eq!(all, [("a", "6"), ("aa", "7"), ("b", "4"), ("bb", "5"), ("c", "3")]);
        parts.keep(|name| name.len() == 1);
        assert_eq!(parts.iter().map(|(name, _)| name).collect::<String>(), "abc");
    }
}
