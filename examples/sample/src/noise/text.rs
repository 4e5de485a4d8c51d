//! How people write names, mail addresses, postal addresses and remarks.

use super::glyph;
use crate::company::Company;
use crate::identity::capitalize;
use crate::person::Person;
use crate::rates;
use crate::rng::Rng;
use crate::world::World;

/// A contact's name as that person, or a colleague, wrote it.
pub(crate) fn person(person: &Person, company: &Company, rng: &mut Rng, loose: bool) -> String {
    let (name, surname) = (&person.name, person.surname);
    let polite = if person.female { "女士" } else { "先生" };
    if name.is_ascii() || rng.chance(if loose { 720 } else { 900 }) {
        return name.clone();
    }
    match rng.below(20) {
        0..4 => format!("{surname}{polite}"),
        4..7 => format!("{surname}总"),
        7 => format!("{surname}经理"),
        8..10 => format!("{name}{polite}"),
        10 => format!("{} {}", capitalize(&person.family), capitalize(&person.given)),
        11 => format!("{} {}", capitalize(&person.given), capitalize(&person.family)),
        12 => format!("{}{}", person.family, person.given),
        13 => format!("{name}(采购)"),
        14 => glyph::spaced(name, rng),
        15 => spread_out(name),
        16 => format!("小{surname}"),
        17 => format!("{surname}工"),
        18 => format!("{name}/{}", company.identity.brand),
        _ => format!("{name} "),
    }
}

/// 张 伟, as forms with fixed-width names have it.
fn spread_out(name: &str) -> String {
    let characters: Vec<String> = name.chars().map(String::from).collect();
    if characters.len() == 2 { characters.join("  ") } else { name.to_owned() }
}

/// What somebody calls themselves on WeChat.
pub(crate) fn nickname(person: &Person, company: &Company, rng: &mut Rng) -> String {
    let (name, brand) = (&person.name, &company.identity.brand);
    match rng.below(20) {
        0..6 => name.clone(),
        6..12 => person.nickname.to_owned(),
        12 => format!("A{name}"),
        13 => format!("A {brand}-{name}"),
        14 => format!("{brand}{name}{}", person.mobile),
        15 => format!("{}{}", capitalize(&person.given), rng.pick(&["", "🌸", "😊", "☀️", "💪"])),
        16 => format!("{}总", person.surname),
        17 => format!("{}{}", person.nickname, rng.pick(&["🌹", "🐟", "🍀", "~"])),
        18 => format!("阿{}", person.name.chars().last().map(String::from).unwrap_or_default()),
        _ => format!("{name}（{brand}）"),
    }
}

/// A mail address as typed.
pub(crate) fn mail(address: &str, rng: &mut Rng) -> String {
    if rng.chance(rates::MAIL_TYPO) {
        return mistyped(address, rng);
    }
    match rng.below(100) {
        0..2 => address.to_ascii_uppercase(),
        2 => address.replace('@', "＠"),
        3 => format!(" {address}"),
        4 => capitalize(address),
        5 => format!("{address};"),
        _ => address.to_owned(),
    }
}

fn mistyped(address: &str, rng: &mut Rng) -> String {
    const SLIPS: [(&str, &str); 8] = [
        ("@gmail.com", "@gmial.com"),
        ("@foxmail.com", "@foxmial.com"),
        ("@sina.com", "@sian.com"),
        ("@qq.com", "@qq.con"),
        ("@qq.com", "@qqq.com"),
        ("@163.com", "@163.cmo"),
        (".com", ".comm"),
        (".com", "com"),
    ];
    let fitting: Vec<_> = SLIPS.iter().filter(|(right, _)| address.ends_with(right)).collect();
    if fitting.is_empty() {
        return address.replace('@', "#");
    }
    let (right, wrong) = rng.pick(&fitting);
    address.replacen(right, wrong, 1)
}

/// The address: with or without its divisions, which may stand in their own columns, or twice.
pub(crate) fn address(world: &World, company: &Company, street: &str, rng: &mut Rng, loose: bool) -> String {
    if company.is_overseas() {
        return street.to_owned();
    }
    let city = company.city(world);
    let county = company.county(world).map_or("", |county| county.name);
    let province = if city.is_municipality() { "" } else { city.province };
    let whole = match rng.below(20) {
        0..7 => format!("{province}{}{county}{street}", city.name),
        7..11 => format!("{}{county}{street}", city.name),
        11..13 => format!("{}{}{county}{street}", city.short_province(), city.short()),
        13..16 => format!("{county}{street}"),
        16 => format!("{province} {} {county} {street}", city.name),
        17 => format!("{province}{0}{province}{0}{county}{street}", city.name),
        18 => format!("{province}{}{county}{street}（近地铁口）", city.name),
        _ => street.to_owned(),
    };
    if loose && rng.chance(60) { glyph::look_alike(&whole, &world.words.glyphs, rng) } else { whole }
}

/// The website as typed.
pub(crate) fn website(domain: &str, rng: &mut Rng) -> String {
    match rng.below(10) {
        0..4 => format!("www.{domain}"),
        4..6 => format!("http://www.{domain}"),
        6 => format!("https://www.{domain}/"),
        7 => domain.to_owned(),
        8 => format!("http://{domain}/index.html"),
        _ => format!("WWW.{}", domain.to_ascii_uppercase()),
    }
}

/// What sales people note.
pub(crate) fn remark(world: &World, company: &Company, rng: &mut Rng) -> String {
    let industry = world.words.industry(company.identity.industry);
    let product = rng.pick(&industry.products);
    let owner = company.owner;
    let month = rng.between(1, 12);
    match rng.below(16) {
        0 => format!("主营{product}，已加微信，约{month}月上旬上门"),
        1 => format!("客户反馈预算在{}万左右，需要走招标", rng.between(3, 80)),
        2 => "电话无人接听，改天再打".to_owned(),
        3 => format!(
            "1. 已寄样品\n2. 等{}确认价格\n3. {month}月底前给答复",
            rng.pick(&["采购", "老板", "技术"])
        ),
        4 => format!("原由{}跟进，现转{owner}", rng.pick(&world.words.owners)),
        5 => "竞品在用，合同明年到期".to_owned(),
        6 => format!("老板很爽快，账期{}天", rng.pick(&["30", "45", "60", "90"])),
        7 => "重点客户，节日记得维护！！".to_owned(),
        8 => format!("展会认识，主要做{product}"),
        9 => format!("开票信息已核对,税号见附件,\"专票\"\n收件人:{}", company.legal_representative),
        10 => "转介绍".to_owned(),
        11 => format!("{month}月{}日回访：满意度一般，嫌发货慢", rng.between(1, 28)),
        12 => "只要报价，不愿意留电话".to_owned(),
        13 => format!("需求：{} {}套", goods(world, rng), rng.between(2, 60)),
        14 => "疑似同行，谨慎报价".to_owned(),
        _ => "已签框架协议".to_owned(),
    }
}

/// Something from the seller's catalogue.
fn goods(world: &World, rng: &mut Rng) -> &'static str {
    rng.pick(&world.words.catalogue).0
}

/// What a visitor writes into the free text of a web form.
pub(crate) fn message(world: &World, company: &Company, rng: &mut Rng) -> String {
    let product = rng.pick(&world.words.industry(company.identity.industry).products);
    let people = company.employees;
    match rng.below(10) {
        0 => format!("我们是做{product}的，想了解一下{}的价格，谢谢", goods(world, rng)),
        1 => format!("公司{people}人左右，请发一份报价单到邮箱"),
        2 => "想申请试用，请尽快联系我".to_owned(),
        3 => "有没有成功案例？\n最好是同行业的".to_owned(),
        4 => "请加微信详聊，电话上班时间不方便接".to_owned(),
        5 => "预约演示，下周二下午可以".to_owned(),
        6 => "How much for 20 users?".to_owned(),
        7 => format!("采购{}，预算{}万以内", goods(world, rng), rng.between(2, 50)),
        8 => "在吗".to_owned(),
        _ => "咨询代理加盟".to_owned(),
    }
}
