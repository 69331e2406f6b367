"""What browsers are told to allow: nothing but the site's own stylesheets, pictures and fonts."""

POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'"
"""The Content-Security-Policy of every page, as a meta tag says it. `frame-ancestors` counts only in a header."""

SECURITY_HEADERS = (
    f"Content-Security-Policy: {POLICY}; frame-ancestors 'none'",
    "X-Content-Type-Options: nosniff",
    "Referrer-Policy: strict-origin-when-cross-origin",
    "Permissions-Policy: camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy: same-origin",
)
