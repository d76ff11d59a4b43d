// The same rules as one statement of DuckDB on one thread, over typed tables in memory, sorted as it likes them.
//   node duckdb.mjs POPULATION [runs]
import { DuckDBInstance } from '@duckdb/node-api';
import { protectedReasons, report } from './workload.mjs';

const [file, runs = '5'] = process.argv.slice(2);
const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
const database = await instance.connect();
const day = "DATE '2025-12-31'";
const reasons = protectedReasons.map((reason) => `'${reason}'`).join(', ');

await database.run(`CREATE TABLE line AS SELECT * FROM read_json('${file}', format = 'newline_delimited', columns = {
  employee: 'VARCHAR', team: 'VARCHAR', type: 'VARCHAR', start: 'DATE', "end": 'DATE', reason: 'VARCHAR'})`);
await database.run(`CREATE TYPE kind AS ENUM (SELECT DISTINCT type FROM line WHERE type <> 'employment')`);
await database.run('CREATE TYPE cause AS ENUM (SELECT DISTINCT reason FROM line WHERE reason IS NOT NULL)');
await database.run(`CREATE TABLE fact AS SELECT substr(employee, 2)::INTEGER AS employee, type::kind AS type, start,
  "end", reason::cause AS reason FROM line WHERE type <> 'employment' ORDER BY 1, 3`);
await database.run(`CREATE TABLE employee AS SELECT substr(employee, 2)::INTEGER AS id, substr(team, 2)::INTEGER AS team,
  start AS hire, "end" AS leave FROM line WHERE type = 'employment' ORDER BY 1`);
await database.run('DROP TABLE line');

const query = `
WITH movement AS (
  SELECT team, count(*) FILTER (leave > ${day} - 365 AND leave <= ${day}) AS departures,
    sum(greatest(0, date_diff('day', greatest(hire, ${day} - 364), least(coalesce(leave, ${day}), ${day})) + 1)) AS present
  FROM employee GROUP BY team),
share AS (SELECT team, CASE WHEN present > 0 THEN departures / (present / 365.0) ELSE 0 END AS share FROM movement),
year AS (
  SELECT employee, type, start, date_diff('day', start, "end") + 1 AS length,
    type = 'absence' AND (reason IS NULL OR reason NOT IN (${reasons})) AS open
  FROM fact WHERE start > ${day} - 365),
counted AS (
  SELECT employee, count(*) FILTER (open AND length <= 7 AND start > ${day} - 180) AS short180,
    count(*) FILTER (open AND length <= 7 AND start > ${day} - 90) AS short90,
    count(*) FILTER (type = 'behaviour_change' AND start > ${day} - 90) AS behaviour,
    coalesce(sum(length) FILTER (open), 0) AS lost,
    coalesce(max(length) FILTER (type = 'absence'), 0) AS longest,
    count(*) FILTER (type = 'accident') AS accidents,
    count(*) FILTER (type = 'visit_request' AND start > ${day} - 60) AS visits
  FROM year GROUP BY employee),
held AS (
  SELECT id, coalesce(short180 >= 3, false) AS r1, coalesce(short90 >= 2 AND behaviour >= 1, false) AS r2,
    coalesce(lost >= 20, false) AS r3, coalesce(longest >= 30, false) AS r4, coalesce(accidents >= 2, false) AS r5,
    coalesce(short90 >= 2 AND short90 > short180 - short90, false) AS r6, share >= 0.25 AS r7,
    coalesce(visits >= 1, false) AS r8
  FROM employee LEFT JOIN counted ON counted.employee = id JOIN share USING (team))
SELECT id, r1::INT + r2::INT * 2 + r3::INT * 4 + r4::INT * 8 + r5::INT * 16 + r6::INT * 32 + r7::INT * 64 + r8::INT * 128
  + ((r1 OR r2 OR r3 OR r4 OR r5 OR r6 OR r7) AND NOT r8)::INT * 256 AS mask FROM held`;

// The clock stops when the answers stand in a table: handing them to JavaScript is not DuckDB's fault.
const seconds = [];
for (let run = 0; run <= Number(runs); run += 1) {
  const begin = performance.now();
  await database.run(`CREATE OR REPLACE TABLE answer AS ${query}`);
  if (run > 0) seconds.push((performance.now() - begin) / 1000);
}
const rows = await (await database.run('SELECT mask FROM answer ORDER BY id')).getRows();
report('DuckDB 1.5.6, one thread', seconds, rows.map(([mask]) => Number(mask)));
