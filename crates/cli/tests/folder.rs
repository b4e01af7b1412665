//! The folder that holds an index: what it is made of, and what happens when something is wrong with it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

/// More than one batch, so that work is divided.
const ARTICLES: usize = 700;

fn xunzhang(folder: &Path, arguments: &[&str], threads: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xunzhang"))
        .args(arguments)
        .current_dir(folder)
        .env("RAYON_NUM_THREADS", threads)
        .output()
        .expect("the command starts")
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What a command that succeeds prints as JSON.
fn told(folder: &Path, arguments: &[&str]) -> Value {
    let run = xunzhang(folder, arguments, "2");
    assert_eq!(run.status.code(), Some(0), "{}", err(&run));
    serde_json::from_slice(&run.stdout).expect("JSON")
}

/// Articles of words that a generator with a fixed beginning chooses; the one at `changed` says something else.
fn corpus(changed: Option<usize>) -> String {
    let words =
        ["重庆", "轨道交通", "智能网联", "汽车", "的", "航天员", "产业集群", "GPU", "2023年", "建设", "了", "，", "。"];
    let mut state = 7u64;
    let mut lines = String::new();
    for number in 0..ARTICLES {
        let mut text = String::new();
        for _ in 0..80 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(words[(state >> 33) as usize % words.len()]);
        }
        if changed == Some(number) {
            text.push_str("这一篇改过了");
        }
        let record = json!({ "_id": format!("a{number}"), "title": format!("第{number}篇"), "text": text });
        lines.push_str(&format!("{record}\n"));
    }
    lines
}

fn workshop() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("corpus.jsonl"), corpus(None)).expect("a file");
    fs::write(folder.path().join("changed.jsonl"), corpus(Some(300))).expect("a file");
    folder
}

fn build(folder: &Path, source: &str, out: &str, more: &[&str]) -> Value {
    told(folder, &[&["index", source, "--out", out, "--json", "--quiet"], more].concat())
}

/// Every file of a folder with its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry"));
    entries
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), fs::read(entry.path()).expect("readable")))
        .collect()
}

#[test]
fn the_same_sources_give_the_same_bytes_however_the_work_is_divided() {
    let folder = workshop();
    let path = folder.path();
    build(path, "corpus.jsonl", "one", &[]);
    let alone = xunzhang(path, &["index", "corpus.jsonl", "--out", "two", "--quiet"], "1");
    assert_eq!(alone.status.code(), Some(0), "{}", err(&alone));
    build(path, "corpus.jsonl", "aside", &["--memory", "1K"]);
    let expected = files(&path.join("one"));
    assert!(expected.len() > 10 && expected.keys().all(|name| !name.starts_with('.')), "{:?}", expected.keys());
    assert_eq!(files(&path.join("two")), expected);
    assert_eq!(files(&path.join("aside")), expected);
}

#[test]
fn building_again_after_a_change_writes_few_files_and_equals_a_full_build() {
    let folder = workshop();
    let path = folder.path();
    build(path, "corpus.jsonl", "index", &[]);
    let before = files(&path.join("index"));
    let again = build(path, "corpus.jsonl", "index", &[]);
    let fresh = |summary: &Value| -> u64 {
        let parts = summary["index"]["parts"].as_object().expect("kinds");
        parts.values().map(|kind| kind["fresh"].as_u64().expect("a number")).sum()
    };
    assert_eq!(fresh(&again), 0, "nothing has changed");
    let changed = build(path, "changed.jsonl", "index", &[]);
    assert_eq!(changed["index"]["parts"]["articles"]["fresh"], 1);
    let both = files(&path.join("index"));
    assert!(before.keys().all(|name| both.contains_key(name)), "old parts stay for pages that are open");
    build(path, "changed.jsonl", "index", &["--prune"]);
    build(path, "changed.jsonl", "full", &[]);
    assert_eq!(files(&path.join("index")), files(&path.join("full")));
}

#[test]
fn a_missing_or_damaged_part_is_named_and_the_rest_stays_usable() {
    let folder = workshop();
    let path = folder.path();
    build(path, "corpus.jsonl", "index", &[]);
    let inspected = told(path, &["inspect", "index", "第5篇", "第600篇", "--json"]);
    let of = |query: usize| -> Vec<String> {
        let files = inspected["queries"][query]["files"].as_array().expect("files");
        files.iter().map(|file| file[0].as_str().expect("a name").to_owned()).collect()
    };
    let others = of(1);
    let only =
        of(0).into_iter().find(|name| name.starts_with('a') && !others.contains(name)).expect("a part of its own");
    let part = path.join("index").join(&only);
    let good = fs::read(&part).expect("the part");
    let ask = |query: &str| xunzhang(path, &["search", "index", query], "1");

    fs::remove_file(&part).expect("removable");
    let run = ask("第5篇");
    assert_eq!(run.status.code(), Some(1));
    assert!(err(&run).contains(&only) && err(&run).contains("reading failed"), "{}", err(&run));
    assert_eq!(ask("第600篇").status.code(), Some(0), "what does not need the part works");

    fs::write(&part, &good[..good.len() / 2]).expect("writable");
    let run = ask("第5篇");
    assert_eq!((run.status.code(), err(&run).contains(&only)), (Some(1), true), "{}", err(&run));

    let other = of(1).into_iter().find(|name| name.starts_with('a') && *name != only).expect("another part");
    fs::copy(path.join("index").join(other), &part).expect("writable");
    let run = ask("第5篇");
    assert_eq!(run.status.code(), Some(1));
    assert!(err(&run).contains("a part of another build"), "{}", err(&run));

    fs::write(&part, good).expect("writable");
    assert_eq!(ask("第5篇").status.code(), Some(0));
}

#[test]
fn two_builds_into_one_folder_do_not_mix() {
    let folder = workshop();
    let path = folder.path();
    build(path, "corpus.jsonl", "index", &[]);
    let lock = File::create(path.join("index/.xunzhang.lock")).expect("a file");
    lock.lock().expect("nobody else has it");
    let run = xunzhang(path, &["index", "changed.jsonl", "--out", "index", "--quiet"], "1");
    assert_eq!(run.status.code(), Some(1));
    assert!(err(&run).contains("another build is writing into this folder"), "{}", err(&run));
    drop(lock);
    build(path, "changed.jsonl", "index", &[]);
}

#[test]
fn a_build_that_was_cut_off_leaves_the_index_of_before() {
    let folder = workshop();
    let path = folder.path();
    build(path, "corpus.jsonl", "index", &[]);
    let page = told(path, &["search", "index", "第5篇", "--json"]);
    // What a build leaves that ends before its entry: new parts, and a file half written.
    build(path, "changed.jsonl", "other", &[]);
    for (name, bytes) in files(&path.join("other")).into_iter().filter(|(name, _)| name != "index.entry") {
        fs::write(path.join("index").join(name), bytes).expect("writable");
    }
    fs::write(path.join("index/.index.entry.1.new"), "half").expect("writable");
    let after = told(path, &["search", "index", "第5篇", "--json"]);
    assert_eq!(page["hits"], after["hits"]);
}

#[test]
fn a_place_that_is_no_folder_is_named() {
    let folder = workshop();
    let run = xunzhang(folder.path(), &["index", "corpus.jsonl", "--out", "changed.jsonl/index", "--quiet"], "1");
    assert_eq!(run.status.code(), Some(1));
    assert!(err(&run).contains("changed.jsonl/index: making the folder failed"), "{}", err(&run));
}
