//! Reasons and steps of the normalizers, a list for each kind, so that a build has those of its kinds only.

use super::messages;

/// What any kind may say.
pub(crate) const SHARED: &str = messages![
    message("kind/left_out", "此构建不含字段类型“{kind}”", "this build leaves out the field kind “{kind}”"),
    message(
        "pack/missing",
        "未加载数据包“{pack}”，无法完全判断",
        "the data pack “{pack}” is not loaded, so this cannot be told in full",
    ),
    message("step/digits", "提取号码", "numbers taken out of the text"),
    message("step/domain_case", "域名统一为小写", "domain in lower case"),
    message("step/label", "去掉标签文字", "label removed"),
    message("step/look_alike", "改正形近字符", "look-alike characters corrected"),
    message("step/note", "去掉附注", "note removed"),
    message("step/punctuation", "统一标点", "punctuation made plain"),
    message("step/separators", "去掉分隔符并统一大小写", "separators removed, letters made capital"),
    message("step/spreadsheet", "去掉电子表格附加的符号", "marks added by a spreadsheet removed"),
    message(
        "step/width",
        "全角转半角并去掉不可见字符",
        "full width made half width, invisible characters removed",
    ),
    message(
        "value/masked",
        "号码被遮盖，只能按可见部分核对",
        "the value is masked; only its visible part can be compared",
    ),
    message("value/not_recognized", "无法识别为该类型的值", "cannot be recognised as a value of this kind"),
    message(
        "value/placeholder",
        "“{value}”是占位值，不是真实数据",
        "“{value}” is a placeholder, not a real value",
    ),
    message(
        "value/spreadsheet_damage",
        "“{value}”已被电子表格损坏，请从原始数据恢复",
        "“{value}” was damaged by a spreadsheet; restore it from the source",
    ),
];

/// Changes that only other kinds make than those by which customers are told apart.
pub(crate) const STEPS: &str = messages![
    message("step/case", "统一大小写", "letters written large or small"),
    message("step/classification", "归入行业分类", "put into the classification of industries"),
    message("step/default", "填入默认值", "a default filled in"),
    message("step/eighteen_digits", "15 位升为 18 位", "15 digits completed to 18"),
    message("step/excel_serial", "电子表格的日期序号转为日期", "a spreadsheet serial became a date"),
    message("step/format", "统一为标准格式", "written in the standard form"),
    message("step/full_name", "补全行政区划名称", "the full names of the region filled in"),
    message("step/join", "合并多个字段", "several fields put together"),
    message("step/map", "按对照表改写", "written as the table says"),
    message("step/name", "整理姓名", "name put in order"),
    message("step/noise", "去除标签、电话、邮编等", "labels, phone numbers and the postcode taken out"),
    message("step/numerals", "中文数字转阿拉伯数字", "Chinese numerals became digits"),
    message("step/region", "补全省市区", "province, city and county filled in"),
    message("step/renamed", "行政区划已更名", "the region has another name today"),
    message("step/renewal", "去掉换证次数", "number of the renewal removed"),
    message(
        "step/repair",
        "去掉多余空格和不可见字符，统一括号",
        "idle spaces and invisible characters removed, brackets made alike",
    ),
    message("step/replace", "替换文字", "a text replaced"),
    message(
        "step/roc_year",
        "民国纪年转公元",
        "a year of the Republic of China became one of the common era",
    ),
    message("step/simplify", "繁体转简体", "traditional characters became simplified"),
    message("step/spelling", "统一法律形式的写法", "legal form in its usual spelling"),
    message("step/split", "拆分到多个字段", "parted into several fields"),
    message("step/strip", "去掉名称前后的附加内容", "what stood round the name taken off"),
    message("step/synonym", "简称改为全称", "short form written out"),
    message("step/trim", "去掉首尾字符", "characters taken off the ends"),
    message("step/two_digit_year", "补全两位年份", "a two-digit year became a full one"),
    message("step/unix_time", "Unix 时间戳转为日期", "Unix time became a date"),
];

/// Bank cards and accounts.
pub(crate) const BANK_CARD: &str = messages![
    message(
        "bank_card/check_digit",
        "校验位不符，卡号或账号有误",
        "the check digit is wrong; the number is mistyped",
    ),
    message(
        "bank_card/length",
        "长度为 {length} 位，不是有效的卡号或账号长度",
        "{length} characters is not the length of a card or account number",
    ),
    message(
        "bank_card/no_card",
        "不符合银行卡校验，可能是对公账号",
        "fails the check of a bank card; it may be a company account",
    ),
];

/// Company names.
pub(crate) const COMPANY: &str = messages![
    message("company/cut_off", "法律形式不完整或有误", "the legal form is cut off or misspelt"),
    message(
        "company/former_name",
        "单元格中还有曾用名“{name}”",
        "the cell holds a former name as well: {name}",
    ),
    message("company/holds_address", "名称里混有地址", "an address stands in the name"),
    message(
        "company/looks_like_person",
        "“{value}”像是人名，不是公司名称",
        "“{value}” looks like a person, not a company",
    ),
    message("company/no_name", "没有公司名称", "there is no company name"),
    message("company/note", "名称后有备注“{note}”", "a remark stands with the name: {note}"),
    message(
        "company/pasted_contact",
        "名称后粘有联系人或电话，已分开",
        "a contact or phone number was pasted behind the name; it was taken off",
    ),
];

/// Dates.
pub(crate) const DATE: &str = messages![
    message(
        "date/ambiguous_order",
        "日、月顺序不明确，可能是 {candidates}",
        "the order of day and month is unclear; it may be {candidates}",
    ),
    message("date/impossible", "“{value}”不是存在的日期", "“{value}” is not a date that exists"),
    message("date/imprecise", "日期只是大概", "the date is only approximate"),
    message("date/lunar", "农历日期需要人工换算", "a lunar date must be converted by hand"),
    message("date/no_year", "日期没有年份", "the date has no year"),
    message(
        "date/range",
        "这是一段日期（{start} 至 {end}），按起始日期理解",
        "a stretch of time from {start} to {end}; read as its first date",
    ),
    message(
        "date/relative",
        "相对日期，已按参照日换算",
        "a date told by its distance from today; it was counted from the reference date",
    ),
    message("date/unlikely_year", "年份不合常理", "the year is unlikely"),
    message("date/unreadable", "不是可识别的日期", "not a date that can be read"),
];

/// Email addresses.
pub(crate) const EMAIL: &str = messages![
    message("email/comma_for_dot", "域名中的逗号已改为点", "a comma in the domain was read as a dot"),
    message("email/domain", "“{domain}”不是有效的域名", "“{domain}” is not a domain name"),
    message(
        "email/domain_typo",
        "域名“{domain}”可能应为“{suggestion}”",
        "the domain “{domain}” may be a slip for “{suggestion}”",
    ),
    message(
        "email/dots",
        "点的位置不规范，部分邮件系统会拒收",
        "dots stand where some mail systems refuse them",
    ),
    message("email/inner_space", "已去掉地址中的空格", "a space inside the address was removed"),
    message(
        "email/length",
        "地址过长（本地部分最多 64 字节，总长最多 254 字节）",
        "the address is too long (64 octets before the @, 254 in all)",
    ),
    message("email/local", "@ 之前没有有效的邮箱名", "there is no mailbox name before the @"),
    message("email/no_at", "缺少 @，不是邮箱地址", "there is no @, so this is not an email address"),
    message(
        "email/non_ascii_local",
        "邮箱名含非 ASCII 字符，很多邮件系统不支持",
        "the mailbox name is not ASCII, which many mail systems do not support",
    ),
    message(
        "email/space_before",
        "地址前有空格，也可能是 {suggestion}",
        "a space stands in front of the address; it may be {suggestion}",
    ),
    message(
        "email/unknown_top_level",
        "“{domain}”的顶级域名不常见，请核对",
        "the top level of “{domain}” is unusual; please check",
    ),
];

/// Amounts and numbers.
pub(crate) const FIGURES: &str = messages![
    message(
        "amount/ambiguous_currency",
        "币种不明确，可能是 {candidates}",
        "the currency is unclear; it may be {candidates}",
    ),
    message("amount/extra_text", "金额之外还有“{text}”", "there is “{text}” besides the amount"),
    message("amount/unreadable", "不是可识别的金额", "not an amount that can be read"),
    message(
        "number/ambiguous_range",
        "范围前一个数的单位不明确，已按后一个数的单位理解",
        "the unit of the lower end of the range is unclear; it was read with the unit of the upper end",
    ),
    message(
        "number/ambiguous_separator",
        "逗号和小数点的用法有歧义",
        "commas and points are used in an ambiguous way",
    ),
    message(
        "number/ambiguous_sign",
        "横线可能是负号，也可能只是连接号",
        "the hyphen may be a minus sign or only part the words",
    ),
    message("number/ambiguous_unit", "数量单位有歧义", "the unit of the number is ambiguous"),
    message("number/rounded", "科学计数法可能丢失了精度", "scientific notation may have lost digits"),
    message("number/unreadable", "不是可识别的数字", "not a number that can be read"),
];

/// Job titles.
pub(crate) const JOB_TITLE: &str = messages![
    message("job_title/former", "“{value}”是曾任职务", "“{value}” is a former post"),
    message(
        "job_title/hint",
        "“{value}”只是称呼，职务不确定",
        "“{value}” is a form of address from which the post can only be guessed",
    ),
    message(
        "job_title/unknown",
        "看不出“{value}”的级别和职能",
        "neither level nor function can be told from “{value}”",
    ),
];

/// People's names.
pub(crate) const PERSON: &str = messages![
    message("person/ambiguous_order", "姓和名的先后不明确", "which part is the surname is unclear"),
    message("person/double_surname", "可能是双姓或冠夫姓", "possibly two surnames, as in a married name"),
    message("person/extra_text", "姓名里混有其他内容", "other text stands with the name"),
    message(
        "person/looks_like_company",
        "“{value}”像是公司名称，不是人名",
        "“{value}” looks like a company, not a person",
    ),
    message("person/no_letters", "没有文字，不是人名", "there are no letters in it, so it is not a name"),
    message(
        "person/partial",
        "姓名不完整，不能据此认定是同一人",
        "the name is partial and identifies nobody",
    ),
    message("person/too_long", "比一般姓名长", "longer than names usually are"),
    message("person/unknown_surname", "不是常见姓氏", "does not begin with a known surname"),
];

/// Telephone numbers.
pub(crate) const PHONE: &str = messages![
    message(
        "phone/assumed_country",
        "没有国际区号，按号码形式推断了地区",
        "there is no country code; the country was inferred from the form of the number",
    ),
    message(
        "phone/corrected",
        "号码中的字母已改为形近的数字：{from} → {to}",
        "letters were read as the digits that they look like: {from} to {to}",
    ),
    message(
        "phone/credit_code",
        "这是统一社会信用代码，不是电话号码",
        "this is a unified social credit code, not a telephone number",
    ),
    message("phone/iot", "物联网卡号码，不能与人通话", "a number of a machine, where nobody answers"),
    message(
        "phone/length",
        "{length} 位，号码长度不对",
        "{length} digits is not the length of a telephone number here",
    ),
    message("phone/no_area_code", "固定电话缺少区号", "the landline number lacks its area code"),
    message(
        "phone/no_trunk_prefix",
        "区号缺少前面的 0，按固定电话理解",
        "the area code lacks its leading 0; read as a landline",
    ),
    message(
        "phone/short_subscriber",
        "该地区固定电话已升为 8 位，号码少一位",
        "landlines there have 8 digits now; this number is one short",
    ),
    message(
        "phone/unassigned_prefix",
        "号段尚未分配或不常见，请核对",
        "the prefix is not known to be assigned; please check",
    ),
    message(
        "phone/unknown_form",
        "不符合已知的号码形式，可能是外国号码",
        "fits no known form; it may be a foreign number",
    ),
    message(
        "phone/wechat_id",
        "这是微信号或 QQ 号，不是电话号码",
        "this is a WeChat or QQ id, not a phone number",
    ),
];

/// Regions and addresses.
pub(crate) const PLACES: &str = messages![
    message(
        "address/looks_like_company",
        "像是公司名称，不是地址",
        "looks like a company name, not an address",
    ),
    message(
        "address/no_place",
        "没有可识别的行政区划或道路",
        "names no administrative division and no road that can be recognised",
    ),
    message(
        "region/ambiguous",
        "“{value}”有多处，可能是 {candidates}",
        "“{value}” is the name of several places: {candidates}",
    ),
    message("region/contradiction", "“{value}”不属于{parent}", "“{value}” does not lie in {parent}"),
    message("region/extra_text", "行政区划之外还有“{text}”", "there is “{text}” besides the region"),
    message("region/unknown", "不是已知的行政区划", "not a known administrative division"),
];

/// Resident identity numbers.
pub(crate) const RESIDENT_ID: &str = messages![
    message("resident_id/birth_date", "出生日期不存在", "the date of birth does not exist"),
    message(
        "resident_id/check_digit",
        "校验位不符，号码有误",
        "the check character is wrong; the number is mistyped",
    ),
    message(
        "resident_id/fifteen_digits",
        "15 位旧号码没有校验位，已补成 18 位",
        "an old number of 15 digits has no check character; it was completed to 18",
    ),
    message(
        "resident_id/form_only",
        "仅按格式判断为证件号码，没有校验位可验证",
        "only its form says that it is a permit; there is no check digit",
    ),
    message("resident_id/future_birth", "出生日期在将来", "the date of birth lies in the future"),
    message(
        "resident_id/length",
        "{length} 位，不是 18 位或 15 位",
        "{length} characters instead of 18 or 15",
    ),
    message(
        "resident_id/unknown_region",
        "地区代码 {region} 不存在",
        "there is no region with the code {region}",
    ),
];

/// Web addresses.
pub(crate) const URL: &str = messages![
    message("url/email", "这是邮箱地址，不是网址", "this is an email address, not a web address"),
    message("url/host", "主机名无效", "the host name is not valid"),
    message(
        "url/platform",
        "这是 {platform} 平台上的页面，不是公司自己的网站",
        "a page on {platform}, not the company's own site",
    ),
    message("url/port", "端口无效", "the port is not valid"),
    message(
        "url/public_suffix",
        "“{host}”是公共后缀，不属于某家公司",
        "“{host}” is a public suffix and belongs to no company",
    ),
    message("url/scheme", "不是 http 或 https 网址", "not an http or https address"),
    message(
        "url/unknown_top_level",
        "“{host}”的顶级域名不常见，请核对",
        "the top level of “{host}” is unusual; please check",
    ),
];

/// Company codes.
pub(crate) const USCC: &str = messages![
    message("uscc/alphabet", "代码不使用字符“{character}”", "the code never contains “{character}”"),
    message(
        "uscc/check_digit",
        "校验位不符，代码有误",
        "the check characters are wrong; the code is mistyped",
    ),
    message(
        "uscc/corrected",
        "按校验位把形近字符改正：{from} → {to}",
        "look-alike characters were corrected by the check characters: {from} to {to}",
    ),
    message(
        "uscc/length",
        "{length} 位，不是 18 位代码，也不是旧的 9、15 位代码",
        "{length} characters is the length of no company code, new or old",
    ),
    message(
        "uscc/no_check_digit",
        "这种号码没有校验位，无法核对",
        "numbers of this kind have no check digit to verify",
    ),
    message(
        "uscc/organisation_check",
        "其中的组织机构代码校验位不符",
        "the organisation code inside has a wrong check character",
    ),
    message(
        "uscc/pilot_or_typo",
        "末位校验不符：可能是试点期发放的代码，也可能末位有误",
        "the last character is wrong: a code of the pilot years, or a slip",
    ),
    message(
        "uscc/resident_id",
        "这是居民身份证号码，不是企业代码",
        "this is a resident identity number, not a company code",
    ),
    message(
        "uscc/unknown_region",
        "登记机关地区代码 {region} 不存在",
        "there is no region of registration with the code {region}",
    ),
];
