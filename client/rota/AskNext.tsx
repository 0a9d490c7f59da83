import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { useKeptText } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { ErrorMessage, TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import type { CallInAnswer, CallInPay } from '#shared/rota/callIns.ts'
import { recordAsk, type CallInRow } from '#shared/rota/coverContract.ts'
import { formatDayShort } from '#shared/time/london.ts'

/** How many of the fair order are shown at once: the rest are below a fold. */
const SHOWN = 5

/** Whom to ask next, who has come in least first, and what they say. */
export function AskNext({ callIn }: { readonly callIn: CallInRow }) {
  const said = new Set(callIn.asks.filter(({ answer }) => answer !== 'no-answer').map(({ personId }) => personId))
  const toAsk = callIn.toAsk.filter(({ personId }) => !said.has(personId))
  return (
    <>
      <h3 className="h3">Ask next, in fair order</h3>
      {toAsk.length === 0 ? (
        <p>Everybody who can has said no. Ask a neighbouring service or whoever is on out of hours.</p>
      ) : (
        <ol className="ask-next">
          {toAsk.slice(0, SHOWN).map((one) => (
            <Candidate key={one.personId} one={one} callIn={callIn} />
          ))}
        </ol>
      )}
      {toAsk.length > SHOWN && (
        <details>
          <summary>{toAsk.length - SHOWN} more</summary>
          <ol className="ask-next" start={SHOWN + 1}>
            {toAsk.slice(SHOWN).map((one) => (
              <Candidate key={one.personId} one={one} callIn={callIn} />
            ))}
          </ol>
        </details>
      )}
      {callIn.cannot.length > 0 && (
        <details>
          <summary>{callIn.cannot.length} who cannot, and why</summary>
          <ul className="asked">
            {callIn.cannot.map(({ name, why }) => (
              <li key={`${name} ${why}`}>
                <b>{name}</b>: {why}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function Candidate({ one, callIn }: { readonly one: CallInRow['toAsk'][number]; readonly callIn: CallInRow }) {
  const asking = useSend(recordAsk)
  const [note, setNote, forget] = useKeptText(`rota.ask.${callIn.id}.${one.personId}`)
  const [error, setError] = useState<string | null>(null)
  const record = async (answer: CallInAnswer, pay: CallInPay | null): Promise<void> => {
    if (asking.isPending) return
    try {
      const input = {
        callInId: callIn.id,
        seenVersion: callIn.version,
        personId: one.personId,
        answer,
        pay,
        note: note.trim(),
      }
      const sent = await asking.mutateAsync(input)
      if (!sent.ok) return setError(sent.refusal.message)
      forget()
      if (sent.value.shiftId !== null)
        toast({
          words: `${one.name} is on the rota and told.`,
          icon: 'check',
          detail: sent.value.warnings.join(' ') || undefined,
        })
    } catch (fault) {
      setError(fault instanceof Error ? fault.message : String(fault))
    }
  }
  return (
    <li>
      <div className="who">
        <b>{one.name}</b>
        {one.phone !== '' && <a href={`tel:${one.phone}`}>{one.phone}</a>}
        <span className="muted">{takenWords(one)}</span>
      </div>
      {one.warnings.length > 0 && <p className="small">{one.warnings.join(' ')}</p>}
      {error !== null && <ErrorMessage>{error}</ErrorMessage>}
      <div className="says" role="group" aria-label={`What ${one.name} says`}>
        <Button size="sm" kind="p" busy={asking.isPending} onClick={() => void record('yes', 'toil')}>
          Yes, for TOIL
        </Button>
        <Button size="sm" onClick={() => void record('yes', 'paid')}>
          Yes, paid
        </Button>
        <Button size="sm" onClick={() => void record('no', null)}>
          No
        </Button>
        <Button size="sm" onClick={() => void record('no-answer', null)}>
          No answer
        </Button>
        <TextField
          label={`Note on asking ${one.name}`}
          hideLabel
          placeholder="Note, if any"
          value={note}
          maxLength={200}
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
    </li>
  )
}

/** @example 'Came in twice in half a year, last Thu 5 November.' */
function takenWords({ taken, lastTakenOn }: CallInRow['toAsk'][number]): string {
  const last = lastTakenOn === null ? '' : `, last ${formatDayShort(lastTakenOn)}`
  return taken === 0
    ? 'Has not come in for half a year.'
    : `Came in ${taken === 1 ? 'once' : `${taken} times`} in half a year${last}.`
}
