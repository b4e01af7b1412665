//! The command `xunzhang` as a site owner has it: one file, with the widget's files inside.

use std::{env::consts::EXE_SUFFIX, fs};

use crate::{
    dist,
    error::{Error, Result},
    process, setup, workspace,
};

/// The variable by which the build script of the command learns of the widget's folder.
const WIDGET: &str = "XUNZHANG_WIDGET";

/// Task `command`.
///
/// # Errors
/// When a tool is missing or fails.
pub fn task(arguments: lexopt::Parser) -> Result {
    crate::no_arguments(arguments)?;
    let widget = dist::widget(&setup::for_building()?)?;
    let mut cargo = process::cargo();
    process::run(cargo.args(["build", "--release", "--package", "xunzhang-cli"]).env(WIDGET, widget))?;
    let name = format!("xunzhang{EXE_SUFFIX}");
    let built = workspace::target().join("release").join(&name);
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
