//! An index of another version is told as such: one old file a version is kept in `old/`.

use xunzhang_core::index::ShelfError;
use xunzhang_core::{Library, index::part::VERSION};

/// The files, in the order of their versions.
const OLD: [&[u8]; 3] = [
    include_bytes!("old/version-1.shelf"),
    include_bytes!("old/version-2.shelf"),
    include_bytes!("old/version-3.shelf"),
];

#[test]
fn an_index_of_an_old_version_is_told_as_such() {
    assert_eq!(OLD.len(), usize::from(VERSION) - 1, "one old file a version is kept");
    for (old, found) in OLD.into_iter().zip(1u8..) {
        let error = Library::from_vec(old.to_vec()).expect_err("the version is another");
        // Kinds have other meanings in other versions, and the version is looked at before them.
        assert_eq!(error, ShelfError::Version { found });
        assert_eq!(error.code(), "shelf/version");
        let told = format!("version {found}, this reader knows version {VERSION}");
        assert!(error.to_string().contains(&told), "{error}");
    }
}
