import { expect, it } from 'vitest'
import * as allocations from '#shared/allocations/contract.ts'
import { undoStep } from '#shared/allocations/undoStep.ts'
import { instant } from '#shared/time/instant.ts'
import { londonDayOf } from '#shared/time/london.ts'
import * as safety from '#shared/safety/contract.ts'
import * as toil from '#shared/toil/contract.ts'
import { bothTimes, isCallForHelp, isDoneAlready, pressNames, pressWords, waitsWords } from './pressWords.ts'

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

it('says whose taps wait, and for what', () => {
  const press = { id: 'a', command: 'allocations.arrive', input: {}, madeAt: at('20:45'), refused: null, sentAt: null }
  expect(waitsWords({ givenName: 'Ewa', waiting: [press] }, null)).toBe('1 tap of Ewa’s waits for Ewa to sign in.')
  expect(waitsWords({ givenName: null, waiting: [press, press] }, null)).toBe(
    '2 taps of somebody else’s wait for them to sign in.',
  )
  expect(waitsWords({ givenName: 'Ewa', waiting: [press] }, 'Norbeck')).toBe(
    '1 tap of yours waits for you to go to Norbeck.',
  )
})

it('names a call for help, but not one that was made in a quiet word', () => {
  const call = (how: string) => ({ command: 'safety.callHelp', input: { how }, madeAt: at('20:45') })
  expect(pressWords(call('held'), today)).toBe('Call for help, 20:45')
  expect(pressWords(call('quiet'), today)).toBe('A note to the hub, 20:45')
  expect([isCallForHelp(call('held')), isCallForHelp(call('quiet'))]).toEqual([true, false])
})

it('tells what is done already from what was not accepted', () => {
  const refused = (command: string, code: string | null) => isDoneAlready({ command, refused: code })
  expect(refused('toil.submit', 'already-submitted')).toBe(true)
  expect(refused('allocations.setOff', 'step-already-done')).toBe(true)
  expect(refused('allocations.setOff', 'allocation-ended')).toBe(false)
  expect(refused('allocations.setOff', 'too-old')).toBe(false)
  expect(refused('allocations.recordOutcome', 'step-already-done')).toBe(false)
  expect(refused('safety.callHelp', 'already-submitted')).toBe(false)
  expect(refused('toil.submit', null)).toBe(false)
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
