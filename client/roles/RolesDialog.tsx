import { useState, type SubmitEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { fieldErrorsOf } from '#client/kernel/wire.ts'
import { Button } from '#client/ui/Button.tsx'
import { Dialog } from '#client/ui/Dialog.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { Checkbox, ErrorMessage, Select } from '#client/ui/Field.tsx'
import { toast } from '#client/ui/toast.ts'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import { roleNames, roles, type Role } from '#shared/kernel/permission.ts'
import { setRoles, type RolePerson } from '#shared/roles/contract.ts'

interface RolesDialogProps {
  readonly one: RolePerson
  readonly people: readonly RolePerson[]
  readonly onClose: () => void
}

const does: Record<Role, string> = {
  'practice-consultant': 'Takes referrals, triages, allocates; reads records',
  amhp: 'Works what is allocated to them; sees that whole',
  trainee: 'Works beside an AMHP; decides nothing',
  manager: 'Register, rota and TOIL, without clinical text',
  'amhp-lead': 'Reads records, reports, looks after restricted ones',
  edt: 'Reads the board and records, changes nothing',
  admin: 'Accounts and roles, no records',
  auditor: 'Who looked at what, no records',
}

/** What somebody is here. They sign in again afterwards, and what they had open with a reason closes. */
export function RolesDialog({ one, people, onClose }: RolesDialogProps) {
  const [held, setHeld] = useState<readonly Role[]>(one.roles)
  const [supervisedBy, setSupervisedBy] = useState<string>(one.supervisedBy ?? '')
  const { errors, busy, submit } = useSetRoles(one, onClose)
  const errorOf = useErrorIn(errors)
  const toggle = (role: Role, on: boolean): void =>
    setHeld(roles.filter((each) => (each === role ? on : held.includes(each))))
  const supervisors = people.filter(
    ({ personId, roles: theirs }) => personId !== one.personId && theirs.includes('amhp'),
  )
  return (
    <Dialog open wide title={`What ${one.name} is here`} onClose={onClose}>
      <form className="stack" noValidate onSubmit={(event) => void submit(event, held, supervisedBy)}>
        <ErrorSummary errors={errors} />
        <fieldset className={errorOf('roles') ? 'f bad' : 'f'} id="roles" tabIndex={-1}>
          <legend className="label">Roles</legend>
          {errorOf('roles') && <ErrorMessage>{errorOf('roles')}</ErrorMessage>}
          <div className="role-ticks">
            {roles.map((role) => (
              <Checkbox
                key={role}
                label={roleNames[role]}
                hint={does[role]}
                checked={held.includes(role)}
                onChange={(event) => toggle(role, event.target.checked)}
              />
            ))}
          </div>
        </fieldset>
        {held.includes('trainee') && (
          <Select
            id="supervisedBy"
            label="Works beside"
            empty="Choose an AMHP"
            options={supervisors.map(({ personId, name }) => ({ value: personId, label: name }))}
            value={supervisedBy}
            error={errorOf('supervisedBy')}
            onChange={(event) => setSupervisedBy(event.target.value)}
          />
        )}
        <p className="muted">They are signed out everywhere and sign in again as this.</p>
        <div className="btns">
          <Button kind="p" type="submit" busy={busy}>
            Save
          </Button>
          <Button onClick={onClose}>Leave as it is</Button>
        </div>
      </form>
    </Dialog>
  )
}

function useSetRoles(one: RolePerson, onDone: () => void) {
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const send = useSend(setRoles)
  const submit = async (event: SubmitEvent, held: readonly Role[], supervisor: string): Promise<void> => {
    event.preventDefault()
    if (send.isPending) return
    if (held.length === 0) return setErrors([{ field: 'roles', message: 'Give at least one role' }])
    const supervisedBy = held.includes('trainee') && supervisor !== '' ? (supervisor as PersonId) : null
    try {
      const { personId, version: seenVersion } = one
      const sent = await send.mutateAsync({ personId, seenVersion, roles: [...held], supervisedBy })
      if (!sent.ok) return setErrors(fieldErrorsOf(sent.refusal))
      toast({ words: `${one.name}: ${held.map((role) => roleNames[role]).join(', ')}.`, icon: 'check' })
      onDone()
    } catch (fault) {
      setErrors([{ message: fault instanceof Error ? fault.message : String(fault) }])
    }
  }
  return { errors, busy: send.isPending, submit }
}
