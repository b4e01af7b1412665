//! A table of the configuration whose every key must be asked for: what nobody asks for is a mistake.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{Fault, nearest};

/// A table that is being read.
pub struct Table<'a> {
    /// The table's name with its brackets, or nothing for the file itself.
    name: String,
    entries: &'a DeTable<'a>,
}

/// A value with its place in the text.
pub struct Value<'a> {
    key: String,
    value: &'a DeValue<'a>,
    span: Range<usize>,
}

impl<'a> Table<'a> {
    /// The whole file.
    pub fn root(entries: &'a DeTable<'a>) -> Self {
        Self { name: String::new(), entries }
    }

    /// Checks that every key is one of `names`.
    ///
    /// # Errors
    /// Names the first other key, and the one that was most likely meant.
    pub fn expect(&self, names: &[&str]) -> Result<(), Fault> {
        // Tables come in the order of their keys; a reader mends a file from its top.
        let mut keys: Vec<&Spanned<_>> = self.entries.keys().collect();
        keys.sort_by_key(|key| key.span().start);
        for key in keys {
            let found: &str = key.get_ref();
            if !names.contains(&found) {
                let place = if self.name.is_empty() { String::new() } else { format!(" in {}", self.name) };
                let advice = match nearest(found, names) {
                    Some(name) => format!("did you mean `{name}`?"),
                    None => "remove it".into(),
                };
                let message = format!("expected {}{place}, found `{found}`; {advice}", list(names));
                return Err(Fault { span: key.span(), message });
            }
        }
        Ok(())
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<Value<'a>> {
        self.entries.get(key).map(|value| Value { key: key.to_owned(), value: value.get_ref(), span: value.span() })
    }

    /// A table inside this one.
    ///
    /// # Errors
    /// When the key has another value.
    pub fn table(&self, key: &str) -> Result<Option<Table<'a>>, Fault> {
        let Some(value) = self.get(key) else { return Ok(None) };
        match value.value {
            DeValue::Table(entries) => {
                let outer = self.name.trim_matches(['[', ']']);
                let name = if outer.is_empty() { format!("[{key}]") } else { format!("[{outer}.{key}]") };
                Ok(Some(Table { name, entries }))
            }
            _ => Err(value.wrong("a table")),
        }
    }
}

impl<'a> Value<'a> {
    /// The fault that this value is not what was expected.
    pub fn wrong(&self, expected: &str) -> Fault {
        self.fault(format!("expected {expected} for `{}`, found {}", self.key, describe(self.value)))
    }

    /// A fault of this value.
    pub fn fault(&self, message: String) -> Fault {
        Fault { span: self.span.clone(), message }
    }

    /// A text.
    ///
    /// # Errors
    /// When it is something else.
    pub fn text(&self) -> Result<&'a str, Fault> {
        match self.value {
            DeValue::String(text) => Ok(text),
            _ => Err(self.wrong("a text in quotes")),
        }
    }

    /// `true` or `false`.
    ///
    /// # Errors
    /// When it is something else.
    pub fn flag(&self) -> Result<bool, Fault> {
        match self.value {
            DeValue::Boolean(flag) => Ok(*flag),
            _ => Err(self.wrong("true or false")),
        }
    }

    /// A number.
    ///
    /// # Errors
    /// When it is something else.
    pub fn number(&self) -> Result<f64, Fault> {
        let digits = match self.value {
            DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).ok().map(|n| n as f64),
            DeValue::Float(number) => number.as_str().parse().ok(),
            _ => None,
        };
        digits.ok_or_else(|| self.wrong("a number"))
    }

    /// A list of texts, each with its place.
    ///
    /// # Errors
    /// When it or one of its members is something else.
    pub fn texts(&self) -> Result<Vec<Value<'a>>, Fault> {
        let DeValue::Array(items) = self.value else { return Err(self.wrong("a list of texts")) };
        let members =
            items.iter().map(|item| Value { key: self.key.clone(), value: item.get_ref(), span: item.span() });
        members.map(|member| member.text().map(|_| member)).collect()
    }

    /// The members of a list of texts, each made into something by `make`.
    ///
    /// # Errors
    /// When it is no such list, or with what `make` says of a member.
    pub fn each<T>(&self, make: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, Fault> {
        let one = |member: Value| make(member.text()?).map_err(|message| member.fault(message));
        self.texts()?.into_iter().map(one).collect()
    }
}

fn describe(value: &DeValue) -> String {
    match value {
        DeValue::String(text) => format!("the text {text:?}"),
        DeValue::Integer(number) => format!("the number {}", number.as_str()),
        DeValue::Float(number) => format!("the number {}", number.as_str()),
        DeValue::Boolean(flag) => flag.to_string(),
        DeValue::Datetime(day) => format!("the day {day}"),
        DeValue::Array(_) => "a list".into(),
        DeValue::Table(_) => "a table".into(),
    }
}

/// `a`, `b` or `c`.
fn list(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => "nothing".into(),
    }
}
