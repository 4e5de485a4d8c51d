//! The one condition language: who is meant, said as data.
//!
//! A condition is read from JSON ([`parse`]), checked and compiled against the known names ([`compile`]), and then
//! asked of any number of customers ([`Plan`]). What it asks of a customer it asks through one trait, [`Subject`], so a
//! condition may speak of a tag, a segment or a stage although those are built on conditions.
//!
//! Every answer tells how long it stands ([`Answer::change`]): `now` is an argument, and nothing needs to be asked again
//! before that instant unless the customer's data changes.
//!
//! Its folders build on each other in this order: `tree` (what a condition says), `names` (what it may speak of), `subject`
//! (what it asks of a customer), `forms` (how it is written), `answer` (how a plan is answered, until when, and why),
//! `compile` (how a condition becomes a plan), `sweep` (a plan asked of all customers at once).

mod answer;
mod compile;
mod forms;
mod json;
mod names;
mod subject;
mod sweep;
mod tree;

pub use answer::plan::{Mark, Plan, Verdict};
pub use compile::types::compile;
pub use forms::import::query::to_query;
pub use forms::json::parse::parse;
pub use forms::json::write::to_json;
pub use forms::print::print;
pub use forms::typed::{parse_text, to_text};
pub use json::JsonSubject;
pub use names::figures::{Figure, NamedFigure, figures};
pub use names::people::ContactFact;
pub use names::vocabulary::{
    EventId, FieldId, PropertyId, ScoreId, SegmentId, StageId, TagId, ValueType, Vocabulary,
};
pub use subject::value::{Answer, Given, NEVER, ScoreValue, Subject, Truth, Value};
pub use sweep::{Memo, Need, Panel, Swept, Times};
pub use tree::ast::{
    Bond, Condition, ContactsTest, EventTest, FieldTest, Function, Literal, Measure, Op, Quantifier,
    ScoreTest, SequenceTest, Step, Window,
};
pub use tree::number::Number;

pub(crate) use answer::measure::text_of;
pub(crate) use answer::plan::or_default;
pub(crate) use answer::window::{MS_PER_DAY, Span, end_of};
pub(crate) use compile::share::share;
pub(crate) use compile::types::{compile_for, compile_for_record};
