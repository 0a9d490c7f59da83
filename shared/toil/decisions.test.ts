import { describe, expect, it } from 'vitest'
import { claimId, personId } from '../kernel/ids.ts'
import { instant } from '../time/instant.ts'
import { minutes } from '../time/minutes.ts'
import {
  chainOf,
  decideAnswer,
  decideApproval,
  decideQuery,
  decideRefusal,
  decideUndo,
  usualTerms,
  type ApprovalTerms,
  type ClaimToDecide,
} from './decisions.ts'
import { toilPolicy } from './policy.ts'

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`
const priya = personId.parse(id(1))
const ruth = personId.parse(id(2))
const now = instant('2026-11-16T08:50:00Z')
const claim = (changes: Partial<ClaimToDecide> = {}): ClaimToDecide => ({
  id: claimId.parse(id(9)),
  personId: priya,
  state: 'submitted',
  version: 2,
  minutes: minutes(215),
  decidedByName: null,
  decidedAt: null,
  ...changes,
})

describe('deciding a claim', () => {
  it('approves what was sent and seen, and says what goes into the ledger', () => {
    expect(decideApproval(claim(), { personId: ruth, seenVersion: 2 }, now)).toEqual({
      ok: true,
      value: { claimId: id(9), state: 'approved', decidedAt: now, decidedBy: ruth, accrues: 215 },
    })
  })

  it('adds nothing to the ledger for a refusal or for no minutes', () => {
    expect(decideRefusal(claim(), { personId: ruth, seenVersion: 2 }, now)).toMatchObject({
      value: { state: 'refused', accrues: null },
    })
    expect(decideApproval(claim({ minutes: minutes(0) }), { personId: ruth, seenVersion: 2 }, now)).toMatchObject({
      value: { accrues: null },
    })
  })

  it('lets nobody decide their own', () => {
    for (const decide of [decideApproval, decideRefusal]) {
      expect(decide(claim(), { personId: priya, seenVersion: 2 }, now)).toMatchObject({
        refusal: { code: 'own-claim' },
      })
    }
  })

  it('waits until it was sent', () => {
    expect(decideApproval(claim({ state: 'made' }), { personId: ruth, seenVersion: 2 }, now)).toMatchObject({
      refusal: { code: 'not-submitted' },
    })
  })

  it('refuses a version that was not seen', () => {
    expect(decideApproval(claim({ version: 3 }), { personId: ruth, seenVersion: 2 }, now)).toMatchObject({
      refusal: { code: 'changed-since-seen', version: 3 },
    })
  })

  it('stands: the second to decide is told who was first', () => {
    const decided = claim({
      state: 'approved',
      decidedByName: 'Ruth Banerjee',
      decidedAt: instant('2026-11-16T08:45:00Z'),
      version: 3,
    })
    expect(decideApproval(decided, { personId: ruth, seenVersion: 2 }, now)).toMatchObject({
      refusal: { code: 'already-decided', state: 'approved', byName: 'Ruth Banerjee', at: '2026-11-16T08:45:00.000Z' },
    })
  })
})

describe('where two people approve', () => {
  const terms: ApprovalTerms = { ...usualTerms, chain: ['manager', 'amhp-lead'] }
  const lead = personId.parse(id(3))
  const waiting = claim({ state: 'agreed', firstApprovedBy: ruth })

  it('the first leaves it to the second, who is somebody else and the AMHP lead', () => {
    expect(decideApproval(claim(), { personId: ruth, seenVersion: 2, roles: ['manager'] }, now, terms)).toMatchObject({
      value: { state: 'agreed', accrues: null },
    })
    const second = (who: typeof ruth, roles: readonly ('manager' | 'amhp-lead')[]) =>
      decideApproval(waiting, { personId: who, seenVersion: 2, roles }, now, terms)
    expect(second(ruth, ['manager', 'amhp-lead'])).toMatchObject({ refusal: { code: 'needs-second-person' } })
    expect(second(lead, ['manager'])).toMatchObject({ refusal: { code: 'needs-amhp-lead' } })
    expect(second(lead, ['amhp-lead'])).toMatchObject({ value: { state: 'approved', accrues: 215 } })
    expect(second(priya, ['amhp-lead'])).toMatchObject({ refusal: { code: 'own-claim' } })
  })

  it('is asked for by the policy, or by a limit that is escalated', () => {
    const over = { code: 'over', by: minutes(30), onExceed: 'escalate' } as const
    expect(chainOf(toilPolicy.parse({}), over)).toEqual(['manager', 'amhp-lead'])
    expect(chainOf(toilPolicy.parse({}), { ...over, onExceed: 'warn' })).toEqual(['manager'])
    expect(chainOf(toilPolicy.parse({ approverChain: ['manager', 'amhp-lead'] }), over)).toHaveLength(2)
  })

  it('a limit that blocks takes a written reason', () => {
    const standing = { code: 'over', by: minutes(30), onExceed: 'block' } as const
    const by = { personId: ruth, seenVersion: 2 }
    expect(decideApproval(claim(), by, now, { ...usualTerms, standing })).toMatchObject({
      refusal: { code: 'needs-written-reason', by: 30 },
    })
    expect(decideApproval(claim(), by, now, { ...usualTerms, standing, despite: 'Two deaths that week' }).ok).toBe(true)
  })
})

describe('taking a decision back, and asking', () => {
  const decided = claim({ state: 'approved', decidedByName: 'Ruth Banerjee', decidedAt: now, version: 3 })

  it('undoes what was decided, as it was seen, for anybody but the claimant', () => {
    expect(decideUndo(decided, { personId: ruth, seenVersion: 3 })).toEqual({ ok: true, value: { was: 'approved' } })
    expect(decideUndo(decided, { personId: ruth, seenVersion: 2 })).toMatchObject({
      refusal: { code: 'changed-since-seen' },
    })
    expect(decideUndo(decided, { personId: priya, seenVersion: 3 })).toMatchObject({ refusal: { code: 'own-claim' } })
    expect(decideUndo(claim(), { personId: ruth, seenVersion: 2 })).toMatchObject({ refusal: { code: 'not-decided' } })
  })

  it('a claim that was asked about waits for its AMHP', () => {
    expect(decideQuery(claim(), { personId: ruth, seenVersion: 2 }, now).ok).toBe(true)
    const asked = claim({ state: 'queried', version: 3 })
    expect(decideApproval(asked, { personId: ruth, seenVersion: 3 }, now)).toMatchObject({
      refusal: { code: 'waits-for-answer' },
    })
    expect(decideAnswer(asked, { personId: priya, seenVersion: 3 }).ok).toBe(true)
    expect(decideAnswer(asked, { personId: ruth, seenVersion: 3 })).toMatchObject({
      refusal: { code: 'claim-not-found' },
    })
    expect(decideAnswer(claim(), { personId: priya, seenVersion: 2 })).toMatchObject({
      refusal: { code: 'not-queried' },
    })
  })
})
