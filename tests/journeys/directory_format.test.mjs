// The directory, judged by the official data·inclusion schemas through a validator that is not ours: what ships, what
// the program exports, and that its importer refuses whatever the schemas refuse.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import addFormats from 'ajv-formats';
import Ajv2020 from 'ajv/dist/2020.js';
import { program, root } from './parts/demo.mjs';

const shipped = join(root, 'config/directory');
const read = (path) => JSON.parse(readFileSync(path, 'utf8'));
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats(ajv);
const validators = {
  structures: ajv.compile(read(join(shipped, 'schema/structure.json'))),
  services: ajv.compile(read(join(shipped, 'schema/service.json'))),
};
// Without the variable that names the program to these tests: the program would take it for a setting.
const { PREVENANCE_PROGRAM: _, ...environment } = process.env;
let folder;

// The exit code and everything that was said.
function prevenance(...words) {
  const place = ['--data', join(folder, 'data'), '--root-key', join(folder, 'root.key')];
  try {
    return { code: 0, said: execFileSync(program, [...words, ...place], { cwd: root, env: environment, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }) };
  } catch (failure) {
    return { code: failure.status, said: failure.stdout + failure.stderr };
  }
}

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'prevenance-directory-'));
  const made = prevenance('root-key', 'create');
  assert.equal(made.code, 0, made.said);
});
after(() => rmSync(folder, { recursive: true, force: true }));

function assertAllValid(place) {
  for (const [kind, validate] of Object.entries(validators)) {
    const records = read(join(place, `${kind}.json`));
    assert.ok(records.length > 10, `${kind}: ${records.length}`);
    for (const record of records) {
      assert.ok(validate(record), `${record.id}: ${ajv.errorsText(validate.errors)}`);
      const strangers = Object.keys(record).filter((key) => !(key in validate.schema.properties));
      assert.deepEqual(strangers, [], record.id);
    }
  }
}

test('the directory that ships keeps to the official schemas, without a key of ours', () => assertAllValid(shipped));

test('so does what the program exports', () => {
  const exported = join(folder, 'export');
  const done = prevenance('directory', 'export', '--folder', exported);
  assert.equal(done.code, 0, done.said);
  assertAllValid(exported);
});

const structure = { source: 'essai', id: 'essai--structure', nom: 'Une structure', date_maj: '2026-03-01' };
const service = {
  source: 'essai', id: 'essai--service', structure_id: 'essai--structure', nom: 'Un service',
  description: 'Ce que ce service propose.', date_maj: '2026-03-01',
};

function importing(structures, services) {
  const files = [join(folder, 'structures.json'), join(folder, 'services.json')];
  writeFileSync(files[0], JSON.stringify(structures));
  writeFileSync(files[1], JSON.stringify(services));
  return prevenance('directory', 'import', ...files);
}

test('a record that says everything is taken by both', () => {
  const whole = {
    ...structure, siret: '73282932000074', adresse: '1 rue Exemple', code_postal: '38000', code_insee: '38185',
    commune: 'Grenoble', longitude: 5.7, latitude: 45.2, telephone: '04 00 00 00 00', courriel: 'accueil@exemple.fr',
    site_web: 'https://exemple.fr/a?b=c#d', description: 'Une structure complète.', reseaux_porteurs: ['mdph', 'cpam'],
    horaires_accueil: 'Mo-Fr 09:00-17:00', lien_source: 'https://exemple.fr', accessibilite_lieu: null,
  };
  const full = {
    ...service, type: 'accompagnement', thematiques: ['trouver-un-emploi--maintien-dans-lemploi'],
    publics: ['actifs'], frais: 'gratuit', modes_accueil: ['a-distance'], modes_mobilisation: ['telephoner'],
    mobilisable_par: ['usagers'], zone_eligibilite: ['38', 'france', '38185', '200040715', '99100'],
    volume_horaire_hebdomadaire: 1.5, nombre_semaines: 3,
  };
  assert.ok(validators.structures(whole), ajv.errorsText(validators.structures.errors));
  assert.ok(validators.services(full), ajv.errorsText(validators.services.errors));
  const done = importing([whole], [full]);
  assert.equal(done.code, 0, done.said);
});

// [kind, property, value]: each of them wrong after the official schema.
const wrong = [
  ['structures', 'siret', '7328293200007'], ['structures', 'siret', '732829320000745'], ['structures', 'siret', 73282932000074],
  ['structures', 'reseaux_porteurs', ['carsat']], ['structures', 'reseaux_porteurs', 'mdph'],
  ['structures', 'reseaux_porteurs', ['mdph', 'mdph']], ['structures', 'nom', 'Ab'], ['structures', 'nom', 'a'.repeat(151)],
  ['structures', 'nom', null], ['structures', 'date_maj', '2026-02-30'], ['structures', 'date_maj', '2026-03-01T10:00:00'],
  ['structures', 'code_postal', '3800'], ['structures', 'code_postal', '3800A'], ['structures', 'code_insee', '2A00'],
  ['structures', 'site_web', 'exemple.fr'], ['structures', 'site_web', 'https://exemple.fr/a b'],
  ['structures', 'courriel', 'accueil'], ['structures', 'courriel', 'a..b@exemple.fr'], ['structures', 'longitude', '5.7'],
  ['structures', 'description', 'Non'], ['structures', 'source', 3], ['structures', 'id', undefined],
  ['services', 'thematiques', ['sante--burnout']], ['services', 'publics', []], ['services', 'type', 'soin'],
  ['services', 'frais', ['gratuit']], ['services', 'frais', 'cher'], ['services', 'modes_accueil', ['chez-soi']],
  ['services', 'modes_mobilisation', []], ['services', 'mobilisable_par', ['employeurs']],
  ['services', 'zone_eligibilite', []], ['services', 'zone_eligibilite', ['Isère !']], ['services', 'nombre_semaines', 0],
  ['services', 'nombre_semaines', 1.5], ['services', 'volume_horaire_hebdomadaire', -1], ['services', 'description', undefined],
  ['services', 'structure_id', undefined], ['services', 'lien_mobilisation', ''], ['services', 'description', 'a'.repeat(10001)],
];

test('whatever the schemas refuse, the importer refuses too: all at once, each with its record and its property', () => {
  const records = { structures: [structure], services: [] };
  wrong.forEach(([kind, property, value], index) => {
    const sound = kind === 'structures' ? structure : { ...service, frais: 'gratuit' };
    const record = { ...sound, id: `essai--${index}`, [property]: value };
    assert.equal(validators[kind](record), false, `the schema takes ${property} = ${value}`);
    records[kind].push(record);
  });
  const done = importing(records.structures, records.services);
  assert.equal(done.code, 1, done.said);
  assert.ok(done.said.includes('Rien n’est enregistré'), done.said);
  const lines = done.said.split('\n');
  wrong.forEach(([kind, property, value], index) => {
    const which = records[kind].findIndex((record) => record.id === `essai--${index}`) + 1;
    const place = property === 'id' ? ', id :' : `${kind}.json, fiche ${which} (essai--${index}), ${property} :`;
    // A list of prices is the old format, which is said once for the file.
    const words = property === 'frais' && Array.isArray(value) ? '« frais » est un seul mot' : place;
    assert.ok(lines.some((line) => line.replaceAll('\u00a0', ' ').includes(words)), `${property} = ${value}\n${done.said}`);
  });
});

test('the old format passes the schema and is refused by the importer, each renamed field with its new name', () => {
  const old = { ...structure, typologie: 'ASSO', presentation_resume: 'Court', antenne: false };
  assert.ok(validators.structures(old), 'the official schema allows any other key');
  const done = importing([old], []);
  assert.equal(done.code, 1);
  for (const words of ['« typologie »', '« reseaux_porteurs »', '« presentation_resume »', '« description »', '« antenne »'])
    assert.ok(done.said.replaceAll('\u00a0', ' ').includes(words), `${words}\n${done.said}`);
});
