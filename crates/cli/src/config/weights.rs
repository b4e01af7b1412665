//! `[weights]`: the settings of the ranking, by the names that the core gives them.
//!
//! Names, defaults and ranges are asked of the core itself, so that this file never has to be changed with them.

use serde_json::{Map, Value as Json};
use xunzhang_core::Settings;

use super::error::Fault;
use super::table::{Table, Value};

/// Far outside every range.
const FAR: f64 = 1e9;

/// Reads `[weights]` and `[weights.fields]`.
pub fn read(table: &Table) -> Result<Settings, Fault> {
    let defaults = json(&Settings::default());
    let mut chosen = defaults.clone();
    read_into(table, &[], &defaults, &mut chosen)?;
    Ok(serde_json::from_value(Json::Object(chosen)).unwrap_or_default())
}

fn json(settings: &Settings) -> Map<String, Json> {
    match serde_json::to_value(settings) {
        Ok(Json::Object(map)) => map,
        _ => Map::new(),
    }
}

fn read_into(
    table: &Table,
    path: &[&str],
    defaults: &Map<String, Json>,
    chosen: &mut Map<String, Json>,
) -> Result<(), Fault> {
    let keys: Vec<(String, &String)> = defaults.keys().map(|name| (kebab(name), name)).collect();
    table.expect(&keys.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>())?;
    for (key, name) in &keys {
        let inner_path = [path, &[name.as_str()]].concat();
        if let (Json::Object(inner), Some(Json::Object(place))) = (&defaults[*name], chosen.get_mut(*name)) {
            if let Some(table) = table.table(key)? {
                read_into(&table, &inner_path, inner, place)?;
            }
        } else if let Some(value) = table.get(key) {
            chosen.insert((*name).clone(), within(&value, &inner_path, defaults[*name].is_u64())?);
        }
    }
    Ok(())
}

/// The number, when it lies in the range to which the core would bring it.
fn within(value: &Value, path: &[&str], whole: bool) -> Result<Json, Fault> {
    let number = value.number()?;
    let (low, high) = (bounded(path, if whole { 1.0 } else { -FAR }, whole), bounded(path, FAR, whole));
    let fits = (low..=high).contains(&number) && (!whole || number.fract() == 0.0);
    if !fits {
        return Err(value.wrong(&format!("{} from {low} to {high}", if whole { "a whole number" } else { "a number" })));
    }
    Ok(as_json(number, whole))
}

fn as_json(number: f64, whole: bool) -> Json {
    if whole { Json::from(number as u64) } else { Json::from(number) }
}

/// What the core makes of a value for one setting.
fn bounded(path: &[&str], number: f64, whole: bool) -> f64 {
    let mut settings = Json::Object(json(&Settings::default()));
    if let Some(place) = settings.pointer_mut(&format!("/{}", path.join("/"))) {
        *place = as_json(number, whole);
    }
    let settings: Settings = serde_json::from_value(settings).unwrap_or_default();
    let bounded = Json::Object(json(&settings.over(&Settings::default())));
    // Numbers of 32 bits have tails in 64: 0.3 would read 0.30000001.
    let found = bounded.pointer(&format!("/{}", path.join("/"))).and_then(Json::as_f64);
    found.map_or(number, |found| (found * 1e4).round() / 1e4)
}

/// `functionWords` as `function-words`.
fn kebab(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}
