//! Surnames with their frequency, and titles by department.

use super::Glyph;
use crate::slice::{part, rest};

/// A family name.
pub(crate) type Surname = Glyph;

/// A title in its department.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Job {
    pub(crate) department: &'static str,
    pub(crate) title: &'static str,
}

/// Reads 王wang720: the name, its pinyin and how many of 10,000 bear it.
pub(crate) fn surnames(words: impl Iterator<Item = &'static str>) -> Vec<(u32, Surname)> {
    words.map(surname).collect()
}

fn surname(word: &'static str) -> (u32, Surname) {
    let letters = word.find(|c: char| c.is_ascii_lowercase()).unwrap_or(word.len());
    let digits = word.find(|c: char| c.is_ascii_digit()).unwrap_or(word.len());
    (
        rest(word, digits).parse().unwrap_or(1),
        Glyph { han: part(word, 0, letters), pinyin: part(word, letters, digits) },
    )
}

/// Reads 采购部:采购经理,采购主管;财务部:…
pub(crate) fn jobs(text: &'static str) -> Vec<Job> {
    let groups = text.split(';').filter_map(|group| group.split_once(':'));
    groups
        .flat_map(|(department, titles)| titles.split(',').map(move |title| Job { department, title }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_surname_carries_its_frequency() {
        assert_eq!(surname("欧阳ouyang10"), (10, Glyph { han: "欧阳", pinyin: "ouyang" }));
    }
}
