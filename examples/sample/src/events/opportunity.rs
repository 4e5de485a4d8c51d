//! What sales people note of the deals that they quote for: opportunities, won, lost or still open.

use super::{EventPlan, Kind};
use crate::calendar::DAY;
use crate::rates;
use crate::rng::{Rng, Stream};
use crate::world::World;

/// Days after which an opportunity that led to nothing is given up, at the latest.
const PATIENCE: i32 = 120;

/// Writes down the opportunities behind a company's quotes, which are among the events from `from` on.
pub(super) fn follow(world: &World, company: u32, from: usize, events: &mut Vec<EventPlan>) {
    let told = events.len();
    let mut ordinal = (told - from) as u16;
    for at in from..told {
        let quote = events[at];
        let mut rng = Rng::new(world.seed, Stream::Opportunity, company, u32::from(quote.ordinal));
        if quote.kind != Kind::Quote || !rng.chance(rates::OPPORTUNITY) {
            continue;
        }
        let order =
            events[from..told].iter().find(|event| event.ordinal == quote.root && event.kind == Kind::Order);
        let noted = (quote.minute - rng.between(0, 14) * DAY, Kind::Opportunity);
        let ended =
            order.map(|order| (order.minute, Kind::Won)).or_else(|| given_up(&mut rng, &quote, world));
        for (minute, kind) in [Some(noted), ended].into_iter().flatten() {
            let root = quote.root;
            events.push(EventPlan { arrived: minute, minute, ordinal, root, kind, ..quote });
            ordinal = ordinal.saturating_add(1);
        }
    }
}

/// When a quote without an order was given up, if that was before the reference day.
fn given_up(rng: &mut Rng, quote: &EventPlan, world: &World) -> Option<(i32, Kind)> {
    let minute = quote.minute + rng.between(PATIENCE / 4, PATIENCE) * DAY;
    (minute < (world.as_of - 1) * DAY).then_some((minute, Kind::Lost))
}
