import { parseArgs } from 'node:util'
import type { LeaversView } from '#shared/identity/directoryContract.ts'
import type { ServiceId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/time/instant.ts'
import type { Database } from '#db/client.ts'
import { OperatorError, wronglyTyped } from '#server/kernel/operatorError.ts'
import { inService } from './inService.ts'
import { endThem, lookAtLeavers } from './leavers.ts'

/** A list of leavers that was not carried out, with what to do. */
export class LeaversError extends OperatorError {}

const USAGE = `Usage:
  npm run leavers -- leavers.csv                      says what the list would do, and does nothing
  npm run leavers -- leavers.csv --apply              ends everybody on it
Optional: --service "Westmarch AMHP service" when there are several, --most 20: more leavers than that is taken for the wrong file.`

export interface LeaversAskedFor {
  readonly file: string
  readonly service: string | null
  readonly apply: boolean
  readonly most: number
}

/** Reads what was typed after the command. @throws LeaversError with how to type it */
export function leaversAskedFor(typed: readonly string[]): LeaversAskedFor {
  try {
    const { values, positionals } = parseArgs({
      args: [...typed],
      allowPositionals: true,
      options: { service: { type: 'string' }, apply: { type: 'boolean' }, most: { type: 'string', default: '20' } },
    })
    const [file] = positionals
    if (file === undefined) throw new Error('Name the file that holds the list')
    if (positionals.length > 1) throw new Error('Name one file only')
    if (!/^[1-9]\d{0,3}$/.test(values.most)) throw new Error('--most is a whole number, 1 to 9999')
    return { file, service: values.service ?? null, apply: values.apply ?? false, most: Number(values.most) }
  } catch (error) {
    throw new LeaversError(wronglyTyped(error, USAGE).message, { cause: error })
  }
}

/**
 * Carries out a list of leavers for an operator, or says what it would do. Meant to run every night: a list without anybody new on
 * it does nothing, and one that names more than `most` is refused whole, for then it is likely the list of staff.
 *
 * @throws LeaversError when the service is not one, when too many would leave, or when nobody would be left to manage accounts
 */
export async function carryOutLeavers(
  database: Database,
  asked: LeaversAskedFor & { readonly list: string; readonly now: Instant; readonly requestId: string },
): Promise<LeaversView> {
  const serviceId = await serviceFor(database, asked.service)
  const { now, requestId } = asked
  return inService(database, { serviceId, now, requestId, address: '' }, async ({ sql }) => {
    const about = { sql, serviceId, now, self: null }
    const view = await lookAtLeavers(about, asked.list)
    if (!asked.apply || view.leaving === 0) return { result: view, events: [] }
    if (view.leaving > asked.most)
      throw new LeaversError(
        `The list would end ${view.leaving} people, more than ${asked.most}. Nobody was ended. If it is right, say --most ${view.leaving}.`,
      )
    return { result: view, events: await endThem(about, view, { by: 'leavers-list' }) }
  })
}

async function serviceFor(database: Database, named: string | null): Promise<ServiceId> {
  const found = await database<{ id: ServiceId }[]>`select * from hub.service_named(${named ?? ''})`
  const all =
    named === null ? await database<{ id: ServiceId }[]>`select "serviceId" as id from hub.stream_positions()` : found
  const [only] = all
  if (named === null && only === undefined)
    throw new LeaversError('There is no service here yet: npm run first-admin makes one.')
  if (only === undefined || all.length > 1)
    throw new LeaversError(
      named === null
        ? 'There are several services here. Say which: --service "its name".'
        : `No service is called "${named}".`,
    )
  return only.id
}

/** What came of a list, in lines for a terminal or a nightly letter. Ids and line numbers: no address is repeated in a log. */
export function leaversReport({ lines, unreadable, leaving }: LeaversView, applied: boolean): readonly string[] {
  const count = (fate: LeaversView['lines'][number]['fate']): number => lines.filter((one) => one.fate === fate).length
  const out = lines.filter(({ openReferrals }) => openReferrals > 0)
  return [
    `${lines.length} on the list: ${leaving} ${applied ? 'ended now' : 'would be ended'}, ${count('left-already')} had left already, ${count('unknown')} not of this service, ${count('twice')} named twice.`,
    ...lines
      .filter(({ fate }) => fate === 'last-administrator')
      .map(({ line }) => `Line ${line} is the last administrator, who stays: make somebody else one first.`),
    ...out.map(
      ({ line, openReferrals }) =>
        `Line ${line} is out on ${openReferrals} referral${openReferrals === 1 ? '' : 's'}: give them to somebody else.`,
    ),
    ...unreadable.map(({ line, why }) => `Line ${line}: ${why}.`),
    ...(applied || leaving === 0 ? [] : ['Nothing was changed. To end them, say --apply.']),
  ]
}
