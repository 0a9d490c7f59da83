import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

/** What a thread is told and asked by whoever started it. */
export interface ThreadRun<Result> {
  readonly result: Promise<Result>
  /** Asks it to come to an end with what it has; after a while it is ended, and what it kept last is its result. */
  readonly stop: () => void
  readonly end: () => Promise<void>
}

interface Begun {
  readonly asked: unknown
  /** 1 once it is to stop. Shared memory, because a thread that counts hears no messages. */
  readonly flag: SharedArrayBuffer
}
type Told =
  | { readonly share: number; readonly soFar: number | undefined }
  | { readonly kept: unknown }
  | { readonly result: unknown }
  | { readonly failed: string }

/** A thread that was asked to stop and does not is ended after so long: soon, when it has left something to be going on with. */
const PATIENCE_MS = { withNothing: 30_000, withSomething: 500 }
/** What a thread may take for its own values; a solver compiled to WebAssembly has its own limit beside it. */
const MOST_HEAP_MB = 512
/** Whoever waits hears of progress about so often, however often it is told. */
const PARTS = 200

/**
 * Works something out in a thread of its own, so that requests do not wait for it.
 *
 * @param file the thread's own file
 * @example const run = runInThread<FillResult>(new URL('./planThread.ts', import.meta.url), asked, tell)
 */
export function runInThread<Result>(
  file: URL,
  asked: unknown,
  tell: (share: number, soFar?: number) => void,
): ThreadRun<Result> {
  const flag = new SharedArrayBuffer(4)
  const begun: Begun = { asked, flag }
  const worker = new Worker(file, { workerData: begun, resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MB } })
  let impatient: NodeJS.Timeout | undefined
  let kept: { readonly result: Result } | null = null
  const result = new Promise<Result>((resolve, reject) => {
    worker.on('message', (told: Told) => {
      // What a thread keeps and answers is what its own file says.
      if ('share' in told) tell(told.share, told.soFar)
      else if ('kept' in told) kept = { result: told.kept as Result }
      else if ('result' in told) resolve(told.result as Result)
      else reject(new Error(told.failed))
    })
    worker.once('error', reject)
    worker.once('exit', (code) =>
      impatient && kept ? resolve(kept.result) : reject(new Error(`the thread ended with ${code} and no result`)),
    )
  }).finally(() => {
    clearTimeout(impatient)
    void worker.terminate()
  })
  return {
    result,
    stop() {
      Atomics.store(new Int32Array(flag), 0, 1)
      const patience = kept ? PATIENCE_MS.withSomething : PATIENCE_MS.withNothing
      impatient ??= setTimeout(() => void worker.terminate(), patience)
    },
    end: async () => void (await worker.terminate()),
  }
}

/** How a thread's work tells how far it is, and learns that it is to stop. */
export interface InThread {
  /** A second number, of the work's own, goes with the share: what the best so far amounts to. */
  readonly tell: (share: number, soFar?: number) => void
  readonly isStopped: () => boolean
  /** Leaves something to be going on with, in case it is stopped where it cannot look. */
  readonly keep: (result: unknown) => void
}

/** The other side of `runInThread`: does the work when this file is run as a thread, and nothing otherwise. */
export function serveThread<Asked>(work: (asked: Asked, running: InThread) => unknown): void {
  if (isMainThread || parentPort === null) return
  const port = parentPort
  // Only `runInThread` starts this file as a thread.
  const { asked, flag } = workerData as Begun
  const stopped = new Int32Array(flag)
  let last = -1
  const tell = (share: number, soFar?: number): void => {
    const part = Math.floor(share * PARTS)
    if (part > last) port.postMessage({ share: Math.min(1, share), soFar })
    last = Math.max(last, part)
  }
  const keep = (result: unknown): void => port.postMessage({ kept: result })
  const isStopped = (): boolean => Atomics.load(stopped, 0) === 1
  Promise.resolve()
    .then(() => work(asked as Asked, { tell, isStopped, keep }))
    .then(
      (result) => port.postMessage({ result }),
      (error: unknown) => port.postMessage({ failed: error instanceof Error ? error.message : String(error) }),
    )
}
