//! The widget's wasm: compiled for size, bound to JavaScript by `wasm-bindgen`, shrunk by `wasm-opt`.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use crate::{
    error::{Error, Result},
    process,
    setup::{self, BuildTools, Purpose, TARGET},
    workspace,
};

/// The name of the generated module and of the wasm beside it.
pub const NAME: &str = "xunzhang_wasm";

/// What `wasm-opt` does: for speed, then for size. The linker puts the stack first, so that nothing lies in the lowest kilobyte; to know this makes addresses
/// shorter, and the whole 1.1 KB smaller after brotli.
const PASSES: [&str; 3] = ["--low-memory-unused", "-O3", "-Oz"];

/// What today's Rust emits for the target, which `wasm-opt` must know of.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Which wasm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Corpus {
    /// With the shelf that the build script makes of `seeds/`.
    Embedded,
    /// Without it: the wasm of which the size budget speaks.
    None,
}

/// Task `wasm`.
///
/// # Errors
/// When a tool is missing or fails.
pub fn task(mut arguments: lexopt::Parser) -> Result {
    let mut corpus = Corpus::Embedded;
    while let Some(argument) = arguments.next().map_err(crate::usage)? {
        match argument {
            lexopt::Arg::Long("without-corpus") => corpus = Corpus::None,
            other => return Err(crate::unexpected(other)),
        }
    }
    let folder = build(&setup::for_building()?, corpus)?;
    println!("{}", folder.display());
    Ok(())
}

/// Builds the wasm, and gives the folder with `xunzhang_wasm.js`, `xunzhang_wasm_bg.wasm` and their types.
///
/// # Errors
/// When a tool fails.
pub fn build(tools: &BuildTools, corpus: Corpus) -> Result<PathBuf> {
    let compiled = compile(tools, corpus)?;
    let folder = workspace::scratch().join(match corpus {
        Corpus::Embedded => "wasm",
        Corpus::None => "wasm-without-corpus",
    });
    // `wasm-opt` takes seconds, and most changes concern the page alone: then its last output still holds.
    let stamp = folder.join("made-from");
    let wanted = fingerprint(&compiled, tools)?;
    if fs::read_to_string(&stamp).is_ok_and(|made| made == wanted) {
        return Ok(folder);
    }
    if folder.exists() {
        fs::remove_dir_all(&folder).map_err(Error::io("removing", &folder))?;
    }
    bind(tools, &compiled, &folder)?;
    shrink(&folder.join(format!("{NAME}_bg.wasm")))?;
    fs::write(&stamp, wanted).map_err(Error::io("writing", &stamp))?;
    Ok(folder)
}

/// Compiles the root package.
fn compile(tools: &BuildTools, corpus: Corpus) -> Result<PathBuf> {
    let mut cargo = tools.toolchain.cargo(Purpose::Release);
    // The library as a cdylib alone: beside an rlib, Cargo silently leaves out the optimisation at link time.
    cargo.args(["rustc", "--package", "xunzhang", "--lib", "--crate-type", "cdylib"]);
    cargo.args(["--profile", "wasm", "--target", TARGET]);
    if corpus == Corpus::None {
        cargo.arg("--no-default-features");
    }
    let output = process::run(&mut cargo)?;
    // What ingest could not read comes as warnings of the build script; they concern whoever builds.
    for line in output.lines().filter(|line| line.starts_with("warning:")) {
        eprintln!("{line}");
    }
    // Both variants have this name: Cargo links the one that was asked for last to it, built anew or not.
    Ok(tools.toolchain.target_folder().join(TARGET).join("wasm/xunzhang.wasm"))
}

/// Makes the JavaScript side.
fn bind(tools: &BuildTools, compiled: &Path, folder: &Path) -> Result {
    let mut bindgen = process::command(tools.bindgen.join("wasm-bindgen"));
    bindgen.args(["--target", "web", "--remove-name-section", "--remove-producers-section", "--out-name", NAME]);
    process::run(bindgen.arg("--out-dir").arg(folder).arg(compiled)).map(drop)
}

/// Makes the wasm smaller, in place.
fn shrink(wasm: &Path) -> Result {
    let mut tool = process::command(workspace::node_tool("wasm-opt"));
    process::run(tool.args(PASSES).args(FEATURES).arg(wasm).arg("-o").arg(wasm)).map(drop)
}

/// Tells one state of the compiled wasm and of the tools from another.
fn fingerprint(compiled: &Path, tools: &BuildTools) -> Result<String> {
    let bytes = fs::read(compiled).map_err(Error::io("reading", compiled))?;
    let packages = workspace::root().join("package-lock.json");
    let packages = fs::read(&packages).map_err(Error::io("reading", &packages))?;
    let mut hasher = DefaultHasher::new();
    (bytes, packages, PASSES, FEATURES, &tools.bindgen).hash(&mut hasher);
    Ok(format!("{:016x}", hasher.finish()))
}
