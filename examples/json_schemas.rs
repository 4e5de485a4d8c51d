//! Prints the JSON Schema of ruleset documents and of the types that cross the boundary, as one object; the npm package's
//! types are made from it: `cargo run --features schema --example json_schemas`.

fn main() {
    let schemas = serde_json::json!({
        "ruleset": kehu::engine::ruleset_schema(),
        "types": kehu::engine::types_schema(),
    });
    println!("{schemas}");
}
