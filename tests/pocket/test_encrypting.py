"""What a push service carries can be read by one browser alone: RFC 8291, by its own example."""

from base64 import urlsafe_b64decode

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key
from tests.servers.push_service import Listener

from byhand.pocket.encrypting import encrypt, is_a_key, sealed


def of(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


# RFC 8291, section 5 and appendix A.
KEY = of("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4")
SECRET, SALT = of("BTBZMqHH6r4Tts7J_aSIgg"), of("DGv6ra1nlYgDCS1FRnbzlw")
OURS = of("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")
MESSAGE = of(
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3"
    "jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_example_of_the_rfc_comes_out_byte_for_byte():
    ours = derive_private_key(int.from_bytes(OURS, "big"), SECP256R1())
    words = b"When I grow up, I want to be a watermelon\x02"
    assert sealed(words, key=KEY, secret=SECRET, salt=SALT, ours=ours) == MESSAGE


def test_the_length_says_nothing_and_no_two_are_alike():
    phone = Listener("")
    short, long = (
        encrypt(b'{"body":"%s"}' % words, key=phone.key, secret=phone.secret) for words in (b"a", b"a" * 900)
    )
    assert len(short) == len(long)
    assert phone.read(short) == {"body": "a"} and phone.read(long) == {"body": "a" * 900}
    assert encrypt(b"{}", key=phone.key, secret=phone.secret) != encrypt(
        b"{}", key=phone.key, secret=phone.secret
    )


def test_what_is_too_long_is_refused_instead_of_cut():
    with pytest.raises(ValueError):
        encrypt(b"x" * 1024, key=KEY, secret=SECRET)


@pytest.mark.parametrize(
    "key", [b"", b"\x04" + bytes(64), KEY[:-1], KEY + b"\0", b"\x02" + KEY[1:33], b"\x04" + b"\xff" * 64]
)  # fmt: skip
def test_bytes_that_are_no_point_of_the_curve_are_no_key(key):
    assert not is_a_key(key)
    assert is_a_key(KEY)
