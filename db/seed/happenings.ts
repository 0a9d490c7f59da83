import type { AllocationEvent } from '#shared/allocations/events.ts'
import type { CommandId, PersonId, ReferralId, ServiceId } from '#shared/kernel/ids.ts'
import type { PaperEvent } from '#shared/papers/events.ts'
import type { ReferralEvent } from '#shared/referrals/events.ts'
import type { RegisterEvent } from '#shared/register/events.ts'
import type { RotaEvent } from '#shared/rota/events.ts'
import type { SafetyEvent } from '#shared/safety/events.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { ToilEvent } from '#shared/toil/events.ts'
import type { Draw } from './random.ts'
import type { Row } from './rows.ts'

/** One thing that happened, as a command would have recorded it: ids, codes, numbers and moments, never names. */
export interface Happening {
  readonly type: RegisterEvent | RotaEvent | ReferralEvent | AllocationEvent | PaperEvent | SafetyEvent | ToilEvent
  readonly referralId?: ReferralId
  readonly personId?: PersonId
  readonly data?: Readonly<Record<string, unknown>>
}

/** What is written down of all that happened. Told in any order; numbered by time. */
export interface Happenings {
  /** What one command of one person left behind, together. */
  readonly tell: (at: Instant, by: PersonId, ...events: readonly Happening[]) => void
  readonly numbered: () => Row<'events'>[]
}

interface Told {
  readonly at: Instant
  readonly by: PersonId
  readonly events: readonly Happening[]
}

export function happeningsOf(serviceId: ServiceId, draw: Draw): Happenings {
  const told: Told[] = []
  return {
    tell: (at, by, ...events) => void told.push({ at, by, events }),
    numbered() {
      // Sorting keeps the order of telling within one moment, so that nothing comes before what it follows from.
      const rows: Row<'events'>[] = []
      for (const { at, by, events } of told.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))) {
        const commandId = draw.id<CommandId>()
        events.forEach(({ type, referralId = null, personId = null, data = {} }, ordinal) => {
          const seq = rows.length + 1
          rows.push({ serviceId, seq, at, actorId: by, commandId, ordinal, type, referralId, personId, data })
        })
      }
      return rows
    },
  }
}
