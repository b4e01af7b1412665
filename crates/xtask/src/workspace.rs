//! Where things are: the workspace, its build folders, the user's cache, and what the lock file pins.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::error::{Error, Result};

/// The folder of the workspace's `Cargo.toml`.
pub fn root() -> PathBuf {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    crates.and_then(Path::parent).map_or_else(|| PathBuf::from("."), Path::to_path_buf)
}

/// Cargo's target folder: `CARGO_TARGET_DIR` where it is set, else `target/` of the workspace.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |dir| root().join(dir))
}

/// The folder for what the tasks themselves leave behind: logs, stamps, intermediate files.
pub fn scratch() -> PathBuf {
    target().join("xtask")
}

/// The folder that `dist` fills and `serve` serves.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// The folder of the page's sources.
pub fn www() -> PathBuf {
    root().join("www")
}

/// The user's cache for this project: tools that several checkouts share, one folder a version.
///
/// # Errors
/// When neither `XDG_CACHE_HOME` nor the home folder is known.
pub fn cache() -> Result<PathBuf> {
    let base = env::var_os("XDG_CACHE_HOME").filter(|dir| !dir.is_empty()).map(PathBuf::from);
    let base = base.or_else(|| env::home_dir().map(|home| home.join(".cache")));
    base.map(|base| base.join("xunzhang")).ok_or_else(|| Error::Missing {
        what: "a home folder".into(),
        remedy: "set XDG_CACHE_HOME to a folder for the tools".into(),
    })
}

/// A tool of `node_modules`, as its script or binary is linked there.
pub fn node_tool(name: &str) -> PathBuf {
    root().join("node_modules/.bin").join(name)
}

/// The version of `package` that `Cargo.lock` pins.
///
/// # Errors
/// When the lock file cannot be read, or lists the package not once.
pub fn locked_version(package: &str) -> Result<String> {
    let path = root().join("Cargo.lock");
    let lock = toml_file(&path)?;
    let packages = lock.get("package").and_then(toml::Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let text = |entry: &toml::Value, key: &str| entry.get(key).and_then(toml::Value::as_str).map(str::to_owned);
    let mut versions =
        packages.iter().filter(|entry| text(entry, "name").as_deref() == Some(package)).map(|e| text(e, "version"));
    match (versions.next().flatten(), versions.next()) {
        (Some(version), None) => Ok(version),
        _ => Err(Error::Content { path, problem: format!("should list the package {package} just once") }),
    }
}

/// The oldest Rust that the workspace builds with, as (major, minor).
///
/// # Errors
/// When `Cargo.toml` cannot be read or states no `rust-version`.
pub fn rust_version() -> Result<(u32, u32)> {
    let path = root().join("Cargo.toml");
    let manifest = toml_file(&path)?;
    let stated = manifest
        .get("workspace")
        .and_then(|workspace| workspace.get("package"))
        .and_then(|package| package.get("rust-version"))
        .and_then(toml::Value::as_str);
    stated
        .and_then(major_minor)
        .ok_or_else(|| Error::Content { path, problem: "states no workspace.package.rust-version".into() })
}

/// Reads "1.95" and "1.95.0" as (1, 95).
pub fn major_minor(version: &str) -> Option<(u32, u32)> {
    let mut numbers = version.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

/// Reads a TOML file.
///
/// # Errors
/// When the file cannot be read or is not TOML.
pub fn toml_file(path: &Path) -> Result<toml::Table> {
    let text = fs::read_to_string(path).map_err(Error::io("reading", path))?;
    text.parse()
        .map_err(|problem: toml::de::Error| Error::Content { path: path.to_path_buf(), problem: problem.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_with_and_without_a_patch_number() {
        assert_eq!(major_minor("1.95"), Some((1, 95)));
        assert_eq!(major_minor("1.96.2"), Some((1, 96)));
        assert_eq!(major_minor("stable"), None);
    }

    #[test]
    fn the_lock_file_pins_what_the_tasks_ask_for() {
        assert!(locked_version("httparse").is_ok());
        assert!(locked_version("no-such-package").is_err());
    }
}
