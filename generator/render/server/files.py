"""What a web server has to be told: the content policy, types, caching, compression, error pages.

One list of facts, written down for nginx, Apache and IIS, and as plain header lines for any other.
"""

from collections.abc import Mapping, Sequence
from html import escape

SITE_TYPES: Mapping[str, str] = {
    "css": "text/css",
    "csv": "text/csv",
    "html": "text/html",
    "js": "text/javascript",
    "json": "application/json",
    "md": "text/markdown",
    "txt": "text/plain",
    "xml": "application/xml",
    "svg": "image/svg+xml",
    "png": "image/png",
    "gz": "application/gzip",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
# Written in UTF-8 by the build; a server that does not say so makes Excel and old browsers guess.
TEXT = ("css", "csv", "html", "js", "json", "md", "txt", "xml", "svg")
# The theme's own files carry a hash in their name; the chart library changes with the product only.
HASHED, LIBRARY = r"\.[0-9a-f]{8}\.min\.(css|js)$", "assets/vendor/"
YEAR, WEEK = 31_536_000, 604_800
# CacheQuery anew each time, answered "not modified": a page never stands beside the picture of last quarter.
FRESH = "no-cache"


def headers_of(policy: str) -> dict[str, str]:
    """The headers of every answer."""
    return {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        "Referrer-Policy": "same-origin",
    }


def root_path(base_address: str) -> str:
    """`/` or `/some/path/`: where on its host the site stands."""
    path = base_address.partition("://")[2].partition("?")[0].partition("#")[0].partition("/")[2]
    return f"/{path.strip('/')}/" if path.strip("/") else "/"


def server_files(
    policy: str, base_address: str, install: str = "", below: Sequence[str] = ("en",)
) -> dict[str, str]:
    """Output path → text. `install` (`apache`, `iis`) also puts that server's own file at the root, where the
    server finds it without being told. `below`: folders of the languages that do not stand there."""
    root = root_path(base_address)
    files = {
        "server/headers.txt": _lines(headers_of(policy)),
        "server/nginx.conf": _nginx(policy, root, below),
        "server/apache.htaccess": _apache(policy, root, below),
        "server/iis.web.config": _iis(policy, root, below),
    }
    if install == "apache":
        files[".htaccess"] = files["server/apache.htaccess"]
    if install == "iis":
        files["web.config"] = files["server/iis.web.config"]
    return files


def _lines(headers: Mapping[str, str]) -> str:
    return "".join(f"{name}: {value}\n" for name, value in headers.items())


def _nginx(policy: str, root: str, below: Sequence[str]) -> str:
    def add(headers: Mapping[str, str], cache: str, indent: str = "  ") -> str:
        lines = [f'{indent}add_header {name} "{value}" always;' for name, value in headers.items()]
        return "\n".join((*lines, f'{indent}add_header Cache-Control "{cache}";'))

    headers = headers_of(policy)
    plain = {k: v for k, v in headers.items() if k != "Content-Security-Policy"}
    types = "\n".join(f"    {kind} {ending};" for ending, kind in SITE_TYPES.items())
    texts = " ".join(SITE_TYPES[e] for e in TEXT if e != "html")
    missing = "".join(
        f"  location {root}{lang}/ {{\n    error_page 404 {root}{lang}/404.html;\n  }}\n" for lang in below
    )
    atom = "    types { }\n    default_type application/atom+xml;\n"
    feeds = "".join(
        f"  location = {root}{folder}feed.xml {{\n{atom}  }}\n" for folder in ("", *(f"{x}/" for x in below))
    )
    return f"""\
# Written by the build. Put one line into the `server` block, then `nginx -t` and reload:
#   include /path/to/public/server/nginx.conf;
# `root` of that block must be the folder in which the site is {root}
location ^~ {root} {{
  index index.html;
  types {{
{types}
  }}
  charset utf-8;
  charset_types {texts};
  gzip on;
  gzip_vary on;
  gzip_min_length 1024;
  gzip_types {texts};
  error_page 404 {root}404.html;
{add(headers, FRESH)}

{missing}{feeds}  location ~ "{HASHED}" {{
{add(headers, f"public, max-age={YEAR}, immutable", "    ")}
  }}
  location ~ "/{LIBRARY}" {{
{add(headers, f"public, max-age={WEEK}", "    ")}
  }}
  # The browser's own viewer of PDFs does not work under a policy for pages.
  location ~ "\\.pdf$" {{
{add(plain, FRESH, "    ")}
  }}
}}
"""


def _apache(policy: str, root: str, below: Sequence[str]) -> str:
    types = "\n".join(f"  AddType {kind} .{ending}" for ending, kind in SITE_TYPES.items())
    charset = " ".join(f".{e}" for e in TEXT)
    texts = " ".join(SITE_TYPES[e] for e in TEXT)
    missing = "".join(
        f'<If "%{{REQUEST_URI}} =~ m#^{root}{lang}/#">\n  ErrorDocument 404 {root}{lang}/404.html\n</If>\n'
        for lang in below
    )
    headers = "\n".join(f'  Header always set {name} "{value}"' for name, value in headers_of(policy).items())
    return f"""\
# Written by the build. For Apache 2.4: save as `.htaccess` at the root of the site, or write
#   Include /path/to/public/server/apache.htaccess
# inside <Directory "/path/to/public">. Needs mod_headers; uses mod_deflate where it is there.
DirectoryIndex index.html
AddDefaultCharset utf-8
ErrorDocument 404 {root}404.html
{missing}<IfModule mod_mime.c>
{types}
  AddCharset utf-8 {charset}
</IfModule>
<Files "feed.xml">
  ForceType "application/atom+xml; charset=utf-8"
</Files>
<IfModule mod_headers.c>
{headers}
  Header set Cache-Control "{FRESH}"
  <FilesMatch "{HASHED}">
    Header set Cache-Control "public, max-age={YEAR}, immutable"
  </FilesMatch>
  <If "%{{REQUEST_URI}} =~ m#/{LIBRARY}#">
    Header set Cache-Control "public, max-age={WEEK}"
  </If>
  # The browser's own viewer of PDFs does not work under a policy for pages.
  <FilesMatch "\\.pdf$">
    Header always unset Content-Security-Policy
  </FilesMatch>
</IfModule>
<IfModule mod_filter.c>
  <IfModule mod_deflate.c>
    AddOutputFilterByType DEFLATE {texts}
  </IfModule>
</IfModule>
"""


def _iis_types() -> str:
    # A type that the server has already is an error unless it is removed first.
    lines = []
    for ending, kind in SITE_TYPES.items():
        full = f"{kind}; charset=utf-8" if ending in TEXT else kind
        lines.append(f'      <remove fileExtension=".{ending}" />')
        lines.append(f'      <mimeMap fileExtension=".{ending}" mimeType="{full}" />')
    return "\n".join(lines)


def _iis_missing(page: str) -> str:
    return (
        '<httpErrors errorMode="Custom"><remove statusCode="404" subStatusCode="-1" />'
        f'<error statusCode="404" path="{page}" responseMode="ExecuteURL" /></httpErrors>'
    )


def _iis(policy: str, root: str, below: Sequence[str]) -> str:
    headers = "\n".join(
        f'        <remove name="{name}" />\n        <add name="{name}" value="{escape(value)}" />'
        for name, value in headers_of(policy).items()
    )
    missing = "".join(
        f'  <location path="{lang}">\n    <system.webServer>{_iis_missing(f"{root}{lang}/404.html")}'
        "</system.webServer>\n  </location>\n"
        for lang in below
    )
    return f"""\
<?xml version="1.0" encoding="utf-8"?>
<!-- Written by the build. For IIS 8.5 or newer: save as web.config at the root of the site. -->
<configuration>
  <system.webServer>
    <defaultDocument><files><clear /><add value="index.html" /></files></defaultDocument>
    <staticContent>
      <clientCache cacheControlMode="DisableCache" />
{_iis_types()}
    </staticContent>
    <httpProtocol>
      <customHeaders>
{headers}
      </customHeaders>
    </httpProtocol>
    <urlCompression doStaticCompression="true" />
    {_iis_missing(f"{root}404.html")}
  </system.webServer>
{missing}  <location path="assets/vendor">
    <system.webServer>
      <staticContent>
        <clientCache cacheControlMode="UseMaxAge" cacheControlMaxAge="7.00:00:00" />
      </staticContent>
    </system.webServer>
  </location>
  <!-- The browser's own viewer of PDFs does not work under a policy for pages. -->
  <location path="bulletins">
    <system.webServer>
      <httpProtocol><customHeaders><remove name="Content-Security-Policy" /></customHeaders></httpProtocol>
    </system.webServer>
  </location>
</configuration>
"""
