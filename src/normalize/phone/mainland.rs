//! Parts, doubts and display of mainland numbers.

use super::china::{Kind, National};
use super::scan::Raw;
use crate::normalize::{Context, Draft, Normalized, code, search};
use crate::reason::Reason;
use crate::tables::area_codes;

/// Ends with the verdict on a mainland number.
pub(super) fn finish(mut draft: Draft, raw: &Raw, national: &National, context: &Context) -> Normalized {
    describe(&mut draft, raw, national);
    if let Some(doubt) = doubt(national) {
        draft.doubt(Reason::new(doubt));
    }
    let value = match e164(national) {
        Some(e164) => {
            draft.part("e164", e164.as_str());
            e164
        }
        None if context.country == "CN" => national.digits.clone(),
        // Elsewhere the bare digits would be a number of that country.
        None => ["+86", &national.digits].concat(),
    };
    let mut display = display(national);
    if !raw.extension.is_empty() {
        display.push_str(" 转");
        display.push_str(&raw.extension);
    }
    draft.done(raw.with_extension(&value), display)
}

fn describe(draft: &mut Draft, raw: &Raw, national: &National) {
    draft.part("country", "CN");
    draft.part("country_code", "86");
    draft.part("national_number", national.digits.as_str());
    draft.part("type", type_name(national.kind));
    draft.part("extension", raw.extension.as_str());
    if national.kind == Kind::VirtualMobile {
        draft.part("carrier", "virtual");
    }
    let (area, _) = split_area(national);
    if !area.is_empty() {
        draft.part("area_code", ["0", area].concat());
        draft.part("region_code", area_codes::city(area).map(|code| code.to_string()).unwrap_or_default());
    }
}

fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Mobile | Kind::VirtualMobile | Kind::UnassignedMobile => "mobile",
        Kind::Iot => "iot",
        Kind::Landline | Kind::ShortLandline | Kind::Subscriber => "landline",
        Kind::AreaService | Kind::ShortCode => "short_code",
        Kind::SharedCost => "shared_cost",
        Kind::TollFree => "toll_free",
        Kind::PremiumRate => "premium_rate",
    }
}

fn doubt(national: &National) -> Option<&'static str> {
    match national.kind {
        Kind::UnassignedMobile => Some("phone/unassigned_prefix"),
        Kind::Iot => Some("phone/iot"),
        Kind::ShortLandline => Some("phone/short_subscriber"),
        Kind::Subscriber => Some("phone/no_area_code"),
        Kind::Landline if !national.has_prefix => Some("phone/no_trunk_prefix"),
        _ => None,
    }
}

/// The number as dialled from abroad; for 400 and 800 numbers it is a key only, since they are reached from the
/// mainland alone.
fn e164(national: &National) -> Option<String> {
    let has_none = matches!(national.kind, Kind::ShortCode | Kind::Subscriber | Kind::UnassignedMobile);
    (!has_none).then(|| ["+86", &national.digits].concat())
}

fn split_area(national: &National) -> (&str, &str) {
    national.digits.split_at_checked(national.area).unwrap_or(("", &national.digits))
}

fn display(national: &National) -> String {
    let (area, subscriber) = split_area(national);
    match national.kind {
        Kind::Mobile | Kind::VirtualMobile | Kind::UnassignedMobile => code::grouped(subscriber, &[3, 4]),
        Kind::SharedCost | Kind::TollFree if subscriber.len() == 10 => {
            search::replaced(&code::grouped(subscriber, &[3, 3, 4]), " ", "-")
        }
        Kind::Landline | Kind::ShortLandline => ["0", area, "-", &halves(subscriber)].concat(),
        Kind::AreaService => ["0", area, "-", subscriber].concat(),
        Kind::Subscriber => halves(subscriber),
        _ => subscriber.to_owned(),
    }
}

/// `6123 4567`, `666 8888`.
fn halves(subscriber: &str) -> String {
    code::grouped(subscriber, if subscriber.len() == 7 { &[3, 4] } else { &[4] })
}
