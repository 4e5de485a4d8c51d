//! The one condition language: who is meant, said as data.
//!
//! A condition is read from JSON ([`parse`]), checked and compiled against the known names ([`compile`]), and then
//! asked of any number of customers ([`Plan`]). What it asks of a customer it asks through one trait, [`Subject`], so a
//! condition may speak of a tag, a segment or a stage although those are built on conditions.
//!
//! Every answer tells how long it stands ([`Answer::change`]): `now` is an argument, and nothing needs to be asked again
//! before that instant unless the customer's data changes.

mod ast;
mod contacts;
mod days;
mod explain;
mod figures;
mod habit;
mod import;
mod json;
mod measure;
mod memo;
mod nearest;
mod number;
mod operand;
mod parse;
mod parse_contacts;
mod parse_event;
mod parse_sequence;
mod pinyin;
mod plan;
mod print;
mod sequence;
mod share;
mod sweep;
mod test;
mod typed;
mod types;
mod value;
mod vocabulary;
mod window;
mod write;

pub use ast::{
    Bond, Condition, ContactsTest, EventTest, FieldTest, Function, Literal, Measure, Op, Quantifier,
    ScoreTest, SequenceTest, Step, Window,
};
pub use contacts::ContactFact;
pub use figures::{Figure, NamedFigure, figures};
pub use import::query::to_query;
pub use json::JsonSubject;
pub use memo::Memo;
pub use number::Number;
pub use parse::parse;
pub use plan::{Mark, Plan, Verdict};
pub use print::print;
pub use sweep::{Need, Panel, Swept, Times};
pub use typed::{parse_text, to_text};
pub use types::compile;
pub use value::{Answer, Given, NEVER, ScoreValue, Subject, Truth, Value};
pub use vocabulary::{
    EventId, FieldId, PropertyId, ScoreId, SegmentId, StageId, TagId, ValueType, Vocabulary,
};
pub use write::to_json;

pub(crate) use measure::text_of;
pub(crate) use plan::or_default;
pub(crate) use share::share;
pub(crate) use types::{compile_for, compile_for_record};
pub(crate) use window::{MS_PER_DAY, Span, end_of};
