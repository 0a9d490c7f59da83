// `npm run faults -- --seeded`: puts each seeded fault in, one at a time, and sees whether a test catches it. A test that fails without
// any fault, or by anything but an assertion, catches nothing. SEEDED_ONLY=4,14 runs some of them.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { seeded } from './seeded.mjs'

const TWENTY = 20

/** Runs one test file. @returns whether it passed, and all that it said */
async function runs(root, { run: [project, file], name, counts = {} }, number) {
  const env = { ...process.env, ...counts, TZ: 'UTC', NO_COLOR: '1' }
  if (number !== null) env.SEEDED_FAULT = String(number)
  const named = name === '' ? [] : ['-t', name]
  const child = spawn(join(root, 'node_modules', '.bin', 'vitest'), ['run', '--project', project, file, ...named], {
    cwd: root,
    env,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (said += part))
  const [status] = await once(child, 'close')
  return { passed: status === 0 && / passed/.test(said), said }
}

/** How it ended with the fault in: caught by an assertion of the test that is named, or why not. */
function verdictOf({ passed, said }, { name }) {
  if (said.includes('SEEDED FAULT NOT PUT IN')) return 'was not put in: its text has changed'
  if (passed) return 'was not caught'
  const failed = said.split('\n').filter((line) => /FAIL/.test(line))
  if (!failed.some((line) => line.includes(name))) return 'stopped the tests before one could catch it'
  return /AssertionError|Error: expect|to (?:equal|be|match|contain)/.test(said)
    ? 'caught'
    : 'failed, but not by an assertion'
}

/** What is known of each seeded fault, from this run or from an earlier one, for the page of evidence. */
export function seededSoFar(root) {
  const file = join(root, 'evidence', 'seeded.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
}

function keep(root, one) {
  const all = [...seededSoFar(root).filter(({ number }) => number !== one.number), one]
  mkdirSync(join(root, 'evidence'), { recursive: true })
  const inOrder = all.toSorted((a, b) => a.number - b.number)
  writeFileSync(join(root, 'evidence', 'seeded.json'), `${JSON.stringify(inOrder, null, 2)}\n`)
}

/** @returns whether every fault that was tried was caught */
export async function runSeeded(root) {
  const only = process.env.SEEDED_ONLY?.split(',').map(Number)
  const chosen = seeded.filter(({ number }) => only === undefined || only.includes(number))
  const without = new Map()
  let caught = 0
  for (const fault of chosen) {
    const key = `${fault.run.join(' ')} ${fault.name}`
    if (!without.has(key)) without.set(key, (await runs(root, fault, null)).passed)
    const verdict = without.get(key)
      ? verdictOf(await runs(root, fault, fault.number), fault)
      : 'its test fails without it'
    if (verdict === 'caught') caught += 1
    keep(root, { number: fault.number, what: fault.what, verdict, test: fault.run[1], at: new Date().toISOString() })
    process.stdout.write(`#${fault.number} ${fault.what}: ${verdict} (${fault.run[1]})\n`)
  }
  process.stdout.write(
    `\n${caught} of ${chosen.length} caught; ${seeded.length} of the plan’s ${TWENTY} can be put in\n`,
  )
  return caught === chosen.length
}
