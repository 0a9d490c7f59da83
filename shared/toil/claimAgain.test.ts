import { describe, expect, it } from 'vitest'
import { claimId, personId } from '../kernel/ids.ts'
import { instant } from '../time/instant.ts'
import { decideClaimAgain, decideCorrection, type FinishHeld } from './claimAgain.ts'
import type { ClaimState } from './decisions.ts'

const [ewa, ruth] = [1, 2].map((number) => personId.parse(`00000000-0000-4000-8000-00000000000${number}`))
if (!ewa || !ruth) throw new Error('two people')
const claim = (state: ClaimState) => ({
  id: claimId.parse('00000000-0000-4000-8000-000000000009'),
  personId: ewa,
  state,
  version: 3,
})
const at = (time: string) => instant(`2026-11-12T${time}:00Z`)
const code = (answer: ReturnType<typeof decideCorrection> | ReturnType<typeof decideClaimAgain>) =>
  answer.ok ? 'done' : answer.refusal.code

describe('claiming again', () => {
  const again = (state: ClaimState, said: string, by = ewa, seenVersion = 3) =>
    code(decideClaimAgain(claim(state), { personId: by, seenVersion }, said, ['Waited for a bed']))
  it('is of one’s own refused claim, as it was seen, with something new said', () => {
    expect(again('refused', 'The ward kept no log')).toBe('done')
    expect(again('refused', ' waited  for a BED ')).toBe('nothing-new-said')
    expect(again('refused', 'The ward', ruth)).toBe('claim-not-found')
    expect(again('refused', 'The ward', ewa, 2)).toBe('changed-since-seen')
    expect(
      (['made', 'submitted', 'queried', 'agreed', 'approved'] as const).map((state) => again(state, 'New')),
    ).toEqual(Array.from({ length: 5 }, () => 'not-refused'))
  })
})

describe('correcting a finish', () => {
  const job: FinishHeld = { finished: true, outcomeAt: at('20:00'), homeSafeAt: at('23:00'), finishedAt: at('22:10') }
  const correct = (state: ClaimState, by = ewa, time = '21:40', held = job, seenVersion = 3) =>
    code(
      decideCorrection(
        claim(state),
        held,
        { personId: by, seenVersion },
        by === ewa ? 'own' : 'of others',
        at(time),
        at('23:30'),
      ),
    )
  it('is its AMHP’s until the claim is decided, and a manager’s afterwards', () => {
    expect(['made', 'submitted', 'queried', 'agreed'].map((state) => correct(state as ClaimState))).toEqual(
      Array.from({ length: 4 }, () => 'done'),
    )
    expect([correct('approved'), correct('refused')]).toEqual(['finish-with-manager', 'finish-with-manager'])
    expect([correct('approved', ruth), correct('refused', ruth), correct('submitted', ruth)]).toEqual([
      'done',
      'done',
      'finish-with-amhp',
    ])
    expect(
      code(
        decideCorrection(
          claim('approved'),
          job,
          { personId: ewa, seenVersion: 3 },
          'of others',
          at('21:40'),
          at('23:30'),
        ),
      ),
    ).toBe('own-claim')
  })

  it('lies between the outcome and home, and is another than before', () => {
    expect(correct('made', ewa, '19:59')).toBe('finish-before-outcome')
    expect(correct('made', ewa, '23:10')).toBe('finish-after-home')
    expect(correct('made', ewa, '23:50')).toBe('finish-ahead')
    expect(correct('made', ewa, '22:10')).toBe('finish-as-it-was')
    expect(correct('made', ewa, '21:40', { ...job, finished: false })).toBe('finish-was-relief')
    expect(correct('made', ewa, '21:40', job, 2)).toBe('changed-since-seen')
  })
})
