import { useState } from 'react'
import { useKept } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { overridesOf } from '#shared/allocations/allocate.ts'
import { notFollowedCodes, notFollowedReasons, reasonOnRecord } from '#shared/allocations/notFollowed.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/time/instant.ts'
import { whyWords, type OneCandidate } from './candidateWords.ts'
import { choiceKey, emptyChoice, type ChoiceDraft } from './choiceDraft.ts'
import { firstOf } from './personNames.ts'
import { PickSomebody } from './PickSomebody.tsx'
import { againstTarget } from './targetWords.ts'
import type { Choice } from './useAllocate.ts'

const reasons = notFollowedCodes.map((value) => ({ value, label: notFollowedReasons[value] }))

const missingWords = {
  reason: 'Say why, in a word or two',
  'declared-conflict':
    'They have declared a conflict of interest about this place: choose “Other”, and say in your own words why they go all the same',
  'approval-condition':
    'They have a condition on their approval: choose “Other”, and say in your own words why they go all the same',
} as const

export interface ChooseDialogProps {
  /** Of the referral: what is filled in is kept under it. */
  readonly referralId: string
  readonly said: string
  readonly ranked: readonly OneCandidate[]
  /** By when triage wants them assessed; `null` where it set no time. */
  readonly assessBy: Instant | null
  readonly now: Instant
  /** Whoever is picked already, and why a reason is asked for. */
  readonly first: PersonId | null
  readonly because: string | null
  /** Who was quicker, and when; what was filled in stays until it is put away. */
  readonly taken: string | null
  readonly busy: boolean
  /** Why the last press did not go through. */
  readonly message: string | null
  readonly onAllocate: (choice: Choice) => void
  readonly onClose: () => void
}

/** Somebody other than the first suggestion: everybody, with shift end and likely finish beside each name, and a one-tap reason. */
export function ChooseDialog(props: ChooseDialogProps) {
  const { referralId, said, assessBy, ranked, now, first, because, taken, busy, message, onAllocate, onClose } = props
  const [draft, setDraft, clear] = useKept(choiceKey(referralId), emptyChoice)
  const [missing, setMissing] = useState<'person' | keyof typeof missingWords | null>(null)
  const personId = draft.personId ?? first
  const chosen = ranked.find((one) => one.personId === personId && one.standing !== 'barred') ?? null
  const target = againstTarget(chosen?.thereAt ?? null, assessBy, now)
  const words = draft.reason === 'other' ? draft.words.trim() : ''
  const set = (change: Partial<ChoiceDraft>): void => {
    setMissing(null)
    setDraft({ ...draft, personId, ...change })
  }
  const allocate = (): void => {
    if (chosen === null) return setMissing('person')
    if (draft.reason === null || (draft.reason === 'other' && words === '')) return setMissing('reason')
    const [against] = overridesOf(chosen)
    if (against !== undefined && draft.reason !== 'other') return setMissing(against)
    const reason = reasonOnRecord(words, draft.reason)
    onAllocate({ personId: chosen.personId, name: chosen.name, reason, reasonCode: draft.reason })
  }
  const cancel = (): void => {
    clear()
    onClose()
  }
  return (
    <Dialog
      open
      onClose={cancel}
      title={`Choose somebody else for ${said}`}
      actions={
        <>
          <Button kind="p" busy={busy} onClick={allocate}>
            {chosen === null ? 'Allocate' : `Allocate ${firstOf(chosen.name)}`}
          </Button>
          <Button kind="q" onClick={cancel}>
            Cancel
          </Button>
          <span className="small muted">
            The reason is kept with the record, and counted for the service as a whole.
          </span>
        </>
      }
    >
      {taken !== null && (
        <Notice tone="warn" speaks="at-once">
          {taken} Cancel to see it as it stands, or go on to see both choices.
        </Notice>
      )}
      {taken === null && because !== null && <Notice tone="info">{because} It can go ahead with a reason.</Notice>}
      {message !== null && message !== '' && (
        <Notice tone="warn" speaks="at-once">
          {message}
        </Notice>
      )}
      <PickSomebody
        ranked={ranked}
        now={now}
        value={personId}
        missing={missing === 'person'}
        onPick={(picked) => set({ personId: picked })}
      />
      {chosen !== null && overridesOf(chosen).length > 0 && (
        <Notice tone="warn" speaks="politely">
          <b>{chosen.name}:</b> {whyWords(chosen, now)}. It takes words of your own to send them.
        </Notice>
      )}
      {target !== null && (
        <Notice tone={target.inTime ? 'info' : 'warn'} icon={target.inTime ? 'clock' : 'triangle'}>
          {target.words}.
        </Notice>
      )}
      <RadioChips
        label="Why, in a word or two"
        options={reasons}
        value={draft.reason}
        error={missing === null || missing === 'person' ? undefined : missingWords[missing]}
        onChange={(picked) => set({ reason: picked })}
      />
      {draft.reason === 'other' && (
        <TextField
          label="Why"
          value={draft.words}
          maxLength={200}
          onChange={(event) => set({ words: event.target.value })}
        />
      )}
    </Dialog>
  )
}
