//! The pictures of `docs/screenshots`, taken in a real browser of the page as it is served.

use crate::{dist, error::Result, process, serve, setup, workspace};

/// Task `screenshot`.
///
/// # Errors
/// When a tool is missing or the script fails.
pub fn task(arguments: lexopt::Parser) -> Result {
    crate::no_arguments(arguments)?;
    let tools = setup::for_tests()?;
    dist::build(&tools.build)?;
    let folder = workspace::root().join("docs/screenshots");
    let output = serve::during(|server| {
        let mut node = process::command("node");
        node.arg(workspace::www().join("build/screenshots.mjs")).arg(&folder);
        process::run(node.envs(page_variables(&tools.browsers, server)))
    })?;
    print!("{output}");
    println!("{}", folder.display());
    Ok(())
}

/// What a script that drives the page has to know.
pub fn page_variables(browsers: &setup::Browsers, server: &serve::Server) -> [(&'static str, std::ffi::OsString); 4] {
    [
        ("XUNZHANG_URL", server.address().into()),
        ("XUNZHANG_DIST", workspace::dist().into()),
        ("CHROMIUM", browsers.chromium.clone().into()),
        ("FIREFOX", browsers.firefox.clone().into()),
    ]
}
