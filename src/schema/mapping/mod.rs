//! How a source's columns map onto fields: by header, and by looking at values.

mod further;
mod header;
mod shape;
mod target;
mod unit;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::FieldKind;
use super::ruleset::{FieldDef, Ruleset};
use crate::sort::Arrange;
use further::Turn;
use header::header_key;
use shape::Shape;

pub use header::Headers;
pub use shape::looks_like;
pub use target::{Target, apply, check, check_columns, named};
pub use unit::{in_unit, unit_of};

/// A column with the field it most likely means.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct ColumnMapping {
    /// Header of the column.
    pub column: String,
    /// The field it means; absent when none fits.
    pub field: Option<String>,
    /// Between 0 and 1.
    pub confidence: f64,
    /// Other fields it could mean, best first.
    pub alternatives: Vec<String>,
    /// What the header says of the unit, such as `万元`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

impl ColumnMapping {
    /// Whether its header says nothing, so that at most its values do.
    pub fn is_guess(&self) -> bool {
        self.confidence <= SHAPE_ALONE
    }
}

/// How sure a header alone is, when it is a known name of the field.
const EXACT_HEADER: f64 = 0.95;
/// ... when a known name is only a part of it.
const PARTIAL_HEADER: f64 = 0.6;
/// ... and what each of its characters adds, so that of two such names the longer one is meant: 邮政编码, not 编码.
const PARTIAL_LENGTH: f64 = 1e-4;
/// What values of the right shape add to, and of the wrong shape take from, a header's confidence.
const SHAPE_SWAY: f64 = 0.3;
/// How sure values of a telling shape are without help from the header.
const SHAPE_ALONE: f64 = 0.55;
/// Below this, a column stays unmapped.
const ACCEPT: f64 = 0.5;

/// Suggests a field for each column of a table, from its header and some of its rows; no field twice, but for further
/// numbers and mail addresses of whom the first ones are (手机2).
///
/// ```
/// use kehu::schema::{mapping, ruleset::Ruleset};
/// let ruleset = Ruleset::preset("b2b-cn").unwrap();
/// let rows = [vec!["杭州云帆科技有限公司".to_owned(), "13812345678".to_owned()]];
/// let found = mapping::suggest(&ruleset, &["客户名称".to_owned(), "列2".to_owned()], &rows);
/// assert_eq!(found[0].field.as_deref(), Some("company"));
/// assert_eq!(found[1].field.as_deref(), Some("mobile"));
/// ```
pub fn suggest(ruleset: &Ruleset, headers: &[String], rows: &[Vec<String>]) -> Vec<ColumnMapping> {
    let fields: Vec<Known> =
        ruleset.fields.iter().map(|field| (field, header::keys_of(field).collect())).collect();
    let keys: Vec<String> = headers.iter().map(|header| header_key(header)).collect();
    let turns = Turn::of_all(&fields, &keys);
    let ranked: Vec<Vec<Candidate>> = headers
        .iter()
        .zip(&keys)
        .zip(&turns)
        .enumerate()
        .map(|(i, ((header, key), turn))| {
            let shape = Shape::of_column(rows, i);
            let Turn::First(name) = turn else {
                return turn.candidate(&fields, &shape).into_iter().collect();
            };
            // What is called like a column before it is no other field for what its values look like.
            let repeats = header::is_of_another(key) || keys.iter().take(i).any(|earlier| earlier == key);
            rank(&fields, header, name, repeats, &shape)
        })
        .collect();
    let telling = without_stand_ins(&fields, &keys, without_whole_names(&fields, &keys, ranked.clone()));
    let fields = assign(&telling, &turns);
    headers
        .iter()
        .zip(&ranked)
        .zip(fields)
        .map(|((header, ranked), field)| entry(ruleset, header, ranked, field))
        .collect()
}

/// Gives columns whose header says nothing the meaning that columns so called had before, whatever their values look like in
/// this file: one file has a few values more that look like a field than the other. `meanings` holds the field of each, or
/// none where it stayed a field of its own.
pub fn recall(suggested: &mut [ColumnMapping], meanings: &BTreeMap<String, Option<String>>) {
    let sure = suggested.iter().filter(|column| !column.is_guess());
    let mut taken: BTreeSet<String> = sure.filter_map(|column| column.field.clone()).collect();
    for column in suggested.iter_mut().filter(|column| column.is_guess()) {
        if let Some(field) = meanings.get(&column.column) {
            column.field.clone_from(field);
            column.confidence = SHAPE_ALONE;
        }
        column.field = column.field.take().filter(|field| taken.insert(field.clone()));
        if column.field.is_none() {
            column.confidence = 0.0;
        }
    }
}

/// Beside a column of family names, `Nombre` and `Nome` are the given names, not whole ones; beside both, values alone make no
/// column one of whole names.
fn without_whole_names(
    fields: &[Known],
    keys: &[String],
    mut ranked: Vec<Vec<Candidate>>,
) -> Vec<Vec<Candidate>> {
    let place = |name: &str| fields.iter().position(|(field, _)| field.name == name);
    let has = |list: &[Candidate], field: Option<usize>| {
        list.iter().any(|(i, confidence)| Some(*i) == field && *confidence >= EXACT_HEADER)
    };
    let [family, given, whole, company] = ["family_name", "given_name", "contact", "company"].map(place);
    if ranked.iter().any(|list| has(list, family)) {
        if ranked.iter().any(|list| has(list, given)) {
            keys.iter()
                .zip(&mut ranked)
                .for_each(|(key, list)| without_guessed_name(key, list, [whole, company]));
        }
        let is_given = |list: &&mut Vec<Candidate>| has(list, given);
        ranked.iter_mut().filter(is_given).for_each(|list| list.retain(|(i, _)| Some(*i) != whole));
    }
    ranked
}

/// What looks like people is the whole name in a column `Name`, and no company unless many of its values look like one.
fn without_guessed_name(key: &str, list: &mut Vec<Candidate>, [whole, company]: [Option<usize>; 2]) {
    let is_guess = |c: &Candidate| Some(c.0) == whole && c.1 <= SHAPE_ALONE;
    let is_company = |c: &Candidate| Some(c.0) == company && c.1 < EXACT_HEADER - SHAPE_SWAY / 2.0;
    if key != "name" {
        list.retain(|c| !is_guess(c));
    } else if list.iter().any(is_guess) {
        list.retain(|c| !is_company(c));
    }
}

/// Names of columns that mean a kind only where no other column does: beside a column of job titles, `Title` is how somebody
/// is addressed, and beside one of names, 昵称 is no name.
const IF_ALONE: [(&str, FieldKind); 3] =
    [("title", FieldKind::JobTitle), ("昵称", FieldKind::PersonName), ("收货人", FieldKind::PersonName)];

fn without_stand_ins(
    fields: &[Known],
    keys: &[String],
    mut ranked: Vec<Vec<Candidate>>,
) -> Vec<Vec<Candidate>> {
    for (name, kind) in IF_ALONE {
        let place = fields.iter().position(|(field, _)| field.kind == kind);
        let is_meant = |(i, confidence): &Candidate| Some(*i) == place && *confidence >= EXACT_HEADER;
        if keys.iter().zip(&ranked).any(|(key, list)| key != name && list.iter().any(is_meant)) {
            let stand_ins = keys.iter().zip(&mut ranked).filter(|(key, _)| *key == name);
            stand_ins.for_each(|(_, list)| list.retain(|(i, _)| Some(*i) != place));
        }
    }
    ranked
}

/// A field with the keys of its names.
type Known<'r> = (&'r FieldDef, Vec<String>);

/// A field with the confidence that a column means it.
type Candidate = (usize, f64);

fn rank(fields: &[Known], header: &str, key: &str, repeats: bool, shape: &Shape) -> Vec<Candidate> {
    let last_word = header::last_word(header);
    let mut candidates: Vec<Candidate> = fields
        .iter()
        .enumerate()
        .map(|(i, field)| (i, confidence(field, key, &last_word, repeats, shape)))
        .filter(|(_, confidence)| *confidence > 0.0)
        .collect();
    candidates.arrange_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    candidates
}

fn confidence((field, names): &Known, header: &str, last_word: &str, repeats: bool, shape: &Shape) -> f64 {
    let fit = shape.fit(field);
    match header::agreement(names, header, last_word) {
        header::Agreement::Exact => (EXACT_HEADER + SHAPE_SWAY * fit.min(0.0)).min(1.0),
        header::Agreement::Partial(length) => {
            (PARTIAL_HEADER + SHAPE_SWAY * fit + length as f64 * PARTIAL_LENGTH).min(EXACT_HEADER)
        }
        header::Agreement::None if !repeats && shape.tells(field) => SHAPE_ALONE * fit.max(0.0),
        header::Agreement::None => 0.0,
    }
}

/// Gives each column its best field, surest column first; a field taken is no longer to be had, but by those that share it.
fn assign(ranked: &[Vec<Candidate>], turns: &[Turn]) -> Vec<Option<Candidate>> {
    let mut offers: Vec<(usize, Candidate)> =
        ranked.iter().enumerate().flat_map(|(column, list)| list.iter().map(move |c| (column, *c))).collect();
    offers.arrange_by(|a, b| b.1.1.total_cmp(&a.1.1).then(a.0.cmp(&b.0)).then(a.1.0.cmp(&b.1.0)));
    let mut chosen: Vec<Option<Candidate>> = vec![None; ranked.len()];
    let mut taken = BTreeSet::new();
    for (column, candidate) in offers {
        let Some(slot) = chosen.get_mut(column) else { continue };
        let shares = matches!(turns.get(column), Some(Turn::Further(..)));
        if slot.is_none() && candidate.1 >= ACCEPT && (shares || taken.insert(candidate.0)) {
            *slot = Some(candidate);
        }
    }
    chosen
}

fn entry(ruleset: &Ruleset, header: &str, ranked: &[Candidate], chosen: Option<Candidate>) -> ColumnMapping {
    let name = |i: usize| ruleset.fields.get(i).map(|f| f.name.clone());
    let others = ranked.iter().filter(|(i, _)| Some(*i) != chosen.map(|c| c.0)).filter_map(|(i, _)| name(*i));
    ColumnMapping {
        column: header.to_owned(),
        field: chosen.and_then(|(i, _)| name(i)),
        confidence: chosen.map_or(0.0, |(_, c)| (c * 100.0).round() / 100.0),
        alternatives: others.take(3).collect(),
        unit: unit_of(header),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(headers: &[&str], row: &[&str]) -> Vec<Option<String>> {
        let ruleset = Ruleset::preset("b2b-cn").unwrap();
        let headers: Vec<String> = headers.iter().map(|s| (*s).to_owned()).collect();
        let row: Vec<String> = row.iter().map(|s| (*s).to_owned()).collect();
        suggest(&ruleset, &headers, &[row]).into_iter().map(|m| m.field).collect()
    }

    fn some(names: &[&str]) -> Vec<Option<String>> {
        names.iter().map(|n| (!n.is_empty()).then(|| (*n).to_owned())).collect()
    }

    #[test]
    fn headers_in_both_languages_are_known() {
        let found = fields(
            &["客户名称", "Mobile Phone", "E-mail", "注册资本(万元)", "first_name", "备 注"],
            &[""; 6],
        );
        assert_eq!(
            found,
            some(&["company", "mobile", "email", "registered_capital", "given_name", "remark"])
        );
    }

    #[test]
    fn values_speak_where_headers_are_silent() {
        let found = fields(&["a", "b", "c"], &["13812345678", "li@corp.cn", "91110108MA01ABCD12"]);
        assert_eq!(found, some(&["mobile", "email", "uscc"]));
    }

    #[test]
    fn a_name_column_of_people_is_the_contact() {
        assert_eq!(
            fields(&["名称", "name"], &["上海明辰机械有限公司", "欧阳娜娜"]),
            some(&["company", "contact"])
        );
        assert_eq!(
            fields(&["name", "city"], &["arnie mortons of chicago", "los angeles"]),
            some(&["company", "city"])
        );
    }

    #[test]
    fn the_last_word_of_a_header_tells_the_field() {
        let found =
            fields(&["Mailing City", "BillingState", "Website URL", "Capacity", "event_name"], &[""; 5]);
        assert_eq!(found, some(&["city", "province", "website", "", ""]));
    }

    #[test]
    fn days_and_numbers_of_orders_are_no_telephone_numbers() {
        let headers = ["参观日期", "下单时间", "开票日", "订单号", "总台"];
        let row = ["2024-03-05", "2024/3/5 10:20", "20240305", "202403050001", "021-62345678"];
        assert_eq!(fields(&headers, &row), some(&["", "", "", "", "phone"]));
    }

    #[test]
    fn a_column_called_like_another_is_no_other_field_for_its_values() {
        let found = fields(&["公司名称", "公司名称 (2)"], &["杭州云帆科技有限公司", "云帆"]);
        assert_eq!(found, some(&["company", ""]));
    }

    #[test]
    fn what_belongs_to_a_second_contact_is_not_given_to_the_first() {
        let headers = ["联系人", "联系人手机", "联系人2", "联系人2电话", "contact 3 email"];
        let row = ["张伟", "13812345678", "李娜", "13912345678", "li@corp.cn"];
        assert_eq!(fields(&headers, &row), some(&["contact", "mobile", "", "", ""]));
        assert_eq!(
            fields(&["联系人1电话", "列2"], &["010-62345678", "13912345678"]),
            some(&["phone", "mobile"])
        );
    }

    #[test]
    fn streets_types_and_bare_numbers_are_neither_people_nor_telephones() {
        let ruleset = Ruleset::preset("b2b-cn").unwrap();
        let headers = ["line", "kind of place", "code", "who"].map(str::to_owned);
        let rows = [
            ["hall street", "primary school", "5362981", "mary hall"],
            ["king street", "infant school", "5362982", "john king"],
            ["mill street", "primary school", "5362983", "ann mill"],
            ["york street", "infant school", "5362984", "tom york"],
        ];
        let rows = rows.map(|row| row.map(str::to_owned).to_vec());
        let found: Vec<_> = suggest(&ruleset, &headers, &rows).into_iter().map(|m| m.field).collect();
        assert_eq!(found, some(&["address", "", "", "contact"]));
    }

    #[test]
    fn headers_of_european_lists_are_known() {
        let cases = [
            (["Nombre", "Apellidos", "F. Nac.", "Código Postal"], ["Ana", "Ruiz Gil", "1980-02-03", "28001"]),
            (["PRENOM", "NOM", "DATE_NAISS", "CP"], ["Anne", "Petit", "03/02/1980", "75001"]),
            (["Vorname", "Nachname", "Geburtsdatum", "PLZ"], ["Anna", "Groß", "03.02.1980", "10115"]),
            (["imie", "nazwisko", "Data ur.", "Kod pocztowy"], ["Anna", "Mała", "1980-02-03", "00-001"]),
        ];
        for (headers, row) in cases {
            let wanted = some(&["given_name", "family_name", "birth_date", "postcode"]);
            assert_eq!(fields(&headers, &row), wanted, "{headers:?}");
        }
        let found =
            fields(&["Nome completo", "Morada", "Market Cap"], &["Ana da Silva", "Rua Nova 1", "1200"]);
        assert_eq!(found, some(&["contact", "address", ""]));
    }

    #[test]
    fn the_headers_of_address_books_are_known() {
        let outlook = ["Title", "First Name", "Company", "Job Title", "E-mail Address", "E-mail 2 Address"];
        let found = ["", "given_name", "company", "title", "email", "email"];
        assert_eq!(fields(&outlook, &[""; 6]), some(&found));
        let google = [
            "Organization Name",
            "E-mail 1 - Label",
            "E-mail 1 - Value",
            "E-mail 2 - Value",
            "Phone 1 - Value",
            "Phone 2 - Value",
            "Address 1 - Formatted",
            "Website 1 - Value",
        ];
        let found = ["company", "", "email", "email", "phone", "phone", "address", "website"];
        assert_eq!(fields(&google, &[""; 8]), some(&found));
        let salesforce = ["Account Name", "Title", "Mailing Street", "Mailing City", "Billing Street"];
        assert_eq!(fields(&salesforce, &[""; 5]), some(&["company", "title", "address", "city", ""]));
        assert_eq!(fields(&["编码", "名称", "纳税登记号"], &[""; 3]), some(&["id", "company", "uscc"]));
    }

    #[test]
    fn a_second_number_of_the_same_person_shares_the_field() {
        let headers =
            ["姓名", "手机", "手机2", "手机三", "备用电话", "邮箱1", "邮箱2", "Other Phone", "phone_2"];
        let (mobile, mail) = ("13812345678", "li@corp.cn");
        let row = ["张伟", mobile, mobile, mobile, "010-62345678", mail, mail, "", ""];
        let found = ["contact", "mobile", "mobile", "mobile", "phone", "email", "email", "phone", "phone"];
        assert_eq!(fields(&headers, &row), some(&found));
        assert_eq!(fields(&["手机", "手机2"], &[mobile, "很忙"]), some(&["mobile", "mobile"]));
        // As a file has it, and as a reader of files names it.
        for again in ["手机", "手机 (2)"] {
            assert_eq!(
                fields(&["手机", again, "姓名"], &[mobile, mobile, ""]),
                some(&["mobile", "mobile", "contact"])
            );
        }
    }

    #[test]
    fn a_second_number_beside_a_second_person_is_that_persons() {
        let (one, other) = ("13812345678", "13912345678");
        for headers in [
            ["姓名", "手机", "姓名2", "手机2"],
            ["联系人1", "手机1", "联系人2", "手机2"],
            ["联系人", "手机", "联系人", "手机"],
            ["联系人", "手机", "备用联系人", "备用手机"],
        ] {
            let found = fields(&headers, &["张伟", one, "李娜", other]);
            assert_eq!(found.get(1..), some(&["mobile", "", ""]).get(..), "{headers:?}");
        }
    }

    #[test]
    fn a_second_number_under_another_name_shares_the_field() {
        let (one, other, desk) = ("13812345678", "13912345678", "010-62345678");
        let headers = ["手机", "手机号码", "电话", "联系电话", "邮箱", "Email"];
        let row = [one, other, desk, desk, "li@corp.cn", "li@qq.com"];
        assert_eq!(fields(&headers, &row), some(&["mobile", "mobile", "phone", "phone", "email", "email"]));
        let headers = ["联系人", "手机", "联系人", "手机号码"];
        let found = fields(&headers, &["张伟", one, "李娜", other]);
        assert_eq!(found, some(&["contact", "mobile", "", ""]));
    }

    #[test]
    fn no_other_field_is_given_twice() {
        let found = fields(&["客户名称", "公司名称", "税号", "信用代码"], &[""; 4]);
        assert_eq!(found, some(&["company", "", "uscc", ""]));
    }

    #[test]
    fn name_beside_its_parts_is_a_persons() {
        let headers = ["Name", "First Name", "Last Name", "Kind of lead", "Account Name"];
        let row = ["Wei Zhang", "Wei", "Zhang", "Marketing contact", "Acme Ltd."];
        let found = ["contact", "given_name", "family_name", "", "company"];
        assert_eq!(fields(&headers, &row), some(&found));
        assert_eq!(
            fields(&["Name", "First Name", "Last Name"], &["Acme Ltd.", "Wei", "Zhang"]),
            some(&["company", "given_name", "family_name"])
        );
    }

    #[test]
    fn a_nickname_is_a_name_where_there_is_no_other() {
        let row = ["周敏敏", "周敏", "周敏"];
        assert_eq!(fields(&["昵称", "姓名", "收货人"], &row), some(&["", "contact", ""]));
        assert_eq!(fields(&["昵称", "手机"], &["周敏敏", ""]), some(&["contact", "mobile"]));
    }

    #[test]
    fn owners_and_their_departments_are_not_the_contacts() {
        let headers = ["客户所有人", "销售部门", "负责人主属部门", "归属部门", "部门", "客户分组"];
        let row = ["李娜", "销售一部", "销售部", "销售部", "采购部", "华东"];
        assert_eq!(fields(&headers, &row), some(&["owner", "", "", "", "department", ""]));
    }

    #[test]
    fn the_headers_of_chinese_and_english_crm_exports_are_known() {
        let chinese = ["上级客户", "销售员", "最新修改日", "单位简名", "住宅电话"];
        let found = ["parent_company", "owner", "updated_at", "short_name", "phone"];
        assert_eq!(fields(&chinese, &[""; 5]), some(&found));
        let chinese = ["地区名称", "分管业务员名称", "变更日期", "添加成员所属部门", "分管部门名称"];
        assert_eq!(fields(&chinese, &[""; 5]), some(&["province", "owner", "updated_at", "", ""]));
        let salesforce =
            ["帐户所有人", "邮寄邮政编码", "邮寄州/省", "潜在客户来源", "联系人所有者", "合同编号"];
        let found = ["owner", "postcode", "province", "source_channel", "", ""];
        assert_eq!(fields(&salesforce, &[""; 6]), some(&found));
        let zoho = ["Reporting To", "Created Time", "LAST_CHANGED", "Website URL"];
        let found = ["reports_to", "created_at", "updated_at", "website"];
        assert_eq!(fields(&zoho, &["", "", "", "kehu.cn"]), some(&found));
        let pipedrive = ["Phone - Work", "Phone - Home", "Phone - Mobile", "Email - Work", "Email - Home"];
        let found = ["phone", "phone", "mobile", "email", "email"];
        assert_eq!(fields(&pipedrive, &[""; 5]), some(&found));
        let english =
            ["Manager's Name", "Account ID", "Designation", "Home Phone 2", "Organization 1 - Name"];
        let found = ["reports_to", "crm_id", "title", "phone", "company"];
        assert_eq!(fields(&english, &[""; 5]), some(&found));
    }
}
