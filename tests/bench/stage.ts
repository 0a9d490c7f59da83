import type { Bare } from './bare.ts'
import type { BenchDatabase } from './database.ts'
import type { Desk } from './desk.ts'
import type { Endings } from './endings.ts'
import type { Fleet } from './fleet.ts'
import type { Options } from './options.ts'
import type { Pace } from './pace.ts'
import type { RunningHub } from './product.ts'
import type { Seeded } from './seed.ts'
import type { Worker } from './worker.ts'

/** What every part of the bench stands on. */
export interface Stage {
  readonly options: Options
  readonly endings: Endings
  readonly database: BenchDatabase
  readonly seeded: Seeded
  /** The built hub over that database, and somebody at its desk, both warm. */
  readonly hub: RunningHub
  readonly desk: Desk
  readonly fleet: Worker<Fleet>
  readonly bare: Worker<Bare>
  readonly barePort: number
  /** How many statements the bare transaction of an allocation has, each of them a round trip. */
  readonly bareStatements: number
  /** How clicks come, the same for ours and the limit. */
  readonly pace: Pace
  /** Says that something is wrong, not slow: the run then ends badly. */
  readonly wrong: (what: string) => void
}
