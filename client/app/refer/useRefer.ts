import { useEffect, useRef, useState } from 'react'
import { nowInstant } from '#client/kernel/clock.ts'
import { sendForm, type FormSent } from '#client/partners/formSending.ts'
import { boxOfField, nameFor, sendsOf, type FormKey, type NamedFacts, type PartnerForm } from '#shared/partners/form.ts'
import type { PartnerAccepted } from '#shared/partners/referral.ts'
import { contentOf, newIntake, readIntake, type Fault, type IntakeValues } from '#shared/referrals/intake.ts'

export interface Refer {
  readonly values: IntakeValues
  readonly change: (changes: Partial<IntakeValues>) => void
  readonly faults: readonly Fault[]
  /** Why it was not sent, when that was tried. */
  readonly trouble: string | null
  readonly accepted: PartnerAccepted | null
  readonly busy: boolean
  readonly send: () => Promise<void>
  /** An empty form again, after one was accepted. */
  readonly another: () => void
}

/**
 * What is typed is held in this page and nowhere else: it is about a person, and the computer may be anybody's. It stays until the
 * hub has accepted it; leaving the page before that asks first.
 */
export function useRefer(to: PartnerForm, key: FormKey): Refer {
  const [values, setValues] = useState(() => newIntake(nowInstant()))
  const [faults, setFaults] = useState<readonly Fault[]>([])
  const [trouble, setTrouble] = useState<string | null>(null)
  const [accepted, setAccepted] = useState<PartnerAccepted | null>(null)
  const [busy, setBusy] = useState(false)
  const named = useRef<NamedFacts | null>(null)
  useAskBeforeLeaving(accepted === null && Object.keys(contentOf(values)).length > 1)

  const refused = (why: string, fix: readonly Fault[]): void => {
    setTrouble(why)
    setFaults(fix)
  }
  const send = async (): Promise<void> => {
    if (busy) return
    const read = readIntake({ ...values, source: to.source }, nowInstant())
    if (!read.ok) return refused('Something is missing or cannot be read: see below.', read.refusal)
    setBusy(true)
    named.current = nameFor(JSON.stringify(sendsOf(read.value, to, '')), named.current, crypto.randomUUID())
    const sent = await sendForm(key, sendsOf(read.value, to, named.current.externalId))
    setBusy(false)
    if (!sent.ok) return refused(sent.why, faultsOf(sent))
    named.current = null
    setAccepted(sent.accepted)
    setTrouble(null)
    setFaults([])
    setValues(newIntake(nowInstant()))
  }
  return {
    values,
    change: (changes) => setValues((before) => ({ ...before, ...changes })),
    faults,
    trouble,
    accepted,
    busy,
    send,
    another: () => setAccepted(null),
  }
}

/** What the hub found wrong, each at the box where it was typed; what nobody typed is in the words of the whole answer. */
const faultsOf = ({ fields }: Extract<FormSent, { ok: false }>): readonly Fault[] =>
  fields.flatMap(({ field, message }) => {
    const box = boxOfField(field)
    return box === null ? [] : [{ field: box, message }]
  })

function useAskBeforeLeaving(wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return
    const leaving = (event: BeforeUnloadEvent): void => event.preventDefault()
    window.addEventListener('beforeunload', leaving)
    return () => window.removeEventListener('beforeunload', leaving)
  }, [wanted])
}
