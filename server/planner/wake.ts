/** Who works out plans in this process, to be told that there is one. */
const sleepers = new Set<() => void>()

/** A command commits a moment after its handler has answered: then, and again a little later for a slow commit. */
const SOON_MS = [60, 600]

/** @returns the way to stop listening */
export function onWake(wake: () => void): () => void {
  sleepers.add(wake)
  return () => void sleepers.delete(wake)
}

/** Says that a plan was asked for. Whoever misses it finds the plan by looking now and then. */
export function wakeSoon(): void {
  for (const ms of SOON_MS) setTimeout(() => sleepers.forEach((wake) => wake()), ms).unref()
}
