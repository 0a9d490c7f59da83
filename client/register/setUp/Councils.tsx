import { Tag } from '#client/ui/Tag.tsx'
import { isActedFor } from '#shared/register/setUp.ts'
import type { CouncilSetUp } from '#shared/register/setUpContract.ts'
import { formatDate, type LondonDay } from '#shared/time/london.ts'
import { CouncilForm } from './CouncilForm.tsx'
import { countWords, ListCard } from './ListCard.tsx'
import type { PartProps } from './SetUpPage.tsx'

const isOver = (row: CouncilSetUp, today: LondonDay): boolean => row.actedFor && !isActedFor(row, today)

/** Councils that the service acts for, and neighbours that approve its AMHPs. */
export function Councils({ answer: { councils, today } }: PartProps) {
  return (
    <ListCard
      title="Councils"
      add="Add a council"
      lede="A referral goes to a council that the service acts for on its day. One that ends keeps its past. It cannot end today while a referral for it is open: finish that first, or give a later last day."
      empty={{ title: 'No council yet', words: 'No referral can come in until the service acts for one.' }}
      rows={councils}
      isEnded={(row) => isOver(row, today)}
      columns={[
        { head: 'The service', show: (row) => <Acts row={row} today={today} /> },
        { head: 'AMHPs who act for it', show: ({ amhps }) => countWords(amhps, 'AMHP', 'AMHPs') },
        { head: 'Open referrals', show: ({ open }) => (open === 0 ? 'None' : open) },
      ]}
      form={(row, onClose) => <CouncilForm key={row?.id ?? 'new'} row={row} today={today} onClose={onClose} />}
    />
  )
}

function Acts({ row, today }: { readonly row: CouncilSetUp; readonly today: LondonDay }) {
  if (!row.actedFor) return <span className="muted">Does not act for it; it approves AMHPs</span>
  if (row.lastDay === null) return 'Acts for it'
  if (isOver(row, today)) return `Acted for it until ${formatDate(row.lastDay)}`
  return (
    <Tag tone="warn" icon="calendar">
      Until {formatDate(row.lastDay)}
    </Tag>
  )
}
