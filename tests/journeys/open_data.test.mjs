// The open data of each publication of the demonstration, judged by Frictionless Data's own library: the schema is one,
// every row fits it, and what is wrong is refused by it. The addresses answer without an account.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Schema, Table } from 'tableschema';
import { openPage, signIn, startBrowser } from './parts/browser.mjs';
import { startDemo } from './parts/demo.mjs';

let demo;
let releases;

before(async () => {
  demo = await startDemo();
  const browser = await startBrowser();
  const page = await openPage(browser, demo, {});
  await signIn(page, demo, 'network_analyst');
  await page.goto(`${demo.address}/chiffres`);
  const publications = await page.locator('main ul a[href^="/chiffres/"]').evaluateAll((links) => links.map((one) => one.getAttribute('href')));
  const ids = publications.map((path) => /^\/chiffres\/([0-9a-f-]{36})$/.exec(path)?.[1]).filter(Boolean);
  releases = [...new Set(ids)].map((id) => `${demo.address}/api/v1/open-data/${id}`);
  assert.ok(releases.length > 0, 'the demonstration has no publication');
  assert.ok((await page.locator('main a[href$="/datapackage.json"]').getAttribute('href')).includes(ids[0]) || releases.length > 1);
  await browser.close();
});
after(() => demo.stop());

const text = async (address) => {
  const answer = await fetch(address);
  assert.equal(answer.status, 200, address);
  return answer.text();
};
// The library reads records of cells; quotes are only around the names of networks.
const rows = (csv) => csv.trimEnd().split('\r\n').map((line) => line.match(/("(?:[^"]|"")*"|[^,]*)(,|$)/g).slice(0, 8)
  .map((cell) => cell.replace(/,$/, '').replace(/^"|"$/g, '').replace(/""/g, '"')));

test('the schema is a Table Schema', async () => {
  const schema = await Schema.load(JSON.parse(await text(`${releases[0]}/schema.json`)));
  assert.deepEqual(schema.errors.map(String), []);
  assert.equal(schema.valid, true);
});

test('every row of every publication fits the schema, and a shown value is at least ten people or three structures', async () => {
  for (const release of releases) {
    const descriptor = JSON.parse(await text(`${release}/datapackage.json`)).resources[0].schema;
    const table = await Table.load(rows(await text(`${release}/chiffres.csv`)), { schema: descriptor });
    const read = await table.read({ keyed: true });
    assert.ok(read.length > 5, `${release} has ${read.length} rows`);
    for (const row of read) {
      assert.equal(row.valeur === null, row.secret !== null, JSON.stringify(row));
      if (row.valeur !== null) assert.ok(row.indicateur === 'employers' ? row.valeur >= 3 : row.valeur >= 10 && row.valeur % 5 === 0, JSON.stringify(row));
    }
  }
});

test('a decimal comma, another letter and a missing period are refused by the schema', async () => {
  const descriptor = JSON.parse(await text(`${releases[0]}/schema.json`));
  const lines = rows(await text(`${releases[0]}/chiffres.csv`));
  const broken = [[5, '12,5'], [6, 'x'], [0, ''], [0, '2026-T5'], [2, 'Signaux']];
  for (const [column, value] of broken) {
    const row = [...lines[1]];
    row[column] = value;
    const table = await Table.load([lines[0], row], { schema: descriptor });
    await assert.rejects(table.read(), `${value} in column ${column} was taken`);
  }
});

test('the package describes its file', async () => {
  for (const release of releases) {
    const described = JSON.parse(await text(`${release}/datapackage.json`));
    const csv = await text(`${release}/chiffres.csv`);
    assert.equal(described.resources[0].bytes, Buffer.byteLength(csv));
    assert.equal(described.licenses[0].name, 'etalab-2.0');
    assert.ok(release.endsWith(described.id));
    assert.deepEqual(rows(csv)[0], described.resources[0].schema.fields.map((field) => field.name));
  }
});

test('a release is not sent twice to who has it, and what is missing is a problem in JSON', async () => {
  for (const file of ['datapackage.json', 'chiffres.csv', 'schema.json']) {
    const first = await fetch(`${releases[0]}/${file}`);
    const again = await fetch(`${releases[0]}/${file}`, { headers: { 'If-None-Match': first.headers.get('etag') } });
    assert.equal(again.status, 304);
    assert.equal(await again.text(), '');
    const other = await fetch(`${releases[0]}/${file}`, { headers: { 'If-None-Match': '"another"' } });
    assert.equal(other.status, 200);
  }
  const missing = await fetch(`${demo.address}/api/v1/open-data/00000000-0000-4000-8000-000000000000/chiffres.csv`);
  assert.equal(missing.status, 404);
  assert.match(missing.headers.get('content-type'), /^application\/problem\+json/);
  assert.equal((await missing.json()).status, 404);
});
