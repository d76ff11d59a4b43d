// Walks, as each kind of user, every page that a link leads to, at 320 and 1280 pixels: 0 accessibility
// violations (RGAA 4, WCAG 2.2 AA as far as axe can tell), with and without scripts, in forced colours, valid HTML, no
// sideways scrolling (320 pixels are what is left of 1280 at a zoom of 400 %), nothing asked elsewhere, and the weight
// budget.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { desk, openPage, phone, signIn, startBrowser } from './parts/browser.mjs';
import { problemsInForcedColours, problemsOf } from './parts/checks.mjs';
import { startDemo } from './parts/demo.mjs';

const mostPages = 90;
const identifier = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
let demo;
let browser;

before(async () => {
  demo = await startDemo();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

// One page of each kind: addresses that differ only by an identifier, a month, a rule, a sheet, an answer or a query are alike.
async function walk(page, start, width) {
  const seen = new Set();
  const waiting = [...start];
  const problems = [];
  const visited = [];
  while (waiting.length && visited.length < mostPages) {
    const path = waiting.shift();
    const kind = path.replace(identifier, '{id}').replace(/\?.*/, '').replace(/\/\d{4}-\d\d$/, '/{month}').replace(/^\/regles\/\w+/, '/regles/{rule}').replace(/^\/orientation\/[^.]+$/, '/orientation/{question}').replace(/^\/orientation\/.+\..+/, '/orientation/{leaf}').replace(/^\/annuaire\/.+--.+/, '/annuaire/{sheet}');
    if (seen.has(kind)) continue;
    seen.add(kind);
    page.troubles.length = 0;
    const response = await page.goto(demo.address + path).catch((error) => ({ downloads: /download/i.test(String(error)) }));
    if (response.downloads) continue;
    if (!(response.headers()['content-type'] ?? '').startsWith('text/html')) continue;
    visited.push(kind);
    if (response.status() !== 200) problems.push(`${path}: status ${response.status()}`);
    for (const problem of await problemsOf(page)) problems.push(`${kind}: ${problem}`);
    if (width === desk.viewport.width) for (const problem of await problemsInForcedColours(page)) problems.push(`${kind}: ${problem}`);
    // A page without a script is the same page with JavaScript off; one with a script is looked at again without it.
    if (/<script\b/.test(await response.text())) for (const problem of await problemsWithoutScripts(page, path)) problems.push(`${kind} without scripts: ${problem}`);
    const bytes = (await response.body()).length;
    const budget = (await page.locator('main svg').count()) > 3 ? 60 * 1024 : 30 * 1024;  // of a dashboard, its drawings
    if (bytes > budget && !/\/(apercu|colonnes)$/.test(kind)) problems.push(`${kind}: ${bytes} bytes of HTML`);
    const links = await page.$$eval('a[href]', (anchors) => anchors.map((anchor) => anchor.getAttribute('href')));
    for (const link of links) if (link.startsWith('/') && !link.startsWith('//')) waiting.push(link.replace(/#.*/, ''));
  }
  return { problems, visited };
}

async function problemsWithoutScripts(page, path) {
  const plain = await page.context().newPage();
  plain.troubles = [];
  await plain.route('**/*.js', (route) => route.abort());
  await plain.goto(demo.address + path);
  const problems = await problemsOf(plain);
  await plain.close();
  return problems;
}

const starts = {
  nobody: ['/', '/connexion', '/invitation', '/demander-une-visite', '/ce-que-nous-notons', '/accessibilite', '/orientation', '/annuaire', '/nulle-part', '/demo/courriels'],
  manager: ['/a-faire'],
  referent: ['/a-faire', '/salaries', '/calendrier', '/absences/importer', '/equipes', '/regles', '/mon-compte/preuve'],
  physician: ['/boite'],
  cell_member: ['/boite'],
  network_analyst: ['/chiffres'],
  administrator: ['/administration', '/administration/organisations', '/administration/regles',
    '/administration/regles/essai'],
};

for (const [role, start] of Object.entries(starts)) {
  for (const [name, size] of [['phone', phone], ['desk', desk]]) {
    test(`every page as ${role} on a ${name}`, async () => {
      const page = await openPage(browser, demo, size);
      if (role !== 'nobody') await signIn(page, demo, role);
      const { problems, visited } = await walk(page, start, size.viewport.width);
      await page.context().close();
      console.log(`${role} on a ${name}: ${visited.length} pages: ${visited.join(' ')}`);
      assert.deepEqual(problems.filter((problem) => !problem.startsWith('/nulle-part: status 404')), []);
      assert.ok(visited.length >= start.length - 1);
    });
  }
}

test('the stylesheet stays within its budget', async () => {
  const page = await openPage(browser, demo, desk);
  await page.goto(demo.address);
  const address = await page.getAttribute('link[rel=stylesheet]', 'href');
  const css = await (await page.context().request.get(demo.address + address)).body();
  assert.ok(gzipSync(css).length <= 12 * 1024, `${gzipSync(css).length} bytes gzipped`);
});
