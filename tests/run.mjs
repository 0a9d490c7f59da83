// `npm test`: everything, what fails fastest first. Stops at the first step that fails; closes with the counts.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = dirname(dirname(fileURLToPath(import.meta.url)))
const results = mkdtempSync(join(tmpdir(), 'duty-hub-tests-'))
let passed = 0
let failed = 0

/** `beside` another step it keeps its words until it ends, so that the two can be read. */
async function run(title, [name, ...options], { environment = {}, beside = false } = {}) {
  if (!beside) process.stdout.write(`\n── ${title}\n`)
  const child = spawn(join(folder, 'node_modules', '.bin', name), options, {
    cwd: folder,
    stdio: beside ? ['ignore', 'pipe', 'pipe'] : 'inherit',
    env: { ...process.env, ...environment },
    shell: process.platform === 'win32',
  })
  const said = []
  child.stdout?.on('data', (chunk) => said.push(chunk))
  child.stderr?.on('data', (chunk) => said.push(chunk))
  // What could not even be started has failed.
  const [status] = await once(child, 'close').catch((error) => (said.push(Buffer.from(`${error}\n`)), [1]))
  if (beside) process.stdout.write(`\n── ${title}\n${Buffer.concat(said).toString()}`)
  return status === 0
}

async function vitest(title, projects, zone, beside = false) {
  const file = join(results, `${title.replaceAll(/\W+/g, '-')}.json`)
  const chosen = projects.flatMap((name) => ['--project', name])
  const reporting = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const good = await run(title, ['vitest', 'run', ...chosen, ...reporting], { environment: { TZ: zone }, beside })
  try {
    const counts = JSON.parse(readFileSync(file, 'utf8'))
    passed += counts.numPassedTests
    failed += counts.numFailedTests + counts.numFailedTestSuites * (counts.numFailedTests === 0 ? 1 : 0)
  } catch {
    failed += 1
  }
  return good
}

/** One after the other, until one fails. */
const inTurn = async (...steps) => {
  for (const step of steps) if (!(await step())) return false
  return true
}

/** Two rows of steps at once: what one core does alone leaves the other to somebody else. */
const sideBySide = async (...rows) => (await Promise.all(rows)).every(Boolean)

function close(good) {
  rmSync(results, { recursive: true, force: true })
  if (!good && failed === 0) failed = 1
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
  process.exit(good ? 0 : 1)
}

const beside = { beside: true }
const checks = () =>
  sideBySide(
    inTurn(
      () => run('Format', ['oxfmt', '--check'], beside),
      () => run('Lint', ['oxlint', '--type-aware', '--deny-warnings'], beside),
      () => run('Build the screens', ['vite', 'build', '--logLevel', 'warn'], beside),
      () => run('Build the server', ['vite', 'build', '--ssr', 'server/main.ts', '--logLevel', 'warn'], beside),
      () => vitest('Rules, on a machine in Los Angeles', ['rules'], 'America/Los_Angeles', true),
      () => vitest('Rules, on a machine in UTC', ['rules'], 'UTC', true),
    ),
    inTurn(
      () => run('Types', ['tsc', '-b', 'shared', 'db', 'server', 'client', 'tests'], beside),
      () => vitest('Rules, on a machine in London', ['rules'], 'Europe/London', true),
    ),
  )

process.stdout.write('\nFormat, lint, types, builds and rules, two at a time; each tells when it is done.\n')
const good = await inTurn(
  checks,
  () => vitest('Flows on PostgreSQL', ['flows'], 'UTC'),
  // By themselves: a browser that has to share two cores with the races above is slower than any patience.
  () => vitest('Journeys in a browser', ['journeys'], 'UTC'),
)
close(good)
