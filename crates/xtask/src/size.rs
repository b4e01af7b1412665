//! What a reader downloads: each artefact raw, gzip and brotli, in groups with a budget each.
//!
//! The groups and their budgets are in `budget.toml`. A file of `dist/` that no group knows is a failure, so that
//! nothing slips past the budget.

use std::{fs, io::Write, path::Path};

use crate::{
    dist,
    error::{Error, Result},
    setup::{self, BuildTools},
    wasm::{self, Corpus},
    workspace,
};

/// The committed budget.
const BUDGET: &str = "crates/xtask/budget.toml";

/// Stands in the budget for the wasm that was built without the corpus.
const WITHOUT_CORPUS: &str = "without-corpus";

/// Files that are loaded together.
struct Group {
    /// What a table calls it.
    name: String,
    /// At most so many bytes after brotli, all files together; none where nothing is promised.
    limit: Option<usize>,
    /// Paths in `dist/`, or `without-corpus`.
    files: Vec<String>,
    /// Whether the group has to hold whatever its scripts import at once.
    complete: bool,
    /// Whether it holds what scripts of the widget import only when they need it.
    later: bool,
}

/// The size of one artefact, in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Size {
    raw: usize,
    gzip: usize,
    brotli: usize,
}

/// Task `size`.
///
/// # Errors
/// When a tool fails or a group is over its budget.
pub fn task(arguments: lexopt::Parser) -> Result {
    crate::no_arguments(arguments)?;
    let tools = setup::for_building()?;
    dist::build(&tools)?;
    print!("{}", check(&tools)?);
    Ok(())
}

/// Measures `dist/` and gives the table.
///
/// # Errors
/// When a group is over its budget, or a file is in no group; the table has been printed then.
pub fn check(tools: &BuildTools) -> Result<String> {
    let bare = wasm::build(tools, Corpus::None)?.join(format!("{}_bg.wasm", wasm::NAME));
    let files = dist::read(&workspace::dist())?;
    let groups = groups(&workspace::root().join(BUDGET))?;
    let mut problems = unknown_files(&files, &groups);
    problems.extend(missing_imports(&files, &groups));
    let mut table = format!("{:<44}{:>10}{:>10}{:>10}{:>10}\n", "bytes", "raw", "gzip", "brotli", "budget");
    for group in &groups {
        let mut total = Size::default();
        let mut rows = String::new();
        for file in &group.files {
            let (name, size) = if file == WITHOUT_CORPUS {
                let bytes = fs::read(&bare).map_err(Error::io("reading", &bare))?;
                ("wasm without the corpus", measure(&bytes)?)
            } else if let Some(bytes) = files.get(file) {
                (file.as_str(), measure(bytes)?)
            } else {
                problems.push(format!("{}: {file} is not in dist/", group.name));
                continue;
            };
            total =
                Size { raw: total.raw + size.raw, gzip: total.gzip + size.gzip, brotli: total.brotli + size.brotli };
            rows += &row(&format!("  {name}"), size, "");
        }
        let budget = group.limit.map(|limit| limit.to_string()).unwrap_or_default();
        table += &row(&group.name, total, &budget);
        table += &rows;
        if let Some(limit) = group.limit.filter(|limit| total.brotli > *limit) {
            problems.push(format!("{}: {} bytes after brotli, budget {limit}", group.name, total.brotli));
        }
    }
    if problems.is_empty() {
        Ok(table)
    } else {
        print!("{table}");
        Err(Error::Budget(problems))
    }
}

/// The bytes of the wasm without the corpus, after brotli.
///
/// # Errors
/// When it does not build.
pub fn wasm(tools: &BuildTools) -> Result<usize> {
    let path = wasm::build(tools, Corpus::None)?.join(format!("{}_bg.wasm", wasm::NAME));
    let bytes = fs::read(&path).map_err(Error::io("reading", &path))?;
    Ok(measure(&bytes)?.brotli)
}

/// The scripts and sheets of the widget by path: those of the group that holds the wasm without the corpus, and those that are loaded later.
///
/// # Errors
/// When the budget cannot be read or has no such group.
pub fn widget_files() -> Result<Vec<String>> {
    let path = workspace::root().join(BUDGET);
    let bare = |group: &Group| group.files.iter().any(|file| file == WITHOUT_CORPUS);
    let groups = groups(&path)?;
    if !groups.iter().any(bare) {
        return Err(Error::Content { path, problem: format!("no group has {WITHOUT_CORPUS}") });
    }
    let widget = groups.into_iter().filter(|group| group.later || bare(group));
    Ok(widget.flat_map(|group| group.files).filter(|file| file != WITHOUT_CORPUS).collect())
}

/// One line of the table.
fn row(name: &str, Size { raw, gzip, brotli }: Size, budget: &str) -> String {
    format!("{}\n", format!("{name:<44}{raw:>10}{gzip:>10}{brotli:>10}{budget:>10}").trim_end())
}

/// Reads the budget.
fn groups(path: &Path) -> Result<Vec<Group>> {
    let problem = |problem: String| Error::Content { path: path.to_path_buf(), problem };
    let table = workspace::toml_file(path)?;
    let entries = table.get("group").and_then(toml::Value::as_array);
    let entries = entries.ok_or_else(|| problem("has no [[group]]".into()))?;
    let mut groups = Vec::new();
    for entry in entries {
        let name = entry.get("name").and_then(toml::Value::as_str);
        let name = name.ok_or_else(|| problem("a group has no name".into()))?.to_owned();
        let limit = match entry.get("brotli") {
            None => None,
            Some(limit) => Some(
                limit
                    .as_integer()
                    .and_then(|limit| usize::try_from(limit).ok())
                    .ok_or_else(|| problem(format!("{name}: brotli should be a number of bytes")))?,
            ),
        };
        let files = entry.get("files").and_then(toml::Value::as_array);
        let files = files.and_then(|files| files.iter().map(|file| file.as_str().map(str::to_owned)).collect());
        let files = files.ok_or_else(|| problem(format!("{name}: files should be a list of names")))?;
        let complete = entry.get("complete").and_then(toml::Value::as_bool).unwrap_or_default();
        let later = entry.get("later").and_then(toml::Value::as_bool).unwrap_or_default();
        groups.push(Group { name, limit, files, complete, later });
    }
    Ok(groups)
}

/// A problem for each file that no group names.
fn unknown_files(files: &dist::Files, groups: &[Group]) -> Vec<String> {
    let known = |file: &&String| groups.iter().any(|group| group.files.contains(file));
    files.keys().filter(|file| !known(file)).map(|file| format!("{file} is in no group of {BUDGET}")).collect()
}

/// A problem for each module that a script of a complete group imports and that the group does not name, or imports later
/// and no group names that is for it. What is loaded later may import the one and the other.
fn missing_imports(files: &dist::Files, groups: &[Group]) -> Vec<String> {
    let mut problems = Vec::new();
    let later: Vec<&Group> = groups.iter().filter(|group| group.later).collect();
    let complete: Vec<&Group> = groups.iter().filter(|group| group.complete).collect();
    let all = [&complete[..], &later[..]].concat();
    for &group in &all {
        let beside = if group.later { &all[..] } else { &[] };
        for (name, bytes) in files.iter().filter(|(name, _)| group.files.contains(name) && name.ends_with(".js")) {
            let text = String::from_utf8_lossy(bytes);
            for (word, besides) in [("from", beside), ("import", beside), ("import(", &later[..])] {
                let named = |import: &&str| {
                    let mut places = besides.iter().copied().chain([group]);
                    !places.any(|place| place.files.iter().any(|file| file == import))
                };
                let missing = imports(&text, word).filter(named);
                problems.extend(
                    missing
                        .map(|import| format!("{}: {name} imports {import}, which the group leaves out", group.name)),
                );
            }
        }
    }
    problems
}

/// The modules beside this one that stand after `word` in a minified script.
fn imports<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(word).skip(1).filter_map(|rest| {
        let rest = rest.strip_prefix(['"', '\''])?.strip_prefix("./")?;
        rest.split(['"', '\'']).next()
    })
}

/// Compresses as a careful host does: gzip 9, brotli 11 with its usual window.
fn measure(bytes: &[u8]) -> Result<Size> {
    let failed = Error::io("compressing", "an artefact");
    let compressed = (|| {
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(bytes)?;
        let mut brotli = Vec::new();
        let parameters = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
        brotli::BrotliCompress(&mut &bytes[..], &mut brotli, &parameters)?;
        Ok((gzip.finish()?.len(), brotli.len()))
    })();
    let (gzip, brotli) = compressed.map_err(failed)?;
    Ok(Size { raw: bytes.len(), gzip, brotli })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compressing_makes_repetition_small() {
        let size = measure("寻章摘句".repeat(1000).as_bytes()).unwrap();
        assert_eq!(size.raw, 12_000);
        assert!(size.brotli < size.gzip && size.gzip < 200, "{size:?}");
    }

    fn group(files: &[&str]) -> Group {
        let files = files.iter().map(|&file| file.to_owned()).collect();
        Group { name: "widget".into(), limit: None, files, complete: true, later: false }
    }

    #[test]
    fn an_import_that_is_left_out_is_a_problem() {
        let files =
            [("a.js".to_owned(), br#"import{b}from"./b.js";import c from'./c.js';x={"./d.js":e}"#.to_vec())].into();
        assert!(missing_imports(&files, &[group(&["a.js", "b.js", "c.js"])]).is_empty());
        let problems = missing_imports(&files, &[group(&["a.js", "b.js"])]);
        assert_eq!(problems, ["widget: a.js imports c.js, which the group leaves out"]);
    }

    #[test]
    fn what_is_imported_later_stands_in_a_group_for_it() {
        let files = [
            ("a.js".to_owned(), br#"import("./b.js")"#.to_vec()),
            ("b.js".to_owned(), br#"import{a}from"./a.js""#.to_vec()),
        ]
        .into();
        let later = Group { complete: false, later: true, ..group(&["b.js"]) };
        assert!(missing_imports(&files, &[group(&["a.js"]), later]).is_empty());
        assert_eq!(missing_imports(&files, &[group(&["a.js"])]).len(), 1);
    }

    #[test]
    fn a_file_of_no_group_is_a_problem() {
        let groups = [group(&["a.js"])];
        let files = [("a.js".to_owned(), Vec::new()), ("b.js".to_owned(), Vec::new())].into();
        let problems = unknown_files(&files, &groups);
        assert_eq!(problems.len(), 1);
        assert!(problems[0].starts_with("b.js"));
    }

    #[test]
    fn the_committed_budget_promises_something() {
        let groups = groups(&workspace::root().join(BUDGET)).unwrap();
        assert!(groups.iter().any(|group| group.limit.is_some()));
    }
}
