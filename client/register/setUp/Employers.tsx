import { Link } from '@tanstack/react-router'
import { useSession } from '#client/kernel/session.tsx'
import { useSend } from '#client/kernel/api.ts'
import { Select, TextField } from '#client/ui/Field.tsx'
import { FormDialog } from '#client/ui/FormDialog.tsx'
import { Tag } from '#client/ui/Tag.tsx'
import { useEntry } from '#client/ui/useEntry.ts'
import { employerKinds, keepEmployer, type EmployerSetUp } from '#shared/register/setUpContract.ts'
import { formatDate, type LondonDay } from '#shared/time/london.ts'
import { EndButton } from './EndButton.tsx'
import { countWords, ListCard } from './ListCard.tsx'
import type { PartProps } from './SetUpPage.tsx'

/** Whose payroll: TOIL follows the employer's policy, so one without a policy makes no claims. */
export function Employers({ answer: { employers, today } }: PartProps) {
  const { can } = useSession()
  return (
    <ListCard
      title="Employers"
      add="Add an employer"
      lede={
        <>
          TOIL follows the policy of each AMHP’s employer. Without one, late finishes make no claims.{' '}
          {can('decide TOIL') ? <Link to="/reports/toil/policies">TOIL policies</Link> : 'A manager sets it.'}
        </>
      }
      empty={{ title: 'No employer yet', words: 'Nobody can be put on the register until there is one.' }}
      rows={employers}
      isEnded={({ ended }) => ended}
      columns={[
        { head: 'Kind', show: ({ kind }) => employerKinds[kind] },
        { head: 'AMHPs', show: ({ amhps }) => countWords(amhps, 'AMHP', 'AMHPs') },
        { head: 'TOIL policy', show: (row) => <Policy row={row} today={today} /> },
      ]}
      form={(row, onClose) => <EmployerForm key={row?.id ?? 'new'} row={row} onClose={onClose} />}
    />
  )
}

function Policy({ row: { policyFrom, ended }, today }: { readonly row: EmployerSetUp; readonly today: LondonDay }) {
  if (policyFrom !== null) return policyFrom <= today ? 'In force' : `From ${formatDate(policyFrom)}`
  return ended ? (
    'None'
  ) : (
    <Tag tone="warn" icon="triangle">
      None: no claims
    </Tag>
  )
}

const kinds = Object.entries(employerKinds).map(([value, label]) => ({ value, label }))

interface FormProps {
  readonly row: EmployerSetUp | null
  readonly onClose: () => void
}

function EmployerForm({ row, onClose }: FormProps) {
  const { entry, change, tie, errors, setErrors, seenVersion, keep } = useEntry(
    () => ({ name: row?.name ?? '', kind: row?.kind ?? ('council' as EmployerSetUp['kind']) }),
    row?.version,
  )
  const sending = useSend(keepEmployer)
  const send = async (ended: boolean): Promise<void> => {
    if (entry.name.trim() === '') return setErrors([{ field: 'name', message: 'Enter the employer’s name' }])
    const input = { employerId: row?.id ?? null, seenVersion, ...entry, name: entry.name.trim(), ended }
    const said = (): string => (ended ? 'Ended: nobody can be given it any more.' : 'Kept.')
    if (await keep(() => sending.mutateAsync(input), said)) onClose()
  }
  return (
    <FormDialog
      title={row ? `Change ${row.name}` : 'Add an employer'}
      errors={errors}
      busy={sending.isPending}
      does="Keep the employer"
      onSubmit={() => send(row?.ended ?? false)}
      onClose={onClose}
      also={<EndButton row={row} end="End it" onSend={(ended) => void send(ended)} />}
    >
      <TextField
        label="Name"
        hint={row ? 'It changes everywhere, in the past too.' : 'Set its TOIL policy next'}
        width="l"
        {...tie('name')}
      />
      <Select
        label="Kind"
        id="kind"
        options={kinds}
        value={entry.kind}
        // The list is made of the codes.
        onChange={(event) => change({ kind: event.target.value as EmployerSetUp['kind'] })}
      />
    </FormDialog>
  )
}
