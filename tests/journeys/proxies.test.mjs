// The whole way with encryption: nginx and HAProxy with the configurations this project ships and a certificate made
// for the test, in front of the real `prevenance serve`.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import http from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { root, secondFactor } from './parts/demo.mjs';
import { freePort, startServed } from './parts/served.mjs';

const name = 'prevenance.example';

function certificate(folder) {
  const key = join(folder, 'prevenance.key');
  const chain = join(folder, 'fullchain.pem');
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}`,
    '-addext', `subjectAltName=DNS:${name}`, '-keyout', key, '-out', chain], { stdio: 'ignore' });
  const both = join(folder, 'prevenance.pem');
  writeFileSync(both, readFileSync(chain, 'utf8') + readFileSync(key, 'utf8'));
  return { key, chain, both };
}

// Fails where the shipped file no longer says what the test replaces: it would test something else.
function replaced(text, from, to) {
  assert.equal(text.split(from).length, 2, `the configuration must say exactly once: ${from}`);
  return text.replace(from, to);
}

function nginxConfiguration(folder, made, ports) {
  let site = readFileSync(join(root, 'config/nginx/prevenance.conf'), 'utf8');
  site = replaced(site, 'server 127.0.0.1:8080;', `server 127.0.0.1:${ports.app};`);
  site = replaced(site, '    listen 127.0.0.1:8081;\n', '');
  site = replaced(site, '# listen 443 ssl http2;', `listen 127.0.0.1:${ports.tls} ssl http2;`);
  site = replaced(site, '# ssl_certificate     /etc/ssl/prevenance/fullchain.pem;', `ssl_certificate ${made.chain};`);
  site = replaced(site, '# ssl_certificate_key /etc/ssl/private/prevenance.key;', `ssl_certificate_key ${made.key};`);
  for (const line of ['ssl_protocols ', 'ssl_ciphers ', 'ssl_conf_command ', 'ssl_prefer_server_ciphers ']) site = replaced(site, `# ${line}`, line);
  const [before, after] = site.split('# With a certificate: people are sent to the encrypted address, programs are refused.\n');
  const plain = after.replace(/^# /gm, '').replace('listen 80;', `listen 127.0.0.1:${ports.plain};`);
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${kind};\n`).join('');
  writeFileSync(join(folder, 'nginx.conf'),
    `daemon off;\nmaster_process off;\npid nginx.pid;\nerror_log error.log warn;\nevents { worker_connections 256; }\nhttp {\n${temporary}${before}${plain}}\n`);
  return { command: 'nginx', args: ['-p', `${folder}/`, '-c', 'nginx.conf', '-e', 'error.log'] };
}

function haproxyConfiguration(folder, made, ports) {
  let text = readFileSync(join(root, 'config/haproxy/prevenance.cfg'), 'utf8');
  text = replaced(text, 'server prevenance 127.0.0.1:8080', `server prevenance 127.0.0.1:${ports.app}`);
  text = replaced(text, '    bind 127.0.0.1:8081\n', '');
  text = replaced(text, '# bind :443 ssl crt /etc/ssl/private/prevenance.pem', `bind 127.0.0.1:${ports.tls} ssl crt ${made.both}`);
  text = replaced(text, '# bind :80', `bind 127.0.0.1:${ports.plain}`);
  text = replaced(text, '# http-request redirect', 'http-request redirect');
  for (const line of ['http-request deny deny_status 403 if { path_beg /api/ }', 'ssl-default-bind-options ', 'ssl-default-bind-ciphers ', 'ssl-default-bind-ciphersuites ']) text = replaced(text, `# ${line}`, line);
  writeFileSync(join(folder, 'haproxy.cfg'), text);
  return { command: 'haproxy', args: ['-db', '-f', join(folder, 'haproxy.cfg')] };
}

async function opened(port, child, complaints) {
  for (let turn = 0; turn < 200; turn += 1) {
    if (child.exitCode !== null) throw new Error(`the proxy ended: ${complaints()}`);
    const works = await new Promise((done) => {
      const socket = connect(port, '127.0.0.1', () => { socket.destroy(); done(true); });
      socket.on('error', () => done(false));
    });
    if (works) return;
    await new Promise((done) => { setTimeout(done, 50); });
  }
  throw new Error(`the proxy did not open its port: ${complaints()}`);
}

async function behind(configure, story) {
  const folder = mkdtempSync(join(tmpdir(), 'prevenance-proxy-'));
  const ports = { app: await freePort(), tls: await freePort(), plain: await freePort() };
  const made = certificate(folder);
  const address = `https://${name}:${ports.tls}`;
  const served = await startServed({ address, port: ports.app, settings: { PREVENANCE_SERVER__BEHIND_PROXY: 'true' } });
  const { command, args } = configure(folder, made, ports);
  const proxy = spawn(command, args, { env: { ...process.env, PATH: `/usr/sbin:/sbin:${process.env.PATH}` } });
  let complaints = '';
  proxy.stderr.on('data', (bytes) => { complaints += bytes; });
  try {
    await opened(ports.tls, proxy, () => complaints);
    await story({ served, ports, made, address, ask: asker(ports, made, address) });
  } finally {
    proxy.kill('SIGTERM');
    await served.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

// One browser: checks the certificate, keeps cookies, says where its forms come from.
function asker(ports, made, address) {
  const ca = readFileSync(made.chain);
  const cookies = new Map();
  return (path, { fields, headers = {}, method = fields ? 'POST' : 'GET' } = {}) => new Promise((done, failed) => {
    const body = fields && new URLSearchParams(fields).toString();
    const sent = request({
      host: '127.0.0.1', port: ports.tls, servername: name, ca, path, method,
      headers: {
        host: `${name}:${ports.tls}`, cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; '),
        ...(body === undefined ? {} : { origin: address, 'sec-fetch-site': 'same-origin',
          'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) }),
        ...headers,
      },
    }, (reply) => {
      let text = '';
      reply.on('data', (bytes) => { text += bytes; });
      reply.on('end', () => {
        for (const cookie of reply.headers['set-cookie'] ?? []) cookies.set(...cookie.split(';')[0].split(/=(.*)/s).slice(0, 2));
        done({ status: reply.statusCode, headers: reply.headers, text });
      });
    });
    sent.on('error', failed);
    sent.end(body);
  });
}

function plainly(port, path) {
  return new Promise((done, failed) => {
    http.get({ host: '127.0.0.1', port, path, headers: { host: name } }, (reply) => {
      reply.resume();
      done({ status: reply.statusCode, location: reply.headers.location });
    }).on('error', failed);
  });
}

const securityHeaders = ['content-security-policy', 'x-content-type-options', 'referrer-policy', 'cross-origin-opener-policy',
  'cross-origin-resource-policy', 'permissions-policy', 'cache-control', 'strict-transport-security'];

// What a client offers, and what is spoken then; null: nothing.
const suites = [
  [['-tls1_3', '-ciphersuites', 'TLS_AES_128_GCM_SHA256:TLS_AES_256_GCM_SHA384'], 'TLS_AES_256_GCM_SHA384'],
  [['-tls1_2', '-cipher', 'ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384'], 'ECDHE-RSA-AES256-GCM-SHA384'],
  [['-tls1_2', '-cipher', 'ECDHE-RSA-CHACHA20-POLY1305'], 'ECDHE-RSA-CHACHA20-POLY1305'],
  [['-tls1_2', '-cipher', 'ECDHE-RSA-AES256-SHA384'], null], // CBC
  [['-tls1_2', '-cipher', 'AES256-GCM-SHA384'], null], // no forward secrecy
  [['-tls1_2', '-cipher', 'DHE-RSA-AES256-GCM-SHA384'], null],
  [['-tls1_2', '-cipher', 'ECDHE-RSA-AES128-SHA'], null],
  [['-tls1_3', '-ciphersuites', 'TLS_AES_128_CCM_SHA256'], null],
  [['-tls1_1', '-cipher', 'ALL:@SECLEVEL=0'], null],
];

// Not execFileSync: the proxy answers while this process waits.
function suiteSpoken(port, chain, offered) {
  return new Promise((done) => {
    const child = spawn('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, '-servername', name, '-CAfile', chain, '-brief', ...offered]);
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => { said += bytes; });
    child.on('close', () => done(/^Ciphersuite: (\S+)/m.exec(said)?.[1] ?? null));
    child.stdin.end();
  });
}

const proxies = { nginx: nginxConfiguration, haproxy: haproxyConfiguration };
for (const [proxy, configure] of Object.entries(proxies)) {
  test(`behind ${proxy}`, { timeout: 400_000 }, (t) => behind(configure, async ({ served, ports, made, ask }) => {
    await t.test('signing in with a secure cookie, over an encrypted line only', async () => {
      const { login, password, totp_seed: seed } = served.access('referent');
      const refused = await ask('/connexion', { fields: { login, password, totp: '1' }, headers: { origin: 'https://mal.example' } });
      assert.equal(refused.status, 403);
      const entered = await ask('/connexion', { fields: { login, password, totp: await secondFactor(seed) } });
      assert.equal(entered.status, 303, entered.text);
      assert.match(entered.headers['set-cookie'][0], /^__Host-prevenance=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/);
      const page = await ask('/a-faire');
      assert.equal(page.status, 200);
      assert.equal(page.headers['strict-transport-security'], 'max-age=63072000; includeSubDomains');
      assert.match(page.headers['content-security-policy'], /^default-src 'none'/);
      assert.equal(page.headers['cache-control'], 'no-store');
      assert.doesNotMatch(page.headers.server ?? '', /\d/, 'a version');
      const redirected = await plainly(ports.plain, '/connexion');
      assert.equal(redirected.status, 308);
      assert.match(redirected.location, /^https:\/\//);
    });

    await t.test('a program that speaks without encryption is refused, not led on', async () => {
      const refused = await plainly(ports.plain, '/api/v1/employees');
      assert.equal(refused.status, 403);
      assert.equal(refused.location, undefined);
    });

    await t.test('only the suites of the list are spoken, the strongest first', async () => {
      for (const [offered, spoken] of suites) assert.equal(await suiteSpoken(ports.tls, made.chain, offered), spoken, offered.join(' '));
    });

    await t.test('what a client claims of its address is not believed', async () => {
      const statuses = [];
      for (let turn = 0; turn < 24; turn += 1) {
        const reply = await ask('/connexion', { fields: { login: `personne-${turn}`, password: 'rien du tout' },
          headers: { 'x-forwarded-for': `203.0.${turn}.7`, forwarded: `for=203.0.${turn}.7` } });
        statuses.push(reply.status);
      }
      const tried = statuses.filter((status) => status === 422).length;
      assert.ok(tried >= 10 && tried <= 20, statuses.join(' '));
      assert.ok(statuses.slice(tried).every((status) => status === 429), statuses.join(' '));
      assert.ok(!served.log().includes('203.0.'));
    });

    await t.test('a flood at the door and a body without end stop at the proxy', async () => {
      const large = await ask('/absences/importer', { method: 'POST', headers: { 'content-length': String(21 * 1024 * 1024) } }).catch((error) => error);
      // HAProxy waits for the body before it looks at the length: a body that does not come ends with 408.
      assert.ok([408, 413].includes(large.status) || /ECONNRESET|EPIPE|hang up/.test(String(large)), String(large.status ?? large));
      const statuses = await Promise.all(Array.from({ length: 90 }, () => ask('/connexion').then((reply) => reply.status)));
      assert.ok(statuses.filter((status) => status === 429).length >= 20, statuses.join(' '));
      assert.ok(statuses.filter((status) => status === 200).length >= 5, statuses.join(' '));
      assert.equal((await ask('/accessibilite')).status, 200);
    });

    await t.test('what the proxy refuses by itself has the same headers as a page of the program', async () => {
      const page = await ask('/accessibilite');
      const floods = await Promise.all(Array.from({ length: 90 }, () => ask('/connexion')));
      const ours = floods.find((reply) => reply.status === 429);
      assert.ok(ours, 'nothing was refused');
      await served.end();
      const gone = await ask('/accessibilite');
      assert.ok([502, 503].includes(gone.status), String(gone.status));
      for (const refused of [ours, gone]) {
        for (const header of securityHeaders) {
          assert.ok(page.headers[header], header);
          assert.equal(refused.headers[header], page.headers[header], `${header} of a ${refused.status}`);
        }
        assert.doesNotMatch(refused.headers.server ?? '', /\d/, 'a version');
        assert.doesNotMatch(refused.text, /nginx|haproxy/i);
      }
    });
  }));
}
