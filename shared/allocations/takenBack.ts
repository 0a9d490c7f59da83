import type { AllocationId } from '../kernel/ids.ts'
import type { Instant } from '../time/instant.ts'

/** A job that the hub took away from whoever asks. By reference: it is no longer theirs to read. */
export interface TakenBack {
  readonly allocationId: AllocationId
  readonly number: number
  readonly byName: string
  readonly at: Instant
}
