"""A real SMTP server for the mail tests: aiosmtpd on a free loopback port.

Prints "PORT n" when it listens, then one JSON object a line for each message it took:
{"from", "to", "data"}. Ends when its standard input closes, so that no test leaves one behind.
Arguments: --rcpt-answer "550 ..." answers every recipient so; --certificate and --key offer and require
STARTTLS; --user and --password require authentication.
"""

import argparse
import asyncio
import json
import logging
import ssl
import sys
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

# Refused handshakes are what some tests are about; their traces would hide a real failure.
logging.disable(logging.CRITICAL)
warnings.simplefilter("ignore")


class Handler:
    def __init__(self, rcpt_answer, data_answer):
        self.rcpt_answer = rcpt_answer
        self.data_answer = data_answer

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if self.rcpt_answer:
            return self.rcpt_answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.data_answer:
            return self.data_answer
        taken = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "encrypted": session.ssl is not None,
            "data": envelope.content.decode("ascii"),
        }
        print(json.dumps(taken), flush=True)
        return "250 taken"


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--rcpt-answer")
    parser.add_argument("--data-answer")
    parser.add_argument("--certificate")
    parser.add_argument("--key")
    parser.add_argument("--user")
    parser.add_argument("--password")
    return parser.parse_args()


async def main():
    chosen = arguments()
    options = {"hostname": "localhost", "enable_SMTPUTF8": False}
    if chosen.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(chosen.certificate, chosen.key)
        options.update(tls_context=context, require_starttls=True)
    if chosen.user:

        def authenticate(server, session, envelope, mechanism, data):
            right = data.login == chosen.user.encode() and data.password == chosen.password.encode()
            return AuthResult(success=right, handled=False)

        options.update(authenticator=authenticate, auth_required=True, auth_require_tls=True)
    handler = Handler(chosen.rcpt_answer, chosen.data_answer)
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(handler, **options), "127.0.0.1", 0)
    print("PORT", server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main())
