import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fieldMatrix } from '#shared/kernel/fieldMatrix.ts'
import { expectedOf } from '#shared/kernel/expected.ts'
import { doorNames, doorOf, type DoorName } from '#shared/kernel/matrix.ts'
import { roles, type Role } from '#shared/kernel/permission.ts'
import { addHours } from '#shared/time/instant.ts'
import {
  breachIn,
  columnsOfWords,
  fillWithPlaces,
  keysIn,
  telltaleKeys,
  wordsIn,
  type Own,
  type Seen,
  type Words,
} from '#tests/separation/fields.ts'
import { askedByPost, samples } from '#tests/separation/samples.ts'
import { askerOf, type Asker } from '#tests/separation/stage.ts'
import type { Things } from '#tests/separation/things.ts'
import { aCrew, aWholeRecord, type WholeRecord } from '#tests/builders/wholeRecord.ts'
import { TestHub } from '#tests/harness/service.ts'

/**
 * What each role is given by each query, field by field and word by word, against the matrix of fields (OWASP API3:2023, ASVS 5.0
 * V8.2.3, V15.3.1). Every column of words holds where it stands, so an answer tells by itself what it gave away.
 */
let hub: TestHub
let whole: WholeRecord
let filled: readonly Words[] = []
const answers: {
  readonly role: Role
  readonly query: DoorName
  readonly keys: readonly string[]
  readonly seen: readonly Seen[]
  readonly own: Own
}[] = []
const failed: string[] = []

beforeAll(async () => {
  hub = await TestHub.open()
  const crew = await aCrew(hub)
  const { service } = crew
  whole = await aWholeRecord(hub, crew)
  const askers = await Promise.all(roles.map((role) => askerOf(hub, service, role)))
  for (const { screen } of askers) screen.close()
  filled = await fillWithPlaces(hub, service)
  await Promise.all(askers.map(askEverything))
})
afterAll(() => hub.close())

/** Other words to ask with than the sample's, where one question does not show all that there is; also about the fullest record. */
const ways = (): Partial<Record<DoorName, readonly Readonly<Record<string, unknown>>[]>> => {
  const { referralId, number } = whole
  return {
    'referrals.find': [
      { text: 'CANARY', show: 'all' },
      { text: '', show: 'open' },
      { text: '', show: 'closed' },
    ],
    'referrals.record': [{ number }],
    'allocations.ofReferral': [{ referralId }],
    'restricted.ofReferral': [{ referralId }],
    'restricted.closedRecord': [{ number }],
    'privacy.recordRights': [{ referralId }],
    'privacy.previewExport': [{ referralIds: [referralId] }],
    'audit.whoLooked': [{ number, from: addHours(hub.now(), -48), to: addHours(hub.now(), 1) }],
  }
}

async function askEverything(asker: Asker): Promise<void> {
  for (const query of doorNames.filter((name) => doorOf(name).is === 'query')) {
    for (const [whose, of] of [
      ['own', asker.own],
      ['other', asker.others],
    ] as const) {
      if (expectedOf(asker.role, query, whose) !== 'allowed') continue
      for (const input of [samples[query](of, hub.now()), ...(ways()[query] ?? [])]) await ask(asker, query, input)
    }
  }
}

async function ask(asker: Asker, query: DoorName, input: Readonly<Record<string, unknown>>): Promise<void> {
  const { role, self } = asker
  const answer = askedByPost.has(query)
    ? await self.posts(`/api/${query}`, input)
    : await self.gets(`/api/${query}?${new URLSearchParams(input as Record<string, string>).toString()}`)
  if (answer.status !== 200) {
    if (![404, 422].includes(answer.status))
      failed.push(`${role} at ${query}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 200)}`)
    return
  }
  const text = JSON.stringify([answer.body, [...answer.headers]])
  answers.push({ role, query, keys: keysIn(answer.body), seen: wordsIn(text), own: ownOf(asker) })
}

/** One's work, and what one has opened with a reason. */
function ownOf({ own, self }: Asker): Own {
  const mine: readonly (keyof Things)[] = ['allocatedReferral', 'referral']
  return { referrals: new Set(mine.map((name) => own[name])), person: self.id }
}

const breaches = (matrix = fieldMatrix): readonly string[] =>
  answers.flatMap(({ role, query, seen, own }) =>
    seen.flatMap((one) => {
      const why = breachIn(role, one, own, matrix)
      return why === null ? [] : [`${role} at ${query}: ${why}`]
    }),
  )

describe('what each role is given', () => {
  it('is words of the classes that its row of the matrix allows, and no others', () => {
    expect(failed).toEqual([])
    expect([...new Set(breaches())]).toEqual([])
    const places = new Set(answers.flatMap(({ seen }) => seen.map(({ place }) => place)))
    expect(filled.length).toBeGreaterThan(25)
    expect(places.size).toBeGreaterThan(20)
    console.info(
      `fields: ${answers.length} answers of ${new Set(answers.map(({ query }) => query)).size} queries to ${roles.length} roles; ` +
        `${filled.length} of ${columnsOfWords().length} columns of words told where they stand, ${places.size} came to somebody who may see them, 0 to anybody else`,
    )
  })

  it('would be missed: with a matrix that allows less, the same answers break it', () => {
    const consultant = { ...fieldMatrix['practice-consultant'], special: 'hidden' } as const
    expect(breaches({ ...fieldMatrix, 'practice-consultant': consultant }).length).toBeGreaterThan(10)
    const amhp = { ...fieldMatrix.amhp, personal: 'initials' } as const
    expect(breaches({ ...fieldMatrix, amhp }).length).toBeGreaterThan(0)
  })

  it('has no field of clinical words for roles from whom they are hidden, not even an empty one', () => {
    const telling = (role: Role): ReadonlySet<string> =>
      new Set([
        ...(['whole', 'own'].includes(fieldMatrix[role].special) ? [] : telltaleKeys('special')),
        ...(['whole', 'own'].includes(fieldMatrix[role].personal) ? [] : telltaleKeys('personal')),
      ])
    const found = answers.flatMap(({ role, query, keys }) =>
      keys.filter((key) => telling(role).has(key.split('.').at(-1) ?? '')).map((key) => `${role} at ${query}: ${key}`),
    )
    expect([...new Set(found)]).toEqual([])
    expect(telltaleKeys('special').size).toBeGreaterThan(8)
    expect(telltaleKeys('personal').size).toBeGreaterThan(5)
  })

  it('is these fields and no more', async () => {
    const keysOf = (role: Role, query: DoorName): string =>
      [...new Set(answers.filter((one) => one.role === role && one.query === query).flatMap(({ keys }) => keys))]
        .toSorted()
        .join(' ')
    const lines = [...new Set(answers.map(({ query }) => query))].toSorted().flatMap((query) => {
      const byKeys = new Map<string, Role[]>()
      for (const role of roles.filter((one) => answers.some((given) => given.role === one && given.query === query)))
        byKeys.set(keysOf(role, query), [...(byKeys.get(keysOf(role, query)) ?? []), role])
      return [`## ${query}`, ...[...byKeys].map(([keys, who]) => `${who.join(', ')}: ${keys}`), '']
    })
    await expect(lines.join('\n')).toMatchFileSnapshot('./answerFields.snap.txt')
  })
})
