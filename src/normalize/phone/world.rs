//! Numbers of all countries but the mainland, by the plans in `tables::phone`.

use super::scan::Raw;
use crate::normalize::{Context, Draft, Normalized, code, search};
use crate::reason::Reason;
use crate::tables::phone::{NumberKind, Plan, by_calling_code, by_country, find, split_calling_code};

/// A number whose country is known.
pub(super) struct Number {
    plan: &'static Plan,
    /// The national significant number: no trunk prefix.
    national: String,
    doubt: Option<&'static str>,
}

pub(super) enum Verdict {
    Known(Number),
    /// The country is known and has no numbers like this.
    Wrong(Reason),
    Unknown,
}

/// Calling codes that are often written without a plus sign in Chinese files: Hong Kong, Macao, Taiwan.
const NEIGHBOURS: [&str; 3] = ["852", "853", "886"];

/// A number of a neighbour with its calling code but without a plus sign: `852-2123 4567`.
pub(super) fn with_bare_code(raw: &Raw, context: &Context) -> Option<Number> {
    if raw.international || raw.digits.starts_with("00") {
        return None;
    }
    let (code, _) = raw.digits.split_at_checked(3).filter(|(code, _)| NEIGHBOURS.contains(code))?;
    let is_own = by_country(&context.country).is_some_and(|plan| plan.kind(&raw.digits).is_some());
    if is_own && context.country != "CN" {
        return None;
    }
    let (calling_code, rest) =
        split_calling_code(&raw.digits).filter(|(found, _)| found.to_string() == code)?;
    let number = significant(calling_code, rest)?;
    number.plan.kind(&number.national).is_some().then_some(number)
}

/// The verdict on a number that is none of the mainland.
pub(super) fn recognize(raw: &Raw, context: &Context) -> Verdict {
    match international_digits(raw, context) {
        Some(digits) => international(digits),
        None => national(raw, context),
    }
}

/// What follows the plus sign, 00, or the 011 of North America.
fn international_digits<'a>(raw: &'a Raw, context: &Context) -> Option<&'a str> {
    let digits = raw.digits.as_str();
    if raw.international {
        return Some(digits.trim_start_matches('0'));
    }
    let is_american = matches!(context.country.as_str(), "US" | "CA");
    digits.strip_prefix("00").or_else(|| digits.strip_prefix("011").filter(|_| is_american))
}

fn international(digits: &str) -> Verdict {
    let Some((calling_code, rest)) = split_calling_code(digits) else { return Verdict::Unknown };
    if let Some(number) = significant(calling_code, rest) {
        return Verdict::Known(number);
    }
    // A new range may not be in the plan yet: a possible length makes the number suspect, not wrong.
    let possible = by_calling_code(calling_code).find(|plan| plan.allows_length(rest.len()));
    match possible {
        _ if calling_code == 86 => Verdict::Unknown,
        Some(plan) => Verdict::Known(Number::doubtful(plan, rest, "phone/unassigned_prefix")),
        None => Verdict::Wrong(Reason::new("phone/length").with("length", rest.len())),
    }
}

/// The number behind a calling code, its trunk prefix gone if it has one.
fn significant(calling_code: u16, rest: &str) -> Option<Number> {
    let direct = find(calling_code, rest).map(|plan| Number::sure(plan, rest));
    direct.or_else(|| {
        let mut plans = by_calling_code(calling_code).filter(|plan| !plan.trunk_prefix.is_empty());
        plans.find_map(|plan| {
            let bare = rest.strip_prefix(plan.trunk_prefix)?;
            find(calling_code, bare).map(|plan| Number::sure(plan, bare))
        })
    })
}

/// A number without calling code, read as one of the file's country.
fn national(raw: &Raw, context: &Context) -> Verdict {
    let digits = raw.digits.as_str();
    if context.country == "CN" {
        return taiwan_mobile(digits).map_or(Verdict::Unknown, Verdict::Known);
    }
    let Some(plan) = by_country(&context.country) else { return Verdict::Unknown };
    let code = plan.calling_code.to_string();
    let with_code = || digits.strip_prefix(&code).and_then(|rest| significant(plan.calling_code, rest));
    if let Some(number) = significant(plan.calling_code, digits).or_else(with_code) {
        return Verdict::Known(number);
    }
    if plan.allows_length(digits.len()) {
        return Verdict::Known(Number::doubtful(plan, digits, "phone/unassigned_prefix"));
    }
    Verdict::Unknown
}

/// Ten digits that begin with 09 fit no mainland number, but every mobile of Taiwan.
fn taiwan_mobile(digits: &str) -> Option<Number> {
    let national = digits.strip_prefix('0').filter(|rest| rest.starts_with('9') && rest.len() == 9)?;
    Some(Number::doubtful(by_country("TW")?, national, "phone/assumed_country"))
}

impl Number {
    fn sure(plan: &'static Plan, national: &str) -> Self {
        Self { plan, national: national.to_owned(), doubt: None }
    }

    fn doubtful(plan: &'static Plan, national: &str, doubt: &'static str) -> Self {
        Self { doubt: Some(doubt), ..Self::sure(plan, national) }
    }

    /// Whether the country has no such numbers as far as is known.
    pub(super) fn is_doubtful(&self) -> bool {
        self.doubt.is_some()
    }

    /// Ends with parts, doubt and display.
    pub(super) fn finish(self, mut draft: Draft, raw: &Raw) -> Normalized {
        let calling_code = self.plan.calling_code.to_string();
        let e164 = ["+", &calling_code, &self.national].concat();
        let mut display = ["+", &calling_code, " ", &self.grouped()].concat();
        draft.part("country", self.plan.country);
        draft.part("country_code", calling_code);
        draft.part("national_number", self.national.as_str());
        draft.part("type", self.type_name());
        draft.part("extension", raw.extension.as_str());
        draft.part("e164", e164.as_str());
        if let Some(doubt) = self.doubt {
            draft.doubt(Reason::new(doubt));
        }
        if !raw.extension.is_empty() {
            display.push_str(" ext. ");
            display.push_str(&raw.extension);
        }
        draft.done(raw.with_extension(&e164), display)
    }

    fn type_name(&self) -> &'static str {
        match self.plan.kind(&self.national) {
            Some(NumberKind::Mobile) => "mobile",
            Some(NumberKind::Fixed) => "landline",
            Some(NumberKind::FixedOrMobile) => "landline_or_mobile",
            Some(NumberKind::PremiumRate) => "premium_rate",
            Some(NumberKind::TollFree) => "toll_free",
            Some(NumberKind::SharedCost) => "shared_cost",
            Some(NumberKind::Voip) => "voip",
            Some(NumberKind::Personal) => "personal",
            Some(NumberKind::Pager) => "pager",
            Some(NumberKind::Company) => "company",
            Some(NumberKind::Voicemail) => "voicemail",
            Some(NumberKind::Other) | None => "unknown",
        }
    }

    /// `+1 310-246-1501`, `+852 2123 4567`, `+44 2079460958` (ITU-T E.123).
    fn grouped(&self) -> String {
        match (self.plan.calling_code, self.national.len()) {
            (1, 10) => search::replaced(&code::grouped(&self.national, &[3, 3, 4]), " ", "-"),
            (_, 8) => code::grouped(&self.national, &[4]),
            (_, 9) => code::grouped(&self.national, &[3]),
            _ => self.national.clone(),
        }
    }
}
