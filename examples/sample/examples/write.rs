//! `cargo run --release -p kehu-sample --example write -- FOLDER [COMPANIES [SEED]]`

use std::path::PathBuf;

use kehu_sample::{Options, write_to};

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "target/sample".to_owned()));
    let mut number = |usual: u64| arguments.next().and_then(|text| text.parse().ok()).unwrap_or(usual);
    let companies = number(1_000).try_into().unwrap_or(u32::MAX);
    let written =
        write_to(&folder, &Options { companies, seed: number(1), ..Options::default() }, |_, _| {})?;
    println!(
        "{}: {} records, {} events, {} bytes",
        folder.display(),
        written.records,
        written.events,
        written.bytes
    );
    Ok(())
}
