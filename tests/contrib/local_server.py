# SPDX-License-Identifier: MIT
"""An HTTP server for the tests of the clients."""

import contextlib
import gzip
import http.server
import threading

import jsonde

VALUE = {"a": [1, 2.5, None], "ü": "ö" * 1000}
LINES = b"".join(
    jsonde.dumps({"n": n, "ü": "x" * 100}) + b"\n" if n != 1000 else b"{wrong\n"
    for n in range(2001)
)


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers the paths /echo, /latin, /gzip and /lines."""

    def answer(self, body, **headers):
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.answer(
            body,
            Content_Type="application/json",
            X_Got_Type=self.headers.get("Content-Type", ""),
        )

    def do_GET(self):
        if self.path == "/latin":
            kind = "application/json; charset=iso-8859-1"
            self.answer('"ü"'.encode("latin-1"), Content_Type=kind)
        elif self.path == "/gzip":
            body = gzip.compress(jsonde.dumps(VALUE))
            self.answer(body, Content_Type="application/json", Content_Encoding="gzip")
        else:
            self.answer(LINES, Content_Type="application/x-ndjson")

    def log_message(self, *arguments):
        """Print nothing."""


@contextlib.contextmanager
def running():
    """Give the URL of a server."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
