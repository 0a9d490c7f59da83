import './toil.css'
import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useKeptText } from '#client/kernel/drafts.ts'
import { post, useOutbox } from '#client/kernel/outbox.ts'
import { Button } from '#client/ui/Button.tsx'
import { ErrorMessage, TextArea } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { submitClaim, type ClaimRow, type ToilAccount } from '#shared/toil/contract.ts'
import type { DelayCode } from '#shared/toil/delayCodes.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { AskBreak } from './BreakTaken.tsx'
import { CauseSplit } from './CauseSplit.tsx'
import { CorrectFinish } from './CorrectFinish.tsx'
import { claimStateWords, lateWords } from './claimWords.ts'
import { Reasons } from './Reasons.tsx'
import { reasonsToSend, type ChosenReason } from './reasonsToSend.ts'
import { WorkedOut } from './WorkedOut.tsx'

export interface ClaimToSendProps {
  readonly claim: ClaimRow
  readonly account: Pick<ToilAccount, 'balance' | 'limit'>
  /** `h1` when it is what the page is about. */
  readonly heading?: 'h1' | 'h2'
}

/** A claim made from the record: look, choose the main reason, send. Nothing has to be counted or typed. */
export function ClaimToSend({ claim, account, heading: Heading = 'h1' }: ClaimToSendProps) {
  const [reason, setReason] = useState<ChosenReason>({ code: claim.primaryCause, sub: claim.primarySub })
  const [breakTaken, setBreakTaken] = useState(claim.breakTaken)
  const [besides, setBesides] = useState<readonly DelayCode[]>([])
  const [note, setNote, clearNote] = useKeptText(`claim.${claim.id}.note`)
  const [wrong, setWrong] = useState(note !== '')
  const { send, busy, waits, sent, error } = useSendClaim(claim)
  const open = claim.state === 'made' && !waits && !sent
  return (
    <>
      <section className="job-card" aria-labelledby={`claim-${claim.id}`}>
        <div className="pad">
          <p className="muted">Your claim, made from the job</p>
          <Heading className="who late" id={`claim-${claim.id}`}>
            {formatMinutes(claim.rawMinutes)} late
          </Heading>
          <p>{lateWords(claim)}</p>
          <CauseSplit causes={claim.causes} />
          <WorkedOut claim={claim} />
          {open && !wrong && (
            <Button kind="q" onClick={() => setWrong(true)}>
              Something is wrong
            </Button>
          )}
          <CorrectFinish claim={claim} mine canCorrect={open} />
        </div>
        {open && (
          <div className="pad claim-form">
            <Reasons claim={claim} main={reason} besides={besides} onMain={setReason} onBesides={setBesides} />
            <AskBreak value={breakTaken} onChange={setBreakTaken} />
            {wrong && (
              <TextArea
                label="What is wrong, or what else to say"
                hint="Your manager reads this. Leave out the person’s name. Needs a signal."
                value={note}
                onChange={(event) => setNote(event.target.value)}
              />
            )}
            <p className="muted">{owedWords(claim, account)}</p>
          </div>
        )}
      </section>
      {error && <ErrorMessage>{error}</ErrorMessage>}
      {open ? (
        <Button
          kind="p"
          size="big"
          busy={busy}
          onClick={() =>
            void send({ reason, besides, breakTaken, note: note.trim() }).then((done) => done && clearNote())
          }
        >
          Send claim
        </Button>
      ) : (
        <Notice tone="done">
          <b>{standingWords(claim, waits, sent)}</b>
        </Notice>
      )}
    </>
  )
}

function standingWords(claim: ClaimRow, waits: boolean, sent: boolean): string {
  if (waits) return 'Saved. It goes to your manager when there is a signal.'
  return sent ? 'Sent to your manager.' : claimStateWords(claim)
}

function owedWords(claim: ClaimRow, { balance, limit }: ClaimToSendProps['account']): string {
  const owed = `Approved, this makes ${formatMinutes(balance + claim.minutes)} owed to you.`
  return limit === null ? owed : `${owed} The limit is ${formatMinutes(limit)}.`
}

interface Said {
  readonly reason: ChosenReason
  readonly besides: readonly DelayCode[]
  readonly breakTaken: boolean | null
  readonly note: string
}

/** A claim that was sent from here, as it stood then. Sent at once with words, it has no place in the outbox. */
interface Pressed {
  readonly id: string | null
  readonly version: number
}

/** Without words it is kept and sent like any press; with words it is sent at once or not at all. */
function useSendClaim(claim: ClaimRow) {
  const command = useSend(submitClaim)
  const { waiting, refused } = useOutbox()
  const [pressed, setPressed] = useState<Pressed | null>(null)
  const [error, setError] = useState<string | null>(null)
  const waits = waiting.some(({ command: name, input }) => {
    const said = name === submitClaim.name ? submitClaim.input.safeParse(input) : null
    return said?.success === true && said.data.claimId === claim.id
  })
  // Between "the hub took it" and "the hub's answer shows it" the button must not come back: a second tap would be refused.
  const isSent = pressed?.version === claim.version && !refused.some(({ id }) => id === pressed.id)
  const send = async ({ reason, besides, breakTaken, note }: Said): Promise<boolean> => {
    const reasons = reasonsToSend(claim, reason, besides)
    const { code: primaryCause, sub: primarySub } = reason
    const seen = { claimId: claim.id, seenVersion: claim.version }
    const input = { ...seen, primaryCause, primarySub, reasons, note, breakTaken }
    setError(null)
    if (note === '') {
      setPressed({ id: post(submitClaim, input), version: claim.version })
      return true
    }
    try {
      const sent = await command.mutateAsync(input)
      if (sent.ok) setPressed({ id: null, version: claim.version })
      else setError(sent.refusal.message)
      return sent.ok
    } catch (fault) {
      setError(fault instanceof Error ? fault.message : 'Not sent. Try again.')
      return false
    }
  }
  return { send, busy: command.isPending, waits, sent: isSent && claim.state === 'made', error }
}
