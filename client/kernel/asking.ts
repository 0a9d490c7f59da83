import { useEffect, useState } from 'react'

/**
 * Which questions stand open on this page. When a session runs out the page is covered and its dialogs go with it; whoever signs in
 * again finds them open as they were, and what was typed into them (see `useKept`) still there.
 */
const open = new Map<string, unknown>()
const nothing = { at: '', open: new Map<string, unknown>() as ReadonlyMap<string, unknown> }
let cutOff = nothing

const here = (): string => globalThis.location.pathname

/** The session is over: what stands open now is opened again when its person is back. */
export function keepWhatIsOpen(): void {
  if (open.size > 0) cutOff = { at: here(), open: new Map(open) }
}

/** Somebody else is here, or the person left of their own will: nothing opens by itself. */
export function forgetWhatWasOpen(): void {
  open.clear()
  cutOff = nothing
}

/** On another page nothing jumps up: whoever went on has let go of it. */
const wasOpen = <Question>(key: string): Question | null =>
  cutOff.at === here() ? ((cutOff.open.get(key) as Question | undefined) ?? null) : null

/**
 * What is being asked in a dialog, or `null`; like `useState`, but it stands open again after a session that ran out.
 *
 * @param key names the place: `hold.<referral>`
 * @example const [asking, setAsking] = useAsking<'rate' | 'hold'>(`urgency.${referral.id}`)
 */
export function useAsking<Question extends string | object | true>(
  key: string,
): readonly [asking: Question | null, setAsking: (asking: Question | null) => void] {
  const [asking, setAsking] = useState(() => wasOpen<Question>(key))
  useEffect(() => {
    if (cutOff.open.has(key)) cutOff = { ...cutOff, open: new Map([...cutOff.open].filter(([one]) => one !== key)) }
    if (asking === null) return
    open.set(key, asking)
    return () => void open.delete(key)
  }, [key, asking])
  return [asking, setAsking]
}
