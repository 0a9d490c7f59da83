import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin, Rolldown } from 'vite'

/** Screens that an AMHP opens on a phone; with all that they need, they are kept there. */
const SCREENS = ['app/MyDuty.tsx', 'rota/MyRota.tsx', 'app/MyToil.tsx']
/** Loaded as soon as somebody is signed in. */
const ALWAYS = /\/socket\.io-client\//
/** What the hub itself says, each time anew. */
const SAID = 'council.json'
/** Beside the build, as they are. */
const PUBLIC = [
  'favicon.svg',
  'site.webmanifest',
  'icons/icon-180.png',
  'icons/icon-192.png',
  'icons/icon-512.png',
  'icons/icon-512-maskable.png',
]
const WORKER = 'sw.js'
const PLACE = '__SHELL_OF_THIS_BUILD__'

type Bundle = Rolldown.OutputBundle
type Chunk = Rolldown.OutputChunk
const isChunk = (file: Bundle[string] | undefined): file is Chunk => file?.type === 'chunk'

/** Every file that these need, each once: their imports, and the styles of each. */
function filesFor(bundle: Bundle, first: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>()
  const visit = (name: string): void => {
    const chunk = bundle[name]
    if (found.has(name) || !isChunk(chunk)) return
    found.add(name)
    for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style)
    chunk.imports.forEach(visit)
  }
  first.forEach(visit)
  return found
}

const isFirst = ({ fileName, isEntry, facadeModuleId }: Chunk): boolean =>
  fileName !== WORKER &&
  (isEntry || SCREENS.some((screen) => facadeModuleId?.endsWith(screen)) || ALWAYS.test(facadeModuleId ?? ''))

/** What this build keeps on a phone, and a version that differs whenever any byte of it does. */
function shellOf(bundle: Bundle, publicFolder: string): string {
  const chunks = Object.values(bundle).filter(isChunk).filter(isFirst)
  const fonts = Object.keys(bundle).filter((name) => name.endsWith('.woff2'))
  const names = [
    ...filesFor(
      bundle,
      chunks.map(({ fileName }) => fileName),
    ),
    ...fonts,
    'index.html',
  ].toSorted()
  const print = createHash('sha256')
  for (const name of names) {
    const file = bundle[name]
    if (file === undefined) throw new Error(`the build made no ${name} for phones to keep`)
    print
      .update(name)
      .update('\0')
      .update(isChunk(file) ? file.code : file.source)
  }
  for (const name of PUBLIC)
    print
      .update(name)
      .update('\0')
      .update(readFileSync(join(publicFolder, name)))
  return [print.digest('hex').slice(0, 16), ...[...names, SAID, ...PUBLIC].map((name) => `/${name}`)].join(' ')
}

/** Builds the worker that opens the app without a signal, and writes into it what it keeps: the files of this very build. */
export function offlineShell(): Plugin {
  let publicFolder = ''
  return {
    name: 'offline-shell',
    apply: 'build',
    enforce: 'post',
    configResolved({ publicDir }) {
      publicFolder = publicDir
    },
    buildStart() {
      this.emitFile({ type: 'chunk', id: 'kernel/shellWorker.ts', fileName: WORKER })
    },
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const worker = bundle[WORKER]
        if (!isChunk(worker) || worker.imports.length > 0 || !worker.code.includes(PLACE))
          throw new Error('the worker for phones is not one file with a place for its list')
        worker.code = worker.code.replace(PLACE, shellOf(bundle, publicFolder))
      },
    },
  }
}
