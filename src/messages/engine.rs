//! Texts of errors: rulesets, limits, imports, snapshots.

use super::{Message, message};

/// Sorted by code.
pub(crate) const MESSAGES: &[Message] = &[
    message("customer/unknown", "没有客户“{id}”", "there is no customer “{id}”"),
    message("engine/busy", "正在导入，请先提交或放弃", "an import is under way; commit or abort it first"),
    message("engine/no_import", "没有正在进行的导入", "no import is under way"),
    message("engine/no_truth", "导入时没有指定真值列", "the import named no truth column"),
    message("import/binary", "不是文本文件", "this is not a text file"),
    message("import/empty", "文件没有数据", "the file holds no data"),
    message(
        "import/field_count",
        "有 {actual} 列，表头有 {expected} 列",
        "{actual} fields where the header has {expected}",
    ),
    message("import/field_too_long", "字段超过 {limit} 字节", "a field is longer than {limit} bytes"),
    message("import/json", "不是有效的 JSON 对象：{reason}", "not a JSON object: {reason}"),
    message(
        "import/no_column",
        "没有“{name}”列；现有：{known}",
        "there is no column “{name}”; there are: {known}",
    ),
    message("import/time", "时间“{value}”无法识别", "“{value}” is not a time"),
    message("import/too_many_fields", "超过 {limit} 列", "more than {limit} columns"),
    message("import/unclosed_quote", "引号没有闭合", "a quoted field is not closed"),
    message("input/name", "字段名“{name}”不可用", "“{name}” cannot be a field name"),
    message("input/nested", "值不能是对象", "the value is an object, not a plain value"),
    message("limits/bytes", "超过 {limit} 字节（{actual}）", "more than {limit} bytes ({actual})"),
    message("limits/depth", "嵌套超过 {limit} 层", "nested more than {limit} levels deep"),
    message("limits/events", "超过 {limit} 个事件（{actual}）", "more than {limit} events ({actual})"),
    message("limits/rows", "超过 {limit} 行（{actual}）", "more than {limit} rows ({actual})"),
    message(
        "privacy/purpose",
        "角色“{role}”不能为“{purpose}”读取客户数据",
        "the role “{role}” may not read for the purpose “{purpose}”",
    ),
    message("privacy/role", "规则集没有角色“{role}”", "the ruleset has no role “{role}”"),
    message("record/unknown", "没有记录“{id}”", "there is no record “{id}”"),
    message("ruleset/duplicate", "名称“{name}”重复", "the name “{name}” is used twice"),
    message(
        "ruleset/format",
        "规则集格式版本为 {actual}，本引擎读取 {expected}",
        "the ruleset has format {actual}; this engine reads {expected}",
    ),
    message("ruleset/invalid", "规则集不符合格式：{reason}", "the ruleset has the wrong form: {reason}"),
    message("ruleset/json", "不是有效的 JSON：{reason}", "not JSON: {reason}"),
    message("ruleset/last_level", "最后一级不能有条件", "the last level must hold always"),
    message("ruleset/name", "名称“{name}”不可用", "“{name}” cannot be a name"),
    message(
        "ruleset/probability",
        "{value} 不是大于 0 且不超过 1 的概率",
        "{value} is no probability above 0 and up to 1",
    ),
    message("ruleset/unknown_field", "没有字段“{name}”", "there is no field “{name}”"),
    message(
        "ruleset/unknown_preset",
        "没有预置规则集“{name}”；可用：{known}",
        "there is no preset “{name}”; there are: {known}",
    ),
    message("snapshot/damaged", "快照已损坏：{reason}", "the snapshot is damaged: {reason}"),
    message(
        "snapshot/too_new",
        "快照来自更新的版本（{actual}）",
        "the snapshot comes from a newer version ({actual})",
    ),
    message("time/invalid", "“{value}”不是 ISO 8601 时间", "“{value}” is not an ISO 8601 time"),
];
