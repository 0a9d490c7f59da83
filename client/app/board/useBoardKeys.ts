import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useSession } from '#client/kernel/session.tsx'
import { useShortcut } from '#client/kernel/shortcuts.ts'
import type { BoardRow } from '#shared/allocations/contract.ts'
import type { Placed } from './placing.ts'
import { rowLinkId } from './QueueRow.tsx'

interface BoardKeys {
  /** All rows in the order in which they are shown. */
  readonly order: readonly Placed[]
  readonly selected: number | null
  readonly onSelect: (row: BoardRow) => void
}

/** Puts the keyboard at a row. */
export const focusRow = (number: number): void => document.getElementById(rowLinkId(number))?.focus()

/** The number of the row that something on the board stands in. @example rowAround(document.activeElement) */
export function rowAround(within: Element): number | null {
  const link = within.closest('.qr')?.querySelector(`[id^="${rowLinkId('')}"]`)
  return link ? Number(link.id.slice(rowLinkId('').length)) : null
}

/** The row that the keyboard is at: the selected one, or the one that has the focus. */
function rowAt(order: readonly Placed[], selected: number | null): number {
  const focused = document.activeElement?.id ?? ''
  const at = order.findIndex(({ row }) => rowLinkId(row.number) === focused)
  return at >= 0 ? at : order.findIndex(({ row }) => row.number === selected)
}

/** The arrow keys, for whoever is in the list already: elsewhere they scroll the page. */
function useArrows(move: (by: 1 | -1) => boolean): void {
  const current = useRef(move)
  useEffect(() => {
    current.current = move
  })
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
      const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null
      if (by !== null && current.current(by)) event.preventDefault()
    }
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [])
}

/** J and K, and the arrows of whoever is in the list, go through the rows; T opens triage, A shows who could take it. Enter is the row's own link. */
export function useBoardKeys({ order, selected, onSelect }: BoardKeys): void {
  const navigate = useNavigate()
  const { can } = useSession()
  const move = (by: 1 | -1): void => {
    const at = rowAt(order, selected)
    const next = order[at < 0 ? 0 : Math.min(order.length - 1, Math.max(0, at + by))]
    if (!next) return
    onSelect(next.row)
    focusRow(next.row.number)
  }
  const triage = (): void => {
    const at = order[rowAt(order, selected)] ?? order.find(({ row }) => row.state === 'to-triage')
    if (at)
      void navigate({ to: '/referrals/$number', params: { number: String(at.row.number) }, search: { tab: 'triage' } })
  }
  const allocate = (): void => {
    // A row that cannot be given to anybody says why, beside the list: another's in its place would be given by the next key.
    const row = (order[rowAt(order, selected)] ?? order.find((one) => one.row.state === 'to-allocate'))?.row
    if (row) onSelect(row)
  }
  useArrows((by) => {
    if (!order.some(({ row }) => rowLinkId(row.number) === document.activeElement?.id)) return false
    move(by)
    return true
  })
  useShortcut({ keys: 'j', says: 'Next referral', run: () => move(1) })
  useShortcut({ keys: 'k', says: 'Previous referral', run: () => move(-1) })
  useShortcut(can('triage') ? { keys: 't', says: 'Triage', run: triage } : null)
  useShortcut(can('allocate') ? { keys: 'a', says: 'Allocate', run: allocate } : null)
}
