import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { receiveReferral } from '#shared/referrals/contract.ts'
import type { Role } from '#shared/kernel/permission.ts'
import { timesOver, usualAllowances } from '#server/kernel/edge/allowances.ts'
import { aHostileService, type HostileService } from '#tests/builders/hostileService.ts'
import { allInjections, injections, MARK, unstorable } from '#tests/builders/injections.ts'
import { aCommunityCall } from '#tests/builders/referrals.ts'
import { Typing } from '#tests/builders/typing.ts'
import { openBrowser } from '#tests/harness/browser.ts'
import { watchForMade } from '#tests/harness/watchForMade.ts'
import { goTo, Journey, PHONE } from '#tests/harness/journey.ts'

/**
 * What those who attack browsers type, in every box of the hub, shown on every screen to every role in a real browser: it makes no
 * element, no attribute, no dialog and no report, and stands there as it was typed (OWASP ASVS 5.0 V1.2.1, V1.3.1, V3.2.2).
 */
const typing = new Typing()
let journey: Journey
let there: HostileService
beforeAll(async () => {
  journey = await Journey.open(undefined, { allowances: timesOver(usualAllowances, 1000) })
  there = await aHostileService(journey.hub, typing)
})
afterAll(() => journey.close())

/** What was seen on screens so far, and what went wrong on those of this role. */
const shown: string[] = []
const trouble: string[] = []
let screens = 0

let desk: Page | undefined

/** At the desk one after the other, in one browser; an AMHP has a phone of their own. */
async function sitsDown(role: Role): Promise<Page> {
  if (role === 'amhp') return opensBrowser(role, PHONE)
  if (desk) await journey.signInInstead(desk, there.people[role])
  return (desk ??= await opensBrowser(role))
}

async function opensBrowser(role: Role, viewport?: typeof PHONE): Promise<Page> {
  const page = await journey.signIn(there.people[role], { ...(viewport && { viewport }), watching: watchForMade(MARK) })
  page.on('dialog', (dialog) => {
    if (dialog.type() !== 'beforeunload') trouble.push(`${page.url()}: a dialog said ${dialog.message()}`)
    dialog.dismiss().catch(() => undefined)
  })
  page.on('console', (message) => {
    // A record that is closed to them is a 404, which the browser writes down by itself.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      trouble.push(`${page.url()}: ${message.text()}`)
  })
  return page
}

/** Opens a screen, waits until it has its answers, and takes down what it says and what was made of it. */
async function looksAt(page: Page, address: string): Promise<void> {
  await goTo(page, `${journey.hub.address}${address}`)
  // What a long list holds back is looked at too.
  const held = page.getByRole('button', { name: /^Show all \d/ })
  while ((await held.count()) > 0) await held.first().click()
  await takesDown(page, address)
}

async function takesDown(page: Page, where: string): Promise<void> {
  const { text, made } = await page.evaluate(() => {
    const boxes = [...document.querySelectorAll('input, textarea')].map((box) => (box as HTMLInputElement).value)
    return { text: [document.body.textContent, ...boxes].join('\n'), made: globalThis.whatWasMade() }
  })
  screens += 1
  shown.push(text)
  trouble.push(...made.map((what) => `${where}: ${what}`))
}

const whole = (): string => `/referrals/${there.whole.number}`
const worked = (): string => `/referrals/${there.worked}`
const tabs = (record: string): string[] =>
  ['', '?tab=clock', '?tab=earlier', '?tab=rights', '?tab=access', '?tab=details', '?tab=triage'].map(
    (tab) => record + tab,
  )

/** What everybody searched for and was refused stands there as they typed it. */
const audit = (): string[] => [
  '/audit',
  `/audit?tab=looked&number=${there.whole.number}&whose=person`,
  `/audit?tab=colleague&who=${there.people['practice-consultant'].id}`,
]

const SCREENS: Readonly<Record<Role, () => readonly string[]>> = {
  'practice-consultant': () => [
    '/board',
    `/board/r/${there.numbers[0] ?? 0}`,
    `/board/r/${there.worked}`,
    '/referrals',
    `/referrals/new?draft=${there.draftId}`,
    ...tabs(whole()),
    ...tabs(worked()),
    `/referrals/${there.restricted}?tab=access`,
    ...there.numbers.slice(0, 3).map((number) => `/referrals/${number}`),
    '/openings',
    '/rota/2026-W46',
    '/people',
    '/account',
    '/me/data',
  ],
  amhp: () => ['/me', '/me/rota', '/me/toil', '/board', worked(), whole(), '/me/data'],
  trainee: () => ['/me', '/board', worked()],
  manager: () => [
    '/reports/toil',
    '/board',
    '/rota/2026-W46?templates=yes',
    '/people',
    '/privacy?tab=retention',
    '/privacy?tab=rules',
    '/me/data',
  ],
  'amhp-lead': () => [
    '/board',
    whole(),
    `${worked()}?tab=rights`,
    // What the lead was looking for when they left is taken up again.
    '/referrals',
    '/openings',
    '/privacy?tab=person',
    '/reports/toil',
    '/people',
  ],
  edt: () => ['/board', worked(), `/referrals/${there.restricted}`],
  admin: () => ['/people', '/people/roles', '/people/accounts', '/people/sign-in', '/account/sessions'],
  auditor: () => ['/who-may-do-what', '/account', ...audit()],
}

/** Boxes whose words stand whole on some screen: for each of them, every text that was typed into it. */
const ON_SCREEN = (
  'lastName firstName callerName place happening riskDetail startSource homeAddress nearestRelative asksFor wayIn correctionReason ' +
  'authoriser endedWhy changeReason whyNow lessRestrictive risk arrangement reason takenBack declined claim refused adjusted askedBy ' +
  'evidence objection hold coroner lifted restricted openedBecause reviewed draft amhp.phone homeTeam amhp.name template.name ' +
  'colleague.name colleague.phone token.label scim.name taken officer.name officer.contact authority draft.lastName draft.happening ' +
  'draft.place unsent.find'
).split(' ')

describe('injections', () => {
  it('would do harm as markup: the watch sees each element and attribute that they make, and the browser each dialog', async () => {
    // In a browser of its own, that ends with it: Chromium may fall over a page that is closed while its dialogs are still coming up.
    const browser = await openBrowser()
    const page = await browser.newPage()
    let dialogs = 0
    page.on('dialog', (dialog) => {
      dialogs += 1
      dialog.dismiss().catch(() => undefined)
    })
    await page.addInitScript(watchForMade(MARK))
    await page.goto('data:text/html,<body></body>')
    const made = await page.evaluate((texts) => {
      for (const text of texts) {
        const [inside, attribute] = [document.createElement('div'), document.createElement('div')]
        document.body.append(inside, attribute)
        inside.innerHTML = text
        attribute.innerHTML = `<p title="${text}">x</p><p title='${text}'>x</p>`
      }
      return globalThis.whatWasMade()
    }, allInjections)
    await expect.poll(() => dialogs).toBeGreaterThan(0)
    expect(made.length).toBeGreaterThan(40)
    console.info(`injection: as markup they would make ${made.length} elements and attributes and ${dialogs} dialogs`)
    await browser.close()
  })

  it('were stored by every command that takes words, and what cannot be read was refused in words', async () => {
    expect(there.everywhere.wrong).toEqual([])
    expect(there.everywhere.boxes.length).toBeGreaterThan(60)
    expect(there.everywhere.done).toBeGreaterThan(25)
    const jo = there.people['practice-consultant']
    for (const text of unstorable) {
      const answer = await jo.tries(receiveReferral, aCommunityCall(journey.hub.now(), { lastName: text }))
      expect([answer.status, answer.body['field']], JSON.stringify(text)).toEqual([400, 'lastName'])
      expect(answer.body['message']).toMatch(/Take out the hidden control characters/)
    }
  })

  it.each(Object.keys(SCREENS) as Role[])('make nothing on any screen of the role %s', async (role) => {
    const page = await sitsDown(role)
    for (const address of SCREENS[role]()) await looksAt(page, address)
    if (page !== desk) await page.context().close()
    expect([...trouble.splice(0), ...journey.faults.splice(0)]).toEqual([])
  })

  it('stand on the screens as they were typed, and nothing was reported', () => {
    const seen = shown.join('\n')
    const lost = ON_SCREEN.flatMap((where) =>
      [...(typing.typed.get(where) ?? ['nothing was typed'])].filter((text) => !seen.includes(text)),
    )
    expect(lost).toEqual([])
    const reports = journey.hub.logged.filter((line) => line.includes('csp-report'))
    expect(reports).toEqual([])
    console.info(
      `injection: ${allInjections.length} texts of ${Object.keys(injections).length} families in ${typing.typed.size} boxes, ` +
        `${there.everywhere.boxes.length} of them by all commands (${there.everywhere.done} done), ${screens} screens of ${Object.keys(SCREENS).length} roles: ` +
        `0 elements made, 0 dialogs, 0 reports, 0 errors; all words of ${ON_SCREEN.length} boxes stand there as typed`,
    )
  })
})
