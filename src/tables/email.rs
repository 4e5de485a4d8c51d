//! Mail providers that give an address to anybody: such a domain says nothing of the company.

use std::sync::OnceLock;

use super::generated::email::PROVIDERS;
use crate::sort::{Arrange, lookup};

/// Providers and their domains, the name first: China's, and those of the world that the generated list lacks.
///
/// Read off the providers' own sign-up pages; `vip` and local domains are the paid or older ones of the same mailbox.
const MORE_PROVIDERS: &str = "\
netease 163.com 126.com yeah.net 188.com vip.163.com vip.126.com vip.188.com netease.com
qq qq.com foxmail.com vip.qq.com
sina sina.com sina.cn vip.sina.com vip.sina.cn sina.com.cn
sohu sohu.com vip.sohu.com sogou.com
139 139.com
189 189.cn 21cn.com
wo wo.cn wo.com.cn
aliyun aliyun.com alimail.com
tom tom.com vip.tom.com 163.net
263 263.net
88 88.com 111.com email.cn
china china.com
gmail gmail.com googlemail.com
icloud mac.com
outlook outlook.fr outlook.com.cn hotmail.com.hk hotmail.com.tw live.cn live.hk live.ca live.com.au live.com.sg live.jp windowslive.com msn.cn
yahoo yahoo.com.cn yahoo.cn yahoo.com.hk yahoo.com.tw yahoo.co.jp yahoo.com.sg yahoo.com.au yahoo.com.br yahoo.es yahoo.com.mx yahoo.co.in yahoo.com.ph yahoo.com.vn yahoo.co.id yahoo.com.ar
aol aol.com aim.com
proton proton.me protonmail.com protonmail.ch pm.me
zoho zoho.com zohomail.com
fastmail fastmail.com fastmail.fm
gmx gmx.de gmx.net gmx.at gmx.ch gmx.com
webde web.de
t-online t-online.de
mailru mail.ru inbox.ru list.ru bk.ru
naver naver.com
daum daum.net hanmail.net
orange orange.fr wanadoo.fr
free free.fr
laposte laposte.net
libero libero.it
rediffmail rediffmail.com
hinet hinet.net
pchome pchome.com.tw
netvigator netvigator.com
comcast comcast.net
mailcom mail.com
tutanota tutanota.com tuta.io
rambler rambler.ru
seznam seznam.cz
wp wp.pl
onet onet.pl
docomo docomo.ne.jp
ezweb ezweb.ne.jp
uol uol.com.br bol.com.br";

/// Every domain with its provider, sorted by domain.
fn providers() -> &'static [(&'static str, &'static str)] {
    static DECODED: OnceLock<Vec<(&str, &str)>> = OnceLock::new();
    DECODED.get_or_init(|| {
        let mut domains = Vec::new();
        for line in PROVIDERS.lines().chain(MORE_PROVIDERS.lines()) {
            let (name, rest) = line.split_once(' ').unwrap_or((line, ""));
            domains.extend(rest.split(' ').map(|domain| (domain, name)));
        }
        domains.arrange();
        domains
    })
}

/// The provider of a free mail domain in small letters; nothing for every other domain.
///
/// ```
/// use kehu::tables::email::provider;
/// assert_eq!(provider("foxmail.com"), Some("qq"));
/// assert_eq!(provider("hotmail.co.uk"), Some("outlook"));
/// assert_eq!(provider("tsinghua.edu.cn"), None);
/// ```
pub fn provider(domain: &str) -> Option<&'static str> {
    lookup(providers(), domain).copied()
}

/// Every domain of a free mail provider, sorted.
pub fn free_domains() -> Vec<&'static str> {
    let mut domains: Vec<&str> = providers().iter().map(|(domain, _)| *domain).collect();
    domains.dedup();
    domains
}
