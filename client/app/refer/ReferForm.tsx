import { useEffect, useRef, type SubmitEvent } from 'react'
import { boxOf, type IntakePart } from '#client/referrals/intakeForm.ts'
import { WhatIsAsked } from '#client/referrals/WhatIsAsked.tsx'
import { WhatIsHappening } from '#client/referrals/WhatIsHappening.tsx'
import { WhoItIsAbout } from '#client/referrals/WhoItIsAbout.tsx'
import { useNow } from '#client/kernel/clock.ts'
import { telOf } from '#client/kernel/council.ts'
import { Button } from '#client/ui/Button.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { useUntouched } from '#client/ui/useErrorIn.ts'
import type { FormKey, PartnerForm } from '#shared/partners/form.ts'
import type { PartnerAccepted } from '#shared/partners/referral.ts'
import { clockTimeOf, formatDate, londonDayOf } from '#shared/time/london.ts'
import { instant } from '#shared/time/instant.ts'
import { useRefer } from './useRefer.ts'

interface ReferFormProps {
  readonly to: PartnerForm
  readonly sendingBy: FormKey
}

/** The facts that a partner gives, in the order of the service's own form, and in large letters what became of them. */
export function ReferForm({ to, sendingBy }: ReferFormProps) {
  const now = useNow(5000)
  const { values, change, faults, trouble, accepted, busy, send, another } = useRefer(to, sendingBy)
  const left = useUntouched(faults)
  if (accepted !== null) return <AcceptedAs accepted={accepted} to={to} onAnother={another} />
  const part: IntakePart = { values, change, faults: left, now }
  const submit = (event: SubmitEvent<HTMLFormElement>): void => {
    event.preventDefault()
    void send()
  }
  return (
    <>
      <h1 className="h1">Refer to {to.service}</h1>
      <p>
        From {to.partner}. The AMHP service decides what becomes of it. It counts only once this page says{' '}
        <b>Accepted</b> with a reference. Life at risk? Call 999.
      </p>
      {trouble !== null && <NotSent why={trouble} phone={to.phone} takesFocus={faults.length === 0} />}
      <ErrorSummary errors={faults} />
      <form className="card" noValidate inert={busy} onSubmit={submit} aria-label="Referral">
        <WhoIsReferring {...part} />
        <WhoItIsAbout {...part} />
        <WhatIsAsked {...part} />
        <div className="blk">
          <h2>Where they are now</h2>
          <div className="fs">
            <TextField {...boxOf(part, 'place')} label="Place" hint="With the ward, room or address" />
          </div>
        </div>
        <WhatIsHappening {...part} aside="In your own words" />
        <div className="foot">
          <Button kind="p" type="submit" busy={busy}>
            Send the referral
          </Button>
        </div>
      </form>
    </>
  )
}

function WhoIsReferring(part: IntakePart) {
  return (
    <div className="blk">
      <h2>Who is referring</h2>
      <div className="fs">
        <div className="row">
          <TextField {...boxOf(part, 'callerName')} label="Your name or number" width="l" />
          <TextField
            {...boxOf(part, 'callerPhone')}
            label="Call back on"
            hint="Answered now, and when your office is closed"
            width="m"
            inputMode="tel"
          />
        </div>
      </div>
    </div>
  )
}

interface NotSentProps {
  readonly why: string
  readonly phone: string
  /** Not when a list of what to fix is shown, which takes it. */
  readonly takesFocus: boolean
}

function NotSent({ why, phone, takesFocus }: NotSentProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (takesFocus) box.current?.focus()
  }, [why, takesFocus])
  return (
    <div className="not-sent" role="alert" tabIndex={-1} ref={box}>
      <p className="loud">
        NOT SENT. Telephone {phone === '' ? 'the AMHP service' : <a href={telOf(phone)}>{phone}</a>}
      </p>
      <p>{why} What you typed is still here: you can try again after you have rung.</p>
    </div>
  )
}

interface AcceptedAsProps {
  readonly accepted: PartnerAccepted
  readonly to: PartnerForm
  readonly onAnother: () => void
}

function AcceptedAs({ accepted, to, onAnother }: AcceptedAsProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  const at = instant(accepted.acceptedAt)
  return (
    <section className="accepted">
      <h1 tabIndex={-1} ref={heading}>
        Accepted: {accepted.reference}, at {clockTimeOf(at)}
      </h1>
      <p>
        {formatDate(londonDayOf(at))}, by {to.service}. Write the reference down: it is not shown again.
        {accepted.again && ' It had arrived before, and counts once.'}
      </p>
      <p>
        If things change or get worse, telephone <a href={telOf(to.phone)}>{to.phone}</a> and say the reference.
      </p>
      <Button onClick={onAnother}>Make another referral</Button>
    </section>
  )
}
