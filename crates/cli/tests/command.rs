//! The command as a person or a script runs it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use expect_test::expect_file;
use serde_json::Value;

fn xunzhang(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xunzhang")).args(arguments).output().expect("the command starts")
}

fn seeds() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in Unicode")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// An index of the seeds.
fn index() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let made = xunzhang(&["index", text(&seeds()), "--out", text(folder.path())]);
    assert_eq!(made.status.code(), Some(0), "{}", err(&made));
    folder
}

#[test]
fn articles_prints_one_object_a_line() {
    let page = seeds().join("000_9c3f0b82c27e1f31.txt");
    let run = xunzhang(&["articles", text(&page), "--json"]);
    assert_eq!((run.status.code(), err(&run).as_str()), (Some(0), ""));
    let lines: Vec<Value> = out(&run).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 7);
    for line in &lines {
        let keys: Vec<&String> = line.as_object().expect("an object").keys().collect();
        let mut expected =
            ["id", "headline", "headlineMade", "leadIn", "subHeadline", "source", "authors", "place", "date", "blocks"];
        expected.sort_unstable();
        assert_eq!(keys, expected);
    }
    expect_file!["articles.jsonl"].assert_eq(&out(&run));
}

#[test]
fn articles_prints_pages_for_people() {
    let run = xunzhang(&["articles", text(&seeds())]);
    assert_eq!(run.status.code(), Some(0));
    let text = out(&run);
    assert!(
        text.contains("   袁家军在调研数字重庆建设推进情况时强调\n   推动数字重庆建设加快形成“点”上能力\n"),
        "{text}"
    );
    assert!(text.contains("   新华社 · 李秉宣、米思源、黄一宸 · 酒泉 · 2023-10-25\n"), "{text}");
    assert!(text.contains("(made from the first sentence)"), "{text}");
}

#[test]
fn failures_are_named_and_the_exit_code_says_how_much_was_done() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).expect("a file");
    write("good.txt", "只有一段话。".as_bytes());
    write("empty.txt", b" \n");
    write("picture.txt", b"\xff\xd8\xff\xe0\0\x10JFIF");
    let run = xunzhang(&["articles", text(folder.path()), "--json"]);
    assert_eq!((run.status.code(), out(&run).lines().count()), (Some(3), 1));
    assert!(err(&run).contains("empty.txt: expected text, found an empty file"), "{}", err(&run));
    assert!(err(&run).contains("picture.txt: expected text, found a JPEG picture"), "{}", err(&run));

    fs::remove_file(folder.path().join("good.txt")).expect("the file");
    let place = folder.path().join("index");
    let run = xunzhang(&["index", text(folder.path()), "--out", text(&place)]);
    assert_eq!(run.status.code(), Some(1));
    assert!(!place.exists(), "nothing is written when nothing could be built");
}

#[test]
fn wrong_use_has_its_own_exit_code() {
    let folder = index();
    let place = text(folder.path());
    for arguments in [
        &["articles"][..],
        &["index", "seeds"],
        &["find", "x"],
        &["search", place, "x", "--sort", "oldest"],
        &["search", place, "x", "--filter", "colour=red"],
        &["search", place, "x", "--filter", "date=2023-02-30"],
        &["search", place, "x", "-k", "many"],
    ] {
        let run = xunzhang(arguments);
        assert_eq!(run.status.code(), Some(2), "{arguments:?}: {}", err(&run));
        assert!(!err(&run).is_empty());
    }
}

/// What a search gives as JSON.
fn search(place: &Path, arguments: &[&str]) -> Value {
    let all = [&["search", text(place), "--json"], arguments].concat();
    let run = xunzhang(&all);
    assert_eq!(run.status.code(), Some(0), "{}", err(&run));
    serde_json::from_str(&out(&run)).expect("JSON")
}

fn titles(page: &Value) -> Vec<&str> {
    page["hits"].as_array().expect("hits").iter().map(|hit| hit["title"].as_str().expect("a title")).collect()
}

#[test]
fn search_finds_what_a_reader_expects() {
    let folder = index();
    let page = search(folder.path(), &["益正在"]);
    assert!(titles(&page)[0].starts_with("神十六航天员"), "{page}");
    let marks: Vec<&str> = page["hits"][0]["snippet"]
        .as_array()
        .expect("a snippet")
        .iter()
        .filter(|part| part["mark"] == true)
        .map(|part| part["text"].as_str().expect("a text"))
        .collect();
    assert_eq!(marks, ["益正在"]);
    assert_eq!(search(folder.path(), &["無雙"])["total"], 0);
    assert_eq!(titles(&search(folder.path(), &["集群", "-k", "1"])).len(), 1);
}

#[test]
fn filters_and_order_hold() {
    let folder = index();
    let page = search(folder.path(), &["重庆", "--filter", "author=夏元", "--sort", "newest"]);
    let dates: Vec<&str> =
        page["hits"].as_array().expect("hits").iter().map(|hit| hit["date"].as_str().expect("a date")).collect();
    assert_eq!(dates, ["2023-10-24", "2023-10-23"]);
    let page = search(folder.path(), &["重庆", "--filter", "date=2023-10-20"]);
    assert_eq!(titles(&page).len(), 1);
}

#[test]
fn two_dashes_end_the_options() {
    let folder = index();
    let page = search(folder.path(), &["--", "-重庆"]);
    assert_eq!(page["query"], "-重庆");
}

#[test]
fn explain_gives_the_arithmetic() {
    let folder = index();
    let page = search(folder.path(), &["航天员", "--explain"]);
    assert!(page["understood"].is_object());
    assert!(page["hits"][0]["explain"]["score"].is_number());
}

#[test]
fn what_was_sought_besides_is_told_unless_the_text_as_typed_is_asked_for() {
    let folder = index();
    let page = search(folder.path(), &["两千亿元"]);
    assert_eq!((&page["meant"][0]["text"], &page["meant"][0]["why"]), (&"2000亿元".into(), &"number".into()));
    let told = out(&xunzhang(&["search", text(folder.path()), "两千亿元"]));
    assert!(told.contains("sought besides: 2000亿元 for 两千亿元 (number, weight 0."), "{told}");
    let typed = out(&xunzhang(&["search", text(folder.path()), "两千亿元", "--literal"]));
    assert!(!typed.contains("sought besides"), "{typed}");
}

#[test]
fn a_missing_or_broken_index_is_named() {
    let folder = index();
    let entry = folder.path().join("index.entry");
    let bytes = fs::read(&entry).expect("an entry");
    fs::write(&entry, &bytes[..bytes.len() / 2]).expect("half an entry");
    let run = xunzhang(&["search", text(folder.path()), "x"]);
    assert_eq!(run.status.code(), Some(1));
    assert!(err(&run).contains("index.entry: unpacking failed"), "{}", err(&run));
    let run = xunzhang(&["search", "no-such-folder", "x"]);
    assert_eq!(run.status.code(), Some(1));
    assert!(err(&run).contains("no-such-folder: expected an index"), "{}", err(&run));
}
