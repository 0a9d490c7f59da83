import { clockRules, powerNames } from '#shared/referrals/clockRules.ts'
import { act2025, commencementsCheckedOn } from '#shared/referrals/law/commencements.ts'
import { limitFamilies } from '#shared/referrals/law/limitKinds.ts'
import { limitRules, type LimitRule } from '#shared/referrals/law/limitRules.ts'
import type { RuleOfLaw } from '#shared/referrals/law/rule.ts'
import { formatDate } from '#shared/time/london.ts'
import { formatMinutes } from '#shared/time/minutes.ts'

const plural = (count: number, thing: string): string => `${count} ${thing}${count === 1 ? '' : 's'}`

/** How a rule counts, in words. @example modeWords(rule) // '14 days beginning with' */
function modeWords({ mode, quantity, ...rule }: RuleOfLaw): string {
  const periods = 'periods' in rule && Array.isArray(rule.periods) ? (rule.periods as readonly number[]) : []
  switch (mode) {
    case null:
      return 'no number in law'
    case 'elapsed-hours':
      return `${plural(quantity, 'hour')}, as they pass`
    case 'days-beginning-with':
      return `${plural(quantity, 'day')} beginning with`
    case 'days-ending-with':
      return `${plural(quantity, 'day')} ending with the application`
    case 'clear-days-between':
      return `at most ${plural(quantity, 'clear day')} between`
    case 'months-beginning-with':
      return periods.length > 0
        ? `${periods.join(', then ')} months beginning with, the last again and again`
        : `${plural(quantity, 'month')} beginning with`
  }
}

const warnWords = ({ warnAt }: RuleOfLaw): string =>
  warnAt.length === 0
    ? '–'
    : warnAt
        .map((minutes) => (minutes % 1440 === 0 && minutes > 1440 ? `${minutes / 1440} days` : formatMinutes(minutes)))
        .join(', ')

const localWords = ({ localTarget, heldBy, lookAgainAfterDays }: LimitRule): string =>
  [
    localTarget &&
      `local target: ${localTarget.quantity} ${localTarget.mode === 'working-days' ? 'working days' : 'hours'}`,
    heldBy && 'held open while the county court decides (section 29(4))',
    lookAgainAfterDays && `prudent: look again from day ${lookAgainAfterDays + 1}`,
  ]
    .filter(Boolean)
    .join('; ')

const cell = (text: string): string => text.replaceAll('|', '\\|')

function row(rule: RuleOfLaw, name: string, more: string): string {
  const dates = `${formatDate(rule.effectiveFrom)}${rule.effectiveTo ? ` to ${formatDate(rule.effectiveTo)}` : ''}`
  const note = [rule.note, more].filter(Boolean).join(' ')
  const cells = [
    name,
    `[${rule.provision}](${rule.citation})`,
    rule.trigger,
    modeWords(rule),
    warnWords(rule),
    rule.owner === 'hub' ? 'hub' : 'partner, shown',
    rule.verified ? 'yes' : '**not yet**',
    dates,
    note,
  ]
  return `| ${cells.map(cell).join(' | ')} |`
}

const head = [
  '| clock | provision | counts from | how | warns before | whose | checked word for word | in force | note |',
  '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
]

/** The page of clocks, from the tables that the hub counts by. */
export function clocksPage(): string {
  const powers = clockRules.map((rule) =>
    row(
      rule,
      powerNames[rule.kind].full,
      rule.extension === null
        ? ''
        : `Up to ${formatMinutes(rule.extension.maxMinutes)} more under ${rule.extension.provision}, by the doctor responsible for the examination, before the end, for the person’s condition only.`,
    ),
  )
  const limits = limitRules.map((rule) => row(rule, limitFamilies[rule.kind].full, localWords(rule)))
  const parts = Object.values(act2025).map(({ provision, citation, what, begins }) => {
    // The table is a constant today; what it will hold tomorrow is a day.
    const from = begins as string | null
    return `| [${provision}](${citation}) | ${what} | ${from ?? 'not yet'} |`
  })
  return `# The law’s clocks

Written by \`npm run clocks\` from the tables that the hub counts by (\`shared/referrals/clockRules.ts\`, \`shared/referrals/law/\`); a test
holds it equal to them. Nothing here is legal advice. A row says **not yet** until somebody has compared it, word for word, with
legislation.gov.uk.

- **Hours** pass on the UTC line: 24 hours are 24 hours on the nights when the clocks change. No case has settled that reading, so the
  record gives the cautious time too.
- **Days beginning with** a day: that day is day 1, and the period ends at London’s midnight after the last. **Days ending with** a day:
  the last day whose period still holds the first one. **Clear days**: whole days strictly between. **Months**: to the day before the same
  date, or the last day of a month that has no such date. Weekends and bank holidays count in all of these.
- **No number in law** (“as soon as practicable”): the service’s own target, drawn dashed and named local; working days leave out
  weekends and the bank holidays of England and Wales (\`shared/time/bankHolidays.ts\`).
- The rule **in force when the clock started** applies, through every renewal, unless a later row says that it takes over what runs.
- A start that nobody has recorded is shown as that, never hidden. A correction is a new row; the earlier one stays to be seen.
- **One detention has one time.** A power that is recorded in the time of one of its kind that was ended (a move to another place of
  safety) asks which it is: the same detention, which goes on from its first start, or another one; sections 136 and 136 “kept” are one kind here, and so are the two of 135. The start of one that has ended is
  corrected where it stands, and its end stays.
- **A power beside one that it does not follow** asks for a reason, and is recorded with one: a section 5(4) or 136 in the time of a
  running section 5(2), say. A section 5(4) told of in the time of a running section 5(2) or 4, or a recall, and a section 5(2) in that of
  a section 4 or a recall, gives no authority of its own: the board, the alarms and the holds go by the power that held the person
  already, and the record says so. Of any other two the one that runs out first is shown.
- **Section 5(2) after 5(4)** counts from the nurse’s record where the report came within the nurse’s six hours, whichever of the two was
  told first: the hub does that by itself, says so before it is recorded, keeps the time of the report on the record, and ends the nurse’s
  power with it. Where the six hours were over before the report, they ended it, and the report stands by itself.
- **Section 4** runs on when the assessment ends with it and the referral is closed. Where nobody has told the admission its clock stands
  as “start not recorded”, and the second recommendation is a task after 48 hours.
- A limit warns and is recorded. It never keeps an AMHP from doing anything.

## Powers

${[...head, ...powers].join('\n')}

## Other limits

${[...head, ...limits].join('\n')}

## The Mental Health Act 2025

Looked up on ${formatDate(commencementsCheckedOn)}. Setting a day in \`shared/referrals/law/commencements.ts\` is all that a commencement takes.

| part | what it changes | begins |
| --- | --- | --- |
${parts.join('\n')}

## How it is proved

- \`tests/rules/clockProof.test.ts\`: against a second reading of the Acts, written without a line of the product
  (\`tests/rules/naiveClocks.ts\`), from every quarter hour of the 72 hours around each of the 22 changes of the clocks from 2026 to 2036,
  from each day of those years, and from random moments of a century (the seed is printed).
- \`tests/flows/clocksAgree.test.ts\`: the same starts against PostgreSQL’s calendar and its table of time zones.
- \`shared/time/counting.test.ts\`, \`shared/referrals/law/limits.test.ts\`: worked vectors, month ends, leap days, both changes.
`
}
