import type { HandoverFacts } from '../handover/contract.ts'
import { itemLines } from '../handover/itemLines.ts'
import { paperClocks } from '../handover/paperClocks.ts'
import { compareByLimit } from '../referrals/clocks.ts'
import type { Counted } from '../referrals/law/boardLimit.ts'
import { fullName } from '../referrals/personWords.ts'
import { referralNumber } from '../referrals/referral.ts'
import { stateNames } from '../referrals/stateWords.ts'
import type { ClosedRow } from '../restricted/contract.ts'
import { addMinutes, type Instant } from '../time/instant.ts'
import { clockTimeOf, formatDay, formatInstant, londonDayOf } from '../time/london.ts'
import { PACK_MINUTES } from './contract.ts'
import { piece, type Html } from './html.ts'
import { outPart, type PackWatch } from './outPart.ts'
import { PACK_STYLE } from './packStyle.ts'

/** Everything that a copy for an outage holds. */
export interface PackFacts {
  readonly madeAt: Instant
  /** Whoever took it; `null` when the server wrote it by itself. */
  readonly madeByName: string | null
  readonly serviceName: string
  readonly hubPhone: string
  readonly outOfHoursName: string
  readonly outOfHoursPhone: string
  readonly open: readonly HandoverFacts[]
  /** Restricted records: only their clock, and whom to ring. */
  readonly closed: readonly ClosedRow[]
  /** Whom the hub looks for: calls for help first, then whoever was to be back first. */
  readonly watches: readonly PackWatch[]
  readonly shifts: readonly {
    readonly name: string
    readonly phone: string
    readonly role: string
    readonly startsAt: Instant
    readonly endsAt: Instant
  }[]
  readonly places: readonly { readonly name: string; readonly phone: string; readonly address: string }[]
}

/** Its name says when it was made, and never whom it is about. @example packName(at) // 'duty-hub-downtime-2026-11-12-1645.html' */
export const packName = (madeAt: Instant): string =>
  `duty-hub-downtime-${londonDayOf(madeAt)}-${clockTimeOf(madeAt).replace(':', '')}.html`

/**
 * The page that a desk works from while the hub is down. It runs nothing and asks for nothing, so it opens anywhere and prints on A4:
 * its own time in large letters, the law's clocks, every open referral, who is out, who is on, telephones, and rows to write on.
 *
 * @example packPage(facts) // '<!doctype html>…'
 */
export function packPage(facts: PackFacts): string {
  const { madeAt } = facts
  const page = piece`<!doctype html>
    <html lang="en-GB">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="robots" content="noindex" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Duty Hub, copy of ${formatInstant(madeAt)}</title>
        <style>
          ${{ html: PACK_STYLE }}
        </style>
      </head>
      <body>
        ${head(facts)}
        <main>
          ${clocks(facts)} ${referrals(facts)} ${outPart(facts)} ${shifts(facts)} ${telephones(facts)} ${toWrite()}
        </main>
      </body>
    </html>`
  return page.html
}

const head = ({ madeAt, madeByName, serviceName, open, closed, hubPhone }: PackFacts): Html =>
  piece`<header>
    <p class="time">${clockTimeOf(madeAt)}</p>
    <p class="day">${formatDay(londonDayOf(madeAt))}</p>
    <h1>${serviceName}: as it stood then</h1>
    <p>
      ${open.length + closed.length} open.
      ${madeByName === null ? 'Written by the hub itself' : `Taken by ${madeByName}`}. Made every ${PACK_MINUTES}
      minutes: if it is later than <b>${clockTimeOf(addMinutes(madeAt, PACK_MINUTES))}</b>, the hub was down or this is
      not the latest copy. Ring round before you allocate. The law’s clocks below run on. The hub: <b>${hubPhone}</b>.
    </p>
    <p class="small">
      It holds people’s health data: keep it in your hands or locked away, and destroy it as confidential waste when the
      hub is back.
    </p>
  </header>`

interface Running extends Counted {
  readonly number: number
  readonly who: string
  readonly where: string
  readonly withWhom: string
}

function clocks({ open, closed, madeAt }: PackFacts): Html {
  const all: readonly Running[] = [
    ...open.map(({ row }) => ({
      number: row.number,
      who: fullName(row),
      where: row.place,
      withWhom: row.allocation === null ? 'Nobody' : `${row.allocation.personName}, ${row.allocation.personPhone}`,
      powers: row.powers,
      limits: row.limits,
    })),
    ...closed.map((row) => ({
      number: row.number,
      who: 'Restricted',
      where: `Ring ${row.guardianName}, ${row.guardianPhone}`,
      withWhom: row.withName ?? 'Nobody',
      powers: row.powers,
      limits: row.limits,
    })),
  ]
  const running = all
    .flatMap((one) => paperClocks(one, madeAt).map((clock) => ({ one, clock })))
    .filter(({ clock }) => !clock.isLocal)
    .toSorted((a, b) => compareByLimit(a.clock.standing, b.clock.standing))
  return piece`<section>
    <h2>Legal clocks</h2>
    ${
      running.length === 0
        ? piece`<p>No legal clock was running.</p>`
        : piece`<table>
            <thead>
              <tr>
                <th>Ends</th>
                <th>What</th>
                <th>Who</th>
                <th>Where</th>
                <th>AMHP</th>
                <th>What was done, when, by whom</th>
              </tr>
            </thead>
            <tbody>
              ${running.map(
                ({ one, clock }) =>
                  piece`<tr${clock.urgent ? piece` class="urgent"` : null}><td><b>${clock.ends}</b>${
                    clock.left === '' ? null : piece`<br>${clock.left} at ${clockTimeOf(madeAt)}`
                  }</td><td>${clock.what}</td><td>${one.who}<br>${referralNumber(one.number)}</td><td>${one.where}</td><td>${one.withWhom}</td><td class="write"></td></tr>`,
              )}
            </tbody>
          </table>`
    }
  </section>`
}

const referrals = ({ open, closed, madeAt }: PackFacts): Html =>
  piece`<section>
    <h2>Open referrals</h2>
    ${open.map(
      (facts) =>
        piece`<article>
          <h3>
            ${fullName(facts.row)}
            <small>${referralNumber(facts.row.number)} · ${stateNames[facts.row.state]} · ${facts.row.area}</small>
          </h3>
          <dl>
            ${itemLines(facts, madeAt).map(
              ({ name, text, urgent }) =>
                piece`<div${urgent ? piece` class="urgent"` : null}><dt>${name}</dt><dd>${text}</dd></div>`,
            )}
          </dl>
          <p class="write">Since then:</p>
        </article>`,
    )}${closed.map(
      (row) =>
        piece`<article>
          <h3>Restricted <small>${referralNumber(row.number)} · ${stateNames[row.state]}</small></h3>
          <p>Ring ${row.guardianName}, ${row.guardianPhone}, before anybody acts.</p>
        </article>`,
    )}
  </section>`

const shifts = ({ shifts: all }: PackFacts): Html =>
  piece`<section>
    <h2>Who is on, and comes on next</h2>
    <table>
      <thead>
        <tr>
          <th>From</th>
          <th>To</th>
          <th>Who</th>
          <th>As</th>
          <th>Telephone</th>
        </tr>
      </thead>
      <tbody>
        ${all.map(
          ({ name, phone, role, startsAt, endsAt }) =>
            piece`<tr>
              <td>${formatInstant(startsAt)}</td>
              <td>${formatInstant(endsAt)}</td>
              <td>${name}</td>
              <td>${role}</td>
              <td>${phone}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`

const telephones = ({ hubPhone, outOfHoursName, outOfHoursPhone, places }: PackFacts): Html =>
  piece`<section>
    <h2>Telephones</h2>
    <table>
      <tbody>
        <tr>
          <td>The hub</td>
          <td>${hubPhone}</td>
          <td></td>
        </tr>
        <tr>
          <td>${outOfHoursName}</td>
          <td>${outOfHoursPhone}</td>
          <td></td>
        </tr>
        ${places.map(
          ({ name, phone, address }) =>
            piece`<tr>
              <td>${name}</td>
              <td>${phone}</td>
              <td>${address}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`

const NEW_CALLS = Array.from({ length: 8 }, (_, at) => at)

/** Calls go on coming: what must be asked, so that they can be typed in afterwards with their true times. */
const toWrite = (): Html =>
  piece`<section class="page">
    <h2>Calls that come in meanwhile</h2>
    <p>Type them in when the hub is back, each with the time at which it came in.</p>
    <table class="calls">
      <thead>
        <tr>
          <th>Came in</th>
          <th>Caller, telephone</th>
          <th>Person, birth or age</th>
          <th>Where now</th>
          <th>What is asked, what is happening</th>
          <th>Clock: which, since when, who says so</th>
          <th>Decided, by whom, given to</th>
        </tr>
      </thead>
      <tbody>
        ${NEW_CALLS.map(
          () =>
            piece`<tr>
              <td></td>
              <td></td>
              <td></td>
              <td></td>
              <td></td>
              <td></td>
              <td></td>
            </tr>`,
        )}
      </tbody>
    </table>
  </section>`
