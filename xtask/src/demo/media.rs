//! Media types of what a page is made of.

use std::path::Path;

/// The `Content-Type` of a file by its name. A wasm must have its own, or `WebAssembly.compileStreaming` refuses it.
pub fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "map" | "webmanifest") => "application/json; charset=utf-8",
        Some("csv") => "text/csv; charset=utf-8",
        Some("txt" | "ndjson" | "md") => "text/plain; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_gets_what_browsers_insist_on() {
        let cases = [
            ("kehu_bg.wasm", "application/wasm"),
            ("worker.mjs", "text/javascript; charset=utf-8"),
            ("index.html", "text/html; charset=utf-8"),
            ("data.bin", "application/octet-stream"),
        ];
        for (name, expected) in cases {
            assert_eq!(media_type(Path::new(name)), expected, "{name}");
        }
    }
}
