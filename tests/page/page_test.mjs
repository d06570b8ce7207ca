// Opens a report from disk in a real browser and uses it as a reader would.
//
//   node tests/page/page_test.mjs PAGE.html OUTDIR
//
// Exits 1 and says what is wrong where something is; screenshots go to OUTDIR. The browser is
// $CHROMIUM, or /usr/bin/chromium. Works on any report with at least two days and one place.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(join(here, '../../webui/package.json'));
const { chromium } = require('playwright-core');

const [pageFile, outDir] = process.argv.slice(2);
if (!pageFile || !outDir) {
  console.error('usage: page_test.mjs PAGE.html OUTDIR');
  process.exit(2);
}
mkdirSync(outDir, { recursive: true });
const url = pathToFileURL(resolve(pageFile)).href;
const faults = [];
const check = (condition, what) => {
  if (!condition) faults.push(what);
};

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
  args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
         '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

async function open(options, hash = '') {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push('console: ' + message.text());
  });
  page.on('pageerror', (error) => faults.push('error: ' + error.message));
  page.on('request', (request) => {
    const asked = request.url();
    if (!asked.startsWith(url) && !/^(data|blob):/.test(asked)) faults.push('asks the network for ' + asked);
  });
  await page.goto(url + hash);
  await page.waitForSelector('html.ready');
  await page.waitForTimeout(150);
  return page;
}
const shot = (page, name, options = {}) =>
    page.screenshot({ path: join(outDir, name + '.png'), ...options });
const hashValue = (page, key) =>
    page.evaluate((name) => new URLSearchParams(location.hash.slice(1)).get(name), key);

async function desktop() {
  const page = await open({ colorScheme: 'light' });
  await shot(page, 'light');

  const days = await page.evaluate(() => JSON.parse(document.getElementById('data').textContent).days);
  const heading = () => page.textContent('h2.day');
  const marks = () => page.innerHTML('.dl-places');
  await page.focus('#day');
  await page.keyboard.press('Home');
  const [first, before] = [await heading(), await marks()];
  await page.keyboard.press('End');
  check(await heading() !== first, 'the slider does not move the day');
  check(await marks() !== before, 'the map looks the same on the first and the last day');
  check(await hashValue(page, 'day') === days[days.length - 1], 'the address does not hold the day');

  await page.focus('#day');
  await page.keyboard.press('Home');
  await page.click('button.play');
  await page.waitForTimeout(1500);
  check(await hashValue(page, 'day') === days[1], 'play does not go to the second day');
  await page.click('button.play');

  const place = page.locator('.dl-place[role=button]').last();
  const id = await place.getAttribute('data-place');
  await place.click({ force: true });
  check(await hashValue(page, 'place') === id, 'a click does not choose the place');
  check(await page.isVisible('#panel-place .verdict'), 'the place has no verdict');
  check(await page.locator('#panel-place ul.bars li').count() > 0, 'the place has no bars');
  check(await page.isVisible('#panel-place .chart'), 'the place has no chart');
  check(await page.evaluate(() => document.activeElement?.closest('.placeview') !== null),
        'focus does not go to the place panel');
  await page.keyboard.press('Escape');
  check(await hashValue(page, 'place') === null, 'Escape does not close the place');

  await page.focus('.dl-place[tabindex="0"]');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  check(await hashValue(page, 'place') !== null, 'a place cannot be opened from the keyboard');

  // Of several places that begin alike the search takes the largest.
  const [words, largest] = await page.evaluate(() => {
    const { places } = JSON.parse(document.getElementById('data').textContent);
    const top = [...places].sort((a, b) => b.pop - a.pop)[0];
    return [top.name.slice(0, 4), top.id];
  });
  await page.fill('.search input', words);
  await page.keyboard.press('Enter');
  check(await hashValue(page, 'place') === largest, `"${words}" does not find the largest place`);

  // The last line of the legend is seen without scrolling.
  const legend = await page.locator('.legend').boundingBox();
  check(legend.y + legend.height <= 900, `the legend ends at ${legend.y + legend.height} of 900`);

  const svg = await page.locator('#map > svg').boundingBox();
  await page.mouse.move(svg.x + svg.width / 2, svg.y + svg.height / 2);
  await page.mouse.wheel(0, -900);
  await page.waitForTimeout(200);
  check(await page.evaluate(() => /scale\((?!1\))/.test(
      document.querySelector('.dl-world').getAttribute('transform'))), 'the wheel does not zoom');
  await shot(page, 'zoomed');
  await page.click('button[aria-label="Whole map"]');
  return page;
}

async function views(page) {
  for (const view of ['claims', 'contradictions', 'table']) {
    await page.click(`#tab-${view}`);
    check(await page.isVisible(`#panel-${view} .view`), `the view ${view} does not open`);
    await shot(page, view);
  }
  const rows = await page.locator('#panel-table tbody tr').count();
  check(rows > 0, 'the table is empty');

  await page.click('#tab-claims');
  await page.fill('#panel-claims input[type=search]', 'no such words anywhere');
  await page.waitForTimeout(300);
  check(await page.isVisible('#panel-claims .empty'), 'an empty list does not say why');
  await page.fill('#panel-claims input[type=search]', '');
  await page.check('#panel-claims label:has-text("all days") input');
  await page.waitForTimeout(300);
  const cards = await page.locator('#panel-claims .card').count();
  const total = await page.evaluate(() => JSON.parse(document.getElementById('data').textContent).claims
      .filter((claim) => !claim.bg).length);
  check(cards === Math.min(total, 40), `${cards} cards for ${total} claims of all days`);

  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await background();
  await page.click('button.theme');
  check(await background() !== light, 'the theme does not change');
  await shot(page, 'toggled');
}

/** A place with many sentences, so that the screenshots show the most. */
function richest() {
  const data = JSON.parse(document.getElementById('data').textContent);
  let best = { rows: -1, hash: '' };
  for (const place of data.places) {
    place.days.forEach((day, index) => {
      const rows = (day?.w ?? []).length + (place.pop > 100000 ? 3 : 0);
      if (rows > best.rows) best = { rows, hash: `#day=${data.days[index]}&place=${place.id}` };
    });
  }
  return best.hash;
}

try {
  const page = await desktop();
  await views(page);
  const hash = await page.evaluate(richest);

  const deep = await open({ colorScheme: 'light' }, hash);
  check(await deep.isVisible('#panel-place .verdict'), 'a deep link does not open its place');
  await shot(deep, 'place');
  const dark = await open({ colorScheme: 'dark' }, hash);
  await shot(dark, 'dark');
  const phone = await open({ colorScheme: 'light', viewport: { width: 390, height: 844 },
                             deviceScaleFactor: 2, isMobile: true, hasTouch: true });
  const wide = await phone.evaluate(() => document.documentElement.scrollWidth);
  check(wide <= 390, `the page is ${wide} pixels wide on a phone of 390`);
  await shot(phone, 'phone');
  await phone.locator('.dl-place[role=button]').first().tap({ force: true });
  await phone.waitForTimeout(300);
  await shot(phone, 'phone-place');
  await deep.emulateMedia({ media: 'print' });
  check(await deep.isVisible('#panel-table table'), 'print has no table');
  check(!await deep.isVisible('.controls'), 'print shows the slider');
  await shot(deep, 'print', { fullPage: true });
} catch (error) {
  faults.push(String(error));
} finally {
  await browser.close();
}
for (const fault of faults) console.error('FAULT ' + fault);
console.log(faults.length ? `${faults.length} faults` : 'page: all is well');
process.exit(faults.length ? 1 : 0);
