// The pages that only a form leads to: errors, previews, cards, last looks, receipts. No link finds them, so they
// are walked to, on a phone and on a desk, and held to the same checks as every other page.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { desk, openPage, phone, signIn, startBrowser } from './parts/browser.mjs';
import { problemsOf } from './parts/checks.mjs';
import { french, iso } from './parts/days.mjs';
import { startDemo } from './parts/demo.mjs';

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

async function check(page, what) {
  assert.deepEqual((await problemsOf(page, { posted: true })).map((problem) => `${what}: ${problem}`), []);
}
const press = (page, name) => page.getByRole('button', { name, exact: true }).first().click();

for (const [size, screen] of [['phone', phone], ['desk', desk]]) {
  test(`what is typed wrong, on a ${size}`, async () => {
    const page = await openPage(browser, demo, screen);
    await page.goto(`${demo.address}/connexion`);
    await page.fill('input[name=login]', 'personne');
    await page.fill('input[name=password]', 'rien');
    await press(page, 'Se connecter');
    await check(page, 'wrong sign-in');
    await page.goto(`${demo.address}/demander-une-visite`);
    await page.locator('main button').last().click();
    await check(page, 'own request with errors');
    await signIn(page, demo, 'referent');
    for (const [path, button] of [['/signaler', 'Enregistrer'], ['/salaries/nouveau', null], ['/calendrier/arret', null],
      ['/calendrier/visite', null], ['/calendrier/retour', null]]) {
      await page.goto(demo.address + path);
      await (button ? press(page, button) : page.locator('main form[method=post] button').last().click());
      assert.match(await page.title(), /^Erreur : /, path);
      await check(page, `${path} with errors`);
    }
    await page.goto(`${demo.address}/droits/papier`);
    await press(page, 'Enregistrer la demande');
    assert.match(await page.title(), /^Erreur : /);
    await check(page, 'a request on paper with errors');
    await page.goto(`${demo.address}/droits`);
    await page.locator('main .tasks a').first().click();
    await press(page, 'Répondre');
    await check(page, 'the answer to a request with errors');
    await page.goto(`${demo.address}/regles/S1`);
    await page.fill('input[name=few]', 'beaucoup');
    await press(page, 'Enregistrer les nombres');
    assert.match(await page.title(), /^Erreur : /);
    await check(page, 'numbers of a rule with errors');
    await page.goto(`${demo.address}/equipes`);
    await page.locator('main .tasks a').first().click();
    await page.locator('main .tasks a').first().click();
    await page.locator('main input[inputmode=numeric]').first().fill('12,5');
    await press(page, 'Enregistrer les chiffres');
    assert.match(await page.title(), /^Erreur : /);
    await check(page, 'figures of a team with errors');
    await page.context().close();
  });

  test(`an import, on a ${size}`, async () => {
    const page = await openPage(browser, demo, screen);
    await signIn(page, demo, 'referent');
    await page.goto(`${demo.address}/absences/importer`);
    await page.setInputFiles('input[type=file]', { name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 rien') });
    await page.locator('main form[method=post] button').first().click();
    assert.match(await page.innerText('main'), /PDF/);
    await check(page, 'a PDF instead of a file');
    await page.goto(`${demo.address}/absences/importer`);
    const lines = ['matricule;date_debut;date_fin;motif', `INCONNU-${size};${french(-9)};${french(-8)};Maladie`,
      `INCONNU-${size};31/02/2026;${french(-8)};Maladie`, `INCONNU-${size};${french(-30)};${french(-30)};Grève`];
    await page.setInputFiles('input[type=file]', { name: 'a.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\r\n')) });
    await page.locator('main form[method=post] button').first().click();
    await check(page, 'after the upload');
    const id = page.url().match(/imports\/([0-9a-f-]{36})/)[1];
    await page.goto(`${demo.address}/absences/imports/${id}/colonnes`);
    await check(page, 'columns');
    await page.goto(`${demo.address}/absences/imports/${id}/apercu`);
    assert.match(await page.innerText('main'), /n’existe pas/);
    await check(page, 'preview');
    await page.context().close();
  });
}

test('the paper card, the message, the last look, the receipt and the own data', async () => {
  const card = demo.cards[1];
  const page = await openPage(browser, demo, phone);
  await page.goto(card.address);
  await page.fill('input[name=code]', '0000');
  await press(page, 'Ouvrir');
  await check(page, 'a code that cannot be');
  await page.fill('input[name=code]', card.code);
  await press(page, 'Ouvrir');
  await check(page, 'message');
  await page.fill('textarea[name=own_words]', 'Je voudrais parler de mes trajets.');
  await page.fill('input[name=reach]', '01 00 00 00 66');
  await press(page, 'Envoyer au médecin du travail');
  await check(page, 'last look');
  await press(page, 'Envoyer');
  await check(page, 'receipt');
  await page.goto(card.address);
  await page.fill('input[name=code]', card.code);
  await press(page, 'Ouvrir');
  await check(page, 'own data');
  await press(page, 'Corriger un fait');
  await check(page, 'a correction');
  await press(page, 'Envoyer la demande à mon employeur');
  assert.match(await page.title(), /^Erreur : /);
  await check(page, 'a correction with errors');
  await page.fill('textarea[name=words]', 'La date n’est pas la bonne.');
  await press(page, 'Envoyer la demande à mon employeur');
  assert.match(await page.innerText('main'), /D-\d{4}-\d{4}/);
  await check(page, 'a request that was sent');
  await press(page, 'Revenir à mes données');
  await press(page, 'Mon livret d’accompagnement, à imprimer');
  await check(page, 'own booklet');
  await press(page, 'Revenir à mes données');
  await press(page, 'Voir une page à imprimer');
  await check(page, 'own data to print');
  await page.context().close();
});

test('a person answers the questions of a follow-up', async () => {
  const page = await openPage(browser, demo, phone);
  const [own] = demo.ownRequests;
  await page.goto(own.address);
  await page.fill('input[name=code]', own.code);
  await press(page, 'Ouvrir');
  await check(page, 'own request');
  await press(page, 'Répondre au service');
  await check(page, 'questions of a follow-up');
  await press(page, 'Envoyer mes réponses au service');
  assert.match(await page.title(), /^Erreur : /);
  await check(page, 'questions of a follow-up with errors');
  for (const [name, value] of [['still_in_work', 'yes'], ['post', 'adapted'], ['help_wished', 'no']]) await page.check(`input[name=${name}][value=${value}]`);
  await press(page, 'Envoyer mes réponses au service');
  assert.match(await page.innerText('main'), /Vos réponses sont envoyées/);
  await check(page, 'answers that were sent');
  await page.context().close();
});

test('a physician goes from the alert to the measures', async () => {
  const page = await openPage(browser, demo, phone);
  await signIn(page, demo, 'physician');
  await page.goto(`${demo.address}/boite`);
  await page.locator('main a[href^="/boite/"]').first().click();
  await check(page, 'alert');
  const alert = new URL(page.url()).pathname;
  await page.fill('input[name=talked_on]', iso(0));
  await page.check('input[name=talked]');
  await page.locator(`form[action="${alert}/confirmer"] button`).click();
  await check(page, 'confirmed');
  await page.goto(`${demo.address}${alert}/preconisations`);
  await page.locator('main form[method=post] button').last().click();
  await check(page, 'measures with errors');
  await page.locator('input[name=measure]').first().check();
  await page.fill('input[name=talked_with_employee_on]', iso(0));
  await page.fill('input[name=talked_with_employer_on]', iso(0));
  await page.locator('main form[method=post] button').last().click();
  assert.match(await page.innerText('main'), /Voici exactement ce que l’employeur lira/);
  await check(page, 'what the employer will read');
  await page.context().close();
});

test('a référent talks, asks for a visit and hands over a card', async () => {
  const page = await openPage(browser, demo, phone);
  await signIn(page, demo, 'referent');
  await page.getByRole('link', { name: /Proposer un échange à/ }).last().click();
  await check(page, 'suggestion');
  const employee = (await page.locator('main a[href*="/entretien"]').first().getAttribute('href')).match(/salaries\/([0-9a-f-]{36})/)[1];
  await page.goto(`${demo.address}/salaries/${employee}/entretien`);
  await page.locator('main form[method=post] button').last().click();
  await check(page, 'talk with errors');
  await page.fill('input[name=held_on]', iso(-1));
  for (const [name, value] of [['mode', 'phone'], ['accompanied', 'no'], ['wish', 'invitation']]) await page.check(`input[name=${name}][value=${value}]`);
  await page.locator('input[name=topics]').first().check();
  await page.locator('main form[method=post] button').last().click();
  await check(page, 'what is open after the talk');
  await page.goto(`${demo.address}/salaries/${employee}/demande-de-visite`);
  await page.locator('main form[method=post] button').last().click();
  await check(page, 'visit request with errors');
  await page.goto(`${demo.address}/salaries/${employee}/invitation`);
  await page.locator('main form[method=post] button').last().click();
  assert.match(await page.innerText('main'), /[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]/);
  await check(page, 'paper card');
  await page.context().close();
});
