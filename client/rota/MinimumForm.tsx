import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Checkbox, Select, TextField } from '#client/ui/Field.tsx'
import { FormDialog } from '#client/ui/FormDialog.tsx'
import { useEntry } from '#client/ui/useEntry.ts'
import { councilId as councilIdOf, teamId as teamIdOf } from '#shared/kernel/ids.ts'
import { shiftRoles, type ShiftRole } from '#shared/rota/contract.ts'
import type { NeedDay } from '#shared/rota/dutyNeeds.ts'
import { keepNeed, type NeedRow, type Needs } from '#shared/rota/needContract.ts'
import { isLondonDay } from '#shared/time/london.ts'
import { readTime } from '#shared/time/typedTime.ts'
import { DayBoxes } from './DayBoxes.tsx'
import { timeWords } from './shiftEntry.ts'

interface MinimumFormProps {
  readonly answer: Needs
  readonly need: NeedRow | null
  readonly onClose: () => void
}

const roles = Object.entries(shiftRoles).map(([value, label]) => ({ value, label }))

const begun = (need: NeedRow | null) => ({
  role: need?.role ?? ('duty' as ShiftRole),
  days: need?.days ?? ([] as readonly NeedDay[]),
  startsAt: (need?.startsAt ?? '') as string,
  endsAt: (need?.endsAt ?? '') as string,
  minimum: String(need?.minimum ?? 1),
  councilId: (need?.councilId ?? '') as string,
  teamId: (need?.teamId ?? '') as string,
  firstDay: (need?.firstDay ?? '') as string,
  lastDay: (need?.lastDay ?? '') as string,
  firm: need?.firm ?? false,
})

/** An empty day is none; one that is not a day is named. */
const wrongDays = ({ firstDay, lastDay }: { readonly firstDay: string; readonly lastDay: string }) =>
  Object.entries({ firstDay, lastDay }).flatMap(([field, typed]) =>
    typed === '' || isLondonDay(typed) ? [] : [{ field, message: 'Give a day, like 01/01/2027, or leave it empty' }],
  )

/** The teams there are, and that of this minimum where it has ended since. */
function teamOptions({ teams }: Needs, need: NeedRow | null) {
  const ended =
    need?.teamId && !teams.some(({ id }) => id === need.teamId) ? [{ id: need.teamId, name: need.homeTeam }] : []
  return [...teams, ...ended].map(({ id, name }) => ({ value: id, label: `Who is of ${name}` }))
}

/** Adds a minimum, changes one, or takes it away. */
export function MinimumForm({ answer, need, onClose }: MinimumFormProps) {
  const { entry, change, tie, errors, errorOf, setErrors, seenVersion, keep } = useEntry(
    () => begun(need),
    need?.version,
  )
  const sending = useSend(keepNeed)
  const send = async (retired: boolean): Promise<void> => {
    const [startsAt, endsAt] = [readTime(entry.startsAt), readTime(entry.endsAt)]
    const minimum = /^\d{1,2}$/.test(entry.minimum.trim()) ? Number(entry.minimum) : 0
    const wrong = [
      ...(entry.days.length === 0 ? [{ field: 'days', message: 'Choose at least one day' }] : []),
      ...(startsAt.ok
        ? []
        : [{ field: 'startsAt', message: timeWords(startsAt.refusal, 'Enter from when, like 08:30') }]),
      ...(endsAt.ok ? [] : [{ field: 'endsAt', message: timeWords(endsAt.refusal, 'Enter until when, like 20:30') }]),
      ...(minimum >= 1 && minimum <= 50 ? [] : [{ field: 'minimum', message: 'Give 1 to 50 people' }]),
      ...wrongDays(entry),
    ]
    if (wrong.length > 0 || !startsAt.ok || !endsAt.ok) return setErrors(wrong)
    const input = {
      needId: need?.id ?? null,
      seenVersion,
      role: entry.role,
      days: [...entry.days],
      startsAt: startsAt.value,
      endsAt: endsAt.value,
      minimum,
      councilId: entry.councilId === '' ? null : councilIdOf.parse(entry.councilId),
      teamId: entry.teamId === '' ? null : teamIdOf.parse(entry.teamId),
      firstDay: isLondonDay(entry.firstDay) ? entry.firstDay : null,
      lastDay: isLondonDay(entry.lastDay) ? entry.lastDay : null,
      firm: entry.firm,
      retired,
    }
    const said = (): string => (retired ? 'Taken away.' : 'Minimum kept.')
    if (await keep(() => sending.mutateAsync(input), said)) onClose()
  }
  const short = { width: 's', inputMode: 'numeric' } as const
  return (
    <FormDialog
      title={need ? 'Change a minimum' : 'Add a minimum'}
      errors={errors}
      busy={sending.isPending}
      does="Keep the minimum"
      onSubmit={() => send(false)}
      onClose={onClose}
      also={
        need && (
          <Button kind="q" className="push" onClick={() => void send(true)}>
            Take it away
          </Button>
        )
      }
    >
      <div className="row">
        <Select
          label="Role"
          options={roles}
          value={entry.role}
          // The list is made of the roles.
          onChange={(event) => change({ role: event.target.value as ShiftRole })}
        />
        <TextField label="At least" hint="People" {...short} {...tie('minimum')} />
      </div>
      <DayBoxes legend="On" id="days" days={entry.days} error={errorOf('days')} onChange={(days) => change({ days })} />
      <div className="row">
        <TextField label="From" hint="Like 08:30" {...short} {...tie('startsAt')} />
        <TextField label="To" hint="Past midnight is the next day" {...short} {...tie('endsAt')} />
      </div>
      <Select
        label="Who counts"
        hint="Their approval must hold for the whole shift."
        empty="Anybody approved"
        options={answer.councils.map(({ id, name }) => ({ value: id, label: `Who acts for ${name}` }))}
        {...tie('councilId')}
      />
      {(answer.teams.length > 1 || need?.teamId) && (
        <Select
          label="Of which team"
          hint="Whoever is lent to another team by a shift still counts for their own."
          empty="Of any team"
          options={teamOptions(answer, need)}
          {...tie('teamId')}
        />
      )}
      <div className="row">
        <TextField label="Holds from" type="date" width="m" hint="Empty: since ever" {...tie('firstDay')} />
        <TextField label="Until" type="date" width="m" hint="Empty: until further notice" {...tie('lastDay')} />
      </div>
      <Checkbox
        label="A rota that falls short of it needs a reason"
        hint="Without it, the gap is shown and nothing more."
        checked={entry.firm}
        onChange={(event) => change({ firm: event.target.checked })}
      />
    </FormDialog>
  )
}
