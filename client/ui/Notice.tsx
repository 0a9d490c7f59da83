import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'

const looks = {
  info: { className: 'note', icon: 'info' },
  warn: { className: 'note warn', icon: 'triangle' },
  breach: { className: 'note breach', icon: 'octagon' },
  done: { className: 'note done', icon: 'check' },
} as const satisfies Record<string, { readonly className: string; readonly icon: IconName }>

export interface NoticeProps {
  readonly tone?: keyof typeof looks | undefined
  readonly icon?: IconName | undefined
  /** Says it aloud when it appears: only for what somebody must know at once. */
  readonly speaks?: 'politely' | 'at-once' | undefined
  /** A button at the end. */
  readonly action?: ReactNode
  readonly children: ReactNode
}

/** What happened, what is safe, what to do next. Begin with a `<b>` sentence. */
export function Notice({ tone = 'info', icon, speaks, action, children }: NoticeProps) {
  const look = looks[tone]
  const role = speaks === 'at-once' ? 'alert' : speaks === 'politely' ? 'status' : undefined
  return (
    <div className={look.className} role={role}>
      <Icon name={icon ?? look.icon} />
      <div>{children}</div>
      {action}
    </div>
  )
}
