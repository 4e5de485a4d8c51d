//! Provinces, cities and counties, their former names, and the area codes of their landlines.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result, ensure};

use super::abolished;
use super::output::{List, Table, lines};
use super::packages::{Package, Registry, node};

pub const VANT: Package = Package {
    registry: Registry::Npm,
    name: "@vant/area-data",
    version: "2.1.0",
    licence: "MIT",
    date: "2025-10-03",
};
pub const DIVISION: Package = Package {
    registry: Registry::Npm,
    name: "china-division",
    version: "2.7.0",
    licence: "MIT",
    date: "2024-12-13",
};
pub const JIONLP: Package = Package {
    registry: Registry::PyPi,
    name: "jionlp",
    version: "1.5.31",
    licence: "Apache-2.0",
    date: "2026-10-16",
};

/// Six-digit code to name.
pub type Regions = BTreeMap<u32, String>;

/// Counties founded after the state of `china-division`; `@vant/area-data` has some already.
///
/// Approvals of the State Council: 西沙区 and 南沙区 2020-04, 和安县 and 和康县 2024-12, 岑岭县, 草湖市 and
/// 两江新区 2025 to 2026.
const NEW: [(u32, &str); 7] = [
    (460302, "西沙区"),
    (460303, "南沙区"),
    (500157, "两江新区"),
    (653132, "岑岭县"),
    (653228, "和康县"),
    (653229, "和安县"),
    (659013, "草湖市"),
];

/// Counties that were merged since, with what they became.
const MERGED: [(u32, u32); 2] = [(500105, 500157), (500112, 500157)];

/// Cities without counties, below which the sources list towns or a pseudo county.
const UNDIVIDED: [u32; 4] = [441900, 442000, 460400, 620200];

pub fn regions() -> Table {
    Table {
        name: "regions",
        about: "Provinces, cities and counties of GB/T 2260, state of 2026-04, and names they had since 2002.",
        sources: vec![
            VANT.citation(),
            DIVISION.citation(),
            JIONLP.citation(),
            abolished::VALIDATOR.citation(),
        ],
        build: || {
            let regions = current()?;
            Ok(vec![
                List { name: "REGIONS", about: "One city a line, under its province.", text: pack(&regions) },
                List {
                    name: "RENAMED",
                    about: "Former city and county, separated by a space, and the code of what they are now.",
                    text: renamed(&regions)?,
                },
                List {
                    name: "ABOLISHED",
                    about: "Former codes: distance from the one before, and `=` with the end or all of today's code.",
                    text: abolished::pack(&regions)?,
                },
            ])
        },
    }
}

/// The union of both sources' counties without development zones, towns and pseudo counties.
fn current() -> Result<Regions> {
    let known = division_counties()?;
    let mut regions = vant()?;
    for (code, name) in NEW {
        let known = regions.get(&code);
        ensure!(known.is_none_or(|known| known == name), "{code} is {known:?}, not {name}");
    }
    regions.retain(|code, _| {
        is_region(*code) && (*code >= 700_000 || !is_county(*code) || known.contains(code))
    });
    regions.extend(NEW.map(|(code, name)| (code, name.to_owned())));
    for (merged, _) in MERGED {
        regions.remove(&merged);
    }
    Ok(regions)
}

/// The names of all regions, without the word for their kind where two characters and more are left.
pub fn names() -> Result<BTreeSet<String>> {
    let stem = |name: String| {
        let stem = name.trim_end_matches(['省', '市', '区', '县', '旗', '盟']);
        if stem.chars().count() > 1 { stem.to_owned() } else { name }
    };
    Ok(current()?.into_values().map(stem).collect())
}

pub fn is_county(code: u32) -> bool {
    !code.is_multiple_of(100)
}

fn is_region(code: u32) -> bool {
    let (city, county) = (code / 100 % 100, code % 100);
    let is_municipality = matches!(code / 10_000, 11 | 12 | 31 | 50);
    let is_pseudo_city = county == 0 && (city == 90 || is_municipality && city != 0);
    let is_zone = code < 700_000 && city != 90 && (71..80).contains(&county) || county >= 90;
    let is_town = is_county(code) && UNDIVIDED.contains(&(code / 100 * 100));
    !(is_pseudo_city || is_zone || is_town)
}

fn vant() -> Result<Regions> {
    const PRINT: &str = "const {areaList: a} = require(process.argv[1]);
        for (const list of [a.province_list, a.city_list, a.county_list])
            for (const [code, name] of Object.entries(list)) console.log(code + ',' + name);";
    let module = VANT.folder()?.join("dist/index.cjs");
    let text = node(PRINT, &[&module.to_string_lossy()])?;
    let pair = |line: &str| {
        line.split_once(',').and_then(|(code, name)| Some((code.parse().ok()?, name.to_owned())))
    };
    Ok(lines(&text).filter_map(pair).collect())
}

fn division_counties() -> Result<BTreeSet<u32>> {
    let text = DIVISION.read("dist/areas.csv")?;
    Ok(lines(&text).filter_map(|line| line.split(',').next()?.parse().ok()).collect())
}

/// `13河北省`, below it `01石家庄市:02长安区,04桥西区,新华区`: a county without a code follows the one before it.
fn pack(regions: &Regions) -> String {
    let mut cities: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut expected = 0;
    for (code, name) in regions {
        let counties = cities.entry(code / 100).or_default();
        if is_county(*code) {
            let is_next = *code == expected;
            counties.push(if is_next { name.clone() } else { format!("{:02}{name}", code % 100) });
            expected = code + 1;
        }
    }
    let line = |(city, counties): (&u32, &Vec<String>)| {
        let name = regions.get(&(city * 100)).map_or("", String::as_str);
        if city % 100 == 0 && counties.is_empty() {
            return format!("{:02}{name}", city / 100);
        }
        let list = if counties.is_empty() { String::new() } else { format!(":{}", counties.join(",")) };
        format!(" {:02}{name}{list}", city % 100)
    };
    cities.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// Changes that the source lacks, as announced by the State Council and the Ministry of Civil Affairs: the former
/// counties of a city, then what they became, with the city where it is another.
const FURTHER_CHANGES: &str = "\
北京市 崇文区>东城区
北京市 宣武区>西城区
北京市 密云县>密云区
北京市 延庆县>延庆区
天津市 塘沽区 汉沽区 大港区>滨海新区
天津市 宁河县>宁河区
天津市 静海县>静海区
天津市 蓟县>蓟州区
上海市 卢湾区>黄浦区
上海市 南汇区>浦东新区
上海市 闸北区>静安区
上海市 崇明县>崇明区
重庆市 万盛区 綦江县>綦江区
重庆市 双桥区 大足县>大足区
重庆市 璧山县>璧山区
重庆市 铜梁县>铜梁区
重庆市 潼南县>潼南区
重庆市 荣昌县>荣昌区
重庆市 开县>开州区
重庆市 梁平县>梁平区
重庆市 武隆县>武隆区
南京市 白下区>秦淮区
南京市 下关区>鼓楼区
南京市 溧水县>溧水区
南京市 高淳县>高淳区
苏州市 沧浪区 平江区 金阊区>姑苏区
苏州市 吴江市>吴江区
无锡市 崇安区 南长区 北塘区>梁溪区
常州市 戚墅堰区>武进区
常州市 金坛市>金坛区
扬州市 维扬区>邗江区
扬州市 江都市>江都区
徐州市 铜山县>铜山区
南通市 通州市>通州区
杭州市 富阳市>富阳区
杭州市 临安市>临安区
宁波市 江东区>鄞州区
宁波市 奉化市>奉化区
绍兴市 绍兴县>柯桥区
绍兴市 上虞市>上虞区
温州市 洞头县>洞头区
广州市 东山区>越秀区
广州市 芳村区>荔湾区
广州市 萝岗区>黄埔区
广州市 增城市>增城区
广州市 从化市>从化区
佛山市 南海市>南海区
佛山市 顺德市>顺德区
济南市 章丘市>章丘区
青岛市 四方区>市北区
青岛市 胶南市>黄岛区
青岛市 即墨市>即墨区
莱芜市 莱城区>济南市 莱芜区
莱芜市 钢城区>济南市 钢城区
沈阳市 东陵区>浑南区
大连市 普兰店市>普兰店区
长春市 九台市>九台区
哈尔滨市 动力区>香坊区
哈尔滨市 太平区>道外区
哈尔滨市 双城市>双城区
长沙市 望城县>望城区
成都市 双流县>双流区
成都市 郫县>郫都区
巢湖市 居巢区>合肥市 巢湖市
福州市 长乐市>长乐区
三明市 梅列区>三元区
贵阳市 小河区>花溪区
昆明市 呈贡县>呈贡区
重庆市 万县市>万州区
重庆市 巴县>巴南区
淮安市 楚州区>淮安区
宁波市 鄞县>鄞州区
铜陵市 铜陵县>义安区
九江市 九江县>柴桑区
九江市 星子县>庐山市
德州市 陵县>陵城区
许昌市 许昌县>建安区
开封市 开封县>祥符区
三门峡市 陕县>陕州区
襄阳市 襄阳县>襄州区
十堰市 郧县>郧阳区
咸宁市 蒲圻市>赤壁市
清远市 清新县>清新区
绵阳市 安县>安州区
达州市 达县>达川区
遵义市 遵义县>播州区
德宏傣族景颇族自治州 潞西市>芒市
渭南市 华县>华州区
天水市 北道区>麦积区
天水市 秦城区>秦州区
玉树藏族自治州 玉树县>玉树市
昌吉回族自治州 米泉市>乌鲁木齐市 米东区
乌鲁木齐市 东山区>米东区
林芝地区 林芝县>林芝市 巴宜区
锦州市 北宁市>北镇市
唐山市 唐海县>曹妃甸区
昆明市 晋宁县>晋宁区
西安市 高陵县>高陵区
西安市 户县>鄠邑区
思茅市 翠云区>普洱市 思茅区
烟台市 长岛县>蓬莱区";

/// `城市 旧县>新县` or `城市 旧县>新城市 新县`, with several former counties between spaces.
fn further_change(line: &str, regions: &Regions) -> Option<String> {
    let (before, after) = line.split_once('>')?;
    let (city, counties) = before.split_once(' ')?;
    let (new_city, new_county) = after.split_once(' ').unwrap_or((city, after));
    let now = resolve(regions, new_city, new_county)?;
    let lines: Vec<String> = counties.split(' ').map(|county| format!("{city} {county} {now}")).collect();
    Some(lines.join("\n"))
}

fn renamed(regions: &Regions) -> Result<String> {
    let text = JIONLP.read("jionlp/dictionary/china_location_change.txt")?;
    let mut out: Vec<String> = lines(&text).filter_map(|line| change(line, regions)).collect();
    for line in FURTHER_CHANGES.lines() {
        let changes =
            further_change(line, regions).with_context(|| format!("no such region today: {line}"))?;
        out.extend(changes.lines().map(str::to_owned));
    }
    for (merged, now) in MERGED {
        let name = vant()?.remove(&merged).context("a merged county is unknown")?;
        out.push(format!("重庆市 {name} {now}"));
    }
    out.extend(renamed_cities(&out, regions));
    out.sort();
    out.dedup();
    Ok(out.join("\n"))
}

/// Cities that are no more and whose counties all went to one other city: that is what they have become.
fn renamed_cities(changes: &[String], regions: &Regions) -> Vec<String> {
    let mut became: BTreeMap<&str, BTreeSet<u32>> = BTreeMap::new();
    for change in changes {
        let mut fields = change.split(' ');
        if let (Some(city), Some(now)) =
            (fields.next(), fields.next_back().and_then(|now| now.parse::<u32>().ok()))
        {
            became.entry(city).or_default().insert(now / 100 * 100);
        }
    }
    let is_gone = |name: &str| !regions.values().any(|region| region == name);
    let line = |(city, now): (&str, BTreeSet<u32>)| {
        let only = now.first().filter(|_| now.len() == 1 && is_gone(city))?;
        Some(format!("{city}  {only}"))
    };
    became.into_iter().filter_map(line).collect()
}

/// One line of the source, two misspellings put right: date, authority, province, city and county before, each with its short name, and after.
fn change(line: &str, regions: &Regions) -> Option<String> {
    let line = line.replace("云岗区", "云冈区").replace("大菁山县", "大箐山县");
    let (before, after) = line.split_once("=>")?;
    let before: Vec<&str> = before.split('\t').collect();
    let after: Vec<&str> = after.split('\t').collect();
    let (city, county) = (*before.get(4)?, *before.get(6)?);
    let now = resolve(regions, after.get(1)?, after.get(2).copied().unwrap_or_default());
    if now.is_none() {
        println!("no such region today: {line}");
    }
    let county = if county == "None" { "" } else { county };
    Some(format!("{city} {county} {}", now?))
}

/// The code of a county in a city, or of the city itself where no county is named.
fn resolve(regions: &Regions, city: &str, county: &str) -> Option<u32> {
    let city_code = regions
        .iter()
        .find(|(code, name)| !is_county(**code) && name.as_str() == city)
        .map(|(code, _)| *code)?;
    if matches!(county, "" | "None") {
        return Some(city_code);
    }
    let width = if city_code % 10_000 == 0 { 10_000 } else { 100 };
    let stem: String = county.chars().take(county.chars().count().saturating_sub(1)).collect();
    let mut inside = regions.range(city_code..city_code + width);
    let exact = inside.clone().find(|(_, name)| name.as_str() == county);
    // A few lines of the source give a district the suffix of a city or the other way round.
    exact.or_else(|| inside.find(|(_, name)| name.starts_with(&stem))).map(|(code, _)| *code)
}

pub fn area_codes() -> Table {
    Table {
        name: "area_codes",
        about: "Area codes of landlines, each with the province or city it belongs to.",
        sources: vec![JIONLP.citation()],
        build: || {
            let text = JIONLP.read("jionlp/dictionary/landline_phone_area_code.txt")?;
            let regions = current()?;
            let codes: Vec<String> = lines(&text).filter_map(|line| area_code(line, &regions)).collect();
            let about = "The code without its 0, and the first four digits of the region's.";
            Ok(vec![List { name: "AREA_CODES", about, text: codes.join("\n") }])
        },
    }
}

/// `0311 河北/石家庄`: the city is found by its beginning, within the province.
fn area_code(line: &str, regions: &Regions) -> Option<String> {
    let (code, place) = line.split_once(' ')?;
    let (province, city) = place.split_once('/')?;
    let is_province = |code: u32| code.is_multiple_of(10_000);
    let top = regions.iter().find(|(code, name)| is_province(**code) && name.starts_with(province))?.0;
    let mut below = regions.range(top + 1..top + 10_000);
    let found = below.find(|(_, name)| name.starts_with(city)).map(|(code, _)| *code);
    let is_same = province == city;
    if found.is_none() && !is_same {
        println!("no region for the area code: {line}");
    }
    let region = if is_same { *top } else { found? };
    Some(format!("{} {region}", code.trim_start_matches('0')))
}
