import type { TimelineRow } from '#shared/referrals/record.ts'
import { sentences } from '#shared/referrals/sentences.ts'
import type { LineWords } from '#shared/referrals/timeline.ts'
import { instantInput } from '#shared/time/instant.ts'
import { formatMinutes, minutes } from '#shared/time/minutes.ts'
import { deadlineEvents } from './events.ts'
import { duePoints, type Due, type DuePoint } from './due.ts'
import { alarmLimit, clockName, lateWords, type Said } from './words.ts'

const pointIn = ({ data }: TimelineRow): DuePoint => duePoints.find((one) => one === data['point']) ?? 'warning'
const countIn = ({ data }: TimelineRow, key: string): number => (typeof data[key] === 'number' ? data[key] : 0)

function saidIn(row: TimelineRow): Said {
  const limit = instantInput.safeParse(row.data['limitAt'])
  return {
    kind: String(row.data['kind']),
    point: pointIn(row),
    minutesBefore: minutes(countIn(row, 'minutesBefore')),
    limitAt: limit.success ? limit.data : null,
  }
}

function raisedHead({ kind, point, minutesBefore }: Said): string {
  const name = clockName(kind)
  const heads: Record<DuePoint, string> = {
    limit: `${name}: legal limit passed`,
    warning: `${name} entered its last ${formatMinutes(minutesBefore)}`,
    'start-not-recorded': `${name}: start still not recorded`,
    target: `${name}: the service’s own target passed`,
    'look-again': `${name}: time to look at what comes next`,
  }
  return heads[point]
}

function raised(row: TimelineRow): LineWords {
  const said = saidIn(row)
  const told = row.personName === null ? 'Nobody was on duty to tell' : `${row.personName} told`
  return {
    head: raisedHead(said),
    look: said.point === 'limit' ? 'bad' : 'auto',
    quote: [{ text: sentences(alarmLimit(said), told, lateWords(countIn(row, 'lateSeconds'))), mark: 'same' }],
  }
}

function passedOn(row: TimelineRow): LineWords {
  const to = row.personName ?? 'nobody: nobody is on duty'
  if (row.actorName !== null)
    return { head: `${clockName(String(row.data['kind']))}: passed on to ${to}`, look: 'plain' }
  return { head: `${clockName(String(row.data['kind']))}: not answered, passed on to ${to}`, look: 'auto' }
}

function notDelivered(row: TimelineRow): LineWords {
  const head = `${clockName(String(row.data['kind']))}: the message outside the hub did not go out`
  const tries = countIn(row, 'tries')
  return { head, look: 'bad', quote: [{ text: `Tried ${tries} times. The hub goes on trying.`, mark: 'same' }] }
}

const delivered = (row: TimelineRow): LineWords => ({
  head: `${clockName(String(row.data['kind']))}: the message outside the hub went out after all`,
  look: 'auto',
})

const answered = (row: TimelineRow): LineWords => ({
  head: `${clockName(String(row.data['kind']))}: alarm taken`,
  look: 'plain',
})

/** What it warned of has been done, has ended or was put right: nobody is told any more. */
const over = (row: TimelineRow): LineWords => ({
  head: `${clockName(String(row.data['kind']))}: alarm over`,
  look: 'auto',
})

/** The words for what was due and came, or null for an event of another feature. */
export function alarmWordsFor(row: TimelineRow): LineWords | null {
  if (row.type === 'alarm-raised') return raised(row)
  if (row.type === 'alarm-passed-on') return passedOn(row)
  if (row.type === 'alarm-not-delivered') return notDelivered(row)
  if (row.type === 'alarm-delivered') return delivered(row)
  if (row.type === 'alarm-over') return over(row)
  return row.type === 'alarm-acknowledged' ? answered(row) : null
}

/** Whether an event is the clock's own. */
export const isOfClock = (type: string): boolean => deadlineEvents.some((one) => one === type)

/** The keys of what the record would say of a power by itself, for those that were recorded when they came. */
export function raisedKeys(timeline: readonly TimelineRow[]): ReadonlySet<string> {
  return new Set(
    timeline
      .filter(({ type, data }) => type === 'alarm-raised' && data['source'] === ('power' satisfies Due['source']))
      .map((row) => {
        const { point, minutesBefore } = saidIn(row)
        return `${String(row.data['sourceId'])}-${point === 'limit' ? 'over' : minutesBefore}`
      }),
  )
}
