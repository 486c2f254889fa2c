"""What makes an article the same article when it is read again: its own id, else its address, else its place on disk.

Knows nothing of titles or text, so that a corrected article keeps its identity and becomes a new version.
"""

import hashlib
import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

_SLUG = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,127}")
_UNSAFE_IN_URL = re.compile(r"[\s\x00-\x20\x7f<>\"'`\\{}|^\ud800-\udfff]")
_LONGEST_URL = 2048
_DEFAULT_PORT = {"http": 80, "https": 443}
# Names that only trackers give to what they add to a link. courlan's pattern would do, but takes "cid", "uid", "source"
# and all that begins with "ga" ("gallery") for trackers too: two articles whose addresses differ only in such a number
# would become one.
_TRACKING = re.compile(
    r"(?:utm|itm|mtm|pk|piwik|matomo|hsa|vero|oly|mkt|guce)_\w+|_{1,2}(?:hs|twitter_)\w+|hsctatracking|"
    r"(?:fb|g|d|tw|y|ys|tt)clid|msclkid|(?:g|w)braid|gclsrc|igsh(?:id)?|srsltid|li_fat_id|rdt_cid|epik|"
    r"mc_[ce]id|s_kwcid|ef_id|_g[al]|_openstat|gs_l|gad_source|xtor|wt_(?:zmc|mc|mc_o)|guccounter|ref_(?:src|url)|"
    r"ns_(?:mchannel|source|campaign|linkname|fee)|at_(?:medium|campaign\w*|custom\d|link\w*|ptr_name|format|bbc_team)|"
    r"cmp(?:id)?|[ino]cid|smid|smtyp|ito|trk(?:campaign|_\w+)",
    re.IGNORECASE,
)
_REFERS = re.compile(r"ref(?:err?er)?=[a-z_]+", re.IGNORECASE)  # from where; with a digit it may be an article's number
_FRONT = re.compile(r"^(?:www\d?|m|mobile|amp)\.")
_ESCAPED = re.compile("%[0-9A-Fa-f]{2}")


def article_id(given: str | None, url: str | None, source: str) -> str:
    """The identity of an article: `given` where it is a plain slug (else its hash); without that, a hash of the
    canonical `url`; without both, a hash of `source`, the resolved path (with line or item number where one file
    holds many).
    """
    if given:
        return given if _SLUG.fullmatch(given) else _hash("id", given)
    return _hash("url", canonical(url)) if url else _hash("source", source)


def web_address(url: str | None) -> str | None:
    """`url` where it is a plain http or https address that is safe to show as a link, else None."""
    address = (url or "").strip()
    if not address or len(address) > _LONGEST_URL or _UNSAFE_IN_URL.search(address):
        return None
    try:
        parts = urlsplit(address)
        usable = parts.scheme in _DEFAULT_PORT and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:  # a bad port or a bad IPv6 address
        return None
    # A name or password before the host is how a link pretends to lead elsewhere.
    return address if usable and "@" not in parts.netloc else None


def canonical(url: str) -> str:
    """`url` without what differs between copies of one link: the case of scheme, host and escapes, the default port,
    and what trackers add.

    A fragment goes too where it names a place on the page; "#!/story/12" names another page, and stays.
    """
    parts = urlsplit(url)
    host = _ascii((parts.hostname or "").lower())
    host = f"[{host}]" if ":" in host else host  # IPv6
    port = "" if parts.port in (None, _DEFAULT_PORT.get(parts.scheme)) else f":{parts.port}"
    path = _ESCAPED.sub(lambda escape: escape[0].upper(), quote(parts.path or "/", safe="/%!$&'()*+,;=:@~"))
    given = parse_qsl(parts.query, keep_blank_values=True)
    kept = [
        (name, value)
        for name, value in given
        if not _TRACKING.fullmatch(name) and not _REFERS.fullmatch(f"{name}={value}")
    ]
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return urlunsplit((parts.scheme, host + port, path, urlencode(kept), fragment))


def same_site(one: str, other: str) -> bool:
    """Whether two addresses are of one host, but for a "www.", "m." or "amp." before it. Parts of one domain are not:
    on many domains everybody may have a part of their own.
    """
    first, second = (_FRONT.sub("", _ascii((urlsplit(url).hostname or "").lower())) for url in (one, other))
    return first == second


def _ascii(host: str) -> str:
    """`host` in ASCII, as name servers know it; as it is where it has no such form."""
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _hash(kind: str, value: str) -> str:
    """A short name for `value`; `kind` keeps an id from ever meeting an address that reads the same."""
    return hashlib.sha256(f"{kind}:{value}".encode("utf-8", "surrogateescape")).hexdigest()[:16]
