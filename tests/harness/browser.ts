import { existsSync } from 'node:fs'
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Which packaged browser: another version is unpacked beside it. */
const PACKAGED = '147'

interface Runnable {
  readonly path: string
  /** What the browser needs to find beside what this process has. */
  readonly env: Readonly<Record<string, string>>
}

/** A browser on this machine if there is one (or the one that CHROMIUM_PATH names), else the one that comes with our packages. */
async function runnableBrowser(): Promise<Runnable> {
  const path = process.env['CHROMIUM_PATH'] ?? INSTALLED.find((one) => existsSync(one))
  return path ? { path, env: {} } : packagedIn(await unpackedFolder())
}

/**
 * The packaged browser brings the libraries and the fonts that a bare machine lacks. Its own font settings only look under /tmp:
 * without any font Chromium ends itself at the first word, so ours name the folder where they are.
 */
const packagedIn = (folder: string): Runnable => ({
  path: join(folder, 'chromium'),
  env: {
    FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH'] ?? ''].filter(Boolean).join(':'),
  },
})

/** Unpacks once for each account (what another account unpacked may not be run by us), and whole or not at all. */
async function unpackedFolder(): Promise<string> {
  const folder = join(tmpdir(), `duty-hub-browser-${userInfo().uid}-${PACKAGED}`)
  if (existsSync(folder)) return folder
  const making = await mkdtemp(`${folder}-`)
  await unpackInto(making)
  await writeFile(
    join(making, 'fonts.conf'),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'fonts-cache')}</cachedir></fontconfig>
`,
  )
  // Somebody who unpacked at the same time may have been first: then theirs is as good.
  await rename(making, folder).catch(() => rm(making, { recursive: true, force: true }))
  return folder
}

async function unpackInto(folder: string): Promise<void> {
  const before = { TMPDIR: process.env['TMPDIR'], AWS_EXECUTION_ENV: process.env['AWS_EXECUTION_ENV'] }
  process.env['TMPDIR'] = folder
  // The package only unpacks its libraries where it believes itself on a bare machine of this kind.
  process.env['AWS_EXECUTION_ENV'] = 'AWS_Lambda_nodejs22.x'
  try {
    const { default: packaged } = await import('@sparticuz/chromium')
    await packaged.executablePath()
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}

/** Starts a real Chromium without a window. */
export async function openBrowser(): Promise<Browser> {
  const { path, env } = await runnableBrowser()
  return chromium.launch({
    executablePath: path,
    env: { ...process.env, ...env },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
      // Two cores have nobody to spare: threads that only collect what pages leave behind take a seventh of the time.
      '--js-flags=--single-threaded-gc',
    ],
  })
}
