import { useSend } from '#client/kernel/api.ts'
import { TextField } from '#client/ui/Field.tsx'
import { FormDialog } from '#client/ui/FormDialog.tsx'
import { useEntry } from '#client/ui/useEntry.ts'
import { keepTeam, type TeamSetUp } from '#shared/register/setUpContract.ts'
import { EndButton } from './EndButton.tsx'
import { countWords, ListCard } from './ListCard.tsx'
import type { PartProps } from './SetUpPage.tsx'

/** The teams that AMHPs are of when they are not on duty. */
export function Teams({ answer: { teams } }: PartProps) {
  return (
    <ListCard
      title="Home teams"
      add="Add a team"
      lede="Where AMHPs work when they are not on duty. A team that an entry of the register names joins this list by itself."
      empty={{ title: 'No team yet', words: 'Add one, or name it on an entry of the register.' }}
      rows={teams}
      isEnded={({ ended }) => ended}
      columns={[{ head: 'AMHPs', show: ({ amhps }) => countWords(amhps, 'AMHP', 'AMHPs') }]}
      form={(row, onClose) => <TeamForm key={row?.id ?? 'new'} row={row} onClose={onClose} />}
    />
  )
}

interface FormProps {
  readonly row: TeamSetUp | null
  readonly onClose: () => void
}

function TeamForm({ row, onClose }: FormProps) {
  const { entry, tie, errors, setErrors, seenVersion, keep } = useEntry(() => ({ name: row?.name ?? '' }), row?.version)
  const sending = useSend(keepTeam)
  const send = async (ended: boolean): Promise<void> => {
    if (entry.name.trim() === '') return setErrors([{ field: 'name', message: 'Enter the team’s name' }])
    const input = { teamId: row?.id ?? null, seenVersion, name: entry.name.trim(), ended }
    const said = (): string => (ended ? 'Ended: nobody can be put in it any more.' : 'Kept.')
    if (await keep(() => sending.mutateAsync(input), said)) onClose()
  }
  return (
    <FormDialog
      title={row ? `Change ${row.name}` : 'Add a team'}
      errors={errors}
      busy={sending.isPending}
      does="Keep the team"
      onSubmit={() => send(row?.ended ?? false)}
      onClose={onClose}
      also={<EndButton row={row} end="End it" onSend={(ended) => void send(ended)} />}
    >
      <TextField
        label="Name"
        hint={
          row && row.amhps > 0
            ? `It changes on the register too: ${countWords(row.amhps, 'entry', 'entries')}.`
            : undefined
        }
        width="l"
        {...tie('name')}
      />
    </FormDialog>
  )
}
