import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useKeptText } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { TextArea } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { SummaryList } from '#client/ui/SummaryList.tsx'
import { toast } from '#client/ui/toast.ts'
import { approveClaims, refuseClaim, type ClaimRow } from '#shared/toil/contract.ts'
import { delayFacts } from '#shared/toil/delayCodes.ts'
import { formatDay, formatInstant } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { reasonWords, timesWords } from './ClaimLine.tsx'

export interface ClaimDialogProps {
  readonly claim: ClaimRow
  readonly onClose: () => void
}

/** One claim with its sum and why it asks for a look; approved, or refused with a reason that the AMHP reads. */
export function ClaimDialog({ claim, onClose }: ClaimDialogProps) {
  const [why, setWhy, clearWhy] = useKeptText(`refuse.${claim.id}`)
  const [refusing, setRefusing] = useState(why !== '')
  const { approve, refuse, busy, error } = useDecision(claim, () => {
    clearWhy()
    onClose()
  })
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${claim.personName}: ${formatMinutes(claim.minutes)}`}
      actions={
        refusing ? (
          <>
            <Button kind="d" busy={busy} onClick={() => void refuse(why)}>
              Refuse the claim
            </Button>
            <Button onClick={() => setRefusing(false)}>Do not refuse</Button>
          </>
        ) : (
          <>
            <Button kind="p" busy={busy} onClick={() => void approve()}>
              Approve
            </Button>
            <Button onClick={() => setRefusing(true)}>Refuse…</Button>
            <Button kind="q" onClick={onClose}>
              Close
            </Button>
          </>
        )
      }
    >
      {claim.look.length > 0 && (
        <Notice tone="warn" icon="eye">
          {claim.look.map((words) => (
            <div key={words}>{words}.</div>
          ))}
        </Notice>
      )}
      <Facts claim={claim} />
      {refusing && (
        <TextArea
          label="Why"
          hint={`${claim.personName} reads this.`}
          value={why}
          error={error ?? undefined}
          onChange={(event) => setWhy(event.target.value)}
        />
      )}
      {!refusing && error && (
        <Notice tone="breach" speaks="at-once">
          {error}
        </Notice>
      )}
    </Dialog>
  )
}

/** What a decision rests on: times, sum and causes. Nothing of the person whose referral it was. */
function Facts({ claim }: { readonly claim: ClaimRow }) {
  return (
    <SummaryList
      rows={[
        { key: 'Job', value: `R-${claim.referralNumber}, ${formatDay(claim.day)}` },
        { key: 'Shift end to finish', value: timesWords(claim) },
        { key: 'Worked out', value: claim.workedOut.map(({ said, minutes }) => line(said, minutes)) },
        { key: 'Time went on', value: claim.causes.map(({ code, minutes }) => line(delayFacts(code).words, minutes)) },
        { key: 'Main reason', value: reasonWords(claim) },
        { key: 'Said', value: claim.note || 'Nothing more' },
        { key: 'Sent', value: claim.submittedAt ? formatInstant(claim.submittedAt) : '' },
      ]}
    />
  )
}

const line = (words: string, minutes: number) => (
  <div key={words}>
    {words}: <b>{formatMinutes(minutes)}</b>
  </div>
)

function useDecision(claim: ClaimRow, done: () => void) {
  const [approving, refusing] = [useSend(approveClaims), useSend(refuseClaim)]
  const [error, setError] = useState<string | null>(null)
  const decided = { claimId: claim.id, seenVersion: claim.version }
  const settle = async (
    send: () => Promise<{ readonly ok: true } | { readonly ok: false; readonly refusal: { readonly message: string } }>,
    words: string,
  ): Promise<void> => {
    setError(null)
    try {
      const sent = await send()
      if (!sent.ok) return setError(sent.refusal.message)
      toast({ words })
      done()
    } catch (fault) {
      setError(fault instanceof Error ? fault.message : 'Not sent. Try again.')
    }
  }
  return {
    error,
    busy: approving.isPending || refusing.isPending,
    approve: () =>
      settle(
        () => approving.mutateAsync({ claims: [decided] }),
        `Approved: ${formatMinutes(claim.minutes)} for ${claim.personName}.`,
      ),
    refuse: async (why: string): Promise<void> => {
      if (why.trim() === '') return setError('Say why, so that the AMHP can read it')
      await settle(() => refusing.mutateAsync({ ...decided, why }), `Refused: the claim of ${claim.personName}.`)
    },
  }
}
