/** One attempt to have something done, as the client saw it. It knows nothing of the hub: only what was sent and what came back. */
export interface Attempt {
  /** The key that all attempts at the same thing carry. */
  readonly key: string
  /** What came back: done, refused for good, or nothing that tells (an error, a time-out, a cut wire). */
  readonly heard: 'done' | 'refused' | 'nothing'
  /** The answer's text, where one came: every `done` of one key must be the same. */
  readonly answer?: string
}

/** What a history and what is found afterwards say together. */
export interface Verdict {
  readonly keys: number
  readonly acknowledged: number
  /** Acknowledged, and not there: a lost write. */
  readonly lost: readonly string[]
  /** There more than once. */
  readonly doubled: readonly string[]
  /** There, and never asked for, or refused for good. */
  readonly invented: readonly string[]
  /** Two answers to one key that differ. */
  readonly contradicted: readonly string[]
  /** Never acknowledged, and there once: allowed, and counted. */
  readonly unheard: number
}

/**
 * The reference model of everything that is sent with a key: acknowledged means there exactly once; refused means not there; unheard means
 * there once or not at all; and one key has one answer.
 *
 * @param found the key of each effect that is really there, as often as it is there
 * @example judge([{ key: 'a', heard: 'done' }], []).lost // ['a']
 */
export function judge(history: readonly Attempt[], found: readonly string[]): Verdict {
  const times = new Map<string, number>()
  for (const key of found) times.set(key, (times.get(key) ?? 0) + 1)
  const byKey = new Map<string, Attempt[]>()
  for (const attempt of history) byKey.set(attempt.key, [...(byKey.get(attempt.key) ?? []), attempt])
  const done = (key: string): boolean => (byKey.get(key) ?? []).some(({ heard }) => heard === 'done')
  const refused = (key: string): boolean => (byKey.get(key) ?? []).some(({ heard }) => heard === 'refused')
  const keys = [...byKey.keys()]
  return {
    keys: keys.length,
    acknowledged: keys.filter(done).length,
    lost: keys.filter((key) => done(key) && !times.has(key)),
    doubled: [...times].filter(([, count]) => count > 1).map(([key]) => key),
    invented: [...times.keys()].filter((key) => !byKey.has(key) || (refused(key) && !done(key))),
    contradicted: keys.filter((key) => {
      const answers = (byKey.get(key) ?? []).flatMap(({ heard, answer }) =>
        heard === 'done' && answer !== undefined ? [answer] : [],
      )
      return new Set(answers).size > 1
    }),
    unheard: keys.filter((key) => !done(key) && times.has(key)).length,
  }
}
