#!/usr/bin/python3
"""Judges what permission_attempts wrote down, knowing the sentences of permissions.txt and nothing of the program.

    permission_attempts --attempts 1000000 | permission_oracle.py permissions.txt

For every attempt it says beforehand what must come of it, and compares:
  absent      no such address: 404                     method     405
  sign_in     who is nobody is sent to sign in: 303 to /connexion, or 401
  forbidden   somebody else's role, or a forged form: 403 (401 where a session knocks at /api/)
  hidden      404, with the very bytes of a thing that does not exist
  refused     a form that names what belongs to others: nothing is kept
  open        none of the above

Besides, in every answer: no identifier of a thing that is not theirs, unless the attempt named it itself.
It ends with the counts, and with status 1 on the first deviations.
"""

import re
import sys
from collections import Counter, namedtuple

User = namedtuple("User", "name role account employer teams oh_service network way state member")
Thing = namedtuple("Thing", "kind id employer team author oh_service network account state")
Sentence = namedtuple("Sentence", "who verb pieces named text themselves")

OWN_EMPLOYER = {"employee", "team", "suggestion", "interview", "request", "measures", "plan", "import", "milestone", "absence"}
EVERYWHERE = {"service", "employer", "network"}
# What the directory and the tree that ship hold, of all that an attempt may try.
GUIDANCE = {"sheet": "prevenance--cap-emploi", "way": "avant.poste"}


def read_sentences(path):
    sentences, who = [], None
    for line in open(path, encoding="utf-8"):
        line = line.split("#")[0].rstrip()
        if not line:
            continue
        if not line.startswith(" "):
            who = line.split(" ")[-1] if line.startswith(("a ", "an ")) else line
            continue
        verb, rest = line.strip().split(" ", 1)
        rest, themselves, _ = rest.partition(" by themselves")
        address, _, named = rest.partition(" with ")
        pieces = tuple(re.findall(r"/([^/<]*<[^>]*>|[^/]*)", address)) if address != "/" else ()
        sentences.append(Sentence(who, verb, pieces, re.findall(r"<([^>]*)>", named), f"{who} {line.strip()}", bool(themselves)))
    return sentences


class Oracle:
    def __init__(self, sentences):
        self.sentences = sentences
        self.users, self.things, self.numbered = {}, {}, []
        self.hidden_bytes = {}
        self.used = set()

    # ---- what belongs to whom -------------------------------------------------------------------------------------

    def find(self, kind, id_):
        return self.things.get((kind, id_))

    def is_theirs(self, user, claim, id_):
        if claim == "text":
            return True
        if claim in GUIDANCE:
            return id_ == GUIDANCE[claim]
        if claim == "rule":
            rule = self.find("rule", id_)
            return rule is not None and rule.state == "signal"
        if claim in ("my session", "my passkey", "member"):
            return False  # none of which an attempt knows
        if claim == "my key":
            key = self.find("key", id_)
            return key is not None and key.account == user.account
        if claim == "somebody else's account":
            account = self.find("account", id_)
            return account is not None and account.state != "closed" and account.account != user.account
        if claim in ("rights request", "rights request about a copy"):
            request = self.find("rights_request", id_)
            if request is None or request.employer != user.employer:
                return False
            return claim == "rights request" or request.state in ("access", "portability")
        if claim == "deadline":
            deadline = self.find("suggestion", id_)
            return deadline is not None and deadline.employer == user.employer and deadline.state == "legal"
        if claim in ("signal", "mine: signal"):
            signal = self.find("signal", id_)
            if signal is None or signal.employer != user.employer:
                return False
            return user.role == "referent" or signal.author == user.account
        if claim in ("employee in my teams", "my team"):
            thing = self.find("team" if claim == "my team" else "employee", id_)
            if thing is None or thing.employer != user.employer:
                return False
            return user.role == "referent" or thing.team in user.teams
        if claim == "alert":
            alert = self.find("alert", id_)
            return alert is not None and alert.oh_service == user.oh_service
        if claim == "applicant":
            return self.find("applicant", id_) is not None and self.find("applicant", id_).oh_service == user.oh_service
        if claim == "publication":
            publication = self.find("publication", id_)
            return publication is not None and publication.network == user.network
        if claim == "release":
            return self.find("publication", id_) is not None
        if claim == "any team":
            return self.find("team", id_) is not None
        if claim in EVERYWHERE:
            return self.find(claim, id_) is not None
        assert claim in OWN_EMPLOYER, claim
        thing = self.find(claim, id_)
        return thing is not None and thing.employer != "" and thing.employer == user.employer

    # ---- what must come of an attempt -----------------------------------------------------------------------------

    @staticmethod
    def fits(sentence, parts):
        if len(sentence.pieces) != len(parts):
            return False
        return all(piece == part or (piece.startswith("<") and part) for piece, part in zip(sentence.pieces, parts))

    def about(self, path):
        """The sentences about an address: those without a placeholder win, as a more exact address does."""
        parts = tuple(path.split("/")[1:]) if path != "/" else ()
        fitting = [sentence for sentence in self.sentences if self.fits(sentence, parts)]
        return parts, fitting

    def expect(self, user, guard, method, path, named):
        parts, fitting = self.about(path)
        if not fitting:
            return "absent", None
        verb = {"GET": "reads", "HEAD": "reads", "POST": "writes"}.get(method)
        fitting = [sentence for sentence in fitting if sentence.verb == verb]
        if not fitting:
            return "method", None
        exact = max(sum(not piece.startswith("<") for piece in sentence.pieces) for sentence in fitting)
        fitting = [s for s in fitting if sum(not piece.startswith("<") for piece in s.pieces) == exact]
        is_api = path.startswith("/api/")
        if all(sentence.who == "nobody outside a demonstration" for sentence in fitting):
            return "hidden", None
        public = [sentence for sentence in fitting if sentence.who == "everybody"]
        if public:
            if verb == "writes" and guard == "cross-site":
                return "forbidden", None
            return self.with_path(user, public[0], parts, named)
        if user.way == "nobody" or user.state != "live":
            return "sign_in", None
        mine = [s for s in fitting if s.who in (user.role, "somebody signed in")]
        if not mine:
            return "forbidden", None
        if mine[0].themselves and user.way != "session":
            return "forbidden", None
        if is_api and user.way == "session":
            return "sign_in", None
        if not is_api and verb == "writes" and (guard != "token" or user.way != "session"):
            return "forbidden", None
        return self.with_path(user, mine[0], parts, named)

    def with_path(self, user, sentence, parts, named):
        for piece, part in zip(sentence.pieces, parts):
            if not piece.startswith("<"):
                continue
            claim = piece[1:-1]
            if not self.is_theirs(user, claim, part):
                return "hidden", sentence
            if claim == "mine: signal" and self.find("signal", part).author != user.account:
                return "forbidden", sentence
            if claim == "alert":
                if user.way != "session":
                    return "sign_in", sentence
                if not user.member:
                    return "forbidden", sentence
        return self.with_named(user, sentence, named)

    def with_named(self, user, sentence, named):
        self.used.add(sentence.text)
        for claim in sentence.named:
            kind = {"employee in my teams": "employee", "my team": "team", "any team": "team"}.get(claim, claim)
            for name, id_ in named:
                if name == kind and not self.is_theirs(user, claim, id_):
                    return "refused", sentence
        if {"applicant", "member"} & set(sentence.named) and (not named or not user.member):
            return "refused", sentence
        return "open", sentence

    # ---- what may be seen in an answer ----------------------------------------------------------------------------

    def may_see(self, user, thing):
        if thing.kind == "service":
            return True
        if user.way == "nobody" or user.state != "live":
            return False
        if user.role == "administrator":
            return thing.kind in ("account", "applicant", "employer", "team", "service", "network")
        if user.role == "manager":
            if thing.kind == "signal":
                return thing.author == user.account
            return thing.kind in ("employee", "team") and thing.employer == user.employer and thing.team in user.teams
        if user.role == "referent":
            if thing.kind in ("account", "alert", "receipt", "applicant"):
                return False
            return thing.account == user.account if thing.kind == "key" else thing.employer == user.employer
        if user.role == "physician":
            return thing.kind in ("alert", "receipt", "applicant", "account") and thing.oh_service == user.oh_service
        if user.role == "cell_member":
            return thing.kind == "alert" and thing.oh_service == user.oh_service
        return thing.kind == "publication" and thing.network == user.network

    # ---- comparing ------------------------------------------------------------------------------------------------

    def fault(self, expected, user, path, status, kept, location, digest):
        if status in (500, 501, 502) or status is None:
            return "an error of the program"
        if expected in ("absent", "hidden"):
            if status != 404:
                return "must be 404"
            key = (user.name, path.startswith("/api/"))
            if self.hidden_bytes.setdefault(key, digest) != digest:
                return "a 404 with other bytes than a missing thing"
            return None
        if expected == "method":
            return None if status == 405 else "must be 405"
        if expected == "sign_in":
            if kept:
                return "something was done for nobody"
            ok = status == 401 or (status == 303 and location.startswith("/connexion?vers="))
            return None if ok else "must be sent to sign in"
        if expected == "forbidden":
            return None if status == 403 and not kept else "must be 403"
        if expected == "refused":
            return None if status >= 400 or not kept and status == 200 else "must not be done"
        return "must not be refused as a stranger's" if status in (401, 403, 404, 405) else None


def main():
    oracle = Oracle(read_sentences(sys.argv[1]))
    outcomes, by_status, attempts, deviations, shown_checked = Counter(), Counter(), 0, [], 0
    routes, ended = [], None
    for line in sys.stdin:
        kind, *cells = line.rstrip("\n").split("\t")
        if kind == "user":
            user = User(*cells)
            oracle.users[user.name] = user._replace(teams=user.teams.split(","))
        elif kind == "thing":
            thing = Thing(*cells)
            oracle.things[(thing.kind, thing.id)] = thing
            oracle.numbered.append(thing)
        elif kind == "route":
            routes.append(cells)
        elif kind == "end":
            ended = int(cells[0])
        else:
            name, guard, method, path, named, status, kept, location, digest, shown = cells
            user, attempts = oracle.users[name], attempts + 1
            named = [tuple(pair.split("=", 1)) for pair in named.split(",") if pair]
            expected, sentence = oracle.expect(user, guard, method, path, named)
            if sentence is not None and "?" not in path and method in ("GET", "HEAD") and expected == "refused":
                expected = "hidden"  # asking about a stranger is asking for what does not exist
            outcomes[expected] += 1
            by_status[(expected, status, "kept" if kept and method == "POST" else "")] += 1
            why = oracle.fault(expected, user, path, int(status), bool(kept) and method == "POST", location, digest)
            asked = {id_ for _, id_ in named} | set(path.split("/"))
            for number in shown.split(",") if shown else ():
                shown_checked += 1
                thing = oracle.numbered[int(number)]
                same = [t for t in oracle.numbered if t.id == thing.id] if thing.kind in ("account", "applicant") else [thing]
                if thing.id not in asked and not any(oracle.may_see(user, t) for t in same):
                    why = why or f"shows a {thing.kind} that is not theirs"
            if why:
                deviations.append(f"{name} ({guard}) {method} {path} {named}: {status} {location}; expected {expected}: {why}")
    unspoken = [r for r in routes if not spoken_of(oracle, r)]
    report(oracle, outcomes, by_status, attempts, shown_checked, routes)
    for method, pattern in unspoken:
        print(f"permissions.txt says nothing of {method} {pattern}: add a sentence")
    for deviation in deviations[:25]:
        print("deviation:", deviation)
    print(f"{attempts} attempts, {len(deviations)} deviations")
    sys.exit(1 if deviations or unspoken or ended != attempts else 0)


def spoken_of(oracle, route):
    method, pattern = route
    parts = tuple(pattern.split("/")[1:]) if pattern != "/" else ()
    verb = "reads" if method == "GET" else "writes"

    def same(piece, part):
        return piece.startswith("<") if part.startswith("{") else piece == part

    return any(
        s.verb == verb and len(s.pieces) == len(parts) and all(map(same, s.pieces, parts)) for s in oracle.sentences
    )


def report(oracle, outcomes, by_status, attempts, shown_checked, routes):
    states = Counter(user.state for user in oracle.users.values())
    print(f"{len(oracle.users)} ways of asking ({', '.join(f'{n} {s}' for s, n in sorted(states.items()))}), "
          f"{len(routes)} routes, {len(oracle.sentences)} sentences ({len(oracle.used)} of them met), "
          f"{len(oracle.things)} things with an identifier")
    for expected, count in outcomes.most_common():
        parts = [f"{n} × {s}{' (kept, then taken back)' if k else ''}" for (e, s, k), n in by_status.most_common() if e == expected]
        print(f"  {expected:10} {count:8}   {', '.join(parts)}")
    print(f"  {shown_checked} identifiers seen in answers; {len(oracle.hidden_bytes)} kinds of 404, each with one set of bytes")


if __name__ == "__main__":
    main()
