//! From Rust values to JavaScript objects.

use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};

/// A Rust value as a plain JavaScript value: objects, arrays, `null` for what is missing.
pub fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    value.serialize(&Serializer::json_compatible()).map_err(JsValue::from)
}

/// A JavaScript `Error` with a `code`.
pub fn failure(code: &str, message: &str) -> JsValue {
    let error = js_sys::Error::new(message);
    error.set_name("XunzhangError");
    // Setting a property of a fresh Error cannot fail.
    let _ = js_sys::Reflect::set(error.unchecked_ref(), &JsValue::from_str("code"), &JsValue::from_str(code));
    error.into()
}
