//! What tells which of several districts of one name an address means: other names in it, its postcode, its phone, and
//! roads and quarters that only one of them has.

use crate::normalize::region::Place;
use crate::tables::area_codes;
use crate::tables::regions::{Region, lies_in};

use super::noise::Bare;

/// The one of the candidates that everything else in the address speaks for.
pub(super) fn only(candidates: &[&'static Region], rest: &str, bare: &Bare) -> Option<&'static Region> {
    let speaks_for = |region: &&&'static Region| {
        is_named(region, rest)
            || has_postcode(region, &bare.postcode)
            || has_area_code(region, &bare.phone)
            || has_road(region, rest)
    };
    let mut spoken_for = candidates.iter().filter(speaks_for);
    let one = spoken_for.next()?;
    spoken_for.next().is_none().then_some(*one)
}

/// Whether the city or the province stands by itself somewhere in the text: `朝阳区建国路88号（北京）`.
fn is_named(region: &Region, rest: &str) -> bool {
    let place = Place::of(region.code);
    let separators = [' ', ',', '，', ';', '；', '(', ')', '、', '/'];
    let names = [place.province, place.city];
    rest.split(separators)
        .any(|part| names.iter().flatten().any(|region| part == region.name || part == region.short_name()))
}

/// The first two digits of the postcodes of a province, in the order of the provinces' codes (GB/T 2260).
const POSTCODES: &[(u32, &str)] = &[
    (11, "10"),
    (12, "30"),
    (13, "05|06|07"),
    (14, "03|04"),
    (15, "01|02"),
    (21, "11|12"),
    (22, "13"),
    (23, "15|16"),
    (31, "20"),
    (32, "21|22"),
    (33, "31|32"),
    (34, "23|24"),
    (35, "35|36"),
    (36, "33|34"),
    (37, "25|26|27"),
    (41, "45|46|47"),
    (42, "43|44"),
    (43, "41|42"),
    (44, "51|52"),
    (45, "53|54"),
    (46, "57"),
    (50, "40"),
    (51, "61|62|63|64"),
    (52, "55|56"),
    (53, "65|66|67"),
    (54, "85"),
    (61, "71|72"),
    (62, "73|74"),
    (63, "81"),
    (64, "75"),
    (65, "83|84"),
];

fn has_postcode(region: &Region, postcode: &str) -> bool {
    let zone = POSTCODES.iter().find(|(province, _)| *province == region.code / 10_000);
    let fits = |(_, starts): &(u32, &str)| starts.split('|').any(|start| postcode.starts_with(start));
    zone.is_some_and(fits)
}

fn has_area_code(region: &Region, phone: &str) -> bool {
    let digits = phone.replace('-', "");
    let code = (3..=4).rev().find_map(|length| area_codes::city(digits.get(..length)?));
    phone.starts_with('0') && code.is_some_and(|city| lies_in(region.code, city))
}

/// Roads and quarters of districts whose name other cities have too, by common knowledge of these cities.
const ROADS: &[(u32, &str)] = &[
    (
        110_105,
        "东三环|东四环|东五环|北四环|北五环|建国|建外|国贸|光华路|工体|工人体育场|三里屯|望京|酒仙桥|朝阳门|朝外|亮马|麦子店|大望路|百子湾|广渠|\
         阜通|亚运村|北辰|安立路|安定|惠新|慧忠|霄云|将台|大屯|北苑|来广营|十里堡|八里庄|高碑店|慈云寺|管庄|东坝|姚家园|青年路|呼家楼|团结湖|东大桥|\
         新源里|左家庄|和平里|和平街|奥林匹克|芍药居|太阳宫|潘家园|双井|劲松|十八里店|东方东路|博大路|定福庄|CBD|798",
    ),
    (
        220_104,
        "人民大街|红旗街|同志街|西安大路|开运街|前进大街|卫星路|延安大街|繁荣路|湖西路|自由大路|南湖|桂林路|工农大路|重庆路|飞跃",
    ),
    (
        110_112,
        "九棵树|梨园|台湖|马驹桥|宋庄|张家湾|新华大街|经海|潞城|永顺|北苑南路|玉桥|次渠|光机电|运河西大街|果园",
    ),
    (320_612, "金沙|平潮|川姜|先锋|世纪大道|金通|兴仁|石港|张芝山|新金路"),
    (
        310_107,
        "武宁路|曹杨|真北路|长寿路|光复西路|中山北路|岚皋|怒江|大渡河路|金沙江路|桃浦|祁连山|曹安|真南|江宁路|铜川路",
    ),
    (330_903, "沈家门|东港|朱家尖|展茅|六横|虾峙|海莲路|麒麟街"),
    (
        310_113,
        "罗|友谊路|牡丹江路|蕴川|逸仙|长江西路|长江路|呼兰路|共和新|殷高|沪太|顾村|大场|月浦|吴淞|同济路|一二八纪念路|上大路|锦秋路",
    ),
    (230_506, "七星|双七路|上游"),
    (
        440_305,
        "高新|科技园|科苑|深南|后海|蛇口|前海|南海大道|西丽|桃园|沙河|华侨城|深圳湾|软件产业基地|南头|粤海|招商|登良|留仙|学苑|创业路",
    ),
    (230_404, "鹿林山|大陆"),
    (
        330_106,
        "文三|文二|文一|天目山|古翠|学院路|西溪|莫干山|教工|万塘|转塘|三墩|紫金|西园|振华路|黄龙|黄姑山|体育场|留下|小和山|灵隐|之江|蒋村|双龙街|丰潭|申花|玉古",
    ),
    (360_103, "孺子路|抚生|桃苑|朝阳洲|站前路|八一大道|丁公路|云锦路|昌南"),
    (
        440_111,
        "云城|白云大道|机场路|三元里|钟落潭|江高|太和|人和|嘉禾|均禾|石井|同和|永平|黄石|良沙|广花|云霄路|远景路|齐心路|增槎|新市|金沙洲|龙归",
    ),
    (520_113, "大山洞|艳山红|麦架|沙文|云峰大道|白云南路|白云中路|都拉"),
    (
        320_106,
        "中山北路|中山路|湖南路|汉中路|广州路|北京西路|虎踞|草场门|江东|中央门|山西路|龙江|热河|凤凰|幕府|清江|古平岗|定淮门|下关|建宁路|汉口路|上海路",
    ),
    (
        350_102,
        "五四路|东街|湖东|五一|八一七|华林|工业路|软件|铜盘|西洪|杨桥|鼓屏|古田|温泉|软件大道|福飞|六一北",
    ),
    (320_302, "淮海|彭城|中山北路北|复兴北路|九里|琵琶"),
    (410_204, "大梁|西门大街|自由路|寺后街"),
    (
        120_101,
        "南京路|赤峰道|和平路|滨江道|大沽北路|营口道|西康路|贵州路|吴家窑|卫津路|新兴路|鞍山道|多伦道|解放北路|成都道|重庆道",
    ),
    (
        210_102,
        "市府|南京南街|青年大街|三好街|文化路|胜利南街|太原|中华路|和平大街|长白|十三纬路|中山路|民主路|南五马路",
    ),
    (120_102, "津塘|八纬路|六纬路|大桥道|卫国道|十一经路|成林道|广瑞|新开路|海河东路|大直沽|津滨大道|卫国道"),
    (371_312, "临沂|华夏路|凤凰大街|正阳|东兴路|智圣路|安居街"),
    (440_309, "观澜|清湖|民治|梅龙|龙观|布龙|大浪|福城|和平|清祥|桂月|壹城|梅坂|油松"),
    (460_106, "滨海大道|国贸|金龙路|龙昆|海秀|大同路|金贸|玉沙|城西|南海大道|椰海"),
    (610_116, "韦曲|郭杜|西长安街|航天|子午|长安南路|雁塔南|神舟|航创|西部大道|高新"),
    (130_102, "中山东路|建设大街|谈固|和平东路|中华大街|体育|跃进路|胜利北|北二环|光华路|西兆通|长丰|丰收"),
    (210_106, "沈阳|兴华|建设|北二|保工|景星|云峰|开发大路|沈辽|重工|卫工|细河|中央大街|滑翔|兴工"),
    (210_303, "鞍山|人民路|启明|永乐|共和|红旗|交通路|九道街"),
    (
        330_205,
        "宁波|大庆|人民路|环城北路|江北大道|洪塘|庄桥|慈城|长兴路|槐树路|老外滩|通途|洋市|白沙|甬江|云飞|永红|长阳|北岸",
    ),
    (
        500_157,
        "红旗河沟|观音桥|建新|北滨|江北嘴|石马河|鱼嘴|五里店|大石坝|寸滩|港城|黄泥磅|龙头寺|新牌坊|北城|渝北|复盛",
    ),
    (420_107, "冶金|和平大道|建设|友谊大道|临江|武东|工人村|红钢城|白玉|钢都|武青"),
    (150_204, "包头|钢铁大街|青山路|科学路|文化路|富强路|幸福路|呼得木林|民主路|自由路|装备"),
    (620_102, "张掖路|庆阳路|东岗|雁滩|南昌路|天水|皋兰|盘旋路|定西路|平凉路|酒泉路|雁南|雁北|火车站|段家滩"),
    (540_102, "北京中路|北京东路|江苏路|金珠|林廓|色拉|八廓|朵森格|宇拓|纳金|当热"),
];

fn has_road(region: &Region, rest: &str) -> bool {
    let roads = ROADS.iter().find(|(code, _)| *code == region.code);
    roads.is_some_and(|(_, roads)| roads.split('|').any(|road| rest.contains(road)))
}
