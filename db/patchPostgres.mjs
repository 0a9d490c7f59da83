// Runs after every install. postgres.js 3.4.9 keeps the row count of a result that ended in an error, so the next answer on
// that connection begins with as many holes: somebody else's `const [row] = await …` is undefined. One line puts it right.
// https://github.com/porsager/postgres/pull/1120
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const BEFORE = '  function ErrorResponse(x) {\n    if (query) {\n'
const AFTER = '  function ErrorResponse(x) {\n    rows = 0\n    if (query) {\n'
const COPIES = ['src/connection.js', 'cjs/src/connection.js', 'cf/src/connection.js']

const folder = process.argv[2] ?? fileURLToPath(new URL('../node_modules/postgres', import.meta.url))
if (existsSync(folder)) for (const copy of COPIES) patch(join(folder, copy))

/** @param {string} path */
function patch(path) {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  if (text.includes(AFTER)) return
  if (text.split(BEFORE).length !== 2) throw new Error(changed(path))
  writeFileSync(path, text.replace(BEFORE, AFTER))
}

/** @param {string} path */
function changed(path) {
  return (
    `${path} is not the text that db/patchPostgres.mjs knows (postgres.js 3.4.9), so the missing-rows fault was not put right. ` +
    'If the new version sets `rows = 0` in ErrorResponse, remove this script and its line in package.json; ' +
    'otherwise bring BEFORE and AFTER in the script up to date. db/patchPostgres.test.ts tells which.'
  )
}
