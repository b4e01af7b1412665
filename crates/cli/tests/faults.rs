//! What goes wrong around a build: no room on the disk, two builds at once, sources that are too large.

use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;

fn xunzhang(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xunzhang"));
    command.current_dir(folder);
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    xunzhang(folder).args(arguments).output().expect("the command starts")
}

/// Runs the command after words of the shell that limit what it may do.
#[cfg(unix)]
fn limited(folder: &Path, limits: &str, arguments: &[&str]) -> Output {
    let script = format!("{limits}; exec \"$0\" \"$@\"");
    let mut shell = Command::new("sh");
    shell.current_dir(folder).args(["-c", &script, env!("CARGO_BIN_EXE_xunzhang")]).args(arguments);
    shell.output().expect("the shell starts")
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// Articles that make an index of many files, with a word of their own.
fn corpus(word: &str) -> String {
    let line = |number: usize| {
        let text =
            (0..60).map(|place| char::from_u32(0x4E00 + (number * 61 + place * 7) as u32 % 5000).unwrap_or('一'));
        let text: String = text.collect();
        json!({ "_id": format!("a{number}"), "title": format!("第{number}篇"), "text": format!("{word}。{text}") })
            .to_string()
    };
    (0..300).map(line).collect::<Vec<_>>().join("\n")
}

fn workshop() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, word) in [("one.jsonl", "轨道交通"), ("two.jsonl", "智能网联")] {
        fs::write(folder.path().join(name), corpus(word)).expect("a file");
    }
    folder
}

fn total(folder: &Path, index: &str, query: &str) -> u64 {
    let output = run(folder, &["search", index, query, "--json"]);
    let page: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    page["total"].as_u64().expect("a number")
}

fn half_written(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").file_name());
    names.map(|name| name.to_string_lossy().into_owned()).filter(|name| name.starts_with('.')).collect()
}

#[cfg(unix)]
#[test]
fn a_disk_without_room_leaves_the_index_of_before_and_says_what_to_do() {
    let folder = workshop();
    let path = folder.path();
    assert_eq!(run(path, &["index", "one.jsonl", "--out", "index", "--quiet"]).status.code(), Some(0));
    // A file may have no more than a few KB, as on a disk that fills up: the system's answer is an error once the signal is ignored.
    let build = ["index", "two.jsonl", "--out", "index", "--quiet"];
    let output = limited(path, "trap '' XFSZ; ulimit -f 2", &build);
    let said = err(&output);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("index/") && said.contains("writing failed") && said.contains("make room"), "{said}");
    assert_eq!(half_written(&path.join("index")), [""; 0]);
    assert_eq!((total(path, "index", "轨道交通"), total(path, "index", "“智能网联”")), (300, 0));
    assert_eq!(run(path, &build).status.code(), Some(0), "with room again it is built");
    assert_eq!((total(path, "index", "“轨道交通”"), total(path, "index", "智能网联")), (0, 300));
}

#[test]
fn of_two_builds_into_one_folder_at_once_one_is_whole() {
    let folder = workshop();
    let path = folder.path();
    let start = |source: &str| {
        let mut command = xunzhang(path);
        command.args(["index", source, "--out", "index", "--quiet"]);
        command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("the command starts")
    };
    let builds = ["one.jsonl", "two.jsonl"].map(start);
    let ended = builds.map(|build| build.wait_with_output().expect("the command ends"));
    let built = ended.iter().filter(|output| output.status.code() == Some(0)).count();
    assert!(built > 0);
    for output in ended.iter().filter(|output| output.status.code() != Some(0)) {
        assert!(err(output).contains("another build is writing into this folder"), "{}", err(output));
    }
    let totals = [total(path, "index", "“轨道交通”"), total(path, "index", "“智能网联”")];
    assert!(totals == [300, 0] || totals == [0, 300], "{totals:?}");
    assert_eq!(half_written(&path.join("index")), [""; 0]);
}

#[cfg(unix)]
#[test]
fn a_page_of_two_hundred_megabytes_is_named_and_not_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let site = folder.path().join("site");
    fs::create_dir(&site).expect("a folder");
    fs::write(site.join("good.html"), "<title>好</title><main><p>轨道交通开通。</p></main>").expect("a file");
    File::create(site.join("big.html")).and_then(|file| file.set_len(200 << 20)).expect("a file with a hole");
    let output = limited(folder.path(), "ulimit -v 1000000", &["index", "site", "--out", "index", "--quiet"]);
    let said = err(&output);
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("big.html: expected at most") && said.contains("file-bytes"), "{said}");
    assert_eq!(total(folder.path(), "index", "轨道交通"), 1);
}
