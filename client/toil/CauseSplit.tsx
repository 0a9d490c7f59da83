import type { CausePart } from '#shared/toil/causes.ts'
import { delayFacts } from '#shared/toil/delayCodes.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { colouredParts } from './colouredParts.ts'

/** What a late finish went on: a bar for the eye, and the same in words with its minutes. */
export function CauseSplit({ causes }: { readonly causes: readonly CausePart[] }) {
  const parts = colouredParts(causes)
  return (
    <>
      <div className="split" aria-hidden="true">
        {parts.map(({ code, minutes, colour }) => (
          <i key={code} style={{ flexGrow: minutes, background: colour }} />
        ))}
      </div>
      <ul className="brk">
        {parts.map(({ code, minutes, colour }) => (
          <li key={code}>
            <i style={{ background: colour }} aria-hidden="true" />
            <span>{delayFacts(code).words}</span>
            <b>{formatMinutes(minutes)}</b>
          </li>
        ))}
      </ul>
    </>
  )
}
