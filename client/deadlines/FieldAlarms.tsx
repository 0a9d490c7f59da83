import { useAnswer } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { BarList } from '#client/ui/BarList.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { myAlarms, type MyAlarm } from '#shared/deadlines/contract.ts'
import { alarmHead, alarmLimit, lateWords } from '#shared/deadlines/words.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { formatInstant, londonDayOf } from '#shared/time/london.ts'
import { useAlarmNews } from './useAlarmNews.ts'

const NONE: readonly MyAlarm[] = []
/** The job in hand stands under them, on a small screen. */
const SHOWN = 2

/** Alarms of the job in hand, on the phone of whoever has it. The desk answers them; the AMHP knows that it was told, and who. */
export function FieldAlarms() {
  const { can, person } = useSession()
  // Whoever answers alarms sees all of them already.
  const rows = useAnswer(myAlarms, can('see own work') && !can('answer alarms') ? {} : null).data ?? NONE
  useAlarmNews(rows, person.id)
  if (rows.length === 0) return null
  return (
    <BarList label="Alarms of your work" rows={rows} shown={SHOWN}>
      {(row) => (
        <Notice tone={row.point === 'limit' ? 'breach' : 'warn'}>
          <b>{alarmHead(row)}.</b>{' '}
          {[alarmLimit(row), lateWords(row.lateSeconds), deskWords(row, person.id)].filter(Boolean).join(' ')}
        </Notice>
      )}
    </BarList>
  )
}

/** Who at the desk has it, or was told, and who hears of it next. */
function deskWords(
  { answeredById, answeredByName, toldName, toldAt, nextAt, nextName }: MyAlarm,
  me: PersonId,
): string {
  const today = londonDayOf(toldAt)
  if (answeredByName !== null) return `${answeredById === me ? 'You have' : `${answeredByName} has`} taken it.`
  if (toldName === null) return 'Nobody is on duty to be told: ring the hub.'
  const told = `${toldName} was told at ${formatInstant(toldAt, today)}.`
  return nextAt === null || nextName === null ? told : `${told} Next: ${nextName}, at ${formatInstant(nextAt, today)}.`
}
