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
  // A connection lost while it was being set up is tried again; the rejection, heard by nobody, brought Node down.
  [
    '        return fetchArrayTypes()\n',
    '        return fetchArrayTypes().catch(() => {\n          needsTypes = true\n        })\n',
  ],
  // What was asked between the error and the close of a connection was never answered.
  ['    !hadError && (query || sent.length) && error(', '    if (query || sent.length) error('],
  // What was waiting to be written to a connection that has closed is not for the next one on it.
  [
    "    clearImmediate(nextWriteTimer)\n    socket.removeListener('data', data)\n",
    "    clearImmediate(nextWriteTimer)\n    chunk = nextWriteTimer = null\n    socket.removeListener('data', data)\n",
  ],
]
// Somebody who holds a connection alone (`reserve`) and loses it: what they had queued was never answered, their next query went to
// a connection that might be somebody else's by then, or brought Node down, and giving it back put a dead one into the pool.
const HELD_EDITS = [
  [
    '    c.reserved.release = true\n\n    const sql = Sql(handler)\n    sql.release = () => {\n      c.reserved = null\n',
    '    c.reserved.release = true\n    let gone = null\n    c.onclose = e => {\n      gone = e\n      while (queue.length) queue.shift().reject(e)\n    }\n\n    const sql = Sql(handler)\n    sql.release = () => {\n      if (gone) return\n      c.onclose = null\n      c.reserved = null\n',
  ],
  [
    '    function handler(q) {\n      c.queue === full\n        ? queue.push(q)\n        : c.execute(q) || move(c, full)\n    }\n  }\n\n  async function begin(',
    '    function handler(q) {\n      if (gone) return q.reject(gone)\n      c.queue === full\n        ? queue.push(q)\n        : c.execute(q) || move(c, full)\n    }\n  }\n\n  async function begin(',
  ],
]
// A line that has gone dead without a word is in somebody's hands until TCP gives it up, a quarter of an hour later; nothing of the driver's
// lets go of it before, and a pool of such lines serves nobody.
const DEAD_LINE_EDITS = [
  [
    '    cancel,\n    end,\n    count: 0,\n',
    '    cancel,\n    end,\n    tearDown: () => socket && socket.destroy(),\n    count: 0,\n',
  ],
]
const HELD_DEAD_LINE_EDITS = [
  [
    '      c.reserved = null\n      onopen(c)\n    }\n\n    return sql\n\n    function handler',
    '      c.reserved = null\n      onopen(c)\n    }\n    sql.tearDown = () => gone || c.tearDown()\n\n    return sql\n\n    function handler',
  ],
]
// Of the connections that nobody holds the one that was used last is lent, in place of the one that has rested longest: it has the plans,
// the rows and the processor's memory of a moment ago, and the others are there for when more than one is needed.
const LENDING_EDITS = [['      ? open.shift()\n      : await', '      ? open.pop()\n      : await']]
const QUEUE_EDITS = [
  ['    push: (x) => (xs.push(x), x),\n', '    push: (x) => (xs.push(x), x),\n    pop: () => xs.pop(),\n'],
]
// The third copy is for Cloudflare, where a socket has no such setting.
const COPIES = [
  ['src/connection.js', [...EDITS, ...DEAD_LINE_EDITS]],
  ['cjs/src/connection.js', [...EDITS, ...DEAD_LINE_EDITS]],
  ['src/index.js', [...HELD_EDITS, ...HELD_DEAD_LINE_EDITS, ...LENDING_EDITS]],
  ['cjs/src/index.js', [...HELD_EDITS, ...HELD_DEAD_LINE_EDITS, ...LENDING_EDITS]],
  ['src/queue.js', QUEUE_EDITS],
  ['cjs/src/queue.js', QUEUE_EDITS],
]

const folder = process.argv[2] ?? fileURLToPath(new URL('../node_modules/postgres', import.meta.url))
if (existsSync(folder)) for (const [copy, edits] of COPIES) patch(join(folder, copy), edits)

/** @param {string} path @param {string[][]} edits */
function patch(path, edits) {
  let text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  for (const [before, after] of edits) {
    if (text.includes(after)) continue
    if (text.split(before).length !== 2) throw new Error(changed(path))
    text = text.replace(before, after)
  }
  if (text !== '' && text !== readFileSync(path, 'utf8')) writeFileSync(path, text)
}

/** @param {string} path */
function changed(path) {
  return (
    `${path} is not the text that db/patchPostgres.mjs knows (postgres.js 3.4.9), so its faults were not put right. ` +
    'If the new version sets `rows = 0` in ErrorResponse, remove this script and its line in package.json; ' +
    'otherwise bring the edits in the script up to date. db/patchPostgres.test.ts tells which.'
  )
}
