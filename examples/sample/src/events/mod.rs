//! Two years of orders, visits, complaints and clicks, in the order in which they reached the file.

mod opportunity;
mod story;
mod writing;

pub(crate) use writing::{HEADERS, write};

use crate::calendar::DAY;
use crate::rates;
use crate::rng::{Rng, Stream};
use crate::world::World;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Order,
    Contract,
    Payment,
    Quote,
    Visit,
    Ticket,
    PageView,
    Download,
    Trial,
    Expo,
    LiveStream,
    EmailOpen,
    /// An opportunity is noted, or gone on with.
    Opportunity,
    Won,
    Lost,
}

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        const NAMES: [&str; 15] = [
            "order",
            "contract",
            "payment",
            "quote",
            "visit",
            "ticket",
            "page_view",
            "download",
            "trial",
            "expo",
            "live_stream",
            "email_open",
            "opportunity",
            "opportunity",
            "opportunity",
        ];
        NAMES[self as usize]
    }
}

/// One event to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct EventPlan {
    /// The minute it reached the file.
    pub(crate) arrived: i32,
    /// The minute it happened.
    pub(crate) minute: i32,
    pub(crate) company: u32,
    /// Tells the events of a company apart.
    pub(crate) ordinal: u16,
    /// The event that it follows from, as a payment follows from an order; itself otherwise.
    pub(crate) root: u16,
    pub(crate) kind: Kind,
    /// Of nobody in the file.
    pub(crate) stray: bool,
    /// A complaint, or a contract that ends soon.
    pub(crate) pressing: bool,
}

/// All events, sorted by arrival.
pub(crate) fn draw(world: &World) -> Vec<EventPlan> {
    let companies = world.plan.entries.len() as u32;
    let mut events = Vec::new();
    for company in 0..companies {
        let from = events.len();
        story::tell(world, company, &mut events);
        opportunity::follow(world, company, from, &mut events);
        deliver(world, company, from, &mut events);
    }
    events.sort_unstable();
    events
}

/// Lets a few of a company's events come late, twice, or from nobody known.
fn deliver(world: &World, company: u32, from: usize, events: &mut Vec<EventPlan>) {
    let mut rng = Rng::new(world.seed, Stream::Stray, company, 0);
    for at in from..events.len() {
        let mut event = events[at];
        if rng.chance(rates::LATE_EVENT) {
            event.arrived = event.minute + rng.between(DAY / 4, 9 * DAY);
        }
        event.stray = rng.chance(rates::STRAY_EVENT);
        events[at] = event;
        if rng.chance(rates::REPEATED_EVENT) {
            events.push(EventPlan { arrived: event.arrived + rng.between(1, 2 * DAY), ..event });
        }
    }
}
