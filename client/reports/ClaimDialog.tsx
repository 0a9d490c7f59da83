import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useKeptText } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { TextArea } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { SummaryList } from '#client/ui/SummaryList.tsx'
import { dismissToast, toast } from '#client/ui/toast.ts'
import { approveClaims, askAboutClaim, refuseClaim, type ClaimRow } from '#shared/toil/contract.ts'
import { actWords, breakWords } from '#shared/toil/actWords.ts'
import { delayFacts } from '#shared/toil/delayCodes.ts'
import { formatDay, formatInstant } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { reasonWords, timesWords } from './ClaimLine.tsx'
import { isOvertaken } from './meanwhile.ts'
import { ClaimOvertaken } from './Overtaken.tsx'

export interface ClaimDialogProps {
  /** As it stands now, or as it was last seen where it waits no more. */
  readonly claim: ClaimRow
  /** As it was when it was opened: what was done since is said. */
  readonly openedVersion: number
  /** Whether it waits for a decision still. It stays open, with what was typed, when it does not. */
  readonly waits: boolean
  readonly onClose: () => void
}

type Doing = 'approve' | 'refuse' | 'ask'

const forms: Record<Exclude<Doing, 'approve'>, { label: string; hint: string; press: string; not: string }> = {
  refuse: { label: 'Why', hint: 'The AMHP reads this.', press: 'Refuse the claim', not: 'Do not refuse' },
  ask: { label: 'Your question', hint: 'The AMHP reads this and answers.', press: 'Ask', not: 'Do not ask' },
}

/** One claim with its sum and why it asks for a look; approved, asked about, or refused with a reason that the AMHP reads. */
export function ClaimDialog({ claim, openedVersion, waits, onClose }: ClaimDialogProps) {
  const [text, setText, clearText] = useKeptText(`refuse.${claim.id}`)
  const [doing, setDoing] = useState<Doing>(text === '' ? 'approve' : 'refuse')
  const close = (): void => {
    clearText()
    onClose()
  }
  const decision = useDecision(claim, close)
  const { error, needsReason, overtaken } = decision
  const form = doing === 'approve' ? null : forms[doing]
  const open = waits && claim.state !== 'queried'
  const changed = !decision.busy && (overtaken !== null || !waits || claim.version !== openedVersion)
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${claim.personName}: ${formatMinutes(claim.minutes)}`}
      actions={
        open ? (
          <Decide decision={decision} doing={doing} onDoing={setDoing} text={text} onClose={onClose} />
        ) : (
          <>
            <Button onClick={onClose}>Close</Button>
            {text !== '' && (
              <Button kind="q" onClick={close}>
                Throw away what I wrote
              </Button>
            )}
          </>
        )
      }
    >
      {changed && (
        <ClaimOvertaken
          claim={claim}
          openedVersion={openedVersion}
          waits={waits}
          answer={overtaken}
          wrote={text.trim() !== ''}
        />
      )}
      <WhyLook claim={claim} />
      <Facts claim={claim} />
      <Acts claim={claim} />
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

interface DecideProps {
  readonly decision: Pick<ReturnType<typeof useDecision>, 'approve' | 'refuse' | 'ask' | 'busy'>
  readonly doing: Doing
  readonly onDoing: (doing: Doing) => void
  readonly text: string
  readonly onClose: () => void
}

/** The ways to decide, or the one that was chosen and the way back from it. */
function Decide({ decision: { approve, refuse, ask, busy }, doing, onDoing, text, onClose }: DecideProps) {
  if (doing !== 'approve') {
    const press = doing === 'refuse' ? refuse : ask
    return (
      <>
        <Button kind={doing === 'refuse' ? 'd' : 'p'} busy={busy} onClick={() => void press(text)}>
          {forms[doing].press}
        </Button>
        <Button onClick={() => onDoing('approve')}>{forms[doing].not}</Button>
      </>
    )
  }
  return (
    <>
      <Button kind="p" busy={busy} onClick={() => void approve(text)}>
        Approve
      </Button>
      <Button onClick={() => onDoing('ask')}>Ask…</Button>
      <Button onClick={() => onDoing('refuse')}>Refuse…</Button>
      <Button kind="q" onClick={onClose}>
        Close
      </Button>
    </>
  )
}

function WhyLook({ claim: { look } }: { readonly claim: ClaimRow }) {
  if (look.length === 0) return null
  return (
    <Notice tone="warn" icon="eye">
      {look.map((words) => (
        <div key={words}>{words}.</div>
      ))}
    </Notice>
  )
}

function Acts({ claim: { acts } }: { readonly claim: ClaimRow }) {
  if (acts.length <= 1) return null
  return (
    <ul className="claim-acts">
      {acts.map((act) => (
        <li key={`${act.at} ${act.act}`}>{actWords(act)}</li>
      ))}
    </ul>
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
  // Until it is closed: news of one’s own decision may be here before the answer to it, and is nobody else’s.
  const [busy, setBusy] = useState(false)
  const [overtaken, setOvertaken] = useState<string | null>(null)
  const decided = { claimId: claim.id, seenVersion: claim.version }
  const settle = async (
    send: () => Promise<
      | { readonly ok: true }
      | { readonly ok: false; readonly refusal: { readonly code: string; readonly message: string } }
    >,
    words: string,
  ): Promise<void> => {
    setError(null)
    setOvertaken(null)
    setBusy(true)
    try {
      const sent = await send()
      if (sent.ok) {
        toast({ words })
        return done()
      }
      const { code, message } = sent.refusal
      // What an earlier press did is no answer to this one.
      dismissToast()
      setBusy(false)
      setNeedsReason(code === 'needs-written-reason')
      if (isOvertaken(code)) setOvertaken(message)
      else setError(message)
    } catch (fault) {
      setBusy(false)
      setError(fault instanceof Error ? fault.message : 'Not sent. Try again.')
    }
  }
  const withWords = async (text: string, empty: string, then: () => Promise<void>): Promise<void> =>
    text.trim() === '' ? setError(empty) : then()
  const { personName: name } = claim
  return {
    error,
    needsReason,
    overtaken,
    busy,
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
