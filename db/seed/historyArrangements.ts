import { outcomes } from '#shared/allocations/outcomes.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { addMinutes, type Instant } from '#shared/time/instant.ts'
import type { Call } from './calls.ts'
import type { CaseAllocation, CaseArrangement } from './case.ts'
import type { Draw } from './random.ts'

const doctors = [
  'Dr S. Rao, section 12',
  'Dr P. Lindsell, section 12',
  'Dr A. Varga, section 12',
  'Dr E. Lowther, section 12',
  'Dr Hale, own GP',
  'Dr M. Coyle, section 12',
]
const beds = ['Oakridge Ward 2', 'Oakridge Ward 3', 'Larch House', 'Out of area, 41 miles']

/** Where doctors, bed and ambulance stood when a job of history was over. */
export function arrangementsFor(
  { at, steps, waits, outcome }: CaseAllocation,
  { request }: Call,
  desk: PersonId,
  draw: Draw,
): readonly CaseArrangement[] {
  if (!outcome || !steps.acceptedAt || !steps.arrivedAt || !steps.finishedAt) return []
  const { detained } = outcomes[outcome.code]
  const noBed = outcome.code === 'APPLICATION_NOT_MADE_NO_BED'
  const ended = (kind: string): Instant | undefined => waits.find((wait) => wait.kind === kind)?.endedAt ?? undefined
  const set = (
    kind: CaseArrangement['kind'],
    state: CaseArrangement['state'],
    note: string,
    since: Instant,
  ): CaseArrangement => ({ kind, state, note, since, by: desk })
  const one = request === 's136' && draw.chance(0.4)
  const bedAt = ended('bed') ?? steps.outcomeAt ?? steps.finishedAt
  return [
    set('first-doctor', 'agreed', draw.pick(doctors), addMinutes(at, draw.whole(5, 30))),
    one
      ? set('second-doctor', 'not-needed', '', addMinutes(at, 31))
      : set('second-doctor', 'agreed', draw.pick(doctors), addMinutes(at, draw.whole(20, 50))),
    noBed
      ? set('bed', 'trouble', 'None found by midnight', bedAt)
      : detained
        ? set('bed', 'agreed', draw.pick(beds), bedAt)
        : set('bed', 'not-needed', '', bedAt),
    ...(ended('ambulance') ? [set('ambulance', 'agreed', 'Arrived', ended('ambulance') ?? bedAt)] : []),
  ]
}
