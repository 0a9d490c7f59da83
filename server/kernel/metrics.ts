/** What a sample is told apart by. Nothing of anybody: the name of a door, the status of an answer, the code of a refusal. */
export type Labels = Readonly<Partial<Record<'door' | 'status' | 'code', string>>>

/** Upper ends of the buckets, in seconds: from what nobody notices to the longest that any request may take. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 4, 8] as const

interface Spread {
  readonly counts: number[]
  sum: number
  count: number
}

/** Quotes, backslashes and line ends, as the text format writes them. */
const escaped = (value: string): string => value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')

const keyOf = (labels: Labels): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(',')

const line = (name: string, key: string, value: number): string => `${name}${key === '' ? '' : `{${key}}`} ${value}`

/** Something that is counted up for as long as the process runs. */
export class Counter {
  readonly name: string
  readonly help: string
  readonly #values = new Map<string, number>()

  constructor(name: string, help: string) {
    this.name = name
    this.help = help
  }

  /** @example replays.add() @example requests.add(1, { door: 'rota.week', status: '200' }) */
  add(by = 1, labels: Labels = {}): void {
    const key = keyOf(labels)
    this.#values.set(key, (this.#values.get(key) ?? 0) + by)
  }

  /** How often so far, over all that carries these labels. */
  total(labels: Labels = {}): number {
    const wanted = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
    return [...this.#values]
      .filter(([key]) => wanted.every((one) => key.split(',').includes(one)))
      .reduce((sum, [, value]) => sum + value, 0)
  }

  lines(): readonly string[] {
    const values = this.#values.size === 0 ? [['', 0] as const] : [...this.#values]
    return ['counter', ...values.map(([key, value]) => line(this.name, key, value))]
  }
}

/** How long something takes, as counts in buckets of seconds. */
export class Histogram {
  readonly name: string
  readonly help: string
  readonly #spreads = new Map<string, Spread>()

  constructor(name: string, help: string) {
    this.name = name
    this.help = help
  }

  /** @param ms milliseconds @example durations.took(12.4, { door: 'rota.week' }) */
  took(ms: number, labels: Labels = {}): void {
    const key = keyOf(labels)
    const spread = this.#spreads.get(key) ?? { counts: BUCKETS.map(() => 0), sum: 0, count: 0 }
    this.#spreads.set(key, spread)
    const place = BUCKETS.findIndex((most) => ms / 1000 <= most)
    if (place >= 0) spread.counts[place] = (spread.counts[place] ?? 0) + 1
    spread.sum += ms / 1000
    spread.count += 1
  }

  lines(): readonly string[] {
    return ['histogram', ...[...this.#spreads].flatMap(([key, spread]) => this.#linesOf(key, spread))]
  }

  #linesOf(key: string, { counts, sum, count }: Spread): readonly string[] {
    const upTo = (most: string): string => (key === '' ? `le="${most}"` : `${key},le="${most}"`)
    let sofar = 0
    return [
      ...BUCKETS.map((most, place) => line(`${this.name}_bucket`, upTo(String(most)), (sofar += counts[place] ?? 0))),
      line(`${this.name}_bucket`, upTo('+Inf'), count),
      line(`${this.name}_sum`, key, sum),
      line(`${this.name}_count`, key, count),
    ]
  }
}

/** Something that stands at a number, which is asked for when somebody looks. */
export interface Gauge {
  readonly name: string
  readonly help: string
  /** `null` when it cannot be said now: then nothing is said. */
  readonly read: () => number | null
}

type Kept = Counter | Histogram | Gauge

const linesOf = (one: Kept): readonly string[] => {
  if (!('read' in one)) return one.lines()
  const value = one.read()
  return ['gauge', ...(value === null ? [] : [line(one.name, '', value)])]
}

/**
 * Writes what was counted in the text format of Prometheus, version 0.0.4.
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/
 * @example written([replays]) // '# HELP hub_replays_total …\n# TYPE hub_replays_total counter\nhub_replays_total 0\n'
 */
export const written = (kept: readonly Kept[]): string =>
  kept
    .flatMap((one) => {
      const [type = '', ...lines] = linesOf(one)
      return [`# HELP ${one.name} ${one.help}`, `# TYPE ${one.name} ${type}`, ...lines]
    })
    .join('\n')
    .concat('\n')

/** What this process has counted since it started. Several hubs in one process, as in tests, count together. */
export const counted = {
  requests: new Counter('hub_requests_total', 'Answers by door and status.'),
  durations: new Histogram('hub_request_seconds', 'From the arrival of a request to the end of its answer.'),
  statements: new Counter('hub_statements_total', 'Statements sent to the database for each door.'),
  held: new Counter('hub_connection_seconds_total', 'For how long each door held a connection to the database.'),
  tooBusy: new Counter(
    'hub_too_busy_total',
    'Requests turned away because no connection or place came free, or work took too long.',
  ),
  retries: new Counter(
    'hub_retries_total',
    'Work begun again after a deadlock, a lock that was not free, or a lost connection.',
  ),
  replays: new Counter(
    'hub_replays_total',
    'Commands that came again under their key and were told their first answer.',
  ),
  hints: new Counter('hub_hints_total', 'News that this node passed on to its screens.'),
  missedHints: new Counter(
    'hub_hints_missed_total',
    'News that only the look every few seconds found: the listener had not heard it.',
  ),
  hintLag: new Histogram(
    'hub_hint_seconds',
    'From just before a commit, by the database’s clock, to the hint, by this node’s.',
  ),
  listens: new Counter(
    'hub_listener_connects_total',
    'How often the listener connected: once at the start, then after each loss.',
  ),
} as const

/** How the pool stands, over all of the process. */
export const pool = { inUse: 0, waiting: 0 }
