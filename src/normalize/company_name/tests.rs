use super::*;

fn part(input: &str, name: &str) -> String {
    normalize(input, &Context::default()).part(name).unwrap_or_default().to_owned()
}

#[test]
fn spellings_of_one_name_share_the_strict_key() {
    let same = [
        "上海市华信科技有限责任公司",
        "上海華信科技有限公司",
        " 上海华信 科技有限公司。",
        "客户：上海华信科技有限公",
    ];
    for name in same {
        assert_eq!(part(name, "key_strict"), "上海华信科技有限公司", "{name}");
    }
}

#[test]
fn the_loose_key_tells_branches_apart_and_regions_not() {
    assert_eq!(part("上海华信科技有限公司", "key_loose"), part("华信科技（上海）有限公司", "key_loose"));
    assert_ne!(
        part("华信科技有限公司北京分公司", "key_loose"),
        part("华信科技有限公司广州分公司", "key_loose")
    );
}

#[test]
fn every_name_has_a_brand() {
    for name in
        ["科技有限公司", "上海有限公司", "北京市人民政府", "第一中学", "电子", "A", "北京银行", "中国"]
    {
        assert!(!part(name, "key_brand").is_empty(), "{name}");
    }
}

#[test]
fn the_form_and_the_industry_are_not_read_into_each_other() {
    assert_eq!(part("北京国际酒店", "legal_form"), "酒店");
    assert_eq!(part("上海浦东发展银行", "legal_form"), "");
    assert_eq!(part("诚达机械厂", "legal_form"), "厂");
}
