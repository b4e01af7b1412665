//! The checks one by one.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use crate::{
    command, env,
    error::{Error, Result},
    process, screenshot, serve,
    setup::WebKit,
    size as sizes,
    tests::{
        Context,
        tally::{Failure, Tally},
    },
    wasm::{self, Corpus},
    workspace,
};

/// A browser that hangs must not hold up everything else.
const BROWSER_LIMIT: Duration = Duration::from_secs(25 * 60);

/// How many files of page tests run side by side: they wait for browsers more than they compute.
const SIDE_BY_SIDE: u32 = 2;

/// In how many files of page tests something may fail by chance: what fails in more of them is broken.
const FILES_AGAIN: usize = 3;

/// The form of the Rust sources.
pub fn fmt(_: &Context) -> Result<Tally> {
    Tally::of_command(process::run(process::cargo().args(["fmt", "--all", "--check"])))
}

/// What clippy and the compiler warn of.
pub fn clippy(_: &Context) -> Result<Tally> {
    let mut clippy = process::cargo();
    clippy.args(["clippy", "--workspace", "--all-targets", "--all-features", "--quiet", "--", "--deny", "warnings"]);
    Tally::of_command(process::run(&mut clippy))
}

/// The tests of all packages on this machine, with the examples in the documentation.
pub fn native(_: &Context) -> Result<Tally> {
    let mut tests = process::cargo();
    tests.args(["test", "--workspace", "--all-features", "--no-fail-fast"]);
    process::outcome(&mut tests, None).map(Tally::of_rust)
}

/// The tests of the wasm boundary in headless Chromium.
pub fn wasm(context: &Context) -> Result<Tally> {
    let tools = context.tools()?;
    let mut tests = env::wasm_pack(tools)?;
    tests.args(["test", "--headless", "--chrome", "--mode", "no-install", "--chromedriver"]);
    tests.arg(&tools.browsers.chromedriver);
    // On a busy machine the usual 20 seconds from the first to the last test are short.
    tests.env("WASM_BINDGEN_TEST_TIMEOUT", "180");
    process::outcome(&mut tests, Some(BROWSER_LIMIT)).map(Tally::of_rust)
}

/// That `dist/` can be built.
pub fn dist(context: &Context) -> Result<Tally> {
    context.dist().map(|()| Tally::success())
}

/// The types that the comments of the JavaScript state: one check for the page, one for each kind of its tests, and one for
/// the examples, which see of the element what `dist/` says to editors, in TSX and in Vue's templates.
pub fn types(context: &Context) -> Result<Tally> {
    context.dist()?;
    let tsc = workspace::node_tool("tsc");
    let vue_tsc = workspace::root().join("examples/node_modules/.bin/vue-tsc");
    let mut total = Tally::default();
    for (compiler, project) in [
        (&tsc, "www/tsconfig.json"),
        (&tsc, "tests/page/tsconfig.json"),
        (&tsc, "tests/parity/tsconfig.json"),
        (&vue_tsc, "examples/tsconfig.json"),
    ] {
        let mut compiler = process::command(compiler);
        let tally = Tally::of_command(process::run(compiler.args(["--project", project, "--noEmit"])))?;
        total.passed += tally.passed;
        total.failed += tally.failed;
        total.output += &tally.output;
    }
    Ok(total)
}

/// The size budget.
pub fn size(context: &Context) -> Result<Tally> {
    context.dist()?;
    print!("{}", sizes::check(&context.tools()?.build)?);
    Ok(Tally::success())
}

/// That the wasm gives the hits, order and scores of the native core: `tests/parity/*.test.mjs`, on the corpus of the
/// repository and on the labelled sets where they are at hand.
pub fn parity(context: &Context) -> Result<Tally> {
    let wasm = wasm::build(&context.tools()?.build, Corpus::Embedded)?;
    let mut node = process::command("node");
    node.args(["--test", "--test-reporter=tap"]).args(test_files(&workspace::root().join("tests/parity"))?);
    node.env("XUNZHANG", command::as_tested()?).env("XUNZHANG_WASM", wasm);
    process::outcome(&mut node, Some(BROWSER_LIMIT)).map(Tally::of_node)
}

/// The page in real browsers: `tests/page/*.test.mjs` against `dist/`, served and from disk.
///
/// Browsers, their drivers and a busy machine lose an event now and then. The files in which a test failed run once more, by
/// themselves, and what fails again has failed; what does not is named as unsteady, so that somebody looks at it.
pub fn page(context: &Context) -> Result<Tally> {
    context.dist()?;
    let tools = context.tools()?;
    let webkit = WebKit::ready()?;
    let files = test_files(&workspace::root().join("tests/page"))?;
    let xunzhang = command::as_tested()?;
    let run = |files: &[PathBuf], side_by_side: u32| {
        serve::during(|server| {
            let mut node = process::command("node");
            node.args(["--test", "--test-reporter=tap"]).arg(format!("--test-concurrency={side_by_side}")).args(files);
            node.envs(screenshot::page_variables(&tools.browsers, server))
                .envs(webkit.variables())
                .env("XUNZHANG", &xunzhang);
            process::outcome(&mut node, Some(BROWSER_LIMIT))
        })
    };
    let outcome = run(&files, SIDE_BY_SIDE)?;
    // With which browsers: the tests say it beside their results.
    for line in outcome.output.lines().filter_map(|line| line.trim_start().strip_prefix("# tested with ")) {
        println!("page: tested with {line}");
    }
    let hung = outcome.status.is_none();
    let failures = Failure::all(&outcome.output);
    let first = Tally::of_node(outcome);
    let again = Failure::files(&failures, &files).filter(|again| (1..=FILES_AGAIN).contains(&again.len()));
    // What the report tells nothing of cannot be run again, and has failed.
    let Some(again) = again.filter(|_| !hung && failures.len() as u64 == first.failed) else { return Ok(first) };
    let outcome = run(&again, 1)?;
    let still = Failure::all(&outcome.output);
    for failure in failures.iter().filter(|failure| !still.iter().any(|other| other.is_of(failure))) {
        println!("page: unsteady, failed beside others and passed alone: {failure}");
    }
    Ok(first.corrected(Tally::of_node(outcome)))
}

/// The files of a folder that hold tests, in order.
fn test_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(Error::io("reading", folder))? {
        let path = entry.map_err(Error::io("reading", folder))?.path();
        let name = path.to_string_lossy();
        if name.ends_with(".test.mjs") || name.ends_with(".test.js") {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(Error::Content { path: folder.to_path_buf(), problem: "holds no *.test.mjs".into() });
    }
    Ok(files)
}
