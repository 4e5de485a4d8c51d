//! Rows of the files, as CSV (RFC 4180, with line feeds).

/// A column of `customers.csv`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[rustfmt::skip]
pub(crate) enum Column {
    Id, Source, Company, Uscc, LegalRepresentative, Contact, Title, Department, ReportsTo, Stance, Mobile, Phone, Email, Wechat, OpenId, UnionId,
    Province, City, County, Address, Postcode, Website, Industry, Capital, Employees, BankAccount, Channel, Owner, Level,
    Remark, Created, Updated,
}

/// The headers, in the order of [`Column`].
#[rustfmt::skip]
pub(crate) const HEADERS: [&str; 32] = [
    "记录编号", "来源", "公司名称", "统一社会信用代码", "法定代表人", "联系人", "职务", "部门", "上级", "态度", "手机", "电话", "邮箱", "微信号", "OpenID", "UnionID",
    "省份", "城市", "区县", "详细地址", "邮政编码", "网址", "行业", "注册资本", "员工人数", "银行账号", "来源渠道", "负责人", "客户级别",
    "备注", "创建时间", "更新时间",
];

/// One row of `customers.csv`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row([String; 32]);

impl Row {
    pub(crate) fn set(&mut self, column: Column, value: impl Into<String>) {
        self.0[column as usize] = value.into();
    }

    pub(crate) fn get(&self, column: Column) -> &str {
        &self.0[column as usize]
    }

    pub(crate) fn swap(&mut self, left: Column, right: Column) {
        self.0.swap(left as usize, right as usize);
    }

    pub(crate) fn is_filled(&self, column: Column) -> bool {
        !self.get(column).is_empty()
    }

    pub(crate) fn cells(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// Appends a line.
pub(crate) fn write_line<'a>(out: &mut Vec<u8>, cells: impl IntoIterator<Item = &'a str>) {
    for (cell, at) in cells.into_iter().zip(0_u32..) {
        if at > 0 {
            out.push(b',');
        }
        write_cell(out, cell);
    }
    out.push(b'\n');
}

fn write_cell(out: &mut Vec<u8>, cell: &str) {
    if !cell.contains(['"', ',', '\n', '\r']) {
        out.extend_from_slice(cell.as_bytes());
        return;
    }
    out.push(b'"');
    out.extend_from_slice(cell.replace('"', "\"\"").as_bytes());
    out.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_only_where_they_must_be() {
        let mut out = Vec::new();
        write_line(&mut out, ["甲", "a,b", "说\"好\"", "一\n二", ""]);
        assert_eq!(String::from_utf8(out).unwrap(), "甲,\"a,b\",\"说\"\"好\"\"\",\"一\n二\",\n");
    }

    #[test]
    fn the_last_column_has_the_last_header() {
        assert_eq!(HEADERS.len(), Column::Updated as usize + 1);
        assert_eq!(HEADERS[Column::Address as usize], "详细地址");
        assert_eq!(HEADERS[Column::Remark as usize], "备注");
    }
}
