import type { AmhpRow, Register } from '#shared/register/contract.ts'
import type { LondonDay } from '#shared/time/london.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { PersonLinks } from '#client/ui/PersonLinks.tsx'
import { entryTextOf, type AmhpEntryText } from './amhpEntry.ts'
import { AmhpForm } from './AmhpForm.tsx'
import { BesideOf } from './Beside.tsx'
import { Suspension } from './Suspension.tsx'

interface AmhpPageProps {
  readonly all: Register
  /** Somebody on the register; without one, an entry is being made. */
  readonly row: AmhpRow | null
  /** Somebody of the service who is not on the register yet. */
  readonly other: Register['others'][number] | null
  readonly today: LondonDay
  readonly onClose: () => void
}

/** One entry of the register, to read and to change. What is typed is kept when the session ends. */
export function AmhpPage({ all, row, other, today, onClose }: AmhpPageProps) {
  const blank = entryTextOf(row, all)
  const begun = other ? { ...blank, existingPersonId: other.personId, name: other.name, phone: other.phone } : blank
  // Only the boxes that were touched: the others show what is there, also when a colleague changes it meanwhile.
  const [typed, setTyped, forget] = useKept<Partial<AmhpEntryText>>(
    `register.touched.${row?.personId ?? other?.personId ?? 'new'}`,
    {},
  )
  const close = (): void => {
    forget()
    onClose()
  }
  return (
    <div className="amhp-page">
      <div className="page-h">
        <div>
          <div className="crumb">
            <Button kind="q" size="sm" icon="back" onClick={close}>
              All people
            </Button>
          </div>
          <h1 className="h1">{row?.name ?? (other ? `Put ${other.name} on the register` : 'Add an AMHP')}</h1>
        </div>
        {row && (
          <div className="r">
            <PersonLinks personId={row.personId} name={row.name} />
          </div>
        )}
      </div>
      <div className="amhp-grid">
        <AmhpForm
          all={all}
          row={row}
          text={{ ...begun, ...typed }}
          change={(part) => setTyped({ ...typed, ...part })}
          today={today}
          onClose={close}
        />
        {row && (
          <div className="amhp-aside">
            <Suspension row={row} today={today} />
            <BesideOf personId={row.personId} today={today} />
          </div>
        )}
      </div>
    </div>
  )
}
