// The population of rules_bench as the rivals read it, and the nine answers for each employee in plain
// JavaScript, which every rival must give too. The file comes from: rules_bench --write FILE.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

export const today = Date.UTC(2025, 11, 31) / 864e5;
export const protectedReasons = ['maternity', 'paternity', 'work_accident', 'occupational_disease', 'disability',
  'strike', 'union', 'bereavement'];

const days = new Map();
function dayNumber(text) {
  if (!days.has(text)) days.set(text, Date.parse(text) / 864e5);
  return days.get(text);
}

// Day numbers in place of dates: parsing them is nobody's task here.
export async function readPopulation(file) {
  const employees = [];
  const teams = [];
  const words = new Map([[null, '']]);
  const shared = (word) => words.get(word) ?? words.set(word, word).get(word);
  for await (const line of createInterface({ input: createReadStream(file) })) {
    const fact = JSON.parse(line);
    if (fact.type === 'employment') {
      const team = Number(fact.team.slice(1));
      const leave = fact.end === null ? null : dayNumber(fact.end);
      employees.push({ team, hire: dayNumber(fact.start), leave, signals: [] });
      (teams[team] ??= []).push(employees.at(-1));
    } else {
      employees.at(-1).signals.push({
        type: shared(fact.type), start: dayNumber(fact.start), end: dayNumber(fact.end), reason: shared(fact.reason),
      });
    }
  }
  return { employees, teams };
}

export function departuresShare(members) {
  let departures = 0;
  let present = 0;
  for (const { hire, leave } of members) {
    if (leave !== null && leave > today - 365 && leave <= today) departures += 1;
    present += Math.max(0, Math.min(leave ?? today, today) - Math.max(hire, today - 364) + 1);
  }
  return present > 0 ? departures / (present / 365) : 0;
}

export function answersOf(signals, share) {
  let short90 = 0, short180 = 0, behaviour = 0, lost = 0, longest = 0, accidents = 0, visits = 0;
  for (const { type, start, end, reason } of signals) {
    const age = today - start;
    if (age >= 365) continue;
    const length = end - start + 1;
    if (type === 'absence') {
      longest = Math.max(longest, length);
      if (!protectedReasons.includes(reason)) {
        lost += length;
        if (length <= 7 && age < 90) short90 += 1;
        if (length <= 7 && age < 180) short180 += 1;
      }
    } else if (type === 'behaviour_change' && age < 90) behaviour += 1;
    else if (type === 'accident') accidents += 1;
    else if (type === 'visit_request' && age < 60) visits += 1;
  }
  const rules = [short180 >= 3, short90 >= 2 && behaviour >= 1, lost >= 20, longest >= 30, accidents >= 2,
    short90 >= 2 && short90 > short180 - short90, share >= 0.25, visits >= 1];
  return maskOf([...rules, rules.slice(0, 7).some(Boolean) && !rules[7]]);
}

export const maskOf = (rules) => rules.reduce((mask, holds, rule) => mask | (holds ? 1 << rule : 0), 0);

// FNV-1a over the answers, two bytes each, in the order of the employees.
export function digestOf(masks) {
  let hash = 0x811c9dc5;
  for (const mask of masks)
    for (const byte of [mask & 255, mask >> 8]) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, '0');
}

// Medians of `runs`; the first, which warms up, is left out.
export async function measure(name, runs, pass) {
  const seconds = [];
  let masks;
  for (let run = 0; run <= runs; run += 1) {
    globalThis.gc?.();
    const begin = performance.now();
    masks = await pass();
    if (run > 0) seconds.push((performance.now() - begin) / 1000);
  }
  report(name, seconds, masks);
  return masks;
}

export function report(name, seconds, masks) {
  const median = seconds.sort((a, b) => a - b)[seconds.length >> 1];
  console.log(`${name}: ${(median * 1e6 / masks.length).toFixed(3)} us an employee, ` +
    `${Math.round(masks.length / median)} employees a second, digest ${digestOf(masks)}`);
}
