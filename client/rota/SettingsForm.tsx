import { useState, type SubmitEvent } from 'react'
import { useSend } from '#client/kernel/api.ts'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { Select, TextField } from '#client/ui/Field.tsx'
import { modelAsks, operatingModels, restBases, swapPolicies, type RotaSettings } from '#shared/rota/operatingModels.ts'
import { setRotaSettings } from '#shared/rota/settingsContract.ts'
import { addDays, formatDate, londonDay, type LondonDay } from '#shared/time/london.ts'
import { readSettings, settingsEntryOf, type SettingsEntry } from './settingsEntry.ts'
import { useKeepRule } from '#client/ui/useKeepRule.ts'

const choices = <Code extends string>(words: Readonly<Record<Code, string>>) =>
  (Object.keys(words) as Code[]).map((value) => ({ value, label: words[value] }))

/** Sets how the rota is run from a day on. It begins with what holds today. */
export function SettingsForm({ start, today }: { readonly start: RotaSettings; readonly today: LondonDay }) {
  const [entry, setEntry] = useState<SettingsEntry>(() => settingsEntryOf(start, addDays(today, 1)))
  const { errors, errorOf, setErrors, keep } = useKeepRule()
  const sending = useSend(setRotaSettings)
  const change = (part: Partial<SettingsEntry>): void => setEntry({ ...entry, ...part })
  const text = (field: 'effectiveFrom' | 'officeFrom' | 'officeUntil' | 'atOnceHours' | 'noticeDays' | 'why') => ({
    id: field,
    value: entry[field],
    error: errorOf(field),
    onChange: (event: { readonly target: { readonly value: string } }) => change({ [field]: event.target.value }),
  })
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    const read = readSettings(entry)
    if (read.toSend === null) return setErrors(read.errors)
    const input = read.toSend
    await keep(
      () => sending.mutateAsync(input),
      ({ effectiveFrom }) => `Set: it holds from ${formatDate(londonDay(effectiveFrom))}.`,
    )
  }
  return (
    <Card title="Change from a day on">
      <form noValidate className="shift-form" onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} />
        <TextField label="Holds from" type="date" width="m" {...text('effectiveFrom')} />
        <Select
          label="Operating model"
          id="model"
          hint={modelAsks[entry.model]}
          options={choices(operatingModels)}
          value={entry.model}
          // The lists are made of the codes.
          onChange={(event) => change({ model: event.target.value as SettingsEntry['model'] })}
        />
        <Select
          label="A swap between two colleagues"
          id="swapPolicy"
          options={choices(swapPolicies)}
          value={entry.swapPolicy}
          onChange={(event) => change({ swapPolicy: event.target.value as SettingsEntry['swapPolicy'] })}
        />
        <div className="row">
          <TextField
            label="Office hours from"
            width="s"
            inputMode="numeric"
            hint="Like 09:00"
            {...text('officeFrom')}
          />
          <TextField label="Until" width="s" inputMode="numeric" hint="Like 17:00" {...text('officeUntil')} />
        </div>
        <div className="row">
          <TextField
            label="Told at once within"
            hint="Hours before a shift begins"
            width="s"
            inputMode="numeric"
            {...text('atOnceHours')}
          />
          <TextField label="Notice of a rota" hint="Days" width="s" inputMode="numeric" {...text('noticeDays')} />
        </div>
        <Select
          label="Weekly rest is checked by"
          id="restBasis"
          hint="Eleven hours between days are always checked: no opt-out exists."
          options={choices(restBases)}
          value={entry.restBasis}
          onChange={(event) => change({ restBasis: event.target.value as SettingsEntry['restBasis'] })}
        />
        <TextField
          label="What changes on that day"
          hint="A line, shown beside before and after"
          width="l"
          {...text('why')}
        />
        <div className="btns">
          <Button kind="p" type="submit" busy={sending.isPending}>
            Set from that day
          </Button>
        </div>
      </form>
    </Card>
  )
}
