// The server is killed with -9 in the middle of 200 recordings, again and again: every signal that was
// acknowledged is there afterwards, none is there twice, and the databases are sound.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { iso } from './parts/days.mjs';
import { program, root, secondFactor } from './parts/demo.mjs';

const recordings = 200;

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

async function start(folder, port) {
  const child = spawn(program, ['demo', '--port', String(port), '--data', folder, '--json'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const doors = await new Promise((done, failed) => {
    let printed = '';
    child.stdout.on('data', (bytes) => {
      printed += bytes;
      const line = printed.split('\n').find((text) => text.startsWith('{'));
      if (line) done(JSON.parse(line));
    });
    child.on('exit', (code) => failed(new Error(`ended with ${code}`)));
  });
  return { child, doors, ended: new Promise((done) => child.on('exit', done)) };
}

// A référent's API key, made as a person would make it.
async function apiKey(address, access) {
  const cookies = new Map();
  const ask = async (path, fields) => {
    const response = await fetch(address + path, {
      method: fields ? 'POST' : 'GET', redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '), origin: address, 'sec-fetch-site': 'same-origin' },
      body: fields && new URLSearchParams(fields),
    });
    for (const cookie of response.headers.getSetCookie()) cookies.set(...cookie.split(';')[0].split(/=(.*)/s).slice(0, 2));
    return response.text();
  };
  await ask('/connexion', { login: access.login, password: access.password, totp: await secondFactor(access.totp_seed) });
  const page = await ask('/mon-compte');
  const hidden = (name) => page.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1] ?? '';
  const made = await ask('/mon-compte/cles', { label: 'arrêt brutal', form_token: hidden('form_token'), submission_key: hidden('submission_key') });
  return made.match(/pv_[\w-]{43}/)[0];
}

test('killing the server in the middle of 200 recordings loses no acknowledged one', { timeout: 300_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'prevenance-kill-'));
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  try {
    let server = await start(folder, port);
    const key = await apiKey(address, server.doors.accesses.find((access) => access.role === 'referent'));
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const { employees } = await (await fetch(`${address}/api/v1/employees?limit=50`, { headers })).json();
    const acknowledged = new Map();
    for (const [round, stopAfter] of [37, 90, 153].entries()) {
      let sent = 0;
      const record = async (number) => {
        const employee = employees[number % employees.length].id;
        const day = iso(-(1 + round * 10 + Math.floor(number / employees.length)));
        const response = await fetch(`${address}/api/v1/signals`, {
          method: 'POST', headers: { ...headers, 'idempotency-key': `kill-${round}-${number}` },
          body: JSON.stringify({ employee, types: ['OBS_POSITIF'], happened_on: day }),
        });
        const body = await response.text();
        if (response.status === 201) acknowledged.set(JSON.parse(body).signals[0].id, employee);
        if (++sent === stopAfter) server.child.kill('SIGKILL');
      };
      const numbers = Array.from({ length: recordings }, (unused, number) => number);
      await Promise.all(Array.from({ length: 16 }, async () => {
        while (numbers.length) await record(numbers.shift()).catch(() => {});
      }));
      server.child.kill('SIGKILL');
      await server.ended;
      server = await start(folder, port);
    }
    assert.ok(acknowledged.size > 100, `${acknowledged.size} acknowledged`);
    for (const [id] of acknowledged) {
      const response = await fetch(`${address}/api/v1/signals/${id}`, { headers });
      assert.equal(response.status, 200, `signal ${id} was acknowledged and is lost`);
    }
    server.child.kill('SIGTERM');
    await server.ended;
    const database = join(folder, 'data', 'prevenance.db');
    assert.equal(execFileSync('sqlite3', [database, 'PRAGMA integrity_check']).toString().trim(), 'ok');
    const doubled = execFileSync('sqlite3', [database,
      'SELECT count(*) FROM (SELECT 1 FROM signal WHERE employee IS NOT NULL GROUP BY employee, type, happened_on HAVING count(*) > 1)']);
    assert.equal(doubled.toString().trim(), '0');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
