import { upToFive } from '../allocations/likelyFinish.ts'
import { openWaits, waitFacts } from '../allocations/waits.ts'
import type { AllocationRow } from '../allocations/contract.ts'
import { arrangementNames, arrangementStateNames } from '../referrals/arrangementWords.ts'
import { powerFor } from '../referrals/law/boardLimit.ts'
import { requests, riskAnswers, sources } from '../referrals/referral.ts'
import { triageOutcomes } from '../referrals/triage.ts'
import { agencies } from '../referrals/triaging/asks.ts'
import { holdNow } from '../referrals/triaging/holds.ts'
import type { Instant } from '../time/instant.ts'
import { clockTimeOf, formatInstant } from '../time/london.ts'
import type { HandoverFacts } from './contract.ts'
import { paperClocks } from './paperClocks.ts'
import { saidOnce } from './saidOnce.ts'

/** One fact on paper: what it is, and what it says. Times carry their day: nobody knows when paper is read. */
export interface PaperLine {
  readonly name: string
  readonly text: string
  readonly urgent: boolean
}

const line = (name: string, text: string, urgent = false): readonly PaperLine[] =>
  text.trim() === '' ? [] : [{ name, text, urgent }]

/**
 * What is known of one open referral, for a sheet of paper or for whoever takes over: every limit of the law first, the one that presses most at
 * the top, then until when it is held, and what agencies still owe.
 *
 * @param at the moment at which it was so; every clock is worked out for it
 * @example itemLines(facts, at)[0] // { name: 'Limit', text: 'Section 136 ends Thu 12 November 18:32, 1h 45m left at 16:47', urgent: true }
 */
export function itemLines({ row, decision, seenBy, asks, told }: HandoverFacts, at: Instant): readonly PaperLine[] {
  const caller = row.callerName === '' ? sources[row.source] : `${sources[row.source]}, ${row.callerName}`
  const risk = row.riskToStaff === 'none-known' ? '' : riskAnswers[row.riskToStaff]
  return [
    ...clocks(row, at),
    ...held(row, at),
    ...line(
      'Assess by',
      row.assessBy === null ? '' : formatInstant(row.assessBy),
      row.assessBy !== null && row.assessBy <= at,
    ),
    ...line('Look again', row.reviewAt === null || row.state !== 'to-triage' ? '' : formatInstant(row.reviewAt)),
    ...line('Where', row.place),
    ...line('Home', told === undefined || told.homeAddress === row.place ? '' : told.homeAddress),
    ...line('Asked for', `${requests[row.request]}. ${caller}, ${formatInstant(row.receivedAt)}`),
    ...line('Call back', told?.callerPhone ?? ''),
    ...line('What is happening', told?.happening ?? ''),
    ...line(
      'Decision',
      decision === null
        ? 'Not triaged yet'
        : `${triageOutcomes[decision.outcome]}. ${decision.byName}, ${formatInstant(decision.at)}`,
    ),
    ...line('Why now', decision?.whyNow ?? ''),
    ...line('Risk', saidOnce([risk, told?.riskDetail ?? '', decision?.risk ?? '']), row.riskToStaff === 'yes'),
    ...line('Nearest relative', told?.nearestRelative ?? ''),
    ...line('Asks for', [row.asksFor, row.interpreter].filter(Boolean).join(', ')),
    ...line('AMHP', row.allocation === null ? '' : amhpWords(row.allocation)),
    ...line(
      'Likely finish',
      row.likelyFinish === null
        ? ''
        : `${formatInstant(upToFive(row.likelyFinish.likelyAt))}, 8 in 10 by ${formatInstant(upToFive(row.likelyFinish.eightInTenBy))}`,
    ),
    ...line('Has seen the person', seenBy.map(({ name, at: since }) => `${name}, ${formatInstant(since)}`).join('; ')),
    ...line('Being arranged', arranged(row)),
    ...owed(asks, at),
  ]
}

const clocks = (row: HandoverFacts['row'], at: Instant): readonly PaperLine[] =>
  paperClocks(row, at).flatMap(({ what, ends, left, isLocal, urgent }) => {
    const said = /^ends /i.test(ends) ? `${what} ${ends}` : `${what}: ${ends}`
    const far = left === '' ? '' : `, ${left} at ${clockTimeOf(at)}`
    return line(isLocal ? 'Local target' : 'Limit', `${said}${far}`, urgent)
  })

/** Held: until when and by whom. From then on, and at the limit of a power, it comes back by itself. */
function held(row: HandoverFacts['row'], at: Instant): readonly PaperLine[] {
  const until = row.hold && holdNow({ ...row.hold, endedAt: null }, powerFor(row, at)?.limitAt ?? null, at)
  return until ? line('Held until', `${formatInstant(until)}, by ${row.hold.byName}`) : []
}

/** What was asked of an agency and has not come, what is overdue first. */
const owed = (asks: HandoverFacts['asks'], at: Instant): readonly PaperLine[] =>
  asks
    .toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : a.dueAt > b.dueAt ? 1 : 0))
    .flatMap(({ agency, ofWhom, what, dueAt }) => {
      const late = dueAt <= at
      const whom = [agencies[agency], ofWhom].filter(Boolean).join(', ')
      const by = late ? `was due ${formatInstant(dueAt)}` : `by ${formatInstant(dueAt)}`
      return line(late ? 'Overdue' : 'To come', `${whom}: ${what}, ${by}`, late)
    })

/** The last thing that an AMHP did, with its time, and how to reach them. @example amhpWords(row) // 'Priya Nair, 01632 960 117: with the person since …' */
export function amhpWords(allocation: AllocationRow): string {
  const { personName, personPhone, acceptedAt, setOffAt, arrivedAt, outcomeAt, openedAt, shiftEndsAt } = allocation
  const did: readonly (readonly [Instant | null, string])[] = [
    [outcomeAt, 'outcome recorded'],
    [arrivedAt, 'with the person since'],
    [setOffAt, 'set off'],
    [acceptedAt, 'accepted'],
    [openedAt, 'opened, not accepted'],
  ]
  const [when, what] = did.find(([time]) => time !== null) ?? [allocation.allocatedAt, 'given to them, not opened']
  const waits = openWaits(allocation.waits).map(
    ({ kind, startedAt }) => `${waitFacts[kind].words.toLowerCase()} since ${formatInstant(startedAt)}`,
  )
  const shift = shiftEndsAt === null ? [] : [`shift ends ${formatInstant(shiftEndsAt)}`]
  const who = personPhone === '' ? personName : `${personName}, ${personPhone}`
  return `${who}: ${[`${what} ${formatInstant(when ?? allocation.allocatedAt)}`, ...waits, ...shift].join('; ')}`
}

const arranged = ({ arrangements }: HandoverFacts['row']): string =>
  arrangements
    .filter(({ state }) => state !== 'not-needed')
    .map(({ kind, state, note }) =>
      [`${arrangementNames[kind]}: ${arrangementStateNames[state].toLowerCase()}`, note].filter(Boolean).join(', '),
    )
    .join('; ')
