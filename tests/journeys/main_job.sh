#!/usr/bin/env bash
# The whole chain with curl alone, on a demonstration started for it: an employer adds a person, imports absences,
# records a signal through the API, is given a suggestion, talks, hands over an invitation; the person answers with
# the code; a physician opens, confirms, plans, proposes measures; the employer acknowledges; the network reads
# figures. Then the database files and the log are searched for the person's name, words and code.
#   tests/journeys/main_job.sh [PROGRAM]      PROGRAM: build/release/prevenance by default
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
program=${1:-${PREVENANCE_PROGRAM:-$root/build/release/prevenance}}
work=$(mktemp -d)
server=
finish() { [ -z "$server" ] || kill "$server" 2>/dev/null || true; wait 2>/dev/null || true; rm -rf "$work"; }
trap finish EXIT

step() { printf '%s\n' "- $*"; }
die() { printf 'FAILED: %s\n' "$*" >&2; [ -f "$work/page" ] && sed -n 's/<[^>]*>/ /g; /[[:alpha:]]/p' "$work/page" | head -40 >&2; exit 1; }

# --- the server -----------------------------------------------------------------------------------------------------
port=$((20000 + RANDOM % 20000))
"$program" demo --port "$port" --data "$work/demo" --json > "$work/accesses" 2> "$work/log" &
server=$!
for _ in $(seq 600); do grep -q '^{' "$work/accesses" && break; kill -0 "$server" 2>/dev/null || die "the demo did not start: $(cat "$work/log")"; sleep 0.1; done
address=http://127.0.0.1:$port
access() { # role field: the value of the first access of that role
  grep '^{' "$work/accesses" | sed 's/},{/}\n{/g' | grep -m1 "\"role\":\"$1\"" | sed -n "s/.*\"$2\":\"\([^\"]*\)\".*/\1/p"
}

# --- a browser made of curl: one cookie jar a person, hidden fields of the last page sent back -------------------------
as() { person=$1; }
fetch() { # path [curl options]: the page into $work/page, its status into $status, where it leads into $location
  local path=$1; shift
  status=$(curl -sS -o "$work/page" -D "$work/head" -w '%{http_code}' -b "$work/$person.jar" -c "$work/$person.jar" \
    -H 'Sec-Fetch-Site: same-origin' "$@" "$address$path")
  location=$(sed -n 's/^[Ll]ocation: *\([^\r]*\).*/\1/p' "$work/head")
}
hidden() { grep -o "name=\"$1\" value=\"[^\"]*\"" "$work/page" | tail -1 | sed 's/.*value="\([^"]*\)"/\1/' || true; }
post() { # path name=value…: a form with the hidden fields of the page before
  local path=$1 fields=() ; shift
  for field in "$@"; do fields+=(--data-urlencode "$field"); done
  local token key; token=$(hidden form_token); key=$(hidden submission_key)
  [ -z "$token" ] || fields+=(--data-urlencode "form_token=$token")
  [ -z "$key" ] || fields+=(--data-urlencode "submission_key=$key")
  fetch "$path" -H "Origin: $address" "${fields[@]}"
}
text() { sed 's/\xc2\xa0/ /g; s/\xe2\x80\xaf/ /g; s/&#39;/'"'"'/g; s/&quot;/"/g; s/&amp;/\&/g' "$work/page"; }
expect() { [ "$status" = "$1" ] || die "status $status instead of $1: $2"; }
shows() { grep -qF -- "$1" <<< "$(text)" || die "the page does not say « $1 »"; }
hides() { ! grep -qiF -- "$1" <<< "$(text)" || die "the page says « $1 »"; }
sign_in() { # role
  as "$1"; fetch /connexion
  local seed; seed=$(access "$1" totp_seed)
  post /connexion "login=$(access "$1" login)" "password=$(access "$1" password)" "totp=$([ -z "$seed" ] || "$program" totp "$seed" | grep -oE '[0-9]{6}' | head -1)"
  expect 303 "$1 signs in"
}
# Days as the program counts them: Paris days, from whose noon no change of the clocks is near.
noon_today="$(TZ=Europe/Paris date +%F) 12:00"
day() { date -u -d "$noon_today $1" +%F; }
french_day() { date -u -d "$noon_today $1" +%d/%m/%Y; }

given=Zéphyrine family=Canarival number=JRN-4711
words='Je porte seule, et je voudrais en parler : mot-canari-cormoran.'

step "the référent signs in and adds a person"
sign_in referent
fetch /salaries/nouveau; expect 200 "form for a new person"
team=$(text | tr '\n' ' ' | grep -oE '<select id="team".*</select>' | grep -oE 'value="[0-9a-f-]{36}"' | head -1 | cut -d'"' -f2)
job=$(text | tr '\n' ' ' | grep -oE '<select id="job_family".*' | grep -oE 'value="[A-Z]+"' | head -1 | cut -d'"' -f2)
post /salaries/nouveau "given_name=$given" "family_name=$family" "payroll_number=$number" "team=$team" "job_family=$job" \
  "entered_on=$(day '3 years ago')" "informed_on=$(day '200 days ago')"
expect 303 "the person is added"
person_path=$(echo "$location" | sed 's/?.*//')
employee=${person_path##*/}

step "imports absences: preview of every row, then commit"
{
  echo 'matricule;date_debut;date_fin;motif'
  for ago in 100 60 20; do echo "$number;$(french_day "$ago days ago");$(french_day "$((ago - 2)) days ago");Maladie"; done
  echo "$number;$(french_day '150 days ago');$(french_day '149 days ago');Grève cause-canari-pelican"
  echo "$number;31/02/2026;01/03/2026;Maladie"
} > "$work/absences.csv"
fetch /absences/importer
fetch /absences/importer -H "Origin: $address" -F "form_token=$(hidden form_token)" -F "submission_key=$(hidden submission_key)" -F "file=@$work/absences.csv;type=text/csv"
expect 303 "the file is taken"; import=$(echo "$location" | grep -oE '/absences/imports/[0-9a-f-]{36}')
fetch "$import/colonnes"
[ "$status" = 200 ] && post "$import/colonnes" column_0=payroll_number column_1=start column_2=end column_3=reason encoding=utf8 separator=semicolon date_format=day_month_year
fetch "$import/apercu"; expect 200 "the preview"
shows 'n’existe pas'
post "$import/importer"; expect 303 "the import is committed"

step "records a signal through the API, once, also when it is sent twice"
fetch /mon-compte; post /mon-compte/cles "label=Parcours"
api_key=$(grep -oE 'pv_[A-Za-z0-9_-]{43}' "$work/page" | head -1 || true); [ -n "$api_key" ] || die "no API key was shown"
record() {
  curl -sS -o "$work/page" -w '%{http_code}' -H "Authorization: Bearer $api_key" -H 'Content-Type: application/json' \
    -H 'Idempotency-Key: parcours-1' -d "{\"payroll_number\":\"$number\",\"types\":[\"OBS_RETARD\"],\"happened_on\":\"$(day '10 days ago')\"}" "$address/api/v1/signals"
}
[ "$(record)" = 201 ] || die "the signal was not recorded: $(cat "$work/page")"
cp "$work/page" "$work/first"; [ "$(record)" = 201 ] || die "the repetition was refused"
cmp -s "$work/first" "$work/page" || die "the repetition got another answer"

step "reads the suggestion, with its facts and its rule"
fetch "$person_path"; expect 200 "the person's page"
suggestion=$(grep -oE '/suggestions/[0-9a-f-]{36}' "$work/page" | head -1 || true); [ -n "$suggestion" ] || die "no suggestion"
fetch "$suggestion"; expect 200 "the suggestion"
shows 'Vous décidez'; hides 'score'; hides 'Grève'; hides 'cause-canari'

step "talks, and records the talk"
fetch "$person_path/entretien/preparer"; expect 200 "the preparation"
fetch "$person_path/entretien?suggestion=${suggestion##*/}"
post "$person_path/entretien" "suggestion=${suggestion##*/}" "held_on=$(day yesterday)" mode=on_site accompanied=no topics=tasks topics=equipment wish=invitation
expect 303 "the talk is recorded"

step "hands over an invitation; the code is shown once"
fetch "$person_path/invitation"; expect 200 "the invitation's page"
post "$person_path/invitation"; expect 200 "the card"
locator=$(grep -oE '/i/[0-9A-Z-]+' "$work/page" | head -1)
code=$(grep -oE '[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]' "$work/page" | head -1)
[ -n "$locator" ] && [ -n "$code" ] || die "no card"
fetch "$person_path"; cp "$work/page" "$work/before_answer"

step "the person answers on the own phone, without account, cookie or JavaScript"
as nobody; fetch "$locator"; expect 200 "the page for the code"
hides "$family"
post "$locator" code=ZZZZ-ZZZZ-ZZZZ-Z; [ "$status" != 200 ] || hides "$family"
post "$locator" "code=$code"; expect 200 "the message"
shows "$family"; shows 'Ne rien envoyer'
struck=$(grep -oE 'name="struck" value="[0-9]+"' "$work/page" | cut -d'"' -f4 | head -1)
[ -n "$struck" ] || die "the message has no line to strike out"
answer=("code=$code" "own_words=$words" "reach=01 00 00 00 77" "reach_when=le soir" language=fr "struck=$struck")
post "$locator" "${answer[@]}" answer=review; expect 200 "the last look"
shows 'mot-canari-cormoran'
post "$locator" "${answer[@]}" answer=send; expect 200 "the message is sent"
shows 'C’est envoyé'
post "$locator" "${answer[@]}" answer=send
hides 'C’est envoyé'
[ ! -s "$work/nobody.jar" ] || ! grep -q prevenance "$work/nobody.jar" || die "the person's phone got a cookie"

step "the employer's page is the same as before the answer"
as referent; fetch "$person_path"
plain() { sed -E 's/(name="(form_token|submission_key)" value=")[^"]*/\1/g' "$1"; }
diff <(plain "$work/before_answer") <(plain "$work/page") > "$work/difference" || die "the employer's page changed: $(cat "$work/difference")"

step "a physician opens it, confirms by voice, plans the visit and proposes measures"
sign_in physician
for _ in $(seq 50); do
  fetch /boite; expect 200 "the inbox"
  for path in $(grep -oE '/boite/[0-9a-f-]{36}' "$work/page" | sort -u); do
    fetch "$path"; if grep -qF "$family" <<< "$(text)"; then alert=$path; break 2; fi
  done
  sleep 0.2
done
[ -n "${alert:-}" ] || die "the alert did not arrive"
shows 'mot-canari-cormoran'; shows 'Accord à confirmer'
post "$alert/visite" visit_kind=employee_request "visit_on=$(day tomorrow)"; [ "$status" != 303 ] || die "a visit was planned before the agreement was confirmed"
fetch "$alert"; post "$alert/confirmer" "talked_on=$(day today)" talked=true; expect 303 "confirmed by voice"
fetch "$alert"
kind=$(text | tr '\n' ' ' | grep -oE '(id|name)="visit_kind[^>]*value="[a-z_]+"|<option value="[a-z_]+"' | grep -oE 'value="[a-z_]+"' | head -1 | cut -d'"' -f2)
post "$alert/visite" "visit_kind=$kind" "visit_on=$(day today)"; expect 303 "the visit is planned"
fetch "$alert"; post "$alert/visite-faite" "visited_on=$(day today)"; expect 303 "the visit is noted"
fetch "$alert/preconisations"; expect 200 "the form for measures"
measures=(measure=pair_for_transfers "detail_pair_for_transfers=Pour les levers du matin" "talked_with_employee_on=$(day today)" "talked_with_employer_on=$(day today)" "review_on=$(day '60 days')")
post "$alert/preconisations/relire" "${measures[@]}"; expect 200 "the last look at the measures"
shows 'Voici exactement ce que l’employeur lira'
post "$alert/preconisations" "${measures[@]}"; expect 303 "the measures are sent"

step "the employer acknowledges and answers"
as referent; fetch "$person_path"
received=$(grep -oE '/preconisations/[0-9a-f-]{36}' "$work/page" | head -1 || true); [ -n "$received" ] || die "no measures at the employer's"
fetch "$received"; shows 'Pour les levers du matin'; hides 'mot-canari'
post "$received/connaissance"; expect 303 "acknowledged"
fetch "$received"; post "$received/reponse" answer_0=accepted "due_on_0=$(day '30 days')"; expect 303 "answered"

step "the person sees what is held, and withdraws"
as nobody; fetch "$locator"; post "$locator" "code=$code"; expect 200 "the own data"
post "$locator/retrait" "code=$code"; expect 200 "withdrawn"
as physician; fetch "$alert"; hides 'mot-canari'

step "the network reads figures, and why some are hidden"
sign_in network_analyst; fetch /chiffres; expect 200 "the figures"
shows '<svg'; hides "$family"

step "nothing readable is left in the databases or the log"
kill "$server"; wait "$server" || die "the server did not stop cleanly"; server=
bare_code=${code//-/}
for word in "$family" "$given" "$number" mot-canari cause-canari "$code" "${bare_code:0:12}"; do
  for file in "$work"/demo/data/* "$work/log"; do
    ! grep -aqF -- "$word" "$file" || die "« $word » is readable in $(basename "$file")"
  done
done
echo "The main job was done, from end to end."
