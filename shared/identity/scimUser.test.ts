import { describe, expect, it } from 'vitest'
import { readFilter } from './scimFilter.ts'
import { applyPatch } from './scimPatch.ts'
import { nobody, PATCH_SCHEMA, readUser, shownName, USER_SCHEMA, type ScimFacts } from './scimUser.ts'

const kim: ScimFacts = {
  ...nobody,
  userName: 'kim@westmarch.example',
  externalId: 'oid-1',
  givenName: 'Kim',
  familyName: 'Vale',
  displayName: 'Kim Vale',
  email: 'kim@westmarch.example',
  phone: '01632 960 101',
}
const patched = (...operations: unknown[]) => applyPatch(kim, { schemas: [PATCH_SCHEMA], Operations: operations })

describe('applyPatch', () => {
  it.each<[string, unknown, Partial<ScimFacts>]>([
    ['Entra disables somebody', { op: 'Replace', path: 'active', value: 'False' }, { active: false }],
    ['Entra enables somebody', { op: 'Add', path: 'active', value: 'True' }, { active: true }],
    ['Okta disables somebody', { op: 'replace', value: { active: false } }, { active: false }],
    ['a boolean in place of text', { op: 'replace', path: 'active', value: false }, { active: false }],
    [
      'the whole name',
      { op: 'replace', path: 'name', value: { givenName: 'Kit', familyName: 'Dale' } },
      { givenName: 'Kit', familyName: 'Dale' },
    ],
    ['one part of the name', { op: 'Replace', path: 'name.familyName', value: 'Dale' }, { familyName: 'Dale' }],
    [
      'dots inside a value without a path',
      { op: 'Add', value: { 'name.givenName': 'Kit', displayName: 'Kit Vale' } },
      { givenName: 'Kit', displayName: 'Kit Vale' },
    ],
    [
      'the address at work',
      { op: 'Add', path: 'emails[type eq "work"].value', value: 'Kit@Westmarch.example' },
      { email: 'kit@westmarch.example' },
    ],
    [
      'the address at home, which is not kept',
      { op: 'Add', path: 'emails[type eq "home"].value', value: 'kit@home.example' },
      {},
    ],
    [
      'a list of addresses',
      { op: 'replace', path: 'emails', value: [{ value: 'a@x.example' }, { value: 'b@x.example', primary: true }] },
      { email: 'b@x.example' },
    ],
    [
      'a mobile telephone',
      { op: 'add', path: 'phoneNumbers[type eq "mobile"].value', value: '07700 900 123' },
      { phone: '07700 900 123' },
    ],
    ['a telephone taken away', { op: 'remove', path: 'phoneNumbers' }, { phone: '' }],
    [
      'a name with its schema in front',
      { op: 'replace', path: `${USER_SCHEMA}:displayName`, value: 'K. Vale' },
      { displayName: 'K. Vale' },
    ],
    ['a job title, which is not kept', { op: 'replace', path: 'title', value: 'Manager' }, {}],
    [
      'a department of the enterprise schema',
      { op: 'Add', path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department', value: 'Adults' },
      {},
    ],
    [
      'an enterprise block without a path',
      {
        op: 'replace',
        value: { 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { manager: 'x' }, active: true },
      },
      {},
    ],
    ['an id of the directory', { op: 'replace', path: 'externalId', value: 'oid-2' }, { externalId: 'oid-2' }],
  ])('%s', (_, operation, change) => {
    expect(patched(operation)).toEqual({ ok: true, value: { ...kim, ...change } })
  })

  it.each([
    ['no operation', [], 'invalidSyntax'],
    ['an operation that is not one', ['x'], 'invalidSyntax'],
    ['an unknown op', [{ op: 'move', path: 'active', value: true }], 'invalidSyntax'],
    ['an op that is a number', [{ op: 7 }], 'invalidSyntax'],
    ['a path with a hole', [{ op: 'replace', path: 'emails[type eq', value: 'x' }], 'invalidPath'],
    ['a path that is a list', [{ op: 'replace', path: ['active'], value: true }], 'invalidPath'],
    ['a removal of nothing', [{ op: 'remove' }], 'noTarget'],
    ['a removal of the sign-in name', [{ op: 'remove', path: 'userName' }], 'mutability'],
    ['active neither true nor false', [{ op: 'replace', path: 'active', value: 'perhaps' }], 'invalidValue'],
    ['no value', [{ op: 'replace', path: 'active' }], 'invalidValue'],
    ['a value without names', [{ op: 'replace', value: 'false' }], 'invalidValue'],
    ['an empty sign-in name', [{ op: 'replace', path: 'userName', value: '' }], 'invalidValue'],
    ['a name with a line end', [{ op: 'replace', path: 'displayName', value: 'a\nb' }], 'invalidValue'],
    ['an address that is none', [{ op: 'replace', path: 'emails', value: [{ value: 'x' }] }], 'invalidValue'],
    ['too many', Array.from({ length: 101 }, () => ({ op: 'replace', path: 'active', value: true })), 'invalidSyntax'],
  ])('refuses %s', (_, operations, scimType) => {
    expect(patched(...operations)).toMatchObject({ ok: false, refusal: { status: 400, scimType } })
  })

  it('changes nothing when one of several cannot be done', () => {
    expect(patched({ op: 'replace', path: 'active', value: false }, { op: 'remove' })).toMatchObject({ ok: false })
  })
})

describe('readUser', () => {
  const body = {
    schemas: [USER_SCHEMA],
    userName: 'kim@westmarch.example',
    name: { givenName: 'Kim', familyName: 'Vale' },
  }

  it('takes names in any case and leaves out what is not kept', () => {
    const read = readUser({ ...body, USERNAME: undefined, DisplayName: 'Kim V', title: 'Manager', 'urn:x': { a: 1 } })
    expect(read).toMatchObject({ ok: true, value: { displayName: 'Kim V', active: true } })
  })

  it('makes a name from what there is', () => {
    expect([shownName(kim), shownName({ ...kim, displayName: '' }), shownName({ ...nobody, userName: 'k' })]).toEqual([
      'Kim Vale',
      'Kim Vale',
      'k',
    ])
  })

  it('keeps somebody away who was away when a replacement does not say', () => {
    expect(readUser(body, { ...kim, active: false })).toMatchObject({ ok: true, value: { active: false } })
  })

  it.each([
    [null],
    ['x'],
    [[]],
    [{}],
    [{ ...body, schemas: 'x' }],
    [{ ...body, userName: 7 }],
    [{ ...body, active: 1 }],
    [{ ...body, name: 'Kim' }],
  ])('refuses %j', (sent) => {
    expect(readUser(sent).ok).toBe(false)
  })
})

describe('readFilter', () => {
  it.each([
    ['userName eq "kim@westmarch.example"', 'userName', 'kim@westmarch.example'],
    ['USERNAME EQ "kim"', 'userName', 'kim'],
    ['externalId eq "a\\"b"', 'externalId', 'a"b'],
    ['emails[type eq "work"].value eq "kim@x.example"', 'emails', 'kim@x.example'],
    ['active eq true', 'active', 'true'],
    [`${USER_SCHEMA}:userName eq "kim"`, 'userName', 'kim'],
  ])('reads %s', (text, attribute, value) => {
    expect(readFilter(text)).toEqual({ ok: true, value: { attribute, value } })
  })

  it.each([
    '',
    'userName',
    'userName sw "k"',
    'userName eq kim',
    'userName eq "a" or id eq "b"',
    'password eq "x"',
    'userName eq "\\x"',
  ])('refuses %s', (text) => {
    expect(readFilter(text)).toEqual({ ok: false, refusal: 'invalidFilter' })
  })
})
