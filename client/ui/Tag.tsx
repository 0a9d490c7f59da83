import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'

export type Tone = 'warn' | 'breach' | 'breach-soft' | 'done' | 'info' | 'plain'

/** A state as a word first and a colour second. @example <Tag tone="done" icon="check">Agreed</Tag> */
export function Tag({
  tone,
  icon,
  children,
}: {
  readonly tone?: Tone | undefined
  readonly icon?: IconName | undefined
  readonly children: ReactNode
}) {
  return (
    <span className={tone ? `tag ${tone}` : 'tag'}>
      {icon && <Icon name={icon} />}
      {children}
    </span>
  )
}
