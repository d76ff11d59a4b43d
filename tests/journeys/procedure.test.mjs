// The journeys of the procedure, each with its target: an import of 200 lines (J2), a suggestion decided and the talk put
// on record (J3), a physician's proposal (J5), the plan and its follow-up (J6), a right exercised and answered (J8).
// At the end it prints the times as docs/journeys.md shows them.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { desk, openPage, phone, signIn, startBrowser } from './parts/browser.mjs';
import { problemsOf } from './parts/checks.mjs';
import { french, iso } from './parts/days.mjs';
import { root, startDemo } from './parts/demo.mjs';

const pictures = process.env.SCREENSHOTS ?? join(root, 'build', 'screenshots');
const times = [];
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
  for (const line of times) console.log(line);
});

const picture = (page, name) => page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });
const submit = (page) => page.locator('main form[method=post] button').last().click();
const check = async (page, what) =>
  assert.deepEqual((await problemsOf(page, { posted: true })).map((problem) => `${what}: ${problem}`), []);

// Runs one journey, counts its taps and the pages it needed, and holds the program's share of the time to the target:
// what a person takes to read and think is not measured here.
async function journey(name, target, page, walk) {
  let pages = 0;
  page.on('framenavigated', () => { pages += 1; });
  const started = Date.now();
  await walk();
  const seconds = (Date.now() - started) / 1000;
  times.push(`| ${name} | ${seconds.toFixed(1)} s | ${pages} | ${target} s |`);
  assert.ok(seconds < target, `${name}: ${seconds} s`);
}

async function payrollNumbers(page, most) {
  await page.goto(`${demo.address}/salaries`);
  const files = await page.$$eval('main a[href^="/salaries/"]', (links) => links.map((link) => link.getAttribute('href')));
  const numbers = [];
  for (const file of [...new Set(files)].filter((path) => /[0-9a-f-]{36}$/.test(path)).slice(0, most)) {
    await page.goto(demo.address + file);
    numbers.push(await page.locator('dt:has-text("Matricule de paie") + dd').innerText());
  }
  return numbers;
}

test('J2: 200 lines of absences are imported, with what is refused said, and taken back', async () => {
  const page = await openPage(browser, demo, desk);
  await signIn(page, demo, 'referent');
  const numbers = await payrollNumbers(page, 10);
  assert.ok(numbers.length >= 5);
  const lines = ['matricule;date_debut;date_fin;motif'];
  for (let line = 0; line < 199; ++line) {
    const day = -400 + Math.floor(line / numbers.length) * 9;
    lines.push(`${numbers[line % numbers.length]};${french(day)};${french(day)};Maladie`);
  }
  lines.push(`${numbers[0]};31/02/2026;${french(-8)};Maladie`);
  await journey('J2 import of 200 lines, preview, undo', 240, page, async () => {
    await page.goto(`${demo.address}/absences/importer`);
    await page.setInputFiles('input[type=file]', { name: 'absences.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.join('\r\n')) });
    await page.locator('main form[method=post] button').first().click();
    if (/colonnes/.test(page.url())) await page.getByRole('button', { name: 'Voir l’aperçu' }).click();
    assert.match(await page.innerText('main'), /200\slignes\slues/);
    assert.match(await page.innerText('main'), /n’existe pas/);
    await picture(page, 'import-preview');
    await page.getByRole('button', { name: /^Importer les? / }).click();
    assert.match(await page.innerText('main'), /L’import est fait/);
    await page.getByRole('button', { name: /Annuler/ }).first().click();
    assert.match(await page.innerText('main'), /annulé/i);
  });
  await page.context().close();
});

test('J3: a suggestion is read, the talk is held and put on record', async () => {
  const page = await openPage(browser, demo, phone);
  await signIn(page, demo, 'referent');
  await journey('J3 suggestion, preparation, record of the talk', 180, page, async () => {
    await page.goto(`${demo.address}/a-faire`);
    await page.getByRole('link', { name: /Proposer un échange à/ }).first().click();
    await picture(page, 'suggestion');
    assert.match(await page.innerText('main'), /Ce que nous ne savons pas|raisons/);
    await page.locator('main a[href*="/entretien/preparer"]').first().click();
    await picture(page, 'interview-preparation');
    await page.getByRole('link', { name: /le consigner/ }).click();
    await page.fill('input[name=held_on]', iso(0));
    for (const [name, value] of [['mode', 'on_site'], ['accompanied', 'no'], ['wish', 'talk_again']]) await page.check(`input[name=${name}][value=${value}]`);
    await page.locator('input[name=topics]').first().check();
    await page.fill('input[name=talk_again_on]', iso(30));
    await submit(page);
    assert.match(await page.innerText('main'), /L’échange est consigné/);
  });
  await page.context().close();
});

test('J5: a physician goes from the inbox to what the employer will read, and sends it', async () => {
  const page = await openPage(browser, demo, desk);
  await signIn(page, demo, 'physician');
  await journey('J5 inbox, voice, measures, preview, sent', 300, page, async () => {
    await page.goto(`${demo.address}/boite`);
    // Of the référent's employer, who answers in J6; alerts of one minute stand in no order of employers.
    await page.locator('main li').filter({ hasText: /Grand Vallon/ }).locator('a[href^="/boite/"]').first().click();
    const alert = new URL(page.url()).pathname;
    await page.fill('input[name=talked_on]', iso(0));
    await page.check('input[name=talked]');
    await page.locator(`form[action="${alert}/confirmer"] button`).click();
    await picture(page, 'case');
    await page.goto(`${demo.address}${alert}/preconisations`);
    await page.check('input[name=measure][value=pair_for_transfers]');
    await page.locator('details:has(input[name=detail_pair_for_transfers]) summary').click();
    await page.fill('input[name=detail_pair_for_transfers]', 'À cause de sa hernie');
    await page.fill('input[name=talked_with_employee_on]', iso(0));
    await page.fill('input[name=talked_with_employer_on]', iso(0));
    await submit(page);
    assert.match(await page.innerText('main'), /hernie/, 'a word of health is named');
    assert.match(await page.title(), /^Erreur : /);
    await page.fill('input[name=detail_pair_for_transfers]', 'Le matin.');
    await submit(page);
    assert.match(await page.innerText('main'), /Voici exactement ce que l’employeur lira/);
    await picture(page, 'measures-preview');
    await page.getByRole('button', { name: /^Envoyer/ }).first().click();
    assert.match(await page.innerText('main'), /envoyées à l’employeur/);
  });
  await page.context().close();
});

test('J6: the employer answers the measures, agrees on a plan with the person and carries it out', async () => {
  const page = await openPage(browser, demo, phone);
  await signIn(page, demo, 'referent');
  await journey('J6 measures, plan, answer, end', 300, page, async () => {
    await page.goto(`${demo.address}/a-faire`);
    await page.locator('a[href^="/preconisations/"]').first().click();
    await page.getByRole('button', { name: 'J’ai pris connaissance' }).click();
    await page.check('input[name=answer_0][value=accepted]');
    await page.fill('input[name=due_on_0]', iso(30));
    await page.getByRole('button', { name: 'Envoyer mes réponses' }).click();
    await picture(page, 'received-measures');
    await page.getByRole('link', { name: 'Préparer le plan d’action' }).click();
    assert.equal(await page.locator('select[name=action_0]').inputValue(), 'pair_for_transfers', 'the accepted measure is there already');
    await submit(page);
    assert.match(await page.title(), /^Erreur : /, 'somebody has to take care of it');
    assert.match(await page.innerText('#erreurs'), /Indiquez qui s’en charge/);
    await check(page, 'plan with errors');
    await page.selectOption('select[name=owner_0]', 'sector_manager');
    await submit(page);
    await page.fill('input[name=proposed_on]', iso(0));
    await page.getByRole('button', { name: 'Noter la proposition' }).click();
    await check(page, 'plan put before the person');
    await page.check('input[name=answer][value=accepted]');
    await page.fill('input[name=answered_on]', iso(0));
    await page.getByRole('button', { name: 'Noter sa réponse' }).click();
    await picture(page, 'plan');
    await page.check('input[name=position][value="0"]');
    await page.check('input[name=ending][value=done]');
    await page.fill('input[name=ended_on]', iso(0));
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
    await page.getByRole('button', { name: 'Terminer le plan' }).click();
    assert.match(await page.innerText('main'), /Prochain point le/);
    await check(page, 'finished plan');
  });
  await page.context().close();
});

test('J6: a follow-up takes a minute and the person can end them', async () => {
  const page = await openPage(browser, demo, phone);
  await signIn(page, demo, 'referent');
  await journey('J6 follow-up at six months', 60, page, async () => {
    await page.goto(`${demo.address}/a-faire`);
    await page.getByRole('link', { name: /Faire le point à 6 mois/ }).first().click();
    await submit(page);
    assert.match(await page.title(), /^Erreur : /);
    await check(page, 'follow-up with errors');
    await picture(page, 'follow-up');
    for (const [name, value] of [['still_employed', 'yes'], ['post', 'adapted'], ['measures_in_place', 'all'], ['absences', 'none'],
      ['help_wished', 'no']]) await page.check(`input[name=${name}][value=${value}]`);
    await submit(page);
    assert.match(await page.innerText('main'), /Le même poste, adapté/);
  });
  await page.getByRole('button', { name: /Arrêter les suivis/ }).click();
  assert.match(await page.innerText('main'), /à la demande de la personne/);
  await check(page, 'ended follow-ups');
  await page.context().close();
});

test('J6: of two people on one plan the second is told, and keeps what was typed', async () => {
  const one = await openPage(browser, demo, desk);
  await signIn(one, demo, 'referent');
  await one.goto(`${demo.address}/salaries`);
  const file = await one.locator('main a[href^="/salaries/"]').filter({ hasNotText: /Ajouter/ }).first().getAttribute('href');
  await one.goto(`${demo.address}${file}/plan`);
  await one.check('input[name=document_kind][value=measures_proposal]');
  await one.fill('input[name=document_on]', iso(0));
  await one.fill('input[name=exchanged_on]', iso(0));
  await one.selectOption('select[name=action_0]', 'breaks');
  await one.selectOption('select[name=owner_0]', 'direction');
  await one.fill('input[name=due_on_0]', iso(20));
  await submit(one);
  const plan = one.url().replace(/\?.*/, '');
  const two = await one.context().newPage();
  await two.goto(plan);
  await two.getByRole('button', { name: 'Noter la proposition' }).click();
  await one.fill('input[name=proposed_on]', iso(0));
  await one.getByRole('button', { name: 'Noter la proposition' }).click();
  assert.match(await one.innerText('main'), /Une autre personne vient de modifier ce plan/);
  await check(one, 'the plan as somebody else left it');
  await one.context().close();
});

test('J8: a person asks for a correction, the employer answers, the person reads the answer', async () => {
  const card = demo.cards[0];
  const person = await openPage(browser, demo, { ...phone, javaScriptEnabled: false });
  const open = async () => {
    await person.goto(card.address);
    await person.fill('input[name=code]', card.code);
    await person.getByRole('button', { name: 'Ouvrir', exact: true }).first().click();
  };
  let number;
  await journey('J8 request for a correction', 120, person, async () => {
    await open();
    await person.getByRole('button', { name: 'Voir ce que votre employeur note sur vous' }).first().click();
    await person.getByRole('button', { name: 'Corriger un fait' }).click();
    await person.fill('textarea[name=words]', 'La date n’est pas la bonne.');
    await person.getByRole('button', { name: 'Envoyer la demande à mon employeur' }).click();
    number = (await person.innerText('main')).match(/D-\d{4}-\d{4}/)[0];
  });
  const employer = await openPage(browser, demo, desk);
  await signIn(employer, demo, 'referent');
  await employer.goto(`${demo.address}/droits`);
  await employer.locator('main a').filter({ hasText: number }).first().click();
  await employer.check('input[name=outcome][value=granted]');
  await employer.fill('textarea[name=answer]', 'La date est corrigée.');
  await employer.getByRole('button', { name: 'Répondre' }).click();
  await open();
  await person.getByRole('button', { name: 'Voir ce que votre employeur note sur vous' }).click();
  assert.match(await person.innerText('main'), /La date est corrigée/);
  await person.context().close();
  await employer.context().close();
});
