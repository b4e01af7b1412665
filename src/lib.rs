//! The wasm boundary of Xunzhang: it converts and delegates, and nothing else.
//!
//! Values cross as plain JavaScript objects by serde-wasm-bindgen; failures as `Error`s with a string `code`.

mod convert;

use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::*;
use xunzhang_core::index::Lack;
use xunzhang_core::{RequestError, SearchOptions};

use convert::{failure, from_js, refuse_unknown, to_js};

/// The corpus that build.rs made of `seeds/`.
#[cfg(feature = "corpus")]
static CORPUS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/corpus.shelf"));

/// What a caller may ask of an article.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct ArticleOptions {
    /// The query whose matches are marked.
    highlight: Option<String>,
}

/// What a caller may ask of suggestions.
#[derive(Deserialize)]
#[serde(default, deny_unknown_fields)]
struct SuggestOptions {
    /// How many suggestions to give at most.
    limit: usize,
}

impl Default for SuggestOptions {
    fn default() -> Self {
        Self { limit: 8 }
    }
}

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
        return xunzhang_core::Library::from_static(CORPUS)
            .map(|inner| Self { inner })
            .map_err(|error| failure(error.code(), &error));
        #[cfg(not(feature = "corpus"))]
        Err(failure("corpus/none", &"this build embeds no corpus; open an index by its address instead"))
    }

    /// Opens the bytes of a shelf file, as `xunzhang index` writes it.
    ///
    /// # Errors
    /// `shelf/magic`, `shelf/version`, `shelf/truncated`, `shelf/checksum` or `shelf/part`.
    #[wasm_bindgen(js_name = fromBytes)]
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Library, JsValue> {
        xunzhang_core::Library::from_vec(bytes)
            .map(|inner| Self { inner })
            .map_err(|error| failure(error.code(), &error))
    }

    /// Opens the entry of an index folder, gunzipped. Its other parts are brought with `add` when an answer lacks them.
    ///
    /// # Errors
    /// `shelf/magic`, `shelf/version`, `shelf/truncated`, `shelf/checksum` or `shelf/part`.
    #[wasm_bindgen(js_name = fromEntry)]
    pub fn from_entry(bytes: &[u8]) -> Result<Library, JsValue> {
        xunzhang_core::Library::from_entry(bytes)
            .map(|inner| Self { inner })
            .map_err(|error| failure(error.code(), &error))
    }

    /// Takes a part that an answer lacked, gunzipped: one of `lacking`, by its kind and number. Parts that have not been used for longest go when all
    /// take more than `most` bytes.
    ///
    /// # Errors
    /// `shelf/…` when the bytes are not that part.
    pub fn add(&mut self, kind: u8, number: u32, bytes: Vec<u8>, most: u32) -> Result<(), JsValue> {
        let lack = Lack { kind, number, file: String::new() };
        self.inner.add(&lack, bytes, most as usize).map_err(|error| failure(error.code(), &error))
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
        let filters = js_sys::Reflect::get(&options, &"filters".into()).unwrap_or_default();
        // Filters of a wrong kind are left to the reading of the options, and so are the names of facets, which the index knows.
        if filters.is_object() && !js_sys::Array::is_array(&filters) {
            let days = js_sys::Reflect::get(&filters, &"date".into()).unwrap_or_default();
            if days.is_object() {
                refuse_unknown(&days, &["from", "to"])?;
            }
        }
        let options: SearchOptions = from_js(options, &SearchOptions::NAMES)?;
        answer(self.inner.search(query, &options))
    }

    /// An article to read, or `{ lacking }`.
    ///
    /// # Errors
    /// `article/unknown` when no article has the id; `options/invalid`.
    pub fn article(&self, id: &str, options: JsValue) -> Result<JsValue, JsValue> {
        let options: ArticleOptions = from_js(options, &["highlight"])?;
        answer(self.inner.article(id, options.highlight.as_deref()))
    }

    /// Completions of what is being typed, or `{ lacking }`.
    ///
    /// # Errors
    /// `options/invalid`.
    pub fn suggest(&self, typed: &str, options: JsValue) -> Result<JsValue, JsValue> {
        let options: SuggestOptions = from_js(options, &["limit"])?;
        answer(self.inner.suggest(typed, options.limit))
    }
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
        Err(error) => Err(failure(error.code(), &error)),
    }
}
