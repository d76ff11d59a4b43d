// Debian's own Chromium, driven headless. Nothing but the demo's own address may be asked.
import { chromium } from 'playwright-core';
import { secondFactor } from './demo.mjs';

export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
}

export const phone = { viewport: { width: 320, height: 640 } };
export const desk = { viewport: { width: 1280, height: 900 } };

// A page that remembers what went wrong in it: requests to elsewhere, console errors.
export async function openPage(browser, demo, options) {
  const context = await browser.newContext({ locale: 'fr-FR', ...options });
  const page = await context.newPage();
  page.troubles = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(demo.address) && !request.url().startsWith('data:'))
      page.troubles.push(`asked elsewhere: ${request.url()}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) page.troubles.push(message.text());
  });
  return page;
}

export async function signIn(page, demo, role) {
  const access = demo.access(role);
  await page.goto(`${demo.address}/connexion`);
  await page.fill('input[name=login]', access.login);
  await page.fill('input[name=password]', access.password);
  if (access.totp_seed) await page.fill('input[name=totp]', await secondFactor(access.totp_seed));
  await page.click('main button');
  if (page.url().includes('/connexion')) throw new Error(`${role} could not sign in: ${await page.innerText('main')}`);
}
