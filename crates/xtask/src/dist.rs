//! `dist/`: the page as any static host can serve it, and the page in one file.

use std::{
    collections::BTreeMap,
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
};

use crate::{
    error::{Error, Result},
    process, setup, size,
    wasm::{self, Corpus},
    workspace,
};

/// Files by their path relative to the folder that they were read from, with `/` between the parts.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What of `www/` is no part of the page: what develops it, and the page that the command `xunzhang serve` carries.
const NOT_SERVED: [&str; 4] = ["build", "node_modules", "trial", "types"];

/// Task `dist`.
///
/// # Errors
/// When a tool is missing or fails.
pub fn task(arguments: lexopt::Parser) -> Result {
    crate::no_arguments(arguments)?;
    build(&setup::for_building()?)?;
    println!("{}", workspace::dist().display());
    Ok(())
}

/// Builds all of `dist/`. It is built elsewhere first, so that a failure leaves the old one as it was.
///
/// # Errors
/// When a tool fails or a file cannot be written.
pub fn build(tools: &setup::BuildTools) -> Result {
    let bound = wasm::build(tools, Corpus::Embedded)?;
    let stage = workspace::scratch().join("dist");
    if stage.exists() {
        fs::remove_dir_all(&stage).map_err(Error::io("removing", &stage))?;
    }
    fs::create_dir_all(&stage).map_err(Error::io("creating", &stage))?;
    let www = workspace::www();
    let mut sheets = Vec::new();
    for path in paths(&www, &NOT_SERVED)? {
        match Path::new(&path).extension().and_then(OsStr::to_str) {
            Some("css") => sheets.push(www.join(path)),
            Some("js") => {}
            _ if path.starts_with("tsconfig") || path.ends_with(".md") => {}
            _ => copy(&www.join(&path), &stage.join(&path))?,
        }
    }
    minify(&sheets, &www, &stage)?;
    scripts(&bound, &stage)?;
    describe(&www, &stage)?;
    process::run(process::command("node").arg(www.join("build/standalone.mjs")).arg(&stage))?;
    replace(&stage, &workspace::dist())
}

/// Builds what a site needs that embeds the element: the modules that the budget counts as the widget, the wasm without
/// the corpus, the themes, and what editors and type checkers read. Gives the folder, which holds these files and no others.
///
/// # Errors
/// When a tool fails or a file cannot be written.
pub fn widget(tools: &setup::BuildTools) -> Result<PathBuf> {
    let bound = wasm::build(tools, Corpus::None)?;
    let (stage, to) = (workspace::scratch().join("widget-stage"), workspace::scratch().join("widget"));
    if stage.exists() {
        fs::remove_dir_all(&stage).map_err(Error::io("removing", &stage))?;
    }
    scripts(&bound, &stage)?;
    let wanted = size::widget_files()?;
    for script in paths(&stage, &[])?.into_iter().filter(|path| path.ends_with(".js") && !wanted.contains(path)) {
        let script = stage.join(script);
        fs::remove_file(&script).map_err(Error::io("removing", script))?;
    }
    let www = workspace::www();
    let themes: Vec<_> = wanted.iter().filter(|path| path.ends_with(".css")).map(|path| www.join(path)).collect();
    minify(&themes, &www, &stage)?;
    describe(&www, &stage)?;
    replace(&stage, &to)?;
    Ok(to)
}

/// Every file below a folder, except below folders of the names given.
///
/// # Errors
/// When a folder or a file cannot be read.
pub fn read(folder: &Path) -> Result<Files> {
    paths(folder, &[])?
        .into_iter()
        .map(|path| {
            let file = folder.join(&path);
            fs::read(&file).map_err(Error::io("reading", file)).map(|bytes| (path, bytes))
        })
        .collect()
}

/// The files below a folder by their relative paths, in order; folders of the names in `without` are left out.
fn paths(folder: &Path, without: &[&str]) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut folders = vec![(folder.to_path_buf(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        for entry in fs::read_dir(&folder).map_err(Error::io("reading", &folder))? {
            let entry = entry.map_err(Error::io("reading", &folder))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = format!("{prefix}{name}");
            if name.starts_with('.') || without.contains(&name.as_str()) {
                continue;
            }
            if entry.path().is_dir() {
                folders.push((entry.path(), format!("{path}/")));
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Writes style sheets without comments and white space.
fn minify(files: &[PathBuf], from: &Path, to: &Path) -> Result {
    let mut esbuild = process::command(workspace::node_tool("esbuild"));
    esbuild.args(["--minify", "--target=es2022", "--charset=utf8", "--legal-comments=none", "--log-level=warning"]);
    esbuild.arg(format!("--outbase={}", from.display()));
    process::run(esbuild.arg(format!("--outdir={}", to.display())).args(files)).map(drop)
}

/// Writes the wasm, and the scripts that `www/build/scripts.mjs` makes of the modules and of what wasm-bindgen wrote.
fn scripts(bound: &Path, to: &Path) -> Result {
    let name = format!("{}_bg.wasm", wasm::NAME);
    copy(&bound.join(&name), &to.join(&name))?;
    let mut script = process::command("node");
    script.arg(workspace::www().join("build/scripts.mjs"));
    process::run(script.arg(bound.join(format!("{}.js", wasm::NAME))).arg(to)).map(drop)
}

/// Writes what the comments of the modules say of their types as `.d.ts` files, and of the element as the files that editors
/// read, for whoever embeds them. Whether the types hold is another question, which the check `types` answers.
fn describe(www: &Path, to: &Path) -> Result {
    let mut compiler = process::command(workspace::node_tool("tsc"));
    compiler.arg("--project").arg(www.join("tsconfig.declarations.json")).arg("--outDir").arg(to);
    process::run(compiler.arg("--noCheck"))?;
    // Written by hand, which the compiler reads but does not pass on.
    let glue = format!("{}.d.ts", wasm::NAME);
    copy(&www.join(&glue), &to.join(glue))?;
    process::run(process::command("node").arg(www.join("build/editors.mjs")).arg(to)).map(drop)
}

/// Copies a file, with the folders above it.
fn copy(from: &Path, to: &Path) -> Result {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(Error::io("creating", folder))?;
    }
    fs::copy(from, to).map_err(Error::io("copying", from)).map(drop)
}

/// Makes a folder hold just the files of another one; what is the same already is not touched.
fn replace(from: &Path, to: &Path) -> Result {
    let wanted = read(from)?;
    fs::create_dir_all(to).map_err(Error::io("creating", to))?;
    for path in paths(to, &[])?.into_iter().filter(|path| !wanted.contains_key(path)) {
        let file = to.join(path);
        fs::remove_file(&file).map_err(Error::io("removing", file))?;
    }
    for (path, bytes) in &wanted {
        let file = to.join(path);
        if !fs::read(&file).is_ok_and(|old| old == *bytes) {
            copy(&from.join(path), &file)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_becomes_a_copy_of_another() {
        let base = workspace::scratch().join(format!("replace-{}", std::process::id()));
        let (from, to) = (base.join("from"), base.join("to"));
        for (folder, files) in [(&from, ["a.js", "b/c.js"]), (&to, ["a.js", "old/d.js"])] {
            for file in files {
                let file = folder.join(file);
                fs::create_dir_all(file.parent().unwrap()).unwrap();
                fs::write(&file, folder.display().to_string()).unwrap();
            }
        }
        replace(&from, &to).unwrap();
        assert_eq!(read(&from).unwrap(), read(&to).unwrap());
        assert_eq!(read(&to).unwrap().len(), 2);
        fs::remove_dir_all(&base).unwrap();
    }
}
