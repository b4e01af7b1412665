//! The pictures of `docs/screenshots`, taken in a real browser of the page as it is served, and `docs/states.md` with every state of
//! the element.

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
    let page = workspace::root().join("docs/states.md");
    let output = serve::during(|server| {
        let mut output = String::new();
        for (script, to) in [("build/screenshots.mjs", vec![&folder]), ("build/states.mjs", vec![&folder, &page])] {
            let mut node = process::command("node");
            node.arg(workspace::www().join(script)).args(to);
            output += &process::run(node.envs(page_variables(&tools.browsers, server)))?;
        }
        Ok(output)
    })?;
    print!("{output}");
    println!("{}\n{}", folder.display(), page.display());
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
