import { firstOf } from '#client/allocations/personNames.ts'
import { Icon } from '#client/ui/Icon.tsx'
import type { Presence } from '#shared/kernel/topic.ts'

/** Nobody has it open: the same list each time, so that a row need not be drawn again. */
export const nobody: readonly Presence[] = []

/** Who has which referral open, one entry a colleague; whoever types in it comes first. */
export function eyesByReferral(present: readonly Presence[]): ReadonlyMap<string, readonly Presence[]> {
  const found = new Map<string, Presence[]>()
  for (const one of present.toSorted((a, b) => Number(b.typing) - Number(a.typing))) {
    const known = found.get(one.referralId) ?? []
    if (!known.some(({ personId }) => personId === one.personId)) found.set(one.referralId, [...known, one])
  }
  return found
}

/** @example eyesWords(eyes) // 'Amir Shah is typing in this, Kim Vale has this open' */
export const eyesWords = (eyes: readonly Presence[]): string =>
  eyes.map(({ name, typing }) => `${name} ${typing ? 'is typing in this' : 'has this open'}`).join(', ')

/** Which colleagues have this open, and whether they type in it: one name, and how many more. Never a colour that calls. */
export function Eyes({ eyes }: { readonly eyes: readonly Presence[] }) {
  const [first, ...others] = eyes
  if (!first) return null
  return (
    <span className="presence" title={eyesWords(eyes)}>
      <Icon name={first.typing ? 'pencil' : 'eye'} />
      <span aria-hidden="true">
        {firstOf(first.name)}
        {others.length > 0 && ` +${others.length}`}
      </span>
      <span className="vh">{eyesWords(eyes)}</span>
    </span>
  )
}
