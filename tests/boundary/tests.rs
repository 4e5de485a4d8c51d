//! Conversions, errors and lifetimes as JavaScript sees them.

use js_sys::{Array, JSON, Reflect, Uint8Array, Uint32Array};
use kehu::wasm::{Cleaner, CustomerFile, Engine, kinds, normalize, normalize_many, preset, presets};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::wasm_bindgen_test;

const NOW: &str = "2026-06-30T09:00:00+08:00";

fn json(text: &str) -> JsValue {
    JSON::parse(text).unwrap()
}

fn get(object: &JsValue, path: &str) -> JsValue {
    path.split('.').fold(object.clone(), |value, name| Reflect::get(&value, &name.into()).unwrap())
}

fn text(object: &JsValue, path: &str) -> String {
    get(object, path).as_string().unwrap_or_default()
}

fn engine() -> Engine {
    Engine::new(&preset("b2b-cn", JsValue::UNDEFINED).unwrap(), json(r#"{"language": "en"}"#)).unwrap()
}

fn at(now: &str) -> JsValue {
    let options = js_sys::Object::new();
    Reflect::set(&options, &"now".into(), &now.into()).unwrap();
    options.into()
}

/// What is thrown is an `Error` with a code and a path.
fn assert_thrown<T>(result: Result<T, JsValue>, code: &str, path: &str) {
    let Err(error) = result else { panic!("{code} was not thrown") };
    assert!(error.is_instance_of::<js_sys::Error>(), "{code}: {error:?}");
    assert_eq!((text(&error, "code").as_str(), text(&error, "path").as_str()), (code, path));
    assert!(!text(&error, "message").is_empty());
}

#[wasm_bindgen_test]
fn an_answer_is_plain_data() {
    let answer = JSON::parse(&normalize("phone", "138-1234-5678").unwrap()).unwrap();
    assert_eq!(text(&answer, "value"), "+8613812345678");
    assert_eq!(text(&answer, "parts.type"), "mobile");
    assert!(Array::is_array(&get(&answer, "steps")));
    let plain = normalize("email\u{1f}\u{1f}\u{1f}\u{1f}\u{1f}\u{1f}key", "Li@qq.com").unwrap();
    assert_eq!(plain, "\u{1f}\u{1f}\u{1f}key\u{1f}li@qq.com");
    assert_eq!(Array::from(&kinds().unwrap()).length(), 17);
}

#[wasm_bindgen_test]
fn what_is_not_said_of_how_to_clean_stands_for_the_default() {
    let phone = |settings: &str| normalize(&["phone", settings].concat(), "2125550123").unwrap();
    assert!(phone("\u{1f}\u{1f}US").starts_with("\u{1f}+12125550123\u{1f}"));
    assert_eq!(phone(""), phone("\u{1f}zh\u{1f}CN\u{1f}\u{1f}480"));
    assert_thrown(normalize("phone\u{1f}fr", "1"), "input/invalid", "language");
    assert_thrown(normalize("phone\u{1f}\u{1f}\u{1f}\u{1f}1.5", "1"), "input/invalid", "utcOffset");
    assert_thrown(normalize("nonsense", "1"), "kind/unknown", "kind");
}

#[wasm_bindgen_test]
fn a_list_of_values_is_cut_where_javascript_cuts_it() {
    let inputs = ["wang@yunfan.cn", "", "𠮷@b.cn", "x\ny", "王 <W@B.CN>"];
    let lengths: Vec<u32> = inputs.iter().map(|input| input.encode_utf16().count() as u32).collect();
    let how = "email\u{1f}\u{1f}\u{1f}\u{1f}\u{1f}\u{1f}key";
    let answer = normalize_many(how, &inputs.join("\n"), &lengths).unwrap();
    let answer = Array::from(&answer);
    assert_eq!(answer.length(), 8);
    let lengths = Uint32Array::from(answer.get(1)).to_vec();
    assert_eq!(lengths, [u32::MAX, u32::MAX - 1, u32::MAX, u32::MAX - 1, 6]);
    assert_eq!(answer.get(0).as_string().unwrap(), "W@b.cn");
    assert_eq!(Uint8Array::from(answer.get(6)).to_vec(), [0, 3, 1, 2, 0]);
    let rows = Array::from(&JSON::parse(&answer.get(7).as_string().unwrap()).unwrap());
    assert_eq!(rows.iter().filter_map(|note| get(&note, "row").as_f64()).collect::<Vec<_>>(), [2.0, 3.0]);
}

#[wasm_bindgen_test]
fn what_is_wrong_with_a_record_is_thrown_with_its_place() {
    let mut engine = engine();
    let clean = |record: &str| engine.clean(&json(record), JsValue::NULL);
    assert_thrown(clean(r#"{"__proto__": "x"}"#), "input/name", "record");
    assert_thrown(clean(r#"{"a": {"b": 1}}"#), "input/nested", "record.a");
    assert_thrown(clean("[1]"), "input/invalid", "record");
    assert_thrown(engine.clean(&JsValue::UNDEFINED, JsValue::NULL), "input/invalid", "record");
    let function = js_sys::Function::new_no_args("");
    assert_thrown(engine.clean(&function, JsValue::NULL), "input/invalid", "record");
    let records = json(r#"[{"id": "1"}, {"constructor": 1}]"#);
    assert_thrown(engine.upsert(&records, at(NOW)), "input/name", "records[1]");
    assert_thrown(engine.upsert(&json("[]"), at("yesterday")), "time/invalid", "now");
    assert_thrown(engine.explain("1", "2", JsValue::NULL), "record/unknown", "");
    assert_eq!(get(&engine.edition().unwrap(), "records").as_f64(), Some(0.0));
}

#[wasm_bindgen_test]
fn records_go_in_and_customers_come_out() {
    let mut engine = engine();
    let records = json(
        r#"[{"id": "1", "company": "杭州云帆科技有限公司", "mobile": "13812345678"},
            {"id": "2", "company": "杭州云帆科技有限责任公司", "mobile": 13812345678}]"#,
    );
    let outcome = engine.upsert(&records, at(NOW)).unwrap();
    let customer = text(&outcome, "results.0.customerId");
    assert_eq!(text(&outcome, "results.1.customerId"), customer);
    let golden = engine.customer(&customer, at(NOW)).unwrap();
    assert_eq!(text(&golden, "golden.mobile.value"), "+8613812345678");
    let restored = Engine::restore(&engine.snapshot().unwrap(), JsValue::NULL).unwrap();
    assert_eq!(get(&restored.edition().unwrap(), "records").as_f64(), Some(2.0));
    assert!(engine.take_journal().length() > 0 && engine.take_journal().length() == 0);
    assert_thrown(Engine::restore(&[1, 2, 3], JsValue::NULL), "snapshot/damaged", "");
    assert_thrown(Engine::new("{", JsValue::NULL).map(drop), "ruleset/json", "");
}

#[wasm_bindgen_test]
fn files_cross_as_bytes() {
    let ruleset = preset(&presets()[0], JsValue::UNDEFINED).unwrap();
    let mut cleaner = Cleaner::new(&ruleset, json(r#"{"form": "display"}"#)).unwrap();
    let mut out = cleaner.push("手机\n138-1234-5678\nx,y\n".as_bytes()).unwrap();
    out.extend(cleaner.finish().unwrap());
    assert_eq!(String::from_utf8(out).unwrap().trim_end(), "手机\n138 1234 5678");
    assert!(String::from_utf8(cleaner.rejects()).unwrap().starts_with("line,reason,raw"));
    assert_thrown(cleaner.push(&[0]), "import/binary", "");
    let mut file = CustomerFile::new(&ruleset, JsValue::NULL).unwrap();
    file.push(br#"{"id": "C1", "golden": {"city": {"value": "x"}}}"#);
    assert!(!file.finish().is_empty());
    assert_thrown(file.segment(json(r#"{"nonsense": 1}"#), NOW), "condition/unknown_key", "nonsense");
}

/// An object of the host that holds one of ours, as it is after `free`.
#[wasm_bindgen(inline_js = "export function use_freed(engine) { engine.free(); return engine.edition(); }")]
extern "C" {
    #[wasm_bindgen(catch)]
    fn use_freed(engine: Engine) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen_test]
fn a_freed_object_throws_and_leaves_the_rest_usable() {
    let error = use_freed(engine()).unwrap_err();
    assert!(error.is_instance_of::<js_sys::Error>());
    assert_eq!(get(&engine().edition().unwrap(), "customers").as_f64(), Some(0.0));
}
