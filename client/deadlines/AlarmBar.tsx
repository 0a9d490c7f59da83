import { Link } from '@tanstack/react-router'
import { useRef, useState, type ReactNode } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { useSession } from '#client/kernel/session.tsx'
import { useShortcut } from '#client/kernel/shortcuts.ts'
import { NotSent } from '#client/kernel/wire.ts'
import { BarList } from '#client/ui/BarList.tsx'
import { Button } from '#client/ui/Button.tsx'
import { SaidLine } from '#client/ui/HeldItem.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { toast } from '#client/ui/toast.ts'
import { useStillRows } from '#client/ui/useStillRows.ts'
import { alarms, answerAlarm, passAlarmOn, type AlarmRow } from '#shared/deadlines/contract.ts'
import { isUndelivered } from '#shared/deadlines/relay.ts'
import { alarmHead, alarmLimit, lateWords, ringWords } from '#shared/deadlines/words.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { toldWords } from './toldWords.ts'
import { useAlarmNews } from './useAlarmNews.ts'

const NONE: readonly AlarmRow[] = []
/** What the law limits stands above every page, a passed limit until it has ended; the service's own targets are a press away. */
const SHOWN = 3
const presses = ({ point, kind, answeredAt }: AlarmRow): boolean =>
  point === 'limit' ||
  (answeredAt === null && (point === 'warning' || point === 'start-not-recorded' || kind === 'accept'))

/** A limit that has passed and is nobody’s yet moves whatever else stands there. */
const passedNow = ({ point, answeredAt }: AlarmRow): boolean => point === 'limit' && answeredAt === null

/** Alarms that nobody has answered, and limits that have passed, on every page of those who answer them. */
export function AlarmBar() {
  const { can, person } = useSession()
  const asked = useAnswer(alarms, can('answer alarms') ? {} : null)
  const rows = asked.data ?? NONE
  useAlarmNews(rows, person.id)
  const still = useStillRows([...rows.filter(presses), ...rows.filter((row) => !presses(row))], passedNow)
  const shown = still.shown.map(({ row }) => row)
  const gone = new Set(still.shown.flatMap((one) => (one.gone ? [one.row.id] : [])))
  const isQuiet = ({ id }: AlarmRow): boolean => gone.has(id) || still.said.has(id)
  const pressing = shown.filter((row) => presses(row) || isQuiet(row))
  const open = pressing.find((row) => row.answeredAt === null && !isQuiet(row))
  const each = (row: AlarmRow) => {
    const said = still.said.get(row.id)
    const props = {
      row,
      gone: gone.has(row.id),
      said: said?.words,
      isFirst: row === open,
      isJustSaid: still.isJustSaid,
    }
    return (
      <OneAlarm
        {...props}
        me={person.id}
        onAnswered={(words) => {
          if (words !== null) still.say(row, words)
          void asked.refetch()
        }}
      />
    )
  }
  return (
    <div {...still.box}>
      {shown.length > 0 && (
        <BarList
          label="Alarms"
          rows={shown}
          shown={Math.min(SHOWN, Math.max(1, pressing.length))}
          shownNarrow={1}
          isQuiet={isQuiet}
        >
          {each}
        </BarList>
      )}
    </div>
  )
}

interface OneAlarmProps {
  readonly row: AlarmRow
  readonly me: PersonId
  /** The first of those that nobody has taken. */
  readonly isFirst: boolean
  /** Over or answered elsewhere while somebody was at the rows. */
  readonly gone: boolean
  /** What was just said of it here. */
  readonly said: ReactNode
  /** Whether something was answered this very moment: the key then goes to no other alarm. */
  readonly isJustSaid: () => boolean
  /** @param words what was done; `null` when it was refused, or the row says so itself */
  readonly onAnswered: (words: string | null) => void
}

function OneAlarm(props: OneAlarmProps) {
  const { row, me, gone, said } = props
  const { can } = useSession()
  const quiet = gone || (said !== undefined && row.point !== 'limit')
  const today = londonDayOf(useNow(60_000))
  const number = String(row.number)
  return (
    <Notice
      tone={quiet ? 'info' : row.point === 'limit' ? 'breach' : 'warn'}
      action={
        said === undefined ? (
          gone ? undefined : (
            <Deeds {...props} />
          )
        ) : (
          <SaidLine whose={referralNumber(row.number)}>{said}</SaidLine>
        )
      }
    >
      <b>
        {can('read a record') ? (
          <Link to="/referrals/$number" params={{ number }} search={{ tab: 'clock' }}>
            {alarmHead(row)}
          </Link>
        ) : (
          alarmHead(row)
        )}
        .
      </b>{' '}
      {quiet
        ? gone && said === undefined && 'No longer open.'
        : [alarmLimit(row), lateWords(row.lateSeconds), toldWords(row, me, today), undelivered(row, me)]
            .filter(Boolean)
            .join(' ')}
    </Notice>
  )
}

/** While nobody has taken it: the bleep has not gone off either, so somebody has to ring. */
function undelivered(row: AlarmRow, me: PersonId): string {
  if (row.answeredAt !== null || !isUndelivered(row)) return ''
  return ringWords(row.toldId === me ? null : row.toldName, row.relayTries)
}

/** What was done, in the place of what could be; nothing when the row says so itself. */
type Done = { readonly ok: true; readonly words: string | null } | { readonly ok: false; readonly words: string }

function Deeds({ row, isFirst, isJustSaid, onAnswered }: OneAlarmProps) {
  const [taking, passing] = [useSend(answerAlarm), useSend(passAlarmOn)]
  const [trouble, setTrouble] = useState<string | null>(null)
  const first = useRef<HTMLButtonElement>(null)
  const open = row.answeredAt === null
  // The key only goes there: nothing is taken by one key alone. Of several the one at the top has it.
  const go = (): void => (isJustSaid() ? undefined : first.current?.focus())
  useShortcut(isFirst ? { keys: 'i', says: 'To the first alarm', run: go } : null)
  if (!open) return null
  const press = async (send: () => Promise<Done>): Promise<void> => {
    setTrouble(null)
    try {
      const done = await send()
      setTrouble(done.ok ? null : done.words)
      onAnswered(done.ok ? done.words : null)
    } catch (fault) {
      if (!(fault instanceof NotSent)) throw fault
      setTrouble(fault.message)
    }
  }
  const take = async (): Promise<Done> => {
    const sent = await taking.mutateAsync({ alarmId: row.id })
    if (!sent.ok) return { ok: false, words: sent.refusal.message }
    return { ok: true, words: 'You have taken this alarm.' }
  }
  const pass = async (): Promise<Done> => {
    const sent = await passing.mutateAsync({ alarmId: row.id, seenStep: row.step })
    if (!sent.ok) return { ok: false, words: sent.refusal.message }
    // It stays where it is and says who was told: its place is not taken by another.
    toast({ words: `${referralNumber(row.number)}: passed on to ${sent.value.toName}.`, icon: 'forward' })
    return { ok: true, words: null }
  }
  return (
    <span className="bar-acts">
      {trouble !== null && <span role="alert">{trouble}</span>}
      <Button
        ref={first}
        size="sm"
        kbd={isFirst ? 'I' : undefined}
        busy={taking.isPending}
        onClick={() => void press(take)}
      >
        I’ll take it<span className="vh">: {referralNumber(row.number)}</span>
      </Button>
      <Button size="sm" kind="q" busy={passing.isPending} onClick={() => void press(pass)}>
        Pass on<span className="vh">: {referralNumber(row.number)}</span>
      </Button>
    </span>
  )
}
