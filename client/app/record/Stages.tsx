import { Icon } from '#client/ui/Icon.tsx'
import type { Stage } from './stages.ts'

const spoken = { done: 'done', now: 'now', next: 'to come' } as const

/** How far the referral has come. */
export function Stages({ stages }: { readonly stages: readonly Stage[] }) {
  return (
    <ol className="stages" aria-label="Progress">
      {stages.map(({ name, detail, look }) => (
        <li
          key={name}
          className={look === 'done' ? undefined : look}
          aria-current={look === 'now' ? 'step' : undefined}
        >
          <b>
            {look === 'done' && <Icon name="check" />}
            {name}
            <span className="vh">, {spoken[look]}</span>
          </b>
          {detail}
        </li>
      ))}
    </ol>
  )
}
