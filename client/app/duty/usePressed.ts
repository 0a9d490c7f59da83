import { useEffect } from 'react'
import { post, useOutbox } from '#client/kernel/outbox.ts'
import { acceptAllocation, arrive, finish, homeSafe, setOff, type AllocationRow } from '#shared/allocations/contract.ts'
import { undoStep, type UndoableStep } from '#shared/allocations/undoStep.ts'
import type { Instant } from '#shared/time/instant.ts'
import { allocationOf, asPressed, type Press } from './presses.ts'

/** A step that was pressed, and the version it leaves. It is shown until an answer from the hub has come as far. */
interface Sent extends Press {
  readonly leavesVersion: number
  /** The press that it takes back. */
  readonly undoes?: string
}

// Between "the hub took it" and "the hub's answer shows it" lies a moment in which the step must not be seen to come undone.
let sent: readonly Sent[] = []

const steps = {
  accepted: acceptAllocation,
  travelling: setOff,
  arrived: arrive,
  finished: finish,
  'home-safe': homeSafe,
}
export type PressedStep = keyof typeof steps

/** Presses a step: it is shown at once, kept while there is no signal, and sent in order. @returns the id of the press */
export function pressStep(row: AllocationRow, step: PressedStep, at: Instant): string {
  const input = { allocationId: row.id, seenVersion: row.version, occurredAt: at }
  const id = post(steps[step], input)
  rememberPress({ id, command: steps[step].name, input, leavesVersion: row.version + 1 })
  return id
}

/**
 * Takes back the step that was just pressed, in the same order in which it went: also without a signal.
 *
 * @param undoes the id of its press: when the hub refuses that one, nothing is left to take back
 */
export function pressUndo(row: Pick<AllocationRow, 'id' | 'version'>, step: UndoableStep, undoes: string): void {
  const input = { allocationId: row.id, seenVersion: row.version, step }
  const id = post(undoStep, input, { undoes })
  rememberPress({ id, command: undoStep.name, input, leavesVersion: row.version + 1, undoes })
}

/** Whether the hub said no to a press, or to what it takes back. */
const isRefused = ({ id, undoes }: Sent, refused: readonly Press[]): boolean =>
  refused.some((one) => one.id === id || one.id === undoes)

/** Keeps a press in view until the hub's answers show it. */
export function rememberPress(press: Sent): void {
  sent = [...sent.filter((one) => one.id !== press.id), press]
}

/**
 * An allocation with everything that was pressed on this phone since the hub last answered.
 *
 * @example const job = usePressed(myJob.allocation)
 */
export function usePressed(row: AllocationRow): { readonly row: AllocationRow; readonly waiting: number } {
  const { waiting, refused } = useOutbox()
  useEffect(() => {
    sent = sent.filter((one) => !isRefused(one, refused))
  }, [refused])
  const unseen = sent.filter(
    (one) => one.leavesVersion > row.version && !waiting.some(({ id }) => id === one.id) && !isRefused(one, refused),
  )
  const own = waiting.filter((one) => allocationOf(one) === row.id)
  return { row: asPressed(row, [...unseen, ...own]), waiting: own.length }
}
