import { useLocation, useNavigate, useSearch } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { useKeptText } from '#client/kernel/drafts.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Answered } from '#client/ui/Answered.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { findReferrals } from '#shared/referrals/contract.ts'
import { readSought } from '#shared/referrals/finding.ts'
import { closedReferrals, type ClosedRow } from '#shared/restricted/contract.ts'
import { ReferralTable } from './referrals/ReferralTable.tsx'

const FIND = 'find'
const TYPING_MS = 300
/** As many as the hub gives. */
const MOST = 50

const shows = [
  { value: 'all', label: 'All' },
  { value: 'open', label: 'Open' },
  { value: 'closed', label: 'Closed' },
] as const
type Show = (typeof shows)[number]['value']

/** Every referral of the service, the latest first, and the search. A name is typed here and never stands in the address. */
export function Referrals() {
  const navigate = useNavigate()
  const search = useSearch({ from: '/referrals' })
  const show: Show = shows.find(({ value }) => value === search.show)?.value ?? 'all'
  const [typed, setTyped] = useKeptText('referrals.find')
  const text = useSettled(typed)
  const found = useAnswer(findReferrals, { text, show }, { inBody: true, keep: true })
  const closed = useClosedOnes(text, show)
  useFocusFromAddress()
  return (
    <div className="wrap">
      <div className="page-h">
        <h1 className="h1">Referrals</h1>
      </div>
      <div className="stack">
        <search className="card">
          <div className="card-b stack">
            <TextField
              id={FIND}
              label="Find a referral"
              hint="Reference, name, NHS number or telephone"
              type="search"
              spellCheck={false}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
            />
            <RadioChips
              label="Show"
              hideLabel
              look="sm"
              options={shows}
              value={show}
              onChange={(next) => void navigate({ to: '/referrals', search: { show: next }, replace: true })}
            />
          </div>
        </search>
        <section className="card" aria-label="Referrals found">
          <div className="card-b" aria-live="polite">
            <Answered
              of={found}
              isEmpty={(lines) => lines.length + closed.length === 0}
              empty={<NobodyFound text={text} />}
            >
              {(lines) => (
                <>
                  <p className="muted">{countWords(lines.length + closed.length, text)}</p>
                  <ReferralTable lines={lines} closed={closed} caption="Referrals" />
                </>
              )}
            </Answered>
          </div>
        </section>
      </div>
    </div>
  )
}

/** Restricted referrals, among the latest or by their reference: that there is one of somebody by name is not told. */
function useClosedOnes(text: string, show: Show): readonly ClosedRow[] {
  const { can } = useSession()
  const { number } = readSought(text)
  const listed = can('open with a reason') && (text.trim() === '' || number !== null)
  const asked = useAnswer(closedReferrals, listed ? { show, ...(number !== null && { number: String(number) }) } : null)
  return asked.data ?? []
}

/** @example countWords(50, '') // 'The latest 50' */
function countWords(count: number, text: string): string {
  if (text.trim() === '') return count < MOST ? `${count} in all` : `The latest ${MOST}`
  return count < MOST ? `${count} found` : `The latest ${MOST} found. Type more to narrow it down`
}

function NobodyFound({ text }: { readonly text: string }) {
  if (text.trim() === '') return <EmptyState title="No referrals yet">A new one starts with N.</EmptyState>
  return (
    <EmptyState title={`Nothing was found for “${text.trim()}”`}>
      Try part of the name, the reference, the NHS number, or the number they rang from.
    </EmptyState>
  )
}

/** What was typed once the typing pauses, so that each keystroke does not ask. */
function useSettled(typed: string): string {
  const [settled, setSettled] = useState(typed)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), TYPING_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return settled
}

/** The bar at the top and `/` lead to the search box. */
function useFocusFromAddress(): void {
  const hash = useLocation({ select: (location) => location.hash })
  useEffect(() => {
    if (hash !== FIND) return
    // The page's own focus on arrival comes first.
    const timer = setTimeout(() => document.getElementById(FIND)?.focus())
    return () => clearTimeout(timer)
  }, [hash])
}
