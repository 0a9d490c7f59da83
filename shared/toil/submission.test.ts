import { expect, it } from 'vitest'
import type { ClaimId, PersonId } from '../kernel/ids.ts'
import { instant } from '../time/instant.ts'
import { decideSubmission, type ClaimToSend } from './submission.ts'

const ewa = 'ewa' as PersonId
const at = instant('2026-11-12T22:30:00Z')
const made: ClaimToSend = {
  id: 'claim' as ClaimId,
  personId: ewa,
  state: 'made',
  version: 1,
  submittedAt: null,
  decidedByName: null,
  decidedAt: null,
}
const sender = { personId: ewa, seenVersion: 1 }

it('lets an AMHP send their own claim as they saw it', () => {
  expect(decideSubmission(made, sender)).toEqual({ ok: true, value: { version: 2 } })
})

it.each([
  ['somebody else’s', { personId: 'tom' as PersonId }, 'claim-not-found'],
  ['one that changed', { version: 2 }, 'changed-since-seen'],
  ['one sent before', { state: 'submitted', version: 2, submittedAt: at }, 'already-submitted'],
  [
    'one decided',
    { state: 'refused', version: 3, submittedAt: at, decidedAt: at, decidedByName: 'Ruth Banerjee' },
    'already-decided',
  ],
] as const)('refuses %s', (_what, over, code) => {
  expect(decideSubmission({ ...made, ...over }, sender)).toMatchObject({ ok: false, refusal: { code } })
})
