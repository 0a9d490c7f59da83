import { useState, type SubmitEvent } from 'react'
import { useAnswer, useSend } from '#client/kernel/api.ts'
import { useSession } from '#client/kernel/session.tsx'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { Select, TextArea } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { toast } from '#client/ui/toast.ts'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import type { PersonId, ReferralId } from '#shared/kernel/ids.ts'
import { may } from '#shared/kernel/permission.ts'
import { register } from '#shared/register/contract.ts'
import {
  restrictionKinds,
  restrictionReasons,
  type RestrictionKind,
  type RestrictionReason,
} from '#shared/restricted/codes.ts'
import { changeRestriction, restrictRecord, type RestrictionRow } from '#shared/restricted/contract.ts'
import { PeopleList, type ListedPerson } from './PeopleList.tsx'

interface RestrictFormProps {
  readonly referralId: ReferralId
  /** The one in force, to change it; null to make one. */
  readonly restriction: RestrictionRow | null
  readonly onDone: () => void
}

const optionsOf = <Code extends string>(codes: Readonly<Record<Code, string>>) =>
  Object.entries<string>(codes).map(([value, label]) => ({ value: value as Code, label }))
const kinds = optionsOf(restrictionKinds)
const reasons = optionsOf(restrictionReasons)

/** Who may open a person's records, why, and who looks after them. */
export function RestrictForm({ referralId, restriction, onDone }: RestrictFormProps) {
  const { person } = useSession()
  const people = useColleagues()
  const [kind, setKind] = useState<RestrictionKind>(restriction?.kind ?? 'allow')
  const [reason, setReason] = useState<RestrictionReason | ''>(restriction?.reason ?? '')
  const [why, setWhy] = useState(restriction?.why ?? '')
  const [guardianId, setGuardianId] = useState<string>(restriction?.guardianId ?? person.id)
  const [listed, setListed] = useState<readonly PersonId[]>(restriction?.people.map(({ personId }) => personId) ?? [])
  const { errors, busy, submit } = useRestrict(referralId, restriction, onDone)
  const errorOf = useErrorIn(errors)
  const guardians = people.filter(({ roles }) => may(roles, 'restrict records'))

  return (
    <Card title={restriction === null ? 'Restrict this person’s records' : 'Change who may open it'}>
      <form
        className="stack restrict-form"
        noValidate
        onSubmit={(event) => void submit(event, { kind, reason, why, guardianId, personIds: listed })}
      >
        <ErrorSummary errors={errors} />
        <RadioChips label="Who may open it" options={kinds} value={kind} onChange={setKind} />
        <PeopleList
          label={kind === 'allow' ? 'May open it' : 'May not open it'}
          hint={
            kind === 'allow'
              ? 'Whoever looks after it and the AMHP who has it may in any case.'
              : 'They are shown the same as everybody who may not open a restricted record.'
          }
          people={people.filter(({ personId }) => personId !== guardianId)}
          chosen={listed}
          error={errorOf('personIds')}
          onChange={setListed}
        />
        <Select
          id="guardianId"
          label="Looked after by"
          hint="Others ring them, and they are told at once when somebody opens it with a reason."
          options={guardians.map(({ personId, name }) => ({ value: personId, label: name }))}
          value={guardianId}
          error={errorOf('guardianId')}
          onChange={(event) => setGuardianId(event.target.value)}
        />
        <Select
          id="reason"
          label="Reason"
          empty="Choose a reason"
          options={reasons}
          value={reason}
          error={errorOf('reason')}
          onChange={(event) => setReason(event.target.value as RestrictionReason)}
        />
        <TextArea
          id="why"
          label="In your own words"
          hint="Read by those who may open the record"
          value={why}
          error={errorOf('why')}
          onChange={(event) => setWhy(event.target.value)}
        />
        <div className="btns">
          <Button kind="p" type="submit" busy={busy}>
            {restriction === null ? 'Restrict' : 'Save'}
          </Button>
          <Button onClick={onDone}>Leave as it is</Button>
        </div>
      </form>
    </Card>
  )
}

/** Everybody of the service whom a list can name. */
function useColleagues(): readonly ListedPerson[] {
  const asked = useAnswer(register, {})
  const all = [...(asked.data?.amhps ?? []), ...(asked.data?.others ?? [])]
  return all
    .map(({ personId, name, roles }) => ({ personId, name, roles }))
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en-GB'))
}

interface Typed {
  readonly kind: RestrictionKind
  readonly reason: RestrictionReason | ''
  readonly why: string
  readonly guardianId: string
  readonly personIds: readonly PersonId[]
}

function useRestrict(referralId: ReferralId, restriction: RestrictionRow | null, onDone: () => void) {
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const make = useSend(restrictRecord)
  const change = useSend(changeRestriction)
  const busy = make.isPending || change.isPending
  const submit = async (event: SubmitEvent, { reason, personIds, ...typed }: Typed): Promise<void> => {
    event.preventDefault()
    if (busy) return
    if (reason === '') return setErrors([{ field: 'reason', message: 'Choose a reason' }])
    if (typed.why.trim() === '') return setErrors([{ field: 'why', message: 'Say why in a line' }])
    const to = { ...typed, reason, personIds: personIds.filter((id) => id !== typed.guardianId) }
    try {
      const sent =
        restriction === null
          ? await make.mutateAsync({ referralId, ...to })
          : await change.mutateAsync({ restrictionId: restriction.id, seenVersion: restriction.version, ...to })
      if (!sent.ok) return setErrors(fieldErrorsOf(sent.refusal))
      toast({ words: restriction === null ? 'Restricted.' : 'Changed.', icon: 'check' })
      onDone()
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : String(fault) }])
    }
  }
  return { errors, busy, submit }
}
