// The real service, as an operator runs it: `prevenance serve` over the folder of a demonstration that has ended, with
// its own public address, its log at debug level and kept.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { program, root } from './demo.mjs';

export function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}

function ended(child) {
  return child.exitCode !== null ? Promise.resolve() : new Promise((done) => { child.on('exit', done); });
}

async function seed(folder) {
  const child = spawn(program, ['demo', '--port', String(await freePort()), '--data', folder, '--json'], { cwd: root });
  let printed = '';
  const doors = await new Promise((done, failed) => {
    child.stdout.on('data', (bytes) => {
      printed += bytes;
      const line = printed.split('\n').find((text) => text.startsWith('{') && text.endsWith('}'));
      if (line) done(JSON.parse(line));
    });
    child.on('exit', (code) => failed(new Error(`the demo ended with ${code}\n${printed}`)));
  });
  child.removeAllListeners('exit');
  child.kill('SIGTERM');
  await ended(child);
  return doors;
}

// `address` is what people type; by default this machine's name, where browsers give passkeys without https.
export async function startServed({ address, port, settings = {} } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'prevenance-served-'));
  const doors = await seed(folder);
  const ownPort = port ?? await freePort();
  const publicAddress = address ?? `http://localhost:${ownPort}`;
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PREVENANCE_')));
  const child = spawn(program, ['serve'], {
    cwd: root,
    env: {
      ...inherited, PREVENANCE_SERVER__PUBLIC_ADDRESS: publicAddress, PREVENANCE_SERVER__PORT: String(ownPort),
      PREVENANCE_STORAGE__DATA: join(folder, 'data'), PREVENANCE_STORAGE__ROOT_KEY_FILE: join(folder, 'root.key'),
      PREVENANCE_STORAGE__RESOURCES: root, PREVENANCE_LOG__LEVEL: 'debug', ...settings,
    },
  });
  let log = '';
  await new Promise((done, failed) => {
    const take = (bytes) => {
      log += bytes;
      if (log.includes('listening on')) done();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('exit', (code) => failed(new Error(`serve ended with ${code}\n${log}`)));
  });
  const end = async () => {
    child.removeAllListeners('exit');
    child.kill('SIGTERM');
    await ended(child);
  };
  return {
    address: publicAddress,
    port: ownPort,
    folder,
    cards: doors.cards,
    log: () => log,
    access: (role) => doors.accesses.find((access) => access.role === role),
    end,
    stop: async () => {
      await end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
