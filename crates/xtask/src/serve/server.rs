//! Files in memory over HTTP on loopback. A name is looked up among the files and nowhere else, so that no path leads
//! out of them; and a build in progress is never seen half done.

use std::{
    io::Cursor,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, PoisonError, RwLock},
    thread,
};

use tiny_http::{Header, Method, Request, Response};

use crate::{
    dist::Files,
    error::{Error, Result},
};

/// What every page has to live with.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                      img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; \
                      require-trusted-types-for 'script'";

/// How many ports after the one asked for are tried.
const PORTS: u16 = 20;

/// How many requests are answered at once.
const THREADS: usize = 4;

/// A server that runs until it is dropped.
pub struct Server {
    /// The listening socket.
    inner: Arc<tiny_http::Server>,
    /// What is served.
    files: Arc<RwLock<Files>>,
    /// Where it listens.
    address: SocketAddr,
}

impl Server {
    /// Serves `files` on the port given, or the next free one after it; 0 stands for any free port.
    ///
    /// # Errors
    /// When no port is free.
    pub fn start(port: u16, files: Files) -> Result<Self> {
        let inner = Arc::new(listen(port)?);
        let address = inner.server_addr().to_ip().ok_or_else(|| Error::Server("it has no address".into()))?;
        let files = Arc::new(RwLock::new(files));
        for _ in 0..THREADS {
            let (inner, files) = (Arc::clone(&inner), Arc::clone(&files));
            thread::spawn(move || {
                for request in inner.incoming_requests() {
                    answer(request, &files);
                }
            });
        }
        Ok(Self { inner, files, address })
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The address of the first page.
    pub fn address(&self) -> String {
        format!("http://localhost:{}/", self.port())
    }

    /// Serves other files from now on.
    pub fn replace(&self, files: Files) {
        *self.files.write().unwrap_or_else(PoisonError::into_inner) = files;
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        for _ in 0..THREADS {
            self.inner.unblock();
        }
    }
}

/// Opens the first port that is free.
fn listen(port: u16) -> Result<tiny_http::Server> {
    let mut problem = String::new();
    for port in port..=port.saturating_add(if port == 0 { 0 } else { PORTS }) {
        match tiny_http::Server::http((Ipv4Addr::LOCALHOST, port)) {
            Ok(server) => return Ok(server),
            Err(error) => problem = error.to_string(),
        }
    }
    Err(Error::Server(format!("no free port from {port} on: {problem}")))
}

/// Answers one request; a reader who went away in the meantime is no failure.
fn answer(request: Request, files: &RwLock<Files>) {
    let response = match request.method() {
        Method::Get | Method::Head => {
            let files = files.read().unwrap_or_else(PoisonError::into_inner);
            match name(request.url()).and_then(|name| files.get_key_value(&name)) {
                Some((name, bytes)) => page(200, media_type(name), bytes.clone()),
                None => page(404, media_type(".html"), NOT_FOUND.into()),
            }
        }
        _ => page(405, media_type(".txt"), "GET and HEAD only\n".into()).with_header(header("Allow", "GET, HEAD")),
    };
    let _ = request.respond(response);
}

/// The page for names that are not there.
const NOT_FOUND: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Not found</title>\
                         <h1>Not found</h1><p><a href=\"/\">The first page</a></p></html>\n";

/// A response with the headers that all of them have.
fn page(status: u16, media_type: &str, body: Vec<u8>) -> Response<Cursor<Vec<u8>>> {
    Response::from_data(body)
        .with_status_code(status)
        // Chunks would hide the length, which tests of what goes over the wire want to see.
        .with_chunked_threshold(usize::MAX)
        .with_header(header("Content-Type", media_type))
        .with_header(header("Content-Security-Policy", POLICY))
        .with_header(header("Cache-Control", "no-cache"))
        .with_header(header("X-Content-Type-Options", "nosniff"))
}

/// A header of text that is known here.
fn header(name: &'static str, value: &str) -> Header {
    Header {
        // The names are all ASCII literals of this file.
        field: name.parse().unwrap_or_else(|()| unreachable!("{name} is a header's name")),
        value: value.parse().unwrap_or_default(),
    }
}

/// The name of the file that an address asks for: without the query, decoded, and with the index of a folder.
/// None for what no file can be called.
fn name(url: &str) -> Option<String> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let path = percent_encoding::percent_decode_str(path.strip_prefix('/')?).decode_utf8().ok()?;
    let index = if path.is_empty() || path.ends_with('/') { "index.html" } else { "" };
    Some(format!("{path}{index}"))
}

/// The media type of a file by its ending.
fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "txt" | "md" | "ts" => "text/plain; charset=utf-8",
        "xml" => "application/xml",
        "webmanifest" => "application/manifest+json",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        io::{Read, Write},
        net::TcpStream,
    };

    /// Starts a server with a few files, sends it a request line, and gives head and body of the answer.
    fn ask(request: &str) -> (String, String) {
        let files = [("index.html", "<p>here"), ("a/index.html", "<p>below"), ("寻 章.wasm", "\0asm")];
        let files = files.map(|(name, body)| (name.to_owned(), body.as_bytes().to_vec()));
        let server = Server::start(0, files.into()).unwrap();
        let mut stream = TcpStream::connect(server.address).unwrap();
        write!(stream, "{request} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_owned(), body.to_owned())
    }

    #[test]
    fn a_file_comes_with_its_type_and_the_policy() {
        let (head, body) = ask("GET /%E5%AF%BB%20%E7%AB%A0.wasm?q=1");
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        assert!(head.contains("Content-Type: application/wasm\r\n"), "{head}");
        assert!(head.contains(&format!("Content-Security-Policy: {POLICY}\r\n")), "{head}");
        assert!(head.contains("Cache-Control: no-cache"), "{head}");
        assert_eq!(body, "\0asm");
    }

    #[test]
    fn a_folder_shows_its_index() {
        assert_eq!(ask("GET /").1, "<p>here");
        assert_eq!(ask("GET /?q=%E5%A4%A9").1, "<p>here");
        assert_eq!(ask("GET /a/").1, "<p>below");
    }

    #[test]
    fn head_gives_the_head_alone() {
        let (head, body) = ask("HEAD /");
        assert!(head.contains("Content-Length: 7"), "{head}");
        assert_eq!(body, "");
    }

    #[test]
    fn what_is_not_among_the_files_is_not_found() {
        for path in ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "//etc/passwd", "/a/../../x", "/%FF", "/no.js", "/a"] {
            let (head, body) = ask(&format!("GET {path}"));
            assert!(head.starts_with("HTTP/1.1 404"), "{path}: {head}");
            assert!(body.contains("Not found"));
        }
    }

    #[test]
    fn nothing_can_be_written() {
        let (head, _) = ask("POST /");
        assert!(head.starts_with("HTTP/1.1 405"), "{head}");
        assert!(head.contains("Allow: GET, HEAD"), "{head}");
    }

    #[test]
    fn a_port_that_is_taken_is_passed_over() {
        let first = Server::start(0, Files::new()).unwrap();
        let second = Server::start(first.port(), Files::new()).unwrap();
        assert_ne!(first.port(), second.port());
    }
}
