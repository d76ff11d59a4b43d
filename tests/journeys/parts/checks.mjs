// What every page must hold, whoever looks at it and however wide the screen.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const validator = new HtmlValidate({
  extends: ['html-validate:standard'],
  rules: { 'long-title': 'off', 'no-inline-style': 'error', 'void-style': 'off', 'no-trailing-whitespace': 'off',
    'attribute-boolean-style': 'off', 'doctype-style': 'off', 'no-implicit-button-type': 'off', 'prefer-native-element': 'off' },
});

const tags = ['RGAAv4', 'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// Problems in words; none is the only good answer. With JavaScript off axe cannot run in the page: html and
// layout are checked then. A page that answered a form cannot be asked for again: its html is the browser's.
export async function problemsOf(page, { scripts = true, posted = false } = {}) {
  const problems = [...page.troubles];
  const report = await validator.validateString(scripts && !posted ? await rawHtml(page) : await page.content());
  for (const result of report.results)
    for (const message of result.messages) problems.push(`html ${message.line}: ${message.ruleId} ${message.message}`);
  if (!scripts) return problems;
  const width = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  if (width[0] > width[1]) problems.push(`scrolls sideways: ${width[0]} > ${width[1]}`);
  await page.evaluate(axe);
  const { violations } = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: 'tag', values } }), tags);
  for (const violation of violations)
    problems.push(`axe ${violation.id}: ${violation.help} ${violation.nodes.map((node) => node.target.join(' ')).join(' | ')}`);
  return problems;
}

// The same page in the colours that a person chose for the whole computer: text that can be read, and an edge around
// every control, because backgrounds are gone then.
export async function problemsInForcedColours(page) {
  await page.emulateMedia({ forcedColors: 'active' });
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { runOnly: ['color-contrast'] }));
  const edgeless = await page.$$eval('button, input:not([type=hidden]), select, textarea', (controls) => controls
    .filter((control) => control.checkVisibility() && !['checkbox', 'radio'].includes(control.type))
    .filter((control) => {
      const { borderBottomWidth, borderBottomStyle, borderBottomColor, backgroundColor } = getComputedStyle(control);
      return borderBottomWidth === '0px' || borderBottomStyle === 'none' || borderBottomColor === backgroundColor;
    })
    .map((control) => control.outerHTML.slice(0, 60)));
  await page.emulateMedia({ forcedColors: 'none' });
  const problems = violations.map((violation) => `forced colours: ${violation.help} ${violation.nodes.map((node) => node.target.join(' ')).join(' | ')}`);
  return problems.concat(edgeless.map((control) => `forced colours: no edge around ${control}`));
}

// The bytes as the server sent them, not as the browser mended them.
async function rawHtml(page) {
  const response = await page.context().request.get(page.url());
  return response.text();
}
