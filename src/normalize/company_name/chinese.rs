//! Chinese names, read from both ends: branch, legal form, region, industry; what is left is the brand.

use super::place::{self, Place};
use super::{Name, words};
use crate::normalize::search;
use crate::text;

/// Reads a cleaned name.
pub(super) fn parse(name: &str) -> Name {
    let simplified = text::simplify(name);
    let (whole, department) = split_department(&simplified);
    let (head, branch) = split_branch(whole);
    let (bare, bracketed) = place::take_brackets(head);
    let form = Form::split(&bare);
    let (at_head, after) = place::at_head(head).unwrap_or((Place::default(), head));
    let key_strict = strict_key(&at_head.short, after, &form);
    let before = head.strip_suffix(after).unwrap_or_default();
    let core = Core::read(form.body, &form.form, bracketed, (at_head, before));
    let branch_key = if branch.is_empty() { String::new() } else { key(&place::without_suffix(branch)) };
    let key_brand = key(&core.key);
    let is_in_key = core.key.ends_with(&core.industry) || core.key.ends_with(RURAL_BANK);
    let industry_key = if is_in_key { String::new() } else { key(&core.industry) };
    Name {
        value: name.to_owned(),
        key_strict: key_strict + &branch_key,
        key_loose: [key_brand.as_str(), &industry_key, &branch_key].concat(),
        key_brand,
        region: core.place.code(),
        region_name: core.place.name,
        brand: core.brand,
        industry: core.industry,
        branch: if branch.is_empty() { department } else { branch }
            .trim_matches(|c| "（）".contains(c))
            .to_owned(),
        is_cut_off: form.is_cut_off,
        legal_form: form.form,
        alias: String::new(),
    }
}

/// Everything, folded; forms that the law treats alike, and a region with and without 省 or 市, are the same.
fn strict_key(place: &str, after: &str, form: &Form) -> String {
    let cut_off = if form.is_cut_off { words::split_cut_off(after) } else { None };
    let rest = match cut_off {
        Some((body, meant)) => [body, meant].concat(),
        None => search::replaced(after, "有限责任公司", "有限公司"),
    };
    key(&[place, &rest].concat())
}

/// Letters, digits and Chinese characters, folded.
fn key(text: &str) -> String {
    let mut folded = text::fold(text);
    folded.retain(|c| text::is_han(c) || c.is_alphanumeric());
    folded
}

/// Splits off a department, behind a whole name or a dash: `华信有限公司财务部`, `华信-财务部`.
fn split_department(name: &str) -> (&str, &str) {
    let Some(word) = words::DEPARTMENTS.end_of(name) else { return (name, "") };
    let before = name.strip_suffix(word).unwrap_or(name);
    let parent = before.trim_end_matches(|c: char| "-—–_/·".contains(c) || c.is_whitespace());
    let is_apart = parent.len() < before.len() || parent.ends_with("公司");
    if is_apart && parent.chars().count() > 1 { (parent, word) } else { (name, "") }
}

/// Splits off what names a branch: `上海分公司`, `（西单店）`.
fn split_branch(name: &str) -> (&str, &str) {
    if let Some((parent, branch)) = bracketed_branch(name) {
        return (parent, branch);
    }
    let before = words::branch_word(name).and_then(|word| name.strip_suffix(word)).unwrap_or(name);
    let end = inner_form_end(before).map(|end| past_form(name, end));
    let split = end.and_then(|end| name.split_at_checked(end));
    match split.map(|(parent, branch)| (parent, branch.trim_start_matches(['-', '·', '—']))) {
        Some((parent, branch)) if is_branch_text(branch) => (parent, branch),
        _ => company_below(name).unwrap_or_else(|| branch_by_place(name, before)),
    }
}

/// `国网浙江省电力有限公司杭州供电公司`: behind a whole name another one without 有限 is a part of the company; one behind a
/// name without 有限, where it begins with a region.
fn company_below(name: &str) -> Option<(&str, &str)> {
    let (parent, branch) = name.split_at_checked(search::find(name, "公司")? + "公司".len())?;
    let is_part = branch.ends_with(['司', '厂']) && !branch.contains("有限") && is_branch_text(branch);
    (is_part && (parent.contains("有限") || place::at_head(branch).is_some())).then_some((parent, branch))
}

/// Whether the text behind a whole name is a branch, not a bracketed form or region.
fn is_branch_text(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphanumeric()) && !text.chars().all(|c| c.is_ascii_digit())
}

fn bracketed_branch(name: &str) -> Option<(&str, &str)> {
    let (parent, inside) = name.strip_suffix('）')?.rsplit_once('（')?;
    let is_branch = words::is_branch(inside) && !parent.is_empty();
    is_branch.then_some((parent, inside))
}

/// The end of a name, behind its form in brackets where it has one: `某某会计师事务所（特殊普通合伙）上海分所`.
fn past_form(name: &str, end: usize) -> usize {
    let bracket = name.get(end..).filter(|tail| tail.starts_with('（')).and_then(|tail| tail.find('）'));
    let past = bracket.map(|at| end + at + '）'.len_utf8());
    let is_form = |past: &usize| name.get(..*past).and_then(words::split_bracketed_form).is_some();
    past.filter(is_form).unwrap_or(end)
}

/// Where a form stands last that is none of a branch.
fn last_whole(text: &str, form: &str) -> Option<usize> {
    let mut before = text;
    loop {
        before = text.get(..search::find_last(before, form)?)?;
        if !before.ends_with(['分', '支']) {
            return Some(before.len());
        }
    }
}

/// Where the parent's name ends: behind the last form that only a whole name has. A branch may have branches of its own.
fn inner_form_end(text: &str) -> Option<usize> {
    let ends =
        ["公司", "银行", "事务所"].iter().filter_map(|form| Some(last_whole(text, form)? + form.len()));
    ends.filter(|end| *end < text.len() || text.ends_with("公司") || text.ends_with("银行")).max()
}

/// `顺丰速运上海分公司`: without an inner form, the region before the branch word belongs to the branch.
fn branch_by_place<'a>(name: &'a str, before: &'a str) -> (&'a str, &'a str) {
    let has_word = before.len() < name.len();
    let word = name.strip_prefix(before).unwrap_or_default();
    if !has_word
        || !matches!(word, "分公司" | "支公司" | "分行" | "支行" | "分店" | "办事处" | "代表处" | "分厂")
    {
        return (name, "");
    }
    let parent = place::before_tail(before);
    name.split_at_checked(parent.len()).filter(|(parent, _)| !parent.is_empty()).unwrap_or((name, ""))
}

/// A name divided at its legal form.
struct Form<'a> {
    body: &'a str,
    /// The form as one word, `集团` included wherever it stood.
    form: String,
    is_cut_off: bool,
}

impl<'a> Form<'a> {
    fn split(name: &'a str) -> Self {
        if let Some((body, form)) = words::split_bracketed_form(name) {
            let inner = ["合伙企业", "企业", "合伙"].iter().find_map(|word| body.strip_suffix(word));
            let inner = inner.unwrap_or_else(|| words::strip_form(body));
            return Self { body: inner, form: form.to_owned(), is_cut_off: false };
        }
        if let Some((body, form)) = words::split_cut_off(name) {
            return Self { is_cut_off: true, ..Self::with_group(body, form) };
        }
        let (body, form) = words::split_form(name);
        Self::with_group(body, form)
    }

    /// `海尔集团有限公司` and `海尔（集团）有限公司` have the same form.
    fn with_group(body: &'a str, form: &str) -> Self {
        let groups = ["控股集团", "（控股集团）", "（控股）集团", "（集团）", "集团", "集团（控股）"];
        let group =
            groups.iter().filter(|_| form.ends_with("公司")).find_map(|group| body.strip_suffix(group));
        let Some(inner) = group.filter(|inner| inner.chars().count() >= 2) else {
            return Self { body, form: form.to_owned(), is_cut_off: false };
        };
        let word: String =
            body.chars().skip(inner.chars().count()).filter(|c| !"（）".contains(*c)).collect();
        Self { body: inner, form: word + form, is_cut_off: false }
    }
}

/// Region, brand and industry: what stands before the legal form.
struct Core {
    place: Place,
    brand: String,
    /// What stands for the brand where names are compared.
    key: String,
    industry: String,
}

impl Core {
    /// Reads what stands before the form; `head` is the place that the whole name begins with, and its text.
    fn read(body: &str, form: &str, bracketed: Option<Place>, head: (Place, &str)) -> Self {
        let body = body.replace(['（', '）'], "");
        let (mut head, mut rest) = match body.strip_prefix(head.1) {
            Some(rest) if !head.1.is_empty() => (head.0, rest),
            _ => place::at_head(&body).unwrap_or((Place::default(), body.as_str())),
        };
        let (mut brand, mut industry) = split_industry(rest);
        let name = [rest, form].concat();
        if let Some(key) = numbered_house(&name).map(|house| [&head.short, house.as_str()].concat()) {
            let brand = [&head.short, name.as_str()].concat();
            return Self { brand, key, industry: String::new(), place: head };
        }
        // Banks are named after where they are: 昆山农村商业银行.
        let is_bank = rest.ends_with("银行");
        if head.is_everyday() || (head.is_ambiguous && brand.chars().count() < 2 && !is_bank) {
            (head, rest) = (Place::default(), body.as_str());
            (brand, industry) = split_industry(rest);
        }
        if form.ends_with("公司") {
            brand = without_house(brand);
            industry = rest.strip_prefix(brand).unwrap_or(industry);
        }
        let mut place = bracketed.unwrap_or_default();
        if let Some((before, tail)) = split_group(brand).or_else(|| place::split_brand(brand)) {
            brand = before;
            place = if tail.short.is_empty() { place } else { tail };
        }
        if let Some(before) = brand.strip_suffix("中国").filter(|before| !before.is_empty()) {
            (brand, place) = (before, Place::country("中国"));
        }
        let brand = telling_brand(brand, rest, form, &head);
        let key = bank_key(&brand, rest, &head);
        let key = key
            .or_else(|| words::is_office(&brand).then(|| rest.to_owned()))
            .unwrap_or_else(|| brand.clone());
        Self {
            brand,
            key,
            industry: industry.to_owned(),
            place: if place.name.is_empty() { head } else { place },
        }
    }
}

/// Hospitals and schools that a city counts, under their full name and their short one: 四院, 第四医院 and 第四人民医院; 六中 and
/// 第六中学.
fn numbered_house(name: &str) -> Option<String> {
    let bare = name.strip_prefix('第').unwrap_or(name);
    let is_numeral = |c: char| c == '十' || text::chinese_digit(c).is_some() || c.is_ascii_digit();
    let (number, kind) = bare.split_at_checked(bare.find(|c| !is_numeral(c))?)?;
    let kind = match kind {
        "院" | "医院" | "人民医院" => "人民医院",
        "中" | "中学" | "中学校" => "中学",
        "小" | "小学" | "小学校" => "小学",
        _ => return None,
    };
    (!number.is_empty()).then(|| format!("第{number}{kind}"))
}

/// What rural banks are called for short.
const RURAL_BANK: &str = "农商银行";

/// What a bank is called that is told by its place and trade: the rural bank of the lowest place, under its long name and its
/// short one, and one of the whole country without it (建设银行). 中国银行 has nothing else.
fn bank_key(brand: &str, rest: &str, place: &Place) -> Option<String> {
    let rural = ["农村商业银行", RURAL_BANK].iter().find_map(|trade| rest.strip_suffix(trade));
    if let Some(town) = rural {
        return Some([if town.is_empty() { place::short(&place.name) } else { town }, RURAL_BANK].concat());
    }
    let is_national = place.short == "中国" && rest.ends_with("银行") && rest != "银行";
    (is_national && brand.ends_with(rest)).then(|| rest.to_owned())
}

/// The brand before the kind of house that a company runs: 爱尔眼科医院集团股份有限公司.
fn without_house(brand: &str) -> &str {
    let (before, kind) = words::split_form(brand);
    let shorter = split_industry(before).0;
    let is_brand = kind.chars().count() > 1 && kind != "集团" && shorter.chars().count() > 1;
    if is_brand { shorter } else { brand }
}

/// The brand before 集团 in the middle of a name, with the region behind it: 徐工集团, 某某集团广东.
fn split_group(brand: &str) -> Option<(&str, Place)> {
    let (before, rest) = brand.split_at_checked(search::find(brand, "集团")?)?;
    let after = rest.strip_prefix("集团").filter(|_| before.chars().count() >= 2)?;
    let (place, rest) = place::at_head(after).unwrap_or((Place::default(), after));
    rest.is_empty().then_some((before, place))
}

/// The brand, or as much of the name round it as is needed to tell one name from another: `青岛啤酒`, `中国银行`,
/// `昆山人民医院`, `宁德时代`. A district behind its city (`上海浦东发展银行`) is no brand either (art. 8 of the Provisions).
fn telling_brand(brand: &str, rest: &str, form: &str, place: &Place) -> String {
    let is_latin = !brand.is_empty() && brand.is_ascii() && rest != brand;
    let is_told_by_region = place.region.is_some() && words::is_of_the_times(brand);
    if !place.short.is_empty() && (is_told_by_region || words::is_good(brand)) {
        return [&place.short, brand].concat();
    }
    // The school of a university is told by which it is: 南京师范大学附属中学.
    if !form.ends_with("公司") && (brand.ends_with("附属") || words::is_university_of_kind(brand)) {
        return [&place.short, rest, form].concat();
    }
    if rest != brand && place.holds(brand) {
        return rest.to_owned();
    }
    // 中国移动通信集团: a trade alone.
    if !brand.is_empty() && rest != brand && split_industry(brand).0.is_empty() {
        return [&place.short, brand].concat();
    }
    if (brand.chars().count() >= 2 && !words::is_generic(brand)) || is_latin {
        return brand.to_owned();
    }
    let is_public = !form.ends_with("公司") && form != "集团" && form.chars().count() >= 2;
    // 中国矿业大学 is no mining company.
    let is_university = brand.is_empty() && form == "大学";
    let needs_form = is_public && (rest.is_empty() || words::is_generic(brand) || is_university);
    format!("{}{rest}{}", place.short, if needs_form { form } else { "" })
}

/// The brand and the industry words behind it; no brand is left when all are industry words.
fn split_industry(text: &str) -> (&str, &str) {
    let mut brand = text;
    while let Some(shorter) = words::before_trade(brand) {
        brand = shorter;
    }
    (brand, text.strip_prefix(brand).unwrap_or_default())
}
