import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  addCall,
  alikeReferrals,
  linkReferrals,
  referralFile,
  type AlikeReferrals,
} from '#shared/referrals/contactContract.ts'
import { changeReferral, findReferrals, receiveReferral, triageReferral } from '#shared/referrals/contract.ts'
import { foldName } from '#shared/referrals/finding.ts'
import type { SentTo } from '#shared/kernel/command.ts'
import { aCommunityCall, aDecision, type Saved } from '#tests/builders/referrals.ts'
import type { Person } from '#tests/harness/person.ts'
import { TestHub, type TestService } from '#tests/harness/service.ts'

let hub: TestHub
let service: TestService
let jo: Person
let amir: Person
let ewa: Person
beforeAll(async () => {
  hub = await TestHub.open()
  service = await hub.service()
  jo = await service.has({ name: 'Jo Marsh', roles: ['practice-consultant'] })
  amir = await service.has({ name: 'Amir Shah', roles: ['practice-consultant'] })
  ewa = await service.has({ name: 'Ewa Kowalska', roles: ['amhp'] })
})
afterAll(() => hub.close())

const nothing = { lastName: '', firstName: '', birth: '', nhsNumber: '', phone: '', home: '' }
const alikeTo = async (typed: Partial<typeof nothing>, who = jo): Promise<AlikeReferrals> => {
  const answer = await who.posts(`/api/${alikeReferrals.name}`, { ...nothing, ...typed })
  expect(answer.status).toBe(200)
  return answer.body as unknown as AlikeReferrals
}
const numbersAlike = async (typed: Partial<typeof nothing>) =>
  (await alikeTo(typed)).found.map(({ number, why }) => [number, ...why])

const again = (
  of: Pick<Saved, 'referralId'>,
  differs: Partial<SentTo<typeof addCall>> = {},
): SentTo<typeof addCall> => ({
  referralId: of.referralId,
  draftId: null,
  receivedAt: hub.now(),
  source: 'CRISIS_HTT',
  request: null,
  callerName: 'Nurse Adair',
  callerPhone: '01632 960 231',
  place: '',
  happening: 'She rang the crisis line twice.',
  riskToStaff: 'not-asked',
  riskDetail: '',
  power: null,
  ...differs,
})

describe('the same person, while the call is typed', () => {
  let siobhan: Saved
  beforeAll(async () => {
    siobhan = await jo.sends(
      receiveReferral,
      aCommunityCall(hub.now(), {
        lastName: 'O’Brien-Łuczak',
        firstName: 'Siobhán',
        bornOn: '1984-05-03',
        nhsNumber: '999 000 0018',
        personPhone: '+44 (0)7700 900 871',
        homeAddress: 'Flat 3, 18 Tanner Row, Kelsham WM4 1HD',
      }),
    )
  })

  it.each([
    [
      'name and date of birth, without accents',
      { lastName: 'obrien luczak', firstName: 'siobhan', birth: '3 5 84' },
      ['name-and-birth'],
    ],
    [
      'a name as it sounds, and the birth',
      { lastName: 'O’Bryan', firstName: 'Shevaun', birth: '3/5/1984' },
      ['birth', 'sounds'],
    ],
    ['the NHS number alone', { lastName: 'Unknown', nhsNumber: '9990000018' }, ['nhs-number']],
    [
      'a near name at the same address',
      { lastName: 'OBrien Luzak', firstName: 'Siobhan', home: '18 Tanner Row wm41hd' },
      ['name-near', 'home'],
    ],
    [
      'a near name at the same telephone',
      { lastName: 'O Brien Luczack', firstName: 'Siobhan', phone: '07700 900871' },
      ['name-near', 'phone'],
    ],
  ])('is found by %s', async (_what, typed, why) => {
    expect(await numbersAlike(typed)).toEqual([[siobhan.number, ...why]])
  })

  it('is not everybody who sounds like that, nor somebody born another day', async () => {
    expect(await numbersAlike({ lastName: 'O’Bryan' })).toEqual([])
    expect(await numbersAlike({ lastName: 'O’Brien-Łuczak', firstName: 'Siobhán', birth: '1 1 1950' })).toEqual([])
    expect(await numbersAlike({ phone: '07700 900871' })).toEqual([])
    expect(await numbersAlike({})).toEqual([])
  })

  it('comes with how it ended and why, open ones first', async () => {
    const earlier = await jo.sends(
      receiveReferral,
      aCommunityCall(hub.now(), { lastName: 'Abernant', firstName: 'Una', bornOn: '1970-01-02' }),
    )
    await jo.sends(
      triageReferral,
      aDecision(earlier, hub.now(), {
        outcome: 'WITHDRAWN_BY_REFERRER',
        urgency: null,
        assessBy: null,
        whyNow: 'The GP will see her first.',
      }),
    )
    const open = await jo.sends(
      receiveReferral,
      aCommunityCall(hub.now(), { lastName: 'Abernant', firstName: 'Una', bornOn: '1970-01-02' }),
    )
    const { found } = await alikeTo({ lastName: 'Abernant', firstName: 'Una', birth: '2 1 1970' })
    expect(found).toMatchObject([
      { number: open.number, state: 'to-triage', lastReasons: '' },
      {
        number: earlier.number,
        state: 'closed',
        closedAs: 'WITHDRAWN_BY_REFERRER',
        lastReasons: 'The GP will see her first.',
      },
    ])
  })

  it('is kept as a search, with whom it showed', async () => {
    await alikeTo({ lastName: 'O’Brien-Łuczak', firstName: 'Siobhán' })
    const [read] =
      await hub.owner`select query, kind, term, referral_ids from hub.reads where actor_id = ${jo.id} order by id desc limit 1`
    expect(read).toMatchObject({
      query: 'referrals.alike',
      kind: 'search',
      term: 'O’Brien-Łuczak Siobhán',
      referral_ids: [siobhan.referralId],
    })
    expect((await ewa.posts(`/api/${alikeReferrals.name}`, nothing)).status).toBe(403)
  })

  it('shows of a record that is closed to whoever asks only its number and whom to ring, and only when it surely is the same', async () => {
    const secret = await jo.sends(
      receiveReferral,
      aCommunityCall(hub.now(), { lastName: 'Quill', firstName: 'Nora', bornOn: '1961-02-03' }),
    )
    const restriction = randomUUID()
    await hub.owner`insert into hub.restrictions (service_id, id, kind, reason, why, guardian_id, made_by, made_at)
      values (${service.id}, ${restriction}, 'allow', 'colleague', 'Works here', ${amir.id}, ${amir.id}, ${hub.now()})`
    await hub.owner`update hub.referrals set restriction_id = ${restriction}, version = version + 1 where id = ${secret.referralId}`
    expect(await alikeTo({ lastName: 'Quill', firstName: 'Nora', birth: '3 2 61' })).toMatchObject({
      found: [],
      closed: [{ number: secret.number, guardianName: 'Amir Shah' }],
    })
    expect(await alikeTo({ lastName: 'Quill', firstName: 'Nora' })).toEqual({ found: [], closed: [] })
    expect((await jo.tries(addCall, again(secret))).status).toBe(404)
    expect(
      (
        await jo.tries(linkReferrals, {
          referralId: siobhan.referralId,
          otherId: secret.referralId,
          kind: 'same-person',
          why: 'x',
        })
      ).status,
    ).toBe(404)
    expect((await jo.gets(`/api/${referralFile.name}?referralId=${secret.referralId}`)).status).toBe(404)
  })
})

describe('finding', () => {
  const found = async (text: string) => {
    const answer = await jo.posts(`/api/${findReferrals.name}`, { text, show: 'all' })
    return (answer.body as unknown as { number: number }[]).map(({ number }) => number)
  }

  it('takes parts of names in any order, accents folded, and numbers with spaces or in part', async () => {
    const { number, ...zofia } = await jo.sends(
      receiveReferral,
      aCommunityCall(hub.now(), {
        lastName: 'Żółkiewska',
        firstName: 'Zofia',
        callerPhone: '01632 960 777',
        nhsNumber: '9990000026',
      }),
    )
    for (const text of [
      'zolkiew',
      '  zofia   ŻÓŁ ',
      'kiew zof',
      'R-' + number,
      `r ${number}`,
      ` ${number} `,
      '999 000 0026',
      '9990 0000 26',
      '960777',
      '+44 1632 960 777',
      '999 000 00',
    ])
      expect(await found(text), text).toContain(number)
    for (const text of ['zolkiewskx', '999 000 0034', '960778', '%', '_ofia'])
      expect(await found(text), text).not.toContain(number)
    await jo.sends(changeReferral, {
      referralId: zofia.referralId,
      seenVersion: 1,
      changes: { lastName: 'Nowak-Æbelø' },
    })
    expect(await found('aebelo')).toEqual([number])
    expect(await found('zolkiew')).toEqual([])
  })

  it('folds a name in the database as it does on the screen', async () => {
    const names = [
      'Łukasz Þórsson',
      'Ångström',
      'D’Arcy',
      "O'Neill",
      'Straße',
      'ŒUVRE',
      'İpek',
      'ﬁnn',
      'Đặng',
      'José',
      'Мария',
      '李',
      'naïve`s',
      'Ħamrun',
    ]
    const folded = await hub.owner<{ folded: string }[]>`
      select hub.fold_name(n.name) as folded from unnest(${names}::text[]) with ordinality n(name, place) order by n.place`
    expect(folded.map((row) => row.folded)).toEqual(names.map(foldName))
  })
})
