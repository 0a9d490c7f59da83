import type { CausePart } from '#shared/toil/causes.ts'
import { delayFacts } from '#shared/toil/delayCodes.ts'

/** A partner's causes are told apart among themselves; what is ours to change has a colour of its own, as in the reports. */
const partners = ['var(--c1)', 'var(--c2)', 'var(--c3)'] as const
const others = { ours: 'var(--c4)', neither: 'var(--c5)' } as const

/** @example colouredParts(claim.causes)[0] // { code: 'BED', minutes: 200, colour: 'var(--c1)' } */
export function colouredParts(causes: readonly CausePart[]): readonly (CausePart & { readonly colour: string })[] {
  const ofPartners = causes.filter(({ code }) => delayFacts(code).side === 'partner')
  return causes.map((part) => {
    const { side } = delayFacts(part.code)
    const own = partners[ofPartners.indexOf(part) % partners.length] ?? partners[0]
    return { ...part, colour: side === 'partner' ? own : others[side] }
  })
}
