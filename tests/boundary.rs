//! The wasm boundary in a real browser: what JavaScript hands in, and what it gets.
//!
//! The library is called through the class that wasm-bindgen makes, as an embedder calls it.
#![cfg(target_family = "wasm")]

use js_sys::{Array, Error, Function, JSON, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use xunzhang::Library;
use xunzhang_core::index::shelf::read_shelf;

wasm_bindgen_test_configure!(run_in_browser);

/// The shelf that is also embedded, to be damaged.
const SHELF: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/corpus.shelf"));

/// What the native core finds; `tests/expected.rs` keeps it.
const EXPECTED: &str = include_str!("boundary/hits.json");

const HIT: &str = "anchor,authors,date,explain,id,image,keywords,meta,paragraph,partial,place,score,sections,snippet,source,subHeadlineParts,title,titleMade,titleParts,url";

fn library() -> JsValue {
    Library::embedded().expect("the corpus is embedded").into()
}

/// The class itself, on which `embedded` and `fromBytes` stand.
fn class() -> JsValue {
    get(&library(), "constructor")
}

fn get(value: &JsValue, key: &str) -> JsValue {
    Reflect::get(value, &key.into()).expect("an object")
}

fn at(value: &JsValue, number: u32) -> JsValue {
    Reflect::get_u32(value, number).expect("an array")
}

fn length(value: &JsValue) -> u32 {
    assert!(Array::is_array(value), "an array");
    value.unchecked_ref::<Array>().length()
}

fn call(target: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = get(target, method).dyn_into().expect("a method");
    function.apply(target, &arguments.iter().collect::<Array>())
}

fn search(query: &str, options: &str) -> Result<JsValue, JsValue> {
    call(&library(), "search", &[query.into(), js(options)])
}

fn page(query: &str, options: &str) -> JsValue {
    search(query, options).expect("a page")
}

fn ids(page: &JsValue) -> Vec<String> {
    let hits = get(page, "hits");
    (0..length(&hits)).map(|number| string(&get(&at(&hits, number), "id"))).collect()
}

/// What a JavaScript expression gives; an empty one is `undefined`.
fn js(expression: &str) -> JsValue {
    js_sys::eval(&format!("({})", if expression.is_empty() { "undefined" } else { expression })).expect("an expression")
}

fn string(value: &JsValue) -> String {
    value.as_string().unwrap_or_else(|| panic!("a string and not {value:?}"))
}

fn number(value: &JsValue) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("a number and not {value:?}"))
}

fn json(value: &JsValue) -> String {
    string(&JSON::stringify(value).expect("no cycles").into())
}

fn keys(value: &JsValue) -> String {
    let mut keys: Vec<String> = Object::keys(value.unchecked_ref::<Object>()).iter().map(|key| string(&key)).collect();
    keys.sort();
    keys.join(",")
}

/// That a value is made of null, booleans, numbers, strings, arrays and plain objects alone: no undefined, BigInt, Map.
fn assert_plain(value: &JsValue, place: &str) {
    if Array::is_array(value) {
        (0..length(value)).for_each(|number| assert_plain(&at(value, number), &format!("{place}[{number}]")));
    } else if value.is_object() {
        let plain = Object::get_prototype_of(value) == Object::get_prototype_of(&Object::new());
        assert!(plain, "{place} is a plain object");
        for key in Object::keys(value.unchecked_ref::<Object>()).iter().map(|key| string(&key)) {
            assert_plain(&get(value, &key), &format!("{place}.{key}"));
        }
    } else {
        let simple = value.is_null() || value.is_string() || value.as_f64().is_some() || value.as_bool().is_some();
        assert!(simple, "{place} is {value:?}");
    }
}

/// That a call failed with an `Error` of this code and with words for a person.
fn assert_fails(result: Result<JsValue, JsValue>, code: &str, what: &str) {
    let Err(error) = result else { panic!("{what} should fail with {code}") };
    assert!(error.is_instance_of::<Error>(), "{what}: an Error and not {error:?}");
    assert_eq!(get(&error, "code").as_string().as_deref(), Some(code), "{what}: {error:?}");
    assert!(!string(&get(&error, "message")).is_empty(), "{what}: a message");
}

fn from_bytes(bytes: &[u8]) -> Result<JsValue, JsValue> {
    call(&class(), "fromBytes", &[Uint8Array::from(bytes).into()])
}

#[wasm_bindgen_test]
fn the_embedded_corpus_has_seven_articles() {
    let library = call(&class(), "embedded", &[]).expect("the corpus");
    let info = call(&library, "info", &[]).expect("counts");
    assert_plain(&info, "info");
    assert_eq!(number(&get(&info, "articles")), 7.0);
    assert!(number(&get(&info, "version")) >= 1.0);
    call(&library, "free", &[]).expect("it can be freed");
    assert!(call(&library, "info", &[]).is_err(), "what was freed is gone");
}

#[wasm_bindgen_test]
fn a_page_is_made_of_plain_values_with_null_for_what_is_missing() {
    for query in ["智能网联汽车", "“点”上", "新华社", "無雙", ""] {
        let page = page(query, "{ explain: true, limit: 20 }");
        assert_plain(&page, query);
        assert_eq!(keys(&page), "correction,facets,hits,meant,query,tookMs,total,totalIsExact,understood");
        assert_eq!(string(&get(&page, "query")), query);
        assert!(number(&get(&page, "tookMs")) >= 0.0);
        assert_eq!(keys(&get(&page, "facets")), "author,date,location,organisation,person,place,source");
        let hits = get(&page, "hits");
        for hit in (0..length(&hits)).map(|number| at(&hits, number)) {
            assert_eq!(keys(&hit), HIT);
            assert!(get(&hit, "url").is_null(), "articles of a newspaper page have no address");
            assert_eq!(keys(&get(&hit, "explain")), "parts,score,terms");
            for parts in ["snippet", "titleParts"] {
                let parts = get(&hit, parts);
                (0..length(&parts)).for_each(|number| assert_eq!(keys(&at(&parts, number)), "mark,text"));
            }
        }
    }
    let plain = page("智能网联汽车", "");
    assert!(get(&plain, "understood").is_null());
    assert!(get(&at(&get(&plain, "hits"), 0), "explain").is_null());
    let found = get(&at(&get(&plain, "hits"), 0), "place");
    assert!(found.is_null() || found.is_string());
}

#[wasm_bindgen_test]
fn hits_order_and_scores_are_those_of_the_native_core() {
    let expected = JSON::parse(EXPECTED).expect("the expected hits");
    let library = library();
    assert!(length(&expected) > 20);
    for expected in (0..length(&expected)).map(|number| at(&expected, number)) {
        let query = get(&expected, "query");
        let page = call(&library, "search", &[query.clone()]).expect("a page");
        assert_eq!(get(&page, "total"), get(&expected, "total"), "{query:?}");
        let hits = get(&page, "hits");
        let found = (0..length(&hits)).map(|number| at(&hits, number));
        let found: Vec<String> =
            found.map(|hit| format!("{} {}", string(&get(&hit, "id")), number(&get(&hit, "score")))).collect();
        let hits = get(&expected, "hits");
        let wanted = (0..length(&hits)).map(|number| at(&hits, number));
        let wanted: Vec<String> =
            wanted.map(|hit| format!("{} {}", string(&get(&hit, "id")), number(&get(&hit, "score")))).collect();
        assert_eq!(found, wanted, "{query:?}");
    }
}

#[wasm_bindgen_test]
fn limit_offset_sort_and_filters_are_obeyed() {
    let all = ids(&page("重庆", "{ limit: 10 }"));
    assert!(all.len() >= 3);
    assert_eq!(ids(&page("重庆", "{ limit: 1 }")), all[..1]);
    assert_eq!(ids(&page("重庆", "{ limit: 2, offset: 1 }")), all[1..3]);
    assert!(ids(&page("重庆", "{ limit: 0 }")).is_empty());
    assert!(ids(&page("重庆", "{ offset: 1000 }")).is_empty());
    let newest = page("", "{ sort: 'newest' }");
    let hits = get(&newest, "hits");
    let days: Vec<String> =
        (0..length(&hits)).filter_map(|number| get(&at(&hits, number), "date").as_string()).collect();
    assert!(days.len() > 3 && days.is_sorted_by(|a, b| a >= b), "{days:?}");
    let by_one = page("", "{ filters: { author: ['夏元'] } }");
    assert_eq!(number(&get(&by_one, "total")), 2.0);
    let day = page("", "{ filters: { date: { from: '2023-10-24', to: '2023-10-24' } } }");
    let hits = get(&day, "hits");
    assert!(length(&hits) > 0);
    (0..length(&hits)).for_each(|number| assert_eq!(string(&get(&at(&hits, number), "date")), "2023-10-24"));
}

#[wasm_bindgen_test]
fn wrong_options_are_errors_with_a_code() {
    for options in [
        "{ limti: 3 }",
        "{ limit: 'three' }",
        "{ limit: -1 }",
        "{ limit: 1.5 }",
        "{ limit: NaN }",
        "{ limit: {} }",
        "{ offset: 2 ** 60 }",
        "{ sort: 'oldest' }",
        "{ sort: 7 }",
        "{ filters: 'author' }",
        "{ filters: { author: '夏元' } }",
        "{ filters: { author: [1] } }",
        "{ filters: { autor: ['夏元'] } }",
        "{ filters: { date: '2023' } }",
        "{ filters: { date: { from: '2023-02-30' } } }",
        "{ filters: { date: { from: '昨天' } } }",
        "{ filters: { date: { since: '2023-10-01' } } }",
        "{ explain: 'yes' }",
        "{ facets: 'yes' }",
        "{ snippet: 100 }",
        "{ snippet: { length: 'long' } }",
        "{ weights: { rarity: 'high' } }",
        "'limit'",
        "5",
        "true",
        "Symbol('limit')",
    ] {
        assert_fails(search("重庆", options), "options/invalid", options);
    }
    let library = library();
    let id = ids(&page("重庆", "")).remove(0);
    for options in ["{ highlights: '重庆' }", "{ highlight: 7 }", "'重庆'"] {
        assert_fails(call(&library, "article", &[id.as_str().into(), js(options)]), "options/invalid", options);
    }
    for options in ["{ limits: 1 }", "{ limit: 'all' }"] {
        assert_fails(call(&library, "suggest", &["重".into(), js(options)]), "options/invalid", options);
    }
    assert_eq!(ids(&page("智能网联汽车", "null")), ids(&page("智能网联汽车", "{}")));
}

#[wasm_bindgen_test]
fn extreme_options_give_a_page() {
    for options in [
        "{ limit: 4294967295 }",
        "{ offset: 4294967295, limit: 4294967295 }",
        "{ snippet: { length: 0, passages: 0 } }",
        "{ snippet: { length: 4294967295, passages: 4294967295 } }",
        "{ weights: { rarity: Infinity, saturation: -Infinity, length: NaN, needed: 1e30, early: -5 } }",
        "{ weights: { rescored: 0 } }",
        "{ filters: { author: [], source: [], place: [] } }",
        "{ filters: { date: { from: '2023-12-01', to: '2023-01-01' } } }",
        "Object.create(null)",
    ] {
        let page = page("智能网联汽车 重庆", options);
        assert_plain(&page, options);
    }
}

#[wasm_bindgen_test]
fn any_text_gives_a_page() {
    let library = library();
    for expression in [
        "'😀👩‍🚀🇨🇳'",
        "'\\ud83d'",
        "'重庆\\udc00汽车'",
        "'\\ud800'.repeat(500)",
        "'\\0'",
        "'\\u202e重庆\\u200b'",
        "'“”《》「」\"'",
        "'-－−| OR ｜ * ＊ :'",
        "'- -- --- ---- - '",
        "'title: 标题： date: 日期：..'",
        "'date:9999-99-99..0000-00-00'",
        "'OR OR OR'",
        "'\"'.repeat(999)",
        "'((((((((((((((('",
        "'重'.repeat(34000)",
        "'a b '.repeat(25000)",
        "'-重庆 '.repeat(2000)",
        "'重庆|'.repeat(2000)",
        "' \\t\\r\\n　'",
        "'constructor __proto__ toString'",
    ] {
        let query = js(expression);
        let page = call(&library, "search", &[query.clone()]).unwrap_or_else(|error| panic!("{expression}: {error:?}"));
        assert_plain(&page, expression);
        call(&library, "suggest", &[query.clone()]).unwrap_or_else(|error| panic!("{expression}: {error:?}"));
    }
    assert_eq!(ids(&page("重庆\u{fffd}", "")), ids(&call(&library, "search", &[js("'重庆\\ud83d'")]).expect("a page")));
}

#[wasm_bindgen_test]
fn an_article_has_its_parts_and_its_marks() {
    let library = library();
    let hit = at(&get(&page("综合效益正在逐步显现", ""), "hits"), 0);
    let id = get(&hit, "id");
    let article = call(&library, "article", &[id.clone(), js("{ highlight: '综合效益正在逐步显现' }")]).expect("it");
    assert_plain(&article, "article");
    assert_eq!(
        keys(&article),
        "authors,blocks,date,firstMatch,headline,headlineMade,id,image,keywords,leadIn,meta,place,source,subHeadline,tags,titleParts,url"
    );
    assert_eq!(get(&article, "id"), id);
    assert_eq!(get(&article, "firstMatch"), get(&hit, "paragraph"));
    let block = at(&get(&article, "blocks"), number(&get(&article, "firstMatch")) as u32);
    assert_eq!(keys(&block), "anchor,kind,parts");
    assert_eq!(string(&get(&block, "kind")), "paragraph");
    assert!(json(&block).contains(r#"{"text":"综合效益正在逐步显现","mark":true}"#), "{}", json(&block));

    let plain = call(&library, "article", &[id]).expect("it");
    assert!(get(&plain, "firstMatch").is_null());
    assert!(!json(&plain).contains(r#""mark":true"#));
    for unknown in ["", "nobody", "😀", "ffffffffffffffff"] {
        assert_fails(call(&library, "article", &[unknown.into()]), "article/unknown", unknown);
    }
}

#[wasm_bindgen_test]
fn suggestions_lead_to_hits() {
    let library = library();
    let list = call(&library, "suggest", &["智能".into()]).expect("suggestions");
    assert_plain(&list, "suggest");
    assert!((1..=8).contains(&length(&list)));
    for suggestion in (0..length(&list)).map(|number| at(&list, number)) {
        assert_eq!(keys(&suggestion), "count,id,kind,parts,text");
        let kind = string(&get(&suggestion, "kind"));
        assert!(["word", "phrase", "headline"].contains(&kind.as_str()));
        assert_eq!(get(&suggestion, "id").is_null(), kind != "headline");
        assert!(number(&get(&suggestion, "count")) >= 1.0);
        assert!(!ids(&page(&string(&get(&suggestion, "text")), "")).is_empty());
    }
    assert_eq!(length(&call(&library, "suggest", &["智能".into(), js("{ limit: 1 }")]).expect("one")), 1);
    assert_eq!(length(&call(&library, "suggest", &["智能".into(), js("{ limit: 0 }")]).expect("none")), 0);
    assert_eq!(length(&call(&library, "suggest", &["無雙".into()]).expect("none")), 0);
}

#[wasm_bindgen_test]
fn phrases_are_suggested_and_found() {
    let list = call(&library(), "suggest", &["智能".into(), js("{ limit: 50 }")]).expect("suggestions");
    let suggestions = (0..length(&list)).map(|number| at(&list, number));
    let phrases: Vec<JsValue> = suggestions.filter(|one| string(&get(one, "kind")) == "phrase").collect();
    assert!(!phrases.is_empty(), "{}", json(&list));
    for phrase in phrases {
        let text = string(&get(&phrase, "text"));
        assert!(get(&phrase, "id").is_null(), "{text} is no article");
        assert!(!ids(&page(&text, "")).is_empty(), "{text}");
    }
}

#[wasm_bindgen_test]
fn a_slip_is_corrected_unless_that_is_not_wanted() {
    let correction = get(&page("航天圆", ""), "correction");
    assert_plain(&correction, "correction");
    assert_eq!(keys(&correction), "applied,changes,text");
    assert_eq!(string(&get(&correction, "text")), "航天员");
    assert_eq!(json(&get(&correction, "changes")), r#"[{"of":"航天圆","text":"航天员","why":"homophone"}]"#);
    assert!(get(&page("航天圆", "{ correct: false }"), "correction").is_null());
    assert!(get(&page("航天员", ""), "correction").is_null());
    assert_fails(search("航天圆", "{ correct: 'no' }"), "options/invalid", "a text for correct");
}

#[wasm_bindgen_test]
fn related_articles_are_hits_of_others() {
    let library = library();
    let id = ids(&page("航天员返回", "")).remove(0);
    let list = call(&library, "related", &[id.as_str().into()]).expect("related articles");
    assert_plain(&list, "related");
    assert!((1..=6).contains(&length(&list)));
    for hit in (0..length(&list)).map(|number| at(&list, number)) {
        assert_eq!(keys(&hit), HIT);
        assert_ne!(string(&get(&hit, "id")), id, "no article is related to itself");
    }
    let limited = call(&library, "related", &[id.as_str().into(), js("{ limit: 1 }")]).expect("one");
    assert_eq!(length(&limited), 1);
    let (lazy, _) = ask_lazily(&from_entry(), "related", &[id.as_str().into()], u32::MAX);
    assert_eq!(json(&lazy.expect("related articles")), json(&list));
    assert_fails(call(&library, "related", &["nobody".into()]), "article/unknown", "nobody");
    let unknown = call(&library, "related", &[id.as_str().into(), js("{ few: 1 }")]);
    assert_fails(unknown, "options/invalid", "an unknown option");
}

#[wasm_bindgen_test]
fn a_shelf_opens_from_its_bytes() {
    let opened = from_bytes(SHELF).expect("a shelf");
    let ask = |library: &JsValue| ids(&call(library, "search", &["智能网联汽车".into()]).expect("a page"));
    assert_eq!(ask(&opened), ask(&library()));
}

/// The parts of the shelf by kind and number.
fn parts() -> Vec<((u8, u32), &'static [u8])> {
    let parts = read_shelf(SHELF).expect("a shelf").into_iter();
    parts.map(|(id, range)| ((id.kind as u8, id.number), &SHELF[range])).collect()
}

fn part(kind: u8, number: u32) -> Uint8Array {
    let parts = parts();
    let (_, bytes) = parts.iter().find(|(id, _)| *id == (kind, number)).expect("a part of the shelf");
    Uint8Array::from(*bytes)
}

fn from_entry() -> JsValue {
    call(&class(), "fromEntry", &[part(0, 0).into()]).expect("an entry")
}

/// Asks until nothing is lacking, with at most so many bytes at hand, and gives the answer and how many parts it took.
fn ask_lazily(library: &JsValue, method: &str, arguments: &[JsValue], most: u32) -> (Result<JsValue, JsValue>, u32) {
    let mut brought = 0;
    for _ in 0..20 {
        let answer = match call(library, method, arguments) {
            Ok(answer) => answer,
            Err(error) => return (Err(error), brought),
        };
        let lacking = get(&answer, "lacking");
        if lacking.is_undefined() {
            return (Ok(answer), brought);
        }
        assert_plain(&answer, "what is lacking");
        assert!(length(&lacking) > 0, "an answer that lacks nothing is given");
        for lack in (0..length(&lacking)).map(|place| at(&lacking, place)) {
            assert_eq!(keys(&lack), "file,kind,number");
            assert!(string(&get(&lack, "file")).ends_with(".part"));
            let (kind, place) = (number(&get(&lack, "kind")) as u8, number(&get(&lack, "number")) as u32);
            let arguments = [kind.into(), place.into(), part(kind, place).into(), most.into()];
            call(library, "add", &arguments).expect("it is that part");
            brought += 1;
        }
    }
    panic!("{method} lacks parts for ever");
}

#[wasm_bindgen_test]
fn an_entry_is_asked_and_given_the_parts_that_it_lacks() {
    for most in [u32::MAX, 0] {
        let lazy = from_entry();
        for query in ["智能网联汽车", "“天宫课堂”", "作者：夏元 北斗", "重庆 -标题：数字", "無雙", ""]
        {
            let (found, _) = ask_lazily(&lazy, "search", &[query.into()], most);
            assert_eq!(ids(&found.expect("a page")), ids(&page(query, "")), "{query}");
            let (_, again) = ask_lazily(&lazy, "search", &[query.into()], most);
            assert_eq!(again, 0, "{query}: what has come is at hand");
        }
        let id = ids(&page("重庆", "")).remove(0);
        let (article, _) = ask_lazily(&lazy, "article", &[id.as_str().into()], most);
        assert_eq!(string(&get(&article.expect("it"), "id")), id);
        let (unknown, _) = ask_lazily(&lazy, "article", &["nobody".into()], most);
        assert_fails(unknown, "article/unknown", "nobody");
        let (list, _) = ask_lazily(&lazy, "suggest", &["智能".into()], most);
        assert_eq!(
            json(&list.expect("suggestions")),
            json(&call(&library(), "suggest", &["智能".into()]).expect("them"))
        );
    }
}

#[wasm_bindgen_test]
fn facets_are_counted_without_fetching_or_when_asked() {
    let lazy = from_entry();
    let (plain, _) = ask_lazily(&lazy, "search", &["重庆".into()], u32::MAX);
    assert_eq!(keys(&get(&plain.expect("a page"), "facets")), "");
    let (counted, _) = ask_lazily(&lazy, "search", &["重庆".into(), js("{ facets: true }")], u32::MAX);
    assert_eq!(json(&get(&counted.expect("a page"), "facets")), json(&get(&page("重庆", ""), "facets")));
    assert_eq!(keys(&get(&page("重庆", "{ facets: false }"), "facets")), "");
}

#[wasm_bindgen_test]
fn bytes_that_are_not_the_part_are_refused() {
    let lazy = from_entry();
    let lacking = get(&call(&lazy, "search", &["智能网联汽车".into()]).expect("what is lacking"), "lacking");
    let lack = at(&lacking, 0);
    let (kind, place) = (get(&lack, "kind"), get(&lack, "number"));
    let right = part(number(&kind) as u8, number(&place) as u32).to_vec();
    let add =
        |bytes: &[u8]| call(&lazy, "add", &[kind.clone(), place.clone(), Uint8Array::from(bytes).into(), 0.into()]);
    let mut changed = right.clone();
    *changed.last_mut().expect("a byte") ^= 0x55;
    assert_fails(add(&changed), "shelf/checksum", "a changed byte");
    assert_fails(add(&right[..9]), "shelf/truncated", "the first bytes");
    assert_fails(add(b"<!doctype html>"), "shelf/magic", "an error page");
    let parts = parts();
    let other = parts.iter().find(|((of, _), bytes)| f64::from(*of) == number(&kind) && *bytes != right);
    assert_fails(add(other.expect("another part of the kind").1), "shelf/name", "another part");
    assert_fails(call(&class(), "fromEntry", &[Uint8Array::from(SHELF).into()]), "shelf/magic", "a shelf");
    add(&right).expect("the part itself");
}

#[wasm_bindgen_test]
fn a_damaged_shelf_says_what_is_wrong() {
    let part = SHELF.windows(3).position(|bytes| bytes == b"XZP").expect("a part");
    let changed = |at: usize| {
        let mut bytes = SHELF.to_vec();
        bytes[at] ^= 0x55;
        bytes
    };
    assert_fails(from_bytes(b""), "shelf/magic", "no bytes");
    assert_fails(from_bytes(b"<!doctype html><title>404</title>"), "shelf/magic", "an error page");
    assert_fails(from_bytes(&changed(0)), "shelf/magic", "another mark");
    assert_fails(from_bytes(&changed(part + 3)), "shelf/version", "another version");
    assert_fails(from_bytes(&changed(part + 14)), "shelf/checksum", "a changed byte");
    assert_fails(from_bytes(&changed(SHELF.len() - 1)), "shelf/checksum", "a changed last byte");
    for length in [8, 9, part, part + 4, SHELF.len() / 2, SHELF.len() - 1] {
        assert_fails(from_bytes(&SHELF[..length]), "shelf/truncated", &format!("the first {length} bytes"));
    }
    // Wherever a byte is changed, there is an error of the shelf and never a trap.
    // Only what stands for the number of the entry, of which there is one, says nothing.
    let heads = (0..part + 40).filter(|&at| at != 10);
    for at in heads.chain((part + 40..SHELF.len()).step_by(SHELF.len() / 100)) {
        let error = from_bytes(&changed(at)).err().unwrap_or_else(|| panic!("byte {at} can be changed unseen"));
        assert!(string(&get(&error, "code")).starts_with("shelf/"), "byte {at}: {error:?}");
    }
}
