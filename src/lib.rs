//! The wasm boundary of Xunzhang: it converts and delegates, and nothing else.
//!
//! Values cross as plain JavaScript objects by serde-wasm-bindgen; failures as `Error`s with a string `code`.

mod convert;
mod options;

use serde::Serialize;
use wasm_bindgen::prelude::*;
use xunzhang_core::index::Lack;
use xunzhang_core::{RequestError, ShelfError};

use convert::{failure, to_js};

/// Two-level segregated fit: constant time, little overhead, little code.
#[cfg(target_family = "wasm")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// The corpus that build.rs made of `seeds/`.
#[cfg(feature = "corpus")]
static CORPUS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/corpus.shelf"));

/// An opened index. JavaScript owns it and frees it with `free()`.
#[wasm_bindgen]
pub struct Library {
    inner: xunzhang_core::Library,
}

#[wasm_bindgen]
impl Library {
    /// Opens the corpus inside the wasm.
    ///
    /// # Errors
    /// `corpus/none` when this build embeds none.
    pub fn embedded() -> Result<Library, JsValue> {
        #[cfg(feature = "corpus")]
        return xunzhang_core::Library::from_static(CORPUS).map(|inner| Self { inner }).map_err(refused);
        #[cfg(not(feature = "corpus"))]
        Err(failure("corpus/none", "this build embeds no corpus; open an index by its address instead"))
    }

    /// Opens the bytes of a shelf file, as `xunzhang index` writes it.
    ///
    /// # Errors
    /// `shelf/magic`, `shelf/version`, `shelf/truncated`, `shelf/checksum` or `shelf/part`.
    #[wasm_bindgen(js_name = fromBytes)]
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Library, JsValue> {
        xunzhang_core::Library::from_vec(bytes).map(|inner| Self { inner }).map_err(refused)
    }

    /// Opens the entry of an index folder, gunzipped. Its other parts are brought with `add` when an answer lacks them.
    ///
    /// # Errors
    /// `shelf/magic`, `shelf/version`, `shelf/truncated`, `shelf/checksum` or `shelf/part`.
    #[wasm_bindgen(js_name = fromEntry)]
    pub fn from_entry(bytes: &[u8]) -> Result<Library, JsValue> {
        xunzhang_core::Library::from_entry(bytes).map(|inner| Self { inner }).map_err(refused)
    }

    /// Takes a part that an answer lacked, unpacked: one of `lacking`, by its kind and number. Parts that have not been used for longest go when all
    /// take more than `most` bytes.
    ///
    /// # Errors
    /// `shelf/…` when the bytes are not that part.
    pub fn add(&mut self, kind: u8, number: u32, bytes: Vec<u8>, most: u32) -> Result<(), JsValue> {
        let lack = Lack { kind, number, file: String::new() };
        self.inner.add(&lack, bytes, most as usize).map_err(refused)
    }

    /// What the index is: `{ articles, version, facets, sorts }`.
    ///
    /// # Errors
    /// None in practice: plain values always convert.
    pub fn info(&self) -> Result<JsValue, JsValue> {
        to_js(&self.inner.info())
    }

    /// Searches; any text gives a page, or `{ lacking }` when parts of the index have to be brought first.
    ///
    /// # Errors
    /// `options/invalid` when an option is unknown, of the wrong type, or a date is no day.
    pub fn search(&self, query: &str, options: JsValue) -> Result<JsValue, JsValue> {
        let (options, statistics) = options::search(options)?;
        let told = |name: &str| statistics.as_ref()?.get(name).as_f64().map(|number| number as f32);
        answer(self.inner.search_among(query, &options, &told))
    }

    /// An article to read, or `{ lacking }`.
    ///
    /// # Errors
    /// `article/unknown` when no article has the id; `options/invalid`.
    pub fn article(&self, id: &str, options: JsValue) -> Result<JsValue, JsValue> {
        answer(self.inner.article(id, options::article(options)?.as_deref()))
    }

    /// Completions of what is being typed, or `{ lacking }`.
    ///
    /// # Errors
    /// `options/invalid`.
    pub fn suggest(&self, typed: &str, options: JsValue) -> Result<JsValue, JsValue> {
        answer(self.inner.suggest(typed, options::limit(options, 8)?))
    }

    /// The articles that are most like one, or `{ lacking }`.
    ///
    /// # Errors
    /// `article/unknown` when no article has the id; `options/invalid`.
    pub fn related(&self, id: &str, options: JsValue) -> Result<JsValue, JsValue> {
        answer(self.inner.related(id, options::limit(options, 6)?))
    }
}

/// Bytes that are not what they should be.
fn refused(error: ShelfError) -> JsValue {
    failure(error.code(), &error.message())
}

/// What a question gives: its answer, or the parts that it lacks.
#[derive(Serialize)]
struct Lacking {
    lacking: Vec<Lack>,
}

fn answer<T: Serialize>(result: Result<T, RequestError>) -> Result<JsValue, JsValue> {
    match result {
        Ok(value) => to_js(&value),
        Err(RequestError::Lacking { lacking }) => to_js(&Lacking { lacking }),
        Err(error) => Err(failure(error.code(), &error.message())),
    }
}
