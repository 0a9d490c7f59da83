import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useKeptText } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { TextArea } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { SummaryList } from '#client/ui/SummaryList.tsx'
import { toast } from '#client/ui/toast.ts'
import { approveClaims, askAboutClaim, refuseClaim, type ClaimRow } from '#shared/toil/contract.ts'
import { actWords, breakWords } from '#shared/toil/actWords.ts'
import { delayFacts } from '#shared/toil/delayCodes.ts'
import { formatDay, formatInstant } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { reasonWords, timesWords } from './ClaimLine.tsx'

export interface ClaimDialogProps {
  readonly claim: ClaimRow
  readonly onClose: () => void
}

type Doing = 'approve' | 'refuse' | 'ask'

const forms: Record<Exclude<Doing, 'approve'>, { label: string; hint: string; press: string; not: string }> = {
  refuse: { label: 'Why', hint: 'The AMHP reads this.', press: 'Refuse the claim', not: 'Do not refuse' },
  ask: { label: 'Your question', hint: 'The AMHP reads this and answers.', press: 'Ask', not: 'Do not ask' },
}

/** One claim with its sum and why it asks for a look; approved, asked about, or refused with a reason that the AMHP reads. */
export function ClaimDialog({ claim, onClose }: ClaimDialogProps) {
  const [text, setText, clearText] = useKeptText(`refuse.${claim.id}`)
  const [doing, setDoing] = useState<Doing>(text === '' ? 'approve' : 'refuse')
  const { approve, refuse, ask, busy, error, needsReason } = useDecision(claim, () => {
    clearText()
    onClose()
  })
  const form = doing === 'approve' ? null : forms[doing]
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${claim.personName}: ${formatMinutes(claim.minutes)}`}
      actions={
        form ? (
          <>
            <Button
              kind={doing === 'refuse' ? 'd' : 'p'}
              busy={busy}
              onClick={() => void (doing === 'refuse' ? refuse(text) : ask(text))}
            >
              {form.press}
            </Button>
            <Button onClick={() => setDoing('approve')}>{form.not}</Button>
          </>
        ) : (
          <>
            {claim.state !== 'queried' && (
              <>
                <Button kind="p" busy={busy} onClick={() => void approve(text)}>
                  Approve
                </Button>
                <Button onClick={() => setDoing('ask')}>Ask…</Button>
                <Button onClick={() => setDoing('refuse')}>Refuse…</Button>
              </>
            )}
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
      {claim.acts.length > 1 && (
        <ul className="claim-acts">
          {claim.acts.map((act) => (
            <li key={`${act.at} ${act.act}`}>{actWords(act)}</li>
          ))}
        </ul>
      )}
      {(form || needsReason) && (
        <TextArea
          label={form?.label ?? 'Why it is approved all the same'}
          hint={form?.hint ?? 'The AMHP and payroll read this.'}
          value={text}
          error={error ?? undefined}
          onChange={(event) => setText(event.target.value)}
        />
      )}
      {!form && !needsReason && error && (
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
        { key: claim.offRota ? 'Called in off the rota' : 'Shift end to finish', value: timesWords(claim) },
        { key: 'Worked out', value: claim.workedOut.map(({ said, minutes }) => line(said, minutes)) },
        { key: 'Time went on', value: claim.causes.map(({ code, minutes }) => line(delayFacts(code).words, minutes)) },
        { key: 'Main reason', value: reasonWords(claim) },
        ...(claim.agreedMinutes === null && !claim.asksAgreement
          ? []
          : [
              {
                key: 'Agreed',
                value:
                  claim.agreedMinutes === null
                    ? 'Not beforehand: an emergency'
                    : `Beforehand, up to ${formatMinutes(claim.agreedMinutes)}`,
              },
            ]),
        { key: 'Break', value: breakWords(claim.breakTaken) },
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
  const [approving, refusing, asking] = [useSend(approveClaims), useSend(refuseClaim), useSend(askAboutClaim)]
  const [error, setError] = useState<string | null>(null)
  const [needsReason, setNeedsReason] = useState(false)
  const decided = { claimId: claim.id, seenVersion: claim.version }
  const settle = async (
    send: () => Promise<
      | { readonly ok: true }
      | { readonly ok: false; readonly refusal: { readonly code: string; readonly message: string } }
    >,
    words: string,
  ): Promise<void> => {
    setError(null)
    try {
      const sent = await send()
      if (!sent.ok) {
        setNeedsReason(sent.refusal.code === 'needs-written-reason')
        return setError(sent.refusal.message)
      }
      toast({ words })
      done()
    } catch (fault) {
      setError(fault instanceof Error ? fault.message : 'Not sent. Try again.')
    }
  }
  const withWords = async (text: string, empty: string, then: () => Promise<void>): Promise<void> =>
    text.trim() === '' ? setError(empty) : then()
  const { personName: name } = claim
  return {
    error,
    needsReason,
    busy: approving.isPending || refusing.isPending || asking.isPending,
    approve: (despite: string) =>
      settle(
        () => approving.mutateAsync({ claims: [decided], despite: needsReason ? despite.trim() : '' }),
        `Approved: ${formatMinutes(claim.minutes)} for ${name}.`,
      ),
    refuse: (why: string) =>
      withWords(why, 'Say why, so that the AMHP can read it', () =>
        settle(() => refusing.mutateAsync({ ...decided, why }), `Refused: the claim of ${name}.`),
      ),
    ask: (question: string) =>
      withWords(question, 'Write what you want to know', () =>
        settle(() => asking.mutateAsync({ ...decided, question }), `Asked ${name}. The claim waits for the answer.`),
      ),
  }
}
