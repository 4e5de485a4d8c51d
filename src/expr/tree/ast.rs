//! The condition as a tree: what all surface forms are read into.

use super::number::Number;
use crate::schema::ruleset::{Period, Unit};

/// A condition on a customer.
///
/// It is true, false or unknown: a test of something that is not known is unknown, and so is what depends on it
/// (Kleene's three-valued logic). Only what is true counts.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Every part holds; true when there are no parts.
    All(Vec<Condition>),
    /// At least one part holds; false when there are no parts.
    Any(Vec<Condition>),
    /// The part does not hold.
    Not(Box<Condition>),
    /// At least so many of the parts hold.
    AtLeast(u32, Vec<Condition>),
    /// A test of a field of the golden record or, inside an event condition, of a property of the event.
    Field(FieldTest),
    /// A test of the events of certain types.
    Event(Box<EventTest>),
    /// Events that followed one another.
    Sequence(Box<SequenceTest>),
    /// A test of the customer's contacts.
    Contacts(Box<ContactsTest>),
    /// The customer bears the tag.
    Tag(String),
    /// The customer is in the segment.
    Segment(String),
    /// The customer is in the lifecycle stage.
    Stage(String),
    /// A test of a score.
    Score(ScoreTest),
}

/// A test of a field's value.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldTest {
    /// The field or property.
    pub field: String,
    /// How it is tested.
    pub op: Op,
    /// Against what.
    pub value: Literal,
    /// The outcome when the field has no value; unknown unless given.
    pub default: Option<bool>,
}

/// A test of the events of one or more types.
#[derive(Clone, Debug, PartialEq)]
pub struct EventTest {
    /// The types; all of them when empty.
    pub events: Vec<String>,
    /// Which of the events count, by their properties.
    pub filter: Option<Condition>,
    /// When they must have happened.
    pub window: Window,
    /// What about them is tested.
    pub measure: Measure,
    /// The outcome when the aggregate has no value; unknown unless given.
    pub default: Option<bool>,
}

/// A test whether events followed one another, each later than the one before.
#[derive(Clone, Debug, PartialEq)]
pub struct SequenceTest {
    /// What happened, first to last.
    pub steps: Vec<Step>,
    /// When all of it must have happened.
    pub window: Window,
}

/// One of the events that followed one another.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The types; all of them when empty.
    pub events: Vec<String>,
    /// Which of the events count, by their properties.
    pub filter: Option<Condition>,
    /// How long after the step before it may be at most.
    pub gap: Option<Period>,
    /// What it has in common with the step before, or not.
    pub bond: Option<Bond>,
}

/// How a property of a step compares with that of the step before.
#[derive(Clone, Debug, PartialEq)]
pub struct Bond {
    /// Whether both have the same value; else each has another. Without a value there is neither.
    pub same: bool,
    /// The property.
    pub property: String,
}

impl Bond {
    /// Its key, and word.
    pub(in crate::expr) fn name(&self) -> &'static str {
        if self.same { "same" } else { "other" }
    }
}

/// A test of the people at a customer.
#[derive(Clone, Debug, PartialEq)]
pub struct ContactsTest {
    /// Of how many of them the condition must hold.
    pub quantifier: Quantifier,
    /// A condition on what is known of one of them.
    pub condition: Condition,
}

/// Of how many contacts a condition must hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Quantifier {
    /// Of one at least.
    Any,
    /// Of each; also where there are none.
    All,
    /// Of not a single one.
    None,
    /// Of so many as pass a test.
    Count {
        /// How the number is tested.
        op: Op,
        /// Against what.
        value: Literal,
    },
}

impl Quantifier {
    /// Its key, and word.
    pub(in crate::expr) fn name(&self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::All => "all",
            Self::None => "none",
            Self::Count { .. } => "count",
        }
    }
}

/// When events count.
#[derive(Clone, Debug, PartialEq)]
pub enum Window {
    /// Whenever they happened, up to now.
    Ever,
    /// Not longer ago than that.
    Within(Period),
    /// Longer ago than the second, and not longer ago than the first where there is one.
    Before(Option<Period>, Period),
    /// Since the customer entered that stage last, or the one in which it is.
    Since(Option<String>),
    /// From the start of one day or instant to the end of another; either may be open.
    Between(Option<String>, Option<String>),
}

/// What is tested about the events that count.
#[derive(Clone, Debug, PartialEq)]
pub enum Measure {
    /// How many there are; absence is a count of zero.
    Count {
        /// How it is tested.
        op: Op,
        /// Against what.
        value: Literal,
    },
    /// An aggregate of their times or of one property.
    Aggregate {
        /// Which aggregate.
        function: Function,
        /// The property; none for those of time.
        field: Option<String>,
        /// How it is tested.
        op: Op,
        /// Against what.
        value: Literal,
    },
    /// Whether there are some in each of so many units of the calendar in a row.
    Streak {
        /// Day, week or month.
        unit: Unit,
        /// How many in a row.
        length: u32,
    },
    /// Whether the first one ever happened not longer ago than that.
    FirstTime(Period),
    /// Whether there are some not longer ago than `active`, but none not longer ago than `silent`.
    Stopped {
        /// How long it has been quiet.
        silent: Period,
        /// How far back to look for activity; longer than that.
        active: Period,
    },
    /// Whether there are some not longer ago than `active`, after none since `silent`, after some.
    Restarted {
        /// How long activity has been back at most.
        active: Period,
        /// Since when it was quiet before; longer than that.
        silent: Period,
    },
    /// Whether the number of events passes a test in enough of the last periods.
    Regularly {
        /// One period.
        every: Period,
        /// In how many of them at least.
        min: u32,
        /// Of how many.
        of: u32,
        /// How the number is tested.
        op: Op,
        /// Against what.
        value: Literal,
    },
}

/// A test of a score.
#[derive(Clone, Debug, PartialEq)]
pub enum ScoreTest {
    /// By its number.
    Value {
        /// The score.
        score: String,
        /// How it is tested.
        op: Op,
        /// Against what.
        value: Literal,
    },
    /// By its bucket, or the class of an RFM score.
    Bucket {
        /// The score.
        score: String,
        /// The bucket.
        bucket: String,
    },
}

/// A value as written in a condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// Nothing was given.
    None,
    /// True or false.
    Flag(bool),
    /// A number.
    Number(Number),
    /// A text, which may stand for a date.
    Text(String),
    /// Several values.
    List(Vec<Literal>),
}

/// Declares an enum of names that documents use, with its list.
macro_rules! named {
    ($(#[$outer:meta])* $name:ident { $($(#[$inner:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[$inner])* $variant,)* }

        impl $name {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The name used in documents.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }

            /// The one of that name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.name() == name)
            }
        }
    };
}

named! {
    /// How a value is tested.
    Op {
        /// The same value; for a list, one of its values.
        Equals = "equals",
        /// Another value; for a list, none of its values.
        NotEquals = "not_equals",
        /// One of several values.
        In = "in",
        /// None of several values.
        NotIn = "not_in",
        /// The text contains this; a list contains this value.
        Contains = "contains",
        /// The text contains one of these words.
        ContainsAny = "contains_any",
        /// The text starts with this.
        StartsWith = "starts_with",
        /// The text ends with this.
        EndsWith = "ends_with",
        /// The text is read so, as one types it: syllables in full or only begun.
        Pinyin = "pinyin",
        /// Less, or earlier.
        Lt = "lt",
        /// Less or equal, or not later.
        Lte = "lte",
        /// More, or later.
        Gt = "gt",
        /// More or equal, or not earlier.
        Gte = "gte",
        /// From one value to another, both included.
        Between = "between",
        /// There is a value.
        Exists = "exists",
        /// There is no value.
        Missing = "missing",
        /// Earlier than the day or instant.
        Before = "before",
        /// Later than the day or instant.
        After = "after",
        /// Today or on one of so many days to come.
        WithinNextDays = "within_next_days",
        /// Today or on one of so many days past.
        WithinLastDays = "within_last_days",
        /// More days ago than that.
        OlderThanDays = "older_than_days",
        /// The day returns, a year or some years later, today or on one of so many days to come.
        Anniversary = "anniversary",
    }
}

named! {
    /// An aggregate of events; the names are those of Segment's computed traits.
    Function {
        /// How many.
        Count = "count",
        /// The sum of a property; zero without events.
        Sum = "sum",
        /// The mean of a property.
        Avg = "avg",
        /// The least value of a property.
        Min = "min",
        /// The largest value of a property.
        Max = "max",
        /// The property of the first event that has it.
        First = "first",
        /// The property of the last event that has it.
        Last = "last",
        /// The commonest value of a property; of several, the one seen last.
        MostFrequent = "most_frequent",
        /// How many different values a property has.
        Distinct = "distinct",
        /// Whole days of 24 hours since the first event.
        DaysSinceFirst = "days_since_first",
        /// Whole days of 24 hours since the last event.
        DaysSinceLast = "days_since_last",
    }
}

impl Function {
    /// Whether it is about a property rather than about the events themselves.
    pub fn needs_field(self) -> bool {
        !matches!(self, Self::Count | Self::DaysSinceFirst | Self::DaysSinceLast)
    }
}
