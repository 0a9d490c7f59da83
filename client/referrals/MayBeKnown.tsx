import { useAnswer } from '#client/kernel/api.ts'
import { alikeReferrals } from '#shared/referrals/contactContract.ts'
import type { ReferralDetail } from '#shared/referrals/record.ts'
import type { Instant } from '#shared/time/instant.ts'
import { AlikeFacts, AlikeStubNotice } from './AlreadyOnBoard.tsx'
import { JoinReferrals } from './JoinReferrals.tsx'
import styles from './referrals.module.css'

const askedOf = ({ lastName, firstName, bornOn, ageYears, nhsNumber, personPhone, homeAddress }: ReferralDetail) => ({
  lastName,
  firstName,
  birth: bornOn ?? (ageYears === null ? '' : String(ageYears)),
  nhsNumber,
  phone: personPhone,
  home: homeAddress,
})

/**
 * Other referrals that may be about the same person, by the same rules as while a call is typed: whoever came in by a partner’s system or
 * form was never typed here. It only ever offers; a person decides.
 */
export function MayBeKnown({ referral, now }: { readonly referral: ReferralDetail; readonly now: Instant }) {
  const found = useAnswer(alikeReferrals, askedOf(referral), { inBody: true, byItself: true })
  const others = (found.data?.found ?? []).filter(({ id }) => id !== referral.id)
  const closed = (found.data?.closed ?? []).filter(({ number }) => number !== referral.number)
  if (others.length === 0 && closed.length === 0) return null
  return (
    <section className="match" aria-labelledby="may-be-known">
      <b id="may-be-known">The same person?</b>
      {others.map((one) => (
        <div key={one.id} className={styles.earlier}>
          <AlikeFacts of={one} now={now} />
          <JoinReferrals referral={referral} other={one} />
        </div>
      ))}
      {closed.map((stub) => (
        <AlikeStubNotice key={stub.number} stub={stub} />
      ))}
    </section>
  )
}
