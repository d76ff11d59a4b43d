// POST /api/v1/signals as an experienced Node developer would write it with fastify and better-sqlite3: the
// same story on the same database as the program measured beside it: key, body, person, day, duplicate,
// Idempotency-Key, insert, rules S5 and S7 on the person's facts, audit entry chained by hash, suggestion.
//   node record_signal.mjs DATABASE PORT each|group
// each: one commit a request. group: what arrives in one turn of the event loop shares one commit.
// DATABASE is a prevenance.db made by record_signal_bench; WAL and synchronous=FULL as there.
import { createHash, randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import Fastify from 'fastify';

const [file, port, mode] = process.argv.slice(2);
const db = new Database(file);
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.pragma('foreign_keys = ON');

const find = {
  key: db.prepare(`SELECT a.id, a.employer FROM api_key k JOIN account a ON a.id = k.account
                   WHERE k.label = 'rival' AND k.revoked_at IS NULL AND a.disabled_at IS NULL`),
  person: db.prepare('SELECT id, entered_on, left_on, informed_on FROM employee WHERE id = ? AND employer = ?'),
  answered: db.prepare('SELECT request_hash, status, body FROM answered_request WHERE account = ? AND key = ?'),
  same: db.prepare('SELECT 1 FROM signal WHERE employee = ? AND type = ? AND happened_on = ?'),
  facts: db.prepare(`SELECT id, type AS code, happened_on AS start, NULL AS end FROM signal WHERE employee = ?
                     UNION ALL SELECT id, category, starts_on, ends_on FROM absence WHERE employee = ?
                     UNION ALL SELECT id, kind, starts_on, ends_on FROM legal_stop WHERE employee = ? ORDER BY 3, 1`),
  suggestions: db.prepare('SELECT id, rule, closed_at FROM suggestion WHERE employee = ? AND employer = ?'),
  last: db.prepare('SELECT sequence, entry_hash FROM audit_entry ORDER BY sequence DESC LIMIT 1'),
};
const add = {
  signal: db.prepare(`INSERT INTO signal(id, employer, employee, type, happened_on, recorded_at, recorded_by)
                      VALUES (?, ?, ?, ?, ?, ?, ?)`),
  audit: db.prepare(`INSERT INTO audit_entry(sequence, at, actor, action, object, previous, entry_hash)
                     VALUES (?, ?, ?, 'signal.record', ?, ?, ?)`),
  answered: db.prepare(`INSERT INTO answered_request(account, key, request_hash, status, location, body, answered_at)
                        VALUES (?, ?, ?, 201, ?, ?, ?)`),
  rule: db.prepare(`INSERT INTO archived_rule(content_hash, rule, version, content, first_used_at)
                    VALUES (?, ?, '1', '', ?) ON CONFLICT DO NOTHING`),
  suggestion: db.prepare(`INSERT INTO suggestion(id, employer, employee, rule, content_hash, family, as_of, raised_at)
                          VALUES (?, ?, ?, ?, ?, 'signal', ?, ?)`),
  evidence: db.prepare('INSERT INTO suggestion_evidence(suggestion, position, code, starts_on) VALUES (?, ?, ?, ?)'),
  fact: db.prepare('INSERT INTO suggestion_fact(suggestion, position, fact) VALUES (?, ?, ?)'),
};

const observations = new Set(['OBS_RETARD', 'OBS_TRANSMISSION', 'OBS_OUBLI_TACHE', 'OBS_EVITE_MISSION', 'OBS_PLANNING',
  'OBS_ANNUL_TARDIVE', 'OBS_REUNION', 'OBS_MOINS_CONTACT', 'OBS_CONFLIT', 'OBS_RALENTI', 'OBS_MATERIEL',
  'OBS_PAROLE_TRAVAIL', 'OBS_PROJET']);
const known = new Set([...observations, 'OBS_POSITIF', 'SOUHAITE_ECHANGE']);
const day = (text) => (/^\d{4}-\d\d-\d\d$/.test(text) ? Math.floor(Date.parse(text) / 86400000) : NaN);
const bytes = (uuid) => Buffer.from(uuid.replaceAll('-', ''), 'hex');

// S1: short spells (merged over gaps of two days) in half a year or a year; S5: two observations 14 days apart
// within 90; S7: the person's wish.
function evaluate(facts, today) {
  const found = [];
  const spells = [];
  for (const fact of facts) {
    if (fact.code !== 'MALADIE' && fact.code !== 'IMPREVUE') continue;
    const last = spells.at(-1);
    if (last && last.end !== null && fact.start - last.end <= 3) {
      last.end = fact.end === null ? null : Math.max(last.end, fact.end);
      last.facts.push(fact);
    } else spells.push({ start: fact.start, end: fact.end, facts: [fact] });
  }
  const short = spells.filter((spell) => spell.end !== null && spell.end - spell.start < 7);
  const recent = (window) => short.filter((spell) => spell.start > today - window);
  if (recent(183).length >= 3 || recent(365).length >= 4) found.push({ rule: 'S1', facts: recent(365).flatMap((s) => s.facts) });
  const seen = facts.filter((fact) => observations.has(fact.code) && fact.start > today - 90);
  if (seen.length > 1 && seen.at(-1).start - seen[0].start >= 14) found.push({ rule: 'S5', facts: seen });
  const wish = facts.filter((fact) => fact.code === 'SOUHAITE_ECHANGE' && fact.start > today - 90);
  if (wish.length) found.push({ rule: 'S7', facts: wish });
  return found;
}

function record(account, key, raw, signal) {
  const hash = createHash('sha256').update(raw).digest();
  const earlier = find.answered.get(account.id, key);
  if (earlier) return earlier.request_hash.equals(hash) ? [earlier.status, earlier.body] : [409, '{"code":"conflict"}'];
  const person = find.person.get(signal.employee, account.employer);
  if (!person) return [404, '{"code":"not_found"}'];
  if (person.informed_on === null) return [422, '{"code":"not_informed"}'];
  if (signal.on < person.entered_on || (person.left_on !== null && signal.on > person.left_on)) return [422, '{"code":"invalid"}'];
  if (find.same.get(signal.employee, signal.type, signal.on)) return [409, '{"code":"conflict"}'];
  const now = Math.floor(Date.now() / 1000);
  const today = Math.floor(now / 86400);
  const id = randomBytes(16);
  add.signal.run(id, account.employer, signal.employee, signal.type, signal.on, now, account.id);
  const earlierSuggestions = find.suggestions.all(signal.employee, account.employer);
  for (const { rule, facts } of evaluate(find.facts.all(signal.employee, signal.employee, signal.employee), today)) {
    if (earlierSuggestions.some((suggestion) => suggestion.rule === rule)) continue;
    const suggestion = randomBytes(16);
    add.rule.run('rival-' + rule, rule, now);
    add.suggestion.run(suggestion, account.employer, signal.employee, rule, 'rival-' + rule, today, now);
    facts.forEach((fact, position) => {
      add.evidence.run(suggestion, position, fact.code, fact.start);
      add.fact.run(suggestion, position, fact.id);
    });
  }
  const last = find.last.get();
  const sequence = (last?.sequence ?? 0) + 1;
  const previous = last?.entry_hash ?? Buffer.alloc(0);
  const at = now - (now % 60);
  const chained = createHash('sha256').update(previous).update(String(sequence)).update(String(at)).update(account.id)
    .update('signal.record').update(signal.employee).digest();
  add.audit.run(sequence, at, account.id, signal.employee, previous, chained);
  const body = JSON.stringify({ ids: [id.toString('hex')] });
  add.answered.run(account.id, key, hash, '', body, now);
  return [201, body];
}

const each = db.transaction(record);
const queue = [];
const group = db.transaction((pieces) => pieces.map((piece) => record(...piece.call)));
function flush() {
  const pieces = queue.splice(0);
  const answers = group(pieces);
  pieces.forEach((piece, i) => piece.resolve(answers[i]));
}
const answer = mode === 'group'
  ? (...call) => new Promise((resolve) => {
      if (queue.push({ call, resolve }) === 1) setImmediate(flush);
    })
  : (...call) => each(...call);

const app = Fastify({ bodyLimit: 65536 });
app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => done(null, body));
app.post('/api/v1/signals', async (request, reply) => {
  const bearer = request.headers.authorization ?? '';
  if (!bearer.startsWith('Bearer ')) return reply.code(401).send({ code: 'unauthenticated' });
  createHash('sha256').update(bearer).digest();  // the rival's key is found by label; the hash costs what it costs
  const account = find.key.get();
  const key = request.headers['idempotency-key'];
  if (!account) return reply.code(401).send({ code: 'unauthenticated' });
  if (!key) return reply.code(400).send({ code: 'malformed' });
  let posted;
  try { posted = JSON.parse(request.body); } catch { return reply.code(400).send({ code: 'malformed' }); }
  const signal = { employee: bytes(String(posted.employee)), type: posted.types?.[0], on: day(posted.happened_on) };
  if (signal.employee.length !== 16 || !known.has(signal.type) || !(signal.on <= Date.now() / 86400000))
    return reply.code(422).send({ code: 'invalid' });
  const [status, body] = await answer(account, key, request.body, signal);
  return reply.code(status).type('application/json; charset=utf-8').send(body);
});
await app.listen({ host: '127.0.0.1', port: Number(port) });
console.log(`listening on ${port}`);
