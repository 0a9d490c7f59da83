import { describe, expect, it } from 'vitest'
import * as asPagesHaveIt from './handedWords.ts'
import {
  cacheOf,
  outlived,
  readHanded,
  readPushed,
  readShell,
  wayOf,
  wordOf,
  WORD_WAY,
  WORDS_KEPT,
} from './shellRules.ts'

const shell = readShell('b2 /index.html /council.json /assets/main-1.js /assets/text-1.woff2')
const asks = (path: string | null, opensPage = false, method = 'GET') => wayOf({ method, path, opensPage }, shell)

describe('what is kept on the phone answers', () => {
  it('its own pages at once, and files of the build', () => {
    expect([asks('/me', true), asks('/me/rota', true)]).toEqual(['kept-page', 'kept-page'])
    expect([asks('/assets/main-1.js'), asks('/index.html')]).toEqual(['kept', 'kept'])
  })

  it('other pages only when the hub does not', () => {
    expect([asks('/', true), asks('/board', true), asks('/meadow', true)]).toEqual(['page', 'page', 'page'])
    expect(asks('/council.json')).toBe('fresh')
  })

  it('nothing that the hub says, whoever asks and however', () => {
    for (const path of ['/api/session', '/api/allocations.myDuty', '/socket.io/', '/scim/v2/Users', '/sign-in/with/x'])
      expect([asks(path), asks(path, true)]).toEqual([null, null])
    expect([asks('/me', false, 'POST'), asks(null), asks('/assets/old.js'), asks('/rota.ics', true)]).toEqual([
      null,
      null,
      null,
      null,
    ])
  })
})

it('keeps this build and the one before it, and no cache of anybody else', () => {
  const older = (version: string) => cacheOf({ version, files: [] })
  const names = [older('a0'), older('a1'), 'another', cacheOf(shell)]
  expect(outlived(names, shell)).toEqual([older('a0')])
  expect(outlived([cacheOf(shell)], shell)).toEqual([])
})

describe('a notice that was pushed', () => {
  it('shows what the hub says, and opens only pages of ours', () => {
    const said = { title: 'Duty Hub', body: 'You have a new job. Open Duty Hub.', path: '/me', tag: 'a1' }
    expect(readPushed(JSON.stringify(said))).toEqual(said)
    for (const path of ['//evil.example', 'https://evil.example', '/me#x', '/referrals/2424', 7])
      expect(readPushed(JSON.stringify({ ...said, path })).path).toBe('/')
    for (const text of ['', 'x', 'null', '[]', '{"body":7}'])
      expect(readPushed(text).body).toBe('There is something for you. Open Duty Hub.')
  })
})

describe('a press that a page handed over', () => {
  const press = { path: '/api/safety.callHelp', headers: { 'Idempotency-Key': 'k' }, body: '{}', key: 'k' }

  it('is sent on as it was', () => expect(readHanded(press)).toEqual(press))

  it('is nothing when it is no press of ours', () => {
    for (const path of [
      'https://evil.example/api/x',
      '//evil.example',
      '/api/../scim',
      '/api/x?y',
      '/me',
      7,
      undefined,
    ])
      expect(readHanded({ ...press, path })).toBeNull()
    for (const wrong of [
      null,
      'x',
      {},
      { ...press, body: 7 },
      { ...press, headers: { a: 1 } },
      { ...press, key: null },
    ])
      expect(readHanded(wrong)).toBeNull()
  })
})

describe('the word of what became of a press', () => {
  const at = '2026-11-12T20:45:00.000Z'

  it('is read by pages where the worker leaves it, and goes with no build', () => {
    expect([asPagesHaveIt.WORDS_KEPT, asPagesHaveIt.WORD_WAY]).toEqual([WORDS_KEPT, WORD_WAY])
    expect(outlived([WORDS_KEPT, cacheOf({ version: 'a0', files: [] }), cacheOf(shell)], shell)).toEqual([])
  })

  it('holds the status and the hub’s time, and comes only of an answer', () => {
    const read = (status: number) => asPagesHaveIt.wordIn('k', JSON.parse(wordOf(status, at) ?? 'null'))
    expect([200, 401, 409].map(read)).toEqual([200, 401, 409].map((status) => ({ id: 'k', status, at })))
    expect([429, 500, 503].map(read)).toEqual([null, null, null])
  })

  it('is none when it cannot be read', () => {
    for (const wrong of [null, 'x', {}, { status: 200 }, { status: '200', at }, { status: 200, at: 'soon' }])
      expect(asPagesHaveIt.wordIn('k', wrong)).toBeNull()
    expect(asPagesHaveIt.wordIn('k', JSON.parse(wordOf(200, null) ?? ''))).toBeNull()
  })
})
