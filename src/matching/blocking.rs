//! Blocking keys: what two records must share to be compared at all.

use super::model::{CompiledKey, CompiledRule, Model};
use crate::columns::{CellId, FieldId, Key, Row, Symbol};
use crate::normalize::Records;
use crate::schema::ruleset::Part;

/// Most keys a rule gives a record; a remark of a thousand words must not become a thousand keys.
const KEYS_A_RULE: usize = 16;
/// Keys that a record usually has: room for them is made at once.
const USUAL_KEYS: usize = 32;
/// Values that a key usually has, and the bytes that they have together.
const USUAL_VALUES: usize = 4;
const USUAL_LENGTH: usize = 64;
/// Shortest text worth a key by itself.
const SHORTEST: usize = 2;
/// What has more bytes than this has two characters or more, and need not be read to tell.
const LONG: usize = 4;

/// Makes the blocking keys of records.
#[derive(Debug)]
pub struct BlockingKeys<'a> {
    model: &'a Model,
}

impl<'a> BlockingKeys<'a> {
    /// For the rules of a model.
    pub fn new(model: &'a Model) -> Self {
        Self { model }
    }

    /// The keys of a row, in ascending order.
    pub fn of(&self, records: &Records, row: Row) -> Vec<Key> {
        let (mut keys, mut room) = (Vec::with_capacity(USUAL_KEYS), Room::new());
        for (number, rule) in (0..).zip(&self.model.blocking) {
            let first = keys.len();
            if rule.is_simple() {
                let values = values(rule, records, row);
                keys.extend(values.map(|value| Key::of(number, value)));
            } else {
                texts(rule, records, row, &mut room, &mut |text| keys.push(Key::of_text(number, text)));
            }
            keys.truncate(first + KEYS_A_RULE);
        }
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The text that a key of a row stands for, pieces of it divided by U+001F.
    pub fn text(&self, records: &Records, row: Row, key: Key) -> String {
        if self.model.gives_values(key.rule) {
            return records.symbols.text(key.value()).to_owned();
        }
        let mut found = String::new();
        if let Some(rule) = self.model.blocking.get(usize::from(key.rule)) {
            texts(rule, records, row, &mut Room::new(), &mut |text| {
                if Key::of_text(key.rule, text) == key {
                    text.clone_into(&mut found);
                }
            });
        }
        found
    }
}

/// A piece of a text, from one byte to another.
#[derive(Clone, Copy, Debug)]
struct Piece {
    of: Symbol,
    start: usize,
    end: usize,
}

impl Piece {
    fn text<'r>(&self, records: &'r Records) -> &'r str {
        records.symbols.text(self.of).get(self.start..self.end).unwrap_or_default()
    }
}

/// Whether a text says enough by itself.
fn is_long(text: &str) -> bool {
    text.len() > LONG || text.chars().nth(SHORTEST - 1).is_some()
}

/// The values of a row that are keys as they are.
fn values<'r>(rule: &'r CompiledRule, records: &'r Records, row: Row) -> impl Iterator<Item = Symbol> + 'r {
    let values = parts(records, row, &rule.first.fields, rule.first.part);
    let symbols = &records.symbols;
    values.filter(|value| symbols.length(*value) > LONG || is_long(symbols.text(*value)))
}

/// What the keys of a rule are made of, in room that is used again for the next rule.
struct Room {
    pieces: Vec<Piece>,
    /// Where the pieces of each key of the rule end.
    ends: Vec<usize>,
    text: String,
}

impl Room {
    fn new() -> Self {
        let (pieces, ends) = (Vec::with_capacity(USUAL_KEYS), Vec::with_capacity(USUAL_VALUES));
        Self { pieces, ends, text: String::with_capacity(USUAL_LENGTH) }
    }
}

/// The keys that are texts of their own: pieces of a value, or several values together, each of the first with each of
/// the others.
fn texts(rule: &CompiledRule, records: &Records, row: Row, room: &mut Room, add: &mut dyn FnMut(&str)) {
    let Room { pieces, ends, text } = room;
    pieces.clear();
    ends.clear();
    let is_composed = !rule.and.is_empty();
    let others = rule.and.iter().map(|key| (key, false));
    for (key, words) in std::iter::once((&rule.first, rule.words)).chain(others) {
        let first = pieces.len();
        add_pieces(key, words, is_composed, records, row, pieces);
        pieces.truncate(first + KEYS_A_RULE);
        if pieces.len() == first {
            return;
        }
        ends.push(pieces.len());
    }
    if !is_composed {
        return pieces.iter().map(|piece| piece.text(records)).filter(|text| is_long(text)).for_each(add);
    }
    let starts = std::iter::once(&0).chain(ends.iter());
    let lists = starts.zip(ends.iter()).map(|(start, end)| pieces.get(*start..*end).unwrap_or_default());
    let all: usize = lists.clone().fold(1, |all, list| list.len().saturating_mul(all));
    for number in 0..all.min(KEYS_A_RULE) {
        let mut rest = all;
        text.clear();
        for (place, list) in lists.clone().enumerate() {
            rest /= list.len();
            text.push_str(if place > 0 { "\u{1f}" } else { "" });
            text.push_str(list.get(number / rest % list.len()).map_or("", |piece| piece.text(records)));
        }
        add(text);
    }
}

/// Adds what a key takes of each usable value.
fn add_pieces(
    key: &CompiledKey,
    words: bool,
    is_composed: bool,
    records: &Records,
    row: Row,
    pieces: &mut Vec<Piece>,
) {
    for of in parts(records, row, &key.fields, key.part).take(KEYS_A_RULE) {
        let text = records.symbols.text(of);
        match key.chars {
            Some(chars) => {
                pieces.extend(cut(text, chars, is_composed).map(|(start, end)| Piece { of, start, end }))
            }
            None if words => {
                pieces.extend(words_of(text, is_composed).map(|(start, end)| Piece { of, start, end }))
            }
            None => pieces.push(Piece { of, start: 0, end: text.len() }),
        }
    }
}

/// The part of every usable value in the fields of a row.
pub(super) fn parts<'r>(
    records: &'r Records,
    row: Row,
    fields: &'r [FieldId],
    part: Part,
) -> impl Iterator<Item = Symbol> + 'r {
    // Most fields of most records are empty.
    let cells =
        fields.iter().map(move |field| records.cell(row, *field)).filter(|cell| *cell != CellId::EMPTY);
    let values = cells.flat_map(move |cell| records.values(cell));
    values.filter_map(move |value| value.part(part, &records.symbols).present())
}

/// The first characters of a text, or the last ones. A text that is no longer than that is a key only within a composed
/// one: by itself it is what the whole text is.
fn cut(text: &str, chars: i8, is_composed: bool) -> Option<(usize, usize)> {
    let keep = usize::from(chars.unsigned_abs());
    let at = if chars >= 0 {
        text.char_indices().nth(keep).map(|(end, _)| (0, end))
    } else {
        let is_longer = text.chars().nth(keep).is_some();
        let start = keep.checked_sub(1).and_then(|last| text.char_indices().rev().nth(last));
        start.filter(|_| is_longer).map(|(start, _)| (start, text.len()))
    };
    at.or_else(|| is_composed.then_some((0, text.len())))
}

/// The words of a text. One word alone is what the whole text is.
fn words_of(text: &str, is_composed: bool) -> impl Iterator<Item = (usize, usize)> + '_ {
    let several = is_composed || text.contains(' ');
    let mut start = 0;
    let words = text.split(' ').map(move |word| {
        let place = (start, start + word.len());
        start = place.1 + 1;
        place
    });
    words.filter(move |(start, end)| several && start < end).take(KEYS_A_RULE)
}
