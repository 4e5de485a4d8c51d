//! Many values of one kind in one call: a list in, columns out.
//!
//! A call with a short text costs about as much as it takes to normalize it, so texts cross joined into one, with their
//! lengths in UTF-16 units, which is how JavaScript cuts its strings.

use js_sys::{Array, Uint8Array, Uint32Array};
use serde::Serialize;
use wasm_bindgen::prelude::*;

use super::convert::Answer;
use super::options::Settings;
use crate::json;
use crate::normalize::{Normalized, normalize};
use crate::reason::Reason;

/// Stands for a length where the text is that of the value, or of the input where that is the value.
const SAME: u32 = u32::MAX;
/// Stands for a length where there is no text.
const ABSENT: u32 = u32::MAX - 1;

/// The texts of a column, one after the other.
#[derive(Default)]
struct Column {
    text: String,
    lengths: Vec<u32>,
}

/// What is said of a value that is not simply valid, or not alone in its cell.
#[derive(Serialize)]
struct Note<'a> {
    row: usize,
    reasons: &'a [Reason],
    also: &'a [Normalized],
}

/// The canonical forms of many values. `text` holds them with a line feed after each, `lengths` their lengths.
///
/// The answer is a list: a text and its lengths for the values, for what to show, and for each part asked for; then the
/// states as bytes, in the order of [`Status`](crate::normalize::Status); then notes as JSON.
#[wasm_bindgen(js_name = normalizeMany)]
pub fn normalize_many(how: &str, text: &str, lengths: &[u32]) -> Answer {
    let Settings { kind, context, .. } = Settings::of(how)?;
    let parts = context.parts.as_deref().unwrap_or_default();
    let mut columns: Vec<Column> = (0..parts.len().saturating_add(2)).map(|_| Column::default()).collect();
    let mut states = Vec::with_capacity(lengths.len());
    let mut notes = String::new();
    let mut rest = text;
    for (row, length) in lengths.iter().enumerate() {
        let (input, after) = cut(rest, *length);
        rest = after.strip_prefix('\n').unwrap_or(after);
        let answer = normalize(kind, input, &context);
        states.push(answer.status as u8);
        fill(&mut columns, parts, &answer);
        note(&mut notes, row, &answer);
    }
    Ok(list(&columns, &states, &notes))
}

/// The first `units` UTF-16 units of a text, and the rest.
fn cut(text: &str, units: u32) -> (&str, &str) {
    let units = units as usize;
    let is_plain = text.as_bytes().get(..units).is_some_and(<[u8]>::is_ascii);
    let end = if is_plain { units } else { place_of(text, units) };
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn place_of(text: &str, units: usize) -> usize {
    let mut passed = 0_usize;
    for (at, c) in text.char_indices() {
        if passed >= units {
            return at;
        }
        passed = passed.saturating_add(c.len_utf16());
    }
    text.len()
}

fn fill(columns: &mut [Column], parts: &[String], answer: &Normalized) {
    let (input, value) = (answer.input.as_str(), answer.value.as_deref());
    let like = value.unwrap_or(input);
    let others = parts.iter().map(|name| (answer.part(name), like));
    let texts = [(value, input), (Some(answer.display.as_str()), like)].into_iter().chain(others);
    for (column, (text, like)) in columns.iter_mut().zip(texts) {
        column.push(text, like);
    }
}

impl Column {
    fn push(&mut self, text: Option<&str>, like: &str) {
        self.lengths.push(match text {
            None => ABSENT,
            Some(text) if text == like => SAME,
            Some(text) => {
                self.text.push_str(text);
                if text.is_ascii() { text.len() as u32 } else { text.encode_utf16().count() as u32 }
            }
        });
    }
}

/// Adds what is to be said of a row, if anything.
fn note(notes: &mut String, row: usize, answer: &Normalized) {
    if answer.reasons.is_empty() && answer.also.is_empty() {
        return;
    }
    let note = Note { row, reasons: &answer.reasons, also: &answer.also };
    notes.push_str(if notes.is_empty() { "" } else { "," });
    notes.push_str(&json::to_text(&note));
}

fn list(columns: &[Column], states: &[u8], notes: &str) -> JsValue {
    let list = Array::new();
    for column in columns {
        list.push(&column.text.as_str().into());
        list.push(&Uint32Array::from(column.lengths.as_slice()));
    }
    list.push(&Uint8Array::from(states));
    list.push(&["[", notes, "]"].concat().into());
    list.into()
}
