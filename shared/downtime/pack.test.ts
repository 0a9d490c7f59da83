import { describe, expect, it } from 'vitest'
import type { HandoverFacts } from '../handover/contract.ts'
import { addHours, addMinutes, instant } from '../time/instant.ts'
import { escaped, piece } from './html.ts'
import { packName, packPage, type PackFacts } from './pack.ts'

const madeAt = instant('2026-11-12T16:45:00Z')
const row = {
  id: 'r1',
  number: 2424,
  state: 'to-allocate',
  lastName: '<script>alert(1)</script>',
  firstName: 'Marta "Max" O’Brien & Sons',
  place: 'Kelsham <img src=x onerror=alert(1)>',
  area: 'Kelsham',
  receivedAt: addHours(madeAt, -3),
  assessBy: addMinutes(madeAt, -5),
  reviewAt: null,
  source: 'GP',
  callerName: "Dr O'Neil",
  request: 's136',
  riskToStaff: 'yes',
  asksFor: 'Asks for a woman AMHP',
  interpreter: 'Swedish',
  powers: [
    { id: 'p', kind: 's136', startedAt: addHours(madeAt, -22), startSource: '', extension: null, endedAt: null },
    { id: 'q', kind: 's5-2', startedAt: null, startSource: '', extension: null, endedAt: null },
  ],
  limits: [
    { id: 'm', kind: 's6-1-a', startedAt: instant('2026-10-25T00:00:00Z') },
    { id: 'n', kind: 's4-5', startedAt: addHours(madeAt, -4) },
    { id: 'o', kind: 's13-4', startedAt: instant('2026-11-11T00:00:00Z') },
  ],
  hold: { until: addHours(madeAt, 1), byName: 'Amir <b>Shah</b>' },
  arrangements: [{ kind: 'bed', state: 'asked', note: 'Ward 3' }],
  allocation: null,
  likelyFinish: null,
  course: null,
} as unknown as HandoverFacts['row']

const asks: HandoverFacts['asks'] = [
  { agency: 'gp', ofWhom: 'Dr O’Neil', what: 'Summary', dueAt: addHours(madeAt, 2) },
  { agency: 'police', ofWhom: '', what: 'Custody <i>record</i>', dueAt: addHours(madeAt, -1) },
]

const facts: PackFacts = {
  madeAt,
  madeByName: 'Jo Marsh',
  serviceName: 'Westmarch AMHP service',
  hubPhone: '01632 960 001',
  outOfHoursName: 'Emergency Duty Team',
  outOfHoursPhone: '01632 960 002',
  open: [{ row, decision: null, seenBy: [{ name: 'Ewa Kowalska', at: addHours(madeAt, -1) }], asks }],
  closed: [
    {
      number: 2500,
      state: 'to-triage',
      receivedAt: madeAt,
      urgency: null,
      assessBy: null,
      withName: 'Tom Ellis',
      powers: [],
      limits: [{ kind: 's12-1', startedAt: null }],
      guardianName: 'Ada Obi',
      guardianPhone: '01632 960 055',
    },
  ],
  watches: [
    {
      name: 'Tom Ellis',
      phone: '07700 900 111',
      number: null,
      backBy: addHours(madeAt, 1),
      seenAt: addHours(madeAt, -1),
      helpAt: addMinutes(madeAt, -10),
      helpHow: 'quiet',
      handedToName: null,
    },
    {
      name: 'Ines <i>Duarte</i>',
      phone: '07700 900 112',
      number: null,
      backBy: addHours(madeAt, 1),
      seenAt: addHours(madeAt, -1),
      helpAt: null,
      helpHow: null,
      handedToName: 'Nia Rees',
    },
  ],
  shifts: [
    { name: 'Ewa Kowalska', phone: '01632 960 117', role: 'Duty', startsAt: madeAt, endsAt: addHours(madeAt, 8) },
  ],
  places: [{ name: 'St Aldhelm’s', phone: '01632 960 140', address: 'Kelsham' }],
}

describe('the copy for an outage', () => {
  const page = packPage(facts)

  it('runs nothing and asks for nothing, whatever was typed', () => {
    expect(page).not.toMatch(/<(?:script|img|link|iframe|object|embed|form|base|a)\b/i)
    expect(page).not.toMatch(/<[^>]*\b(?:src|href|on\w+)\s*=/i)
    expect(page).not.toMatch(/url\(|@import/i)
    expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(page).toContain("content=\"default-src 'none'; style-src 'unsafe-inline'\"")
  })

  it('has its own time first and large, and says until when it is the latest', () => {
    expect(page).toMatch(/<p class="time">16:45<\/p>\s*<p class="day">Thursday 12 November 2026<\/p>/)
    expect(page).toContain('later than <b>17:00</b>')
    expect(packName(madeAt)).toBe('duty-hub-downtime-2026-11-12-1645.html')
    expect(packPage({ ...facts, madeByName: null })).toContain('Written by the hub itself')
  })

  it('holds the clocks by limit, an unknown start too, the people, who is on and the telephones', () => {
    const order = ['START NOT RECORDED', 'Thu 12 November 18:45'].map((words) => page.indexOf(words))
    expect(order.every((place) => place > 0)).toBe(true)
    for (const words of [
      'Being arranged',
      'Bed: asked, Ward 3',
      'Has seen the person',
      'Ewa Kowalska, Thu 12 November 15:45',
      '01632 960 117',
      'Ring Ada Obi, 01632 960 055',
      'St Aldhelm’s',
      'Calls that come in meanwhile',
    ])
      expect(page).toContain(words)
  })

  it('says who is out, on restricted work and on the way home too, with how each is looked for', () => {
    const [, part = ''] = page.split('<h2>Who is out</h2>')
    const out = part.slice(0, part.indexOf('</section>')).replaceAll(/\s+/g, ' ')
    for (const words of [
      'Used the quiet word Thu 12 November 16:35: do not ring their phone, ring the police',
      'R-2500, restricted<br />Ring Ada Obi, 01632 960 055',
      'Ines &lt;i&gt;Duarte&lt;/i&gt;',
      'On the way home, or not on a job',
      'Thu 12 November 17:45, handed to Nia Rees',
    ])
      expect(out).toContain(words)
    expect(out).not.toContain('Nobody')
    expect(packPage({ ...facts, watches: [] }).replaceAll(/\s+/g, ' ')).toContain(
      '<p>Nobody.</p> <p><b>Have work and had not set off:</b> Tom Ellis (R-2500, restricted).</p>',
    )
  })

  it('holds every limit of the law beside the powers, with its end and what is left of it or that it has passed', () => {
    for (const words of [
      '<b>PASSED: admit by the end of Sat 7 November</b><br>4 days over at 16:45',
      '<b>ends Thu 12 November 18:45</b><br>2h left at 16:45',
      '<b>apply by Fri 13 November 12:45</b><br>20h left at 16:45',
      'Second examination, with no more than five days between</td><td>Restricted<br>R-2500',
      'Section 136 ends Thu 12 November 18:45, 2h left at 16:45',
      'Admission within 14 days of the last medical examination: PASSED: admit by the end of Sat 7 November, 4 days over at 16:45',
      '<dt>Local target</dt><dd>Written reasons for the relative who asked: reasons by the end of Wed 18 November, 6 days left at 16:45',
    ])
      expect(page).toContain(words)
    const [table] = page.split('<h2>Open referrals</h2>')
    expect(table).not.toContain('Written reasons')
  })

  it('holds until when a referral is put by, and what agencies owe, what is overdue first', () => {
    expect(page).toContain('<dt>Held until</dt><dd>Thu 12 November 17:45, by Amir &lt;b&gt;Shah&lt;/b&gt;')
    expect(page).toContain(
      '<dt>Overdue</dt><dd>Police: Custody &lt;i&gt;record&lt;/i&gt;, was due Thu 12 November 15:45',
    )
    expect(page).toContain('<dt>To come</dt><dd>GP, Dr O’Neil: Summary, by Thu 12 November 18:45')
    expect(page.indexOf('<dt>Overdue')).toBeLessThan(page.indexOf('<dt>To come'))
  })

  it('never names a day by "today", and says nothing of a restricted person', () => {
    expect(page).not.toMatch(/\btoday\b/i)
    expect(page).toContain('Restricted <small>R-2500')
  })
})

describe('a piece of a page', () => {
  it('escapes text and lets pieces of pages through, once', () => {
    const inner = piece`<b>${'<'}</b>`
    expect(piece`<td>${inner}${['&', null].map((one) => piece`<i>${one}</i>`)}${7}</td>`.html).toBe(
      '<td><b>&lt;</b><i>&amp;</i><i></i>7</td>',
    )
    expect(escaped(`'"`)).toBe('&#39;&quot;')
  })
})
