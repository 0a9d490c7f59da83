import './safety.css'
import { useState } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { nowInstant, useNow } from '#client/kernel/clock.ts'
import { telOf } from '#client/kernel/council.ts'
import { NotSent } from '#client/kernel/wire.ts'
import { Button } from '#client/ui/Button.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { toast } from '#client/ui/toast.ts'
import type { SentTo } from '#shared/kernel/command.ts'
import { answerWatch, handWatchOver, watches, type WatchRow, type Watches } from '#shared/safety/contract.ts'
import { isClosing } from '#shared/safety/deskHours.ts'
import { HOME_MINUTES } from '#shared/safety/ladder.ts'
import { addMinutes, minutesBetween, type Instant } from '#shared/time/instant.ts'
import { clockTimeOf, formatInstant, londonDayOf } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { EndCall } from './EndCall.tsx'
import { useWatchNews } from './useWatchNews.ts'
import { unwatchedWords } from './watchWords.ts'
import { deedWords, isMissed } from './watchNews.ts'

/** Above every page of those who answer alarms: who called for help, whose check-in was missed, and who else is out. */
export function WatchBar() {
  const asked = useAnswer(watches, {})
  const [all, setAll] = useState(false)
  const given = asked.data
  const now = useNow(60_000)
  useWatchNews(given)
  if (!given || given.rows.length + given.unwatched.length === 0) return null
  const closes = isClosing(given.deskClosesAt, now) ? given.deskClosesAt : null
  // Before the desk closes nobody who is out stays folded away: the way to hand them over is at each.
  const isToSee = (row: WatchRow): boolean => isMissed(row) || (closes !== null && row.handedAt === null)
  const missed = given.rows.filter(isToSee)
  const rest = given.rows.filter((row) => !isToSee(row))
  return (
    <section className="wrap watch-bar" aria-label="Out alone">
      {closes !== null && <Closing closes={closes} given={given} />}
      <ul>
        {[...missed, ...(all ? rest : [])].map((row) => (
          <li key={row.id}>
            <OneWatch row={row} given={given} onDone={() => void asked.refetch()} />
          </li>
        ))}
      </ul>
      {given.unwatched.length > 0 && (
        <Notice tone="warn">{unwatchedWords(given.unwatched)} Ring them: their next tap on the job begins one.</Notice>
      )}
      {rest.length > 0 && (
        <Button size="sm" kind="q" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? 'Show only who is late' : `${rest.length} out alone and in time: show`}
        </Button>
      )}
    </section>
  )
}

function Closing({ closes, given }: { readonly closes: Instant; readonly given: Watches }) {
  const left = given.rows.filter(({ handedAt }) => handedAt === null).length
  if (left === 0) return null
  return (
    <Notice tone="warn" speaks="politely">
      <b>
        The desk closes at {clockTimeOf(closes)}, and {left === 1 ? 'a colleague is' : `${left} colleagues are`} still
        out.
      </b>{' '}
      Ring {given.outOfHoursName}, {given.outOfHoursPhone}, and hand {left === 1 ? 'them' : 'each of them'} over by
      name.
    </Notice>
  )
}

interface OneWatchProps {
  readonly row: WatchRow
  readonly given: Watches
  readonly onDone: () => void
}

/** Its minutes run, so it is no live region: what is news of it is read out once, at each rung (`useWatchNews`). */
function OneWatch({ row, given, onDone }: OneWatchProps) {
  const now = useNow(60_000)
  const late = isMissed(row)
  return (
    <Notice tone={row.helpAt !== null || row.rung === 'police' ? 'breach' : late ? 'warn' : 'info'}>
      <b>{headOf(row, now)}</b> {toldWords(row, given, now)} {deedWords(row)}{' '}
      {row.phone !== '' && row.helpHow !== 'quiet' && <a href={telOf(row.phone)}>{row.phone}</a>}
      <Deeds row={row} given={given} onDone={onDone} />
    </Notice>
  )
}

/** @example 'Ewa Kowalska is 45m late: back by 21:00, last heard 20:14, on R-2424.' */
function headOf({ personName, helpAt, helpHow, backBy, seenAt, number }: WatchRow, now: Instant): string {
  const today = londonDayOf(now)
  const heard = `last heard ${formatInstant(seenAt, today)}${number === null ? '' : `, on R-${number}`}.`
  if (helpAt !== null)
    return `${personName} ${helpHow === 'quiet' ? 'used the quiet word' : 'called for help'} at ${formatInstant(helpAt, today)}: ${heard}`
  const back = `back by ${formatInstant(backBy, today)}, ${heard}`
  return now > backBy
    ? `${personName} is ${formatMinutes(minutesBetween(backBy, now))} late: ${back}`
    : `${personName}: ${back}`
}

function toldWords(row: WatchRow, { outOfHoursName, outOfHoursPhone }: Watches, now: Instant): string {
  const today = londonDayOf(now)
  const said: string[] = []
  if (row.toldName !== null && row.toldAt !== null)
    said.push(`${row.toldName} was told at ${formatInstant(row.toldAt, today)}.`)
  if (row.toldOutOfHours)
    said.push(`Nobody on duty here to be told: ring ${row.handedToName ?? outOfHoursName}, ${outOfHoursPhone}.`)
  if (row.handedAt !== null)
    said.push(`Handed to ${row.handedToName ?? outOfHoursName} at ${formatInstant(row.handedAt, today)}.`)
  if (row.policeRungAt !== null)
    said.push(`${row.policeRungByName ?? ''} rang the police at ${formatInstant(row.policeRungAt, today)}.`)
  return said.join(' ')
}

type Said = SentTo<typeof answerWatch>['what']

function Deeds({ row, given, onDone }: OneWatchProps) {
  const answering = useSend(answerWatch)
  const [trouble, setTrouble] = useState<string | null>(null)
  const [handing, setHanding] = useState(false)
  const [ending, setEnding] = useState(false)
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
        <Button size="sm" busy={answering.isPending} onClick={() => void say('home')}>
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
      {handing && row.handedAt === null && <HandOver row={row} given={given} onDone={onDone} />}
    </div>
  )
}

function HandOver({ row, given, onDone }: OneWatchProps) {
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
