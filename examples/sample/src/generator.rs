//! The three files, chunk by chunk.

use crate::calendar::day_number;
use crate::events::{self, EventPlan};
use crate::rates;
use crate::rng::{Rng, Stream};
use crate::sheet::{self, HEADERS};
use crate::sources::{self, TRUTH_HEADERS};
use crate::world::World;

/// What to make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// How many companies there are; about three records and eight events come of each.
    pub companies: u32,
    /// Another seed, another set.
    pub seed: u64,
    /// The reference day (year, month, day), by the calendar of +08:00: nothing is younger.
    pub as_of: (i32, u8, u8),
}

impl Options {
    /// The largest number of companies that is made; a greater one is cut down to it.
    pub const MOST_COMPANIES: u32 = 2_000_000;
}

impl Default for Options {
    fn default() -> Self {
        Self { companies: 1_000, seed: 1, as_of: (2026, 6, 30) }
    }
}

/// One of the three files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum File {
    /// `customers.csv`
    Customers,
    /// `events.csv`
    Events,
    /// `truth.csv`
    Truth,
}

impl File {
    /// All files, in the order of their numbers in the wasm build.
    pub const ALL: [Self; 3] = [Self::Customers, Self::Events, Self::Truth];

    /// The name of the file.
    pub fn name(self) -> &'static str {
        ["customers.csv", "events.csv", "truth.csv"][self as usize]
    }
}

/// Takes the chunks of the files; those of one file come in order, those of different files take turns.
pub trait Sink {
    /// Why a chunk could not be taken.
    type Error;

    /// Takes the next chunk of a file, which is always whole lines.
    fn write(&mut self, file: File, chunk: &[u8]) -> Result<(), Self::Error>;
}

/// Makes the whole set.
///
/// ```
/// use kehu_sample::{File, Options, Sink, generate};
/// struct Lines(usize);
/// impl Sink for Lines {
///     type Error = std::convert::Infallible;
///     fn write(&mut self, file: File, chunk: &[u8]) -> Result<(), Self::Error> {
///         if file == File::Truth {
///             self.0 += chunk.iter().filter(|&&byte| byte == b'\n').count();
///         }
///         Ok(())
///     }
/// }
/// let mut lines = Lines(0);
/// generate(Options { companies: 20, ..Options::default() }, &mut lines).unwrap();
/// assert!(lines.0 > 20);
/// ```
pub fn generate<S: Sink>(options: Options, sink: &mut S) -> Result<(), S::Error> {
    let mut generator = Generator::new(options);
    while let Some((file, chunk)) = generator.next_chunk() {
        sink.write(file, chunk)?;
    }
    Ok(())
}

/// Makes the set a chunk at a time.
#[derive(Debug)]
pub struct Generator {
    world: World,
    events: Vec<EventPlan>,
    next_record: usize,
    next_event: usize,
    customers: Vec<u8>,
    truth: Vec<u8>,
    /// What `customers` held was handed out; what `truth` holds is next.
    truth_due: bool,
}

/// Rows in a chunk.
const CHUNK: usize = 512;

impl Generator {
    /// Draws the plan.
    pub fn new(options: Options) -> Self {
        let (year, month, day) = options.as_of;
        let year = year.clamp(2000, 2100);
        let as_of = day_number(year, month.clamp(1, 12), day.clamp(1, 31));
        let world = World::new(options.companies.min(Options::MOST_COMPANIES), options.seed, as_of);
        let events = events::draw(&world);
        let (mut customers, mut truth) = (Vec::new(), Vec::new());
        sheet::write_line(&mut customers, HEADERS);
        sheet::write_line(&mut truth, TRUTH_HEADERS);
        Self { world, events, next_record: 0, next_event: 0, customers, truth, truth_due: false }
    }

    /// The next chunk and the file it belongs to; none when all is made.
    pub fn next_chunk(&mut self) -> Option<(File, &[u8])> {
        if self.truth_due {
            self.truth_due = false;
            return Some((File::Truth, &self.truth));
        }
        if self.next_record < self.world.ledger.records.len() {
            self.records();
            self.truth_due = true;
            return Some((File::Customers, &self.customers));
        }
        if self.next_event < self.events.len() {
            self.customers.clear();
            self.some_events();
            return Some((File::Events, &self.customers));
        }
        None
    }

    /// How many rows are made, and of how many.
    pub fn progress(&self) -> (usize, usize) {
        (self.next_record + self.next_event, self.world.ledger.records.len() + self.events.len())
    }

    fn records(&mut self) {
        if self.next_record > 0 {
            self.customers.clear();
            self.truth.clear();
        }
        let end = (self.next_record + CHUNK).min(self.world.ledger.records.len());
        for position in self.next_record as u32..end as u32 {
            self.record(position);
        }
        self.next_record = end;
    }

    fn record(&mut self, position: u32) {
        let record = sources::record(&self.world, position);
        let repeated = Rng::new(self.world.seed, Stream::Stray, position, 1).chance(rates::REPEATED_LINE);
        for _ in 0..=u32::from(repeated) {
            sheet::write_line(&mut self.customers, record.row.cells());
        }
        sheet::write_line(&mut self.truth, record.truth.iter().map(String::as_str));
    }

    fn some_events(&mut self) {
        if self.next_event == 0 {
            sheet::write_line(&mut self.customers, events::HEADERS);
        }
        let end = (self.next_event + CHUNK).min(self.events.len());
        for event in &self.events[self.next_event..end] {
            events::write(&self.world, event, &mut self.customers);
        }
        self.next_event = end;
    }
}
