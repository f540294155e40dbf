"""What people type who do not wish us well."""

from __future__ import annotations

SCRIPT = "<script>alert(1)</script>"
NAMES_THAT_BREAK_LINES = (
    "Ana\r\nBcc: all@clay.test",
    "Ana\nMoreau",
    "Ana\x00Moreau",
    "Ana\u202eecnerual",  # right-to-left override
    "Ana\u2028Moreau",
    "A" * 121,
    "   ",
    "",
)
ADDRESSES_THAT_ARE_NONE = (
    "",
    "ana",
    "ana@",
    "@clay.test",
    "ana@clay",
    "a b@clay.test",
    "ana@clay.test\nx",
    "a" * 250 + "@clay.test",
)
PASSWORDS_TOO_WEAK = (
    "",
    "short",
    "password12",
    "1234567890" * 2,
    "ana.moreau",
    "x" * 501,
    "nul\x00nul\x00nul",
)
ELSEWHERE = (
    "https://evil.test/",
    "//evil.test/",
    "///evil.test",
    "/\\evil.test",
    "\\\\evil.test",
    "javascript:alert(1)",
    "https:evil.test",
    "http://localhost@evil.test/",
    "/\t/evil.test",
)
