//! What should be done, who got what, and what came of it?

mod assign;
mod due;
mod handed_out;
mod hearing;
mod homes;
mod journeys;
mod rehearse;
mod results;

pub use assign::{AgentLoad, Assigned, AssignmentPage, Proposal, Unassigned};
pub use due::{Acknowledged, ActionPage, ControlView, HeldPage};
pub use handed_out::{HandedOut, HandedOutPage, HandedOutQuery, OutcomeView};
pub use hearing::CrossingView;
pub use journeys::{Advance, JourneyCount, JourneyStepCount, JourneyView};
pub use rehearse::{HeldCount, HeldView, Rehearsal};
pub use results::{Comparison, Report, ReportOutcome, ResultsQuery, RuleResults, VariantResults};

pub(super) use hearing::{Hearing, Word};
pub(super) use homes::Homes;
pub(super) use results::Reported;
