import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { letterOf } from './letters.ts'
import { messageOf, pickupMail } from './pickupMail.ts'

const headersOf = (message: string): readonly string[] => (message.split('\r\n\r\n')[0] ?? '').split('\r\n')

describe('a letter', () => {
  it('has the same headers whatever stands in its address and subject: one line is one line (ASVS 5.0 V1.3.11)', () => {
    const plain = { to: 'jo.marsh@westmarch.example', subject: 'A new password', text: 'Choose one here.' }
    const names = headersOf(messageOf(plain, 'hub@westmarch.example', 'one')).map((line) => line.split(':')[0])
    for (const end of ['\r\n', '\n', '\r', '\r\n\r\n', '\n\n']) {
      const bent = `x${end}Bcc: everybody@evil.example${end}${end}<script>`
      const message = messageOf({ ...plain, to: bent, subject: bent }, `hub@a.example${end}X-Evil: 1`, 'one')
      expect(headersOf(message).map((line) => line.split(':')[0])).toEqual(names)
    }
  })

  it('says when it was written, as RFC 5322 writes it', () => {
    const said = headersOf(messageOf({ to: 'a@b.example', subject: 's', text: '' }, 'hub@b.example', 'one'))
    expect(said.find((line) => line.startsWith('Date: '))).toMatch(
      /^Date: (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} \+0000$/,
    )
  })

  it('holds a link and fixed words, and nothing of anybody', () => {
    const letter = letterOf(
      { kind: 'reset', address: 'jo.marsh@westmarch.example' },
      'https://hub.example/password#token',
    )
    expect(letter.text).toContain('https://hub.example/password#token')
    expect(letter.text.replace(/https:\S+/, '')).not.toMatch(/marsh|westmarch/i)
  })

  it('is a file that only the mail server and the hub can read, whole from the moment it is there', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'duty-hub-mail-'))
    try {
      await pickupMail(folder, 'hub@westmarch.example').send({ to: 'jo@westmarch.example', subject: 's', text: 'a\nb' })
      const [name = ''] = readdirSync(folder)
      expect(name).toMatch(/^[0-9a-f-]{36}\.eml$/)
      expect(statSync(join(folder, name)).mode & 0o077).toBe(0)
      expect(readFileSync(join(folder, name), 'utf8')).toMatch(/\r\n\r\na\r\nb$/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
