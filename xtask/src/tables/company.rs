//! The words that company names are made of.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use super::output::{List, Table, lines};
use super::packages::{Package, Registry, python};

const PARSER: Package = Package {
    registry: Registry::PyPiSource,
    name: "companynameparser",
    version: "0.1.8",
    licence: "Apache-2.0",
    date: "2022-07-28",
};
const RIGOUR: Package =
    Package { registry: Registry::PyPi, name: "rigour", version: "1.8.2", licence: "MIT", date: "" };

pub fn table() -> Table {
    Table {
        name: "company",
        about: "Words of company names: trades, kinds of organisation, and legal forms of the world.",
        sources: vec![PARSER.citation(), RIGOUR.citation()],
        build: || {
            Ok(vec![
                List { name: "TRADES", about: "Words for trades and industries.", text: trades()? },
                List {
                    name: "WORLD_FORMS",
                    about: "A legal form: its group, the form to show, and its spellings in small letters.",
                    text: world_forms()?,
                },
            ])
        },
    }
}

/// Words that companies put behind their brand and that the package lacks, by this project's own reading of the
/// divisions of GB/T 4754-2017.
const FURTHER: &str = "\
银行|电信|小吃|烧烤|火锅|面馆|快餐|美食|水果|鲜花|服饰|鞋帽|母婴|美发|理发|宾馆|重工|电网|在线|终端|证券|期货|信托|基金|航运|港务|港口|热电|水电|核电|水务|环卫|物联网|\
云计算|大数据|人工智能|新材料|半导体|集成电路|积体电路|芯片|光学|精密|传感|仪表|电镀|重机|农机|客车|造船|船舶重工|玩具|餐饮管理|企业管理|企业|管理咨询|文旅|影业|游戏|教育科技|\
生物技术|医疗科技|健康科技|信息技术|供应链管理|电子商务|跨境电商|直播|广电|传感器|安全|动力|移动通信|移动通讯|通讯|出行|新零售|眼科|口腔|骨科|妇产|儿科|中医|康复|医学检验|医学影像|\
新药|创新药|生物制药|生物医药|基因|疫苗|诊断|试剂|调味|调味品|风味|羽绒|羊绒|丝绸|家纺|针织|毛纺|棉纺|印染|防水|防腐|防火|防雷|防护|涂层|胶粘|胶带|胶黏剂|粘合剂|密封|绝缘|\
电缆|线缆|电线|电线电缆|电源|电池|锂电|锂电池|蓄电池|储能|氢能|光伏科技|风电|风能|光热|充电|充电桩|智慧能源|综合能源|新能源汽车|汽车零部件|汽配|轴承|齿轮|链条|阀门|水泵|泵阀|风机|压缩机|\
锅炉|电梯|电热|起重|起重机|输送|仓储设备|自动化控制|工控|变频|伺服|激光|光电子|显示|显示器|触控|面板|微波|射频|天线|雷达|北斗|导航|卫星|航天|航空|无人机|机器人|智造|智慧|\
数智|数科|算力|云|云服务|云科技|网安|信安|区块链|元宇宙|传媒科技|文创|影视传媒|动漫|演艺|会展|婚庆|摄影|民宿|度假|旅业|旅行|酒庄|酒厂|酒坊|酿造|食业|豆业|乳制品|奶业|奶粉|\
烘焙|糕点|糖果|零食|饮品|茶饮|咖啡|饮用水|白酒|黄酒|果酒|葡萄酒|葡萄酿酒|粮油|米面|面粉|饲料|兽药|种苗|苗木|花卉|园艺|生态农业|现代农业|水产|渔具|家居|家具|定制家居|门窗|幕墙|卫浴|洁具|五金|锁具|灯饰|\
照明电器|厨电|小家电|空调|制冷设备|暖通|热泵|净化|水处理|污水处理|环境科技|固废|再生|再生资源|循环|节能|低碳|碳中和|测绘|勘察|检测技术|认证|计量|咨询服务|财税|会计|审计|评估|\
法律|知识产权|专利|商标|人力|人才|劳务派遣|外包服务|保安服务|物业服务|家政服务|养老|护理|健康管理|体检|月子|早教|托育|培训|留学|移民|签证|票务|供应链|供应链科技|冷链|速递|快运|\
货代|船务|报关|仓储|物流科技|快递|外贸|进出口贸易|国际贸易|国际物流|商贸|批发|超市|便利|百货|零售|电商|网络科技|网络技术|软件科技|软件技术|信息科技|信息系统|系统集成|弱电|\
安防|消防设备|交通科技|轨道交通|路桥|桥梁|隧道|市政|水利|水电建设|电力建设|建筑科技|装配式|钢构|混凝土|砂石|石材|瓷砖|玻璃|陶瓷|耐火材料|保温|管道|管业|型材|铝材|钢材|铜材|\
不锈钢|特钢|钢铁|铁合金|有色金属|稀土|矿产|矿业|煤化|石油|石化|油田|燃气|天然气|化学|精细化工|日化|化妆品|香料|香精|涂料|油墨|颜料|染料|助剂|树脂|塑胶|塑料|橡胶|轮胎|\
纤维|化纤|无纺|纸品|包装|印刷|印务|文具|体育|户外|健身|玩具礼品|工艺|珠宝|首饰|黄金珠宝|钟表|眼镜|箱包|皮具|鞋材|制鞋|服装|制衣|服饰|纺织|面料|辅料|拉链|织造|置业|地产|\
房地产|房产|物业管理|资产|资产管理|资本|股权投资|创业投资|风险投资|投资管理|私募|融资租赁|商业保理|小额贷款|担保|典当|拍卖|保险|保险经纪|支付|金融|金服|金控|财富|财富管理|征信|\
自控|光纤|快印|图文快印|酵母|面包|蛋糕|饼干|面条|粉丝|豆制品|腐乳|酱油|酱料|酱菜|榨菜|泡菜|火腿|肉食|禽业|蛋品|水饺|速冻|罐头|蜜饯|坚果|炒货|茶叶|咖啡豆|矿泉水|\
纯净水|木器|木材|木制品|竹木|铝型材|铝合金|铝塑|彩钢|钢管|钢材|钢丝|钢绳|钢板|铸造|锻造|锻压|冲压|压铸|热处理|表面处理|喷涂|焊接|焊材|切削|磨料|磨具|刃具|量具|夹具|\
工具|五金工具|标准件|紧固件|螺丝|弹簧|法兰|管件|接头|软管|滤清器|过滤|过滤器|分离|干燥|粉体|破碎|筛分|矿山|矿山机械|纺机|包装机械|食品机械|塑料机械|木工机械|\
数控|数控设备|机床|模具|模架|注塑|吹塑|挤出|橡塑|泡棉|海绵|薄膜|胶膜|光学膜|胶袋|纸箱|纸盒|彩盒|标签|条码|喷码|办公|办公设备|办公用品|耗材|打印|复印|图文|\
数码|手机|手机配件|连接器|接插件|线束|线路板|电路板|电容|电感|电阻|变压器|继电器|传感技术|仪器|仪器仪表|衡器|水表|电表|气表|智能电网|配电|开关|断路器|成套|成套设备|\
电气|电器|电机|马达|减速机|液压|气动|工业自动化|自动化设备|自动化科技|视觉|视觉科技|少儿|少儿艺术|艺术|艺术培训|舞蹈|音乐|美术|书画|画业|职业|职业技能|技工|驾校|\
驾驶|驾驶培训|研学|幼教|教具|校服|工装|职业装|劳保|劳保用品|内衣|袜业|童装|童车|童鞋|女鞋|男装|皮革|皮业|毛皮|裘皮|床品|窗帘|地毯|布艺|沙发|床垫|橱柜|衣柜|\
楼梯|木门|地板|涂饰|园林|景观|古建|建工|土木|岩土|地基|爆破|拆除|吊装|脚手架|模板|租赁服务|设备租赁|汽车租赁|汽车服务|汽车维修|汽修|汽贸|二手车|车业|摩配|\
航运科技|船舶|船舶工程|海运|海洋|海洋工程|海洋科技|港机|口岸|报检|保税|免税|烟花|爆竹|蜡烛|香业|佛具|殡葬|礼仪|礼品|花艺|花店|宠物|兽医|马术|高尔夫|足球|篮球|羽毛球|电竞|网吧|\
影城|院线|剧院|演出|经纪|模特|美容|美甲|美发|养生|足浴|理疗|推拿|家电|家电维修|开锁|搬家|搬运|保洁|环卫服务|废品|回收|再生物资|拆解|危废|脱硫|脱硝|除尘|超媒|新媒体|户外传媒|营销|策划|公关|品牌|设计|装饰|装潢|装修|工业|产业|实业|物产|兴农|控股|\
蔬菜|海鲜|肉类|人参|农药|食用菌|营养品|大健康|中医药|假肢|牙科|液压件|硅胶|油漆|胶粘剂|磁性材料|碳纤维|石墨烯|电子元器件|净水|饮食|出版|\
孵化器|众创空间|军工|测量|\
串串香|麻辣烫|烤鱼|烤鸭|烤肉|中餐|西餐|牛肉面|拉面|米线|米粉|螺蛳粉|凉皮|包子|饺子|馄饨|早餐|早点|炸鸡|汉堡|披萨|奶茶|甜品|卤味|熟食|凉菜|酸菜鱼|黄焖鸡|羊肉|牛肉|\
土菜|农家菜|食杂|烟酒|名烟名酒|杂货|水暖|瑜伽|洗车|孕婴|洗衣|干洗|袜子|羊毛衫|毛衫|纽扣|布料|绣品|毛巾|塑料袋|机加工|棋牌|台球|茶楼|酒吧|住宿|婚纱摄影|打字复印";

/// Materials, goods and trades that 业 follows: 纸业 and 乳业 tell an industry, 伟业 and 兴业 are brands.
const BEFORE_YE: &str = "纸味乳药铜铁钢铝锌钛镁硅锂钨锡铅锰矿煤林木竹农牧渔酒茶烟盐糖油面米粮蛋肉菌果菜花种苗豆食饮鞋衣帽袜服饰\
    纺织针染绒毛丝麻棉布带链锁刀具泵阀门窗管板玻胶塑橡漆涂化肥膜印陶瓷砖石灯电水气热航船车机影旅物置商工实产";

/// Goods that a works makes: 酒厂, 铝厂.
const BEFORE_WORKS: &str = "酒茶纸铝铜铁钢药糖盐油米面布鞋灯砖瓦木水电泵";

/// Words of the package that are brands, places or ordinals rather than marks of an industry.
const NOT_TRADE: &str = "大自然|世界|明月|众安|第一|第二|第三|第四|第五|第一国际|天骄|联汇|顶津|顺然|宝军|起航|唐山百驰|常熟|杭州|潍坊|\
    莱西|广西南宁|以色列|诺贝|蓝润|统众|金桥|雪花|埃航|埃顿|埃德尔|阿达|阿胶|改为|要求|私人|国家|民族|国企|外企|甲级|正规|无忧|北方工业|\
    南方电网|移动|互动|领域|走廊|穿戴|黄金|无|自费|精品|大件|大型|全套|省级|再生|现代|标字|研科|快车|城业|高科|有限|股份|合伙|创业|云";

/// The words of the package and further ones, in the order of their characters.
fn trades() -> Result<String> {
    let text = PARSER.read("companynameparser/data/trade.txt")?;
    let listed = lines(&text).map(str::trim).chain(FURTHER.split('|')).map(str::to_owned);
    let behind = |goods: &str, word: &str| -> Vec<String> {
        goods.chars().filter(|c| !c.is_whitespace()).map(|c| format!("{c}{word}")).collect()
    };
    let made = behind(BEFORE_YE, "业").into_iter().chain(behind(BEFORE_WORKS, "厂"));
    let not: BTreeSet<&str> = NOT_TRADE.split('|').map(str::trim).collect();
    let is_trade = |word: &String| (2..=8).contains(&word.chars().count()) && !not.contains(word.as_str());
    let words: BTreeSet<String> = listed.chain(made).filter(is_trade).collect();
    Ok(words.into_iter().collect::<Vec<_>>().join("|"))
}

/// Prints group, display and alias of every form of a trading company that is written in Latin letters.
const FORMS: &str = r#"
import re, sys, types, unicodedata
module = types.ModuleType('rigour.data.types')
module.OrgTypeSpec = dict
sys.modules['rigour'] = sys.modules['rigour.data'] = sys.modules['rigour.data.types'] = module
names = {}
exec(open(sys.argv[1]).read(), names)
def fold(text):
    plain = ''.join(c for c in unicodedata.normalize('NFKD', text) if not unicodedata.combining(c))
    for letter, spelled in (('ß', 'ss'), ('ø', 'o'), ('Ø', 'o'), ('ł', 'l'), ('đ', 'd'), ('æ', 'ae'), ('ı', 'i')):
        plain = plain.replace(letter, spelled)
    return re.sub('[^0-9a-z\u0080-\uffff]', '', plain.lower())
for form in names['ORG_TYPES']:
    group = form.get('generic', '')
    if group not in ('', 'LLC', 'JSC', 'LP', 'LLP', 'GP', 'SP', 'COOP'):
        continue
    display = form.get('display') or group
    for alias in [display] + form['aliases']:
        key = fold(alias)
        if re.fullmatch('[0-9a-z]{2,40}', key) and display.isascii() == display.isascii() and fold(display).isascii():
            print(group + '|' + display + '|' + key)
"#;

fn world_forms() -> Result<String> {
    let file = RIGOUR.folder()?.join("rigour/data/names/org_types.py");
    let text = python(FORMS, &[&file.to_string_lossy()])?;
    let mut seen = BTreeSet::new();
    let mut forms: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (form, key) in lines(&text).filter_map(|line| line.rsplit_once('|')) {
        if seen.insert(key) {
            forms.entry(form).or_default().insert(key);
        }
    }
    let line = |(form, keys): (&&str, &BTreeSet<&str>)| {
        format!("{form}|{}", keys.iter().copied().collect::<Vec<_>>().join(" "))
    };
    Ok(forms.iter().map(line).collect::<Vec<_>>().join("\n"))
}
