// The pictures of the user guide: each screen at 320 and at 1280 pixels, from a demonstration. Run by hand when a
// screen changed, and look at what it made:
//   PREVENANCE_PROGRAM=build/plain/prevenance node guide_pictures.mjs [FOLDER]     FOLDER: docs/guide/images
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { desk, openPage, phone, signIn, startBrowser } from './parts/browser.mjs';
import { root, startDemo } from './parts/demo.mjs';

const folder = process.argv[2] ?? join(root, 'docs', 'guide', 'images');
mkdirSync(folder, { recursive: true });
const demo = await startDemo();
const browser = await startBrowser();

const first = (selector) => async (page) => (await page.locator(selector).first().getAttribute('href'));
const named = (selector, words) => async (page) => page.locator(selector).filter({ hasText: words }).first().getAttribute('href');

const lastQuarter = named('main a[href^="/chiffres/"]', /^\d\S* trimestre \d{4}$/);
const byDepartment = async (page) => `${new URL(page.url()).pathname}?selon=departement`;
const card = (code) => first(`main a[href$="fiche=${code}"]:not([href*="tableur.csv"])`);

// role, where to start, then links to follow, each found on the page before; the name of the picture, and where on
// the page it begins, if that is not the top.
const screens = [
  ['nobody', '/', [], 'accueil'],
  ['nobody', '/demander-une-visite', [], 'demander-une-visite'],
  ['nobody', '/orientation', [], 'orientation'],
  ['nobody', '/annuaire', [], 'annuaire'],
  ['nobody', '/fiches', [], 'fiches'],
  ['manager', '/signaler', [], 'noter-un-signal'],
  ['referent', '/a-faire', [], 'a-faire'],
  ['referent', '/a-faire', [named('main a', /Proposer un échange à/)], 'suggestion'],
  ['referent', '/a-faire', [named('main a', /Proposer un échange à/), first('main a[href*="/entretien/preparer"]')], 'preparer-un-echange'],
  ['referent', '/a-faire', [first('main a[href^="/plans/"]:not([href$="/suivi"])')], 'plan'],
  ['referent', '/a-faire', [first('main a[href^="/plans/"]:not([href$="/suivi"])'), first('main a[href$="/imprimer"]')], 'feuille-du-plan'],
  ['referent', '/a-faire', [first('main a[href$="/suivi"]')], 'point-a-six-mois'],
  ['referent', '/premiers-pas', [], 'premiers-pas'],
  ['referent', '/salaries', [], 'salaries'],
  ['referent', '/calendrier', [], 'calendrier'],
  ['referent', '/absences/importer', [], 'importer'],
  ['referent', '/equipes', [], 'equipes'],
  ['referent', '/documents', [], 'documents'],
  ['referent', '/documents/comite', [], 'fiche-du-comite'],
  ['referent', '/documents/document-unique', [], 'document-unique'],
  ['physician', '/boite', [], 'boite'],
  ['physician', '/boite', [named('main a', /Alerte envoyée/)], 'alerte'],
  ['physician', '/boite', [named('main a', 'Suite du dossier')], 'dossier'],
  ['physician', '/boite/liste', [], 'liste-de-quinzaine'],
  ['physician', '/boite/circuit', [], 'circuit'],
  ['physician', '/boite/rapport', [], 'rapport'],
  ['physician', '/boite/rapport/groupement', [], 'services-cote-a-cote'],
  ['network_analyst', '/territoire', [], 'territoire'],
  ['network_analyst', '/chiffres', [], 'chiffres'],
  ['network_analyst', '/chiffres', [lastQuarter, byDepartment], 'carte', '#repartition'],
  ['network_analyst', '/chiffres', [lastQuarter, byDepartment, card('observer-tot')], 'observer-tot', '#observer-tot'],
  ['network_analyst', '/chiffres', [first('main a[href$="/reunion"]')], 'fiche-de-reunion', 'article.document'],
  ['administrator', '/administration', [], 'comptes'],
  ['administrator', '/administration/organisations', [], 'organisations'],
];

for (const [width, size] of [[320, phone], [1280, desk]]) {
  const pages = new Map();
  for (const [role, start, links, name, begins] of screens) {
    if (!pages.has(role)) {
      const page = await openPage(browser, demo, size);
      if (role !== 'nobody') await signIn(page, demo, role);
      pages.set(role, page);
    }
    const page = pages.get(role);
    await page.goto(demo.address + start);
    for (const link of links) await page.goto(demo.address + await link(page));
    const height = await page.evaluate(() => document.documentElement.scrollHeight);
    const top = begins ? Math.floor((await page.locator(begins).boundingBox()).y) : 0;
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), clip: { x: 0, y: top, width, height: Math.min(height - top, 1400) }, fullPage: true });
  }
  const person = await openPage(browser, demo, size);
  const card = demo.cards.at(-1);
  await person.goto(card.address);
  await person.screenshot({ path: join(folder, `code-${width}.png`) });
  await person.fill('input[name=code]', card.code);
  await person.getByRole('button', { name: 'Ouvrir', exact: true }).click();
  await person.screenshot({ path: join(folder, `message-${width}.png`), fullPage: true });
  await person.getByRole('button', { name: 'Voir ce que votre employeur note sur vous' }).click();
  await person.screenshot({ path: join(folder, `mes-donnees-${width}.png`), clip: { x: 0, y: 0, width, height: 1400 }, fullPage: true });
  const [own] = demo.ownRequests;
  await person.goto(own.address);
  await person.fill('input[name=code]', own.code);
  await person.getByRole('button', { name: 'Ouvrir', exact: true }).click();
  await person.getByRole('button', { name: 'Répondre au service', exact: true }).click();
  await person.screenshot({ path: join(folder, `questions-du-suivi-${width}.png`), fullPage: true });
}
await browser.close();
await demo.stop();
