import { describe, expect, it } from 'vitest'
import { addressIn, groupsLeftOut, outsiderReason, ownsAddress, provedAt, rolesFrom, secondFactorIn } from './claims.ts'
import type { ProviderRules } from './providerSettings.ts'

const rules: Pick<ProviderRules, 'roles'> = {
  roles: { claim: 'groups', map: { amhps: ['amhp'], desk: ['practice-consultant', 'amhp'], bosses: ['manager'] } },
}

describe('rolesFrom', () => {
  it.each([
    [{ groups: ['amhps', 'gym'] }, ['amhp']],
    [{ groups: 'bosses' }, ['manager']],
    [{ groups: ['desk', 'amhps'] }, ['practice-consultant', 'amhp']],
    [{ groups: [] }, []],
    [{}, []],
    [{ groups: [7, null, { a: 1 }] }, []],
    [{ groups: ['constructor', '__proto__', 'toString'] }, []],
  ])('%j', (claims, expected) => expect(rolesFrom(rules, claims)).toEqual(expected))

  it('decides nothing without a map', () => expect(rolesFrom({ roles: null }, { groups: ['amhps'] })).toBeNull())
  it('knows when the groups were too many for the token', () => {
    expect(groupsLeftOut(rules, { _claim_names: { groups: 'src1' } })).toBe(true)
    expect(groupsLeftOut(rules, { groups: [] })).toBe(false)
  })
})

describe('who may come in', () => {
  it.each([
    [{ tenants: ['a'], domains: [] }, { tid: 'a' }, null],
    [{ tenants: ['a'], domains: [] }, { tid: 'b' }, 'other-tenant'],
    [{ tenants: ['a'], domains: [] }, {}, 'other-tenant'],
    [{ tenants: [], domains: ['w.example'] }, { email: 'Kim@W.example' }, null],
    [{ tenants: [], domains: ['w.example'] }, { email: 'kim@evil-w.example' }, 'other-domain'],
    [{ tenants: [], domains: ['w.example'] }, { email: 'kim@w.example', email_verified: false }, 'other-domain'],
    [{ tenants: [], domains: ['w.example'] }, { email: 'kim@evil.example@w.example.evil' }, 'other-domain'],
  ])('%j and %j', (given, claims, expected) => expect(outsiderReason(given, claims)).toBe(expected))

  it('owns a domain, not what ends like it', () => {
    const owner = { ownsDomains: ['w.example'] }
    expect([
      ownsAddress(owner, 'kim@w.example'),
      ownsAddress(owner, 'kim@x.w.example'),
      ownsAddress(owner, 'kim@notw.example'),
    ]).toEqual([true, false, false])
  })

  it('finds the address where Entra puts it', () => {
    expect(addressIn({ preferred_username: 'Kim@W.example' })).toBe('kim@w.example')
    expect(addressIn({ upn: 'kim@w.example' })).toBe('kim@w.example')
    expect(addressIn({ preferred_username: 'kim' })).toBeNull()
  })
})

describe('how somebody proved who they are', () => {
  const asks = { secondFactor: { amr: ['mfa'], acr: ['urn:two'] } }
  it.each([
    [{ amr: ['pwd', 'mfa'] }, true],
    [{ amr: ['pwd'] }, false],
    [{ acr: 'urn:two' }, true],
    [{ acr: 'urn:one' }, false],
    [{}, false],
  ])('%j', (claims, expected) => expect(secondFactorIn(asks, claims)).toBe(expected))
  it('takes only a number for the time', () =>
    expect([provedAt({ auth_time: 7 }), provedAt({ auth_time: '7' })]).toEqual([7, null]))
})
