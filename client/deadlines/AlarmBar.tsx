import { Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { useNow } from '#client/kernel/clock.ts'
import { useSession } from '#client/kernel/session.tsx'
import { useShortcut } from '#client/kernel/shortcuts.ts'
import { NotSent } from '#client/kernel/wire.ts'
import { BarList } from '#client/ui/BarList.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { toast } from '#client/ui/toast.ts'
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

/** Alarms that nobody has answered, and limits that have passed, on every page of those who answer them. */
export function AlarmBar() {
  const { can, person } = useSession()
  const asked = useAnswer(alarms, can('answer alarms') ? {} : null)
  const rows = asked.data ?? NONE
  useAlarmNews(rows, person.id)
  if (rows.length === 0) return null
  const pressing = rows.filter(presses)
  const open = pressing.find(({ answeredAt }) => answeredAt === null)
  const inOrder = [...pressing, ...rows.filter((row) => !presses(row))]
  return (
    <BarList label="Alarms" rows={inOrder} shown={Math.min(SHOWN, Math.max(1, pressing.length))} shownNarrow={1}>
      {(row) => <OneAlarm row={row} me={person.id} isFirst={row === open} onAnswered={() => void asked.refetch()} />}
    </BarList>
  )
}

interface OneAlarmProps {
  readonly row: AlarmRow
  readonly me: PersonId
  /** The first of those that nobody has taken. */
  readonly isFirst: boolean
  readonly onAnswered: () => void
}

function OneAlarm({ row, me, isFirst, onAnswered }: OneAlarmProps) {
  const { can } = useSession()
  const today = londonDayOf(useNow(60_000))
  const number = String(row.number)
  return (
    <Notice
      tone={row.point === 'limit' ? 'breach' : 'warn'}
      action={<Deeds row={row} isFirst={isFirst} onAnswered={onAnswered} />}
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
      {[alarmLimit(row), lateWords(row.lateSeconds), toldWords(row, me, today), undelivered(row, me)]
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

function Deeds({ row, isFirst, onAnswered }: Omit<OneAlarmProps, 'me'>) {
  const [taking, passing] = [useSend(answerAlarm), useSend(passAlarmOn)]
  const [trouble, setTrouble] = useState<string | null>(null)
  const first = useRef<HTMLButtonElement>(null)
  const open = row.answeredAt === null
  // The key only goes there: nothing is taken by one key alone. Of several the one at the top has it.
  useShortcut(isFirst ? { keys: 'i', says: 'To the first alarm', run: () => first.current?.focus() } : null)
  if (!open) return null
  const press = async (send: () => Promise<string | null>): Promise<void> => {
    setTrouble(null)
    try {
      setTrouble(await send())
      onAnswered()
    } catch (fault) {
      if (!(fault instanceof NotSent)) throw fault
      setTrouble(fault.message)
    }
  }
  const take = async (): Promise<string | null> => {
    const sent = await taking.mutateAsync({ alarmId: row.id })
    if (!sent.ok) return sent.refusal.message
    toast({ words: `${referralNumber(row.number)}: you have taken this alarm.` })
    return null
  }
  const pass = async (): Promise<string | null> => {
    const sent = await passing.mutateAsync({ alarmId: row.id, seenStep: row.step })
    if (!sent.ok) return sent.refusal.message
    toast({ words: `${referralNumber(row.number)}: passed on to ${sent.value.toName}.`, icon: 'forward' })
    return null
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
