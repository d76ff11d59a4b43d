#!/usr/bin/python3
"""Seventy canaries: a word that exists nowhere else in every sensitive field, walked through the real program.

    canaries.py PROGRAM [--table]

Starts `prevenance serve` on an empty folder with the log at debug, a real SMTP server and a temporary folder of its
own, and lives through every journey over HTTP: accounts, import, signals, talk, visit request, invitation, answer,
withdrawal, own request, mailbox, measures, rights, recovery code, forgotten password, API. Then it looks for every canary (as it is, in hexadecimal, in base64 at
each of its three offsets, in UTF-16; keys and seeds also as raw bytes) in:

  database    prevenance.db, keys.db, statistics.db, their -wal and -shm, as they stand at each stage of the journeys
  backup      copies made by SQLite's own backup while the program runs
  log         standard output and standard error of the program, at debug
  mail        what the SMTP server took: headers and words; the envelope's recipient is an address and stands apart
  temporary   TMPDIR, the working folder, and a core file where one could be written (SIGABRT at the end)
  address     every address asked for, redirected to, linked or posted to
  pages       the pages of each kind of user, of whom only those listed may meet a canary

Allowed is only what ALLOWED says. It ends with the counts and, with --table, canary × place; status 1 on any other hit.
"""

import base64
import http.client
import json
import os
import re
import quopri
import resource
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from html import unescape
from pathlib import Path
from urllib.parse import urlencode, urlsplit

PROGRAM = os.path.abspath(sys.argv[1])
ROOT = Path(__file__).resolve().parents[2]
WORK = Path(tempfile.mkdtemp(prefix="prevenance-canaries-"))
DAY = 86400

# ---- the canaries ------------------------------------------------------------------------------------------------------

CANARIES, RAW = {}, {}  # name -> text; name -> bytes besides


def canary(name, text=None):
    """A word of letters nobody would write: kept under its name, given back to be typed."""
    CANARIES[name] = text or "Zkw" + "".join("bcdfghjkmpqrtvwxz"[byte % 17] for byte in os.urandom(10)) + "Canari"
    return CANARIES[name]


def secret(name, text, raw=None):
    CANARIES[name] = text
    if raw is not None:
        RAW[name] = raw
    return text


# Who may meet which canary on a page, and where else it is meant to be. Everything else is a hit.
EMPLOYER, DOCTOR, PERSON, ADMIN = "referent", "physician", "person", "administrator"
ALLOWED = defaultdict(set)


def allow(names, *places):
    for name in names.split():
        ALLOWED[name].update(places)


allow("given_name family_name", EMPLOYER, "manager", DOCTOR, PERSON)
allow("payroll_number", EMPLOYER, PERSON)
allow("second_given_name second_family_name", EMPLOYER, "manager")
allow("second_payroll_number", EMPLOYER)
allow("visit_motive", EMPLOYER, PERSON)
allow("own_words reach reach_when", DOCTOR, PERSON)
allow("measure_detail", EMPLOYER, DOCTOR, PERSON)
allow("employer_reason", EMPLOYER, DOCTOR, PERSON)
allow("plan_detail plan_owner plan_words plan_reason", EMPLOYER, PERSON)
allow("request_person request_employer request_words request_reach", DOCTOR, PERSON)
allow("card_code", EMPLOYER, PERSON)  # the référent prints the card once; the person's own form sends the code back
allow("card_code_bare", PERSON)
allow("api_key", EMPLOYER)  # shown once, to who asked for it
allow("form_token", EMPLOYER, "address of nobody")
allow("search_words", EMPLOYER)
allow("own_request_code own_request_code_bare receipt_opening", PERSON)
allow("rights_words rights_answer", EMPLOYER, PERSON)
allow("recovery_code recovery_code_bare", DOCTOR)  # printed once, given back to be looked at again
allow("reset_code", ADMIN)
allow("new_password new_login new_name new_seed", ADMIN)
for role in ("manager", "referent", "physician", "colleague", "cell_member", "network_analyst", "administrator"):
    allow(f"{role}_name", role if role != "colleague" else DOCTOR, ADMIN)
    allow(f"{role}_login", ADMIN)
allow("referent_login physician_login colleague_login cell_member_login", "mail recipient")
allow("physician_name colleague_name", DOCTOR, EMPLOYER, "cell_member", PERSON)
allow("manager_name referent_name", EMPLOYER, DOCTOR, PERSON)
# The name of a team is in the clear: where it is not found, nothing else would be either.
allow("control", "database", "backup", EMPLOYER, "manager", DOCTOR, PERSON, ADMIN)

# ---- the program, a mail server, browsers ------------------------------------------------------------------------------

ADDRESSES, PAGES = [], []  # every address met; (who, method, path, body)
processes = []


def start(command, **options):
    process = subprocess.Popen(command, **options)
    processes.append(process)
    return process


def say(words):
    print("-", words, flush=True)


def die(words):
    raise SystemExit(f"FAILED: {words}")


class Browser:
    """One person. Keeps a cookie and the hidden fields of the last page, as a browser would."""

    def __init__(self, who):
        self.who, self.cookie, self.page, self.status, self.location = who, "", "", 0, ""

    def ask(self, method, path, body=None, headers=()):
        connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
        sent = {"Host": f"127.0.0.1:{PORT}", "Sec-Fetch-Site": "same-origin", **dict(headers)}
        if method == "POST":
            sent["Origin"] = f"http://127.0.0.1:{PORT}"
        if self.cookie:
            sent["Cookie"] = self.cookie
        connection.request(method, path, body, sent)
        reply = connection.getresponse()
        body = reply.read()
        if reply.getheader("Content-Type") == "application/pdf":  # its words are packed: read as a reader does
            words = subprocess.run(["pdftotext", "-", "-"], input=body, capture_output=True, check=True).stdout
            body += b"\n" + words
        raw = body.decode("utf-8", "replace")
        self.status, self.location, self.page = reply.status, reply.getheader("Location") or "", raw
        connection.close()
        for name, value in reply.getheaders():
            if name == "Set-Cookie" and "Max-Age=0" not in value:
                self.cookie = value.split(";")[0]
                token = self.cookie.split("=", 1)[1]
                secret(f"cookie_of_{self.who}", token, base64.urlsafe_b64decode(token + "="))
        ADDRESSES.extend([path, self.location])
        ADDRESSES.extend(unescape(link) for link in re.findall(r'(?:href|action|src)="([^"]*)"', raw))
        PAGES.append((self.who, method, path, raw))
        return self

    def get(self, path):
        return self.ask("GET", path)

    def hidden(self, name):
        found = re.findall(f'name="{name}" value="([^"]*)"', self.page)
        return [(name, found[-1])] if found else []

    def post(self, path, *fields, expect=303):
        fields = list(fields) + self.hidden("form_token") + self.hidden("submission_key")
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        self.ask("POST", path, urlencode(fields), kind)
        if expect and self.status != expect:
            words = re.sub(r"<[^>]*>", " ", self.page)
            die(f"{self.who} POST {path}: {self.status} instead of {expect}\n{re.sub(chr(10) + '+', chr(10), words)[-3000:]}")
        return self

    def upload(self, path, data):
        edge = "limite-de-canaris"
        parts = [f'--{edge}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n' for n, v in
                 self.hidden("form_token") + self.hidden("submission_key")]
        parts.append(f'--{edge}\r\nContent-Disposition: form-data; name="file"; filename="{CANARIES["file_name"]}.csv"\r\n'
                     f"Content-Type: text/csv\r\n\r\n{data}\r\n--{edge}--\r\n")
        self.ask("POST", path, "".join(parts).encode(), {"Content-Type": f"multipart/form-data; boundary={edge}"})
        return self

    def find(self, pattern):
        found = re.search(pattern, unescape(self.page))
        if not found:
            die(f"{self.who}: {pattern} is not on the page: {re.sub('<[^>]*>', ' ', self.page)[-1500:]}")
        return found.group(1) if found.groups() else found.group(0)

    def crawl(self, *starts, limit=140):
        """Every page this user reaches by links."""
        seen, waiting = set(), list(starts)
        while waiting and len(seen) < limit:
            path = waiting.pop(0)
            if path in seen or not path.startswith("/") or path.startswith("/assets"):
                continue
            seen.add(path)
            self.get(path)
            waiting += [unescape(link) for link in re.findall(r'href="([^"#]*)"', self.page)]
        return len(seen)


LAST_STEP = {}


def second_factor(seed):
    step = max(int(time.time()) // 30, LAST_STEP.get(seed, 0) + 1)
    LAST_STEP[seed] = step
    while step > int(time.time()) // 30 + 1:
        time.sleep(0.3)
    at = time.strftime("%Y-%m-%d %H:%M:%S UTC", time.gmtime(step * 30))
    return subprocess.run(["oathtool", "--totp", "--base32", "--now", at, seed], capture_output=True, text=True, check=True).stdout.strip()


ACCOUNTS = {}  # role -> (login, password, seed)


def program(*words, feed=None):
    done = subprocess.run([PROGRAM, "--config", str(WORK / "prevenance.toml"), *words], input=feed, capture_output=True, text=True, env=ENVIRONMENT, cwd=WORK / "cwd")
    if done.returncode != 0:
        die(f"{words}: {done.stdout}{done.stderr}")
    return done.stdout


def add_account(role, name, *where):
    login = canary(f"{name}_login").lower() + "@essai.example"
    CANARIES[f"{name}_login"] = login.split("@")[0]
    password = canary(f"{name}_password") + " phrase longue"
    shown = program("user", "add", "--role", role, "--login", login, "--name", canary(f"{name}_name"), *where, "--password-stdin", feed=password + "\n")
    seed = re.search(r"6 chiffres : ([A-Z2-7]{32})", shown)
    if seed:
        secret(f"{name}_seed", seed.group(1), base64.b32decode(seed.group(1)))
    ACCOUNTS[name] = (login, password, seed.group(1) if seed else None)


def sign_in(name):
    login, password, seed = ACCOUNTS[name]
    browser = Browser("physician" if name == "colleague" else name)
    browser.get("/connexion")
    fields = [("login", login), ("password", password)]
    if seed:
        code = second_factor(seed)
        fields.append(("totp", code))
    return browser.post("/connexion", *fields)


# ---- the journeys ------------------------------------------------------------------------------------------------------


def day(days):
    return time.strftime("%d/%m/%Y", time.gmtime(time.time() + days * DAY))


def iso(days):
    return time.strftime("%Y-%m-%d", time.gmtime(time.time() + days * DAY))


STAGES = []  # (name of the stage, folder with a copy of the database files, folder with backups)


def stage(name):
    """A copy of the files as a thief would take them, and SQLite's own backup of each."""
    say(name)
    folder = WORK / "stages" / str(len(STAGES))
    (folder / "files").mkdir(parents=True)
    (folder / "backup").mkdir()
    for file in sorted((WORK / "data").iterdir()):
        (folder / "files" / file.name).write_bytes(file.read_bytes())
        if file.suffix == ".db":
            source = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
            with sqlite3.connect(folder / "backup" / file.name) as copy:
                source.backup(copy)
            source.close()
    STAGES.append((name, folder))


def people(referent):
    referent.get("/salaries/nouveau")
    team = referent.find(r'<select[^>]*id="team"[\s\S]*?value="([0-9a-f-]{36})"')
    paths = []
    for which in ("", "second_"):
        referent.get("/salaries/nouveau")
        referent.post("/salaries/nouveau", ("given_name", canary(f"{which}given_name")), ("family_name", canary(f"{which}family_name")),
                      ("payroll_number", canary(f"{which}payroll_number")), ("team", team), ("job_family", "AAD"), ("birth_year", "1980"),
                      ("entered_on", day(-1500)), ("informed_on", day(-200)))
        paths.append(referent.location.split("?")[0])
    referent.get("/salaries").post("/salaries/chercher", ("q", canary("search_words")), expect=200)
    referent.get("/signaler").post("/signaler/chercher", ("q", CANARIES["search_words"]), expect=200)
    return paths[0]


def import_absences(referent):
    canary("file_name"), canary("import_cause"), canary("import_column"), canary("import_unknown_number")
    number = CANARIES["payroll_number"]
    lines = ["matricule;date_debut;date_fin;motif;commentaire"]
    for ago in (100, 60, 20):
        lines.append(f"{number};{day(-ago)};{day(2 - ago)};Maladie;{CANARIES['import_column']}")
    lines.append(f"{number};{day(-150)};{day(-149)};{CANARIES['import_cause']};{CANARIES['import_column']}")
    lines.append(f"{CANARIES['import_unknown_number']};{day(-10)};{day(-9)};Maladie;")
    allow("import_cause import_column import_unknown_number", EMPLOYER)  # the preview shows the file to who brought it
    referent.get("/absences/importer").upload("/absences/importer", "\r\n".join(lines) + "\r\n")
    place = re.match(r"/absences/imports/[0-9a-f-]{36}", referent.location)
    if not place:
        die(f"the file was not taken: {referent.status}")
    place = place.group(0)
    referent.get(place + "/colonnes").post(place + "/colonnes", ("encoding", "utf8"), ("separator", "semicolon"), ("date_format", "day_month_year"),
                                           ("column_0", "payroll_number"), ("column_1", "start"), ("column_2", "end"), ("column_3", "reason"))
    referent.get(place + "/apercu")
    referent.get(place + "/a-corriger.csv")
    stage("an import waits for a decision")
    referent.get(place + "/apercu").post(place + "/importer")


def talk_and_request(referent, person):
    referent.get(person)
    referent.get(person + "/entretien").post(person + "/entretien", ("held_on", iso(-1)), ("mode", "on_site"), ("accompanied", "no"), ("topics", "tasks"), ("wish", "invitation"))
    referent.get(person + "/demande-de-visite").post(
        person + "/demande-de-visite", ("object", "tasks_difficult"), ("motive", f"Les levers du matin, {canary('visit_motive')}, se font seule."),
        ("informed_on", iso(0)), ("decided", "true"))
    referent.get(referent.location)


def hand_over(referent, person):
    referent.get(person + "/invitation").post(person + "/invitation", expect=200)
    code = secret("card_code", referent.find(r"handed-code\">([0-9A-Z-]+)<"))
    secret("card_code_bare", code.replace("-", "")[:12])
    return referent.find(r"(/i/[0-9A-Z-]+)<"), code


def answer(card, code):
    person = Browser(PERSON)
    person.get("/invitation")
    person.get(card)
    wrong = secret("wrong_code", "7K3M-QX9P-2DFA-H")
    allow("wrong_code", PERSON)  # given back in the person's own form, to be looked at again
    person.post(card, ("code", wrong), expect=None)
    typed = code.lower().replace("0", "o")  # lower case, O for 0: accepted
    person.post(card, ("code", typed), expect=200)
    words = [("code", code), ("struck", "0"), ("own_words", f"Je voudrais en parler : {canary('own_words')}."), ("reach", canary("reach") + "@courriel.example"),
             ("reach_when", canary("reach_when")), ("language", "fr")]
    secret("typed_code", typed)
    allow("typed_code", PERSON)
    person.post(card, *words, ("answer", "review"), expect=200)
    person.post(card, *words, ("answer", "send"), expect=200)
    if "C’est envoyé" not in person.page:
        die("the answer was not sent")
    return person


def own_request():
    person = Browser(PERSON)
    person.get("/demander-une-visite")
    service = person.find(r'name="service"[\s\S]*?value="([0-9a-f-]{36})"')
    words = [("service", service), ("person_name", canary("request_person")), ("employer_name", canary("request_employer")),
             ("own_words", canary("request_words")), ("reach", canary("request_reach") + "@courriel.example"), ("language", "fr")]
    person.post("/demander-une-visite", *words, ("answer", "review"), expect=200)
    person.post("/demander-une-visite", *words, ("answer", "send"), expect=200)
    code = secret("own_request_code", person.find(r"handed-code\">([0-9A-Z-]+)<"))
    secret("own_request_code_bare", code.replace("-", "")[:12])
    way_back = person.find(r"(/i/[0-9A-Z-]+)")
    person.get(way_back).post(way_back, ("code", code), expect=200)
    person.post(way_back, ("code", code), ("answer", "receipt_file"), expect=200)
    opening = person.find(r'"person_opening": *"([0-9a-f]{64})"')
    secret("receipt_opening", opening, bytes.fromhex(opening))


def rights(referent, someone, card, code):
    """Everything held, taken along; a correction asked for, and the answer of the desk."""
    someone.get(card).post(card + "/donnees", ("code", code), expect=200)
    someone.post(card + "/donnees.json", ("code", code), expect=200)
    someone.post(card + "/droits", ("code", code), ("right", "correction"), expect=200)
    fact = someone.find(r'name="fact"[\s\S]*?value="([0-9a-f-]{36})"')
    someone.post(card + "/droits", ("code", code), ("right", "correction"), ("fact", fact),
                 ("words", f"Ce jour-là {canary('rights_words')} travaillait."), ("step", "send"), expect=200)
    desk = referent.get("/droits").find(r"/droits/[0-9a-f-]{36}")
    referent.get(desk).post(desk + "/reponse", ("outcome", "refused"), ("answer", f"Le planning dit autre chose : {canary('rights_answer')}."))
    referent.get(desk)


def spare_keys(physician):
    page = "/mon-compte/code-de-secours"
    physician.get(page).post(page, expect=200)
    code = secret("recovery_code", physician.find(r"handed-code\">([0-9A-Z-]+)<"))
    secret("recovery_code_bare", code.replace("-", "")[:26])
    physician.post(page + "/verifier", ("recovery_code", code[:-1] + ("0" if code[-1] != "0" else "1")), expect=None)
    physician.post(page + "/verifier", ("recovery_code", code))


def forgotten_password(admin):
    login, _, seed = ACCOUNTS["manager"]
    admin.get("/administration")
    for path in re.findall(r"/administration/comptes/[0-9a-f-]{36}/mot-de-passe", admin.page):
        admin.get("/administration").post(path, expect=200)
        if login in admin.page:
            break
    code = secret("reset_code", admin.find(r"handed-code\">([0-9A-Z-]+)<"))
    secret("reset_code_bare", code.replace("-", "")[:12])
    chosen = canary("chosen_password") + " phrase longue"
    stranger = Browser("nobody")
    stranger.get("/nouveau-mot-de-passe")
    stranger.post("/nouveau-mot-de-passe", ("login", login), ("code", code), ("totp", second_factor(seed)), ("new_password", chosen),
                  ("new_password_again", chosen))


def open_mailbox():
    founder = sign_in("physician").get("/boite/ouvrir").post("/boite/ouvrir")
    colleague = sign_in("colleague").get("/boite/membres").post("/boite/membres/demander")
    founder.get("/boite/membres")
    founder.post("/boite/membres/admettre", ("account", founder.find(r'name="account" value="([0-9a-f-]{36})"')))
    return founder, colleague


def care(physician):
    alert = None
    for _ in range(100):
        for path in sorted(set(re.findall(r"/boite/[0-9a-f-]{36}", physician.get("/boite").page))):
            if CANARIES["own_words"] in physician.get(path).page:
                alert = path
        if alert:
            break
        time.sleep(0.2)
    if not alert:
        die("the alert did not arrive")
    physician.get(alert).post(alert + "/confirmer", ("talked_on", iso(0)), ("talked", "true"))
    physician.get(alert).post(alert + "/visite", ("visit_kind", "employee_request"), ("visit_on", iso(0)))
    physician.get(alert).post(alert + "/visite-faite", ("visited_on", iso(0)))
    case = alert + "/dossier"
    for form, fields in (("document", [("document_kind", "ATTESTATION_SUIVI"), ("issued_on", iso(0))]),
                         ("echange", [("with_whom", "employer"), ("held_on", iso(0)), ("agreed", "true"), ("agreed_on", iso(0))]),
                         ("entree", [("proposal_answer", "enter"), ("proposed_on", iso(0)), ("accepted", "true")])):
        version = physician.get(case).find(r'name="version" value="([0-9a-f]{16})"')
        physician.post(f"{case}/{form}", ("version", version), *fields)
    measures = [("measure", "pair_for_transfers"), ("detail_pair_for_transfers", f"Pour les levers {canary('measure_detail')}"),
                ("talked_with_employee_on", iso(0)), ("talked_with_employer_on", iso(0)), ("review_on", iso(60))]
    physician.get(alert + "/preconisations").post(alert + "/preconisations/relire", *measures, expect=200)
    physician.post(alert + "/preconisations", *measures)
    return alert


def answer_measures(referent, person):
    received = referent.get(person).find(r"/preconisations/[0-9a-f-]{36}")
    referent.get(received).post(received + "/connaissance")
    referent.get(received).post(received + "/reponse", ("answer_0", "impossible"), ("reason_0", f"Une seule salariée {canary('employer_reason')}"))
    referent.get(received)


def agree_on_a_plan(referent, person):
    """Changed once at the person's wish, then accepted; one action is given up."""
    plan = [("document_kind", "measures_proposal"), ("document_on", iso(-3)), ("exchanged_on", iso(-2)), ("action_0", "breaks"),
            ("detail_0", f"Après les levers {canary('plan_detail')}"), ("owner_0", "direction"), ("owner_name_0", canary("plan_owner")), ("due_on_0", iso(30))]
    referent.get(person + "/plan").post(person + "/plan", *plan)
    place = re.match(r"/plans/[0-9a-f-]{36}", referent.location).group(0)
    steps = [("proposer", ("proposed_on", iso(-1))),
             ("reponse", ("answer", "to_amend"), ("answered_on", iso(-1)), ("answer_words", f"Plutôt le soir {canary('plan_words')}")),
             ("modifier", *plan), ("proposer", ("proposed_on", iso(0))), ("reponse", ("answer", "accepted"), ("answered_on", iso(0))),
             ("actions", ("position", "0"), ("ending", "given_up"), ("ended_on", iso(0)), ("reason", f"Le planning ne le permet pas {canary('plan_reason')}")),
             ("terminer", ("finished_on", iso(0)))]
    for revision, (step, *fields) in enumerate(steps, 1):
        referent.get(place).post(f"{place}/{step}", ("revision", str(revision)), *fields)
    referent.get(place).get(place + "/imprimer")


def programs(referent):
    referent.get("/mon-compte").post("/mon-compte/cles", ("label", "Paie"), expect=200)
    key = secret("api_key", referent.find(r"pv_[A-Za-z0-9_-]{43}"))
    RAW["api_key"] = base64.urlsafe_b64decode(key[3:] + "=")
    caller = Browser(EMPLOYER)
    bearer = {"Authorization": f"Bearer {key}", "Content-Type": "application/json", "Idempotency-Key": "canaris-1"}
    caller.ask("POST", "/api/v1/signals", json.dumps({"payroll_number": CANARIES["payroll_number"], "types": ["OBS_RETARD"], "happened_on": iso(-10)}), bearer)
    if caller.status != 201:
        die(f"the API took no signal: {caller.page}")
    for path in ("/api/v1/employees", "/api/v1/signals", "/api/v1/teams", "/api/v1/suggestions"):
        caller.ask("GET", path, None, {"Authorization": f"Bearer {key}"})


def attempts_that_fail():
    """What a person types by mistake is as secret as what is right."""
    stranger = Browser("nobody")
    stranger.get("/connexion").post("/connexion", ("login", canary("mistyped_login")), ("password", canary("mistyped_password")), expect=None)
    allow("mistyped_login", "nobody")  # kept in the form of who typed it
    stranger.ask("GET", "/mon-compte", None, {"Cookie": "prevenance=" + canary("forged_cookie")})
    stranger.ask("GET", "/api/v1/employees", None, {"Authorization": "Bearer pv_" + canary("forged_key")})
    stranger.ask("GET", "/healthz", None, {"User-Agent": canary("user_agent"), "Referer": "https://" + canary("referer")})
    stranger.ask("POST", "/salaries/nouveau", urlencode({"given_name": canary("resumed_words")}), {"Content-Type": "application/x-www-form-urlencoded"})
    allow("resumed_words", "nobody")  # the form goes on after signing in


def administration():
    admin = sign_in("administrator")
    admin.get("/administration/comptes/ajouter")
    network = admin.find(r'id="network"[\s\S]*?value="([0-9a-f-]{36})"')
    login = canary("new_login").lower()
    CANARIES["new_login"] = login
    admin.post("/administration/comptes/ajouter", ("role", "network_analyst"), ("login", login + "@essai.example"), ("display_name", canary("new_name")),
               ("network", network), expect=200)
    codes = re.findall(r'handed-code">([^<]+)<', admin.page)
    secret("new_password", codes[0])
    secret("new_seed", codes[1].replace(" ", ""), base64.b32decode(codes[1].replace(" ", "")))
    return admin


def everything():
    program("root-key", "create")
    program("organisation", "add-service", "--name", "Santé au travail Exemple", "--officer", "Dominique Essai", "--phone", "01 00 00 00 01")
    program("organisation", "add-employer", "--name", "Aide à domicile Exemple", "--siret", "73282932000074", "--idcc", "2941", "--naf", "88.10A", "--mode", "provider",
            "--service", "Santé au travail Exemple")
    program("organisation", "add-team", "--employer", "73282932000074", "--name", canary("control"))
    program("organisation", "add-network", "--name", "Réseau Exemple")
    program("organisation", "join", "--network", "Réseau Exemple", "--employer", "73282932000074")
    add_account("manager", "manager", "--employer", "73282932000074", "--team", CANARIES["control"])
    add_account("referent", "referent", "--employer", "73282932000074")
    add_account("physician", "physician", "--service", "Santé au travail Exemple")
    add_account("physician", "colleague", "--service", "Santé au travail Exemple")
    add_account("cell_member", "cell_member", "--service", "Santé au travail Exemple")
    add_account("network_analyst", "network_analyst", "--network", "Réseau Exemple")
    add_account("administrator", "administrator")
    serve()
    stage("accounts, and nothing else")
    attempts_that_fail()
    physician, _ = open_mailbox()
    spare_keys(physician)
    referent = sign_in("referent")
    referent.get("/a-faire")
    referent.post("/information-du-personnel", ("informed_on", day(-100)), expect=None)
    person = people(referent)
    manager = sign_in("manager")
    manager.get("/signaler").post("/signaler", ("employee", person.rsplit("/", 1)[1]), ("type", "TENSIONS"), ("day", "today"))
    stage("people and a signal")
    import_absences(referent)
    programs(referent)
    stage("absences imported, a signal through the API")
    talk_and_request(referent, person)
    card, code = hand_over(referent, person)
    stage("a card is handed over")
    someone = answer(card, code)
    own_request()
    stage("answered, and an own request")
    alert = care(physician)
    stage("a visit and measures")
    answer_measures(referent, person)
    agree_on_a_plan(referent, person)
    stage("the employer answered, and a plan was agreed on")
    rights(referent, someone, card, code)
    stage("rights exercised")
    doctor_pages = physician.crawl("/boite", alert)
    pages = {EMPLOYER: referent.crawl("/a-faire", person, "/absences/imports", "/mon-compte"), "manager": manager.crawl("/a-faire", "/signaler"),
             DOCTOR: doctor_pages}
    admin = administration()
    pages[ADMIN] = admin.crawl("/administration", "/mon-compte")
    forgotten_password(admin)
    for role, start_page in (("cell_member", "/boite"), ("network_analyst", "/chiffres")):
        pages[role] = sign_in(role).crawl(start_page, "/mon-compte")
    someone.get(card).post(card, ("code", code), expect=200)
    someone.post(card + "/retrait", ("code", code), expect=200)
    stage("withdrawn")
    someone.get(card).post(card, ("code", code), expect=200)
    referent.get("/mon-compte").post("/deconnexion")
    return pages


# ---- the program itself ------------------------------------------------------------------------------------------------

for name in ("data", "tmp", "cwd", "stages"):
    (WORK / name).mkdir()
mail_server = start(["/usr/bin/python3", str(ROOT / "tests/integrations/smtp_server.py")], stdin=subprocess.PIPE,
                    stdout=open(WORK / "mail", "wb"), env=dict(os.environ))
while not (WORK / "mail").read_text().startswith("PORT"):
    time.sleep(0.05)
MAIL_PORT = int((WORK / "mail").read_text().split()[1])
with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    PORT = free.getsockname()[1]
(WORK / "prevenance.toml").write_text(f"""[server]
public_address = "http://127.0.0.1:{PORT}"
port = {PORT}
[storage]
data = "{WORK}/data"
root_key_file = "{WORK}/root.key"
resources = "{ROOT}"
[log]
level = "debug"
[mail]
server = "127.0.0.1"
port = {MAIL_PORT}
sender = "prevenance@essai.example"
require_encryption = false
""")
ENVIRONMENT = {**os.environ, "TMPDIR": str(WORK / "tmp")}


def allow_core():
    resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)


def serve():
    global server
    server = start([PROGRAM, "serve", "--config", str(WORK / "prevenance.toml")], stdout=open(WORK / "log.out", "wb"), stderr=open(WORK / "log.err", "wb"),
                   env=ENVIRONMENT, cwd=WORK / "cwd", preexec_fn=allow_core)
    for _ in range(600):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", PORT, timeout=5)
            connection.request("GET", "/readyz", headers={"Host": f"127.0.0.1:{PORT}"})
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        if server.poll() is not None:
            die("the server did not start: " + (WORK / "log.err").read_text())
        time.sleep(0.1)
    die("the server is not ready")


# ---- looking -----------------------------------------------------------------------------------------------------------


def spellings(name):
    text = CANARIES[name].encode()
    forms = {text, text.lower(), text.hex().encode(), text.hex().upper().encode(), text.decode().encode("utf-16-le")}
    for before in range(3):
        coded = base64.b64encode(b"\0" * before + text)
        forms.add(coded[4 if before else 0 : len(text) * 4 // 3 - 2 + before])
    if name in RAW:
        forms |= {RAW[name], RAW[name].hex().encode()}
    return forms


def look():
    places = defaultdict(list)  # place -> bytes
    for name, folder in STAGES:
        for kind in ("files", "backup"):
            for file in sorted((folder / kind).iterdir()):
                places["database" if kind == "files" else "backup"].append(file.read_bytes())
    for file in (WORK / "data").iterdir():
        places["database"].append(file.read_bytes())
    places["log"] = [(WORK / "log.out").read_bytes(), (WORK / "log.err").read_bytes()]
    for line in (WORK / "mail").read_text().splitlines():
        if line.startswith("{"):
            mail = json.loads(line)
            places["mail recipient"].append(" ".join(mail["to"]).encode())
            head, _, words = mail["data"].partition("\n\n") if "\r\n\r\n" not in mail["data"] else mail["data"].partition("\r\n\r\n")
            places["mail recipient"] += [row.encode() for row in head.splitlines() if row.lower().startswith("to:")]
            kept = "\n".join(row for row in head.splitlines() if not row.lower().startswith("to:"))
            body = words.encode()
            if "base64" in kept.lower():
                body += b"\n" + base64.b64decode("".join(words.split()) + "==")
            places["mail"] += [kept.encode(), body, quopri.decodestring(words)]
    for folder in ("tmp", "cwd"):
        for file in (WORK / folder).rglob("*"):
            if file.is_file():
                places["temporary"].append(file.name.encode() + b"\n" + file.read_bytes())
    places["temporary"].append(b"")
    places["address"] = ["\n".join(ADDRESSES).encode()]
    for who, method, path, body in PAGES:
        places[who].append(unescape(body).encode())
    return places


def main():
    try:
        pages = everything()
        stage("at the end")
    finally:
        if "server" in globals() and server.poll() is None:
            os.kill(server.pid, signal.SIGABRT)  # where a core could be written, it is written now
            server.wait()
        mail_server.stdin.close()
        mail_server.wait()
    places = look()
    root_key = (WORK / "root.key").read_bytes()
    secret("root_key", root_key.hex(), root_key)
    hits, table = [], {}
    for name in CANARIES:
        forms = spellings(name)
        for place, texts in places.items():
            count = sum(any(form in text for form in forms) for text in texts)
            table[(name, place)] = count
            if count and place not in ALLOWED[name]:
                hits.append(f"{name} ({CANARIES[name]}) in {place}: {count} times")
    shown = {name for name in CANARIES if any(table[(name, place)] for place in places)}
    if "--table" in sys.argv:
        print_table(places, table)
    mails = len(places["mail recipient"]) // 2
    print(f"{len(CANARIES)} canaries, {len(PAGES)} requests, {len(STAGES)} stages of the files, {mails} mails, "
          f"{sum(len(text) for texts in places.values() for text in texts) // 1024} KiB looked through in {len(places)} kinds of places; "
          f"pages crawled: {', '.join(f'{who} {n}' for who, n in pages.items())}")
    for hit in hits:
        print("HIT:", hit)
    if not table[("control", "database")] or not table[("control", "backup")] or not places["log"][0] + places["log"][1]:
        die("the control was not found in the database or its copy, or the log is empty: nothing was tested")
    needed = {"given_name", "own_words", "visit_motive", "measure_detail", "request_words", "card_code"}
    if not needed <= shown or mails == 0:
        die(f"the journeys did not show {needed - shown} to anybody, or sent no mail ({mails}): nothing was tested")
    print(f"{len(hits)} hits outside of what is allowed")
    return 1 if hits else 0


def print_table(places, table):
    order = ["database", "backup", "log", "mail", "mail recipient", "temporary", "address"]
    order += sorted(place for place in places if place not in order)
    print("| canary | " + " | ".join(order) + " |")
    print("|---|" + "---|" * len(order))
    for name in CANARIES:
        print(f"| {name} | " + " | ".join(str(table.get((name, place), 0) or "·") for place in order) + " |")


try:
    code = main()
finally:
    for process in processes:
        if process.poll() is None:
            process.kill()
if code == 0 and "--keep" not in sys.argv:
    shutil.rmtree(WORK)
else:
    print("kept:", WORK)
sys.exit(code)
