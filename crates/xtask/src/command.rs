//! The command `xunzhang` as a site owner has it: one file, with the widget's files inside.

use std::{
    env::consts::EXE_SUFFIX,
    fs,
    path::{Path, PathBuf},
};

use crate::{
    dist,
    error::{Error, Result},
    process, setup, workspace,
};

/// The variable by which the build script of the command learns of the widget's folder.
const WIDGET: &str = "XUNZHANG_WIDGET";

/// Compiles the command, for speed or as the tests do, and gives its path in the target folder.
///
/// # Errors
/// When it does not compile.
fn compile(release: bool, widget: Option<&Path>) -> Result<PathBuf> {
    let mut cargo = process::cargo();
    cargo.args(["build", "--package", "xunzhang-cli"]).args(release.then_some("--release"));
    process::run(cargo.envs(widget.map(|widget| (WIDGET, widget))))?;
    Ok(workspace::target().join(if release { "release" } else { "debug" }).join(format!("xunzhang{EXE_SUFFIX}")))
}

/// The command without the widget, compiled for speed.
///
/// # Errors
/// When it does not compile.
pub fn fast() -> Result<PathBuf> {
    compile(true, None)
}

/// The same as the native tests compile it: a release build would take minutes, and give the same.
///
/// # Errors
/// When it does not compile.
pub fn as_tested() -> Result<PathBuf> {
    compile(false, None)
}

/// Task `command`.
///
/// # Errors
/// When a tool is missing or fails.
pub fn task(arguments: lexopt::Parser) -> Result {
    crate::no_arguments(arguments)?;
    let widget = dist::widget(&setup::for_building()?)?;
    let built = compile(true, Some(&widget))?;
    let name = format!("xunzhang{EXE_SUFFIX}");
    // Other tasks build the command without the widget to the same place, so this one is kept elsewhere.
    let folder = workspace::target().join("command");
    fs::create_dir_all(&folder).map_err(Error::io("creating", &folder))?;
    let (file, new) = (folder.join(&name), folder.join(format!(".{name}.new")));
    fs::copy(&built, &new).map_err(Error::io("copying", built))?;
    // An older one may be running, and can be replaced but not written to.
    fs::rename(&new, &file).map_err(Error::io("replacing", &file))?;
    println!("{}", file.display());
    Ok(())
}
