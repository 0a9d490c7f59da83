import { describe, expect, it } from 'vitest'
import { looksIn, packed, type Look } from './presenceWire.ts'

const id = (digit: number): string => `${String(digit).padStart(8, '0')}-0000-4000-8000-000000000000`
const look = (at: number, name = 'Jo Marsh'): Look => ({
  id: `socket${at}`,
  serviceId: id(1),
  personId: id(2),
  sessionId: id(3),
  name,
  referralId: id(4),
  typing: at % 2 === 0,
})

describe('what nodes say to each other', () => {
  it('comes back as it was said', () => {
    const [message] = packed('a1', [look(1), look(2)])
    expect(looksIn(JSON.stringify(message))).toEqual({ node: 'a1', hello: false, gone: [], looks: [look(1), look(2)] })
    expect(looksIn(JSON.stringify({ hello: 'a1' }))).toMatchObject({ node: 'a1', hello: true })
    expect(looksIn(JSON.stringify({ node: 'a1', gone: ['x'] }))).toMatchObject({ gone: ['x'], looks: [] })
  })

  it('fits into what PostgreSQL carries, however many look and whatever they are called', () => {
    const many = Array.from({ length: 300 }, (_, at) => look(at, '𝒁oë '.repeat(200)))
    const messages = packed('a1', many)
    expect(messages.flatMap((one) => looksIn(JSON.stringify(one))?.looks ?? [])).toHaveLength(300)
    for (const one of messages) expect(Buffer.byteLength(JSON.stringify(one))).toBeLessThan(8000)
    expect(packed('a1', [])).toEqual([])
  })

  it('is passed over when it is something else', () => {
    for (const odd of ['', '{', '[]', 'null', '{"node":"a1"}', '{"node":"a1","looks":[{"id":"x"}]}'])
      expect(looksIn(odd)).toBeNull()
  })
})
