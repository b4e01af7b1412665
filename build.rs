//! seeds/ -> ingest -> the core's builder -> one shelf of bytes in `OUT_DIR`, which the wasm embeds.

use std::path::{Path, PathBuf};
use std::{env, fs};

use xunzhang_core::index::build::build;
use xunzhang_core::index::lexicon::Lexicon;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=seeds");
    if env::var_os("CARGO_FEATURE_CORPUS").is_none() {
        return Ok(());
    }
    let read = xunzhang_ingest::ingest_paths(&[PathBuf::from("seeds")]);
    for failure in &read.failures {
        println!("cargo::warning={}", failure.to_string().replace('\n', " "));
    }
    let shelf = build(&read.articles, &Lexicon::new());
    fs::write(Path::new(&env::var("OUT_DIR")?).join("corpus.shelf"), shelf)?;
    Ok(())
}
