//! Sites as data: what is in `sites/NAME/` gives `sites/NAME.json`. `UPDATE_EXPECT=1` writes the results anew.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use serde_json::{Value, json};
use xunzhang_ingest::{Event, FieldRules, Rules, Source, read};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites")
}

/// Everything that reading a folder gives, with paths below it.
fn events(folder: &Path, rules: &Rules) -> Vec<Value> {
    let below = |path: &Path| path.strip_prefix(folder).unwrap_or(path).display().to_string();
    let mut found = Vec::new();
    read(&[Source::path(folder)], rules, &mut |event| {
        match event {
            Event::Article(article) => found.push(serde_json::to_value(article).expect("articles are JSON")),
            Event::Failure(failure) => {
                found.push(json!({ "failed": below(&failure.path), "problem": failure.problem.to_string() }));
            }
            Event::Warning(failure) => {
                found.push(json!({ "warned": below(&failure.path), "problem": failure.problem.to_string() }));
            }
            Event::PassedOver { path, reason } => {
                found.push(json!({ "passedOver": below(&path), "reason": format!("{reason:?}") }));
            }
            Event::File { .. } => {}
        }
        ControlFlow::Continue(())
    });
    found
}

#[test]
fn every_site_gives_its_articles() {
    let entries = std::fs::read_dir(folder()).expect("the folder of sites");
    let mut sites: Vec<PathBuf> = entries.map(|entry| entry.expect("a site").path()).collect();
    sites.retain(|path| path.is_dir());
    sites.sort();
    assert!(sites.len() >= 10);
    for site in sites {
        let name = site.file_name().expect("a name").to_string_lossy().into_owned();
        let json = serde_json::to_string_pretty(&events(&site, &Rules::default())).expect("JSON");
        expect_file![folder().join(format!("{name}.json"))].assert_eq(&(json + "\n"));
    }
}

#[test]
fn fields_become_what_the_rules_say() {
    let fields = FieldRules {
        filters: vec!["categories".into(), "category".into(), "stock".into(), "language".into()],
        sort: vec!["views".into(), "date".into(), "stock".into()],
        meta: Some(vec!["ok".into(), "layout".into()]),
    };
    let rules = Rules { fields, ..Rules::default() };
    let facts = |site: &str| -> Vec<Value> {
        let articles = events(&folder().join(site), &rules).into_iter().filter(|event| event["id"].is_string());
        articles.map(|article| json!([article["filters"], article["sort"], article["meta"]])).collect()
    };
    assert_eq!(
        facts("records"),
        [
            json!([{"categories": ["一", "二"], "language": ["zh"]}, {"views": "3"}, {"date": "08-19", "ok": "true"}]),
            json!([{"category": ["x"]}, {"date": "2024-01-02"}, null]),
        ]
    );
    assert_eq!(
        facts("markdown")[0],
        json!([{"categories": ["工具", "输入"]}, {"date": "2024-05-06"}, {"layout": "post"}])
    );
    let owner = &facts("owner")[0];
    assert_eq!(owner[0]["stock"], json!(["12"]));
    assert_eq!(owner[1], json!({"price": "35", "date": "2024-04-05", "stock": "12"}));
}
