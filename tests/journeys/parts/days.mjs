// Days as the program counts them: Paris days. By UTC, « today » was still yesterday for an hour or two each night,
// and a talk of today was held before the alert it answered had come.
const parisDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' });

export function iso(days) {
  const noon = new Date(`${parisDay.format(new Date())}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() + days);
  return noon.toISOString().slice(0, 10);
}

export const french = (days) => iso(days).split('-').reverse().join('/');
