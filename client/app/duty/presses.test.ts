import { describe, expect, it } from 'vitest'
import type { AllocationRow } from '#shared/allocations/contract.ts'
import { instant } from '#shared/time/instant.ts'
import { asPressed, isPressed, type Press } from './presses.ts'

const id = '11111111-1111-4111-8111-111111111111'
const other = '22222222-2222-4222-8222-222222222222'
const at = (clock: string) => instant(`2026-11-12T${clock}:00Z`)

// Only what the rules below read; the rest is as empty as a new allocation's.
const row = {
  id,
  version: 1,
  allocatedAt: at('16:43'),
  openedAt: null,
  acceptedAt: null,
  setOffAt: null,
  arrivedAt: null,
  outcomeAt: null,
  finishedAt: null,
  endedAt: null,
  homeSafeAt: null,
  waits: [],
} as unknown as AllocationRow

const press = (command: string, more: Record<string, unknown>, allocationId = id): Press => ({
  id: `${command} ${JSON.stringify(more)}`,
  command: `allocations.${command}`,
  input: { allocationId, ...more },
})
const stepAt = (command: string, clock: string, seenVersion: number) =>
  press(command, { seenVersion, occurredAt: at(clock) })

describe('asPressed', () => {
  it('takes the steps in order, each on the version that the one before leaves', () => {
    const presses = [press('open', {}), stepAt('accept', '16:49', 2), stepAt('setOff', '16:55', 3)]
    expect(asPressed(row, presses)).toMatchObject({ version: 4, acceptedAt: at('16:49'), setOffAt: at('16:55') })
  })

  it('leaves alone what the hub knows already, so that nothing counts twice', () => {
    const known = { ...row, version: 3, openedAt: at('16:44'), acceptedAt: at('16:49') } as AllocationRow
    expect(asPressed(known, [press('open', {}), stepAt('accept', '16:50', 2)])).toEqual(known)
  })

  it('passes over presses for other jobs, and what it cannot read', () => {
    const strange = [press('open', {}, other), press('accept', { occurredAt: 'now' }), press('unknown', {})]
    expect(asPressed(row, [...strange, { id: 'x', command: 'allocations.open', input: null }])).toEqual(row)
  })

  it('ends a wait that the hub has not heard of, and counts it once when the hub has', () => {
    const waitId = '33333333-3333-4333-8333-333333333333'
    const begun = press('startWait', { kind: 'bed', startedAt: at('19:20'), note: '', waitId })
    const over = press('endWait', { waitId, endedAt: at('21:05') })
    const shown = asPressed(row, [begun])
    expect(shown.waits.map((wait) => [wait.id, isPressed(wait, [begun]), isPressed(wait, [])])).toEqual([
      [waitId, true, false],
    ])
    const ended = asPressed(row, [begun, over]).waits
    expect(ended).toMatchObject([{ id: waitId, startedAt: at('19:20'), endedAt: at('21:05') }])
    const known = { ...row, waits: ended } as AllocationRow
    expect(asPressed(known, [begun, over]).waits).toEqual(ended)
  })

  it('shows a wait that has not been sent, and ends all waits with the job', () => {
    const waiting = asPressed(row, [press('startWait', { kind: 'bed', startedAt: at('19:20'), note: '' })])
    expect(waiting).toMatchObject({ version: 1, waits: [{ kind: 'bed', startedAt: at('19:20'), endedAt: null }] })
    const finished = asPressed(waiting, [stepAt('finish', '22:10', 1)])
    expect(finished).toMatchObject({ endedHow: 'finished', waits: [{ endedAt: at('22:10') }] })
  })
})
