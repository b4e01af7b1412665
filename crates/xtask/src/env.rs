//! The variables under which `wasm-pack` runs: for the tests here, and printed for whoever runs it by hand.

use std::{
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
};

use crate::{
    error::{Error, Result},
    process,
    setup::{self, Browsers, Purpose, TestTools},
    workspace,
};

/// Task `env`: prints lines for a POSIX shell.
///
/// # Errors
/// When something is missing and cannot be installed.
pub fn task(arguments: lexopt::Parser) -> Result {
    crate::no_arguments(arguments)?;
    let tools = setup::for_tests()?;
    if tools.build.toolchain.folder().is_some() {
        println!("unset RUSTUP_TOOLCHAIN CARGO RUSTC_WRAPPER RUSTC_WORKSPACE_WRAPPER");
    }
    let folders = folders(&tools).into_iter().chain(tools.build.toolchain.folder());
    println!(
        "export PATH={}:\"$PATH\"",
        folders.map(|folder| quoted(folder.as_os_str())).collect::<Vec<_>>().join(":")
    );
    println!("export CARGO_TARGET_DIR={}", quoted(tools.build.toolchain.target_folder().as_os_str()));
    let toolchain = tools.build.toolchain.variables(Purpose::Test);
    for (name, value) in toolchain.into_iter().chain(browser_variables(&tools.browsers)?) {
        println!("export {name}={}", quoted(&value));
    }
    Ok(())
}

/// The folders of the programs that the tests in the browser call.
pub fn folders(tools: &TestTools) -> [&Path; 2] {
    [&tools.wasm_pack, &tools.build.bindgen]
}

/// What tells the test runner which browser to start, and how.
///
/// # Errors
/// When the file with the browser's options cannot be written.
pub fn browser_variables(browsers: &Browsers) -> Result<[(&'static str, OsString); 2]> {
    Ok([
        ("CHROMEDRIVER", browsers.chromedriver.clone().into()),
        ("WASM_BINDGEN_TEST_WEBDRIVER_JSON", options_file(browsers)?.into()),
    ])
}

/// Writes the browser's options in the form that `wasm-bindgen-test-runner` reads.
fn options_file(browsers: &Browsers) -> Result<PathBuf> {
    let folder = workspace::scratch();
    fs::create_dir_all(&folder).map_err(Error::io("creating", &folder))?;
    let path = folder.join("webdriver.json");
    // Containers have a small /dev/shm and no GPU, and root may not use the sandbox.
    let arguments = "\"no-sandbox\", \"disable-gpu\", \"disable-dev-shm-usage\", \"no-first-run\", \"disable-sync\", \
                     \"disable-background-networking\", \"disable-component-update\"";
    let binary = browsers.chromium.display().to_string().replace('\\', "\\\\").replace('"', "\\\"");
    let text = format!("{{ \"goog:chromeOptions\": {{ \"binary\": \"{binary}\", \"args\": [{arguments}] }} }}\n");
    fs::write(&path, text).map_err(Error::io("writing", &path))?;
    Ok(path)
}

/// A value as a POSIX shell reads it back.
fn quoted(value: &std::ffi::OsStr) -> String {
    format!("'{}'", value.to_string_lossy().replace('\'', "'\\''"))
}

/// `wasm-pack`, so that it compiles with the toolchain for wasm and finds the browser.
///
/// # Errors
/// When the file with the browser's options cannot be written.
pub fn wasm_pack(tools: &TestTools) -> Result<std::process::Command> {
    let mut command = process::command(tools.wasm_pack.join("wasm-pack"));
    tools.build.toolchain.apply(&mut command, Purpose::Test, &folders(tools));
    command.envs(browser_variables(&tools.browsers)?);
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_quoted_for_the_shell() {
        assert_eq!(quoted("/a b/it's".as_ref()), "'/a b/it'\\''s'");
    }
}
