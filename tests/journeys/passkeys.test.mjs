// Passkeys in Debian's own Chromium, with its virtual authenticator: adding one, signing in, proving again, removing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPage, phone, signIn, startBrowser } from './parts/browser.mjs';
import { problemsOf } from './parts/checks.mjs';
import { startServed } from './parts/served.mjs';

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

// A security key that the person touches, and that knows the person.
async function plugIn(page, { verified = true } = {}) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: false, hasUserVerification: true,
      isUserVerified: verified, automaticPresenceSimulation: true },
  });
  return { devtools, authenticatorId };
}
const press = (page, name) => page.getByRole('button', { name, exact: true }).first().click();

async function enterWithPassword(page, role) {
  const access = served.access(role);
  await page.goto(`${served.address}/connexion`);
  await page.fill('input[name=login]', access.login);
  await page.fill('input[name=password]', access.password);
  await press(page, 'Se connecter');
}

for (const role of ['referent', 'physician', 'administrator']) {
  test(`${role}: a passkey is added, opens, proves and is removed`, async () => {
    const page = await openPage(browser, served, phone);
    await signIn(page, served, role);
    const { devtools, authenticatorId } = await plugIn(page);
    await page.goto(`${served.address}/mon-compte`);
    await page.getByRole('link', { name: 'Ajouter une clé de sécurité' }).click();
    assert.deepEqual(await problemsOf(page, { posted: true }), []);
    await page.fill('input[name=label]', 'clé de test');
    await press(page, 'Ajouter cette clé');
    await page.waitForURL(/\/connexion/);
    assert.match(await page.innerText('main'), /La clé de sécurité est ajoutée/);
    const { credentials } = await devtools.send('WebAuthn.getCredentials', { authenticatorId });
    assert.equal(credentials.length, 1);
    assert.equal(credentials[0].rpId, 'localhost');

    await enterWithPassword(page, role);
    assert.match(await page.innerText('h1'), /Votre clé de sécurité/);
    assert.deepEqual(await problemsOf(page, { posted: true }), []);
    await press(page, 'Utiliser ma clé de sécurité');
    await page.waitForURL((url) => !url.pathname.startsWith('/connexion'));
    await page.goto(`${served.address}/mon-compte`);
    assert.match(await page.innerText('main'), /clé de test/);

    await page.goto(`${served.address}/mon-compte/preuve?vers=/mon-compte`);
    assert.deepEqual(await problemsOf(page, { posted: true }), []);
    await press(page, 'Utiliser ma clé de sécurité');
    await page.waitForURL(/\/mon-compte$/);
    await page.getByRole('button', { name: /Retirer cette clé de sécurité.*clé de test/ }).click();
    await page.waitForURL(/\/connexion/);
    await enterWithPassword(page, role);
    assert.match(await page.innerText('main'), /ne va pas/);
    await page.context().close();
  });
}

test('a key that does not know the person adds nothing, and the page says so', async () => {
  const page = await openPage(browser, served, phone);
  await signIn(page, served, 'network_analyst');
  await plugIn(page, { verified: false });
  await page.goto(`${served.address}/mon-compte/cles-de-securite/ajouter`);
  await page.fill('input[name=label]', 'inconnue');
  await press(page, 'Ajouter cette clé');
  await page.getByText('La clé n’a pas répondu').waitFor();
  await page.goto(`${served.address}/mon-compte`);
  assert.match(await page.innerText('main'), /Aucune clé de sécurité pour l’instant/);
  await page.context().close();
});

test('without JavaScript the page says what to do, and the code still opens', async () => {
  const page = await openPage(browser, served, { ...phone, javaScriptEnabled: false });
  await signIn(page, served, 'cell_member');
  await page.goto(`${served.address}/mon-compte/cles-de-securite/ajouter`);
  assert.match(await page.innerText('main'), /Sans lui, gardez le code à 6 chiffres/);
  await page.fill('input[name=label]', 'sans script');
  await press(page, 'Ajouter cette clé');
  assert.match(await page.title(), /^Erreur : /);
  assert.match(await page.innerText('main'), /gardez le code à 6 chiffres/);
  await page.context().close();
});
