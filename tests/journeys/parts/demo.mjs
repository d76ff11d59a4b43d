// Starts the real program as a demo on a free port with a folder of its own, and knows how each kind of user enters.
import { spawn, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
export const program = process.env.PREVENANCE_PROGRAM ?? join(root, 'build/dev/prevenance');

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

export async function startDemo() {
  const folder = mkdtempSync(join(tmpdir(), 'prevenance-journey-'));
  const port = await freePort();
  const child = spawn(program, ['demo', '--port', String(port), '--data', folder, '--json'], { cwd: root });
  let printed = '';
  const doors = await new Promise((done, failed) => {
    child.stdout.on('data', (bytes) => {
      printed += bytes;
      const line = printed.split('\n').find((text) => text.startsWith('{'));
      if (line) done(JSON.parse(line));
    });
    let complaints = '';
    child.stderr.on('data', (bytes) => { complaints += bytes; });
    child.on('exit', (code) => failed(new Error(`the demo ended with ${code}\n${printed}${complaints}`)));
  });
  return {
    address: `http://127.0.0.1:${port}`,
    folder,
    cards: doors.cards,
    ownRequests: doors.own_requests,
    access: (role) => doors.accesses.find((access) => access.role === role),
    stop: () => new Promise((done) => {
      child.removeAllListeners('exit');
      child.on('exit', () => { rmSync(folder, { recursive: true, force: true }); done(); });
      child.kill('SIGTERM');
    }),
  };
}

// The six digits of this moment, from another implementation than the one the program checks with. A code opens
// once, and the program takes the one before and the one after too: a second sign-in within thirty seconds takes the
// next code, a third waits until it is near enough.
const lastStep = new Map();
export async function secondFactor(seed) {
  const present = () => Math.floor(Date.now() / 1000 / 30);
  const step = Math.max(present(), (lastStep.get(seed) ?? 0) + 1);
  lastStep.set(seed, step);
  while (step > present() + 1) await new Promise((done) => { setTimeout(done, 250); });
  const at = new Date(step * 30_000).toISOString().replace('T', ' ').replace(/\..*/, ' UTC');
  return execFileSync('oathtool', ['--totp', '--base32', '--now', at, seed]).toString().trim();
}
