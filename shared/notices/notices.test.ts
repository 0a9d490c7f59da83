import { describe, expect, it } from 'vitest'
import { addHours, instant } from '../time/instant.ts'
import { clockTime, londonDay } from '../time/london.ts'
import { minutes } from '../time/minutes.ts'
import { LONGEST_SNOOZE_DAYS, quietUntil, usualChoices } from './choices.ts'
import { channels, factsOf, noticeKinds, type NoticeKind } from './kinds.ts'
import { isNamed, isPushAddress, mobileOf } from './reach.ts'
import { renewalsOn } from './renewals.ts'
import { isStale, nextCheckAt, nextTryAt, route, type Routing } from './route.ts'
import { textOf } from './text.ts'
import { tellsByItself, tellsOf } from './whom.ts'

/** Thursday 12 November 2026, 16:43. */
const NOW = instant('2026-11-12T16:43:00.000Z')
const NIGHT = instant('2026-11-12T23:30:00.000Z')
const kinds = Object.keys(noticeKinds) as NoticeKind[]
const asked = (changes: Partial<Routing>): Routing => ({
  kind: 'rota-changed',
  by: null,
  now: NOW,
  choices: usualChoices,
  onDuty: true,
  waitedForShift: false,
  nextShiftAt: null,
  office: { officeFrom: clockTime('09:00'), officeUntil: clockTime('17:00') },
  reach: channels,
  ...changes,
})
const night = { from: clockTime('22:00'), until: clockTime('07:00') }

describe('when and how somebody is told', () => {
  it('of a job, a check-in and a test: at once, whatever the hour, the snooze, the quiet hours and the rota say', () => {
    const choices = { ...usualChoices, quiet: night, snoozeUntil: addHours(NIGHT, 48) }
    for (const kind of kinds.filter((one) => factsOf(one).urgent && factsOf(one).offDuty === 'goes')) {
      const by = kind === 'test' ? channels : ['push', 'sms']
      expect(route(asked({ kind, now: NIGHT, onDuty: false, choices })), kind).toEqual({ do: 'send', by })
      expect(route(asked({ kind, now: NIGHT, onDuty: false, choices, reach: ['email'] })), kind).toEqual({
        do: 'send',
        by: ['email'],
      })
      expect(route(asked({ kind, reach: [] })), kind).toEqual({ do: 'fail' })
    }
  })

  it('of an alarm only on duty, but for a limit that has passed and one that a colleague passes on', () => {
    expect(route(asked({ kind: 'clock-alarm', onDuty: false }))).toEqual({ do: 'drop', because: 'off-duty' })
    expect(route(asked({ kind: 'alarm-for-you', onDuty: false }))).toEqual({ do: 'send', by: ['push', 'sms'] })
    expect(route(asked({ kind: 'clock-alarm' }))).toEqual({ do: 'send', by: ['push', 'sms'] })
  })

  it.each([
    ['in office hours: now', {}, { do: 'send', by: ['email', 'push'] }],
    ['at night: when the office opens', { now: NIGHT }, { do: 'wait', until: '2026-11-13T09:00:00.000Z' }],
    [
      'on Friday evening: on Monday',
      { now: instant('2026-11-13T19:00:00.000Z') },
      { do: 'wait', until: '2026-11-16T09:00:00.000Z' },
    ],
    [
      'snoozed until Saturday: on Monday',
      { choices: { ...usualChoices, snoozeUntil: instant('2026-11-14T12:00:00.000Z') } },
      { do: 'wait', until: '2026-11-16T09:00:00.000Z' },
    ],
    ['off duty: by e-mail, which makes no sound', { onDuty: false }, { do: 'send', by: ['email'] }],
    [
      'off duty and asked for: by every way',
      { onDuty: false, choices: { ...usualChoices, offDutyToo: true } },
      { do: 'send', by: ['email', 'push'] },
    ],
    [
      'off duty without e-mail: with the next shift',
      { onDuty: false, reach: ['push'], nextShiftAt: addHours(NOW, 40) },
      { do: 'wait', until: addHours(NOW, 40) },
    ],
    [
      'at night, having waited for this very shift: now',
      { now: NIGHT, reach: ['push'], waitedForShift: true },
      { do: 'send', by: ['push'] },
    ],
    [
      'having waited for a shift, in quiet hours: after them',
      { now: NIGHT, reach: ['push'], waitedForShift: true, choices: { ...usualChoices, quiet: night } },
      { do: 'wait', until: '2026-11-13T07:00:00.000Z' },
    ],
    [
      'off duty without e-mail or a shift: not at all',
      { onDuty: false, reach: ['push'] },
      { do: 'drop', because: 'off-duty' },
    ],
    ['not wanted: not at all', { choices: { ...usualChoices, otherBy: [] } }, { do: 'drop', because: 'not-wanted' }],
    ['not to be reached by what is wanted', { reach: ['sms'] }, { do: 'fail' }],
  ] as const)('of the rota, %s', (_, changes, expected) => {
    expect(route(asked(changes))).toEqual(expected)
  })

  it('of a shift that begins within a day: at night too, off duty too, after the quiet hours if that is early enough', () => {
    const soon = (by: string, changes: Partial<Routing> = {}) =>
      route(asked({ kind: 'rota-changed-soon', now: NIGHT, onDuty: false, by: instant(by), ...changes }))
    expect(soon('2026-11-13T08:00:00.000Z')).toEqual({ do: 'send', by: ['email', 'push'] })
    const choices = { ...usualChoices, quiet: night }
    expect(soon('2026-11-13T08:00:00.000Z', { choices })).toEqual({ do: 'wait', until: '2026-11-13T07:00:00.000Z' })
    expect(soon('2026-11-13T06:00:00.000Z', { choices })).toEqual({ do: 'send', by: ['email', 'push'] })
  })

  it('in quiet hours of London’s clock, on the nights of its changes too', () => {
    expect(quietUntil(night, NOW)).toBeNull()
    expect(quietUntil(night, NIGHT)).toBe('2026-11-13T07:00:00.000Z')
    expect(quietUntil(night, instant('2026-10-24T22:30:00.000Z'))).toBe('2026-10-25T07:00:00.000Z')
    expect(quietUntil(night, instant('2026-03-28T23:30:00.000Z'))).toBe('2026-03-29T06:00:00.000Z')
    expect(
      quietUntil({ from: clockTime('12:00'), until: clockTime('13:00') }, instant('2026-11-12T12:59:59.000Z')),
    ).toBe('2026-11-12T13:00:00.000Z')
    expect(quietUntil({ from: clockTime('12:00'), until: clockTime('12:00') }, NOW)).toBeNull()
    expect(LONGEST_SNOOZE_DAYS).toBe(28)
  })

  it('tries a job for less than five minutes and the rota for less than a day, and asks about neither for ever', () => {
    const spent = (kind: NoticeKind): number => {
      let at = NOW
      for (let tries = 1; ; tries += 1) {
        const next = nextTryAt(kind, tries, at)
        if (next === null) return (Date.parse(at) - Date.parse(NOW)) / 60_000
        at = next
      }
    }
    expect([spent('job-given'), spent('rota-changed')]).toEqual([4, 921])
    expect(nextCheckAt(0, NOW)).toBe('2026-11-12T16:44:00.000Z')
    expect(nextCheckAt(6, NOW)).toBeNull()
    expect([isStale('job-given', NOW, addHours(NOW, 7)), isStale('rota-changed', NOW, addHours(NOW, 7))]).toEqual([
      true,
      false,
    ])
  })
})

describe('what is said', () => {
  it('has no place for anybody: the same words each time, once each', () => {
    expect(textOf(['job-given'])).toEqual({
      title: 'Duty Hub',
      body: 'You have a new job. Open Duty Hub.',
      path: '/me',
    })
    expect(textOf(['rota-changed', 'claim-decided', 'rota-changed'])).toEqual({
      title: 'Duty Hub',
      body: 'Your rota has changed. A TOIL claim of yours has news. Open Duty Hub.',
      path: '/',
    })
    for (const kind of kinds) {
      // The one number in them is the hours of a day.
      expect(textOf([kind]).body.replace('24 hours', ''), kind).not.toMatch(/\d|[{}$]/)
      expect(textOf([kind]).body.length, 'one text message').toBeLessThan(120)
    }
  })
})

describe('whom an event tells', () => {
  it('the person with the job, both sides of a swap, whoever asked, and nobody of all else', () => {
    expect(tellsOf('referral-allocated')).toEqual([{ kind: 'job-given', whom: 'named' }])
    expect(tellsOf('allocation-undone')).toEqual([{ kind: 'job-taken-back', whom: 'named' }])
    expect(tellsOf('alarm-passed-on')).toEqual([{ kind: 'alarm-for-you', whom: 'named' }])
    expect(tellsOf('offer-turned-down').map(({ whom }) => whom)).toEqual(['owner', 'taker'])
    expect(tellsOf('referral-changed', ['place'])).toEqual([{ kind: 'job-news', whom: 'amhp' }])
    expect([
      tellsOf('offer-agreed'),
      tellsOf('referral-changed', ['nhsNumber']),
      tellsOf('record-opened-with-reason'),
    ]).toEqual([[], [], []])
  })

  it('of what happens by itself the rung of a ladder, the alarms that wake, and an offer without an answer', () => {
    const by = (type: string, rest: object) =>
      tellsByItself({ type, kind: null, point: null, rung: null, ...rest }).map(({ kind, whom }) => `${kind} ${whom}`)
    expect(by('watch-climbed', { rung: 'own-phone' })).toEqual(['check-in-due named'])
    expect(by('watch-climbed', { rung: 'desk' })).toEqual(['check-in-missed reached'])
    expect(by('alarm-raised', { kind: 'accept', point: 'target' })).toEqual([
      'offer-unanswered amhp',
      'clock-alarm named',
    ])
    expect(by('alarm-raised', { kind: 's136', point: 'limit' })).toEqual(['alarm-for-you named'])
    expect(by('alarm-passed-on', { kind: 's136', point: 'warning' })).toEqual(['clock-alarm named'])
    expect(by('alarm-raised', { kind: 'triage', point: 'target' })).toEqual([])
  })
})

describe('whom can be reached', () => {
  it.each([
    ['07700 900 123', '+447700900123'],
    ['+44 (0)7700 900123', '+447700900123'],
    ['0044 7700 900123', '+447700900123'],
    ['01632 960 100', null],
    ['ext 4471', null],
    ['', null],
  ])('a text message to %s goes to %s', (typed, number) => {
    expect(mobileOf(typed)).toBe(number)
  })

  it('knows a browser’s address from a door inside the council', () => {
    expect(isPushAddress('https://fcm.googleapis.com/fcm/send/abc:def')).toBe(true)
    for (const bad of [
      'http://a.example.com/',
      'https://169.254.169.254/latest',
      'https://[::1]/',
      'https://localhost/',
      'https://x.internal/',
      'https://a.example.com:22/',
      'https://a@b.example.com/',
      'https://a.example.com\\@10.0.0.1/',
      `https://a.example.com/${'x'.repeat(1000)}`,
    ])
      expect(isPushAddress(bad), bad).toBe(false)
    expect(isNamed('updates.push.services.mozilla.com', ['*.push.services.mozilla.com'])).toBe(true)
    expect(isNamed('evil-push.services.mozilla.com.example.org', ['*.push.services.mozilla.com'])).toBe(false)
    expect(isNamed('xweb.push.apple.com', ['web.push.apple.com'])).toBe(false)
  })
})

describe('renewals', () => {
  const approval = { firstDay: londonDay('2022-09-01'), lastDay: londonDay('2027-08-31') }
  const of = (day: string, done = 0) =>
    renewalsOn(
      approval,
      [{ day: londonDay('2027-01-10'), minutes: minutes(done), agreed: true, struck: false }],
      londonDay(day),
    ).map(({ name }) => name)

  it('are told of twelve, six and three months before, for two weeks, each under a name of its own', () => {
    expect([of('2026-08-30', 1080), of('2026-08-31', 1080), of('2026-09-20', 1080)]).toEqual([
      [],
      ['approval 2027-08-31 12'],
      [],
    ])
    expect([of('2027-03-01', 1080), of('2027-05-31', 1080), of('2027-09-01', 1080)]).toEqual([
      ['approval 2027-08-31 6'],
      ['approval 2027-08-31 3'],
      [],
    ])
  })

  it('come with the hours of training that are missing in the year', () => {
    expect(of('2027-06-01', 600)).toEqual(['approval 2027-08-31 3', 'training 2027-08-31 3'])
  })
})
