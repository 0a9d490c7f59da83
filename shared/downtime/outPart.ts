import { fullName } from '../referrals/personWords.ts'
import { referralNumber } from '../referrals/referral.ts'
import type { HelpHow } from '../safety/ladder.ts'
import type { Instant } from '../time/instant.ts'
import { formatInstant } from '../time/london.ts'
import { piece, type Html } from './html.ts'
import type { PackFacts } from './pack.ts'

/** Somebody over whom the hub watches: out on a job, on the way home, or whoever called for help. */
export interface PackWatch {
  readonly name: string
  readonly phone: string
  /** The referral they are out on; `null` for none, and for one that is restricted. */
  readonly number: number | null
  readonly backBy: Instant
  readonly seenAt: Instant
  readonly helpAt: Instant | null
  readonly helpHow: HelpHow | null
  readonly handedToName: string | null
}

interface Out {
  readonly name: string
  readonly phone: string
  readonly where: Html | string
  readonly heard: string
  readonly backBy: string
  readonly helped: string
}

/**
 * Who is out, and how each is looked for while the hub is down: whoever it watches over, on restricted work too, and whoever has set off.
 * Below stands who has work and has not set off.
 */
export function outPart(facts: PackFacts): Html {
  const people = [...facts.watches.map((watch) => watched(watch, facts)), ...unwatched(facts)]
  const waiting = notSetOff(facts)
  return piece`<section>
    <h2>Who is out</h2>
    ${people.length === 0 ? piece`<p>Nobody.</p>` : table(people)}
    ${waiting === '' ? null : piece`<p><b>Have work and had not set off:</b> ${waiting}.</p>`}
  </section>`
}

const table = (people: readonly Out[]): Html =>
  piece`<table>
    <thead>
      <tr>
        <th>AMHP</th>
        <th>Telephone</th>
        <th>Where</th>
        <th>Last heard of</th>
        <th>Back by</th>
        <th>Safe? Time, initials</th>
      </tr>
    </thead>
    <tbody>
      ${people.map(
        ({ name, phone, where, heard, backBy, helped }) =>
          piece`<tr${helped === '' ? null : piece` class="urgent"`}>
            <td>${name}${helped === '' ? null : piece`<br /><b>${helped}</b>`}</td>
            <td>${phone}</td>
            <td>${where}</td>
            <td>${heard}</td>
            <td>${backBy}</td>
            <td class="write"></td>
          </tr>`,
      )}
    </tbody>
  </table>`

function watched(watch: PackWatch, facts: PackFacts): Out {
  const { name, phone, seenAt, backBy, handedToName } = watch
  const handed = handedToName === null ? '' : `, handed to ${handedToName}`
  return {
    name,
    phone,
    where: whereOf(watch, facts),
    heard: formatInstant(seenAt),
    backBy: `${formatInstant(backBy)}${handed}`,
    helped: helpWords(watch),
  }
}

function helpWords({ helpAt, helpHow }: PackWatch): string {
  if (helpAt === null) return ''
  const at = formatInstant(helpAt)
  return helpHow === 'quiet'
    ? `Used the quiet word ${at}: do not ring their phone, ring the police`
    : `Called for help ${at}`
}

function whereOf({ number, name }: PackWatch, { open, closed }: PackFacts): Html | string {
  const known = open.find(({ row }) => row.number === number)?.row
  if (known) return piece`${known.place}<br />${referralNumber(known.number)}, ${fullName(known)}`
  const hidden = closed.find((row) => row.number === number || (number === null && row.withName === name))
  if (!hidden)
    return number === null ? 'On the way home, or not on a job' : `On the way home from ${referralNumber(number)}`
  return piece`${referralNumber(hidden.number)}, restricted<br />Ring ${hidden.guardianName}, ${hidden.guardianPhone}`
}

/** Who has set off and is watched over by nobody. */
const unwatched = ({ open, watches }: PackFacts): readonly Out[] =>
  open.flatMap(({ row }) => {
    const job = row.allocation
    const setOffAt = job?.setOffAt ?? null
    if (job === null || setOffAt === null || watches.some(({ name }) => name === job.personName)) return []
    const where = piece`${row.place}<br />${referralNumber(row.number)}, ${fullName(row)}`
    const heard = formatInstant(job.arrivedAt ?? setOffAt)
    return [{ name: job.personName, phone: job.personPhone, where, heard, backBy: 'Not said', helped: '' }]
  })

const notSetOff = ({ open, closed, watches }: PackFacts): string =>
  [
    ...open.flatMap(({ row }) =>
      row.allocation === null || row.allocation.setOffAt !== null
        ? []
        : [`${row.allocation.personName}, ${row.allocation.personPhone} (${referralNumber(row.number)})`],
    ),
    ...closed.flatMap(({ withName, number }) =>
      withName === null || watches.some(({ name }) => name === withName)
        ? []
        : [`${withName} (${referralNumber(number)}, restricted)`],
    ),
  ].join('; ')
