import { describe, expect, it } from 'vitest'
import { readLeavers } from './leavers.ts'

describe('readLeavers', () => {
  it.each([
    [
      'a head that HR writes',
      'Name,E-mail\n"Vale, Kim",Kim@Westmarch.example\n',
      [{ line: 2, email: 'kim@westmarch.example', externalId: null }],
    ],
    [
      'what Entra exports',
      '\uFEFFdisplayName,userPrincipalName,objectId\r\nKim,kim@w.example,oid-1\r\n',
      [{ line: 2, email: 'kim@w.example', externalId: 'oid-1' }],
    ],
    [
      'ids alone',
      'externalId\noid-1\noid-2',
      [
        { line: 2, email: null, externalId: 'oid-1' },
        { line: 3, email: null, externalId: 'oid-2' },
      ],
    ],
    [
      'bare addresses',
      'a@w.example\n\nb@w.example',
      [
        { line: 1, email: 'a@w.example', externalId: null },
        { line: 3, email: 'b@w.example', externalId: null },
      ],
    ],
    ['semicolons', 'name;email\nKim;kim@w.example', [{ line: 2, email: 'kim@w.example', externalId: null }]],
    [
      'a quoted line end',
      'note,email\n"a\nb",kim@w.example\nc,lee@w.example',
      [
        { line: 2, email: 'kim@w.example', externalId: null },
        { line: 4, email: 'lee@w.example', externalId: null },
      ],
    ],
    ['nothing', '', []],
  ])('reads %s', (_, text, leavers) => expect(readLeavers(text)).toEqual({ leavers, unreadable: [] }))

  it('says which line names nobody, and why', () => {
    expect(readLeavers('name,email\nKim,kim at westmarch\nLee,').unreadable).toEqual([
      { line: 2, why: 'This is not an e-mail address' },
      { line: 3, why: 'There is no e-mail address and no id on this line' },
    ])
  })
})
