import { useNavigate, useSearch } from '@tanstack/react-router'
import { useAnswer } from '#client/kernel/api.ts'
import { useTimeOf } from '#client/kernel/clock.ts'
import { useSession } from '#client/kernel/session.tsx'
import { useShortcut } from '#client/kernel/shortcuts.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { register, type Register } from '#shared/register/contract.ts'
import { londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { AmhpPage } from './AmhpPage.tsx'
import { RegisterList } from './RegisterList.tsx'
import './register.css'

const MINUTE_MS = 60_000

/** The register of AMHPs, and one entry of it when it is open. */
export function People() {
  const asked = useAnswer(register, {})
  return (
    <div className="wrap people">
      <Answered
        of={asked}
        pending={
          <>
            <h1 className="h1">People</h1>
            <p className="muted">Loading the register.</p>
          </>
        }
      >
        {(all) => <Opened all={all} />}
      </Answered>
    </div>
  )
}

function Opened({ all }: { readonly all: Register }) {
  const today = useTimeOf((now) => londonDayOf(now), MINUTE_MS) as LondonDay
  const { show, open } = useSearch({ strict: false })
  const { can } = useSession()
  const keeps = can('keep the register')
  const navigate = useNavigate()
  const go = (search: { readonly show?: string; readonly open?: string }): void => {
    void navigate({ to: '/people', search: { ...(show === undefined ? {} : { show }), ...search } })
  }
  const close = (): void => void navigate({ to: '/people', search: show === undefined ? {} : { show } })
  useShortcut(keeps && open === undefined ? { keys: 'a', says: 'Add an AMHP', run: () => go({ open: 'new' }) } : null)

  if (keeps && open !== undefined) {
    const row = all.amhps.find(({ personId }) => personId === open) ?? null
    const other = all.others.find(({ personId }) => personId === open) ?? null
    return <AmhpPage key={open} all={all} row={row} other={other} today={today} onClose={close} />
  }
  return <RegisterList all={all} today={today} show={show} onOpen={keeps ? (id) => go({ open: id }) : null} />
}
