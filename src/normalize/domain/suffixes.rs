//! Which part of a host name was registered: a short extract of the rules that the Public Suffix List states at length.
//!
//! It covers the second levels of China, Hong Kong, Macao, Taiwan and of the countries where registration below a
//! second level is usual, and hosting services whose customers own one label each. Where a country is missing, the
//! usual second levels (`com`, `co`, `net`, …) count.

/// `country: second levels`, as the registries publish them.
const SECOND_LEVELS: &str = "\
cn:com net org gov edu ac mil ah bj cq fj gd gs gz gx ha hb he hi hk hl hn jl js jx ln mo nm nx qh sc sd sh sn sx tj tw xj \
xz yn zj xn--55qx5d xn--io0a7i xn--od0alg
hk:com edu gov idv net org xn--55qx5d
tw:com edu gov mil net org idv game ebiz club
mo:com edu gov net org
jp:ac ad co ed go gr lg ne or
kr:ac co es go hs kg mil ms ne or pe re sc
uk:ac co gov ltd me net nhs org plc police sch
au:com net org edu gov asn id
nz:ac co geek gen govt health iwi kiwi maori mil net org parliament school
th:ac co go in mi net or
in:ac co edu firm gen gov ind mil net nic org res
id:ac biz co desa go mil my net or ponpes sch web
my:biz com edu gov mil name net org
vn:ac biz com edu gov health info int name net org pro
br:adv art blog com eco edu eng gov ind net org
tr:av bel biz com dr edu gen gov info k12 name net org pol tel tv web
il:ac co gov idf k12 muni net org
za:ac co gov law mil net nom org school web
ke:ac co go info me mobi ne or sc
es:com edu gob nom org
fr:asso com gouv nom prd tm
at:ac co gv or
pk:biz com edu fam gob gok gop gos gov net org web
ua:com edu gov in kiev net org
pl:biz com edu gov info net org waw";

/// Second levels that are usual where the list above says nothing.
const USUAL: &str = "ac co com edu gov mil net org";

/// Services that give each customer a label of its own.
const HOSTING: &str = "azurewebsites.net blogspot.com cloudfront.net github.io gitee.io herokuapp.com myshopify.com \
    netlify.app pages.dev vercel.app weebly.com wixsite.com wordpress.com workers.dev";

/// Generic top levels in common use, and the Chinese ones of the root zone, as A-labels.
const FAMILIAR: &str = "com net org aero ai app art asia auto biz blog cab cat cc center chat city cloud club co coffee company \
    coop cool design dev edu email energy engineering fashion finance fit fun fund global gold gov group health host icu \
    info ink int io jobs kim law life link live love ltd market media mil mobi museum name network news one online \
    page photo plus press pro pub red ren run sale school shop site social software solutions space store studio \
    team tech technology tel today top trade travel tv video vip wang website wiki win work world xin xyz yoga zone \
    xn--fiqs8s xn--fiqz9s xn--55qx5d xn--io0a7i xn--ses554g xn--zfr164b xn--55qw42g xn--j6w193g xn--kprw13d \
    xn--kpry57d xn--mix891f xn--yfro4i67o xn--3ds443g xn--fiq228c5hs xn--czru2d xn--czrs0t xn--kput3i xn--vhquv \
    xn--3bst00m xn--5tzm5g xn--hxt814e xn--6qq986b3xl xn--6frz82g xn--nqv7f xn--xhq521b xn--1qqw23a xn--vuq861b";

/// The registrable domain of a canonical host; `None` when the host is itself a public suffix.
pub(in crate::normalize) fn registrable(host: &str) -> Option<&str> {
    let labels = 1 + suffix_labels(host);
    let start = host.rmatch_indices('.').nth(labels - 1).map_or(0, |(dot, _)| dot + 1);
    (host.split('.').count() >= labels).then(|| host.get(start..)).flatten()
}

/// How many labels of the host, from the right, are a public suffix.
fn suffix_labels(host: &str) -> usize {
    let mut labels = host.rsplit('.');
    let (top, second) = (labels.next().unwrap_or_default(), labels.next().unwrap_or_default());
    let two = [second, ".", top].concat();
    let listed = || SECOND_LEVELS.lines().find_map(|line| line.strip_prefix(top)?.strip_prefix(':'));
    let second_levels = if top.len() == 2 { listed().unwrap_or(USUAL) } else { "" };
    let is_suffix = contains_word(second_levels, second) || contains_word(HOSTING, &two);
    if is_suffix { 2 } else { 1 }
}

/// Whether the top level of a canonical host is a country's or a generic one in common use.
pub(in crate::normalize) fn has_familiar_top_level(host: &str) -> bool {
    let top = host.rsplit('.').next().unwrap_or_default();
    (top.len() == 2 && top.bytes().all(|b| b.is_ascii_lowercase())) || contains_word(FAMILIAR, top)
}

fn contains_word(list: &str, word: &str) -> bool {
    list.split_ascii_whitespace().any(|entry| entry == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registrable_domains_follow_the_registries() {
        for (host, expected) in [
            ("www.huawei.com", Some("huawei.com")),
            ("mail.tsinghua.edu.cn", Some("tsinghua.edu.cn")),
            ("a.b.gd.cn", Some("b.gd.cn")),
            ("baidu.cn", Some("baidu.cn")),
            ("com.cn", None),
            ("gov.uk", None),
            ("x.co.zz", Some("x.co.zz")),
            ("shop.github.io", Some("shop.github.io")),
            ("a.xn--55qx5d.cn", Some("a.xn--55qx5d.cn")),
            ("com", None),
        ] {
            assert_eq!(registrable(host), expected, "{host}");
        }
    }
}
