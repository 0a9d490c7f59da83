import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { allocateReferral, type BoardRow } from '#shared/allocations/contract.ts'
import type { NotFollowed } from '#shared/allocations/notFollowed.ts'
import type { AllocateRefusal } from '#shared/allocations/words.ts'
import type { AllocationId, PersonId } from '#shared/kernel/ids.ts'
import { forgetChoice } from './choiceDraft.ts'

/** Who was chosen, and why. */
export interface Choice {
  readonly personId: PersonId
  readonly name: string
  readonly reason: string
  /** The tap that says why the first of the suggestion was not chosen; `null` where it was. */
  readonly reasonCode: NotFollowed | null
  /** They go on although nobody has asked about the risk to whoever goes. */
  readonly knowsRiskNotAsked?: boolean
}

/** Somebody else was quicker: what stands, and what was chosen here and not sent. */
export interface Conflict {
  readonly standing: Extract<AllocateRefusal, { readonly code: 'already-allocated' }>
  readonly mine: Choice
}

/** What became of a press. */
export type AllocateAnswer =
  | { readonly kind: 'done'; readonly allocationId: AllocationId; readonly name: string }
  | { readonly kind: 'reason-needed'; readonly because: string; readonly mine: Choice }
  | { readonly kind: 'conflict'; readonly conflict: Conflict }
  | { readonly kind: 'no'; readonly message: string }

/** Gives a referral to somebody, and says in which of four ways it went. */
export function useAllocate() {
  const allocate = useSend(allocateReferral)
  const [busy, setBusy] = useState(false)
  const give = async (row: Pick<BoardRow, 'id' | 'version'>, mine: Choice): Promise<AllocateAnswer> => {
    if (busy) return { kind: 'no', message: '' }
    setBusy(true)
    try {
      const { personId, reason, reasonCode } = mine
      const knows = mine.knowsRiskNotAsked === true && { knowsRiskNotAsked: true }
      const input = { referralId: row.id, personId, seenVersion: row.version, reason, reasonCode, ...knows }
      const sent = await allocate.mutateAsync(input)
      if (sent.ok) {
        forgetChoice(row.id)
        return { kind: 'done', allocationId: sent.value.allocationId, name: sent.value.personName }
      }
      const { refusal } = sent
      if (refusal.code === 'reason-needed') return { kind: 'reason-needed', because: refusal.because, mine }
      if (refusal.code === 'already-allocated') return { kind: 'conflict', conflict: { standing: refusal, mine } }
      return { kind: 'no', message: refusal.message }
    } catch (fault) {
      return { kind: 'no', message: fault instanceof Error ? fault.message : 'Not sent. Try again, or ring the hub.' }
    } finally {
      setBusy(false)
    }
  }
  return { give, busy }
}
