//! Options as JavaScript gives them: plain objects, read name by name. What is missing, `undefined` or `null`, stands for the default; a name that is
//! not known, or a value of another kind, is refused.
//!
//! By hand and not by serde: its reading of values costs a tenth of the widget's size, for three small objects.

use wasm_bindgen::{JsCast, JsValue};
use xunzhang_core::present::facets::{DATE, Days};
use xunzhang_core::present::{Filters, SnippetOptions};
use xunzhang_core::{SearchOptions, Settings, Sort};

use crate::convert::failure;

/// What `search` may be asked, and the statistics to score by.
pub fn search(value: JsValue) -> Result<(SearchOptions, Option<Object>), JsValue> {
    let names = [
        "limit",
        "offset",
        "sort",
        "filters",
        "facets",
        "explain",
        "literal",
        "correct",
        "snippet",
        "weights",
        "statistics",
    ];
    let mut options = SearchOptions::default();
    let Some(object) = Object::new(value, "the options", &names)? else { return Ok((options, None)) };
    object.count("limit", &mut options.limit)?;
    object.count("offset", &mut options.offset)?;
    if let Some(sort) = object.text("sort")? {
        options.sort = Sort::from(sort);
    }
    options.facets = object.flag("facets")?;
    options.explain = object.flag("explain")?.unwrap_or(false);
    options.literal = object.flag("literal")?.unwrap_or(false);
    options.correct = object.flag("correct")?.unwrap_or(true);
    options.filters = filters(object.get("filters"))?;
    options.snippet = snippet(object.get("snippet"))?;
    options.weights = weights(object.get("weights"))?;
    Ok((options, Object::new(object.get("statistics"), "`statistics`", &[])?))
}

/// What `article` may be asked: the query whose matches are marked.
pub fn article(value: JsValue) -> Result<Option<String>, JsValue> {
    match Object::new(value, "the options", &["highlight"])? {
        Some(object) => object.text("highlight"),
        None => Ok(None),
    }
}

/// What `suggest` and `related` may be asked: how many to give at most, `limit` unless told.
pub fn limit(value: JsValue, mut limit: usize) -> Result<usize, JsValue> {
    if let Some(object) = Object::new(value, "the options", &["limit"])? {
        object.count("limit", &mut limit)?;
    }
    Ok(limit)
}

fn filters(value: JsValue) -> Result<Filters, JsValue> {
    let mut filters = Filters::default();
    // The names are those of the index, which knows them.
    let Some(object) = Object::new(value, "`filters`", &[])? else { return Ok(filters) };
    for name in object.names() {
        let value = object.get(&name);
        if value.is_undefined() || value.is_null() {
            continue;
        }
        if name == DATE {
            let days = Object::new(value, "`filters.date`", &["from", "to"])?;
            filters.date = match days {
                Some(days) => Some(Days { from: days.text("from")?, to: days.text("to")? }),
                None => None,
            };
            continue;
        }
        let wrong = || wrong(&name, "a list of texts");
        let list: &js_sys::Array = value.dyn_ref().ok_or_else(wrong)?;
        let values = list.iter().map(|value| value.as_string().ok_or_else(wrong)).collect::<Result<_, _>>()?;
        filters.values.push((name, values));
    }
    Ok(filters)
}

fn snippet(value: JsValue) -> Result<SnippetOptions, JsValue> {
    let mut options = SnippetOptions::default();
    if let Some(object) = Object::new(value, "`snippet`", &["length", "passages"])? {
        object.count("length", &mut options.length)?;
        object.count("passages", &mut options.passages)?;
    }
    Ok(options)
}

fn weights(value: JsValue) -> Result<Settings, JsValue> {
    let mut numbers = Settings::unset().to_array();
    let (fields, others) = Settings::NAMES.split_at(Settings::FIELDS);
    let mut known = others.to_vec();
    known.push("fields");
    if let Some(object) = Object::new(value, "`weights`", &known)? {
        for (name, number) in others.iter().zip(&mut numbers[Settings::FIELDS..]) {
            object.number(name, number)?;
        }
        if let Some(object) = Object::new(object.get("fields"), "`weights.fields`", fields)? {
            for (name, number) in fields.iter().zip(&mut numbers) {
                object.number(name, number)?;
            }
        }
    }
    Ok(Settings::from_array(numbers))
}

/// An object of options.
pub struct Object(js_sys::Object);

impl Object {
    /// The object, unless it is missing. `known` are the names that it may have; without any, all.
    fn new(value: JsValue, what: &str, known: &[&str]) -> Result<Option<Self>, JsValue> {
        if value.is_undefined() || value.is_null() {
            return Ok(None);
        }
        // Not by its class: an object without a prototype is one too.
        if !value.is_object() || js_sys::Array::is_array(&value) {
            return Err(failure("options/invalid", &[what, " should be an object"].concat()));
        }
        let object = Self(value.unchecked_into());
        match object.names().into_iter().find(|name| !known.is_empty() && !known.contains(&name.as_str())) {
            None => Ok(Some(object)),
            Some(name) => {
                let known = known.join(", ");
                let message = ["there is no option \"", &name, "\" in ", what, "; there are ", &known].concat();
                Err(failure("options/invalid", &message))
            }
        }
    }

    fn names(&self) -> Vec<String> {
        js_sys::Object::keys(&self.0).iter().filter_map(|name| name.as_string()).collect()
    }

    /// A value by its name; `undefined` when there is none.
    pub fn get(&self, name: &str) -> JsValue {
        js_sys::Reflect::get(&self.0, &JsValue::from_str(name)).unwrap_or_default()
    }

    /// A value read by `read`; none when it is missing.
    fn read<T>(&self, name: &str, kind: &str, read: impl Fn(&JsValue) -> Option<T>) -> Result<Option<T>, JsValue> {
        let value = self.get(name);
        if value.is_undefined() || value.is_null() {
            return Ok(None);
        }
        read(&value).map(Some).ok_or_else(|| wrong(name, kind))
    }

    fn text(&self, name: &str) -> Result<Option<String>, JsValue> {
        self.read(name, "a text", JsValue::as_string)
    }

    fn flag(&self, name: &str) -> Result<Option<bool>, JsValue> {
        self.read(name, "true or false", JsValue::as_bool)
    }

    fn number(&self, name: &str, into: &mut f32) -> Result<(), JsValue> {
        if let Some(number) = self.read(name, "a number", JsValue::as_f64)? {
            *into = number as f32;
        }
        Ok(())
    }

    fn count(&self, name: &str, into: &mut usize) -> Result<(), JsValue> {
        let whole = |value: &JsValue| {
            value.as_f64().filter(|number| number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(number))
        };
        if let Some(number) = self.read(name, "a whole number from 0 to 4294967295", whole)? {
            *into = number as usize;
        }
        Ok(())
    }
}

fn wrong(name: &str, kind: &str) -> JsValue {
    failure("options/invalid", &["the option \"", name, "\" should be ", kind].concat())
}
