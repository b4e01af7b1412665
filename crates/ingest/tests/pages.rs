//! Pages as data: `pages/NAME.txt` is read, and gives `pages/NAME.json`. `UPDATE_EXPECT=1` writes the results anew.

use std::path::{Path, PathBuf};

use expect_test::expect_file;
use xunzhang_ingest::ingest_paths;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages")
}

fn check(source: &Path, name: &str) {
    let read = ingest_paths(&[source.to_owned()]);
    let failures: Vec<String> = read.failures.iter().map(ToString::to_string).collect();
    assert!(failures.is_empty(), "{failures:?}");
    let json = serde_json::to_string_pretty(&read.articles).expect("articles are JSON");
    expect_file![folder().join(format!("{name}.json"))].assert_eq(&(json + "\n"));
}

#[test]
fn every_page_gives_its_articles() {
    let entries = std::fs::read_dir(folder()).expect("the folder of pages");
    let mut pages: Vec<PathBuf> = entries.map(|entry| entry.expect("a page").path()).collect();
    pages.retain(|path| path.extension().is_some_and(|ext| ext != "json" && ext != "toml"));
    pages.sort();
    assert!(pages.len() >= 7);
    for page in pages {
        let name = page.file_stem().expect("a name").to_string_lossy().into_owned();
        check(&page, &name);
    }
}

#[test]
fn the_seed_gives_seven_articles() {
    check(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../seeds/000_9c3f0b82c27e1f31.txt"), "seed");
}
