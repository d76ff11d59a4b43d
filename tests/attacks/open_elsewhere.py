#!/usr/bin/python3
"""Opens everything that a full installation has stored, without the program.

    full_installation FOLDER && open_elsewhere.py FOLDER

Written from docs/keys.md and the grammar comments of the headers alone. PyNaCl (Debian: python3-nacl) does the boxes,
the signatures and Argon2id, Python's hashlib the hashes and derived keys. tests/integrations/vectors/make_vectors.py
goes the other way: what is sealed there opens in the program. Debian's PyNaCl calls the same libsodium: what is
independent here is every format, hash, derived key and associated data, not the ciphers themselves.

It ends with a table construction × how many, and with status 1 where one does not open.
"""

import base64
import hashlib
import sqlite3
import sys
from collections import Counter
from pathlib import Path

from nacl import bindings

FOLDER = Path(sys.argv[1])
CONFIG = Path(__file__).resolve().parents[2] / "config"
ROOT = (FOLDER / "root.key").read_bytes()
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

LOCK_FORMS = ("prevenance invitation lock 1", "prevenance invitation lock 2")  # the second also names its pepper

done, failed = Counter(), []


# ---- the grammar of docs/keys.md ---------------------------------------------------------------------------------------


def field(data):
    return len(data).to_bytes(4, "big") + data


def number(value):
    return field(value.to_bytes(8, "big"))


def text(value):
    return field(value.encode())


def form(name, *fields):
    return text(name) + b"".join(fields)


def fields_of(data, *names):
    """The fields of a canonical form, after the one that names it."""
    fields = []
    while data:
        size = int.from_bytes(data[:4], "big")
        assert len(data) >= 4 + size, "a field that ends too early"
        fields.append(data[4 : 4 + size])
        data = data[4 + size :]
    assert fields[0].decode() in names, fields[0]
    return fields[1:]


def blake(data, key=b"", size=32):
    return hashlib.blake2b(data, digest_size=size, key=key).digest()


def kdf(key, context, index):
    return hashlib.blake2b(
        digest_size=32, key=key, salt=index.to_bytes(8, "little").ljust(16, b"\0"), person=context.ljust(16, b"\0")
    ).digest()


def unbox(key, box, associated):
    return bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(box[24:], associated, box[:24], key)


def unpad(data):
    bare = data.rstrip(b"\0")
    assert bare[-1:] == b"\x80", "no padding"
    return bare[:-1]


def argon2id(secret, salt, operations, memory):
    return bindings.crypto_pwhash_alg(32, secret, salt, operations, memory, bindings.crypto_pwhash_ALG_ARGON2ID13)


def is_signed(public, message, signature):
    return bindings.crypto_sign_open(signature + message, public) == message


def uuid(data):
    h = data.hex()
    return f"{h[:8]}-{h[8:12]}-{h[12:16]}-{h[16:20]}-{h[20:]}"


def check(what, holds):
    """`holds` is a function: what raises does not hold."""
    try:
        good = holds() is not False
    except Exception as trouble:  # whatever PyNaCl raises, it is one thing that does not open
        failed.append(f"{what}: {type(trouble).__name__} {trouble}")
        return
    if good:
        done[what] += 1
    else:
        failed.append(what)


# ---- what is stored, and what people know ------------------------------------------------------------------------------

cases = sqlite3.connect(FOLDER / "data" / "prevenance.db")
keys = sqlite3.connect(FOLDER / "data" / "keys.db")
secrets = [line.rstrip("\n").split("\t") for line in open(FOLDER / "secrets.tsv", encoding="utf-8")]
instance = cases.execute("SELECT value FROM instance_setting WHERE name = 'instance'").fetchone()[0].decode()
INSTANCE_SIGNER, _ = bindings.crypto_sign_seed_keypair(kdf(ROOT, b"PVINSTSG", 1))
DIGESTS = kdf(ROOT, b"PVDIGEST", 1)


def rows(sql, *values):
    return cases.execute(sql, values).fetchall()


def person_keys():
    opened = {}

    def unwrap(key_id, wrapped):
        root_id = kdf(ROOT, b"PVROOTID", 1)[:16]
        assert wrapped[:17] == b"\x01" + root_id, "wrapped under another root key"
        associated = form("prevenance field key 1", field(root_id), field(key_id))
        opened[key_id] = unbox(kdf(ROOT, b"PVFLDWRP", 1), wrapped[17:], associated)

    for key_id, wrapped in keys.execute("SELECT id, wrapped_key FROM person_key"):
        check("a person's field key, wrapped under the root key", lambda: unwrap(key_id, wrapped))
    return opened


def open_field(person, tenant, table, row, column, sealed):
    key_id = sealed[1:17]
    assert sealed[0] == 1 and key_id == person, "sealed under another key"
    place = [text(part) for part in (instance, tenant, table, row, column)]
    associated = form("prevenance field 1", field(key_id), *place, number(1))
    return unpad(unbox(PERSON[key_id], sealed[17:], associated))


def fields():
    for table, column, tenant, person in (
        ("employee", "sealed_person", "employer", "id"),
        ("absence_import", "sealed_upload", "employer", "id"),
        ("visit_request", "sealed_motive", "employer", "employee"),
        ("rights_request", "sealed_words", "employer", "employee"),
        ("rights_request", "sealed_extension", "employer", "employee"),
        ("rights_request", "sealed_answer", "employer", "employee"),
        ("account", "sealed_profile", "NULL", "id"),
        ("account", "sealed_totp", "NULL", "id"),
    ):
        for row, where, whose, sealed in rows(
            f"SELECT id, {tenant}, {person}, {column} FROM {table} WHERE {column} IS NOT NULL"
        ):
            place = uuid(where) if where else ""
            check(
                "a field about a person, in its place",
                lambda: len(open_field(whose, place, table, uuid(row), column, sealed)) > 0,
            )


def blind_indexes():
    def index(tenant, name, words):
        place = form("prevenance blind index 1", text(tenant), text(name))
        return blake(words.encode(), key=blake(place, key=kdf(ROOT, b"PVBLINDX", 1)))[:16]

    for row, employer, sealed, stored in rows("SELECT id, employer, sealed_person, payroll_index FROM employee"):
        words = open_field(row, uuid(employer), "employee", uuid(row), "sealed_person", sealed)
        check(
            "a blind index of a payroll number",
            lambda: index(uuid(employer), "employee.payroll_number", fields_of(words, "prevenance person 1")[0].decode()) == stored,
        )
    for row, sealed, stored in rows("SELECT id, sealed_profile, login_index FROM account"):
        login = open_field(row, "", "account", uuid(row), "sealed_profile", sealed).decode().split("\n")[0]
        check("a blind index of a sign-in name", lambda: index("", "account.login", login) == stored)


def passwords():
    """The sign-in hash, and the member's master key under the password."""
    masters = {}
    for kind, account, _, password in (secret for secret in secrets if secret[0] == "password"):
        row, record, wrapped = rows("SELECT id, password, member_keys FROM account WHERE hex(id) = ?", account.replace("-", "").upper())[0]
        operations, memory, salt, login_hash = fields_of(record, "prevenance password 2")[:4]
        hashed = argon2id(password.encode(), salt, int.from_bytes(operations, "big"), int.from_bytes(memory, "big"))
        peppered = blake(hashed, key=kdf(ROOT, b"PVPEPPER", 1))
        check("a password's hash", lambda: blake(form("prevenance login 2", field(row)), key=kdf(peppered, b"PVPASSWD", 2)) == login_hash)
        if wrapped is None:
            continue

        def open_master():
            associated = form("prevenance member key under password 1", field(row))
            masters[row] = unbox(kdf(peppered, b"PVPASSWD", 1), wrapped, associated)

        check("a member's master key under the password", open_master)
    return masters


def sessions():
    for kind, account, cookie, form_token in (secret for secret in secrets if secret[0] == "cookie"):
        secret = base64.urlsafe_b64decode(cookie + "=")
        stored = blake(b"prevenance session 1", key=kdf(secret, b"PVSESSON", 3))
        found = rows("SELECT account, sealed_member_key FROM session WHERE token_hash = ?", stored)
        check("a session found by the hash of its cookie", lambda: uuid(found[0][0]) == account)
        check(
            "the token in the forms of a session",
            lambda: base64.urlsafe_b64encode(kdf(secret, b"PVSESSON", 2)).rstrip(b"=").decode() == form_token,
        )
        for row, sealed in found:
            if sealed is None:
                continue
            associated = form("prevenance member key in session 1", field(row))
            check(
                "a member's master key under the cookie",
                lambda: unbox(kdf(secret, b"PVSESSON", 1), sealed, associated) == MASTER[row],
            )
    for kind, account, key, _ in (secret for secret in secrets if secret[0] == "key"):
        stored = blake(f"api key\n{key}".encode(), key=DIGESTS)
        check(
            "the hash of an API key",
            lambda: uuid(rows("SELECT account FROM api_key WHERE key_hash = ?", stored)[0][0]) == account,
        )


def mailboxes():
    """Rosters, applications, and the private half as each member holds it."""
    opened = {}
    words = (CONFIG / "fingerprint_words.txt").read_text(encoding="utf-8").split("\n")
    for (service,) in rows("SELECT DISTINCT oh_service FROM mailbox_roster"):
        before, members = None, {}
        for (stored,) in rows("SELECT roster FROM mailbox_roster WHERE oh_service = ? ORDER BY number", service):
            message, by_member, by_instance = fields_of(stored, "prevenance signed roster 1")
            parts = fields_of(message, "prevenance roster 1")
            count = int.from_bytes(parts[5], "big")
            listed = {parts[6 + 3 * i]: (parts[7 + 3 * i], parts[8 + 3 * i]) for i in range(count)}
            previous, signer = parts[6 + 3 * count :]
            authority = members or listed
            check("a roster signed by a member of the one before", lambda: is_signed(authority[signer][0], message, by_member))
            check("a roster signed by the instance", lambda: is_signed(INSTANCE_SIGNER, message, by_instance))
            check("a roster that follows from the one before", lambda: previous == (blake(before) if before else bytes(32)))
            before, members, key_id, public = stored, listed, parts[3], parts[4]
        shown = blake(form("prevenance fingerprint 1", field(public)))
        check("a mailbox's fingerprint as eight words", lambda: len([words[byte] for byte in shown[:8]]) == 8)
        for account, sealed in rows("SELECT account, sealed_private_key FROM mailbox_member WHERE oh_service = ?", service):

            def open_half():
                seed = kdf(MASTER[account], b"PVMEMBER", 1)
                own_public, own_private = bindings.crypto_box_seed_keypair(seed)
                assert own_public == members[account][1], "the roster lists another key"
                signer, _ = bindings.crypto_sign_seed_keypair(kdf(MASTER[account], b"PVMEMBER", 2))
                assert signer == members[account][0], "the roster lists another signer"
                half = bindings.crypto_box_seal_open(sealed, own_public, own_private)
                private = fields_of(half, "prevenance mailbox private half 1")
                assert private[:3] == [service, key_id, account]
                assert bindings.crypto_scalarmult_base(private[3]) == public
                opened[service] = (key_id, public, private[3])

            check("a mailbox's private half, sealed to a member", open_half)
        for account, stored in rows("SELECT account, application FROM mailbox_application WHERE oh_service = ?", service):
            signing, box, own, by_instance = fields_of(stored, "prevenance mailbox application 1")
            message = form("prevenance mailbox application 1", field(service), field(account), field(signing), field(box))
            check("an application signed by the applicant", lambda: is_signed(signing, message, own))
            check("an application signed by the instance", lambda: is_signed(INSTANCE_SIGNER, message, by_instance))
    return opened


def code_key(code, salt, operations, memory):
    symbols = bytes(ALPHABET.index(letter) for letter in code.replace("-", "")[:12])
    hashed = argon2id(symbols, salt, int.from_bytes(operations, "big"), int.from_bytes(memory, "big"))
    return blake(hashed, key=kdf(ROOT, b"PVPEPPER", 2))


def cards():
    for kind, locator, code, state in (secret for secret in secrets if secret[0] == "card"):
        lock, content = rows(
            "SELECT c.lock, c.sealed_content FROM invitation_content c JOIN invitation i ON i.id = c.invitation "
            "WHERE i.locator = ?",
            locator.replace("-", ""),
        )[0]
        invitation, salt, operations, memory, one_time, reply = fields_of(lock, *LOCK_FORMS)[:6]
        key = code_key(code, salt, operations, memory)
        check("the code's one-time signing key", lambda: bindings.crypto_sign_seed_keypair(kdf(key, b"PVINVITE", 3))[0] == one_time)
        check("the code's key for replies", lambda: bindings.crypto_box_seed_keypair(kdf(key, b"PVINVITE", 2))[0] == reply)
        place = [field(invitation), field(salt), field(one_time), field(reply)]
        if content is None:
            check("an answered invitation's text is gone", lambda: state == "answered")
            continue
        commitment, wrapped, ciphertext = fields_of(content, "prevenance invitation content 1")
        wrapping = kdf(key, b"PVINVITE", 1)
        check(
            "an invitation's commitment to its key",
            lambda: blake(form("prevenance invitation commitment 1", *place), key=wrapping) == commitment,
        )

        def read():
            content_key = unbox(wrapping, wrapped, form("prevenance invitation key 1", *place))
            message = fields_of(unpad(unbox(content_key, ciphertext, form("prevenance invitation 1", *place))), "prevenance alert 1")
            return "Personne" in message[4].decode()

        check("an invitation's text under the paper code", read)


def alerts():
    for alert, service, stored, record, receipt_hash, lock in rows(
        "SELECT a.id, a.oh_service, a.envelope, r.canonical, r.receipt_hash, r.lock FROM sealed_alert a "
        "JOIN receipt r ON r.id = a.receipt"
    ):
        check("a receipt's hash", lambda: blake(record) == receipt_hash)
        header, body = fields_of(stored, "prevenance envelope 1")
        content, outer = fields_of(body, "prevenance alert body 1")
        signed = form("prevenance instance signature 1", field(header), field(content))
        check("the instance's signature on an alert", lambda: is_signed(INSTANCE_SIGNER, signed, outer))
        sealed_key, commitment, box = fields_of(content, "prevenance alert content 1")
        kind = "an own request" if not lock else "a consented alert"

        def read():
            key_id, public, private = MAILBOX[service]
            head = fields_of(header, "prevenance sealed alert 1")
            assert [head[0], head[1], head[3], head[4]] == [alert, service, key_id, receipt_hash]
            key = fields_of(bindings.crypto_box_seal_open(sealed_key, public, private), "prevenance alert key 1")
            assert key[0] == alert
            assert blake(form("prevenance alert commitment 1", field(alert)), key=key[1]) == commitment
            message, signature = fields_of(unpad(unbox(key[1], box, header)), "prevenance consented message 1")
            if lock:
                assert is_signed(fields_of(lock, *LOCK_FORMS)[4], message, signature)
            words = fields_of(message, "prevenance alert 1")
            return words[-1] == receipt_hash and "je voudrais" in words[-5].decode()

        check(f"{kind}, opened in the mailbox", read)


def audit_chain():
    before, expected = b"", 1

    def size(data):
        return len(data).to_bytes(8, "big") + data

    # Entries about a person hold commitments, and have a form of their own.
    has_subject = any(column[1] == "subject" for column in rows("PRAGMA table_info(audit_entry)"))
    for sequence, at, actor, action, thing, previous, stored, subject in rows(
        "SELECT sequence, at, actor, action, object, previous, entry_hash, "
        f"{'subject' if has_subject else 'NULL'} FROM audit_entry ORDER BY sequence"
    ):
        entry = (
            size(previous)
            + sequence.to_bytes(8, "big")
            + at.to_bytes(8, "big")
            + size(actor or b"")
            + size(action.encode())
            + size(thing or b"")
        )
        if subject is not None:
            about = [field(actor or b""), text(action), field(thing or b""), field(subject)]
            entry = form("prevenance audit entry 2", field(previous), number(sequence), number(at), *about)
        check(
            "an entry of the audit chain",
            lambda: sequence == expected and previous == before and blake(entry, key=DIGESTS) == stored,
        )
        before, expected = stored, expected + 1


PERSON = person_keys()
fields()
blind_indexes()
MASTER = passwords()
sessions()
MAILBOX = mailboxes()
cards()
alerts()
audit_chain()

for construction, count in done.items():
    print(f"{count:6}  {construction}")
for trouble in failed[:20]:
    print("does not open:", trouble)
print(f"{len(done)} constructions, {sum(done.values())} times; {len(failed)} failures")
sys.exit(1 if failed or len(done) < 27 else 0)
