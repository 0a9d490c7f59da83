import type { SentTo } from '#shared/kernel/command.ts'
import { placeId, type DraftId, type ReferralId } from '#shared/kernel/ids.ts'
import { done, refuse, type Outcome } from '#shared/kernel/outcome.ts'
import { answersCallBack, callBackWords } from '#shared/kernel/telephone.ts'
import { instantInput, type Instant } from '#shared/time/instant.ts'
import type { addCall } from './contactContract.ts'
import { powerIn, requestIn, riskIn, sourceIn, startIn, type Fault, type IntakeValues } from './intake.ts'
import { readPast } from './typedMoment.ts'

/**
 * Reads the form of a new referral as a further call about one that is open already. Less is needed: who rang and on which number.
 * Everything else that was typed goes along, so that nothing is lost with the draft; a start that cannot be read is kept in words.
 *
 * @example readFurtherCall(values, { referralId, draftId }, now) // { ok: true, value: { callerName: 'PC 2208 Ilyas', … } }
 */
export function readFurtherCall(
  values: IntakeValues,
  {
    isNowThere = false,
    ...to
  }: { readonly referralId: ReferralId; readonly draftId: DraftId; readonly isNowThere?: boolean },
  now: Instant,
): Outcome<SentTo<typeof addCall>, readonly Fault[]> {
  const source = sourceIn(values)
  const faults: readonly (Fault | null)[] = [
    source === null ? { field: 'source', message: 'Choose who is calling' } : null,
    isNowThere && values.place.trim() === '' ? { field: 'place', message: 'Say where they are now' } : null,
    answersCallBack(values.callerPhone) ? null : { field: 'callerPhone', message: callBackWords },
  ]
  const found = faults.filter((fault) => fault !== null)
  if (source === null || found.length > 0) return refuse(found)
  const received = instantInput.safeParse(values.receivedAt)
  const kind = powerIn(values)
  const start = readPast(startIn(values), now)
  const startedAt = values.startUnknown !== 'yes' && start.ok ? start.value : null
  return done({
    ...to,
    receivedAt: received.success ? received.data : now,
    source,
    request: requestIn(values),
    callerName: values.callerName.trim(),
    callerPhone: values.callerPhone.trim(),
    place: values.place.trim(),
    ...(isNowThere && { isNowThere, placeId: placeId.safeParse(values.placeId).data ?? null }),
    happening: wordsOf(values, kind !== null && startedAt === null),
    riskToStaff: riskIn(values) ?? 'not-asked',
    riskDetail: values.riskDetail,
    power: kind === null ? null : { kind, startedAt },
  })
}

/** What has no box of its own in a further call: said after what is happening. */
function wordsOf(values: IntakeValues, startUnread: boolean): string {
  const said = [
    [
      'Name given',
      [values.firstName, values.lastName]
        .map((name) => name.trim())
        .filter(Boolean)
        .join(' '),
    ],
    ['Born or aged', values.birth],
    ['NHS number', values.nhsNumber],
    ['Telephone', values.personPhone],
    ['Home', values.homeAddress],
    ['Start of the clock', startUnread ? [values.startTime, values.startDay].filter(Boolean).join(' on ') : ''],
  ] as const
  const lines = said.filter(([, text]) => text.trim() !== '').map(([what, text]) => `${what}: ${text.trim()}.`)
  return [values.happening.trim(), lines.join(' ')].filter(Boolean).join('\n')
}

/** What the desk hears when a caller told of another place: the record is not changed in passing. @example anotherPlaceWords('Ewa Kowalska') */
export const anotherPlaceWords = (withName: string | null): string =>
  withName === null
    ? 'Another place was told: change it on the record if it is so.'
    : `Another place was told: change it on the record, or ring ${withName}.`

/** The same when it was made the place of the referral in the same act. @example movedWords('Ewa Kowalska') */
export const movedWords = (withName: string | null): string =>
  withName === null
    ? 'The place is changed.'
    : `The place is changed. ${withName} is told, and their directions lead there: ring them if they are on the road.`
