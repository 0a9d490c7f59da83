import type { ReactNode } from 'react'
import { usePresence } from '#client/kernel/live.ts'
import { useSession } from '#client/kernel/session.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import { ageWords, fullName } from '#shared/referrals/personWords.ts'
import { formatNhsNumber, readNhsNumber } from '#shared/referrals/nhsNumber.ts'
import type { ReferralDetail } from '#shared/referrals/record.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import type { Instant } from '#shared/time/instant.ts'

export interface RecordHeaderProps {
  readonly referral: ReferralDetail
  readonly now: Instant
  /** The clock, at the right. */
  readonly children: ReactNode
}

/** Whose record this is, with what must be known before anything is done. */
export function RecordHeader({ referral, now, children }: RecordHeaderProps) {
  const { before, known, after } = ageWords(referral, now)
  const nhs = readNhsNumber(referral.nhsNumber)
  return (
    <div className="ident-row">
      <div className="who">
        <h1>{fullName(referral)}</h1>
        <div className="meta">
          <span>
            <b>{referralNumber(referral.number)}</b>
          </span>
          <span>
            {before}
            <b>{known}</b>
            {after}
          </span>
          {nhs.ok && (
            <span>
              NHS <b>{formatNhsNumber(nhs.value)}</b>
            </span>
          )}
          {referral.gender && <span>{referral.gender}</span>}
          <Tags referral={referral} />
          <Colleagues referralId={referral.id} />
        </div>
      </div>
      {children}
    </div>
  )
}

function Tags({ referral: { asksFor, interpreter, riskToStaff } }: Pick<RecordHeaderProps, 'referral'>) {
  return (
    <>
      {asksFor && (
        <Tag tone="info" icon="person">
          {asksFor}
        </Tag>
      )}
      {interpreter && (
        <Tag tone="info" icon="note">
          Interpreter: {interpreter}
        </Tag>
      )}
      {riskToStaff === 'yes' && (
        <Tag tone="breach-soft" icon="shield">
          Risk to staff
        </Tag>
      )}
      {riskToStaff === 'not-asked' && (
        <Tag tone="warn" icon="triangle">
          Risk not asked yet
        </Tag>
      )}
    </>
  )
}

/** Which colleagues have it open or are typing in it. Named, because "somebody" cannot be rung. */
function Colleagues({ referralId }: { readonly referralId: string }) {
  const { person } = useSession()
  const here = usePresence().filter((one) => one.referralId === referralId && one.personId !== person.id)
  const typing = new Set(here.filter((one) => one.typing).map((one) => one.name))
  const looking = new Set(here.map((one) => one.name).filter((name) => !typing.has(name)))
  return (
    <>
      {[...typing].map((name) => (
        <span className="presence" key={name}>
          <Icon name="pencil" />
          {name} is typing
        </span>
      ))}
      {[...looking].map((name) => (
        <span className="presence" key={name}>
          <Icon name="eye" />
          {name} has this open
        </span>
      ))}
    </>
  )
}
