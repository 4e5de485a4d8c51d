//! One table of the figures of two hosts.

use serde_json::Value;

/// The key of a figure in what a bench prints, and what it is called.
type Figure = (&'static str, &'static str);

/// Those of the pipeline.
pub const FIGURES: [Figure; 10] = [
    ("start_ms", "compile and instantiate, ms"),
    ("records", "records"),
    ("events", "events"),
    ("import_s", "import the records, s"),
    ("track_s", "import the events, s"),
    ("export_s", "write the customers, s"),
    ("pipeline_s", "the whole pipeline, s"),
    ("peak_mb", "peak memory of the process, MB"),
    ("check_median_us", "check at entry, median, µs"),
    ("check_p99_us", "check at entry, 99th percentile, µs"),
];

/// Those of one change at a time.
pub const LIVE: [Figure; 13] = [
    ("records", "records"),
    ("customers", "customers"),
    ("events", "events"),
    ("records_mb", "memory for the records, MB"),
    ("events_mb", "memory for the events, MB"),
    ("portraits_mb", "memory for the portraits, MB"),
    ("draw_s", "draw all portraits, s"),
    ("track_median_us", "an event, median, µs"),
    ("track_p99_us", "an event, 99th percentile, µs"),
    ("order_median_us", "an order, median, µs"),
    ("order_p99_us", "an order, 99th percentile, µs"),
    ("upsert_median_us", "a record, median, µs"),
    ("upsert_p99_us", "a record, 99th percentile, µs"),
];

/// The figures side by side; the last column says how many times as much wasm takes.
pub fn render(figures: &[Figure], wasm: &Value, native: &Value) -> String {
    let head = row("", ["wasm".to_owned(), "native".to_owned(), "ratio".to_owned()]);
    let rows = figures.iter().map(|(key, label)| {
        let (left, right) = (number(wasm, key), number(native, key));
        row(label, [show(left), show(right), show(ratio(left, right))])
    });
    std::iter::once(head).chain(rows).collect::<Vec<_>>().join("\n")
}

fn row(label: &str, cells: [String; 3]) -> String {
    let [wasm, native, ratio] = cells;
    format!("{label:<38}{wasm:>12}{native:>12}{ratio:>8}").trim_end().to_owned()
}

fn number(figures: &Value, key: &str) -> Option<f64> {
    figures.get(key).and_then(Value::as_f64)
}

fn ratio(left: Option<f64>, right: Option<f64>) -> Option<f64> {
    let (left, right) = (left?, right?);
    (right > 0.0).then(|| left / right)
}

/// Whole above a hundred, else with three figures, as more would not repeat.
fn show(number: Option<f64>) -> String {
    match number {
        None => String::new(),
        Some(number) if number >= 100.0 || number == number.trunc() => format!("{number:.0}"),
        Some(number) if number >= 10.0 => format!("{number:.1}"),
        Some(number) => format!("{number:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn figures_stand_side_by_side() {
        let table =
            render(&FIGURES, &json!({"pipeline_s": 9.0, "start_ms": 12.34}), &json!({"pipeline_s": 6.0}));
        let line = |label: &str| table.lines().find(|line| line.starts_with(label)).unwrap();
        let cells = |label: &str| line(label)[38..].split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(cells("the whole pipeline, s"), ["9", "6", "1.50"]);
        assert_eq!(cells("compile and instantiate, ms"), ["12.3"]);
    }
}
