import { expect, it } from 'vitest'
import * as allocations from '#shared/allocations/contract.ts'
import { undoStep } from '#shared/allocations/undoStep.ts'
import { instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import * as safety from '#shared/safety/contract.ts'
import * as toil from '#shared/toil/contract.ts'
import { bothTimes, pressNames, pressWords } from './pressWords.ts'

const at = (clock: string) => instant(`2026-11-12T${clock}:00Z`)
const today = londonDayOf(at('12:00'))

it('says what was tapped, and the time that it says itself', () => {
  const press = { command: 'allocations.arrive', input: { occurredAt: at('20:40') }, madeAt: at('20:45') }
  expect(pressWords(press, today)).toBe('I’ve arrived, 20:40')
  expect(pressWords({ ...press, input: null }, today)).toBe('I’ve arrived, 20:45')
  expect(pressWords({ ...press, command: 'later.version', input: { occurredAt: 'soon' } }, today)).toBe('A tap, 20:45')
})

it('says both times of what was refused', () => {
  expect(bothTimes({ madeAt: at('20:45'), sentAt: at('21:10') }, today)).toBe('tapped 20:45, sent 21:10')
  expect(bothTimes({ madeAt: at('20:45'), sentAt: null }, today)).toBe('tapped 20:45, never sent')
})

it('names commands that there are', () => {
  const declared: readonly unknown[] = [
    ...Object.values(allocations),
    ...Object.values(toil),
    ...Object.values(safety),
    undoStep,
  ]
  const known = new Set(
    declared.map((one) => (typeof one === 'object' && one !== null && 'name' in one ? one.name : null)),
  )
  expect(Object.keys(pressNames).filter((name) => !known.has(name))).toEqual([])
})
