#!/usr/bin/env bash
# Writes the report of the example dispatches and uses it in a browser.
#
#   tests/page/run.sh DATELINE FOLDER     screenshots go to FOLDER; 77: there is no browser
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
dateline=$1
out=$2
browser=${CHROMIUM:-/usr/bin/chromium}
if ! [ -x "$browser" ]; then
  echo "skipped: no browser at $browser; CHROMIUM names another"
  exit 77
fi
rm -rf "$out"
mkdir -p "$out"
"$dateline" read "$root"/examples/dispatches/*.txt "$root"/examples/dispatches/bulletin.jsonl \
  --db "$out/page.db" --format jsonl > /dev/null
"$dateline" report --db "$out/page.db" -o "$out/page.html"
CHROMIUM=$browser node "$root/tests/page/page_test.mjs" "$out/page.html" "$out"
