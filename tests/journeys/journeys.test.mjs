// J1: an employer notes a signal on a phone. J4: a person answers an invitation on a phone, without JavaScript.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { desk, openPage, phone, signIn, startBrowser } from './parts/browser.mjs';
import { problemsOf } from './parts/checks.mjs';
import { root, startDemo } from './parts/demo.mjs';

const pictures = process.env.SCREENSHOTS ?? join(root, 'build', 'screenshots');
let demo;
let browser;

before(async () => {
  mkdirSync(pictures, { recursive: true });
  demo = await startDemo();
  browser = await startBrowser();
});
after(async () => {
  await browser?.close();
  await demo?.stop();
});

const picture = (page, name) => page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });

test('J1: a manager notes a signal on a phone in at most six taps and within sixty seconds', async () => {
  const page = await openPage(browser, demo, phone);
  await signIn(page, demo, 'manager');
  const network = await page.context().newCDPSession(page);
  await network.send('Network.emulateNetworkConditions',
    { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 });
  const started = Date.now();
  let taps = 0;
  const tap = async (locator) => { taps += 1; await locator.click(); };
  await tap(page.getByRole('link', { name: 'Noter un signal' }).first());
  await picture(page, 'signal-form');
  await tap(page.locator('input[name=employee]').first());
  await tap(page.locator('input[name=type]').first());
  await tap(page.locator('input[name=day][value=today]'));
  await tap(page.getByRole('button', { name: 'Enregistrer' }));
  assert.match(await page.innerText('main'), /noté/i);
  await picture(page, 'signal-receipt');
  assert.ok(Date.now() - started < 60_000, `${Date.now() - started} ms`);
  assert.ok(taps <= 6, `${taps} taps`);
  assert.deepEqual(await problemsOf(page), []);
  await page.context().close();
});

test('J1: an empty form says everything that is missing, keeps the focus order and the title says it', async () => {
  const page = await openPage(browser, demo, phone);
  await signIn(page, demo, 'manager');
  await page.goto(`${demo.address}/signaler`);
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  assert.match(await page.title(), /^Erreur : /);
  const summary = page.locator('#erreurs');
  assert.match(await summary.innerText(), /Choisissez une personne/);
  assert.match(await summary.innerText(), /Cochez/);
  for (const link of await summary.locator('a').all()) {
    const target = await link.getAttribute('href');
    assert.equal(await page.locator(target).count(), 1, `${target} is not on the page`);
  }
  await page.context().close();
});

test('J4: a person reads, strikes a line out, adds words and sends, on a 320 pixel phone with JavaScript off', async () => {
  const [card] = demo.cards;
  assert.ok(card, 'the demo hands over a card');
  const page = await openPage(browser, demo, { ...phone, javaScriptEnabled: false });
  await page.goto(card.address);
  await page.fill('input[name=code]', card.code.toLowerCase().replaceAll('-', ' '));
  await page.getByRole('button', { name: 'Ouvrir' }).click();
  assert.deepEqual(await problemsOf(page, { scripts: false }), []);
  await picture(page, 'message');
  const sizes = [];
  for (const name of ['Envoyer au médecin du travail', 'Ne rien envoyer', 'Décider plus tard'])
    sizes.push(await page.getByRole('button', { name }).boundingBox());
  assert.equal(new Set(sizes.map((box) => `${Math.round(box.width)}×${Math.round(box.height)}`)).size, 1, JSON.stringify(sizes));
  await page.locator('input[name=struck]').first().check();
  await page.fill('textarea[name=own_words]', 'Je voudrais parler de mes tournées.');
  await page.fill('input[name=reach]', '01 00 00 00 55');
  await page.getByRole('button', { name: 'Envoyer au médecin du travail' }).click();
  await picture(page, 'review');
  assert.match(await page.innerText('main'), /Lignes retirées/);
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
  assert.match(await page.innerText('main'), /C’est envoyé|envoyé/);
  await picture(page, 'consent-receipt');
  assert.equal((await page.context().cookies()).length, 0);
  await page.context().close();
});

test('the pictures of the README', async () => {
  for (const [role, path, name] of [
    ['referent', '/a-faire', 'todo'], ['physician', '/boite', 'inbox'], ['network_analyst', '/chiffres', 'figures'],
  ]) {
    const page = await openPage(browser, demo, desk);
    await signIn(page, demo, role);
    await page.goto(demo.address + path);
    await page.screenshot({ path: join(pictures, `${name}.png`) });
    await page.context().close();
  }
  const page = await openPage(browser, demo, phone);
  await page.goto(demo.cards.at(-1).address);
  await page.fill('input[name=code]', demo.cards.at(-1).code);
  await page.getByRole('button', { name: 'Ouvrir' }).click();
  await page.screenshot({ path: join(pictures, 'invitation.png') });
  await page.context().close();
});
