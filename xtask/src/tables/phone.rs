//! Telephone numbering plans of the world.

use anyhow::ensure;

use super::output::{List, Table, lines};
use super::packages::{Package, Registry, python};

pub const PHONENUMBERS: Package = Package {
    registry: Registry::PyPi,
    name: "phonenumbers",
    version: "9.0.43",
    licence: "Apache-2.0",
    date: "2026-11-06",
};

/// Regions whose mobile, fixed and service numbers are told apart; of the others only what a number looks like at all.
/// The last ten share a calling code and are known by their fixed and mobile numbers alone.
pub const DETAILED: &str = "CN HK MO TW US CA GB DE FR IT ES NL BE CH AT SE NO DK FI IE PT PL CZ RU UA TR JP KR SG MY TH VN \
                        ID PH IN PK BD KZ AU NZ AE SA IL EG ZA NG KE BR MX AR CL CO GG JE IM CC CX GP BL MF RE YT";

/// One line a region, calling codes in order, the main region of each code first.
///
/// The patterns lose what all of them share: groups are never captured and `\d` is the only class with a name. Services
/// stand in the order in which libphonenumber asks for them, since some ranges fit two.
const PLANS: &str = r#"
import sys
sys.path.insert(0, sys.argv[1])
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE as codes, PhoneMetadata as M
detailed = sys.argv[2].split()
def short(pattern):
    return pattern.replace('(?:', '(').replace('\\d', 'd') if pattern else '-'
def look(desc):
    return short(desc and desc.national_number_pattern)
def ranges(lengths):
    out = []
    for n in sorted(lengths):
        if out and out[-1][1] == n - 1: out[-1][1] = n
        else: out.append([n, n])
    return ','.join(str(a) if a == b else '%d-%d' % (a, b) for a, b in out)
for code in sorted(codes):
    for region in codes[code]:
        if region == '001':
            continue
        m = M.metadata_for_region(region)
        fields = [region, str(code), m.national_prefix or '-', ranges(m.general_desc.possible_length), short(m.leading_digits), look(m.general_desc)]
        if region in detailed:
            rest = [('P', m.premium_rate), ('T', m.toll_free), ('S', m.shared_cost), ('V', m.voip), ('N', m.personal_number),
                    ('G', m.pager), ('U', m.uan), ('M', m.voicemail)]
            rest = ';'.join(tag + look(desc) for tag, desc in rest if look(desc) != '-')
            fields += [look(m.mobile), look(m.fixed_line), rest or '-']
        print(' '.join(fields))
"#;

pub fn table() -> Table {
    Table {
        name: "phone",
        about: "Telephone numbering plans, one a country or territory.",
        sources: vec![PHONENUMBERS.citation()],
        build: || {
            let text = python(PLANS, &[&PHONENUMBERS.folder()?.to_string_lossy(), DETAILED])?;
            let text = lines(&text).map(share_repeated).collect::<Vec<_>>().join("\n");
            ensure!(
                text.chars().all(|c| "|()[]{}?,;- =\n".contains(c) || c.is_ascii_alphanumeric()),
                "odd pattern"
            );
            let (china, world): (Vec<&str>, Vec<&str>) = text.lines().partition(|line| is_chinese(line));
            Ok(vec![
                List { name: "CHINA", about: ABOUT, text: china.join("\n") },
                List { name: "WORLD", about: ABOUT, text: world.join("\n") },
            ])
        },
    }
}

const ABOUT: &str = "Region, calling code, trunk prefix, lengths, leading digits, general, mobile, fixed, services by letter.";

fn is_chinese(line: &str) -> bool {
    ["CN", "HK", "MO", "TW"].iter().any(|region| line.starts_with(region))
}

/// Where mobile and fixed numbers look the same, the second pattern is `=`.
fn share_repeated(line: &str) -> String {
    let mut fields: Vec<&str> = line.split(' ').collect();
    if let [_, _, _, _, _, _, mobile, fixed, ..] = fields.as_mut_slice()
        && mobile == fixed
    {
        *fixed = "=";
    }
    fields.join(" ")
}
