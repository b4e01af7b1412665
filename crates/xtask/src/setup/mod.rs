//! Set-up: everything that building and testing needs and that the machine lacks is installed, once.
//!
//! Tools of Cargo go to the user's cache, those of Node to `node_modules`, browsers and the fallback toolchain are
//! packages of the system. Looking whether all is there takes a few file look-ups, so that every task can begin so.

mod apt;
mod browsers;
mod cargo_tools;
mod node;
mod toolchain;

use std::{path::PathBuf, thread};

pub use browsers::{Browsers, WebKit};
use cargo_tools::CargoTool;
pub use node::ready_in as node_packages;
pub use toolchain::{Purpose, TARGET, Toolchain};

use crate::{
    error::{Error, Result},
    workspace,
};

/// What is needed to build the page.
#[derive(Debug)]
pub struct BuildTools {
    /// How wasm is compiled here.
    pub toolchain: Toolchain,
    /// The folder of `wasm-bindgen` and its test runner.
    pub bindgen: PathBuf,
}

/// What is needed to build and to test.
#[derive(Debug)]
pub struct TestTools {
    /// What builds the page.
    pub build: BuildTools,
    /// The folder of `wasm-pack`.
    pub wasm_pack: PathBuf,
    /// The browsers that the tests drive.
    pub browsers: Browsers,
}

/// Task `setup`.
///
/// # Errors
/// When something is missing and cannot be installed.
pub fn task(arguments: lexopt::Parser) -> Result {
    crate::no_arguments(arguments)?;
    let tools = for_tests()?;
    println!("wasm:         {}", tools.build.toolchain);
    println!("wasm-bindgen: {}", tools.build.bindgen.display());
    println!("wasm-pack:    {}", tools.wasm_pack.display());
    println!("{}", tools.browsers);
    println!("{}", WebKit::ready()?);
    Ok(())
}

/// Sets up what building needs.
///
/// # Errors
/// When something is missing and cannot be installed.
pub fn for_building() -> Result<BuildTools> {
    // The three come from three places, so a fresh machine fetches them at the same time.
    thread::scope(|scope| {
        let bindgen = scope.spawn(|| CargoTool::bindgen()?.ready());
        let node = scope.spawn(node::ready);
        let toolchain = toolchain::ready(&[]);
        let (bindgen, node) = (joined(bindgen), joined(node));
        node?;
        Ok(BuildTools { toolchain: toolchain?, bindgen: bindgen? })
    })
}

/// Sets up what building and testing need.
///
/// # Errors
/// When something is missing and cannot be installed.
pub fn for_tests() -> Result<TestTools> {
    thread::scope(|scope| {
        let cargo_tools =
            scope.spawn(|| Ok::<_, Error>((CargoTool::bindgen()?.ready()?, CargoTool::wasm_pack().ready()?)));
        let node = scope.spawn(|| {
            node::ready()?;
            node::ready_in(&workspace::root().join("examples"), "ci")
        });
        // Browsers and the fallback toolchain share one call of the package manager, which runs only once at a time.
        let packages = browsers::missing_packages();
        let toolchain = toolchain::ready(&packages);
        let browsers = Browsers::ready();
        let (cargo_tools, node) = (joined(cargo_tools), joined(node));
        node?;
        let (bindgen, wasm_pack) = cargo_tools?;
        Ok(TestTools { build: BuildTools { toolchain: toolchain?, bindgen }, wasm_pack, browsers: browsers? })
    })
}

/// The result of a thread; a panic in it goes on here.
fn joined<T>(thread: thread::ScopedJoinHandle<'_, T>) -> T {
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}
