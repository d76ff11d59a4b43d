#!/usr/bin/python3
"""Makes independent_vectors.txt: what the program must open, made without the program.

Written from docs/keys.md and the grammar comments of the headers alone. PyNaCl (Debian: python3-nacl) does the
boxes and signatures, Python's own hashlib the hashes and derived keys. Debian's PyNaCl calls the same libsodium:
what is independent here is every format, hash and derived key, not the ciphers themselves. Every random value is a constant
byte, so that running it again gives the same file except for the sealed boxes, whose senders are ephemeral.

    /usr/bin/python3 tests/integrations/vectors/make_vectors.py > tests/integrations/vectors/independent_vectors.txt
"""

import base64
import hashlib

from nacl import bindings

ROOT = bytes([7] * 32)
SEED = bytes([7] * 32)  # every random key of the mailbox and of its founder
ID = bytes([7] * 16)  # every random identifier
MASTER = bytes([19] * 32)  # a member's
SALT = bytes([23] * 16)


def field(data):
    return len(data).to_bytes(4, "big") + data


def number(value):
    return field(value.to_bytes(8, "big"))


def form(name, *fields):
    return field(name.encode()) + b"".join(fields)


def text(value):
    return field(value.encode())


def blake(data, key=b"", size=32):
    return hashlib.blake2b(data, digest_size=size, key=key).digest()


def kdf(key, context, index):
    """crypto_kdf: BLAKE2b keyed, salt = the number, person = the context."""
    return hashlib.blake2b(
        digest_size=32, key=key, salt=index.to_bytes(8, "little").ljust(16, b"\0"), person=context.ljust(16, b"\0")
    ).digest()


def box_up(key, plain, associated, nonce):
    return nonce + bindings.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, associated, nonce, key)


def pad(data, size):
    return data + b"\x80" + bytes(size - len(data) - 1)


def seal(public_key, data):
    return bindings.crypto_box_seal(data, public_key)


def show(name, value):
    print(name, value.hex())


def fields_of_a_person():
    nonce = bytes([9] * 24)
    key, key_id = bytes([5] * 32), bytes([3] * 16)
    place = [text(part) for part in ("demo", "employer-1", "employees", "row-1", "family_name")]
    associated = form("prevenance field 1", field(key_id), *place, number(1))
    plain = pad("Élodie Vasseur".encode(), 64)
    show("sealed_field", b"\x01" + key_id + box_up(key, plain, associated, nonce))

    root_id = kdf(ROOT, b"PVROOTID", 1)[:16]
    associated = form("prevenance field key 1", field(root_id), field(key_id))
    show("wrapped_key", b"\x01" + root_id + box_up(kdf(ROOT, b"PVFLDWRP", 1), key, associated, nonce))

    place = form("prevenance blind index 1", text("employer-1"), text("payroll_number"))
    show("blind_index", blake(b"00417", key=blake(place, key=kdf(ROOT, b"PVBLINDX", 1)))[:16])


def mailbox_key():
    public, secret = bindings.crypto_box_seed_keypair(SEED)
    return public, secret


def receipt(fingerprint):
    return form(
        "prevenance receipt 1",
        field(ID),
        field(ID),
        field(ID),
        field(fingerprint),
        text("1"),
        field(blake(b"notice")),
        text("visite"),
        number(2),
        text("identity"),
        text("own_words"),
        text("2026-03-12T14:05:00Z"),
        text("2026-09-12"),
        text("web"),
        text("avec le même code"),
    )


def alert_message(receipt_hash):
    return form(
        "prevenance alert 1",
        field(ID),
        field(ID),
        field(b""),
        number(1),
        text("Élodie Vasseur"),
        text("Aide Lorraine"),
        number(2),
        text("trois absences courtes"),
        text("changement de secteur"),
        text("je voudrais en parler"),
        text("par téléphone"),
        text("le soir"),
        text("fr"),
        field(receipt_hash),
    )


def sealed_alert():
    public, _ = mailbox_key()
    record = receipt(blake(form("prevenance fingerprint 1", field(public))))
    receipt_hash = blake(record)
    header = form("prevenance sealed alert 1", field(ID), field(ID), number(1), field(ID), field(receipt_hash))

    one_time_public, one_time_secret = bindings.crypto_sign_seed_keypair(bytes([11] * 32))
    message = alert_message(receipt_hash)
    signature = bindings.crypto_sign(message, one_time_secret)[:64]
    plain = pad(form("prevenance consented message 1", field(message), field(signature)), 1024)

    content_key = bytes([13] * 32)
    sealed_key = seal(public, form("prevenance alert key 1", field(ID), field(content_key)))
    commitment = blake(form("prevenance alert commitment 1", field(ID)), key=content_key)
    box = box_up(content_key, plain, header, bytes([9] * 24))
    content = form("prevenance alert content 1", field(sealed_key), field(commitment), field(box))

    _, instance = bindings.crypto_sign_seed_keypair(kdf(ROOT, b"PVINSTSG", 1))
    outer = bindings.crypto_sign(form("prevenance instance signature 1", field(header), field(content)), instance)[:64]
    body = form("prevenance alert body 1", field(content), field(outer))
    show("receipt", record)
    show("one_time_key", one_time_public)
    show("envelope", form("prevenance envelope 1", field(header), field(body)))


def sealed_box():
    public, _ = mailbox_key()
    show("sealed_box", seal(public, b"sealed by PyNaCl"))


def argon2id(secret):
    """With the cheap cost of the tests; salt and code are constant."""
    return bindings.crypto_pwhash_alg(32, secret, SALT, 1, 8192, bindings.crypto_pwhash_ALG_ARGON2ID13)


def password_and_member():
    peppered = blake(argon2id("une phrase assez longue".encode()), key=kdf(ROOT, b"PVPEPPER", 1))
    show("login_hash", blake(form("prevenance login 2", field(ID)), key=kdf(peppered, b"PVPASSWD", 2)))
    nonce = bytes([9] * 24)
    associated = form("prevenance member key under password 1", field(ID))
    show("member_under_password", box_up(kdf(peppered, b"PVPASSWD", 1), MASTER, associated, nonce))

    cookie = bytes([21] * 32)
    associated = form("prevenance member key in session 1", field(ID))
    show("session_hash", blake(b"prevenance session 1", key=kdf(cookie, b"PVSESSON", 3)))
    show("form_token", base64.urlsafe_b64encode(kdf(cookie, b"PVSESSON", 2)).rstrip(b"="))
    show("member_in_session", box_up(kdf(cookie, b"PVSESSON", 1), MASTER, associated, nonce))


def mailbox():
    """One founder, who signs the first roster and holds the private half."""
    public, private = mailbox_key()
    box_public, _ = bindings.crypto_box_seed_keypair(kdf(MASTER, b"PVMEMBER", 1))
    sign_public, sign_private = bindings.crypto_sign_seed_keypair(kdf(MASTER, b"PVMEMBER", 2))
    message = form(
        "prevenance roster 1",
        field(ID),
        number(1),
        text("2026-03-12T14:05:00Z"),
        field(ID),
        field(public),
        number(1),
        field(ID),
        field(sign_public),
        field(box_public),
        field(bytes(32)),
        field(ID),
    )
    _, instance = bindings.crypto_sign_seed_keypair(kdf(ROOT, b"PVINSTSG", 1))
    signatures = [field(bindings.crypto_sign(message, key)[:64]) for key in (sign_private, instance)]
    show("roster", form("prevenance signed roster 1", field(message), *signatures))
    half = form("prevenance mailbox private half 1", field(ID), field(ID), field(ID), field(private))
    show("private_half", seal(box_public, half))


def invitation():
    """Under the code 7K3M-QX9P-2DFA-H: what the hash takes are the numbers of its first twelve letters."""
    symbols = bytes("0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(letter) for letter in "7K3MQX9P2DFA")
    key = blake(argon2id(symbols), key=kdf(ROOT, b"PVPEPPER", 2))
    one_time, _ = bindings.crypto_sign_seed_keypair(kdf(key, b"PVINVITE", 3))
    reply, _ = bindings.crypto_box_seed_keypair(kdf(key, b"PVINVITE", 2))
    place = [field(ID), field(SALT), field(one_time), field(reply)]
    wrapping, content_key, nonce = kdf(key, b"PVINVITE", 1), bytes([17] * 32), bytes([9] * 24)
    message = pad(alert_message(bytes(32)), 1024)
    show("code_one_time_key", one_time)
    show("code_reply_key", reply)
    show("invitation_commitment", blake(form("prevenance invitation commitment 1", *place), key=wrapping))
    show("invitation_key", box_up(wrapping, content_key, form("prevenance invitation key 1", *place), nonce))
    show("invitation_text", box_up(content_key, message, form("prevenance invitation 1", *place), nonce))
    answer = pad(form("prevenance reply 1", field(ID), text("Nous vous appelons jeudi.")), 1024)
    show("reply", seal(reply, answer))


fields_of_a_person()
sealed_box()
sealed_alert()
password_and_member()
mailbox()
invitation()
