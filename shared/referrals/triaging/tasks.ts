import type { TaskId } from '#shared/kernel/ids.ts'
import { endOfDay } from '#shared/time/counting.ts'
import { addHours, type Instant } from '#shared/time/instant.ts'
import { addDays, londonDayOf } from '#shared/time/london.ts'
import { addWorkingDays } from '#shared/time/workingDays.ts'
import { isRequiredByAny, type AskedAltogether } from '../relatives.ts'
import { triageLeadsTo, type TriageDuty, type TriageOutcome } from '../triage.ts'

/** What somebody must still do because of a decision, with its source. The times are local: the law gives none. */
export const taskKinds = {
  's13-4-reasons': {
    words: 'Give the nearest relative the reasons in writing',
    source: 'MHA 1983 s.13(4)',
    timing: 'As soon as can be: the law gives no number of days. Local target: 5 working days',
  },
  's13-1b-follow-on': {
    words: 'Consider whether a further application is needed before section 2 ends',
    source: 'MHA 1983 s.13(1B) and (1C): the duty stays with the council through which section 2 began',
    timing: 'Section 2 lasts 28 days from the day of admission. Looked at on day 14, a local rule',
  },
  's4-4-second': {
    words: 'Ask whether the second recommendation was given and received, and record how section 4 went on',
    source: 'MHA 1983 s.4(4): with it, it is section 2 from the day of admission',
    timing: 'Section 4 lasts 72 hours from admission. Asked after 48 hours, a local rule',
  },
  'detention-record': {
    words: 'Complete the record of the detention, or say why it stays as it is',
    source: 'MHA 1983 s.2(3), s.3(3), s.4(3): the recommendations; s.6: the hospital',
    timing: 'The law sets no time for this record. Asked after the next morning at 10:00, a local rule',
  },
} as const
export type TaskKind = keyof typeof taskKinds
export const taskKindCodes = Object.keys(taskKinds) as readonly TaskKind[]

/**
 * The words for a kind of task, also on a page that was opened before an update and hears of one that it does not know.
 *
 * @example taskFacts('s4-4-second').source // 'MHA 1983 s.4(4): …'
 */
export const taskFacts = (kind: string): { readonly words: string; readonly source: string; readonly timing: string } =>
  Object.hasOwn(taskKinds, kind)
    ? taskKinds[kind as TaskKind]
    : {
        words: 'Something that a decision left to be done',
        source: 'This page is older than the hub',
        timing: 'Load it again to read what it is',
      }

export interface TaskRow {
  readonly id: TaskId
  readonly kind: TaskKind
  readonly dueAt: Instant
  readonly madeAt: Instant
  readonly doneAt: Instant | null
  readonly doneByName: string | null
  readonly doneNote: string
}

export interface TaskToMake {
  readonly kind: TaskKind
  readonly dueAt: Instant
}

const REASONS_WORKING_DAYS = 5
const FOLLOW_ON_DAYS = 14
const SECOND_AFTER_HOURS = 48

/** Whether the nearest relative, or somebody for them, required that the case be considered, on whichever call. */
export const isRelativesRequest = (asked: AskedAltogether, duty: TriageDuty | null): boolean =>
  duty === 's13-4' || isRequiredByAny(asked)

/** What another council decides, or what was decided on the other referral, is theirs to give reasons for. */
const decidedElsewhere: readonly string[] = [
  'REDIRECT_OTHER_LSSA',
  'DUPLICATE_LINKED',
  'WITHDRAWN_BY_REFERRER',
] satisfies readonly TriageOutcome[]

/** Whether the reasons for how a referral was closed are somebody else’s to give, or nobody’s. @example isDecidedElsewhere('REDIRECT_OTHER_LSSA') // true */
export const isDecidedElsewhere = (closedAs: string): boolean => decidedElsewhere.includes(closedAs)

const reasonsDue = (now: Instant): TaskToMake => ({
  kind: 's13-4-reasons',
  dueAt: endOfDay(addWorkingDays(londonDayOf(now), REASONS_WORKING_DAYS)),
})

/**
 * What a triage decision leaves to be done. A "no" to a nearest relative's request, also one that only signposts or advises, is owed
 * in writing (MHA 1983 s.13(4)).
 *
 * @example tasksAfterTriage({ request: 's13-4', source: 'NEAREST_RELATIVE_13_4' }, { outcome: 'SIGNPOSTED', duty: 's13-4' }, now)
 */
export function tasksAfterTriage(
  asked: AskedAltogether,
  { outcome, duty }: { readonly outcome: TriageOutcome; readonly duty: TriageDuty },
  now: Instant,
): readonly TaskToMake[] {
  const no = triageLeadsTo[outcome] === 'closed' && !isDecidedElsewhere(outcome)
  return no && isRelativesRequest(asked, duty) ? [reasonsDue(now)] : []
}

/** Outcomes of an assessment that are an application by the AMHP. */
const applications = ['DETAINED_S2', 'DETAINED_S3', 'DETAINED_S4', 'GUARDIANSHIP_APPLICATION']
/** Outcomes after which it goes on: whether there will be an application is not decided yet. */
const undecided = ['NOT_COMPLETED', 'APPLICATION_NOT_MADE_NO_BED']

/** Whether an outcome is an application by the AMHP. @example isApplication('DETAINED_S2') // true */
export const isApplication = (outcome: string): boolean => applications.includes(outcome)

/** Why a task is over that nobody did: an application was made, so that no reasons against one are owed. */
export const APPLICATION_MADE = 'An application was made, so that no reasons are owed'

/**
 * What the outcome of an assessment leaves to be done: reasons for the nearest relative when it was decided that no application comes of
 * their request (MHA 1983 s.13(4)), and after a section 2 the look at whether another application is needed, wherever the person is by
 * then. After a section 4 the second recommendation. An assessment that goes on decides nothing yet.
 *
 * @param duty the duty that the standing triage decision names; `null` where there is none
 * @param outcome a code of the list of outcomes
 * @example tasksAfterOutcome({ request: 'mhaa', source: 'GP' }, 's13-4', 'NOT_DETAINED_NFA', now)[0]?.kind // 's13-4-reasons'
 */
export function tasksAfterOutcome(
  asked: AskedAltogether,
  duty: TriageDuty | null,
  outcome: string,
  now: Instant,
): readonly TaskToMake[] {
  const noApplication = isRelativesRequest(asked, duty) && !isApplication(outcome) && !undecided.includes(outcome)
  return [
    ...(noApplication ? [reasonsDue(now)] : []),
    ...(outcome === 'DETAINED_S2'
      ? [{ kind: 's13-1b-follow-on', dueAt: endOfDay(addDays(londonDayOf(now), FOLLOW_ON_DAYS - 1)) } as const]
      : []),
    ...(outcome === 'DETAINED_S4' ? [taskOfSection4(null, now)] : []),
  ]
}

/**
 * What every section 4 leaves to be done, however it came on the record: the second recommendation (MHA 1983 s.4(4)). Where nobody knows
 * the admission yet, counted from now: it cannot be asked too late then, for the admission is later than the application.
 *
 * @example taskOfSection4(admittedAt, now) // { kind: 's4-4-second', dueAt: 48 hours after the admission }
 */
export const taskOfSection4 = (startedAt: Instant | null, now: Instant): TaskToMake => ({
  kind: 's4-4-second',
  dueAt: addHours(startedAt ?? now, SECOND_AFTER_HOURS),
})
