//! `cargo xtask tables`: makes the data files of `src/tables/` from named and versioned registry packages.

mod abolished;
mod chinese;
mod company;
mod email;
mod latin;
mod output;
mod packages;
mod phone;
mod places;

use anyhow::Result;

use output::Table;

/// Writes every generated table; with `check`, fails when a committed one differs from what would be written.
pub fn run(check: bool) -> Result<()> {
    for table in tables() {
        if check { table.check()? } else { table.write()? }
    }
    Ok(())
}

fn tables() -> Vec<Table> {
    vec![
        latin::table(),
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
