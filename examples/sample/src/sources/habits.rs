//! What each source knows, how often it is filled in, and how it is written.

use crate::calendar::Style;
use crate::noise::company::{NameHabits, Way};
use crate::records::Source;
use crate::rng::PerMille;
use crate::sheet::Column::{self, *};

/// The habits of one source.
#[derive(Debug)]
pub(crate) struct Habits {
    /// How often each column is filled; those not listed never are.
    pub(crate) columns: &'static [(Column, PerMille)],
    pub(crate) names: NameHabits,
    /// Whether people type as they like.
    pub(crate) loose: bool,
    pub(crate) dates: Style,
    /// Whether mail addresses tend to be private ones.
    pub(crate) private_mail: PerMille,
}

pub(crate) fn of(source: Source) -> &'static Habits {
    match source {
        Source::Crm => &CRM,
        Source::Erp => &ERP,
        Source::WebForm => &WEB_FORM,
        Source::Expo => &EXPO,
        Source::Wechat => &WECHAT,
    }
}

/// Typed in by sales people over the years.
#[rustfmt::skip]
static CRM: Habits = Habits {
    columns: &[
        (Company, 1000), (Contact, 940), (Title, 620), (Department, 350), (Mobile, 850), (Phone, 420), (Email, 480), (Wechat, 220),
        (Uscc, 170), (Province, 620), (City, 780), (County, 300), (Address, 520), (Website, 180), (Industry, 560), (Capital, 120),
        (Employees, 300), (Channel, 600), (Owner, 970), (Level, 720), (Remark, 380), (Created, 1000), (Updated, 960),
    ],
    names: NameHabits {
        ways: &[
            (610, Way::Registered), (40, Way::OtherForm), (100, Way::NoForm), (50, Way::NoRegion), (55, Way::BrandAndTrade),
            (42, Way::RegionAndBrand), (25, Way::Brand), (40, Way::LongRegion), (12, Way::MovedRegion), (8, Way::English), (20, Way::Colloquial),
        ],
        noise: 75,
    },
    loose: false,
    dates: Style::Database,
    private_mail: 350,
};

/// Kept by finance for invoices: registered names and codes, no people.
#[rustfmt::skip]
static ERP: Habits = Habits {
    columns: &[
        (Company, 1000), (Uscc, 930), (LegalRepresentative, 520), (Phone, 640), (Province, 500), (City, 560), (Address, 860), (Postcode, 330),
        (BankAccount, 880), (Capital, 210), (Industry, 180), (Created, 1000), (Updated, 700), (Owner, 350),
    ],
    names: NameHabits {
        ways: &[(950, Way::Registered), (20, Way::OtherForm), (20, Way::LongRegion), (10, Way::NoForm)],
        noise: 35,
    },
    loose: false,
    dates: Style::Compact,
    private_mail: 0,
};

/// Filled in by visitors of the website.
#[rustfmt::skip]
static WEB_FORM: Habits = Habits {
    columns: &[
        (Company, 900), (Contact, 930), (Title, 240), (Mobile, 930), (Email, 610), (Wechat, 120), (City, 420), (Province, 300),
        (Industry, 280), (Employees, 330), (Website, 70), (Channel, 900), (Remark, 520), (Created, 1000),
    ],
    names: NameHabits {
        ways: &[
            (560, Way::Registered), (30, Way::OtherForm), (130, Way::NoForm), (60, Way::NoRegion), (80, Way::BrandAndTrade),
            (40, Way::RegionAndBrand), (30, Way::Brand), (25, Way::LongRegion), (25, Way::English), (10, Way::Pinyin), (20, Way::Colloquial),
        ],
        noise: 80,
    },
    loose: true,
    dates: Style::Zoned,
    private_mail: 600,
};

/// Read from business cards and hand-written lists at a stand.
#[rustfmt::skip]
static EXPO: Habits = Habits {
    columns: &[
        (Company, 970), (Contact, 890), (Title, 570), (Department, 90), (Mobile, 760), (Phone, 330), (Email, 420), (Wechat, 100), (City, 380),
        (Address, 270), (Website, 180), (Industry, 300), (Channel, 950), (Remark, 210), (Created, 1000),
    ],
    names: NameHabits {
        ways: &[
            (640, Way::Registered), (35, Way::OtherForm), (90, Way::NoForm), (50, Way::NoRegion), (60, Way::BrandAndTrade),
            (35, Way::RegionAndBrand), (35, Way::Brand), (25, Way::LongRegion), (28, Way::English), (10, Way::Colloquial),
        ],
        noise: 170,
    },
    loose: true,
    dates: Style::Slashes,
    private_mail: 250,
};

/// Followers of the official account and friends of the sales people's WeChat.
#[rustfmt::skip]
static WECHAT: Habits = Habits {
    columns: &[
        (Company, 540), (Contact, 1000), (Mobile, 700), (Wechat, 560), (OpenId, 1000), (UnionId, 830), (Province, 520), (City, 480),
        (Channel, 800), (Owner, 420), (Remark, 260), (Created, 1000), (Updated, 500),
    ],
    names: NameHabits {
        ways: &[
            (440, Way::Registered), (170, Way::NoForm), (50, Way::NoRegion), (140, Way::BrandAndTrade), (90, Way::RegionAndBrand),
            (70, Way::Brand), (15, Way::English), (10, Way::Pinyin), (20, Way::Colloquial),
        ],
        noise: 60,
    },
    loose: true,
    dates: Style::Database,
    private_mail: 1000,
};
