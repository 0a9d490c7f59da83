import { setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds on the machine's own steady clock. Every process of a machine reads the same one, so that times can be compared. */
export const stopwatch = (): number => Number(process.hrtime.bigint()) / 1e6

export const pause = (ms: number): Promise<void> => sleep(ms)

/**
 * Waits for something, but not for ever.
 *
 * @throws Error that says what was waited for
 */
export async function within<Result>(ms: number, what: string, coming: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${what}: nothing after ${ms / 1000} seconds`)), ms)
  })
  try {
    return await Promise.race([coming, late])
  } finally {
    clearTimeout(timer)
  }
}
