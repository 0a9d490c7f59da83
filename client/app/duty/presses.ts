import {
  acceptAllocation,
  arrive,
  endWait,
  finish,
  homeSafe,
  openAllocation,
  recordOutcome,
  setOff,
  startWait,
  type AllocationRow,
} from '#shared/allocations/contract.ts'
import { closeWaitsAt } from '#shared/allocations/waits.ts'
import { undoStep } from '#shared/allocations/undoStep.ts'
import type { WaitId } from '#shared/kernel/ids.ts'
import { newCommandId } from '#client/kernel/api.ts'

/** A press that the hub has not answered yet, or whose effect has not come back to this screen. */
export interface Press {
  readonly id: string
  readonly command: string
  readonly input: unknown
}

/** Whether a wait was begun on this phone and its press has not got through: of what still waits to be sent, is it one? */
export const isPressed = (wait: { readonly id: WaitId }, waiting: readonly Press[]): boolean =>
  waiting.some((press) => press.command === startWait.name && waitOf(press) === wait.id)

/** The id that a press gives its wait. One that was made by an earlier build has none of its own. */
function waitOf({ id, input }: Press): WaitId {
  const said = startWait.input.safeParse(input)
  // Ids of presses and ids of waits are both made on this phone, and never the same.
  return (said.success ? said.data.waitId : null) ?? (id as WaitId)
}

/** An id for a wait that begins here, so that it can be ended before the hub has heard of it. */
export const newWaitId = (): WaitId => newCommandId() as string as WaitId

/** Which allocation a press is about. */
export function allocationOf({ input }: Press): string | null {
  return typeof input === 'object' && input !== null && 'allocationId' in input ? String(input.allocationId) : null
}

type Change = (row: AllocationRow, press: Press) => AllocationRow

const changes: Readonly<Record<string, Change>> = {
  [openAllocation.name]: (row) =>
    row.openedAt === null ? { ...row, openedAt: row.allocatedAt, version: row.version + 1 } : row,
  [acceptAllocation.name]: step(acceptAllocation, (acceptedAt) => ({ acceptedAt })),
  [setOff.name]: step(setOff, (setOffAt) => ({ setOffAt })),
  [arrive.name]: step(arrive, (arrivedAt) => ({ arrivedAt })),
  [homeSafe.name]: step(homeSafe, (homeSafeAt) => ({ homeSafeAt })),
  [undoStep.name]: (row, { input }) => {
    const said = undoStep.input.safeParse(input)
    if (!said.success) return row
    const field = timeOf[said.data.step]
    return row[field] === null ? row : { ...row, [field]: null, version: row.version + 1 }
  },
  [recordOutcome.name]: (row, { input }) => {
    const said = recordOutcome.input.safeParse(input)
    if (!said.success) return row
    const { outcome, subReason, occurredAt, corrects, seenVersion } = said.data
    // One that puts right what was recorded takes its place, once: what comes after it was pressed at the version that it leaves.
    if (row.outcomeAt !== null && !(corrects === true && seenVersion === row.version)) return row
    return { ...row, outcome, outcomeDetail: subReason ?? '', outcomeAt: occurredAt, version: row.version + 1 }
  },
  [finish.name]: (row, { input }) => {
    const said = finish.input.safeParse(input)
    if (!said.success || row.finishedAt !== null) return row
    const at = said.data.occurredAt
    const closed = new Map(closeWaitsAt(row.waits, at).map((wait) => [wait.id, wait.endedAt]))
    const waits = row.waits.map((wait) => ({ ...wait, endedAt: closed.get(wait.id) ?? wait.endedAt }))
    return { ...row, finishedAt: at, endedAt: at, endedHow: 'finished', waits, version: row.version + 1 }
  },
  [startWait.name]: (row, press) => {
    const said = startWait.input.safeParse(press.input)
    if (!said.success) return row
    const { kind, startedAt, note } = said.data
    const id = waitOf(press)
    const known = row.waits.some((wait) => wait.id === id || (wait.kind === kind && wait.endedAt === null))
    return known ? row : { ...row, waits: [...row.waits, { id, kind, startedAt, endedAt: null, note }] }
  },
  [endWait.name]: (row, { input }) => {
    const said = endWait.input.safeParse(input)
    if (!said.success) return row
    const { waitId, endedAt } = said.data
    return {
      ...row,
      waits: row.waits.map((wait) => (wait.id === waitId ? { ...wait, endedAt: wait.endedAt ?? endedAt } : wait)),
    }
  },
}

const timeOf = { accepted: 'acceptedAt', travelling: 'setOffAt', arrived: 'arrivedAt' } as const

type StepCommand = typeof acceptAllocation | typeof setOff | typeof arrive | typeof homeSafe
type StepTime = Pick<AllocationRow, 'acceptedAt' | 'setOffAt' | 'arrivedAt' | 'homeSafeAt'>

/** A step that was taken already is left as it is: its press has arrived. */
function step(
  command: StepCommand,
  timed: (at: NonNullable<AllocationRow['acceptedAt']>) => Partial<StepTime>,
): Change {
  return (row, { input }) => {
    const said = command.input.safeParse(input)
    if (!said.success) return row
    const time = timed(said.data.occurredAt)
    const taken = (Object.keys(time) as (keyof StepTime)[]).some((name) => row[name] !== null)
    return taken ? row : { ...row, ...time, version: row.version + 1 }
  }
}

/**
 * An allocation as its AMHP knows it to be: as the hub last told it, with what was pressed since, in order. The version goes up
 * as the hub's will, so that the next press follows the one before it.
 *
 * @example asPressed(row, [{ id, command: 'allocations.setOff', input }]).setOffAt
 */
export const asPressed = (row: AllocationRow, presses: readonly Press[]): AllocationRow =>
  presses
    .filter((press) => allocationOf(press) === row.id)
    .reduce((now, press) => changes[press.command]?.(now, press) ?? now, row)
