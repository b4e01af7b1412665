//! An index of another version is told as such: one old file a version is kept in `old/`.

use xunzhang_core::index::ShelfError;
use xunzhang_core::{Library, index::part::VERSION};

#[test]
fn an_index_of_version_1_is_told_as_such() {
    let old = include_bytes!("old/version-1.shelf");
    let error = Library::from_vec(old.to_vec()).expect_err("the version is another");
    // Kinds have other meanings in version 1, and the version is looked at before them.
    assert_eq!(error, ShelfError::Version { found: 1 });
    assert_eq!(error.code(), "shelf/version");
    assert!(error.to_string().contains(&format!("version 1, this reader knows version {VERSION}")), "{error}");
}
