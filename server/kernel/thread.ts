import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

/** What a thread is told and asked by whoever started it. */
export interface ThreadRun<Result> {
  readonly result: Promise<Result>
  /** Asks it to come to an end with what it has; after a while it is ended without. */
  readonly stop: () => void
  readonly end: () => Promise<void>
}

interface Begun {
  readonly asked: unknown
  /** 1 once it is to stop. Shared memory, because a thread that counts hears no messages. */
  readonly flag: SharedArrayBuffer
}
type Told = { readonly share: number } | { readonly result: unknown } | { readonly failed: string }

/** A thread that was asked to stop and does not is ended after so long. */
const PATIENCE_MS = 30_000
/** Whoever waits hears of progress about so often, however often it is told. */
const PARTS = 200

/**
 * Works something out in a thread of its own, so that requests do not wait for it.
 *
 * @param file the thread's own file
 * @example const run = runInThread<FillResult>(new URL('./planThread.ts', import.meta.url), asked, tell)
 */
export function runInThread<Result>(file: URL, asked: unknown, tell: (share: number) => void): ThreadRun<Result> {
  const flag = new SharedArrayBuffer(4)
  const begun: Begun = { asked, flag }
  const worker = new Worker(file, { workerData: begun })
  let impatient: NodeJS.Timeout | undefined
  const result = new Promise<Result>((resolve, reject) => {
    worker.on('message', (told: Told) => {
      if ('share' in told) tell(told.share)
      // What a thread answers is what its own file says it answers.
      else if ('result' in told) resolve(told.result as Result)
      else reject(new Error(told.failed))
    })
    worker.once('error', reject)
    worker.once('exit', (code) => reject(new Error(`the thread ended with ${code} and no result`)))
  }).finally(() => {
    clearTimeout(impatient)
    void worker.terminate()
  })
  return {
    result,
    stop() {
      Atomics.store(new Int32Array(flag), 0, 1)
      impatient ??= setTimeout(() => void worker.terminate(), PATIENCE_MS)
    },
    end: async () => void (await worker.terminate()),
  }
}

/** How a thread's work tells how far it is, and learns that it is to stop. */
export interface InThread {
  readonly tell: (share: number) => void
  readonly isStopped: () => boolean
}

/** The other side of `runInThread`: does the work when this file is run as a thread, and nothing otherwise. */
export function serveThread<Asked>(work: (asked: Asked, running: InThread) => unknown): void {
  if (isMainThread || parentPort === null) return
  const port = parentPort
  // Only `runInThread` starts this file as a thread.
  const { asked, flag } = workerData as Begun
  const stopped = new Int32Array(flag)
  let last = -1
  const tell = (share: number): void => {
    const part = Math.floor(share * PARTS)
    if (part > last) port.postMessage({ share: Math.min(1, share) })
    last = Math.max(last, part)
  }
  try {
    port.postMessage({ result: work(asked as Asked, { tell, isStopped: () => Atomics.load(stopped, 0) === 1 }) })
  } catch (error) {
    port.postMessage({ failed: error instanceof Error ? error.message : String(error) })
  }
}
