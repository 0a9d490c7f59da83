// Runs after every install. postgres.js 3.4.9 keeps the row count of a result that ended in an error, so the next answer on
// that connection begins with as many holes: somebody else's `const [row] = await …` is undefined. One line puts it right.
// https://github.com/porsager/postgres/pull/1120
// It also leaves Nagle's algorithm on: what is sent in a second packet waits for the first one's answer, so that statements sent
// together cost several round trips. No option says otherwise.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const EDITS = [
  [
    '  function ErrorResponse(x) {\n    if (query) {\n',
    '  function ErrorResponse(x) {\n    rows = 0\n    if (query) {\n',
  ],
  ['        : new net.Socket()\n', '        : new net.Socket().setNoDelay(true)\n'],
]
// The third copy is for Cloudflare, where a socket has no such setting.
const COPIES = ['src/connection.js', 'cjs/src/connection.js']

const folder = process.argv[2] ?? fileURLToPath(new URL('../node_modules/postgres', import.meta.url))
if (existsSync(folder)) for (const copy of COPIES) patch(join(folder, copy))

/** @param {string} path */
function patch(path) {
  let text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  for (const [before, after] of EDITS) {
    if (text.includes(after)) continue
    if (text.split(before).length !== 2) throw new Error(changed(path))
    text = text.replace(before, after)
  }
  if (text !== '' && text !== readFileSync(path, 'utf8')) writeFileSync(path, text)
}

/** @param {string} path */
function changed(path) {
  return (
    `${path} is not the text that db/patchPostgres.mjs knows (postgres.js 3.4.9), so its two faults were not put right. ` +
    'If the new version sets `rows = 0` in ErrorResponse, remove this script and its line in package.json; ' +
    'otherwise bring EDITS in the script up to date. db/patchPostgres.test.ts tells which.'
  )
}
