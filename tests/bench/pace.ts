import { pause, stopwatch } from './stopwatch.ts'

/** How often something is done in one go of a round: so many times, and on a busy machine no longer than so long. */
export interface Pace {
  readonly times: number
  readonly withinMs: number
  /** Pauses before each, in turn, so that one does not wait for the end of another. */
  readonly gapsMs: readonly number[]
}

/** Too few samples have no middle. */
const LEAST = 3

/** @returns what each turn measured, in milliseconds */
export async function repeat({ times, withinMs, gapsMs }: Pace, act: () => Promise<number>): Promise<number[]> {
  const samples: number[] = []
  const until = stopwatch() + withinMs
  while (samples.length < times && (samples.length < LEAST || stopwatch() < until)) {
    await pause(gapsMs[samples.length % gapsMs.length] ?? 0)
    samples.push(await act())
  }
  return samples
}
