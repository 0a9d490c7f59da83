import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { violationsOn } from '#tests/harness/axe.ts'
import { signInOf } from '#tests/harness/demo.ts'
import { DESK, goTo, isAccessible, Journey, PHONE } from '#tests/harness/journey.ts'

/** Every screen of the product with the role that uses it, on the demo service on a busy Thursday afternoon. */
const SCREENS: readonly [who: string, address: string][] = [
  ['jo.marsh', '/board'],
  ['jo.marsh', '/board/r/2424'],
  ['jo.marsh', '/referrals'],
  ['jo.marsh', '/referrals/new'],
  ['jo.marsh', '/referrals/2424'],
  ['jo.marsh', '/referrals/2431?tab=triage'],
  ['jo.marsh', '/referrals/2411'],
  ['jo.marsh', '/rota'],
  ['jo.marsh', '/people'],
  ['jo.marsh', '/no-such-screen'],
  ['ruth.banerjee', '/reports/toil'],
  ['ruth.banerjee', '/rota/2026-W48'],
  ['ruth.banerjee', '/people'],
  ['ruth.banerjee', '/board'],
  ['ewa.kowalska', '/me'],
  ['priya.nair', '/me'],
  ['priya.nair', '/me/rota'],
  ['priya.nair', '/me/toil'],
  ['sadia.begum', '/me'],
  ['owen.tasker', '/people'],
  ['owen.tasker', '/people/accounts'],
  ['owen.tasker', '/account'],
  ['ewa.kowalska', '/account'],
  ['ewa.kowalska', '/me/notices'],
]

/**
 * The screens that few open and seldom: each at a desk by day or on a phone at night, turn and turn about, so that all of them are looked
 * at in half the time. `{jo}` is Jo Marsh’s id, `{priya}` Priya Nair’s.
 */
const SELDOM: readonly [who: string, address: string][] = [
  ['owen.tasker', '/people/roles'],
  ['owen.tasker', '/people/sign-in'],
  ['owen.tasker', '/people/session-limits'],
  ['owen.tasker', '/account/sessions'],
  ['owen.tasker', '/people/service'],
  ['ruth.banerjee', '/people/lanes'],
  ['ruth.banerjee', '/people/service?tab=places'],
  ['ruth.banerjee', '/people/service?tab=employers'],
  ['owen.tasker', '/people/{jo}/sessions'],
  ['owen.tasker', '/who-may-do-what'],
  ['jo.marsh', '/openings'],
  ['jo.marsh', '/referrals/2424?tab=access'],
  ['ruth.banerjee', '/plan/patterns'],
  ['ruth.banerjee', '/plan/minimums'],
  ['ruth.banerjee', '/plan/fairness'],
  ['ruth.banerjee', '/plan/hours'],
  ['ruth.banerjee', '/plan/choosing'],
  ['ruth.banerjee', '/plan/urgency'],
  ['ruth.banerjee', '/plan/settings'],
  ['ruth.banerjee', '/reports/toil/people/{priya}'],
  ['ruth.banerjee', '/reports/packs'],
  ['ruth.banerjee', '/reports/figures/no-such-report'],
  ['ruth.banerjee', '/privacy?tab=rules'],
  ['ruth.banerjee', '/privacy?tab=retention'],
  ['ewa.kowalska', '/account/sessions'],
  ['ewa.kowalska', '/me/data'],
  ['miriam.stone', '/privacy'],
  ['miriam.stone', '/referrals/2424?tab=looked'],
  ['miriam.stone', '/openings'],
  ['miriam.stone', '/referrals/2424?tab=rights'],
  ['felix.auer', '/audit'],
  ['felix.auer', '/audit?tab=looked&number=2424'],
  ['felix.auer', '/audit?tab=pack'],
  ['felix.auer', '/audit?tab=colleague&who={jo}'],
  ['felix.auer', '/audit?tab=verify'],
  ['jo.marsh', '/handover'],
  ['ruth.banerjee', '/rota/import'],
  ['ruth.banerjee', '/rota/2026-W47?by=weeks'],
  ['jo.marsh', '/rota/call-ins'],
  ['owen.tasker', '/people/calendars'],
  ['owen.tasker', '/people/notices'],
  ['jo.marsh', '/referrals/2411?tab=papers'],
  ['jo.marsh', '/referrals/2424?tab=asked'],
  ['jo.marsh', '/referrals/2411?tab=clock'],
  ['jo.marsh', '/referrals/2411?tab=letters'],
  ['jo.marsh', '/referrals/2424?tab=details'],
  ['jo.marsh', '/referrals/2411?tab=earlier'],
  ['jo.marsh', '/referrals/2411?tab=rights'],
  ['ewa.kowalska', '/referrals/2411?tab=papers'],
  ['ewa.kowalska', '/referrals/2411?tab=clock'],
  ['jo.marsh', '/rota/abc'],
  ['jo.marsh', '/referrals/abc'],
]
const WHOLE = process.env['SCREENS'] === 'whole'

let journey: Journey
let jo = ''
let priya = ''
beforeAll(async () => {
  journey = await Journey.open(undefined, { demo: true })
  const named = async (name: string): Promise<string> => {
    const [row] = await journey.hub.owner<{ id: string }[]>`select id from hub.people where name = ${name}`
    return row?.id ?? ''
  }
  jo = await named('Jo Marsh')
  priya = await named('Priya Nair')
})
afterAll(() => journey.close())

const visit = (page: Page, address: string): Promise<void> =>
  goTo(page, `${journey.hub.address}${address.replace('{jo}', jo).replace('{priya}', priya)}`)

const PLACES = [
  ['a desk, by day', DESK, 'light'],
  ['a phone, at night', PHONE, 'dark'],
  ['a desk, at night', DESK, 'dark'],
  ['a phone, by day', PHONE, 'light'],
] as const

const people = [...new Set([...SCREENS, ...SELDOM].map(([who]) => who))]

/** What one person looks at in one of the places. */
function screensOf(who: string, place: number): readonly string[] {
  const seldom = SELDOM.filter((_, turn) => WHOLE || turn % 2 === place)
  return [...SCREENS, ...seldom].filter(([one]) => one === who).map(([, address]) => address)
}

const hasNoNameInItsTitle = async (page: Page): Promise<void> =>
  expect(await page.title(), 'a title never holds a name').not.toMatch(/Lindqvist|Doyle|Adeyemi|Marsh/)

it('would not let a picture without words, a page without a heading, or words too faint to read pass', async () => {
  const page = await (await journey.context()).newPage()
  await page.goto('data:text/html,<html lang="en"><title>x</title><main><h1>x</h1><img src="x"></main>')
  await expect(isAccessible(page, 'it')).rejects.toThrow(/image-alt at img/)
  await page.goto('data:text/html,<html lang="en"><title>x</title><main><h2>x</h2></main>')
  await expect(isAccessible(page, 'it')).rejects.toThrow(/page-has-heading-one/)
  const rows = `<p>dark</p>`.repeat(40)
  const ground = 'background:#fff;color:#111'
  for (const faint of ['<p style="color:#bbb">faint</p>', '<div style="background:#444"><p>on dark</p></div>']) {
    await page.goto(
      `data:text/html,<html lang="en"><title>x</title><main style="${ground}"><h1>x</h1>${rows}${faint}`.replaceAll(
        '#',
        '%23',
      ),
    )
    expect(await violationsOn(page)).toEqual([expect.stringMatching(/^color-contrast at/)])
  }
  await page.context().close()
})

// Each width and each theme once; `SCREENS=whole` crosses them with every screen, which takes three times as long.
describe.each((WHOLE ? PLACES : PLACES.slice(0, 2)).map((place, index) => [...place, index] as const))(
  'on %s',
  (_where, viewport, theme, place) => {
    let page: Page
    beforeAll(async () => {
      page = await journey.signIn(signInOf(people[0] ?? ''), { viewport, theme })
    })
    afterAll(() => page.context().close())

    it.each(people)('each screen of %s can be used by everybody', async (who) => {
      if (who !== people[0]) await journey.signInInstead(page, signInOf(who))
      for (const address of screensOf(who, place)) {
        await visit(page, address)
        await isAccessible(page, `${address} for ${who}`)
        await hasNoNameInItsTitle(page)
      }
      expect(journey.faults.splice(0)).toEqual([])
    })
  },
)
