// `npm test`: everything, in the order in which it fails fastest. Stops at the first step that fails; closes with the counts.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = dirname(dirname(fileURLToPath(import.meta.url)))
const results = mkdtempSync(join(tmpdir(), 'duty-hub-tests-'))
let passed = 0
let failed = 0

function run(title, command, environment = {}) {
  process.stdout.write(`\n── ${title}\n`)
  const done = spawnSync(join(folder, 'node_modules', '.bin', command[0]), command.slice(1), {
    cwd: folder,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
    shell: process.platform === 'win32',
  })
  return done.status === 0
}

function vitest(title, projects, zone) {
  const file = join(results, `${title.replaceAll(/\W+/g, '-')}.json`)
  const chosen = projects.flatMap((name) => ['--project', name])
  const good = run(
    title,
    ['vitest', 'run', ...chosen, '--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
    { TZ: zone },
  )
  try {
    const counts = JSON.parse(readFileSync(file, 'utf8'))
    passed += counts.numPassedTests
    failed += counts.numFailedTests + counts.numFailedTestSuites * (counts.numFailedTests === 0 ? 1 : 0)
  } catch {
    failed += 1
  }
  return good
}

function close(good) {
  rmSync(results, { recursive: true, force: true })
  if (!good && failed === 0) failed = 1
  process.stdout.write(`\n${passed} passed, ${failed} failed\n`)
  process.exit(good ? 0 : 1)
}

const steps = [
  () => run('Format', ['prettier', '--check', '--log-level', 'warn', '.']),
  () => run('Lint', ['oxlint', '--type-aware', '--deny-warnings']),
  () => run('Types', ['tsc', '-b', 'shared', 'db', 'server', 'client', 'tests']),
  () => vitest('Rules, on a machine in London', ['rules'], 'Europe/London'),
  () => vitest('Rules, on a machine in Los Angeles', ['rules'], 'America/Los_Angeles'),
  () => vitest('Rules, on a machine in UTC', ['rules'], 'UTC'),
  () => run('Build the screens', ['vite', 'build', '--logLevel', 'warn']),
  () => run('Build the server', ['vite', 'build', '--ssr', 'server/main.ts', '--logLevel', 'warn']),
  () => vitest('Flows on PostgreSQL', ['flows'], 'UTC'),
  // By themselves: a browser that has to share two cores with the races above is slower than any patience.
  () => vitest('Journeys in a browser', ['journeys'], 'UTC'),
]

close(steps.every((step) => step()))
