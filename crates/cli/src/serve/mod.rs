//! What `xunzhang serve` serves: the trial page, the widget, and an index folder as it lies on disk at the moment.

mod error;
mod files;
mod http;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use hyper::StatusCode;
use hyper::body::Bytes;
use serde_json::json;
use xunzhang_core::index::part::ENTRY_FILE;

pub use error::ServeError;
pub use http::Server;

use crate::folder::PART;
use crate::widget::{self, Files};

/// The trial page's own files, by the last part of their addresses.
const PAGE: [(&str, &str); 3] = [
    ("trial.html", include_str!("../../../../www/trial/trial.html")),
    ("trial.css", include_str!("../../../../www/trial/trial.css")),
    ("trial.js", include_str!("../../../../www/trial/trial.js")),
];

/// What is said of an address that leads nowhere. A hit's own link, opened in a new tab, comes here.
const NOT_FOUND: &str = "<!doctype html><html lang=\"zh-Hans\"><meta charset=\"utf-8\"><title>没有这一页</title>\
                         <meta name=\"color-scheme\" content=\"light dark\"><h1>没有这一页</h1>\
                         <p>这里只有试用页和索引，没有网站本身的页面。<a href=\"/\">回到试用页</a></p>\
                         <p lang=\"en\">Not found: only the trial page and the index are served here, not the site.</p></html>\n";

/// How long an answer may be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// For good: the name of a part is the hash of its content.
    Forever,
    /// Not without asking again.
    Asking,
}

/// An answer to a request for an address.
pub struct Answer {
    /// The status code.
    pub status: StatusCode,
    /// The media type.
    pub media_type: &'static str,
    /// How long it may be kept.
    pub keep: Keep,
    /// What is sent.
    pub body: Bytes,
}

impl Answer {
    fn file(name: &str, keep: Keep, body: impl Into<Bytes>) -> Self {
        Self { status: StatusCode::OK, media_type: files::media_type(name), keep, body: body.into() }
    }

    /// A line of text that says what is wrong.
    fn wrong(status: StatusCode, text: impl Into<String>) -> Self {
        let body = Bytes::from(format!("{}\n", text.into()));
        Self { status, media_type: files::media_type("txt"), keep: Keep::Asking, body }
    }

    fn not_found() -> Self {
        Self { status: StatusCode::NOT_FOUND, ..Self::file("html", Keep::Asking, NOT_FOUND.as_bytes()) }
    }
}

/// Where the widget's files come from.
enum Widget {
    Embedded(&'static Files),
    Folder(PathBuf),
}

/// A trial page over one index.
pub struct Site {
    index: PathBuf,
    widget: Widget,
}

impl Site {
    /// The trial page for an index folder, with the widget of a folder or the one that this build carries.
    ///
    /// # Errors
    /// When the one is no index folder, or there is no widget.
    pub fn new(index: &Path, widget: Option<&Path>) -> Result<Self, ServeError> {
        if !index.join(ENTRY_FILE).is_file() {
            return Err(ServeError::no_index(index));
        }
        let widget = match widget {
            None => Widget::Embedded(widget::embedded()?),
            Some(folder) => widget::check(folder).map(|()| Widget::Folder(folder.to_owned()))?,
        };
        Ok(Self { index: index.to_owned(), widget })
    }

    /// Answers a request for an address.
    pub fn answer(&self, address: &str) -> Answer {
        let Some(names) = files::names(address) else { return Answer::not_found() };
        let path: Vec<&str> = names.iter().map(String::as_str).collect();
        let answer = match path[..] {
            [""] => Ok(page("trial.html")),
            ["about.json"] => self.about().map(|body| Some(Answer::file("json", Keep::Asking, body))),
            ["xunzhang", "trial", name] => Ok(page(name)),
            ["xunzhang", ..] => self.widget_file(&names[1..]),
            ["search", ..] => self.index_file(&names[1..]),
            _ => Ok(None),
        };
        match answer {
            Ok(answer) => answer.unwrap_or_else(Answer::not_found),
            Err(error) => Answer::wrong(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()),
        }
    }

    fn widget_file(&self, names: &[String]) -> io::Result<Option<Answer>> {
        let [.., name] = names else { return Ok(None) };
        match &self.widget {
            Widget::Folder(folder) => {
                Ok(files::read(folder, names)?.map(|body| Answer::file(name, Keep::Asking, body)))
            }
            Widget::Embedded(files) => {
                let path = names.join("/");
                let file = files.iter().find(|(other, _)| *other == path);
                Ok(file.map(|(_, body)| Answer::file(name, Keep::Asking, *body)))
            }
        }
    }

    fn index_file(&self, names: &[String]) -> io::Result<Option<Answer>> {
        let [.., name] = names else { return Ok(None) };
        let keep = if is_part(name.as_ref()) { Keep::Forever } else { Keep::Asking };
        Ok(files::read(&self.index, names)?.map(|body| Answer::file(name, keep, body)))
    }

    /// What the page says of the folder: its name, and how much it takes on disk.
    fn about(&self) -> io::Result<Vec<u8>> {
        let (mut files, mut bytes) = (0_u64, 0_u64);
        for file in fs::read_dir(&self.index)? {
            let file = file?;
            if file.file_name() == ENTRY_FILE || is_part(&file.path()) {
                files += 1;
                bytes += file.metadata()?.len();
            }
        }
        let about = json!({ "folder": self.index.display().to_string(), "files": files, "bytes": bytes });
        Ok(about.to_string().into_bytes())
    }
}

/// A file of the trial page.
fn page(name: &str) -> Option<Answer> {
    let (name, text) = PAGE.iter().find(|(other, _)| *other == name)?;
    Some(Answer::file(name, Keep::Asking, text.as_bytes()))
}

fn is_part(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == PART)
}
