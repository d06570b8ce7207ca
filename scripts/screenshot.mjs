// Draws the picture of the README: a report, opened in headless Chromium at 1400 x 900.
//
//   node scripts/screenshot.mjs [PAGE.html [PICTURE.png [HASH]]]
//
// HASH is the state in the page's address, without "#". The browser is $CHROMIUM, or
// /usr/bin/chromium. Needs the packages of webui/, which building the program installs.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { chromium } = createRequire(join(root, 'webui/package.json'))('playwright-core');
const [pageFile = join(root, 'out/demo.html'), picture = join(root, 'docs/images/page.png'),
       hash = 'day=2024-12-07&place=homs'] = process.argv.slice(2);

mkdirSync(dirname(resolve(picture)), { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run',
         '--disable-background-networking'],
});
try {
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 },
                                             colorScheme: 'light' });
  const page = await context.newPage();
  await page.goto(`${pathToFileURL(resolve(pageFile)).href}#${hash}`);
  await page.waitForSelector('html.ready');
  await page.waitForTimeout(300);
  await page.screenshot({ path: picture });
  console.log(picture);
} finally {
  await browser.close();
}
