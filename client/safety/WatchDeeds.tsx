import { useState } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { nowInstant } from '#client/kernel/clock.ts'
import { NotSent } from '#client/kernel/wire.ts'
import { Button } from '#client/ui/Button.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import type { SentTo } from '#shared/kernel/command.ts'
import { answerWatch, handWatchOver, type WatchRow, type Watches } from '#shared/safety/contract.ts'
import { HOME_MINUTES } from '#shared/safety/ladder.ts'
import { addMinutes } from '#shared/time/instant.ts'
import { AskHome } from './AskHome.tsx'
import { EndCall } from './EndCall.tsx'
import { isMissed } from './watchNews.ts'

type Said = SentTo<typeof answerWatch>['what']

export interface DeedsProps {
  readonly row: WatchRow
  readonly given: Watches
  readonly onDone: () => void
  /** It was taken that somebody spoke to them, or that they are home. */
  readonly onSaid: (what: 'spoken' | 'home') => void
}

/** What can be said and done about one who is out. */
export function WatchDeeds({ row, given, onDone, onSaid }: DeedsProps) {
  const answering = useSend(answerWatch)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [handing, setHanding] = useState(false)
  const [ending, setEnding] = useState(false)
  const [asking, setAsking] = useState(false)
  // Handed over, it is done: taken back, the desk begins anew.
  if (handing && row.handedAt !== null) setHanding(false)
  const say = async (what: Said): Promise<void> => {
    setTrouble(null)
    const backBy = what === 'spoken' ? addMinutes(nowInstant(), HOME_MINUTES) : null
    try {
      const helpAt = what === 'spoken' ? row.helpAt : null
      const sent = await answering.mutateAsync({ watchId: row.id, what, backBy, helpAt })
      // What is over leaves this place: whoever was second reads it where it stays.
      if (!sent.ok && sent.refusal.code === 'help-over') toast({ words: sent.refusal.message })
      else if (!sent.ok) setTrouble(sent.refusal.message)
      else if (what === 'spoken' || what === 'home') onSaid(what)
      onDone()
    } catch (fault) {
      if (!(fault instanceof NotSent)) throw fault
      setTrouble(fault.message)
    }
  }
  const whose = <span className="vh">: {row.personName}</span>
  return (
    <div className="watch-acts">
      {trouble !== null && <span role="alert">{trouble}</span>}
      {isMissed(row) && (
        <Button
          size="sm"
          busy={answering.isPending}
          onClick={() => (row.helpAt === null ? void say('spoken') : setEnding(true))}
        >
          I have spoken to them{whose}
        </Button>
      )}
      {row.helpAt === null && (
        <Button size="sm" busy={answering.isPending} onClick={() => (row.isThere ? setAsking(true) : void say('home'))}>
          They rang: they are home{whose}
        </Button>
      )}
      {isMissed(row) && row.policeRungAt === null && (
        <Button size="sm" kind="d" busy={answering.isPending} onClick={() => void say('police-rung')}>
          I have rung the police{whose}
        </Button>
      )}
      {row.helpAt === null && (
        <Button size="sm" busy={answering.isPending} onClick={() => void say('quiet-word')}>
          They said “{given.quietWord}”{whose}
        </Button>
      )}
      {row.handedAt === null && (
        <Button size="sm" kind="q" aria-expanded={handing} onClick={() => setHanding(!handing)}>
          Hand over to {given.outOfHoursName}
          {whose}
        </Button>
      )}
      {row.handedAt !== null && (
        <Button size="sm" kind="q" busy={answering.isPending} onClick={() => void say('back-at-desk')}>
          Take back to the desk
          {whose}
        </Button>
      )}
      <EndCall
        row={row}
        open={ending && row.helpAt !== null}
        onEnd={() => {
          setEnding(false)
          void say('spoken')
        }}
        onClose={() => setEnding(false)}
      />
      <AskHome
        row={row}
        open={asking && row.helpAt === null}
        onHome={() => {
          setAsking(false)
          void say('home')
        }}
        onClose={() => setAsking(false)}
      />
      {handing && row.handedAt === null && <HandOver row={row} given={given} onDone={onDone} />}
    </div>
  )
}

function HandOver({ row, given, onDone }: Omit<DeedsProps, 'onSaid'>) {
  const handing = useSend(handWatchOver)
  const [name, setName] = useState('')
  const [error, setError] = useState<string | undefined>()
  const hand = async (): Promise<void> => {
    setError(undefined)
    try {
      const sent = await handing.mutateAsync({ watchId: row.id, toName: name })
      if (sent.ok) onDone()
      else setError(sent.refusal.message)
    } catch (fault) {
      if (!(fault instanceof NotSent)) throw fault
      setError(fault.message)
    }
  }
  return (
    <div className="watch-hand">
      <TextField
        label={`Who at ${given.outOfHoursName} has taken it`}
        hint={`Ring them first: ${given.outOfHoursPhone}`}
        error={error}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button size="sm" busy={handing.isPending} onClick={() => void hand()}>
        Hand over
      </Button>
    </div>
  )
}
