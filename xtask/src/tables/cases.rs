//! Test cases that come from registry packages: files of `tests/cases/`, read by the same runner as the written ones.

use anyhow::Result;

use super::output::Cases;
use super::packages::python;
use super::phone::{DETAILED, PHONENUMBERS};

/// One line a case: what is written, country of the file, value, status, parts, and what it stands for.
///
/// The expected answers are those of the package, read through its own functions.
const PRELUDE: &str = r#"
import sys
sys.path.insert(0, sys.argv[1])
import phonenumbers as p
from phonenumbers import PhoneMetadata as M, PhoneNumberType as T
names = {T.MOBILE: 'mobile', T.FIXED_LINE: 'landline', T.FIXED_LINE_OR_MOBILE: 'landline_or_mobile', T.PREMIUM_RATE: 'premium_rate',
         T.TOLL_FREE: 'toll_free', T.SHARED_COST: 'shared_cost', T.VOIP: 'voip', T.PERSONAL_NUMBER: 'personal', T.PAGER: 'pager',
         T.UAN: 'company', T.VOICEMAIL: 'voicemail', T.UNKNOWN: 'unknown'}
def show(text, value, why, **parts):
    parts = ', '.join('%s = "%s"' % item for item in parts.items())
    print('  { input = "%s", value = "%s", status = "valid", parts = { %s }, why = "%s" },' % (text, value, parts, why))
def examples(region):
    m = M.metadata_for_region(region)
    return [(kind, d) for kind, d in [('fixed line', m.fixed_line), ('mobile', m.mobile), ('toll free', m.toll_free), ('premium rate', m.premium_rate),
            ('shared cost', m.shared_cost), ('voip', m.voip), ('personal number', m.personal_number), ('pager', m.pager),
            ('uan', m.uan), ('voicemail', m.voicemail)] if d and d.example_number]
"#;

/// Every example number of the regions whose kinds the table tells.
const EXAMPLES: &str = r#"
for region in sys.argv[2].split():
    for kind, desc in examples(region):
        number = p.parse(desc.example_number, region)
        value = p.format_number(number, p.PhoneNumberFormat.E164)
        # The mainland's service numbers are not dialled from abroad, and have a plan of their own in `phone-mainland`.
        if region == 'CN' and kind not in ('fixed line', 'mobile', 'toll free', 'shared cost'):
            continue
        country = p.region_code_for_number(number)
        show(value, value, '%s, %s' % (region, kind), country=country, type=names[p.number_type(number)], e164=value)
"#;

/// One fixed and one mobile number of every other region.
const WORLD: &str = r#"
for region in sorted(p.SUPPORTED_REGIONS):
    if region in sys.argv[2].split():
        continue
    for kind, desc in examples(region)[:2]:
        number = p.parse(desc.example_number, region)
        if not p.is_valid_number(number):
            continue
        value = p.format_number(number, p.PhoneNumberFormat.INTERNATIONAL)
        show(value, p.format_number(number, p.PhoneNumberFormat.E164), '%s, %s' % (region, kind), country=p.region_code_for_number(number))
"#;

/// Every mobile prefix of the mainland, and every area code in the ways it is written.
const MAINLAND: &str = r#"
for prefix in range(1300, 2000):
    number = p.parse('%d1234567' % prefix, 'CN')
    if p.is_valid_number(number) and (prefix % 10 == 2 or prefix // 10 in (161, 174)):
        text = '%d 1234567' % prefix
        show(text, '+86%d1234567' % prefix, 'mobile prefix %d' % (prefix // 10), type='mobile')
for line in open(sys.argv[2] + '/jionlp/dictionary/landline_phone_area_code.txt', encoding='utf-8'):
    code, _, place = line.strip().partition(' ')
    if not code.isdigit() or '/' not in place:
        continue
    for subscriber in ('61234567', '6123456'):
        number = p.parse(code + subscriber, 'CN')
        if p.number_type(number) == T.FIXED_LINE:
            value = p.format_number(number, p.PhoneNumberFormat.E164)
            show('%s-%s' % (code, subscriber), value, 'area code of ' + place, type='landline', area_code=code)
            break
"#;

pub fn files() -> Vec<Cases> {
    vec![
        Cases {
            name: "phone-examples",
            why: "example numbers of the countries whose kinds of numbers the table tells",
            sources: vec![PHONENUMBERS.citation()],
            build: || phones(EXAMPLES, DETAILED),
        },
        Cases {
            name: "phone-world",
            why: "example numbers of all other countries and territories",
            sources: vec![PHONENUMBERS.citation()],
            build: || phones(WORLD, DETAILED),
        },
        Cases {
            name: "phone-mainland",
            why: "mobile prefixes and area codes of the mainland",
            sources: vec![PHONENUMBERS.citation(), super::places::JIONLP.citation()],
            build: || phones(MAINLAND, &super::places::JIONLP.folder()?.to_string_lossy()),
        },
    ]
}

fn phones(script: &str, argument: &str) -> Result<String> {
    python(&format!("{PRELUDE}{script}"), &[&PHONENUMBERS.folder()?.to_string_lossy(), argument])
}
