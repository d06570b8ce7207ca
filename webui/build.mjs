// Builds what the report page is made of, and writes it twice: as files in dist/ to look at, and as
// one C++ source that holds them (given with --cpp FILE).
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createRequire } from 'node:module';
import { buildSync } from 'esbuild';
import { packWorld } from './world.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const argument = process.argv.indexOf('--cpp');
const cppFile = argument > 0 ? process.argv[argument + 1] : '';

const checked = spawnSync(process.execPath,
                          [require.resolve('typescript/bin/tsc'), '--noEmit', '-p', here],
                          { stdio: 'inherit' });
if (checked.status !== 0) process.exit(1);

function bundle(entry) {
  const result = buildSync({
    entryPoints: [join(here, 'src', entry)], bundle: true, minify: true, write: false,
    format: 'iife', target: ['es2020'], charset: 'ascii', legalComments: 'none',
  });
  // The page holds script and style inside of elements that such a text would end.
  const text = result.outputFiles[0].text.trimEnd();
  if (/<\/(script|style)|<!--/i.test(text)) throw new Error(`${entry} would end its own element`);
  return Buffer.from(text, 'utf8');
}

const script = bundle('main.ts');
const style = bundle('page.css');
const world = packWorld(JSON.parse(
    readFileSync(require.resolve('world-atlas/countries-10m.json'), 'utf8')));
const hash = 'sha256-' + createHash('sha256').update(script).digest('base64');

mkdirSync(join(here, 'dist'), { recursive: true });
writeFileSync(join(here, 'dist', 'page.js'), script);
writeFileSync(join(here, 'dist', 'page.css'), style);
writeFileSync(join(here, 'dist', 'world.bin'), world);

/** The bytes as C++ string literals; octal, which a following digit cannot lengthen. */
function literal(bytes) {
  const lines = [];
  for (let at = 0; at < bytes.length; at += 4096) {
    let line = '';
    for (const byte of bytes.subarray(at, at + 4096)) {
      const plain = byte >= 32 && byte < 127 && byte !== 34 && byte !== 92 && byte !== 63;
      line += plain ? String.fromCharCode(byte) : '\\' + byte.toString(8).padStart(3, '0');
    }
    lines.push(`    "${line}"`);
  }
  return lines.join('\n');
}

if (cppFile) {
  const one = (name, bytes) =>
      `const char k_${name}[] =\n${literal(bytes)};\n` +
      `std::string_view ${name}() { return {k_${name}, ${bytes.length}}; }\n`;
  mkdirSync(dirname(cppFile), { recursive: true });
  writeFileSync(cppFile, `// Made by webui/build.mjs.
#include "dateline/web/assets.h"

namespace dateline::assets {
${one('page_js', script)}
${one('page_css', style)}
${one('page_js_hash', Buffer.from(hash))}
${one('world', world)}
}  // namespace dateline::assets
`);
}
console.log(`page.js ${script.length}  page.css ${style.length}  world.bin ${world.length} bytes`);
