//! From addresses to files: no address leads out of a folder.

use std::fs;
use std::io;
use std::path::Path;

use percent_encoding::percent_decode_str;

/// The names in the path of an address, decoded. None for what no file that is served can be called: with what would lead to
/// another folder, and, hidden files being nobody's business, with a dot at the beginning.
pub fn names(address: &str) -> Option<Vec<String>> {
    let path = address.split(['?', '#']).next()?.strip_prefix('/')?;
    let name = |part| {
        let name = percent_decode_str(part).decode_utf8().ok()?;
        // Separators after decoding were hidden from the split; a colon is a drive or a stream on Windows.
        let plain = !name.starts_with('.') && !name.contains(['/', '\\', ':', '\0']);
        plain.then(|| name.into_owned())
    };
    path.split('/').map(name).collect()
}

/// The bytes of a file below a folder, as they are now. None when there is no such file, or when it lies elsewhere by a link.
///
/// # Errors
/// When the file is there and cannot be read.
pub fn read(folder: &Path, names: &[String]) -> io::Result<Option<Vec<u8>>> {
    if names.is_empty() || names.iter().any(String::is_empty) {
        return Ok(None);
    }
    let found = folder.canonicalize().and_then(|root| {
        let file = names.iter().fold(root.clone(), |path, name| path.join(name)).canonicalize()?;
        Ok((file.starts_with(root) && file.is_file()).then_some(file))
    });
    match found {
        Ok(Some(file)) => fs::read(file).map(Some),
        Ok(None) => Ok(None),
        Err(error) if absent(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether the system says that there is no such file: also of a file taken for a folder, or of a name that is too long.
fn absent(error: &io::Error) -> bool {
    use io::ErrorKind::{InvalidFilename, InvalidInput, NotADirectory, NotFound};
    matches!(error.kind(), NotFound | NotADirectory | InvalidFilename | InvalidInput)
}

/// The media type of a file by the end of its name.
pub fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "wasm" => "application/wasm",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_decoded_once() {
        let decoded = |address| names(address).map(|names| names.join("|"));
        assert_eq!(decoded("/"), Some(String::new()));
        assert_eq!(decoded("/search/%E5%AF%BB%20%E7%AB%A0.part?v=1#x"), Some("search|寻 章.part".to_owned()));
        assert_eq!(decoded("/100%25"), Some("100%".to_owned()));
        assert_eq!(decoded("/%252e%252e"), Some("%2e%2e".to_owned()));
    }

    #[test]
    fn no_address_leads_to_another_folder() {
        for address in [
            "",
            "x",
            "/..",
            "/a/../b",
            "/%2e%2e/b",
            "/.%2E",
            "/.git/config",
            "/a%2fb",
            "/..%5cb",
            "/a\\b",
            "/C:%5cb",
            "/%00",
            "/%FF",
        ] {
            assert_eq!(names(address), None, "{address}");
        }
    }

    #[test]
    fn only_files_below_the_folder_are_read() {
        let scratch = tempfile::tempdir().expect("a folder for the test");
        let folder = scratch.path().join("索引 一");
        fs::create_dir_all(folder.join("below")).expect("writable");
        for (name, text) in [("索引 一/a", "a"), ("索引 一/below/b", "b"), ("secret", "s")] {
            fs::write(scratch.path().join(name), text).expect("writable");
        }
        let read = |path: &str| {
            let names: Vec<String> = path.split('/').map(str::to_owned).collect();
            read(&folder, &names).expect("readable").map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        };
        assert_eq!([read("a"), read("below/b")], [Some("a".to_owned()), Some("b".to_owned())]);
        for absent in ["", "below", "below/", "/a", "a/b", "c", "../secret", &"x".repeat(5000)] {
            assert_eq!(read(absent), None, "{absent}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink("../secret", folder.join("link")).expect("writable");
            std::os::unix::fs::symlink("a", folder.join("alias")).expect("writable");
            assert_eq!([read("link"), read("alias")], [None, Some("a".to_owned())]);
        }
    }
}
