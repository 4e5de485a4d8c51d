//! Reads a million generated texts with kehu and with a port of Google's libphonenumber, and counts where they differ.
//!
//! ```text
//! cargo run --release --manifest-path tests/oracle/Cargo.toml
//! ```
//!
//! The texts are numbers near an example of each country, numbers of a possible length at random, and numbers a digit too
//! long or too short, each written as people write them. What the classes of difference mean stands in `docs/phone.md`.

mod generate;

use std::collections::BTreeMap;

use kehu::normalize::{Context, Status, phone};
use kehu::tables::phone::by_country;
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberFormat, PhoneNumberType};

/// What a library says of a text: nothing, or the number, its kind and its country.
type Verdict = Option<(String, &'static str, String)>;

fn main() {
    let count = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(1_000_000);
    let (mut same, mut classes) = (0_u32, BTreeMap::<String, (u32, String)>::new());
    for (text, country) in generate::inputs(count) {
        let (ours, theirs) = (kehu(&text, country), libphonenumber(&text, country));
        match class(country, &ours, &theirs) {
            None => same += 1,
            Some(class) => classes.entry(class).or_insert_with(|| (0, format!("{text} in {country}"))).0 += 1,
        }
    }
    println!("{same} of {count} agree ({:.2} %)", f64::from(same) * 100.0 / count as f64);
    let mut classes: Vec<_> = classes.into_iter().collect();
    classes.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    for (class, (count, example)) in classes {
        println!("{count:>7}  {class}  such as {example}");
    }
}

/// Doubts of kehu about numbers that it takes for assigned all the same.
const LESSER_DOUBTS: [&str; 2] = ["phone/no_trunk_prefix", "value/placeholder"];

fn kehu(text: &str, country: &str) -> Verdict {
    let context = Context { country: country.to_owned(), ..Context::default() };
    let answer = phone::normalize(text, &context);
    let is_sure = answer.reasons.iter().all(|reason| LESSER_DOUBTS.contains(&&*reason.code));
    if answer.status == Status::Invalid || !is_sure {
        return None;
    }
    let part = |name: &str| answer.part(name).unwrap_or_default().to_owned();
    let kind = kind_named(&part("type"));
    answer.part("e164").map(|e164| (e164.to_owned(), kind, part("country")))
}

const KINDS: [(PhoneNumberType, &str); 12] = [
    (PhoneNumberType::FixedLine, "landline"),
    (PhoneNumberType::Mobile, "mobile"),
    (PhoneNumberType::FixedLineOrMobile, "landline_or_mobile"),
    (PhoneNumberType::TollFree, "toll_free"),
    (PhoneNumberType::PremiumRate, "premium_rate"),
    (PhoneNumberType::SharedCost, "shared_cost"),
    (PhoneNumberType::VoIP, "voip"),
    (PhoneNumberType::PersonalNumber, "personal"),
    (PhoneNumberType::Pager, "pager"),
    (PhoneNumberType::UAN, "company"),
    (PhoneNumberType::VoiceMail, "voicemail"),
    (PhoneNumberType::Unknown, "unknown"),
];

fn kind_named(name: &str) -> &'static str {
    KINDS.iter().find(|(_, kind)| *kind == name).map_or("other", |(_, kind)| kind)
}

fn libphonenumber(text: &str, country: &str) -> Verdict {
    let number = PHONE_NUMBER_UTIL.parse(text, country.parse().ok()).ok()?;
    if !number.is_valid() {
        return None;
    }
    let kind = KINDS.iter().find(|(kind, _)| *kind == number.get_type()).map_or("unknown", |(_, name)| name);
    let region =
        number.get_region_code().map(|region| region.as_region_str().to_string()).unwrap_or_default();
    Some((number.format_as(PhoneNumberFormat::E164).to_string(), kind, region))
}

/// How the verdicts differ; `None` when they do not. Of countries whose kinds the table does not hold, kinds count for
/// nothing.
fn class(country: &str, ours: &Verdict, theirs: &Verdict) -> Option<String> {
    match (ours, theirs) {
        (None, None) => None,
        (Some((_, kind, region)), None) => {
            Some(format!("{country}: only kehu knows this {kind} of {region}"))
        }
        (None, Some((_, kind, region))) => {
            Some(format!("{country}: only libphonenumber knows this {kind} of {region}"))
        }
        (Some((number, kind, region)), Some((other, their_kind, their_region))) => {
            let has_kinds = by_country(region).is_some_and(|plan| plan.tells_kinds());
            if number != other {
                Some(format!("{country}: another number, {kind} and {their_kind}"))
            } else if region != their_region {
                Some(format!("{country}: another country, {region} and {their_region}"))
            } else if kind != their_kind && has_kinds {
                Some(format!("{country}: another kind, {kind} and {their_kind} of {region}"))
            } else {
                None
            }
        }
    }
}
