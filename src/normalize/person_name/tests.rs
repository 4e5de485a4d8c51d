use super::*;

#[test]
fn brands_are_not_people() {
    for brand in ["华为", "万科", "小米", "方太", "安踏", "金山", "康师傅", "高德", "Acme"] {
        assert!(!looks_like_person(brand), "{brand}");
    }
    for person in ["张三", "李建国", "欧阳娜娜", "王女士", "陈总", "張偉"] {
        assert!(looks_like_person(person), "{person}");
    }
}

#[test]
fn a_text_apart_from_a_company_needs_less_proof() {
    assert!(may_be_person("钱钟书", true));
    assert!(!may_be_person("钱钟书", false));
    assert!(!may_be_person("采购部", true));
}

#[test]
fn both_scripts_of_a_name_share_the_reading() {
    let reading = |name: &str| normalize(name, &Context::default()).part("pinyin").map(str::to_owned);
    assert_eq!(reading("张小明"), reading("Xiaoming Zhang"));
    assert_eq!(reading("吕布"), reading("LYU Bu"));
}

#[test]
fn letters_that_are_no_pinyin_are_western() {
    for name in ["Jack Ma", "Bruce Lee", "Kim Smith"] {
        assert_eq!(normalize(name, &Context::default()).part("script"), Some("latin"), "{name}");
    }
}
