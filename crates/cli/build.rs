//! Embeds the files of the folder that `XUNZHANG_WIDGET` names, for the commands `widget` and `serve`. Without the variable the
//! command builds all the same, and carries none; `cargo xtask command` sets it.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The variable that names the folder of the widget's files.
const FOLDER: &str = "XUNZHANG_WIDGET";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed={FOLDER}");
    let mut files = match env::var_os(FOLDER).filter(|folder| !folder.is_empty()) {
        None => Vec::new(),
        Some(folder) => files(Path::new(&folder), "")?,
    };
    // The order of a folder is the system's; the same files give the same command.
    files.sort();
    let mut table = String::from("&[\n");
    for (name, path) in files {
        println!("cargo::rerun-if-changed={path}");
        table += &format!("    ({name:?}, include_bytes!({path:?})),\n");
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    Ok(fs::write(out.join("widget.rs"), table + "]\n")?)
}

/// The files of a folder and of those in it, by name after `prefix`, with their whole paths.
fn files(folder: &Path, prefix: &str) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let unread = |error| format!("{FOLDER}={}: expected a folder of files: {error}", folder.display());
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(unread)? {
        let path = entry.map_err(unread)?.path().canonicalize().map_err(unread)?;
        let name = path.file_name().and_then(|name| name.to_str());
        let (Some(name), Some(whole)) = (name, path.to_str()) else {
            return Err(format!("{}: expected a path in Unicode", path.display()).into());
        };
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            found.extend(files(&path, &format!("{name}/"))?);
        } else {
            found.push((name, whole.to_owned()));
        }
    }
    Ok(found)
}
