// The same rules in GoRules ZEN, which is fed the raw facts and does the windows in its own expressions, as
// somebody who knows it would write them: each step narrows what the next one looks at.
//   node zen.mjs POPULATION [runs] [employees] [batch]
import { ZenDecisionContent, ZenEngine } from '@gorules/zen-engine';
import { answersOf, departuresShare, digestOf, maskOf, measure, protectedReasons, readPopulation, today }
  from './workload.mjs';

const [file, runs = '3', limit = '100000', batch = '256'] = process.argv.slice(2);

function decision(engine, steps) {
  const place = { x: 0, y: 0 };
  const expressions = steps.map(([key, value]) => ({ id: key, key, value }));
  return engine.createDecision(new ZenDecisionContent({
    contentType: 'application/vnd.gorules.decision',
    nodes: [
      { id: 'facts', type: 'inputNode', name: 'facts', position: place },
      { id: 'rules', type: 'expressionNode', name: 'rules', position: place,
        content: { expressions, passThrough: false, inputField: null, outputPath: null, executionMode: 'single' } },
      { id: 'answer', type: 'outputNode', name: 'answer', position: place },
    ],
    edges: [{ id: 'in', sourceId: 'facts', targetId: 'rules', type: 'edge' },
      { id: 'out', sourceId: 'rules', targetId: 'answer', type: 'edge' }],
  }));
}

const engine = new ZenEngine();
const aboutTeams = decision(engine, [
  ['departures', 'count(members, #.leave != null and #.leave > today - 365 and #.leave <= today)'],
  ['present', 'sum(map(members, max([0, min([#.leave ?? today, today]) - max([#.hire, today - 364]) + 1])))'],
  ['share', '$.present > 0 ? $.departures / ($.present / 365) : 0'],
]);
const aboutPeople = decision(engine, [
  ['year', 'filter(signals, #.start > today - 365)'],
  ['absences', `filter($.year, #.type == 'absence')`],
  ['open', `filter($.absences, #.reason not in [${protectedReasons.map((reason) => `'${reason}'`).join(', ')}])`],
  ['short', 'filter($.open, #.end - #.start + 1 <= 7 and #.start > today - 180)'],
  ['recent', 'count($.short, #.start > today - 90)'],
  ['r1', 'len($.short) >= 3'],
  ['r2', `$.recent >= 2 and some($.year, #.type == 'behaviour_change' and #.start > today - 90)`],
  ['r3', 'len($.open) > 0 and sum(map($.open, #.end - #.start + 1)) >= 20'],
  ['r4', 'some($.absences, #.end - #.start + 1 >= 30)'],
  ['r5', `count($.year, #.type == 'accident') >= 2`],
  ['r6', '$.recent >= 2 and $.recent > len($.short) - $.recent'],
  ['r7', 'share >= 0.25'],
  ['r8', `some($.year, #.type == 'visit_request' and #.start > today - 60)`],
  ['r9', '($.r1 or $.r2 or $.r3 or $.r4 or $.r5 or $.r6 or $.r7) and not ($.r8)'],
]);

async function evaluateAll(decide, contexts) {
  const results = [];
  for (let first = 0; first < contexts.length; first += Number(batch)) {
    const asked = contexts.slice(first, first + Number(batch)).map((context) => decide.evaluate(context));
    for (const answer of await Promise.all(asked)) results.push(answer.result);
  }
  return results;
}

const population = await readPopulation(file);
const employees = population.employees.slice(0, Number(limit));
const teams = population.teams.slice(0, employees.at(-1).team + 1);
const masks = await measure(`GoRules ZEN 0.54.0, raw facts, ${employees.length} employees`, Number(runs),
  async () => {
    const shares = await evaluateAll(aboutTeams,
      teams.map((team) => ({ today, members: team.map(({ hire, leave }) => ({ hire, leave })) })));
    const answers = await evaluateAll(aboutPeople,
      employees.map(({ team, signals }) => ({ today, share: shares[team].share, signals })));
    return answers.map((r) => maskOf([r.r1, r.r2, r.r3, r.r4, r.r5, r.r6, r.r7, r.r8, r.r9]));
  });
const expected = employees.map(({ signals, team }) => answersOf(signals, departuresShare(population.teams[team])));
console.log(digestOf(masks) === digestOf(expected) ? 'equal to plain JavaScript' : 'DIFFERS from plain JavaScript');
engine.dispose();
process.exit(digestOf(masks) === digestOf(expected) ? 0 : 1);
