//! The engine's methods.

use js_sys::Uint8Array;
use serde_json::Value;
use wasm_bindgen::prelude::*;

use super::convert::{Answer, answer, js_error, to_js};
use super::input::{from_js, list_from_js, own_options, record_from_js, value_of};
use super::memory;
use crate::engine::{
    self, Acknowledged, Assigned, CustomerQuery, CustomerView, Enrichment, HandedOutQuery, HeadQuery,
    HistoryQuery, ImportOptions, Options, Page, PairQuery, QualityOptions, RelationOptions, Report,
    ResultsQuery, SegmentQuery, TagOptions,
};
use crate::error::Result;
use crate::identity::Verdict;
use crate::json::{self, read_object};
use crate::messages::Language;
use crate::privacy::Access;
use crate::schema::ruleset::Ruleset;

/// One customer base.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Engine(pub(super) engine::Engine);

/// The options of most methods.
#[derive(Default)]
struct Call {
    now: String,
    source: String,
    actor: String,
    reason: String,
    customer: Option<String>,
    rule: Option<String>,
    offset: usize,
    limit: Option<usize>,
    language: Option<Language>,
    required: Vec<String>,
    access: Access,
}

read_object! {
    Call, Call::default(),
    must {}
    may {
        "now": now, "source": source, "actor": actor, "reason": reason, "customer": customer, "rule": rule, "offset": offset, "limit": limit,
        "language": language, "required": required,
        "role": access.role, "purpose": access.purpose
    }
}

impl Call {
    /// Where the page begins, and how long it is.
    fn page(&self) -> (usize, usize) {
        (self.offset, self.limit.unwrap_or(usize::MAX))
    }
}

type Bytes = std::result::Result<Vec<u8>, JsValue>;
type Nothing = std::result::Result<(), JsValue>;

impl Engine {
    pub(super) fn language(&self) -> Language {
        self.0.language()
    }

    fn call(&self, options: JsValue) -> std::result::Result<Call, JsValue> {
        from_js(options, self.language())
    }

    pub(super) fn answer<T: serde::Serialize>(&self, result: Result<T>) -> Answer {
        memory::reserve();
        answer(result, self.language())
    }

    fn fail<T>(&self, result: Result<T>) -> std::result::Result<T, JsValue> {
        result.map_err(|error| js_error(&error, self.language()))
    }
}

#[wasm_bindgen]
impl Engine {
    /// An empty engine with a ruleset given as JSON text.
    #[wasm_bindgen(constructor)]
    pub fn new(ruleset: &str, options: JsValue) -> std::result::Result<Self, JsValue> {
        let options: Options = own_options(options)?;
        let engine = Ruleset::from_json(ruleset).and_then(|ruleset| engine::Engine::new(ruleset, options));
        engine.map(Self).map_err(|error| js_error(&error, options.language))
    }

    /// An engine as a snapshot holds it.
    pub fn restore(snapshot: &[u8], options: JsValue) -> std::result::Result<Self, JsValue> {
        let options: Options = own_options(options)?;
        engine::Engine::restore(snapshot, options)
            .map(Self)
            .map_err(|error| js_error(&error, options.language))
    }

    /// Which ruleset is in force.
    pub fn ruleset(&self) -> Answer {
        to_js(&self.0.ruleset_info())
    }

    /// How much the engine holds.
    pub fn edition(&self) -> Answer {
        self.answer(self.0.idle().map(|()| self.0.edition()))
    }

    /// The ruleset in force, whole, as JSON text.
    #[wasm_bindgen(js_name = rulesetDocument)]
    pub fn ruleset_document(&self) -> String {
        self.0.ruleset_document()
    }

    /// The matching model in force, as JSON text.
    pub fn model(&self) -> String {
        json::to_text(self.0.matching_model())
    }

    /// Learns the matching model from the records that are here, and matches them anew.
    pub fn train(&mut self) -> Answer {
        let result = self.0.train();
        self.answer(result)
    }

    /// Begins to learn the matching model step by step, as an import goes on.
    #[wasm_bindgen(js_name = beginTraining)]
    pub fn begin_training(&mut self) -> Answer {
        let result = self.0.begin_training();
        self.answer(result)
    }

    /// Fits the scores that foretell on the customers that are here.
    pub fn foretell(&mut self, options: JsValue) -> Answer {
        let call = self.call(options)?;
        let result = self.0.foretell(&call.now);
        self.answer(result)
    }

    /// The header and the first rows of a table.
    #[wasm_bindgen(js_name = readHead)]
    pub fn read_head(&self, start: &[u8], query: JsValue) -> Answer {
        let query: HeadQuery = from_js(query, self.language())?;
        self.answer(self.0.read_head(start, &query))
    }

    /// Suggests a field for each column.
    #[wasm_bindgen(js_name = suggestMapping)]
    pub fn suggest_mapping(&self, headers: Vec<String>, rows: JsValue) -> Answer {
        let rows: Vec<Vec<String>> = from_js(rows, self.language())?;
        to_js(&self.0.suggest_mapping(&headers, &rows))
    }

    /// Cleans a record without keeping it.
    pub fn clean(&self, record: &JsValue, options: JsValue) -> Answer {
        let call = self.call(options)?;
        let language = call.language.unwrap_or(self.language());
        let record = record_from_js(record, language)?;
        answer(self.0.clean_as(&record, &call.now, language, &call.required), language)
    }

    /// Compares a record with all customers without keeping it.
    pub fn check(&mut self, record: &JsValue, options: JsValue) -> Answer {
        let record = record_from_js(record, self.language())?;
        let call = self.call(options)?;
        let result = self.0.check(&record, call.limit.unwrap_or(5), &call.access);
        self.answer(result)
    }

    /// Adds records, all or none.
    pub fn upsert(&mut self, records: &JsValue, options: JsValue) -> Answer {
        let records = list_from_js(records, "records", self.language())?;
        let call = self.call(options)?;
        let result = self.0.upsert(&records, &call.source, &call.now);
        self.answer(result)
    }

    /// Adds what an outside source knows of a record's customer.
    pub fn enrich(&mut self, record: &str, known: &JsValue, options: JsValue) -> Answer {
        let call = self.call(options)?;
        let known = value_of(known).and_then(Enrichment::from_value).map_err(|error| error.under("known"));
        let result = known.and_then(|known| self.0.enrich(record, &known, &call.actor, &call.now));
        self.answer(result)
    }

    /// Adds events, all or none.
    pub fn track(&mut self, events: &JsValue, options: JsValue) -> Answer {
        let events = list_from_js(events, "events", self.language())?;
        let call = self.call(options)?;
        let result = self.0.track(&events, &call.now);
        self.answer(result)
    }

    /// Begins an import.
    #[wasm_bindgen(js_name = beginImport)]
    pub fn begin_import(&mut self, options: JsValue) -> Nothing {
        let options: ImportOptions = from_js(options, self.language())?;
        let result = self.0.begin_import(options);
        self.fail(result)
    }

    /// Takes the next bytes of the file.
    #[wasm_bindgen(js_name = pushImport)]
    pub fn push_import(&mut self, chunk: &[u8]) -> Answer {
        let result = self.0.push_import(chunk);
        self.answer(result)
    }

    /// Says that no more bytes come.
    #[wasm_bindgen(js_name = endImport)]
    pub fn end_import(&mut self) -> Answer {
        let result = self.0.end_import();
        self.answer(result)
    }

    /// Works on up to `budget` rows.
    #[wasm_bindgen(js_name = stepImport)]
    pub fn step_import(&mut self, budget: usize) -> Answer {
        let result = self.0.step_import(budget);
        self.answer(result)
    }

    /// Makes the import a part of the engine.
    #[wasm_bindgen(js_name = commitImport)]
    pub fn commit_import(&mut self) -> Answer {
        let result = self.0.commit_import();
        self.answer(result)
    }

    /// Abandons the import without a trace.
    #[wasm_bindgen(js_name = abortImport)]
    pub fn abort_import(&mut self) {
        self.0.abort_import();
    }

    /// The rows that the last import rejected, as CSV: `line,reason,raw`.
    pub fn rejects(&self) -> Vec<u8> {
        engine::rejects_csv(self.0.rejects())
    }

    /// A page of customers.
    pub fn customers(&mut self, query: JsValue) -> Answer {
        let language = self.language();
        let query: CustomerQuery = from_js(query, language)?;
        answer(self.0.customers(&query), language)
    }

    /// Everything known of a customer.
    pub fn customer(&mut self, id: &str, options: JsValue) -> Answer {
        let language = self.language();
        let wanted: CustomerView = from_js(options, language)?;
        answer(self.0.customer(id, &wanted), language)
    }

    /// Pairs that matched or nearly did.
    pub fn duplicates(&self, query: JsValue) -> Answer {
        let query: PairQuery = from_js(query, self.language())?;
        self.answer(self.0.duplicates(&query))
    }

    /// All segments with how many are in them.
    pub fn segments(&mut self, options: JsValue) -> Answer {
        let call = self.call(options)?;
        let result = self.0.segments(&call.now);
        self.answer(result)
    }

    /// All tags with how many bear them.
    pub fn tags(&mut self, options: JsValue) -> Answer {
        let call = self.call(options)?;
        let result = self.0.tags(&call.now);
        self.answer(result)
    }

    /// Who is in a segment or meets a condition.
    pub fn segment(&mut self, id_or_condition: JsValue, options: JsValue) -> Answer {
        let condition: Value = from_js(id_or_condition, self.language())?;
        let call = self.call(options)?;
        let query = SegmentQuery { now: call.now, offset: call.offset, limit: call.limit };
        let result = self.0.segment(&condition, query);
        self.answer(result)
    }

    /// A condition in all its forms.
    pub fn condition(&self, condition: JsValue) -> Answer {
        let condition: Value = from_js(condition, self.language())?;
        self.answer(self.0.condition(&condition))
    }

    /// What is due.
    pub fn actions(&mut self, options: JsValue) -> Answer {
        let call = self.call(options)?;
        let result = self.0.actions(&call.now, call.page(), &call.access);
        self.answer(result)
    }

    /// Notes that the host has taken actions over.
    pub fn acknowledge(&mut self, actions: JsValue, options: JsValue) -> Nothing {
        let actions: Vec<Acknowledged> = from_js(actions, self.language())?;
        let call = self.call(options)?;
        let result = self.0.acknowledge(&actions, &call.now);
        self.fail(result)
    }

    /// Takes note of what happened by time and otherwise.
    pub fn advance(&mut self, options: JsValue) -> Answer {
        let call = self.call(options)?;
        let result = self.0.advance(&call.now);
        self.answer(result)
    }

    /// Who stands where in each journey.
    pub fn journeys(&self) -> Answer {
        self.answer(self.0.journeys())
    }

    /// Proposes owners for customers that have none.
    pub fn assign(&mut self, options: JsValue) -> Answer {
        let call = self.call(options)?;
        let result = self.0.assign(&call.now, call.page(), &call.access);
        self.answer(result)
    }

    /// Gives customers owners.
    #[wasm_bindgen(js_name = acceptAssignments)]
    pub fn accept_assignments(&mut self, assigned: JsValue, options: JsValue) -> Answer {
        let assigned: Vec<Assigned> = from_js(assigned, self.language())?;
        let call = self.call(options)?;
        let result = self.0.accept_assignments(&assigned, &call.actor, &call.reason, &call.now);
        self.answer(result)
    }

    /// Notes what became of actions.
    pub fn report(&mut self, reports: JsValue, options: JsValue) -> Answer {
        let reports: Vec<Report> = from_js(reports, self.language())?;
        let call = self.call(options)?;
        let result = self.0.report(&reports, &call.now);
        self.answer(result)
    }

    /// What came of rules and their variants.
    pub fn results(&mut self, options: JsValue) -> Answer {
        let query: ResultsQuery = from_js(options, self.language())?;
        let result = self.0.results(&query);
        self.answer(result)
    }

    /// Actions that were taken over.
    #[wasm_bindgen(js_name = handedOut)]
    pub fn handed_out(&self, options: JsValue) -> Answer {
        let query: HandedOutQuery = from_js(options, self.language())?;
        self.answer(self.0.handed_out(&query))
    }

    /// What rules hold back.
    #[wasm_bindgen(js_name = heldBack)]
    pub fn held_back(&mut self, options: JsValue) -> Answer {
        let call = self.call(options)?;
        let result = self.0.held_back(call.rule.as_deref(), &call.now, call.page(), &call.access);
        self.answer(result)
    }

    /// What a rule would do today.
    pub fn rehearse(&mut self, rule_or_id: JsValue, options: JsValue) -> Answer {
        let rule: Value = from_js(rule_or_id, self.language())?;
        let call = self.call(options)?;
        let result = self.0.rehearse(&rule, &call.now, call.page(), &call.access);
        self.answer(result)
    }

    /// Why two records are or are not the same customer.
    pub fn explain(&self, a: &str, b: &str, options: JsValue) -> Answer {
        let call = self.call(options)?;
        self.answer(self.0.explain(a, b, &call.access))
    }

    /// Records a human decision on two records.
    pub fn decide(&mut self, a: &str, b: &str, verdict: JsValue, options: JsValue) -> Answer {
        let verdict: Option<Verdict> = from_js(verdict, self.language())?;
        let call = self.call(options)?;
        let verdict = verdict.unwrap_or(Verdict::Distinct);
        let result = self.0.decide(a, b, verdict, &call.actor, &call.reason, &call.now);
        self.answer(result)
    }

    /// Makes one customer of several.
    pub fn merge(&mut self, customers: Vec<String>, options: JsValue) -> Answer {
        let call = self.call(options)?;
        let result = self.0.merge(&customers, &call.actor, &call.reason, &call.now);
        self.answer(result)
    }

    /// Takes a record out of its customer.
    pub fn unmerge(&mut self, record: &str, options: JsValue) -> Answer {
        let call = self.call(options)?;
        let result = self.0.unmerge(record, &call.actor, &call.reason, &call.now);
        self.answer(result)
    }

    /// States how two customers are related.
    pub fn relate(&mut self, a: &str, b: &str, kind: &str, options: JsValue) -> Answer {
        let options: RelationOptions = from_js(options, self.language())?;
        let result = self.0.relate(a, b, kind, &options);
        self.answer(result)
    }

    /// Takes a stated relation back.
    pub fn unrelate(&mut self, a: &str, b: &str, kind: &str, options: JsValue) -> Nothing {
        let options: RelationOptions = from_js(options, self.language())?;
        let result = self.0.unrelate(a, b, kind, &options);
        self.fail(result)
    }

    /// Gives a customer a tag.
    pub fn tag(&mut self, customer: &str, tag: &str, options: JsValue) -> Answer {
        let options: TagOptions = from_js(options, self.language())?;
        let result = self.0.tag(customer, tag, &options);
        self.answer(result)
    }

    /// Takes a tag off a customer.
    pub fn untag(&mut self, customer: &str, tag: &str, options: JsValue) -> Answer {
        let options: TagOptions = from_js(options, self.language())?;
        let result = self.0.untag(customer, tag, &options);
        self.answer(result)
    }

    /// Takes an operation back.
    pub fn undo(&mut self, operation: &str, options: JsValue) -> Answer {
        let call = self.call(options)?;
        let result = self.0.undo(operation, &call.actor, &call.reason, &call.now);
        self.answer(result)
    }

    /// What people did.
    pub fn history(&self, query: JsValue) -> Answer {
        let query: HistoryQuery = from_js(query, self.language())?;
        self.answer(self.0.history(&query))
    }

    /// Fixes a golden value, or sets it free.
    pub fn pin(&mut self, customer: &str, field: &str, value: Option<String>, options: JsValue) -> Answer {
        let call = self.call(options)?;
        let result = self.0.pin(customer, field, value.as_deref(), &call.actor, &call.reason, &call.now);
        self.answer(result)
    }

    /// Binds identifiers to each other.
    pub fn bind(&mut self, identifiers: &JsValue, options: JsValue) -> Answer {
        let call = self.call(options)?;
        let identifiers = record_from_js(identifiers, self.language())?;
        let result =
            self.0.bind(&identifiers, call.customer.as_deref(), &call.actor, &call.reason, &call.now);
        self.answer(result)
    }

    /// Takes identifiers from a customer.
    pub fn unbind(&mut self, customer: &str, identifiers: &JsValue, options: JsValue) -> Answer {
        let call = self.call(options)?;
        let identifiers = record_from_js(identifiers, self.language())?;
        let result = self.0.unbind(customer, &identifiers, &call.actor, &call.reason, &call.now);
        self.answer(result)
    }

    /// Erases a customer.
    pub fn erase(&mut self, customer: &str) -> Answer {
        let result = self.0.erase(customer);
        self.answer(result)
    }

    /// Erases a record.
    #[wasm_bindgen(js_name = eraseRecord)]
    pub fn erase_record(&mut self, record: &str) -> Answer {
        let result = self.0.erase_record(record);
        self.answer(result)
    }

    /// What guards refused.
    pub fn refusals(&self, query: JsValue) -> Answer {
        let query: PairQuery = from_js(query, self.language())?;
        self.answer(self.0.refusals(&query))
    }

    /// How customers would differ under another ruleset, given as JSON text.
    #[wasm_bindgen(js_name = previewRuleset)]
    pub fn preview_ruleset(&self, ruleset: &str) -> Answer {
        let ruleset = Ruleset::from_json(ruleset);
        self.answer(ruleset.and_then(|ruleset| self.0.preview_ruleset(ruleset)))
    }

    /// Changes to another ruleset, given as JSON text.
    #[wasm_bindgen(js_name = adoptRuleset)]
    pub fn adopt_ruleset(&mut self, ruleset: &str) -> Answer {
        let result = Ruleset::from_json(ruleset).and_then(|ruleset| self.0.adopt_ruleset(ruleset));
        self.answer(result)
    }

    /// One number for the whole state.
    pub fn digest(&self) -> std::result::Result<String, JsValue> {
        self.fail(self.0.idle().map(|()| self.0.digest()))
    }

    /// The quality of all records.
    pub fn quality(&self, options: JsValue) -> Answer {
        let options: QualityOptions = from_js(options, self.language())?;
        self.answer(self.0.quality(&options))
    }

    /// Customers as NDJSON.
    #[wasm_bindgen(js_name = exportCustomers)]
    pub fn export_customers(&mut self, page: JsValue) -> Bytes {
        let page: Page = from_js(page, self.language())?;
        let result = self.0.export_customers(&page);
        self.fail(result)
    }

    /// The clusters as CSV.
    #[wasm_bindgen(js_name = exportClusters)]
    pub fn export_clusters(&self) -> Bytes {
        self.fail(self.0.idle().map(|()| self.0.export_clusters()))
    }

    /// The pairs as CSV.
    #[wasm_bindgen(js_name = exportPairs)]
    pub fn export_pairs(&self) -> Vec<u8> {
        self.0.export_pairs()
    }

    /// Judges the clusters against the truth column.
    pub fn evaluate(&self) -> Answer {
        self.answer(self.0.evaluate())
    }

    /// The whole state as one file.
    pub fn snapshot(&self) -> Bytes {
        self.fail(self.0.snapshot())
    }

    /// The frames of all changes since the last call.
    #[wasm_bindgen(js_name = takeJournal)]
    pub fn take_journal(&mut self) -> Uint8Array {
        let frames = self.0.take_journal();
        let length = frames.iter().map(Vec::len).sum::<usize>();
        let bytes = Uint8Array::new_with_length(length as u32);
        let mut end = 0_u32;
        for frame in frames {
            let start = end;
            end = start.saturating_add(frame.len() as u32);
            bytes.subarray(start, end).copy_from(&frame);
        }
        bytes
    }

    /// Repeats the changes of a journal.
    pub fn replay(&mut self, journal: &[u8]) -> Nothing {
        let result = self.0.replay(journal);
        self.fail(result)
    }
}
