import type { Instant } from '#shared/time/instant.ts'
import { foldName } from './finding.ts'
import type { PowerKind } from './clockRules.ts'
import type { ClockTold } from './contactContract.ts'
import type { RiskAnswer } from './referral.ts'

interface Told {
  readonly kind: PowerKind
  readonly startedAt: Instant | null
}

/** A power as far as this needs it. */
interface Running extends Told {
  readonly endedAt: Instant | null
  readonly supersededAt: Instant | null
}

/**
 * What becomes of a clock that a further caller tells of. One that nobody has recorded is recorded; one that is recorded with another
 * start is left as it is, and somebody is told to look: a start is corrected with a reason, never in passing.
 *
 * @example clockAfterCall([], { kind: 's136', startedAt }) // 'recorded'
 */
export function clockAfterCall(powers: readonly Running[], told: Told | null): ClockTold {
  if (told === null) return 'none'
  const running = powers.find(
    ({ kind, endedAt, supersededAt }) => kind === told.kind && endedAt === null && supersededAt === null,
  )
  if (!running) return 'recorded'
  return told.startedAt === null || told.startedAt === running.startedAt ? 'same' : 'differs'
}

/** Whether a caller told of another place than the record has. @example toldElsewhere('Ward 4', 'Mill Lane') // true */
export const toldElsewhere = (kept: string, told: string): boolean =>
  told.trim() !== '' && foldName(told.trim()) !== foldName(kept.trim())

interface Whereabouts {
  readonly place: string
  readonly wayIn: string
}

/**
 * Where a job goes on when a further caller says that the person is somewhere else now. The way in was the way into the old place, and a
 * listed place's telephone rings there: neither stays. `null` when nothing changes, as nobody said so or the record has that place already.
 *
 * @example placeAfterCall({ place: '12 Mill Lane', wayIn: 'Side gate' }, { place: 'Ward 4', placeId: null, isNowThere: true })
 * // { changes: { place: 'Ward 4', placeId: null, wayIn: '' }, before: '12 Mill Lane. Way in: Side gate' }
 */
export function placeAfterCall<PlaceId>(
  { place, wayIn }: Whereabouts,
  told: { readonly place: string; readonly placeId: PlaceId | null; readonly isNowThere: boolean },
): { readonly changes: Whereabouts & { readonly placeId: PlaceId | null }; readonly before: string } | null {
  if (!told.isNowThere || !toldElsewhere(place, told.place)) return null
  return {
    changes: { place: told.place.trim(), placeId: told.placeId, wayIn: '' },
    before: [place, wayIn.trim() && `Way in: ${wayIn.trim()}`].filter(Boolean).join('. '),
  }
}

interface Risk {
  readonly riskToStaff: RiskAnswer
  readonly riskDetail: string
}

/**
 * The risk to staff after a further call: a risk that somebody tells of counts at once, whatever was said before; a call that knows of
 * none takes nothing away. `null` when nothing changes.
 *
 * @example riskAfterCall({ riskToStaff: 'none-known', riskDetail: '' }, { riskToStaff: 'yes', riskDetail: 'Dog' }) // yes, 'Dog'
 */
export function riskAfterCall(before: Risk, told: Risk): Risk | null {
  if (told.riskToStaff === 'not-asked') return null
  if (told.riskToStaff === 'none-known')
    return before.riskToStaff === 'not-asked' ? { ...before, riskToStaff: 'none-known' } : null
  const said = told.riskDetail.trim()
  const detail =
    said === '' || before.riskDetail.includes(said)
      ? before.riskDetail
      : [before.riskDetail, said].filter(Boolean).join('\n')
  return before.riskToStaff === 'yes' && detail === before.riskDetail
    ? null
    : { riskToStaff: 'yes', riskDetail: detail }
}
