//! Between Rust values and JavaScript objects.

use std::fmt::Display;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};

/// A Rust value as a plain JavaScript value: objects, arrays, `null` for what is missing.
pub fn to_js<T: Serialize>(value: &T) -> Result<JsValue, JsValue> {
    value.serialize(&Serializer::json_compatible()).map_err(|error| failure("internal", &error))
}

/// The options that JavaScript gave; `undefined` and `null` stand for the defaults. A name that is not `known` is refused, because
/// serde-wasm-bindgen looks up the fields of a struct and never sees others.
pub fn from_js<T: DeserializeOwned + Default>(value: JsValue, known: &[&str]) -> Result<T, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(T::default());
    }
    refuse_unknown(&value, known)?;
    serde_wasm_bindgen::from_value(value).map_err(|error| failure("options/invalid", &error))
}

/// Refuses an object with a name that is not `known`; what is no object is left to the reading of its value.
pub fn refuse_unknown(value: &JsValue, known: &[&str]) -> Result<(), JsValue> {
    let Some(object) = value.dyn_ref::<js_sys::Object>() else { return Ok(()) };
    match js_sys::Object::keys(object)
        .iter()
        .filter_map(|name| name.as_string())
        .find(|name| !known.contains(&name.as_str()))
    {
        Some(name) => {
            let message = format!("there is no option {name:?}; the options are {}", known.join(", "));
            Err(failure("options/invalid", &message))
        }
        None => Ok(()),
    }
}

/// A JavaScript `Error` with a `code`.
pub fn failure(code: &str, message: &dyn Display) -> JsValue {
    let error = js_sys::Error::new(&message.to_string());
    error.set_name("XunzhangError");
    // Setting a property of a fresh Error cannot fail.
    let _ = js_sys::Reflect::set(error.unchecked_ref(), &JsValue::from_str("code"), &JsValue::from_str(code));
    error.into()
}
