import { useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { nowInstant } from '#client/kernel/clock.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { Table } from '#client/ui/Table.tsx'
import type { FormKey } from '#shared/partners/form.ts'
import { partnerList, type PartnerKeyRow, type PartnerRow } from '#shared/partners/contract.ts'
import { partnerScopes, type PartnerScope } from '#shared/partners/scopes.ts'
import { sources } from '#shared/referrals/referral.ts'
import { formatDate, formatInstant, londonDayOf } from '#shared/time/london.ts'
import { AddPartner } from './AddPartner.tsx'
import { EndKey } from './EndKey.tsx'
import { Lately } from './Lately.tsx'
import { MakeKey } from './MakeKey.tsx'
import { ShowKey } from './ShowKey.tsx'
import './partners.css'

/** A key that was made just now: the only time that its secret is seen. */
interface Made extends FormKey {
  readonly scopes: readonly PartnerScope[]
}

/** Organisations that may send referrals, and the keys with which they do: for whoever manages accounts. */
export function Partners() {
  const asked = useAnswer(partnerList, {})
  const [adding, setAdding] = useState(false)
  const [making, setMaking] = useState<PartnerRow | null>(null)
  const [made, setMade] = useState<Made | null>(null)
  const [ending, setEnding] = useState<PartnerKeyRow | null>(null)
  return (
    <div className="wrap partners">
      <div className="page-h">
        <h1 className="h1">Partners and keys</h1>
        <div className="r">
          <Button kind="p" icon="plus" onClick={() => setAdding(true)}>
            Add a partner
          </Button>
        </div>
      </div>
      <div className="stack">
        <p>
          A partner sends referrals from its own system, or by a web form with a link of its own. They arrive
          un-triaged, under the partner’s name. A partner knows that one was accepted only by its reference.
        </p>
        <Answered
          of={asked}
          isEmpty={({ partners }) => partners.length === 0}
          empty={
            <EmptyState title="No partner yet">
              Add a police force, a ward or a liaison team, then make a key or a link for it.
            </EmptyState>
          }
        >
          {({ partners }) =>
            partners.map((partner) => (
              <PartnerCard key={partner.id} partner={partner} onMake={setMaking} onEnd={setEnding} />
            ))
          }
        </Answered>
      </div>
      {adding && <AddPartner onClose={() => setAdding(false)} />}
      {making && (
        <MakeKey
          partner={making}
          onClose={() => setMaking(null)}
          onMade={(key) => {
            setMaking(null)
            setMade(key)
          }}
        />
      )}
      {made && asked.data && <ShowKey made={made} serviceId={asked.data.serviceId} onClose={() => setMade(null)} />}
      {ending && <EndKey of={ending} onClose={() => setEnding(null)} />}
    </div>
  )
}

interface PartnerCardProps {
  readonly partner: PartnerRow
  readonly onMake: (partner: PartnerRow) => void
  readonly onEnd: (key: PartnerKeyRow) => void
}

function PartnerCard({ partner, onMake, onEnd }: PartnerCardProps) {
  const { name, source, phone, sent, keys } = partner
  const arrived =
    sent === 0 ? 'Nothing has come in yet' : sent === 1 ? '1 referral came in' : `${sent} referrals came in`
  return (
    <Card
      title={name}
      aside={
        <Button size="sm" icon="plus" onClick={() => onMake(partner)}>
          Make a key<span className="vh"> for {name}</span>
        </Button>
      }
    >
      <p className="about">
        Shown as {sources[source]} · {phone} · {arrived}
      </p>
      {keys.length === 0 ? (
        <EmptyState title="No key yet">Nothing can come in from here until you make one.</EmptyState>
      ) : (
        <Keys of={partner} onEnd={onEnd} />
      )}
      {sent > 0 && <Lately partner={partner} />}
    </Card>
  )
}

/** @example scopeWords(['refer', 'reconcile']) // 'Send referrals, ask what has arrived' */
const scopeWords = (scopes: readonly PartnerScope[]): string => {
  const words = scopes
    .map((scope) => partnerScopes[scope])
    .join(', ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function stateOf({ revokedAt, revokedWhy, expiresAt }: PartnerKeyRow): string {
  if (revokedAt !== null) return [`Ended ${formatInstant(revokedAt)}`, revokedWhy].filter(Boolean).join(': ')
  return expiresAt <= nowInstant() ? 'Its time is up' : `Until ${formatDate(londonDayOf(expiresAt))}`
}

function Keys({ of, onEnd }: { readonly of: PartnerRow; readonly onEnd: (key: PartnerKeyRow) => void }) {
  return (
    <Table caption={`Keys of ${of.name}`} hideCaption narrow="cards">
      <thead>
        <tr>
          <th scope="col">For</th>
          <th scope="col">May</th>
          <th scope="col">Made</th>
          <th scope="col">Last used</th>
          <th scope="col">State</th>
          <th scope="col">
            <span className="vh">End it</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {of.keys.map((key) => (
          <tr key={key.id}>
            <th scope="row">{key.label}</th>
            <td data-label="May">{scopeWords(key.scopes)}</td>
            <td data-label="Made">
              {formatInstant(key.madeAt)}, {key.madeByName}
            </td>
            <td data-label="Last used">{key.lastUsedAt === null ? 'Never used' : formatInstant(key.lastUsedAt)}</td>
            <td data-label="State">{stateOf(key)}</td>
            <td>
              {key.revokedAt === null && (
                <Button size="sm" onClick={() => onEnd(key)}>
                  End<span className="vh"> the key “{key.label}”</span>
                </Button>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
