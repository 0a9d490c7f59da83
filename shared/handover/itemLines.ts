import { upToFive } from '../allocations/likelyFinish.ts'
import { openWaits, waitFacts } from '../allocations/waits.ts'
import type { AllocationRow } from '../allocations/contract.ts'
import { arrangementNames, arrangementStateNames } from '../referrals/arrangementWords.ts'
import { powerNames } from '../referrals/clockRules.ts'
import { clockOf, compareByLimit } from '../referrals/clocks.ts'
import { requests, riskAnswers, sources } from '../referrals/referral.ts'
import { triageOutcomes } from '../referrals/triage.ts'
import type { Instant } from '../time/instant.ts'
import { formatInstant } from '../time/london.ts'
import type { HandoverFacts } from './contract.ts'

/** One fact on paper: what it is, and what it says. Times carry their day: nobody knows when paper is read. */
export interface PaperLine {
  readonly name: string
  readonly text: string
  readonly urgent: boolean
}

const line = (name: string, text: string, urgent = false): readonly PaperLine[] =>
  text.trim() === '' ? [] : [{ name, text, urgent }]

/**
 * What is known of one open referral, for a sheet of paper or for whoever takes over: the law's clocks first.
 *
 * @param at the moment at which it was so; every clock is worked out for it
 * @example itemLines(facts, at)[0] // { name: 'Limit', text: 'Section 136 ends Thu 12 November 18:32', urgent: true }
 */
export function itemLines({ row, decision, seenBy }: HandoverFacts, at: Instant): readonly PaperLine[] {
  const caller = row.callerName === '' ? sources[row.source] : `${sources[row.source]}, ${row.callerName}`
  const risk = row.riskToStaff === 'none-known' ? '' : riskAnswers[row.riskToStaff]
  return [
    ...clocks(row.powers, at),
    ...line(
      'Assess by',
      row.assessBy === null ? '' : formatInstant(row.assessBy),
      row.assessBy !== null && row.assessBy <= at,
    ),
    ...line('Look again', row.reviewAt === null || row.state !== 'to-triage' ? '' : formatInstant(row.reviewAt)),
    ...line('Where', row.place),
    ...line('Asked for', `${requests[row.request]}. ${caller}, ${formatInstant(row.receivedAt)}`),
    ...line(
      'Decision',
      decision === null
        ? 'Not triaged yet'
        : `${triageOutcomes[decision.outcome]}. ${decision.byName}, ${formatInstant(decision.at)}`,
    ),
    ...line('Why now', decision?.whyNow ?? ''),
    ...line('Risk', [risk, decision?.risk ?? ''].filter(Boolean).join('. '), row.riskToStaff === 'yes'),
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
  ]
}

const clocks = (powers: HandoverFacts['row']['powers'], at: Instant): readonly PaperLine[] =>
  powers
    .map((power) => clockOf(power, at))
    .toSorted(compareByLimit)
    .flatMap(({ kind, limitAt, state }) => {
      const { full } = powerNames[kind]
      if (limitAt === null) return line('Limit', `${full}: START NOT RECORDED`, true)
      const over = limitAt <= at
      return line('Limit', `${full} ${over ? 'ENDED' : 'ends'} ${formatInstant(limitAt)}`, over || state === 'soon')
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
