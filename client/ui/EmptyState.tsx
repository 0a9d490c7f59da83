import type { ReactNode } from 'react'

/** Nothing here, and that is fine: what is so, and what usually comes next. A calm board looks calm. */
export function EmptyState({
  title,
  action,
  children,
}: {
  readonly title: string
  readonly action?: ReactNode
  readonly children?: ReactNode
}) {
  return (
    <div className="empty">
      <b>{title}</b>
      {children && <span className="muted">{children}</span>}
      {action}
    </div>
  )
}
