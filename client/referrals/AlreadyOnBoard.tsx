import { Link } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { telOf } from '#client/kernel/council.ts'
import { Button } from '#client/ui/Button.tsx'
import { closedWords } from '#shared/allocations/closedWords.ts'
import { toldElsewhere } from '#shared/referrals/afterCall.ts'
import { alikeWords } from '#shared/referrals/alike.ts'
import { alikeReferrals, type AlikeReferral, type AlikeStub } from '#shared/referrals/contactContract.ts'
import { linkedIn, type IntakeValues } from '#shared/referrals/intake.ts'
import { fullName } from '#shared/referrals/personWords.ts'
import { referralNumber, requests } from '#shared/referrals/referral.ts'
import { stateNames } from '#shared/referrals/stateWords.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatDate, formatInstant, londonDayOf } from '#shared/time/london.ts'
import styles from './referrals.module.css'

const TYPING_MS = 700
const SHORTEST_NAME = 2

export interface AlreadyOnBoardProps {
  readonly values: IntakeValues
  readonly now: Instant
  readonly busy: boolean
  /** Adds this call to a referral that is open already. */
  /** `isNowThere`: the place that this caller told becomes the place of that referral. */
  readonly onAdd: (to: { readonly id: AlikeReferral['id']; readonly isNowThere: boolean }) => void
  readonly onChange: (changes: Pick<IntakeValues, 'linkTo'>) => void
}

/**
 * The same person often comes in twice within an hour, by the GP and then by the police: says so while they are typed, with why it
 * may be the same and how earlier referrals ended. It only ever offers; a person decides.
 */
export function AlreadyOnBoard({ values, now, busy, onAdd, onChange }: AlreadyOnBoardProps) {
  const [others, setOthers] = useState<readonly number[]>([])
  const asked = useSettled(askedOf(values))
  const found = useAnswer(alikeReferrals, asked, { inBody: true, keep: true, byItself: true })
  const shown = asked === null ? [] : (found.data?.found ?? []).filter(({ number }) => !others.includes(number))
  const open = shown.filter(({ state }) => state !== 'closed')
  const earlier = shown.filter(({ state }) => state === 'closed')
  const linked = linkedIn(values)
  const toggle = (id: string): void =>
    onChange({ linkTo: (linked.includes(id) ? linked.filter((one) => one !== id) : [...linked, id]).join(',') })
  return (
    <div aria-live="polite" className={styles.alike}>
      {open.length > 0 && (
        <section className="match" aria-labelledby="match">
          <b id="match">Already on the board?</b>
          {open.map((one) => (
            <div key={one.id} className={styles.earlier}>
              <AlikeFacts of={one} now={now} />
              <div className={styles.matchButtons}>
                <AddCall to={one} place={values.place} busy={busy} onAdd={onAdd} />
                {open.length > 1 && <LinkButton to={one} linked={linked} onToggle={toggle} />}
                <Button size="sm" onClick={() => setOthers([...others, one.number])}>
                  Different person{open.length > 1 && <span className="vh"> than {referralNumber(one.number)}</span>}
                </Button>
              </div>
            </div>
          ))}
        </section>
      )}
      {earlier.length > 0 && (
        <section className="match" aria-labelledby="earlier">
          <b id="earlier">Earlier contact?</b>
          {earlier.map((one) => (
            <div key={one.id} className={styles.earlier}>
              <AlikeFacts of={one} now={now} />
              <div className={styles.matchButtons}>
                <LinkButton to={one} linked={linked} onToggle={toggle} />
                <Button size="sm" onClick={() => setOthers([...others, one.number])}>
                  Different person<span className="vh"> than {referralNumber(one.number)}</span>
                </Button>
              </div>
            </div>
          ))}
        </section>
      )}
      {asked !== null && (found.data?.closed ?? []).map((stub) => <AlikeStubNotice key={stub.number} stub={stub} />)}
    </div>
  )
}

interface LinkButtonProps {
  readonly to: AlikeReferral
  readonly linked: readonly string[]
  readonly onToggle: (id: string) => void
}

/** Says that the new referral belongs with another, or takes it back. */
function LinkButton({ to: { id, number }, linked, onToggle }: LinkButtonProps) {
  const isLinked = linked.includes(id)
  return (
    <Button size="sm" aria-pressed={isLinked} onClick={() => onToggle(id)}>
      {isLinked ? 'Linked with' : 'Link'} {referralNumber(number)}
    </Button>
  )
}

interface AddCallProps extends Pick<AlreadyOnBoardProps, 'busy' | 'onAdd'> {
  readonly to: AlikeReferral
  /** As this caller told it. */
  readonly place: string
}

/** Adds the call; where it tells of another place than the record has, with the choice that the job goes on there. */
function AddCall({ to: { id, number, place: kept = '' }, place, busy, onAdd }: AddCallProps) {
  const elsewhere = toldElsewhere(kept, place)
  return (
    <>
      {elsewhere && (
        <p className={`small ${styles.whereBefore}`}>
          The record has them at <b>{kept || 'no place'}</b>. Are they at <b>{place.trim()}</b> now?
        </p>
      )}
      {elsewhere && (
        <Button size="sm" busy={busy} onClick={() => onAdd({ id, isNowThere: true })}>
          They are there now: add, and change the place
        </Button>
      )}
      <Button size="sm" busy={busy} onClick={() => onAdd({ id, isNowThere: false })}>
        {elsewhere ? 'Leave the place, and add' : 'Add'} this call to {referralNumber(number)}
      </Button>
    </>
  )
}

/** Why it may be the same person, and where the earlier referral stands or how it ended. */
export function AlikeFacts({ of, now }: { readonly of: AlikeReferral; readonly now: Instant }) {
  const { bornOn, ageYears, receivedAt, request, state, closedAt, closedAs, lastReasons, why, number } = of
  const age = bornOn !== null ? `, born ${formatDate(bornOn)}` : ageYears === null ? '' : `, ${ageYears}`
  const today = londonDayOf(now)
  return (
    <div>
      <Link to="/referrals/$number" params={{ number: String(number) }} target="_blank">
        {fullName(of)}
        <span className="vh"> in a new tab</span>
      </Link>
      {age}. {requests[request]}, came in {formatInstant(receivedAt, today)}.{' '}
      {closedAt === null
        ? `${stateNames[state]}.`
        : `Closed ${formatInstant(closedAt, today)}: ${closedWords(closedAs).toLowerCase()}.`}
      <div className="small">{why.map((reason) => alikeWords[reason]).join(' · ')}</div>
      {lastReasons !== '' && <div className={`small ${styles.reasonsBefore}`}>Reasons then: {lastReasons}</div>}
    </div>
  )
}

/** Nothing of the person: where it stands, and whom to ring. */
export function AlikeStubNotice({ stub }: { readonly stub: AlikeStub }) {
  return (
    <section className="match">
      <b>{referralNumber(stub.number)} is about this person and restricted.</b>
      <div>
        {stateNames[stub.state]}. Ring {stub.guardianName}
        {stub.guardianPhone && (
          <>
            {' '}
            on <a href={telOf(stub.guardianPhone)}>{stub.guardianPhone}</a>
          </>
        )}{' '}
        before you save.
      </div>
    </section>
  )
}

type Asked = { readonly [Key in 'lastName' | 'firstName' | 'birth' | 'nhsNumber' | 'phone' | 'home']: string }

/** So many digits are a whole telephone number of this country. */
const WHOLE_PHONE = 10

/** What is asked about; nothing before there is a name or a number worth asking with. */
function askedOf(values: IntakeValues): Asked | null {
  const { lastName, firstName, birth, nhsNumber, personPhone, homeAddress } = values
  const digitsOf = (text: string): number => text.replace(/\D/g, '').length
  const enough =
    lastName.trim().length >= SHORTEST_NAME ||
    digitsOf(nhsNumber) === 10 ||
    (digitsOf(personPhone) >= WHOLE_PHONE && homeAddress.trim() !== '')
  return enough ? { lastName, firstName, birth, nhsNumber, phone: personPhone, home: homeAddress } : null
}

/** What was typed once the typing has paused, so that each keystroke does not ask. */
function useSettled(asked: Asked | null): Asked | null {
  const [settled, setSettled] = useState<Asked | null>(null)
  const text = JSON.stringify(asked)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(JSON.parse(text) as Asked | null), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
