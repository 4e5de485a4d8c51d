//! CSV and NDJSON in and out.

mod csv_reader;
mod csv_writer;
mod ndjson;
mod reject;
mod title;

pub use csv_reader::{CsvReader, CsvRow};
pub use csv_writer::CsvWriter;
pub use ndjson::NdjsonReader;
pub use reject::Reject;
