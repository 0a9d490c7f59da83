import { dayOf, hourOf, isUrgent, isWeekendDay, type History, type PastJob } from '../simulate/history.ts'
import { modelOf } from '../simulate/model.ts'
import { leaningShare } from '../simulate/strata.ts'
import { assumedWork, type PolicyWork } from './work.ts'

/** How many referrals, and how many hours of waiting for doctors, of what is assumed stand beside a log's own. */
const LEAN = 20
const FIRST_HOUR = 8
const FIRST_DOCTORS = 9
/** Fewer jobs than this, and how long they take is assumed. */
const FEWEST_RESTS = 40

export interface OwnWork {
  readonly work: PolicyWork
  /** What of it is the service's own, and what is assumed, in words. */
  readonly own: readonly string[]
  readonly assumed: readonly string[]
}

/**
 * A service's weekdays as the policies draw them: its own referrals by hour, urgency, hours at which doctors come and minutes from their
 * arrival to being free; thin hours lean on what is assumed.
 *
 * @example ownWork(history).work.perDay // 5.9
 */
export function ownWork(history: History): OwnWork {
  const jobs = history.jobs.filter(({ received }) => !isWeekendDay(dayOf(received)))
  const days = Math.max(1, Math.round((history.days * 5) / 7))
  const byDay = jobs.filter(({ received }) => hourOf(received) < FIRST_HOUR + assumedWork.byHour.length)
  const rests = jobs.map(({ began, free }) => Math.max(0, free - began))
  const enough = rests.length >= FEWEST_RESTS
  const { roomNeeded } = modelOf(history)
  const kept = [
    `${byDay.length} referrals on ${days} weekdays, by the hour at which they came, and how many were urgent`,
    `that work which can wait goes out the same day to somebody with at least ${roomNeeded} minutes of shift left`,
    'the hours at which doctors came, counted from when somebody was given the job',
    ...(enough ? ['how long it took from the doctors’ arrival until whoever did it was free'] : []),
  ]
  return {
    work: {
      perDay: byDay.length / days,
      byHour: byHourOf(byDay),
      urgent: leaningShare(
        { yes: byDay.filter(({ urgency }) => isUrgent(urgency)).length, of: byDay.length },
        assumedWork.urgent,
      ),
      doctors: doctorsOf(jobs),
      preparesApart: false,
      rests: enough ? rests : [],
      roomNeeded,
    },
    own: kept,
    assumed: [
      'three areas with as much work each, 20 minutes of travel in one’s own and 35 in another',
      'work that is not begun when the last shift ends goes to the evening team if it is urgent, and to the next day if not',
      'nobody knows beforehand how long one job will take, only how such jobs go',
      ...(enough ? [] : ['how long a job takes: the log has too few to say']),
    ],
  }
}

function byHourOf(jobs: readonly PastJob[]): readonly number[] {
  const all = assumedWork.byHour.reduce((sum, one) => sum + one, 0)
  return assumedWork.byHour.map((usual, at) => {
    const own = jobs.filter(({ received }) => Math.max(FIRST_HOUR, hourOf(received)) === FIRST_HOUR + at).length
    return own + (LEAN * usual) / all
  })
}

/** In each hour of the day: how often doctors came while somebody waited for them, for each hour waited. */
function doctorsOf(jobs: readonly PastJob[]): readonly number[] {
  const [came, waited] = [new Map<number, number>(), new Map<number, number>()]
  const add = (to: Map<number, number>, hour: number, by: number) => to.set(hour, (to.get(hour) ?? 0) + by)
  for (const { given, began } of jobs) {
    add(came, hourOf(began), 1)
    for (let at = given; at < began; at = Math.min(began, at + 60 - (at % 60)))
      add(waited, hourOf(at), (Math.min(began, at + 60 - (at % 60)) - at) / 60)
  }
  return assumedWork.doctors.map((usual, at) => {
    const hour = FIRST_DOCTORS + at
    return ((came.get(hour) ?? 0) + LEAN * usual) / ((waited.get(hour) ?? 0) + LEAN)
  })
}
