//! Telephone numbers as people write them, the same ones in every run.

use kehu::tables::phone::{Plan, all};
use rlibphonenumber::{PHONE_NUMBER_UTIL, PhoneNumberType};

/// Marsaglia's xorshift: good enough to vary digits, and the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }

    fn digit(&mut self) -> char {
        char::from(b'0' + self.below(10) as u8)
    }
}

/// A third of the texts stand in Chinese files, a tenth in those of countries whose kinds the table does not hold, and all
/// others in those of the countries whose kinds it holds.
pub fn inputs(count: usize) -> impl Iterator<Item = (String, &'static str)> {
    let china = all().iter().position(|plan| plan.country == "CN").unwrap_or(0);
    let (told, untold): (Vec<&Plan>, Vec<&Plan>) = all().iter().partition(|plan| plan.tells_kinds());
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    let examples: Vec<Vec<String>> = all().iter().map(examples).collect();
    let place = |plan: &Plan| all().iter().position(|other| other.country == plan.country).unwrap_or(0);
    (0..count).map(move |_| {
        let index = match random.below(30) {
            0..10 => china,
            10..13 => place(untold[random.below(untold.len())]),
            _ => place(told[random.below(told.len())]),
        };
        let plan = &all()[index];
        let national = national(&mut random, plan, &examples[index]);
        (written(&mut random, plan, &national), plan.country)
    })
}

/// National numbers that the country gives as examples, one a kind.
fn examples(plan: &Plan) -> Vec<String> {
    use PhoneNumberType::{FixedLine, Mobile, PremiumRate, SharedCost, TollFree, UAN, VoIP};
    let Ok(region) = plan.country.parse() else { return Vec::new() };
    let number = |kind| PHONE_NUMBER_UTIL.get_example_number_for_type_and_region(region, kind).ok();
    let national = |number: rlibphonenumber::PhoneNumber| {
        rlibphonenumber::get_national_significant_number_owned(&number).to_string()
    };
    // Mobiles and landlines are what files hold, so they come several times.
    [Mobile, Mobile, Mobile, FixedLine, FixedLine, FixedLine, TollFree, PremiumRate, SharedCost, VoIP, UAN]
        .into_iter()
        .filter_map(number)
        .map(national)
        .collect()
}

fn national(random: &mut Random, plan: &Plan, examples: &[String]) -> String {
    let (least, most) = plan.length_bounds();
    if examples.is_empty() || random.below(10) < 3 {
        let length = least + random.below(most - least + 1);
        return (0..length)
            .map(|i| if i == 0 { char::from(b'1' + random.below(9) as u8) } else { random.digit() })
            .collect();
    }
    let mut number = examples[random.below(examples.len())].clone();
    let kept = number.len().saturating_sub(1 + random.below(7));
    let tail: String = (kept..number.len()).map(|_| random.digit()).collect();
    number.truncate(kept);
    number.push_str(&tail);
    match random.below(12) {
        0 => number.push(random.digit()),
        1 => drop(number.pop()),
        _ => {}
    }
    number
}

/// The number in one of the usual notations.
fn written(random: &mut Random, plan: &Plan, national: &str) -> String {
    let code = plan.calling_code;
    let trunk = plan.trunk_prefix;
    let (head, tail) = national.split_at(national.len().min(3));
    let (middle, end) = tail.split_at(tail.len() / 2);
    match random.below(8) {
        0 => format!("+{code}{national}"),
        1 => format!("+{code} {head} {middle} {end}"),
        2 => format!("+{code}-{head}-{middle}{end}"),
        3 => format!("(+{code}) {head}{middle} {end}"),
        4 => format!("{trunk}{national}"),
        5 => format!("{trunk}{head} {middle} {end}"),
        6 => format!("({trunk}{head}) {middle}-{end}"),
        _ => format!("{trunk}{head}-{middle}{end}"),
    }
}
