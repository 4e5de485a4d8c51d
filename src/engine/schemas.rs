//! JSON Schemas of everything that crosses the boundary, for build tools.

use schemars::Schema;
use schemars::generate::{SchemaGenerator, SchemaSettings};
use serde_json::Value;

use super::*;
use crate::matching::Evaluation;
use crate::normalize::Normalized;
use crate::quality::QualityReport;
use crate::schema::mapping::ColumnMapping;
use crate::schema::ruleset::Ruleset;

/// The JSON Schema of ruleset documents.
pub fn ruleset_schema() -> Value {
    SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Ruleset>().to_value()
}

/// Adds a type to the definitions of a schema.
type Define = fn(&mut SchemaGenerator) -> Schema;

macro_rules! types {
    ($($type:ty),* $(,)?) => { &[$(SchemaGenerator::subschema_for::<$type>),*] };
}

/// The types of the boundary, which define those that they hold as well.
const TYPES: &[Define] = types![
    Ruleset,
    Normalized,
    CleanResult,
    CheckResult,
    UpsertOutcome,
    Enrichment,
    TrackOutcome,
    Progress,
    ImportOptions,
    ImportReport,
    ColumnMapping,
    HeadQuery,
    Head,
    CustomerQuery,
    CustomerView,
    CustomerPage,
    Customer,
    PairQuery,
    ReviewPage,
    Explanation,
    TrainOutcome,
    Splits,
    HistoryQuery,
    HistoryPage,
    RefusalPage,
    Resolution,
    Erased,
    ForetellOutcome,
    SegmentCount,
    TagCount,
    LintFinding,
    ScoreHistoryQuery,
    PastScore,
    SegmentAnswer,
    FunnelQuery,
    Funnel,
    RfmQuery,
    RfmMatrix,
    Overlap,
    Profile,
    Cohorts,
    Attribution,
    Kpis,
    Associations,
    Recommendations,
    ClusterOutcome,
    ConditionForms,
    ActionPage,
    Rehearsal,
    HeldPage,
    Report,
    ReportOutcome,
    HandedOutQuery,
    HandedOutPage,
    ResultsQuery,
    RuleResults,
    Assigned,
    AssignmentPage,
    Advance,
    JourneyCount,
    QualityReport,
    QualityOptions,
    CleanReport,
    CleanerOptions,
    Evaluation,
    RulesetInfo,
    Edition,
    Options,
    Acknowledged,
    Page,
];

/// One JSON Schema whose definitions are the types of the boundary.
///
/// The TypeScript types of the npm package are made from it.
pub fn types_schema() -> Value {
    let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    for define in TYPES {
        define(&mut generator);
    }
    let definitions = generator.take_definitions(true);
    serde_json::json!({ "$schema": "https://json-schema.org/draft/2020-12/schema", "$defs": definitions })
}
