import type { ReactNode } from 'react'
import { Icon } from './Icon.tsx'

export interface TableProps {
  readonly caption: string
  /** When a heading above already says it. */
  readonly hideCaption?: boolean | undefined
  /** On a phone: `cards` turns rows into cards, `scroll` lets the table move sideways in a region of its own, `fits` needs neither. */
  readonly narrow?: 'cards' | 'scroll' | 'fits' | undefined
  readonly className?: string | undefined
  readonly children: ReactNode
}

/** What moves sideways must be reachable with a keyboard, and then say what it is (WCAG 2.1.1). */
const reachable = { role: 'region', tabIndex: 0 } as const

/** A table with its name. Give each row a `<th scope="row">`. */
export function Table({ caption, hideCaption = false, narrow = 'scroll', className = '', children }: TableProps) {
  const table = (
    <table className={`${narrow === 'cards' ? 'cards' : ''} ${className}`}>
      <caption className={hideCaption ? 'vh' : undefined}>{caption}</caption>
      {children}
    </table>
  )
  if (narrow !== 'scroll') return table
  return (
    <div className="scroll-x table-x" aria-label={caption} {...reachable}>
      {table}
    </div>
  )
}

export type Sort = 'ascending' | 'descending' | 'none'

/** A heading that sorts: a real button; the arrow is not read out, `aria-sort` is. */
export function SortHeader({
  children,
  sort,
  onSort,
  numeric = false,
}: {
  readonly children: ReactNode
  readonly sort: Sort
  readonly onSort: () => void
  readonly numeric?: boolean | undefined
}) {
  return (
    <th scope="col" aria-sort={sort} className={numeric ? 'n' : undefined}>
      <button type="button" onClick={onSort}>
        {children}
        {sort !== 'none' && <Icon name={sort === 'descending' ? 'down' : 'up'} />}
      </button>
    </th>
  )
}
