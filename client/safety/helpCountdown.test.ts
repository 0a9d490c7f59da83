import { describe, expect, it } from 'vitest'
import { helpCountdown } from './helpCountdown.ts'

/** A countdown by a clock that is moved by hand, in milliseconds. */
function counting() {
  let now = 0
  let calls = 0
  let due: { readonly at: number; readonly what: () => void }[] = []
  const help = helpCountdown(() => (calls += 1), {
    after(what, ms) {
      const one = { at: now + ms, what }
      due.push(one)
      return () => (due = due.filter((other) => other !== one))
    },
  })
  const pass = (ms: number): void => {
    const until = now + ms
    for (let next = due.find(({ at }) => at <= until); next; next = due.find(({ at }) => at <= until)) {
      const { at, what } = next
      due = due.filter((one) => one !== next)
      now = at
      what()
    }
    now = until
  }
  return { help, pass, calls: () => calls }
}

describe('the five seconds before a call for help', () => {
  it('are counted down, and then help is called once', () => {
    const { help, pass, calls } = counting()
    help.subscribe(() => {})
    help.begin()
    pass(2000)
    help.begin()
    expect([help.left(), calls()]).toEqual([3, 0])
    pass(60_000)
    expect([help.left(), calls()]).toEqual([null, 1])
  })

  it('are taken back by their person alone', () => {
    const { help, pass, calls } = counting()
    help.subscribe(() => {})
    help.begin()
    help.cancel()
    pass(60_000)
    help.callNow()
    expect(calls()).toBe(0)
  })

  it('go on where another part of the page takes the place of the one that was pressed', () => {
    const { help, pass, calls } = counting()
    const leave = help.subscribe(() => {})
    help.begin()
    pass(1000)
    leave()
    help.subscribe(() => {})
    pass(0)
    expect([help.left(), calls()]).toEqual([4, 0])
    help.cancel()
    pass(60_000)
    expect(calls()).toBe(0)
  })

  it('end at once with a call when the page goes, or is out of sight', () => {
    const gone = counting()
    const leave = gone.help.subscribe(() => {})
    gone.help.begin()
    leave()
    gone.pass(0)
    gone.pass(60_000)
    expect(gone.calls()).toBe(1)
    const hidden = counting()
    hidden.help.subscribe(() => {})
    hidden.help.begin()
    hidden.help.callNow()
    hidden.pass(60_000)
    expect(hidden.calls()).toBe(1)
  })
})
