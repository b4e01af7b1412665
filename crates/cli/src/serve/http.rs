//! HTTP on loopback, by `hyper`: which requests are answered at all, and the headers that every answer has.

use std::convert::Infallible;
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;

use super::{Answer, Keep, ServeError, Site};

/// What the page has to live with, and any page that embeds the element may ask for.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
                      img-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; \
                      require-trusted-types-for 'script'";

/// How many ports after the one asked for are tried.
const PORTS: u16 = 20;

/// The names by which this machine calls itself.
const HERE: [&str; 3] = ["localhost", "127.0.0.1", "[::1]"];

/// How long to wait after a connection that could not be accepted: too many are open, and some will close.
const PAUSE: Duration = Duration::from_millis(50);

/// A server that listens.
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
}

impl Server {
    /// Listens on the port given, or the next free one after it; 0 stands for any free port.
    ///
    /// # Errors
    /// When none can be had.
    pub fn open(port: u16) -> Result<Self, ServeError> {
        let last = if port == 0 { 0 } else { port.saturating_add(PORTS) };
        let opened = listen(port, last).and_then(|listener| {
            listener.set_nonblocking(true)?;
            Ok(Self { address: listener.local_addr()?, listener })
        });
        opened.map_err(|error| ServeError::Port { first: port, last, error })
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
    ///
    /// # Errors
    /// When the system does not let it begin.
    pub fn run(self, site: Site) -> io::Result<()> {
        let site = Arc::new(site);
        // One thread is enough for one reader; the files are small and read from the disk of this machine.
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(self.listener)?;
            loop {
                match listener.accept().await {
                    Ok((stream, _)) => drop(tokio::spawn(converse(stream, Arc::clone(&site)))),
                    Err(_) => tokio::time::sleep(PAUSE).await,
                }
            }
        })
    }
}

/// Answers the requests of one connection.
async fn converse(stream: tokio::net::TcpStream, site: Arc<Site>) {
    let service = service_fn(|request| std::future::ready(Ok::<_, Infallible>(respond(&request, &site))));
    // A reader who goes away in the middle is no failure.
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
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

fn respond<B>(request: &Request<B>, site: &Site) -> Response<Full<Bytes>> {
    let answer = if !is_for_here(request) {
        Answer::wrong(StatusCode::FORBIDDEN, "expected a request for localhost, found one for another name")
    } else if [Method::GET, Method::HEAD].contains(request.method()) {
        site.answer(request.uri().path())
    } else {
        Answer::wrong(StatusCode::METHOD_NOT_ALLOWED, "expected GET or HEAD")
    };
    let mut response = Response::new(Full::from(answer.body));
    *response.status_mut() = answer.status;
    response.headers_mut().extend(headers(answer.media_type, answer.keep));
    if answer.status == StatusCode::METHOD_NOT_ALLOWED {
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}

/// Whether a request names this machine. Another name that leads here is one that a page from elsewhere has turned this way, to
/// read what it may not.
fn is_for_here<B>(request: &Request<B>) -> bool {
    request.headers().get(header::HOST).is_none_or(|host| {
        let host = host.to_str().unwrap_or_default();
        let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
        HERE.contains(&name.map_or(host, |(name, _)| name).to_ascii_lowercase().as_str())
    })
}

/// The headers that every answer has.
fn headers(media_type: &'static str, keep: Keep) -> [(HeaderName, HeaderValue); 4] {
    let keep = match keep {
        Keep::Forever => "public, max-age=31536000, immutable",
        Keep::Asking => "no-cache",
    };
    [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, keep),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ]
    .map(|(name, value)| (name, HeaderValue::from_static(value)))
}
