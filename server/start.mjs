// `npm start` and the commands: builds what has changed since the last build, then runs the hub. Needs nothing but Node and `npm ci`.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const folder = dirname(dirname(fileURLToPath(import.meta.url)))
const stamp = join(folder, 'dist', '.built')
const outputs = ['client/index.html', 'server/main.js'].map((name) => join(folder, 'dist', name))
const sources = [
  'shared',
  'db',
  'server',
  'client',
  'package.json',
  'package-lock.json',
  'vite.config.ts',
  'tsconfig.base.json',
]

/** The latest change below a path, in milliseconds. */
function latestChange(path) {
  const facts = statSync(path)
  if (!facts.isDirectory()) return facts.mtimeMs
  const inside = readdirSync(path, { withFileTypes: true }).filter((entry) => entry.name !== 'node_modules')
  return Math.max(facts.mtimeMs, ...inside.map((entry) => latestChange(join(path, entry.name))))
}

function mustBuild() {
  if (!outputs.every((path) => existsSync(path))) return true
  // What was built in another way (by the tests, by hand) is as good, if both halves are newer than the sources.
  const byHand = Math.min(...outputs.map((path) => statSync(path).mtimeMs))
  const built = existsSync(stamp) ? Math.max(byHand, statSync(stamp).mtimeMs) : byHand
  return Math.max(...sources.map((name) => latestChange(join(folder, name)))) > built
}

function build() {
  const started = new Date()
  const vite = join(folder, 'node_modules', 'vite', 'bin', 'vite.js')
  if (!existsSync(vite)) fail('Run "npm ci" first: the packages are not installed.')
  for (const [what, ...options] of [['screens'], ['server', '--ssr', 'server/main.ts']]) {
    process.stdout.write(`Building the ${what} …\n`)
    const done = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn', ...options], {
      cwd: folder,
      stdio: 'inherit',
    })
    if (done.status !== 0) fail(`Building the ${what} failed; the lines above say why.`)
  }
  writeFileSync(stamp, '')
  // What changes while we build must be built next time.
  for (const path of [stamp, ...outputs]) utimesSync(path, started, started)
}

function fail(line) {
  process.stderr.write(`${line}\n`)
  process.exit(1)
}

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19))
  fail(`Duty Hub needs Node 20.19 or newer; this is ${process.versions.node}. Node 22 or 24 is recommended.`)
if (mustBuild()) build()
process.env.NODE_ENV ??= 'production'
await import(pathToFileURL(join(folder, 'dist', 'server', 'main.js')).href)
