//! Files in memory over HTTP on loopback. A name is looked up among the files and nowhere else, so that no path leads
//! out of them; and a build in progress is never seen half done.

use std::{
    io::{self, ErrorKind, Read, Write},
    net::{Ipv4Addr, Shutdown, SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

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

/// A longer head than this, in bytes, is no browser's.
const HEAD: usize = 16 * 1024;

/// Browsers open connections ahead of need; one that says nothing for so long is given up.
const PATIENCE: Duration = Duration::from_secs(20);

/// A server that runs until it is dropped.
pub struct Server {
    /// What is served.
    files: Arc<RwLock<Arc<Files>>>,
    /// Where it listens.
    address: SocketAddr,
    /// Whether it is to end.
    ended: Arc<AtomicBool>,
}

impl Server {
    /// Serves `files` on the port given, or the next free one after it; 0 stands for any free port.
    ///
    /// # Errors
    /// When no port is free.
    pub fn start(port: u16, files: Files) -> Result<Self> {
        let listener = listen(port)?;
        let address = listener.local_addr().map_err(failed)?;
        let files = Arc::new(RwLock::new(Arc::new(files)));
        let ended = Arc::new(AtomicBool::new(false));
        let (shared, end) = (Arc::clone(&files), Arc::clone(&ended));
        thread::spawn(move || {
            // A thread a connection, and one request a connection: no request ever waits for another one.
            for stream in listener.incoming().take_while(|_| !end.load(Ordering::Relaxed)).flatten() {
                let files = Arc::clone(&shared);
                thread::spawn(move || answer(stream, &files));
            }
        });
        Ok(Self { files, address, ended })
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
        *self.files.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(files);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        // The listener looks up when somebody connects.
        let _ = TcpStream::connect(self.address);
    }
}

/// The failure of a server that cannot listen.
fn failed(problem: io::Error) -> Error {
    Error::Server(problem.to_string())
}

/// Opens the first port that is free.
fn listen(port: u16) -> Result<TcpListener> {
    let last = port.saturating_add(if port == 0 { 0 } else { PORTS });
    for port in port..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Err(error) if error.kind() == ErrorKind::AddrInUse => {}
            bound => return bound.map_err(failed),
        }
    }
    Err(Error::Server(format!("all ports from {port} to {last} are taken")))
}

/// Answers the one request of a connection; a reader who went away in the meantime is no failure.
fn answer(mut stream: TcpStream, files: &RwLock<Arc<Files>>) {
    let timely = stream.set_read_timeout(Some(PATIENCE)).and_then(|()| stream.set_write_timeout(Some(PATIENCE)));
    if timely.is_err() {
        return;
    }
    let Some((method, target)) = request(&mut stream) else {
        let _ = respond(&mut stream, "400 Bad Request", "text/plain; charset=utf-8", b"not understood\n", true);
        return;
    };
    let whole = method == "GET";
    let sent = if whole || method == "HEAD" {
        // Not locked while it is sent: a slow reader must not hold up the next build.
        let files = Arc::clone(&files.read().unwrap_or_else(PoisonError::into_inner));
        match name(&target).and_then(|name| files.get_key_value(&name)) {
            Some((name, bytes)) => respond(&mut stream, "200 OK", media_type(name), bytes, whole),
            None => respond(&mut stream, "404 Not Found", media_type(".html"), NOT_FOUND.as_bytes(), whole),
        }
    } else {
        let status = "405 Method Not Allowed\r\nAllow: GET, HEAD";
        respond(&mut stream, status, media_type(".txt"), b"GET and HEAD only\n", true)
    };
    if sent.and_then(|()| stream.shutdown(Shutdown::Write)).is_ok() {
        // To close with something unread would reset the connection, and the answer be lost with it.
        let _ = io::copy(&mut stream.take(HEAD as u64), &mut io::sink());
    }
}

/// Reads method and target of a request; none when it is not one, or comes too slowly.
fn request(stream: &mut TcpStream) -> Option<(String, String)> {
    let mut head = Vec::new();
    let mut chunk = [0; 4096];
    while head.len() < HEAD {
        let count = stream.read(&mut chunk).ok().filter(|count| *count > 0)?;
        head.extend_from_slice(&chunk[..count]);
        let mut headers = [httparse::EMPTY_HEADER; 64];
        let mut request = httparse::Request::new(&mut headers);
        if request.parse(&head).ok()?.is_complete() {
            return Some((request.method?.to_owned(), request.path?.to_owned()));
        }
    }
    None
}

/// Sends an answer with the headers that all of them have, and the body unless the head alone was asked for.
fn respond(stream: &mut TcpStream, status: &str, media_type: &str, body: &[u8], whole: bool) -> io::Result<()> {
    let length = body.len();
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {media_type}\r\nContent-Length: {length}\r\n\
         Content-Security-Policy: {POLICY}\r\nCache-Control: no-cache\r\nX-Content-Type-Options: nosniff\r\n\
         Connection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes())?;
    if whole {
        stream.write_all(body)?;
    }
    stream.flush()
}

/// The page for names that are not there.
const NOT_FOUND: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Not found</title>\
                         <h1>Not found</h1><p><a href=\"/\">The first page</a></p></html>\n";

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
    fn connections_that_say_nothing_hold_up_nobody() {
        let server = Server::start(0, [("index.html".to_owned(), b"here".to_vec())].into()).unwrap();
        let idle = (0..40).map(|_| TcpStream::connect(server.address).unwrap()).collect::<Vec<_>>();
        let mut stream = TcpStream::connect(server.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE / 2)).unwrap();
        write!(stream, "GET / HTTP/1.1\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.ends_with("here"), "{answer}");
        drop(idle);
    }

    #[test]
    fn what_is_no_request_is_refused() {
        assert!(ask("nonsense\0").0.starts_with("HTTP/1.1 400"));
    }

    #[test]
    fn a_port_that_is_taken_is_passed_over() {
        let first = Server::start(0, Files::new()).unwrap();
        let second = Server::start(first.port(), Files::new()).unwrap();
        assert_ne!(first.port(), second.port());
    }
}
