// The nine answers in plain JavaScript: the digest everybody must print.  node plain.mjs POPULATION [runs]
import { answersOf, departuresShare, measure, readPopulation } from './workload.mjs';

const { employees, teams } = await readPopulation(process.argv[2]);
await measure('plain JavaScript', Number(process.argv[3] ?? 5), () => {
  const shares = teams.map(departuresShare);
  return employees.map((employee) => answersOf(employee.signals, shares[employee.team]));
});
