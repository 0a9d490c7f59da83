import type { ReactNode } from 'react'
import { Icon, type IconName } from './Icon.tsx'
import { useBroughtIntoView } from './useBroughtIntoView.ts'

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
  /** Names what it tells of a press: scrolled to and given the focus, once for each name. */
  readonly broughtIntoView?: string | undefined
  readonly children: ReactNode
}

/** What happened, what is safe, what to do next. Begin with a `<b>` sentence. */
export function Notice({ tone = 'info', icon, speaks, action, broughtIntoView, children }: NoticeProps) {
  const look = looks[tone]
  const role = speaks === 'at-once' ? 'alert' : speaks === 'politely' ? 'status' : undefined
  const box = useBroughtIntoView(broughtIntoView)
  return (
    <div className={look.className} role={role} ref={box} tabIndex={broughtIntoView === undefined ? undefined : -1}>
      <Icon name={icon ?? look.icon} />
      <div>{children}</div>
      {action}
    </div>
  )
}
