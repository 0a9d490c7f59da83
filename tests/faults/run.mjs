// `npm run faults`: runs the plan of faults and makes the page of evidence of what was counted. `-- --full` for the counts of a release,
// `-- --only F6` for one of them. The seed is SEED, or the day's.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { plan } from './plan.mjs'
import { runSeeded, seededSoFar } from './runSeeded.mjs'

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
const { values } = parseArgs({
  options: { full: { type: 'boolean' }, only: { type: 'string' }, seeded: { type: 'boolean' } },
})
if (values.seeded) process.exit((await runSeeded(root)) ? 0 : 1)
const form = values.full ? 'full' : 'short'
const seed = process.env.SEED ?? new Date().toISOString().slice(0, 10).replaceAll('-', '')
const folder = join('evidence', form)
const chosen = plan.filter(({ fault }) => values.only === undefined || fault.split('+').includes(values.only))
if (chosen.length === 0) {
  process.stderr.write(`There is no fault ${values.only}. There are: ${plan.map(({ fault }) => fault).join(', ')}\n`)
  process.exit(2)
}
mkdirSync(join(root, folder), { recursive: true })
/** What an earlier run of the same form found, when only some faults are run now: it stays on the page, with its own day. */
const earlier =
  values.only !== undefined && existsSync(join(root, folder, 'runs.json'))
    ? JSON.parse(readFileSync(join(root, folder, 'runs.json'), 'utf8')).runs
    : []
// What is made anew must not be left over from before, should the test end without counting.
const numbers = new Set(chosen.flatMap(({ fault }) => fault.split('+')))
for (const name of readdirSync(join(root, folder)))
  if (values.only === undefined || numbers.has(/^F\d+/.exec(name)?.[0])) rmSync(join(root, folder, name))

async function run({ fault, what, file, short = {}, full = {} }) {
  const counts = values.full ? { ...short, ...full } : short
  process.stdout.write(
    `\n── ${fault}: ${what} (seed ${seed}${Object.entries(counts)
      .map(([name, count]) => `, ${name} ${count}`)
      .join('')})\n`,
  )
  const began = Date.now()
  const child = spawn(
    join(root, 'node_modules', '.bin', 'vitest'),
    ['run', '--project', 'flows', `tests/flows/${file}.test.ts`],
    {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
      env: {
        ...process.env,
        TZ: 'UTC',
        SEED: seed,
        EVIDENCE_DIR: folder,
        ...Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, String(count)])),
      },
    },
  )
  const [status] = await once(child, 'close')
  return {
    fault,
    what,
    file,
    good: status === 0,
    seconds: Math.round((Date.now() - began) / 1000),
    seed,
    at: new Date().toISOString(),
  }
}

const done = []
for (const one of chosen) done.push(await run(one))
const isSame = (one, other) => one.fault === other.fault && one.file === other.file
const placeOf = (one) => plan.findIndex((other) => isSame(one, other))
const runs = [...earlier.filter((old) => placeOf(old) >= 0 && !done.some((one) => isSame(one, old))), ...done].toSorted(
  (one, other) => placeOf(one) - placeOf(other),
)
writeFileSync(join(root, folder, 'runs.json'), `${JSON.stringify({ form, runs }, null, 2)}\n`)

/** The counts that the tests wrote, one line each. */
const counted = readdirSync(join(root, folder))
  .filter((name) => /^F\d+.*\.json$/.test(name))
  .map((name) => JSON.parse(readFileSync(join(root, folder, name), 'utf8')))
  .toSorted((a, b) => Number(/\d+/.exec(a.fault)) - Number(/\d+/.exec(b.fault)))
const cell = (counts) =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ')
const seeded = seededSoFar(root)
const caught = seeded.filter(({ verdict }) => verdict === 'caught').length
const page = `# Evidence of faults, ${form} form

Made by \`npm run faults${values.full ? ' -- --full' : ''}\`, on ${cpus().length} cores, Node ${process.version}. A fault that was run by itself later has its own day and seed.

| fault | what | how it ended | seconds | seed | on |
| --- | --- | --- | --- | --- | --- |
${runs.map(({ fault, what, good, seconds, seed: its, at }) => `| ${fault} | ${what} | ${good ? 'as it should' : 'NOT as it should'} | ${seconds} | ${its} | ${at.slice(0, 10)} |`).join('\n')}

## Counted

| fault | counts | on |
| --- | --- | --- |
${counted.map(({ fault, counts, at }) => `| ${fault} | ${cell(counts)} | ${at.slice(0, 10)} |`).join('\n')}

## Put in on purpose

${caught} of ${seeded.length} that were tried were caught by a test (\`npm run faults -- --seeded\`).

| number | fault | how it ended | test | on |
| --- | --- | --- | --- | --- |
${seeded.map(({ number, what, verdict, test, at }) => `| ${number} | ${what} | ${verdict} | ${test} | ${at.slice(0, 10)} |`).join('\n')}
`
writeFileSync(join(root, folder, 'page.md'), page)
const bad = done.filter(({ good }) => !good)
process.stdout.write(`\n${done.length - bad.length} passed, ${bad.length} failed\nThe page is in ${folder}/page.md\n`)
process.exit(bad.length === 0 ? 0 : 1)
