import { describe, expect, it } from 'vitest'
import { addHours, instant } from '#shared/time/instant.ts'
import {
  aged,
  arrived,
  dismissed,
  isCoded,
  joined,
  nextOf,
  readQueue,
  takenElsewhere,
  turnedDown,
  withoutTaken,
  type Waiting,
} from './outboxQueue.ts'

const at = instant('2026-11-12T20:33:00Z')
const press = (id: string): Waiting => ({
  id,
  command: 'allocations.step',
  input: { step: 'arrived' },
  madeAt: at,
  refused: null,
  sentAt: null,
})

describe('the outbox', () => {
  it('sends in the order of pressing', () => {
    const queue = joined(joined([], press('a')), press('b'))
    expect(nextOf(queue, 'in-order')?.id).toBe('a')
    expect(nextOf(arrived(queue, 'a'), 'in-order')?.id).toBe('b')
  })

  it('lets a call for help wait for nothing that was pressed before it, and hold nothing up', () => {
    const queue = joined(joined([], press('a')), { ...press('help'), first: true })
    expect(nextOf(queue, 'first')?.id).toBe('help')
    expect(nextOf(queue, 'in-order')?.id).toBe('a')
    expect(nextOf(arrived(queue, 'help'), 'first')).toBeNull()
    expect(readQueue(JSON.stringify(queue))).toEqual(queue)
  })

  it('takes one press once', () => {
    expect(joined(joined([], press('a')), press('a'))).toHaveLength(1)
  })

  it('keeps what was refused, with its answer, and goes on with the rest', () => {
    const queue = turnedDown(joined(joined([], press('a')), press('b')), 'a', 'taken-back', at)
    expect(queue[0]).toMatchObject({ refused: 'taken-back', madeAt: at, sentAt: at })
    expect(nextOf(queue, 'in-order')?.id).toBe('b')
  })

  it('leaves nothing to undo of a press that was refused, or that is too old to be sent', () => {
    const queue = [press('a'), { ...press('undo'), undoes: 'a' }, press('b')]
    expect(turnedDown(queue, 'a', 'taken-back', at).map(({ id }) => id)).toEqual(['a', 'b'])
    expect(
      arrived(queue, 'a').map(({ id }) => id),
      'of one that was taken it goes',
    ).toEqual(['undo', 'b'])
    expect(turnedDown(arrived(queue, 'a'), 'undo', 'step-too-old', at)[0]).toMatchObject({ refused: 'step-too-old' })
    expect(aged(queue, instant('2026-11-13T20:34:00Z')).map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('lets only a refused press be taken away', () => {
    const queue = joined([], press('a'))
    expect(dismissed(queue, 'a')).toEqual(queue)
    expect(dismissed(turnedDown(queue, 'a', 'taken-back', at), 'a')).toEqual([])
  })

  it('believes the hub that it has what was given up, says so until it is read, and for a day', () => {
    const later = instant('2026-11-14T08:00:00Z')
    const givenUp = aged([{ ...press('help'), first: true }, press('b')], later)
    const queue = takenElsewhere(givenUp, 'help', at, later)
    expect(queue[0]).toMatchObject({ refused: null, takenAt: at })
    expect(nextOf(queue, 'first')).toBeNull()
    expect(aged(queue, addHours(later, 24))).toEqual(queue)
    expect(aged(queue, addHours(later, 25)).map(({ id }) => id)).toEqual(['b'])
    expect([dismissed(queue, 'help'), withoutTaken(queue)].map((left) => left.length)).toEqual([1, 1])
    expect(readQueue(JSON.stringify(queue))).toEqual(queue)
  })

  it('does not send after a day, and does not drop it either', () => {
    const [old] = aged([press('a')], instant('2026-11-13T20:34:00Z'))
    expect(old?.refused).toBe('too-old')
    expect(aged([press('a')], instant('2026-11-13T20:33:00Z'))[0]?.refused).toBeNull()
  })

  it('reads back what it wrote, and nothing from damaged text', () => {
    expect(readQueue(JSON.stringify([press('a')]))).toEqual([press('a')])
    const { sentAt: _, ...older } = press('a')
    expect(readQueue(JSON.stringify([older]))).toEqual([press('a')])
    for (const text of [null, '', '{', '{"a":1}', '[1,null,"x",{}]']) expect(readQueue(text)).toEqual([])
  })
})

describe('what may be kept on a phone', () => {
  it('is ids, codes, numbers and times', () => {
    expect(
      isCoded({
        id: '6f9c1f0e-8d3b-4d0a-9c55-0d8f5a3f0001',
        at,
        minutes: 15,
        safe: true,
        tags: ['bed', 'DETAINED_S2', null],
        note: '',
      }),
    ).toBe(true)
  })

  it('is never a name or a sentence', () => {
    for (const text of ['Marta Lindqvist', 'Lindqvist', 'lives alone', 'Łuczak', '01632 960 100', 'a'.repeat(65)])
      expect(isCoded({ text })).toBe(false)
  })

  it('is never what somebody wrote, not even one small word', () => {
    for (const field of ['note', 'reasons', 'why']) expect(isCoded({ [field]: 'lindqvist' })).toBe(false)
    expect(isCoded({ reasons: [{ code: 'AMB', minutes: 50 }] })).toBe(true)
  })
})
