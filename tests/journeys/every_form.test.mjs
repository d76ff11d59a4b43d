// Every form of every role, each field filled with what an attacker would type: the pages that come back hold no new
// node, nothing runs, nothing ends in a 500; and the log, at debug level, holds not one of the words that were typed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { desk, openPage, signIn, startBrowser } from './parts/browser.mjs';
import { startServed } from './parts/served.mjs';

const corpus = [
  '<pvnode onclick=pvran()>pvword',
  '"><pvnode onload=pvran()>pvword',
  "' pvattribute=1 onmouseover='pvran()' x='pvword",
  '" pvattribute="1" autofocus onfocus="pvran()" pvword',
  '</textarea><pvnode>pvword</textarea>',
  '</title></script><script>pvran()</script>pvword',
  '{{{pvword}}}{{> layout}}{{#accounts}}',
  'javascript:pvran()//pvword',
  'pvword\u202e\u2028\r\nSet-Cookie: pvcookie=1',
  '&lt;pvnode&gt;&#60;pvnode&#62;pvword',
];
const canaries = ['Pvcanari-nom', 'pvcanari@exemple.invalid', '06 99 88 77 66'];
const identifier = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const mostPages = 60;

let served;
let browser;
before(async () => {
  served = await startServed();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await served?.stop();
});

const kindOf = (path) => path.replace(identifier, '{id}').replace(/\?.*/, '').replace(/\/\d{4}-\d\d$/, '/{month}').replace(/^\/regles\/\w+/, '/regles/{rule}').replace(/^\/orientation\/[^.]+$/, '/orientation/{question}').replace(/^\/orientation\/.+\..+/, '/orientation/{leaf}').replace(/^\/annuaire\/.+--.+/, '/annuaire/{sheet}');

// In the browser: the forms of this page that post, without the one that signs out.
const formsOf = (page) => page.$$eval('form[method=post]', (forms) => forms.map((form) => form.getAttribute('action')));

// Fills every field with `text`, keeps tokens and hidden identifiers, ticks everything, and sends as the page would.
async function send(page, index, text, hidden) {
  await Promise.all([
    page.waitForNavigation({ waitUntil: 'domcontentloaded' }),
    page.$$eval('form[method=post]', (forms, { index: chosen, text: typed, hidden: hiddenToo }) => {
      const form = forms[chosen];
      for (const field of form.elements) {
        if (['form_token', 'submission_key'].includes(field.name) || field.type === 'file' || !field.name) continue;
        if (field.type === 'checkbox' || field.type === 'radio') { field.checked = true; if (hiddenToo) field.value = typed; continue; }
        if (field.tagName === 'SELECT') { if (hiddenToo) { field.add(new Option(typed, typed, true, true)); } else if (field.options.length > 1) field.selectedIndex = 1; continue; }
        if (field.type === 'hidden' && !hiddenToo) continue;
        field.type = field.type === 'hidden' ? 'hidden' : 'text';
        field.value = typed;
      }
      HTMLFormElement.prototype.submit.call(form);
    }, { index, text, hidden }),
  ]);
}

async function problemsIn(page, what) {
  const found = await page.evaluate(() => ({
    nodes: document.querySelectorAll('pvnode, [pvattribute], main script:not([src^="/assets/passkey.js"]), [onclick], [onload], [onfocus], [onmouseover], a[href^="javascript:"]').length,
    ran: globalThis.pvran !== undefined,
    cookie: document.cookie.includes('pvcookie'),
  }));
  return Object.entries(found).filter(([, value]) => value).map(([name, value]) => `${what}: ${name} ${value}`);
}

async function walkForms(page, starts, counts) {
  const seen = new Set();
  const sent = new Set();
  const waiting = [...starts];
  const problems = [];
  for (let visited = 0; waiting.length && visited < mostPages;) {
    const path = waiting.shift();
    if (seen.has(kindOf(path))) continue;
    seen.add(kindOf(path));
    const open = () => page.goto(served.address + path).catch(() => null);
    const response = await open();
    if (!response || !(response.headers()['content-type'] ?? '').startsWith('text/html')) continue;
    visited += 1;
    const links = await page.$$eval('main a[href], nav a[href]', (anchors) => anchors.map((anchor) => anchor.getAttribute('href')));
    for (const link of links) if (link.startsWith('/') && !link.startsWith('//')) waiting.push(link.replace(/#.*/, ''));
    const actions = await formsOf(page);
    for (const action of actions) {
      // What would end the walk: the own session, the own second factor, the own account.
      if (/deconnexion|\/sessions\/|\/fermer$|\/second-facteur$|\/retirer$/.test(action)) continue;
      if (sent.has(kindOf(action))) continue;
      sent.add(kindOf(action));
      const texts = [...corpus, `${canaries.join(' ')} pvword`];
      for (const [turn, text] of texts.entries()) {
        await open();
        const now = (await formsOf(page)).indexOf(action);
        if (now < 0) break;
        const [answer] = await Promise.all([page.waitForResponse((reply) => reply.request().isNavigationRequest()), send(page, now, text, turn % 3 === 2)]);
        counts.posts += 1;
        if (answer.status() >= 500 && answer.status() !== 503) problems.push(`${action}: ${answer.status()} for ${text}`);
        problems.push(...await problemsIn(page, `${action} with ${text}`));
      }
    }
    await open();
    problems.push(...await problemsIn(page, path));
  }
  return problems;
}

// The forms above try many passwords from one address; the door lets it wait for a minute.
async function enter(page, role) {
  for (let turn = 0; ; turn += 1) {
    try {
      return await signIn(page, served, role);
    } catch (error) {
      if (turn === 5) throw error;
      await new Promise((done) => { setTimeout(done, 20_000); });
    }
  }
}

const starts = {
  nobody: ['/connexion', '/invitation', '/demander-une-visite'],
  manager: ['/a-faire', '/signaler', '/mon-compte'],
  referent: ['/a-faire', '/salaries', '/salaries/nouveau', '/calendrier', '/absences/importer', '/equipes', '/regles', '/mon-compte'],
  physician: ['/boite', '/boite/membres', '/mon-compte'],
  cell_member: ['/boite', '/mon-compte'],
  network_analyst: ['/chiffres', '/mon-compte'],
  administrator: ['/administration', '/administration/organisations', '/administration/comptes/ajouter', '/mon-compte'],
};
const counts = { posts: 0 };

for (const [role, paths] of Object.entries(starts)) {
  test(`${role}: no form brings a node, a script or a 500 back`, { timeout: 600_000 }, async () => {
    const page = await openPage(browser, served, desk);
    if (role !== 'nobody') await enter(page, role);
    const before = counts.posts;
    const own = role === 'nobody' ? [...paths, new URL(served.cards[0].address).pathname] : paths;
    assert.deepEqual(await walkForms(page, own, counts), []);
    assert.ok(counts.posts > before, `${role} posted nothing`);
    await page.context().close();
  });
}

test('what was typed shows in the pages, so that the search above was not blind', async () => {
  const page = await openPage(browser, served, desk);
  let shown = false;
  for (let turn = 0; turn < 6 && !shown; turn += 1) {
    if (turn > 0) await new Promise((done) => { setTimeout(done, 20_000); });  // the door, as for enter()
    await page.goto(`${served.address}/connexion`);
    await page.fill('input[name=login]', corpus[0]);
    await page.locator('main button').click();
    shown = (await page.content()).includes('pvword');
  }
  assert.ok(shown);
  await page.context().close();
});

test('the log at debug level holds no word that anybody typed, no name and no code', async () => {
  assert.ok(counts.posts > 300, `${counts.posts} forms`);
  const log = served.log();
  assert.ok(log.includes('listening on'));
  const accesses = ['manager', 'referent', 'physician', 'cell_member', 'network_analyst', 'administrator'].map((role) => served.access(role));
  const words = ['pvword', 'pvnode', 'pvcanari', 'Pvcanari', '06 99 88', ...accesses.flatMap((access) => [access.login, access.password, access.totp_seed]),
    ...served.cards.map((card) => card.code)].filter(Boolean);
  for (const word of words) assert.ok(!log.includes(word), `the log holds « ${word} »`);
  assert.ok(!/[\x00-\x08\x0b-\x1f\x7f]/.test(log), 'a control character in the log');
});
