//! The Node tools that `package.json` pins: type check, minifier, `wasm-opt` and the driver of the page tests.

use std::{fs, path::Path};

use crate::{
    error::{Error, Result},
    process, workspace,
};

/// The oldest Node that runs the tools and the tests.
const NODE: u32 = 20;

/// Installs the tools when they are not there, or not those of the lock file.
///
/// # Errors
/// When Node or npm are missing or too old, or npm fails.
pub fn ready() -> Result {
    ready_in(&workspace::root(), "ci")
}

/// The same for the `package.json` of any folder, with the command of npm that installs there: `ci`, or `install` where
/// the lock file cannot name the binary packages of all platforms, because not every registry holds all of them.
///
/// # Errors
/// When Node or npm are missing or too old, or npm fails.
pub fn ready_in(folder: &Path, command: &str) -> Result {
    let lock = folder.join("package-lock.json");
    let wanted = fs::read(&lock).map_err(Error::io("reading", &lock))?;
    // A copy of the lock file inside the folder says for which state it was filled, and goes when the folder goes.
    let stamp = folder.join("node_modules/.installed-from.json");
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    check_version()?;
    eprintln!("setup: installing the Node tools (once)");
    process::run(process::command("npm").current_dir(folder).args([command, "--no-audit", "--no-fund"]))?;
    fs::write(&stamp, wanted).map_err(Error::io("writing", &stamp))
}

/// Says what is wrong with the Node of this machine, if anything.
fn check_version() -> Result {
    let remedy = format!("install Node {NODE} or newer, with npm");
    for program in ["node", "npm"] {
        if process::which(program).is_none() {
            return Err(Error::Missing { what: program.into(), remedy });
        }
    }
    let version = process::run(process::command("node").arg("--version"))?;
    match workspace::major_minor(version.trim().trim_start_matches('v')) {
        Some((major, _)) if major >= NODE => Ok(()),
        _ => Err(Error::Missing { what: format!("a newer Node than {}", version.trim()), remedy }),
    }
}
