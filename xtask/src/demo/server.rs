//! A small server of static files, for this machine only.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::csp;
use super::media::media_type;

const TIMEOUT: Duration = Duration::from_secs(10);
const LONGEST_REQUEST: u64 = 16 * 1024;

/// Serves the files of one folder.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    files: Arc<Files>,
}

#[derive(Debug)]
struct Files {
    folder: PathBuf,
    /// Headers that every answer carries.
    headers: String,
}

impl Server {
    /// Listens on 127.0.0.1, so that no other machine can connect.
    pub fn bind(port: u16, folder: &Path) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .with_context(|| format!("port {port} is taken; choose another with --port"))?;
        Ok(Self { listener, files: Arc::new(Files::new(folder)?) })
    }

    /// Where the page is.
    pub fn url(&self) -> String {
        let port = self.listener.local_addr().map_or(0, |address| address.port());
        format!("http://127.0.0.1:{port}/")
    }

    /// Answers requests for ever, each on its own thread: browsers open connections that they do not use at once.
    pub fn serve(&self) -> Result<()> {
        for stream in self.listener.incoming() {
            let files = Arc::clone(&self.files);
            let stream = stream?;
            // A visitor who went away is no reason to stop serving.
            thread::spawn(move || files.answer(stream));
        }
        Ok(())
    }

    /// Asks for the page over the network, answers, and fails unless the page came back.
    pub fn answer_own_request(&self) -> Result<()> {
        let mut client = TcpStream::connect(self.listener.local_addr()?)?;
        client.write_all(b"GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n")?;
        let (stream, _) = self.listener.accept()?;
        let files = Arc::clone(&self.files);
        let answering = thread::spawn(move || files.answer(stream));
        let mut answer = String::new();
        client.read_to_string(&mut answer)?;
        ensure!(answering.join().is_ok(), "the server failed");
        let status = answer.lines().next().unwrap_or_default();
        ensure!(status == "HTTP/1.1 200 OK", "the server answered: {status}");
        println!("the page was served ({} bytes)", answer.len());
        Ok(())
    }
}

impl Files {
    fn new(folder: &Path) -> Result<Self> {
        let page = folder.join("index.html");
        let page = fs::read_to_string(&page).with_context(|| format!("cannot read {}", page.display()))?;
        let policy = csp::policy(&page).context("the page has no content security policy")?;
        let headers = format!(
            "content-security-policy: {policy}\r\nx-content-type-options: nosniff\r\n\
             cache-control: no-cache\r\nreferrer-policy: no-referrer\r\nconnection: close\r\n"
        );
        Ok(Self { folder: folder.to_owned(), headers })
    }

    fn answer(&self, mut stream: TcpStream) -> std::io::Result<()> {
        stream.set_read_timeout(Some(TIMEOUT))?;
        stream.set_write_timeout(Some(TIMEOUT))?;
        let request = read_head(&stream)?;
        let mut words = request.split(' ');
        match (words.next(), words.next()) {
            (Some("GET"), Some(target)) => self.send(&mut stream, target, true),
            (Some("HEAD"), Some(target)) => self.send(&mut stream, target, false),
            _ => self.refuse(&mut stream, "405 Method Not Allowed"),
        }
    }

    fn send(&self, stream: &mut TcpStream, target: &str, with_body: bool) -> std::io::Result<()> {
        let Some((file, bytes)) = self.find(target) else {
            return self.refuse(stream, "404 Not Found");
        };
        self.head(stream, "200 OK", media_type(&file), bytes.len())?;
        if with_body { stream.write_all(&bytes) } else { Ok(()) }
    }

    fn refuse(&self, stream: &mut TcpStream, status: &str) -> std::io::Result<()> {
        self.head(stream, status, "text/plain; charset=utf-8", status.len())?;
        stream.write_all(status.as_bytes())
    }

    fn head(&self, stream: &mut TcpStream, status: &str, kind: &str, length: usize) -> std::io::Result<()> {
        let Self { headers, .. } = self;
        write!(
            stream,
            "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {length}\r\n{headers}\r\n"
        )
    }

    fn find(&self, target: &str) -> Option<(PathBuf, Vec<u8>)> {
        let file = self.folder.join(relative(target)?);
        let file = if file.is_dir() { file.join("index.html") } else { file };
        let bytes = fs::read(&file).ok()?;
        Some((file, bytes))
    }
}

/// The request line, with the headers read to their end so that the visitor is not cut off.
fn read_head(stream: &TcpStream) -> std::io::Result<String> {
    let mut lines = BufReader::new(stream.take(LONGEST_REQUEST)).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    Ok(request)
}

/// The path of a file below the folder: no query, no way out. Names of built files are plain, so nothing is unescaped.
fn relative(target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix('/')?;
    let path = Path::new(path);
    path.components().all(|part| matches!(part, Component::Normal(_))).then(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace;

    /// A server on a free port with a page and a secret beside its folder.
    fn server(name: &str) -> Server {
        let folder = workspace::scratch().join(format!("test-server-{name}"));
        let public = folder.join("public");
        fs::create_dir_all(&public).unwrap();
        fs::write(folder.join("secret.txt"), "secret").unwrap();
        fs::write(public.join("a.wasm"), "\0asm").unwrap();
        let page = "<meta http-equiv=\"Content-Security-Policy\" content=\"script-src 'self'\">hello";
        fs::write(public.join("index.html"), page).unwrap();
        Server::bind(0, &public).unwrap()
    }

    fn ask(server: &Server, request: &str) -> String {
        let mut client = TcpStream::connect(server.listener.local_addr().unwrap()).unwrap();
        client.write_all(format!("{request} HTTP/1.1\r\nhost: x\r\n\r\n").as_bytes()).unwrap();
        let (stream, _) = server.listener.accept().unwrap();
        server.files.answer(stream).unwrap();
        let mut answer = String::new();
        client.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn files_come_with_type_and_policy() {
        let server = server("files");
        let page = ask(&server, "GET /?a=b");
        assert!(page.starts_with("HTTP/1.1 200 OK\r\ncontent-type: text/html"), "{page}");
        assert!(page.contains("content-security-policy: script-src 'self'\r\n"), "{page}");
        assert!(page.ends_with("hello"), "{page}");
        let wasm = ask(&server, "HEAD /a.wasm");
        assert!(wasm.contains("content-type: application/wasm\r\ncontent-length: 4\r\n"), "{wasm}");
        assert!(wasm.ends_with("\r\n\r\n"), "{wasm}");
    }

    #[test]
    fn nothing_outside_of_the_folder_is_served() {
        let server = server("outside");
        for target in ["/../secret.txt", "/..%2fsecret.txt", "//etc/passwd", "/missing", "http://x/", ""] {
            let answer = ask(&server, &format!("GET {target}"));
            assert!(answer.starts_with("HTTP/1.1 404"), "{target}: {answer}");
        }
    }

    #[test]
    fn only_reading_is_allowed() {
        let server = server("methods");
        for request in ["POST /", "DELETE /index.html", "nonsense"] {
            let answer = ask(&server, request);
            assert!(answer.starts_with("HTTP/1.1 405"), "{request}: {answer}");
        }
    }

    #[test]
    fn the_page_can_be_asked_for_once() {
        server("once").answer_own_request().unwrap();
    }
}
