import { describe, expect, it } from 'vitest'
import type { ClaimId } from '#shared/kernel/ids.ts'
import type { ClaimAct } from '#shared/toil/contract.ts'
import { instant } from '#shared/time/instant.ts'
import { londonDay } from '#shared/time/london.ts'
import { lastSince, meanwhileLines } from './meanwhile.ts'

const seen = (id: string, personName = 'Tom Ellis') => ({
  id: id as ClaimId,
  version: 2,
  personName,
  day: londonDay('2026-11-09'),
})
const did = (act: ClaimAct['act'], at: string, { byName = 'Ruth Banerjee', said = '' } = {}): ClaimAct => ({
  act,
  byName,
  at: instant(`2026-11-16T${at}:00.000Z`),
  said,
})
const now = (id: string, version: number, ...acts: ClaimAct[]) => ({ id: id as ClaimId, version, acts })
const sent = did('sent', '08:00', { byName: 'Tom Ellis' })

describe('what was done meanwhile', () => {
  it('counts what one colleague did, with when the last of it was', () => {
    const standing = [
      now('a', 3, sent, did('approved', '09:06')),
      now('b', 3, sent, did('approved', '09:05')),
      now('c', 2, sent),
    ]
    expect(meanwhileLines([seen('a'), seen('b'), seen('c')], standing)).toEqual([
      'Mon 16 November 09:06, Ruth Banerjee approved them: 2 of your 3',
    ])
  })

  it('names whose claim it was, where it is one, with what was said', () => {
    const standing = [
      now('a', 3, sent, did('refused', '09:05', { said: 'No wait on the record' })),
      now('b', 3, sent, did('queried', '09:07', { byName: 'Anna Frost', said: 'Which ward?' })),
    ]
    expect(meanwhileLines([seen('a'), seen('b', 'Priya Nair')], standing)).toEqual([
      'Tom Ellis, Mon 9 November: Mon 16 November 09:05, Ruth Banerjee refused it: “No wait on the record”',
      'Priya Nair, Mon 9 November: Mon 16 November 09:07, Anna Frost asked: “Which ward?”',
    ])
  })

  it('says nothing of a claim that stands as it was seen, or of which nothing is known', () => {
    expect(meanwhileLines([seen('a'), seen('b')], [now('a', 2, sent)])).toEqual([])
    expect(lastSince({ version: 2 }, undefined)).toBe(null)
    expect(lastSince({ version: 2 }, now('a', 2, sent))).toBe(null)
  })
})
