//! Days and minutes by the wall clock of +08:00, counted from 1970-01-01.

/// Minutes of a day.
pub(crate) const DAY: i32 = 24 * 60;

/// The number of a civil day (H. Hinnant, "chrono-compatible low-level date algorithms").
pub(crate) fn day_number(year: i32, month: u8, day: u8) -> i32 {
    let (month, day) = (i32::from(month), i32::from(day));
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The civil day (year, month, day) of a number.
pub(crate) fn civil(number: i32) -> (i32, i32, i32) {
    let shifted = number + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    (year + era * 400 + i32::from(month <= 2), month, day)
}

/// How a source writes its days and times.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// 2024-03-05 14:22:10
    Database,
    /// 2024-03-05
    Iso,
    /// 2024/3/5
    Slashes,
    /// 2024/3/5 14:22
    SlashesTime,
    /// 2024.03.05
    Dots,
    /// 20240305
    Compact,
    /// 2024年3月5日
    Chinese,
    /// 45356, days since 1899-12-30 as spreadsheets keep them
    Serial,
    /// 2024-03-05T14:22:00+08:00
    Zoned,
}

/// A minute in that style; the seconds, which nothing depends on, are derived from the minute.
pub(crate) fn write(minute: i32, style: Style) -> String {
    let (number, clock) = (minute.div_euclid(DAY), minute.rem_euclid(DAY));
    let (year, month, day) = civil(number);
    let (hour, minutes, seconds) = (clock / 60, clock % 60, minute.rem_euclid(59));
    match style {
        Style::Database => format!("{year}-{month:02}-{day:02} {hour:02}:{minutes:02}:{seconds:02}"),
        Style::Iso => format!("{year}-{month:02}-{day:02}"),
        Style::Slashes => format!("{year}/{month}/{day}"),
        Style::SlashesTime => format!("{year}/{month}/{day} {hour}:{minutes:02}"),
        Style::Dots => format!("{year}.{month:02}.{day:02}"),
        Style::Compact => format!("{year}{month:02}{day:02}"),
        Style::Chinese => format!("{year}年{month}月{day}日"),
        Style::Serial => (number + 25_569).to_string(),
        Style::Zoned => format!("{year}-{month:02}-{day:02}T{hour:02}:{minutes:02}:{seconds:02}+08:00"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_go_there_and_back() {
        for number in (-40_000..60_000).step_by(17) {
            let (year, month, day) = civil(number);
            assert_eq!(day_number(year, month as u8, day as u8), number);
        }
    }

    #[test]
    fn known_days_are_written_in_every_style() {
        let minute = day_number(2024, 3, 5) * DAY + 14 * 60 + 22;
        let cases = [
            (Style::Iso, "2024-03-05"),
            (Style::Slashes, "2024/3/5"),
            (Style::SlashesTime, "2024/3/5 14:22"),
            (Style::Dots, "2024.03.05"),
            (Style::Compact, "20240305"),
            (Style::Chinese, "2024年3月5日"),
            (Style::Serial, "45356"),
        ];
        for (style, expected) in cases {
            assert_eq!(write(minute, style), expected);
        }
        assert!(write(minute, Style::Zoned).starts_with("2024-03-05T14:22:"));
        assert!(write(minute, Style::Zoned).ends_with("+08:00"));
    }
}
