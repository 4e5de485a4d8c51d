//! What every text function and every table must hold for any input.

use std::borrow::Cow;

use kehu::tables::regions::Level;
use kehu::tables::{
    area_codes, company, email, industry, latin, phone, pinyin, regions, surnames, traditional,
};
use kehu::text::{fold, is_han, is_placeholder, pinyin as read, repair, simplify, to_half_width, tokens};
use proptest::prelude::*;

/// Text as it comes: ordinary characters, the troublesome ones, and both scripts of Chinese.
fn dirty_text() -> impl Strategy<Value = String> {
    let troublesome = prop::sample::select(
        " \u{3000}\u{A0}\u{200B}\u{FEFF}\u{AD}\u{301}\u{308}\u{3099}eEuǘÅßİı乾隆蕭後臺灣裡著瞭望於鍾昇Ａ１（）·、。か𬎆䶮\t\n'’-_"
            .chars()
            .collect::<Vec<_>>(),
    );
    let any = prop_oneof![4 => troublesome, 1 => any::<char>(), 2 => prop::char::range('一', '鿿')];
    prop::collection::vec(any, 0..24).prop_map(String::from_iter)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn repairing_twice_changes_nothing(text in dirty_text()) {
        let once = repair(&text).into_owned();
        prop_assert!(matches!(repair(&once), Cow::Borrowed(_)) || repair(&once) == once);
        prop_assert_eq!(repair(&once), once.as_str());
    }

    #[test]
    fn simplifying_twice_changes_nothing(text in dirty_text()) {
        let once = simplify(&text).into_owned();
        prop_assert_eq!(simplify(&once), once.as_str());
        prop_assert_eq!(once.chars().count(), text.chars().count());
    }

    #[test]
    fn folding_twice_changes_nothing(text in dirty_text()) {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once.as_str());
        prop_assert!(once.split(' ').all(|word| once.is_empty() || !word.is_empty()));
    }

    #[test]
    fn half_width_is_a_fixed_point(text in dirty_text()) {
        let once = to_half_width(&text).into_owned();
        prop_assert_eq!(to_half_width(&once), once.as_str());
    }

    #[test]
    fn tokens_cover_the_folded_text(text in dirty_text()) {
        let folded = fold(&text);
        let tokens = tokens(&text);
        prop_assert!(tokens.iter().all(|token| !token.is_empty() && folded.contains(token.as_str())));
        prop_assert_eq!(tokens.is_empty(), folded.is_empty());
    }

    #[test]
    fn no_text_is_too_odd(text in any::<String>()) {
        let _ = (is_placeholder(&text), read(&text), tokens(&text), repair(&text).len());
    }
}

#[test]
fn every_simplified_form_is_final() {
    let every = || ('\u{3400}'..='\u{2FFFF}').filter_map(|c| traditional::simplified(c).map(|to| (c, to)));
    assert!(every().count() > 3_000, "the table is there");
    for (from, to) in every() {
        assert_eq!(traditional::simplified(to), None, "{from} becomes {to}, which is traditional itself");
    }
}

#[test]
fn every_phrase_keeps_its_length_and_its_result() {
    let first_characters = '\u{3400}'..='\u{2FFFF}';
    for (from, to) in first_characters.flat_map(traditional::phrases) {
        assert_eq!(from.chars().count(), to.chars().count(), "{from}");
        assert_eq!(simplify(from), *to, "{from}");
        assert_eq!(simplify(to), *to, "{to} must stay");
    }
}

#[test]
fn every_common_ideograph_can_be_read() {
    let unread: String = ('\u{4E00}'..='\u{9FA5}').filter(|c| pinyin::syllable(*c).is_none()).collect();
    assert!(unread.chars().count() < 60, "{unread}");
    assert!(('\u{4E00}'..='\u{9FFF}').filter_map(pinyin::syllable).all(pinyin::is_syllable));
}

#[test]
fn readings_are_right_where_they_are_checked() {
    // Xinhua dictionary, main readings; the last ones lie outside the first block.
    let cases = [
        ('一', "yi"),
        ('阿', "a"),
        ('华', "hua"),
        ('創', "chuang"),
        ('绿', "lv"),
        ('鑫', "xin"),
        ('龘', "da"),
        ('喆', "zhe"),
        ('堃', "kun"),
        ('昇', "sheng"),
        ('䶮', "yan"),
        ('𬎆', "ying"),
        ('𫄧', "yan"),
    ];
    for (character, syllable) in cases {
        assert_eq!(pinyin::syllable(character), Some(syllable), "{character}");
    }
}

#[test]
fn surnames_are_ranked_and_read() {
    assert!(["李", "欧", "肖", "仇", "覃", "曾"].into_iter().all(surnames::is_single));
    assert!(["欧阳", "司马", "诸葛", "万俟", "单于", "尉迟", "令狐"].into_iter().all(surnames::is_compound));
    assert!(surnames::rank("李") < surnames::rank("覃"));
    let cases =
        [("曾", "zeng"), ("区", "ou"), ("朴", "piao"), ("万俟", "mo qi"), ("单于", "chan yu"), ("覃", "qin")];
    for (name, reading) in cases {
        assert_eq!(surnames::reading(name), Some(reading), "{name}");
    }
}

#[test]
fn letters_compose_and_fall_apart() {
    for (base, mark, whole) in
        [('A', '\u{30A}', 'Å'), ('ü', '\u{304}', 'ǖ'), ('и', '\u{306}', 'й'), ('は', '\u{309A}', 'ぱ')]
    {
        assert_eq!(latin::compose(base, mark), Some(whole));
        assert_ne!(latin::base(whole), whole);
    }
    assert!(!is_han(latin::base('ü')));
}

#[test]
fn regions_form_a_tree_without_holes() {
    let all = regions::all();
    assert!(all.windows(2).all(|pair| pair[0].code < pair[1].code), "sorted, each code once");
    assert_eq!(all.iter().filter(|region| region.level() == Level::Province).count(), 34);
    for region in all {
        assert!(!region.name.is_empty() && !region.name.chars().any(|c| c.is_ascii()), "{region:?}");
        let parent = regions::parent(region.code);
        assert!(parent.is_none_or(|code| regions::by_code(code).is_some()), "{region:?} hangs in the air");
        assert!(regions::named(region.short_name()).contains(&region), "{region:?}");
    }
}

#[test]
fn regions_are_of_the_day_they_claim() {
    // Approvals of the State Council and the Ministry of Civil Affairs since 2020.
    let now = [
        (460302, "西沙区"),
        (659012, "白杨市"),
        (540581, "错那市"),
        (500157, "两江新区"),
        (653229, "和安县"),
        (653131, "塔什库尔干塔吉克自治县"),
    ];
    for (code, name) in now {
        assert_eq!(regions::by_code(code).map(|region| region.name), Some(name));
    }
    for abolished in [320611, 370634, 330103, 420321, 500105] {
        assert_eq!(regions::by_code(abolished), None, "{abolished}");
    }
    let zones = ["苏州工业园区", "经济技术开发区", "市辖区", "长安镇"];
    assert!(zones.into_iter().all(|name| regions::named(name).is_empty()), "zones and towns are no counties");
}

#[test]
fn short_names_are_what_people_say() {
    let cases = [
        (150000, "内蒙古"),
        (450000, "广西"),
        (650000, "新疆"),
        (640000, "宁夏"),
        (810000, "香港"),
        (310115, "浦东"),
        (222400, "延边"),
        (533100, "德宏"),
        (652700, "博尔塔拉"),
        (500243, "彭水"),
        (152900, "阿拉善"),
        (232700, "大兴安岭"),
        (429021, "神农架"),
        (130223, "滦州"),
        (533300, "怒江"),
        (532900, "大理"),
        (220623, "长白"),
    ];
    for (code, short) in cases {
        if let Some(region) = regions::by_code(code) {
            assert_eq!(region.short_name(), short, "{region:?}");
        }
    }
    assert!(cases.iter().filter(|(code, _)| regions::by_code(*code).is_some()).count() >= 15);
}

#[test]
fn former_regions_lead_to_present_ones() {
    assert!(regions::changes().len() > 100);
    for change in regions::changes() {
        assert!(regions::by_code(change.now).is_some(), "{change:?}");
    }
    let cases =
        [("襄樊市", 420600), ("下城区", 330105), ("错那县", 540581), ("江东区", 330212), ("渝北区", 500157)];
    for (name, now) in cases {
        assert!(regions::former(name).iter().any(|former| former.now == now), "{name}");
    }
}

#[test]
fn area_codes_name_a_region() {
    assert!(area_codes::all().len() > 310);
    for &(code, region) in area_codes::all() {
        assert!(regions::by_code(region).is_some(), "{code}");
        assert!(!area_codes::subscriber_lengths(code).is_empty(), "{code}");
    }
    for (code, name) in [("021", "上海市"), ("0755", "深圳市"), ("991", "乌鲁木齐市"), ("0512", "苏州市")]
    {
        let region = area_codes::city(code).and_then(regions::by_code);
        assert_eq!(region.map(|region| region.name), Some(name), "{code}");
    }
}

#[test]
fn numbers_have_their_kind() {
    use phone::NumberKind::{Fixed, FixedOrMobile, Mobile, TollFree};
    // Example numbers of the plans, as the operators and regulators publish them.
    let cases = [
        ("CN", "13123456789", Some(Mobile)),
        ("CN", "1012345678", Some(Fixed)),
        ("CN", "8001234567", Some(TollFree)),
        ("CN", "12345678901", None),
        ("HK", "51234567", Some(Mobile)),
        ("HK", "21234567", Some(Fixed)),
        ("MO", "66123456", Some(Mobile)),
        ("TW", "912345678", Some(Mobile)),
        ("US", "2015550123", Some(FixedOrMobile)),
        ("GB", "7400123456", Some(Mobile)),
        ("DE", "15123456789", Some(Mobile)),
        ("FR", "612345678", Some(Mobile)),
        ("IT", "0212345678", Some(Fixed)),
        ("JP", "9012345678", Some(Mobile)),
        ("SG", "81234567", Some(Mobile)),
        ("IN", "8123456789", Some(Mobile)),
        ("AU", "412345678", Some(Mobile)),
        ("BR", "11961234567", Some(Mobile)),
    ];
    for (country, number, kind) in cases {
        let plan = phone::by_country(country).expect("a known country");
        assert_eq!(plan.kind(number), kind, "{country} {number}");
    }
    assert!(phone::all().len() > 240);
    assert!(phone::all().iter().all(|plan| plan.length_bounds().0 >= 4 && plan.length_bounds().1 <= 17));
    assert_eq!(phone::split_calling_code("999123"), None);
}

#[test]
fn companies_have_trades_and_forms() {
    assert_eq!(company::TRADES.end_of("华信电子商务"), Some("电子商务"));
    assert_eq!(company::TRADES.end_of("金龙纸业"), Some("纸业"));
    assert_eq!(company::TRADES.end_of("伟业"), None, "a brand");
    let world = [
        ("gmbh", "LLC"),
        ("ltd", "LLC"),
        ("inc", "JSC"),
        ("srl", "LLC"),
        ("sarl", "LLC"),
        ("ag", "JSC"),
        ("kg", "LP"),
    ];
    for (words, group) in world {
        assert_eq!(company::world_form(words).map(|form| form.group), Some(group), "{words}");
    }
}

#[test]
fn free_mail_is_known_and_companies_are_not() {
    assert!(
        ["qq.com", "163.com", "gmail.com", "outlook.com", "yahoo.co.jp"]
            .into_iter()
            .all(|d| email::provider(d).is_some())
    );
    assert!(
        ["jd.com", "huawei.com", "sina.com.hk.example", ""].into_iter().all(|d| email::provider(d).is_none())
    );
    assert!(
        email::free_domains().iter().all(|domain| domain.contains('.') && *domain == domain.to_lowercase())
    );
}

#[test]
fn industries_are_complete_and_found() {
    let divisions = industry::divisions();
    assert_eq!(divisions.len(), 97);
    for (place, division) in divisions.iter().enumerate() {
        assert_eq!(
            division.code.get(1..),
            Some(format!("{:02}", place + 1).as_str()),
            "numbered without a gap"
        );
        let letter = division.code.chars().next().expect("a letter");
        assert!(industry::section(letter).is_some(), "{division:?}");
    }
    let cases = [
        ("软件开发", "I65"),
        ("医疗器械", "C35"),
        ("国际货代", "G58"),
        ("SaaS", "I65"),
        ("汽车零部件制造", "C36"),
        ("餐饮", "H62"),
    ];
    for (text, code) in cases {
        assert_eq!(industry::by_keyword(text).map(|division| division.code.as_str()), Some(code), "{text}");
    }
}

#[test]
fn former_codes_are_remembered() {
    // Codes in identity numbers of people born before the regions were merged or raised.
    let cases =
        [(110103, None), (330283, Some("奉化区")), (310225, None), (320586, None), (132600, Some("承德市"))];
    for (code, now) in cases {
        assert!(regions::has_existed(code), "{code}");
        assert!(regions::by_code(code).is_none(), "{code}");
        assert_eq!(regions::present(code).map(|region| region.name), now, "{code}");
    }
    let present = (110_000..660_000).filter_map(|code| Some((code, regions::present(code)?)));
    assert!(present.clone().count() > 5_500);
    assert!(
        present.into_iter().all(|(code, now)| now.code / 10_000 == code / 10_000),
        "in the same province"
    );
}
