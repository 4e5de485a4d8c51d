//! Industries: sections and divisions of GB/T 4754-2017, with amendment 1 of 2019, and the words that speak of them.

use std::cmp::Reverse;
use std::sync::OnceLock;

use super::packs::{Text, packed};

/// A section (门类) of the classification.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Section {
    /// One letter, `A` to `T`.
    pub code: char,
    /// The name in the standard.
    pub name: &'static str,
}

/// A division (大类) of the classification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Division {
    /// Section and division, such as `I65`.
    pub code: String,
    /// The name in the standard.
    pub name: &'static str,
    /// Words of company names and of everyday speech that point to it.
    pub keywords: Vec<&'static str>,
}

/// The sections.
const SECTIONS: [Section; 20] = [
    Section { code: 'A', name: "农、林、牧、渔业" },
    Section { code: 'B', name: "采矿业" },
    Section { code: 'C', name: "制造业" },
    Section { code: 'D', name: "电力、热力、燃气及水生产和供应业" },
    Section { code: 'E', name: "建筑业" },
    Section { code: 'F', name: "批发和零售业" },
    Section { code: 'G', name: "交通运输、仓储和邮政业" },
    Section { code: 'H', name: "住宿和餐饮业" },
    Section { code: 'I', name: "信息传输、软件和信息技术服务业" },
    Section { code: 'J', name: "金融业" },
    Section { code: 'K', name: "房地产业" },
    Section { code: 'L', name: "租赁和商务服务业" },
    Section { code: 'M', name: "科学研究和技术服务业" },
    Section { code: 'N', name: "水利、环境和公共设施管理业" },
    Section { code: 'O', name: "居民服务、修理和其他服务业" },
    Section { code: 'P', name: "教育" },
    Section { code: 'Q', name: "卫生和社会工作" },
    Section { code: 'R', name: "文化、体育和娱乐业" },
    Section { code: 'S', name: "公共管理、社会保障和社会组织" },
    Section { code: 'T', name: "国际组织" },
];

/// One division a line: code, name, keywords. The keywords are this project's own reading of the standard's notes.
pub(super) const DIVISIONS: Text = packed!(Industry, 0, "\
A01 农业 农业 种植 种业 种子 粮食种植 蔬菜种植 水果种植 果园 茶叶种植 中药材种植 花卉 农场 agriculture farming
A02 林业 林业 林场 苗木 造林 forestry
A03 畜牧业 畜牧 养殖 养猪 养鸡 牧业 奶牛 家禽 livestock
A04 渔业 渔业 水产养殖 捕捞 fishery
A05 农、林、牧、渔专业及辅助性活动 农业服务 农技 农机服务 植保 兽医 智慧农业
B06 煤炭开采和洗选业 煤炭 煤矿 煤业 coal
B07 石油和天然气开采业 石油 石油开采 油田 天然气开采 油气 oil
B08 黑色金属矿采选业 铁矿
B09 有色金属矿采选业 铜矿 金矿 铝矿 有色金属矿
B10 非金属矿采选业 采石 石灰石 砂石 盐业 非金属矿
B11 开采专业及辅助性活动 钻井 油田服务
B12 其他采矿业 采矿 矿业 mining
C13 农副食品加工业 农副产品加工 粮油 饲料 屠宰 肉类加工 制糖 水产加工 面粉 米业 农产品加工
C14 食品制造业 食品 乳业 乳制品 调味品 糕点 糖果 方便食品 保健食品 food 保健品 烘焙 dairy
C15 酒、饮料及精制茶制造业 酒业 白酒 啤酒 酿酒 饮料 饮用水 精制茶 beverage wine
C16 烟草制品业 烟草 卷烟 tobacco
C17 纺织业 纺织 棉纺 印染 针织 家纺 面料 textile
C18 纺织服装、服饰业 服装 服饰 制衣 时装 成衣 apparel garment
C19 皮革、毛皮、羽毛及其制品和制鞋业 皮革 制鞋 鞋业 箱包 皮具 羽绒 leather
C20 木材加工和木、竹、藤、棕、草制品业 木业 木材 人造板 地板 竹制品
C21 家具制造业 家具 家居制造 办公家具 furniture 家居
C22 造纸和纸制品业 造纸 纸业 纸制品 纸箱 包装纸 paper
C23 印刷和记录媒介复制业 印刷 彩印 印务 printing
C24 文教、工美、体育和娱乐用品制造业 文具 工艺品 玩具 乐器 体育用品 珠宝 首饰 toys 文创用品 gift jewelry
C25 石油、煤炭及其他燃料加工业 石化 炼油 焦化 燃料 petroleum
C26 化学原料和化学制品制造业 化工 化学 化肥 农药 涂料 油墨 颜料 日化 化妆品 洗涤用品 chemical 新材料 美妆 日用品 cosmetic
C27 医药制造业 医药 制药 药业 生物医药 中药 疫苗 卫生材料 生物制药 pharmaceutical pharma 药品 原料药
C28 化学纤维制造业 化纤 涤纶 锦纶 纤维
C29 橡胶和塑料制品业 橡胶 塑料 塑胶 塑业 轮胎 薄膜 rubber plastic 包装 包装材料
C30 非金属矿物制品业 水泥 玻璃 陶瓷 建材 石材 混凝土 耐火材料 砖瓦 cement glass ceramics
C31 黑色金属冶炼和压延加工业 钢铁 炼钢 特钢 钢材 铸铁 steel
C32 有色金属冶炼和压延加工业 有色金属 铝业 铜业 冶炼 稀土 合金 有色 aluminum
C33 金属制品业 金属制品 五金 紧固件 钢结构 锁具 门窗 刀具 hardware 包装容器
C34 通用设备制造业 通用设备 机床 泵 阀门 压缩机 轴承 电梯 锅炉 液压 机器人 风机 machinery 机械 机械制造 机械设备 自动化 工业自动化 智能制造 数控 减速机 robotics automation
C35 专用设备制造业 专用设备 医疗器械 模具 工程机械 农业机械 包装机械 印刷机械 环保设备 半导体设备 medical device 3D打印
C36 汽车制造业 汽车制造 汽车零部件 汽车配件 汽配 整车 新能源汽车 automotive 汽车
C37 铁路、船舶、航空航天和其他运输设备制造业 轨道交通装备 船舶 造船 航空航天 飞机制造 摩托车 自行车 无人机 aerospace 军工 国防 shipbuilding
C38 电气机械和器材制造业 电气 电机 电缆 电线 电池 光伏 家电 电器 照明 灯具 变压器 开关 储能 锂电 electrical 新能源 充电桩 电动工具 battery solar
C39 计算机、通信和其他电子设备制造业 电子 半导体 集成电路 芯片 通信设备 计算机制造 电路板 传感器 电子元件 光电 显示屏 electronics semiconductor 物联网设备 安防设备 通信 通讯 LED
C40 仪器仪表制造业 仪器 仪表 测量仪器 钟表 眼镜 光学仪器 instruments
C41 其他制造业 其他制造
C42 废弃资源综合利用业 再生资源 废旧物资 废品回收 资源综合利用 recycling
C43 金属制品、机械和设备修理业 机械维修 设备维修 船舶修理
D44 电力、热力生产和供应业 电力 发电 供电 热力 供热 电网 风电 水电 power 能源 新能源发电
D45 燃气生产和供应业 燃气 煤气 天然气供应 gas
D46 水的生产和供应业 水务 自来水 供水 污水处理 water 水处理
E47 房屋建筑业 房屋建筑 建筑工程 建筑 建设 construction
E48 土木工程建筑业 土木工程 市政工程 路桥 道路工程 桥梁 隧道 水利工程 园林工程 市政 园林
E49 建筑安装业 安装工程 机电安装 消防工程 管道安装 弱电工程 消防
E50 建筑装饰、装修和其他建筑业 装饰 装修 装潢 幕墙 建筑劳务 室内设计 decoration
F51 批发业 批发 销售 经销 经销商 批发商 贸易商 贸易 进出口 外贸 经贸 商贸 供应链 物资 trading trade wholesale 快消品 快消 日化批发 国际贸易 跨境电商 跨境贸易 import export
F52 零售业 零售 超市 商场 百货 电商 电子商务 便利店 药店 药房 加油站 专卖 retail ecommerce e-commerce 母婴 汽车4S店 4S店 新零售 汽车销售 奢侈品 supermarket
G53 铁路运输业 铁路运输 铁路 railway
G54 道路运输业 道路运输 公路运输 货运 客运 公交 出租车 运输 汽车运输 trucking
G55 水上运输业 航运 海运 水运 港口 船务 shipping maritime
G56 航空运输业 航空运输 航空公司 机场 通用航空 airline aviation 航空
G57 管道运输业 管道运输
G58 多式联运和运输代理业 物流 货运代理 国际货代 货代 报关 票务代理 logistics freight 供应链管理
G59 装卸搬运和仓储业 仓储 装卸 搬运 冷链 仓库 warehousing
G60 邮政业 快递 邮政 速递 express courier
H61 住宿业 酒店 宾馆 旅馆 民宿 住宿 hotel
H62 餐饮业 餐饮 餐厅 饭店 酒楼 咖啡 奶茶 火锅 小吃 restaurant catering 茶饮
I63 电信、广播电视和卫星传输服务 电信 通信运营 广播电视传输 卫星通信 telecom
I64 互联网和相关服务 互联网 网络平台 信息服务平台 搜索引擎 互联网平台 internet
I65 软件和信息技术服务业 软件 软件设计 集成电路设计 芯片设计 半导体设计 IC设计 信息技术 信息科技 网络科技 系统集成 云计算 大数据 人工智能 数据处理 数字科技 智能科技 计算机系统 数字内容 游戏开发 software IT SaaS 物联网 区块链 游戏 信息安全 网络安全 SaaS软件 ERP 数据服务 信息化 information networking game
J66 货币金融服务 银行 小额贷款 融资租赁 贷款 典当 bank banking
J67 资本市场服务 证券 基金 期货 资产管理 私募 创业投资 securities fund 投资 股权投资 创投 investment capital
J68 保险业 保险 保险经纪 保险代理 insurance
J69 其他金融业 金融 信托 支付 金融科技 担保 保理 finance fintech
K70 房地产业 房地产 地产 置业 物业 物业管理 房产中介 房地产开发 real estate property 房产 中介服务
L71 租赁业 租赁 汽车租赁 设备租赁 rental leasing
L72 商务服务业 咨询 管理咨询 企业管理 广告 会计师 律师 法律 人力资源 会展 市场营销 旅行社 劳务派遣 安保 投资管理 知识产权 商务服务 传媒广告 公关 consulting advertising law 中介 翻译 财税 会计 旅游 猎头 营销策划 代理记账 安防 招聘 travel accounting legal recruiting staffing outsourcing
M73 研究和试验发展 研发 研究院 研究所 科研 实验室 试验 research R&D 高新技术
M74 专业技术服务业 检测 认证 工程设计 勘察 测绘 设计院 工程咨询 监理 质检 气象 设计 testing inspection engineering 设计服务 建筑设计 design
M75 科技推广和应用服务业 科技 技术推广 技术服务 技术转让 科技推广 科技服务 生物科技 新能源科技
N76 水利管理业 水利 水利管理 防洪 水库
N77 生态保护和环境治理业 环保 环境治理 固废处理 生态修复 环境科技 危废 environmental
N78 公共设施管理业 市政管理 环卫 园林绿化 绿化 景区 公园 保洁 旅游景区
N79 土地管理业 土地整治 土地管理
O80 居民服务业 家政 美容 美发 洗浴 婚庆 摄影 养生 殡葬 洗染
O81 机动车、电子产品和日用产品修理业 汽车维修 汽修 家电维修 手机维修 电脑维修 汽车美容 维修
O82 其他服务业 清洁服务 宠物 其他服务
P83 教育 教育 培训 学校 大学 学院 中学 小学 幼儿园 教培 education training school university 培训机构 教育培训 在线教育
Q84 卫生 医院 医疗 诊所 卫生院 体检 健康 口腔 护理 hospital healthcare medical clinic 大健康 中医 医美
Q85 社会工作 养老 福利院 社会工作 托育
R86 新闻和出版业 新闻 出版 报社 杂志 publishing 传媒
R87 广播、电视、电影和录音制作业 影视 电影 电视 广播 影业 录音 视频制作 film media 短视频
R88 文化艺术业 文化 艺术 演出 博物馆 图书馆 文化传播 culture art music
R89 体育 体育 健身 体育赛事 运动 sports fitness
R90 娱乐业 娱乐 游乐园 网吧 KTV 彩票 entertainment
S91 中国共产党机关 党委
S92 国家机构 政府 机关 法院 检察院 公安 政府机关 事业单位 government
S93 人民政协、民主党派 政协 民主党派
S94 社会保障 社会保障 社保
S95 群众团体、社会团体和其他成员组织 协会 学会 商会 工会 基金会 社会团体 联合会 association 社团 nonprofit
S96 基层群众自治组织及其他组织 居委会 村委会 社区居民委员会
T97 国际组织 国际组织 联合国");

/// The divisions, in the order of their codes.
///
/// ```
/// let divisions = kehu::tables::industry::divisions();
/// assert_eq!(divisions.len(), 97);
/// ```
pub fn divisions() -> &'static [Division] {
    static DECODED: OnceLock<Vec<Division>> = OnceLock::new();
    DECODED.get_or_init(|| DIVISIONS.get().lines().filter_map(decode).collect())
}

fn decode(line: &'static str) -> Option<Division> {
    let mut words = line.split(' ');
    let code = words.next()?.to_owned();
    Some(Division { code, name: words.next()?, keywords: words.collect() })
}

/// The section of that letter.
///
/// ```
/// assert_eq!(kehu::tables::industry::section('C').map(|section| section.name), Some("制造业"));
/// ```
pub fn section(code: char) -> Option<&'static Section> {
    SECTIONS.iter().find(|section| section.code == code)
}

/// The division of that code, with its letter (`I65`) or without (`65`).
///
/// ```
/// use kehu::tables::industry::division;
/// assert_eq!(division("I65").map(|division| division.name), Some("软件和信息技术服务业"));
/// assert_eq!(division("65"), division("I65"));
/// assert_eq!(division("A65"), None);
/// ```
pub fn division(code: &str) -> Option<&'static Division> {
    divisions().iter().find(|division| division.code == code || division.code.get(1..) == Some(code))
}

/// What is done with goods, which decides where it stands behind them: 医疗器械批发 is trade, 医疗器械 a make.
const DONE: &str = "批发|零售|销售|经销|贸易|商|进出口|租赁|维修|检测|培训|设计";

/// The division that the longest keyword in a text points to, of one that ends with what is done the longest that does so;
/// in Chinese names the last one counts most.
///
/// ```
/// use kehu::tables::industry::by_keyword;
/// assert_eq!(by_keyword("工业机器人研发").map(|division| division.code.as_str()), Some("C34"));
/// assert_eq!(by_keyword("化妆品批发").map(|division| division.code.as_str()), Some("F51"));
/// assert_eq!(by_keyword("software").map(|division| division.code.as_str()), Some("I65"));
/// assert_eq!(by_keyword("其它"), None);
/// ```
pub fn by_keyword(text: &str) -> Option<&'static Division> {
    let is_done = DONE.split('|').any(|word| text.ends_with(word));
    let hits = divisions().iter().flat_map(|division| {
        let places = division.keywords.iter().filter_map(|word| {
            Some((is_done && text.ends_with(word), word.chars().count(), find_word(text, word)?))
        });
        places.map(move |rank| (rank, division))
    });
    // Oil & gas: of two that weigh the same the first.
    hits.min_by_key(|(rank, _)| Reverse(*rank)).map(|(_, division)| division)
}

/// Where a keyword last stands in the text; Latin ones only as whole words, whatever their case.
fn find_word(text: &str, word: &str) -> Option<usize> {
    if !word.is_ascii() {
        return text.rfind(word);
    }
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric() && c != '&' && c != '-');
    let is_same = |part: &str| {
        let own = part.get(..word.len()).is_some_and(|own| own.eq_ignore_ascii_case(word));
        own && matches!(part.get(word.len()..), Some("" | "s"))
    };
    words.any(is_same).then_some(0)
}
