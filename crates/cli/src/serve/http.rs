//! HTTP on loopback, by `tiny_http`: which requests are answered at all, and the headers that every answer has.

use std::io::{self, Cursor, ErrorKind};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::thread;

use tiny_http::{Header, Method, Request, Response};

use super::{Answer, Keep, ServeError, Site};

/// What the page has to live with, and any page that embeds the element may ask for.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                      img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; \
                      require-trusted-types-for 'script'";

/// How many ports after the one asked for are tried.
const PORTS: u16 = 20;

/// The names by which this machine calls itself.
const HERE: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// A server that listens.
pub struct Server {
    listening: tiny_http::Server,
    address: SocketAddr,
}

impl Server {
    /// Listens on the port given, or the next free one after it; 0 stands for any free port.
    ///
    /// # Errors
    /// When none can be had.
    pub fn open(port: u16) -> Result<Self, ServeError> {
        let last = if port == 0 { 0 } else { port.saturating_add(PORTS) };
        let failed = |error| ServeError::Port { first: port, last, error };
        let listener = listen(port, last).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let listening = tiny_http::Server::from_listener(listener, None);
        Ok(Self { listening: listening.map_err(|error| failed(io::Error::other(error)))?, address })
    }

    /// The port it listens on.
    pub fn port(&self) -> u16 {
        self.address.port()
    }

    /// The address of the first page.
    pub fn address(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// Answers requests until the process ends.
    pub fn run(&self, site: &Site) {
        thread::scope(|scope| {
            // A thread a request, so that none waits for a reader who takes another answer slowly.
            for request in self.listening.incoming_requests() {
                scope.spawn(move || respond(request, site));
            }
        });
    }
}

/// Opens the first port that is free.
fn listen(first: u16, last: u16) -> io::Result<TcpListener> {
    let mut taken = io::Error::from(ErrorKind::AddrInUse);
    for port in first..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Err(error) if error.kind() == ErrorKind::AddrInUse => taken = error,
            bound => return bound,
        }
    }
    Err(taken)
}

fn respond(request: Request, site: &Site) {
    let answer = if !is_for_here(&request) {
        Answer::wrong(403, "expected a request for localhost, found one for another name")
    } else if matches!(request.method(), Method::Get | Method::Head) {
        site.answer(request.url())
    } else {
        Answer::wrong(405, "expected GET or HEAD")
    };
    let headers = headers(&answer);
    let length = answer.body.len();
    let response = Response::new(answer.status.into(), headers, Cursor::new(answer.body), Some(length), None);
    // Sent whole with its length, whatever its size. A reader who went away in the meantime is no failure.
    let _ = request.respond(response.with_chunked_threshold(usize::MAX));
}

/// Whether a request names this machine. Another name that leads here is one that a page from elsewhere has turned this way, to
/// read what it may not.
fn is_for_here(request: &Request) -> bool {
    let host = request.headers().iter().find(|header| header.field.equiv("Host"));
    host.is_none_or(|host| {
        let host = host.value.as_str();
        let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
        HERE.contains(&name.map_or(host, |(name, _)| name).to_ascii_lowercase().as_str())
    })
}

fn headers(answer: &Answer) -> Vec<Header> {
    let keep = match answer.keep {
        Keep::Forever => "public, max-age=31536000, immutable",
        Keep::Asking => "no-cache",
    };
    let mut headers = vec![
        ("Content-Type", answer.media_type),
        ("Content-Security-Policy", POLICY),
        ("Cache-Control", keep),
        ("X-Content-Type-Options", "nosniff"),
    ];
    if answer.status == 405 {
        headers.push(("Allow", "GET, HEAD"));
    }
    headers.into_iter().filter_map(|(name, value)| Header::from_bytes(name, value).ok()).collect()
}
