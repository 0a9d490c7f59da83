import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { TestHub } from './service.ts'

const CHILD = fileURLToPath(new URL('nodeChild.ts', import.meta.url))
const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Another server process over the database of a hub; its clock stands still at the hub's present time. */
export interface OtherNode {
  readonly address: string
  readonly stop: () => Promise<void>
}

export async function startOtherNode(hub: TestHub): Promise<OtherNode> {
  const child = spawn(process.execPath, ['--import', 'tsx', CHILD, hub.appUrl, hub.now()], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return {
    address: line,
    async stop() {
      child.kill('SIGTERM')
      if (child.exitCode === null && child.signalCode === null) await once(child, 'close')
    },
  }
}
