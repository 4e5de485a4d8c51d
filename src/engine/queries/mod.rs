//! What do callers ask for, and what are they shown?

mod conditions;
mod customer_file;
mod customers;
mod export;
mod quality;
mod score_history;
mod segments;
mod shown;
mod viewer;
mod views;

pub use conditions::ConditionForms;
pub use customer_file::CustomerFile;
pub use customers::{CustomerQuery, CustomerView, TimelineQuery};
pub use export::{Page, rejects_csv};
pub use quality::QualityOptions;
pub use score_history::{PastScore, ScoreHistoryQuery};
pub use segments::SegmentQuery;
pub use views::{
    ActionView, ContactView, Customer, CustomerPage, CustomerSummary, CustomerType, Elsewhere, EntityList,
    EntityView, EventSummary, ForecastView, Gap, IdentifierView, MoneyView, Named, PowerView, QualityView,
    RecordView, RelationView, ReportsTo, RoleCount, ScoreView, SegmentAnswer, SegmentCount, StageView,
    StanceCount, StayView, TagCount, TagView, TimelineEntry,
};

pub(super) use viewer::{NAMES, Viewer, either};
